"""What a numeral is together with its neighbours: one number, a range, a list, an ordinal, or no quantity at all."""

from __future__ import annotations

import re
from decimal import Decimal

from cnbiznews.quantities.amounts import counts_things, means_money, read_currency, read_sign
from cnbiznews.quantities.articles import is_place, means_nothing
from cnbiznews.quantities.bounds import NOT_BEFORE_FRONT, add_bounded
from cnbiznews.quantities.brackets import add_in_brackets, is_left_over
from cnbiznews.quantities.chains import carried_power, is_approximation, read_chain
from cnbiznews.quantities.codes import code_end, is_code, is_note_mark, is_numbered, is_year
from cnbiznews.quantities.digits import EXACT, scaled
from cnbiznews.quantities.items import Item, negative_of, read_item
from cnbiznews.quantities.lexicon import context, series_before
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.page import Draft, Page
from cnbiznews.quantities.ratios import add_rate, add_ratio

__all__ = ["add_number"]

_MAGNITUDES = re.compile("[百千万亿兆]+")
_HEADING_BEFORE = ("（", "(", "：", ":", "/", "")
_HEADING_AFTER = (" ", "）", ")", "\n", "\t", "；", "，", "、", "/", "")
_ORDINAL_TO = re.compile("[至到~-](?:第)?")
# 3990X, 2026款: numbers and years of models.
_MODEL = re.compile("[0-9]{4,5}[xX]|20(?:0[1-9]|[123][0-9])款")
_COUNTING = re.compile("计(?![算划价])")
_REST_OF_LIST = re.compile("(?:[、和及与]第?[0-9一二三四五六七八九十]{1,3})+([位名])(?!于)")
_PLACE_UNITS = ("位", "名")
_SHARE_REACH = 5
_JOINT = re.compile("[、和及与]")
_AND_BELOW = re.compile("[及和]以[下上](?:级别|城市)?|以[下上]")


def add_number(page: Page, at: int, item: Item, before: str) -> int:
    """Report what the numeral at ``at`` is; ``before`` is the character before it. Return where the scan goes on."""
    text = page.text
    if before == "第":
        return _add_ordinal(page, at, item)
    if item.unit is None and (negative := add_in_brackets(page, at, item)):
        return negative
    if is_left_over(page.text, at, item):
        return item.end
    if item.numeral.arabic and not item.numeral.power and item.unit and series_before(text, at, "strong"):
        return page.add_name(at, code_end(text, item.numeral.end))
    if item.unit and item.unit.type == "count" and item.numeral.digits > 1 and text[at] == "0":  # 003房
        return page.add_name(at, item.end)
    if _MODEL.match(text, at):
        return page.add_name(at, item.end)
    if item.name == "月" and (point := text.find(".", at, item.numeral.end)) > 0 and text[item.end - 2] != "个":
        return page.add_name(at, point + 1)  # 6.4月末: the sixth item of a list, in April
    if is_numbered(text, item):
        return page.add_name(at, item.numeral.end)
    if page.done == at and page.found and is_note_mark(text, at, item):
        return page.add_name(at, item.numeral.end)
    if item.unit is None and is_code(text, at, item):
        return page.add_name(at, code_end(text, item.numeral.end))
    if item.unit is None and (ratio := add_ratio(page, at, item)):
        return ratio
    if _is_decade(text, item):
        return page.add_name(at, item.end)
    if before == "每" and (rate := add_rate(page, at, item)):
        return rate
    if places := _places(text, at, item):
        return _add_places(page, places)
    chain, page.no_list = read_chain(text, item, page.no_list)
    if len(chain) > 1:
        if chain[1][0] == "range" or is_approximation(text, chain):
            return _add_range(page, at, chain[0][1], chain[1][1])
        return _add_list(page, [member for _, member in chain])
    if before == "前" and _is_front(text, at):
        return _add_front(page, at, item)
    if item.unit is None and item.numeral.digits == 4 and is_year(text, at, item.numeral.end):
        year = text[at : item.end]
        return page.add(at, item.end, "date", iso=year, written=(year, None), numeral=(at, item.end))
    if item.numeral.implicit and item.unit is None and _COUNTING.match(text, item.end):
        return _add_countless(page, at, item)
    if means_nothing(page, at, item) or (item.numeral.implicit and _is_heading(text, at, item.numeral.end, item.end)):
        return item.end
    return _add_single(page, at, item)


