"""Fact rows as short lines, and an extractor that knows the companies the sentences of these tests invent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cnbiznews.companies import Gazetteer, default_gazetteer
from cnbiznews.extraction import Extractor
from cnbiznews.facts import Fact

INVENTED = ("蓝岭电器", "青禾乳业", "星川科技", "云帆航空", "远洲地产", "北辰证券", "海棠药业")
FIELDS = ("company", "subject", "metric", "role", "value", "bound", "unit", "direction", "basis", "period", "status")


@cache
def extractor() -> Extractor:
    """Return an extractor that knows the invented companies besides the packaged ones."""
    invented = Gazetteer.from_rows([{"name": name, "kind": "company"} for name in INVENTED])
    return Extractor(gazetteer=default_gazetteer() | invented)


def line(fact: Fact) -> str:
    """Write a fact as ``company | subject | metric | role | value | bound | unit | direction | basis | period …``.

    A range is written 5..7; the status stands last, only where it is not actual, empty cells at the end are left out.
    """
    cells = ["" if getattr(fact, name) is None else str(getattr(fact, name)) for name in FIELDS]
    if fact.value2 is not None:
        cells[4] += f"..{fact.value2}"
    if cells[-1] == "actual":
        cells[-1] = ""
    return tidy(" | ".join(cells))


def tidy(row: str) -> str:
    """Return a row without empty cells at its end and with single spaces."""
    cells = [cell.strip() for cell in row.split("|")]
    while cells and not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def lines(text: str) -> list[str]:
    """Return the facts of a text as lines."""
    return [line(fact) for fact in extractor().extract(text).facts]


def tidied(rows: Iterable[str]) -> list[str]:
    """Return rows as :func:`line` would write them."""
    return [tidy(row) for row in rows]
