"""Plain-text tables whose columns line up although Chinese characters are two cells wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["clip", "format_table", "width"]


def width(text: str) -> int:
    """Return how many terminal cells ``text`` takes.

    >>> width("京东MALL")
    8
    """
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clip(text: str, limit: int) -> str:
    """Cut ``text`` to at most ``limit`` cells, with an ellipsis where something is lost.

    >>> clip("京东电脑数码专卖店", 9)
    '京东电脑…'
    """
    if width(text) <= limit:
        return text
    kept, used = "", 0
    for char in text:
        used += _cells(char)
        if used > limit - 1:
            break
        kept += char
    return kept + "…"


def format_table(header: Sequence[str], rows: Iterable[Sequence[str]], limits: Sequence[int] | None = None) -> str:
    """Lay out rows under a header, two spaces between columns; ``limits`` are the columns' widest widths in cells.

    >>> print(format_table(["公司", "值"], [["京东", "5"], ["阿里巴巴", "12"]]))
    公司      值
    ────────  ──
    京东      5
    阿里巴巴  12
    """
    limits = limits or [10_000] * len(header)
    # A line break inside a cell would tear the table apart.
    body = [
        [clip(" ".join(cell.split()), limit) for cell, limit in zip(row, limits, strict=True)]
        for row in (header, *rows)
    ]
    widths = [max(width(row[column]) for row in body) for column in range(len(header))]
    rule = ["─" * w for w in widths]
    return "\n".join(
        "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (body[0], rule, *body[1:])
    )
