"""Is anything wrong at all? One table look-up per character answers for most texts.

Every UTF-16 code unit has a byte of flags that say what kind of damage the character could be a sign of. The flags of
a text, joined, tell which inverses have to look at it; on clean text that is none, and the text is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.repair.characters import INVISIBLE, replacements
from cnbiznews.repair.charsets import SINGLE_BYTE, byte_of, bytes_of
from cnbiznews.repair.gloss import TONED
from cnbiznews.repair.language_model import SCALE, character_costs
from cnbiznews.repair.talk import line_of

__all__ = ["ESCAPE", "GLOSSED", "LATIN", "LOOKALIKE", "LOST", "QUESTION", "RARE", "flagged_lines", "screen"]

LATIN = 1  # the upper half of a single-byte charset, or half-width katakana: bytes read one by one
RARE = 2  # a hanzi so rare that several together are suspicious
LOOKALIKE = 4  # stands for another character, or is invisible
LOST = 8  # U+FFFD, surrogates, hanzi that programs make out of lost bytes
ESCAPE = 16  # & \ % may begin an escape
QUESTION = 32  # ? may hide what could not be shown
GLOSSED = 64  # a letter with a tone mark: pinyin

# From this cost on (in nats, without context) a hanzi is rare.
_RARE_COST = 11 * SCALE
# So many rare hanzi within so many characters are suspicious.
_CLUSTER, _WITHIN = 3, 12
_LONGEST = 8000  # characters that are looked at together


@cache
def _flags() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    known = character_costs()
    for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        if known.get(chr(code), _RARE_COST) >= _RARE_COST:
            table[code] |= RARE
    everyday = frozenset(resources.toml("repair/words.toml")["marks"]["everyday"])
    for charset in SINGLE_BYTE:
        for char in byte_of(charset):
            if "\x80" <= char <= "\uffff" and char not in everyday:
                table[ord(char)] |= LATIN
    for char in bytes_of("shift_jis"):
        if "\uff61" <= char <= "\uff9f":
            table[ord(char)] |= LATIN
    # Private-use characters stand where a pair of bytes has no character.
    table[0xE000:0xF900] |= RARE
    for char in (*replacements(), *INVISIBLE):
        if char <= "\uffff":
            table[ord(char)] |= LOOKALIKE
    table[0xD800:0xE000] |= LOST
    table[0xD87E] |= LOOKALIKE  # the first half of compatibility ideographs beyond U+FFFF
    for char in "\ufffd锟烫屯":
        table[ord(char)] |= LOST
    for char in "&%\\":
        table[ord(char)] |= ESCAPE
    table[ord("?")] |= QUESTION
    for char in TONED:
        table[ord(char)] |= GLOSSED
    return table


def screen(text: str) -> int:
    """Return the joined flags of a text: what kinds of damage it has to be searched for.

    :data:`RARE` is among them only if rare hanzi crowd somewhere.

    >>> screen("京东二季度营业收入同比增长22.4%（未经审计）。") == ESCAPE
    True
    >>> screen("浜笢鐗╂祦鐨勬敹鍏ュ闀") & RARE, screen("渤海湾的鲅鱼") & RARE
    (2, 0)
    """
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    flags = _flags().take(units)
    joined = int(np.bitwise_or.reduce(flags)) if len(flags) else 0
    if joined & RARE and not len(_crowds(flags)):
        joined &= ~RARE
    return joined


def _crowds(flags: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return where rare hanzi begin to crowd."""
    places = np.flatnonzero(flags & RARE)
    reach = places[_CLUSTER - 1 :] - places[: len(places) - _CLUSTER + 1]
    return places[: len(reach)][reach < _WITHIN]


def flagged_lines(text: str, wanted: int) -> Iterator[tuple[int, str, int]]:
    """Yield (offset, line, flags) of the lines that carry one of the wanted flags (of LATIN and RARE).

    >>> [(offset, line) for offset, line, _ in flagged_lines("京东\\näº¬ä¸œ\\n物流", LATIN)]
    [(3, 'äº¬ä¸œ')]
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    flags = _flags().take(np.minimum(codes, 0xFFFF))
    crowds = _crowds(flags) if wanted & RARE else np.zeros(0, dtype=np.intp)
    latin = np.flatnonzero(flags & LATIN) if wanted & LATIN else crowds[:0]
    done = -1
    for place in np.union1d(crowds, latin).tolist():
        if place < done:
            continue
        start, end = line_of(text, place)
        # What is no line of a text, but a file without any, is looked at piece by piece.
        start = max(start, done, place - _LONGEST // 2)
        done = min(end, start + _LONGEST)
        found = int(np.bitwise_or.reduce(flags[start:done])) & wanted
        if found & RARE and not len(_crowds(flags[start:done])):
            found &= ~RARE
        if found:
            yield start, text[start:done], found
