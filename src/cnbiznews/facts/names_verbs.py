"""The measure a verb names: 提价5% is of the price, 卖出3万台 of sales, 湖畔花园首批推出188套 of what is put up."""

from __future__ import annotations

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, is_name, piece
from cnbiznews.facts.site import Site
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import names_of, pattern_of

__all__ = ["fill_by_verb", "name_shops"]

_VERB = 8  # characters in front of a number of shops in which its verb stands
# Measures of one family: a verb stands for the one spoken of last.
_KIN = ("kin-profit", "kin-loss", "kin-payout", "kin-sales")


def fill_by_verb(draft: Draft, noun: Noun, site: Site, topic: Topic) -> bool:
    """Fill measure and subject of a row whose measure its verb names, and tell whether it is one."""
    if not noun.known and (moved := _changed_by_verb(site)):
        draft.metric = Piece(moved, site.tokens[site.begin].span)  # 提价5%
        draft.subject = noun.metric or noun.subject
        return True
    if _ends_as_verb(draft, noun) or _sold(draft, noun, site):
        return True
    verb = site.tokens[site.first - 1] if site.first else None
    if verb is None or (name := _measure_of(verb, draft, site)) is None:
        return False
    kin = next((kin for kin in map(pattern_of, _KIN) if kin.search(name)), None)
    carried = topic.metric if kin and topic.metric and kin.search(topic.metric.text) else None
    if carried is not None and not can_be_of(draft.figure, carried.text):
        carried = None
    per = next((site.words(t) for t in site.tokens[site.floor : site.first] if t.kind == "per"), "")
    draft.metric = carried or Piece(per + name, verb.span)
    named = noun.metric
    if named is not None and named.span[1] == verb.end and pattern_of("verb-in-front").search(named.text[:-1]):
        start, end = named.span[0], named.span[1] - 2
        noun.subject = draft.subject = piece(site.text, start, end)  # 每单外送|要亏3元
    elif verb.kind == "sell" and named is not None and not noun.known and noun.subject is None:
        noun.subject = draft.subject = named if named.span[1] <= verb.start and is_name(named.text) else None
    noun.known = True  # 凤梨酥|卖出210万颗
    return True


def _ends_as_verb(draft: Draft, noun: Noun) -> bool:
    """Part the verb of a count from what it is of, and tell whether there is one: 湖畔花园|首批推出|188套."""
    named = noun.metric
    if named is None or noun.subject is not None or draft.frame.id != "level-of-text" or draft.figure.kind != "count":
        return False
    if (ended := pattern_of("verb-at-end").fullmatch(named.text)) is None:
        return False
    cut = named.span[1] - len(ended[2])
    draft.metric, draft.subject = Piece(ended[2], (cut, named.span[1])), Piece(ended[1], (named.span[0], cut))
    return True


def _sold(draft: Draft, noun: Noun, site: Site) -> bool:
    """Part the verb in front of a good from it, and tell whether there is one: 售出|图书|8600万册."""
    named = noun.metric
    if named is None or noun.known or noun.subject is not None or draft.frame.role != "level":
        return False
    for token in site.tokens[site.floor : site.first]:
        words = site.words(token)
        if token.end == named.span[0] and pattern_of("sold").fullmatch(words + named.text):
            draft.metric, draft.subject = Piece(words, token.span), named
            return draft.figure.kind == "count"
    return False


def _measure_of(verb: Token, draft: Draft, site: Site) -> str | None:
    """Return what a verb in front of a figure names: 销量 or, of money, 销售额 for 卖."""
    if verb.kind == "sell":
        return "销售额" if draft.figure.kind == "money" else "销量"
    words, names = site.words(verb), names_of("measure-of-verb")
    if verb.kind == "realize" and pattern_of("unit-of-shops").fullmatch(draft.figure.item.unit or ""):
        return names_of("measure-of-shops").get(words)
    if verb.kind != "text":
        return None
    if pattern_of("for-each").search(words):
        return None  # 每卖一台净赚280元: of one, not of all
    if pattern_of("unit-of-shops").fullmatch(draft.figure.item.unit or ""):
        shops = names_of("measure-of-shops")
        return shops.get(words[-2:]) or shops.get(words[-1])
    if words in names:
        return names[words]
    if words[-2:] in names:
        return names[words[-2:]]
    return names.get(words[-1]) if pattern_of("verb-in-front").search(words[:-1]) else None  # 每单外送要亏3元


def _changed_by_verb(site: Site) -> str | None:
    """Return the 价格 of 提价5%: what a verb says itself that it changes."""
    changes = names_of("changed-by-verb")
    return next(
        (changes[words] for t in site.tokens[site.begin : site.end] if (words := site.words(t)) in changes), None
    )


def name_shops(draft: Draft, site: Site) -> None:
    """Call shops what they are called: 开出2家|店 are 开店, 关闭7家|店 关闭门店, 有286家|店 门店."""
    if draft.metric is None or draft.metric.span[0] < draft.figure.end:
        return  # 关店1.6万家
    if not pattern_of("bare-shops").fullmatch(draft.metric.text):
        return
    start = max(draft.clause.start, draft.figure.start - _VERB)
    done = pattern_of("doing-to-shops").search(site.text, start, draft.figure.start)
    name = "门店"
    if done is not None:
        names = names_of("called-by-doing")
        name = names.get(done[1]) or names[done[1][0]]
    draft.metric = Piece(name, draft.metric.span)
