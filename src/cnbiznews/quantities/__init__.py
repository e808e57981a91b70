"""Quantities: every number, percentage, amount, bound, date and duration in running Chinese text, exactly.

``scan`` works on a reading text (simplified characters); :func:`cnbiznews.find_quantities` takes any text.
"""

from cnbiznews.quantities.model import Quantity
from cnbiznews.quantities.physical import resolve, to_pint
from cnbiznews.quantities.scan import parse_quantity, scan
from cnbiznews.quantities.spelling import STYLES, format_number, parse_number

__all__ = ["STYLES", "Quantity", "format_number", "parse_number", "parse_quantity", "resolve", "scan", "to_pint"]
