"""Numerals to exact numbers and back: Arabic, Chinese, financial, colloquial and mixed forms.

:func:`read_numeral` is the kernel of the scanner: it reads the longest well-formed numeral at a position, in one pass.
A number is a falling sequence of magnitudes (亿 > 万 > 千 > 百 > 十); that rule alone keeps the reading linear.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from cnbiznews.errors import ConfigError, NumberError

__all__ = ["EXACT", "STYLES", "Numeral", "format_number", "parse_number", "read_numeral", "to_plain_characters"]

# All arithmetic on what was read goes through this context: exact, and independent of the caller's own.
EXACT = Context(prec=400, Emax=10**6, Emin=-(10**6))

_DIGITS = "〇零一二三四五六七八九"
_FINANCIAL = "零零壹贰叁肆伍陆柒捌玖"
DIGIT = {character: max(0, i - 1) for forms in (_DIGITS, _FINANCIAL) for i, character in enumerate(forms)} | {
    "两": 2,
    "俩": 2,
}
SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
BIG = {"万": 4, "亿": 8, "兆": 12, "京": 16, "垓": 20, "秭": 24, "穰": 28, "沟": 32, "涧": 36, "正": 40, "载": 44}
TENS = {"廿": 2, "卅": 3, "卌": 4}

# Longest numeral that is read; longer runs of digits are codes, and int() would be slow on them.
LONGEST = 200

_ARABIC = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,40}(?![0-9])(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3}){1,4}(?= ?[家元万亿台件人个美港辆吨])|"
    r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
)

# One-for-one: full-width forms, traditional and variant characters that numerals and their units are written with.
_PLAIN_FROM = "０１２３４５６７８９％．／＋＄﹒○萬億兩點幾數餘個貳貮參叄陸圓負雙單隻條項種張間"
_PLAIN_TO = "0123456789%./+$.〇万亿两点几数余个贰贰叁叁陆元负双单只条项种张间"
_PLAIN = str.maketrans(_PLAIN_FROM, _PLAIN_TO)
_ODD = re.compile(f"[{_PLAIN_FROM}]")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def to_plain_characters(text: str) -> str:
    """Return ``text`` with one plain character for each full-width or traditional one that numerals use.

    >>> to_plain_characters("三萬五，１２％")
    '三万五，12%'
    """
    if not _ODD.search(text):
        return text
    return _WIDE_COMMA.sub(",", text).translate(_PLAIN)


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


def read_numeral(text: str, start: int, largest: int = 12) -> Numeral | None:
    """Read the longest well-formed numeral that begins at ``start`` (plain characters).

    ``largest`` is the power of ten of the largest magnitude taken for one: 兆 in running text, where 京, 正 and 载 are
    nearly always something else.

    >>> read_numeral("约3亿5000万元", 1)[:3]
    (8, Decimal('350000000'), Decimal('350000000'))
    >>> read_numeral("三四十元", 0)[:3], read_numeral("数十亿", 0)[:3]
    ((3, Decimal('30'), Decimal('40')), (3, Decimal('2000000000'), Decimal('10000000000')))
    """
    first = text[start : start + 1]
    if first and first in "0123456789.":
        match = _ARABIC.match(text, start)
        if match is None:
            return None
        after = match.end()
        if text[after : after + 1] not in _CONTINUE:  # by far the most frequent form
            figures = match.group()
            if len(figures) > LONGEST:
                return None
            value = Decimal(figures.replace(",", "").replace(" ", ""))
            return Numeral(after, value, value, 0, "", len(figures) if figures.isdigit() else 0, False, True, False)
    return _Reader(text, start, largest).read()


class _Reader:
    """State of one numeral while it is read, left to right.

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
            elif character == "个":  # 两个亿
                if self.pending is None or text[self.at + 1 : self.at + 2] != "亿":
                    break
                self.at += 1
            elif character in "几数":
                if not self._several(character):
                    break
            elif character in "多余来":
                if not self._more(character):
                    break
            else:
                break
        return self._finish()

    def _add(self, low: Decimal, high: Decimal) -> None:
        self.low, self.high = EXACT.add(self.low, low), EXACT.add(self.high, high)

    def _small(self, power: int) -> bool:
        """十, 百, 千: multiply the pending digit, or stand for 10, 100, 1000 themselves."""
        if self.text[self.at : self.at + 2] in _UNIT_NOT_MAGNITUDE:
            return False
        if power >= self.small or (self.exact_end and self.pending is None):
            return False
        if self.pending is None:
            if (self.low or self.bigs) and not self.zero and not (power == 1 and self.small == 2):  # 一百十一
                return False
            low = high = Decimal(1)
        else:
            low, high = self.pending
            if self.digits > 2 and self.digits != 99:  # a string of digits carries no 十, 百, 千
                return False
        if self.more:
            return False
        self._add(low.scaleb(power, EXACT), high.scaleb(power, EXACT))
        self.pending, self.small, self.power, self.zero, self.digits = None, power, power, False, 99
        self.at += 1
        return True

    def _big(self, power: int) -> bool:
        """万, 亿, 兆 …: multiply everything smaller that stands before."""
        if self.text[self.at : self.at + 2] in _UNIT_NOT_MAGNITUDE:
            return False
        low, high = self._section(final=False)
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

    def _section(self, final: bool) -> tuple[Decimal, Decimal]:
        """Value below the last big magnitude, pending digits included."""
        if self.pending is None:
            return self.low, self.high
        low, high = self._settle(self.pending) if final else self.pending
        return EXACT.add(self.low, low), EXACT.add(self.high, high)

    def _settle(self, pending: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
        """Value of digits after the last magnitude; a lone one counts in the next lower power (一千二 = 1200)."""
        low, high = pending
        power = self.small if self.small != 99 else (self.bigs[-1][2] if self.bigs else 0)
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
            end += 1
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
        match = _ARABIC.match(self.text, self.at)
        if match is None or self.pending is not None or self.exact_end or match.end() > self.stop:
            return False
        value = Decimal(match.group().replace(",", "").replace(" ", ""))
        end = match.end()
        if self.low or self.bigs:
            power = self.small if self.small != 99 else self.bigs[-1][2]
            follows = self.text[end : end + 1]
            goes_on = bool(follows) and (follows in SMALL or follows in BIG)
            if value >= Decimal(10) ** power or not (goes_on or "0" <= self.text[self.start] <= "9"):
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
        low, high = self.pending or (Decimal(0), Decimal(0))
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
        if self.at == self.start or (character == "来" and before not in "十百千万"):
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
        low, high = self._section(final=True)
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


_CONTINUE = frozenset([*SMALL, *BIG, "点", "多", "余", "来", "几", "个"])
_AFTER_POINT = frozenset("万亿兆度%倍")
_CALENDAR = frozenset("年月日")
_CLASSIFIERS = frozenset("个只台辆部件家名位人条张套吨斤双单次天年月日份间块本株头瓶盒座栋趟期场碗平")
_AFTER_APPROXIMATE = _CLASSIFIERS | frozenset("万亿元岁")
# 千 and the like belong to the unit: 36亿千瓦, 5千克.
_UNIT_NOT_MAGNITUDE = frozenset(
    [
        "千瓦",
        "千克",
        "千米",
        "千升",
        "千卡",
        "千伏",
        "千帕",
        "千赫",
        "千焦",
        "兆瓦",
        "兆赫",
        "兆帕",
        "兆比",
        "兆字",
        "百帕",
    ]
)
_FINANCIAL_UNITS = frozenset("拾佰仟万亿元圆")
_NOT_MORE = ("多少", "来自", "多方", "多元化", "多元文", "余额", "来源", "来年", "来看")


_SIGNS = {"负": -1, "-": -1, "−": -1, "－": -1, "▲": -1, "△": -1, "+": 1, "＋": 1, "正": 1}
_SCIENTIFIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:[eE]|[×xX*]10(?:\^|的)?)([+-]?[0-9]{1,3})(?:次方)?")
_VULGAR = re.compile("[¼½¾⅐-⅞]")


