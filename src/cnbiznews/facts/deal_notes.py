"""Who acts in a clause without stakes, for the stakes of the clauses behind it."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.deal_model import Deal
from cnbiznews.facts.deal_parties import Parties, Party
from cnbiznews.facts.deal_words import VERBS, Part
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["note_party"]


def note_party(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> None:
    """Keep who acts in a clause without stakes, and with whom: 甲与乙签署协议，拟转让…."""
    if not topic.dealing or (topic.deal is not None and topic.deal.firm is not None):
        return  # 甲收购乙12%股权，丙持有乙5%，总价款…: still of that deal
    start = max((token.end for token in tokens if token.kind in ("attr", "source")), default=clause.start)
    if not any(token.kind == "company" and token.start >= start for token in tokens):
        return
    parties = Parties(text, start, clause.end, tokens, topic)
    verb = next((place for place, part in enumerate(parties.parts) if part.kind in VERBS), len(parties.parts))
    who, home, other = parties.doing(verb)
    if who is None or who.span == (clause.start, clause.end):
        return  # 甲：…
    done = parties.parts[verb] if verb < len(parties.parts) else None
    if done is not None and done.kind == "issue":
        topic.deal = Deal("issue", firm=who)
    elif done is not None and (firm := _had(parties, verb)) is not None and firm.name != who.text:
        name = text[done.start : done.end]
        topic.deal = Deal(done.kind, name, Piece(firm.name, firm[1:3]), who, None, home)  # 甲入股乙，持股8%
    else:
        topic.deal = _agreed(text, parties, Party(who, home, other))


def _had(parties: Parties, verb: int) -> Part | None:
    """Return the firm a clause ends with directly behind a verb of having or coming in: 甲入股|乙."""
    done, firm = parties.parts[verb], parties.parts[-1]
    ends = firm.kind == "firm" and firm.start == done.end and firm.end == parties.end
    return firm if ends and done.kind in ("put", "hold") else None


def _agreed(text: str, parties: Parties, party: Party) -> Deal:
    """Return who acts, and with whom where two agree: 甲与乙签署协议."""
    who, home, other = party
    if who is not None and other is None and pattern_of("agreeing").match(text, who.span[1]):
        sides = parties.members(who)
        who, other = sides if len(sides) == 2 else (who, None)
    return Deal(party=who, home=home, other=other)
