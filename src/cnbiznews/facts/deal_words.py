"""The words of deals in shares, and the parts of a clause that deals go by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.facts.people import surnames
from cnbiznews.facts.pieces import clean
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = [
    "VERBS",
    "Part",
    "beside_firm",
    "parts_of",
    "party_in",
    "shares",
    "stock",
    "without_adverbs",
    "without_kinds",
]

VERBS = ("hold", "get", "put", "give", "seize", "issue")
_WORDS = (*VERBS, "grant", "own", "away", "by", "moved", "none")
_BECAUSE = re.compile("(?:因|出于|基于|由于|根据|鉴于).*$")
_NAME = 3  # characters of a family name and a given name, at most
_PARTY = 14  # characters of a party that is no firm, at most


class Part(NamedTuple):
    """A part of a clause that deals go by: a firm, a figure, 公司 or 其 ("it"), or a word of deals."""

    kind: str
    start: int
    end: int
    place: int = -1  # of a figure or a firm among the tokens
    name: str = ""  # of a firm


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = resources.toml("facts/deals.toml")
    kinds = {word: kind for kind in _WORDS for word in table[kind].split()}
    return surface_pattern(kinds), kinds


def _any(*names: str) -> str:
    """Return an expression for the words of parts of the table, longest first."""
    words = {word for name in names for word in resources.toml("facts/deals.toml")[name].split()}
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@cache
def shares() -> re.Pattern[str]:
    """Return the pattern of the word for shares behind a figure: 12%|的国有股权."""
    return re.compile(f"的?{_any('kinds')}{{0,4}}的?({_any('shares')}权?)")


@cache
def stock() -> re.Pattern[str]:
    """Return the same where a firm is named beside the figure: 股票 of nobody are no stake."""
    return re.compile(f"的?{_any('kinds')}{{0,4}}的?({_any('shares', 'stock')}权?)")


@cache
def beside_firm() -> re.Pattern[str]:
    """Return the pattern of what may stand between a firm and the figure of its shares."""
    return re.compile(f"(?:{_any('between')}|[“”‘’]|[（(][^（()）]{{0,40}}[)）]){{0,6}}")


@cache
def _of_shares() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('kinds')}){{1,4}}$")


def without_kinds(name: str) -> str:
    """Return the name of a firm without what says which of its shares: 丁|无限售条件."""
    kinds = _of_shares().search(name)
    return name[: kinds.start()] if kinds is not None and len(kinds.group()) > 1 else name


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('adverbs')}){{1,6}}$")


@cache
def _means() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('adverbs')})*(?:通过|以|经由?|借助?|于|在)[^，。]{{2,20}}$")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"^(?:[^，。]{{1,8}}[后时]|{_any('lead')}){{1,3}}(?=.)")


@cache
def _party() -> re.Pattern[str]:
    return re.compile(f"{_any('insiders', 'parties')}(?P<name>[\u4e00-\u9fff·]{{0,{_NAME}}})$")


def without_adverbs(words: str) -> str:
    """Return words without the adverbs at their end: 乙旗下基金|恰好."""
    return _means().sub("", _adverbs().sub("", words))


def party_in(words: str) -> str:
    """Return the party that is no firm in the words in front of a verb, "" if there is none: 变更后|张三|直接."""
    words = _BECAUSE.sub("", clean(words))
    if not _party().search(words):  # 员工持股计划: 计划 is no adverb here
        words = without_adverbs(words)
    words = _lead().sub("", words)
    if not 1 < len(words) <= _PARTY:
        return ""
    named = (found := _party().search(words)) and (not found["name"] or found["name"][0] in surnames())
    alone = words[0] in surnames() and all(len(name) <= _NAME for name in re.split("[、和与及]", words))
    return words if named or alone else ""


def parts_of(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[Part]:
    """Return the parts of a clause that deals go by, in order."""
    pattern, kinds = _words()
    parts: list[Part] = []
    position = start
    for place, token in enumerate([*tokens, Token(end, end, "")]):
        kind = {"company": "firm", "anaphor": "it", "period": "time", "": "end"}.get(token.kind)
        kind = "figure" if token.kind in FIGURES else kind
        if kind is None:
            continue
        for word in pattern.finditer(text, position, token.start):
            if kinds[word.group()] != "none":
                parts.append(Part(kinds[word.group()], *word.span()))
        position = token.end
        if kind == "it" and text[token.start : token.end] == "旗下":
            parts.append(Part("own", token.start, token.end))
        elif kind == "it" and text.startswith("一致行动人", token.end):
            continue
        elif kind not in ("time", "end"):
            parts.append(Part(kind, token.start, token.end, place, token.item.canonical if kind == "firm" else ""))
    return parts