def parse_number(text: str) -> Decimal | Fraction:
    """Read the whole of ``text`` as one exact number.

    Args:
        text: Arabic (``1,234.5``, full-width, ``1.2e5``), Chinese (``三千二百``, ``二〇二五``, ``廿五``), financial
            (``壹拾贰万``), colloquial (``一千二``, ``两万五``), mixed (``3亿5000万``) or a fraction (``三分之一``,
            ``1/3``, ``½``), signed with 负, ``-`` or ``+``; simplified or traditional.

    Returns:
        A Decimal, or a Fraction where a fraction is written.

    Raises:
        NumberError: it is not one well-formed number; ``position`` says where reading failed. Ranges, bounds and
            units are no numbers: see :func:`parse_quantity`.

    >>> parse_number("3亿5000万"), parse_number("负两万五"), parse_number("三分之一")
    (Decimal('350000000'), Decimal('-25000'), Fraction(1, 3))
    >>> parse_number("一二亿三十四")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.NumberError: '一二亿三十四' can't be read as a number: two digits are a range (at offset 2)
    """
    plain = to_plain_characters(text)
    stop = len(plain.rstrip())
    at = len(plain) - len(plain.lstrip())
    if at >= stop:
        raise NumberError(text, 0, "there is no number in it")
    sign = 1
    if plain[at] in _SIGNS and at + 1 < stop:
        sign = _SIGNS[plain[at]]
        at += 1
        while at < stop and plain[at] == " ":
            at += 1
    if _VULGAR.fullmatch(plain, at, stop):
        above, _, below = unicodedata.normalize("NFKC", plain[at]).partition("\u2044")
        return Fraction(sign * int(above), int(below))
    if match := _SCIENTIFIC.fullmatch(plain, at, stop):
        return EXACT.multiply(sign, Decimal(match[1]).scaleb(int(match[2]), EXACT))
    divided = plain.find("分之", at, stop)
    slash = plain.find("/", at, stop)
    if divided > at:
        return _fraction(text, sign, _exact(text, plain, divided + 2, stop), _exact(text, plain, at, divided), at)
    if slash > at:
        return _fraction(text, sign, _exact(text, plain, at, slash), _exact(text, plain, slash + 1, stop), slash + 1)
    return EXACT.multiply(sign, _exact(text, plain, at, stop))


