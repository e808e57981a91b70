"""How far two written periods are apart."""

from __future__ import annotations

import re

from cnbiznews.periods.calendar import named_period
from cnbiznews.periods.dates import read_date

__all__ = ["step"]

_NUMERAL = re.compile("[0-9一二三四五六七八九十半]")
_PART = re.compile("(?:([0-9]{4})-?)?(Q[1-4]|H[12]|[0-9]{2})?$")
_PER_YEAR = {"Q": 4, "H": 2, "": 12}
_STEPS = {"Q": "quarter", "H": "half", "": "month"}

# A year (a number of its own, or counted from the present one) and a part of it.
_Place = tuple[int | None, bool, str]


def step(earlier: str, later: str) -> str | None:
    """Say whether one period is the year, half, quarter or month right before another one; None if it is none of them.

    A period without its year is of the same year as the other, or of the year before where it would come after it.

    >>> step("二季度末", "第三季度"), step("12月", "1月"), step("2023年上半年", "2024年上半年"), step("去年", "今年")
    ('quarter', 'month', 'year', 'year')
    >>> step("一季度", "三季度") is None, step("2021年8月", "10月") is None
    (True, True)
    """
    first, second = _place(earlier), _place(later)
    if first is None or second is None or "初" in earlier:
        return None
    (year, counted, part), (year2, counted2, part2) = first, second
    if year is not None and year2 is not None and counted != counted2:
        return None
    apart = year2 - year if year is not None and year2 is not None else None
    if part == part2:
        return "year" if apart == 1 else None
    kind = part[:1] if part[:1].isalpha() else ""
    if not part or not part2 or kind != (part2[:1] if part2[:1].isalpha() else ""):
        return None
    size = _PER_YEAR[kind]
    distance = int(part2.removeprefix(kind)) - int(part.removeprefix(kind))
    if (distance % size if apart is None else distance + apart * size) != 1:
        return None
    return _STEPS[kind]


def _place(text: str) -> _Place | None:
    """Return year and part of a single period; ranges have none."""
    numeral = _NUMERAL.search(text)
    found = read_date(text, numeral.start()) if numeral else None
    if found is not None and found.high is not None:
        return None
    parts = _PART.match(found.low) if found else None
    if found is not None and parts is None:
        return None
    stated, part = parts.groups() if parts else (None, None)
    if stated:
        return int(stated), False, part or ""
    named = named_period(text)
    if named is not None and named[0] == "year":
        return int(named[1]), True, part or ""
    return (None, False, part) if part else None
