"""What users get wrong in their own gazetteers, lexicons and frames: errors that name the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cnbiznews as cb
from cnbiznews.companies import Entry, Gazetteer
from cnbiznews.errors import ArgumentError, LexiconError
from cnbiznews.facts import Frames
from cnbiznews.metrics import Lexicon


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (3, "a row must be a mapping"),
        (None, "a row must be a mapping"),
        ("青禾", "a row must be a mapping"),
        ({"name": None}, "the column 'name' is empty"),
        ({"name": 3}, "'name' must be text, not int"),
        ({"name": "青禾", "aliases": ["青禾电器"]}, "'aliases' must be text, not list"),
        ({"name": "青禾", "ambiguous": True}, "'ambiguous' must be text, not bool"),
        ({"name": "青禾", "ambiguous": "maybe"}, "'ambiguous' must be yes or no, not 'maybe'"),
        ({"name": "青\t禾"}, "'name' has a tab"),
        ({"name": "青禾", "aliases": "青禾\n电器"}, "'aliases' has a tab, line break"),
        ({"name": "青禾", "kind": "firm"}, "kind 'firm' does not exist"),
        ({3: "青禾"}, "unknown column 3"),
    ],
)
def test_rows_of_a_gazetteer(row: Any, says: str) -> None:
    with pytest.raises(LexiconError, match=r"^rows, line 2: ") as raised:
        Gazetteer.from_rows([{"name": "远山"}, row])
    assert says in str(raised.value)


def test_empty_cells_and_spaces_around_names_are_harmless() -> None:
    row: dict[str, Any] = {"name": " 青禾 ", "aliases": "青禾集团 | 青禾电器", "parent": None, "ambiguous": "no"}
    gazetteer = Gazetteer.from_rows([row])
    assert gazetteer.entries == (Entry("青禾", aliases=("青禾集团", "青禾电器")),)


@pytest.mark.parametrize("load", [Gazetteer.from_tsv, Lexicon.load])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", ": nothing in it; the first line must name the columns"),
        ("# a remark\n", ": nothing in it"),
        ("损耗率\n良率\n", ", line 1: no header with the column"),
        ("# a remark\n损耗率\t良率\n", ", line 2: no header with the column"),
        ("name\tcanonical\tname\n", ", line 1: the header names a column twice"),
    ],
)
def test_files_without_a_header(load: Callable[[Path], object], content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load(path)
    assert str(raised.value).startswith(f"{path}{says}")


@pytest.mark.parametrize("load", [Gazetteer.from_tsv, Lexicon.load, Frames.load])
def test_a_missing_file_has_no_lines(load: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "none"
    with pytest.raises(LexiconError) as raised:
        load(path)
    assert str(raised.value) == f"{path}: can't be read: No such file or directory"


@pytest.mark.parametrize("make", [Gazetteer, Gazetteer.from_rows, Lexicon.load, Frames.load])
@pytest.mark.parametrize("value", [None, 3])
def test_what_is_no_collection(make: Callable[[Any], object], value: object) -> None:
    with pytest.raises(ArgumentError, match="collection"):
        make(value)


def test_entries_are_entries() -> None:
    with pytest.raises(ArgumentError, match="from_rows"):
        Gazetteer([{"name": "青禾"}])  # type: ignore[list-item]


@pytest.mark.parametrize("text", ["青禾電器與遠山優選合作", "青禾电器与远山优选合作"])
@pytest.mark.parametrize("names", [("青禾電器", "遠山優選"), ("青禾电器", "远山优选")])
def test_names_are_found_in_either_script(text: str, names: tuple[str, str]) -> None:
    gazetteer = Gazetteer.from_rows([{"name": names[0]}, {"name": "远山超市", "aliases": names[1]}])
    found = cb.find_companies(text, gazetteer)
    assert [(company.text, company.id) for company in found] == [
        (text[:4], "青禾电器"),
        (text[5:9], "远山超市"),
    ]
    assert cb.Extractor(gazetteer=gazetteer).extract(text).companies == tuple(found)


def test_a_gazetteer_that_is_simplified_already_stays_the_same() -> None:
    gazetteer = Gazetteer([Entry("青禾电器")], ["青禾电器"])
    assert gazetteer.simplified(cb.to_simplified) is gazetteer
    traditional = Gazetteer([Entry("青禾電器")], ["青禾電器"])
    simplified = traditional.simplified(cb.to_simplified)
    assert simplified.ambiguous == {"青禾电器"}
    assert traditional.simplified(cb.to_simplified) is simplified


FRAME = {"id": "mine", "figure": "percent", "role": "change"}


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("direction", "upwards", "unknown direction 'upwards'; valid are: up, down"),
        ("direction", "@chagne", "unknown direction '@chagne'"),
        ("basis", "yearly", "unknown basis 'yearly'; valid are: yoy"),
        ("status", "sure", "unknown status 'sure'; valid are: actual"),
        ("metric", "=", "unknown metric '='"),
        ("rows", "a row", "'rows' must be a list"),
        ("own-period", "yes", "'own-period' must be true or false"),
    ],
)
def test_values_a_frame_can_not_give(key: str, value: str, says: str) -> None:
    with pytest.raises(LexiconError, match=r"^frames, line 1: ") as raised:
        Frames.load([{**FRAME, key: value}])
    assert says in str(raised.value)


def test_a_frame_is_a_mapping() -> None:
    with pytest.raises(LexiconError, match="must be a mapping"):
        Frames.load([3])  # type: ignore[list-item]
