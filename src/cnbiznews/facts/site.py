"""Where a figure stands in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["WINDOW", "Site", "price_move", "streak_before"]

WINDOW = 48  # tokens of a clause on either side of a figure that can have to do with it


@dataclass(slots=True, eq=False)
class Site:
    """Where a figure stands in its clause.

    Attributes:
        tokens: the clause without fillers.
        place: the figure.
        first, last: the run of figures it belongs to.
        anchor: where the predicate begins; in front of it stands the noun.
        floor: where what belongs to earlier figures ends.
        begin, end: what the frame spans.
    """

    text: str
    tokens: Sequence[Token]
    place: int
    first: int
    last: int
    anchor: int
    floor: int
    begin: int
    end: int

    def words(self, token: Token) -> str:
        """Return the text of a token."""
        return self.text[token.start : token.end]


def price_move(site: Site) -> bool:
    """Tell whether the verb with a figure is one of prices (收涨, 大跌), or made one by the trading day (逆市升)."""
    if any(token.basis == "price" for token in site.tokens[site.anchor : site.end]):
        return True
    start, end = site.tokens[site.floor].start, site.tokens[site.first].start
    moves = any(token.kind == "change" for token in site.tokens[site.anchor : site.end])
    return moves and pattern_of("against-market").search(site.text, start, end) is not None


def streak_before(site: Site) -> Piece | None:
    """Return 连续6个季度 in front of a growth figure: the period it holds for."""
    for index in range(site.first - 1, max(0, site.first - WINDOW), -1):
        if site.tokens[index].kind == "duration" and site.tokens[index - 1].kind == "streak":
            start, end = site.tokens[index - 1].start, site.tokens[index].end
            return Piece(clean(site.text[start:end]), (start, end))
    return None
