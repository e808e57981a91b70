"""Whom a row is about: the company in front of the figure, the one spoken of, or none."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import foresees, is_observer
from cnbiznews.facts.pieces import Piece, clean, piece, region_of
from cnbiznews.facts.site import WINDOW, Site
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.wholes import is_judged, is_of_others
from cnbiznews.facts.words import pattern_of

_STOPS = frozenset("。！？；：\n")  # marks no chain of attributes goes over
_FINE = 3  # characters behind a figure where 罚款 may stand
_AHEAD = 10  # characters behind a figure where 预测 may stand: 维持5000万人次的预测
_TWO = 2
_ACQUIRING = 12  # characters in front of a company that say what of it is acquired
_REACH = 6  # characters in front of a company that say what it is to another

__all__ = ["fill_company", "lead_to"]


def fill_company(text: str, topic: Topic, draft: Draft, noun: Noun, site: Site) -> Piece | None:
    """Find the company of a row; return the group it is about if there are several."""
    last = topic.rows[-1] if topic.rows else None
    if draft.frame.id == "change-of-object-to" and last is not None and last.clause is draft.clause:
        draft.company, draft.company_span = last.company, last.company_span  # 上调甲的价格5%至10元: of whom 5% is
        return None
    if draft.frame.metric == "object":
        for token in site.tokens[site.begin : site.first]:
            if token.kind == "company":  # 上调甲目标价: it is about 甲
                noun.owners = [token]
    if noun.owners and _is_had(text, noun.owners[0], site):
        noun.owners = []
    if len(noun.owners) == 1 and topic.company is not None and _is_dealt_with(text, draft, noun.owners[0]):
        noun.owners = []
    if draft.role == "share" and len(noun.owners) == 1 and (whose := _shared(noun.owners[0], site)) is not None:
        draft.holder, noun.owners = Piece(noun.owners[0].item.canonical, noun.owners[0].span), [whose]
    listed_at = all(pattern_of("exchange").search(owner.item.canonical) for owner in noun.owners)
    if listed_at and (named := _behind(text, draft, site)):  # 登陆港交所、股价只剩1元的甲
        noun.owners = [named]
        if draft.frame.metric == "share":
            draft.holder = noun.metric or noun.subject
    if all(owner.item.kind == "gov" for owner in noun.owners) and not noun.anaphor:
        _take_fined(text, noun, site)
    _take_punished(text, noun, site)
    if draft.role == "rank" and not noun.owners and (placed := _placed(text, draft, site)) is not None:
        noun.owners = [placed]
    _take_group(noun, site)
    _take_partners(text, draft, noun)
    group = None
    if (beside := _beside(topic, draft, noun, site)) is not None:
        draft.holder = beside
    elif len(noun.owners) == 1 and foresees(noun.owners[0]) and _watches(text, draft, noun):
        house = Piece(noun.owners[0].item.canonical, noun.owners[0].span)
        topic.widen(house if noun.metric and "目标" in noun.metric.text else None)
    elif len(noun.owners) == 1 and (listed := _last_of_list(text, draft, noun.owners[0])) is not None:
        topic.widen(listed)
        group = listed
    elif len(noun.owners) == 1:
        owner = noun.owners[0]
        topic.name(owner)
        if (
            noun.subject is None
            and (part := pattern_of("part-in-name").search(owner.item.text))
            and not owner.item.canonical.endswith(part[0])
        ):
            noun.subject = Piece(part[0], (owner.end - len(part[0]), owner.end))
    elif noun.owners:
        apart = any(
            token.kind in ("respectively", "each") and noun.owners[-1].end <= token.start < draft.figure.start
            for token in draft.clause.tokens
        )
        group = _name_group(text, topic, noun, apart=apart)
    elif is_of_others(text, topic, draft, noun):
        topic.widen(None)
    elif topic.company is None and (
        is_judged(text, topic, draft, noun) or (noun.anaphor and (not topic.whole or _names_firm(site)))
    ):
        topic.point_back()
    draft.company, draft.company_span = topic.company, topic.company_span
    draft.why["company"] = topic.why or "not named"
    draft.confidence -= topic.distance if topic.company else 0.0 if topic.whole else 0.05
    return group


def _placed(text: str, draft: Draft, site: Site) -> Token | None:
    """Return the company whose place is told in front of its name: 国内第二大乳企|甲."""
    if not text.startswith("大", draft.figure.end - 1):
        return None
    end = draft.figure.end
    for token in site.tokens[site.last + 1 : site.last + 1 + WINDOW]:
        if token.start > end:
            return None
        if token.kind == "company":
            return token if token.start > draft.figure.end else None
        if token.kind not in ("text", "metric", "macro", "of"):
            return None
        end = token.end
    return None


def _last_of_list(text: str, draft: Draft, owner: Token) -> Piece | None:
    """Return the firms of a list of which only the last is a known name: 丁、戊、|甲|等新股."""
    if not text.startswith("、", owner.start - 1) or not text.startswith("等", owner.end):
        return None
    if (kind := pattern_of("firms-like-these").match(text, owner.end)) is None:
        return None
    names = pattern_of("names-in-list").search(text, draft.clause.start, owner.start)
    start = names.start(1) if names is not None else owner.start
    return Piece(clean(text[start : kind.end()]), (start, kind.end()))


def lead_to(text: str, rows: Sequence[Draft], stated: int) -> None:
    """Give rows in a chain of attributes the firm at its end: 去年营收5亿元、亏损1亿元的|甲.

    Args:
        text: the reading text.
        rows: all rows so far.
        stated: how many there were before the last clause.
    """
    for place in range(stated, len(rows)):
        head = rows[place]
        if head.company_span is None or text[head.figure.end : head.company_span[0]] != "的":
            continue
        for before in range(place - 1, -1, -1):
            row = rows[before]
            if row.company is not None or not _STOPS.isdisjoint(text[row.figure.end : head.figure.start]):
                break
            row.company, row.company_span = head.company, head.company_span


def _behind(text: str, draft: Draft, site: Site) -> Token | None:
    """Return the company a figure's phrase leads to: 融资10亿元的甲, 第三名甲, 前十大股东占甲股本的60%."""
    if draft.frame.metric == "share":
        return next((token for token in site.tokens[site.begin : site.first] if token.kind == "company"), None)
    behind = site.tokens[site.last + 1 : site.last + 3]
    if draft.frame.id == "rank-holder":
        return behind[0]
    if [token.kind for token in behind] != ["of", "company"] or behind[1].item.kind not in ("company", "brand"):
        return None
    return None if text.startswith("的", behind[1].end) else behind[1]


