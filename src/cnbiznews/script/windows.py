"""Windows: the short stretches of a text that a pipeline was asked about, and how they are put into the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ne
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnbiznews.script.arrays import ASTRAL

__all__ = ["Block", "Known", "Moved", "Places", "ShortWindows", "assemble", "changes", "merge"]

Block = tuple[int, int, int, int]
Places = NDArray[np.intp]
#: Windows of one block each: starts, ends, values, the blocks as rows (counted from the starts), numbers of changes.
Moved = tuple[Places, Places, list[str], NDArray[np.intp], Places]

_SLOT_BITS = 16
_SPREAD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - _SLOT_BITS)
_MASKS = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF], np.uint64)


def changes(source: str, result: str, blocks: list[Block]) -> int:
    """Return how many changes turn ``source`` into ``result``: blocks, and characters outside them that differ."""
    count = len(blocks)
    at = there = 0
    for source_start, source_end, start, end in [*blocks, (len(source), 0, len(result), 0)]:
        count += sum(map(ne, source[at:source_start], result[there:start]))
        at, there = source_end, end
    return count


class Known(NamedTuple):
    """What becomes of a window."""

    value: str
    #: Where in it lengths change.
    blocks: list[Block]
    #: How many changes make it.
    changes: int
    #: By how many changes these are more than those its characters would make by themselves.
    extra: int
    #: Whether it is what its characters make by themselves.
    plain: bool


#: A window in its text: where it starts and ends, what becomes of it.
Window = tuple[int, int, Known]


class ShortWindows:
    """What became of windows of up to four characters, in arrays: a cache in which every window has its one slot.

    Args:
        convert: converts a window that is not in its slot.
    """

    def __init__(self, convert: Callable[[str], Known]) -> None:
        self._convert = convert
        # A slot must not change between the look at its key and the look at its value.
        self._lock = Lock()
        # The characters of a window make one number.
        self._keys = np.zeros(1 << _SLOT_BITS, np.uint64)
        # The value where it is as long as the window …
        self._codes = np.zeros((1 << _SLOT_BITS, 4), np.uint16)
        # … and where it is not.
        self._moving = np.zeros(1 << _SLOT_BITS, np.bool_)
        self._texts = np.full(1 << _SLOT_BITS, "", object)
        self._blocks = np.zeros((1 << _SLOT_BITS, 4), np.int8)
        self._changes = np.zeros(1 << _SLOT_BITS, np.int8)

    def patch(
        self, text: str, codes: NDArray[np.uint16], result: NDArray[np.uint16], starts: Places, ends: Places
    ) -> tuple[list[tuple[int, int]], Moved | None]:
        """Write the windows that keep their length into ``result``.

        Returns:
            The windows that are nothing for this cache, and those known to change their length.
        """
        with self._lock:
            return self._patch(text, codes, result, starts, ends)

    def _patch(
        self, text: str, codes: NDArray[np.uint16], result: NDArray[np.uint16], starts: Places, ends: Places
    ) -> tuple[list[tuple[int, int]], Moved | None]:
        lengths = ends - starts
        short = lengths <= 4
        others = list(zip(starts[~short].tolist(), ends[~short].tolist(), strict=True))
        starts, ends, lengths = starts[short], ends[short], lengths[short]
        padded = np.concatenate([codes, np.zeros(3, codes.dtype)])
        four: NDArray[np.uint64] = np.ndarray((len(codes),), "<u8", padded, 0, (2,))
        keys = four[starts] & _MASKS.take(lengths)
        slots = ((keys * _SPREAD) >> _SHIFT).astype(np.intp)
        missing = (self._keys.take(slots) != keys).nonzero()[0]
        if missing.size:
            _, once = np.unique(keys.take(missing), return_index=True)
            for number in missing.take(once).tolist():
                self._learn(text[starts[number] : ends[number]], int(slots[number]), keys[number])
            found = self._keys.take(slots) == keys
            others += zip(starts[~found].tolist(), ends[~found].tolist(), strict=True)
            others.sort()
            starts, ends, lengths, slots = starts[found], ends[found], lengths[found], slots[found]
        moving = self._moving.take(slots)
        moved = None
        if moving.any():
            at = moving.nonzero()[0]
            there = slots.take(at)
            moved = (
                starts.take(at),
                ends.take(at),
                self._texts.take(there).tolist(),
                self._blocks.take(there, axis=0).astype(np.intp),
                self._changes.take(there).astype(np.intp),
            )
            # They are counted by themselves: for the count of the rest they are unchanged.
            for offset in range(4):
                inside = starts.take(at) + offset
                inside = inside[offset < lengths.take(at)]
                result[inside] = codes[inside]
            still = (~moving).nonzero()[0]
            starts, lengths, slots = starts.take(still), lengths.take(still), slots.take(still)
        values = self._codes.take(slots, axis=0)
        for offset in range(4):
            if offset:
                longer = (lengths > offset).nonzero()[0]
                starts, lengths, values = starts.take(longer), lengths.take(longer), values.take(longer, axis=0)
            result[starts + offset] = values[:, offset]
        return others, moved

    def _learn(self, window: str, slot: int, key: np.uint64) -> None:
        value, blocks, count, _, _ = self._convert(window)
        # Characters outside the basic plane have no room here; of several blocks only the first would have.
        if max(window) >= chr(ASTRAL) or max(value, default="") >= chr(ASTRAL) or len(blocks) > 1:
            return
        self._keys[slot] = key
        self._moving[slot] = bool(blocks)
        if blocks:
            self._texts[slot] = value
            self._blocks[slot] = blocks[0]
            self._changes[slot] = count
        else:
            self._codes[slot, : len(value)] = [ord(character) for character in value]


def assemble(single: str, windows: list[Window], changed: int) -> tuple[str, list[Block], int]:
    """Put windows into the text that was converted character by character.

    Returns the text, its blocks, and ``changed`` (the number of changes) set right.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    at = shift = 0
    for start, end, (value, inside, _, extra, plain) in windows:
        if plain:
            continue
        if inside:
            moved = start + shift
            blocks += [(start + s0, start + s1, moved + t0, moved + t1) for s0, s1, t0, t1 in inside]
            shift += len(value) - (end - start)
        pieces += (single[at:start], value)
        at = end
        changed += extra
    if not pieces:
        return single, [], changed
    pieces.append(single[at:])
    return "".join(pieces), blocks, changed


