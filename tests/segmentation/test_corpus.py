"""Segmented corpora, templates and scores."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.errors import LexiconError
from cnbiznews.segmentation.corpus import filled, read, score, shown
from cnbiznews.segmentation.segmenter import plain, with_kept


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("增长3.5%,超预期.", "增长3.5%，超预期。"),
        ("1,000家,在10:30", "1,000家，在10:30"),
        ("(GMV):涨!", "（ＡＡＡ）：涨！"),
        ("ｋｐｉ和KPI", "ＡＡＡ和ＡＡＡ"),
        ("iPhone 15 Pro.", "ＡＡＡＡＡＡ 15 ＡＡＡ。"),
        ("www.example.cn", "ＡＡＡ.ＡＡＡＡＡＡＡ.ＡＡ"),
        ("", ""),
    ],
)
def test_the_model_sees_one_form_of_punctuation_and_letters(text: str, expect: str) -> None:
    assert plain(text) == expect


@given(st.text())
def test_plain_text_stays_in_step(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_words_are_shown_as_their_sentence_is() -> None:
    # A comma between digits is part of a number only where the sentence joins them.
    assert shown(["有", "1,000", "家", ",", "3", "成"]) == ["有", "1,000", "家", "，", "3", "成"]


def test_comments_and_blank_lines_are_no_sentences(tmp_path: Path) -> None:
    file = tmp_path / "corpus.txt"
    file.write_text("# a comment\n\n营收 增长\n#1 号 店\n", encoding="utf-8")
    assert read(file) == [["营收", "增长"], ["#1", "号", "店"]]


def test_templates_are_filled_the_same_way_each_time() -> None:
    slots = {"C": lambda chance: chance.choice("甲乙丙丁")}
    first = list(filled([["{C}", "和", "{C}"]], slots, copies=5, seed=3))
    assert first == list(filled([["{C}", "和", "{C}"]], slots, copies=5, seed=3))
    assert len(first) == 5
    assert {word for words in first for word in words} <= set("甲乙丙丁和")


def test_an_unknown_slot_is_named() -> None:
    with pytest.raises(LexiconError, match=r"templates, line 2: unknown slot 'X'; known are \['C'\]"):
        list(filled([["{C}"], ["{X}"]], {"C": lambda _: "甲"}, copies=1))


@pytest.mark.parametrize(
    ("words", "f1"), [(["营收", "增长"], 1.0), (["营", "收", "增长"], 0.4), (["营收增长"], 0.0), ([], 0.0)]
)
def test_a_word_counts_when_both_ends_are_right(words: list[str], f1: float) -> None:
    assert score(lambda _: words, [["营收", "增长"]]).f1 == pytest.approx(f1)


@pytest.mark.parametrize(
    ("words", "keep", "expect"),
    [
        ([(0, 2), (2, 4)], [], [(0, 2), (2, 4)]),
        ([(0, 2), (2, 4)], [(0, 4)], [(0, 4)]),
        ([(0, 2), (2, 4)], [(1, 3)], [(0, 1), (1, 3), (3, 4)]),
        ([(0, 4)], [(1, 2)], [(0, 1), (1, 2), (2, 4)]),
        ([(0, 4)], [(1, 2), (2, 3)], [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ([(0, 1), (2, 3)], [(0, 3)], [(0, 3)]),
        ([(3, 4)], [(0, 2)], [(0, 2), (3, 4)]),
        ([(0, 2)], [(3, 5)], [(0, 2), (3, 5)]),
        ([(0, 2)], [(1, 1)], [(0, 2)]),
        ([], [(0, 1)], [(0, 1)]),
    ],
)
def test_kept_spans_are_words(
    words: list[tuple[int, int]], keep: list[tuple[int, int]], expect: list[tuple[int, int]]
) -> None:
    assert with_kept(words, keep) == expect


cuts = st.sets(st.integers(0, 20), min_size=2).map(sorted)


@given(cuts, cuts, st.data())
def test_kept_spans_lose_no_character(word_cuts: list[int], keep_cuts: list[int], data: st.DataObject) -> None:
    words = list(pairwise(word_cuts))
    spans = list(pairwise(keep_cuts))
    keep = [span for span in spans if data.draw(st.booleans())]
    result = with_kept(list(words), keep)
    assert set(keep) <= set(result)
    assert result == sorted(result)
    assert all(left[1] <= right[0] for left, right in pairwise(result))
    covered = {place for start, end in [*words, *keep] for place in range(start, end)}
    assert {place for start, end in result for place in range(start, end)} == covered
