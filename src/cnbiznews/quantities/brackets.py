"""Figures in brackets, which accountants write for negative ones: (3.2)亿元, (15.6)%, a cell that holds (320)."""

from __future__ import annotations

import re
from decimal import Decimal

from cnbiznews.quantities.amounts import means_money, read_currency
from cnbiznews.quantities.bounds import add_bounded
from cnbiznews.quantities.digits import EXACT, scaled
from cnbiznews.quantities.items import Item, negative_of, read_item, read_tail
from cnbiznews.quantities.lexicon import cue_after, names
from cnbiznews.quantities.numerals import read_numeral
from cnbiznews.quantities.page import Draft, Page
from cnbiznews.quantities.units import currency_before

__all__ = ["add_in_brackets", "is_left_over"]

_OPENING = ("(", "（")
_CLOSING = (")", "）")
_TOLD = ("money", "percent", "points")
# A cell of a table ends at a bar, a tab, a line end, or where columns are aligned with spaces.
_EDGES_BEFORE = ("\n", "\t", "|", "| ", "\u3000", "  ", "\r")
_EDGES_AFTER = ("\n", "\t", "|", " |", "\u3000", "  ", "\r")
_TO = re.compile(" ?(?:--|——|[-–—~～至到]) ?[(（] ?")
_NEXT_CELL = re.compile(r"[ \t|\u3000]*(?:[0-9(（+\-−–—~/.\r\n]|\Z)")
_FIRST_CELL = re.compile(r"(?:\A|[\r\n])[ |\u3000]*$")
# 1990 to 2039 are years; six figures that begin like these, a stock of the Chinese exchanges.
_YEAR = re.compile("(?:199|20[0-3])[0-9]")
_STOCK = re.compile("(?:00[0-3]|30[01]|60[0135]|68[89]|[48][37][0-9]|92[0-9])[0-9]{3}")


def add_in_brackets(page: Page, at: int, item: Item) -> int | None:
    """Report the figure at ``at`` as negative if it stands in brackets with its unit behind them, or fills a cell.

    Returns:
        Where the scan goes on; None for what is no such figure: the mark of a list or note, a year, a code.
    """
    text, end = page.text, item.numeral.end
    close = end + (text[end : end + 1] == " ")
    if item.unit is not None or not item.numeral.arabic or text[close : close + 1] not in _CLOSING:
        return None
    opening = _opening(text, at)
    if opening < page.done or _is_label(text, opening, item, text[at:end]):
        return None
    whole = _with_unit_behind(text, at, item, close + 1)
    first = whole.high
    if whole.end == close + 1 and (further := _read_further(text, close + 1)):  # (3.2)至(2.8)亿元
        whole, scale = further
        first = EXACT.multiply(item.numeral.low, scale)
    if whole.unit is None and whole.numeral.power <= item.numeral.power:
        if not _fills_cell(text, opening, close + 1, item):
            return None
    elif whole.unit is not None and whole.unit.type not in _TOLD and whole.numeral.power <= item.numeral.power:
        return None
    if 0 < item.numeral.digits <= 2 and cue_after(text, whole.end):  # (3)万元以下: the mark of a list
        return None
    unit = whole.unit
    start, currency = read_currency(page, opening, unit)
    if currency is None and unit is None and (inside := currency_before(text, at)):  # ($3.2)亿
        currency = inside[1]
    kind, name = (unit.type, whole.name) if unit else ("measure", None)
    if currency is not None and currency is not unit:
        unit, kind, name = currency, "money", currency.unit
    elif unit is None and whole.numeral.power:
        kind, name = ("money", "元") if means_money(page, start, whole) else ("count", None)
    low, high = sorted((negative_of(first), negative_of(whole.low)))
    code = unit.code if unit else None
    return add_bounded(page, Draft(start, whole.end, (at, end), kind, low, high, name, code, False, whole))


def is_left_over(text: str, at: int, item: Item) -> bool:
    """Is the bare 万元 or 亿元 at ``at`` what follows a figure in brackets, and no amount by itself?"""
    return (
        item.numeral.implicit
        and item.numeral.end == at + 1
        and text[at - 1 : at] in _CLOSING
        and text[at - 2 : at - 1].isdigit()
        and text[item.end : item.end + 1] != "级"
        and cue_after(text, item.end) is None
    )


def _opening(text: str, at: int) -> int:
    """Place of the bracket before the figure and its sign and currency; -1 if there is none."""
    start = at - 1 if text[at - 1 : at] in ("-", "−", " ") else at
    if currency := currency_before(text, start):
        start = currency[0]
    return start - 1 if text[start - 1 : start] in _OPENING else -1


def _is_label(text: str, opening: int, item: Item, figures: str) -> bool:
    """Is the figure in the brackets the mark of a list at the head of a line, a year or a code?"""
    digits = item.numeral.digits
    if not digits:
        return False
    if digits <= 2:
        return _FIRST_CELL.search(text, max(0, opening - 12), opening) is not None
    return figures[0] == "0" or _YEAR.fullmatch(figures) is not None or _STOCK.fullmatch(figures) is not None


def _with_unit_behind(text: str, at: int, item: Item, after: int) -> Item:
    """The figure with the magnitude and the unit that follow the closing bracket."""
    numeral = item.numeral._replace(end=after)
    begin = after + (text[after : after + 1] == " ")
    magnitude = read_numeral(text, begin) if names().find(text, begin) is None else None
    if magnitude is not None and magnitude.implicit and not magnitude.more and magnitude.low == magnitude.high:
        power = magnitude.low.adjusted()  # 百万 is 10^6, though its last magnitude is 万
        low, high = scaled(numeral.low, power), scaled(numeral.high, power)
        numeral = numeral._replace(end=magnitude.end, low=low, high=high, power=power, digits=0)
    return read_tail(text, at, numeral)


def _read_further(text: str, at: int) -> tuple[Item, Decimal] | None:
    """The upper end of a range, in brackets with its unit behind; and what its magnitude multiplies by."""
    link = _TO.match(text, at)
    item = read_item(text, link.end()) if link else None
    if item is None or item.unit is not None or not item.numeral.arabic or not item.numeral.low:
        return None
    close = item.numeral.end + (text[item.numeral.end : item.numeral.end + 1] == " ")
    if text[close : close + 1] not in _CLOSING:
        return None
    whole = _with_unit_behind(text, link.end() if link else at, item, close + 1)
    if whole.unit is None or whole.unit.type not in _TOLD:
        return None
    return whole, EXACT.divide(whole.numeral.low, item.numeral.low)


def _fills_cell(text: str, opening: int, after: int, item: Item) -> bool:
    """Does the figure fill a cell: (56.7) also alone in a line, a whole number below 100 only in a row of figures?"""
    if currency := currency_before(text, opening):
        opening = currency[0]
    before = text[max(0, opening - 2) : opening]
    if (before and not before.endswith(_EDGES_BEFORE)) or not (
        after >= len(text) or text.startswith(_EDGES_AFTER, after)
    ):
        return False
    return not 0 < item.numeral.digits <= 2 or _NEXT_CELL.match(text, after) is not None
