"""Undo reading text in the wrong encoding where some bytes were lost on the way.

A reader that met bytes it had no character for wrote U+FFFD or ``?`` for them, or nothing at all. The bytes around such
a hole are known, so that few characters can have stood there; the language model chooses. A character of which nothing
is left stays U+FFFD: it is not guessed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from cnbiznews.alignment import Edit
from cnbiznews.repair.byte_slots import HOLE, LOST, Slots
from cnbiznews.repair.findings import Finding, Report
from cnbiznews.repair.fluency import is_plausible
from cnbiznews.repair.hole_reader import HoleReader
from cnbiznews.repair.language_model import BOUNDARY, SCALE, is_simplified, language_model
from cnbiznews.repair.misread import is_explained
from cnbiznews.repair.misreading import Misreading
from cnbiznews.repair.screen import LATIN, RARE, flagged_lines
from cnbiznews.repair.search import NO_RIVAL, Budget, Node, Path, best_path
from cnbiznews.repair.talk import about_code

__all__ = ["dropped_report", "holes_report"]

_FROM_HANZI = tuple(
    Misreading(written, read)
    for written, read in (
        ("utf-8", "gb18030"), ("gb18030", "big5"), ("utf-8", "big5"), ("big5", "gb18030"),
    )
)  # fmt: skip
_FROM_LATIN = tuple(
    Misreading(written, read) for read in ("cp1252", "cp1250") for written in ("utf-8", "gb18030", "big5")
)
_QUOTES = "“”"
# One in so many characters of a line must make sense at once.
_READABLE = 5
# The pieces of a line that are judged apart have so many characters.
_PART = 8
_ACCENTED_RUN = re.compile("[\x80-\u02ff]{4}")
# If one byte in so many is lost, or more, text would be made up.
_KNOWN_SHARE = 4
# How sure a character is that could be read; how often one is right that fills a hole, by its margin before the next
# one (in nats; measured on other texts); the margin below which one is as often wrong as right, and not filled in.
_READ = 0.98
_SURE = ((4, 0.95), (2, 0.85), (-NO_RIVAL, 0.6))
_MARGIN = SCALE // 2


def holes_report(text: str) -> Report:
    """Return the edits for lines that were misread and show holes, and what could not be decided.

    >>> "".join(edit.replacement for edit in holes_report("鍏�鍙革紝钀ユ敹鍜屽埄娑﹂兘澧為暱浜�").edits)
    '公司，营收和利润都增长了'
    """
    return _report(text, RARE, _FROM_HANZI) if LOST in text or "?" in text else Report()


def dropped_report(text: str) -> Report:
    """Return the edits for lines some bytes of which were dropped without a trace.

    >>> damaged = "生态协同的效果".encode("gbk").decode("latin-1").replace("\\xad", "")
    >>> "".join(edit.replacement for edit in dropped_report(damaged).edits)
    '生态协同的效果'
    """
    report = _report(text, LATIN, _FROM_LATIN)
    return report if report.edits else _report(text, RARE, _FROM_HANZI[:1], dropped=True)


def _report(text: str, flag: int, candidates: tuple[Misreading, ...], *, dropped: bool = False) -> Report:
    lines: list[tuple[int, str, Slots]] = []
    for at, line, _ in flagged_lines(text, flag):
        holes = _ACCENTED_RUN.search(line) if flag == LATIN else dropped or LOST in line or "?" in line
        if holes and "锟斤拷" not in line and not about_code(text, at):
            if flag == RARE and LOST not in line and is_explained(line, flag):
                continue  # every `?` is just a question mark
            found = _likeliest(line, candidates)
            slots = Slots.of(line, found, dropped) if found else None
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
        slots = Slots.of(line, candidate)
        if slots is None:
            continue
        rough = slots.rough()
        length = len(slots.values) // (3 if candidate.written == "utf-8" else 2)
        readable = sum(len(part) for part in _parts(rough) if is_plausible(part))
        if readable > best_length and _READABLE * readable > max(len(rough), length):
            best_length, best = readable, candidate
    return best


def _parts(text: str) -> list[str]:
    """Cut a text into pieces that are judged apart: a lost byte makes nonsense of some of them only."""
    return [text[start : start + _PART] for start in range(0, len(text), _PART)]


def _repair_line(
    report: Report, line: str, offset: int, slots: Slots, familiar: frozenset[tuple[int, int]], budget: Budget
) -> None:
    """Add the edits for a line, or a finding if no original can be made out."""
    candidate = slots.candidate
    if _KNOWN_SHARE * slots.values.count(HOLE) > len(slots.values):
        report.findings.append(Finding(offset, offset + len(line), line, candidate.reason, "lost"))
        return
    model = language_model()
    wrong_script = model.traditional if is_simplified(slots.rough()) else model.simplified
    reader = HoleReader(slots, line, wrong_script, familiar, model)
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
    if not is_plausible(path.text.replace(LOST, "")):
        report.findings.append(
            Finding(offset, offset + len(line), line, candidate.reason, "unsure", "", (path.text,), 0.5)
        )
        return
    _add_edits(report, reader, path, offset)


def _add_edits(report: Report, reader: HoleReader, path: Path, offset: int) -> None:
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
        elif hole and text != LOST:
            margin, rival = _margin(reader, path, index, at)
            confidence = min(confidence, next(sure for least, sure in _SURE if margin >= least * SCALE))
            if margin < _MARGIN:
                candidates, text = (text, rival), LOST
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


def _margin(reader: HoleReader, path: Path, index: int, before: Node) -> tuple[int, str]:
    """Return by how much a character fits better than any other that could fill the hole, and that other one."""
    text, node = path.pieces[index]
    left = "".join(piece for piece, _ in path.pieces[max(0, index - 3) : index])
    right = "".join(piece for piece, _ in path.pieces[index + 1 : index + 3])
    one, two = reader.model.identify((BOUNDARY * 2 + left)[-2:])
    costs = {
        char: extra + reader.model.text_cost(left + char + right)
        for char, target, extra in reader.arcs(before, one, two)
        if target == node and char not in (LOST, "?")
    }
    chosen = costs.pop(text, None)
    if chosen is None or not costs:
        return NO_RIVAL, ""
    rival = min(costs, key=lambda char: costs[char])
    return costs[rival] - chosen, rival
