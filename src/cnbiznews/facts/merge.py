"""Restatements: one fact said twice is one row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cnbiznews.alignment import altered
from cnbiznews.facts.model import Fact

__all__ = ["merge"]


def merge(facts: Iterable[tuple[Fact, bool]]) -> list[Fact]:
    """Join rows that state the same; the first full statement in the body stays, the others become its mentions.

    Args:
        facts: rows in the order of the text, each with whether it stands in a heading.
    """
    kept: list[Fact] = []
    mentions: list[list[tuple[int, int]]] = []
    known: dict[tuple[object, ...], list[int]] = {}
    for fact, heading in sorted(facts, key=lambda pair: pair[1]):
        unit = None if fact.role == "rank" else fact.unit  # 第一位 and 榜首 are the same place
        exact = (fact.value, fact.value2, unit)
        for index in known.get((unit,) if heading else exact, ())[-_RECENT:]:
            if _same(kept[index], fact) if not heading else _headlined(kept[index], fact):
                mentions[index].append((fact.start, fact.end))
                break
        else:
            for key in (exact, (unit,)):
                known.setdefault(key, []).append(len(kept))
            kept.append(fact)
            mentions.append([(fact.start, fact.end)])
    merged = [
        fact if len(spans) == 1 else altered(fact, mentions=tuple(spans))
        for fact, spans in zip(kept, mentions, strict=True)
    ]
    return sorted(merged, key=lambda fact: fact.start)


def _headlined(first: Fact, headline: Fact) -> bool:
    """Tell whether a headline gives the figure of the body, perhaps rounded."""
    if not _agree(first.company, headline.company):
        return False
    if first.value == headline.value and first.value2 == headline.value2:
        return True
    if first.role != headline.role or first.quantity is None or headline.quantity is None:
        return False
    exact, rounded = first.quantity.value, headline.quantity.value
    if not isinstance(exact, Decimal) or not isinstance(rounded, Decimal) or first.value2 or headline.value2:
        return False
    return abs(abs(exact) - abs(rounded)) * _ROUNDING <= abs(exact)


# A headline may be off by a twentieth.
_ROUNDING = 20
# How many earlier rows with the same figure are looked at.
_RECENT = 200
# A limit is another statement than the figure itself.
_LIMITS = ({"=", "<="}, {"=", ">="}, {"=", "<"}, {">", "<"})


def _same(first: Fact, later: Fact) -> bool:
    """Tell whether ``later`` says nothing that contradicts ``first``."""
    return (
        (first.start, first.end) != (later.start, later.end)
        and first.role == later.role
        and {first.bound, later.bound} not in _LIMITS
        and _agree(first.company, later.company)
        and first.status == later.status
        and _agree(first.direction, later.direction)
        and _agree(first.basis, later.basis)
        and _alike(first.metric, later.metric)
        and _within(first.subject, later.subject)
        and (_same_time(first.period, later.period) or (first.role == "level" and _round(first)))
    )


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _alike(a: str | None, b: str | None) -> bool:
    """Tell whether two names may mean the same: one missing, or sharing two characters in a row."""
    if a is None or b is None or a == b:
        return True
    return any(a[i : i + 2] in b for i in range(len(a) - 1))


_NUMERALS = re.compile("[0-9]+|[一二三四五六七八九十上下]")


def _same_time(a: str | None, b: str | None) -> bool:
    """Tell whether two periods may be the same: 三季度 and 2025年第三季度, but not 2024年 and 2025年."""
    if a is None or b is None or a in b or b in a:
        return True
    first, second = set(_NUMERALS.findall(a)), set(_NUMERALS.findall(b))
    if first and second:
        return first <= second or second <= first
    return _alike(a, b)


def _within(a: str | None, b: str | None) -> bool:
    """Tell whether one name is missing or part of the other."""
    return a is None or b is None or a in b or b in a


def _round(fact: Fact) -> bool:
    return fact.bound in (">", ">=", "~")
