"""Numbers that hang together: ranges (10%-15%, 10到20亿元) and lists with a shared unit (12、15和20亿元)."""

from __future__ import annotations

import re
from decimal import Decimal

from cnbiznews.periods import MAYBE_DATE, read_date
from cnbiznews.quantities.digits import EXACT
from cnbiznews.quantities.items import Item, negative_of, read_tail
from cnbiznews.quantities.lexicon import STARTS, context
from cnbiznews.quantities.numerals import read_numeral

__all__ = ["carried_power", "is_approximation", "read_chain"]

_RANGE = re.compile(" ?(?:[(（]含[)）])? ?(?:--|——|[-–—~～〜−至到]) ?")
_CHANGE_BEFORE = re.compile("(?:[增减升降跌涨少加高低调长短窄]|[提涨降调]价)了?约?$")
# 毛利率同比下降, 净利率较去年提升
_RATE_BEFORE = re.compile(
    "率(?:则|也|却|已|仍|同比|环比|按年|按季|较[^，。；]{2,6})?[增减升降跌涨提回下上][升降加少滑跌涨落高]?了?约?$"
)
_RATE_REACH = 16
_LIST = re.compile(" ?[、/和及与或] ?")
_LONGEST = 40  # numbers in a list
_STATED = 6  # characters in front of a list that say that one follows
_LARGE = 8  # power of ten from which on a bare list is of amounts


def read_chain(text: str, item: Item, no_list: int) -> tuple[list[tuple[str, Item]], int]:
    """Read the numbers that hang together with a first one.

    Args:
        text: where they stand.
        item: the first one.
        no_list: no list begins before this place, since one was read up to it and found to be none.

    Returns:
        ``[("", first), ("range" or "list", next) …]``, and the place up to which no list begins.

    >>> text = "12、15和20亿元"
    >>> from cnbiznews.quantities.items import read_item
    >>> [(link, item.low) for link, item in read_chain(text, read_item(text, 0), -1)[0]]
    [('', Decimal('12')), ('list', Decimal('15')), ('list', Decimal('2000000000'))]
    """
    chain: list[tuple[str, Item]] = [("", item)]
    while len(chain) < _LONGEST and chain[-1][0] != "range":
        found = _following(text, chain[-1][1], no_list)
        if found is None:
            break
        if found[0] == "list" and (member := chain[-1][1]).unit is not None:
            chain[-1] = (chain[-1][0], member._replace(unit=None, name=None))
        chain.append(found)
    link, last = chain[-1]
    if link == "list" and last.unit is None:
        begin = max(0, item.start - _STATED)
        stated = last.numeral.power >= _LARGE and context("stated-before").search(text, begin, item.start)
        if not stated and not (last.numeral.power and is_approximation(text, chain)):
            return chain[:1], last.end
    return chain, no_list


def _link(text: str, last: Item, no_list: int) -> tuple[str, int] | None:
    """What links a number to another one that may follow, and where that would begin."""
    end = last.end
    if match := _RANGE.match(text, end):
        return "range", match.end()
    may_list = end > no_list and (last.unit is None or text[end : end + 1] in ("与", "和"))
    if may_list and (match := _LIST.match(text, end)):
        return ("list", match.end()) if text[match.end() : match.end() + 1] != "第" else None
    several = last.unit is None and last.numeral.vague and text[end : end + 1] in ("几", "数")
    if several and read_numeral(text, end) is not None:
        return "range", end  # 几百几千家
    return None


