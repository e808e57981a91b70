"""Letters and English words that stand for a magnitude: 3.5w, 10W台, $5m, 12 million."""

from __future__ import annotations

import re

from cnbiznews.quantities.digits import scaled
from cnbiznews.quantities.numeral_reader import Numeral
from cnbiznews.quantities.units import currency_before, is_letter

__all__ = ["LETTERS", "by_letter", "with_letters"]

# Letter or word: power of ten.
_MAGNITUDES = {"k": 3, "K": 3, "w": 4, "M": 6, "B": 9}
_AFTER_CURRENCY = {"m": 6, "b": 9, "t": 12}
_WORDS = {"million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
# What joins the ends of a range.
_UP_TO = tuple("-–—~至到")
#: Letters that are a magnitude only beside some words.
LETTERS = tuple("wWmbt")
# 10W台, 10W+: here W is 万 and no watt; 65W单口 is one.
_W_IS_MANY = re.compile(r"[wW](?=[台辆部件个人次只条元块家户名位套张份箱瓶本吨亩粉]|单(?!口)|\+|人民币|美元)(?!台灯)")
_WORD = re.compile(" ?(million|mn|billion|bn|trillion|tn)(?![A-Za-z])", re.IGNORECASE)


def by_letter(text: str, at: int, numeral: Numeral) -> Numeral | None:
    """The numeral with a letter that is a magnitude only beside some words: 10W台, $5m."""
    letter, end = text[numeral.end], numeral.end + 1
    if numeral.power:
        return None
    if letter in "wW":
        return _times(numeral, 4, end) if _W_IS_MANY.match(text, numeral.end) else None
    following = text[end : end + 1]
    if is_letter(following) or following.isdigit():
        return None
    if currency_before(text, at) is None and not (text[at - 1 : at] in _UP_TO and text[at - 2 : at - 1] == letter):
        return None  # $5m, and 6m in $5m-6m
    return _times(numeral, _AFTER_CURRENCY[letter], end)


def _times(numeral: Numeral, power: int, end: int) -> Numeral:
    low, high = scaled(numeral.low, power), scaled(numeral.high, power)
    return numeral._replace(end=end, low=low, high=high, power=power, digits=0)


def with_letters(text: str, end: int, numeral: Numeral) -> Numeral | None:
    """The numeral with the letters or the English word for its magnitude (3.5w, 12 million).

    >>> from cnbiznews.quantities.numerals import read_numeral
    >>> with_letters("3.5w", 3, read_numeral("3.5w", 0)).low
    Decimal('35000.0')
    """
    letter = text[end : end + 1]
    if word := _WORD.match(text, end):
        power, end = _WORDS[word[1].lower()], word.end()
    elif (
        letter in _MAGNITUDES
        and not numeral.power
        and not is_letter(text[end + 1 : end + 2])
        and not text[end + 1 : end + 2].isdigit()
    ):
        power, end = _MAGNITUDES[letter], end + 1
    else:
        return None
    return _times(numeral, power, end)
