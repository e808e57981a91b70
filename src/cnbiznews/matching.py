"""Find thousands of fixed strings in a text, leftmost and longest, at millions of characters per second.

The text is looked at as an array of code points. Two table look-ups, on hashes of the first two and the first three
characters, leave the few places where a surface can begin, and tell how long it can be; only these are compared with
the surfaces themselves. The tables can let a place through for nothing, never hold one back, so the result is exact.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matcher"]

_WHOLE = 2  # The pair is a surface by itself; otherwise (1) it only begins one.
_MIX = np.uint32(0x9E3779B1)  # Odd, near 2**32 / the golden ratio: spreads neighbouring code points.


class Matcher:
    """A set of surfaces to look for.

    Args:
        surfaces: the strings to find; empty ones are ignored, of equal ones the first counts.
        words: treat surfaces in Latin letters or ASCII digits as words: letters match in capitals and small alike, and
            a surface that begins (ends) with an ASCII letter or digit doesn't match right after (before) another one.

    >>> Matcher(["京东", "京东物流", "Apple"]).find("京东物流与京东、apple")
    [(0, 4, 1), (5, 7, 0)]
    >>> Matcher(["JD", "58同城"], words=True).find("jd和JDX，158同城，58同城")
    [(0, 2, 0), (13, 17, 1)]
    """

    def __init__(self, surfaces: Iterable[str], *, words: bool = False) -> None:
        self.words = words
        self._index: dict[str, int] = {}
        for number, surface in enumerate(surfaces):
            if surface:
                self._index.setdefault(_fold(surface) if words else surface, number)
        bits = max(10, (24 * len(self._index)).bit_length())
        self._shift = np.uint32(32 - bits)
        singles = [surface for surface in self._index if len(surface) == 1]
        whole = [surface for surface in self._index if len(surface) == 2]
        longer = [surface for surface in self._index if len(surface) > 2]
        self._first = np.zeros(1 << 16, np.bool_) if singles else None  # by the lower half of the code point
        if self._first is not None:
            self._first[[ord(char) & 0xFFFF for char in singles]] = True
        self._pairs = np.zeros(1 << bits, np.uint8)
        found: dict[int, set[int]] = {}  # the lengths of longer surfaces, by the slot of their first three characters
        if longer:
            codes = _codes("".join(surface[:3] for surface in longer)).reshape(-1, 3)
            pairs = self._pair_hash(codes[:, 0], codes[:, 1])
            self._pairs[pairs >> self._shift] = 1
            slots = self._triple_hash(pairs, codes[:, 2]) >> self._shift
            for slot, surface in zip(slots.tolist(), longer, strict=True):
                found.setdefault(slot, set()).add(len(surface))
        if whole:
            codes = _codes("".join(whole)).reshape(-1, 2)
            self._pairs[self._pair_hash(codes[:, 0], codes[:, 1]) >> self._shift] |= _WHOLE
        # What to try, longest first. Of the number of a try the last bit tells of one character, the next one of two.
        sets = dict.fromkeys([(), *map(_downward, found.values())])
        rows = {lengths: number for number, lengths in enumerate(sets)}
        self._tries = [(*row, *(2,) * two, *(1,) * one) for row in rows for two in (0, 1) for one in (0, 1)]
        self._triples = np.zeros(1 << bits, np.min_scalar_type(len(self._tries)))
        self._triples[list(found)] = [4 * rows[_downward(lengths)] for lengths in found.values()]

    def __len__(self) -> int:
        return len(self._index)

    @staticmethod
    def _pair_hash(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
        return (first * _MIX + second) * _MIX

    @staticmethod
    def _triple_hash(pairs: NDArray[np.uint32], third: NDArray[np.uint32]) -> NDArray[np.uint32]:
        return (pairs + third) * _MIX

    def _places(self, codes: NDArray[np.uint32]) -> tuple[list[int], list[int]]:
        """Return the positions at which a surface may begin, and the number of what to try at each."""
        pairs = self._pair_hash(codes[:-1], codes[1:])
        marks = self._pairs.take(pairs >> self._shift)
        (places,) = (marks != 0).nonzero()  # of truth values it is found several times as fast
        # A place stays if its pair is a surface, or if its first three characters begin one.
        third = codes.take(np.minimum(places + 2, len(codes) - 1))
        tries = self._triples.take(self._triple_hash(pairs[places], third) >> self._shift)
        tries = tries | (marks[places] & _WHOLE)
        if self._first is not None:
            every = np.zeros(len(codes), self._triples.dtype)
            every[places] = tries
            every[self._first[codes & np.uint32(0xFFFF)]] += 1
            (places,) = every.nonzero()
            tries = every[places]
        else:
            (stay,) = tries.nonzero()
            places, tries = places[stay], tries[stay]
        return places.tolist(), tries.tolist()

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, number of the surface) of every match, leftmost first, the longest at each place.

        Matches don't overlap. Time is linear in the text (times the longest surface, at worst).
        """
        if not text or not self._index:
            return []
        codes = _codes(text)
        if self.words:
            text, codes = _fold_both(text, codes)
        found = []
        free, size = 0, len(text)
        number_of, lengths = self._index.get, self._tries
        for start, tries in zip(*self._places(codes), strict=True):
            if start < free:
                continue
            for length in lengths[tries]:
                end = start + length
                number = number_of(text[start:end])
                # At the very end the slice may be shorter than `length`: then it is a shorter surface's turn.
                if number is None or end > size or (self.words and not _is_word(text, start, end)):
                    continue
                free = end
                found.append((start, end, number))
                break
        return found


def _downward(lengths: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(lengths, reverse=True))


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


_CAPITALS = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _fold(text: str) -> str:
    """Make ASCII capitals small. Other letters stay, for their small form may have another length."""
    return text.translate(_CAPITALS)


def _fold_both(text: str, codes: NDArray[np.uint32]) -> tuple[str, NDArray[np.uint32]]:
    capital = (codes - np.uint32(ord("A"))) < np.uint32(26)
    if not capital.any():
        return text, codes
    folded = codes + capital * np.uint32(32)
    return folded.tobytes().decode("utf-32-le", "surrogatepass"), folded


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` isn't a piece cut out of a longer Latin word or number."""
    before = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    return not before and not (end < len(text) and _latin(text[end]) and _latin(text[end - 1]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