def merge(single: str, windows: list[Window], moved: Moved, changed: int) -> tuple[str, list[Block], int]:
    """Do as :func:`assemble`, with further windows that are given as arrays."""
    starts, ends, values, blocks, counts = moved
    changed += int(counts.sum())
    windows = [window for window in windows if not window[2].plain]
    if windows:
        changed += sum(known.extra for _, _, known in windows)
        parts = [part for window in windows for part in _parts(*window)]
        starts = np.concatenate([starts, [start for start, _, _, _ in parts]])
        order = starts.argsort()
        starts = starts[order]
        ends = np.concatenate([ends, [end for _, end, _, _ in parts]])[order]
        all_values = [*values, *(value for _, _, value, _ in parts)]
        values = [all_values[number] for number in order.tolist()]
        blocks = np.concatenate([blocks, [block for _, _, _, block in parts]])[order]
    pieces = [""] * (2 * len(values) + 1)
    edges = ends.tolist()
    pieces[0::2] = [single[a:b] for a, b in zip([0, *edges], [*starts.tolist(), len(single)], strict=True)]
    pieces[1::2] = values
    grown = blocks[:, 3] - blocks[:, 2] - blocks[:, 1] + blocks[:, 0]
    blocks[:, :2] += starts[:, None]
    blocks[:, 2:] += (np.cumsum(grown) - grown + starts)[:, None]
    # What has no block was given the empty one.
    blocks = blocks[(blocks[:, 0] != blocks[:, 1]) | (blocks[:, 2] != blocks[:, 3])]
    return "".join(pieces), list(zip(*blocks.T.tolist(), strict=True)), changed


def _parts(start: int, end: int, known: Known) -> Iterator[tuple[int, int, str, Block]]:
    """Cut a window behind each of its blocks."""
    value, blocks = known.value, known.blocks
    if not blocks:
        yield start, end, value, (0, 0, 0, 0)
        return
    at = length = 0
    for number, (s0, s1, t0, t1) in enumerate(blocks, 1):
        last = number == len(blocks)
        source_end, text_end = (end - start, len(value)) if last else (s1, t1)
        yield (
            start + at, start + source_end, value[length:text_end], (s0 - at, s1 - at, t0 - length, t1 - length)
        )  # fmt: skip
        at, length = source_end, text_end
