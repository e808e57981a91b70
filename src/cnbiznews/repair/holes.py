"""Undo reading text in the wrong encoding where some bytes were lost on the way.

A reader that met bytes it had no character for wrote U+FFFD or ``?`` for them, or nothing at all. The bytes around such
a hole are known, so that few characters can have stood there; the language model chooses. A character of which nothing
is left stays U+FFFD: it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cnbiznews.alignment import Edit
from cnbiznews.repair.charsets import SINGLE_BYTE, bytes_of, is_readable
from cnbiznews.repair.findings import Finding, Report
from cnbiznews.repair.language_model import BOUNDARY, SCALE, LanguageModel, is_simplified, language_model
from cnbiznews.repair.misread import Misreading, byte_table, is_explained, plausible
from cnbiznews.repair.screen import LATIN, RARE, flagged_lines
from cnbiznews.repair.search import NO_RIVAL, Arc, Budget, Node, Path, best_path
from cnbiznews.repair.talk import about_code

__all__ = ["dropped_report", "holes_report"]

HOLE = -1
_LOST = "\ufffd"

_FROM_HANZI = tuple(
    Misreading(written, read)
    for written, read in (
        ("utf-8", "gb18030"), ("gb18030", "big5"), ("utf-8", "big5"), ("big5", "gb18030"),
    )
)  # fmt: skip
_FROM_LATIN = tuple(
    Misreading(written, read) for read in ("cp1252", "cp1250") for written in ("utf-8", "gb18030", "big5")
)
# Bytes that many programs throw away: soft hyphen, no-break space, controls, and what cp1252 leaves undefined.
_DROPPED = (0xAD, 0xA0, 0x85, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
# Bytes that cp1252 and its relatives leave undefined: readers show U+FFFD for them.
_UNDEFINED = (0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E)
_DROP, _QUESTION, _TWO_BYTES, _GONE = 3 * SCALE, 2 * SCALE, 4 * SCALE, 8 * SCALE
_WRONG_SCRIPT = 3 * SCALE
_FAMILIAR = 2 * SCALE  # what two characters save that stand together elsewhere
_NOT_LAST = 5 * SCALE  # a mark that ends no text
_GENERAL_PUNCTUATION = (0xE2, 0x80)
_QUOTES = "“”"
# One in so many characters of a line must make sense at once.
_READABLE = 5
# The pieces of a line that are judged apart have so many characters.
_PART = 8
_ACCENTED_RUN = re.compile("[\x80-\u02ff]{4}")
# What may have stood in a hole: hanzi and punctuation, but no wide letters and digits.
_MEANT = re.compile("[\u2014-\u2026\u3001\u3002\u300a\u300b\u3010\u3011\u4e00-\u9fff！（），：；？％]")
# If one byte in so many is lost, or more, text would be made up.
_KNOWN_SHARE = 4
# How many originals of a character are tried.
_TRIED = 16

# How sure a character is that could be read; how often one is right that fills a hole, by its margin before the next
# one (in nats; measured on other texts); the margin below which one is as often wrong as right, and not filled in.
_READ = 0.98
_SURE = ((4, 0.95), (2, 0.85), (-NO_RIVAL, 0.6))
_MARGIN = SCALE // 2

_Pattern = tuple[int, ...]


def holes_report(text: str) -> Report:
    """Return the edits for lines that were misread and show holes, and what could not be decided.

    >>> "".join(edit.replacement for edit in holes_report("鍏�鍙革紝钀ユ敹鍜屽埄娑﹂兘澧為暱浜�").edits)
    '公司，营收和利润都增长了'
    """
    return _report(text, RARE, _FROM_HANZI) if _LOST in text or "?" in text else Report()


def dropped_report(text: str) -> Report:
    """Return the edits for lines some bytes of which were dropped without a trace.

    >>> damaged = "生态协同的效果".encode("gbk").decode("latin-1").replace("\\xad", "")
    >>> "".join(edit.replacement for edit in dropped_report(damaged).edits)
    '生态协同的效果'
    """
    report = _report(text, LATIN, _FROM_LATIN)
    return report if report.edits else _report(text, RARE, _FROM_HANZI[:1], dropped=True)


def _report(text: str, flag: int, candidates: tuple[Misreading, ...], *, dropped: bool = False) -> Report:
    lines: list[tuple[int, str, _Slots]] = []
    for at, line, _ in flagged_lines(text, flag):
        holes = _ACCENTED_RUN.search(line) if flag == LATIN else dropped or _LOST in line or "?" in line
        if holes and "锟斤拷" not in line and not about_code(text, at):
            if flag == RARE and _LOST not in line and is_explained(line, flag):
                continue  # every `?` is just a question mark
            found = _likeliest(line, candidates)
            slots = _Slots.of(line, found, dropped) if found else None
            if slots is not None:
                lines.append((at, line, slots))
    # What stands together elsewhere in the text is likely to do so again.
    model = language_model()
    familiar = frozenset(pair for _, _, slots in lines for pair in pairwise(model.identify(slots.rough())))
    report, budget = Report(), Budget.of(text)
    for at, line, slots in lines:
        _repair_line(report, line, at, slots, familiar, budget)
    return report


def _likeliest(line: str, candidates: tuple[Misreading, ...]) -> Misreading | None:
    """Return the misreading under which most of a line can be read at once."""
    best_length, best = 0, None
    for candidate in candidates:
        slots = _Slots.of(line, candidate)
        if slots is None:
            continue
        rough = slots.rough()
        length = len(slots.values) // (3 if candidate.written == "utf-8" else 2)
        readable = sum(len(part) for part in _parts(rough) if plausible(part))
        if readable > best_length and _READABLE * readable > max(len(rough), length):
            best_length, best = readable, candidate
    return best


def _parts(text: str) -> list[str]:
    """Cut a text into pieces that are judged apart: a lost byte makes nonsense of some of them only."""
    return [text[start : start + _PART] for start in range(0, len(text), _PART)]


@dataclass(slots=True)
class _Slots:
    """The bytes of a line: ``values`` (a byte or a hole), and the index of the character each one is of.

    ``question`` says that a `?` may stand for a byte, ``dropped`` that nothing may.
    """

    values: list[int]
    chars: list[int]
    candidate: Misreading
    question: bool
    dropped: bool

    @classmethod
    def of(cls, line: str, candidate: Misreading, dropped: bool = False) -> _Slots | None:
        """Return the bytes of a line under a misreading, or None if it holds characters that can't come from it."""
        table = byte_table(candidate.read)
        question = _LOST not in line
        single = candidate.read in SINGLE_BYTE
        values: list[int] = []
        chars: list[int] = []
        for index, char in enumerate(line):
            if char == _LOST or (char == "?" and question and not single):
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
        known = _characters(self.candidate.written)
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
def _characters(charset: str) -> dict[tuple[int, ...], str]:
    """Return the characters of a charset by their bytes; the ones the language model knows have holes, too."""
    if charset == "utf-8":
        return {tuple(char.encode()): char for char in language_model().ids if "\u0800" <= char <= "\uffff"}
    return {tuple(pair): char for char, pair in bytes_of(charset).items() if len(pair) == 2}


