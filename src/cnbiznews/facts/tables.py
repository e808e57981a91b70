"""Tables: rows of cells under a header, whether marked up or only aligned by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cnbiznews.facts.words import pattern_of
from cnbiznews.quantities import scan

if TYPE_CHECKING:
    from cnbiznews.reading import Block

__all__ = ["Span", "Table", "aligned_tables", "change_of", "marked_tables"]

Span = tuple[int, int]

_NUMBER = re.compile(r"[-+−(（]?[0-9][0-9,.]*%?[)）]?|[-—–]|N/?A|不适用")
_NUMBER_ENDS = frozenset("0123456789,.%)）-—–A用")

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_HEADER_LINES = 4

_LABEL_LENGTH = 30

_TITLE_LENGTH = 40
_NO_TITLE = re.compile(r"[，。；！？]")


@dataclass(slots=True)
class Table:
    """A grid: the spans of its header cells and of its rows; ``unit`` is what a caption says of all figures."""

    header: list[list[Span]] = field(default_factory=list)
    rows: list[list[Span]] = field(default_factory=list)
    unit: str = ""
    title: Span | None = None  # of the line above that says what all figures are of
    start: int = 0  # number of the first and (exclusive) last block it is made of
    end: int = 0


def marked_tables(text: str, blocks: Sequence[Block]) -> list[Table]:
    """Return the tables the source marks as such."""
    tables: list[Table] = []
    number = 0
    for index, block in enumerate(blocks):
        if not block.table:
            continue
        if block.table != number:
            number = block.table
            above = blocks[max(0, index - 1) : index]
            tables.append(Table(start=index, unit=_caption(text, above), title=_title(text, above)))
        table = tables[-1]
        table.end = index + 1
        cells = list(block.cells)
        named = block.header and not table.header
        if not table.rows and (named or not any(_holds_figure(text[start:end].strip()) for start, end in cells)):
            table.header.append(cells)
        else:
            table.rows.append(cells)
    return [table for table in tables if table.rows and table.header]


def _holds_figure(words: str) -> bool:
    """Tell whether a cell holds a figure or the mark of a missing one (120亿元, 增长12%, -), not a date or a name."""
    if _NUMBER.fullmatch(words):
        return _YEAR.fullmatch(words) is None
    return any(found.type not in ("date", "name", "ordinal", "duration") for found in scan(words))


def aligned_tables(text: str, blocks: Sequence[Block]) -> list[Table]:
    """Return the tables that are only lines of a label and figures in columns."""
    tables: list[Table] = []
    previous: int | None = None
    for index, block in enumerate(blocks):
        cells = None if block.table else _aligned_cells(text, block.start, block.end)
        if cells is None:
            previous = None
            continue
        if previous is None or len(cells) != len(tables[-1].rows[-1]):
            above = blocks[max(0, index - _HEADER_LINES) : index]
            header = _header_lines(text, above, len(cells) - 1)
            if header is None:
                previous = None
                continue
            title = _title(text, above[: -len(header)])
            tables.append(Table(header=header, start=index, unit=_caption(text, above), title=title))
        tables[-1].rows.append(cells)
        tables[-1].end = index + 1
        previous = index
    return tables


def _title(text: str, blocks: Sequence[Block]) -> Span | None:
    """Return the line above a table if it is a title: short, and no sentence."""
    if not blocks or blocks[-1].table or blocks[-1].end - blocks[-1].start > _TITLE_LENGTH:
        return None
    start, end = blocks[-1].start, blocks[-1].end
    return None if _NO_TITLE.search(text, start, end) else (start, end)


def _caption(text: str, blocks: Sequence[Block]) -> str:
    """Return the unit a caption above a table states (单位：亿元, （百万计）)."""
    for block in reversed(blocks):
        if found := pattern_of("table-caption").search(text, block.start, block.end):
            return found[1]
        line = text[block.start : block.end].strip()
        if (found := pattern_of("table-unit").search(line)) and found.end() >= len(line) - 1 and found[1]:
            return found[1]
    return ""


def _aligned_cells(text: str, start: int, end: int) -> list[Span] | None:
    """Split a line into its label and two or more figures, or return None."""
    cells: list[Span] = []
    position = end
    while position > start:
        while position > start and text[position - 1] in " \t\u3000":
            position -= 1
        if position == start or text[position - 1] not in _NUMBER_ENDS:
            break
        begin = position
        while begin > start and text[begin - 1] not in " \t\u3000":
            begin -= 1
        if not _NUMBER.fullmatch(text, begin, position):
            break
        cells.insert(0, (begin, position))
        position = begin
    label = text[start:position].strip()
    if len(cells) < 2 or not label or len(label) > _LABEL_LENGTH or re.search(r"[。，；：]", label):
        return None
    begin = start + text[start:position].index(label[0])
    return [(begin, begin + len(label)), *cells]


def _header_lines(text: str, blocks: Sequence[Block], columns: int) -> list[list[Span]] | None:
    """Return the header of ``columns`` columns that the lines above a row give together."""
    lines = [_words(text, block.start, block.end) for block in blocks if not block.table]
    for index in range(len(lines) - 1, -1, -1):
        names = lines[index]
        if len(names) not in (columns, columns + 1):
            continue
        names = names[-columns:]
        header = [(names[0][0], names[0][0]), *names]
        upper = lines[index - 1] if index else []
        moving = [column for column in range(1, columns + 1) if not change_of(text[slice(*header[column])])]
        if len(upper) == len(moving) and len(upper) > 1:
            extra = [(names[0][0], names[0][0])] * (columns + 1)
            for column, span in zip(moving, upper, strict=True):
                extra[column] = span
            return [extra, header]
        return [header]
    return None


def _words(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in re.compile(r"[^ \t\u3000]+").finditer(text, start, end)]


def change_of(words: str) -> str:
    """Return the words at the end of a head that make its figures changes (营收|同比增减), "" if none do."""
    found = pattern_of("table-change").search(pattern_of("table-unit").sub("", words).strip())
    return found.group() if found else ""