def _fraction(text: str, sign: int, above: Decimal, below: Decimal, position: int) -> Fraction:
    if not below:
        raise NumberError(text, position, "the denominator is zero")
    return sign * Fraction(above) / Fraction(below)


def _exact(text: str, plain: str, start: int, stop: int) -> Decimal:
    """The one number that fills ``plain[start:stop]``, or a NumberError that says where it stops being one."""
    piece = plain[start:stop]
    if piece and all(character in DIGIT for character in piece) and len(piece) <= LONGEST:
        return Decimal("".join(str(DIGIT[character]) for character in piece))
    numeral = read_numeral(piece, 0, 44)
    if numeral is None:
        raise NumberError(text, start, "no number begins here")
    if numeral.low != numeral.high:
        for i in range(len(piece) - 1):
            if piece[i] in "几数":
                raise NumberError(text, start + i, "it says only roughly how many")
            if piece[i] in DIGIT and piece[i + 1] in DIGIT and piece[i] not in "〇零":
                raise NumberError(text, start + i + 2, "two digits are a range")
    if numeral.more:
        raise NumberError(text, start + piece.index(numeral.more), "it says only roughly how many")
    if numeral.end != len(piece):
        raise NumberError(text, start + numeral.end, "this does not continue the number")
    return numeral.low


STYLES = ("plain", "grouped", "chinese", "financial", "digits", "mixed")


