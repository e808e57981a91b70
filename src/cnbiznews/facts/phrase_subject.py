"""Noun phrases: what narrows the measure, be it a whole or a group, or words between the owner and the measure."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase_owners import is_channel
from cnbiznews.facts.pieces import NAME_REACH, Piece, clean, ends_as_part, is_name, piece, region_of
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["between", "read_scope"]

# Kinds whose text is part of the name.
_NAMING = FIGURES | {"text", "metric", "macro", "of", "pair", "fund", "invest", "per"}


def between(text: str, tokens: Sequence[Token], left: int, right: int) -> Piece | None:
    """Return what stands between the owner and the measure, without periods."""
    inside = [token for token in tokens if token.start < right and token.end > left]
    parts = [token for token in inside if token.kind in _NAMING or is_channel(text, token)]
    words = clean("".join(text[max(left, token.start) : min(right, token.end)] for token in parts))
    if parts and pattern_of("means").search(text, max(0, parts[0].start - 2), parts[0].start):
        return None
    relative = bool(inside) and inside[-1].kind == "of" and inside[-1].end == right
    if relative and pattern_of("doing").search(words):
        return None  # 参与培训的|店员数量
    if event := pattern_of("event-in-front").match(words):
        words = event[1] if ends_as_part(event[1]) else words[event.end() :]
    words = pattern_of("opened").sub("", pattern_of("lead").sub("", words))
    unit = pattern_of("unit-of").match(text, right)  # 会员|业务: not everybody, but a part of the business
    if not is_name(words) and not (words and unit and is_name(words + unit.group())):
        return None
    return Piece(words, (max(left, parts[0].start), min(right, parts[-1].end)))


def read_scope(text: str, noun: Noun, core: Sequence[Token]) -> None:
    """Find the whole (全国, 宿迁, 快递行业) or the group (多家房企) a phrase opens with."""
    opening = [token for token in core if token.kind != "period"]
    if not opening or noun.owners:
        return
    first = opening[0]
    noun.located = text[first.start - 1 : first.start] == "在"
    end = first.end if first.kind == "macro" else first.start
    if first.kind in ("text", "metric"):
        end = region_of(text, first.start, first.end)
    stretch = first.start
    for token in opening:
        if token.kind not in ("macro", "text", "of") and token.kind not in FIGURES:
            break
        stretch = token.end
    phrase = clean(text[first.start : stretch])
    if len(phrase) <= NAME_REACH + 4 and (pattern_of("group").search(phrase) or pattern_of("industry").search(phrase)):
        noun.scope = Piece(phrase, (first.start, stretch))
        if not pattern_of("group").search(phrase):
            noun.place = text[first.start : end]
    elif end > first.start:
        noun.scope = (
            piece(text, first.start, max(end, stretch)) if len(phrase) <= NAME_REACH else piece(text, first.start, end)
        )
        noun.place = text[first.start : end]
