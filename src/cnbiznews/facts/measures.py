"""What may be a measure, and of what a figure can be."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft
    from cnbiznews.facts.tokens import Token

__all__ = [
    "can_be_of", "grows", "is_class_of", "is_clause", "is_measure", "is_quoted_name", "is_ratio", "lasts",
    "measures_money", "names_measure",
]  # fmt: skip

_PER_SHARE = 100_000  # more than any share earns or pays
_QUOTED = 5  # characters of a short quotation on either side of its figure
_OPENING = re.compile(r"[“「『‘][^“”「」『』‘’，。；：]*\Z")
_CLOSING = re.compile(r"[^“”「」『』‘’，。；：]*[”」』’]")


def is_ratio(name: str) -> bool:
    """Tell whether a measure is one of percentages (毛利率, 占比).

    >>> is_ratio("毛利率"), is_ratio("营收")
    (True, False)
    """
    return pattern_of("ratio-name").search(name) is not None


def lasts(name: str) -> bool:
    """Tell whether a measure is one of spans of time.

    >>> lasts("周转天数"), lasts("营收")
    (True, False)
    """
    return pattern_of("duration-name").search(name) is not None


def grows(name: str) -> bool:
    """Tell whether a measure may grow by some percent without being named: no rate, and nothing houses say of a firm.

    >>> grows("营收"), grows("毛利率"), grows("目标价")
    (True, False, False)
    """
    return not is_ratio(name) and pattern_of("judgement").search(name) is None


def can_be_of(figure: Token, name: str) -> bool:
    """Tell whether a figure can be of a measure carried to it: 1.2万张 is no 占比."""
    if figure.kind == "ratio":
        return is_ratio(name)
    if is_ratio(name):
        return figure.kind not in ("money", "count", "measure") or figure.item.unit is None
    if figure.kind == "money" and (pattern_of("count-name").search(name) or _is_too_much(figure, name)):
        return False
    return not (
        measures_money(name) and figure.kind in ("count", "duration", "points") and figure.item.unit is not None
    )


def measures_money(name: str) -> bool:
    """Tell whether a measure is one of money: 海外收入."""
    return pattern_of("money-name").search(name) is not None


def _is_too_much(figure: Token, name: str) -> bool:
    """Tell whether an amount is too large for a measure per share: 每10股派息4.5元，共计3.6亿元."""
    value = figure.item.value
    return name.startswith("每") and "股" in name[:5] and isinstance(value, Decimal | int) and value > _PER_SHARE


def is_measure(draft: Draft) -> bool:
    """Tell whether the name of what a row measures can be one.

    A verb (掉, 花掉), a time (中午), a house that speaks (分析师) or what is spoken of as a whole (市场)
    is none, wherever a rule found it.
    """
    if draft.metric is None or draft.frame.metric in ("deal", "invest"):
        return True  # 以3亿元买下办公楼: the verb of a deal is the name of what was paid
    if draft.frame.id == "level-of-text" and pattern_of("unit-of-size").fullmatch(draft.figure.item.unit or ""):
        name = draft.metric.text  # not 最后三公里
        return is_ratio(name) or pattern_of("length-name").search(name) is not None
    if draft.frame.id == "level-of-text" and draft.figure.kind in ("percent", "fraction"):
        carried = draft.role == "change" and draft.why.get("metric") == "spoken of before"  # 其中线下130%
        return carried or is_ratio(draft.metric.text)  # not 同行 in 低于同行8%的平均水平
    if draft.role == "level" and draft.figure.kind == "duration":
        return lasts(draft.metric.text)  # not 拥有20年历史
    if len(draft.metric.text) == 1 and draft.figure.kind == "money":
        return False  # 人均15万元: places and people are counted
    if names_measure(draft.metric.text):
        return True
    counted = draft.frame.id in ("counted-noun", "part-of-counted")
    return counted and pattern_of("countable").fullmatch(draft.metric.text) is not None


def is_quoted_name(text: str, draft: Draft) -> bool:
    """Tell whether a figure stands in a short quotation, a name or a saying: “五万台俱乐部”."""
    start, end = draft.figure.span
    opened = _OPENING.search(text, max(0, start - _QUOTED), start)
    closed = _CLOSING.match(text, end, end + _QUOTED)
    return opened is not None and closed is not None


def is_class_of(text: str, draft: Draft) -> bool:
    """Tell whether a figure only says which things are meant: 20万元以上的机型, 在35个行业中, 满100元."""
    if text.startswith("满", draft.figure.start - 1) or "强" in text[draft.figure.end - 1 : draft.figure.end + 1]:
        return True  # 满100元, 世界500强
    if text.startswith(("以上", "以下", "以内"), draft.figure.end - 2):
        return text.startswith("的", draft.figure.end)
    if pattern_of("class-by-size").match(text, draft.figure.start):
        return True  # 破亿品牌
    among = draft.metric is not None and draft.frame.id == "counted-noun"
    return among and draft.metric is not None and pattern_of("among").search(draft.metric.text) is not None


def names_measure(name: str) -> bool:
    """Tell whether words can name a measure.

    >>> names_measure("销量"), names_measure("分析师"), names_measure("花掉")
    (True, False, False)
    """
    if len(name) == 1:
        return pattern_of("one-character-place").fullmatch(name) is not None
    return not pattern_of("no-measure").search(name) and not is_clause(name)


def is_clause(name: str) -> bool:
    """Tell whether words are a verb or a clause, which name nothing.

    >>> is_clause("花掉"), is_clause("销量")
    (True, False)
    """
    return pattern_of("no-name").search(name) is not None
