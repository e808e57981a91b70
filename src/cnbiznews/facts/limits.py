"""Limits that stand in front of the verb of a figure, not in front of the figure: 最多增长5%, 约占总成本的17%."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cnbiznews.alignment import altered
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["limited"]

_REACH = 16  # characters in front of a figure


def limited(text: str, start: int, figure: Token) -> Token:
    """Return a figure with the limit its verb has: 最多增长5% is at most 5%, 持平到增长2% from 0 to 2%.

    Args:
        text: the reading text.
        start: where the clause begins.
        figure: the figure; one that has a limit of its own stays as it is.
    """
    item = figure.item
    if item.written is not None or item.low is None or item.low != item.high:
        return figure
    start = max(start, figure.start - _REACH)
    if pattern_of("from-flat").search(text, start, figure.start):
        return altered(figure, item=replace(item, low=Decimal(0), low_closed=True, approximate=False))
    if pattern_of("at-most").search(text, start, figure.start):
        return altered(figure, item=replace(item, low=None, high_closed=True, approximate=False))
    if pattern_of("at-least").search(text, start, figure.start):
        return altered(figure, item=replace(item, high=None, low_closed=True, approximate=False))
    if pattern_of("about").search(text, start, figure.start):
        return altered(figure, item=replace(item, approximate=True))
    if pattern_of("less-than").search(text, start, figure.start) and not pattern_of("mark").match(text, figure.end):
        return altered(figure, item=replace(item, low=None, high_closed=False, approximate=False))
    return figure
