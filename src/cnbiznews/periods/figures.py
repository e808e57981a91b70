"""The figures that dates are written with."""

from __future__ import annotations

__all__ = ["TO", "UP_TO_31", "YEAR", "to_int", "two_figures"]

# Pieces of patterns: a number up to 31, a year, and what joins the ends of a range.
UP_TO_31 = "[0-9]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3}"
YEAR = "(?:1[0-9]|2[01])[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
TO = " ?(?:[-–—―~～〜−至到]|—-) ?"

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


def to_int(text: str) -> int:
    """Read an Arabic or Chinese number up to 99, or a string of digits.

    >>> to_int("二〇二五"), to_int("廿五"), to_int("07")
    (2025, 25, 7)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if text and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    return (_DIGITS.get(tens[-1:], 1) if ten else 0) * 10 + _DIGITS.get(ones[:1], 0)


def two_figures(text: str, largest: int) -> str | None:
    """Write a month or day with two figures; None if it is beyond the largest.

    >>> two_figures("十二", 12), two_figures("13", 12)
    ('12', None)
    """
    number = to_int(text)
    return f"{number:02d}" if 1 <= number <= largest else None
