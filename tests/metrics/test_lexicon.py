"""The lexicon: what the package ships holds together, and what a user adds is checked."""

import pickle
from pathlib import Path

import pytest

import cnbiznews as cb
from cnbiznews import metrics, resources
from cnbiznews.errors import LexiconError
from cnbiznews.metrics import Entry, Lexicon, default_lexicon


def test_every_noun_and_verb_leads_to_a_measure() -> None:
    entries = default_lexicon().entries
    for row in resources.table("metrics/verbs.tsv"):
        assert entries[row["canonical"]].kind == "name", row["canonical"]
    for noun in resources.lines("metrics/nouns.txt"):
        assert entries[noun].kind == "noun"


def test_no_name_is_listed_twice() -> None:
    listed = [name for row in resources.table("metrics/families.tsv") for name in row["names"].split("|")]
    listed += [row["canonical"] for row in resources.table("metrics/metrics.tsv")]
    listed += [a for row in resources.table("metrics/metrics.tsv") for a in row["aliases"].split("|") if a]
    assert sorted(name for name in set(listed) if listed.count(name) > 1) == []


@pytest.mark.parametrize("file", ["boundaries", "modifiers", "not_metrics", "nouns"])
def test_word_lists_hold_each_word_once(file: str) -> None:
    words = resources.lines(f"metrics/{file}.txt")
    assert len(set(words)) == len(words)
    assert all(word == word.strip() for word in words)


def test_names_are_in_the_script_that_is_read() -> None:
    for surface in default_lexicon().entries:
        assert cb.to_simplified(surface) == surface


def test_columns_hold_what_they_may() -> None:
    for surface, entry in default_lexicon().entries.items():
        assert surface and entry.canonical
        assert entry.polarity in (None, "positive", "negative", "neutral")
        assert entry.concept is None or entry.concept.startswith(("ifrs-full:", "us-gaap:", "cas:"))


def test_rows_and_files_load_alike(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# mine\ncanonical\taliases\tdefault_unit\n损耗率\t鲜果损耗率|水果损耗率\t%\n", encoding="utf-8")
    rows = [{"canonical": "损耗率", "aliases": "鲜果损耗率|水果损耗率", "default_unit": "%"}]
    for lexicon in (Lexicon.load(path), Lexicon.load(str(path)), Lexicon.load(rows)):
        found = metrics.scan("鲜果损耗率降至3%，毛利率上升", lexicon)
        assert [(m.written, m.canonical, m.unit) for m in found] == [
            ("鲜果损耗率", "损耗率", "%"),
            ("毛利率", "毛利率", "%"),
        ]


def test_a_user_may_leave_the_packaged_names_out() -> None:
    lexicon = Lexicon.load([{"canonical": "损耗率"}], extend=False)
    assert [m.written for m in metrics.scan("损耗率降低，毛利率上升", lexicon)] == ["损耗率"]


def test_what_a_user_says_goes_first() -> None:
    lexicon = Lexicon.load([{"canonical": "销售所得", "aliases": "营收", "gloss": "takings"}])
    (metric,) = metrics.scan("营收增长", lexicon)
    assert (metric.canonical, metric.gloss) == ("销售所得", "takings")


def test_a_user_may_write_traditional_characters() -> None:
    lexicon = Lexicon.load([{"canonical": "損耗率"}])
    assert [m.text for m in metrics.scan("损耗率3%", lexicon)] == ["损耗率"]


@pytest.mark.parametrize(
    ("row", "text", "expect"),
    [
        ({"canonical": "翻耕", "kind": "verb"}, "翻耕2万亩，翻耕机具到位", ["翻耕"]),
        ({"canonical": "大棚", "kind": "noun"}, "建成大棚3000座；大棚里很热", ["大棚"]),
        ({"canonical": "墒情", "kind": "head"}, "据悉，土壤墒情回升", ["土壤墒情"]),
        ({"canonical": "毛利率曲线", "kind": "none"}, "毛利率曲线上移，毛利率5%", ["毛利率"]),
    ],
    ids=["verb", "noun", "head", "none"],
)
def test_kinds_of_a_users_words(row: dict[str, str], text: str, expect: list[str]) -> None:
    assert [m.written for m in metrics.scan(text, Lexicon.load([row]))] == expect


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("canonical\n\tx\n", "line 2: 2 cells, but the header names 1 columns"),
        ("canonical\taliases\n\t损耗\n", "line 2: the column 'canonical' is empty"),
        ("# a comment\ncanonical\tkind\n损耗率\n损耗\tnon\n", "line 4: kind 'non' is none of name, noun"),
        ("canonical\tpolarity\n损耗率\tbad\n", "line 2: polarity 'bad' is none of positive, negative, neutral"),
        ("canonical\tname\n损耗率\tx\n", "line 2: unknown column 'name'; valid are: canonical, aliases"),
        (
            "canonical\taliases\n损耗率\t损失率\n折损率\t损失率\n",
            "line 3: '损失率' already leads to another name (line 2)",
        ),
    ],
)
def test_errors_name_file_and_line(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(path)
    assert str(caught.value).startswith(f"{path}, {message}")


@pytest.mark.parametrize("row", ["损耗率", 3, {"canonical": 3}, {"canonical": "损耗率", "aliases": ["甲", "乙"]}])
def test_objects_that_are_no_rows(row: object) -> None:
    with pytest.raises(LexiconError, match="lexicon, line 1: "):
        Lexicon.load([row])  # type: ignore[list-item]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    with pytest.raises(LexiconError, match="can't be read"):
        Lexicon.load(path)
    path.write_bytes("canonical\n损耗率\n".encode("gbk"))
    with pytest.raises(LexiconError, match="can't be read"):
        Lexicon.load(path)


def test_lexicons_and_measures_travel_between_processes() -> None:
    lexicon = Lexicon({"损耗率": Entry("损耗率", unit="%")}, base=default_lexicon())
    again = pickle.loads(pickle.dumps(lexicon))
    found = metrics.scan("损耗率3%，毛利率5%", again)
    assert found == metrics.scan("损耗率3%，毛利率5%", lexicon)
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found[0]) == hash(pickle.loads(pickle.dumps(found[0])))
