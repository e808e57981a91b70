"""Tables drawn with lines of text: by bars, by tabs, or by spaces that line the columns up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from cnbiznews.reading.figures import is_figure
from cnbiznews.reading.markup import trimmed

__all__ = ["Line", "LineTable", "find_table"]

Span = tuple[int, int]

_BAR = re.compile(r"(?<!\\)[|│┃║｜]")
_TABS = re.compile(r"[ \u3000]*\t[ \u3000]*")
_GAP = re.compile(r"[ \u3000]{2,}")
_SPACE = re.compile(r"[ \u3000]+")
_BETWEEN = re.compile(r"[|│┃║｜\t \u3000]")  # a line without any of these has no cells
_BOX = re.compile(r"[\s|+\-─━═│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬:]+\Z")
_DELIMITER = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\Z|\|\s*:?-{2,}:?\s*\|\Z")
_LONGEST_LINE = 2000
_LONGEST_CELL = 120
_FEWEST_ROWS = 2  # of figures, and …
_FEWEST_COLUMNS = 3  # … that make a table of words with single spaces between them


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blank space around it.

    Attributes:
        start, end: its span in the source.
        after_blank: whether it is the first one, or an empty line comes before it.
        indent: how many blank characters stand in front of it.
    """

    start: int
    end: int
    after_blank: bool
    indent: int = 0


@dataclass(slots=True)
class LineTable:
    """A table: its rows of cells, each with whether it is marked as a header, and the number of the line behind it."""

    rows: list[tuple[list[Span], bool]] = field(default_factory=list)
    after: int = 0


def find_table(source: str, lines: list[Line], number: int) -> LineTable | None:
    """Return the table that begins with a line, if one does.

    >>> source = "营收  增速  占比\\n5  3%  1%\\n"
    >>> table = find_table(source, [Line(0, 10, True), Line(11, 20, False)], 0)
    >>> [[source[start:end] for start, end in cells] for cells, _ in table.rows]
    [['营收', '增速', '占比'], ['5', '3%', '1%']]
    """
    line = lines[number]
    if line.end - line.start > _LONGEST_LINE:
        return None
    if not (_BETWEEN.search(source, line.start, line.end) or _BOX.match(source, line.start, line.end)):
        return None
    for cells_of, accept in (
        (_bar_cells, _is_bar_table),
        (_tab_cells, _is_tab_table),
        (_gap_cells, _is_gap_table),
        (_word_cells, _is_word_table),
    ):
        if cells_of is _word_cells and not _heads_figures(source, lines, number):
            break
        table = _collect(source, lines, number, cells_of)
        if table is not None and accept(source, lines[number], table):
            return table
    return None


def _collect(
    source: str, lines: list[Line], number: int, cells_of: Callable[[str, int, int], list[Span] | None]
) -> LineTable | None:
    """Gather the lines from a number on that have as many cells as one another."""
    table = LineTable(after=number)
    count = 0
    for line in map(lines.__getitem__, range(number, len(lines))):
        if line.end - line.start > _LONGEST_LINE or (line.after_blank and table.after > number):
            break
        text = source[line.start : line.end]
        if _BOX.match(text) and len(text) > 2 and (table.rows or cells_of is _bar_cells):
            if _DELIMITER.match(text) and len(table.rows) == 1:
                table.rows[0] = (table.rows[0][0], True)
            table.after += 1
            if not table.rows and table.after > number + 1:
                break  # a table begins with one line of its frame, not with many
            continue
        cells = cells_of(source, line.start, line.end)
        if cells is None or any(end - start > _LONGEST_CELL for start, end in cells):
            break
        if cells_of is not _bar_cells and len(table.rows) == 1 and len(cells) == count + 1 > 2:
            # The corner of a table is often left empty: the header has a cell less.
            corner = table.rows[0][0][0][0]
            table.rows[0] = ([(corner, corner), *table.rows[0][0]], True)
            count += 1
        if table.rows and len(cells) != count and not table.rows[0][1]:
            break
        count = count or len(cells)
        table.rows.append((cells, False))
        table.after += 1
    return table if len(table.rows) >= 2 or (table.rows and table.rows[0][1]) else None


def _bar_cells(source: str, start: int, end: int) -> list[Span] | None:
    bars = [match.start() for match in _BAR.finditer(source, start, end)]
    if not bars:
        return None
    if bars[0] > start:
        bars.insert(0, start - 1)
    if bars[-1] < end - 1:
        bars.append(end)
    return [trimmed(source, left + 1, right) for left, right in pairwise(bars)]


def _tab_cells(source: str, start: int, end: int) -> list[Span] | None:
    return _split(source, start, end, _TABS)


def _gap_cells(source: str, start: int, end: int) -> list[Span] | None:
    return _split(source, start, end, _GAP)


def _word_cells(source: str, start: int, end: int) -> list[Span] | None:
    return _split(source, start, end, _SPACE)


def _heads_figures(source: str, lines: list[Line], number: int) -> bool:
    """Tell whether the line below ends in a figure and this one does not, which few lines of words do."""
    return number + 1 < len(lines) and [
        is_figure(source[line.start : line.end].rpartition(" ")[2]) for line in lines[number : number + 2]
    ] == [False, True]


def _split(source: str, start: int, end: int, gap: re.Pattern[str]) -> list[Span] | None:
    cells = []
    for match in gap.finditer(source, start, end):
        cells.append((start, match.start()))
        start = match.end()
    return [*cells, (start, end)] if cells else None


def _is_bar_table(source: str, line: Line, table: LineTable) -> bool:
    if table.rows[0][1]:
        return True
    if _BAR.match(source, line.start):
        return len(table.rows[0][0]) >= 2
    return len(table.rows[0][0]) >= 3 and _is_gap_table(source, line, table)


def _is_tab_table(source: str, line: Line, table: LineTable) -> bool:  # noqa: ARG001
    return len(table.rows) >= 2


def _is_gap_table(source: str, line: Line, table: LineTable) -> bool:  # noqa: ARG001
    """Spaces alone are weak evidence: it takes figures in the columns."""
    rows = [[source[start:end] for start, end in cells] for cells, _ in table.rows]
    with_figures = sum(any(map(is_figure, row[1:])) for row in rows)
    return with_figures * 2 >= len(rows) and (len(rows[0]) >= 3 or with_figures + 1 >= len(rows))


def _is_word_table(source: str, line: Line, table: LineTable) -> bool:  # noqa: ARG001
    """Single spaces are no evidence: it takes a header of words and rows that are a name and nothing but figures."""
    header, *rows = [[source[start:end] for start, end in cells] for cells, _ in table.rows]
    return (
        len(rows) >= _FEWEST_ROWS
        and len(header) >= _FEWEST_COLUMNS
        and not any(map(is_figure, header))
        and all(not is_figure(row[0]) and all(map(is_figure, row[1:])) for row in rows)
    )
