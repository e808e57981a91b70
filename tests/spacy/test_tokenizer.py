"""Words, spaces and kept mentions as tokens."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import cnbiznews
from cnbiznews.errors import ArgumentError
from cnbiznews.spacy import create_tokenizer
from cnbiznews.spacy.analysis import PipelineError
from cnbiznews.spacy.tokenizer import ChineseTokenizer, _first

from .conftest import pipeline

VOCAB = spacy.blank("zh").vocab


@pytest.mark.parametrize(
    ("groups", "expect"),
    [
        ([], []),
        ([[(0, 2)], [(1, 5)]], [(0, 2)]),
        ([[(3, 4)], [(0, 2), (2, 6)]], [(0, 2), (3, 4)]),
        ([[(0, 2), (0, 3), (2, 4)]], [(0, 3)]),
        ([[(4, 6), (0, 2)], [(2, 4)]], [(0, 2), (2, 4), (4, 6)]),
        ([[(0, 2), (0, 2)]], [(0, 2)]),
    ],
)
def test_the_kind_named_first_wins_then_the_longer(
    groups: list[list[tuple[int, int]]], expect: list[tuple[int, int]]
) -> None:
    assert _first(groups) == expect


spans = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(st.lists(spans, max_size=6), max_size=3))
def test_kept_spans_do_not_overlap(groups: list[list[tuple[int, int]]]) -> None:
    kept = _first(groups)
    assert kept == sorted(kept)
    assert all(left[1] <= right[0] for left, right in pairwise(kept))
    every = {span for group in groups for span in group}
    assert set(kept) <= every
    assert all(any(a < d and c < b for c, d in kept) for a, b in every), "each one is kept or gives way to another"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("營收５億元", ["营", "收", "5", "亿", "元"]),
        ("京東(dōng)的營(yíng)收", ["京", "东", "的", "营", "收"]),
        ("", []),
    ],
)
def test_tokens_are_those_of_the_repaired_text(text: str, tokens: list[str]) -> None:
    assert [token.text for token in ChineseTokenizer(VOCAB)(text)] == tokens


def test_without_repair_glosses_stay() -> None:
    assert "dōng" in ChineseTokenizer(VOCAB, repair=False)("京東(dōng)").text


def test_white_space_belongs_to_the_word_before_or_stands_alone() -> None:
    nlp = pipeline({})
    doc = nlp("Apple 营收\n\n增长  5%")
    assert doc.text == cnbiznews.extract("Apple 营收\n\n增长  5%").reading.text
    assert "".join(token.text_with_ws for token in doc) == doc.text
    assert all(token.text.isspace() or not any(map(str.isspace, token.text)) for token in doc)


@pytest.mark.parametrize("kinds", [["quantities"], ["companies"], ["quantities", "companies", "metrics"]])
def test_what_is_kept_is_one_token(kinds: list[str], seeds: dict[str, str]) -> None:
    tokenizer = ChineseTokenizer(VOCAB, keep=kinds)
    for text in seeds.values():
        doc = tokenizer(text)
        tokens = {(token.idx, token.idx + len(token)) for token in doc}
        mentions = [(found.start, found.end) for found in doc._.cnbiznews.mentions[kinds[0]]]
        assert mentions
        assert set(mentions) <= tokens


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        (lambda text: [text[:2]], "stopped at offset 2 of 4 and lost the rest"),
        (lambda text: [text.replace("营", "盈")], "but the text goes on with '营收增长'"),
        (lambda text: [text, text], "but the text goes on with ''"),
        (lambda text: [], "stopped at offset 0"),  # noqa: ARG005
    ],
)
def test_a_segmenter_that_changes_the_text_is_told_where(cut: object, message: str) -> None:
    with pytest.raises(PipelineError, match=rf"\[CB004\].*{message}"):
        ChineseTokenizer(VOCAB, cut)("营收增长")  # type: ignore[arg-type]


def test_a_segmenter_may_leave_out_white_space() -> None:
    tokenizer = ChineseTokenizer(VOCAB, str.split)
    assert tokenizer("营收 增长 ").text == "营收 增长 "


def test_an_unknown_option_names_the_valid_ones() -> None:
    with pytest.raises(cnbiznews.CnBizNewsError, match="'jieba'; valid are: char, pkuseg, a registered function"):
        ChineseTokenizer(VOCAB, "jieba")
    with pytest.raises(cnbiznews.CnBizNewsError, match="'facts'; valid are: quantities, companies, metrics"):
        ChineseTokenizer(VOCAB, keep=["facts"])
    with pytest.raises(ValueError, match="there is no file and no package with a model named 'nowhere'"):
        ChineseTokenizer(VOCAB, "pkuseg", model="nowhere")


@pytest.mark.parametrize("keep", ["quantities", "", 3])
def test_keep_is_a_list(keep: Any) -> None:
    with pytest.raises(ArgumentError, match=r"must be a list of kinds \(quantities, companies"):
        ChineseTokenizer(VOCAB, keep=keep)
    with pytest.raises(ArgumentError, match="keep of the tokenizer must be a list"):
        create_tokenizer(keep=keep)(spacy.blank("zh"))
