"""Normalisation: cases, and what holds for every step on every text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.alignment import AlignedText
from cnbiznews.errors import ConfigError
from cnbiznews.script import normalize, reading_view
from cnbiznews.script.normalization import POLICIES, STEPS

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases/script/normalize.jsonl").read_text(encoding="utf-8").splitlines()
]
ALPHABET = (
    "京東东的a B1２３，,。.:：;！？!?()（）「」『』“”\"'—-–…·\u00a0\u3000\u200b\u200d\ufeff\u00ad\n "
    "&nbsp;⾦豈\ufe00e\u0301著乾帳％~～%\ud800😀👨"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, str]) -> None:
    assert str(normalize(case["text"], case["policy"])) == case["expect"], case["why"]


texts = st.one_of(st.text(st.sampled_from(ALPHABET)), st.text())


@given(texts, st.sampled_from(sorted(STEPS)))
def test_every_step_is_idempotent(text: str, step: str) -> None:
    alone = {name: name == step for name in STEPS}
    once = normalize(text, "reading", **alone)
    assert once.source == text
    assert str(normalize(str(once), "reading", **alone)) == str(once)


@given(st.text(st.sampled_from('青禾东 a1:：,，.|"“”（()%-—')), st.sampled_from(sorted(POLICIES)))
def test_every_policy_is_idempotent(text: str, policy: str) -> None:
    once = str(normalize(text, policy))
    assert str(normalize(once, policy)) == once


@given(texts, st.sampled_from(sorted(POLICIES)))
def test_alignment(text: str, policy: str) -> None:
    result = normalize(text, policy)
    assert result.source == text
    last = 0
    for at in range(len(result)):
        start, end = result.source_span(at, at + 1)
        assert last <= start <= end <= len(text)
        last = start
    replayed = text
    for step in result.steps:
        assert step.before == replayed
        replayed = step.text
    assert replayed == str(result)


@given(st.text(st.sampled_from("abcdefg ,.!?()'-\n0123")))
def test_plain_english_stays(text: str) -> None:
    assert str(reading_view(text)) == text


def test_clean_text_is_no_step() -> None:
    text = "京东集团（09618.HK）第二季度营收3567亿元，同比增长22.4%。"
    assert reading_view(text).steps == ()
    assert normalize(text).steps == ()


def test_steps_are_named() -> None:
    view = reading_view("營收\u200b２３％,增長")
    assert [step.name for step in view.steps] == ["invisible", "width", "punctuation", "t2s"]
    assert view.source_of(2, 5) == "２３％"


def test_steps_can_be_switched() -> None:
    assert str(normalize("營收,５%", "reading", script=False, punctuation=False)) == "營收,5%"
    assert str(normalize("「營收」", "publishing", script=True, quotes=False)) == "「营收」"


def test_an_aligned_text_keeps_its_source() -> None:
    first = AlignedText.identity("&amp;營收").map("&amp;營收", "same")
    assert reading_view(first[5:7]).source == "&amp;營收"


@pytest.mark.parametrize("call", [lambda: normalize("x", "pretty"), lambda: normalize("x", colour=True)])
def test_bad_options_are_told(call: object) -> None:
    with pytest.raises(ConfigError, match=r"publishing|punctuation"):
        call()  # type: ignore[operator]


def test_long_odd_texts_take_linear_time() -> None:
    for part in (
        "，",
        "(",
        '"',
        " ",
        "的 ",
        "&nbsp;",
        "\u200b",
        "．",
        "1，",
        "e\u0301",
        "「",
        "--",
        "a-\n",
        "https://",
    ):
        normalize(part * 20000)
        reading_view(part * 20000)
