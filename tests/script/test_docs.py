"""The table of ambiguous characters in the guide says what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cnbiznews.script import convert

PAGE = Path(__file__).parent.parent.parent / "docs" / "script.md"
TABLE = PAGE.read_text(encoding="utf-8").partition("| character | by itself")[2].partition("\n\n")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines()[2:]]


def test_the_table_was_found() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_row(row: list[str]) -> None:
    character, alone, words, more = row
    assert str(convert(character, "s2tw")) == alone
    for cell, business in ((words, False), (more, True)):
        for word in re.findall("[\u4e00-\u9fff0-9]+", cell):
            simplified = str(convert(word, "tw2s"))
            assert character in simplified
            assert str(convert(simplified, "s2tw", business=business)) == word
            if business:
                assert str(convert(simplified, "s2tw")) != word, "OpenCC does it already"
