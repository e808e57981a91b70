"""What a noun phrase says: whose measure it is, what it is called, what narrows it, what it lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.tokens import Token

__all__ = ["Noun"]


@dataclass(slots=True)
class Noun:
    """What a noun phrase says."""

    owners: list[Token] = field(default_factory=list)  # companies it belongs to; several only where they are listed
    channel: Token | None = None  # a company through which it comes (通过甲带来的乙…)
    anaphor: bool = False  # 公司, 该集团, 其
    its: bool = False  # it is 其 or 它, which may be a part as well
    scope: Piece | None = None  # 全国, 宿迁, 房地产行业, 多家房企: a whole or a group that is no single company
    place: str = ""  # the place or whole the scope opens with, "" for a group or an industry
    located: bool = False  # 在 stands in front of the scope: it says where, not what is spoken of
    market: bool = False  # the scope is an instrument or a good that markets trade
    subject: Piece | None = None
    metric: Piece | None = None
    known: bool = False  # the measure is a name of the lexicon or ends in a head noun
    metrics: list[Piece] = field(default_factory=list)  # listed measures, where there are several
    members: list[list[Piece]] = field(default_factory=list)  # listed parts (手机、电脑和家电), by ways to part them
    periods: list[Token] = field(default_factory=list)
    among: dict[int, Token] = field(default_factory=dict)  # companies among the members, by where they begin
