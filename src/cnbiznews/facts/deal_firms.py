"""Whose shares a figure counts: the firm in front of a stake or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnbiznews.facts.deal_parties import Parties
from cnbiznews.facts.deal_words import VERBS, Part, beside_firm, shares, stock, without_kinds
from cnbiznews.facts.pieces import Piece, ends_as_segment, region_of
from cnbiznews.facts.words import pattern_of

__all__ = ["firm_behind", "firm_of_capital", "firms_in_front", "had_of", "is_within", "listed_shares", "unknown_firm"]

_LISTED = re.compile(r"(?:、|和|及|以及|与)[^，。；：、0-9]{1,24}[0-9.]{1,8}%")
_MEMBERS = 8  # stakes in one list, at most
_BESIDE = 8  # characters between 12%股权的 and the firm behind it, at most


def firms_in_front(parties: Parties, first: int) -> tuple[Sequence[Part], int]:
    """Return the firms directly in front of a stake, and the part it begins with: |乙|12%, 在|乙|拥有12%."""
    parts, text = parties.parts, parties.text
    if not first:
        return [], first
    front = parts[first - 1]
    if front.kind in ("firm", "it") and beside_firm().fullmatch(text, front.end, parts[first].start):
        group = parties.group(first - 1)
        return [_in_region(parties, group), *parts[group + 1 : first]], group
    place = first - 2 if front.kind == "hold" else first - 1
    held = front.kind == "hold" or text[front.end : parts[first].start] in ("有", "共有", "只有")
    if held and place >= 0 and parts[place].kind == "firm" and is_within(text, parts[place]):
        return [parts[place]], first - 1
    return [], first


def _in_region(parties: Parties, place: int) -> Part:
    """Return a firm with the region in front of it, directly behind a verb: 拥有|广东甲|50%股份."""
    part, text = parties.parts[place], parties.text
    if not place or parties.parts[place - 1].kind not in VERBS:
        return part
    start = parties.parts[place - 1].end
    start += text.startswith("了", start)
    if start == part.start or region_of(text, start, part.start) < part.start:
        return part
    return part._replace(start=start, name=text[start : part.end])


def is_within(text: str, firm: Part) -> bool:
    """Tell whether a firm is in what or of what somebody has a part: 在|乙|拥有…, 对|乙|持股…."""
    return text[firm.start - 1 : firm.start] in ("在", "对")


def firm_behind(parties: Parties, last: int, noun: re.Match[str] | None) -> tuple[Sequence[Part], re.Match[str] | None]:
    """Return the firm behind a stake with the word for its shares: 12%的|乙|股权, 受让12%股权的|乙."""
    text, end, firm = parties.text, parties.parts[last].end, parties.parts[last + 1]
    if text[end : firm.start] in ("", "的") and (found := stock().match(text, firm.end)):
        return [firm], found
    if noun is not None and text.startswith("的", noun.end()) and firm.start - noun.end() <= _BESIDE:
        return [firm], noun
    return [], noun


def unknown_firm(parties: Parties, first: int, *, going_on: bool, counted: bool) -> Sequence[Part]:
    """Return the firm in front of a stake that is no known name; its place says that it is one: 收购|丁|12%股权.

    A clause without a verb must go on with a list of stakes (``going_on``). What ends like a part of a business is one,
    unless its shares are ``counted``: 卖出|丁酒店|300万股.
    """
    text, end = parties.text, parties.parts[first].start
    front = parties.parts[first - 1] if first else None
    if front is not None and front.kind == "away" and text[front.start] in "和与" and first > 1:
        front = parties.parts[first - 2]  # 拥有乙12%股权|和|丁12%股权
    start = front.end if front is not None else parties.start
    if front is None and not going_on:
        return []
    words = text[start:end]
    cut = max(words[:-1].rfind(mark) for mark in "的、和及与”“") + 1
    if front is not None and front.kind not in (*VERBS, "own", "firm") and not (front.kind == "figure" and cut):
        return []
    if front is not None and front.kind == "firm" and not cut:
        start = front.start  # 海川|资产12%股权
    start += cut
    if lead := pattern_of("firm-lead").match(text, start, end):
        start = lead.end()
    name = without_kinds(text[start:end].rstrip("的“”"))
    if it := pattern_of("firm-dealt-in").fullmatch(name):
        return [Part("it", start, start + len(it[1]))]
    if not pattern_of("unknown-firm").fullmatch(name) or (ends_as_segment(name) and not counted):
        return []
    return [Part("firm", start, start + len(name), -1, name)]


def firm_of_capital(parties: Parties, whole: re.Match[str]) -> Piece | None:
    """Return the firm whose capital is named, by a known name or not: 占|乙|总股本的2%."""
    start, end = whole.span(1)
    capital = pattern_of("capital-of-named").search(parties.text, start, end)
    firm = next((part for part in parties.parts if part.kind == "firm" and part.start == start), None)
    if firm is not None:
        return Piece(firm.name, firm[1:3])
    if capital is None or not pattern_of("unknown-firm").fullmatch(parties.text, start, capital.start()):
        return None
    return Piece(parties.text[start : capital.start()], (start, capital.start()))


def had_of(parties: Parties, index: int) -> tuple[int, Part] | None:
    """Return the verb of having and the firm whose shares a figure measures: 甲|持有|乙|股份由5%升至8%."""
    parts, text = parties.parts, parties.text
    place, stop = index - 1, parts[index].start
    while place >= 0 and parts[place].kind in ("moved", "by"):
        place -= 1  # 股份|将|由|5%升至8%
    if place >= 1 and parts[place].kind == "firm" and parts[place - 1].kind == "hold":
        firm, place = parts[place], place - 1
        start = firm.end
    elif place >= 0 and parts[place].kind == "hold":
        start = parts[place].end
        words = pattern_of("shares-measured").search(text, start, stop)
        if words is None or not pattern_of("unknown-firm").fullmatch(text, start, words.start()):
            return None
        firm = Part("firm", start, words.start(), -1, text[start : words.start()])
        start = words.start()
    else:
        return None
    measured = pattern_of("shares-measured").fullmatch(text, start, stop)
    return (place, firm) if measured is not None and parts[place].end == firm.start else None


def listed_shares(text: str, position: int) -> re.Match[str] | None:
    """Return the word for shares that ends a list of stakes: 乙71%、丙12%和丁51%|股权."""
    for _ in range(_MEMBERS):
        following = _LISTED.match(text, position)
        if following is None:
            return None
        position = following.end()
        if noun := shares().match(text, position):
            return noun
    return None