def _shared(owner: Token, site: Site) -> Token | None:
    """Return the 乙 of 甲占乙收入的80%, whose revenue it is."""
    near = site.tokens[max(0, site.first - WINDOW) : site.first]
    kinds = [token.kind for token in near]
    if "share" not in kinds:
        return None
    behind = near[len(kinds) - kinds[::-1].index("share") :]
    whose = next((token for token in behind if token.kind == "company"), None)
    return whose if whose is not None and owner.end <= whose.start else None


def _is_had(text: str, owner: Token, site: Site) -> bool:
    """Tell whether a company is the one spoken of's, or is only dealt with: 旗下有乙, 和乙的合作, 非乙品牌."""
    if pattern_of("included").match(text, owner.end) or pattern_of("imposing").match(text, owner.end):
        return True  # 包括乙在内的新业务收入, 监管局拟对其罚款
    if pattern_of("not-of").search(text, max(0, owner.start - _REACH), owner.start):
        return True
    if pattern_of("owed").match(text, owner.end) and pattern_of("towards").search(
        text, max(0, owner.start - _REACH), owner.start
    ):
        return True  # 甲对乙的应收账款
    place = site.first - 1
    while place >= site.floor and site.tokens[place].end > owner.start:
        place -= 1
    before = site.tokens[place] if place >= 0 else None
    done_to = pattern_of("done-to")
    if before is not None and before.kind == "pair":
        ahead = site.tokens[max(0, place - WINDOW) : place]
        if all(token.kind in ("conj", "filler", "period", "status") or _is_for(text, token) for token in ahead):
            return True  # 和乙的合作, 如果不是为与乙的和解…
    return before is not None and before.kind == "reach" and done_to.search(text, before.start, before.end) is not None


def _is_dealt_with(text: str, draft: Draft, owner: Token) -> bool:
    """Tell whether the company spoken of only deals with another: 向乙订造6艘船, 收购控股股东乙旗下12家企业."""
    if text.startswith("的", owner.end):
        return False
    begin = max(draft.clause.start, owner.start - _ACQUIRING)
    dealt = pattern_of("dealt-with").search(text, begin, owner.start)
    if dealt and (not dealt[1] or region_of(text, dealt.start(1), owner.start) == owner.start):
        return True
    held = pattern_of("held-by").match(text, owner.end)
    return held is not None and pattern_of("acquiring").search(text, begin, owner.start) is not None


def _is_for(text: str, token: Token) -> bool:
    """Tell whether 为 in front of a company says for what: 为与乙的和解."""
    return token.kind == "reach" and text[token.start : token.end] == "为"


def _names_firm(site: Site) -> bool:
    """Tell whether 公司 or 这家公司 stands in front of a figure, not 其 or 我们, which may be of a whole or a group."""
    words = [site.words(token) for token in site.tokens[site.floor : site.first] if token.kind == "anaphor"]
    return any(pattern_of(use).fullmatch(word) for word in words for use in ("the-firm", "pointing"))


