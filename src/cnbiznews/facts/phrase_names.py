"""Noun phrases: what the measure is called, told apart from what narrows it."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase_lists import read_lists
from cnbiznews.facts.phrase_owners import is_channel
from cnbiznews.facts.phrase_subject import between, read_scope
from cnbiznews.facts.pieces import NAME_REACH, Piece, clean, ends_as_segment, piece
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["read_names"]


def read_names(text: str, noun: Noun, core: Sequence[Token], items: Sequence[Sequence[Token]]) -> None:
    left = core[0].start
    name: Token | None = None
    for token in core:
        if token.kind in ("company", "anaphor"):
            if not is_channel(text, token):
                left, name = token.end, None
        elif token.kind == "realize":
            if name is None or not ends_as_segment(clean(text[name.start : name.end])):
                left = token.end
            name = None
        elif token.kind == "period":
            if name is None:
                left = token.end
        elif token.kind == "metric" or (token.kind in ("text", "fund") and (name is None or name.kind != "metric")):
            name = token
    read_scope(text, noun, core)
    if name is None:
        noun.subject = noun.scope
        if len(items) > 1:
            read_lists(text, noun, core, items, left)
        return
    last = core[-1]
    start, end = name.start, name.end
    part = (
        name.kind == "metric"
        and last.kind == "text"
        and last.start == end
        and ends_as_segment(text[last.start : last.end])
    )
    if part:  # 定价黄金产品: a part of the business whose name begins like a measure
        start = last.end
    elif name.kind == "metric":
        noun.known = True
        if last is not name and last.kind == "text" and last.start == end and last.end - end <= 3:
            end = last.end
        noun.metric = piece(text, start, end)
    else:
        start = _chain_start(core, name)
        phrase = clean(text[start:end])
        if (possessor := text.rfind("的", start, end - 1)) > start:
            start = possessor + 1
            phrase = clean(text[start:end])
        if not phrase or ends_as_segment(phrase):
            start = end
        elif len(phrase) <= NAME_REACH:
            noun.metric = Piece(phrase, (start, end))
        else:
            start = end
    noun.subject = between(text, core, left, start)
    if (
        noun.metric
        and noun.subject
        and pattern_of("share-of").fullmatch(noun.metric.text)
        and (of := pattern_of("measured").search(noun.subject.text))
    ):
        # 坚果类收入占比: the share is of the revenue, not of 坚果类收入
        noun.metric = Piece(of.group() + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        rest = noun.subject.text[: of.start()]
        noun.subject = Piece(rest, noun.subject.span) if rest else None
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == start
        and (unit := pattern_of("unit-of").match(noun.metric.text))
    ):
        cut = start + unit.end()  # 速运物流|业务收入: 业务 belongs to the part, not to the measure
        noun.subject = Piece(noun.subject.text + unit.group(), (noun.subject.span[0], cut))
        noun.metric = Piece(noun.metric.text[unit.end() :], (cut, noun.metric.span[1]))
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == start
        and (pattern_of("adjective").match(noun.subject.text) or pattern_of("verb-of-count").match(noun.subject.text))
    ):
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = None
    if (
        noun.scope
        and noun.place
        and (noun.subject is None or noun.place not in noun.subject.text)
        and left > noun.scope.span[0]
    ):
        rest = noun.subject.text if noun.subject else ""
        noun.subject = Piece(noun.place + rest, noun.scope.span)
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == noun.metric.span[0]
        and pattern_of("bare-head").match(noun.metric.text)
        and not ends_as_segment(noun.subject.text)
        and noun.scope is None
    ):
        # 小微贷|余额: the head alone is no measure
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = None
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == noun.metric.span[0]
        and (head := pattern_of("product-head").search(noun.metric.text))
        and head.start() > 1
    ):
        # 全球智能|手机出货量: the product is a part of what narrows it
        cut = noun.metric.span[1] - len(head.group())
        noun.subject = Piece(noun.subject.text + noun.metric.text[: head.start()], (noun.subject.span[0], cut))
        noun.metric = Piece(head.group(), (cut, noun.metric.span[1]))
    if noun.metric and noun.subject is None and not noun.known and (sold := pattern_of("sold").match(noun.metric.text)):
        # 销售生猪30万头: the good is what the sales are of
        noun.subject, noun.metric = Piece(sold[2], noun.metric.span), Piece(sold[1], noun.metric.span)
    if noun.metric and noun.subject is None and noun.scope and not noun.place and left >= noun.scope.span[1]:
        noun.subject = noun.scope  # TOP100房企|实现销售额
    if len(items) > 1:
        read_lists(text, noun, core, items, left)


def _chain_start(core: Sequence[Token], name: Token) -> int:
    """Return where a name begins that holds a 和 or 及 itself (开采和洗选业)."""
    start = name.start
    for index in range(core.index(name) - 1, 0, -2):
        pair, before = core[index], core[index - 1]
        if pair.kind != "pair" or before.kind != "text" or pair.end != start or before.end != pair.start:
            break
        start = before.start
    return start
