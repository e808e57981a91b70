"""One number with what belongs to it on the right: 分之, 成, 折, its unit, 多, 半, a letter for a magnitude."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cnbiznews.quantities.digits import EXACT, FINANCIAL
from cnbiznews.quantities.letters import LETTERS, by_letter, with_letters
from cnbiznews.quantities.lexicon import context, names
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.numeral_reader import Numeral
from cnbiznews.quantities.numerals import read_numeral
from cnbiznews.quantities.subunits import read_finer, read_small_change
from cnbiznews.quantities.units import Unit, currency_before, find_unit, unit_named

__all__ = ["PERCENT_NOT", "Item", "negative_of", "read_item", "read_tail"]

_CHANGED_BEFORE = re.compile("[涨跌升降增提加减高低多少窄大让返抽差快慢率利]了?(?:约|近|超|至少)?$")
_DOT_WORDS = tuple("位赞评击心播名燃歌单状")
# The rest of a fraction such as 1/3, which is no date and no share of a unit.
_SLASH = re.compile("/([1-9][0-9]{0,2})(?![0-9./%元万亿年月])")
# 三分一, 四分三: a fraction as it is said in Hong Kong.
_PARTS = re.compile("分([一二两三])(?![0-9〇零一二两三四五六七八九十百千万点个次成度钟秒])")
# 多, 余 and 半 after a unit (两年多, 三年半), and what they begin other words with.
_MORE_AFTER_UNIT = re.compile("[多余](?!少|数|元|方|种|家|个|次|项|名|位|亿|万)")
_MORE_MONEY = re.compile("(?<=[块元])多(?=钱|[，。；、）的]|$)")
_HALF_AFTER_UNIT = re.compile("半(?!导|年|数|径|场|程|月|天|小|个|价|夜|路|挂|强)")
# 成 and 折 begin other words before these (成立, 折叠).
PERCENT_NOT = tuple("立为本功熟长交都员果绩品分人见因堆群全衣语名败")
_FOLD_NOT = tuple("叠返磨腾射旧线损合价算现")
# Denominators that make a percentage: unit, and how many of it make one percent.
_PER = {
    Decimal(100): ("%", 1),
    Decimal(1000): ("‰", 10),
    Decimal(10000): ("‱", 100),
    Decimal(1000000): ("ppm", 10000),
}
_LINE_HEADS = ("元，", "元。", "元、", "元人民币", "美元", "港元", "%", "个百分点")
_PER_MANY = re.compile("[十百千万亿]{1,2}(?![瓦克米升卡伏帕赫])")
_TURNED = re.compile("翻了?(近|约|超过?|逾|接近|将近|至少|不止|不只|不下)?$")
_ONE_FIGURE = re.compile("[1-9](?![0-9.,%万亿千百年月日家个名])")
_TWO_FIGURES = re.compile("[0-9]{2}(?![0-9.,%a-zA-Z万亿千百年月日个])")
_DECIMAL_TAIL = frozenset("一二三四五六七八九")
# 营收10.3亿年增5%: how something grows in a year, no length of time.
_GROWS = tuple("增减成衰")
_FINANCIAL_FIGURES = frozenset(FINANCIAL)
_HALF = Decimal("0.5")
_PERCENT = Unit("%", "percent")
_FOLD = Unit("折", "percent")
_PIECES = Unit("块", "count")
_DOUBLE = Unit("倍", "multiple")
_FRACTION = Unit(None, "fraction")


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


def negative_of(value: Number) -> Number:
    """Minus the value, whatever precision the caller's decimal context has.

    >>> negative_of(Decimal("1.5"))
    Decimal('-1.5')
    """
    return value.copy_negate() if isinstance(value, Decimal) else -value


def read_item(text: str, at: int) -> Item | None:
    """Read the numeral at ``at`` with what belongs to it, None if there is none.

    >>> item = read_item("约3.5万家", 1)
    >>> item.low, item.name, item.end
    (Decimal('35000'), '家', 6)
    """
    numeral = read_numeral(text, at)
    if numeral is None:
        return None
    return read_tail(text, at, numeral)


def read_tail(text: str, at: int, numeral: Numeral) -> Item:
    """Read what belongs to the numeral on its right."""
    end = numeral.end
    special = _TAILS.get(text[end : end + 1])
    if special is not None and (item := special(text, at, numeral)) is not None:
        return item
    if text[end : end + 1] in LETTERS and numeral.arabic and (many := by_letter(text, at, numeral)):
        return read_tail(text, at, many)
    if (found := find_unit(text, end)) and not (
        (numeral.power >= 3 and _is_other_word(text, *found))
        or (found[1].unit == "起" and currency_before(text, at))  # ¥99起
    ):
        return _with_unit(text, at, numeral, *found)
    if numeral.arabic and (larger := with_letters(text, end, numeral)) is not None:
        return read_tail(text, at, larger)
    return _bare(at, numeral)


def _is_other_word(text: str, end: int, unit: Unit) -> bool:
    """Is the unit a word of the sentence after a large amount: 10.3亿年增5%, 480万起, 5万大关?"""
    following = text[end : end + 1]
    if text[end - 1] == "大":
        return True
    if unit.unit == "起":
        return not following or following in "，。；、！？）)\n "
    return unit.type == "duration" and following in _GROWS


def _bare(at: int, numeral: Numeral) -> Item:
    return Item(at, numeral, numeral.low, numeral.high, numeral.end, None, None, bool(numeral.more))


def _spaced(text: str, at: int, numeral: Numeral) -> Item | None:
    """5.2 亿元, 12 km: a unit after a space, unless a name begins there (3 国泰君安)."""
    end = next((at for at in range(numeral.end + 1, numeral.end + 6) if text[at : at + 1] != " "), numeral.end + 6)
    following = text[end : end + 1]
    if following in "成折番" and following and (item := _TAILS[following](text, at, numeral._replace(end=end))):
        return item._replace(numeral=numeral)
    if following in ("余", "多") and following and (unit := find_unit(text, end + 1)):
        return _with_unit(text, at, numeral._replace(more=following), *unit)  # 10 余家
    if not (following.isalpha() or following in ("%", "℃", "°")) or names().find(text, end):
        return None
    found = find_unit(text, end)
    return _with_unit(text, at, numeral, *found) if found else None


def _on_next_line(text: str, at: int, numeral: Numeral) -> Item | None:
    """A number that ends a wrapped line, its currency or % on the next."""
    if not text.startswith(_LINE_HEADS, numeral.end + 1):
        return None
    found = find_unit(text, numeral.end + 1)
    return _with_unit(text, at, numeral, *found) if found else None


def _over(text: str, at: int, numeral: Numeral) -> Item | None:
    """1/3."""
    slash = _SLASH.match(text, numeral.end)
    if slash is None or not numeral.digits or not 0 < numeral.low < int(slash[1]):
        return None
    value = Fraction(numeral.low) / int(slash[1])
    return Item(at, numeral, value, value, slash.end(), _FRACTION, None, bool(numeral.more))


def _and_parts(text: str, at: int, numeral: Numeral) -> Item | None:
    """一又三分之二."""
    below = read_numeral(text, numeral.end + 1)
    if below is None or not below.low or not text.startswith("分之", below.end):
        return None
    above = read_numeral(text, below.end + 2)
    if above is None:
        return None
    value = Fraction(numeral.low) + Fraction(above.low) / Fraction(below.low)
    return Item(at, numeral, value, value, above.end, _FRACTION, None, bool(numeral.more))


def _parts(text: str, at: int, numeral: Numeral) -> Item | None:
    """百分之三, 三分之一, 四分三."""
    if not numeral.low:
        return None
    if text.startswith("分之", numeral.end):
        is_negative = text[numeral.end + 2 : numeral.end + 3] == "负"
        above = read_numeral(text, numeral.end + 2 + is_negative)
        if above is None:
            return None
        item = _fraction(at, numeral, above)
        return item._replace(low=negative_of(item.high), high=negative_of(item.low)) if is_negative else item
    said = _PARTS.match(text, numeral.end)
    above = read_numeral(text, numeral.end + 1) if said else None
    if above is None or not 3 <= numeral.low <= 9 or above.low >= numeral.low:
        return None
    return _fraction(at, numeral, above)


def _fraction(at: int, below: Numeral, above: Numeral) -> Item:
    more = bool(above.more)
    if scale := _PER.get(below.low):
        low, high = EXACT.divide(above.low, scale[1]), EXACT.divide(above.high, scale[1])
        return Item(at, above, low, high, above.end, Unit(scale[0], "percent"), scale[0], more)
    whole = Fraction(below.low)
    return Item(at, above, Fraction(above.low) / whole, Fraction(above.high) / whole, above.end, _FRACTION, None, more)


def _tenths(text: str, at: int, numeral: Numeral) -> Item | None:
    """三成, 两成五, 六成多."""
    end = numeral.end + 1
    if text[end : end + 1] in PERCENT_NOT or numeral.high > 10:
        return None
    low, high, more = EXACT.multiply(numeral.low, 10), EXACT.multiply(numeral.high, 10), bool(numeral.more)
    following = text[end : end + 1]
    if following == "半":
        low, high, end = EXACT.add(low, 5), EXACT.add(high, 5), end + 1
    elif following in _DECIMAL_TAIL:
        tail = read_numeral(text, end)
        if tail is not None and tail.high < 10 and find_unit(text, tail.end) is None:
            low, high, end = EXACT.add(low, tail.low), EXACT.add(high, tail.high), tail.end
    elif _ONE_FIGURE.match(text, end):  # 8成5
        low, high, end = EXACT.add(low, int(following)), EXACT.add(high, int(following)), end + 1
    elif following in ("多", "余"):
        end, more = end + 1, True
    return Item(at, numeral, low, high, end, _PERCENT, "%", more)


def _fold(text: str, at: int, numeral: Numeral) -> Item | None:
    """9折, 八五折; 八九折 is a range."""
    if text[numeral.end + 1 : numeral.end + 2] in _FOLD_NOT:
        return None
    low, high = numeral.low, numeral.high
    if high - low == 1:
        low, high = EXACT.multiply(low, 10), EXACT.multiply(high, 10)
    elif low != high:  # 三五折, which is otherwise from three to five
        low = high = EXACT.add(EXACT.multiply(low, 10), high)
    elif high < 10:
        low = high = EXACT.multiply(low, 10)
    return Item(at, numeral, low, high, numeral.end + 1, _FOLD, "折", bool(numeral.more))


def _doublings(text: str, at: int, numeral: Numeral) -> Item | None:
    """翻两番, 翻了三番: the span begins with 翻; in 翻了近两番 it begins with the cue."""
    said = _TURNED.search(text, max(0, at - 5), at)
    low = numeral.low
    if said is None or low != int(low) or low >= 20:
        return None
    value = Decimal(2 ** int(low))
    start = at if said[1] else said.start()
    more = text[numeral.end + 1 : numeral.end + 2] == "多"
    return Item(start, numeral, value, value, numeral.end + 1 + more, _DOUBLE, "倍", more or bool(numeral.more))


def _plus(text: str, at: int, numeral: Numeral) -> Item | None:
    """1000+家, 50万+: more than that."""
    following = text[numeral.end + 1 : numeral.end + 2]
    if not numeral.arabic or (following.isascii() and following.isalnum()) or following == "+" or numeral.more:
        return None
    return read_tail(text, at, numeral._replace(end=numeral.end + 1, more="+"))


def _class(_text: str, at: int, numeral: Numeral) -> Item | None:
    """千亿级: 级 is no unit after a bare magnitude."""
    return _bare(at, numeral) if numeral.implicit and numeral.power >= 4 else None


def _piece(text: str, at: int, numeral: Numeral) -> Item | None:
    """两个半小时, 三个多月, 一个半."""
    word = text[numeral.end + 1 : numeral.end + 2]
    if word not in ("多", "半") or text.startswith("半年度", numeral.end + 1):
        return None  # 四个半年度: four of them
    more = word == "多"
    low, high = numeral.low, numeral.high
    if not more:
        low, high = EXACT.add(low, _HALF), EXACT.add(high, _HALF)
    found = find_unit(text, numeral.end + 2)
    if found is not None and found[1].type in ("duration", "points"):
        end, unit = found
        return Item(at, numeral, low, high, end, unit, unit.unit, more or bool(numeral.more))
    if more or low != high:
        return None
    return Item(at, numeral, low, high, numeral.end + 2, Unit("个", "count"), "个", bool(numeral.more))


_TAILS: dict[str, Callable[[str, int, Numeral], Item | None]] = {
    " ": _spaced,
    "\n": _on_next_line,
    "/": _over,
    "又": _and_parts,
    "分": _parts,
    "成": _tenths,
    "折": _fold,
    "番": _doublings,
    "级": _class,
    "个": _piece,
    "+": _plus,
}


def _with_unit(text: str, at: int, numeral: Numeral, end: int, unit: Unit) -> Item:
    """The number with its unit, and what follows the unit: 半, 多, small change, finer units, a denominator."""
    low, high, name, more = numeral.low, numeral.high, unit.unit, bool(numeral.more)
    if unit.unit in ("‰", "‱"):
        share = 10 if unit.unit == "‰" else 100
        low, high = EXACT.divide(low, share), EXACT.divide(high, share)
    if unit.unit == "分" and text[end - 2] in _FINANCIAL_FIGURES and (coin := unit_named("分钱")):  # 壹分
        unit = coin
    if text[end - 2 : end] == "个点":
        end, unit = _dots(text, at, end, unit)
        name = unit.unit
    if text[end - 1] == "块" and _is_pieces(text, at, end):
        unit, name = _PIECES, "块"
    if unit.minor > 1:
        low, high, name = EXACT.divide(low, unit.minor), EXACT.divide(high, unit.minor), "元"
    if unit.type == "money" and _MORE_MONEY.match(text, end):  # 4块多
        end, more = end + 1, True
    if unit.type == "money" and low == high and (unit.minor == 10 or text[end - 1] in "块元圆蚊"):
        end, low = read_small_change(text, end, low)
        high = low
    if unit.unit == "分" and text[end : end + 1] == "半" and (minutes := unit_named("分钟")):  # 1分半钟
        unit, name = minutes, "分钟"
        low = high = EXACT.add(low, _HALF)
        end += 2 if text[end + 1 : end + 2] == "钟" else 1
    following = text[end : end + 1]
    if following == "半" and low == high and unit.type != "count" and _HALF_AFTER_UNIT.match(text, end):
        low = high = EXACT.add(low, _HALF)
        end += 1
    elif unit.unit in ("米", "度") and low == high and (tail := _decimal_tail(text, end, numeral.arabic)):
        low = high = EXACT.add(low, tail[1])
        end = tail[0]
    elif following in ("多", "余") and _MORE_AFTER_UNIT.match(text, end) and unit.type != "money":
        more = True
        end += 1
    if unit.type in ("duration", "measure") and low == high and not more:
        end, low, finer = read_finer(text, end, low, unit)
        high = low
        if finer is not unit:
            unit, name = finer, finer.unit
    strokes: tuple[str, ...] = ("/",)
    for _ in range(2):  # 元/平方米/天, 元/平方米·天
        if text[end : end + 1] in strokes and (per := _denominator(text, end + 1)):
            name = f"{name}{text[end:per]}"
            end = per
            strokes = ("/", "·")
    return Item(at, numeral, low, high, end, unit, name, more)


def _is_pieces(text: str, at: int, end: int) -> bool:
    """Does 块 count pieces (6000块屏幕, 银幕6159块), and not money (卖20块)?"""
    before = context("pieces-before").search(text, max(0, at - 8), at)
    return before is not None or context("pieces-behind").match(text, end) is not None


def _dots(text: str, at: int, end: int, points: Unit) -> tuple[int, Unit]:
    """What 个点 is: points of percent (涨3个点), points of an index (沪指跌30个点), or dots (三个点, 新增3个点位)."""
    if text[end : end + 1] in _DOT_WORDS:
        return end - 1, unit_named("个") or points
    if context("index-before").search(text, max(0, at - 10), at):
        return end, unit_named("点") or points
    if (
        "." in text[at:end]
        or _CHANGED_BEFORE.search(text, max(0, at - 5), at)
        or context("rate-before").search(text, max(0, at - 10), at)
    ):
        return end, points
    return end - 1, unit_named("个") or points


def _decimal_tail(text: str, end: int, arabic: bool) -> tuple[int, Decimal] | None:
    """三米九, 1米75: (end, what it adds) of the figures after the unit."""
    if arabic:
        return (end + 2, Decimal("0." + text[end : end + 2])) if _TWO_FIGURES.match(text, end) else None
    tail = read_numeral(text, end) if text[end : end + 1] in _DECIMAL_TAIL else None
    if tail is None or tail.end != end + 1 or find_unit(text, tail.end) is not None:
        return None
    return tail.end, EXACT.divide(tail.low, 10)


def _denominator(text: str, at: int) -> int | None:
    """End of what stands after the stroke of 元/吨, 万件/日, 美元/百万Token."""
    if magnitude := _PER_MANY.match(text, at):
        at = magnitude.end()
    found = find_unit(text, at)
    if found is not None and not (text[at] == "大" and found[0] == at + 1):  # 元/大箱
        return found[0]
    return at + 1 if text[at : at + 1] in tuple("人户年月日天时秒次") else None
