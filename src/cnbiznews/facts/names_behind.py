"""The measure behind a figure: 44项|首创服务, 覆盖30个|城市."""

from __future__ import annotations

import re

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import is_clause
from cnbiznews.facts.names_before import fill_before, inherit_subject
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean, is_name, piece, region_of
from cnbiznews.facts.site import WINDOW, Site
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["fill_behind", "good_behind", "noun_behind"]

_NAMING_BEHIND = frozenset(("text", "metric", "macro", "fund", "of", "company", "pair", "invest", "period"))

_QUOTED_BEHIND = re.compile(r"[“「《]([^”」》]{2,14})[”」》]")

_QUOTED_END = re.compile(r"[“「《][^”」》]{2,14}[”」》]?\Z")

_DOERS = ("tenths-of", "part-doing")  # frames of a part of things that does something
_OF_RATE = ("percent", "ratio")
_DOING = 24  # characters of what is done, at most
_BRACKET = re.compile(r"[（(\[【]")


def fill_behind(draft: Draft, noun: Noun, site: Site, topic: Topic, mode: str) -> None:
    """Fill measure and subject from the noun behind a figure; in the mode "verb", the verb in front is part of it."""
    priced = noun.metric is not None and pattern_of("price-name", "cost-name").search(noun.metric.text)
    if priced and (good := good_behind(site)) is not None:
        draft.metric, draft.subject = noun.metric, good
        return
    if draft.frame.id in ("comes-from", "part-being") and noun.metric is not None and noun.known:
        end = site.tokens[-1].end
        if source := pattern_of(draft.frame.id).match(site.text, draft.figure.end, end):
            draft.subject = Piece(clean(source[1]), source.span(1))
            draft.metric = Piece(noun.metric.text + "占比", noun.metric.span)
            draft.why["metric"] = "whose source is told"
            return
    behind = noun_behind(site)
    apart = behind is not None and site.text[site.tokens[site.last].end : behind.span[0]].isspace()
    if behind is None and draft.frame.id in _DOERS and (doing := _doing(site, draft.figure.end)):
        whose = noun.metric or noun.subject
        draft.subject = Piece(whose.text.removesuffix("中"), whose.span) if whose else _group_before(draft, site)
        draft.metric = doing
        draft.why["metric"] = "behind the figure"
        return
    if behind is None or (apart and noun.metric is not None and noun.known):
        fill_before(draft, noun, site, topic)
        return
    if draft.frame.id == "market-taken" and behind.text.endswith("市场"):
        behind = Piece(behind.text + "份额", behind.span)  # 拿下76%的市场
    draft.metric = behind
    draft.why["metric"] = "behind the figure"
    if (name := _QUOTED_BEHIND.match(site.text, behind.span[1])) and pattern_of("launch").search(
        site.text, max(0, draft.figure.start - 4), draft.figure.start
    ):
        # 推出100万元现金“悬赏令”: a sum the company puts up for something it names
        draft.role, draft.subject = "investment", Piece(name[1], name.span(1))
        return
    if pattern_of("fund-set-up").search(behind.text) and pattern_of("setting-up").search(
        site.text, max(0, draft.figure.start - 4), draft.figure.start
    ):
        draft.role = "investment"  # 设立2亿元保障基金
    if (named := pattern_of("term-or-round").match(behind.text)) and draft.frame.id == "round":
        round_span = (behind.span[0], behind.span[0] + named.end())
        draft.subject, draft.metric = Piece(named.group(), round_span), Piece("融资", round_span)  # 3500万美元B轮
        return
    if named and named.end() < len(behind.text):
        start = behind.span[0]
        draft.subject = Piece(named.group(), (start, start + named.end()))
        draft.metric = Piece(behind.text[named.end() :], (start + named.end(), behind.span[1]))
        return
    alone = noun.metric is None and noun.subject is None and noun.scope is None and not topic.whole
    if alone and draft.role == "share" and mode == "part" and (doing := _what_they_do(draft, site, behind)):
        draft.metric, draft.subject = doing, behind  # 六成的包装由机器人完成
        return
    if mode != "verb":
        draft.subject = noun.metric or noun.subject
        if draft.subject is not None and pattern_of("counting-verb").match(draft.subject.text):
            draft.metric = Piece(draft.subject.text + behind.text, behind.span)  # 减持1.5%股份
            draft.subject = None
        inherit_subject(draft, noun, topic)
        return
    if (bringer := _bringer(site)) is not None:
        draft.subject = bringer  # 先进封装贡献16亿元营收
        return
    if not site.anchor:
        draft.subject = _whole_before(topic)
        return
    front = site.tokens[site.anchor - 1]
    if front.kind == "sell" and pattern_of("sold").fullmatch("卖出" + behind.text):
        draft.metric, draft.subject = Piece("销量", front.span), behind  # 卖出5000个面包
        return
    if front.kind == "macro" and site.anchor > 1:
        front = site.tokens[site.anchor - 2]
    words = clean(site.words(front))
    verb = pattern_of("counting-verb").search(words)
    if verb and front.kind in ("text", "realize", "reach", "metric", "change", "sell"):
        place, behind = _place_apart(site.text, behind)
        draft.metric = Piece(verb.group().replace("遍布", "覆盖") + behind.text, behind.span)
        rest = words[: verb.start()]
        scope = site.tokens[site.anchor - 1] if front is not site.tokens[site.anchor - 1] else None
        draft.subject = noun.subject if noun.subject and noun.subject.text not in (words, verb.group()) else None
        if scope is not None:
            draft.subject = piece(site.text, scope.start, scope.end)
        elif is_name(rest := clean(rest)) and front.kind != "metric":
            draft.subject = Piece(rest, (front.start, front.start + verb.start()))
        draft.subject = draft.subject or place
    elif noun.metric is not None and words in ("总额", "总价", "总金额"):
        draft.metric = Piece(behind.text + words, behind.span)
        draft.subject = None
    elif noun.metric is not None and noun.known:
        draft.subject = noun.subject
    else:
        draft.subject = noun.scope or (noun.subject if noun.known else None)
        if draft.subject is None:
            draft.subject = _whole_before(topic)


