"""The people a text names with their offices: what one of them says is of his firm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cnbiznews import resources
from cnbiznews.facts.filer import ACTORS
from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company

__all__ = ["People", "surnames"]

_WITHIN = re.compile(r"[^，。；：！？\n]{0,12}")  # what may stand between a firm and an office in it: 甲|联合|创始人
_REACH = 12
_UNNAMED = ""  # the firm of a man whose firm has no name: 一家代工厂的负责人张三


@cache
def surnames() -> frozenset[str]:
    """Return the characters that are family names."""
    return frozenset("".join(resources.toml("companies/characters.toml")["surnames"].split()))


class People:
    """Who holds an office in which firm: 甲创始人张三.

    Args:
        text: the reading text.
        companies: what is named in it, in order.
        main: the company the text is about, whose man an office without a firm means.
    """

    def __init__(self, text: str, companies: Sequence[Company], main: str | None) -> None:
        self.text = text
        self._firms: dict[str, str] = {}
        named = 0
        for office in pattern_of("office").finditer(text):
            while named < len(companies) and companies[named].end <= office.start():
                named += 1
            before = companies[named - 1] if named else None
            firm = main
            if other := pattern_of("other-firm").search(text, max(0, office.start() - _REACH), office.start()):
                firm = None if other[1] else _UNNAMED
            if before is not None and _WITHIN.fullmatch(text, before.end, office.start()):
                token = Token(before.start, before.end, "company", item=before)
                firm = before.canonical if before.kind in ACTORS and not is_observer(token) else None
            if firm is None:
                continue
            if "·" in office[1] or office[1][0] in surnames():
                self._firms.setdefault(office[1], firm)
                self._firms.setdefault(office[1].rpartition("·")[2], firm)
        self._lengths = {len(name) for name in self._firms}

    def speaking(self, start: int) -> str | None:
        """Return the firm of the one a sentence opens with, "" if it has no name, None if he is not known."""
        if lead := pattern_of("lead-of-speaker").match(self.text, start):
            start = lead.end()
        names = (self.text[start : start + length] for length in self._lengths)
        return next((self._firms[name] for name in names if name in self._firms), None)
