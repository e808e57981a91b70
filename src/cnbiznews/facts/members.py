"""Members of a group that are counted by what they are or have reached: 营收超十亿元的药企|达8家."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.site import Site
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["count_members"]

# Kinds a clause may open with that are no part of what it counts.
_LEAD = frozenset(("conj", "filler", "partitive", "period", "quote", "realize"))
# Kinds of figures members of a group may reach.
_REACHED = frozenset(("money", "percent", "multiple", "duration", "points", "measure"))


def count_members(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Let members of a group narrow how many there are, with what they are counted by: 营收超十亿元的药企|达8家.

    Those of a firm do only if something they reach counts them: 甲|成交额破亿元的品牌|有50个.
    """
    metric = noun.metric or draft.metric
    many = metric is not None and draft.role == "change" and metric.text.endswith(("数", "数量"))
    if metric is None or not (many or (draft.figure.kind == "count" and draft.role == "level")):
        return
    near = draft.clause.start <= metric.span[0] and metric.span[1] <= draft.figure.start
    if not near:
        return
    start, end = metric.span
    lead = _condition(draft, site, start)
    reaches = any(_is_reached(token) for token in lead) and lead[0].kind != "duration"  # not 未来三年的门店
    member = pattern_of("member-reaching" if reaches else "member").search(metric.text)
    if member is None or (not reaches and (many or draft.company is not None or metric is not draft.metric)):
        return
    start = lead[0].start if lead else start
    kind = member[0].removesuffix("量").removesuffix("数")
    members = Piece(clean(site.text[start:end]).removesuffix(member[0]) + kind, (start, end))
    for row in [row for row in topic.rows if start <= row.figure.start < end]:
        if reaches and row.role == "change":
            whose = site.words(draft.figure) + kind if draft.figure.kind == "count" else members.text
            row.subject = Piece(whose, draft.figure.span)  # 收入翻倍的品牌超过3万个: 超过3万个品牌|收入
        else:
            topic.rows.remove(row)  # 十亿元 is only a condition
    of_firm = reaches and draft.company is not None
    if of_firm or draft.subject is None or start <= draft.subject.span[0] < end:
        draft.subject, draft.metric = members, Piece(kind + "数", (end - len(member[0]), end))
    else:  # 海宁市营收超十亿元的药企: what is spoken of goes on narrowing it
        draft.metric = Piece(members.text + "数", members.span) if "的" in members.text else members


def _is_reached(token: Token) -> bool:
    return token.kind in _REACHED or (token.kind == "count" and token.item.bound != "=")


def _condition(draft: Draft, site: Site, start: int) -> Sequence[Token]:
    """Return the words with 的 in front of what is counted, without whom and when: 营收超十亿元|的|药企."""
    if not site.text.startswith("的", start - 1):
        return ()
    lead = [token for token in draft.clause.tokens if token.end <= start]
    owner = next((n + 1 for n in range(len(lead) - 1, -1, -1) if lead[n].kind in ("company", "anaphor")), 0)
    lead = lead[owner:]
    while lead and lead[0].kind in _LEAD:
        lead = lead[1:]
    return lead
