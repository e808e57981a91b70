"""Whether a cell of a table holds a figure."""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources

__all__ = ["is_figure"]

_NO_FIGURE = frozenset({"-", "–", "—", "--", "——", "/", "N/A", "n/a", "NA", "不适用", "不適用", "…"})


_SIGNS = "[-+−–—~～≈<>≤≥(（]{0,4}"


@cache
def _figure() -> re.Pattern[str]:
    words = resources.toml("reading/figures.toml")
    before, behind = (
        "|".join(map(re.escape, sorted(words[key], key=len, reverse=True))) for key in ("before", "behind")
    )
    return re.compile(
        rf"{_SIGNS}(?:(?:{before})[ ：:了]?)*{_SIGNS}[¥￥$€£]?\s?"
        rf"[0-9０-９][0-9０-９.．,，%％‰ xX×]*(?:{behind})*[)）]?"
    )


def is_figure(cell: str) -> bool:
    """Tell whether a table cell holds a figure, or the mark of a missing one.

    >>> [is_figure(cell) for cell in ("1,343", "-3.2%", "（5.1）", "—", "120億元", "增长12%")]
    [True, True, True, True, True, True]
    >>> [is_figure(cell) for cell in ("2024年", "营收", "增长", "")]
    [False, False, False, False]
    """
    cell = cell.strip()
    return cell in _NO_FIGURE or _figure().fullmatch(cell) is not None
