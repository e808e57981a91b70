"""Tables: rows of cells under a header, whether marked up or only aligned by spaces.

A cell belongs to the measure, the company and the period that its row and its column name. The unit a header, a caption
or a label states in brackets stays with the name of the measure; the value is the one written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cnbiznews.facts.noun import Noun, Piece, clean, noun_phrase
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.quantities import scan

if TYPE_CHECKING:
    from cnbiznews.reading import Block

__all__ = ["Cell", "Table", "aligned_tables", "marked_tables", "read_table"]

Span = tuple[int, int]
Tokenizer = Callable[[int, int], list[Token]]

_GAP = re.compile(r"[ \t\u3000]+")
_NUMBER = re.compile(r"[-+−(（]?[0-9][0-9,.]*%?[)）]?|[-—–]|N/?A|不适用")
_UNIT = re.compile(
    r"[（(](?:单位[:：])?((?:人民币|新台币|港币)?(?:百万|千万|十亿|亿|万|千|百)?(?:元|美元|港元|欧元|日元|人|家|户|台|辆|吨|个|件|股|平方米)?)计?(?:[，,][^）)]*)?[)）]"
)
_CAPTION = re.compile(r"单位[:：]\s*(?:人民币)?([\u4e00-\u9fff/%]{1,6})")
_CHANGE = re.compile(r"同比|环比|变动|变化|增减|增长率|增幅|增速|涨跌幅|涨幅|升跌|增长$")
_SHARE = re.compile(r"占比|比重|份额|占.{1,8}比例|市占率")
_HEADER_LINES = 4
_LABEL_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table and what its row and column say of it; spans are those of the names."""

    figure: Token
    role: str
    owner: Token | None
    subject: Piece | None
    metric: Piece | None
    period: Piece | None
    basis: str | None
    row: Span


@dataclass(slots=True)
class Table:
    """A grid: the spans of its header cells and of its rows; ``unit`` is what a caption says of all figures."""

    header: list[list[Span]] = field(default_factory=list)
    rows: list[list[Span]] = field(default_factory=list)
    unit: str = ""
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
            tables.append(Table(start=index, unit=_caption(text, blocks[max(0, index - 1) : index])))
        table = tables[-1]
        table.end = index + 1
        cells = list(block.cells)
        figures = sum(bool(_NUMBER.fullmatch(text[start:end].strip())) for start, end in cells)
        if block.header or (not table.rows and not figures):
            table.header.append(cells)
        else:
            table.rows.append(cells)
    return [table for table in tables if table.rows and table.header]


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
            tables.append(Table(header=header, start=index, unit=_caption(text, above)))
        tables[-1].rows.append(cells)
        tables[-1].end = index + 1
        previous = index
    return tables


def _caption(text: str, blocks: Sequence[Block]) -> str:
    """Return the unit a caption above a table states (单位：亿元, （百万计）)."""
    for block in reversed(blocks):
        if found := _CAPTION.search(text, block.start, block.end):
            return found[1]
        line = text[block.start : block.end].strip()
        if (found := _UNIT.match(line)) and found.end() >= len(line) - 1 and found[1]:
            return found[1]
    return ""


def _aligned_cells(text: str, start: int, end: int) -> list[Span] | None:
    """Split a line into its label and two or more figures, or return None."""
    cells: list[Span] = []
    position = end
    while position > start:
        while position > start and text[position - 1] in " \t\u3000":
            position -= 1
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
        moving = [column for column in range(1, columns + 1) if not _CHANGE.search(text[slice(*header[column])])]
        if len(upper) == len(moving) and len(upper) > 1:
            extra = [(names[0][0], names[0][0])] * (columns + 1)
            for column, span in zip(moving, upper, strict=True):
                extra[column] = span
            return [extra, header]
        return [header]
    return None


def _words(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in re.compile(r"[^ \t\u3000]+").finditer(text, start, end)]