def format_number(value: Decimal | Fraction | int, style: str = "plain") -> str:
    """Write an exact number; :func:`parse_number` reads every style back to the same value.

    Args:
        value: below 10^48 in size for the Chinese styles; a Fraction is written as a fraction.
        style: ``plain`` 1234.5, ``grouped`` 1,234.5, ``chinese`` 一千二百三十四点五, ``financial`` 壹仟贰佰叁拾肆点伍,
            ``digits`` 一二三四点五, ``mixed`` 3亿5000万.

    Raises:
        ConfigError: there is no such style.
        NumberError: the value is too large for the style, or no finite number.

    >>> [format_number(Decimal("350001200"), style) for style in ("grouped", "chinese", "financial", "mixed")]
    ['350,001,200', '三亿五千万一千二百', '叁亿伍仟万壹仟贰佰', '3亿5000万1200']
    >>> format_number(Fraction(1, 3), "chinese")
    '三分之一'
    """
    if style not in STYLES:
        raise ConfigError("style", style, STYLES)
    if isinstance(value, Fraction):
        sign = "" if value >= 0 else ("-" if style in ("plain", "grouped", "mixed") else "负")
        above, below = (format_number(Decimal(part), style) for part in (abs(value.numerator), value.denominator))
        return f"{sign}{below}分之{above}" if style in ("chinese", "financial", "digits") else f"{sign}{above}/{below}"
    number = Decimal(value)
    if not number.is_finite():
        raise NumberError(str(value), 0, "only finite numbers can be written")
    figures = format(number.copy_abs(), "f")
    whole, _, decimals = figures.partition(".")
    decimals = decimals.rstrip("0")
    negative = number < 0
    if style in ("plain", "grouped"):
        whole = f"{int(whole):,}" if style == "grouped" else whole
        return ("-" if negative else "") + whole + (f".{decimals}" if decimals else "")
    if style == "digits":
        characters = _DIGITS[:1] + _DIGITS[2:]
        spelled = "".join(characters[int(figure)] for figure in whole)
        return (
            ("负" if negative else "")
            + spelled
            + ("点" + "".join(characters[int(f)] for f in decimals) if decimals else "")
        )
    if len(whole) > 48:
        raise NumberError(figures, 0, f"too large for the style {style!r}: 10^48 is the limit")
    if style == "mixed":
        return ("-" if negative else "") + _mixed(whole, decimals)
    digits, small = (_FINANCIAL[1:], "拾佰仟") if style == "financial" else ("零" + _DIGITS[2:], "十百千")
    spelled = _spell(int(whole), digits, small)
    if style == "chinese" and spelled.startswith("一十"):
        spelled = spelled[1:]
    return ("负" if negative else "") + spelled + ("点" + "".join(digits[int(f)] for f in decimals) if decimals else "")


def _mixed(whole: str, decimals: str) -> str:
    """Groups of four Arabic digits with their magnitudes; a decimal fraction keeps the number in one piece."""
    if decimals or len(whole) <= 4:
        return whole + (f".{decimals}" if decimals else "")
    value, parts = int(whole), []
    for name, power in reversed(list(BIG.items())):
        count, value = divmod(value, 10**power)
        if count:
            parts.append(f"{count}{name}")
    # A lone digit would be read in the colloquial way (13万2 = 132000).
    return "".join(parts) + ("零" if 0 < value < 10 else "") + (str(value) if value else "")


def _spell(value: int, digits: str, small: str) -> str:
    """Spell a whole number out, 零 for every gap."""
    if value == 0:
        return digits[0]
    if 10**12 <= value < 10**16:  # 万亿 rather than 兆, which means a million elsewhere
        high, low = divmod(value, 10**8)
        head = _spell(high, digits, small) + "亿"
        return head if not low else head + (digits[0] if low < 10**7 else "") + _spell(low, digits, small)
    result, gap = "", False
    for name, power in [*reversed(BIG.items()), ("", 0)]:
        group = value // 10**power % 10000
        if not group:
            gap = bool(result)
            continue
        if result and (gap or group < 1000):
            result += digits[0]
        result += _spell_group(group, digits, small) + name
        gap = False
    return result


def _spell_group(group: int, digits: str, small: str) -> str:
    result, gap = "", False
    for power, name in ((3, small[2]), (2, small[1]), (1, small[0]), (0, "")):
        figure = group // 10**power % 10
        if figure:
            result += (digits[0] if gap and result else "") + digits[figure] + name
            gap = False
        else:
            gap = True
    return result
