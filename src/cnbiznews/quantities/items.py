"""One number with what belongs to it on the right: 分之, 成, 折, its unit, 多, 半, small change."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cnbiznews.quantities.lexicon import STARTS
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.numerals import EXACT, Numeral, read_numeral
from cnbiznews.quantities.units import Unit, find_unit, is_letter

__all__ = ["PERCENT_NOT", "Item", "negative_of", "read_item", "read_tail", "scaled"]

# Letters and English words that stand for a magnitude: power of ten.
_THOUSANDS = {"k": 3, "K": 3, "w": 4, "M": 6, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12}
_ENGLISH = re.compile(" ?(million|mn|billion|bn|trillion)(?![A-Za-z])")
# The rest of a fraction such as 1/3, which is no date and no share of a unit.
_SLASH = re.compile("/([1-9][0-9]{0,2})(?![0-9./%元万亿年月])")
# 多, 余 and 半 after a unit (两年多, 三年半), and what they begin other words with.
_MORE_AFTER_UNIT = re.compile("[多余](?!少|数|元|方|种|家|个|次|项|名|位|亿|万)")
_HALF_AFTER_UNIT = re.compile("半(?!导|年|数|径|场|程|月|天|小|个|价|夜|路|挂|强)")
# 成 and 折 begin other words before these (成立, 折叠).
PERCENT_NOT = tuple("立为本功熟长交都员果绩品分人见因堆群全衣语名败")
_FOLD_NOT = tuple("叠返磨腾射旧线损合价算现")
# Units of time with the finer ones that may follow: (word, how many make one, unit).
_FINER = {
    "年": (("个月", 12, "月"),),
    "天": (("个小时", 24, "小时"), ("小时", 24, "小时")),
    "小时": (("分钟", 60, "分钟"), ("分", 60, "分钟")),
    "分": (("秒钟", 60, "秒"), ("秒", 60, "秒")),
    "分钟": (("秒钟", 60, "秒"), ("秒", 60, "秒")),
}
# Denominators that make a percentage: unit, and how many of it make one percent.
_PERCENT = {
    Decimal(100): ("%", 1),
    Decimal(1000): ("‰", 10),
    Decimal(10000): ("‱", 100),
    Decimal(1000000): ("ppm", 10000),
}
_SMALL_COINS = {"角": 10, "毛": 10, "毫": 10, "分": 100, "仙": 100}
_DECIMAL_TAIL = frozenset("一二三四五六七八九")


class Item(NamedTuple):
    """A numeral with what belongs to it on the right."""

    start: int
    numeral: Numeral
    low: Number
    high: Number
    end: int
    unit: Unit | None
    name: str | None  # the unit as reported
    more: bool
    ratio: bool = False


def negative_of(value: Number) -> Number:
    """Minus the value, whatever precision the caller's decimal context has."""
    return value.copy_negate() if isinstance(value, Decimal) else -value


def scaled(value: Decimal, power: int) -> Decimal:
    """``value`` times ten to the ``power``, without an exponent."""
    return EXACT.multiply(value, Decimal(10**power))


def read_item(text: str, at: int) -> Item | None:
    numeral = read_numeral(text, at)
    if numeral is None:
        return None
    return read_tail(text, at, numeral)


