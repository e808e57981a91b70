"""Noun phrases: what the measure is called, told apart from what narrows it."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase_lists import part_swallowed, read_lists
from cnbiznews.facts.phrase_owners import is_channel
from cnbiznews.facts.phrase_subject import between, read_scope
from cnbiznews.facts.pieces import NAME_REACH, Piece, clean, ends_as_part, ends_as_segment, is_name, piece, region_of
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["read_names"]

_PARTING = 12  # characters in front of a part that say that a sentence goes through parts
_REST = 3  # characters a measure has at least that stands behind a place without a word of its own


def read_names(text: str, noun: Noun, core: Sequence[Token], items: Sequence[Sequence[Token]]) -> None:
    """Read what a phrase measures, what narrows it, and what it lists.

    Args:
        text: the reading text.
        noun: takes what is found; its owners are known.
        core: the tokens of the phrase.
        items: the same, parted at 、 和 and their like.
    """
    left, name = _last_name(text, core)
    read_scope(text, noun, core)
    if name is None:
        noun.subject = noun.scope
    else:
        start = _read_metric(text, noun, core, name)
        noun.subject = (
            _place_behind(text, core, name)
            or between(text, core, left, start)
            or _place_before(text, noun, left, start)
        )
        _shift_to_metric(noun, start)
        if noun.scope and left > noun.scope.span[0]:
            _place_subject(noun, noun.scope)
        if len(items) == 1:
            _part_swallowed(noun)
            _place_swallowed(noun)
        _part_before_adverb(noun)
        _part_from_metric(noun, left)
    if len(items) > 1:
        read_lists(text, noun, core, items, left)


def _last_name(text: str, core: Sequence[Token]) -> tuple[int, Token | None]:
    """Return where what belongs to no owner and no verb begins, and the token that names the measure there."""
    left = core[0].start
    name: Token | None = None
    placed = False  # whether a place stands in front
    for token in core:
        if token.kind in ("company", "anaphor"):
            if not is_channel(text, token):
                left, name = token.end, None
        elif token.kind == "realize":
            if name is None or not _has_part(text, name, token):
                left = token.end
            name = None
        elif token.kind == "period":
            timed = placed and pattern_of("frame-of-time").fullmatch(text, *token.span)
            if name is None and not timed:
                left = token.end  # but 大中华区|三季度|营收: the place goes on narrowing
        elif token.kind == "metric" or (token.kind in ("text", "fund") and _may_name(text, name, token)):
            name = token
        placed = token.kind == "macro"
    return left, name


def _has_part(text: str, name: Token, verb: Token) -> bool:
    """Tell whether a part of the business is what does something: 高端酒|实现|收入."""
    words = clean(text[name.start : name.end])
    if name.end != verb.start or pattern_of("attaining").match(text, verb.start) is None:
        return ends_as_segment(words)
    listed = pattern_of("parting-in-front").search(text, max(0, name.start - _PARTING), name.start) is not None
    return ends_as_part(words) or (listed and len(words) > 1 and is_name(words))


def _may_name(text: str, before: Token | None, token: Token) -> bool:
    """Tell whether words may be the measure, though one in front tells what it is of: 排量车型的|报废税."""
    if before is None or before.kind != "metric":
        return True
    own = text.startswith("的", token.start - 1) and before.end < token.start - 1
    return own and pattern_of("head-behind-of").fullmatch(clean(text[token.start : token.end])) is not None


def _read_metric(text: str, noun: Noun, core: Sequence[Token], name: Token) -> int:
    """Read the measure, and return where it begins; where none is named, where its place would be."""
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
        beside = last is not name and last.kind == "text" and last.start == end and last.end - end <= 3
        if beside and _place_behind(text, core, name) is None:
            how = pattern_of("how-great").fullmatch(text, last.start, last.end)  # 交付周期|长|达58周
            end = end if how else last.end
        noun.metric = piece(text, start, end)
    else:
        start = _chain_start(core, name)
        phrase = clean(text[start:end])
        if (possessor := text.rfind("的", start, end - 1)) > start:
            start = possessor + 1
            phrase = clean(text[start:end])
        if not phrase or (ends_as_segment(phrase) and pattern_of("sold").match(phrase) is None):
            start = end
        elif len(phrase) <= NAME_REACH:
            noun.metric = Piece(phrase, (start, end))
        else:
            start = end
    return start


def _shift_to_metric(noun: Noun, start: int) -> None:
    """Move what is of the measure out of the subject (坚果类|收入占比, 单店|收入), and a part out of the measure."""
    metric, subject = noun.metric, noun.subject
    if metric is None or subject is None:
        return
    if pattern_of("share-of").fullmatch(metric.text) and (of := pattern_of("measured").search(subject.text)):
        # 坚果类收入占比: the share is of the revenue, not of 坚果类收入
        metric = Piece(of.group() + metric.text, (subject.span[0], metric.span[1]))
        rest = subject.text[: of.start()]
        noun.metric, noun.subject = metric, Piece(rest, subject.span) if rest else None
        if noun.subject is None:
            return
        subject = noun.subject
    if subject.span[1] != start:
        return
    if unit := pattern_of("unit-of").match(metric.text):
        cut = start + unit.end()  # 速运物流|业务收入: 业务 belongs to the part, not to the measure
        noun.subject = Piece(subject.text + unit.group(), (subject.span[0], cut))
        noun.metric = Piece(metric.text[unit.end() :], (cut, metric.span[1]))
    elif pattern_of("of-goods").fullmatch(subject.text) and pattern_of("product-head").search(metric.text, 2):
        return  # 纯电|客车批发: an adjective of the good
    elif pattern_of("adjective").match(subject.text) or pattern_of("verb-of-count").match(subject.text):
        _join(noun, subject, metric)


def _place_subject(noun: Noun, scope: Piece) -> None:
    """Put the place a phrase opens with in front of what narrows the measure."""
    if noun.place and (noun.subject is None or noun.place not in noun.subject.text):
        rest = noun.subject.text if noun.subject else ""
        noun.subject = Piece(noun.place + rest, scope.span)


def _join(noun: Noun, subject: Piece, metric: Piece) -> None:
    """Make the subject a part of the measure's name."""
    noun.metric, noun.subject = Piece(subject.text + metric.text, (subject.span[0], metric.span[1])), None


