"""Tables: rows of cells under a header, whether marked up or only aligned by spaces.

A cell belongs to the measure, the company and the period that its row and its column name. The unit a header, a caption
or a label states in brackets stays with the name of the measure, that of a column before that of a row; the value is
the one written. Per cents are the unit of the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of
from cnbiznews.quantities import scan

if TYPE_CHECKING:
    from cnbiznews.reading import Block

__all__ = ["Cell", "Table", "aligned_tables", "marked_tables", "read_table"]

Span = tuple[int, int]
Tokenizer = Callable[[int, int], list[Token]]

_GAP = re.compile(r"[ \t\u3000]+")
_NUMBER = re.compile(r"[-+−(（]?[0-9][0-9,.]*%?[)）]?|[-—–]|N/?A|不适用")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERCENTS = ("%", "百分点")
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
    direction: str | None = None  # where the words of the cell point (下降3%)
    doubt: float = 0.0  # how much less certain it is than a cell whose row and column say everything


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
            tables.append(Table(header=header, start=index, unit=_caption(text, above)))
        tables[-1].rows.append(cells)
        tables[-1].end = index + 1
        previous = index
    return tables


def _caption(text: str, blocks: Sequence[Block]) -> str:
    """Return the unit a caption above a table states (单位：亿元, （百万计）)."""
    for block in reversed(blocks):
        if found := pattern_of("table-caption").search(text, block.start, block.end):
            return found[1]
        line = text[block.start : block.end].strip()
        if (found := pattern_of("table-unit").match(line)) and found.end() >= len(line) - 1 and found[1]:
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
        moving = [column for column in range(1, columns + 1) if not _change(text[slice(*header[column])])]
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
    width = max(map(len, table.rows))
    columns = [_column(text, table, number, tokenize) for number in range(width)]
    unit = table.unit or _caption_in_head(text, table)
    periods = [column.period for column in columns if column.period and not column.change]
    yearly = _years_compared([period.text for period in periods])
    current = max(periods, key=lambda period: period.text) if yearly else periods[0] if periods else None
    found: list[Cell] = []
    above: _Names | None = None  # the row of a measure: 同比 below it is its growth
    for row in table.rows:
        label = _label(text, row[0], tokenize)
        if label.name is None and (label.change or label.share) and above is not None:
            label = replace(label, noun=above.noun, name=above.name)
        elif label.noun.metric is not None and not label.change:
            above = label
        reader = _Row(label, unit, current, yearly)
        for number, (start, end) in enumerate(row[1:], 1):
            if start == end or number >= width:
                continue
            tokens = tokenize(start, end)
            figures = [token for token in tokens if token.kind in FIGURES]
            if len(figures) != 1:
                continue
            cell = reader.read(figures[0], columns[number], (row[0][0], end))
            if cell is not None:
                moves = (token.value for token in tokens if token.kind in ("change", "diff", "faster") and token.value)
                found.append(replace(cell, direction=next(moves, None)))
    return found


def _caption_in_head(text: str, table: Table) -> str:
    """Return the unit that stands in the corner of a table (| 单位：百万元 | 2025年 |)."""
    for line in table.header:
        if line and (found := pattern_of("table-caption").search(text, *line[0])):
            return found[1]
    return ""


def _years_compared(periods: Sequence[str]) -> bool:
    """Tell whether columns set the same time of two years in a row side by side (2025年, 2024年)."""
    years = [(int(found[0]), _YEAR.sub("", period, count=1)) for period in periods if (found := _YEAR.search(period))]
    return any(abs(a - b) == 1 and rest == other for (a, rest), (b, other) in combinations(years, 2))


@dataclass(slots=True)
class _Names:
    """What the head of a row or a column says."""

    noun: Noun
    name: Piece | None = None
    period: Piece | None = None
    timed: bool = False  # it is a period and nothing else
    change: str = ""  # the words of a column of growth rates
    share: bool = False
    unit: str = ""


def _change(words: str) -> str:
    """Return the words at the end of a head that make its figures changes (营收|同比增减), "" if none do."""
    found = pattern_of("table-change").search(pattern_of("table-unit").sub("", words).strip())
    return found.group() if found else ""


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
        if part.name is None or pattern_of("table-value").match(part.name.text):
            continue
        if part.period is None:
            names.name, names.noun = part.name, part.noun
        elif part.noun.metric is not None and part.noun.known:  # 2024年营收
            names.name, names.noun = part.noun.metric, part.noun
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
    unit = pattern_of("table-unit").search(words)
    stop = start + unit.start() if unit and unit[1] else end
    change = _change(words)
    stop = text.rindex(change, start, end) if change else stop
    share = pattern_of("table-share").fullmatch(text[start:stop].strip())  # a row of shares of the measure above
    tokens = tokenize(start, stop)
    noun = noun_phrase(text, [token for token in tokens if token.kind not in ("break", "from", "filler")])
    names = _Names(
        noun, unit=unit[1] if unit else "", change=change, share=bool(pattern_of("table-share").search(words))
    )
    periods = [token for token in tokens if token.kind == "period"]
    if periods:
        begin, close = periods[0].start, periods[-1].end
        names.period = Piece(re.sub(r"\s+", "", text[begin:close]), (begin, close))
        names.timed = not clean(text[start:begin] + text[close:stop])
    if share is None and (cleaned := clean(text[start:stop])):
        names.name = Piece(cleaned, (start, stop))
    return names


@dataclass(slots=True)
class _Row:
    """Reads the cells of one row, left to right."""

    label: _Names
    unit: str  # of all figures of the table
    current: Piece | None  # the period of the first column of figures
    yearly: bool
    last: Piece | None = None  # what the column before measures
    measures: int = 0
    counted_in: str = ""  # the unit of that

    def read(self, figure: Token, column: _Names, row: Span) -> Cell | None:
        """Read one cell, or return None if nothing says what it measures."""
        label, change = self.label, column.change or self.label.change
        stated = column.unit or label.unit or self.unit
        if figure.item.unit is None and (column.unit or not column.change):
            figure = _in_percent(figure, stated)
        amount = bool(change) and pattern_of("table-amount").search(change) is not None
        if change and figure.item.unit is None and not amount:
            if not pattern_of("table-rate").search(change):
                return None  # 变动 | 120: an amount or a rate
            figure = _in_percent(figure, "%")
        owner, subject, metric, doubt = self._names(column)
        period = self._period(column)
        role, basis = "level", None
        if change and (figure.kind in ("percent", "points", "multiple") or amount):
            role = "change"
            basis = _basis(change) or ("yoy" if self.yearly and column.change else None)
        elif change:
            return None
        elif (column.share or label.share) and figure.kind == "percent":
            role = "share"
        if metric is None:
            return None
        if role == "level":
            self.last = metric
            self.measures += 1
            self.counted_in = stated
        elif role == "change" and amount:
            stated = stated or self.counted_in
        elif role == "share" and not pattern_of("table-share").search(metric.text):
            metric = Piece(f"{metric.text}占比", metric.span)
        if role in ("level", "change") and stated and figure.item.unit is None:
            metric = Piece(f"{metric.text}（{stated}）", metric.span)
        return Cell(figure, role, owner, subject, metric, period, basis, row, doubt=doubt)

    def _names(self, column: _Names) -> tuple[Token | None, Piece | None, Piece | None, float]:
        """Return whose figure it is, of which part, what it measures, and how doubtful that is."""
        label, doubt = self.label, 0.0
        owner = label.noun.owners[-1] if label.noun.owners else None
        metric, subject = label.noun.metric or label.noun.subject, label.noun.subject
        if metric is subject:
            subject = None
        if column.noun.metric is not None or (owner is not None and label.noun.metric is None):
            # the columns are measures, the rows whose they are
            subject = None if owner is not None and label.noun.metric is None else label.name
            metric = column.noun.metric if column.change else column.name
        unnamed = (column.change or column.share) and column.name is None and not label.noun.known
        if unnamed and self.last is not None and self.last != label.noun.metric:
            # 连接器 | 20.1 | 25.3%: the growth or the share of what the column before measures
            subject = None if owner is not None and label.noun.metric is None else label.name
            metric, doubt = self.last, 0.2 if self.measures > 1 else 0.0
        if owner is None and column.noun.owners:
            owner = column.noun.owners[-1]
        if subject is not None and (label.timed or pattern_of("table-total").match(subject.text)):
            subject = None
        return owner, subject, metric, doubt

    def _period(self, column: _Names) -> Piece | None:
        """Return the period of a column, else that of the row; a row of a year narrows a column of a quarter."""
        label = self.label.period
        if label is not None and column.period is not None and self.label.timed:
            return Piece(label.text + column.period.text, column.period.span)
        return column.period or (self.current if column.change and not self.label.timed else None) or label


def _in_percent(figure: Token, unit: str) -> Token:
    """Return a bare figure in the unit of its head where that is one of rates."""
    if unit not in _PERCENTS:
        return figure
    kind = "percent" if unit == "%" else "points"
    return figure._replace(kind=kind, item=replace(figure.item, type=kind, unit=unit))


def _basis(change: str) -> str | None:
    if pattern_of("table-yoy").search(change):
        return "yoy"
    return "chain" if pattern_of("table-chain").search(change) else None
