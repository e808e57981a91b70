"""The measure in front of a figure, and what is taken over from before where a clause leaves it open."""

from __future__ import annotations

import re

from cnbiznews.facts.clues import counts_part, is_added, is_trading, named_place
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of, is_clause, is_ratio
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean, ends_as_segment, is_name, piece, region_of
from cnbiznews.facts.site import Site, price_move
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import names_of, pattern_of

__all__ = ["fill_before", "inherit_subject"]

# Measures of one family: a verb stands for the one spoken of last.
_KIN = ("kin-profit", "kin-loss", "kin-payout", "kin-sales")

_LABELLED = re.compile(r"[：:]")


def fill_before(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill measure and subject from the noun in front of a figure, and from what was spoken of before."""
    _trim(draft, noun, site)
    draft.metric = noun.metric
    if _is_named_elsewhere(draft, noun, site, topic):
        return
    if noun.metric is None:
        if _fill_unnamed(draft, noun, site, topic):
            return
    elif _is_part_in_motion(draft, noun, topic):
        _carry(draft, topic, noun.metric)
        return
    inherit_subject(draft, noun, topic)


def _trim(draft: Draft, noun: Noun, site: Site) -> None:
    """Leave out a noun that is a verb (冲到5万家), and join one that is only an outlook (指引) with whose it is."""
    if noun.metric is not None and not noun.known:
        bare = len(noun.metric.text) == 1 and not is_name(noun.metric.text)
        reached = any(token.kind in ("to", "reach") for token in site.tokens[site.floor : site.first])
        if (is_clause(noun.metric.text) and reached) or (bare and (reached or draft.role == "change")):
            noun.metric = None  # 年底要冲到5万家, 12个月里上涨5%
        elif draft.role == "change" and pattern_of("mark-of-shares").fullmatch(noun.metric.text):
            noun.metric = None  # 甲-A跌1%
    if noun.metric is not None and noun.subject is not None and pattern_of("outlook").fullmatch(noun.metric.text):
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = draft.subject = None  # 每股收益|指引


def _carry(draft: Draft, topic: Topic, subject: Piece | None) -> None:
    """Measure what was spoken of before, of ``subject``."""
    draft.metric, draft.subject = topic.metric, subject
    draft.why["metric"] = "spoken of before"


def _is_named_elsewhere(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill a row whose noun is not the name of its measure, and tell whether it is one: a share, an index, a part."""
    named = noun.metric
    if (
        named is not None
        and noun.subject is None
        and topic.metric is not None
        and pattern_of("bare-total").fullmatch(named.text)
        and pattern_of("plan-of-money").fullmatch(topic.metric.text)
    ):
        draft.metric = topic.metric  # 甲宣布投资计划，总额达20亿元
        draft.why["metric"] = "whose total it is"
        return True
    if named is not None and topic.rows and pattern_of("pointing-measure").fullmatch(named.text):
        last = topic.rows[-1]
        draft.metric, draft.subject = last.metric, last.subject  # 去年这一数字为3亿元
        draft.role = "share" if last.role == "share" and draft.role == "level" else draft.role
        draft.why["metric"] = "spoken of before"
        return True
    if named is not None and not noun.known and topic.metric is not None and _is_rate_of(draft, named, topic.metric):
        _carry(draft, topic, named)  # 线下费用率为30%，线上只有18%
        return True
    if _is_part(draft, noun, site, topic):
        _carry(draft, topic, noun.subject or noun.metric)
        return True
    if named is not None and _names_shares(draft, named, site):
        return True
    if named is not None and draft.figure.kind == "measure" and not noun.known and is_added(noun, site):
        draft.metric, draft.subject = Piece("新增", named.span), named  # 新增风电52GW
        return True
    if named is not None and not noun.known and region_of(site.text, *named.span) == named.span[1] and topic.metric:
        _carry(draft, topic, named)  # 甲市增长9%: where, not what
        return True
    if not noun.known and (moved := _changed_by_verb(site)):
        draft.metric = Piece(moved, site.tokens[site.begin][:2])  # 提价5%
        draft.subject = noun.metric or noun.subject
        inherit_subject(draft, noun, topic)
        return True
    if named is not None and pattern_of("total-of").fullmatch(named.text) and _counts_alike(draft, topic):
        _carry(draft, topic, topic.rows[-1].subject)  # 净增12间分店，总数达286间
        return True
    if named is not None and draft.frame.id == "level-of-text" and draft.figure.kind == "count":
        if (ended := pattern_of("verb-at-end").fullmatch(named.text)) and noun.subject is None:
            cut = named.span[1] - len(ended[2])
            draft.metric = Piece(ended[2], (cut, named.span[1]))  # 湖畔花园|首批推出|188套
            draft.subject = Piece(ended[1], (named.span[0], cut))
            return True
    verb = site.tokens[site.first - 1] if site.first else None
    if verb is not None and (name := _measure_of(verb, draft, site)):
        kin = next((kin for kin in map(pattern_of, _KIN) if kin.search(name)), None)
        carried = topic.metric if kin and topic.metric and kin.search(topic.metric.text) else None
        if carried is not None and not can_be_of(draft.figure, carried.text):
            carried = None
        per = next((site.words(t) for t in site.tokens[site.floor : site.first] if t.kind == "per"), "")
        draft.metric = carried or Piece(per + name, verb[:2])
        if named is not None and named.span[1] == verb.end and pattern_of("verb-in-front").search(named.text[:-1]):
            start, end = named.span[0], named.span[1] - 2
            noun.subject = draft.subject = piece(site.text, start, end)  # 每单外卖|要亏6元
        noun.known = True
        inherit_subject(draft, noun, topic)
        return True
    return False


def _names_shares(draft: Draft, named: Piece, site: Site) -> bool:
    """Read shares as what they cost, and tell whether that, or an index, fills measure and subject."""
    if pattern_of("share-class").fullmatch(named.text) and (draft.figure.kind == "money" or price_move(site)):
        draft.subject, draft.metric = named, Piece("股价", named.span)  # A股报78.5元, H股跌2%
        draft.role = "price" if draft.figure.kind == "money" else draft.role
        return True
    if (
        pattern_of("shares").fullmatch(named.text)  # 该股下跌1%
        or (draft.role == "change" and pattern_of("listed-at").fullmatch(named.text))  # 较发行价下跌58%
        or (price_move(site) and pattern_of("shares-moving").fullmatch(named.text))
    ):
        draft.metric = Piece("股价", named.span)
    elif pattern_of("index").search(named.text):
        draft.metric, draft.subject = Piece("指数", named.span), named
        return True
    return False


def _is_part_in_motion(draft: Draft, noun: Noun, topic: Topic) -> bool:
    """Tell whether a noun is a part of what is spoken of, not a measure of its own: 手机增长5% after 销量."""
    return (
        noun.metric is not None
        and not noun.known
        and draft.role in ("change", "rank", "difference")
        and topic.metric is not None
        and not noun.owners
        and not pattern_of("plain-measure").search(noun.metric.text)
        and bool(noun.members or (len(noun.metric.text) <= 6 and topic.rows))
    )


def _fill_unnamed(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill the measure where no noun names it, and tell whether the subject is filled as well."""
    price = price_move(site)
    if (
        noun.subject is not None
        and draft.figure.kind == "count"
        and draft.role in ("level", "change")
        and ends_as_segment(noun.subject.text)
        and not (pattern_of("region-named").search(noun.subject.text) and counts_part(draft, topic))
    ):
        draft.metric, draft.subject = noun.subject, None  # 服务用户1亿户: what is counted is what is measured
    elif draft.role == "level" and (people := _people(draft, site)):
        draft.metric = people
    elif topic.rows and topic.rows[-1].role == "share" and _goes_on(draft):
        draft.metric, draft.subject = topic.rows[-1].metric, topic.rows[-1].subject
        draft.role = "share" if draft.role == "level" else draft.role
        draft.why["metric"] = "the share before"
        return True
    elif place := named_place(site):
        draft.metric = place
    elif price and topic.company and is_trading(site, noun, topic):
        draft.metric = Piece("股价", site.tokens[site.begin][:2])
        return True
    else:
        return _fill_carried(draft, noun, site, topic, price=price)
    return False


def _fill_carried(draft: Draft, noun: Noun, site: Site, topic: Topic, *, price: bool) -> bool:
    """Fill the measure with the one spoken of, or with a price; tell whether the subject is filled as well."""
    if topic.metric is not None and topic.metric.text.endswith("目标") and draft.frame.role == "level":
        topic.metric = Piece(topic.metric.text[:-2].removeprefix("全年"), topic.metric.span)
    closed = any(token.value == "close" for token in site.tokens[site.begin : site.first])
    if draft.figure.kind == "money" and (closed or draft.frame.id == "closing"):
        if topic.whole or (topic.metric is not None and topic.metric.text in ("价格", "指数")):
            draft.metric = topic.metric or Piece("价格", site.tokens[site.begin][:2])
            return False
        draft.metric = Piece("股价", site.tokens[site.begin][:2])
        if topic.rows and topic.rows[-1].metric is not None and topic.rows[-1].metric.text == "股价":
            draft.subject = topic.rows[-1].subject  # H股涨5%，报16港元
        return True
    unsaid = topic.metric is None and draft.company is not None and draft.role == "change"
    moves = [token for token in site.tokens[site.begin : site.end] if token.kind == "change"]
    if (price and noun.owners and noun.subject is None) or (
        unsaid and moves and pattern_of("rising").search(site.words(moves[-1]))
    ):
        draft.metric = Piece("股价", noun.owners[-1][:2] if noun.owners else draft.figure[:2])
        draft.why["metric"] = "what rises and falls of a company without a word for it"
        return True
    draft.metric = topic.metric
    draft.why["metric"] = "spoken of before"
    return False


def _measure_of(verb: Token, draft: Draft, site: Site) -> str | None:
    """Return what a verb in front of a figure names: 销量 or, of money, 销售额 for 卖."""
    if verb.kind == "sell":
        return "销售额" if draft.figure.kind == "money" else "销量"
    if verb.kind != "text":
        return None
    words, names = site.words(verb), names_of("measure-of-verb")
    if words in names:
        return names[words]
    return names.get(words[-1]) if pattern_of("verb-in-front").search(words[:-1]) else None  # 每单外卖要亏6元


def _is_rate_of(draft: Draft, part: Piece, measure: Piece) -> bool:
    """Tell whether a percentage with a noun that is no rate is of the rate spoken of: 线上只有18%."""
    percent = draft.role == "level" and draft.figure.kind in ("percent", "fraction")
    return percent and is_ratio(measure.text) and not is_ratio(part.text)


def _counts_alike(draft: Draft, topic: Topic) -> bool:
    """Tell whether a figure counts the same as the last one."""
    last = topic.rows[-1].figure if topic.rows else None
    return last is not None and last.kind == draft.figure.kind == "count" and last.item.unit == draft.figure.item.unit


def _goes_on(draft: Draft) -> bool:
    """Tell whether a figure without a noun is of the share before it: 占营收的35%，去年同期为30%."""
    return draft.figure.kind == "points" or (draft.role == "level" and draft.figure.kind in ("percent", "fraction"))


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
    """Fill the subject a clause leaves open with the one spoken of before."""
    if noun.subject is None and noun.metric is None and not noun.owners and not noun.anaphor and topic.rows:
        turned = topic.subject is not None and topic.subject.span[0] > topic.rows[-1].figure.start
        draft.subject = topic.subject if turned else topic.rows[-1].subject  # 同比增长5%: of the statement before
        return
    if topic.company and draft.metric is not None and pattern_of("of-firm").match(draft.metric.text):
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