def _is_decade(text: str, item: Item) -> bool:
    """Is it a century or decade of the calendar (20世纪90年代), and no length of time (两个世纪)?"""
    if item.unit is None:
        return False
    if item.unit.unit == "世纪":
        return text[item.numeral.end] != "个"
    return item.unit.unit == "年" and text[item.end : item.end + 1] == "代"


def _is_heading(text: str, at: int, numeral_end: int, end: int) -> bool:
    """Does a magnitude with its unit head a table (单位：亿元, 营收（万元）)?"""
    return (
        text[at - 1 : at] in _HEADING_BEFORE
        and text[end : end + 1] in _HEADING_AFTER
        and _MAGNITUDES.fullmatch(text, at, numeral_end) is not None
    )


def _add_countless(page: Page, at: int, item: Item) -> int:
    """数以千计: from one magnitude to the next; 百万计 in the head of a table is no quantity."""
    if not page.text.endswith("数以", page.done, at):
        return item.end + 1
    numeral = (at, item.numeral.end)
    top = EXACT.multiply(item.numeral.high, 10)
    return page.add(at - 2, item.end + 1, "count", item.numeral.low, top, numeral=numeral)


def _add_single(page: Page, at: int, item: Item) -> int:
    text, unit, name, end = page.text, item.unit, item.name, item.end
    numeral = (at, item.numeral.end)
    start, low, high = _signed(page, item.start, item)
    if (
        text[end : end + 1] == "级"
        and item.numeral.implicit
        and item.numeral.power >= 4
        and (unit is None or unit.type == "money")
    ):
        top = EXACT.multiply(item.numeral.low, 10)
        name = None if unit is None and counts_things(text, start, end + 1) else "元"
        return page.add(start, end + 1, "range-class", low, top, unit=name, numeral=numeral)
    if name == "线" and low != high:
        return _add_city_class(page, start, at, item, low, high)
    if is_place(page, at, item):
        return page.add(start, end, "ordinal", low, high, unit=name, numeral=numeral)
    kind = unit.type if unit else _type_of_bare(text, item)
    start, currency = read_currency(page, start, unit)
    if currency is not None and currency is not unit:
        unit, kind, name = currency, "money", currency.unit
    elif unit is None and means_money(page, start, item):
        kind, name = "money", "元"
    code = unit.code if unit else None
    return add_bounded(page, Draft(start, end, numeral, kind, low, high, name, code, item.more, item))


def _signed(page: Page, start: int, item: Item) -> tuple[int, Number, Number]:
    """Start and ends of a number with the sign before it."""
    start, negative = read_sign(page, start, item)
    if negative:
        return start, negative_of(item.high), negative_of(item.low)
    return start, item.low, item.high


def _type_of_bare(text: str, item: Item) -> str:
    following = text[item.end : item.end + 1]
    return "count" if "一" <= following <= "龥" or item.numeral.power else "measure"


def _places(text: str, at: int, item: Item) -> list[tuple[int, int, Number]]:
    """Where the places stand that several share out among them, and which they are: 分列|二|三位, 分列第|二|、|三名."""
    if context("places-before").search(text, max(0, at - _SHARE_REACH), at) is None:
        return []
    if match := _JOINT.match(text, item.numeral.end):
        later = read_item(text, match.end())
        if item.unit is None and later is not None and later.name in _PLACE_UNITS and later.low == item.low + 1:
            return [(at, item.numeral.end, item.low), (later.start, later.end, later.low)]
    elif item.name in _PLACE_UNITS and item.high == item.low + 1 and item.numeral.end - at == 2:
        return [(at, at + 1, item.low), (at + 1, item.end, item.high)]
    return []


def _add_places(page: Page, places: list[tuple[int, int, Number]]) -> int:
    end = 0
    for start, end, place in places:
        begin = start - 1 if page.text.startswith("第", start - 1) else start
        own = page.text[end - 1] if page.text[end - 1] in _PLACE_UNITS else None
        unit = own or _unit_of_list(page.text, end)
        page.add(begin, end, "ordinal", place, place, unit=unit, numeral=(start, end - (own is not None)))
    return end


def _unit_of_list(text: str, end: int) -> str | None:
    """Return the unit at the end of a list of places, which all of them have: 分列第四|、第八和第九位|."""
    match = _REST_OF_LIST.match(text, end)
    return match[1] if match else None


