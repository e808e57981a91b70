"""Deals in the shares of a firm: whose shares, how many, who holds, buys, sells or pledges them, and for what.

A stake is a figure with the shares it counts (12%股权, 300万股), beside the firm they are of. A verb in front of it or
behind it says what is done with it; who does that is the party of the deal. The row of a stake is about the firm, and
its subject is the party. What only describes a stake (丙持有的…, 丙旗下…) says whose it was before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from cnbiznews.facts.deal_firms import (
    firm_behind,
    firm_of_capital,
    firms_in_front,
    had_of,
    is_within,
    listed_shares,
    unknown_firm,
)
from cnbiznews.facts.deal_model import BUYING, Deal, Stated
from cnbiznews.facts.deal_notes import note_party
from cnbiznews.facts.deal_parties import Parties, Party
from cnbiznews.facts.deal_sums import Sums
from cnbiznews.facts.deal_words import VERBS, Part, shares, stock, without_adverbs
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["read_deals"]

_PARTS = ("percent", "fraction")
_NEXT = 8  # characters between two figures of one statement, at most
_WINDOW = 24  # parts in front of 持股 that can have to do with it
_REACH = 40  # characters between a stake and its verb, or a figure and the word it is of, at most


def read_deals(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> dict[int, Stated | None]:
    """Return what the deals of a clause say of its figures, by their places among its tokens; None: they count parties.

    The deal read last stays in ``topic``: 占总股本的2%, 总价款3亿元 in a clause behind it are of the same.
    """
    if not topic.dealing:
        return {}
    stated = _Reader(text, clause, tokens, topic).read()
    if not stated:
        note_party(text, clause, tokens, topic)
    return stated


class _Reader:
    """Reads the deals of one clause."""

    def __init__(self, text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
        self.text = text
        self.clause = clause
        self.tokens = tokens
        self.topic = topic
        self.parties = Parties(text, clause.start, clause.end, tokens, topic)
        self.parts = self.parties.parts
        self.starts = [part.start for part in self.parts]
        self.stated: dict[int, Stated | None] = {}
        self.sums = Sums(self.parties, clause, tokens, topic)

    def read(self) -> dict[int, Stated | None]:
        """Read the stakes of the clause, then what is paid for them and what they are of the whole."""
        figures = [index for index, part in enumerate(self.parts) if part.kind == "figure"]
        runs = self._runs(figures)
        for run in runs:
            self._stake(run)
        for run in runs:
            for index in run:
                if self.parts[index].place not in self.stated:
                    self._beside(index, run)
        self.stated |= {place: None for place in self.parties.counts if place not in self.stated}
        return self.stated

    def _runs(self, figures: Sequence[int]) -> list[list[int]]:
        """Return the figures of the clause, those joined by 、 or 和 together."""
        runs: list[list[int]] = []
        for index in figures:
            if runs and self.parties.joined(runs[-1][-1], index):
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def _stake(self, run: Sequence[int]) -> None:
        """Read figures as stakes, if they are."""
        parts, first, last = self.parts, run[0], run[-1]
        figure, end = self.tokens[parts[last].place], parts[last].end
        noun = shares().match(self.text, end)
        unit = figure.item.unit
        counted = figure.kind == "count" and (unit == "股" or (unit is None and noun is not None))
        if not (counted or figure.kind in _PARTS):
            return
        if pattern_of("capital-of").search(
            self.text, max(self.clause.start, parts[first].start - _REACH), parts[first].start
        ):
            return  # 总股本5亿股
        if noun is not None and self.text.startswith("占", parts[first].start - 1):
            self._taken(run, parts[first].start - 1)
            return
        firms, begin = firms_in_front(self.parties, first)
        if not firms and last + 1 < len(parts) and parts[last + 1].kind == "firm":
            firms, noun = firm_behind(self.parties, last, noun)
        if not firms and (counted or noun is not None or listed_shares(self.text, end)):
            firms = unknown_firm(self.parties, first, going_on=self._in_list(), counted=counted)
        if noun is None and firms:
            noun = stock().match(self.text, end) or (None if counted else listed_shares(self.text, end))
        if noun is None and not (counted or (self.topic.deal is not None and self._is_bare(first, last))):
            return
        end = max(end, noun.end() if noun else 0, firms[0].end if firms else 0)
        deal = self._governed(begin, min(parts[begin].start, firms[0].start if firms else end), end)
        if deal is None and not any(firm.place >= 0 for firm in firms):
            return
        deal = deal or Deal()
        taker = parts[last + 1] if last + 1 < len(parts) and parts[last + 1].kind == "firm" else None
        if deal.party is None and firms and noun is not None and taker is not None and taker not in firms:
            of = self.text[noun.end() : taker.start] == "的"  # 收购乙12%股权的|甲
            deal = replace(deal, party=Piece(taker.name, taker[1:3])) if of else deal
        before = self.topic.deal.party if self.topic.deal is not None else None
        members = self.parties.members(deal.other if deal.side == "issue" else deal.party or before)
        for number, index in enumerate(run):
            firm = firms[number] if len(firms) == len(run) else firms[-1] if firms else None
            mine = deal
            if len(members) == len(run) > 1:
                member = members[number]
                mine = replace(deal, other=member) if deal.side == "issue" else replace(deal, party=member)
            self._state(index, firm, mine, noun[1] if noun else "")

    def _in_list(self) -> bool:
        """Tell whether the clause is one more member of a list of stakes."""
        return self.topic.deal is not None and self.clause.opened_by == "、"

    def _is_bare(self, first: int, last: int) -> bool:
        """Tell whether a figure stands alone behind a verb of having: 甲持有乙12%股权，丙|持有|5%."""
        front = self.parts[first - 1] if first else None
        held = front is not None and front.kind == "hold" and front.end == self.parts[first].start
        return held and self.parts[last].end == self.clause.end

    def _governed(self, begin: int, start: int, end: int) -> Deal | None:
        """Find what is done with a stake that begins with a part and ends at a place in the text."""
        parts, parties = self.parts, self.parties
        inner: Piece | None = None
        place = begin - 1
        while place >= 0 and start - parts[place].end <= _REACH:
            part = parts[place]
            if part.kind in VERBS and (
                self.text.startswith("所", part.start) or self.text.startswith("的", part.end)
            ):  # 丙持有的…
                holder, place, start = parties.having(place)
                inner = inner or holder
                if self.text.startswith(("以", "用"), start - 1):
                    return Deal("hold", "持有", None, inner or parties.doing(place + 1).who)  # 以所持有的12%股权认购…
            elif part.kind in VERBS:
                status = "plan" if place and self._is_ahead(place) else ""
                return replace(self._done(place, parties.doing(place), inner), status=status)
            elif part.kind == "moved" and (verb := self._verb_behind(end)) is not None:
                party = parties.doing(place)  # 将12%股权转让…
                done = self._done(verb, Party(inner or party.who, None, party.other), None)
                return replace(done, name="")
            elif part.kind == "own" and place and parts[place - 1].kind in ("firm", "it"):
                start, place = parts[place - 1].start, place - 2
            else:
                place -= 1
        return self._governed_behind(end, inner)

    def _done(self, place: int, party: Party, inner: Piece | None) -> Deal:
        """Return the deal of the verb at a part and its party; ``inner`` had before what is dealt in."""
        verb = self.parts[place]
        other = party.other or self.parties.receiving(place)
        who, name = party.who, self._name(verb)
        if verb.kind == "seize" or (verb.kind == "hold" and who is None):
            who = inner
        elif other is None and verb.kind in BUYING:
            other = inner
        return Deal(verb.kind, name, None, who, other, party.home, "", verb.start, name)

    def _is_ahead(self, place: int) -> bool:
        """Tell whether 将 in front of a verb foretells: 甲|将|持有乙12%股权."""
        front, verb = self.parts[place - 1], self.parts[place]
        ahead = front.kind == "moved" and self.text.startswith("将", front.start)
        return ahead and not without_adverbs(self.text[front.end : verb.start])

    def _name(self, verb: Part) -> str:
        return self.text[verb.start : verb.end].rstrip("了给着")

    def _governed_behind(self, end: int, inner: Piece | None) -> Deal | None:
        """Find what is done with a stake by a verb behind it: 12%股权|获乙收购, …|转让给乙, …|被冻结."""
        if (place := self._verb_behind(end)) is not None:
            verb = self.parts[place]
            other = self.parties.receiving(place)
            by = self.parties.acting_by(place) if verb.kind != "seize" else None
            party = by or inner or other
            return Deal(verb.kind, self._name(verb), None, party, other, at=verb.start)
        if inner is not None:
            return Deal("hold", "持有", None, inner)
        return self.topic.deal if self.clause.opened_by in ("、", "，", "；") else None

    def _verb_behind(self, end: int) -> int | None:
        """Return the verb behind a stake, the last one of those that stand together: 挂牌|转让."""
        found = None
        for place in range(bisect_left(self.starts, end), len(self.parts)):
            part = self.parts[place]
            if part.start > end + _REACH or (found is not None and part.start != self.parts[found].end):
                break
            found = place if part.kind in VERBS else found
        return found

    def _state(self, index: int, firm: Part | None, deal: Deal, noun: str) -> None:
        """Keep what a stake says: the firm, the party, and the name of what is held or dealt in."""
        figure = self.parts[index]
        span = (figure.start, figure.end)
        found = self._issued(deal, firm, span) if deal.side == "issue" else self._settled(deal, firm, span)
        counted = self.tokens[figure.place].kind == "count"
        if found is None or (found.firm is None and firm is None and counted):
            return
        self.topic.deal = found
        self.sums.know(found)
        name = found.name + (noun or ("" if found.name else "股份"))
        if found.side in ("hold", ""):
            name = noun or ("持股" if counted else "股份")
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
        """Return a deal with its firm and its party; what the clause leaves open is what was spoken of before."""
        topic, before = self.topic, self.topic.deal
        party, home, other = deal.party, deal.home, deal.other
        if party is None and before is not None and deal.side != "seize":
            party = before.firm if before.side == "issue" else before.party
            home, other = home or before.home, other or before.other
        dealt_in = before.firm.text if before is not None and before.firm is not None else None
        if firm is not None and firm.kind == "firm":
            of: Piece | None = Piece(firm.name, firm[1:3])
            taken = (None, firm.name, dealt_in, other.text if other is not None else None)
            if party is None and deal.side != "seize" and topic.company not in taken and topic.company is not None:
                party = Piece(topic.company, topic.company_span or span)
        elif home is not None:
            of = home
        else:
            known = [dealt_in, topic.company, topic.last]
            if firm is not None and not self.text.startswith("其", firm.start):
                known = [*known[1:], dealt_in]  # 公司: of whom the text speaks
            holder = before.party if before is not None and before.side == "hold" and before.firm is None else None
            dealers = [one.text for one in (party, holder) if one is not None]
            name = next((n for n in known if n is not None and not any(n in dealer for dealer in dealers)), None)
            if name is None and party is not None and self._is_of_holder(party):
                name = topic.company
            of = Piece(name, span) if name else None
        if of is None and deal.party is None:
            return None
        if party is None and deal.side in BUYING:
            party = other
        if (period := pattern_of("after-deal").match(self.text, self.clause.start, self.clause.end)) is not None:
            topic.period, topic.lasting = Piece(period.group(), period.span()), False  # 变更后|甲持有…
        party = None if of is not None and party is not None and party.text == of.text else party
        status = deal.status or (before.status if before is not None and deal.side == before.side == "hold" else "")
        return replace(deal, firm=of, party=party, other=other, home=home, status=status)

    def _is_of_holder(self, party: Piece) -> bool:
        """Tell whether the company spoken of goes under the name of its holder: 甲公告，控股股东|甲集团|减持公司…."""
        return self.text.endswith("股东", 0, party.span[0]) and self.topic.company_span != party.span

    def _beside(self, index: int, run: Sequence[int]) -> None:
        """Read a figure beside a stake: what is paid for it, what it is of the whole, what somebody has by now."""
        figure = self.parts[index]
        left = max(self.clause.start, figure.start - _REACH)
        kind = self.tokens[figure.place].kind
        deal = self.topic.deal if self.topic.deal is not None and self.topic.deal.firm is not None else None
        if kind == "money":
            if (paid := self.sums.read(index)) is not None:
                self.stated[figure.place] = paid
        elif kind == "ordinal" and deal is not None and self.text.startswith("股东", figure.end):
            self.stated[figure.place] = Stated(deal)
        elif kind not in _PARTS:
            return
        elif whole := pattern_of("of-capital").search(self.text, left, figure.start):
            if (deal := self._of_firm(deal, whole)) is not None:
                self.stated[figure.place] = Stated(deal, "share", Piece("占" + clean(whole[1]), whole.span()))
        elif (had := had_of(self.parties, index)) is not None:
            self._hold(run, self.parties.doing(had[0]), had[1])
        elif held := pattern_of("held-share").search(self.text, left, figure.start):
            self._held(run, held.start())
        elif (known := self._goes_on(index)) is not None:
            self.stated[figure.place] = known

    def _of_firm(self, deal: Deal | None, whole: re.Match[str]) -> Deal | None:
        """Return the deal spoken of, with the firm whose capital is named: 甲买入300万股，占|乙|总股本的2%."""
        if deal is not None:
            return deal
        row = self.topic.rows[-1] if self.topic.rows else None
        if row is None or row.figure.item.unit != "股" or row.clause.end + 1 != self.clause.start:
            return None
        if (firm := firm_of_capital(self.parties, whole)) is None:
            return None
        party = self.topic.deal.party if self.topic.deal is not None else None
        if party is None and row.company is not None:
            party = Piece(row.company, row.company_span or row.figure.span)
        found = Deal("hold", "持有", firm, None if party is None or party.text == firm.text else party)
        self.topic.deal = found
        Stated(found).give(row)
        return found

    def _taken(self, run: Sequence[int], stop: int) -> None:
        """Read what part of a firm, named or not, each of its owners has: 甲|占|12%股权."""
        place = bisect_left(self.starts, stop)
        words = self.text[self.clause.start : stop]
        if place and self.parts[place - 1].kind in ("firm", "it"):
            party = self.parties.named(self.parties.group(place - 1), place - 1, stop)
        elif pattern_of("unknown-firm").fullmatch(words):
            party = Party(Piece(words, (self.clause.start, stop)))
        else:
            return
        span = (self.parts[run[0]].start, self.parts[run[-1]].end)
        found = self._settled(Deal("hold", "持有", None, party.who, None, party.home), None, span)
        if found is not None and found.party is not None:
            self.topic.deal = found
            self._share_out(run, found, Piece("股权", span))

    def _share_out(self, run: Sequence[int], deal: Deal, metric: Piece | None = None) -> None:
        """State what somebody has, of each member of a group the figure that is his: 甲、乙分别占|12%和8%."""
        members = self.parties.members(deal.party)
        for number, index in enumerate(run):
            mine = replace(deal, party=members[number]) if len(members) == len(run) > 1 else deal
            self.stated[self.parts[index].place] = Stated(mine, "share", metric)

    def _goes_on(self, index: int) -> Stated | None:
        """Return what was stated of the figure before, where a figure is of the same: 持股比例由5%|升至8%."""
        before = self.parts[index - 1] if index else None
        if before is None or self.parts[index].start - before.end > _NEXT:
            return None
        known = self.stated.get(before.place)
        return known if known is not None and known.is_part else None

    def _held(self, run: Sequence[int], stop: int) -> None:
        """Read what part of a firm somebody has: 甲持股12%, 甲对乙的持股比例升至12%."""
        behind = bisect_left(self.starts, stop)
        front = list(range(max(0, behind - _WINDOW), behind))
        within = next(
            (n for n in reversed(front) if self.parts[n].kind == "firm" and is_within(self.text, self.parts[n])), None
        )
        firm = self.parts[within] if within is not None else None
        if within is not None and firm is not None:
            front, stop = front[: front.index(within)], firm.start - 1
        while front and self.parts[front[-1]].kind == "away":
            front.pop()
        if front and self.parts[front[-1]].kind in ("firm", "it"):
            party = self.parties.named(self.parties.group(front[-1]), front[-1], stop)
        else:
            party = Party(self.parties.person(self.parts[front[-1]].end if front else self.clause.start, stop))
        if party.who is None and firm is None and (self.topic.deal is None or self.topic.deal.firm is None):
            return
        self._hold(run, party, firm)

    def _hold(self, run: Sequence[int], party: Party, firm: Part | None) -> None:
        """State what part of a firm somebody has."""
        span = (self.parts[run[0]].start, self.parts[run[0]].end)
        found = self._settled(Deal("hold", "持有", None, party.who, None, party.home), firm, span)
        if found is None:
            return
        self.topic.deal = found
        if found.firm is not None:
            self._share_out(run, found)
