"""The model of the repository on text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.errors import AlignmentError, ArgumentError
from cnbiznews.segmentation import Segmenter, load, unpack
from cnbiznews.segmentation.corpus import read, score

from .conftest import MODEL, ROOT

CASES = ROOT / "tests/cases/segmentation"
CORPUS = ROOT / "models/cnbiznews-segmentation-gsd/corpus"


@pytest.mark.parametrize(
    ("corpus", "floor"),
    [(CORPUS / "gsd_test.txt", 0.93), (CASES / "news.txt", 0.955), (CASES / "seeds.txt", 0.95)],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_words_are_right(segmenter: Segmenter, corpus: Path, floor: float) -> None:
    reached = score(segmenter.cut, read(corpus))
    assert reached.f1 >= floor, reached


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("公司营收同比增长12.5%", "公司 营收 同比 增长 12.5%"),
        ("", ""),
        (" \n\t", ""),
        ("营收 增长\n利润　下降", "营收 增长 利润 下降"),
        ("数据显示，利润增长。", "数据 显示 ， 利润 增长 。"),
    ],
)
def test_cut(segmenter: Segmenter, text: str, expect: str) -> None:
    assert segmenter.cut(text) == expect.split()


def test_half_width_punctuation_is_cut_like_full_width(segmenter: Segmenter) -> None:
    wide, narrow = "数据显示，收入增长。", "数据显示,收入增长."
    assert segmenter.spans(wide) == segmenter.spans(narrow)


def test_what_is_kept_is_one_word(segmenter: Segmenter) -> None:
    text = "超过三千五百万元的净利润率"
    assert segmenter.cut(text, [(2, 8), (9, 13)]) == ["超过", "三千五百万元", "的", "净利润率"]
    assert segmenter.cut(text, [(9, 13), (2, 8)]) == segmenter.cut(text, [(2, 8), (9, 13)])


@given(st.text() | st.text(alphabet="京东营收3.5%,。！ \n\u3000aＡ\ud800𠮷", max_size=60))
def test_no_text_loses_a_character(text: str) -> None:
    pytest.importorskip("spacy_pkuseg")
    spans = load(MODEL).spans(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(start < end for start, end in spans)
    covered = {place for span in spans for place in range(*span)}
    assert covered == {place for place, character in enumerate(text) if not character.isspace()}


def test_a_long_text_without_sentences_is_cut_in_pieces(segmenter: Segmenter) -> None:
    text = "营收增长" * 3000
    assert "".join(segmenter.cut(text)) == text


def test_a_model_is_loaded_once(segmenter: Segmenter) -> None:
    assert load(MODEL) is segmenter


def test_the_unpacked_model_serves_the_tokenizer_of_spacy(model_path: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    pytest.importorskip("spacy_pkuseg")
    unpack(model_path, tmp_path)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    nlp.tokenizer.initialize(pkuseg_model=str(tmp_path))
    assert [token.text for token in nlp("公司营收同比增长")] == ["公司", "营收", "同比", "增长"]


def test_the_installed_model_is_found_by_itself(segmenter: Segmenter) -> None:
    pytest.importorskip("cnbiznews_segmentation_gsd", reason="the model's distribution is not installed")
    assert load().cut("公司营收同比增长") == segmenter.cut("公司营收同比增长")


def test_names_of_companies_are_words(segmenter: Segmenter) -> None:
    text = "京东与拼多多、美团的订单"
    assert segmenter.cut(text) == ["京东", "与", "拼多多", "、", "美团", "的", "订单"]


@pytest.mark.parametrize(
    "spans",
    [[(0, 2), (1, 3)], [(0, 2), (0, 2)], [(0, 9)], [(-1, 2)], [(2, 1)]],
    ids=["overlapping", "twice", "too long", "before the text", "backwards"],
)
def test_words_to_keep_lie_apart_in_the_text(segmenter: Segmenter, spans: list[tuple[int, int]]) -> None:
    with pytest.raises(AlignmentError, match="keep: "):
        segmenter.cut("青禾电器", keep=spans)


@pytest.mark.parametrize("keep", [3, [3], ["a"], [(0.0, 1.0)]], ids=repr)
def test_words_to_keep_are_spans(segmenter: Segmenter, keep: Any) -> None:
    with pytest.raises(ArgumentError, match="keep must be pairs of offsets"):
        segmenter.cut("青禾电器", keep=keep)
    with pytest.raises(ArgumentError, match="text must be"):
        segmenter.cut(keep)


@pytest.mark.parametrize("model", [3, b"model", 1.5], ids=repr)
def test_a_model_is_named_by_path_or_package(model: Any) -> None:
    with pytest.raises(ArgumentError, match="model must be a path or the name of a package"):
        load(model)
