"""Conversion: alignment, the user's words, protected spans, many texts, other engine, bad input."""

from __future__ import annotations

import importlib.util
from importlib.metadata import PackageNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.alignment import AlignedText
from cnbiznews.errors import AlignmentError, CnBizNewsError, ConfigError, LexiconError
from cnbiznews.script import Converter, alternatives, convert, convert_many, peer, to_simplified, to_traditional

PIECES = ["软件", "用户", "里面", "数据库", "，", "a", "𠮷", "\n", "后台", "余先生", "签约", "内存", "\0", "⿰"]


def test_spans_lead_to_the_source() -> None:
    converted = convert("公司的软件与用户数据", "s2twp")
    assert str(converted) == "公司的軟體與使用者資料"
    at = str(converted).index("使用者")
    assert converted.source_of(at, at + 3) == "用户"
    assert converted.source_of(at + 3, at + 5) == "数据"
    assert converted.text_span(3, 5) == (3, 5)


def test_aligned_text_keeps_its_source() -> None:
    clean = AlignedText.identity("業(yè)績").map("業(yè)績", "nothing")
    converted = convert(clean[0:1], "t2s")
    assert (str(converted), converted.source_of(0, 1)) == ("业", "業")


def test_unchanged_text_is_no_step() -> None:
    assert convert("abc", "t2s").steps == ()
    assert convert("小米", "t2s").steps == ()


def test_count_of_changes() -> None:
    assert convert("營收成長", "t2s").steps[0].count == 3 - 1


@pytest.mark.parametrize(
    ("dictionary", "text", "config", "expect"),
    [
        ({"于东来": "于東來"}, "于东来关于于东来", "s2t", "于東來關於于東來"),
        ({"鉅亨網": "鉅亨网"}, "鉅亨網的鉅額", "t2s", "鉅亨网的巨额"),
        ({"里": "里", "里面": "裡頭"}, "里面的里", "s2t", "裡頭的里"),
        ({"用户": "用戶"}, "用户与软件", "s2twp", "用戶與軟體"),
        ({"软件": "程式軟體"}, "用户与软件与用户", "s2twp", "使用者與程式軟體與使用者"),
    ],
)
def test_words_of_the_user(dictionary: dict[str, str], text: str, config: str, expect: str) -> None:
    converted = convert(text, config, dictionary=dictionary)
    assert str(converted) == expect
    for word, value in dictionary.items():
        if word in text:
            start, end = converted.text_span(text.index(word), text.index(word) + len(word))
            if text.index(word) == text.find(word) and word != "里":
                assert str(converted)[start:end] == value


def test_protected_spans() -> None:
    text = "范围与“范围”，用户范围"
    converted = convert(text, "s2twp", protect=[(4, 6)])
    assert str(converted) == "範圍與“范围”，使用者範圍"
    assert converted.source_of(4, 6) == "范围"


@pytest.mark.parametrize("spans", [[(0, 3)], [(-1, 1)], [(1, 0)], [(0, 2), (1, 2)]])
def test_protected_spans_must_fit(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(AlignmentError):
        convert("范围", "s2t", protect=spans)


@given(st.lists(st.lists(st.sampled_from(PIECES)).map("".join)), st.sampled_from(["t2s", "s2twp", "s2t", "tw2sp"]))
def test_many_texts_as_one_by_one(texts: list[str], config: str) -> None:
    together = list(convert_many(texts, config))
    apart = [convert(text, config) for text in texts]
    assert [(str(text), text.source) for text in together] == [(str(text), text.source) for text in apart]
    for one, other in zip(together, apart, strict=True):
        spans = [(at, at + 1) for at in range(len(one.text))]
        assert [one.source_span(*span) for span in spans] == [other.source_span(*span) for span in spans]
        assert sum(step.count for step in one.steps) == sum(step.count for step in other.steps)


def test_many_texts_are_read_as_they_are_needed() -> None:
    def endless() -> object:
        while True:
            yield "營收" * 1000

    many = convert_many(endless(), "t2s")  # type: ignore[arg-type]
    assert str(next(many)) == "营收" * 1000


@given(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4))),
    st.booleans(),
)
def test_whatever_is_fixed_spans_fit(text: str, spans: list[tuple[int, int]], business: bool) -> None:
    protect = []
    at = 0
    for start, size in sorted(spans):
        if at <= start and start + size <= len(text):
            protect.append((start, start + size))
            at = start + size
    dictionary = {"用户": "使用者们", "软": "", "签约": "签"}
    converted = Converter("s2twp", business=business, dictionary=dictionary).convert(text, protect)
    for start, end in protect:
        if start < end:
            assert str(converted)[slice(*converted.text_span(start, end))] == text[start:end]
    for at in range(len(converted)):
        start, end = converted.source_span(at, at + 1)
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("call", "valid"),
    [
        (lambda: convert("x", "s2x"), "tw2sp"),
        (lambda: Converter("zh"), "t2jp"),
        (lambda: convert("x", engine="zhconv"), "opencc-python-reimplemented"),
        (lambda: convert("x", script="tw"), "traditional"),
        (lambda: list(convert_many(["x"], "s2")), "s2t"),
        (lambda: to_simplified("x", region="cn"), "hk"),
        (lambda: to_traditional("x", region="cn"), "tw"),
        (lambda: alternatives("x", "t2jp"), "s2t"),
    ],
)
def test_bad_options_are_told(call: object, valid: str) -> None:
    with pytest.raises(ConfigError, match=valid):
        call()  # type: ignore[operator]


def test_empty_word() -> None:
    with pytest.raises(LexiconError):
        convert("x", dictionary={"": "y"})


def test_alternatives() -> None:
    text = "海外的发，里面的面，头发"
    found = alternatives(text, "s2tw")
    assert [(text[a.start : a.end], a.chosen) for a in found] == [("发", "發"), ("面", "面")]
    assert found[0].others == ("髮",)
    # What the business layer decides is sure.
    assert [a.text for a in alternatives("余先生", "s2t")] == []
    assert [a.text for a in alternatives("余先生", "s2t", business=False)] == ["余"]


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    peer._converter.cache_clear()
    monkeypatch.setattr(peer, "distribution", missing)
    with pytest.raises(CnBizNewsError, match="pip install"):
        convert("漢", engine="opencc-python-reimplemented")


@pytest.mark.skipif(importlib.util.find_spec("opencc") is None, reason="opencc-python-reimplemented is not installed")
class TestOtherEngine:
    def test_its_own_result(self) -> None:
        converted = convert("鼠标与软件里的数据\n用户", "s2twp", engine="opencc-python-reimplemented")
        assert "滑鼠" in str(converted)
        assert converted.source_span(0, len(converted)) == (0, len(converted.source))
        line = str(converted).index("\n")
        assert converted.source_of(line, line + 1) == "\n"

    def test_configs_it_does_not_have(self) -> None:
        with pytest.raises(CnBizNewsError, match="t2s"):
            convert("x漢", "t2jp", engine="opencc-python-reimplemented")
