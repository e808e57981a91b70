"""Exact conversion at the speed of array look-ups (see :mod:`compiled` for why it is exact)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cnbiznews.script import exact
from cnbiznews.script.arrays import ASTRAL, Codes, decode
from cnbiznews.script.compiled import (
    ALONE, FIRST, LAST, LINK_BITS, MIX, PAIR_BITS, SPREAD, TRIPLE_BITS, WHOLE, Compiled,
)  # fmt: skip
from cnbiznews.script.dictionaries import Pipeline

__all__ = ["Block", "Converted", "Kernel"]

Block = tuple[int, int, int, int]
#: Text, where its length changed, and how many characters changed.
Converted = tuple[str, list[Block], int]
_Places = NDArray[np.intp]
_Known = tuple[str, list[Block]]

# The arrays made on the way are as long as this, not as long as the text.
_CHUNK = 1 << 16
# A description sequence has at most 64 characters.
_REACH = 64
# Results for windows are kept, up to this many.
_REMEMBERED, _LONGEST_REMEMBERED = 1 << 15, 24
# From this many windows on, those of up to four characters are looked up all at once.
_MANY = 192
_MIX, _SPREAD = np.uint32(MIX), np.uint32(SPREAD)
_PAIR_SHIFT, _TRIPLE_SHIFT, _LINK_SHIFT = (np.uint32(32 - bits) for bits in (PAIR_BITS, TRIPLE_BITS, LINK_BITS))
_SLOT_BITS = 16
_SLOT_SPREAD, _SLOT_SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - _SLOT_BITS)
_MASKS = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF], np.uint64)


class Kernel:
    """The converter of one configuration."""

    def __init__(self, pipeline: Pipeline, compiled: Compiled) -> None:
        self._pipeline = pipeline
        self._compiled = compiled
        self._links = compiled.links.tobytes()
        self._remembered: dict[str, _Known] = {}
        self._short = _ShortWindows()

    def convert(self, text: str) -> Converted:
        """Convert ``text``."""
        if text.isascii():
            return text, [], 0
        raw = text.encode("utf-16-le", "surrogatepass")
        wide: Codes | None = None
        if len(raw) == 2 * len(text):
            codes: Codes = np.frombuffer(raw, "<u2")
        else:
            wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
            codes = np.minimum(wide, ASTRAL).astype("<u2")
        result, places = self._by_itself(codes)
        spans: list[tuple[int, int]] = []
        if len(places):
            special = codes.take(places) >> 4
            if wide is None and ((special >> 7) == 0x1B).any():
                # Two lone surrogates side by side would become one character on the way back.
                wide = codes.astype("<u4")
            if len(places) < _MANY or (special == 0x2FF).any():
                spans = self._spans(text, places.tolist())
            else:
                spans = self._many(text, codes, result, places)
        changed = int(np.count_nonzero(result != codes))
        if changed:
            single = decode(result if wide is None else np.where(wide < ASTRAL, result, wide))
        else:
            single = text
        if not spans:
            return single, [], changed
        return _assemble(single, [(start, end, *self._known(text[start:end])) for start, end in spans], changed)

    def _by_itself(self, codes: Codes) -> tuple[NDArray[np.uint16], _Places]:
        """Convert every character by itself; also return the places where there is more to it."""
        compiled = self._compiled
        result = np.empty_like(codes)
        places = []
        for start in range(0, len(codes), _CHUNK):
            part = codes[start : start + _CHUNK]
            compiled.characters.take(part, out=result[start : start + _CHUNK], mode="clip")
            marks = compiled.marks.take(part, mode="clip")
            found = marks.nonzero()[0]
            if found.size:
                places.append(self._anchors(codes, found + start, marks[found] == ALONE))
        if not places:
            return result, np.empty(0, np.intp)
        return result, places[0] if len(places) == 1 else np.concatenate(places)

    def _anchors(self, codes: Codes, found: _Places, alone: NDArray[np.bool_]) -> _Places:
        """Keep those of the marked places where an anchor begins (or one before), or that stand alone."""
        compiled = self._compiled
        last = len(codes) - 1
        here = codes.take(found) * _MIX
        after = codes.take(found + 1, mode="clip")
        before = codes.take(found - 1, mode="clip") * _MIX
        right = compiled.pairs.take(((here + after) * _SPREAD) >> _PAIR_SHIFT)
        left = compiled.pairs.take(((before + codes.take(found)) * _SPREAD) >> _PAIR_SHIFT)
        sure = ((right | left) & WHOLE).astype(np.bool_) | alone
        kept = [found[sure]]
        for at, kinds in ((found, right), (found - 1, left)):
            for kind, shift in ((FIRST, 0), (LAST, -1)):
                first = at[(kinds & kind).astype(np.bool_)] + shift
                if first.size:
                    first = first[(first >= 0) & (first <= last - 2)]
                    mixed = (codes.take(first) * _MIX + codes.take(first + 1)) * _MIX + codes.take(first + 2)
                    kept.append(first[compiled.triples.take((mixed * _SPREAD) >> _TRIPLE_SHIFT).astype(np.bool_)])
        return kept[0] if len(kept) == 1 else np.unique(np.concatenate(kept))

    def _spans(self, text: str, places: list[int]) -> list[tuple[int, int]]:
        """Return the windows around these places."""
        links = self._links
        shift = 32 - LINK_BITS
        spans = []
        length = len(text)
        free = 0  # Where the last window ended.
        for place in places:
            if place < free:
                continue
            start = end = place
            code = first = min(ord(text[place]), ASTRAL)
            while start:
                left = min(ord(text[start - 1]), ASTRAL)
                if not links[((left * MIX + code) * SPREAD & 0xFFFFFFFF) >> shift]:
                    break
                start -= 1
                code = left
            code = first
            while True:
                # A description sequence that begins inside must end inside.
                end = min(end + _REACH, length) if 0x2FF0 <= code < 0x3000 else end + 1
                if end == length:
                    break
                left, code = min(ord(text[end - 1]), ASTRAL), min(ord(text[end]), ASTRAL)
                if not links[((left * MIX + code) * SPREAD & 0xFFFFFFFF) >> shift]:
                    break
            spans.append((start, end))
            free = end
        return spans

    def _known(self, window: str) -> _Known:
        """Convert a window with the pipeline, or remember what came of it before."""
        known = self._remembered.get(window)
        if known is None:
            value, stages = exact.convert(window, self._pipeline)
            if len(stages) > 1:
                # Two stages that change lengths: never with OpenCC's data. The window is one block then.
                stages = [[(0, len(window), 0, len(value))]]
            known = value, stages[0] if stages else []
            if len(window) <= _LONGEST_REMEMBERED:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[window] = known
        return known

    def _many(self, text: str, codes: Codes, result: NDArray[np.uint16], places: _Places) -> list[tuple[int, int]]:
        """Convert the short windows all at once, into ``result``; return the other windows."""
        starts = places - self._linked(codes, places, -1)
        first = np.empty(len(starts), np.bool_)
        first[0] = True
        np.not_equal(starts[1:], starts[:-1], out=first[1:])
        starts, places = starts[first], places[first]
        ends = places + 1 + self._linked(codes, places, 1)
        return self._short.patch(codes, result, starts, ends, lambda start, end: self._known(text[start:end]))

    def _linked(self, codes: Codes, places: _Places, step: int) -> _Places:
        """Return to how many neighbours on one side (step -1 or 1) the characters at ``places`` are linked."""
        links = self._compiled.links
        counts = np.zeros(len(places), np.intp)
        active = np.arange(len(places))
        at = places
        edge = 0 if step < 0 else len(codes) - 1
        while active.size:
            inside = at != edge
            if not inside.all():
                active, at = active[inside], at[inside]
            left = at if step > 0 else at - 1
            hashes = ((codes.take(left) * _MIX + codes.take(left + 1)) * _SPREAD) >> _LINK_SHIFT
            on = links.take(hashes).nonzero()[0]
            active, at = active.take(on), at.take(on) + step
            counts[active] += 1
        return counts


class _ShortWindows:
    """What became of windows of up to four characters, in arrays: a cache in which every window has its one slot."""

    def __init__(self) -> None:
        # The characters of a window make one number.
        self._keys = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._values = np.zeros((1 << _SLOT_BITS, 4), np.uint16)
        # Whether the value is of another length (it is kept elsewhere, then).
        self._moving = np.zeros(1 << _SLOT_BITS, np.bool_)

    def patch(
        self, codes: Codes, result: NDArray[np.uint16], starts: _Places, ends: _Places, known: Callable[[int, int], _Known]
    ) -> list[tuple[int, int]]:
        """Write what is known of the windows into ``result``; return those that must be put in otherwise.

        ``known`` converts a window.
        """
        lengths = ends - starts
        short = lengths <= 4
        others = [*zip(starts[~short].tolist(), ends[~short].tolist(), strict=True)]
        starts, ends, lengths = starts[short], ends[short], lengths[short]
        padded = np.concatenate([codes, np.zeros(3, codes.dtype)])
        four = np.ndarray((len(codes),), "<u8", padded, 0, (2,))
        keys = four[starts] & _MASKS.take(lengths)
        slots = ((keys * _SLOT_SPREAD) >> _SLOT_SHIFT).astype(np.intp)
        missing = (self._keys.take(slots) != keys).nonzero()[0].tolist()
        if missing:
            for number in missing:
                start, end, slot = int(starts[number]), int(ends[number]), int(slots[number])
                value, blocks = known(start, end)
                # A window with characters outside the basic plane has no number, and such a value no room.
                if ASTRAL in codes[start:end] or not value.isprintable() or max(value) >= "\uffff":
                    continue
                self._keys[slot] = keys[number]
                self._moving[slot] = bool(blocks)
                if not blocks:
                    self._values[slot, : len(value)] = [*map(ord, value)]
            found = self._keys.take(slots) == keys
            others += zip(starts[~found].tolist(), ends[~found].tolist(), strict=True)
            starts, ends, lengths, slots = starts[found], ends[found], lengths[found], slots[found]
        moving = self._moving.take(slots)
        if moving.any():
            others += zip(starts[moving].tolist(), ends[moving].tolist(), strict=True)
            starts, lengths, slots = starts[~moving], lengths[~moving], slots[~moving]
        values = self._values.take(slots, axis=0)
        for offset in range(4):
            if offset:
                longer = (lengths > offset).nonzero()[0]
                starts, lengths, values = starts.take(longer), lengths.take(longer), values.take(longer, axis=0)
            result[starts + offset] = values[:, offset]
        others.sort()
        return others


def _assemble(single: str, windows: list[tuple[int, int, str, list[Block]]], changed: int) -> Converted:
    """Put windows into the text that was converted character by character."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = shift = 0
    for start, end, value, inside in windows:
        if inside:
            moved = start + shift
            blocks += [(start + s0, start + s1, moved + t0, moved + t1) for s0, s1, t0, t1 in inside]
            shift += len(value) - (end - start)
        elif value == single[start:end]:
            continue
        pieces += (single[at:start], value)
        at = end
        changed += 1
    if not pieces:
        return single, [], changed
    pieces.append(single[at:])
    return "".join(pieces), blocks, changed