def _place_apart(text: str, counted: Piece) -> tuple[Piece | None, Piece]:
    """Tell apart where what is counted stands, and what it is: 关闭9间[香港]|门店."""
    start, end = counted.span
    cut = region_of(text, start, end)
    if not start < cut < end - 1 or pattern_of("counted-places").fullmatch(text, start, cut):
        return None, counted
    behind = Piece(text[cut:end].removeprefix("的"), (cut, end))
    return (Piece(text[start:cut], (start, cut)), behind) if is_name(behind.text) else (None, counted)


def _whole_before(topic: Topic) -> Piece | None:
    """Return the whole a sentence goes on about: [全市场]2800只个股上涨，87只个股涨停."""
    if not topic.whole:
        return None
    return topic.subject or (topic.rows[-1].subject if topic.rows else None)


def _bringer(site: Site) -> Piece | None:
    """Return the part that brings an amount of something, be it no firm: [先进封装]贡献16亿元营收."""
    lead = site.tokens[site.floor : site.first]
    place = next((n for n, token in enumerate(lead) if _contributes(site, token)), 0)
    noun = noun_phrase(site.text, lead[:place]) if place else Noun()
    whose = noun.metric or noun.subject
    return whose if whose is not None and is_name(whose.text) and not is_clause(whose.text) else None


def _contributes(site: Site, token: Token) -> bool:
    return pattern_of("contributing").match(site.text, token.start, token.end) is not None


def _what_they_do(draft: Draft, site: Site, those: Piece) -> Piece | None:
    """Return what a part of things does, is or has, the verb behind its name: 六成的包装|由|机器人完成."""
    if not is_name(those.text) or not site.text.startswith("的", draft.figure.end):
        return None
    return _doing(site, those.span[1])


def _doing(site: Site, start: int) -> Piece | None:
    """Return what is done, to the end of the clause: 老客户中，有六成|选择续约."""
    end = site.tokens[-1].end
    doing = pattern_of("part-doing").match(site.text, start, min(end, start + _DOING))
    return Piece(doing[1] + "占比", doing.span(1)) if doing is not None and doing.end() == end else None


def _group_before(draft: Draft, site: Site) -> Piece | None:
    """Return the group a clause in front names, of which this one says a part: 老客户中，有六成…"""
    begin = max(0, draft.clause.start - _DOING)
    group = pattern_of("among-group").search(site.text, begin, draft.clause.start)
    return Piece(clean(group[1]), group.span(1)) if group else None


def good_behind(site: Site) -> Piece | None:
    """Return the good a price describes: 售价8999元的|手机, 定价19.8万元起的机器人“|蓝星二号|”."""
    leads = pattern_of("priced").match(site.text, site.tokens[site.last].end)
    behind = [token for token in site.tokens[site.last + 1 :] if leads and token.end > leads.end()][:2]
    if leads is None or not behind or behind[0].kind not in ("text", "macro", "metric"):
        return None
    start, end = max(behind[0].start, leads.end()), behind[0].end
    if behind[0].kind == "metric":  # 会员|卡
        if len(behind) == 1 or behind[1].kind != "text" or behind[1].start != end:
            return None
        end = behind[1].end
    if name := _QUOTED_BEHIND.match(site.text, end):
        return Piece(name[1], name.span(1))
    if cut := pattern_of("end-of-counted").search(site.text, start, end):
        end = cut.start()
    good = piece(site.text, start, end)
    return None if good is None or pattern_of("generic-behind").fullmatch(good.text) else good


def noun_behind(site: Site) -> Piece | None:
    """Return the noun that follows the figures directly: 44项[首创服务]."""
    start = end = None
    behind = site.tokens[site.last + 1 : site.last + 1 + WINDOW]
    for index, token in enumerate(behind):
        following = behind[index + 1] if index + 1 < len(behind) else None
        if start is None and (
            token.kind == "of" or (token.kind == "reach" and site.words(token) in ("是", "为", "属", "均为"))
        ):
            continue
        if end is not None and _BRACKET.search(site.text, end, token.start):
            break
        if end is not None and token.kind == "company" and site.tokens[site.last].kind == "ordinal":
            break  # 第二大乳企|甲: who has the place
        if token.kind == "pair" and following and pattern_of("bare-opening").fullmatch(site.words(following)):
            break  # 新开20家酒店、|关闭2家
        if token.kind in _NAMING_BEHIND and not (token.kind == "pair" and start is None):
            named = start is None and token.kind == "metric" and site.tokens[site.last].kind in _OF_RATE
            start = token.start if start is None else start
            end = token.end
            if named:
                break  # 以4.2%的利率发行…
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
        if site.tokens[site.last].kind == "count" and site.tokens[site.last].item.unit is None:
            return None  # 7亿用户信任的基础: the users are counted, not what 的 leads to
        start = relative + 1
    found = piece(site.text, start, end)
    if found is None or len(found.text) > 24:
        return None
    return found if len(found.text) > 1 or pattern_of("one-character-place").fullmatch(found.text) else None
