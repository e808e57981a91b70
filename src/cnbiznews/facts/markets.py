"""Markets in which firms have shares and places: DRAM of 甲DRAM市占率35%，乙位居第二."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["keep_market", "place_in_market"]


def place_in_market(draft: Draft, noun: Noun, topic: Topic) -> None:
    """Name as subject the market spoken of, where a firm's share of it or place in it is the figure."""
    if draft.subject is not None and pattern_of("pointing-market").fullmatch(draft.subject.text):
        draft.subject = topic.market or draft.subject  # 这一市场的规模
    elif draft.subject is None and draft.company is not None and (_shares(draft) or _is_bare_rank(draft, noun)):
        draft.subject = topic.market


def keep_market(rows: Sequence[Draft], topic: Topic) -> None:
    """Keep the market spoken of: a whole that is measured, or what the share or the place of a firm is in."""
    for row in rows:
        if row.subject is None or pattern_of("group").search(row.subject.text):
            continue
        if (row.company is not None and (_shares(row) or row.role == "rank")) or (topic.whole and not _shares(row)):
            topic.market = row.subject


def _shares(draft: Draft) -> bool:
    """Tell whether a row is of the share of a market (市占率, 份额)."""
    return draft.metric is not None and pattern_of("relative-share").search(draft.metric.text) is not None


def _is_bare_rank(draft: Draft, noun: Noun) -> bool:
    """Tell whether a row is of a place whose measure was named before (位居第二)."""
    named = noun.metric is not None and not pattern_of("place-name").fullmatch(noun.metric.text)
    return draft.role == "rank" and not named
