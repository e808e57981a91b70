"""Characters of GBK of which one byte is known: the likely ones, as the language model ranks them.

Where bytes ran out of phase, the second byte of a character is known without its first, or the first without its
second; and a pair of bytes that has no character has vanished, which tells a little of the bytes it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cnbiznews.repair.charsets import bytes_of, gbk_pair
from cnbiznews.repair.language_model import language_model

__all__ = [
    "Halves",
    "after_vanished",
    "before_vanished",
    "between_vanished",
    "is_meant",
    "with_lead",
    "with_trail",
]

# What may have stood there: hanzi and the usual punctuation; wide letters and digits would be made up too easily.
_MEANT = re.compile("[\u3400-\u9fff。，、；：？！“”‘’（）《》〈〉【】—…·％]")
# How many characters that go with a vanished pair are looked at.
_KEPT = 32


def is_meant(char: str) -> bool:
    """Whether a character is one of those that may have stood in a damaged place.

    >>> is_meant("京"), is_meant("Ａ")
    (True, False)
    """
    return _MEANT.match(char) is not None


#: (id, the byte that is not known, character)
Half = tuple[int, int, str]


class Halves:
    """Characters that share a byte, likely ones first: what they cost alone, and where each id stands."""

    __slots__ = ("costs", "places", "rows")

    def __init__(self, rows: Iterable[Half] = ()) -> None:
        self.rows = tuple(rows)
        self.costs = [(half[0], language_model().unigram(half[0])) for half in self.rows]
        self.places: dict[int, list[int]] = {}
        for place, half in enumerate(self.rows):
            self.places.setdefault(half[0], []).append(place)


_NONE = Halves()


@cache
def _halves() -> tuple[dict[int, Halves], dict[int, Halves]]:
    """Return the characters of GBK the model knows, by lead byte and by trail byte, likely ones first."""
    model = language_model()
    leads: dict[int, list[Half]] = {}
    trails: dict[int, list[Half]] = {}
    for char, pair in bytes_of("gb18030").items():
        known = model.ids.get(char)
        if known is not None and len(pair) == 2 and is_meant(char):
            leads.setdefault(pair[0], []).append((known, pair[1], char))
            trails.setdefault(pair[1], []).append((known, pair[0], char))
    by_lead, by_trail = (
        {byte: Halves(sorted(row, key=lambda half: model.unigram(half[0]))) for byte, row in table.items()}
        for table in (leads, trails)
    )
    return by_lead, by_trail


def with_lead(lead: int) -> Halves:
    """Return the likely characters with this lead byte.

    >>> any(char == "京" for _, _, char in with_lead("京".encode("gbk")[0]).rows)
    True
    """
    return _halves()[0].get(lead, _NONE)


def with_trail(trail: int) -> Halves:
    """Return the likely characters with this trail byte.

    >>> any(char == "京" for _, _, char in with_trail("京".encode("gbk")[1]).rows)
    True
    """
    return _halves()[1].get(trail, _NONE)


@cache
def before_vanished(lead: int) -> Halves:
    """Return the likely characters with this lead byte whose trail byte can begin a pair that has no character."""
    possible = {first for first in range(0x81, 0xFF) if any(not gbk_pair(first, i) for i in range(0x81, 0xFF))}
    return Halves([half for half in with_lead(lead).rows if half[1] in possible][:_KEPT])


@cache
def between_vanished(first: int) -> Halves:
    """Return the likely characters that begin with a byte that makes no character with ``first``, and end likewise."""
    leads, _ = _halves()
    found = [half for lead in leads if not gbk_pair(first, lead) for half in before_vanished(lead).rows]
    return Halves(sorted(found, key=lambda half: language_model().unigram(half[0]))[:_KEPT])


@cache
def after_vanished(first: int, trail: int) -> Halves:
    """Return the likely characters with this trail byte whose lead byte makes no character with ``first``."""
    return Halves([half for half in with_trail(trail).rows if not gbk_pair(first, half[1])][:_KEPT])