@cache
def _with_hole(charset: str) -> dict[_Pattern, list[tuple[int, ...]]]:
    """Return, for every pattern with holes, the bytes of the known characters that fit, likely ones first."""
    model = language_model()
    table: dict[_Pattern, list[tuple[int, ...]]] = {}
    known = [(data, char) for data, char in _characters(charset).items() if char in model.ids and _MEANT.match(char)]
    known.sort(key=lambda item: model.unigram(model.ids[item[1]]))
    for data, _ in known:
        for mask in range(1, (1 << len(data)) - 1):
            pattern = tuple(HOLE if mask >> i & 1 else byte for i, byte in enumerate(data))
            table.setdefault(pattern, []).append(data)
    return table


@dataclass(slots=True)
class _Reader:
    """Proposes originals, character by character. The state of a node is 1 inside a hole that stands for two bytes."""

    slots: _Slots
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
            char = _characters(charset).get(pattern)
            if char is not None and (not price or _MEANT.match(char)):
                yield char, target, price + self._price(char)
            elif charset == "utf-8":
                try:
                    yield bytes(pattern).decode("utf-8"), target, price
                except UnicodeDecodeError:
                    return
            return
        if all(value == HOLE for value in pattern):
            yield _LOST, target, price
            return
        known, model = _characters(charset), self.model
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


