"""What a found quantity is: an interval of exact numbers with a unit and a place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from cnbiznews.alignment import AlignedText, altered
from cnbiznews.errors import NumberError, as_kind
from cnbiznews.quantities.units import unit_named

__all__ = ["Number", "Quantity", "normal", "plain"]

Number: TypeAlias = Decimal | Fraction
_WHOLE = Decimal(1)


def normal(value: Number) -> Number:
    """Return the same value without trailing zeros or an exponent.

    >>> normal(Decimal("17.0")), normal(Decimal("5.20E+9")), normal(Decimal("0.50"))
    (Decimal('17'), Decimal('5200000000'), Decimal('0.5'))
    """
    if type(value) is Fraction or value.same_quantum(_WHOLE):  # type: ignore[union-attr]
        return value
    return Decimal(plain(value) or 0)


def _exact(value: object) -> Number:
    """An exact, finite number, or a NumberError."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        raise NumberError(repr(value), 0, "a float is not exact: pass an int, a Decimal, a Fraction or text")
    try:
        number = Decimal(value)  # type: ignore[arg-type]
    except (ArithmeticError, TypeError, ValueError) as error:
        raise NumberError(str(value), 0, "no decimal number") from error
    if not number.is_finite():
        raise NumberError(str(value), 0, "only finite numbers lie in an interval")
    return number


