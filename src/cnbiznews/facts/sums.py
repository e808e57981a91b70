"""Sums of money whose verb says more than the noun: what is saved, put in, handed out, or sold over a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft
    from cnbiznews.facts.noun import Noun
    from cnbiznews.facts.site import Site

__all__ = ["read_sum"]

_NEAR = 12  # characters in front of a sum, or of what it is of, in which its verb stands
_CAMPAIGN = 1_000_000  # less is given to each


def read_sum(draft: Draft, noun: Noun, site: Site) -> None:
    """Give a sum the role its verb says."""
    if draft.role == "change":
        _read_saving(draft, noun, site)
    elif draft.frame.id == "sold-at":
        _read_sales(draft, site)
    elif draft.role == "level" and draft.metric is not None:
        _read_spending(draft, draft.metric, site)


def _read_saving(draft: Draft, noun: Noun, site: Site) -> None:
    """Read 节省成本2亿元 as how much is saved, no change of 成本."""
    verb = next((t for t in site.tokens[site.begin : site.first] if t.kind == "change"), None)
    if verb is None or draft.figure.kind != "money" or not pattern_of("saving").fullmatch(site.words(verb)):
        return
    words, saved = site.words(verb).rstrip("了出下"), draft.metric
    draft.role, draft.direction, draft.basis = "level", None, None
    if saved is not None and (saved.span[0] >= verb.end or (saved == noun.metric and noun.known)):
        draft.metric = Piece(words + saved.text, saved.span)
    else:
        draft.metric = Piece("节省费用", verb.span)  # 一年能省下9万元


def _read_sales(draft: Draft, site: Site) -> None:
    """Read 一天能卖8000元 as what is sold in a day, no price."""
    end = site.tokens[site.begin].start
    over = pattern_of("sold-over-time").search(site.text, max(draft.clause.start, end - _NEAR), end)
    if over is not None:
        draft.role = "level"
        draft.metric = Piece("日销" if over[0][1] in "天日" else "销售额", site.tokens[site.begin].span)


def _read_spending(draft: Draft, metric: Piece, site: Site) -> None:
    """Read 投入补贴3200万元, 投入180亿流量 and 发放5亿元消费券 as what a firm puts in."""
    if draft.figure.kind != "money" and not (draft.figure.item.unit is None and metric.text.endswith("流量")):
        return
    if pattern_of("handed-out").search(metric.text) and draft.figure.end <= metric.span[0]:
        draft.role = "investment" if draft.company is not None and draft.size >= _CAMPAIGN else draft.role
        return
    end = min(draft.figure.start, metric.span[0])
    verb = pattern_of("putting-in").search(site.text, max(draft.clause.start, end - _NEAR), end)
    put_in = verb is not None or metric.text.startswith("投入")
    if not put_in or pattern_of("spent-on-running").search(metric.text):
        return
    draft.role = "investment"
    if verb is not None and verb[0].startswith("投入"):
        draft.metric = Piece("投入" + metric.text, metric.span)
