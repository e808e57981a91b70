"""Pieces of a text as they are said, and what may be the name of something."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.facts.words import pattern_of
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["NAME_REACH", "Piece", "clean", "ends_as_part", "ends_as_segment", "is_name", "piece", "region_of"]

Span = tuple[int, int]

NAME_REACH = 14

_SUBJECT_REACH = 30

_QUOTES_AND_SPACE = re.compile(r"[\s“”‘’\"「」『』*]+")
_SHARES = re.compile(r"每?[0-9]+股")  # 每10股派发…


class Piece(NamedTuple):
    """A part of a text and what it says once function words at its edges are gone."""

    text: str
    span: Span


@cache
def _segments() -> tuple[str, ...]:
    return resources.lines("facts/segments.txt")


@cache
def _things() -> tuple[str, ...]:
    return resources.lines("facts/things.txt")


@cache
def _regions() -> re.Pattern[str]:
    names = [name for line in resources.lines("companies/regions.txt") for name in line.split()]
    return re.compile(f"(?:{surface_pattern(names).pattern})(?:省|市区|市|县|区|州)?(?:各地|全市|全省)?")


def piece(text: str, start: int, end: int) -> Piece | None:
    """Return what ``text[start:end]`` says, or None if that is nothing."""
    words = clean(text[start:end])
    return Piece(words, (start, end)) if words else None


@lru_cache(maxsize=1 << 12)  # the same few words are asked for again and again
def clean(text: str) -> str:
    """Return a phrase without quotes, space and the function words at its edges.

    >>> clean("在“新疆”地区的")
    '新疆地区'
    """
    return pattern_of("edge").sub("", _QUOTES_AND_SPACE.sub("", text))


def is_name(words: str) -> bool:
    """Tell whether words may name a part of a business: short, saying nothing, no mere 用户 or 董事会, no verb.

    >>> is_name("小家电"), is_name("董事会"), is_name("收入结构")
    (True, False, False)
    """
    if _SHARES.match(words):
        return False
    if len(words) == 1 and not pattern_of("good-of-one-character").match(words):
        return False
    return (
        bool(words)
        and len(words) <= _SUBJECT_REACH
        and not pattern_of("everybody", "deciding", "bare-verb").fullmatch(words)
        and not pattern_of("aspect").search(words)
        and not pattern_of("states").search(words)
    )


def ends_as_segment(phrase: str) -> bool:
    """Tell whether a phrase names a part of a business (手机业务, 海外市场) rather than a measure of it."""
    return phrase.endswith(_segments())


def ends_as_part(phrase: str) -> bool:
    """Tell whether a phrase names a part of a business, or a thing it makes, runs or owns (新厂, 旗舰店, 新品)."""
    return phrase.endswith(_things()) or ends_as_segment(phrase)


def region_of(text: str, start: int, end: int) -> int:
    """Return where the name of a region ends that begins at ``start``, or ``start`` if none does."""
    found = _regions().match(text, start, end)
    return found.end() if found else start
