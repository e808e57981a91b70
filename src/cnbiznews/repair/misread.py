"""Undo reading text in the wrong encoding, where no byte was lost.

Every pair (encoding read, encoding written) is a candidate: the characters of a line are turned back into the bytes
they were read from, and these are decoded as they were written. What comes out must be Chinese that is far more
probable than what stood there. UTF-8 also proves itself by its form.

A line is looked at as a whole; where that fails, its runs of characters that can come from the wrong encoding are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cnbiznews.alignment import Edit
from cnbiznews.repair.characters import replacements
from cnbiznews.repair.charsets import CYRILLIC, SINGLE_BYTE, byte_of, bytes_of
from cnbiznews.repair.language_model import SCALE, character_costs, language_model
from cnbiznews.repair.screen import LATIN, RARE, flagged_lines
from cnbiznews.repair.talk import about_code

__all__ = ["Misreading", "byte_table", "calls_for", "is_explained", "misread_edits", "misreadings", "plausible"]


@dataclass(frozen=True, slots=True)
class Misreading:
    """Text written in one encoding and read in another."""

    written: str
    read: str

    @property
    def reason(self) -> str:
        """The name of the damage, as edits give it."""
        return f"{self.written} read as {self.read}"


#: Candidates for text that shows the upper half of a single-byte charset, and for text in rare hanzi.
_FROM_LATIN = tuple(
    Misreading(written, read)
    for read in (*SINGLE_BYTE, "shift_jis")
    for written in ("utf-8", "gb18030", "big5")
    if written == "utf-8" or read not in ("koi8-r", "iso8859-5", "cp866")  # there any word of Russian is some hanzi
)  # fmt: skip
_FROM_HANZI = tuple(
    Misreading(written, read)
    for written, read in (
        ("utf-8", "gb18030"), ("gb18030", "big5"), ("gb18030", "big5hkscs"), ("big5", "gb18030"),
        ("utf-8", "big5"), ("utf-8", "shift_jis"), ("gb18030", "shift_jis"),
    )
)  # fmt: skip

# Chinese text costs 5 to 9 nats a character, misread text 12 or more. What is read back must cost less than this, in
# short pieces and in long ones, and save so much per character of the damaged text.
_SHORT, _LONG, _LENGTH = 8 * SCALE, 10 * SCALE, 6
_SAVING = 2 * SCALE
# No stretch of so many characters may cost this much a character.
_WINDOW, _NONSENSE = 20, 11 * SCALE
_UNASSIGNED = re.compile("[\ue000-\uf8ff\U00030000-\U0010ffff]")
# A character this improbable is not familiar.
_RAREST = 11 * SCALE
# Text of which one letter in so many is lost is not searched.
_LOST_SHARE = 6
_ACCENTED = re.compile("[\x80-\u02ff\u2500-\u25ff]")
_TWO_ACCENTED = re.compile("[\x80-\u04ff\u2010-\u2044\u20ac\u2122\u2200-\u25ff\uff61-\uff9f\uf8f0-\uf8f3]{2}")
_HANZI = re.compile("[\u3400-\u9fff]")
_NARROW_KANA = re.compile("[\uff61-\uff9f]")
_ASCII = re.compile("[\\x00-\\x7f]+")
# A share above which a reading has to be free of doubt.
_HALF = 0.5
# The cost is taken from a sample of so many characters.
_SAMPLE = 60
# Multi-byte sequences of UTF-8, bytes of CESU-8 surrogates among them.
_UTF8 = (
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3})+"
)
_UTF8_RUN = re.compile(_UTF8 + rb"(?:[\x00-\x7f]*" + _UTF8 + rb")*")
_THREE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWO = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_BYTE_ORDER_MARK = "\ufeff"
_CODEC = {"big5": "cp950"}


# Charsets that differ in few characters, these above all.
_WESTERN = ("cp1252", "iso8859-15", "cp1254")
_CONTESTED = re.compile("[ŠŽšžŒœŸ€]")


def misreadings(flags: int) -> tuple[Misreading, ...]:
    """Return the candidates for text with these flags of the screen."""
    return (_FROM_LATIN if flags & LATIN else ()) + (_FROM_HANZI if flags & RARE else ())


@cache
def byte_table(charset: str) -> dict[str, bytes]:
    """Return the bytes of every character of a charset."""
    if charset in SINGLE_BYTE:
        return {char: bytes((byte,)) for char, byte in byte_of(charset).items()}
    return bytes_of(charset)


def misread_edits(text: str, share: float = 0.95) -> list[Edit]:
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
        if flags & LATIN and not _TWO_ACCENTED.search(line):
            flags &= ~LATIN  # bytes don't come alone: that is a foreign word
        if not flags or _is_lost(line) or about_code(text, at) or (flags == RARE and _goes_on(line)):
            continue
        candidates = misreadings(flags)
        found[at], doubtful[at] = [], line
        # A text was mostly misread in one way: what explained the last line is asked first.
        if last in candidates and not last.read.startswith("big5"):  # its extensions compete with each other
            likely = tuple(c for c in candidates if c.written == last.written and c.read in _WESTERN)
            if last not in likely or not _CONTESTED.search(line):
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

    Bytes don't come alone: one accented letter is a foreign word. Rare hanzi can make sense together.
    """
    if flags & LATIN and not _TWO_ACCENTED.search(text):
        flags &= ~LATIN
    if flags & RARE and not flags & LATIN and all(_goes_on(line) for _, line, _ in flagged_lines(text, RARE)):
        flags &= ~RARE
    return flags


