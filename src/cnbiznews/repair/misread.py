"""Undo reading text in the wrong encoding, where no byte was lost.

Every pair (encoding read, encoding written) is a candidate: the characters of a line are turned back into the bytes
they were read from, and these are decoded as they were written. What comes out must be Chinese that is far more
probable than what stood there. UTF-8 also proves itself by its form.

A line is looked at as a whole; where that fails, its runs of characters that can come from the wrong encoding are.
"""

from __future__ import annotations

import re

from cnbiznews.alignment import Edit
from cnbiznews.repair.charsets import SINGLE_BYTE
from cnbiznews.repair.evidence import saving
from cnbiznews.repair.fluency import is_fluent, letter_count
from cnbiznews.repair.misreading import WESTERN, Misreading, is_contested, misreadings
from cnbiznews.repair.screen import LATIN, RARE, flagged_lines
from cnbiznews.repair.talk import about_code

__all__ = ["calls_for", "is_explained", "misread_edits"]

# Text of which one letter in so many is lost is not searched.
_LOST_SHARE = 6
_ACCENTED = re.compile("[\x80-\u02ff\u2500-\u25ff]")
_TWO_ACCENTED = re.compile("[\x80-\u04ff\u2010-\u2044\u20ac\u2122\u2200-\u25ff\uff61-\uff9f\uf8f0-\uf8f3]{2}")
_NARROW_KANA = re.compile("[\uff61-\uff9f]")
# The share of the accented letters of a line that must be explained, and one above which no doubt may be left.
_SHARE, _HALF = 0.95, 0.5


def misread_edits(text: str, share: float = _SHARE) -> list[Edit]:
    """Return the edits that undo a wrong reading, line by line.

    What is too short to be judged alone is judged by what happened to the rest of the text. Of the accented letters
    and the like in a line, at least ``share`` must be explained.

    >>> "".join(edit.replacement for edit in misread_edits("浜ч噺涓庨攢閲忛兘鍦ㄤ笂鍗"))
    '产量与销量都在上'
    >>> "".join(edit.replacement for edit in misread_edits("ÎïÁ÷µÄÊÕÈë"))
    '物流的收入'
    """
    found: dict[int, list[Edit]] = {}
    doubtful: dict[int, str] = {}
    weights: dict[Misreading, int] = {}
    last: Misreading | None = None
    candidate: Misreading | None
    for at, line, flags in flagged_lines(text, LATIN | RARE):
        if flags & LATIN and _is_foreign(line):
            flags &= ~LATIN
        if not flags or _is_lost(line) or about_code(text, at) or (flags == RARE and is_fluent(line)):
            continue
        candidates = misreadings(flags)
        found[at], doubtful[at] = [], line
        # A text was mostly misread in one way: what explained the last line is asked first.
        if last in candidates and not last.read.startswith("big5"):  # its extensions compete with each other
            likely = tuple(c for c in candidates if c.written == last.written and c.read in WESTERN)
            if last not in likely or not is_contested(line):
                likely = (last,)
            candidate, found[at] = _line_edits(line, at, likely, share, whole=True)
        if not found[at]:
            candidate, found[at] = _line_edits(line, at, candidates, share)
        if candidate:
            weights[candidate] = weights.get(candidate, 0) + len(found[at])
            last = candidate
    if weights:
        # Where the text was misread in one way, the pieces that remain were so, too.
        usual = max(weights, key=lambda candidate: weights[candidate])
        for at, line in doubtful.items():
            if not found[at]:
                found[at] = _line_edits(line, at, (usual,), share, expected=True)[1]
    return [edit for at in sorted(found) for edit in found[at]]


def calls_for(text: str, flags: int) -> int:
    """Return the flags of a text without LATIN and RARE where a closer look finds nothing behind them.

    Rare hanzi can make sense together, and an accented letter alone is a foreign word.

    >>> calls_for("café里", LATIN), calls_for("ÎïÁ÷", LATIN) == LATIN
    (0, True)
    """
    if flags & LATIN and _is_foreign(text):
        flags &= ~LATIN
    if flags & RARE and not flags & LATIN and all(is_fluent(line) for _, line, _ in flagged_lines(text, RARE)):
        flags &= ~RARE
    return flags


def is_explained(line: str, flags: int) -> bool:
    """Whether some misreading explains a whole line, without a byte being lost.

    >>> is_explained("ÎïÁ÷µÄÊÕÈë", LATIN), is_explained("ÎïÁ÷µÄ\ufffdÊÕÈë", LATIN)
    (True, False)
    """
    return _line_edits(line, 0, misreadings(flags), _SHARE, whole=True)[0] is not None


def _is_foreign(text: str) -> bool:
    """Whether accented letters are those of foreign words: bytes don't come alone."""
    return not _TWO_ACCENTED.search(text)


def _is_lost(line: str) -> bool:
    """Whether most of a line is gone, so that what is left proves nothing."""
    return "锟斤拷" in line or _LOST_SHARE * line.count("\ufffd") > letter_count(line)


def _line_edits(
    line: str,
    offset: int,
    candidates: tuple[Misreading, ...],
    share: float,
    *,
    expected: bool = False,
    whole: bool = False,
) -> tuple[Misreading | None, list[Edit]]:
    """Return the candidate that explains a line best (with ``whole``: the whole line), and its edits."""
    best_gain, best, best_pieces = 0, None, []
    letters = letter_count(line)
    accented = _ACCENTED.findall(line)
    for candidate in candidates:
        if candidate.read in SINGLE_BYTE:
            table = candidate.table
            # (A foreign word may stand in the line. But charsets have much in common: others must explain all.)
            needed = share if candidate.read == "cp1252" or share <= _HALF else 1
            if sum(char in table for char in accented) < needed * len(accented):
                continue
        gain, pieces = 0, []
        for start, end in candidate.spans(line):
            piece = line[start:end]
            if not _suits(piece, letters, candidate):
                continue
            original = candidate.undone(piece)
            if original is None:
                continue
            usual = whole and len(candidates) == 1
            saved = saving(piece, original, candidate, expected=expected, usual=usual, familiar=share > _HALF)
            if saved > 0:
                gain += saved
                pieces.append((start, end, original))
        if whole and (len(pieces) != 1 or letter_count(line[pieces[0][0] : pieces[0][1]]) < letters):
            continue
        if gain > best_gain and _explains(line, pieces, candidate, share):
            best_gain, best, best_pieces = gain, candidate, pieces
    if best is None:
        return None, []
    return best, [
        edit for start, end, original in best_pieces for edit in best.edits(line[start:end], original, offset + start)
    ]


def _explains(line: str, pieces: list[tuple[int, int, str]], candidate: Misreading, share: float) -> bool:
    """Whether pieces cover enough of the accented letters of a line; what is left over would tell against them."""
    if candidate.read not in SINGLE_BYTE:
        return True
    covered = sum(len(_ACCENTED.findall(line, start, end)) for start, end, _ in pieces)
    return covered >= share * len(_ACCENTED.findall(line))


def _suits(run: str, letters: int, candidate: Misreading) -> bool:
    """Whether a run, in a line of so many letters, looks like what its charset shows for others."""
    if candidate.read == "shift_jis":
        return bool(_NARROW_KANA.search(run))
    if candidate.read not in SINGLE_BYTE and candidate.written != "utf-8":
        # All hanzi come from somewhere. By chance a few of them give others; a whole line does not.
        return 5 * letter_count(run) > 3 * letters
    return True
