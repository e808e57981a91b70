"""Ratios: 6比4, 1:3, 每9个人就有1个人."""

from __future__ import annotations

import re
from fractions import Fraction

from cnbiznews.quantities.items import Item, read_item
from cnbiznews.quantities.model import Number, plain
from cnbiznews.quantities.numerals import read_numeral
from cnbiznews.quantities.page import Page
from cnbiznews.quantities.units import find_unit

__all__ = ["add_rate", "add_ratio"]

_TO = re.compile(" ?[:：比] ?")
_THERE_IS = re.compile("[一-龥]{0,8}?[里中]?，?(就有|便有|就会有|才有)")
_GOES_ON = (":", "：", "比", "%", "年", "月")


def add_ratio(page: Page, at: int, item: Item) -> int | None:
    """Report 6比4 or 1:3 that begins at ``at``; None if it is none."""
    text = page.text
    link = _TO.match(text, item.end)
    if link is None or item.numeral.power > 1 or item.low != item.high or not item.high:
        return None
    right = read_numeral(text, link.end())
    if right is None or not right.low or right.power > 1 or right.low != right.high:
        return None
    if find_unit(text, right.end) is not None or text[right.end : right.end + 1] in _GOES_ON:
        return None
    return _add(page, at, right.end, item.low, right.low, (at, right.end))


def add_rate(page: Page, at: int, item: Item) -> int | None:
    """Report 每9个人就有1个人, one in nine; None if it is none."""
    text = page.text
    link = _THERE_IS.match(text, item.end)
    if link is None or item.unit is None or not item.high:
        return None
    part = read_item(text, link.end())
    if part is None or part.unit is None or part.name != item.name or part.low > item.low:
        return None
    end = part.end
    noun = text[item.end : link.start(1)]
    if noun and text.startswith(noun, end):
        end += len(noun)
    return _add(page, at - 1, end, part.low, item.low, (at, part.numeral.end))


def _add(page: Page, start: int, end: int, above: Number, below: Number, numeral: tuple[int, int]) -> int:
    value = Fraction(above) / Fraction(below)
    written = f"{plain(above)}/{plain(below)}"
    return page.add(start, end, "ratio", value, value, numeral=numeral, written=(written, None))
