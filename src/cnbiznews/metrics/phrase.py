"""Where the name of a measure begins: modifiers, the stem of a head noun, spans and owners in front of it.

A name reaches left over modifiers (平均, 月均, 采购: a closed list) and, where it ends in a head noun, over the stem of
that noun (空置|率, 投流|费用). It stops at a word of the boundary list, at a function word, a figure or a mark. A
product, a region or a channel in front of it narrows the measure, and is no part of its name.
"""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources
from cnbiznews.metrics.context import counts_behind_figure
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["head_start", "is_modified", "is_modifier", "name_start", "phrase_start"]

# What a stem never contains: punctuation, space, and characters that are function words nearly everywhere.
_STOPS = (
    r"[^\w&+/\-]|[0-9的了是与和及或被把让也已将曾又较其该此这那则惟仍却均皆只并而于等就]|在(?![手库管营线籍建岗职校册售途租研])"
    r"|为(?!主)|占(?![比有用地])|可(?![售供比用控转变再支])|有(?![效息色机])|个(?![人体股贷险])|不(?![良合])|达(?![标产])|到(?![店岗期货访达手账])"
    r"|[们些他她它我你从像虽若因所很更没哪且由向对]"
)
# A stem is as long as most words; a short stretch between a boundary and the head is taken whole.
_STEM = 2
_WHOLE_STEM = 3
# 7日复购率, 52周涨幅: the span a rate is measured over opens its name - not the day of a date (3月9日).
_SPAN = re.compile(r"(?:近|过去|最近)?(?<![0-9.月年第\-~至])[0-9]{1,3}(?:日|天|周|个月|年期?|次)\Z")
_SPANNED = ("率", "涨幅", "跌幅", "均线", "波动", "收益", "年化", "均价")
# 归属于上市公司股东的净利润: the owner named before the profit belongs to its name.
_OWNED = re.compile(
    r"归属于?[^，。；：、\s的]{0,12}(?:股东|所有者|持有人|拥有人|公司)(?:应占)?的?(?:扣除非经常性损益后?的?)?\Z"
)
_OWNED_ENDS = frozenset("的东者人司占后益")
# 每股美国存托凭证摊薄收益, 每用户平均每日使用时长: what it is counted per belongs to its name.
_PER = re.compile(r"每(?![年月日天周季次])[^\s，。；：、（）()的为一]{1,12}\Z")
_PHRASE_REACH = 12
_PER_REACH = 13
_SPAN_REACH = 8
_OWNED_REACH = 30
# 今年, 上月, 首日, 3月: the unit of time belongs to what stands before it.
_UNITS_OF_TIME = frozenset(("年", "月", "日", "周", "季", "年度", "月度", "季度"))
_NOT_BEFORE_UNIT = frozenset("今去明前后本上下当半整全每首次同近昨个止该旬初末底第0123456789一二三四五六七八九十两几数")


@cache
def _boundaries() -> re.Pattern[str]:
    """Return what a noun phrase does not reach across."""
    return re.compile(f"{_STOPS}|{surface_pattern(resources.lines('metrics/boundaries.txt')).pattern}")


@cache
def _borders() -> re.Pattern[str]:
    """Return what the stem of a measure does not reach across: boundaries of its phrase, words of its scope."""
    words = (*resources.lines("metrics/boundaries.txt"), *resources.lines("metrics/scopes.txt"))
    return re.compile(f"{_STOPS}|{surface_pattern(words).pattern}")


