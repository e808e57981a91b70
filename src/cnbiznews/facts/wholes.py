"""Whether a figure is of the company spoken of, or of a whole, a market or others that need not be named."""

from __future__ import annotations

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["is_judged", "is_of_others", "is_whole"]

_MARKET = 100_000_000_000  # what is turned over on a day in a market, not in one share


def is_of_others(text: str, topic: Topic, draft: Draft, noun: Noun) -> bool:
    """Tell whether a figure without an owner is not of the company spoken of, but of a market, a trade or a whole."""
    if noun.metric is not None and pattern_of("market-measure").search(noun.metric.text) and not noun.anaphor:
        return True
    if noun.scope is not None and not _is_placed(topic, draft, noun) and is_whole(topic, noun):
        return True
    if noun.market or (noun.metric is not None and pattern_of("of-shops").match(noun.metric.text)):
        return True
    return (
        _goes_back_to_market(text, topic, noun, draft)
        or _is_no_doing(text, topic, draft, noun)
        or _is_of_trade(text, topic, draft, noun)
    )


def _is_placed(topic: Topic, draft: Draft, noun: Noun) -> bool:
    """Tell whether a place only says where the firm spoken of stands or moves: 甲全球排名第三, 但国内下降2%."""
    if topic.why != "named" or not noun.place or noun.scope is None or noun.scope.text != noun.place:
        return False
    return noun.metric is None and (draft.role == "rank" or any(row.company == topic.company for row in topic.rows))


def _is_of_trade(text: str, topic: Topic, draft: Draft, noun: Noun) -> bool:
    """Tell whether a figure is what an outsider says of a trade: 甲证券认为，奶价将上涨5%, but not 净利润将增长5%."""
    topic.outsider = topic.outsider and not noun.anaphor
    if not topic.outsider or topic.company is None or topic.why == "named":
        return False
    if _is_of_shares(text, draft):
        return True  # A股整体市盈率
    if noun.metric is None:
        return not any(row.company == topic.company for row in topic.rows)
    if noun.subject is None and noun.scope is None and pattern_of("account-of-firm").search(noun.metric.text):
        return False
    return not any(pattern_of(use).search(noun.metric.text) for use in ("of-firm", "judgement"))


def _is_of_shares(text: str, draft: Draft) -> bool:
    """Tell whether a figure is of a market of shares: A股整体市盈率9倍."""
    return pattern_of("market-by-name").search(text, draft.clause.start, draft.figure.start) is not None


def _goes_back_to_market(text: str, topic: Topic, noun: Noun, draft: Draft) -> bool:
    """Tell whether a sentence of a text about a market names no firm and measures what markets have: 平板出货."""
    if not topic.of_market or topic.why != "spoken of before" or noun.anaphor or noun.metric is None:
        return False
    if topic.partitive:
        return False  # 甲收入5亿元。其中港澳市场销售3亿元: a part of what is said of 甲
    if topic.period is not None and pattern_of("period-of-report").fullmatch(topic.period.text):
        return False  # 期内成交…: of the firm whose report it is
    if noun.subject is not None and pattern_of("industry", "lasting-market").search(noun.subject.text):
        return True
    if draft.figure.kind == "money" and pattern_of("turnover").search(noun.metric.text):
        dealers = noun.subject is not None and pattern_of("net-dealers").match(text, noun.subject.span[0])
        if dealers or draft.size >= _MARKET:
            return True  # 甲跌5%。成交额1900亿元，南向资金净买入60亿元: of the market
    use = "market-level" if noun.subject is None else "market-flow"
    return pattern_of("market-level", use).search(noun.metric.text) is not None


def _is_no_doing(text: str, topic: Topic, draft: Draft, noun: Noun) -> bool:
    """Tell whether a figure below a sentence about an authority is not of what authorities do: 两融余额."""
    if not topic.of_authority or topic.why != "spoken of before" or noun.anaphor:
        return False
    return pattern_of("doing-of-authority").search(text, draft.clause.start, draft.clause.end) is None


def is_judged(text: str, topic: Topic, draft: Draft, noun: Noun) -> bool:
    """Tell whether a figure is what a house says of a firm it need not name: of the one spoken of before."""
    judged = noun.metric is not None and pattern_of("judgement").search(noun.metric.text)
    return topic.rater is not None and bool(judged) and not _is_of_shares(text, draft)


def is_whole(topic: Topic, noun: Noun, *, measured: bool = True) -> bool:
    """Tell whether a scope (全国, 新疆地区, 多家房企) takes the company's place or only narrows what is said of it.

    A region in front of a figure (内地收入, 美国门店数) is a part of the company spoken of; one that a clause without
    figures speaks of (宿迁已成为…) is not.
    """
    scope = noun.scope
    if scope is None or noun.anaphor:
        return False
    if topic.company is None or topic.whole:
        return True
    if topic.rater is not None and (
        pattern_of("trade-wide").match(scope.text)
        or pattern_of("group").search(scope.text)
        or (topic.why != "named" and pattern_of("nation").fullmatch(noun.place) and scope.text.endswith("市场"))
    ):
        return True  # 某数据估算，全网销售额… 某协会的数据显示，合资品牌…
    if not noun.place and pattern_of("platform-party").search(scope.text):
        return False  # 10万商家销售额增长: of the platform spoken of
    if noun.metric is not None and pattern_of("platform-party").search(noun.metric.text):
        return False  # 国内经销商2000家: of the firm spoken of
    if noun.subject is not None and noun.subject.text.endswith(("集团", "事业群", "事业部")):
        return False  # 中国电商集团|收入: of the firm spoken of
    if topic.partitive:
        return False  # 甲的战报显示，…，其中中小商家…: a part of what is said of 甲
    if pattern_of("abroad").match(scope.text):
        return False
    if noun.metric is not None and noun.metric.text.startswith(("整体", "总体", "合计")) and noun.place:
        return True
    if scope.text != noun.place and scope.text.endswith(("中", "里", "内")):
        return False  # 在各行业中排名第一
    site = noun.place and scope.text != noun.place and not pattern_of("nation").fullmatch(noun.place)
    if site and not pattern_of("industry", "region-part").search(scope.text):
        return False  # 上海某某广场零售额: a site of the firm spoken of
    if noun.located or (noun.metric is not None and pattern_of("relative-share").search(noun.metric.text)):
        return False  # 全球市占率: nothing has a share of itself
    if noun.metric is not None and pattern_of("whole-measure").search(noun.metric.text):
        return True
    if noun.place and pattern_of("region-part-of-firm").match(scope.text[len(noun.place) :]):
        return False
    if noun.place and measured and not pattern_of("nation").fullmatch(noun.place):
        return False
    if noun.place and not pattern_of("nation").fullmatch(noun.place) and topic.why in ("named", "spoken of before"):
        return False
    if measured and scope.text == noun.place and pattern_of("where-firms-act").fullmatch(noun.place):
        return (
            noun.metric is None or "市场" in noun.metric.text
        )  # 国内游戏市场收入, but 全球销量 is of the firm spoken of
    return topic.why != "named" or not noun.place