def read_tail(text: str, at: int, numeral: Numeral) -> Item:
    """What belongs to the numeral on its right: 分之, 成, 折, unit, 多, 半, colloquial money."""
    end = numeral.end
    low: Number = numeral.low
    high: Number = numeral.high
    more = bool(numeral.more)
    following = text[end : end + 1]
    if following == " " and (text[end + 1 : end + 2].isalpha() or text[end + 1 : end + 2] in "%元"):
        spaced = find_unit(text, end + 1)
        if spaced is not None:
            return _with_unit(text, at, numeral, spaced[0], spaced[1], more)
    if following == "/" and (slash := _SLASH.match(text, end)) and numeral.digits and 0 < numeral.low < int(slash[1]):
        value = Fraction(numeral.low) / int(slash[1])
        return Item(at, numeral, value, value, slash.end(), Unit(None, "fraction"), None, more)
    if following == "又" and (below := read_numeral(text, end + 1)) is not None and text.startswith("分之", below.end):
        above = read_numeral(text, below.end + 2)
        if above is not None and below.low:
            mixed = Fraction(numeral.low) + Fraction(above.low) / Fraction(below.low)
            return Item(at, numeral, mixed, mixed, above.end, Unit(None, "fraction"), None, more)
    if (
        following == "分"
        and text.startswith("分之", end)
        and (above := read_numeral(text, end + 2)) is not None
        and low
    ):
        return _fraction(at, numeral, above)
    if following == "成" and text[end + 1 : end + 2] not in PERCENT_NOT and high <= 10:
        end += 1
        low, high = EXACT.multiply(numeral.low, 10), EXACT.multiply(numeral.high, 10)
        if text[end : end + 1] == "半":
            return Item(at, numeral, EXACT.add(low, 5), EXACT.add(high, 5), end + 1, Unit("%", "percent"), "%", more)
        tail = read_numeral(text, end)
        if (
            tail is not None
            and tail.end == end + 1
            and text[end] in "一二三四五六七八九"
            and find_unit(text, tail.end) is None
        ):
            return Item(
                at,
                numeral,
                EXACT.add(low, tail.low),
                EXACT.add(high, tail.low),
                tail.end,
                Unit("%", "percent"),
                "%",
                more,
            )
        if text[end : end + 1] in ("多", "余"):
            return Item(at, numeral, low, high, end + 1, Unit("%", "percent"), "%", True)
        return Item(at, numeral, low, high, end, Unit("%", "percent"), "%", more)
    if following == "折" and text[end + 1 : end + 2] not in _FOLD_NOT:
        pair = numeral.low != numeral.high and text[end - 2] in "一二三四五六七八九"
        if pair:  # 八九折 is a range, 八五折 one price
            low, high = EXACT.multiply(numeral.low, 10), EXACT.multiply(numeral.high, 10)
        elif high < 10:
            low = high = EXACT.multiply(numeral.low, 10)
        return Item(at, numeral, low, high, end + 1, Unit("折", "percent"), "折", more)
    if following == "番" and text[max(0, at - 2) : at].rstrip("了").endswith("翻"):
        start = at - (2 if text[at - 1] == "了" else 1)
        if low == int(low) and low < 20:
            low = high = Decimal(2 ** int(low))
            return Item(start, numeral, low, high, end + 1, Unit("倍", "multiple"), "倍", more)
    if following == "级" and numeral.implicit and numeral.power >= 4:
        return Item(at, numeral, low, high, end, None, None, more)
    if following == "个" and text[end + 1 : end + 2] in ("多", "半"):
        found = find_unit(text, end + 2)
        if found is not None and found[1].type == "duration":
            if text[end + 1] == "多":
                return Item(at, numeral, low, high, found[0], found[1], found[1].unit, True)
            half = Decimal("0.5")
            return Item(
                at,
                numeral,
                EXACT.add(numeral.low, half),
                EXACT.add(numeral.high, half),
                found[0],
                found[1],
                found[1].unit,
                more,
            )
        if text[end + 1] == "半" and low == high:
            half = EXACT.add(numeral.low, Decimal("0.5"))
            return Item(at, numeral, half, half, end + 2, Unit("个", "count"), "个", more)
    if found := find_unit(text, end):
        return _with_unit(text, at, numeral, found[0], found[1], more)
    if numeral.arabic and (word := _ENGLISH.match(text, end)):
        power = _THOUSANDS[word[1]]
        low, high = scaled(numeral.low, power), scaled(numeral.high, power)
        return Item(
            at,
            numeral._replace(end=word.end(), low=low, high=high, power=power, digits=0),
            low,
            high,
            word.end(),
            None,
            None,
            more,
        )
    if (
        following in _THOUSANDS
        and following
        and numeral.arabic
        and not is_letter(text[end + 1 : end + 2])
        and not text[end + 1 : end + 2].isdigit()
    ):
        power = _THOUSANDS[following]
        low, high = scaled(numeral.low, power), scaled(numeral.high, power)
        larger = numeral._replace(end=end + 1, low=low, high=high, power=power, digits=0)
        found = find_unit(text, end + 1)
        return (
            _with_unit(text, at, larger, *found, more)
            if found
            else Item(at, larger, low, high, end + 1, None, None, more)
        )
    return Item(at, numeral, low, high, end, None, None, more)


