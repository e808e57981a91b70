"""One pattern for many surfaces: leftmost, longest, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["surface_pattern"]

_END = ""
_MANY = 64  # More branches than these are tried in groups, each behind a look at the character: one test, not hundreds.


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
    chars = sorted(char for char in node if char != _END)
    if not chars:
        return ""
    if len(chars) > _MANY:
        groups = [chars[at : at + _MANY] for at in range(0, len(chars), _MANY)]
        ways = "|".join(f"{_one_of(group)}{_branches(node, group, False)}" for group in groups)
        return f"(?:{_one_of(chars)}(?:{ways})){'?' if ends else ''}"
    return _branches(node, chars, ends)


def _one_of(chars: list[str]) -> str:
    return f"(?=[{''.join(map(re.escape, chars))}])"


def _branches(node: dict[str, Any], chars: list[str], optional: bool) -> str:
    """Write the ways that go on from ``node`` with one of ``chars``."""
    leaves = [re.escape(char) for char in chars if set(node[char]) == {_END}]
    branches = [re.escape(char) + _expression(node[char]) for char in chars if set(node[char]) != {_END}]
    if leaves:
        branches.append(leaves[0] if len(leaves) == 1 else f"[{''.join(leaves)}]")
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"
