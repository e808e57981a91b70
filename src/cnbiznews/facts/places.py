"""Which place 全市 and 全省 stand for: the city or province a text named last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cnbiznews import resources
from cnbiznews.facts.pieces import Piece, piece, region_of
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import names_of, pattern_of
from cnbiznews.metrics.surfaces import surface_pattern

if TYPE_CHECKING:
    from cnbiznews.facts.structure import Clause
    from cnbiznews.facts.topic import Topic

__all__ = ["Places", "place_at", "place_gone_to"]

# 全市 is of a city, 全省 of a province, and so on.
_CITIES, _PROVINCES = ("全市", "全区", "全县"), ("全省", "全区", "全自治区")
_BEHIND_PLACE = ("将", "把", "共", "已", "也", "再")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the cities, also those with an office (某市统计局), and what finds the provinces."""
    groups = [line.split() for line in resources.lines("companies/regions.txt")]
    cities = [name for group in groups[2:] for name in group] + list(_MUNICIPALITIES)
    provinces = [name for name in groups[1] if name not in _MUNICIPALITIES]
    office = pattern_of("local-office").pattern
    return (
        re.compile(
            rf"(?:{surface_pattern(cities).pattern})市?|(?:(?<![\u4e00-\u9fff])|(?<=[从据在由]))[\u4e00-\u9fff]{{2,3}}[市县](?={office})"
        ),
        re.compile(f"(?:{surface_pattern(provinces).pattern})(?:省|自治区)?"),
    )


def place_at(text: str, token: Token) -> Piece | None:
    """Return the place words consist of behind 在: 在欧洲, 在苏州."""
    start, end = token.span
    if token.kind == "text":
        if short := names_of("short-places").get(text[start:end]):
            return Piece(short, token.span)  # 在华|门店60家
        start = text.find("在", start, end) + 1
    if token.kind not in ("macro", "text") or not start or not text.startswith("在", start - 1):
        return None
    if text.startswith(_BEHIND_PLACE, region_of(text, start, end)):
        end = region_of(text, start, end)  # 在深圳|将抽佣从15%降为8%
    known = token.kind == "macro" or region_of(text, start, end) == end
    known = known or pattern_of("country").fullmatch(text, start, end) is not None
    return piece(text, start, end) if known else None


def place_gone_to(text: str, clause: Clause, tokens: Sequence[Token], topic: Topic) -> Piece | None:
    """Return the place a clause opens with and says something of, where the text goes from place to place.

    法国需求回暖，销量增长5%；[德国]受累于汇率，下降3%. It does so behind a measure of no company or of a place.
    """
    opener = next((token for token in tokens if token.kind not in ("conj", "partitive")), None)
    if opener is None or opener.kind not in ("text", "macro") or any(token.kind == "company" for token in tokens):
        return None
    start = opener.start
    country = pattern_of("country").match(text, start, clause.end)
    end = country.end() if country else region_of(text, start, clause.end)
    if end == start or pattern_of("done-by-place").match(text, end, clause.end) is None:
        return None
    before = topic.rows[-1] if topic.rows else topic.former
    if before is None or before.subject is None or (topic.company is not None and not _is_of_place(before.subject)):
        return None
    return Piece(text[start:end], (start, end))


def _is_of_place(subject: Piece) -> bool:
    """Tell whether a subject begins with a place: 华东, 欧洲市场, 海外."""
    words = subject.text
    known = region_of(words, 0, len(words)) or pattern_of("country", "abroad").match(words)
    return bool(known)


class Places:
    """The places a text names; they are looked for when the first 全市 asks for one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[int, list[tuple[int, int]]] = {}

    def resolve(self, piece: Piece) -> Piece:
        """Put the place a word like 全市 stands for in front of it, if one is named before it: 绍兴|全市规上企业."""
        for number, words in enumerate((_CITIES, _PROVINCES)):
            if piece.text.startswith(words) and (place := self._before(number, piece.span[0])):
                return Piece(place.text + piece.text, piece.span)
        return piece

    def _before(self, number: int, end: int) -> Piece | None:
        if number not in self._found:
            self._found[number] = [match.span() for match in _names()[number].finditer(self.text)]
        found = self._found[number]
        index = bisect_left(found, (end, end))
        return Piece(self.text[slice(*found[index - 1])], found[index - 1]) if index else None
