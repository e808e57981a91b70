"""What the heads of the rows and columns of a table say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.tables import Span, Table, change_of
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of
from cnbiznews.quantities import scan

__all__ = ["Head", "Tokenizer", "column_head", "row_head", "title_head"]

Tokenizer = Callable[[int, int], list[Token]]


@dataclass(slots=True)
class Head:
    """What the head of a row or a column says."""

    noun: Noun
    name: Piece | None = None
    period: Piece | None = None
    timed: bool = False  # it is a period and nothing else
    change: str = ""  # the words of a column of growth rates
    share: str = ""  # the word of a column of shares: 占比, 份额
    unit: str = ""


def column_head(text: str, table: Table, number: int, tokenize: Tokenizer) -> Head:
    """Read all header cells above a column together."""
    names = Head(Noun())
    periods: list[str] = []
    span: Span | None = None
    for line in table.header:
        if number >= len(line) or line[number][0] == line[number][1]:
            continue
        part = row_head(text, line[number], tokenize)
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
        elif part.noun.metric is not None and (part.noun.known or (part.unit and not part.change)):
            # 2024年营收, 9月零售（万辆）
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


def title_head(text: str, span: Span, tokenize: Tokenizer) -> Head:
    """Read the line above a table that says what all its figures are of: 二季度全球耳机出货量排名, 按地区划分的收入."""
    start, end = span
    lead = pattern_of("table-parted-by").match(text, start, end)
    tail = pattern_of("table-ranking").search(text, start, end)
    return row_head(text, (lead.end() if lead else start, tail.start() if tail else end), tokenize)


def row_head(text: str, span: Span, tokenize: Tokenizer) -> Head:
    """Read one cell that names something: the label of a row, or a part of a header."""
    start, end = span
    words = text[start:end]
    unit = pattern_of("table-unit").search(words)
    stop = start + unit.start() if unit and unit[1] else end
    change = change_of(words)
    stop = text.rindex(change, start, end) if change else stop
    share = pattern_of("table-share").fullmatch(text[start:stop].strip())  # a row of shares of the measure above
    tokens = tokenize(start, stop)
    noun = noun_phrase(text, [token for token in tokens if token.kind not in ("break", "from", "filler")])
    shared = pattern_of("table-share").search(words)
    names = Head(noun, unit=unit[1] if unit else "", change=change, share=shared[0] if shared else "")
    periods = [token for token in tokens if token.kind == "period"]
    if periods:
        begin, close = periods[0].start, periods[-1].end
        names.period = Piece(re.sub(r"\s+", "", text[begin:close]), (begin, close))
        names.timed = not clean(text[start:begin] + text[close:stop])
    if share is None and (cleaned := clean(text[start:stop])):
        names.name = Piece(cleaned, (start, stop))
    return names
