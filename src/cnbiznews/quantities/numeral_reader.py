"""Reading one numeral, left to right: Chinese, financial, colloquial and mixed forms.

A number is a falling sequence of magnitudes (亿 > 万 > 千 > 百 > 十); that rule alone keeps the reading linear.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from cnbiznews.quantities.digits import BIG, DIGIT, EXACT, LONGEST, SMALL, TENS
from cnbiznews.quantities.lexicon import names

__all__ = ["ARABIC", "Numeral", "NumeralReader", "goes_on"]

ARABIC = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,40}(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3}){1,4}(?= ?[家元万亿台件人个美港辆吨])|"
    r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
)

_AFTER_POINT = frozenset("万亿兆度%倍")
_CALENDAR = frozenset("年月日")
_CLASSIFIERS = frozenset("个只台辆部件家名位人条张套吨斤双单次天年月日份间块本株头瓶盒座栋趟期场碗平")
_AFTER_APPROXIMATE = _CLASSIFIERS | frozenset("万亿元岁号")
# What makes a magnitude at the head of a line part of the number that ends the line before.
_AFTER_LINE_END = tuple("元美港欧日英韩新台人家件吨户股平千辆")
# 一零件商, 三零售商: 零 begins a word and is no figure.
_AFTER_NIL = frozenset("件售食部配散碎工")
_AFTER_ONE_OR_TWO = _AFTER_APPROXIMATE | frozenset([*SMALL, "周", "成", "倍", "折", "款", "项", "种", "季", "点"])
_FINANCIAL_UNITS = frozenset("拾佰仟万亿元圆")
_NOT_MORE = ("多少", "来自", "多方", "多元化", "多元文", "余额", "来源", "来年", "来看")
# Magnitudes that belong to the unit before these characters: 36亿千瓦, 5千克.
_IN_UNITS = {"百": "帕", "千": "瓦克米升卡伏帕赫焦", "兆": "瓦赫帕比字"}


class Numeral(NamedTuple):
    """A numeral that was read: its end, its lowest and highest value, and what the scanner must know of its form."""

    end: int
    low: Decimal
    high: Decimal
    power: int  # power of ten of the last magnitude (20亿 → 8), 0 if there is none
    more: str  # 多, 余, 来 or 几 that stands inside (三十多亿), "" if none does
    digits: int  # length of a bare digit string (二〇二五 → 4, 2025 → 4), 0 for anything with a magnitude or point
    vague: bool  # holds 几 or 数
    arabic: bool  # begins with an Arabic digit
    implicit: bool  # begins with a bare magnitude (百亿, 万)


def goes_on(text: str, at: int) -> bool:
    """Does a numeral go on after the space or line end at ``at``: 5 亿, 4 兆 755.97 亿?

    >>> goes_on("5 亿元", 1), goes_on("5 家店", 1)
    (True, False)
    """
    following = text[at + 1 : at + 2]
    if text[at] == "\n":
        return following in BIG and text[at + 2 : at + 3] in _AFTER_LINE_END
    if following in BIG or following in ("百", "千"):
        name = names().find(text, at + 1)
        return name is None or name[2] == "万家"  # 42 万家 are shops; 万家基金 is another name
    power = BIG.get(text[at - 1]) or SMALL.get(text[at - 1])
    if power is None:
        return False
    match = ARABIC.match(text, at + 1)
    if match is None:
        return False
    end = match.end() + (text[match.end() : match.end() + 1] == " ")
    magnitude = text[end : end + 1]
    return (SMALL.get(magnitude) or BIG.get(magnitude, 99)) < power


class NumeralReader:
    """State of one numeral while it is read, left to right.

    >>> NumeralReader("三万五千家", 0, 12).read().low
    Decimal('35000')

    The value so far is ``bigs`` (finished parts such as 3亿, powers falling) + ``low`` (what stands below them). Low
    and high ends are kept side by side because 三四十 and 数十 are ranges.
    """

    def __init__(self, text: str, start: int, largest: int) -> None:
        self.text = text
        self.largest = largest
        self.start = self.at = start
        self.stop = min(len(text), start + LONGEST)
        self.bigs: list[tuple[Decimal, Decimal, int]] = []
        self.low = self.high = Decimal(0)  # section below the last big magnitude
        self.small = 99  # power of the last 十百千 of the section; 99 before the first
        self.pending: tuple[Decimal, Decimal] | None = None  # digits that wait for their magnitude
        self.power = 0
        self.more = ""
        self.digits = 0
        self.vague = False
        self.exact_end = False  # a decimal fraction was read: nothing smaller may follow
        self.zero = False  # a 零 stands before the pending digit

    def read(self) -> Numeral | None:
        text = self.text
        while self.at < self.stop:
            character = text[self.at]
            if character in SMALL:
                if not self._small(SMALL[character]):
                    break
            elif character in BIG:
                if BIG[character] > self.largest or not self._big(BIG[character]):
                    break
            elif self.more:
                break
            elif character in DIGIT:
                if not self._chinese():
                    break
            elif character in TENS:
                if self.pending is not None or self.small < 2:
                    break
                self._add(Decimal(TENS[character] * 10), Decimal(TENS[character] * 10))
                self.small, self.power = 1, 1
                self.at += 1
            elif character in "0123456789.":
                if not self._arabic():
                    break
            elif character == "点":
                if not self._point():
                    break
            elif character == "参":
                if not self._financial_three():
                    break
            elif character == "个":  # 两个亿, 一个多亿
                if self.pending is None or not text.startswith(("个亿", "个多亿"), self.at):
                    break
                self.at += 1
            elif character in "几数":
                if not self._several(character):
                    break
            elif character in "多余来":
                if not self._more(character):
                    break
            elif character in " \n":
                if self.at == self.start or not goes_on(text, self.at):
                    break
                self.at += 1
            else:
                break
        return self._finish()

    def _add(self, low: Decimal, high: Decimal) -> None:
        self.low, self.high = EXACT.add(self.low, low), EXACT.add(self.high, high)

    def _small(self, power: int) -> bool:
        """十, 百, 千: multiply the pending digit, or stand for 10, 100, 1000 themselves."""
        if self._in_unit():
            return False
        if power >= self.small or (self.exact_end and self.pending is None):
            return False
        if self.pending is None:
            if (self.low or self.bigs) and not self.zero and not (power == 1 and self.small == 2):  # 一百十一
                return False
            low = high = Decimal(1)
        else:
            low, high = self.pending
            if not high:  # 零十
                return False
            if self.digits > 2 and self.digits != 99:  # a string of digits carries no 十, 百, 千
                return False
        if self.more:
            return False
        self._add(low.scaleb(power, EXACT), high.scaleb(power, EXACT))
        self.pending, self.small, self.power, self.zero, self.digits = None, power, power, False, 99
        self.at += 1
        return True

    def _in_unit(self) -> bool:
        """Is the magnitude part of a unit (千瓦, 兆帕)?"""
        following = self.text[self.at + 1 : self.at + 2]
        return bool(following) and following in _IN_UNITS.get(self.text[self.at], "")

    def _big(self, power: int) -> bool:
        """万, 亿, 兆 …: multiply everything smaller that stands before."""
        if self._in_unit():
            return False
        low, high = self._section()
        bigs = self.bigs
        if not low and not high:
            before = self.text[self.at - 1] if self.at > self.start else ""
            if (
                bigs and before in BIG and power >= BIG[before] and bigs[-1][2] + power <= 48
            ):  # 万亿, 亿亿: magnitude upon magnitude
                last_low, last_high, last_power = bigs.pop()
                low, high = last_low, last_high
                while bigs and bigs[-1][2] < last_power + power:
                    more_low, more_high, _ = bigs.pop()
                    low, high = EXACT.add(low, more_low), EXACT.add(high, more_high)
                bigs.append((low.scaleb(power, EXACT), high.scaleb(power, EXACT), last_power + power))
                self.power = last_power + power
                self.at += 1
                return True
            if self.at > self.start and before not in "多余来几":
                return False
            if self.at == self.start:
                low = high = Decimal(1)
        if bigs and bigs[-1][2] <= power:
            if bigs[-1][2] == power:
                return False
            while bigs and bigs[-1][2] < power:
                more_low, more_high, _ = bigs.pop()
                low, high = EXACT.add(low, more_low), EXACT.add(high, more_high)
        bigs.append((low.scaleb(power, EXACT), high.scaleb(power, EXACT), power))
        self.low = self.high = Decimal(0)
        self.pending, self.small, self.power, self.zero, self.digits = None, 99, power, False, 99
        self.at += 1
        return True

    def _section(self) -> tuple[Decimal, Decimal]:
        """Value below the last big magnitude, pending digits included."""
        if self.pending is None:
            return self.low, self.high
        low, high = self._settle(self.pending)
        return EXACT.add(self.low, low), EXACT.add(self.high, high)

    def _settle(self, pending: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
        """Value of digits after the last magnitude; a lone one counts in the next lower power (一千二 = 1200)."""
        low, high = pending
        power = self.small
        if power == 99:  # only the very end of a number counts below 万 (13万2), 5万3千 goes on
            at_end = self.text[self.at : self.at + 1] not in BIG
            power = self.bigs[-1][2] if self.bigs and at_end else 0
        if power >= 2 and not self.zero and not self.exact_end and self.digits in (1, 2, 99) and high < 10:
            return low.scaleb(power - 1, EXACT), high.scaleb(power - 1, EXACT)
        return low, high

    def _chinese(self) -> bool:
        """A run of Chinese digits."""
        if self.pending is not None:
            return False
        text, at = self.text, self.at
        if self.exact_end:
            return False
        end = at
        while end < self.stop and text[end] in DIGIT and not (text[end] in "两俩" and end > at):
            if text[end] == "零" and text[end + 1 : end + 2] in _AFTER_NIL:
                break
            end += 1
        if text[at:end] == "一" and text[end : end + 1] == "两" and text[end + 1 : end + 2] in _AFTER_ONE_OR_TWO:
            end += 1  # 一两年, but 一两黄金
        run = text[at:end]
        begun = self.low or self.bigs
        zero = False
        if begun:
            zeros = len(run) - len(run.lstrip("零〇"))
            if zeros:
                if zeros == len(run):  # 一百零十五, or a trailing 零
                    if text[end : end + 1] == "参":
                        self.zero, self.at = True, end
                        return True
                    if end < self.stop and ((text[end] in "十拾" and self.small != 1) or "0" <= text[end] <= "9"):
                        self.zero = True
                        self.at = end
                        return True
                    return False
                zero = True
                run = run[zeros:]
        if begun and run == "两" and text[end : end + 1] not in SMALL and text[end : end + 1] not in BIG:
            return False
        values = [DIGIT[character] for character in run]
        if len(values) == 1:
            if begun and not zero and self._article(end, run):
                return False
            self.pending = (Decimal(values[0]), Decimal(values[0]))
        elif (
            len(values) == 2
            and values[0]
            and (values[1] - values[0] == 1 or run == "三五")
            and text[end : end + 1] != "点"
        ):
            self.pending = (Decimal(values[0]), Decimal(values[1]))
        elif begun:
            return False
        else:
            value = Decimal("".join(map(str, values)))
            self.pending = (value, value)
        self.zero = zero or self.zero
        self.digits = len(values)
        self.at = end
        return True

    def _financial_three(self) -> bool:
        """参 is 叁 among financial numerals (the converted form of 參)."""
        text, at = self.text, self.at
        before = text[at - 1] if at > self.start else ""
        if text[at + 1 : at + 2] not in _FINANCIAL_UNITS and not (before and before in "拾佰仟零壹贰肆伍陆柒捌玖点"):
            return False
        if self.pending is not None or self.exact_end:
            return False
        self.pending, self.digits = (Decimal(3), Decimal(3)), 1
        self.at += 1
        return True

    def _article(self, end: int, run: str) -> bool:
        """Does a digit after 万, 亿 belong to a classifier (五万一辆, 8万三个), not to the number (二万一)?"""
        if self.small != 99 or self.text[end : end + 1] not in _CLASSIFIERS:
            return False
        return run == "一" or "0" <= self.text[self.start] <= "9"

    def _arabic(self) -> bool:
        """A group of Arabic digits, also after a magnitude (3亿5000万)."""
        match = ARABIC.match(self.text, self.at)
        if match is None or self.pending is not None or self.exact_end or match.end() > self.stop:
            return False
        value = Decimal(match.group().replace(",", "").replace(" ", ""))
        end = match.end()
        if self.low or self.bigs:
            power = self.small if self.small != 99 else self.bigs[-1][2]
            follows = self.text[end : end + 1]
            is_carried = bool(follows) and (follows in SMALL or follows in BIG)
            if value >= Decimal(10) ** power or not (is_carried or "0" <= self.text[self.start] <= "9"):
                return False
            if follows in _CALENDAR:
                return False
        self.pending = (value, value)
        self.digits = len(match.group()) if match.group().isdigit() else 99
        if "." in match.group():
            self.exact_end = True
        self.at = end
        return True

    def _point(self) -> bool:
        """点 between Chinese digits (三点五); what is said of the time of day is left to the scanner."""
        text, at = self.text, self.at + 1
        if self.exact_end or (self.pending is None and not self.low and not self.bigs):
            return False
        end = at
        while end < self.stop and ((text[end] in DIGIT and text[end] not in "两俩") or "0" <= text[end] <= "9"):
            end += 1
        if end == at or text[end : end + 1] in ("十", "半", "刻"):
            return False
        if text[self.at - 1] in "0123456789" and "0" <= text[at] <= "9" and text[end : end + 1] not in _AFTER_POINT:
            return False
        figures = "".join(str(DIGIT.get(character, character)) for character in text[at:end])
        fraction = Decimal("0." + figures)
        low, high = self._settle(self.pending) if self.pending else (Decimal(0), Decimal(0))
        self.pending = (EXACT.add(EXACT.add(self.low, low), fraction), EXACT.add(EXACT.add(self.high, high), fraction))
        self.low = self.high = Decimal(0)
        self.small, self.exact_end, self.digits = 99, True, 99
        self.at = end
        return True

    def _several(self, character: str) -> bool:
        """几 or 数 in place of a digit: 数十亿, 几百, 十几."""
        follows = self.text[self.at + 1 : self.at + 2]
        if self.pending is not None or self.exact_end:
            return False
        if self.low or self.bigs:
            if character != "几" or (self.small != 1 and SMALL.get(follows, 99) >= self.small):
                return False
            if self.small == 1:  # 十几: 11 to the next ten
                self.pending = (Decimal(1), Decimal(10))
            else:
                self.pending = (Decimal(2), Decimal(10))
        else:
            if not (follows and (follows in SMALL or follows in BIG)):
                return False
            self.pending = (Decimal(2), Decimal(10))
        self.vague, self.digits = True, 99
        self.at += 1
        return True

    def _more(self, character: str) -> bool:
        """多, 余, 来 after a number: 三十多亿, 50余个; 来 only after 十, 百, 千, 万."""
        before = self.text[self.at - 1]
        if self.at == self.start or (character == "来" and before not in "十百千万0"):
            return False
        if character == "来" and self.text[self.at + 1 : self.at + 2] not in _AFTER_APPROXIMATE:
            return False
        if self.text.startswith(_NOT_MORE, self.at):
            return False
        self.more = character
        self.at += 1
        return True

    def _finish(self) -> Numeral | None:
        if self.at == self.start:
            return None
        low, high = self._section()
        for big_low, big_high, _ in self.bigs:
            low, high = EXACT.add(low, big_low), EXACT.add(high, big_high)
        text, start = self.text, self.start
        bare = self.power == 0 and not self.exact_end and self.digits != 99
        return Numeral(
            self.at,
            low,
            high,
            self.power,
            self.more,
            self.digits if bare else 0,
            self.vague,
            text[start] in "0123456789.",
            text[start] in BIG or (text[start] in SMALL and text[start] not in "十拾"),
        )
