"""How convincing it is that a piece of text was misread: by how much its original is more probable than itself."""

from __future__ import annotations

import re

from cnbiznews.repair.charsets import CYRILLIC, SINGLE_BYTE
from cnbiznews.repair.fluency import has_unassigned, is_fluent, is_made_up, is_plausible, letter_count
from cnbiznews.repair.language_model import SCALE, character_costs, language_model
from cnbiznews.repair.misreading import FROM_HANZI, WESTERN, Misreading, is_contested

__all__ = ["saving"]

# What is read back must save so much (nats) per character of the damaged text.
_SAVING = 2 * SCALE
# A character this improbable is not familiar.
_RAREST = 11 * SCALE
# The cost is taken from a sample of so many characters.
_SAMPLE = 60
_THREE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWO = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")


def saving(
    piece: str, original: str, candidate: Misreading, *, expected: bool = False, usual: bool = False, familiar: bool
) -> int:
    """Return by how much an original is more probable than the piece; 0 if it is not convincing.

    Args:
        piece: what stands there.
        original: what it was if it was misread so.
        candidate: how it was misread.
        expected: the rest of the text was misread like this.
        usual: the line before was.
        familiar: the original must be made of characters that the language model knows, where bytes may have been
            dropped.

    >>> candidate = Misreading("gb18030", "cp1252")
    >>> saving("ÎïÁ÷µÄÊÕÈë", "物流的收入", candidate, familiar=True) > 0
    True
    """
    if "\ufffd" in original or original == piece:
        return 0
    if candidate.read in SINGLE_BYTE and is_made_up(original):
        return 0  # (of text misread twice as GBK the first step may well hold private-use characters)
    model = language_model()
    # Where two charsets compete that differ in few characters, every one of them counts.
    contested = candidate.read.startswith("big5") or (candidate.read in WESTERN and is_contested(piece))
    read_back = original if contested else original[:_SAMPLE]
    shown = piece[: len(piece) * len(read_back) // len(original)]
    utf8 = candidate.written == "utf-8"
    if utf8 and _is_surely_utf8(piece, original, candidate):
        return max(1, 10 * SCALE * len(piece) + model.text_cost(shown) - model.text_cost(read_back))
    familiar = familiar and candidate.read in SINGLE_BYTE
    if usual:
        letters = letter_count(original)
        sure = letters > 3 if utf8 else letters > 1 and is_fluent(original, familiar=familiar)
        return len(piece) if sure else 0
    saved = model.text_cost(shown) - model.text_cost(read_back)
    if expected and saved > SCALE * letter_count(shown) > SCALE:
        return saved
    if saved >= _SAVING * letter_count(shown) and is_plausible(read_back):
        if not utf8 and not is_fluent(original, familiar=familiar):
            return 0
        return saved * len(original) // len(read_back)
    if utf8 and _is_misread_again(read_back):
        return _SAVING * len(piece)
    return 0


def _is_misread_again(text: str) -> bool:
    """Whether a text, improbable as it is, would be Chinese if another misreading were undone."""
    for candidate in FROM_HANZI:
        if candidate.written != "utf-8":
            continue  # other encodings read anything as something
        for start, end in candidate.spans(text):
            if 2 * (end - start) > len(text):
                original = candidate.undone(text[start:end])
                if original is not None and "\ufffd" not in original and is_plausible(original):
                    return True
    return False


def _is_surely_utf8(piece: str, original: str, candidate: Misreading) -> bool:
    """Whether bytes that happen to be UTF-8 can't be so by chance: only familiar characters come out."""
    if candidate.read not in SINGLE_BYTE:
        return False
    # Surrogates must come in pairs.
    joined = original.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\ufffd" in joined or has_unassigned(joined):
        return False
    table, known = candidate.table, character_costs()
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