def _beside(topic: Topic, draft: Draft, noun: Noun, site: Site) -> Piece | None:
    """Return who only deals with, judges or buys from the one spoken of, whose figure it is."""
    if topic.holder is not None and [owner.item.canonical for owner in noun.owners] in ([], [topic.holder.text]):
        return topic.holder
    if len(noun.owners) != 1 or topic.company in (None, noun.owners[0].item.canonical):
        return None
    owner = noun.owners[0]
    if is_observer(owner):
        aims = site.text.startswith(("目标价", "的目标价"), site.tokens[site.last].end)
        if noun.metric is None:  # 多家机构下调甲目标价，乙证券从10元降至8元: 甲 is spoken of
            aims |= topic.metric is not None and topic.metric.text.endswith("目标价")
        else:  # 甲证券将其目标价上调
            aims |= noun.anaphor or "目标" in noun.metric.text
    else:  # 最大客户乙贡献收入的40%
        shared = draft.frame.role == "share" or (noun.metric and pattern_of("share-name").search(noun.metric.text))
        aims = bool(shared) and bool(pattern_of("party").search(site.text, max(0, owner.start - _REACH), owner.start))
    return Piece(owner.item.canonical, owner.span) if aims else None


def _watches(text: str, draft: Draft, noun: Noun) -> bool:
    """Tell whether a figure of a house is of those it watches: a target price, people it asked."""
    if noun.metric is not None and "目标" in noun.metric.text:
        return True
    if _is_outlook(text, noun.owners[0].end, draft):
        return True
    return pattern_of("survey").search(text, draft.clause.start, draft.clause.end) is not None


def _is_outlook(text: str, start: int, draft: Draft) -> bool:
    """Tell whether a figure is what a house expects of others: 甲银行把销量增速预测从4%上调至6%."""
    return (
        pattern_of("outlook-of-house").search(text, start, min(draft.clause.end, draft.figure.end + _AHEAD)) is not None
    )


def _take_group(noun: Noun, site: Site) -> None:
    """Take all of 甲和乙宣布… for owners where the phrase in front of the figure ends behind the first."""
    place = site.anchor
    if len(noun.owners) != 1 or not place or site.tokens[place - 1] is not noun.owners[0]:
        return
    while place + 1 < site.first and [token.kind for token in site.tokens[place : place + 2]] == ["pair", "company"]:
        noun.owners = [*noun.owners, site.tokens[place + 1]]
        place += 2


def _take_partners(text: str, draft: Draft, noun: Noun) -> None:
    """Leave out those of whom there are so many: 甲与|乙、丙等60家|企业合作, 投资了|乙、丙等20家|企业."""
    if len(noun.owners) < _TWO or text[noun.owners[-1].end : draft.figure.start] != "等":
        return
    first, second = noun.owners[:2]
    if pattern_of("with").fullmatch(text, first.end, second.start):
        noun.owners = [first]
    elif first.start > draft.clause.start and pattern_of("done-to").search(text, draft.clause.start, first.start):
        noun.owners = []


def _take_punished(text: str, noun: Noun, site: Site) -> None:
    """Take the company in front of 被 for the owner: 甲被乙罚款… is about 甲, 被乙罚款… about the one spoken of."""
    lead = site.tokens[site.floor : site.first]
    if not lead:
        return
    passive = pattern_of("passive").search(text, lead[0].start, site.tokens[site.first].start)
    if passive is None or not pattern_of("imposed").search(text, passive.end(), site.tokens[site.first].end + _FINE):
        return
    front = [token for token in lead if token.end <= passive.start()]
    noun.owners = [token for token in front if token.kind == "company"][-1:]
    if front and front[0].kind == "count":  # 3名高管被罚…
        noun.subject = Piece(clean(text[front[0].start : passive.start()]), (front[0].start, passive.start()))
    elif person := pattern_of("person-of-firm").search(text, lead[0].start, passive.start()):  # 董事长张某被罚…
        noun.subject = Piece(clean(person.group()), person.span())
    elif noun.subject is not None and noun.subject.span[1] > passive.start():  # who imposes it is no part of it
        start = noun.subject.span[0]
        noun.subject = piece(text, start, passive.start()) if start < passive.start() else None


def _take_fined(text: str, noun: Noun, site: Site) -> None:
    """Take the company of 对甲处以… for the owner: what is imposed on a company is about it."""
    lead = site.tokens[site.floor : site.first]
    for index, token in enumerate(lead):
        if token.kind == "prep" and text[token.start : token.end] == "对":
            named = [other for other in lead[index + 1 :] if other.kind == "company"]
            if named and pattern_of("imposed").search(text, named[-1].end, site.tokens[site.first].start + 1):
                noun.owners = named
            return


def _name_group(text: str, topic: Topic, noun: Noun, *, apart: bool) -> Piece:
    """Speak of several companies together: of their owner where he is the topic, else of no company.

    The topic beside another firm is no owner: both are equals, unless each has a figure of its own (``apart``).
    """
    names = [token.item.canonical for token in noun.owners]
    group = Piece(
        clean(text[noun.owners[0].start : noun.owners[-1].end]) + (noun.subject.text if noun.subject else ""),
        (noun.owners[0].start, noun.owners[-1].end),
    )
    owned = [name for name in names if apart or name != topic.company]
    if topic.company is not None and any(name.startswith(topic.company) for name in owned):
        topic.subject = group
    else:
        topic.widen(group)
    return group
