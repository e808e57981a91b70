"""The registry of units: measure words, units of measure and time, currencies; built from tables on first use."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cnbiznews import resources

__all__ = ["Unit", "currency_before", "find_unit", "first_characters", "is_letter", "unit_named"]


class Unit(NamedTuple):
    """What can stand after a number.

    ``unit`` is what is reported; ``canonical`` the usual form of the same unit (千米 → 公里); ``factor`` its size in
    the SI unit of its ``dimension``; ``minor`` how many of it make the main unit (角 → 10).
    """

    unit: str | None
    type: str
    canonical: str | None = None
    dimension: str = ""
    factor: Fraction | None = None
    pint: str = ""
    code: str | None = None
    minor: int = 1
    ordinal: bool = False


@cache
def _surfaces() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in resources.table("quantities/classifiers.tsv"):
        for word in row["words"].split(" "):
            unit = None if row["kind"] == "bare" else word
            units[word] = Unit(unit, "count", unit, ordinal=row["kind"] == "ordinal")
    for row in resources.table("quantities/units.tsv"):
        factor = Fraction(row["factor"]) if row["factor"] else None
        for word in row["surface"].split(" "):
            same = row["type"] in ("percent", "points", "multiple")
            unit = row["unit"] if same else (word.removeprefix("个") if len(word) > 1 else word)
            units[word] = Unit(unit, row["type"], row["unit"], row["dimension"], factor, row["pint"])
    for row in resources.table("quantities/currencies.tsv"):
        for word in row["surface"].split(" "):
            units[word] = Unit(
                row["unit"], "money", row["unit"], "money", code=row["code"] or None, minor=int(row["minor"])
            )
    return units


@cache
def _by_first() -> dict[str, tuple[tuple[str, Unit, tuple[str, ...]], ...]]:
    """Surfaces by first character, longest first, each with the longer words that are no such unit (升级)."""
    others = [word for line in resources.lines("quantities/not_units.txt") for word in line.split(" ")]
    groups: dict[str, list[tuple[str, Unit, tuple[str, ...]]]] = {}
    for surface, unit in _surfaces().items():
        words = tuple(word for word in others if word.startswith(surface) and word != surface)
        groups.setdefault(surface[0], []).append((surface, unit, words))
    return {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in groups.items()}


@cache
def first_characters(kinds: frozenset[str]) -> frozenset[str]:
    """Characters that units of these types begin with."""
    return frozenset(surface[0] for surface, unit in _surfaces().items() if unit.type in kinds)


@cache
def _prefixes() -> dict[str, tuple[tuple[str, Unit], ...]]:
    """Currency words, codes and signs before a number, by last character, longest first."""
    groups: dict[str, list[tuple[str, Unit]]] = {}
    for row in resources.table("quantities/currencies.tsv"):
        unit = Unit(row["unit"], "money", row["unit"], "money", code=row["code"])
        for word in filter(None, row["prefix"].split(" ")):
            groups.setdefault(word[-1], []).append((word, unit))
    return {last: tuple(sorted(group, key=lambda item: -len(item[0]))) for last, group in groups.items()}


def is_letter(character: str) -> bool:
    """Is it one ASCII letter?

    >>> is_letter("W"), is_letter("万"), is_letter("")
    (True, False, False)
    """
    return "a" <= character <= "z" or "A" <= character <= "Z"


def find_unit(text: str, at: int) -> tuple[int, Unit] | None:
    """Return (end, unit) of the longest unit that begins at ``at``; Latin units must end there as a word.

    >>> end, unit = find_unit("2.1个百分点", 3)
    >>> end, unit.unit, unit.type
    (7, '百分点', 'points')
    """
    for surface, unit, others in _by_first().get(text[at : at + 1], ()):
        if text.startswith(surface, at):
            if others and text.startswith(others, at):
                continue
            end = at + len(surface)
            following = text[end : end + 1]
            if is_letter(surface[-1]) and (is_letter(following) or "0" <= following <= "9"):
                continue
            return end, unit
    return None


def currency_before(text: str, at: int) -> tuple[int, Unit] | None:
    """Return (start, unit) of a currency word or sign that ends at ``at`` (US$ 3亿, 人民币8元).

    >>> currency_before("报价US$3", 5)[0]
    2
    """
    stop = at
    while at and text[at - 1] == " " and at > stop - 2:
        at -= 1
    if at:
        for surface, unit in _prefixes().get(text[at - 1], ()):
            start = at - len(surface)
            if (
                start >= 0
                and text.startswith(surface, start)
                and not (is_letter(surface[0]) and start and is_letter(text[start - 1]))
            ):
                return start, unit
    return None


def unit_named(name: str) -> Unit | None:
    """Return the registered unit with this surface, or None.

    >>> unit_named("公里").factor
    Fraction(1000, 1)
    """
    return _surfaces().get(name)
