"""The bytes of a misread line, with holes where some were lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cnbiznews.repair.charsets import SINGLE_BYTE, bytes_of
from cnbiznews.repair.language_model import language_model
from cnbiznews.repair.misreading import Misreading

__all__ = ["HOLE", "LOST", "Slots", "characters"]

HOLE = -1  # a byte that nobody knows
LOST = "\ufffd"  # what a decoder writes for bytes it could not read


@dataclass(slots=True)
class Slots:
    r"""The bytes of a line: ``values`` (a byte or a hole), and the index of the character each one is of.

    ``question`` says that a `?` may stand for a byte, ``dropped`` that nothing may.

    >>> slots = Slots.of("ÎïÁ\ufffd", Misreading("gb18030", "cp1252"))
    >>> slots.values, slots.rough()
    ([206, 239, 193, -1], '物')
    """

    values: list[int]
    chars: list[int]
    candidate: Misreading
    question: bool
    dropped: bool

    @classmethod
    def of(cls, line: str, candidate: Misreading, dropped: bool = False) -> Slots | None:
        """Return the bytes of a line under a misreading, or None if it holds characters that can't come from it."""
        table = candidate.table
        question = LOST not in line
        single = candidate.read in SINGLE_BYTE
        values: list[int] = []
        chars: list[int] = []
        for index, char in enumerate(line):
            if char == LOST or (char == "?" and question and not single):
                values.append(HOLE)
                chars.append(index)
                continue
            data = table.get(char)
            if data is None:
                return None
            values += data
            chars += [index] * len(data)
        return cls(values, chars, candidate, question, dropped)

    def rough(self) -> str:
        """Return what can be read at once, without the characters that have holes."""
        if self.candidate.written == "utf-8":
            data = bytes(0xFF if value == HOLE else value for value in self.values)
            return data.decode("utf-8", "ignore")
        known = characters(self.candidate.written)
        found = []
        at = 0
        while at < len(self.values):
            lead = self.values[at]
            if 0 <= lead < 0x80:
                found.append(chr(lead))
                at += 1
                continue
            trail = self.values[at + 1] if at + 1 < len(self.values) else HOLE
            found.append(known.get((lead, trail), ""))
            at += 2
        return "".join(found)


@cache
def characters(charset: str) -> dict[tuple[int, ...], str]:
    """Return the characters of two bytes of a charset by these; of UTF-8, those the language model knows.

    >>> characters("utf-8")[0xE4, 0xBA, 0xAC], characters("big5")[0xA8, 0xCA]
    ('京', '京')
    """
    if charset == "utf-8":
        return {tuple(char.encode()): char for char in language_model().ids if "\u0800" <= char <= "\uffff"}
    return {tuple(pair): char for char, pair in bytes_of(charset).items() if len(pair) == 2}