def plain(value: Number | str | None) -> str | None:
    """Write a value for the wire: no exponent, no trailing zeros, fractions as ``1/9``.

    >>> plain(Decimal("1.20E+3")), plain(Fraction(1, 9)), plain("10-31"), plain(None)
    ('1200', '1/9', '10-31', None)
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, amount, bound, date or duration found in a text.

    A quantity is an interval: 7亿 is the point 700000000, 超7亿 everything above it, 三四十元 what lies from 30 to 40.

    Attributes:
        start: offset of the first code point (of the cue, where one stands before the number).
        end: offset after the last one (unit and cues after it included).
        text: the text between them.
        type: count, percent, points, money, multiple, ratio, fraction, measure, range-class, duration, date, ordinal;
            "name" for digits that belong to a name (only on request).
        low: lower end in base units (5.2万 → 52000; percent in percent), None if there is none.
        high: upper end, None if there is none.
        low_closed: does ``low`` itself belong to the interval?
        high_closed: does ``high``?
        approximate: is it said to be approximate (约, 近, 左右)?
        unit: the unit as written, simplified (元, 美元, 家, %, 百分点), or None.
        currency: ISO 4217 code for money, where the text tells it.
        numeral: span of the numeral alone.
        cue: span of the cue (超, 不到, 以上), or None.
        iso: ISO 8601 form of a date or duration as far as the text gives it ("2023-Q2", "--10-31", "P30D").
        written: values that are no numbers on the wire: dates ("10-31", None), unreduced ratios ("6/4", None).

    >>> sales = Quantity(0, 4, "超7亿", "count", Decimal(700000000), None, low_closed=False)
    >>> sales.bound, sales.value, sales.contains(720000000), sales.contains(700000000)
    ('>', Decimal('700000000'), True, False)
    """

    start: int
    end: int
    text: str
    type: str
    low: Number | None = None
    high: Number | None = None
    low_closed: bool = True
    high_closed: bool = True
    approximate: bool = False
    unit: str | None = None
    currency: str | None = None
    numeral: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    iso: str | None = None
    written: tuple[str, str | None] | None = None

    @property
    def bound(self) -> str:
        """How the value binds: = > >= < <= ~ or range."""
        if self.low is None and self.high is None:
            return "range" if self.written is not None and self.written[1] is not None else "="
        if self.low is None:
            return "<=" if self.high_closed else "<"
        if self.high is None:
            return ">=" if self.low_closed else ">"
        if self.low != self.high:
            return "range"
        return "~" if self.approximate else "="

    @property
    def value(self) -> Number | str | None:
        """The number (lower end of a range); the written form of a date or ratio; None for a name."""
        if self.written is not None:
            return self.written[0]
        return self.low if self.low is not None else self.high

    @property
    def value2(self) -> Number | str | None:
        """The upper end of a range, else None."""
        if self.written is not None:
            return self.written[1]
        return self.high if self.bound == "range" else None

    def contains(self, value: Number | int | str) -> bool:
        """Tell whether ``value`` (in base units) lies in the interval; what is only approximate contains its figure.

        Raises:
            NumberError: ``value`` is no exact, finite number: a float, NaN, or text that is no decimal number.

        >>> Quantity(0, 4, "三四十元", "money", Decimal(30), Decimal(40), unit="元").contains("35.5")
        True
        """
        number = _exact(value)
        if self.low is not None and not (number > self.low or (self.low_closed and number == self.low)):
            return False
        if self.high is not None and not (number < self.high or (self.high_closed and number == self.high)):
            return False
        return self.low is not None or self.high is not None

    def entails(self, other: Quantity) -> bool:
        """Tell whether whatever fits this quantity fits ``other``, too: 7.2亿 entails 超7亿.

        Units must be the same, or of one kind and a fixed size: 5‰ and 0.5%, 50bp and 0.5个百分点, 120分钟 and 2小时,
        1000克 and 1公斤, two names of one currency (日圆, 日元). Never compared are months with days, 折 with %, and
        percentages with points. An approximate figure entails only itself.

        Raises:
            ArgumentError: ``other`` is no quantity.

        >>> sales = Quantity(0, 4, "7.2亿", "count", Decimal(720000000), Decimal(720000000))
        >>> sales.entails(Quantity(0, 3, "超7亿", "count", Decimal(700000000), None, low_closed=False))
        True
        """
        as_kind(other, Quantity, "other")
        if (self.unit, self.currency) != (other.unit, other.currency):
            one, two = _scale(self), _scale(other)
            if one is None or two is None or one[0] != two[0]:
                return False
            self, other = _in_scale(self, one), _in_scale(other, two)
        if self.low is None and self.high is None:
            return self.written is not None and (self.type, self.written) == (other.type, other.written)
        if self.approximate and self.bound == "~":
            return (self.low, self.high, self.approximate) == (other.low, other.high, other.approximate)
        if other.low is None and other.high is None:
            return False
        if other.low is not None and (
            self.low is None or self.low < other.low or (self.low == other.low and self.low_closed > other.low_closed)
        ):
            return False
        return other.high is None or not (
            self.high is None
            or self.high > other.high
            or (self.high == other.high and self.high_closed > other.high_closed)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the quantity as plain values; numbers are exact decimal strings.

        >>> Quantity(0, 2, "5%", "percent", Decimal(5), Decimal(5), unit="%").to_dict()["value"]
        '5'
        """
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "type": self.type,
            "value": plain(self.value),
            "value2": plain(self.value2),
            "bound": self.bound,
            "unit": self.unit,
            "currency": self.currency,
            "approximate": self.approximate,
            "numeral": self.numeral,
            "cue": self.cue,
            "iso": self.iso,
        }

    def on_source(self, aligned: AlignedText) -> Quantity:
        """Return the quantity with its spans (and text) moved from ``aligned.text`` to ``aligned.source``."""
        start, end = aligned.source_span(self.start, self.end)
        return altered(
            self,
            start=start,
            end=end,
            text=aligned.source[start:end],
            numeral=aligned.source_span(*self.numeral) if self.numeral else None,
            cue=aligned.source_span(*self.cue) if self.cue else None,
        )


def _scale(quantity: Quantity) -> tuple[str, Fraction] | None:
    """The kind of the unit and its size: what can be compared has the same kind. None for a unit of no fixed size."""
    unit = unit_named(quantity.unit) if quantity.unit else None
    if unit is None or unit.type != quantity.type:
        return None
    if unit.type == "percent":  # values are in percent already, whatever the sign; 折 and 厘 are no shares
        return (unit.type, Fraction(1)) if unit.unit in ("%", "‰", "‱") else None
    if unit.type == "money":
        return (quantity.currency, Fraction(1)) if quantity.currency and unit.minor == 1 else None
    return None if unit.factor is None else (f"{unit.type} {unit.dimension}", unit.factor)


def _in_scale(quantity: Quantity, scale: tuple[str, Fraction]) -> Quantity:
    low, high = (None if end is None else Fraction(end) * scale[1] for end in (quantity.low, quantity.high))
    return altered(quantity, low=low, high=high, unit=scale[0], currency=None)
