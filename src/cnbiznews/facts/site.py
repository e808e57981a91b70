"""Where a figure stands in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnbiznews.facts.tokens import Token

__all__ = ["WINDOW", "Site", "price_move"]

WINDOW = 48  # tokens of a clause on either side of a figure that can have to do with it


@dataclass(frozen=True, slots=True)
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
    """Tell whether the verb with a figure is one of prices (收涨, 大跌)."""
    return any(token.basis == "price" for token in site.tokens[site.anchor : site.end])
