"""What stands around a word: a figure that it counts, a figure or a movement that is said of it."""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["counts_behind_figure", "figure_follows", "has_figure", "is_said_of"]

NUMERAL = "0-9一二两三四五六七八九十百千万亿"
# A figure right behind a verb, perhaps with 了, a cue of size or a currency before it: 交付了约3万辆, 派现人民币2亿元.
_FIGURE = re.compile(
    r"[了出]?[\s:：]{0,2}(?:可望|有望|已经|预计|总计|合计|合共|累计|共计|共|可|将|已)?"
    r"(?:[约近超逾达破]|超过|突破|不足|将近|大约|约为|高达|多达|不多于|不少于|不超过|不低于|至少|至多|最多|人民币|港币|港元|美元){0,2}\s?"
    rf"(?:[0-9]|[数几上]?[{NUMERAL}]{{1,8}}[{NUMERAL}余多成分个倍])"
)
# What a noun counts behind these is a unit: 2098万人次, 3家.
_COUNTED = re.compile(rf"[{NUMERAL}余多几数]\s?\Z")
# A figure in front of a noun, with or without a measure word or a currency: 3000家门店, 700元补贴, 近亿元B轮融资.
_BEFORE = re.compile(
    rf"[{NUMERAL}余多几]\s?"
    r"(?:[美欧港日韩]?元的?(?:[A-Za-z0-9]{1,3}\+?轮|[0-9]{1,2}天期?)?|[家个名位人户台辆座间款项件只条种所起笔单处]{0,2})\Z"
)
_BEFORE_REACH = 10
# A figure behind a noun, over the words that may stand between, perhaps after the next one of a list (客户和门店分别增
# 5%和8%); or a comparison with an earlier level, whatever that is called.
_LISTED = r"(?:[和及与、][^\W0-9_]{2,8}?)?"
_AGAINST = r"\s?[较比][^，。；：、\s]{1,10}?[增降升跌涨减提]"
_AT_LAST = rf"(?:[0-9]|[数几上]?[{NUMERAL}]{{1,6}}[{NUMERAL}余多成分个倍家名人位户]|番|倍)"
_ADVERBS = (
    r"(?:(?:同比|环比|按年|按月|年|月|季|大幅|小幅|明显|显著|持续|继续|略|微|稳步|逐步|快速|也|均|都|仍|已|将|则|却|有所|进一步|双双|分别|再|较|比)\s?"
    r"[^，。；：、\s]{0,6}?){0,3}"
)


@cache
def _behind() -> re.Pattern[str]:
    between = surface_pattern(resources.lines("metrics/between.txt")).pattern
    return re.compile(rf"{_AGAINST}|\s?{_LISTED}(?:{between}\s?){{0,6}}{_AT_LAST}")


@cache
def _moves() -> re.Pattern[str]:
    return re.compile(rf"[\s|]*{_ADVERBS}{surface_pattern(resources.lines('metrics/moves.txt')).pattern}")


def figure_follows(text: str, end: int) -> bool:
    """Tell whether a figure stands right behind ``end``.

    >>> figure_follows("交付了约3万辆", 2), figure_follows("交付仪式", 2)
    (True, False)
    """
    return _FIGURE.match(text, end) is not None


def counts_behind_figure(text: str, start: int) -> bool:
    """Tell whether a noun at ``start`` is the unit of a figure.

    >>> counts_behind_figure("载客2098万人次", 7), counts_behind_figure("参观人次", 2)
    (True, False)
    """
    return _COUNTED.search(text, max(0, start - 2), start) is not None


def has_figure(text: str, start: int, end: int) -> bool:
    """Tell whether a figure stands at the noun ``text[start:end]``.

    >>> has_figure("门店突破3000家", 0, 2), has_figure("3000家门店", 5, 7), has_figure("门店装修", 0, 2)
    (True, True, False)
    """
    return bool(_behind().match(text, end) or _BEFORE.search(text, max(0, start - _BEFORE_REACH), start))


def is_said_of(text: str, end: int) -> bool:
    """Tell whether something is said of the measure that ends at ``end``: a figure, a movement, a list that goes on.

    >>> is_said_of("拥堵数大幅下降", 3), is_said_of("拥堵数30处", 3), is_said_of("拥堵数据", 3)
    (True, True, False)
    """
    return bool(_moves().match(text, end) or _behind().match(text, end))
