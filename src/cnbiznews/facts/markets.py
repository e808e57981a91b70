"""Markets in which firms have shares and places: DRAM of 甲DRAM市占率35%，乙位居第二."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, ends_as_segment, region_of
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["keep_market", "place_in_market"]

_NEAR = 4  # rows in which a bare 占 may find the share of another firm


def place_in_market(draft: Draft, noun: Noun, topic: Topic) -> None:
    """Name as subject the market spoken of, where a firm's share of it or place in it is the figure."""
    if draft.subject is not None and pattern_of("pointing-market").fullmatch(draft.subject.text):
        draft.subject = topic.market or draft.subject  # 这一市场的规模
    elif draft.subject is None and draft.company is not None and (good := _good_of_others(draft, noun, topic)):
        draft.subject = good
    elif draft.subject is None and (share := _share_of_others(draft, noun, topic)) is not None:
        draft.subject, draft.metric = share.subject, share.metric  # 甲份额51%，乙与丙则分别占20%和13%
    elif draft.subject is None and draft.company is not None and topic.market is not None:
        if _shares(draft) or _is_bare_rank(draft, noun):
            draft.subject = topic.market
        elif (
            _is_bare_share(draft)
            and noun.owners
            and all(row.clause is draft.clause for row in topic.rows)
            and _lasts(topic.market)
        ):
            draft.subject, draft.metric = topic.market, Piece("份额", draft.figure.span)  # 甲、乙分别占8%和6%


def _good_of_others(draft: Draft, noun: Noun, topic: Topic) -> Piece | None:
    """Return the good of which another firm in the sentence makes or sells so much: 甲[铁矿石]产量5吨，乙产量8吨."""
    if not noun.owners or draft.metric is None or not topic.rows or draft.metric is not noun.metric:
        return None
    last = topic.rows[-1]
    if last.company in (None, draft.company) or last.metric is None or last.metric.text != draft.metric.text:
        return None
    good = last.subject if pattern_of("product-head").fullmatch(draft.metric.text) else None
    return None if good is None or ends_as_segment(good.text) or region_of(good.text, 0, len(good.text)) else good


def _share_of_others(draft: Draft, noun: Noun, topic: Topic) -> Draft | None:
    """Return the row of another firm's market share told right before, if a bare 占 goes on with it."""
    if draft.company is None or not noun.owners or not _is_bare_share(draft):
        return None
    others = [row for row in topic.rows[-_NEAR:] if row.company not in (None, draft.company)]
    return next((row for row in reversed(others) if row.role == "share" and _shares(row)), None)


def keep_market(rows: Sequence[Draft], topic: Topic) -> None:
    """Keep the market spoken of: a whole that is measured, or what the share or the place of a firm is in."""
    for row in rows:
        if row.subject is None or row.subject == topic.thing or pattern_of("group").search(row.subject.text):
            continue
        if row.company is None and topic.parted:
            continue  # 动力电池装车量84GWh，其中三元电池16GWh: a part of it
        if _shares(row) is not (row.company is None) or (row.company is not None and row.role == "rank"):
            topic.market = row.subject


def _shares(draft: Draft) -> bool:
    """Tell whether a row is of the share of a market (市占率, 份额), not of shares of a fund (份额5亿份)."""
    return (
        draft.metric is not None
        and pattern_of("relative-share").search(draft.metric.text) is not None
        and draft.figure.item.unit != "份"
    )


def _lasts(market: Piece) -> bool:
    """Tell whether firms are compared in a market from paragraph to paragraph: it is no mere place."""
    return pattern_of("lasting-market").search(market.text) is not None


def _is_bare_share(draft: Draft) -> bool:
    """Tell whether a row says how much there is of something that is not named (占8%)."""
    return draft.frame.metric == "share" and draft.metric is not None and draft.metric.text == "占比"


def _is_bare_rank(draft: Draft, noun: Noun) -> bool:
    """Tell whether a row is of a place whose measure was named before (位居第二)."""
    named = noun.metric is not None and not pattern_of("place-name").fullmatch(noun.metric.text)
    return draft.role == "rank" and not named
