"""The parts of a name: 杭州 (region) · 青禾 (trade name) · 科技 (industry) · 有限公司 (form)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cnbiznews.companies.words import Words, ending_words, endings, longest_prefix, longest_suffix, regions

__all__ = ["Parts", "plain", "same_but_for_endings", "split_name", "without_share_class"]

_BRACKETS = re.compile(r"[(（][^()（）]{1,12}[)）]")
_SHARE_CLASS = re.compile(r"-(?:SW|WR|[WSBPRHU]|S[BW])$")
_PLACE_WORDS = frozenset("省市县区州")
_BUSINESS = frozenset({"group", "industry", "weak", "vague", "line", "local", "branch"})


class Parts(NamedTuple):
    """A registered name taken apart; any part but the trade name may be empty."""

    region: str
    trade: str
    industry: str
    form: str


@lru_cache(maxsize=1 << 12)  # names recur, within a text and from text to text
def split_name(name: str) -> Parts:
    """Take a name apart.

    >>> split_name("杭州青禾科技有限公司")
    Parts(region='杭州', trade='青禾', industry='科技', form='有限公司')
    >>> split_name("青禾电器")
    Parts(region='', trade='青禾', industry='电器', form='')
    """
    rest = without_share_class(_BRACKETS.sub("", name))
    known = endings()
    form = longest_suffix(rest, len(rest), ending_words())
    tail = ""
    while form and known[form].group in ("legal", "group"):
        rest, tail = rest[: -len(form)], form + tail
        form = longest_suffix(rest, len(rest), ending_words())
    industry = ""
    while form and known[form].group in _BUSINESS and len(rest) - len(form) >= 2:
        rest, industry = rest[: -len(form)], form + industry
        form = longest_suffix(rest, len(rest), ending_words())
    region = ""
    while word := longest_prefix(rest, 0, regions()):
        if rest[len(word) : len(word) + 1] in _PLACE_WORDS and len(rest) > len(word) + 2:
            word += rest[len(word)]
        if len(rest) - len(word) < 2:
            break
        region, rest = region + word, rest[len(word) :]
    return Parts(region, rest, industry, tail)


def without_share_class(name: str) -> str:
    """Return a name without what an exchange puts behind it for a class of shares: 青禾-SW."""
    return _SHARE_CLASS.sub("", name) if "-" in name else name


@lru_cache(maxsize=1 << 12)
def plain(name: str) -> str:
    """Return a name without share class and without 集团, 公司 and legal form at its end, if two characters stay.

    >>> plain("青禾集团"), plain("青禾集团-W"), plain("青禾公司"), plain("青禾电器股份有限公司")
    ('青禾', '青禾', '青禾', '青禾电器')
    """
    rest = without_share_class(name)
    known = endings()
    while True:
        form = longest_suffix(rest, len(rest), ending_words())
        if not form or known[form].group not in ("legal", "group") or len(rest) - len(form) < 2:
            return rest
        rest = rest[: -len(form)]


@cache
def _loose_words() -> Words:
    """The words that make no other firm of a name: places, lines of business, endings."""
    return Words(ending_words() | regions())


def same_but_for_endings(short: str, long: str) -> bool:
    """Tell whether ``long`` is ``short`` with a place in front or general words of business behind, and no more.

    >>> same_but_for_endings("青禾", "中国青禾控股"), same_but_for_endings("青禾", "青禾白云")
    (True, False)
    """
    at = long.find(short)
    if at < 0:
        return False
    front, back = long[:at], long[at + len(short) :]
    while back:
        word = longest_suffix(back, len(back), _loose_words())
        if not word:
            return False
        back = back[: -len(word)]
    return not front or front in regions()
