"""The measure in front of a figure, and what is taken over from before where a clause leaves it open."""

from __future__ import annotations

import re
from itertools import pairwise

from cnbiznews.facts.clues import (
    counted_whole,
    counts_part,
    has_code,
    is_added,
    is_trading,
    mean_of,
    measure_of_title,
    moves_as_price,
    named_place,
    people_counted,
)
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of, grows, is_clause, is_ratio, lasts
from cnbiznews.facts.names_verbs import fill_by_verb
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, ends_as_segment, is_name, region_of
from cnbiznews.facts.site import Site, price_move
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["ALONE", "FORESEEN", "WHERE", "fill_before", "inherit_subject"]

WHERE = "where it is"  # why a row has a subject that only says where
ALONE = "which of several it is"  # … that is of this row alone
FORESEEN = "whose forecast it is"  # why a row has a subject that no other row takes over

_SUM = 1_000_000  # more than any share costs
_COUNTED = 2  # characters what is counted has at least
_PART = 8  # characters a part may have that stands beside another one

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
        moved = reached or draft.role == "change"
        if (moved and (is_clause(noun.metric.text) or bare)) or (bare and noun.owners and draft.role == "level"):
            noun.metric = None  # 年底要冲到5万家, 半年里上涨5%, 恢复了5%的增长, 关店90家，甲关了80家
        elif draft.role == "change" and pattern_of("mark-of-shares").fullmatch(noun.metric.text):
            noun.metric = None  # 甲-A跌1%
    if noun.metric is not None and noun.subject is not None and pattern_of("outlook").fullmatch(noun.metric.text):
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = draft.subject = None  # 每股收益|指引


def _spoken_of(draft: Draft, topic: Topic, *, anew: bool) -> Piece | None:
    """Return the measure spoken of before; what grows by some percent is no rate, if another part is spoken of.

    Args:
        anew: whether the figure is of something the last one is not of (毛利率为6%…手机只增长5%: 收入).
    """
    carried = topic.metric
    by_percent = draft.role == "change" and draft.figure.kind == "percent"
    if carried is not None and draft.role == "change" and pattern_of("listed-at").fullmatch(carried.text):
        return Piece("股价", carried.span)  # 较发行价131.5元下跌2%
    if carried is None or not by_percent:
        return carried
    if anew and not grows(carried.text):
        return topic.amount or (carried if is_ratio(carried.text) else None)
    if pattern_of("relative-share").search(carried.text):
        return topic.amount or carried  # 出货5万台，份额15%，同比增长4%: a share changes by points
    return carried


def _carry(draft: Draft, topic: Topic, subject: Piece | None) -> None:
    """Measure what was spoken of before, of ``subject``."""
    draft.metric, draft.subject = _spoken_of(draft, topic, anew=True), subject
    draft.why["metric"] = "spoken of before"


