"""A row in the making: what is known of it so far, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from cnbiznews.facts.frames import Frame
    from cnbiznews.facts.pieces import Piece
    from cnbiznews.facts.structure import Clause
    from cnbiznews.facts.tokens import Token

__all__ = ["Attempt", "Draft"]


@dataclass(slots=True, eq=False)
class Draft:
    """A row in the making; ``why`` says of each slot where it comes from."""

    figure: Token
    frame: Frame
    clause: Clause
    role: str
    company: str | None = None
    company_span: tuple[int, int] | None = None
    subject: Piece | None = None
    metric: Piece | None = None
    direction: str | None = None
    basis: str | None = None
    period: Piece | None = None
    status: str = "actual"
    holder: Piece | None = None  # who holds or buys the shares spoken of
    unreal: bool = False  # denied, supposed or asked for
    confidence: float = 0.95
    why: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> Decimal | Fraction | int:
        """How large the figure is; of a range, its lower end."""
        size: Decimal | Fraction | int = self.figure.item.low or self.figure.item.high or 0
        return size


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was made of one figure: for those who want to see why.

    Attributes:
        tokens: its clause as the frames saw it.
        place: the number of the figure among them.
        tried: the frames that were tried, each with the key of the pattern that did not fit ("" for the one that did).
        rows: what came of it; several where a list shares the figure, none where nothing did.
    """

    tokens: Sequence[Token]
    place: int
    tried: Sequence[tuple[Frame, str]]
    rows: Sequence[Draft] = ()
