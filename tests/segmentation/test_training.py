"""Dictionaries, fillers, and training a model from end to end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.errors import LexiconError
from cnbiznews.segmentation import Segmenter, load
from cnbiznews.segmentation.__main__ import main
from cnbiznews.segmentation.dictionary import Dictionary, read_counts
from cnbiznews.segmentation.training import fillers, short_names

from .conftest import ROOT

NEWS = ROOT / "tests/cases/segmentation/news.txt"


def words(dictionary: Dictionary, text: str) -> list[str]:
    return [text[start:end] for start, end in dictionary.split(text)]


@pytest.mark.parametrize(
    ("counts", "text", "expect"),
    [
        ({"研究": 50, "研究生": 20, "生命": 30, "命": 2}, "研究生命", ["研究", "生命"]),
        ({"营收": 5}, "营收增长", ["营收", "增", "长"]),
        ({}, "营收", ["营", "收"]),
        ({"营收": 5}, "", []),
    ],
)
def test_a_dictionary_takes_the_most_probable_split(counts: dict[str, int], text: str, expect: list[str]) -> None:
    assert words(Dictionary(counts), text) == expect


@given(st.dictionaries(st.text(alphabet="甲乙丙", min_size=1, max_size=4), st.integers(1, 99)), st.text("甲乙丙丁"))
def test_a_split_loses_nothing(counts: dict[str, int], text: str) -> None:
    assert "".join(words(Dictionary(counts), text)) == text


def test_counts_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "dict.txt"
    file.write_text("披露 300 v\n\n停牌\t20\n", encoding="utf-8")
    assert read_counts(file) == {"披露": 300, "停牌": 20}
    for wrong in ("披露", "披露 many", "披露 0", "披露 -1"):
        file.write_text(f"停牌 20\n{wrong}\n", encoding="utf-8")
        with pytest.raises(LexiconError, match=r"dict\.txt, line 2: a word and its count are wanted"):
            read_counts(file)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("青禾披露", ["青禾", "披露"]),
        # The corpus shows how it is done, whole or split: the model has its say.
        ("年底公布", []),
        # Numbers and pointers are words of a dictionary, but not of a treebank.
        ("三步该行", []),
        # Only names may be longer, and a name of four characters is no compound of a known word.
        ("珂珞琪青禾银行招股书", ["珂珞琪"]),
        # A name counts even where its characters stand in the corpus by chance (北京|东路), but not as words in a row.
        ("京东和大通", ["京东"]),
        # A word counts only where the most probable split has it.
        ("研究生命", ["生命"]),
        ("", []),
    ],
)
def test_a_dictionary_speaks_only_about_what_the_corpus_never_shows(text: str, expect: list[str]) -> None:
    known = [
        "披露",
        "年底",
        "公布",
        "三步",
        "该行",
        "青禾",
        "珂珞琪",
        "青禾银行",
        "招股书",
        "研究",
        "究生",
        "生命",
        "京东",
        "大通",
    ]
    corpus = [["年", "底", "公布", "了", "银行", "的", "研究"], ["北京", "东路", "的", "大", "通"]]
    names = {"珂珞琪", "青禾银行", "京东", "大通"}
    dictionary = Dictionary.beside(corpus, dict.fromkeys(known, 9), names)
    assert [text[start:end] for start, end in dictionary.find(text)] == expect
    again = Dictionary.loads(dictionary.dumps())
    assert again.find(text) == dictionary.find(text)


def test_fillers_go_through_all_names_in_the_same_order() -> None:
    chance = random.Random(1)
    first, second = fillers()["C"], fillers()["C"]
    names = [first(chance) for _ in short_names()]
    assert names == [second(chance) for _ in names]
    assert set(names) == set(short_names())
    assert fillers()["N"](chance).strip("万亿").replace(".", "").isdigit()


def test_a_model_is_trained_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("spacy_pkuseg")
    templates = tmp_path / "templates.txt"
    templates.write_text("{C} 营收 增长 {N}% 。\n", encoding="utf-8")
    arguments = [str(NEWS), "--dev", str(NEWS), "--templates", str(templates), "--copies", "3", "--iterations", "3"]
    for name in ("one.zip", "two.zip"):
        assert main(["train", *arguments, "--source", "own", "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes(), "the same corpus, the same model"
    assert main(["evaluate", str(NEWS), "--model", str(tmp_path / "one.zip")]) == 0
    assert "F1 0." in capsys.readouterr().out.splitlines()[-1]
    model = load(str(tmp_path / "one.zip"))
    assert isinstance(model, Segmenter)
    assert model.meta["corpus"] == "own"
    assert main(["train", *arguments, "--rare", "1", "--out", str(tmp_path / "small.zip")]) == 0
    assert (tmp_path / "small.zip").stat().st_size < (tmp_path / "one.zip").stat().st_size


def test_a_dictionary_corrects_the_model_it_was_trained_with(tmp_path: Path) -> None:
    pytest.importorskip("spacy_pkuseg")
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("公 司 说\n公 司 的 人\n" * 20, encoding="utf-8")
    words = tmp_path / "words.txt"
    words.write_text("停牌 5\n公司 5\n", encoding="utf-8")
    out = tmp_path / "model.zip"
    arguments = ["train", str(corpus), "--dev", str(corpus), "--iterations", "2", "--out", str(out)]
    assert main([*arguments, "--dictionary", str(words)]) == 0
    assert load(str(out)).cut("公司停牌的") == ["公", "司", "停牌", "的"]
    assert load(str(out)).cut("公司停牌的", [(3, 5)]) == ["公", "司", "停", "牌的"], "what is kept goes before"


def test_errors_are_told_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "none.txt"), "--model", str(tmp_path / "none.zip")]) == 1
    assert capsys.readouterr().err.startswith("error: ")
