"""The cells of a table and what its heads say of them.

A cell belongs to the measure, the company and the period that its row and its column name. The unit a header, a caption
or a label states in brackets stays with the name of the measure, that of a column before that of a row; the value is
the one written. Per cents are the unit of the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cnbiznews.alignment import altered
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.table_heads import Head, Tokenizer, column_head, row_head, title_head
from cnbiznews.facts.tables import Span, Table
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["Cell", "read_table"]

# A cell that says in what a row is counted, not how much.
_UNIT = re.compile(r"\s*[百千万亿]+[^\W\d]{0,4}\s*")
_IN_UNITS = re.compile(r"[（(][百千万亿][^（）()]*[）)]$")  # 出货量（万副）
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_PERCENTS = ("%", "百分点")
_AMOUNTS = ("level", "price", "investment")  # roles of what is measured, not of how it changes


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
    columns = [column_head(text, table, number, tokenize) for number in range(width)]
    unit = table.unit or _caption_in_head(text, table) or (columns[0].unit if columns else "")
    if len({column.period.text for column in columns if column.period}) == 1:
        for column in columns:
            if column.period and pattern_of("of-the-period").fullmatch(column.period.text):
                column.period = None  # 期末门店数 beside nothing of another time: of the time of the table
    periods = [column.period for column in columns if column.period and not column.change]
    yearly = _years_compared([period.text for period in periods])
    current = max(periods, key=lambda period: period.text) if yearly else periods[0] if periods else None
    title = title_head(text, table.title, tokenize) if table.title else Head(Noun())
    found: list[Cell] = []
    above: Head | None = None  # the row of a measure: 同比 below it is its growth
    for row in table.rows:
        label = row_head(text, row[0], tokenize)
        if label.name is None and (label.change or label.share) and above is not None:
            label = replace(label, noun=above.noun, name=above.name)
        elif label.noun.metric is not None and not label.change:
            above = label
        reader = _Row(label, title, unit, current, yearly)
        for number, (start, end) in enumerate(row[1:], 1):
            if start == end or number >= width:
                continue
            tokens = tokenize(start, end)
            figures = [token for token in tokens if token.kind in FIGURES]
            if not figures and len(tokens) == 1 and tokens[0].kind == "company":
                reader.party = tokens[0]
            if len(figures) != 1:
                continue
            if _UNIT.fullmatch(text, start, end):
                reader.unit = text[start:end].strip()  # 营业收入 | 亿元 | 12.5
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
class _Row:
    """Reads the cells of one row, left to right."""

    label: Head
    title: Head  # what the line above the table says all figures are of
    unit: str  # of all figures of the table
    current: Piece | None  # the period of the first column of figures
    yearly: bool
    party: Token | None = None  # the firm a column before names: 地块 | 竞得方 | 成交价
    last: Piece | None = None  # what the column before measures
    measures: int = 0
    counted_in: str = ""  # the unit of that
    share: Piece | None = None  # the last share

    def read(self, figure: Token, column: Head, row: Span) -> Cell | None:
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
        if role == "change" and figure.kind == "points" and column.noun.metric is None:
            metric = self.share or metric  # 42.7% | -2.1个百分点: of the share, not of what it is a share of
        if metric is None:
            return None
        if role == "level":
            role = _role_of_price(metric.text, stated or figure.item.unit or "")
        if role in _AMOUNTS:
            self.last = metric
            self.measures += 1
            self.counted_in = stated
        elif role == "change" and amount:
            stated = stated or self.counted_in
        elif role == "share" and not pattern_of("table-share").search(metric.text):
            word = "份额" if "份额" in (column.share or label.share) else "占比"
            metric = Piece(_IN_UNITS.sub("", metric.text) + word, metric.span)
        self.share = metric if role == "share" else self.share
        if (role in _AMOUNTS or role == "change") and stated and figure.item.unit is None:
            metric = Piece(f"{metric.text}（{stated}）", metric.span)
        return Cell(figure, role, owner, subject, metric, period, basis, row, doubt=doubt)

    def _names(self, column: Head) -> tuple[Token | None, Piece | None, Piece | None, float]:
        """Return whose figure it is, of which part, what it measures, and how doubtful that is."""
        label, doubt = self.label, 0.0
        owner = label.noun.owners[-1] if label.noun.owners else None
        metric, subject = label.noun.metric or label.noun.subject, label.noun.subject
        whole = self.title.noun
        if metric is subject:
            subject = None
        if whole.known and column.noun.metric is None and not label.noun.known and owner is None:
            metric, subject = whole.metric, label.name  # 按地区划分的收入: the rows are parts
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
        owner = owner or self.party
        if whole.known and owner is not None and subject is None and not whole.owners:
            subject = whole.subject  # 全球耳机出货量排名: of that market
        if subject is not None and (label.timed or pattern_of("table-total").match(subject.text)):
            subject = None
        return owner, subject, metric, doubt

    def _period(self, column: Head) -> Piece | None:
        """Return the period of a column, else that of the row; a row of a year narrows a column of a quarter."""
        label = self.label.period
        if label is not None and column.period is not None and self.label.timed:
            return Piece(label.text + column.period.text, column.period.span)
        compared = (column.change or column.share) and not self.label.timed
        return column.period or (self.current if compared else None) or label


def _role_of_price(name: str, unit: str) -> str:
    """Tell the price of one from a sum called a price, and from what is none."""
    if pattern_of("price-name").search(name) is None:
        return "level"
    if pattern_of("large-unit").match(unit) is None:
        return "price"
    return "investment" if pattern_of("price-paid").search(name) else "level"


def _in_percent(figure: Token, unit: str) -> Token:
    """Return a bare figure in the unit of its head where that is one of rates."""
    if unit not in _PERCENTS:
        return figure
    kind = "percent" if unit == "%" else "points"
    return altered(figure, kind=kind, item=replace(figure.item, type=kind, unit=unit))


def _basis(change: str) -> str | None:
    if pattern_of("table-yoy").search(change):
        return "yoy"
    return "chain" if pattern_of("table-chain").search(change) else None
