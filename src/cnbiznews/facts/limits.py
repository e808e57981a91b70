"""Limits that stand in front of the verb of a figure, not in front of the figure: 最多增长5%, 约占总成本的17%."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cnbiznews.alignment import altered
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["limited", "shared_limit"]

_ONE_SIDED = ("<", "<=", ">", ">=")
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
    if pattern_of("about", "about-moving").search(text, start, figure.start):
        return altered(figure, item=replace(item, approximate=True))
    if pattern_of("less-than").search(text, start, figure.start) and not pattern_of("mark").match(text, figure.end):
        return altered(figure, item=replace(item, low=None, high_closed=False, approximate=False))
    return figure


def shared_limit(text: str, first: Token, figure: Token) -> Token:
    """Return a figure of a list with the limit that stands in front of all of them: 分别不低于[1亿元、2亿元]和3亿元.

    Args:
        text: the reading text.
        first: the first figure of the list.
        figure: one of the list; one that has a limit of its own stays as it is.
    """
    limit, item = first.item, figure.item
    if figure is first or limit.bound not in _ONE_SIDED or item.bound != "=":
        return figure
    if not pattern_of("one-each").search(text, max(0, first.start - _REACH), first.start):
        return figure
    ends = {"low": item.low, "high": None} if limit.bound[0] == ">" else {"low": None, "high": item.high}
    return altered(figure, item=replace(item, **ends, low_closed=limit.low_closed, high_closed=limit.high_closed))
