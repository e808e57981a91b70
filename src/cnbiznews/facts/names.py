"""What a row measures and what narrows it: the noun in front of the figure, the one behind it, the one spoken of."""

from __future__ import annotations

import re

from cnbiznews.facts.clues import counts_part, is_added, is_trading, named_place, one_of_two, ranked_among
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of, is_clause, names_measure
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean, ends_as_segment, is_name, piece, region_of
from cnbiznews.facts.site import WINDOW, Site, price_move
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import names_of, pattern_of

__all__ = ["fill_names"]

# Measures of one family: a verb stands for the one spoken of last.
_KIN = ("kin-profit", "kin-loss", "kin-payout", "kin-sales")
_NAMING_BEHIND = frozenset(("text", "metric", "macro", "fund", "of", "company", "pair", "invest", "period"))
_QUOTED_BEHIND = re.compile(r"[“「《]([^”」》]{2,14})[”」》]")
_QUOTED_END = re.compile(r"[“「《][^”」》]{2,14}[”」》]?\Z")
_PER_UNIT = re.compile(r"每[\u4e00-\u9fff]{1,3}")
_BRACKET = re.compile(r"[（(\[【]")
_LABELLED = re.compile(r"[：:]")
_ROUND = re.compile(r".*轮")


def _name_shares(draft: Draft, site: Site) -> None:
    """Keep how many shares an amount is paid for: 每10股派现5元."""
    per = pattern_of("per-shares").search(
        site.text, max(draft.clause.start, draft.figure.start - 20), draft.figure.start
    )
    if per is None or draft.metric is None or draft.figure.kind != "money" or draft.metric.text.startswith("每"):
        return
    name = "派息" if draft.metric.text == "股息" else draft.metric.text
    draft.metric = Piece(per[1] + name, (per.start(), max(per.end(1), draft.metric.span[1])))