def read_table(text: str, table: Table, tokenize: Tokenizer) -> list[Cell]:
    """Read a table.

    Args:
        text: the reading text.
        table: its cells.
        tokenize: gives the tokens of a stretch of the text.

    Returns:
        one entry per cell that holds exactly one figure, row by row.
    """
    columns = [_column(text, table, number, tokenize) for number in range(max(map(len, table.rows)))]
    current = next((column.period for column in columns if column.period and not column.change), None)
    found: list[Cell] = []
    for row in table.rows:
        label = _label(text, row[0], tokenize)
        last: Piece | None = None
        for number, (start, end) in enumerate(row[1:], 1):
            if start == end or number >= len(columns):
                continue
            figures = [token for token in tokenize(start, end) if token.kind in FIGURES]
            if len(figures) != 1:
                continue
            cell = _read_cell(figures[0], label, columns[number], current, last, table.unit, (row[0][0], end))
            if cell is not None:
                found.append(cell)
                last = cell.metric if cell.role == "level" else last
    return found


@dataclass(slots=True)
class _Names:
    """What the head of a row or a column says."""

    noun: Noun
    name: Piece | None = None
    period: Piece | None = None
    change: str = ""  # the words of a column of growth rates
    share: bool = False
    unit: str = ""


def _column(text: str, table: Table, number: int, tokenize: Tokenizer) -> _Names:
    names = _Names(Noun())
    periods: list[str] = []
    span: Span | None = None
    for line in table.header:
        if number >= len(line) or line[number][0] == line[number][1]:
            continue
        part = _label(text, line[number], tokenize)
        part.period = _period(text, *line[number]) or part.period
        names.change = names.change or part.change
        names.share = names.share or part.share
        names.unit = part.unit or names.unit
        if part.period is not None:
            periods.append(part.period.text)
            span = part.period.span
        if part.name is not None and not part.change and part.period is None:
            names.name, names.noun = part.name, part.noun
    if periods and span:
        names.period = Piece("".join(dict.fromkeys(periods)), span)
    return names


def _period(text: str, start: int, end: int) -> Piece | None:
    """Read the date a header cell holds, whatever stands in the cells beside it."""
    dates = [found for found in scan(text[start:end]) if found.type == "date"]
    if not dates:
        return None
    span = (start + dates[0].start, start + dates[-1].end)
    return Piece(re.sub(r"\s+", "", text[slice(*span)]), span)


def _label(text: str, span: Span, tokenize: Tokenizer) -> _Names:
    start, end = span
    words = text[start:end]
    unit = _UNIT.search(words)
    stop = start + unit.start() if unit and unit[1] else end
    tokens = tokenize(start, stop)
    noun = noun_phrase(text, [token for token in tokens if token.kind not in ("break", "from", "filler")])
    names = _Names(noun, unit=unit[1] if unit else "")
    periods = [token for token in tokens if token.kind == "period"]
    if periods:
        names.period = Piece(
            re.sub(r"\s+", "", text[periods[0].start : periods[-1].end]), (periods[0].start, periods[-1].end)
        )
    if _CHANGE.search(words):
        names.change = words
    names.share = bool(_SHARE.search(words))
    if cleaned := clean(text[start:stop]):
        names.name = Piece(cleaned, (start, stop))
    return names


def _read_cell(
    figure: Token, label: _Names, column: _Names, current: Piece | None, last: Piece | None, unit: str, row: Span,
) -> Cell | None:  # fmt: skip
    owner = label.noun.owners[-1] if label.noun.owners else None
    metric, subject = label.noun.metric or label.noun.subject, label.noun.subject
    if metric is subject:
        subject = None
    if (column.name is not None and column.noun.metric is not None) or (owner is not None and metric is None):
        # the columns are measures, the rows whose they are
        subject = None if owner is not None and metric is None else label.name
        metric = column.name if not column.change else last
    elif column.change and last is not None and not label.noun.known:
        # 连接器 | 20.1 | 25.3%: the growth of what the column before measures
        subject, metric = label.name, Piece(re.sub(r"（[^）]*）$", "", last.text), last.span)
    if owner is None and column.noun.owners:
        owner = column.noun.owners[-1]
    period = label.period or column.period or (current if column.change else None)
    role = "level"
    basis = None
    if column.change and figure.kind in ("percent", "points", "multiple"):
        role = "change"
        basis = "yoy" if "同比" in column.change else "chain" if "环比" in column.change else None
    elif column.change and figure.kind == "percent":
        return None
    elif column.share and figure.kind == "percent":
        role = "share"
    if metric is None:
        return None
    stated = label.unit or column.unit or unit
    if role == "level" and stated and figure.item.unit is None:
        metric = Piece(f"{metric.text}（{stated}）", metric.span)
    return Cell(figure, role, owner, subject, metric, period, basis, row)
