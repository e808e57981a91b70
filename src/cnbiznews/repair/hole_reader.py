"""What may have stood in a misread line some bytes of which were lost: the likely characters that fit what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cnbiznews.repair.byte_slots import HOLE, LOST, Slots, characters
from cnbiznews.repair.charsets import SINGLE_BYTE, is_readable
from cnbiznews.repair.language_model import SCALE, LanguageModel, language_model
from cnbiznews.repair.search import Arc, Node

__all__ = ["HoleReader"]

# Bytes that many programs throw away: soft hyphen, no-break space, controls, and what cp1252 leaves undefined.
_DROPPED = (0xAD, 0xA0, 0x85, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
# Bytes that cp1252 and its relatives leave undefined: readers show U+FFFD for them.
_UNDEFINED = (0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E)
_DROP, _QUESTION, _TWO_BYTES, _GONE = 3 * SCALE, 2 * SCALE, 4 * SCALE, 8 * SCALE
_WRONG_SCRIPT = 3 * SCALE
_FAMILIAR = 2 * SCALE  # what two characters save that stand together elsewhere
_NOT_LAST = 5 * SCALE  # a mark that ends no text
_GENERAL_PUNCTUATION = (0xE2, 0x80)
# What may have stood in a hole: hanzi and punctuation, but no wide letters and digits.
_MEANT = re.compile("[\u2014-\u2026\u3001\u3002\u300a\u300b\u3010\u3011\u4e00-\u9fff！（），：；？％]")
# How many originals of a character are tried.
_TRIED = 16

# The bytes of a character, holes among them.
_Pattern = tuple[int, ...]


@cache
def _with_hole(charset: str) -> dict[_Pattern, list[tuple[int, ...]]]:
    """Return, for every pattern with holes, the bytes of the known characters that fit, likely ones first."""
    model = language_model()
    table: dict[_Pattern, list[tuple[int, ...]]] = {}
    known = [(data, char) for data, char in characters(charset).items() if char in model.ids and _MEANT.match(char)]
    known.sort(key=lambda item: model.unigram(model.ids[item[1]]))
    for data, _ in known:
        for mask in range(1, (1 << len(data)) - 1):
            pattern = tuple(HOLE if mask >> i & 1 else byte for i, byte in enumerate(data))
            table.setdefault(pattern, []).append(data)
    return table


@dataclass(slots=True)
class HoleReader:
    """Proposes the originals of a line, character by character.

    The state of a node is 1 inside a hole that stands for two bytes.
    """

    slots: Slots
    line: str
    wrong_script: frozenset[str]
    familiar: frozenset[tuple[int, int]]
    model: LanguageModel

    def arcs(self, node: Node, one: int, two: int) -> Iterator[Arc]:
        """Yield what may have stood at a node."""
        position, half = node
        values = self.slots.values
        if position >= len(values):
            return
        first = values[position]
        if 0 <= first < 0x80 and not half:
            yield chr(first), (position + 1, 0), 0
            return
        if first == HOLE and self.slots.question and not half:
            yield "?", (position + 1, 0), _QUESTION
        for pattern, target, price in self._patterns(node):
            yield from self._fitting(pattern, target, price, one, two)
        if not half and (position == 0 or self.slots.chars[position - 1] != self.slots.chars[position]):
            # Or the character is no part of the damage.
            index = self.slots.chars[position]
            behind = position + 1
            while behind < len(values) and self.slots.chars[behind] == index:
                behind += 1
            yield self.line[index], (behind, 0), _GONE

    def _patterns(self, node: Node) -> Iterator[tuple[_Pattern, Node, int]]:
        """Yield the bytes a character may be made of, the node behind it, and what the assumption costs."""
        lengths = (3, 2) if self.slots.candidate.written == "utf-8" else (2,)
        for length in lengths:
            ways: list[tuple[_Pattern, Node, int]] = [((), node, 0)]
            for index in range(length):
                ways = [longer for way in ways for longer in self._longer(way, index, length)]
            yield from ways

    def _longer(self, way: tuple[_Pattern, Node, int], index: int, length: int) -> Iterator[tuple[_Pattern, Node, int]]:
        pattern, (position, half), price = way
        values = self.slots.values
        utf8 = self.slots.candidate.written == "utf-8"
        value = values[position] if position < len(values) else None
        if value == HOLE:
            yield (*pattern, HOLE), (position + 1, 0), price
            if not half and self.slots.question:
                yield (*pattern, HOLE), (position, 1), price + _TWO_BYTES
        elif value is not None and not half and self._possible(value, index, length):
            yield (*pattern, value), (position + 1, 0), price
        if utf8 and index and not price and self.slots.dropped and not (value and 0x80 <= value < 0xC0):
            yield (*pattern, HOLE), (position, 0), price + _DROP  # nothing stands for the byte that is missing
        if self.slots.candidate.read in SINGLE_BYTE and not price and (index or not utf8):  # one byte a character
            if value == 0x20 and index:
                yield (*pattern, 0xA0), (position + 1, 0), price + _DROP
            for dropped in _DROPPED:
                if self._possible(dropped, index, length):
                    yield (*pattern, dropped), (position, 0), price + (_DROP if dropped == 0xAD else 2 * _DROP)

    def _possible(self, value: int, index: int, length: int) -> bool:
        """Whether a byte can stand at a place in a character of so many bytes."""
        if self.slots.candidate.written != "utf-8":
            return value >= (0x40 if index else 0x81)
        if index:
            return 0x80 <= value < 0xC0
        return 0xE2 <= value < 0xF0 if length == 3 else 0xC2 <= value < 0xE0

    def _fitting(self, pattern: _Pattern, target: Node, price: int, one: int, two: int) -> Iterator[Arc]:
        """Yield the likely characters that fit a pattern of bytes."""
        charset = self.slots.candidate.written
        if HOLE not in pattern:
            char = characters(charset).get(pattern)
            if char is not None and (not price or _MEANT.match(char)):
                yield char, target, price + self._price(char)
            elif charset == "utf-8":
                try:
                    yield bytes(pattern).decode("utf-8"), target, price
                except UnicodeDecodeError:
                    return
            return
        if all(value == HOLE for value in pattern):
            yield LOST, target, price
            return
        known, model = characters(charset), self.model
        if pattern[:2] == _GENERAL_PUNCTUATION and self.slots.values[target[0] : target[0] + 1] == [0x20]:
            yield "•", target, price  # nothing else of that block is followed by a space
            return
        fitting = [
            known[data] for data in _with_hole(charset).get(pattern, ()) if self._unreadable(pattern, data, target[0])
        ]
        fitting.sort(key=lambda char: model.cost(one, two, model.ids[char]) + self._price(char, two))
        at_end = target[0] >= len(self.slots.values)
        for char in fitting[:_TRIED]:
            yield char, target, price + self._price(char, two) + (_NOT_LAST if at_end and char in "，、：" else 0)

    def _price(self, char: str, before: int = -1) -> int:
        price = _WRONG_SCRIPT if char in self.wrong_script else 0
        return price - _FAMILIAR if (before, self.model.ids.get(char)) in self.familiar else price

    def _unreadable(self, pattern: _Pattern, data: tuple[int, ...], behind: int) -> bool:
        """Whether the reader could really not read the bytes that a character would put into the holes."""
        values, read = self.slots.values, self.slots.candidate.read
        if read in SINGLE_BYTE:
            return all(byte in _UNDEFINED for hole, byte in zip(pattern, data, strict=True) if hole == HOLE)
        following = values[behind] if behind < len(values) else 0x0A
        for i, hole in enumerate(pattern):
            if hole == HOLE:
                after = pattern[i + 1] if i + 1 < len(pattern) else following
                if after != HOLE and is_readable(read, data[i], after):
                    return False
        return True
