"""Noun phrases that list measures (营收和净利润) or parts (手机、电脑和家电销量)."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase_owners import ends_as_company
from cnbiznews.facts.phrase_subject import between
from cnbiznews.facts.pieces import Piece, ends_as_segment, piece
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["items_of", "part_swallowed", "read_lists"]

_NUMERALS = "一二三四五六七八九十"


def items_of(core: Sequence[Token], text: str = "", joints: str = "") -> list[list[Token]]:
    """Split a phrase at 、 和 与 及 into what it lists; those among ``joints`` hold together."""
    items: list[list[Token]] = [[]]
    for token in core:
        if token.kind == "pair" and text[token.start : token.end] not in joints.split():
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def read_lists(text: str, noun: Noun, tokens: Sequence[Token], items: Sequence[Sequence[Token]], left: int) -> None:
    """Read what a phrase lists: measures (营收和净利润), or parts (手机、电脑和家电销量)."""
    if all(item[-1].kind == "metric" for item in items):
        noun.metrics = [found for item in items if (found := piece(text, item[-1].start, item[-1].end))]
        first = items[0][-1]
        noun.subject = between(text, items[0], left, first.start) if left <= first.start else noun.subject
        return
    if all(ends_as_company(text, item) for item in items):
        return
    if any(token.kind == "company" for item in items[1:] for token in item) or items[0][-1].kind == "company":
        left = items[0][0].start
    noun.among = {token.start: token for item in items for token in item if token.kind == "company"}
    core = [token for item in items for token in item]
    whole = [token for token in tokens if core[0].start <= token.start <= core[-1].start]
    for joints in ("", "及 以及 与", "和 与", "和 及 以及 与"):
        members = []
        ways = items_of(whole, text, joints)
        for index, item in enumerate(ways):
            begin = max(item[0].start, left)
            named = item[0].kind == "company" and (len(item) == 1 or index == len(ways) - 1)
            end = item[0].end if named else item[-1].end
            if index == len(ways) - 1 and item[-1].kind == "metric":
                swallowed = part_swallowed(text[item[-1].start : item[-1].end])
                end = max(begin, item[-1].start + swallowed)
                if swallowed and noun.metric and noun.metric.span == item[-1].span:
                    noun.metric = piece(text, end, item[-1].end)  # 空调业务、线上渠道|收入
            if end > begin and (found := piece(text, begin, end)):
                if index == len(ways) - 1 and (summary := pattern_of("summary").search(found.text)) and summary.start():
                    found = Piece(found.text[: summary.start()], found.span)
                members.append(found)
        members = _with_tail(members)
        if len(members) == len(ways) > 1 and members not in noun.members:
            noun.members.append(members)
    led = any(token.kind == "company" for token in items[0]) or items[1][0].kind != "company"
    if noun.members and len(noun.among) < len(items) and (len(noun.among) > 1 or (noun.among and not led)):
        noun.owners = []  # 主品牌、甲、乙分别…: companies are members here, none of them is the owner


def part_swallowed(name: str) -> int:
    """Return where the head begins of the name of a measure that holds the part it is of (国际业务|收入), else 0.

    >>> part_swallowed("国际业务收入"), part_swallowed("营业收入")
    (4, 0)
    """
    head = pattern_of("head-of-measure").search(name)
    if head is None or not head.start():
        return 0
    part = name[: head.start()]
    return head.start() if ends_as_segment(part) or pattern_of("segment-in-measure").fullmatch(part) else 0


def _with_tail(members: list[Piece]) -> list[Piece]:
    """Give all members of a list what stands with one of them: 计算、网络业务, 东、西部地区, 第二、三产业."""
    if members and members[0].text.startswith("第") and all(m.text[0] in _NUMERALS for m in members[1:]):
        members = [members[0], *(Piece(f"第{member.text}", member.span) for member in members[1:])]
    found = pattern_of("tail-of-list").search(members[-1].text) if members else None
    if found is None or not found.start():
        return members
    if any(len(member.text) > 4 or ends_as_segment(member.text) for member in members[:-1]):
        return members
    tail = found.group()
    return [
        # 中部、西|部地区: what ends like the tail begins takes its rest
        *(Piece(m.text + (tail[1:] if m.text.endswith(tail[0]) else tail), m.span) for m in members[:-1]),
        members[-1],
    ]
