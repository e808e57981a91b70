"""A text while it is scanned: its plain characters, and what was found so far."""

from __future__ import annotations

from typing import NamedTuple

from cnbiznews.quantities.characters import to_plain_characters
from cnbiznews.quantities.items import Item
from cnbiznews.quantities.model import Number, Quantity, normal

__all__ = ["Draft", "Page"]


class Draft(NamedTuple):
    """A number with its unit, before the cues around it are read."""

    start: int
    end: int
    numeral: tuple[int, int]
    type: str
    low: Number
    high: Number
    unit: str | None
    currency: str | None = None
    more: bool = False
    item: Item | None = None


class Page:
    """The text of one scan, and its result.

    Attributes:
        source: the text as given.
        text: the same with plain characters for full-width and traditional ones; offsets are the same.
        found: the quantities so far, in order.
        done: end of the last of them; nothing may reach back over it.
        no_list: up to here the numbers are known to form no list with a shared unit.
    """

    __slots__ = ("done", "found", "no_list", "source", "text", "with_names")

    def __init__(self, source: str, with_names: bool) -> None:
        self.source = source
        self.text = to_plain_characters(source)
        self.with_names = with_names
        self.found: list[Quantity] = []
        self.done = 0
        self.no_list = 0

    def add(
        self,
        start: int,
        end: int,
        kind: str,
        low: Number | None = None,
        high: Number | None = None,
        *,
        low_closed: bool = True,
        high_closed: bool = True,
        approximate: bool = False,
        unit: str | None = None,
        currency: str | None = None,
        numeral: tuple[int, int] | None = None,
        cue: tuple[int, int] | None = None,
        iso: str | None = None,
        written: tuple[str, str | None] | None = None,
    ) -> int:
        """Report a quantity; return where the scan goes on."""
        start = max(start, self.done)
        text = self.source[start:end]
        low = None if low is None else normal(low)
        high = None if high is None else normal(high)
        self.found.append(
            Quantity(
                start, end, text, kind, low, high, low_closed, high_closed,
                approximate, unit, currency, numeral, cue, iso, written,
            )
        )  # fmt: skip
        self.done = end
        return end

    def add_name(self, start: int, end: int) -> int:
        """Pass over digits that belong to a name; report them if that is wanted."""
        if self.with_names:
            start = max(start, self.done)
            self.found.append(Quantity(start, end, self.source[start:end], "name"))
        self.done = max(self.done, end)
        return end