def _part_swallowed(noun: Noun) -> None:
    """Take out of the name of a measure the part it is of: 云业务|收入, 研发人员|占比."""
    metric, subject = noun.metric, noun.subject
    if metric is None or (subject is not None and subject.span[1] != metric.span[0]):
        return
    cut = 0
    alone = subject is None and pattern_of("segment-in-measure").match(metric.text)  # but 甲省|规模以上工业增加值
    if alone or pattern_of("part-in-measure").match(metric.text):
        cut = part_swallowed(metric.text)
    elif share := pattern_of("part-in-share").match(metric.text):
        cut = share.end(1)
    if not cut:
        return
    place = metric.span[1] - len(metric.text) + cut
    front, begin = (subject.text, subject.span[0]) if subject else ("", metric.span[0])
    noun.subject = Piece(front + metric.text[:cut], (begin, place))
    noun.metric = Piece(metric.text[cut:], (place, metric.span[1]))


def _place_before(text: str, noun: Noun, left: int, start: int) -> Piece | None:
    """Return the place a phrase opens with, where what follows narrows nothing: 全国|全口径|装机容量."""
    if noun.scope is None or not noun.place or noun.scope.span[0] < left:
        return None
    begin = noun.scope.span[0]
    end = begin + len(noun.place)
    return Piece(noun.place, (begin, end)) if end < start and text.startswith(noun.place, begin) else None


def _place_behind(text: str, core: Sequence[Token], name: Token) -> Piece | None:
    """Return the region behind a measure, which it is told of: 收入|华东|5亿元."""
    last = core[-1]
    behind = name.kind == "metric" and last.start == name.end and last.kind in ("text", "macro")
    return piece(text, *last.span) if behind and region_of(text, *last.span) == last.end else None


def _place_swallowed(noun: Noun) -> None:
    """Take out of words that are no known measure the place they open with: 杭州市区|成交住宅用地."""
    metric, scope = noun.metric, noun.scope
    if metric is None or scope is None or noun.known or noun.subject is not None or not noun.place:
        return
    rest = metric.text.removeprefix(noun.place)
    if metric.span[0] != scope.span[0] or rest == metric.text or len(rest) < _REST or not is_name(rest):
        return
    cut = metric.span[0] + len(noun.place)
    noun.subject, noun.metric = Piece(noun.place, (metric.span[0], cut)), Piece(rest, (cut, metric.span[1]))


def _part_before_adverb(noun: Noun) -> None:
    """Part words that are no known measure at an adverb of counting: 中欧航线|日均往返."""
    metric = noun.metric
    if metric is None or noun.known or noun.subject is not None:
        return
    found = pattern_of("part-before-adverb").match(metric.text)
    if found is None or not ends_as_part(found[1]):
        return
    start, end = metric.span
    cut = found.start(2) if found[2] else found.end()
    noun.subject = Piece(found[1], (start, start + found.end(1)))
    noun.metric = Piece(metric.text[cut:], (end - len(metric.text) + cut, end))


def _part_from_metric(noun: Noun, left: int) -> None:
    """Tell head and product apart: 小微贷|余额 is one measure, 手机|出货量 and 销售|生猪 are measure and subject."""
    metric, subject = noun.metric, noun.subject
    if metric is None:
        return
    if subject is not None and subject.span[1] == metric.span[0]:
        if pattern_of("bare-head").match(metric.text) and not ends_as_segment(subject.text) and noun.scope is None:
            _join(noun, subject, metric)  # 小微贷|余额: the head alone is no measure
        elif (head := pattern_of("product-head").search(metric.text)) and head.start() > 1:
            # 全球智能|手机出货量: the product is a part of what narrows it
            cut = metric.span[1] - len(head.group())
            noun.subject = Piece(subject.text + metric.text[: head.start()], (subject.span[0], cut))
            noun.metric = Piece(head.group(), (cut, metric.span[1]))
    where = subject.text if subject is not None and subject.text == noun.place else ""  # 我国|出口生猪
    bare = noun.metric and not noun.known and (noun.subject is None or where)
    if noun.metric and bare and (sold := pattern_of("sold").match(noun.metric.text)):
        # 销售生猪30万头: the good is what the sales are of
        noun.subject, noun.metric = Piece(where + sold[2], noun.metric.span), Piece(sold[1], noun.metric.span)
    if noun.metric and noun.subject is None and noun.scope and not noun.place and left >= noun.scope.span[1]:
        noun.subject = noun.scope  # TOP100房企|实现销售额


def _chain_start(core: Sequence[Token], name: Token) -> int:
    """Return where a name begins that holds a 和 or 及 itself (开采和洗选业)."""
    start = name.start
    for index in range(core.index(name) - 1, 0, -2):
        pair, before = core[index], core[index - 1]
        if pair.kind != "pair" or before.kind != "text" or pair.end != start or before.end != pair.start:
            break
        start = before.start
    return start