def _add_ordinal(page: Page, at: int, item: Item) -> int:
    """第3名, 第一, 第10至20位, 倒数第二."""
    if places := _places(page.text, at, item):
        return _add_places(page, places)
    last = item
    if item.unit is None and (link := _ORDINAL_TO.match(page.text, item.numeral.end)):
        upper = read_item(page.text, link.end())
        if upper is not None and upper.unit is not None and upper.unit.type == "count" and upper.low > item.low:
            last = upper
    is_counted = last.unit is not None and last.unit.type in ("count", "duration")
    end = last.end if is_counted else item.numeral.end
    low: Number = item.numeral.low
    high: Number = last.numeral.high
    start = page.text.rindex("第", 0, at)
    if page.text.endswith("倒数", 0, start):
        start, low, high = start - 2, negative_of(high), negative_of(low)
    name = last.unit.unit if is_counted and last.unit else _unit_of_list(page.text, end)
    return page.add(start, end, "ordinal", low, high, unit=name, numeral=(at, last.numeral.end))


def _is_front(text: str, at: int) -> bool:
    """Is the 前 before a number a word of its own (前三), and no part of 目前 or 此前?"""
    start = text.rindex("前", 0, at)
    return text[start - 1 : start] not in NOT_BEFORE_FRONT


def _add_front(page: Page, at: int, item: Item) -> int:
    """前10名, 前八 (at most), 前两周 (a duration)."""
    numeral = (at, item.numeral.end)
    if item.unit is not None and item.unit.type == "duration":
        if page.text[at] == "一" and item.numeral.end == at + 1:  # 前一日: the day before
            return item.end
        draft = Draft(at, item.end, numeral, "duration", item.low, item.high, item.name, None, item.more, item)
        return add_bounded(page, draft)
    if item.unit is not None and item.unit.type != "count":
        return _add_single(page, at, item)
    start = page.text.rindex("前", 0, at)
    return page.add(start, item.end, "ordinal", None, item.numeral.high, unit=item.name, numeral=numeral)


def _add_range(page: Page, at: int, first: Item, last: Item) -> int:
    """10%-15%, 10到20亿元, 5、6万."""
    text, unit, name = page.text, last.unit, last.name
    low, high = first.low, last.high
    start, negative = read_sign(page, first.start, last)
    power = carried_power(first, last, is_negative=negative)
    if isinstance(low, Decimal):
        low = _as_in(low, first, last, power, text[last.numeral.end : last.end])
    if negative:
        low, high = sorted((negative_of(low), high))
    kind = unit.type if unit else "measure"
    start, currency = read_currency(page, start, unit)
    if currency is not None and currency is not unit:
        unit, kind, name = currency, "money", currency.unit
    elif unit is None and means_money(page, start, last):
        kind, name = "money", "元"
    if name == "线":
        return _add_city_class(page, start, at, last, low, high)
    code = unit.code if unit else None
    numeral = (at, last.numeral.end)
    return add_bounded(page, Draft(start, last.end, numeral, kind, low, high, name, code, last.more, last))


def _as_in(low: Decimal, first: Item, last: Item, power: int | None, unit: str) -> Decimal:
    """The lower end of a range in the magnitude and unit of the upper one."""
    if power:
        return scaled(low, power)
    if first.unit is None and last.unit is not None and last.unit.minor > 1:
        return EXACT.divide(low, last.unit.minor)
    in_tenths = unit == "成" or (unit == "折" and low < 10)
    return EXACT.multiply(low, 10) if first.unit is None and in_tenths else low


def _add_list(page: Page, members: list[Item]) -> int:
    """12、15和20亿元: each takes the magnitude and the unit of the last."""
    last = members[-1]
    power, unit = last.numeral.power, last.unit
    bare = "count" if last.numeral.power else "measure"
    kind, code, name = (unit.type, unit.code, last.name) if unit else (bare, None, last.name)
    if unit is None and means_money(page, members[0].start, last):
        kind, name = "money", "元"
    for member in members[:-1]:
        if power and not member.numeral.power and isinstance(member.low, Decimal) and isinstance(member.high, Decimal):
            member = member._replace(low=scaled(member.low, power), high=scaled(member.high, power))
        start, low, high = _signed(page, member.start, member._replace(unit=unit))
        numeral = (member.start, member.numeral.end)
        add_bounded(page, Draft(start, member.end, numeral, kind, low, high, name, code, False, member))
    return _add_single(page, last.start, last)


def _add_city_class(page: Page, start: int, at: int, item: Item, low: Number, high: Number) -> int:
    """三至五线, 二三线及以下."""
    below = _AND_BELOW.match(page.text, item.end)
    end = below.end() if below else item.end
    return page.add(start, end, "range-class", low, high, unit="线", numeral=(at, item.numeral.end))
