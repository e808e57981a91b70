"""Whose text it is: the firm that speaks of itself in it (我们建议派发股息), or the one it is mostly about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.reading import Block

__all__ = ["ACTORS", "filer_of", "head_of_item", "introduced", "main_company", "of_market", "within"]

_Part = TypeVar("_Part", "Company", "Block")

ACTORS = ("company", "brand")  # those a text can be about

# Not in direct speech, which others report.
_QUOTED = re.compile(r"“[^”\n]*”?")
_HEADLINE = re.compile(r"\s*【[^】\n]*】")  # of what an agency reports, in front of it
# What parts the statements of a title: 全市成交5万套 甲居首
_PARTED = re.compile(r"[，。！？；、\s]")
# What may stand in front of the firm an item of a digest is about, and what stands behind it: 07:48 甲（00123）：
_BEFORE_HEAD = re.compile(
    r"[\s▍▎▌●■◆◇○▶►★☆※•·‧▪*\-]*(?:[0-9]{1,2}[:：][0-9]{2}\s*)?(?:[0-9]{1,2}[、.．)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）])?\s*[【“「]?"
)
_BEHIND_HEAD = re.compile(r"[”」]?(?:[（(][^）)\n]{1,20}[）)])?(?:[：:】]|\s?[|｜丨]\s?)")
_ITSELF = re.compile(r"[（(][^（）()\n]{0,24}[“「]?本(?:公司|集团|行)[”」]")  # where a paper says who its 本公司 is
_TWICE = 2
_OFTEN = 3


def head_of_item(text: str, block: Block, companies: Sequence[Company]) -> Company | None:
    """Return the firm an item of a digest opens with, of which all of it is: 07:48 甲：… 【甲】…"""
    first = next(iter(within(companies, block.start, block.end)), None)
    if first is None or first.kind not in ACTORS or is_observer(Token(first.start, first.end, "company", item=first)):
        return None
    if not _BEFORE_HEAD.fullmatch(text, block.start, first.start) or not _BEHIND_HEAD.match(text, first.end):
        return None
    return first


def filer_of(text: str, companies: Sequence[Company]) -> str | None:
    """Return the firm a text in the first person is of.

    It is the one a paper says is its 本公司, the only one named, or the one all others are named after.

    Args:
        text: the reading text.
        companies: what is named in it; brands say nothing of who speaks.
    """
    if itself := _ITSELF.search(text):
        named = (company.canonical for company in companies if company.end == itself.start())
        if (name := next(named, None)) is not None:
            return name
    if text.count("我们") < _TWICE or _QUOTED.sub("", text).count("我们") < _TWICE:
        return None
    firms = {company.canonical for company in companies if company.kind == "company"}
    name = min(firms, key=len, default=None)
    return name if name is not None and all(firm.startswith(name) for firm in firms) else None


def main_company(companies: Sequence[Company], blocks: Sequence[Block]) -> str | None:
    """Return the company a text is mostly about.

    Houses that watch others are not. It is named at the begin, and twice as often as any other, or most paragraphs that
    name any open with it, or it is named often and in most of them.
    """
    actors = [c for c in companies if c.kind in ACTORS and not is_observer(Token(c.start, c.end, "company", item=c))]
    counts = Counter(company.canonical for company in actors)
    if not counts:
        return None
    (name, count), *others = counts.most_common(2)
    begin = {company.canonical for company in actors if company.start < blocks[min(1, len(blocks) - 1)].end}
    if name in begin and count >= _OFTEN and all(count >= 2 * other for _, other in others):
        return name
    inside = [within(actors, block.start, block.end) for block in blocks]
    openers = Counter(part[0].canonical for part in inside if part)
    opener, led = openers.most_common(1)[0]
    firms = {company.canonical for company in actors if company.kind == "company"}
    if opener in begin & firms and led >= _TWICE and 2 * led >= openers.total():
        return opener
    titled = {company.canonical for company in actors if len(blocks) > 1 and company.start < blocks[0].end}
    leads = len(blocks) > 1 and actors[0].canonical == name and actors[0].start < blocks[0].end
    if name not in begin or (count < _OFTEN and titled != {name}) or count < (0.3 if leads else 0.4) * len(actors):
        return None
    owning = sum(any(company.canonical == name for company in part) for part in inside)
    return name if 2 * owning >= openers.total() else None


def of_market(
    text: str, companies: Sequence[Company], blocks: Sequence[Block], figures: Sequence[int], *, titled: bool
) -> bool:
    """Tell whether a text is about a market, a trade or a place: it gives figures before it names a firm.

    Firms are but examples in it, also one that its title or many of its paragraphs name. Houses that watch others are
    none, and a text whose title opens with a firm is about that one.

    Args:
        text: the reading text.
        companies: what is named in it, in order.
        blocks: its blocks; the first is its title if it is ``titled``.
        figures: where its figures stand, in order.
    """
    firms = [c for c in companies if c.kind in ACTORS and not is_observer(Token(c.start, c.end, "company", item=c))]
    if not blocks or not firms:
        return False
    begin = blocks[0].start
    headline = _HEADLINE.match(text, begin, blocks[0].end)
    if titled or headline:
        end = blocks[0].end if titled or headline is None else headline.end()
        if firms[0].start < end and not _PARTED.search(text[begin : firms[0].start].lstrip()):
            return False
        begin = end
    first = bisect_left(figures, begin)
    return first + 1 < len(figures) and not within(firms, begin, figures[first + 1])


def introduced(text: str, companies: Sequence[Company], blocks: Sequence[Block]) -> str | None:
    """Return the firm a text names first, right below its title, and then points at: 甲…这家2017年创立的品牌…"""
    actors = [company for company in companies if company.kind in ACTORS]
    if not actors or not blocks or not blocks[0].end <= actors[0].start < blocks[min(2, len(blocks) - 1)].end:
        return None
    first = actors[0]
    other = next((company.start for company in actors if company.canonical != first.canonical), len(text))
    points = pattern_of("pointing").search(text, first.end, other)
    return first.canonical if points and points[0].startswith("这") else None


def within(parts: Sequence[_Part], start: int, end: int) -> Sequence[_Part]:
    """Return those of ``parts``, which are in order, that start in a stretch."""
    first = bisect_left(parts, start, key=attrgetter("start"))
    return parts[first : bisect_left(parts, end, first, key=attrgetter("start"))]
