"""Conversion exactly as OpenCC does it, place by place: slow, short, and the definition of what is right.

The fast kernel calls it on the few short stretches of a text where single characters don't decide.
"""

from __future__ import annotations

from cnbiznews.script.dictionaries import Group, Pipeline

__all__ = ["convert"]

Block = tuple[int, int, int, int]

# Operands of the ideographic description characters U+2FF0 ..; the sequences they build are never converted inside.
_OPERANDS = {chr(code): 2 for code in range(0x2FF0, 0x2FFE)} | {"⿲": 3, "⿳": 3, "⿾": 1, "⿿": 1}
# OpenCC's limits for such a sequence: characters in all, and depth.
_LONGEST, _DEEPEST = 64, 16


def described(text: str, start: int, end: int) -> int:
    """Return where the complete ideographic description sequence that starts at ``start`` ends, or ``start``."""
    if text[start] not in _OPERANDS:
        return start
    pending = [1]
    at = start
    while pending:
        if at >= end or at - start >= _LONGEST or len(pending) > _DEEPEST:
            return start
        pending[-1] -= 1
        operands = _OPERANDS.get(text[at], 0)
        at += 1
        if operands:
            pending.append(operands)
        while pending and not pending[-1]:
            pending.pop()
    return at


def match(text: str, start: int, end: int, group: Group) -> tuple[int, str] | None:
    """Return (length, value) of the entry OpenCC takes at ``start``, if there is one."""
    first = text[start]
    for table in group:
        for length in table.lengths.get(first, ()):
            if start + length <= end:
                value = table.entries.get(text[start : start + length])
                if value is not None:
                    return length, value
    return None


def replace(text: str, group: Group, boundaries: list[int]) -> tuple[str, list[Block], list[int]]:
    """Apply one stage inside each segment; return the result, where its length changes, and the new boundaries."""
    pieces: list[str] = []
    blocks: list[Block] = []
    ends: list[int] = []
    at = length = 0
    for end in boundaries:
        while at < end:
            found = match(text, at, end, group)
            if found is None:
                size = max(described(text, at, end) - at, 1)
                value = text[at : at + size]
            else:
                size, value = found
                if size != len(value):
                    blocks.append((at, at + size, length, length + len(value)))
            pieces.append(value)
            at += size
            length += len(value)
        ends.append(length)
    return "".join(pieces), blocks, ends


def segment(text: str, group: Group) -> list[int]:
    """Return the ends of the segments: every word by itself, everything between two words together."""
    ends: list[int] = []
    at = 0
    while at < len(text):
        found = match(text, at, len(text), group)
        if found is None:
            at = max(described(text, at, len(text)), at + 1)
            continue
        if at and (not ends or ends[-1] != at):
            ends.append(at)
        at += found[0]
        ends.append(at)
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return ends


def convert(text: str, pipeline: Pipeline) -> tuple[str, list[list[Block]]]:
    """Convert ``text``; return the result and, for every stage that changed lengths, where it did."""
    changes: list[list[Block]] = []
    if pipeline.normalization:
        text, blocks, _ = replace(text, pipeline.normalization, [len(text)])
        changes.append(blocks)
    boundaries = segment(text, pipeline.segmentation) if pipeline.segmentation else [len(text)]
    for group in pipeline.stages:
        text, blocks, boundaries = replace(text, group, boundaries)
        changes.append(blocks)
    return text, [blocks for blocks in changes if blocks]
