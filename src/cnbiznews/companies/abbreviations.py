"""Abbreviations a text introduces itself: WMS(仓储管理系统), 客户数据平台（Customer Data Platform，CDP）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cnbiznews.errors import as_text

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
_HANZI = "\u4e00-\u9fff"
# WMS（仓储管理系统）, CDP（Customer Data Platform，客户数据平台）
_SHORT_FIRST = re.compile(rf"(?<![A-Za-z0-9])({_ACRONYM}) ?[（(]([^（）()\n]{{3,80}})[）)]")
# 仓储管理系统（WMS）, 客户数据平台（Customer Data Platform，CDP）, Data Management Platform (DMP)
_LONG_FIRST = re.compile(rf"[（(](?:([A-Za-z][A-Za-z -]{{4,60}})[，,；;、] ?)?({_ACRONYM})[）)]")
_CHINESE = re.compile(rf"[{_HANZI}]{{4,20}}")
_CHINESE_BEFORE = re.compile(rf"[{_HANZI}]{{4,20}}\Z")
_LATIN_BEFORE = re.compile(r"[A-Z][A-Za-z]*(?:[ -][A-Za-z]+){1,6} ?\Z")
_REACH = 80
# Words that come in front of a term and don't belong to it.
_IN_FRONT = re.compile(
    r"使用|采用|上线|部署|通过|推出|发布|自研的?|开发的?|引入|接入|搭建|构建|打造|基于|利用|借助|以及|称为|叫做|包括|比如|例如|[与和及是为将对在]"
)


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Find the acronyms that are written with their expansion, in order.

    >>> found = find_abbreviations("CDP（Customer Data Platform，客户数据平台）与仓储管理系统（WMS）")
    >>> [(abbreviation.short, abbreviation.expansions) for abbreviation in found]
    [('CDP', ('Customer Data Platform', '客户数据平台')), ('WMS', ('仓储管理系统',))]
    """
    text = as_text(text)
    found = [*_short_first(text), *_long_first(text)]
    return sorted(found, key=lambda abbreviation: abbreviation.start)


def _short_first(text: str) -> Iterator[Abbreviation]:
    for match in _SHORT_FIRST.finditer(text):
        spans = []
        for part in re.finditer("[^，,；;、]+", match.group(2)):
            start = match.start(2) + part.start() + len(part.group()) - len(part.group().lstrip())
            end = start + len(part.group().strip())
            if _expands(match.group(1), text[start:end]):
                spans.append((start, end))
        if spans:
            yield _abbreviation(text, match.span(1), spans)


def _long_first(text: str) -> Iterator[Abbreviation]:
    for match in _LONG_FIRST.finditer(text):
        short = match.group(2)
        low, end = max(0, match.start() - _REACH), match.start()
        spans = []
        if before := _CHINESE_BEFORE.search(text, max(low, end - 20), end):
            start = _term_start(text, before.start(), end, len(short))
            if end - start >= 4:
                spans.append((start, end))
        elif (before := _LATIN_BEFORE.search(text, low, end)) and _expands(short, before.group().strip()):
            spans.append((before.start(), before.start() + len(before.group().strip())))
        if match.group(1) and _expands(short, match.group(1)):
            spans.append(match.span(1))
        elif len(short) > 6 or any(char.islower() for char in short):
            continue  # a Latin name, not an acronym
        if spans:
            yield _abbreviation(text, match.span(2), spans)


def _abbreviation(text: str, short: tuple[int, int], spans: list[tuple[int, int]]) -> Abbreviation:
    expansions = tuple(text[start:end] for start, end in spans)
    return Abbreviation(*short, text[slice(*short)], expansions, (short, *spans))


def _term_start(text: str, start: int, end: int, letters: int) -> int:
    """Return where the Chinese term begins that ends at ``end``; a letter stands for two characters or so."""
    for word in _IN_FRONT.finditer(text, start, end):
        if end - word.end() >= 4 and word.end() - start < end - start - letters:
            start = word.end() if word.group() != "基于" else start
    return start if end - start <= 2 * letters + 3 else end - 2 * letters


def _expands(short: str, long: str) -> bool:
    """Tell whether ``long`` can be what ``short`` stands for: initials in order, or a Chinese noun."""
    if _CHINESE.fullmatch(long):
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", long)).upper()
    letters = iter(initials)
    return len(long) > len(short) and all(letter in letters for letter in short.upper() if letter.isalpha())
