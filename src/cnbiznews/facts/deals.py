"""Deals in the shares of a firm: whose shares, how many, who holds, buys, sells or pledges them, and for what.

A stake is a figure with the shares it counts (12%股权, 300万股), beside the firm they are of. A verb in front of it or
behind it says what is done with it; who does that is the party of the deal. The row of a stake is about the firm, and
its subject is the party. What only describes a stake (丙持有的…, 丙旗下…) says whose it was before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from cnbiznews.facts.deal_words import VERBS, Part, beside_firm, party_in, parts_of, shares, stock, without_adverbs
from cnbiznews.facts.pieces import Piece, clean, ends_as_segment
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft

__all__ = ["Deal", "Stated", "note_party", "read_deals"]

_PARTS = ("percent", "fraction")
_REACH = 40  # characters between a stake and its verb, or a figure and the word it is of, at most
_PAIR = re.compile(
    "[“”‘’]?(?:、|和|与|及|以及|及其一致行动人)(?:第?[一二三四]?大股东|控股股东|实际控制人|全资子公司|子公司)?[“”‘’]?"
)  # between the members of a group
_MORE = re.compile("等(?:[0-9一二三四五六七八九十两多余]*[名家位个][\u4e00-\u9fff]{0,6})?")
_LISTED = re.compile(r"(?:、|和|及|以及|与)[^，。；：、0-9]{1,24}[0-9.]{1,8}%")
_MEMBERS = 8  # stakes in one list, at most


@dataclass(frozen=True, slots=True)
class Deal:
    """What is done with the shares of a firm, and by whom."""

    side: str = ""
    verb: str = ""
    firm: Piece | None = None
    party: Piece | None = None
    other: Piece | None = None  # who is on the other side
    home: Piece | None = None  # the firm whose insider the party is: |甲|股东张三
    status: str = ""
    period: Piece | None = None  # 变更后|甲持有…


class Stated(NamedTuple):
    """What a deal says of a figure; where it names no measure, the row keeps the one it has."""

    deal: Deal
    role: str = ""
    metric: Piece | None = None

    def give(self, draft: Draft) -> None:
        """Give a row the firm and the party of the deal."""
        firm, party = self.deal.firm, self.deal.party
        draft.company, draft.company_span = (firm.text, firm.span) if firm is not None else (None, None)
        if firm is not None:
            draft.why["company"] = "whose shares are spoken of"
        if party is not None:
            draft.subject = party
            draft.why["subject"] = "who holds or deals in them"
        draft.role = self.role or draft.role
        draft.metric = self.metric or draft.metric
        draft.status = self.deal.status or draft.status
        draft.period = self.deal.period or draft.period


def read_deals(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> dict[int, Stated | None]:
    """Return what the deals of a clause say of its figures, by their places among its tokens; None: they count parties.

    The deal read last stays in ``topic``: 占总股本的2%, 总价款3亿元 in a clause behind it are of the same.
    """
    if topic.deal is None and not pattern_of("of-deals").search(text, clause.start, clause.end + _REACH):
        note_party(text, clause, tokens, topic)
        return {}
    return _Reader(text, clause, tokens, topic).read()


def note_party(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
    """Keep who acts in a clause without stakes, and with whom: 甲与乙签署协议，拟转让…."""
    said = max((token.end for token in tokens if token.kind in ("attr", "source")), default=clause.start)
    if any(token.kind == "company" and token.start >= said for token in tokens):
        topic.deal = _Reader(text, replace(clause, start=said), tokens, topic).parties() or topic.deal


class _Reader:
    """Reads the deals of one clause."""

    def __init__(self, text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
        self.text = text
        self.clause = clause
        self.tokens = tokens
        self.topic = topic
        self.parts = parts_of(text, clause.start, clause.end, tokens)
        self.stated: dict[int, Stated | None] = {}
        self.by_verb: dict[int, Deal] = {}  # by where its verb begins

    def read(self) -> dict[int, Stated | None]:
        """Read the stakes of the clause, then what is paid for them and what they are of the whole."""
        figures = [index for index, part in enumerate(self.parts) if part.kind == "figure"]
        for run in self._runs(figures):
            self._stake(run)
        for index in figures:
            if self.parts[index].place not in self.stated:
                self._beside(index)
        return self.stated

    def parties(self) -> Deal | None:
        """Return the party a clause opens with, and the other side."""
        verb = next((place for place, part in enumerate(self.parts) if part.kind in VERBS), len(self.parts))
        party, home, other = self._party(verb)
        if party is None:
            return None
        if verb < len(self.parts) and self.parts[verb].kind == "issue":
            return Deal("issue", firm=party)
        if other is None and (pair := pattern_of("agreeing").match(self.text, party.span[1])) is not None:
            members = _PAIR.split(party.text, maxsplit=1)
            if len(members) == 2 and pair:
                party, other = Piece(members[0], party.span), Piece(members[1], party.span)
        return Deal(party=party, home=home, other=other)

    def _runs(self, figures: Sequence[int]) -> list[list[int]]:
        """Return the figures of the clause, those joined by 、 or 和 together."""
        runs: list[list[int]] = []
        for index in figures:
            if runs and self._joined(runs[-1][-1], index):
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def _joined(self, left: int, right: int) -> bool:
        return _PAIR.fullmatch(self.text, self.parts[left].end, self.parts[right].start) is not None

    def _stake(self, run: Sequence[int]) -> None:
        """Read figures as stakes, if they are."""
        parts, first, last = self.parts, run[0], run[-1]
        figure = self.tokens[parts[last].place]
        noun = shares().match(self.text, parts[last].end)
        counted = figure.kind == "count" and (figure.item.unit == "股" or (figure.item.unit is None and noun is not None))
        if not counted and figure.kind not in _PARTS:
            return
        if pattern_of("capital-of").search(self.text, self.clause.start, parts[first].start):
            return  # 总股本5亿股
        firms, begin = self._firms_in_front(first)
        if not firms and last + 1 < len(parts) and parts[last + 1].kind == "firm":
            firms, noun = self._firm_behind(last, noun)
        if not firms and (counted or noun is not None or self._listed(parts[last].end)) and (
            name := self._unknown_firm(first)
        ):
            firms = [name]
        if noun is None and firms:
            noun = stock().match(self.text, parts[last].end) or (None if counted else self._listed(parts[last].end))
        bare = self.topic.deal is not None and noun is None and not counted and self._is_bare(first, last)
        if noun is None and not counted and not bare:
            return
        end = max(parts[last].end, noun.end() if noun else 0)
        if firms and firms[0].start > parts[last].start:
            end = max(end, firms[0].end)
        start = min(parts[begin].start, firms[0].start if firms else self.clause.end)
        deal = self._governed(begin, start, end)
        if deal is None and not (firms and firms[0].place >= 0):
            return
        deal = deal or Deal()
        taker = parts[last + 1] if last + 1 < len(parts) else None
        if deal.party is None and firms and taker is not None and taker.kind == "firm" and taker not in firms:
            if noun is not None and self.text.startswith("的", noun.end()) and taker.start == noun.end() + 1:
                deal = replace(deal, party=Piece(taker.name, taker[1:3]))  # 收购乙12%股权的|甲
        party = deal.other if deal.side == "issue" else deal.party
        members = _PAIR.split(party.text) if party is not None and len(run) > 1 else []
        for number, index in enumerate(run):
            firm = firms[number] if len(firms) == len(run) else firms[-1] if firms else None
            mine = deal
            if len(members) == len(run) and party is not None:
                member = Piece(members[number], party.span)
                mine = replace(deal, other=member) if deal.side == "issue" else replace(deal, party=member)
            self._state(index, firm, mine, noun[1] if noun else "")

    def _firms_in_front(self, first: int) -> tuple[list[Part], int]:
        """Return the firms directly in front of a stake, and the part it begins with: |乙|12%, 在|乙|拥有12%."""
        parts = self.parts
        if not first:
            return [], first
        front = parts[first - 1]
        if front.kind in ("firm", "it") and beside_firm().fullmatch(self.text, front.end, parts[first].start):
            group = self._group(first - 1)
            return parts[group:first], group
        held = front.kind == "hold" or self.text[front.end : parts[first].start] in ("有", "共有", "只有")
        place = first - 2 if front.kind == "hold" else first - 1
        if held and place >= 0 and parts[place].kind == "firm" and self._placed(parts[place]):
            return [parts[place]], first - 1
        return [], first

    def _unknown_firm(self, first: int) -> Part | None:
        """Return the firm in front of a stake that is no known name, as the place says that it is one: 收购|丁|12%股权."""
        parts, end = self.parts, self.parts[first].start
        front = parts[first - 1] if first else None
        start = front.end if front is not None else self.clause.start
        if front is not None and front.kind == "figure":
            return None
        words = self.text[start:end]
        start += max(words[:-1].rfind(mark) for mark in "的、和及与”“") + 1
        if front is not None and start == front.end and front.kind == "firm":
            start = front.start  # 开元|资产12%股权
        if lead := pattern_of("firm-lead").match(self.text, start, end):
            start = lead.end()
        name = self.text[start:end].rstrip("的“”")
        if not pattern_of("unknown-firm").fullmatch(name) or ends_as_segment(name):
            return None
        return Part("firm", start, start + len(name), -1, name)

    def _is_bare(self, first: int, last: int) -> bool:
        """Tell whether a figure stands alone behind a verb of having: 甲持有乙12%股权，丙|持有|5%."""
        front = self.parts[first - 1] if first else None
        behind = self.text[self.parts[last].end : self.parts[last].end + 1]
        return (
            front is not None and front.kind == "hold" and front.end == self.parts[first].start and behind in "，。；、）" 
        )

    def _placed(self, firm: Part) -> bool:
        """Tell whether a firm is in what or of what somebody has a part: 在|乙|拥有…, 对|乙|持股…."""
        return self.text[firm.start - 1 : firm.start] in ("在", "对")

    def _firm_behind(self, last: int, noun: re.Match[str] | None) -> tuple[list[Part], re.Match[str] | None]:
        """Return the firm behind a stake with the word for its shares: 12%的|乙|股权, 受让12%股权的|乙."""
        end, firm = self.parts[last].end, self.parts[last + 1]
        if self.text[end : firm.start] in ("", "的") and (found := stock().match(self.text, firm.end)):
            return [firm], found
        if noun is not None and self.text.startswith("的", noun.end()) and firm.start - noun.end() <= 8:
            return [firm], noun
        return [], noun

    def _listed(self, position: int) -> re.Match[str] | None:
        """Return the word for shares that ends a list of stakes: 乙71%、丙12%和丁51%|股权."""
        for _ in range(_MEMBERS):
            following = _LISTED.match(self.text, position)
            if following is None:
                return None
            position = following.end()
            if noun := shares().match(self.text, position):
                return noun
        return None

    def _governed(self, begin: int, start: int, end: int) -> Deal | None:
        """Find what is done with a stake that begins with a part and ends at a place in the text."""
        parts = self.parts
        inner: Piece | None = None
        place = begin - 1
        while place >= 0 and start - parts[place].end <= _REACH:
            part = parts[place]
            words = self.text[part.start : part.end]
            if part.kind in VERBS and (words.startswith("所") or self.text.startswith("的", part.end)):
                holder, place, start = self._inner(place)  # 丙持有的…
                inner = inner or holder
                if self.text.startswith(("以", "用"), start - 1):
                    return Deal("hold", "持有", None, inner or self._party(place + 1)[0])  # 以所持有的12%股权认购…
            elif part.kind in VERBS:
                return self._done(part, place, inner if part.kind == "hold" else None)
            elif part.kind == "moved" and (verb := self._verb_behind(end)) is not None:
                return replace(self._done(verb, place, None), **({"party": inner, "home": None} if inner else {}))
            elif part.kind == "own" and place and parts[place - 1].kind in ("firm", "it"):
                start, place = parts[place - 1].start, place - 2
            else:
                place -= 1
        return self._governed_behind(end, inner)

    def _done(self, verb: Part, place: int, inner: Piece | None) -> Deal:
        """Return the deal of a verb whose party stands in front of a part."""
        party, home, other = self._party(place)
        status = "plan" if place and self._is_ahead(place) else ""
        deal = Deal(
            verb.kind, self._name(verb), None, party or inner, other or self._receiver(verb), home if party else None, status
        )
        self.by_verb[verb.start] = deal
        return deal

    def _is_ahead(self, place: int) -> bool:
        """Tell whether 将 in front of a verb foretells: 甲|将|持有乙12%股权."""
        front = self.parts[place - 1]
        if front.kind != "moved" or self.text[front.start] != "将" or self.parts[place].kind not in VERBS:
            return False
        return not without_adverbs(self.text[front.end : self.parts[place].start])

    def _name(self, verb: Part) -> str:
        return self.text[verb.start : verb.end].rstrip("了给着")

    def _governed_behind(self, end: int, inner: Piece | None) -> Deal | None:
        """Find what is done with a stake by a verb behind it: 12%股权|获乙收购, …|转让给乙, …|被冻结."""
        verb = self._verb_behind(end)
        if verb is not None:
            place = self.parts.index(verb)
            agent = self.parts[place - 1] if place > 1 and self.parts[place - 2].kind == "by" else None
            if agent is not None and agent.kind == "firm":
                inner = Piece(agent.name, agent[1:3])
            other = self._receiver(verb)
            deal = Deal(verb.kind, self._name(verb), None, inner or other, other)
            self.by_verb[verb.start] = deal
            return deal
        if inner is not None:
            return Deal("hold", "持有", None, inner)
        return self.topic.deal if self.clause.opened_by in ("、", "，", "；") else None

    def _verb_behind(self, end: int) -> Part | None:
        return next((part for part in self.parts if part.kind in VERBS and end <= part.start <= end + _REACH), None)

    def _receiver(self, verb: Part) -> Piece | None:
        """Return to whom shares go: 转让给|乙."""
        place = self.parts.index(verb) + 1
        to = place < len(self.parts) and self.parts[place].kind == "away"
        part = self.parts[place + to] if place + to < len(self.parts) else None
        if part is None or part.kind != "firm" or not (to or self.text.startswith("给", verb.end - 1)):
            return None
        return Piece(part.name, part[1:3])

    def _inner(self, place: int) -> tuple[Piece | None, int, int]:
        """Return who has what is dealt in (丙持有的…), the part in front of him, and where he begins."""
        front = place - 1
        if front >= 0 and self.parts[front].kind in ("firm", "it"):
            first = self._group(front)
            party, _ = self._named(first, front, self.parts[place].start)
            return party, first - 1, self.parts[first].start
        floor = self.parts[front].end if front >= 0 else self.clause.start
        person = self._person(floor, self.parts[place].start)
        return person, front, person.span[0] if person else self.parts[place].start

    def _group(self, last: int) -> int:
        """Return the part with which a list of firms begins that ends at a part."""
        first = last
        while first > 0:
            front = first - 1
            if front and self.parts[front].kind == "away" and self.text[self.parts[front].start] in "与和":
                front -= 1
            if self.parts[front].kind != "firm" or not self._joined(front, first):
                break
            first = front
        return first

    def _party(self, place: int) -> tuple[Piece | None, Piece | None, Piece | None]:
        """Return who does what the verb behind a place says, the firm he belongs to, and who is on the other side."""
        parts = self.parts
        other: Piece | None = None
        stop = parts[place].start if place < len(parts) else self.clause.end
        index = place - 1
        while index >= 0:
            part = parts[index]
            if part.kind in ("firm", "it"):
                first = self._group(index)
                front = parts[first - 1] if first else None
                if front is not None and front.kind == "away" and parts[first].start - front.end <= 8:
                    other = self._named(first, index, stop)[0]
                    stop, index = front.start, first - 2
                    continue
                return *self._named(first, index, stop), other
            if part.kind == "figure" and self.text.startswith("等", part.start - 1):
                self.stated[part.place] = None  # 乙、丙等27家机构
            elif part.kind == "moved":
                stop = part.start
            elif part.kind not in VERBS and part.kind != "away" and (to := self._towards(index)) is not None:
                other = self._person(self.parts[to].end, stop) or other  # 向13家股东发行
                stop, index = self.parts[to].start, to - 1
                continue
            elif part.kind in VERBS:
                stop = part.start
            elif person := self._person(part.end, stop):
                return person, None, other
            else:
                stop = part.start
            index -= 1
        return self._person(self.clause.start, stop), None, other

    def _towards(self, index: int) -> int | None:
        """Return the 向 in front of which stands who does what is done towards those behind it."""
        for place in range(index - 1, -1, -1):
            if self.parts[place].kind == "away":
                return place if self.text[self.parts[place].start] in "向给" else None
            if self.parts[place].kind != "figure":
                return None
        return None

    def _named(self, first: int, last: int, stop: int) -> tuple[Piece | None, Piece | None]:
        """Return firms as a party, with the words behind them that say who of theirs it is, and whose insider that is."""
        parts = self.parts
        start, end = parts[first].start, parts[last].end
        tail = self.text[end:stop]
        said = clean(self.text[start:end])
        if first != last or tail.startswith(("等", "、")):
            more = _MORE.match(tail)
            if tail.startswith("、") and "等" in tail:
                return Piece(without_adverbs(clean(self.text[start:stop])), (start, stop)), None  # 甲、某某等5名股东
            return Piece(said + (more.group() if more else ""), (start, end)), None
        name = parts[first].name if parts[first].kind == "firm" else self.topic.company
        firm = Piece(name, (start, end)) if name else None
        if tail and (person := party_in(tail)):
            if firm is not None and pattern_of("insider").match(person):
                return Piece(person, (end, stop)), firm
            if parts[first].kind == "firm":
                return Piece(said + person, (start, stop)), None
            return Piece(person, (end, stop)), None
        return firm, None

    def _person(self, start: int, stop: int) -> Piece | None:
        """Return a party that is no firm: 张三|持有…, 实际控制人|转让…."""
        words = party_in(self.text[max(start, stop - 24) : stop])
        return Piece(words, (stop - len(words), stop)) if words else None

    def _state(self, index: int, firm: Part | None, deal: Deal, noun: str) -> None:
        """Keep what a stake says: the firm, the party, and the name of what is held or dealt in."""
        figure = self.parts[index]
        span = (figure.start, figure.end)
        found = self._issued(deal, firm, span) if deal.side == "issue" else self._settled(deal, firm, span)
        if found is None:
            return
        for verb, known in self.by_verb.items():
            if known.verb == found.verb:
                self.by_verb[verb] = found
        self.topic.deal = found
        self._paid_before(found)
        counted = self.tokens[figure.place].kind == "count"
        name = found.verb + noun
        if found.side in ("hold", ""):
            name = "持股" if counted and not noun else noun or "股份"
        self.stated[figure.place] = Stated(found, "level" if counted else "share", Piece(name, span))

    def _issued(self, deal: Deal, firm: Part | None, span: tuple[int, int]) -> Deal | None:
        """Return the deal of a firm that makes new shares of its own: they are its own, the takers narrow them."""
        name, other = self.topic.company, deal.other
        if name is not None and other is not None and name in other.text:
            name = None
        issuer = deal.party or (Piece(name, span) if name else None)
        if firm is not None or (issuer is None and other is None):
            return None
        return replace(deal, firm=issuer, party=other)

    def _settled(self, deal: Deal, firm: Part | None, span: tuple[int, int]) -> Deal | None:
        """Return a deal with its firm and its party, those the clause leaves open as they were spoken of before."""
        topic, before = self.topic, self.topic.deal
        acting = before and (before.firm if before.side == "issue" else before.party)
        party = deal.party or acting
        home = deal.home or (before.home if before is not None and deal.party is None else None)
        if firm is not None and firm.kind == "firm":
            of: Piece | None = Piece(firm.name, firm[1:3])
        elif home is not None:
            of = home
        else:
            known = [before.firm.text if before is not None and before.firm else None, topic.company, topic.last]
            if firm is not None and not self.text.startswith("其", firm.start):
                known = [*known[1:], known[0]]  # 公司: of whom the text speaks
            name = next((n for n in known if n is not None and (party is None or n not in party.text)), None)
            of = Piece(name, span) if name else None
        if of is None:
            return None
        dealt_in = before.firm.text if before is not None and before.firm is not None else None
        named = deal.other.text if deal.other is not None else None
        if party is None and firm is not None and firm.kind == "firm" and topic.company not in (None, dealt_in, named):
            party = Piece(topic.company, topic.company_span or span)
        party = None if party is not None and party.text == of.text else party
        return replace(deal, firm=of, party=party, home=home, period=self._after())

    def _after(self) -> Piece | None:
        """Return the deal behind which things stand as a clause says: |变更后|甲持有乙12%股权."""
        found = pattern_of("after-deal").match(self.text, self.clause.start, self.clause.end)
        return Piece(found.group(), found.span()) if found else None

    def _beside(self, index: int) -> None:
        """Read a figure beside a stake: what is paid for it, what it is of the whole, what somebody has by now."""
        figure = self.parts[index]
        before = self.parts[index - 1] if index else None
        left = max(self.clause.start, figure.start - _REACH)
        token = self.tokens[figure.place]
        if token.kind == "money":
            self._paid(index, left)
        elif token.kind not in _PARTS:
            return
        elif self.topic.deal is not None and self.topic.deal.firm and pattern_of("of-capital").search(self.text, left, figure.start):
            self.stated[figure.place] = Stated(self.topic.deal)
        elif before is not None and before.kind == "figure" and before.place in self.stated:
            known = self.stated[before.place]
            if known is not None and known.metric is None and known.role == "share" and figure.start - before.end <= 8:
                self.stated[figure.place] = known  # 持股比例由5%|升至8%
        elif held := pattern_of("held-share").search(self.text, left, figure.start):
            self._held(index, held.start())

    def _held(self, index: int, stop: int) -> None:
        """Read what part of a firm somebody has: 甲持股12%, 甲对乙的持股比例升至12%."""
        figure = self.parts[index]
        front = [number for number, part in enumerate(self.parts[:index]) if part.end <= stop]
        firm = next((self.parts[n] for n in reversed(front) if self.parts[n].kind == "firm" and self._placed(self.parts[n])), None)
        if firm is not None:
            front = [number for number in front if self.parts[number].end < firm.start]
        place = front[-1] + 1 if front else 0
        stop = firm.start - 1 if firm is not None else stop
        party, home, _ = self._party_until(place, stop)
        if party is None and firm is None:
            return
        found = self._settled(Deal("hold", "持有", None, party, None, home), firm, (figure.start, figure.end))
        if found is not None:
            self.topic.deal = found
            self.stated[figure.place] = Stated(found, "share")

    def _party_until(self, place: int, stop: int) -> tuple[Piece | None, Piece | None, Piece | None]:
        """Return the party that stands in front of a place in the text, the last part in front of which is given."""
        if place and self.parts[place - 1].kind in ("firm", "it"):
            first = self._group(place - 1)
            return *self._named(first, place - 1, stop), None
        start = self.parts[place - 1].end if place else self.clause.start
        return self._person(start, stop), None, None

    def _paid(self, index: int, left: int) -> None:
        """Read a sum as what a stake of the clause, or the one before it, is paid with."""
        figure = self.parts[index]
        unit = self.tokens[figure.place].item.unit or ""
        verb = next((part for part in self.parts[index + 1 :] if part.kind in ("get", "give")), None)
        deal = self.by_verb.get(verb.start) if verb is not None else None
        if "/" in unit or "每" in self.text[max(left, figure.start - 3) : figure.start]:
            if deal is not None and deal.firm is not None:
                self.stated[figure.place] = Stated(deal)
            return
        word = pattern_of("sum-of-stake").search(self.text, left, figure.start)
        deal = self.topic.deal if deal is None and word is not None else deal
        if deal is None or deal.firm is None:
            return
        cashed = word is not None and word[1] == "套现"
        buyer = None if cashed else deal.party if deal.side == "get" else deal.other
        name = word[1] if word is not None else deal.verb
        role = "level" if buyer is None else "investment"
        found = replace(deal, party=buyer or deal.party)
        self.stated[figure.place] = Stated(found, role, Piece(name, (figure.start, figure.end)))

    def _paid_before(self, deal: Deal) -> None:
        """Read a sum in the clause before a purchase as what is paid: 甲出资5亿元，购入乙12%股权."""
        row = self.topic.rows[-1] if self.topic.rows else None
        if row is None or deal.side != "get" or row.figure.kind != "money" or row.clause.end + 1 != self.clause.start:
            return
        spent = pattern_of("spending").search(self.text, max(row.clause.start, row.figure.start - 8), row.figure.start)
        if spent is not None and not self.text.startswith("每", row.figure.start - 1):
            Stated(deal, "investment", Piece(spent[1] if len(spent[1]) > 1 else deal.verb, spent.span())).give(row)
