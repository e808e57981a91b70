"""Putting an article together from the pieces of its source that are text, in source order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.reading.article import Block
from cnbiznews.reading.figures import is_figure

__all__ = ["Assembly"]

Span = tuple[int, int]

_WRAPPED = "\r"  # stands for a line break of the source until both its neighbours are known
_YEAR = re.compile(r"(?:19|20)[0-9]{2}[AEae]?")
_HEADER_ROWS = 4  # no header is higher


@dataclass(slots=True)
class _Part:
    """The span of a block, or of a cell, in the text; it grows with every piece."""

    kind: str
    start: int = -1
    end: int = -1
    columns: int = 1
    rows: int = 1
    header: bool = False
    table: int = 0
    cells: list[_Part] = field(default_factory=list)

    def grow(self, start: int, end: int) -> None:
        if self.start < 0:
            self.start = start
        self.end = end


class Assembly:
    """Collects pieces of a source and the blocks they form; what lies between two pieces is dropped.

    Call :meth:`begin` (or, between :meth:`begin_table` and :meth:`end_table`, :meth:`begin_row` and
    :meth:`begin_cell`), then :meth:`keep` and :meth:`put` for the pieces of the block. A block without text leaves no
    trace.

    >>> page = Assembly("<b>京东</b>&amp;<p>完")
    >>> page.begin("paragraph"); page.keep(3, 5); page.put(9, 14, "&", "entity")
    >>> page.begin("paragraph"); page.keep(17, 18)
    >>> content, blocks = page.finish()
    >>> content.text, [(block.kind, block.start, block.end) for block in blocks]
    ('京东&\\n完', [('paragraph', 0, 3), ('paragraph', 4, 5)])
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._blocks: list[_Part] = []
        self._edits: list[Edit] = []
        self._at = 0  # how far the source has been dealt with
        self._length = 0  # of the text so far
        self._last = ""  # its last character
        self._joiner: str | None = ""  # what comes before the next piece; None: what stands in the source
        self._block = _Part("paragraph")
        self._cell: _Part | None = None
        self._in_table = False
        self._tables = 0

    # Pieces

    def keep(self, start: int, end: int) -> None:
        """Take ``source[start:end]`` as it is."""
        if start < end:
            self._join(start, self.source[start])
            self._advance(end, end - start, self.source[end - 1])

    def put(self, start: int, end: int, text: str, reason: str) -> None:
        """Take ``text`` for what ``source[start:end]`` says in other words, such as a character entity."""
        if text:
            self._join(start, text[0])
            self._edits.append(Edit(start, end, text, reason))
            self._advance(end, len(text), text[-1])

    def space(self, *, wrapped: bool = False) -> None:
        """Set a space before the next piece of this block; ``wrapped``: unless it only breaks a line beside Chinese."""
        if self._joiner == "" and self._length:
            self._joiner = _WRAPPED if wrapped else " "
        elif self._joiner == _WRAPPED and not wrapped:
            self._joiner = " "

    def leave_gap(self) -> None:
        """Keep what stands in the source before the next piece; only line breaks are made one kind."""
        self._joiner = None

    def skip_to(self, position: int) -> None:
        """Drop the source up to a position, whatever gap is left later."""
        if position > self._at:
            self._edits.append(Edit(self._at, position, "", "markup"))
            self._at = position

    def leave_rest(self) -> None:
        """Keep what stands in the source behind the last piece, outside of any block."""
        if self._at < len(self.source):
            self._at = len(self.source)

    def _join(self, start: int, following: str) -> None:
        joiner, self._joiner = self._joiner, ""
        gap = self.source[self._at : start] if joiner is None or start - self._at <= 1 else None
        if joiner is None:
            joiner = (gap or "").replace("\r\n", "\n").replace("\r", "\n")
        elif joiner == _WRAPPED:
            joiner = "" if _is_wide(self._last) or _is_wide(following) else " "
        if joiner != gap:
            self._edits.append(Edit(self._at, start, joiner, "space" if gap and gap.isspace() else "markup"))
        self._length += len(joiner)

    def _advance(self, at: int, length: int, last: str) -> None:
        start = self._length
        self._length += length
        self._last = last
        self._at = at
        self._block.grow(start, self._length)
        if self._cell is not None:
            self._cell.grow(start, self._length)

    # Blocks

    @property
    def is_empty(self) -> bool:
        """Whether the present block has no text yet."""
        return self._block.start < 0

    @property
    def is_open_sentence(self) -> bool:
        """Whether the present block has come to a comma, so that its sentence must go on."""
        return not self.is_empty and self._last in ",，、"

    @property
    def kind(self) -> str:
        """What kind of block the present one is."""
        return self._block.kind

    def begin(self, kind: str) -> None:
        """Begin a block, on a new line."""
        self._close()
        self._block = _Part(kind)

    def name(self, kind: str) -> None:
        """Say what kind of block the present one turned out to be."""
        self._block.kind = kind

    def begin_table(self) -> None:
        """Begin a table; its rows follow."""
        self.begin("paragraph")
        self._tables += 1
        self._in_table = True

    def begin_row(self) -> None:
        """Begin a row of the table."""
        self.begin("table row")

    def begin_cell(self, columns: int = 1, rows: int = 1, *, header: bool = False) -> None:
        """Begin a cell of the row; it reaches over ``columns`` columns and ``rows`` rows."""
        if self._block.start >= 0:
            self._joiner = "\t"
        # Until it gets text, it is an empty place behind what the row has so far.
        self._cell = _Part("", end=self._length, columns=columns, rows=rows, header=header)
        self._block.cells.append(self._cell)

    def end_table(self) -> None:
        """End the table."""
        self.begin("paragraph")
        self._in_table = False

    def _close(self) -> None:
        self._cell = None
        if self._block.start >= 0:
            self._joiner = "\n"
            if self._in_table and self._block.cells:
                self._block.table = self._tables
            self._blocks.append(self._block)

    # The result

    def finish(self, name: str = "markup") -> tuple[AlignedText, tuple[Block, ...]]:
        """Return the text, aligned to the source by a step called ``name``, and its blocks."""
        self._close()
        if self._at < len(self.source):
            self._edits.append(Edit(self._at, len(self.source), "", "markup"))
        content = AlignedText.identity(self.source).edit(self._edits, name)
        blocks: list[Block] = []
        said = (block for block in self._blocks if not content.text[block.start : block.end].isspace())
        for table, parts in groupby(said, key=lambda block: block.table):
            if table:
                blocks += _table(content.text, list(parts))
            else:
                blocks += (Block(part.kind, part.start, part.end) for part in parts)
        return content, tuple(blocks)


