"""Exact conversion at the speed of array look-ups (see :mod:`compiled` for why it is exact)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cnbiznews.script import exact
from cnbiznews.script.arrays import ASTRAL, Codes, decode
from cnbiznews.script.compiled import ALONE, ANCHOR_BITS, LINK_BITS, MIX, SPREAD, Compiled
from cnbiznews.script.dictionaries import Pipeline

__all__ = ["Block", "Converted", "Kernel", "Patch"]

Block = tuple[int, int, int, int]
#: Text, where its length changed, and how many characters changed.
Converted = tuple[str, list[Block], int]
#: A span of the source and what it becomes, whatever the dictionaries say.
Patch = tuple[int, int, str]

# The arrays made on the way are as long as this, not as long as the text.
_CHUNK = 1 << 16
# A description sequence has at most 64 characters.
_REACH = 64
# Results for short windows are kept, up to this many.
_REMEMBERED, _LONGEST_REMEMBERED = 1 << 15, 24
_ANCHOR_SHIFT, _LINK_SHIFT = np.uint32(32 - ANCHOR_BITS), 32 - LINK_BITS


class Kernel:
    """The converter of one configuration."""

    def __init__(self, pipeline: Pipeline, compiled: Compiled) -> None:
        self._pipeline = pipeline
        self._compiled = compiled
        self._remembered: dict[str, tuple[str, list[Block]]] = {}

    def convert(self, text: str, patches: Sequence[Patch] = ()) -> Converted:
        """Convert ``text``, except for the spans of ``patches`` (in order, apart), which become what these say.

        A patch is a boundary: no phrase of the dictionaries reaches into it or over it.
        """
        if text.isascii() and not patches:
            return text, [], 0
        narrow = text.encode("utf-16-le", "surrogatepass")
        if len(narrow) == 2 * len(text):
            codes: Codes = np.frombuffer(narrow, "<u2")
            result, places, alone = self._by_itself(codes)
            # Two lone surrogates side by side would become one character on the way back.
            if alone.size and ((codes[alone] >> 11) == 0x1B).any():
                codes = codes.astype("<u4")
                result = result.astype("<u4")
        else:
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
            result, places, alone = self._by_itself(codes)
        windows = self._windows(text, places, patches) if places or patches else ()
        changed = int(np.count_nonzero(result != codes))
        if not windows:
            return (decode(result), [], changed) if changed else (text, [], 0)
        return self._assemble(text, decode(result) if changed else text, windows, changed)

    def _by_itself(self, codes: Codes) -> tuple[Codes, list[int], NDArray[np.intp]]:
        """Convert every character by itself; also return the places of anchors, and those that stand alone."""
        compiled = self._compiled
        result = np.empty_like(codes)
        places: list[int] = []
        single: list[NDArray[np.intp]] = []
        for start in range(0, len(codes), _CHUNK):
            part = codes[start : start + _CHUNK]
            made = compiled.characters.take(part, mode="clip")
            result[start : start + _CHUNK] = made if part.itemsize == 2 else np.where(part < ASTRAL, made, part)
            marks = compiled.marks.take(part, mode="clip")
            found = np.flatnonzero(marks)
            if not found.size:
                continue
            alone = marks[found] == ALONE
            found_at = found + start
            here = codes[found_at].astype(np.uint32)
            before = codes[np.maximum(found_at - 1, 0)].astype(np.uint32)
            after = codes[np.minimum(found_at + 1, len(codes) - 1)].astype(np.uint32)
            mix, spread = np.uint32(MIX), np.uint32(SPREAD)
            anchors = compiled.anchors.take(((here * mix + after) * spread) >> _ANCHOR_SHIFT)
            anchors |= compiled.anchors.take(((before * mix + here) * spread) >> _ANCHOR_SHIFT)
            anchors |= alone
            places += found_at[anchors].tolist()
            if alone.any():
                single.append(found_at[alone])
        return result, places, np.concatenate(single) if single else np.empty(0, np.intp)

    def _windows(self, text: str, places: list[int], patches: Sequence[Patch]) -> list[tuple[int, int, str, list[Block]]]:
        """Convert the windows around ``places`` with the pipeline; return (start, end, value, blocks) of each."""
        links = self._compiled.links
        windows: list[tuple[int, int, str, list[Block]]] = []
        remembered = self._remembered
        free = 0  # Where the last window or patch ended.
        length = len(text)
        barriers = [*patches, (length, length, "")]
        number = 0
        barrier = barriers[0]
        for place in [*places, length]:
            # Patches before this place come first.
            while barrier[0] <= place and number < len(patches):
                start, end, value = barrier
                size = end - start
                windows.append((start, end, value, [] if size == len(value) else [(0, size, 0, len(value))]))
                free = end
                number += 1
                barrier = barriers[number]
            if place < free or place == length:
                continue
            limit = barrier[0]
            start, end = place, place + 1
            right = ord(text[start])
            if 0x2FF0 <= right < 0x3000:
                end = min(place + _REACH, limit)
            while start > free:
                left = ord(text[start - 1])
                if not links[((left * MIX + right) * SPREAD & 0xFFFFFFFF) >> _LINK_SHIFT]:
                    break
                start -= 1
                right = left
            left = ord(text[end - 1])
            while end < limit:
                right = ord(text[end])
                if not links[((left * MIX + right) * SPREAD & 0xFFFFFFFF) >> _LINK_SHIFT]:
                    # A description sequence that begins inside must end inside.
                    break
                end += 1
                left = right
                if 0x2FF0 <= right < 0x3000:
                    end = min(end + _REACH, limit)
                    left = ord(text[end - 1])
            free = end
            window = text[start:end]
            known = remembered.get(window)
            if known is None:
                value, stages = exact.convert(window, self._pipeline)
                if len(stages) > 1:
                    # Not met with OpenCC's data: two stages that change lengths. The window is one block then.
                    stages = [[(0, len(window), 0, len(value))]]
                known = value, stages[0] if stages else []
                if len(window) <= _LONGEST_REMEMBERED:
                    if len(remembered) >= _REMEMBERED:
                        remembered.clear()
                    remembered[window] = known
            windows.append((start, end, *known))
        return windows

    @staticmethod
    def _assemble(
        text: str, single: str, windows: Iterable[tuple[int, int, str, list[Block]]], changed: int
    ) -> Converted:
        """Put the windows into the text that was converted character by character."""
        pieces: list[str] = []
        blocks: list[Block] = []
        at = shift = 0
        for start, end, value, inside in windows:
            if value == single[start:end]:
                continue
            pieces += (single[at:start], value)
            at = end
            if inside:
                moved = start + shift
                blocks += [(start + s0, start + s1, moved + t0, moved + t1) for s0, s1, t0, t1 in inside]
                shift += len(value) - (end - start)
                changed += len(inside)
            else:
                changed += 1
        if not pieces:
            return (single, [], changed) if changed else (text, [], 0)
        pieces.append(single[at:])
        return "".join(pieces), blocks, changed
