"""Amounts that go on in a smaller unit: 三块五, 五元八角二分, 一小时30分钟, 3斤5两."""

from __future__ import annotations

from decimal import Decimal

from cnbiznews.quantities.digits import EXACT
from cnbiznews.quantities.lexicon import STARTS
from cnbiznews.quantities.numerals import read_numeral
from cnbiznews.quantities.units import Unit, find_unit, unit_named

__all__ = ["read_finer", "read_small_change"]

# Units with the finer ones that may follow: (words, how many make one, name of the unit).
_FINER = {
    "年": (("个月", 12, "月"),),
    "天": (("个小时", 24, "小时"), ("小时", 24, "小时")),
    "小时": (("分钟", 60, "分钟"), ("分", 60, "分钟")),
    "分": (("秒钟", 60, "秒"), ("秒", 60, "秒")),
    "分钟": (("秒钟", 60, "秒"), ("秒", 60, "秒")),
    "斤": (("两", 10, "两"),),
}
_COINS = {"角": 10, "毛": 10, "毫": 10, "分": 100, "仙": 100}
_COIN_FIGURES = frozenset("零一二三四五六七八九壹贰叁肆伍陆柒捌玖0123456789")


def read_small_change(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    """Read the small coins after an amount in 元 or 角 that ends at ``end``; return the new end and amount.

    >>> read_small_change("三块五", 2, Decimal(3)), read_small_change("五元八角二分", 2, Decimal(5))
    ((3, Decimal('3.5')), (6, Decimal('5.82')))
    """
    for _ in range(2):
        at = end + 1 if text[end : end + 1] == "零" and text[end + 1 : end + 2].isdigit() else end  # 10块零8分
        numeral = read_numeral(text, at) if text[at : at + 1] in _COIN_FIGURES else None
        if numeral is None or numeral.power or numeral.high >= 10:
            break
        following = text[numeral.end : numeral.end + 1]
        if following in _COINS:
            value = EXACT.add(value, EXACT.divide(numeral.low, _COINS[following]))
            end = numeral.end + 1
            if text[end : end + 1] == "钱":
                end += 1
        elif (
            text[end - 1] in "块蚊角毛"
            and find_unit(text, numeral.end) is None
            and (numeral.end == end + 1 or text[end] == "零")
        ):
            share = 10 if text[end - 1] in "块蚊" and text[end] != "零" else 100
            return numeral.end, EXACT.add(value, EXACT.divide(numeral.low, share))
        else:
            break
    return end, value


def read_finer(text: str, end: int, value: Decimal, unit: Unit) -> tuple[int, Decimal, Unit]:
    """Read the smaller units after a time or weight that ends at ``end``; all is told in the smallest of them.

    >>> end, value, unit = read_finer("1小时30分钟", 3, Decimal(1), unit_named("小时"))
    >>> end, value, unit.unit
    (7, Decimal('90'), '分钟')
    """
    while unit.unit in _FINER:
        at = end + 1 if text[end : end + 1] in ("零", "又") else end
        if text[at : at + 1] not in STARTS or not text[at : at + 1]:
            break
        numeral = read_numeral(text, at)
        if numeral is None or numeral.low != numeral.high or numeral.more or numeral.power > 3:
            break
        finer = next((row for row in _FINER[unit.unit] if text.startswith(row[0], numeral.end)), None)
        smaller = unit_named(finer[2]) if finer else None
        if finer is None or smaller is None or numeral.low >= finer[1]:
            break
        value = EXACT.add(EXACT.multiply(value, finer[1]), numeral.low)
        end, unit = numeral.end + len(finer[0]), smaller
    return end, value, unit
