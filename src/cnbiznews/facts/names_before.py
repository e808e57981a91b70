"""The measure in front of a figure, and what is taken over from before where a clause leaves it open."""

from __future__ import annotations

import re

from cnbiznews.facts.clues import counts_part, is_added, is_trading, named_place
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of, is_clause
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean, ends_as_segment, is_name, region_of
from cnbiznews.facts.site import Site, price_move
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import names_of, pattern_of

__all__ = ["fill_before", "inherit_subject"]

# Measures of one family: a verb stands for the one spoken of last.
_KIN = ("kin-profit", "kin-loss", "kin-payout", "kin-sales")

_LABELLED = re.compile(r"[：:]")


def fill_before(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    price = price_move(site)
    if noun.metric is not None and not noun.known:
        bare = len(noun.metric.text) == 1 and not is_name(noun.metric.text)
        reached = any(token.kind in ("to", "reach") for token in site.tokens[site.floor : site.first])
        if (bare or is_clause(noun.metric.text)) and reached:
            noun.metric = None  # 年底要冲到5万家
    if noun.metric is not None and noun.subject is not None and pattern_of("outlook").fullmatch(noun.metric.text):
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = draft.subject = None  # 每股收益|指引
    draft.metric = noun.metric
    if (
        noun.metric is not None
        and noun.subject is None
        and topic.metric is not None
        and pattern_of("bare-total").fullmatch(noun.metric.text)
        and pattern_of("plan-of-money").fullmatch(topic.metric.text)
    ):
        draft.metric = topic.metric  # 甲宣布投资计划，总额达20亿元
        draft.why["metric"] = "whose total it is"
        return
    if _is_part(draft, noun, site, topic):
        draft.metric, draft.subject = topic.metric, noun.subject or noun.metric
        draft.why["metric"] = "spoken of before"
        return
    if (
        draft.metric is not None
        and draft.figure.kind == "money"
        and pattern_of("share-class").fullmatch(draft.metric.text)
    ):
        draft.subject, draft.metric = draft.metric, Piece("股价", draft.metric.span)  # A股报78.5元
        draft.role = "price"
        return
    if draft.role == "change" and draft.metric is not None and pattern_of("listed-at").fullmatch(draft.metric.text):
        draft.metric = Piece("股价", draft.metric.span)  # 较发行价下跌58%
    if draft.metric is not None and draft.metric.text in ("股", "个股"):
        draft.metric = Piece("股价", draft.metric.span)  # 该股下跌1%
    if price and draft.metric is not None and draft.metric.text in ("港股", "美股", "股份", "A股", "H股", "ADR", "ADS"):
        draft.metric = Piece("股价", draft.metric.span)
    if draft.metric is not None and pattern_of("index").search(draft.metric.text):
        draft.metric, draft.subject = Piece("指数", draft.metric.span), draft.metric
        return
    if draft.figure.kind == "measure" and noun.metric is not None and not noun.known and is_added(noun, site):
        draft.metric, draft.subject = Piece("新增", noun.metric.span), noun.metric  # 新增风电52GW
        return
    named = noun.metric
    if named is not None and not noun.known and region_of(site.text, *named.span) == named.span[1] and topic.metric:
        draft.metric, draft.subject = topic.metric, named  # 甲市增长9%: where, not what
        draft.why["metric"] = "spoken of before"
        return
    verb = site.tokens[site.first - 1] if site.first else None
    if verb is not None and verb.kind == "text" and (name := names_of("measure-of-verb").get(site.words(verb))):
        kin = next((kin for kin in map(pattern_of, _KIN) if kin.search(name)), None)
        carried = topic.metric if kin and topic.metric and kin.search(topic.metric.text) else None
        draft.metric = carried or Piece(name, verb[:2])
        noun.known = True
        inherit_subject(draft, noun, topic)
        return
    moving = draft.role in ("change", "rank", "difference")
    if (
        noun.metric is not None
        and not noun.known
        and moving
        and topic.metric is not None
        and not noun.owners
        and not pattern_of("plain-measure").search(noun.metric.text)
        and (noun.members or (len(noun.metric.text) <= 6 and topic.rows))
    ):
        # 手机增长5% after 销量: a part of what is spoken of, not a measure of its own
        draft.metric, draft.subject = topic.metric, noun.metric
        draft.why["metric"] = "spoken of before"
        return
    if (
        noun.metric is None
        and noun.subject is not None
        and draft.figure.kind == "count"
        and draft.role in ("level", "change")
        and ends_as_segment(noun.subject.text)
        and not (pattern_of("region-named").search(noun.subject.text) and counts_part(draft, topic))
    ):
        draft.metric, draft.subject = noun.subject, None  # 服务用户1亿户: what is counted is what is measured
    elif noun.metric is None and draft.role == "level" and (people := _people(draft, site)):
        draft.metric = people
    elif noun.metric is None and draft.figure.kind == "points" and topic.rows and topic.rows[-1].role == "share":
        draft.metric, draft.subject = topic.rows[-1].metric, topic.rows[-1].subject
        draft.why["metric"] = "the share before"
        return
    elif noun.metric is None and (moved := _changed_by_verb(site)):
        draft.metric = Piece(moved, site.tokens[site.begin][:2])  # 提价5%
    elif noun.metric is None and (place := named_place(site)):
        draft.metric = place
    elif noun.metric is None and price and topic.company and is_trading(site, noun, topic):
        draft.metric = Piece("股价", site.tokens[site.begin][:2])
        return
    elif noun.metric is None:
        if topic.metric is not None and topic.metric.text.endswith("目标") and draft.frame.role == "level":
            topic.metric = Piece(topic.metric.text[:-2].removeprefix("全年"), topic.metric.span)
        if draft.figure.kind == "money" and any(
            token.value == "close" for token in site.tokens[site.begin : site.first]
        ):
            if topic.whole or (topic.metric is not None and topic.metric.text in ("价格", "指数")):
                draft.metric = topic.metric or Piece("价格", site.tokens[site.begin][:2])
                inherit_subject(draft, noun, topic)
                return
            draft.metric = Piece("股价", site.tokens[site.begin][:2])
            return
        if price and noun.owners and noun.subject is None:
            draft.metric = Piece("股价", noun.owners[-1][:2])
            draft.why["metric"] = "what rises and falls of a company without a word for it"
            return
        draft.metric = topic.metric
        draft.why["metric"] = "spoken of before"
    inherit_subject(draft, noun, topic)


def _changed_by_verb(site: Site) -> str | None:
    """Return the 价格 of 提价5%: what a verb says itself that it changes."""
    changes = names_of("changed-by-verb")
    return next(
        (changes[words] for t in site.tokens[site.begin : site.end] if (words := site.words(t)) in changes), None
    )


def _people(draft: Draft, site: Site) -> Piece | None:
    """Return 用户 of 用户达到1亿: narrowing nothing elsewhere, it is what is counted here."""
    if draft.figure.kind != "count":
        return None
    for token in reversed(site.tokens[site.floor : site.first]):
        if token.kind == "text":
            words = clean(site.words(token))
            return Piece(words, token[:2]) if pattern_of("people").fullmatch(words) else None
        if token.kind not in ("reach", "to", "cum", "total", "status", "realize"):
            return None
    return None


def _is_part(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Tell whether a noun is a part of what was counted before, not a measure.

    So is 纯电 in 其中纯电22万辆，插混21万辆, and so is the label of a line (冰箱业务：39亿元).
    """
    if noun.owners or noun.metric is None or noun.known or topic.metric is None or draft.role != "level":
        return False
    if pattern_of("arm").search(noun.metric.text):
        return True
    if _LABELLED.search(site.text, noun.metric.span[1], draft.figure.start) and can_be_of(
        draft.figure, topic.metric.text
    ):
        return draft.figure.kind in ("money", "count", "measure")
    return counts_part(draft, topic)


def inherit_subject(draft: Draft, noun: Noun, topic: Topic) -> None:
    if noun.subject is None and noun.metric is None and not noun.owners and not noun.anaphor and topic.rows:
        draft.subject = topic.rows[-1].subject  # 同比增长5%: of the statement before
        return
    if noun.subject is not None:
        topic.respect = None
    elif topic.respect is not None:
        draft.subject = topic.respect
        draft.why["subject"] = "in what respect the sentence speaks"
        return
    if draft.subject is None and not noun.owners and not noun.anaphor and topic.subject is not None:
        draft.subject = topic.subject
        draft.why["subject"] = "spoken of before"