def _fraction(at: int, below: Numeral, above: Numeral) -> Item:
    """百分之三, 三分之一."""
    scale = _PERCENT.get(below.low)
    if scale is not None:
        low = EXACT.divide(above.low, scale[1])
        high = EXACT.divide(above.high, scale[1])
        return Item(at, above, low, high, above.end, Unit(scale[0], "percent"), scale[0], bool(above.more))
    return Item(
        at,
        above,
        Fraction(above.low) / Fraction(below.low),
        Fraction(above.high) / Fraction(below.low),
        above.end,
        Unit(None, "fraction"),
        None,
        bool(above.more),
    )


def _with_unit(text: str, at: int, numeral: Numeral, end: int, unit: Unit, more: bool) -> Item:
    low, high = numeral.low, numeral.high
    if unit.unit == "‰":
        low, high = EXACT.divide(numeral.low, 10), EXACT.divide(numeral.high, 10)
    name = unit.unit
    if unit.minor > 1:
        low, high, name = EXACT.divide(numeral.low, unit.minor), EXACT.divide(numeral.high, unit.minor), "元"
        if unit.minor == 10 and low == high:
            end, low = _small_change(text, end, low)
            high = low
    elif unit.type == "money" and unit.code == "CNY" and low == high and text[end - 1] in "块元圆蚊":
        end, low = _small_change(text, end, numeral.low)
        high = low
    following = text[end : end + 1]
    if following == "半" and low == high and unit.type != "count" and _HALF_AFTER_UNIT.match(text, end):
        low = high = EXACT.add(numeral.low, Decimal("0.5"))
        end += 1
    elif unit.unit in ("米", "度") and following in _DECIMAL_TAIL and low == high and following:
        tail = read_numeral(text, end)
        if tail is not None and tail.end == end + 1 and find_unit(text, tail.end) is None and not numeral.arabic:
            low = high = EXACT.add(numeral.low, EXACT.divide(tail.low, 10))
            end += 1
    elif following in ("多", "余") and following and _MORE_AFTER_UNIT.match(text, end) and unit.type != "money":
        more = True
        end += 1
    if unit.unit in _FINER and low == high and not more:
        end, low, name = _finer(text, end, low, unit.unit)
        high = low
        if name == "秒" and unit.unit == "分":
            unit = Unit("秒", "duration")
    if following == "/" and (per := _denominator(text, end + 1)):
        name = f"{name}/{text[end + 1 : per]}"
        end = per
    return Item(at, numeral, low, high, end, unit, name, more)


def _small_change(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    """三块五, 五元八角二分."""
    for _ in range(2):
        if not "一" <= text[end : end + 1] <= "龥" and not "0" <= text[end : end + 1] <= "9":
            break
        numeral = read_numeral(text, end) if text[end] in "零一二三四五六七八九壹贰叁肆伍陆柒捌玖0123456789" else None
        if numeral is None or numeral.power or numeral.high >= 10:
            break
        following = text[numeral.end : numeral.end + 1]
        if following in _SMALL_COINS:
            value = EXACT.add(value, EXACT.divide(numeral.low, _SMALL_COINS[following]))
            end = numeral.end + 1
            if text[end : end + 1] == "钱":
                end += 1
        elif (
            text[end - 1] in "块角毛"
            and find_unit(text, numeral.end) is None
            and (numeral.end == end + 1 or text[end] == "零")
        ):
            share = 10 if text[end - 1] == "块" and text[end] != "零" else 100
            return numeral.end, EXACT.add(value, EXACT.divide(numeral.low, share))
        else:
            break
    return end, value


def _finer(text: str, end: int, value: Decimal, unit: str) -> tuple[int, Decimal, str]:
    """一小时30分钟, 1年3个月: one length of time, told in its smaller unit."""
    while unit in _FINER:
        at = end + 1 if text[end : end + 1] in ("零", "又") else end
        if text[at : at + 1] not in STARTS or not text[at : at + 1]:
            break
        numeral = read_numeral(text, at)
        if numeral is None or numeral.low != numeral.high or numeral.more or numeral.power > 3:
            break
        finer = next(
            ((word, size, name) for word, size, name in _FINER[unit] if text.startswith(word, numeral.end)), None
        )
        if finer is None or numeral.low >= finer[1]:
            break
        value = EXACT.add(EXACT.multiply(value, finer[1]), numeral.low)
        end, unit = numeral.end + len(finer[0]), finer[2]
    return end, value, unit


def _denominator(text: str, at: int) -> int | None:
    """End of what stands after the stroke of 元/吨, 万件/日."""
    found = find_unit(text, at)
    if found is not None:
        return found[0]
    return at + 1 if text[at : at + 1] in tuple("人户年月日天时秒次") else None
