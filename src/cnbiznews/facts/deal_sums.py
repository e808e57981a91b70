"""What is paid in deals: for a stake, into the capital of a firm, as a loan or a subsidy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnbiznews.facts.deal_model import BUYING, Deal, Stated
from cnbiznews.facts.deal_parties import Parties
from cnbiznews.facts.deal_words import Part, stock
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["Sums"]

_NEXT = 8  # characters between a verb and the sum of it, at most
_REACH = 40  # characters in front of a sum that may say what it is, at most
_WINDOW = 24  # parts on either side of a sum that can have to do with it


class Sums:
    """Reads the sums of one clause.

    Args:
        parties: the firms and people of the clause.
        clause, tokens: the clause, and its tokens as the places of figures count them.
        topic: what was spoken of before.
    """

    def __init__(self, parties: Parties, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
        self.text = parties.text
        self.parties = parties
        self.parts = parties.parts
        self.clause = clause
        self.tokens = tokens
        self.topic = topic
        self.deals: dict[int, Deal] = {}  # by where their verbs begin

    def know(self, deal: Deal) -> None:
        """Take a stake of the clause; a sum in the clause before is what is paid for it: 甲出资5亿元，购入乙12%股权."""
        self.deals[deal.at] = deal
        row = self.topic.rows[-1] if self.topic.rows else None
        if row is None or row.figure.kind != "money" or row.clause.end + 1 != self.clause.start:
            return
        if "/" in (row.figure.item.unit or "") or deal.firm is None:
            return
        if pattern_of("per-share-of").search(self.text, row.clause.start, row.figure.start):
            return
        if deal.side == "give" and pattern_of("at-price").fullmatch(self.text, row.figure.end, row.clause.end):
            Stated(deal, "level", Piece(deal.verb, row.figure.span)).give(row)  # 以3亿元的价格，转让乙12%股权
        if deal.side not in BUYING:
            return
        start = max(row.clause.start, row.figure.start - _NEXT)
        if (spent := pattern_of("spending").search(self.text, start, row.figure.start)) is not None:
            name = spent[1] if len(spent[1]) > 1 else deal.verb
            Stated(deal, "investment", Piece(name, spent.span())).give(row)

    def read(self, index: int) -> Stated | None:
        """Return what is said of a sum, if it is one of a deal."""
        return self._added(index) or self._paid(index) or self._granted(index)

    def _paid(self, index: int) -> Stated | None:
        """Read a sum as what a stake of the clause, or the one before it, is paid with."""
        figure = self.parts[index]
        left = max(self.clause.start, figure.start - _REACH)
        following = self.parts[index + 1 : index + _WINDOW]
        deal = self._done_by(following)
        if self._is_each(index):
            each = pattern_of("per-share-of").search(self.text, left, figure.start)
            word = pattern_of("sum-of-stake").search(self.text, left, figure.start)
            if deal is None and word is not None and self.topic.deal is not None and self.topic.deal.firm is not None:
                return Stated(self.topic.deal, "price", Piece(word[1], word.span(1)))
            if deal is None or deal.firm is None:
                return None
            return Stated(deal, "price", Piece(("每股" if each else "") + deal.verb + "价", (figure.start, figure.end)))
        word = pattern_of("sum-of-stake").search(self.text, left, figure.start)
        deal = self.topic.deal if deal is None and word is not None else deal
        if deal is None or deal.firm is None:
            return None
        cashed = word is not None and word[1] == "套现"
        buyer = None if cashed else deal.party if deal.side in BUYING else deal.other
        metric = Piece(word[1] if word is not None else deal.verb, (figure.start, figure.end))
        return Stated(replace(deal, party=buyer or deal.party), "level" if buyer is None else "investment", metric)

    def _is_each(self, index: int) -> bool:
        """Tell whether a sum is what one share costs: 3元/股, 每股3元."""
        figure = self.parts[index]
        left = max(self.clause.start, figure.start - _REACH)
        unit = self.tokens[figure.place].item.unit or ""
        return "/" in unit or pattern_of("per-share-of").search(self.text, left, figure.start) is not None

    def _done_by(self, following: Sequence[Part]) -> Deal | None:
        """Return the deal of the clause whose verb comes first behind a sum, or stands with it: 挂牌|转让."""
        deal, end = None, -1
        for part in following:
            if end >= 0 and part.start != end:
                break
            if part.kind in ("get", "put", "give"):
                deal, end = self.deals.get(part.start), part.end
            if deal is not None:
                break
        return deal

    def _added(self, index: int) -> Stated | None:
        """Read a sum as what is added to the capital of a firm: 对乙增资|5亿元, 以|5亿元|入股乙, 获甲增资|5亿元."""
        parts, figure, company = self.parts, self.parts[index], self.topic.company
        near = range(max(0, index - 2), min(len(parts), index + _WINDOW))
        whole = not self._is_each(index)
        place = next((n for n in near if parts[n].kind == "put" or (whole and self._buys_shares(n))), None)
        if place is None:
            return None
        verb, following = parts[place], parts[place + 1] if place + 1 < len(parts) else None
        span = (verb.start, verb.end)
        who, home, firm = self.parties.doing(place)
        if following is not None and following.kind == "firm" and following.start == verb.end:
            firm = Piece(following.name, (following.start, following.end))  # 增资|乙|5亿元, 5亿元入股|乙
        elif place > index or figure.start - verb.end > _NEXT:
            return None
        elif (agent := self.parties.acting_by(place)) is not None:
            who, firm = agent, Piece(company, span) if company not in (None, agent.text) and company else None
        if firm is None:
            return None
        if who is None and company is not None:
            who = Piece(company, span)
        who = None if who is not None and who.text == firm.text else who
        name = self.text[verb.start : verb.end]
        self.topic.deal = Deal("put", name, firm, who, None, home)
        return Stated(self.topic.deal, "investment", Piece(name, span))

    def _buys_shares(self, place: int) -> bool:
        """Tell whether a part is a verb of buying in front of shares that are not counted: 以5亿元|认购|乙股份."""
        verb, following = self.parts[place], self.parts[place + 1] if place + 1 < len(self.parts) else None
        if verb.kind != "get" or following is None or following.kind != "firm" or following.start != verb.end:
            return False
        noun = stock().match(self.text, following.end)
        ahead = self.parts[place + 2 : place + 3]
        return noun is not None and not any(part.kind == "figure" and part.start < noun.end() + _NEXT for part in ahead)

    def _granted(self, index: int) -> Stated | None:
        """Read a loan or a subsidy as of whom gets it, and a guarantee as of whom gives it: 甲向乙提供|5亿元|借款."""
        figure = self.parts[index]
        left = max(self.clause.start, figure.start - _REACH)
        lent = pattern_of("lent").match(self.text, figure.end)
        lent = lent or pattern_of("lent-before").search(self.text, left, figure.start)
        if lent is None:
            return None
        receiver = giver = None
        if (place := self._in_front(index, "grant")) is not None:
            giver, _, receiver = self.parties.doing(place)
        if (by := self._in_front(index, "by")) is not None and self.parts[by + 1].kind == "firm":
            part = self.parts[by + 1]
            giver, receiver = Piece(part.name, (part.start, part.end)), self.parties.doing(by).who
        firm, party = (giver, receiver) if "担保" in lent.group() else (receiver, giver)
        if firm is None or party is None or firm.text == party.text:
            return None
        return Stated(Deal("grant", firm=firm, party=party))

    def _in_front(self, index: int, kind: str) -> int | None:
        """Return the nearest part of a kind in front of a sum."""
        near = range(index - 1, max(-1, index - _WINDOW), -1)
        return next((place for place in near if self.parts[place].kind == kind), None)
