"""A deal in the shares of a firm, and what it says of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cnbiznews.facts.pieces import Piece

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft

__all__ = ["BUYING", "Deal", "Stated"]

BUYING = ("get", "put")  # sides of a deal whose party pays


@dataclass(frozen=True, slots=True)
class Deal:
    """What is done with the shares of a firm, and by whom."""

    side: str = ""
    verb: str = ""
    firm: Piece | None = None
    party: Piece | None = None
    other: Piece | None = None  # who is on the other side
    home: Piece | None = None  # the firm whose insider the party is: |甲|股东张三
    status: str = ""
    at: int = -1  # where the verb begins
    name: str = ""  # what the row of a stake is called in front of 股权, "" where the verb only comes behind


class Stated(NamedTuple):
    """What a deal says of a figure; where it names no measure, the row keeps the one it has."""

    deal: Deal
    role: str = ""
    metric: Piece | None = None

    @property
    def is_part(self) -> bool:
        """Whether the figure is the part of a firm somebody has, which the row itself names (持股比例)."""
        return self.metric is None and self.role == "share"

    def give(self, draft: Draft) -> None:
        """Give a row the firm and the party of the deal."""
        firm, party = self.deal.firm, self.deal.party
        draft.company, draft.company_span = (firm.text, firm.span) if firm is not None else (None, None)
        if firm is not None:
            draft.why["company"] = "whose shares are spoken of"
        if party is not None:
            draft.subject = party
            draft.why["subject"] = "who holds or deals in them"
        draft.role = self.role or draft.role
        draft.metric = self.metric or draft.metric
        draft.status = self.deal.status or draft.status
        if draft.role == "rank":
            draft.metric = Piece("股东", draft.figure.span)  # 成为第二大股东
