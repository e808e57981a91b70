"""The scan: one pass over the text, a small hand-written grammar at every numeral.

    [cue] [currency] numeral [magnitude] [unit] [cue]          超 5.2 万 个
    numeral [unit] connector numeral unit                      10% - 15%, 10 到 20 亿元
    numeral 、 numeral 和 numeral unit                         12、15和20亿元

The text is only visited where a numeral can begin; each look there is of bounded length, so the scan is linear.
Each function that looks somewhere returns where to go on, always after the place it looked at.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from cnbiznews.errors import NumberError, as_text
from cnbiznews.periods import MAYBE_DATE, iso, read_date
from cnbiznews.quantities.amounts import declare_currency
from cnbiznews.quantities.characters import to_plain_characters
from cnbiznews.quantities.codes import is_really_name
from cnbiznews.quantities.forms import add_date, add_half, add_several, add_word
from cnbiznews.quantities.items import Item, read_item
from cnbiznews.quantities.lexicon import STARTS, TRIGGERS, latin_measures, names, words
from cnbiznews.quantities.model import Quantity
from cnbiznews.quantities.numbers import add_number
from cnbiznews.quantities.numerals import read_numeral
from cnbiznews.quantities.page import Page
from cnbiznews.quantities.units import currency_before, find_unit, first_characters, is_letter

__all__ = ["parse_quantity", "scan"]

# Runs of numerals that no text is made of; reading them would only cost time.
_NOISE = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆点.,]{201}[0-9〇零一二两三四五六七八九十百千万亿兆点.,]*")
_NOISY = frozenset("0123456789〇零一二两三四五六七八九十百千万亿兆点.,")
_TRIGGER = re.compile(f"[{TRIGGERS}]")
_COUNTED_SHARES = re.compile(r"[0-9][0-9,.]{0,11}[余多]?[万亿]?股")
_DIGITS = re.compile(r"[0-9][0-9.,]*")
_TOKEN_AFTER = re.compile(r"[0-9A-Za-z]*(?:[-.+][0-9A-Za-z]+){0,4}")
_URL_BEFORE = re.compile(r"(?:https?:|www\.|=[\"'])[!-~]{0,150}$")
_URL_REST = re.compile("[!-~]+")
_FISCAL_YEAR = re.compile("(?:20)?[0-9]{2}(?![0-9])")
_QUARTER_OF = re.compile("[1-4] ?(20[0-3][0-9])(?![0-9年.,%])")

# 一, 数, 零 and 把 are mostly parts of words; what must stand beside them to make a second look worth while.
_LONELY = frozenset("一数零把")
_AFTER_ONE = frozenset("涨跌升降半家个成折比、分又至到~-—–～和 单件杯台瓶盒份袋箱碗")
_BEFORE_ONE = tuple("仅只唯有剩翻又钟时天年月周日第")
# Where a word of the table of words may be found; of these, 双倍番余把 begin no numeral.
_WORD_STARTS = frozenset("双倍番余把数半两三四二一几百")
# What belongs to a number even if a space stands between them (第 3 名, 前 11 月).
_BEFORE_SPACE = tuple("第前每")
_AFTER_ZERO = frozenset("点元圆个年月")


def scan(reading: str, *, names: bool = False) -> list[Quantity]:
    """Find every quantity in a reading text.

    Args:
        reading: the text; simplified characters (full-width digits and traditional numerals are understood, too).
        names: report digits that belong to names (618, 36氪), too, as type "name".

    Returns:
        The quantities in order, with offsets into ``reading``.

    >>> [(q.text, q.type, q.value, q.value2, q.bound, q.unit) for q in scan("超5.2万个品牌增长10%-15%")]
    [('超5.2万个', 'count', Decimal('52000'), None, '>', '个'),
     ('10%-15%', 'percent', Decimal('10'), Decimal('15'), 'range', '%')]
    """
    page = Page(as_text(reading, "reading"), names)
    search, text, at = _TRIGGER.search, page.text, 0
    while match := search(text, at):
        at = _visit(page, match.start())
    if "下同" in text:
        declare_currency(page)
    return page.found


def parse_quantity(text: str) -> Quantity:
    """Read the whole of ``text`` as one quantity.

    Raises:
        NumberError: it is none, or holds more than one; ``position`` is where reading stopped.
        ArgumentError: ``text`` is no text.

    >>> parse_quantity("三四十元").to_dict()["value2"], parse_quantity("一").value
    ('40', Decimal('1'))
    """
    plain = to_plain_characters(as_text(text))
    start = len(plain) - len(plain.lstrip())
    stop = len(plain.rstrip())
    found = scan(text)
    for quantity in found:
        if quantity.start <= start and quantity.end >= stop:
            return quantity
    item = read_item(plain, start) if start < stop else None
    if item is not None and item.end >= stop and not item.more:
        kind = item.unit.type if item.unit else "count"
        code = item.unit.code if item.unit else None
        numeral = (start, item.numeral.end)
        return Quantity(
            start, stop, text[start:stop], kind, item.low, item.high, unit=item.name, currency=code, numeral=numeral
        )
    if item is None and (half := _half_of(text, plain, start, stop)):
        return half
    position = found[0].end if found and found[0].start <= start else (item.end if item else start)
    raise NumberError(text, min(position, len(text)), "not one quantity")


def _half_of(text: str, plain: str, start: int, stop: int) -> Quantity | None:
    """半个, 半张: half of anything, if it is all that is said."""
    found = find_unit(plain, start + 1) if plain[start : start + 1] == "半" else None
    if found is None or found[0] < stop:
        return None
    half = Decimal("0.5")
    unit = found[1]
    numeral = (start, start + 1)
    return Quantity(start, stop, text[start:stop], unit.type, half, half, unit=unit.unit, numeral=numeral)


def _visit(page: Page, at: int) -> int:
    """Look at a character that a quantity can begin with."""
    text = page.text
    first = text[at]
    if first in _LONELY and _is_idle(page, first, at):
        return at + 1
    if text[at + 200 : at + 201] in _NOISY and (noise := _NOISE.match(text, at)):
        return noise.end()
    if first in _WORD_STARTS and (said := words()[0].find(text, at)) and (end := add_word(page, *said[:3])):
        return end
    if hit := names().find(text, at):
        start, end, word, kind = hit
        if is_really_name(text, word, end):
            return page.add_name(max(start, page.done), end) if kind == "name" else max(end, at + 1)
    if first in "双倍番余把":
        return at + 1
    before = text[at - 1] if at else "\n"
    if before == " " and text[at - 2 : at - 1] in _BEFORE_SPACE and at > 1:
        before = text[at - 2]
    digit = "0" <= first <= "9"
    if digit and before == " " and text[at - 4 : at].upper() == "TOP ":
        return _visit_top(page, at - 4, at)
    if first == "." and (before.isalnum() or before in ".。%" or not "0" <= text[at + 1 : at + 2] <= "9"):
        return at + 1
    if digit and (
        (before.isascii() and before.isalpha() and not _is_share_class(text, at, before))
        or before in "_#@=&?/"
        or (before == "-" and at > 1 and is_letter(text[at - 2]))
    ):
        return _visit_after_letter(page, at)
    if digit and before in "·•" and text[at - 2 : at - 1].isdigit():  # 5·12
        match = _DIGITS.match(text, at)
        return page.add_name(at, match.end() if match else at + 1)
    return _visit_number(page, at, before)


def _is_share_class(text: str, at: int, before: str) -> bool:
    """Is the letter in front of a figure the class of shares that are counted: 万科A|300万股?"""
    return before in "AB" and "一" <= text[at - 2 : at - 1] <= "龥" and _COUNTED_SHARES.match(text, at) is not None


def _is_idle(page: Page, first: str, at: int) -> bool:
    """Quick look at the most frequent characters that mean nothing: 一 in 一些, 数 in 数据, 零 in 零售."""
    text = page.text
    following = text[at + 1 : at + 2]
    if first == "把":
        return text[at - 1 : at] != "个"
    if page.with_names or following in STARTS:
        return False
    if first == "一":
        return following not in _after_one() and text[at - 1 : at] not in _BEFORE_ONE
    if first == "数":
        return following not in _after_several() and text[at - 1 : at] != "位"
    return following not in _AFTER_ZERO and text[at - 1 : at] != "第"


@cache
def _after_one() -> frozenset[str]:
    kinds = frozenset({"duration", "money", "percent", "multiple", "measure"})
    return first_characters(kinds) | _AFTER_ONE


@cache
def _after_several() -> frozenset[str]:
    return first_characters(frozenset({"duration"}))


def _visit_number(page: Page, at: int, before: str) -> int:
    """A place where a number or date may stand."""
    text = page.text
    first = text[at]
    if (
        MAYBE_DATE.match(text, at)
        or before in ("第", "(", "（")
        or (text[at : at + 4].isdigit() and text[at + 4 : at + 5] in ("Q", "H"))
    ) and (date_end := add_date(page, at)):
        return date_end
    if first == "半":
        return add_half(page, at)
    if first == "参" and text[at + 1 : at + 2] not in "拾佰仟":
        return at + 1
    if first in "几数" and (end := add_several(page, at)):
        return end
    item = read_item(text, at)
    if item is not None:
        return add_number(page, at, item, before)
    digits = _DIGITS.match(text, at)
    return digits.end() if digits else at + 1


def _visit_after_letter(page: Page, at: int) -> int:
    """A digit right after a letter: a model, a code (SU7, PD-1) - unless the letters are a currency or TOP."""
    text = page.text
    if text[at - 2 : at] in ("\\n", "\\r", "\\t"):  # a line break that was never unescaped
        return _visit_number(page, at, "\n")
    if _URL_BEFORE.search(text, max(page.done, at - 160), at):
        rest = _URL_REST.match(text, at)
        return rest.end() if rest else at + 1
    start = at
    while (
        start > page.done
        and start > at - 12
        and text[start - 1].isascii()
        and (text[start - 1].isalnum() or text[start - 1] in "-.")
    ):
        start -= 1
    letters = text[start:at].upper()
    if not letters:
        return _visit_number(page, at, text[at - 1])
    if (currency := currency_before(text, at)) and (item := read_item(text, at)):
        return add_number(page, at, item, text[currency[0] - 1] if currency[0] else "")
    if letters in latin_measures() and (item := read_item(text, at)) and _is_figure(text, at, item):
        return add_number(page, at, item, "")
    if letters in ("TOP", "TOP-", "NO.", "NO"):
        return _visit_top(page, start, at, is_one=letters.startswith("N"))
    if letters == "FY" and (year := _FISCAL_YEAR.match(text, at)):
        return _visit_fiscal(page, start, at, year.end())
    following = text[at + 1 : at + 2]
    is_part = (letters == "Q" and text[at] in "1234") or (letters == "H" and text[at] in "12")
    if is_part and (of := _QUARTER_OF.match(text, at)):  # Q3 2025
        written = f"{of[1]}-{letters}{text[at]}"
        return page.add(
            start, of.end(), "date", iso=iso(written, None), written=(written, None), numeral=(at, of.end())
        )
    if is_part and not (following.isascii() and following.isalnum()):
        return page.add(start, at + 1, "date", written=(letters + text[at], None), numeral=(at, at + 1))
    match = _TOKEN_AFTER.match(text, at)
    return page.add_name(start, max(match.end() if match else at, at + 1))


def _visit_fiscal(page: Page, start: int, at: int, end: int) -> int:
    """FY2025, FY25, FY2025Q3."""
    figures = page.text[at:end]
    low: str = figures if len(figures) == 4 else f"20{figures}"
    if (date := read_date(page.text, at)) and date.end > end and date.low.startswith(f"{low}-"):
        low, end = date.low, date.end
    return page.add(start, end, "date", iso=iso(low, None), written=(low, None), numeral=(at, end))


def _is_figure(text: str, at: int, item: Item) -> bool:
    """GMV141亿元, ROE12.5%: an amount behind the name of a measure, not a bare label (PE2)."""
    return item.unit is not None or bool(item.numeral.power) or "." in text[at : item.numeral.end]


def _visit_top(page: Page, start: int, at: int, is_one: bool = False) -> int:
    """TOP20 and Top 20 (up to that place), NO.1 (that one); but TOP20的房企 tells how many."""
    numeral = read_numeral(page.text, at)
    if numeral is None:
        return at + 1
    span = (at, numeral.end)
    if not is_one and page.text[numeral.end : numeral.end + 1] == "的":
        return page.add(start, numeral.end, "count", numeral.low, numeral.low, numeral=span)
    return page.add(start, numeral.end, "ordinal", numeral.low if is_one else None, numeral.low, numeral=span)
