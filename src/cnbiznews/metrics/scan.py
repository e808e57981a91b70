"""Finding measures: names of the lexicon, and noun phrases built around a head noun."""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources
from cnbiznews.metrics.lexicon import Entry, Lexicon, default_lexicon
from cnbiznews.metrics.model import Metric
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["noun_start", "scan"]

_REACH = 12  # an open-class name is extended over at most so many characters
_WORDLIKE = re.compile(r"[A-Za-z0-9]")
# What a name never contains: punctuation, space, and characters that are function words nearly everywhere.
_STOPS = r"[^\w&+/\-]|[的了是与和及或被把让也已将曾又较其该此这那]|在(?![手库管营线籍建岗职校册])|为(?!主)|占(?![比有用地])"
# A figure may open a name only as the span it is measured over: 3日复购率, 7天留存率, 52周涨幅.
_SPAN = re.compile(r"[0-9]{1,3}(?:日|天|周|个月|年期?|次)$")
# 归属于上市公司股东的净利润: the owner named before the profit belongs to its name.
_OWNED = re.compile(r"归属于?[^，。；：、\s的]{0,12}(?:股东|所有者|持有人|拥有人|公司)(?:应占)?的?(?:扣除非经常性损益后?的?)?$")
# 每股美国存托凭证摊薄收益, 每用户平均每日使用时长: what it is counted per belongs to its name.
_PER = re.compile(r"每[^\s，。；：、（）()的为一]{1,12}$")
# 今年, 上月, 首日, 3月: the unit of time belongs to what stands before it.
_UNITS_OF_TIME = frozenset(("年", "月", "日", "周", "年度", "月度", "季度"))
_NOT_BEFORE_UNIT = frozenset("今去明前后本上下当半整全每首次同近昨0123456789一二三四五六七八九十")
_LEXICAL = 0.95
_DERIVED = 0.7


@cache
def _boundaries() -> re.Pattern[str]:
    words = surface_pattern(resources.lines("metrics/boundaries.txt")).pattern
    return re.compile(f"{_STOPS}|[0-9]|{words}")


@cache
def _modifiers() -> tuple[str, ...]:
    return tuple(sorted(resources.lines("metrics/modifiers.txt"), key=len, reverse=True))


def noun_start(text: str, end: int, floor: int = 0) -> int:
    """Return where the noun phrase begins that ends at ``end``; it never reaches left of ``floor``.

    >>> noun_start("公司实现线下门店成交额", 11), noun_start("受益于3日复购率", 8)
    (4, 3)
    """
    low = max(floor, end - _REACH)
    start = low
    for match in _boundaries().finditer(text, low, end):
        start = match.end()
    if start > low and (span := _SPAN.search(text, low, min(end, start + 3))) and span.end() >= start:
        start = span.start()
    elif start > low and start < end:
        for width in (1, 2):  # the unit after the figure: 日, 个月
            if (span := _SPAN.search(text, low, min(end, start + width))) and span.end() == start + width:
                return span.start()
    return start


def _with_modifiers(text: str, start: int, floor: int) -> int:
    """Move ``start`` left over modifiers that belong to the name."""
    grown = True
    while grown:
        grown = False
        for word in _modifiers():
            if start - len(word) >= floor and text.startswith(word, start - len(word)):
                before = text[start - len(word) - 1 : start - len(word)]
                if word in _UNITS_OF_TIME and before and before in _NOT_BEFORE_UNIT:
                    continue
                start -= len(word)
                grown = True
                break
    for name in (_PER, _OWNED):
        if found := name.search(text, max(floor, start - 30), start):
            return found.start()
    return start


def scan(reading: str, lexicon: Lexicon | None = None) -> list[Metric]:
    """Find the measures a text names, in order and without overlap.

    Args:
        reading: text in simplified characters and half-width forms.
        lexicon: names to search; the packaged ones when None.

    Returns:
        names of the lexicon with the modifiers in front of them (confidence 0.95) and open-class noun phrases
        that end in a head noun (0.7). Spans are offsets into ``reading``.

    >>> [m.written for m in scan("蓝岭电器平均客单价上涨，机票出票张数增长")]
    ['平均客单价', '出票张数']
    """
    lexicon = lexicon or default_lexicon()
    found: list[Metric] = []
    floor = 0
    pending: tuple[int, int, Entry] | None = None
    for match in lexicon.pattern.finditer(reading):
        start, end = match.span()
        entry = lexicon.entry(match.group())
        if pending and (start != pending[1] or entry is None):
            floor = _take(reading, pending, floor, found)
            pending = None
        if entry is None and match.group() not in _modifiers():
            floor = max(floor, end)
        if entry is None or not _stands_alone(reading, start, end):
            continue
        if pending:  # 订单 + 金额: one name, ruled by its last noun
            joined = lexicon.entry(reading[pending[0] : end])
            pending = (pending[0], end, joined or Entry(reading[pending[0] : end], entry.category, entry.unit, head=True))
        else:
            pending = (start, end, entry)
    if pending:
        _take(reading, pending, floor, found)
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a surface is no piece of a longer word: GMV in GMVs, 月活 in 月活跃用户数."""
    if text[end - 1] == "活" and text.startswith("跃", end):
        return False
    if text[start].isascii() and start and _WORDLIKE.match(text[start - 1]) and _WORDLIKE.match(text[start]):
        return False
    return not (
        text[end - 1].isascii() and end < len(text) and _WORDLIKE.match(text[end]) and _WORDLIKE.match(text[end - 1])
    )


def _take(text: str, hit: tuple[int, int, Entry], floor: int, found: list[Metric]) -> int:
    """Append the measure of a hit to ``found``; return the new floor."""
    start, end, entry = hit
    if entry.head:
        start = _with_modifiers(text, min(start, noun_start(text, start, floor)), floor)
        if end - start < 2 or (end - start == len(entry.canonical) == 1):
            return end
    else:
        while end - start > 2 and start and text[start] in _UNITS_OF_TIME and text[start - 1] in _NOT_BEFORE_UNIT:
            start += 1  # 首周订单, 本月销量: the unit of time belongs to the period
        start = _with_modifiers(text, start, floor)
    written = text[start:end].strip()
    canonical = written if entry.head else entry.canonical
    confidence = _DERIVED if entry.head else _LEXICAL
    found.append(
        Metric(
            start, end, text[start:end], canonical, written, entry.category, entry.unit, entry.polarity, entry.gloss,
            entry.concept, confidence,
        )
    )  # fmt: skip
    return end
