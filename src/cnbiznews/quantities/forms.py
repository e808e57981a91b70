"""Quantities that are no numeral with a unit: words (翻倍), dates, halves (半年), 数 and 几 (数年)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cnbiznews.periods import iso, read_date
from cnbiznews.quantities.bounds import NOT_BEFORE_FRONT, add_bounded
from cnbiznews.quantities.items import PERCENT_NOT
from cnbiznews.quantities.lexicon import words
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.page import Draft, Page
from cnbiznews.quantities.units import find_unit

__all__ = ["add_date", "add_half", "add_several", "add_word"]

_MORE = re.compile("多(?![少数家个种项名次])")
_TO = ("至", "到", "-", "–", "—", "~")
_HALF_YEARLY = ("半年度", "半年报", "半年线")
_NOT_BEFORE_HALF = tuple("一大过多上下后前")
# 大半年, 近半个月, 大半辈子: 半 belongs to the time.
_HALVED = tuple("年个天月夜日载辈生")
# 前几年, 好几个月: the word in front belongs to the span.
_SEVERAL_BEFORE = re.compile(f"(?<![{''.join(NOT_BEFORE_FRONT)}])前$|(?<![只正恰还])好$|近$")
_NOT_BEFORE_SEVERAL = tuple("这那前近好无总指参人户天次多少")


def add_word(page: Page, start: int, end: int, word: str) -> int | None:
    """A quantity said in one word: 翻倍, 过半, 双位数."""
    if word[-1] == "半" and page.text[end : end + 1] in _HALVED:
        return None
    if start < page.done:
        return end
    meaning = words()[1][word]
    if meaning.type == "range-class" and _goes_on(page, start, meaning.low):  # 低单位数至高单位数
        last = page.found[-1]
        page.found[-1] = replace(last, end=end, text=page.source[last.start : end], high=meaning.high)
        page.done = end
        return end
    is_more = meaning.bound == ">"
    if meaning.type == "multiple" and _MORE.match(page.text, end):  # 翻了一番多
        is_more, end = True, end + 1
    draft = Draft(start, end, (start, end), meaning.type, meaning.low, meaning.high, meaning.unit)
    if meaning.bound == "~":
        return page.add(
            start, end, meaning.type, meaning.low, meaning.high,
            approximate=True, unit=meaning.unit, numeral=(start, end),
        )  # fmt: skip
    return add_bounded(page, draft._replace(more=is_more))


def _goes_on(page: Page, start: int, low: Number) -> bool:
    """Is a class of digits the upper end of one right in front of it?"""
    last = page.found[-1] if page.found else None
    if last is None or last.type != "range-class" or last.high is None or page.text[last.end : start] not in _TO:
        return False
    return last.high < low and last.unit == "%"


def add_date(page: Page, at: int) -> int | None:
    """A date or period with a numeral at ``at``."""
    date = read_date(page.text, at)
    if date is None or date.start < page.done:
        return None
    is_day = page.text[date.end - 1] in "日号"
    return page.add(
        date.start,
        date.end,
        "date",
        numeral=(at, date.end),
        iso=iso(date.low, date.high, is_day),
        written=(date.low, date.high),
    )


def add_half(page: Page, at: int) -> int:
    """半年, 半个小时, 半成, 半个百分点."""
    text = page.text
    if text[at - 1 : at] in _NOT_BEFORE_HALF or text.startswith(_HALF_YEARLY, at):
        return at + 1
    if text[at + 1 : at + 2] == "成" and text[at + 2 : at + 3] not in PERCENT_NOT:
        five = Decimal(5)
        return add_bounded(page, Draft(at, at + 2, (at, at + 1), "percent", five, five, "%"))
    found = find_unit(text, at + 1)
    if found is None or found[1].type not in ("duration", "measure", "points") or text[at + 1] in "点分方度":
        return at + 1
    end, unit = found
    half = Decimal("0.5")
    more = text[end : end + 1] == "多"
    return add_bounded(page, Draft(at, end + more, (at, at + 1), unit.type, half, half, unit.unit, None, more))


def add_several(page: Page, at: int) -> int | None:
    """数年, 几个月: from two up to the next order."""
    found = find_unit(page.text, at + 1)
    if found is None or found[1].type != "duration":
        return None
    start = at
    if page.text[at] == "几" and (window := _SEVERAL_BEFORE.search(page.text, max(page.done, at - 2), at)):
        start = window.start()
    elif page.text[at - 1 : at] in _NOT_BEFORE_SEVERAL:
        return None
    end, unit = found
    return add_bounded(page, Draft(start, end, (at, at + 1), "duration", Decimal(2), Decimal(10), unit.unit))
