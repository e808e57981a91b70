"""What a fact is: one row of the table a financial reader would write."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cnbiznews.alignment import AlignedText, altered

if TYPE_CHECKING:
    from cnbiznews.quantities import Quantity

__all__ = ["Fact", "plain"]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|-?[0-9]+/0*[1-9][0-9]*")
Span = tuple[int, int]
_KEYS = (
    "company",
    "subject",
    "metric",
    "role",
    "value",
    "value2",
    "bound",
    "unit",
    "direction",
    "basis",
    "period",
    "status",
)


def plain(value: Decimal | Fraction | int | str | None) -> str | None:
    """Write a number the way the wire format wants it: no exponent, no trailing zeros, ratios as ``1/9``.

    >>> plain(Decimal("1.20E+3")), plain(Fraction(1, 9)), plain(None)
    ('1200', '1/9', None)
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _number(value: str | None) -> Decimal | Fraction | None:
    if value is None or not _NUMBER.fullmatch(value):
        return None
    return Fraction(value) if "/" in value else Decimal(value)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: who, what, how much, compared with what, when.

    Attributes:
        start: offset of the evidence clause.
        end: offset after it.
        evidence: the clause itself, as it stands in the text the offsets count in.
        company: canonical name of the company the fact is about, or None where it is not certain.
        subject: segment, region, channel or group that narrows the fact, or None.
        metric: what is measured, in clean simplified Chinese, or None.
        role: level, change, share, rank, streak, price, investment or difference.
        value: exact decimal string ("1/9" for ratios), in base units; unsigned for changes. :attr:`number` and
            :attr:`number2` are the same as numbers.
        value2: upper end of a range, or None.
        bound: ``=  >  >=  <  <=  ~  range``.
        unit: unit of the value (元, %, 家), or None.
        direction: up, down, flat or None.
        basis: yoy, qoq, mom, prior, peer, cum or None.
        period: when, as written (simplified), or None.
        status: actual, forecast, target, plan or claim.
        confidence: how sure the linker is that company and value belong together, 0 to 1.
        frame: name of the pattern that gave the role.
        parts: spans of the pieces the row was built from: {"quantity": ..., "metric": ..., ...} as sorted pairs.
        mentions: spans of all clauses that state the same fact, this one first.
        quantity: the figure itself.
    """

    start: int
    end: int
    evidence: str
    company: str | None
    subject: str | None
    metric: str | None
    role: str
    value: str | None
    value2: str | None
    bound: str
    unit: str | None
    direction: str | None
    basis: str | None
    period: str | None
    status: str
    confidence: float = 1.0
    frame: str = ""
    parts: tuple[tuple[str, Span], ...] = ()
    mentions: tuple[Span, ...] = ()
    quantity: Quantity | None = field(default=None, repr=False, compare=False)

    @property
    def number(self) -> Decimal | Fraction | None:
        """:attr:`value` as a number to reckon with; None where it is none (a date).

        >>> Fact(0, 0, "", "京东", None, "营收", "level", "5.5", None, "=", "元", None, None, None, "actual").number
        Decimal('5.5')
        """
        return _number(self.value)

    @property
    def number2(self) -> Decimal | Fraction | None:
        """:attr:`value2` as a number."""
        return _number(self.value2)

    @property
    def id(self) -> str:
        """A stable name of the row: the same content gives the same id in every document, run and place.

        >>> Fact(0, 0, "", "京东", None, "营收", "level", "5", None, "=", "元", None, None, None, "actual").id
        '924d12ddaea8'
        """
        content = "\x1f".join("" if getattr(self, key) is None else getattr(self, key) for key in _KEYS)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values: first the keys of the wire format, then where it comes from."""
        return {
            "evidence": self.evidence,
            **{key: getattr(self, key) for key in _KEYS},
            "start": self.start,
            "end": self.end,
            "id": self.id,
            "confidence": self.confidence,
            "frame": self.frame,
            "parts": {name: list(span) for name, span in self.parts},
            "mentions": [list(span) for span in self.mentions],
        }

    def on_source(self, aligned: AlignedText) -> Fact:
        """Return the fact with all its spans moved from ``aligned.text`` to ``aligned.source``."""
        start, end = aligned.source_span(self.start, self.end)
        return altered(
            self,
            start=start,
            end=end,
            evidence=aligned.source[start:end],
            parts=tuple((name, aligned.source_span(*span)) for name, span in self.parts),
            mentions=tuple(aligned.source_span(*span) for span in self.mentions),
            quantity=self.quantity and self.quantity.on_source(aligned),
        )
