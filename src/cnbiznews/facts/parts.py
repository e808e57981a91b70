"""The part of a business a clause opens with, of which the next clauses go on to speak: 丝杠业务承压，收入下降6%."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.measures import is_clause
from cnbiznews.facts.pieces import Piece, clean, ends_as_part, is_name
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["part_spoken_of"]

_IN_FRONT = ("period", "conj", "partitive", "company", "anaphor", "of", "pair", "basis", "rank")
_REACH = 40  # characters a clause may take to come to its verb
_LONGEST = 16


def part_spoken_of(text: str, clause: Clause, tokens: Sequence[Token]) -> Piece | None:
    """Return the part a clause opens with, if it says something of one.

    It is a part if it ends as one (业务, 工厂, 新品), or if the clause says what it is to the business (…仍是压舱石).

    Args:
        text: the reading text.
        clause: the clause.
        tokens: its tokens, without fillers.
    """
    start = clause.start
    named = [token for token in tokens if token.kind == "company"]
    for token in tokens:
        if token.kind not in _IN_FRONT:
            break
        start = token.end
    end = min(clause.end, start + _REACH)
    for verb in pattern_of("said-of-part").finditer(text, start, end):
        phrase = text[start : verb.start()]
        begin = start + phrase.rfind("的", 0, -1) + 1
        words = pattern_of("lead").sub("", clean(text[begin : verb.start()]))
        if not 2 <= len(words) <= _LONGEST or not is_name(words) or is_clause(words):
            continue
        if any(begin <= token.start < verb.start() for token in named):
            return None
        if ends_as_part(words) or pattern_of("part-of-weight").match(text, verb.start(), clause.end):
            return Piece(words, (begin, verb.start()))
    return None
