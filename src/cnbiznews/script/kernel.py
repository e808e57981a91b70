"""Exact conversion at the speed of array look-ups (see :mod:`compiled` for why it is exact)."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnbiznews.script import exact
from cnbiznews.script.arrays import ASTRAL, Codes, decode
from cnbiznews.script.cache import compiled
from cnbiznews.script.compiled import LINK_BITS, MIX, PAIR_BITS, PART, SPREAD, TRIPLE_BITS, WHOLE, Compiled
from cnbiznews.script.dictionaries import Pipeline, pipeline
from cnbiznews.script.windows import Block, Known, Moved, Places, ShortWindows, assemble, changes, merge

__all__ = ["Converted", "Kernel", "kernel"]

#: Text, where its length changed, and how many changes there are.
Converted = tuple[str, list[Block], int]

# The arrays made on the way are as long as this, not as long as the text.
_CHUNK = 1 << 16
# A description sequence has at most 64 characters.
_REACH = 64
# Results for windows are kept, up to this many.
_REMEMBERED, _LONGEST_REMEMBERED = 1 << 15, 24
# From this many windows on, those of up to four characters are looked up all at once.
_MANY = 192
_SIDES, _AROUND = np.array([[-1], [0]]), np.arange(-2, 3)[:, None]
_MIX, _SPREAD = np.uint32(MIX), np.uint32(SPREAD)
_PAIR_SHIFT, _TRIPLE_SHIFT, _LINK_SHIFT = (np.uint32(32 - bits) for bits in (PAIR_BITS, TRIPLE_BITS, LINK_BITS))


class Kernel:
    """The converter of one configuration."""

    def __init__(self, pipeline: Pipeline, compiled: Compiled) -> None:
        self._pipeline = pipeline
        self._compiled = compiled
        self._links = compiled.links.tobytes()
        self._remembered: dict[str, Known] = {}
        self._short = ShortWindows(self._known)

    def convert(self, text: str) -> Converted:
        """Convert ``text``."""
        if text.isascii():
            return text, [], 0
        raw = text.encode("utf-16-le", "surrogatepass")
        wide: Codes | None = None
        if len(raw) == 2 * len(text):
            codes: NDArray[np.uint16] = np.frombuffer(raw, "<u2")
        else:
            wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
            codes = np.minimum(wide, ASTRAL).astype("<u2")
        result, places = self._by_itself(codes)
        moved: Moved | None = None
        if len(places) < _MANY:
            few = places.tolist()
            lone = any(code >> 11 == 0x1B for code in map(codes.data.__getitem__, few))
            spans = self._spans(codes, few)
        else:
            special = codes.take(places) >> 4
            lone = bool(((special >> 7) == 0x1B).any())
            if (special == 0x2FF).any():
                spans = self._spans(codes, places.tolist())
            else:
                starts, ends = self._windows(codes, places)
                spans, moved = self._short.patch(text, codes, result, starts, ends)
        if lone and wide is None:
            # Two lone surrogates side by side would become one character on the way back.
            wide = codes.astype("<u4")
        changed = int(np.count_nonzero(result != codes))
        single = text
        if changed:
            single = decode(result if wide is None else np.where(wide < ASTRAL, result, wide))
        windows = [(start, end, self._known(text[start:end])) for start, end in spans]
        return assemble(single, windows, changed) if moved is None else merge(single, windows, moved, changed)

    def _by_itself(self, codes: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], Places]:
        """Convert every character by itself; also return the places where there is more to it."""
        compiled = self._compiled
        result = np.empty_like(codes)
        places = []
        marked: list[Places] = []
        waiting = 0
        for start in range(0, len(codes), _CHUNK):
            part = codes[start : start + _CHUNK]
            # Every code has an entry, so that the mode plays no part; this one is the fastest.
            compiled.characters.take(part, out=result[start : start + _CHUNK], mode="wrap")
            found = compiled.marks.take(part, mode="wrap").nonzero()[0]
            if found.size:
                marked.append(found + start if start else found)
                waiting += found.size
            if waiting and (waiting > _CHUNK or start + _CHUNK >= len(codes)):
                places.append(self._anchors(codes, marked[0] if len(marked) == 1 else np.concatenate(marked)))
                marked, waiting = [], 0
        if not places:
            return result, np.empty(0, np.intp)
        return result, places[0] if len(places) == 1 else np.concatenate(places)

    def _anchors(self, codes: NDArray[np.uint16], found: Places) -> Places:
        """Keep those of the marked places at which an anchor stands, and the characters that stand alone."""
        compiled = self._compiled
        # Both pairs that hold the character, one in each row. At the ends of a text one is made up: no harm.
        here = found + _SIDES
        left = codes.take(here, mode="clip")
        mixed = left * _MIX
        here += 1
        mixed += codes.take(here, mode="clip")
        mixed *= _SPREAD
        mixed >>= _PAIR_SHIFT
        kinds = compiled.pairs.take(mixed)
        either = kinds[0] | kinds[1]
        keep = compiled.alone.take(left[1])
        keep |= (either & WHOLE).astype(np.bool_)
        part = (either == PART).nonzero()[0]
        if part.size:
            around = codes.take(found.take(part) + _AROUND, mode="clip")
            mixed = around[:3] * _MIX
            mixed += around[1:4]
            mixed *= _MIX
            mixed += around[2:]
            mixed *= _SPREAD
            mixed >>= _TRIPLE_SHIFT
            keep[part] |= compiled.triples.take(mixed).any(axis=0)
        return found.compress(keep)

    def _spans(self, codes: NDArray[np.uint16], places: list[int]) -> list[tuple[int, int]]:
        """Return the windows around these places."""
        links = self._links
        shift = 32 - LINK_BITS
        spans = []
        text = codes.data
        length = len(text)
        free = 0  # Where the last window ended.
        for place in places:
            if place < free:
                continue
            start = end = reach = place
            right = code = text[place]
            while start:
                left = text[start - 1]
                if not links[((left * MIX + right) * SPREAD & 0xFFFFFFFF) >> shift]:
                    break
                start -= 1
                right = left
            while True:
                if 0x2FF0 <= code < 0x3000:
                    # A description sequence that begins inside must end inside.
                    reach = end + _REACH
                left = code
                end += 1
                if end == length:
                    break
                code = text[end]
                if end >= reach and not links[((left * MIX + code) * SPREAD & 0xFFFFFFFF) >> shift]:
                    break
            spans.append((start, end))
            free = end
        return spans

    def _windows(self, codes: NDArray[np.uint16], places: Places) -> tuple[Places, Places]:
        """Return the same windows as two arrays: their starts and their ends."""
        starts = places - self._linked(codes, places, -1)
        first = np.empty(len(starts), np.bool_)
        first[0] = True
        np.not_equal(starts[1:], starts[:-1], out=first[1:])
        starts, places = starts[first], places[first]
        return starts, places + 1 + self._linked(codes, places, 1)

    def _linked(self, codes: NDArray[np.uint16], places: Places, step: int) -> Places:
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

    def _known(self, window: str) -> Known:
        """Convert a window with the pipeline, or remember what came of it before."""
        known = self._remembered.get(window)
        if known is None:
            value, stages = exact.convert(window, self._pipeline)
            if len(stages) > 1:
                # Two stages that change lengths: never with OpenCC's data. The window is one block then.
                stages = [[(0, len(window), 0, len(value))]]
            blocks = stages[0] if stages else []
            table = self._compiled.characters
            plain = "".join([chr(table[code]) if (code := ord(old)) < ASTRAL else old for old in window])
            count = changes(window, value, blocks)
            known = Known(value, blocks, count, count - changes(window, plain, []), value == plain)
            if len(window) <= _LONGEST_REMEMBERED:
                if len(self._remembered) >= _REMEMBERED:
                    self._remembered.clear()
                self._remembered[window] = known
        return known


@cache
def kernel(config: str) -> Kernel:
    """Return the converter of a configuration, made on first use."""
    return Kernel(pipeline(config), compiled(config))
