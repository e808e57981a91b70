"""How plausible is it that somebody wrote this? By it, the right decoding of bytes is told from the wrong ones.

Every character has a cost: the negative logarithm of its share of all text, in nats. A sum of costs is a (negative)
log-likelihood. Decoded wrongly, Chinese text becomes rare ideographs, stray symbols and unassigned codes, whose costs
are about twice as high as those of the characters of real text.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from cnbiznews import resources

__all__ = ["cost", "is_noise", "mean_cost"]

# Characters outside the table of ideographs, by their cost.
_GROUPS = {
    " etaoinsrhldcu": 3.0,
    "\t\n\rbfgjkmpqvwxyz0123456789": 3.5,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:-/'\"()": 4.5,
    "，。、：；？！“”‘’（）《》「」『』【】〈〉—…·％•\u3000": 5.0,
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü": 7.0,  # pinyin
    "嘅咗唔喺嚟冇佢哋啲嘢睇嗰咁噉乜嘥啱攞搵瞓諗咩嗌嘞喇囉喎啫": 9.0,  # Cantonese
    "\ufffd": 18.0,
}
# Ranges of code points with one cost, in order; what is in none of them is looked up by its category.
_RANGES = (
    (0x20, 0x7E, 6.0),
    (0xC0, 0x24F, 9.0),  # Latin letters with marks
    (0x370, 0x52F, 10.0),  # Greek and Cyrillic
    (0x3001, 0x301F, 7.0),  # CJK marks
    (0x3041, 0x30FF, 9.0),  # kana
    (0x3400, 0x4DBF, 15.0),
    (0x4E00, 0x9FFF, 14.0),
    (0xAC00, 0xD7A3, 10.0),  # Hangul
    (0xFF01, 0xFF5E, 7.0),  # full-width ASCII
    (0x20000, 0x3FFFF, 15.0),
)
_BY_CATEGORY = {"Cc": 14.0, "Co": 17.0, "Cs": 17.0, "Cn": 18.0}
_OTHER = 11.0


class _Costs(dict[str, float]):
    """Costs of characters, worked out when they are first met."""

    def __missing__(self, char: str) -> float:
        code = ord(char)
        ranges = (known for first, last, known in _RANGES if first <= code <= last)
        known = next(ranges, None) or _BY_CATEGORY.get(unicodedata.category(char), _OTHER)
        self[char] = known
        return known


@cache
def _costs() -> _Costs:
    costs = _Costs()
    for row in resources.table("reading/characters.tsv"):
        costs.update(dict.fromkeys(row["characters"], float(row["nats"])))
    for characters, known in _GROUPS.items():
        costs.update((char, min(known, costs.get(char, known))) for char in characters)
    return costs


def cost(text: str, highest: float | None = None) -> float:
    """Return how improbable a text is, in nats; no character counts for more than ``highest``.

    >>> cost("京东营收增长") < cost("禪狦茠彶梧藩")
    True
    """
    costs = map(_costs().__getitem__, text)
    return sum(costs) if highest is None else sum(min(cost, highest) for cost in costs)


def mean_cost(text: str) -> float:
    """Return the cost per character; 0 for an empty text.

    >>> mean_cost("公司") < mean_cost("禪狦")
    True
    """
    return cost(text) / len(text) if text else 0.0


def is_noise(char: str) -> bool:
    """Tell whether a character has no place in text and hints at binary data.

    The control characters U+0080 to U+009F are none: they stand in text that was once decoded as Latin-1.

    >>> is_noise("\\x00"), is_noise("\\n"), is_noise("京")
    (True, False, False)
    """
    return (char < " " and char not in "\t\n\r\f") or unicodedata.category(char) in ("Cn", "Cs")