def _table(text: str, rows: list[_Part]) -> Iterator[Block]:
    """Lay the rows of a table out as a grid, and tell its header."""
    grid = _grid(rows)
    width = max(map(len, grid))
    above = True
    for number, (row, cells) in enumerate(zip(rows, grid, strict=True)):
        if width < 2:
            yield Block("paragraph", row.start, row.end)
            continue
        above = above and number < _HEADER_ROWS and number + 1 < len(rows) and _names_columns(text, row)
        spans = tuple(cells + [(row.end, row.end)] * (width - len(cells)))
        yield Block("table row", row.start, row.end, spans, row.table, above)


def _grid(rows: list[_Part]) -> list[list[Span]]:
    """Give every row one span per column; cells over several columns or rows are repeated."""
    spare = 1000 + 10 * sum(len(row.cells) for row in rows)  # how many repetitions are believed
    grid: list[list[Span]] = []
    hanging: dict[int, tuple[int, Span]] = {}  # column -> rows still to come, span
    for row in rows:
        cells: list[Span] = []
        still: dict[int, tuple[int, Span]] = {}
        for cell in row.cells:
            _hang(cells, hanging, still)
            span = (cell.start, cell.end) if cell.start >= 0 else (cell.end, cell.end)
            columns = min(cell.columns, 1 + max(0, spare))
            spare -= (columns - 1) + columns * (min(cell.rows, len(rows)) - 1)
            for _ in range(columns):
                if cell.rows > 1 and spare > 0:
                    still[len(cells)] = (cell.rows - 1, span)
                cells.append(span)
        _hang(cells, hanging, still)
        hanging = still
        grid.append(cells)
    return grid


def _hang(cells: list[Span], hanging: dict[int, tuple[int, Span]], still: dict[int, tuple[int, Span]]) -> None:
    """Add the cells that reach down into the next columns of a row from rows above it."""
    while (found := hanging.get(len(cells))) is not None:
        left, span = found
        if left > 1:
            still[len(cells)] = (left - 1, span)
        cells.append(span)


def _names_columns(text: str, row: _Part) -> bool:
    """Tell whether a row at the top of a table holds names, not figures; bare years are names."""
    cells = [text[cell.start : cell.end] for cell in row.cells if cell.start >= 0]
    if all(cell.header for cell in row.cells if cell.start >= 0):
        return True
    return not any(is_figure(cell) and not _YEAR.fullmatch(cell.strip()) for cell in cells)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F") if char else False
