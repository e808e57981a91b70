"""One pattern for many surfaces: leftmost, longest, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["surface_pattern"]

_END = ""


def surface_pattern(surfaces: Iterable[str]) -> re.Pattern[str]:
    """Compile ``surfaces`` into one pattern that finds the longest of them at the leftmost place.

    The pattern is a prefix tree written as an expression: at each character at most one branch can go on, so matching
    never goes back further than the length of one surface. Letters match as written, in capitals or in small.

    >>> [m.group() for m in surface_pattern(["增长", "增长率", "降"]).finditer("增长率由降转增长")]
    ['增长率', '降', '增长']
    """
    tree: dict[str, Any] = {}
    for surface in surfaces:
        for form in {surface, surface.lower(), surface.upper()}:
            node = tree
            for char in form:
                node = node.setdefault(char, {})
            node[_END] = {}
    return re.compile(_expression(tree) if tree else r"(?!)")


def _expression(node: dict[str, Any]) -> str:
    """Write the tree below ``node`` as an expression; a longer way is tried before the end of a word."""
    ends = _END in node
    leaves, branches = [], []
    for char, child in node.items():
        if char == _END:
            continue
        if set(child) == {_END}:
            leaves.append(re.escape(char))
        else:
            branches.append(re.escape(char) + _expression(child))
    if leaves:
        branches.append(leaves[0] if len(leaves) == 1 else f"[{''.join(leaves)}]")
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
