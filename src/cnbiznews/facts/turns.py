"""Turns of what is spoken of: behind a semicolon, to a house without a name, to whom a figure stands before."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.pieces import Piece, ends_as_segment
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["begin_anew", "is_fronted", "note_unnamed_house", "speaks_of_itself"]


def begin_anew(text: str, topic: Topic, tokens: Sequence[Token]) -> None:
    """Go on behind a semicolon, where another part or another firm may be spoken of."""
    topic.subject = topic.subject if topic.whole else topic.part
    if topic.rows and topic.rows[0].role == "change" and topic.rows[0].metric is not None:
        topic.metric = topic.rows[0].metric  # 甲地收入增长5%，门店增至41家；乙地增长7%: in parallel
    topic.partitive = False
    topic.holder = None
    if (
        topic.why == "named"
        and [token.kind for token in tokens[:2]] == ["text", "realize"]
        and pattern_of("unknown-name").fullmatch(text, tokens[0].start, tokens[0].end)
        and not ends_as_segment(text[tokens[0].start : tokens[0].end])
    ):
        topic.widen(Piece(text[tokens[0].start : tokens[0].end], tokens[0].span))
    if topic.parts_of is not None and topic.branded:
        topic.company, topic.company_span = topic.parts_of
    elif (
        topic.branded
        and topic.opener is not None
        and topic.opener.company is not None
        and pattern_of("house-goes-on").match(text, tokens[0].start)
    ):
        topic.spoken = topic.opener  # 某银行料甲收入增长5%，乙品牌份额升至一成；该行把目标价…: of 甲 again


def speaks_of_itself(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a clause speaks of the firm whose text it is before it names any: 那周我们销量…, 本公司回购…"""
    named = next((token for token in tokens if token.kind in ("company", "anaphor")), None)
    return named is not None and pattern_of("first-person").match(text, named.start) is not None


def note_unnamed_house(text: str, topic: Topic, clause: Clause) -> None:
    """Keep the house without a name a clause speaks of, which judges the company spoken of: 美系外资将目标价…"""
    if named := pattern_of("unnamed-house").search(text, clause.start, clause.end):
        topic.rater = Piece(named.group(), named.span())


def is_fronted(topic: Topic, clause: Clause) -> bool:
    """Tell whether a clause is but a figure and its measure, of whom the next speaks: 50万辆的目标，甲只完成一半."""
    metric = topic.rows[-1].metric if topic.rows else None
    return metric is not None and topic.rows[-1].figure.end <= metric.span[0] and metric.span[1] == clause.end