def _following(text: str, last: Item, no_list: int) -> tuple[str, Item] | None:
    """The number that hangs together with the last one, and how."""
    linked = _link(text, last, no_list)
    if linked is None:
        return None
    link, at = linked
    character = text[at : at + 1]
    negative = character in ("-", "−")
    if negative or (character == "+" and link == "range"):
        at += 1
        character = text[at : at + 1]
    if not character or character not in STARTS or (MAYBE_DATE.match(text, at) and read_date(text, at) is not None):
        return None
    numeral = read_numeral(text, at)
    if numeral is None:
        return None
    following = read_tail(text, at, numeral)
    if following.unit is None and _is_of_hundred(last):
        following = following._replace(unit=last.unit, name="%")  # 百分之三至五
    if following.name == "间" and last.unit is None and context("swings-behind").match(text, following.end):
        following = following._replace(unit=None, name=None, end=following.numeral.end)
        link = "range"  # 3000至3100间, 与 too
    elif link == "list" and text.startswith("之间", following.end):
        link = "range"  # 30%与40%之间
    elif link == "list" and last.unit is not None and not _are_points(last, following):
        return None
    if link == "list":
        return link, following
    if negative:  # -5%至-3%
        if text[last.start - 1 : last.start] not in ("-", "−") or last.low == following.high:
            return None
        return link, following._replace(low=negative_of(following.low), high=negative_of(following.high))
    if _makes_range(text, last, following) and not _is_change(text, last, following, at):
        return link, following
    return None


def _are_points(last: Item, following: Item) -> bool:
    """Is 个 all that stands of the unit that follows: 0.4个和0.2个百分点?"""
    return last.name == "个" and following.unit is not None and following.unit.type == "points"


def _is_of_hundred(item: Item) -> bool:
    """Is it a percentage whose unit stands in front: 百分之三?"""
    is_percent = item.unit is not None and item.unit.type == "percent" and item.name == "%"
    return is_percent and item.end == item.numeral.end


def _makes_range(text: str, left: Item, right: Item) -> bool:
    """Do two numbers with a dash, 至 or 到 between them make one range?"""
    if left.unit is not None and (right.unit is None or left.unit.type != right.unit.type):
        return False
    # What it is per may stand behind the second number only: 3000元至3200元/吨.
    if left.unit is not None and left.name != right.name and not (right.name or "").startswith(f"{left.name}/"):
        return False
    if left.unit is not None and text[left.start - 1 : left.start] in ("-", "−"):
        return True  # -5%到3%, -5℃至3℃
    return left.low < right.high


def _is_change(text: str, left: Item, right: Item, at: int) -> bool:
    """减少2500吨至54.6万吨: how much it changed and what it is now, told by the verb and the unlike sizes.

    A rate (毛利率下降8%至35%) need not be so far from its change.
    """
    if text[at - 1] not in "至到" or left.unit is None or left.low <= 0:
        return False
    before = max(0, left.start - _RATE_REACH)
    if right.low >= 5 * left.high:
        return _CHANGE_BEFORE.search(text, before, left.start) is not None
    is_rate = left.unit.type == "percent" and right.low >= 10 and 2 * right.low >= 5 * left.high
    return is_rate and _RATE_BEFORE.search(text, before, left.start) is not None


def carried_power(left: Item, right: Item, *, is_negative: bool = False) -> int | None:
    """Power of ten that the left number takes over from the right one (10到20亿, -3.2～-2.8亿)."""
    power = right.numeral.power
    if left.unit is not None or left.numeral.power >= 4 or not power or power <= left.numeral.power:
        return None
    if power < 4 and left.numeral.power:
        return None
    ones = EXACT.multiply(left.numeral.high, Decimal(10) ** power)
    return power if is_negative or ones <= right.numeral.high else None


def is_approximation(text: str, chain: list[tuple[str, Item]]) -> bool:
    """5、6万 and 三、四线: two neighbouring digits with a comma between them are one rough number."""
    if len(chain) != 2 or chain[1][0] != "list":
        return False
    first, last = chain[0][1], chain[1][1]
    if text[first.end] != "、" or first.numeral.power or first.low != first.high or first.low >= 10:
        return False
    mantissa = last.numeral.low.scaleb(-last.numeral.power, EXACT)
    return mantissa == first.low + 1