def _is_named_elsewhere(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill a row whose noun is not the name of its measure, and tell whether it is one: a share, an index, a part."""
    named = noun.metric
    if named is not None and _points_back(draft, named, noun, site, topic):
        return True
    if _is_part(draft, noun, site, topic):
        _carry(draft, topic, noun.subject or noun.metric)
        if (whole := counted_whole(draft, topic)) is not None:
            draft.metric = whole.metric
        return True
    if named is not None and (takings := measure_of_title(draft, named, site, topic)) is not None:
        draft.metric, draft.subject = takings, named  # 《长夜》5亿元，《归途》3亿元
        return True
    if named is not None and _names_shares(draft, named, site):
        return True
    if (mean := mean_of(draft, site, topic)) is not None:
        draft.metric, noun.metric = mean, None
        inherit_subject(draft, noun, topic)
        return True
    if named is not None and draft.figure.kind == "measure" and not noun.known and is_added(noun, site):
        draft.metric, draft.subject = Piece("新增", named.span), named  # 新增风电52GW
        return True
    if named is not None and not noun.known and region_of(site.text, *named.span) == named.span[1] and topic.metric:
        _carry(draft, topic, named)  # 甲市增长9%: where, not what
        return True
    if fill_by_verb(draft, noun, site, topic):
        inherit_subject(draft, noun, topic)
        return True
    return False


def _points_back(draft: Draft, named: Piece, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill a row whose noun points at what was measured before (总额, 总数, 这一数字), and tell whether it is one."""
    before = topic.metric
    if (
        before is not None
        and noun.subject is None
        and pattern_of("bare-total").fullmatch(named.text)
        and pattern_of("plan-of-money").fullmatch(before.text)
    ):
        draft.metric = before  # 甲宣布投资计划，总额达20亿元
        draft.why["metric"] = "whose total it is"
        return True
    raised = pattern_of("raised").fullmatch(before.text) if before is not None else None
    if raised and noun.subject is None and pattern_of("bare-total").fullmatch(named.text):
        draft.metric = Piece(raised[1] + named.text, named.span)  # 完成8轮融资，总金额超20亿元
        inherit_subject(draft, noun, topic)
        return True
    whose = topic.rows[-1].metric if topic.rows else before
    if (
        whose is not None
        and noun.subject is not None
        and pattern_of("pointing-cost").fullmatch(noun.subject.text)
        and whose.text.endswith(named.text)
    ):
        draft.metric, draft.subject = whose, topic.subject  # 原料成本…，这项成本下降3%
        draft.why["metric"] = "spoken of before"
        return True
    if topic.rows and pattern_of("pointing-measure").fullmatch(named.text):
        last = topic.rows[-1]
        elsewhere = _said_to_be_in(site.text, last.figure.end, draft.figure.start)
        draft.metric, draft.subject = last.metric, elsewhere or last.subject  # 去年这一数字为3亿元
        draft.role = "share" if last.role == "share" and draft.role == "level" else draft.role
        draft.why["metric"] = "spoken of before"
        return True
    if before is not None and not noun.known and _is_rate_of(draft, named, before):
        _carry(draft, topic, named)  # 线下费用率为30%，线上只有18%
        return True
    if pattern_of("total-of").fullmatch(named.text) and _counts_alike(draft, topic):
        _carry(draft, topic, topic.rows[-1].subject)  # 净增12间分店，总数达286间
        return True
    return False


def _said_to_be_in(text: str, start: int, end: int) -> Piece | None:
    """Return the region or part a clause of its own turns to: 在[中国]，这一比例是11%."""
    found = pattern_of("turned-to").search(text, start, end)
    if found is None or not (region_of(text, *found.span(1)) == found.end(1) or ends_as_segment(found[1])):
        return None
    return Piece(found[1], found.span(1))


def _names_shares(draft: Draft, named: Piece, site: Site) -> bool:
    """Read shares as what they cost, and tell whether that, or an index, fills measure and subject."""
    if pattern_of("share-class").fullmatch(named.text) and (draft.figure.kind == "money" or draft.role == "change"):
        draft.subject, draft.metric = named, Piece("股价", named.span)  # A股报78.5元, H股跌2%
        draft.role = "price" if draft.figure.kind == "money" else draft.role
        return True
    if (
        pattern_of("shares").fullmatch(named.text)  # 该股下跌1%
        or (draft.role == "change" and pattern_of("listed-at").fullmatch(named.text))  # 较发行价下跌58%
        or ((price_move(site) or _closed(site)) and pattern_of("shares-moving").fullmatch(named.text))
    ):
        draft.metric = Piece("股价", named.span)
    elif pattern_of("index").search(named.text):
        draft.metric, draft.subject = Piece("指数", named.span), named
        return True
    return False


def _is_sector(draft: Draft, named: Piece, site: Site, topic: Topic) -> bool:
    """Tell whether a part of the market moves, which is one of its index: 煤炭板块|涨2.4%."""
    if draft.role != "change" or draft.company is not None or not named.text.endswith(("板块", "概念股")):
        return False
    if topic.metric is not None and not pattern_of("of-trading").search(topic.metric.text):
        return False
    moves = [token for token in site.tokens[site.begin : site.end] if token.kind == "change"]
    return bool(moves) and pattern_of("rising").search(site.words(moves[-1])) is not None


def _closed(site: Site) -> bool:
    """Tell whether the verb of a figure says where a price closed: 收报12元."""
    return any(token.value == "close" for token in site.tokens[site.begin : site.first])


def _is_part_in_motion(draft: Draft, noun: Noun, topic: Topic) -> bool:
    """Tell whether a noun is a part of what is spoken of, not a measure of its own: 手机增长5% after 销量."""
    return (
        noun.metric is not None
        and not noun.known
        and draft.role in ("change", "rank", "difference")
        and topic.metric is not None
        and not noun.owners
        and not pattern_of("plain-measure").search(noun.metric.text)
        and not (draft.figure.kind == "duration" and lasts(noun.metric.text))  # 等候时长缩短3天
        and bool(noun.members or (len(noun.metric.text) <= 6 and topic.rows))
    )


def _fill_unnamed(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill the measure where no noun names it, and tell whether the subject is filled as well."""
    price = price_move(site)
    if (ahead := _measure_ahead(site, noun)) is not None:
        draft.metric = ahead
    elif (
        noun.subject is not None
        and draft.figure.kind == "count"
        and draft.role in ("level", "change")
        and ends_as_segment(noun.subject.text)
        and not (_parts_alike(noun.subject, topic) and counts_part(draft, topic))
        and not _goes_on_listing(draft, noun.subject, topic)
    ):
        draft.subject, draft.metric = _where_counted(noun.subject, noun.place)  # 服务用户1亿户
    elif noun.subject is not None and _is_sector(draft, noun.subject, site, topic):
        draft.metric = Piece("指数", noun.subject.span)
    elif people := people_counted(draft, site):
        draft.metric = people
    elif topic.rows and topic.rows[-1].role == "share" and _goes_on(draft):
        draft.metric, draft.subject = topic.rows[-1].metric, topic.rows[-1].subject
        draft.role = "share" if draft.role == "level" else draft.role
        draft.why["metric"] = "the share before"
        return True
    elif place := named_place(site):
        draft.metric = place
    elif (
        draft.role == "rank"
        and topic.rows
        and topic.rows[-1].clause is draft.clause
        and topic.rows[-1].role != "streak"
        and topic.respect is None
    ):
        draft.metric = topic.rows[-1].metric  # 以13%列第三
    elif (
        draft.role == "rank"
        and topic.rows
        and topic.rows[-1].role == "share"
        and topic.rows[-1].metric is not None
        and pattern_of("relative-share").search(topic.rows[-1].metric.text)
        and topic.respect is None
        and (topic.metric is None or not pattern_of("relative-share").search(topic.metric.text))
    ):
        draft.metric = topic.rows[-1].metric  # 单位成本2元，市占率19%，位居第一
    elif price and topic.company and is_trading(site, noun, topic):
        draft.metric = Piece("股价", site.tokens[site.begin].span)
        return True
    else:
        return _fill_carried(draft, noun, site, topic, price=price)
    return False


def _where_counted(counted: Piece, place: str) -> tuple[Piece | None, Piece]:
    """Tell apart where something is counted and what: 全港|药房."""
    (start, end), rest = counted.span, counted.text.removeprefix(place)
    if rest == counted.text or len(rest) < _COUNTED:
        return None, counted
    return Piece(place, (start, start + len(place))), Piece(rest, (start + len(place), end))


def _measure_ahead(site: Site, noun: Noun) -> Piece | None:
    """Return the measure that stands in front of whose it is: 市占率|甲为70%."""
    if len(noun.owners) != 1:
        return None
    for token, following in pairwise(site.tokens[site.floor : site.first]):
        if following is noun.owners[0]:
            return Piece(site.words(token), token.span) if token.kind == "metric" else None
    return None


def _parts_alike(part: Piece, topic: Topic) -> bool:
    """Tell whether a noun cannot be what is counted: a region, or a part like the last (甲工厂5万台，乙工厂3万台)."""
    before = topic.rows[-1].subject if topic.rows else None
    alike = before is not None and before.text[-2:] == part.text[-2:]
    return alike or pattern_of("region-named").search(part.text) is not None


def _fill_carried(draft: Draft, noun: Noun, site: Site, topic: Topic, *, price: bool) -> bool:
    """Fill the measure with the one spoken of, or with a price; tell whether the subject is filled as well."""
    if topic.metric is not None and topic.metric.text.endswith("目标") and draft.frame.role == "level":
        topic.metric = Piece(topic.metric.text[:-2].removeprefix("全年"), topic.metric.span)
    if draft.figure.kind == "money" and (_closed(site) or draft.frame.id == "closing"):
        if "/" in (draft.figure.item.unit or "") and not draft.figure.item.unit.endswith(("股", "份")):
            draft.metric = Piece("价格", site.tokens[site.begin].span)  # 收于67美元/桶: a good
            return False
        quoted = topic.metric is not None and topic.metric.text in ("价格", "指数") and not noun.owners
        if topic.whole or quoted:
            draft.metric = topic.metric or Piece("价格", site.tokens[site.begin].span)
            return False
        draft.metric = Piece("股价", site.tokens[site.begin].span)
        last = topic.rows[-1] if topic.rows else None
        if last and last.metric and last.metric.text == "股价" and last.why.get("subject") != ALONE:
            draft.subject = topic.rows[-1].subject  # H股涨5%，报16港元
        return True
    unsaid = topic.metric is None and draft.company is not None and draft.role == "change"
    moves = [token for token in site.tokens[site.begin : site.end] if token.kind == "change"]
    if (
        ((price or (has_code(site, noun) and draft.size < _SUM)) and noun.owners and noun.subject is None)
        or (unsaid and moves and pattern_of("rising").search(site.words(moves[-1])))
        or (draft.role == "change" and draft.company is not None and moves_as_price(site, topic))
    ):
        draft.metric = Piece("股价", noun.owners[-1].span if noun.owners else draft.figure.span)
        draft.why["metric"] = "what rises and falls of a company without a word for it"
        return True
    draft.metric = _spoken_of(draft, topic, anew=not topic.rows)
    draft.why["metric"] = "spoken of before"
    return False


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


def _is_part(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Tell whether a noun is a part of what was counted before, not a measure.

    So is 纯电 in 其中纯电22万辆，插混21万辆, and so is the label of a line (冰箱业务：39亿元).
    """
    if noun.owners or noun.metric is None or noun.known or topic.metric is None or draft.role != "level":
        return False
    if noun.metric == topic.metric:
        return False  # 月租由15万元降至12万元: named once, of both
    if pattern_of("arm").search(noun.metric.text):
        return True
    if _LABELLED.search(site.text, noun.metric.span[1], draft.figure.start) and can_be_of(
        draft.figure, topic.metric.text
    ):
        return draft.figure.kind in ("money", "count", "measure")
    if pattern_of("plain-measure").search(noun.metric.text) or not is_name(noun.metric.text):
        return False
    return len(noun.metric.text) <= _PART and (counts_part(draft, topic) or _goes_on_listing(draft, noun.metric, topic))


def _goes_on_listing(draft: Draft, named: Piece, topic: Topic) -> bool:
    """Tell whether a figure goes on with a list that names the measure once: 甲3万辆，银河12万辆; 一线城市4.0次."""
    last = topic.rows[-1] if topic.rows else None
    if last is None or last.metric is None or last.metric != topic.metric or last.role != "level":
        return False
    unit = draft.figure.item.unit
    if unit is None or unit != last.figure.item.unit or draft.figure.kind not in ("count", "measure"):
        return False
    if ends_as_segment(named.text):
        return pattern_of("region-named").search(named.text) is not None  # not 加盟店, which are counted
    return last.why.get("metric") == "spoken of before"


def inherit_subject(draft: Draft, noun: Noun, topic: Topic) -> None:
    """Fill the subject a clause leaves open with the one spoken of before."""
    if noun.subject is None and noun.metric is None and not noun.owners and not noun.anaphor and topic.rows:
        turned = topic.subject is not None and topic.subject.span[0] > topic.rows[-1].figure.start
        foreseen = topic.rows[-1].why.get("subject") in (
            ALONE,
            FORESEEN,
        )  # 低于市场预期的5亿元，同比增长5%: of what came about
        draft.subject = topic.subject if turned or foreseen else topic.rows[-1].subject
        return
    if topic.company and draft.metric is not None and pattern_of("of-firm").match(draft.metric.text):
        return
    if noun.subject is not None:
        topic.respect = None
    elif (
        topic.rows
        and not noun.owners
        and noun.metric is not None
        and (topic.rows[-1].figure.kind == "count" or (topic.rows[-1].role == "share" and not topic.partitive))
        and pattern_of("per-unit-measure").match(noun.metric.text)
    ):
        if topic.rows[-1].why.get("subject") != WHERE:  # but 在华东开出20家分店，单店面积600平方米
            draft.subject = topic.rows[-1].subject  # 海外分店20家，店均销售额300万元
        return
    elif topic.respect is not None:
        draft.subject = topic.respect
        draft.why["subject"] = "in what respect the sentence speaks"
        return
    its = noun.its and topic.subject is topic.thing and not topic.rows  # 最大的是饮料，其收入…: of the part
    if topic.company and topic.subject is not None and pattern_of("everywhere").fullmatch(topic.subject.text):
        return  # 甲全国门店500家，会员300万人
    if draft.subject is None and not noun.owners and (its or not noun.anaphor) and topic.subject is not None:
        draft.subject = topic.subject
        draft.why["subject"] = "spoken of before"
