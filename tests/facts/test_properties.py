"""What must not change the rows, and what must change them in one way only."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.facts import Fact
from cnbiznews.facts.figures import FigureReader
from cnbiznews.script import to_traditional
from tests.facts.rows import extractor, line, lines

SENTENCES = [
    json.loads(row)["text"]
    for row in (Path(__file__).parent.parent / "cases" / "facts" / "sentences.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ARTICLE = (
    "蓝岭电器上半年业绩公布\n"
    "蓝岭电器8月20日公布半年报。上半年营收50.2亿元，同比增长8.5%；净利润4.1亿元，同比下降3%。其中，空调收入30亿元，占总营收的60%。\n"
    "截至6月末，公司门店达到1200家，较年初净增80家，员工总数约9000人。\n"
    "蓝岭电器预计全年营收为100亿元至110亿元，海外收入占比提升至25%。\n"
)
MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1) if chr(code) not in "\n"}


def content(facts: list[Fact] | tuple[Fact, ...]) -> list[str]:
    return sorted(line(fact) for fact in facts)


def rows(text: str) -> list[str]:
    return sorted(lines(text))


@pytest.mark.parametrize("text", SENTENCES[::4])
def test_traditional_characters_give_the_same_rows(text: str) -> None:
    assert rows(to_traditional(text)) == rows(text)


@pytest.mark.parametrize("text", [*SENTENCES[::5], ARTICLE])
def test_full_width_figures_give_the_same_rows(text: str) -> None:
    wide = text.translate({code: wide for code, wide in WIDE.items() if chr(code).isdigit()})
    assert rows(wide) == rows(text)


def spaced(text: str) -> str:
    """Set hanzi and the words or digits beside them apart, as many sites do."""
    return MEETING.sub(" ", text)


@pytest.mark.parametrize("text", [*(text for text in SENTENCES if len(MEETING.findall(text)) > 1), ARTICLE])
def test_spaces_around_figures_give_the_same_rows(text: str) -> None:
    assert rows(spaced(text)) == rows(text)
    for fact in extractor().extract(spaced(text)).facts:
        assert spaced(text)[fact.start : fact.end] == fact.evidence


def test_straight_quotation_marks_give_the_same_rows() -> None:
    text = "“蓝岭到家”营收5亿元，同比增长8%；“超级品牌日”成交额同比增长20%。"
    assert rows(text.replace("“", '"').replace("”", '"')) == rows(text) != []


def test_emoji_change_nothing() -> None:
    assert rows(ARTICLE.replace("。", "。🔥")) == rows(ARTICLE)


def wrapped(text: str, width: int) -> str:
    """Break lines at a width in cells, neither inside a number nor in front of a mark."""
    lines, cells = [""], 0
    for piece in re.findall(r"[!-~]+|.", text):
        size = len(piece) if piece.isascii() else 2
        if cells + size > width and piece not in "，。；、）":
            lines.append("")
            cells = 0
        lines[-1] += piece
        cells += size
    return "\n".join(lines)


@pytest.mark.parametrize("width", [48, 60, 76])
def test_wrapped_lines_give_the_same_rows(width: int) -> None:
    title, *paragraphs = ARTICLE.strip().split("\n")
    assert rows("\n\n".join([title, *(wrapped(paragraph, width) for paragraph in paragraphs)])) == rows(ARTICLE)


def test_dots_for_full_stops_give_the_same_rows() -> None:
    assert rows(ARTICLE.replace("。", ".")) == rows(ARTICLE)


@pytest.mark.parametrize("unrelated", ["当日天气晴朗。", "会议由王先生主持。", "记者对此进行了采访。"])
def test_an_unrelated_sentence_changes_nothing(unrelated: str) -> None:
    head, body = ARTICLE.split("。", 1)
    assert rows(f"{head}。{unrelated}{body}") == rows(ARTICLE)
    assert rows(ARTICLE + unrelated) == rows(ARTICLE)


def test_paragraphs_may_stand_in_any_order() -> None:
    title, *paragraphs = ARTICLE.strip().split("\n")
    for order in ((2, 0, 1), (1, 2, 0), (2, 1, 0)):
        turned = "\n".join([title, *(paragraphs[number] for number in order)])
        assert rows(turned) == rows(ARTICLE)


@given(st.integers(2, 9))
def test_a_multiplied_number_multiplies_its_value_alone(factor: int) -> None:
    before = extractor().extract(ARTICLE).facts
    after = extractor().extract(ARTICLE.replace("4.1亿元", f"{Decimal('4.1') * factor}亿元")).facts
    changed = [(old, new) for old, new in zip(before, after, strict=True) if line(old) != line(new)]
    assert [(old.metric, old.role) for old, _ in changed] == [("净利润", "level")]
    [(old, new)] = changed
    assert Decimal(str(new.value)) == Decimal(str(old.value)) * factor
    assert line(replace(new, value=old.value)) == line(old)


@pytest.mark.parametrize("name", ["青禾乳业", "星川科技", "腾讯", "比亚迪"])
def test_a_renamed_company_renames_the_company_alone(name: str) -> None:
    renamed = rows(ARTICLE.replace("蓝岭电器", name))
    assert renamed == sorted(row.replace("蓝岭电器", name) for row in rows(ARTICLE))


@pytest.mark.parametrize("text", [*SENTENCES[::6], ARTICLE])
def test_every_span_holds_what_it_says(text: str) -> None:
    found = extractor().extract(text)
    for fact in found.facts:
        assert found.source[fact.start : fact.end] == fact.evidence
        parts = dict(fact.parts)
        assert fact.start <= parts["quantity"][0] < parts["quantity"][1] <= fact.end
        assert fact.quantity is not None
        assert found.source[slice(*parts["quantity"])] == fact.quantity.text
        assert (fact.start, fact.end) == fact.mentions[0]
        assert 0 <= fact.confidence <= 1
        if "company" in parts:
            assert 0 <= parts["company"][0] < parts["company"][1] <= len(text)


def test_a_row_has_the_same_id_wherever_it_stands() -> None:
    [first] = extractor().extract("蓝岭电器营收同比增长12%。").facts
    [second] = extractor().extract("据介绍，蓝岭电器营收同比增长12%，好于预期。").facts
    assert first.id == second.id
    [other] = extractor().extract("蓝岭电器营收同比增长13%。").facts
    assert other.id != first.id


@given(
    st.text(
        alphabet="蓝岭电器营收净利润同比增长下降分别为至由从占其中"
        "、，。；：（）()的和0123456789.%亿元倍家第一年月日 \n\ud800ABab",
        max_size=80,
    )
)
def test_any_text_is_read(text: str) -> None:
    for fact in extractor().extract(text).facts:
        assert text[fact.start : fact.end] == fact.evidence


@pytest.mark.parametrize("word", ["YoY", "yoy", "YOY"])
def test_cue_words_count_in_capitals_and_small_letters(word: str) -> None:
    (fact,) = extractor().extract(f"蓝岭电器上半年营收{word}增长8.5%。").facts
    assert (fact.metric, fact.direction, fact.basis) == ("营收", "up", "yoy")


class Counted(list[Any]):
    """A list that counts what is taken out of it."""

    taken = 0

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        Counted.taken += len(found) if isinstance(place, slice) else 1
        return found


HEAPS = """京东营收增长5% 被腾讯5% 和腾讯5% 甲营收、 同比增长5%， 其中京东5% 据京东说 京东（腾讯）5亿元 营收占5%
投资京东5亿元 京东第三、 5亿元投资 收购京东5%股权 裁员5%涉及300人"""


@pytest.mark.parametrize("piece", HEAPS.split())
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the text without the end of a sentence takes some four times the calls and tokens looked at."""
    read: Callable[..., None] = FigureReader.read

    def counted(self: FigureReader, clause: Any, tokens: Any, runs: Any, topic: Any) -> None:
        read(self, clause, Counted(tokens), runs, topic)

    monkeypatch.setattr(FigureReader, "read", counted)

    def work(length: int) -> int:
        calls = 0

        def tally(_frame: object, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        Counted.taken = 0
        text = piece * (length // len(piece))
        sys.setprofile(tally)
        try:
            extractor().extract(text)
        finally:
            sys.setprofile(None)
        return calls + Counted.taken

    work(len(piece))  # the lexicons are read
    assert work(16_000) < 6 * work(4_000) + 2_000