def is_explained(line: str, flags: int) -> bool:
    """Whether some misreading explains a whole line, without a byte being lost."""
    return _line_edits(line, 0, misreadings(flags), 0.95, whole=True)[0] is not None


def _is_lost(line: str) -> bool:
    """Whether most of a line is gone, so that what is left proves nothing."""
    return "锟斤拷" in line or _LOST_SHARE * line.count("\ufffd") > _letters(line)


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
    letters = _letters(line)
    accented = _ACCENTED.findall(line)
    for candidate in candidates:
        if candidate.read in SINGLE_BYTE:
            table = byte_table(candidate.read)
            # (A foreign word may stand in the line. But charsets have much in common: others must explain all.)
            needed = share if candidate.read == "cp1252" or share <= _HALF else 1
            if sum(char in table for char in accented) < needed * len(accented):
                continue
        gain, pieces = 0, []
        for start, end in _runs(line, candidate):
            if not _suits(line[start:end], letters, candidate):
                continue
            original = _undone(line[start:end], candidate)
            if original is not None:
                saved = _saving(
                    line[start:end],
                    original,
                    candidate,
                    expected=expected,
                    usual=whole and len(candidates) == 1,
                    familiar=share > _HALF,
                )
                if saved > 0:
                    gain += saved
                    pieces.append((start, end, original))
        if whole and (len(pieces) != 1 or _letters(line[pieces[0][0] : pieces[0][1]]) < letters):
            continue
        if gain > best_gain and _explains(line, pieces, candidate, share):
            best_gain, best, best_pieces = gain, candidate, pieces
    if best is None:
        return None, []
    return best, [
        edit for start, end, original in best_pieces for edit in _units(line[start:end], original, best, offset + start)
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
        return 5 * _letters(run) > 3 * letters
    return True


def _runs(line: str, candidate: Misreading) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line that may have been misread: all of its characters come from the wrong encoding.

    They don't begin with ASCII, which is the same in all encodings.
    """
    if candidate.read in SINGLE_BYTE:
        runs = [match.span() for match in _run_of(candidate.read).finditer(line)]
    else:
        table = byte_table(candidate.read)
        runs, start = [], -1
        for position, char in enumerate(line):
            if char not in table:
                if start >= 0:
                    runs.append((start, position))
                start = -1
            elif start < 0 and char >= "\x80":
                start = position
        if start >= 0:
            runs.append((start, len(line)))
    if candidate.written != "utf-8":
        yield from runs
        return
    for run in runs:
        yield from _decodable(line, *run, candidate)


@cache
def _run_of(charset: str) -> re.Pattern[str]:
    """Return the pattern of what a charset of one byte per character has, from the first character beyond ASCII on."""
    chars = "".join(byte_table(charset))
    beyond = "".join(char for char in chars if char >= "\x80")
    return re.compile(f"[{re.escape(beyond)}][{re.escape(chars)}]*")


def _decodable(line: str, start: int, end: int, candidate: Misreading) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run whose bytes are well-formed UTF-8."""
    while line[end - 1] < "\x80":
        end -= 1
    table = byte_table(candidate.read)
    pieces = [table[char] for char in line[start:end]]
    boundary, at = {}, 0
    for position, piece in enumerate(pieces, start):
        boundary[at] = position
        at += len(piece)
    boundary[at] = end
    for match in _UTF8_RUN.finditer(b"".join(pieces)):
        first, last = match.span()
        # A sequence that begins or ends inside a character of the wrong encoding belongs to something else.
        while first < last and first not in boundary:
            first += 1
        while last > first and last not in boundary:
            last -= 1
        if first < last:
            yield boundary[first], boundary[last]


def _undone(piece: str, candidate: Misreading) -> str | None:
    """Return what a piece was before it was misread, or None if it can't have been. Surrogates stay as they are."""
    table = byte_table(candidate.read)
    try:
        data = b"".join(table[char] for char in piece)
        return data.decode(_CODEC.get(candidate.written, candidate.written), "surrogatepass")
    except (KeyError, UnicodeDecodeError):
        return None


def _saving(piece: str, original: str, candidate: Misreading, *, expected: bool, usual: bool, familiar: bool) -> int:
    """Return by how much an original is more probable than the piece; 0 if it is not convincing.

    ``expected`` says that the rest of the text was misread like this, ``usual`` that the line before was.
    ``familiar`` asks for characters that the language model knows, where bytes may have been dropped.
    """
    if "\ufffd" in original or original == piece:
        return 0
    if candidate.read in SINGLE_BYTE and _is_made_up(original):
        return 0  # (of text misread twice as GBK the first step may well hold private-use characters)
    model = language_model()
    # Where two charsets compete that differ in few characters, every one of them counts.
    contested = candidate.read.startswith("big5") or (candidate.read in _WESTERN and _CONTESTED.search(piece))
    read_back = original if contested else original[:_SAMPLE]
    shown = piece[: len(piece) * len(read_back) // len(original)]
    if candidate.written == "utf-8" and _is_surely_utf8(piece, original, candidate):
        return max(1, 10 * SCALE * len(piece) + model.text_cost(shown) - model.text_cost(read_back))
    familiar = familiar and candidate.read in SINGLE_BYTE
    if usual:
        sure = (
            _letters(original) > 3
            if candidate.written == "utf-8"
            else _letters(original) > 1 and _goes_on(original, familiar=familiar)
        )
        return len(piece) if sure else 0
    saving = model.text_cost(shown) - model.text_cost(read_back)
    if expected and saving > SCALE * _letters(shown) > SCALE:
        return saving
    if saving >= _SAVING * _letters(shown) and plausible(read_back):
        if candidate.written != "utf-8" and not _goes_on(original, familiar=familiar):
            return 0
        return saving * len(original) // len(read_back)
    if candidate.written == "utf-8" and _misread_twice(read_back):
        return _SAVING * len(piece)
    return 0


def _is_made_up(text: str) -> bool:
    """Whether a text holds characters nobody writes: unassigned ones, and private-use ones without a known meaning."""
    odd = [char for char in set(text) if unicodedata.category(char) in ("Cn", "Co")]
    return any(char not in replacements() for char in odd)


def _goes_on(text: str, *, familiar: bool = False) -> bool:
    """Whether a text makes sense to its end. A lost byte shifts what follows; only UTF-8 would show it by its form.

    With ``familiar`` no hanzi may be unknown to the model: half of one and half of the next often are.
    """
    if _UNASSIGNED.search(text):
        return False
    model = language_model()
    if familiar and any(char not in model.ids for char in _HANZI.findall(text)):
        return False
    windows = [text[start : start + _WINDOW] for start in range(0, len(text), _WINDOW)]
    if len(windows) > 1 and len(windows[-1]) < _WINDOW:
        windows[-2:] = [windows[-2] + windows[-1]]
    # A run of ASCII counts as one character.
    shortened = [_ASCII.sub("0", window) for window in windows]
    return all(model.text_cost(window) < _NONSENSE * max(_LENGTH, len(window)) for window in shortened)


def _misread_twice(text: str) -> bool:
    """Whether a text, improbable as it is, would be Chinese if another misreading were undone."""
    for candidate in _FROM_HANZI:
        if candidate.written != "utf-8":
            continue  # other encodings read anything as something
        for start, end in _runs(text, candidate):
            if 2 * (end - start) > len(text):
                original = _undone(text[start:end], candidate)
                if original is not None and "\ufffd" not in original and plausible(original):
                    return True
    return False


def _letters(text: str) -> int:
    """How many characters of a text are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def plausible(text: str) -> bool:
    """Whether a text is Chinese as far as the language model can tell.

    >>> plausible("物流的收入"), plausible("暮锍猎脭")
    (True, False)
    """
    letters = _letters(text)
    if letters < 2:
        return False
    limit = _SHORT if letters < _LENGTH else _LONG
    return language_model().text_cost(_ASCII.sub("0", text)) < limit * letters


def _is_surely_utf8(piece: str, original: str, candidate: Misreading) -> bool:
    """Whether bytes that happen to be UTF-8 can't be so by chance: only familiar characters come out."""
    if candidate.read not in SINGLE_BYTE:
        return False
    # Surrogates must come in pairs.
    joined = original.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\ufffd" in joined or _UNASSIGNED.search(joined):
        return False
    table, known = byte_table(candidate.read), character_costs()
    letters = [char for char in joined if char >= "\x80"]
    # A few characters may be rare, but not most of a short piece. Misread twice: what comes out is misread, too.
    rare = sum(
        not (char in table or known.get(char, _RAREST) < _RAREST or "\u2e80" <= char <= "\u303f" or char >= "\ufe30")
        for char in letters
    )
    if 8 * rare > len(letters):
        return False
    data = b"".join(table[char] for char in piece)
    if candidate.read in CYRILLIC:
        return len(_THREE.findall(data)) > 1  # letters of Cyrillic follow each other in words, too
    return bool(_THREE.search(data)) or len(_TWO.findall(data)) > 1


def _units(piece: str, original: str, candidate: Misreading, offset: int) -> Iterator[Edit]:
    """Yield the smallest edits that turn a piece into its original: between places where characters of both end."""
    table = byte_table(candidate.read)
    codec = _CODEC.get(candidate.written, candidate.written)
    shown_at = shown_bytes = read_bytes = start = first = 0
    for position, char in enumerate(original, 1):
        if codec == "utf-8":
            code = ord(char)
            read_bytes += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        else:
            read_bytes += len(char.encode(codec))
        while shown_bytes < read_bytes:
            shown_bytes += len(table[piece[shown_at]])
            shown_at += 1
        if shown_bytes == read_bytes:
            meant = original[first:position]
            if piece[start:shown_at] != meant:
                meant = meant.replace(_BYTE_ORDER_MARK, "")
                yield Edit(offset + start, offset + shown_at, meant, candidate.reason, 0.99)
            start, first = shown_at, position
