"""Funds named in words, behind the house that runs them: 易方达蓝筹精选混合, 华夏上证50ETF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cnbiznews.companies.gazetteer import Gazetteer
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import has_stop
from cnbiznews.companies.words import Words, longest_prefix

__all__ = ["fund_mentions"]

_HOUSE = "基金"
# 股票, 债券 and the like are funds only with the letter of a class behind.
_CLASS = "(?=型?[ACEI](?![A-Za-z]))"
_KIND = re.compile(
    r"(?:混合(?!动力|所有|现实|办公|云|制|使用)|ETF联接|ETF|联接|LOF|FOF|REIT"
    rf"|股票{_CLASS}|债券{_CLASS}|指数{_CLASS}|货币{_CLASS})"
    r"(?:型|发起式)?(?:[(（](?:QDII|LOF|FOF)[)）])?(?:[ACEI](?![A-Za-z]))?"
)
# What is said of a fund alone, whose kind needn't be told: 青禾白石价值一日售罄.
_SOLD = r"(?=(?:提前|[一首当单]日)(?:就|便|即)?(?:售罄|结束募集|结募)|启动比例配售)"
_SALES = ("售罄", "募", "配售")  # one of them stands in all of it
# 社保基金一一三组合
_POOL = re.compile(r"(?:全国)?(?:社保|基本养老保险)基金[零〇一二三四五六七八九0-9]{3,5}组合")
_OTHERS = re.compile("银行|保险|发行|持有|推出|公司|集团")  # what stands in no name of a fund
_REACH = 16  # how far in front of the kind of a fund its house stands at most
_PART = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]*\Z")


@lru_cache(maxsize=4)
def _houses(gazetteer: Gazetteer) -> Words:
    """The names of the houses that run funds, with and without 基金."""
    houses = [entry for entry in gazetteer.entries if any(name.endswith(_HOUSE) for name in entry.surfaces)]
    return _short(name for entry in houses if entry.kind == "company" for name in entry.surfaces)


def _short(names: Iterable[str]) -> Words:
    """Return names with and without 基金."""
    return Words(short for name in names for short in (name, name.removesuffix(_HOUSE)) if len(short) > 1)


def fund_mentions(text: str, gazetteer: Gazetteer, found: Iterable[Mention] = ()) -> Iterator[Mention]:
    """Yield the funds that are named with their house in front.

    Args:
        text: reading text.
        gazetteer: which knows houses.
        found: mentions in the text, which may be of other houses.

    >>> from cnbiznews.companies.gazetteer import Entry
    >>> found = fund_mentions("青禾基金暂停申购，青禾白石成长混合A除外", Gazetteer([Entry("青禾基金")]))
    >>> [mention.text for mention in found]
    ['青禾白石成长混合A']
    """
    for pool in _POOL.finditer(text) if "组合" in text else ():
        yield Mention(*pool.span(), pool.group(), "other-org", pool.group())
    houses: Words | None = None
    sold = re.finditer(_SOLD, text) if any(word in text for word in _SALES) else ()
    for kind in (*_KIND.finditer(text), *sold):
        houses = houses or Words(_houses(gazetteer) | _short(name.text for name in found if name.text.endswith(_HOUSE)))
        left = _PART.search(text, max(0, kind.start() - _REACH), kind.start()).start()  # type: ignore[union-attr]
        for start in range(left, kind.start() - 2):
            house = longest_prefix(text, start, houses)
            inside = text[start + len(house) : kind.start()]
            if house and not has_stop(inside, nouns=False) and not _OTHERS.search(inside):
                yield Mention(start, kind.end(), text[start : kind.end()], "brand", text[start : kind.end()])
                break
