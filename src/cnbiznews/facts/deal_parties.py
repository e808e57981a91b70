"""Who deals in the shares of a firm: the parties in front of a verb of deals, and behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cnbiznews.facts.deal_words import VERBS, Part, parts_of, party_in, without_adverbs
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["Parties", "Party"]

_BESIDE = 8  # characters between 向 and the firm behind it, at most
_WINDOW = 24  # parts in front of a verb that may name a party
_WORDS = 24  # characters in front of a verb that may name a party
_PAIR = re.compile(
    "[“”‘’]?(?:、|和|与|及|以及|及其一致行动人)(?:第?[一二三四]?大股东|控股股东|实际控制人|全资子公司|子公司)?[“”‘’]?"
)
_EACH = re.compile("分别|各自?|均")  # behind several of whom each has his own
_SHORTEST = 3  # characters of a firm and 和, at least
_MORE = re.compile("等(?:[0-9一二三四五六七八九十两多余]*[名家位个][\u4e00-\u9fff]{0,6})?")


class Party(NamedTuple):
    """Who does something, the firm whose insider he is (|甲|股东张三), and who is on the other side."""

    who: Piece | None
    home: Piece | None = None
    other: Piece | None = None


class Parties:
    """The firms and people of a clause, as deals name them.

    Args:
        text: the reading text.
        start, end: the clause.
        tokens: its tokens.
        topic: what is spoken of: 公司 is its company, 其 who dealt before.
    """

    def __init__(self, text: str, start: int, end: int, tokens: Sequence[Token], topic: Topic) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.topic = topic
        self.parts = parts_of(text, start, end, tokens)
        self.counts: set[int] = set()  # places of figures that only count parties: 甲、乙等|27家|机构

    def joined(self, left: int, right: int) -> bool:
        """Tell whether only 、 or 和 stands between two parts."""
        return _PAIR.fullmatch(self.text, self.parts[left].end, self.parts[right].start) is not None

    def members(self, party: Piece | None) -> list[Piece]:
        """Return the members of a group."""
        return [Piece(name, party.span) for name in _PAIR.split(party.text)] if party is not None else []

    def group(self, last: int) -> int:
        """Return the part with which a list of firms begins that ends with a part."""
        first = last
        while first > 0:
            front = first - 1
            if front and self.parts[front].kind == "away" and self.text[self.parts[front].start] in "与和":
                front -= 1
            if self.parts[front].kind != "firm" or not self.joined(front, first):
                break
            first = front
        return first

    def doing(self, place: int) -> Party:
        """Return who does what the verb at a part says (or the clause, up to its end), and who is on the other side."""
        parts = self.parts
        other: Piece | None = None
        stop = parts[place].start if place < len(parts) else self.end
        index = place - 1
        while index >= max(0, place - _WINDOW):
            part = parts[index]
            if part.kind in ("firm", "it"):
                first = self.group(index)
                if (both := self._with_unnamed(first, index, stop)) is not None:
                    return Party(both, None, other)
                if (front := self._away_from(first)) is not None:
                    other, stop, index = self.named(first, index, stop).who, parts[front].start, front - 1
                    continue
                return self.named(first, index, stop)._replace(other=other)
            if self._counts(index):
                self.counts.add(part.place)
            elif (to := self._towards(index)) is not None:
                other = self.person(parts[to].end, stop) or other  # 向13家股东发行
                stop, index = parts[to].start, to
            elif part.kind in VERBS or part.kind == "moved":
                stop = part.start
            elif person := self.person(part.start if part.kind == "own" else part.end, stop):
                return Party(person, None, other)
            else:
                stop = part.start
            index -= 1
        return Party(self.person(self.start, stop), None, other)

    def _with_unnamed(self, first: int, last: int, stop: int) -> Piece | None:
        """Return firms with the one in front that is no known name, where each has its own: 丁|和甲|分别持有…."""
        start = self.parts[first].start
        if start < self.start + _SHORTEST or not _EACH.match(self.text, self.parts[last].end, stop):
            return None
        begin = max(self.start, self.text.rfind("由", self.start, start) + 1)
        head = self.text[begin : start - 1]
        if self.text[start - 1] not in "和与及、" or not pattern_of("unknown-firm").fullmatch(head):
            return None
        return Piece(clean(self.text[begin : self.parts[last].end]), (begin, self.parts[last].end))

    def _counts(self, index: int) -> bool:
        """Tell whether a part is a figure that counts the parties in front of it: 甲、乙等|27家|机构."""
        part = self.parts[index]
        return part.kind == "figure" and self.text.startswith("等", part.start - 1)

    def _away_from(self, first: int) -> int | None:
        """Return the 向 or 从 in front of a firm, which then is the other side."""
        front = self.parts[first - 1] if first else None
        if front is None or front.kind != "away" or self.parts[first].start - front.end > _BESIDE:
            return None
        return first - 1

    def _towards(self, index: int) -> int | None:
        """Return the 向 in front of people, with their number in between or without."""
        while index >= 0 and self.parts[index].kind == "figure":
            index -= 1
        part = self.parts[index] if index >= 0 else None
        return index if part is not None and part.kind == "away" and self.text[part.start] in "向给" else None

    def named(self, first: int, last: int, stop: int) -> Party:
        """Return firms with the words behind them, up to a place in the text, that say who of theirs it is."""
        part = self.parts[first]
        start, end = part.start, self.parts[last].end
        said, tail = clean(self.text[start:end]), self.text[end:stop]
        if first != last or tail.startswith(("等", "、")):
            if tail.startswith("、") and "等" in tail:  # 甲、某某等5名股东
                return Party(Piece(without_adverbs(clean(self.text[start:stop])), (start, stop)))
            more = _MORE.match(tail)
            return Party(Piece(said + (more.group() if more else ""), (start, end)))
        name = part.name if part.kind == "firm" else self._meant(part)
        firm = Piece(name, (start, end)) if name else None
        if not (person := party_in(tail)):
            return Party(firm)
        if firm is not None and pattern_of("insider").match(person):
            return Party(Piece(person, (end, stop)), firm)
        return Party(Piece(said + person if part.kind == "firm" else person, (start, stop)))

    def _meant(self, part: Part) -> str | None:
        """Return whom 公司 or 其 means as a party."""
        dealt = self.topic.deal.party if self.topic.deal is not None else None
        return dealt.text if dealt is not None and self.text.startswith("其", part.start) else self.topic.company

    def person(self, start: int, stop: int) -> Piece | None:
        """Return a party that is no firm: 张三|持有…, 实际控制人|转让…."""
        words = party_in(self.text[max(start, stop - _WORDS) : stop])
        return Piece(words, (stop - len(words), stop)) if words else None

    def having(self, place: int) -> tuple[Piece | None, int, int]:
        """Return who has what is dealt in (丙|持有的…), the part in front of him, and where he begins."""
        front = place - 1
        if front >= 0 and self._counts(front):
            self.counts.add(self.parts[front].place)
            front -= 1
        if front >= 0 and self.parts[front].kind in ("firm", "it"):
            first = self.group(front)
            return self.named(first, front, self.parts[place].start).who, first - 1, self.parts[first].start
        person = self.person(self.parts[front].end if front >= 0 else self.start, self.parts[place].start)
        return person, front, person.span[0] if person else self.parts[place].start

    def acting_by(self, place: int) -> Piece | None:
        """Return the firm behind 被 or 由 in front of the verb that a part is."""
        place -= 1
        while place > 0 and self.parts[place].kind == "figure":
            place -= 1  # 由甲以4亿元竞得
        if place < 1 or self.parts[place].kind != "firm" or self.parts[place - 1].kind != "by":
            return None
        return _piece(self.parts[place])

    def receiving(self, place: int) -> Piece | None:
        """Return to whom shares go by the verb that a part is: 转让给|乙."""
        following = place + 1
        to = following < len(self.parts) and self.parts[following].kind == "away"
        part = self.parts[following + to] if following + to < len(self.parts) else None
        gives = to or self.text.startswith("给", self.parts[place].end - 1)
        return _piece(part) if part is not None and part.kind == "firm" and gives else None


def _piece(part: Part) -> Piece:
    return Piece(part.name, (part.start, part.end))