def fill_names(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill measure and subject of a row as its frame says."""
    mode = draft.frame.metric
    draft.subject = noun.subject
    draft.why["metric"] = "in front of the figure"
    if noun.subject:
        draft.why["subject"] = "in front of the measure"
    if mode.startswith("="):
        draft.metric = Piece(mode[1:], site.tokens[site.first][:2])
        named = noun.metric or noun.subject
        draft.subject = named if named and is_name(named.text) else None
        draft.why["metric"] = "said by the frame"
    elif mode == "share":
        _fill_share(draft, noun, site, topic)
    elif mode in ("after", "verb", "part"):
        _fill_behind(draft, noun, site, topic, mode)
    elif mode == "object":
        inside = [t for t in site.tokens[site.begin : site.first] if t.kind in ("metric", "text")]
        draft.metric = piece(site.text, inside[0].start, inside[-1].end) if inside else topic.metric
        draft.subject = noun.metric or noun.subject
        draft.why["metric"] = "behind the verb"
    elif mode == "goal":
        carried = noun.metric or topic.metric
        draft.metric = Piece(carried.text.removesuffix("目标") + "目标", carried.span) if carried else None
        _inherit_subject(draft, noun, topic)
    elif mode == "rest":
        rest = piece(site.text, site.tokens[site.last].end, site.tokens[-1].end)
        says = rest is not None and len(rest.text) <= 20 and not pattern_of("bare-move").fullmatch(rest.text)
        if says and rest is not None:
            rest = Piece(pattern_of("attained").sub("", rest.text), rest.span)
        draft.metric = rest if says else noun.metric or topic.metric
        draft.subject = noun.metric if says and noun.metric and not noun.known else noun.subject
        _inherit_subject(draft, noun, topic)
        draft.why["metric"] = "behind the figure" if says else "spoken of before"
    elif mode == "none":
        draft.subject = noun.metric or noun.subject
    elif mode == "carry":
        draft.metric = noun.metric if noun.metric and names_measure(noun.metric.text) else topic.metric
        if noun.metric is not None and draft.metric is topic.metric:
            noun.metric = None
        _inherit_subject(draft, noun, topic)
        draft.why["metric"] = "spoken of before"
    elif mode == "price":
        _fill_price(draft, noun, site, topic)
    elif mode == "deal":
        behind = site.tokens[site.last + 1 : site.end + 1]
        verb = next(token for token in behind if token.kind == "invest")
        draft.metric = piece(site.text, verb.start, verb.end)
        target = next((token for token in behind if token.kind == "company"), None) or _target(site, verb)
        draft.subject = Piece(target.item.canonical, target[:2]) if target else noun.subject
        draft.why["metric"] = "the verb behind the figure"
    elif mode == "invest":
        start, end = site.tokens[site.begin].start, site.tokens[site.begin].end
        draft.metric = piece(site.text, start, end)
        draft.subject = noun.metric or noun.subject
    else:
        _fill_before(draft, noun, site, topic)
        rate = next((site.words(t) for t in site.tokens[site.begin : site.first] if t.kind == "rate"), "增速")
        if mode == "pace" and draft.metric and not draft.metric.text.endswith(rate):
            draft.metric = Piece(draft.metric.text + rate, draft.metric.span)
    _name_shares(draft, site)
    if topic.rows and (one := one_of_two(site, topic)) is not None:
        draft.company, draft.company_span, draft.subject = one.company, one.company_span, one.subject
    if draft.role == "rank" and noun.metric is None and noun.subject is None:
        draft.subject = ranked_among(site) or draft.subject
    if draft.holder is not None:
        draft.subject = draft.holder
    elif draft.subject is None and noun.channel is not None:
        draft.subject = Piece(noun.channel.item.canonical, noun.channel[:2])
        draft.why["subject"] = "through whom it comes"
    if draft.subject is not None and (
        is_clause(draft.subject.text) or (len(draft.subject.text) == 1 and not is_name(draft.subject.text))
    ):
        draft.subject = None
    if draft.subject is None and draft.metric is not None and draft.metric.text.endswith("目标价"):
        judged = topic.rater is not None and draft.company not in (None, topic.rater.text)
        draft.subject = topic.rater if judged else None
    if draft.metric is None:
        draft.why.pop("metric")
        draft.confidence -= 0.1
    elif site.begin and draft.role == "difference" and site.tokens[site.begin - 1].kind == "rate":
        pace = site.tokens[site.begin - 1]
        draft.metric = Piece(draft.metric.text + site.words(pace), (draft.metric.span[0], pace.end))
    elif draft.metric == noun.metric and not noun.known:
        draft.confidence -= 0.1
    if (
        draft.metric is not None
        and draft.role == "level"
        and (running := pattern_of("running-total").match(draft.metric.text))
    ):
        draft.basis = "cum"
        if len(draft.metric.text) > running.end() + 1:
            draft.metric = Piece(draft.metric.text[running.end() :], draft.metric.span)


def _target(site: Site, verb: Token) -> Token | None:
    """Return the company behind the words that say what it is: 收购芯片厂商[甲]."""
    rest = site.tokens[site.last + 1 : site.last + 1 + WINDOW]
    for token in rest[rest.index(verb) + 1 :]:
        if token.kind not in ("text", "macro"):
            return token if token.kind == "company" else None
    return None


def _fill_before(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
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
        _inherit_subject(draft, noun, topic)
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
                _inherit_subject(draft, noun, topic)
                return
            draft.metric = Piece("股价", site.tokens[site.begin][:2])
            return
        if price and noun.owners and noun.subject is None:
            draft.metric = Piece("股价", noun.owners[-1][:2])
            draft.why["metric"] = "what rises and falls of a company without a word for it"
            return
        draft.metric = topic.metric
        draft.why["metric"] = "spoken of before"
    _inherit_subject(draft, noun, topic)


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


def _inherit_subject(draft: Draft, noun: Noun, topic: Topic) -> None:
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


def _fill_share(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    start, end = site.tokens[site.begin].start, site.tokens[site.first].start
    for token in site.tokens[site.begin + 1 : site.first]:
        if token.kind in ("reach", "to"):
            end = token.start
            break
    draft.metric = piece(site.text, start, end)
    if draft.metric is not None:
        draft.metric = Piece(pattern_of("together").sub("", draft.metric.text), draft.metric.span)
    if draft.metric and draft.metric.text in ("占", "占据", "约占", "仅占", "占到", "占了"):
        shares = [row.metric for row in topic.rows if row.frame.metric == "share" and row.metric is not None]
        # 甲产品占营收的60%，乙产品占30%: of the same whole
        draft.metric = shares[-1] if shares else Piece("占比", draft.metric.span)
    if draft.metric and draft.metric.text.startswith("贡献") and (behind := _noun_behind(site)):
        draft.metric = Piece(behind.text + "贡献占比", behind.span)
    subject = noun.metric or noun.subject
    if subject is None and noun.owners == []:
        subject = topic.subject
    if noun.metric and noun.subject:
        subject = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
    draft.subject = subject


def _fill_behind(draft: Draft, noun: Noun, site: Site, topic: Topic, mode: str) -> None:
    behind = _noun_behind(site)
    apart = behind is not None and site.text[site.tokens[site.last].end : behind.span[0]].isspace()
    if behind is None or (apart and noun.metric is not None and noun.known):
        _fill_before(draft, noun, site, topic)
        return
    draft.metric = behind
    draft.why["metric"] = "behind the figure"
    if (name := _QUOTED_BEHIND.match(site.text, behind.span[1])) and pattern_of("launch").search(
        site.text, max(0, draft.figure.start - 4), draft.figure.start
    ):
        # 推出100万元现金“悬赏令”: a sum the company puts up for something it names
        draft.role, draft.subject = "investment", Piece(name[1], name.span(1))
        return
    if mode != "verb":
        draft.subject = noun.metric or noun.subject
        if draft.subject is not None and pattern_of("counting-verb").match(draft.subject.text):
            draft.metric = Piece(draft.subject.text + behind.text, behind.span)  # 减持1.5%股份
            draft.subject = None
        if (round_ := _ROUND.match(behind.text)) and round_.end() < len(behind.text):
            start = behind.span[0]
            draft.subject = Piece(round_.group(), (start, start + round_.end()))
            draft.metric = Piece(behind.text[round_.end() :], behind.span)
            return
        _inherit_subject(draft, noun, topic)
        return
    if not site.anchor:
        return
    front = site.tokens[site.anchor - 1]
    if front.kind == "macro" and site.anchor > 1:
        front = site.tokens[site.anchor - 2]
    words = clean(site.words(front))
    verb = pattern_of("counting-verb").search(words)
    if verb and front.kind in ("text", "realize", "reach", "metric", "change"):
        draft.metric = Piece(verb.group().replace("遍布", "覆盖") + behind.text, behind.span)
        rest = words[: verb.start()]
        scope = site.tokens[site.anchor - 1] if front is not site.tokens[site.anchor - 1] else None
        draft.subject = noun.subject if noun.subject and noun.subject.text not in (words, verb.group()) else None
        if scope is not None:
            draft.subject = piece(site.text, scope.start, scope.end)
        elif is_name(rest := clean(rest)) and front.kind != "metric":
            draft.subject = Piece(rest, (front.start, front.start + verb.start()))
    elif noun.metric is not None and words in ("总额", "总价", "总金额"):
        draft.metric = Piece(behind.text + words, behind.span)
        draft.subject = None
    elif noun.metric is not None and noun.known:
        draft.subject = noun.subject
    else:
        draft.subject = noun.scope or (noun.subject if noun.known else None)
        if draft.subject is None and topic.whole:
            draft.subject = topic.subject


def _noun_behind(site: Site) -> Piece | None:
    """Return the noun that follows the figures directly: 44项[首创服务]."""
    start = end = None
    for token in site.tokens[site.last + 1 : site.last + 1 + WINDOW]:
        if start is None and (
            token.kind == "of" or (token.kind == "reach" and site.words(token) in ("是", "为", "属", "均为"))
        ):
            continue
        if end is not None and _BRACKET.search(site.text, end, token.start):
            break
        if token.kind in _NAMING_BEHIND and not (token.kind == "pair" and start is None):
            start = token.start if start is None else start
            end = token.end
            continue
        break
    if start is None or end is None:
        return None
    words = site.text[start:end]
    if copula := pattern_of("copula").match(words):
        start += copula.end()
        words = site.text[start:end]
    if cut := pattern_of("end-of-counted").search(words):
        if cut.start() == 0:
            unit = site.tokens[site.last].item.unit
            if cut.group() in ("入驻", "参与", "加盟") and unit in ("人", "人次", "户", "家", "名"):
                return Piece(cut.group() + unit, (start, start + cut.end()))
            return None
        end = start + cut.start()
    if (name := _QUOTED_END.search(site.text, start, end)) and name.start() > start:
        end = name.start()
    if pattern_of("generic-behind").fullmatch(site.text[start:end]):
        return None
    if (relative := site.text.rfind("的", start, end - 1)) > start:
        start = relative + 1
    found = piece(site.text, start, end)
    return found if found and 1 < len(found.text) <= 24 else None


def _fill_price(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Name a price per unit: 每股[收购价], 每吨…, or the noun in front of it; a dividend per share is no price."""
    carried = noun.metric if noun.known else topic.metric if noun.metric is None else None
    if carried is not None and pattern_of("per-share").search(carried.text):
        draft.role = "level"
        draft.metric = carried if carried.text.startswith("每股") else Piece("每股" + carried.text, carried.span)
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
                draft.subject = Piece(behind[index + 1].item.canonical, behind[index + 1][:2])
            return
    if name is not None:
        metric = name.text if name.text.startswith("每") else words + name.text if len(words) <= 4 else name.text
        draft.metric = Piece(metric, name.span)
    else:
        draft.metric = Piece(words + "价格" if words else "价格", (per.start, site.tokens[site.first].start))
        draft.subject = noun.metric or noun.subject
        if draft.subject is None and topic.whole:
            draft.subject = topic.subject
