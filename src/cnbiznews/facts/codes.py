"""Numbers that are part of a name: terms of bonds, codes of contracts, days of sales."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.quantities import Quantity

__all__ = ["name_end"]

# Sectors of an economy: 第二、第三产业
_SECTOR = re.compile(r"第[一二三](?:[、和及与]第?[一二三])*产业")
_REACH = 12  # characters beside a number that may make it a name


def name_end(text: str, quantity: Quantity) -> int:
    """Return where the name ends that a number is part of (10年期国债, 主力合约2601, 616大促), 0 if it is a figure."""
    end = quantity.end
    if quantity.type == "ordinal":
        return end if _SECTOR.match(text, quantity.start) else 0
    if quantity.type == "duration":
        if due := pattern_of("falling-due").match(text, end):
            return due.end()
        return end + 1 if pattern_of("tenor").match(text, end, end + _REACH) else 0
    if quantity.type == "date":
        return end + 2 if pattern_of("contract-of-month").match(text, end) else 0
    if quantity.type not in ("count", "measure", "percent") or quantity.bound != "=":
        return 0
    digits = text[quantity.start : end].removesuffix("合约")
    if quantity.type == "percent":
        return end if pattern_of("graded").match(text, end, end + _REACH) else 0
    if not (digits.isascii() and digits.isdigit() and quantity.unit in (None, "合约")):
        return 0
    coded = pattern_of("contract-code").search(text, max(0, quantity.start - _REACH), quantity.start)
    if (coded and len(digits) in (3, 4)) or pattern_of("named-number").match(text, end, end + _REACH):
        return end
    return end if digits != text[quantity.start : end] and len(digits) == 4 else 0
