"""Single numbers: text to an exact number, and an exact number to text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from cnbiznews.errors import ConfigError, NumberError, as_text
from cnbiznews.quantities.characters import to_plain_characters
from cnbiznews.quantities.digits import BIG, DIGIT, DIGITS, EXACT, FINANCIAL, LONGEST
from cnbiznews.quantities.numerals import read_numeral

__all__ = ["STYLES", "format_number", "parse_number"]

_SIGNS = {"负": -1, "-": -1, "−": -1, "－": -1, "▲": -1, "△": -1, "+": 1, "＋": 1, "正": 1}
_SCIENTIFIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:[eE]|[×xX*]10(?:\^|的)?)([+-]?[0-9]{1,3})(?:次方)?")
_POINT = re.compile("([0-9]+)点([0-9]+)")
# Letters and words that multiply: 3.5k, 2 M, 两打.
_TIMES = {"k": 10**3, "K": 10**3, "w": 10**4, "M": 10**6, "G": 10**9, "T": 10**12, "打": 12}
_VULGAR = re.compile("[¼½¾⅐-⅞]")


def parse_number(text: str) -> Decimal | Fraction:
    """Read the whole of ``text`` as one exact number.

    Args:
        text: Arabic (``1,234.5``, full-width, ``1.2e5``), Chinese (``三千二百``, ``二〇二五``, ``廿五``), financial
            (``壹拾贰万``), colloquial (``一千二``, ``两万五``), mixed (``3亿5000万``), with a letter or word that
            multiplies (``3.2w``, ``2.5 M``, ``两打``) or a fraction (``三分之一``, ``一又三分之二``, ``1/3``, ``½``),
            signed with 负, ``-`` or ``+``; simplified or traditional.

    Returns:
        A Decimal, or a Fraction where a fraction is written.

    Raises:
        NumberError: it is not one well-formed number; ``position`` says where reading failed. Ranges, bounds and
            units are no numbers: see :func:`parse_quantity`.
        ArgumentError: ``text`` is no text.

    >>> parse_number("3亿5000万"), parse_number("负两万五"), parse_number("三分之一")
    (Decimal('350000000'), Decimal('-25000'), Fraction(1, 3))
    >>> parse_number("一二亿三十四")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.NumberError: '一二亿三十四' can't be read as a number: two digits are a range (at offset 2)
    """
    plain = to_plain_characters(as_text(text))
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
        numerator, _, denominator = unicodedata.normalize("NFKC", plain[at]).partition("\u2044")
        return Fraction(sign * int(numerator), int(denominator))
    if match := _SCIENTIFIC.fullmatch(plain, at, stop):
        return EXACT.multiply(sign, Decimal(match[1]).scaleb(int(match[2]), EXACT))
    if plain[stop - 1] in _TIMES and at < stop - 1:
        end = at + len(plain[at : stop - 1].rstrip())
        return EXACT.multiply(sign * _TIMES[plain[stop - 1]], _exact(text, plain, at, end))
    if match := _POINT.fullmatch(plain, at, stop):
        return EXACT.multiply(sign, Decimal(f"{match[1]}.{match[2]}"))
    divided = plain.find("分之", at, stop)
    if divided > at:
        joint = plain.find("又", at, divided)
        whole = _exact(text, plain, at, joint) if joint > at else Decimal(0)
        below = max(at, joint + 1)
        part = _fraction(text, _exact(text, plain, divided + 2, stop), _exact(text, plain, below, divided), below)
        return sign * (Fraction(whole) + part)
    slash = plain.find("/", at, stop)
    if slash > at:
        above = _exact(text, plain, at, slash)
        return sign * _fraction(text, above, _exact(text, plain, slash + 1, stop), slash + 1)
    return EXACT.multiply(sign, _exact(text, plain, at, stop))


def _fraction(text: str, above: Decimal, below: Decimal, position: int) -> Fraction:
    if not below:
        raise NumberError(text, position, "the denominator is zero")
    return Fraction(above) / Fraction(below)


def _exact(text: str, plain: str, start: int, stop: int) -> Decimal:
    """The one number that fills ``plain[start:stop]``, or a NumberError that says where it stops being one."""
    piece = plain[start:stop].replace("幺", "一")
    if piece and all(character in DIGIT for character in piece) and len(piece) <= LONGEST and "两两" not in piece:
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
        value: an exact number; a Fraction is written as a fraction. The styles chinese, financial and mixed have
            words for what is below 10^48 in size; plain, grouped and digits write any size (:func:`parse_number`
            reads numerals of up to 200 characters).
        style: ``plain`` 1234.5, ``grouped`` 1,234.5, ``chinese`` 一千二百三十四点五, ``financial`` 壹仟贰佰叁拾肆点伍,
            ``digits`` 一二三四点五, ``mixed`` 3亿5000万.

    Raises:
        ConfigError: there is no such style.
        NumberError: the value is too large for the style, no finite number, or not exact: floats are refused, since
            0.1 is none of them, and so is text, which :func:`parse_number` reads.

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
    if not isinstance(value, Decimal | int):
        raise NumberError(repr(value), 0, "pass an int, a Decimal or a Fraction, which are exact", "write")
    number = Decimal(value)
    if not number.is_finite():
        raise NumberError(str(value), 0, "only finite numbers have a written form", "write")
    figures = format(number.copy_abs(), "f")
    whole, _, decimals = figures.partition(".")
    decimals = decimals.rstrip("0")
    negative = number < 0
    if style in ("plain", "grouped"):
        whole = f"{Decimal(whole):,f}" if style == "grouped" else whole
        return ("-" if negative else "") + whole + (f".{decimals}" if decimals else "")
    if style == "digits":
        characters = DIGITS[:1] + DIGITS[2:]
        spelled = "".join(characters[int(figure)] for figure in whole)
        return (
            ("负" if negative else "")
            + spelled
            + ("点" + "".join(characters[int(f)] for f in decimals) if decimals else "")
        )
    if len(whole) > 48:
        raise NumberError(str(number), 0, f"the style {style!r} has words only for numbers below 10^48", "write")
    if style == "mixed":
        return ("-" if negative else "") + _mixed(whole, decimals)
    digits, small = (FINANCIAL[1:], "拾佰仟") if style == "financial" else ("零" + DIGITS[2:], "十百千")
    spelled = _spell(int(whole), digits, small)
    if style == "chinese" and spelled.startswith("一十"):
        spelled = spelled[1:]
    return ("负" if negative else "") + spelled + ("点" + "".join(digits[int(f)] for f in decimals) if decimals else "")


def _mixed(whole: str, decimals: str) -> str:
    """Groups of four Arabic digits with their magnitudes; a decimal fraction keeps the number in one piece."""
    if decimals or len(whole) <= 4:
        return whole + (f".{decimals}" if decimals else "")
    value, result = int(whole), ""
    if 10**12 <= value < 10**16:  # 万亿 rather than 兆, as in the other styles
        high, value = divmod(value, 10**12)
        result = f"{high}万" if value >= 10**8 else f"{high}万亿"
    for name, power in reversed(list(BIG.items())):
        count, value = divmod(value, 10**power)
        if count:
            result += _after(result, count) + name
    return result + (_after(result, value) if value else "")


def _after(written: str, count: int) -> str:
    """A group behind those already written; a lone digit there would be read in the colloquial way (13万2 = 132000)."""
    return ("零" if written and count < 10 else "") + str(count)


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
