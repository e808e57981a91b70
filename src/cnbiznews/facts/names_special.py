"""The measures of shares and of prices per unit, which their verb or their unit names."""

from __future__ import annotations

import re

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import is_ratio
from cnbiznews.facts.names_before import inherit_subject
from cnbiznews.facts.names_behind import noun_behind
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.site import WINDOW, Site
from cnbiznews.facts.tokens import FIGURES
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["fill_price", "fill_share", "measured_before"]

_PER_UNIT = re.compile(r"每[\u4e00-\u9fff]{1,3}")


def fill_share(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Name a share by its verb and its whole (占营收), of the noun in front of them."""
    start, end = site.tokens[site.begin].start, site.tokens[site.first].start
    for token in site.tokens[site.begin + 1 : site.first]:
        if token.kind in ("reach", "to") and token.start > site.tokens[site.begin].end:
            end = token.start
            break
    draft.metric = _share_of(site, start, end)
    if draft.metric is None:
        draft.metric = Piece("占", draft.figure.span)  # 约占|35%: the verb is in the figure
    bare = pattern_of("having-share").fullmatch(draft.metric.text) is not None
    of_firm = site.first > 0 and site.tokens[site.first - 1].kind == "company"
    if (bare or of_firm) and site.text.startswith("的", draft.figure.end) and (whole := noun_behind(site)):
        share = pattern_of("share-name").search(whole.text)
        draft.metric = whole if share else Piece("占" + whole.text, whole.span)  # 占甲三成的销售收入
    elif bare:
        shares = [row.metric for row in topic.rows[-WINDOW:] if row.frame.metric == "share" and row.metric is not None]
        # 甲产品占营收的60%，乙产品占30%: of the same whole
        draft.metric = shares[-1] if shares else _share_of_spoken(draft.metric, noun, topic)
    if pattern_of("contributing").fullmatch(draft.metric.text):
        whole = noun_behind(site) or topic.metric
        if whole is not None and not is_ratio(whole.text):
            draft.metric = Piece("贡献" + whole.text, whole.span)
    subject = noun.metric or noun.subject
    if subject is None and noun.owners == []:
        subject = topic.subject
    if bare and noun.metric and noun.known and noun.subject:
        subject = noun.subject  # 海外订单占七成: 订单占比
    elif noun.metric and noun.subject:
        subject = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
    draft.subject = subject or _size_before(site) or measured_before(draft, noun, site, topic)


def _share_of_spoken(verb: Piece, noun: Noun, topic: Topic) -> Piece:
    """Name a share whose verb does not say of what: of the noun in front of it, else of what the sentence measured."""
    whole = noun.metric if noun.metric and noun.known and noun.subject else None
    unnamed = noun.metric is None or not noun.known
    if unnamed and (topic.partitive or topic.rows) and topic.metric is not None:
        whole = topic.metric if _can_be_shared(topic.metric.text) else None
    return Piece(f"{whole.text}占比", verb.span) if whole else Piece("占比", verb.span)


def _can_be_shared(name: str) -> bool:
    """Tell whether parts can have a share of a measure: of amounts and counts, not of rates and prices."""
    return not is_ratio(name) and pattern_of("price-name", "judgement", "of-each").search(name) is None


def _size_before(site: Site) -> Piece | None:
    """Return the size that names what has a share: [3纳米]占营收的23%."""
    before = site.tokens[site.begin - 1] if site.begin else None
    if before is None or before.kind != "measure" or not pattern_of("process-size").fullmatch(site.words(before)):
        return None
    return Piece(site.words(before).replace(" ", ""), before.span)


def _share_of(site: Site, start: int, end: int) -> Piece | None:
    """Return what a share is of, without the times and adverbs in between: 占[第三季]营收."""
    words = ""
    for token in site.tokens[site.begin : site.first]:
        if token.kind == "period" and token.end <= end:
            words += site.text[start : token.start]
            start = token.end
    words = pattern_of("together").sub("", clean(words + site.text[start:end]))
    words = clean(pattern_of("share-verb").sub(r"\1", words))
    if not words:
        return None
    if site.tokens[site.begin].kind == "reach" and not words.startswith("相当于"):
        words = "占" + pattern_of("short-of").sub("", words)  # 为营收的8%, 不到营收的8%
    return Piece(words, (site.tokens[site.begin].start, end))


def measured_before(draft: Draft, noun: Noun, site: Site, topic: Topic) -> Piece | None:
    """Return what a bare 占总收入的30% or 占比30% is the share of: what was measured last (利息收入5亿元，占…)."""
    if noun.owners or noun.anaphor or not topic.rows or topic.rows[-1].company != draft.company:
        return None
    last = next((row for row in reversed(topic.rows) if row.role != "price"), topic.rows[-1])
    near = site.tokens[max(0, site.first - WINDOW) : site.first]
    if any(token.kind in FIGURES and token.start > last.figure.start for token in near):
        return None  # 车型占比32%，20万元以上占比41%
    if last.subject is not None or last.role == "share" or last.metric is None:
        return last.subject
    whole = draft.metric is not None and last.metric.text in draft.metric.text
    return None if whole else last.metric  # 销量3万台，占总销量的一成: of what has the sales


def fill_price(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Name a price per unit: 每股[收购价], 每吨…, or the noun in front of it; a dividend per share is no price."""
    if _is_per_share(draft, noun, site, topic):
        return
    per = next((t for t in site.tokens[site.begin : site.first] if t.kind == "per"), draft.figure)
    name = noun.metric if noun.known else None
    found = _PER_UNIT.search(site.text, per.start, site.tokens[site.first].end)
    words = site.words(per) if per.kind == "per" else found.group() if found else ""
    behind = site.tokens[site.last + 1 : site.last + 5]
    for index, token in enumerate(behind):
        if deal := pattern_of("deal").match(site.words(token)):
            draft.metric = Piece(words + deal.group() + "价", (per.start, token.start + deal.end()))
            draft.subject = noun.subject
            if index + 1 < len(behind) and behind[index + 1].kind == "company":
                draft.subject = Piece(behind[index + 1].item.canonical, behind[index + 1].span)
            return
    if name is not None:
        metric = name.text if name.text.startswith("每") else words + name.text if len(words) <= 4 else name.text
        draft.metric = Piece(metric, name.span)
        if pattern_of("amount-per-unit").search(name.text):
            draft.role = "level"  # 完全成本每公斤12元
        inherit_subject(draft, noun, topic)
    else:
        called = words if words.endswith("价") else words + "价格"  # 每股作价
        draft.metric = Piece(called, (per.start, site.tokens[site.first].start))
        draft.subject = noun.metric or noun.subject
        if draft.subject is None and not noun.owners:
            draft.subject = topic.subject


def _is_per_share(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill a row of profit or dividend per share, and tell whether it is one: 净利润10亿元，合每股0.5元."""
    named = noun.metric
    told = named is not None and (noun.known or pattern_of("per-share").search(named.text) is not None)
    carried = named if told else topic.metric if named is None else None
    if (behind := noun_behind(site)) is not None and pattern_of("per-share").search(behind.text):
        draft.role, draft.metric = "level", Piece("每股" + behind.text, behind.span)  # 每股0.35元的中期股息
        return True
    if carried is None or not pattern_of("per-share").search(carried.text):
        return False
    bought = any(pattern_of("deal").match(site.words(t)) for t in site.tokens[site.last + 1 : site.last + 5])
    if bought and carried is not noun.metric:
        return False
    draft.role = "level"
    draft.metric = carried if carried.text.startswith("每股") else Piece("每股" + carried.text, carried.span)
    return True
