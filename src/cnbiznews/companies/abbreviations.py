"""Abbreviations a text introduces itself: WMS(仓储管理系统), 客户数据平台（Customer Data Platform，CDP）."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Abbreviation", "find_abbreviations"]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with what it stands for.

    Attributes:
        start: offset of the short form where it is introduced.
        end: offset after it.
        short: the short form.
        spans: where the short form and the expansions stand here.
        expansions: what it stands for, as written: a Chinese name, an English one, or both.
    """

    start: int
    end: int
    short: str
    expansions: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()


_ACRONYM = r"[A-Z][A-Za-z0-9&-]{1,9}"
# WMS（仓储管理系统）, CDP（Customer Data Platform，客户数据平台）
_SHORT_FIRST = re.compile(rf"(?<![A-Za-z0-9])({_ACRONYM})[（(]([^（）()\n]{{3,80}})[）)]")


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Find the acronyms that are written with their expansion, in order.

    >>> [(a.short, a.expansions) for a in find_abbreviations("CDP（Customer Data Platform，客户数据平台）与WMS（仓储管理系统）")]
    [('CDP', ('Customer Data Platform', '客户数据平台')), ('WMS', ('仓储管理系统',))]
    """
    found = []
    for match in _SHORT_FIRST.finditer(text):
        parts = [part.strip() for part in re.split("[，,；;、]", match.group(2)) if part.strip()]
        expansions = tuple(part for part in parts if _expands(match.group(1), part))
        if expansions:
            starts = [text.index(part, match.start(2)) for part in expansions]
            spans = tuple((start, start + len(part)) for start, part in zip(starts, expansions, strict=True))
            found.append(Abbreviation(*match.span(1), match.group(1), expansions, (match.span(1), *spans)))
    return found


def _expands(short: str, long: str) -> bool:
    """Tell whether ``long`` can be what ``short`` stands for: initials in order, or a Chinese noun."""
    if re.fullmatch(r"[\u4e00-\u9fff]{4,20}", long):
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", long)).upper()
    letters = iter(initials)
    return len(long) > len(short) and all(letter in letters for letter in short.upper() if letter.isalpha())
