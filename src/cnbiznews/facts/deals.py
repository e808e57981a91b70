"""Deals in the shares of a firm: whose shares, how many of them, who holds, buys, sells or pledges them, and for what.

A stake is a figure with the shares it counts (12%股权, 300万股), beside the firm they are of. In front of it, or behind,
stands a verb that says what is done with it; who does it is the party of the deal. A row of a stake is about the firm,
and its subject is the party. What only describes the stake (丙持有的…, 丙旗下…) tells whose it was before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cnbiznews import resources
from cnbiznews.facts.people import surnames
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of
from cnbiznews.metrics.surfaces import surface_pattern

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft

__all__ = ["Deal", "Stated", "read_deals"]

_VERBS = ("hold", "get", "give", "issue")
_PART_OF_FIRM = frozenset(("percent", "fraction"))
_ENDS = 40  # characters between a stake and its verb, at most
_LISTED = re.compile(r"(?:、|和|及|以及|与)[^，。；：、0-9]{1,24}[0-9.]{1,8}%")
_PAIR = re.compile("[“”‘’]?(?:、|和|与|及|以及|及其一致行动人)[“”‘’]?")  # between the firms of a group
_MORE = re.compile("等[0-9一二三四五六七八九十两多余]*[名家位个]?[\u4e00-\u9fff]{0,6}")
_MEMBERS = 8  # stakes in one list, at most


@dataclass(frozen=True, slots=True)
class Deal:
    """What is done with the shares of a firm, and by whom."""

    side: str
    verb: str
    firm: Piece | None = None
    party: Piece | None = None
    other: Piece | None = None  # who is on the other side


class Stated(NamedTuple):
    """What a deal says of a figure; where it names no measure, the row keeps its own."""

    deal: Deal
    role: str = ""
    metric: Piece | None = None

    def give(self, draft: Draft) -> None:
        """Give a row the firm and the party of the deal."""
        firm, party = self.deal.firm, self.deal.party
        if firm is not None:
            draft.company, draft.company_span = firm.text, firm.span
            draft.why["company"] = "whose shares are spoken of"
        if party is not None:
            draft.subject = party
            draft.why["subject"] = "who holds or deals in them"


class _Part(NamedTuple):
    """A part of a clause that deals go by: a firm, a figure, or a word of deals."""

    kind: str
    start: int
    end: int
    place: int = -1  # of a figure among the tokens
    name: str = ""  # of a firm


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = resources.toml("facts/deals.toml")
    kinds = {word: kind for kind in (*_VERBS, "own", "away", "by", "moved", "none") for word in table[kind].split()}
    return surface_pattern(kinds), kinds


def read_deals(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> dict[int, Stated]:
    """Return what the deals of a clause say of its figures, by their places among its tokens.

    The deal read last stays in ``topic``: 占总股本的2%, 总价款3亿元 in a clause behind it are of the same.
    """
    if topic.deal is None and not pattern_of("of-deals").search(text, clause.start, clause.end):
        return {}
    return _Reader(text, clause, tokens, topic).read()


def _any(table: str) -> str:
    """Return an expression for the words of a part of the table, longest first."""
    words = sorted(resources.toml("facts/deals.toml")[table].split(), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@cache
def _shares() -> re.Pattern[str]:
    return re.compile(f"的?{_any('kinds')}{{0,4}}的?({_any('shares')})(?:权(?!益))?")


@cache
def _stock() -> re.Pattern[str]:
    return re.compile(f"的?{_any('kinds')}{{0,4}}的?({_any('shares')}|{_any('stock')})")


@cache
def _beside_firm() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('between')}|[“”‘’]|[（(][^（()）]{{0,40}}[)）]){{0,6}}")


@cache
def _party_at_end() -> re.Pattern[str]:
    return re.compile(f"{_any('parties')}$")


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(f"{_any('adverbs')}{{1,6}}$")


class _Reader:
    """Reads the deals of one clause."""

    def __init__(self, text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
        self.text = text
        self.clause = clause
        self.tokens = tokens
        self.topic = topic
        self.parts = _parts(text, clause, tokens)
        self.stated: dict[int, Stated] = {}
        self.by_verb: dict[int, Deal] = {}  # by where its verb begins

    def read(self) -> dict[int, Stated]:
        """Read the stakes of the clause, then what is paid for them and what they are of the whole."""
        figures = [index for index, part in enumerate(self.parts) if part.kind == "figure"]
        for index in figures:
            self._stake(index)
        for index in figures:
            if self.parts[index].place not in self.stated:
                self._beside(index)
        return self.stated

    def _stake(self, index: int) -> None:
        """Read a figure as a stake, if it is one."""
        parts, figure = self.parts, self.parts[index]
        token = self.tokens[figure.place]
        shares = _shares().match(self.text, figure.end)
        counted = token.kind == "count" and (token.item.unit == "股" or (token.item.unit is None and shares is not None))
        if not counted and token.kind not in _PART_OF_FIRM:
            return
        begin, firm = index, None
        end = shares.end() if shares else figure.end
        if index and parts[index - 1].kind in ("firm", "it") and self._touches(parts[index - 1].end, figure.start):
            begin, firm = index - 1, parts[index - 1]
        elif (
            index > 1
            and parts[index - 1].kind == "hold"
            and parts[index - 2].kind == "firm"
            and self.text[parts[index - 2].start - 1 : parts[index - 2].start] in ("在", "对")
        ):
            firm, begin = parts[index - 2], index - 1  # 在乙拥有12%股份
        behind = parts[index + 1] if index + 1 < len(parts) else None
        if firm is None and behind is not None and behind.kind == "firm":
            if self.text[figure.end : behind.start] in ("", "的") and (
                stock := _stock().match(self.text, behind.end)
            ):
                firm, shares, end = behind, stock, stock.end()  # 12%的乙股权
            elif shares and self.text.startswith("的", end) and behind.start - end <= 8:
                firm = behind  # 受让12%股权的乙
        if not shares and firm is not None:
            shares = _stock().match(self.text, figure.end) or (None if counted else self._listed(figure.end))
        if not counted and shares is None:
            return
        deal = self._governed(begin, parts[begin].start if firm is None or begin != index else figure.start, end)
        if deal is None:
            if firm is None:
                return
            deal = Deal("", "")
        self._state(index, firm, deal, shares[1] if shares else "")

    def _touches(self, start: int, end: int) -> bool:
        return start == end or _beside_firm().fullmatch(self.text, start, end) is not None

    def _listed(self, position: int) -> re.Match[str] | None:
        """Return the word for shares that ends a list of stakes: 乙71%、丙12%和丁51%|股权."""
        for _ in range(_MEMBERS):
            following = _LISTED.match(self.text, position)
            if following is None:
                return None
            position = following.end()
            if shares := _shares().match(self.text, position):
                return shares
        return None

    def _governed(self, begin: int, start: int, end: int) -> Deal | None:
        """Find what is done with a stake that begins at a part and ends at a place in the text."""
        parts = self.parts
        inner: Piece | None = None
        place = begin - 1
        while place >= 0 and start - parts[place].end <= _ENDS:
            part = parts[place]
            words = self.text[part.start : part.end]
            if part.kind in _VERBS and (words.startswith("所") or self.text.startswith("的", part.end)):
                inner, place, start = self._inner(place)  # 丙持有的…
            elif part.kind in _VERBS:
                party, other = self._party(place)
                self.by_verb[part.start] = deal = Deal(part.kind, words.rstrip("了给"), None, party or None, other)
                return deal if party or part.kind != "hold" else replace(deal, party=inner)
            elif part.kind == "own" and place and parts[place - 1].kind in ("firm", "it"):
                start, place = parts[place - 1].start, place - 2
            elif part.kind == "moved":
                verb = self._verb_behind(end)
                party, other = self._party(place)
                if verb is None:
                    break
                words = self.text[verb.start : verb.end]
                self.by_verb[verb.start] = deal = Deal(
                    verb.kind, words.rstrip("了给"), None, party or inner, other or self._receiver(verb)
                )
                return deal
            else:
                place -= 1
        return self._governed_behind(end, inner)

    def _governed_behind(self, end: int, inner: Piece | None) -> Deal | None:
        """Find what is done with a stake by a verb behind it: 12%股权|获乙收购, …|转让给乙, …|被冻结."""
        verb = self._verb_behind(end)
        if verb is not None:
            place = self.parts.index(verb)
            words = self.text[verb.start : verb.end].rstrip("了给")
            agent = self.parts[place - 1] if place else None
            if agent is not None and agent.kind == "firm" and place > 1 and self.parts[place - 2].kind == "by":
                inner = Piece(agent.name, (agent.start, agent.end))
            other = self._receiver(verb)
            side = verb.kind
            self.by_verb[verb.start] = deal = Deal(side, words, None, inner or other, other)
            return deal
        if inner is not None:
            return Deal("hold", "持有", None, inner)
        before = self.topic.deal
        if before is not None and self.clause.opened_by in "、，；" and self.clause.opened_by:
            return before
        return None

    def _verb_behind(self, end: int) -> _Part | None:
        return next((p for p in self.parts if p.kind in _VERBS and end <= p.start <= end + _ENDS), None)

    def _receiver(self, verb: _Part) -> Piece | None:
        """Return to whom shares go: 转让给|乙."""
        place = self.parts.index(verb) + 1
        if place < len(self.parts) and self.parts[place].kind == "away":
            place += 1
        part = self.parts[place] if place < len(self.parts) else None
        gives = self.text[verb.end - 1 : verb.end] == "给" or (place and self.parts[place - 1].kind == "away")
        return Piece(part.name, (part.start, part.end)) if part and part.kind == "firm" and gives else None

    def _inner(self, place: int) -> tuple[Piece | None, int, int]:
        """Return who has what is dealt in (丙持有的…), the part in front of him, and where he begins."""
        front = place - 1
        if front >= 0 and self.parts[front].kind in ("firm", "it"):
            words = _adverbs().sub("", self.text[self.parts[front].end : self.parts[place].start])
            if len(words) <= 16:
                first = self._group(front)
                return self._named(first, front, place), first - 1, self.parts[first].start
        person = self._person(self.parts[place].start, self.parts[front].end if front >= 0 else self.clause.start)
        return person, front, self.parts[place].start if person is None else person.span[0]

    def _group(self, last: int) -> int:
        """Return the part with which a list of firms begins that ends at ``last``."""
        first = last
        while first > 0:
            front = first - 1
            if self.parts[front].kind == "away" and front and self.text[self.parts[front].start] in "与和":
                front -= 1
            if self.parts[front].kind != "firm" or not _PAIR.fullmatch(
                self.text, self.parts[front].end, self.parts[first].start
            ):
                break
            first = front
        return first

    def _party(self, place: int) -> tuple[Piece | None, Piece | None]:
        """Return who does what the verb at ``place`` says, and who is on the other side."""
        other: Piece | None = None
        stop = self.parts[place].start
        index = place - 1
        while index >= 0:
            part = self.parts[index]
            if part.kind in ("firm", "it"):
                first = self._group(index)
                front = self.parts[first - 1] if first else None
                if front is not None and front.kind == "away" and self.parts[first].start - front.end <= 8:
                    other = self._named(first, index, place)
                    stop, index = front.start, first - 2
                    continue
                person = self._person(stop, part.end)
                if person is not None and index == place - 1:
                    return self._named(first, index, place), other
                return self._named(first, index, place if index == place - 1 else None), other
            if index == place - 1 and (person := self._person(stop, part.end)) is not None:
                return person, other
            index -= 1
        return self._person(stop, self.clause.start) if not other else None, other

    def _named(self, first: int, last: int, place: int | None) -> Piece | None:
        """Return firms as a party, with the words behind them that say who of theirs it is (乙旗下基金)."""
        parts = self.parts
        start, end = parts[first].start, parts[last].end
        tail = "" if place is None else _adverbs().sub("", clean(self.text[end : parts[place].start]))
        if tail and len(tail) <= 16 and _party_at_end().search(tail):
            return Piece(clean(self.text[start:end]) + tail, (start, parts[place or last].start))
        if first != last:
            more = _MORE.match(tail)
            return Piece(clean(self.text[start:end]) + (more.group() if more else ""), (start, end))
        if parts[first].kind == "it":
            company = self.topic.company
            return Piece(company, (start, end)) if company else None
        return Piece(parts[first].name, (start, end))

    def _person(self, stop: int, start: int) -> Piece | None:
        """Return a party that is no firm: 张三持有…, 实际控制人转让…."""
        words = clean(self.text[max(start, stop - 24) : stop])
        words = clean(_adverbs().sub("", words))
        if 2 <= len(words) <= 14 and (_party_at_end().search(words) or (len(words) <= 3 and words[0] in surnames())):
            return Piece(words, (stop - len(words), stop))
        return None

    def _state(self, index: int, firm: _Part | None, deal: Deal, noun: str) -> None:
        """Keep what a stake says: the firm, the party, and the name of what is held or dealt in."""
        topic, figure = self.topic, self.parts[index]
        before = topic.deal
        span = (figure.start, figure.end)
        party = deal.party
        if deal.side == "issue":
            if firm is not None:
                return
            issuer = party or (Piece(topic.company, span) if topic.company else None)
            deal = replace(deal, firm=issuer, party=deal.other)
        elif firm is not None and firm.kind == "firm":
            deal = replace(deal, firm=Piece(firm.name, (firm.start, firm.end)))
        else:
            name = next(
                (
                    name
                    for name in (before.firm.text if before and before.firm else None, topic.company, topic.last)
                    if name is not None and (party is None or name not in party.text)
                ),
                None,
            )
            if name is None:
                return
            deal = replace(deal, firm=Piece(name, span))
        if deal.side != "issue" and party is None:
            if before is not None and before.party is not None:
                party = before.party
            elif topic.company is not None and firm is not None and firm.kind == "firm":
                party = Piece(topic.company, topic.company_span or span)
        if party is not None and deal.firm is not None and party.text == deal.firm.text:
            party = None
        if deal.side != "issue":
            deal = replace(deal, party=party)
        for verb, known in self.by_verb.items():
            if known.verb == deal.verb:
                self.by_verb[verb] = deal
        topic.deal = deal
        whole = self.tokens[figure.place].kind == "count"
        if deal.side == "hold" or not deal.verb:
            name = "持股" if whole and not noun else noun or "股份"
        else:
            name = deal.verb + noun
        self.stated[figure.place] = Stated(deal, "level" if whole else "share", Piece(name, span))

    def _beside(self, index: int) -> None:
        """Read a figure beside a stake: what is paid for it, what it is of the whole, what somebody has by now."""
        figure = self.parts[index]
        token = self.tokens[figure.place]
        left = self.parts[index - 1].end if index and self.parts[index - 1].kind == "figure" else self.clause.start
        left = max(left, figure.start - _ENDS)
        if token.kind == "money":
            self._paid(index, left)
        elif token.kind in _PART_OF_FIRM and (deal := self.topic.deal) is not None:
            if pattern_of("of-capital").search(self.text, left, figure.start):
                self.stated[figure.place] = Stated(deal)

    def _paid(self, index: int, left: int) -> None:
        """Read a sum as what a stake of the clause, or the one before it, is paid with."""
        figure = self.parts[index]
        per_share = "每" in self.text[max(left, figure.start - 3) : figure.start] or "/" in (
            self.tokens[figure.place].item.unit or ""
        )
        verb = next((p for p in self.parts[index + 1 :] if p.kind in ("get", "give")), None)
        deal = self.by_verb.get(verb.start) if verb is not None else None
        word = pattern_of("sum-of-stake").search(self.text, left, figure.start)
        if deal is None and word is not None and not per_share:
            deal = self.topic.deal
        if deal is None or deal.firm is None:
            return
        if per_share:
            self.stated[figure.place] = Stated(deal)
            return
        buyer = deal.party if deal.side == "get" else deal.other
        cashed = word is not None and word[1] == "套现"
        if buyer is not None and not cashed:
            deal = replace(deal, party=buyer)
        name = word[1] if word is not None else deal.verb
        role = "investment" if buyer is not None and not cashed else "level"
        self.stated[figure.place] = Stated(deal, role, Piece(name, (figure.start, figure.end)))


def _parts(text: str, clause: Clause, tokens: Sequence[Token]) -> list[_Part]:
    """Return the parts of a clause that deals go by, in order."""
    pattern, kinds = _words()
    parts: list[_Part] = []
    position = clause.start
    for place, token in enumerate(tokens):
        firm = token.kind == "company"
        it = token.kind == "anaphor"
        if not (firm or it or token.kind in FIGURES or token.kind == "period"):
            continue
        for word in pattern.finditer(text, position, token.start):
            if (kind := kinds[word.group()]) != "none":
                parts.append(_Part(kind, *word.span()))
        position = token.end
        if firm:
            parts.append(_Part("firm", token.start, token.end, place, token.item.canonical))
        elif it and text[token.start : token.end] not in ("旗下",):
            parts.append(_Part("it", token.start, token.end, place))
        elif token.kind in FIGURES:
            parts.append(_Part("figure", token.start, token.end, place))
    for word in pattern.finditer(text, position, clause.end):
        if (kind := kinds[word.group()]) != "none":
            parts.append(_Part(kind, *word.span()))
    return parts