@cache
def _modifiers() -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the modifiers, and their lengths from the longest down."""
    verbs = "|".join(row["aliases"] for row in resources.table("metrics/verbs.tsv")).split("|")
    words = frozenset((*resources.lines("metrics/modifiers.txt"), *verbs))
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


def is_modifier(word: str) -> bool:
    """Tell whether a word in front of a measure belongs to its name."""
    return word in _modifiers()[0]


def is_modified(text: str, start: int, floor: int = 0) -> bool:
    """Tell whether a modifier stands in front of ``start`` (and right of ``floor``)."""
    return _with_modifiers(text, start, floor) < start


def name_start(text: str, start: int, end: int, floor: int = 0) -> int:
    """Return where a known name begins once its modifiers are taken in; never left of ``floor``.

    >>> name_start("公司平均客单价", 4, 7), name_start("首周订单", 1, 4)
    (2, 2)
    """
    while end - start > 2 and start and text[start] in _UNITS_OF_TIME and text[start - 1] in _NOT_BEFORE_UNIT:
        start += 1  # 首周订单, 本月销量: the unit of time belongs to the period
    return _opened(text, _with_modifiers(text, start, floor), end, floor)


def head_start(text: str, start: int, end: int, floor: int = 0, *, stem: int = _STEM) -> int:
    """Return where the noun phrase begins whose head is ``text[start:end]``; never left of ``floor``.

    ``stem``: the longest stretch between a boundary and the head that is taken for the head's stem; a head of one
    character takes as many as a word has in any case.

    >>> head_start("公司实现商品房空置率", 9, 10), head_start("全年投流费用", 4, 6)
    (7, 2)
    >>> head_start("煤炭占比", 2, 4, stem=0)
    2
    """
    begin = _with_modifiers(text, start, floor)
    if begin == start:
        single = end - start == 1
        longest = _WHOLE_STEM if single else stem
        low = _behind_last(_borders(), text, max(floor, start - longest - 1), start)
        if start - low <= longest and not counts_behind_figure(text, low):
            begin = low  # but not in 20架规模: the stretch is the measure word of a figure
        elif single:
            begin = start - _STEM
        begin = _with_modifiers(text, begin, floor)
    return _opened(text, begin, end, floor)


def phrase_start(text: str, start: int, floor: int = 0) -> int:
    """Return where the noun phrase begins in which a measure at ``start`` stands: the measure and what narrows it.

    Where no beginning is near, that is ``start`` itself.

    >>> phrase_start("公司实现旗舰店成交额", 7), phrase_start("上涨，成交额", 3)
    (4, 3)
    """
    low = max(floor, start - _PHRASE_REACH)
    begin = _behind_last(_boundaries(), text, low, start)
    return start if begin == low > floor else begin


def _behind_last(pattern: re.Pattern[str], text: str, low: int, end: int) -> int:
    """Return where the last match of a pattern ends in ``text[low:end]``, or ``low``."""
    for match in pattern.finditer(text, low, end):
        low = match.end()
    return low


def _with_modifiers(text: str, start: int, floor: int) -> int:
    """Move ``start`` left over modifiers that belong to the name."""
    words, lengths = _modifiers()
    grown = True
    while grown:
        grown = False
        for length in lengths:
            begin = start - length
            if begin >= floor and (word := text[begin:start]) in words:
                if word in _UNITS_OF_TIME and _ends_period(text, begin):
                    continue
                start = begin
                grown = True
                break
    return start


def _ends_period(text: str, end: int) -> bool:
    """Tell whether a unit of time at ``end`` belongs to a period: 9 月, 上季, 去年."""
    before = text[end - 1 : end] if not text[end - 1 : end].isspace() else text[end - 2 : end - 1]
    return before in _NOT_BEFORE_UNIT


def _opened(text: str, start: int, end: int, floor: int) -> int:
    """Move ``start`` over the span, the owner or the base that opens a name."""
    if start <= floor:
        return start
    if text[start - 1] in "日天周月年期次" and text.endswith(_SPANNED, start, end):
        opening = _SPAN.search(text, max(floor, start - _SPAN_REACH), start)
    elif text[start - 1] in _OWNED_ENDS:
        opening = _OWNED.search(text, max(floor, start - _OWNED_REACH), start)
    else:
        opening = None
    if opening is None and "每" in text[max(floor, start - _PER_REACH) : start]:
        opening = _PER.search(text, max(floor, start - _PER_REACH), start)
    return opening.start() if opening else start