def _repair_line(
    report: Report, line: str, offset: int, slots: _Slots, familiar: frozenset[tuple[int, int]], budget: Budget
) -> None:
    """Add the edits for a line, or a finding if no original can be made out."""
    candidate = slots.candidate
    if _KNOWN_SHARE * slots.values.count(HOLE) > len(slots.values):
        report.findings.append(Finding(offset, offset + len(line), line, candidate.reason, "lost"))
        return
    model = language_model()
    wrong_script = model.traditional if is_simplified(slots.rough()) else model.simplified
    reader = _Reader(slots, line, wrong_script, familiar, model)
    path = best_path(
        model,
        reader.arcs,
        lambda node: not node[1],
        start=0,
        past=len(slots.values),
        end=len(slots.values),
        budget=budget,
    )
    if path is None and budget.spent:
        report.findings.append(Finding(offset, offset + len(line), line, candidate.reason, "unsure", confidence=0.5))
    if path is None or path.text == line:
        return
    if not plausible(path.text.replace(_LOST, "")):
        report.findings.append(
            Finding(offset, offset + len(line), line, candidate.reason, "unsure", "", (path.text,), 0.5)
        )
        return
    _add_edits(report, reader, path, offset)


def _add_edits(report: Report, reader: _Reader, path: Path, offset: int) -> None:
    """Add the smallest edits: between places where characters of the line and of the original end.

    A character that could as well be another one stays lost, and is a finding.
    """
    slots, line = reader.slots, reader.line
    start, pending, quoted, confidence = 0, "", False, _READ
    candidates: tuple[str, ...] = ()
    reason = f"{slots.candidate.reason}, bytes lost"
    at: Node = (0, 0)
    for index, (text, node) in enumerate(path.pieces):
        position, half = node
        end = slots.chars[position] if position < len(slots.values) else len(line)
        hole = HOLE in slots.values[at[0] : position]
        if text in _QUOTES:
            # The model does not tell opening from closing quotes: they alternate.
            text = _QUOTES[quoted] if hole else text
            quoted = text == _QUOTES[0]
        elif hole and text != _LOST:
            margin, rival = _margin(reader, path, index, at)
            confidence = min(confidence, next(sure for least, sure in _SURE if margin >= least * SCALE))
            if margin < _MARGIN:
                candidates, text = (text, rival), _LOST
        pending += text
        at = node
        if not half and (position == len(slots.values) or slots.chars[position - 1] != slots.chars[position]):
            if candidates:
                report.findings.append(
                    Finding(offset + start, offset + end, line[start:end], reason, "unsure", "", candidates, 0.5)
                )
            if line[start:end] != pending:
                report.edits.append(Edit(offset + start, offset + end, pending, reason, confidence))
            start, pending, confidence, candidates = end, "", _READ, ()


def _margin(reader: _Reader, path: Path, index: int, before: Node) -> tuple[int, str]:
    """Return by how much a character fits better than any other that could fill the hole, and that other one."""
    text, node = path.pieces[index]
    left = "".join(piece for piece, _ in path.pieces[max(0, index - 3) : index])
    right = "".join(piece for piece, _ in path.pieces[index + 1 : index + 3])
    one, two = reader.model.identify((BOUNDARY * 2 + left)[-2:])
    costs = {
        char: extra + reader.model.text_cost(left + char + right)
        for char, target, extra in reader.arcs(before, one, two)
        if target == node and char not in (_LOST, "?")
    }
    chosen = costs.pop(text, None)
    if chosen is None or not costs:
        return NO_RIVAL, ""
    rival = min(costs, key=lambda char: costs[char])
    return costs[rival] - chosen, rival
