"""Reasons a clause gives in passing, which name neither what is measured nor of whom: 家电类|受补贴带动|增长26%."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["without_causes"]

_VERBS = ("change", "realize", "reach", "to", "filler")  # kinds of verbs behind a reason


def without_causes(text: str, clause: Clause, tokens: list[Token]) -> list[Token]:
    """Return the tokens of a clause without the reasons it gives (受原料涨价影响, 在出口带动下).

    One with a figure stays, and so does one a noun follows that it describes (受灾情影响的门店).
    """
    for cause in pattern_of("given-cause").finditer(text, clause.start, clause.end):
        start, end = cause.span()
        if any(start <= token.start < end and token.kind in FIGURES for token in tokens):
            continue
        tokens = [part for token in tokens for part in _outside(token, start, end)]
    if "因" in text[clause.start : clause.end]:
        tokens = [token for place, token in enumerate(tokens) if not _is_reason(text, tokens, place)]
    return tokens


def _is_reason(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether words between whom a clause is about and its verb are but a reason: 南非则|因停电|出现5%的跌幅."""
    token = tokens[place]
    if not 0 < place < len(tokens) - 1 or token.kind != "text" or tokens[place + 1].kind not in _VERBS:
        return False
    return pattern_of("cause").match(text, token.start, token.end) is not None


def _outside(token: Token, start: int, end: int) -> Sequence[Token]:
    """Return what is left of a token outside a stretch: of text, what stands in front of it and behind it."""
    if token.end <= start or token.start >= end:
        return (token,)
    if token.kind != "text":
        return ()
    parts = (Token(token.start, start, "text"), Token(end, token.end, "text"))
    return [part for part in parts if part.start < part.end]
