"""Spans of a text whose conversion is decided elsewhere than in OpenCC's dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cnbiznews.errors import as_spans
from cnbiznews.script.windows import Block, changes

__all__ = ["Fixed", "around", "protected", "united"]

#: Start and end of a span, and what it becomes.
Fixed = tuple[int, int, str]

# Stands for what must not be converted: no dictionary knows it.
_BLANK = "\0"


def protected(spans: Iterable[tuple[int, int]], text: str) -> list[Fixed]:
    """Return the spans that stay as they are, in order.

    Raises:
        AlignmentError: a span does not lie in the text, or overlaps another one.
        ArgumentError: something is no span.
    """
    return [(start, end, text[start:end]) for start, end in as_spans(spans, text, "protect") if start < end]


def united(strong: list[Fixed], weak: list[Fixed]) -> list[Fixed]:
    """Put spans together, in order; of the weak ones only those that overlap no strong one.

    >>> united([(2, 4, "x")], [(0, 2, "y"), (3, 5, "z")])
    [(0, 2, 'y'), (2, 4, 'x')]
    """
    if not strong or not weak:
        return strong or weak
    result = list(strong)
    number = 0
    for span in weak:
        while number < len(strong) and strong[number][1] <= span[0]:
            number += 1
        if number == len(strong) or strong[number][0] >= span[1]:
            result.append(span)
    return sorted(result)


def around(
    text: str, fixed: list[Fixed], convert: Callable[[str], tuple[str, list[Block], int]]
) -> tuple[str, list[Block], int]:
    """Convert ``text`` except for some spans, which become what they are said to; no word reaches over them.

    Returns the text, the places where its length changed, and the number of changes.
    """
    pieces: list[str] = []
    at = 0
    for start, end, _ in fixed:
        pieces += (text[at:start], _BLANK * (end - start))
        at = end
    pieces.append(text[at:])
    converted, found, count = convert("".join(pieces))
    pieces = []
    blocks: list[Block] = []
    at = 0  # In the conversion of the text with blanks.
    shift = moved = 0  # From the text to that, and from that to the result.
    number = 0
    for start, end, value in [*fixed, (len(text), len(text), "")]:
        while number < len(found) and found[number][0] < start:
            s0, s1, t0, t1 = found[number]
            blocks.append((s0, s1, t0 + moved, t1 + moved))
            shift += t1 - t0 - s1 + s0
            number += 1
        pieces += (converted[at : start + shift], value)
        at = end + shift
        there = start + shift + moved
        if len(value) != end - start:
            blocks.append((start, end, there, there + len(value)))
            moved += len(value) - (end - start)
        old = text[start:end]
        count += changes(old, value, [(0, len(old), 0, len(value))] if len(old) != len(value) else [])
    return "".join(pieces), blocks, count
