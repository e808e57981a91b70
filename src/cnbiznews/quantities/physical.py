"""From quantities to what other programs reckon with: days of the calendar, and quantities of the pint library."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cnbiznews import periods
from cnbiznews.errors import CnBizNewsError, as_kind
from cnbiznews.quantities.model import Quantity
from cnbiznews.quantities.units import Unit, unit_named

__all__ = ["in_base_units", "resolve", "to_pint"]


def resolve(quantity: Quantity, reference: date) -> tuple[date, date] | None:
    """Return the first and last day of a date, or of a window such as 近两年, seen from the day of the article.

    Raises:
        ArgumentError: ``quantity`` is no quantity, or ``reference`` no date.

    >>> from cnbiznews.quantities import scan
    >>> first, last = resolve(scan("去年第三季度")[0], date(2025, 11, 14))
    >>> str(first), str(last)
    ('2024-07-01', '2024-09-30')
    """
    as_kind(quantity, Quantity, "quantity")
    return periods.resolve(quantity.text, reference) if quantity.type in ("date", "duration") else None


def in_base_units(quantity: Quantity) -> tuple[Fraction, str] | None:
    """Return the value (the lower end of a range) in the SI unit of its dimension, and the dimension.

    None for units that have none.

    >>> from cnbiznews.quantities import scan
    >>> in_base_units(scan("3.2万吨")[0])
    (Fraction(32000000, 1), 'mass')
    """
    unit = unit_named(quantity.unit) if quantity.unit else None
    if unit is None or unit.factor is None or not isinstance(quantity.value, Decimal | Fraction):
        return None
    return Fraction(quantity.value) * unit.factor, unit.dimension


def to_pint(quantity: Quantity, registry: Any = None) -> Any:
    """Return a quantity of the pint library (the extra ``cnbiznews[pint]``) for a value in a physical unit.

    Args:
        quantity: one figure with its unit; an estimate (约3吨) counts as its figure.
        registry: a ``pint.UnitRegistry``; made with ``non_int_type=Decimal`` if none is given.

    Raises:
        CnBizNewsError: the unit is no physical one (家, 元); the quantity is a bound or a range (超5吨, 3-5吨), which
            pint can't hold (``low`` and ``high`` tell the ends); or pint is not installed.
    """
    as_kind(quantity, Quantity, "quantity")
    unit: Unit | None = unit_named(quantity.unit) if quantity.unit else None
    if unit is None or not unit.pint or not isinstance(quantity.value, Decimal):
        raise CnBizNewsError(f"{quantity.text!r} has no unit that pint knows: only physical units can be converted")
    if quantity.low != quantity.high:
        raise CnBizNewsError(
            f"{quantity.text!r} is no single figure but goes from {quantity.low} to {quantity.high}: "
            "pint holds no bounds and ranges, convert the ends that you need"
        )
    if registry is None:
        try:
            import pint
        except ImportError as error:
            raise CnBizNewsError("to_pint needs the pint library: pip install cnbiznews[pint]") from error
        registry = pint.UnitRegistry(non_int_type=Decimal)
    return registry.Quantity(quantity.value, unit.pint)
