"""Plants, projects and plots: what money is put into, and what such works have (产能, 占地, 总投资)."""

from __future__ import annotations

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean, is_name, region_of
from cnbiznews.facts.site import Site
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["goes_into", "works_of"]

_REACH = 80  # characters behind works in which what they have is told


def goes_into(site: Site, noun: Noun) -> Piece | None:
    """Return what a sum goes into, behind it: 投入5亿元用于[门店升级], 投资9亿元在[马来西亚]建设[储能项目].

    A place in front of the sum is where that is: 在[洛阳]投资9亿元建设[二期工厂].
    """
    found = pattern_of("sum-goes-into").match(site.text, site.tokens[site.last].end, site.tokens[-1].end)
    if found is None:
        return None
    where, thing = found["where"] or "", clean(found["thing"] or "")
    if found["sited"]:  # 斥资8亿元在越南|设厂; in 在越南投资8亿元设厂 the place in front says it
        return Piece(clean(where) + "厂", found.span("where")) if where else None
    if not is_name(thing):
        return None
    start = found.start("where") if where else found.start("thing")
    front = noun.subject
    if not where and front is not None and region_of(site.text, *front.span) == front.span[1]:
        where = front.text
    return Piece(clean(where) + thing, (start, found.end("thing")))


def works_of(draft: Draft, noun: Noun, site: Site, topic: Topic) -> Piece | None:
    """Return the works a figure is of, where it measures what works have and nothing else narrows it.

    They stand behind the figure (总投资6亿元的[洛阳工厂二期]), or were spoken of last (扩建[洛阳工厂]，年产能6万吨).
    """
    if draft.metric is None:
        return None
    if pattern_of("of-works").fullmatch(draft.metric.text) is None:
        beside = topic.thing is not None and topic.subject == topic.thing and bool(topic.rows)
        if not beside or pattern_of("staff").fullmatch(draft.metric.text) is None:
            return None
    if behind := pattern_of("works-behind").match(site.text, draft.figure.end, site.tokens[-1].end):
        return _named_behind(site, behind.span(1))
    works = topic.thing
    if works is None or noun.owners or noun.anaphor:
        return None
    kind = pattern_of("works").search(works.text)
    if kind is None or (kind.start() == 0 and not works.text.endswith("期")):
        return None  # 厂房 alone is none that was named
    if not 0 <= draft.figure.start - works.span[1] <= _REACH:
        return None
    renamed = topic.company_span is not None and topic.company_span[0] > works.span[1]
    return None if renamed else works


def _named_behind(site: Site, span: tuple[int, int]) -> Piece | None:
    """Return works without the firm in front that owns them: 总投资6亿元的甲|洛阳工厂."""
    start, end = span
    for token in site.tokens[site.last + 1 :]:
        if token.kind == "company" and start <= token.start and token.end < end:
            start = token.end
    words = clean(site.text[start:end])
    return Piece(words, (start, end)) if is_name(words) else None
