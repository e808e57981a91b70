"""What stands left of an amount: its sign and its currency; and when a bare large number is money."""

from __future__ import annotations

import re
from dataclasses import replace

from cnbiznews.quantities.items import Item
from cnbiznews.quantities.lexicon import context, cue_before, money_after, money_before
from cnbiznews.quantities.model import Quantity
from cnbiznews.quantities.page import Page
from cnbiznews.quantities.units import Unit, currency_before

__all__ = ["counts_things", "declare_currency", "means_money", "read_currency", "read_sign"]

# Of the last quantities, those that don't tell what a row of figures is about.
_LOOK_BACK = 4
_NO_NEIGHBOURS = ("date", "duration", "percent", "points", "name")
# （新台币，下同）: what a bare 元 means from here on.
_DECLARED = re.compile("[（(](?:单位[:：为]?|货币[:：为]?|以)?([一-龥]{2,5})(?:计|计价)?[，,、]? ?(?:以?下|后)同[)）]")
_YUAN = re.compile("人民币|RMB|CNY|[¥￥]")
# What may stand between an amount and 融资: 3亿|B轮|融资.
_ROUND = re.compile(r"(?:Pre-)?[A-HS][0-9]?\+{0,2}轮(?:战略)?|(?:天使|种子|首|新一)\+?轮|战略")
_SIGNED = ("money", "percent", "points", "multiple")


def read_sign(page: Page, at: int, item: Item) -> tuple[int, bool]:
    """Start of the number with its sign, and whether it is negative.

    ``item`` tells the unit: after a Chinese character, only an amount has a sign (净利润-0.8亿元, but 苏-57).
    """
    text = page.text
    if at <= page.done:
        return at, False
    if text[at - 1] in "的下" and text[max(page.done, at - 2) : at] in ("负的", "零下"):
        return at - 2, True
    if text[at - 1] not in "-−负+▲△":
        return at, False
    sign = text[at - 1]
    if sign == "负":
        return at - 1, True
    before = text[at - 2] if at >= 2 else ""
    if at >= 2 and page.done == at - 1:
        return at, False
    if before and ((before.isalnum() and not ("一" <= before <= "龥")) or before in "%)-）"):
        return at, False
    is_amount = item.numeral.power >= 4 if item.unit is None else item.unit.type in _SIGNED
    if before and "一" <= before <= "龥" and not is_amount:
        return at, False
    return at - 1, sign in "-−▲△"


def read_currency(page: Page, start: int, unit: Unit | None) -> tuple[int, Unit | None]:
    """Start and unit of an amount with a currency before it: signs and codes belong to it, words do not."""
    if unit is None or unit.type == "money":
        currency = currency_before(page.text, start)
        if currency is None and unit is not None and (cue := cue_before(page.text, start)):
            currency = currency_before(page.text, start - len(cue.text))  # 折合新台币约133亿元
            if currency is not None and (currency[0] < page.done or unit.unit != "元"):
                currency = None
            return start, currency[1] if currency else unit
        if currency is not None:
            if unit is None or unit.unit == "元":
                unit = currency[1]
            if not "一" <= page.text[currency[0]] <= "龥":
                start = max(currency[0], page.done)
    return start, unit


def means_money(page: Page, start: int, item: Item) -> bool:
    """Is a bare large number an amount: 投入400亿, 超数亿融资, and in a row of amounts?"""
    text, end = page.text, item.end
    sums = item.numeral.power >= 8
    if item.numeral.power < 4 or context("counted-behind").match(text, end):
        return False
    behind = _ROUND.match(text, end)
    if sums and (money_after(text, behind.end() if behind else end) or text.startswith("个亿", item.numeral.end - 2)):
        return True
    begin = max(_other_number(page), start - 24) if sums else max(page.done, start - 5)
    begin = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in "。；\n\t！？"))
    said = money_before(text, begin, start, sums=sums)
    counted = max((match.end() for match in context("counted-between").finditer(text, begin, start)), default=-1)
    if said >= 0 or counted >= 0:
        return said > counted
    if not sums:
        return False
    last = next((found for found in page.found[: -_LOOK_BACK - 1 : -1] if found.type not in _NO_NEIGHBOURS), None)
    if last is None or last.type != "money":
        return False
    clause = max(text.rfind(mark, max(0, start - 24), start) for mark in "。；\n\t！？")
    return last.start > max(clause, start - 24) and context("counted-between").search(text, last.end, start) is None


def _other_number(page: Page) -> int:
    """Where the last number ends that is told what it is: 收入5亿，粉丝3亿; a change is not: 利润下降5%至7亿."""
    for found in page.found[: -_LOOK_BACK - 1 : -1]:
        if found.type not in _NO_NEIGHBOURS:
            return found.end
    return 0


def counts_things(text: str, start: int, end: int) -> bool:
    """Does a class of size count things, not money (参数规模为百亿级, 千万级用户)?"""
    begin = max(text.rfind(mark, max(0, start - 8), start) for mark in "，。；、\n")
    named = context("counted-between").search(text, max(0, start - 8, begin + 1), start)
    return named is not None or context("counted-behind").match(text, end) is not None


def declare_currency(page: Page) -> None:
    """Give a bare 元 the currency that the text declares for it (净利5亿元（新台币，下同）)."""
    for said in _DECLARED.finditer(page.text):
        currency = currency_before(page.text, said.end(1))
        if currency is None or currency[0] != said.start(1) or currency[1].unit == "元":
            continue
        for i, found in enumerate(page.found):
            if found.end >= said.start() and _is_bare(page, found):
                unit = (found.unit or "").replace("元", currency[1].unit or "元", 1)
                page.found[i] = replace(found, unit=unit, currency=currency[1].code)


def _is_bare(page: Page, found: Quantity) -> bool:
    """Is it an amount in 元 of which no more is said?"""
    if found.type != "money" or not found.unit or found.unit.split("/")[0] != "元":
        return False
    return _YUAN.search(page.text, max(0, found.start - 4), found.end) is None
