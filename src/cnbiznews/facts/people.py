"""The people a text names with their offices: what one of them says is of his firm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cnbiznews import resources
from cnbiznews.facts.filer import ACTORS
from cnbiznews.facts.observers import speaks_of_others
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company

__all__ = ["People", "surnames"]

_WITHIN = re.compile(r"[^，。；：！？\n]{0,12}")  # what may stand between a firm and an office in it: 甲|联合|创始人
_IN_FRONT = re.compile(r"[^，。；：！？、的“”\n]{0,6}")  # … and in front of one a sentence opens with: 联席|行政总裁
_REACH = 12
_MANY = 32  # people named last who are looked for
_FAR = 300  # characters in front of 他 or 她 in which the one it means is named
_KEEPER = 24  # characters in front of a shop in which its keeper is named: 刘芸|的零食铺
_UNNAMED = ""  # the firm of a man whose firm has no name: 一家代工厂的负责人张三


@cache
def surnames() -> frozenset[str]:
    """Return the characters that are family names."""
    return frozenset("".join(resources.toml("companies/characters.toml")["surnames"].split()))


@cache
def _all_surnames() -> frozenset[str]:
    """Return the rarer ones, too, which tell a person only beside an office or a shop."""
    return surnames() | frozenset(resources.toml("companies/characters.toml")["rare_surnames"].strip())


class People:
    """Who holds an office in which firm: 甲创始人张三.

    Args:
        text: the reading text.
        companies: what is named in it, in order.
        main: the company the text is about, whose man an office without a firm means.
    """

    def __init__(self, text: str, companies: Sequence[Company], main: str | None) -> None:
        self.text = text
        self.main = main
        self._firms: dict[str, str | None] = {}  # None: an office without a firm
        self._noted: list[tuple[int, str]] = []  # where they are named with it
        named = 0
        for office in pattern_of("office").finditer(text):
            while named < len(companies) and companies[named].end <= office.start():
                named += 1
            before = companies[named - 1] if named else None
            if before is not None and named > 1 and text.startswith("渠道", before.end):
                owner = companies[named - 2]
                before = owner if owner.end == before.start else before  # 甲|抖音渠道负责人: a man of 甲
            firm: str | None = None
            known = True
            if other := pattern_of("other-firm").search(text, max(0, office.start() - _REACH), office.start()):
                firm, known = _UNNAMED, not other[1]
            if before is not None and _WITHIN.fullmatch(text, before.end, office.start()):
                token = Token(before.start, before.end, "company", item=before)
                firm = before.canonical
                known = before.kind in ACTORS and not speaks_of_others(text, token)
            if known and ("·" in office[1] or office[1][0] in _all_surnames()):
                self._firms.setdefault(office[1], firm)
                self._noted.append((office.start(1), office[1]))
                self._firms.setdefault(office[1].rpartition("·")[2], firm)
        for company in companies:
            if company.kind in ACTORS and text[company.start - 1 : company.start] == "“":
                self._note_keeper(company)
        self._noted.sort()
        self._lengths = {len(name) for name in self._firms}
        self._last: tuple[int, str, bool] = (-1, "", False)  # whom a sentence opens with, as was asked last

    def _note_keeper(self, shop: Company) -> None:
        """Keep whose shop a shop is that is named in quotes: 刘芸的零食铺“青禾记”."""
        keeper = pattern_of("shop-keeper").search(self.text, max(0, shop.start - _KEEPER), shop.start)
        if keeper is None:
            return
        names = (keeper[1][-length:] for length in (2, 3) if length <= len(keeper[1]))
        for name in names:
            if name[0] in _all_surnames():
                self._firms.setdefault(name, shop.canonical)
                self._noted.append((keeper.start(), name))
                return

    def last_named(self, end: int) -> str | None:
        """Return the firm of the one named last in front of ``end``, whom 他 and 她 there mean.

        It is "" if the firm has no name, None if nobody known is named near.
        """
        return self._firms.get(self._last_name(max(0, end - _FAR), end))

    def _last_name(self, start: int, end: int) -> str:
        behind = bisect_left(self._noted, (end,))
        known = self._noted[max(0, behind - _MANY) : behind]
        named = [(self.text.rfind(name, start, end), name) for _, name in known]
        at, name = max(named, default=(-1, ""))
        return name if at >= 0 else ""

    def speaking(self, start: int, spoken: str | None) -> str | None:
        """Return the firm of the one a sentence opens with, "" if it has no name, None if he is not known.

        Args:
            start: where the sentence begins.
            spoken: the firm spoken of there, whose man an office without a firm means: 董事长张三表示，…
        """
        if not self._firms:
            return None
        if self._last[0] != start:
            self._last = (start, *self._named_at(start))
        _, name, in_office = self._last
        if not name:
            return None
        firm = self._firms[name]
        if firm is None:
            firm = (spoken if in_office else self.main) or spoken
            for other in (name, name.rpartition("·")[2]):
                self._firms[other] = firm
        return firm

    def _named_at(self, start: int) -> tuple[str, bool]:
        """Return the known name a sentence opens with, "" if it opens with none, and whether with the office."""
        if lead := pattern_of("lead-of-speaker").match(self.text, start):
            start = lead.end()
        office = pattern_of("office").search(self.text, start, start + 2 * _REACH)
        if office and _IN_FRONT.fullmatch(self.text, start, office.start()) and office[1] in self._firms:
            return office[1], True
        for length in self._lengths:
            if (name := self.text[start : start + length]) in self._firms:
                return name, False
        if pattern_of("he-opens").match(self.text, start):
            return self._last_name(max(0, start - _FAR), start), False
        return "", False
