"""What normalisation has to know about a character: which step may change it, and what kind of neighbour it is.

Both are tables over the basic plane (see :mod:`arrays`), built on first use. One look-up of :func:`concerns` over a
text tells for every step whether it has anything to do.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.script.arrays import ASTRAL, SIZE

__all__ = [
    "ASCII_PUNCTUATION", "CJK_MARK", "COMBINING", "DIGIT", "HANZI", "HANZI_RANGES", "HYPHEN", "INVISIBLE", "LATIN",
    "MARK", "NEWLINE", "ODD_SPACE", "PUNCTUATION", "QUOTE", "QUOTE_MARK", "SCRIPT", "SPACE", "TYPED", "VARIANT",
    "WIDTH", "concerns", "kinds", "one_for_one", "replacements", "translation",
]  # fmt: skip

# Concerns: bits of the first table.
INVISIBLE, COMBINING, WIDTH, VARIANT, ODD_SPACE, SPACE, HYPHEN, PUNCTUATION, MARK, QUOTE, TYPED, SCRIPT = (
    1 << bit for bit in range(12)
)
# Kinds: values of the second.
OTHER, HANZI, DIGIT, LATIN, CJK_MARK, QUOTE_MARK, NEWLINE = range(7)

#: The blocks of hanzi (and kana), as the inside of a character class.
HANZI_RANGES = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Zero-width characters, byte-order mark, soft hyphen, direction marks, variation selectors.
INVISIBLES = (
    "\u00ad\u061c\ufeff"
    + "".join(
        map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)])
    )
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
# The emoji among the older pictographs; arrows are none, they tell where something moves.
EMOJI = "⌚⌛⏰⏳☔⚡⛄⛅⛔⛽✅✈✨❌❎❓❗❤➕⭐⭕"
# Unicode's space separators other than the plain space, and the ideographic space.
ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "〟": "”"}
ASCII_PUNCTUATION = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
CJK_MARKS = "，。、；：？！（）《》〈〉【】〔〕「」『』〖〗｛｝［］·…—～"
QUOTE_MARKS = "“”‘’"


@cache
def replacements() -> dict[str, dict[str, str]]:
    """Return the one-for-one replacements of every mapping step, by its name."""
    # Full-width forms of ASCII, except the punctuation that is full-width in Chinese anyway.
    width = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
    for mark in ASCII_PUNCTUATION.values():
        del width[mark]
    # Half-width katakana and marks, full-width signs, vertical and small forms.
    for code in [*range(0xFF61, 0xFFEF), *range(0xFE10, 0xFE20), *range(0xFE30, 0xFE70)]:
        wide = unicodedata.normalize("NFKC", chr(code))
        if len(wide) == 1 and wide != chr(code):
            width[chr(code)] = ASCII_PUNCTUATION.get(wide, wide)
    width |= {"￥": "¥", "￣": "¯", "〜": "~", "\u2011": "-", "\u2010": "-", "\u2212": "-"}
    variant = {}
    for code in [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]:
        unified = unicodedata.normalize("NFKC", chr(code))
        # The few whose unified form lies outside the basic plane are not worth a second kind of table.
        if len(unified) == 1 and unified != chr(code) and (code >= ASTRAL or ord(unified) < ASTRAL):
            variant[chr(code)] = unified
    variant |= {row["variant"]: row["character"] for row in resources.table("script/variants.tsv")}
    return {"width": width, "variants": variant, "quotes": QUOTES, "spaces": dict.fromkeys(ODD_SPACES, " ")}


@cache
def one_for_one(name: str) -> NDArray[np.uint16]:
    """Return a mapping step as a table from code point to code point."""
    table = np.arange(SIZE, dtype="<u2")
    for old, new in replacements()[name].items():
        if ord(old) < ASTRAL:
            table[ord(old)] = ord(new)
    return table


@cache
def translation(name: str) -> dict[int, str]:
    """Return a mapping step for :meth:`str.translate`."""
    return str.maketrans(replacements()[name])


@cache
def concerns() -> NDArray[np.uint16]:
    """Return for every character the steps it may concern, as bits."""
    table = np.zeros(SIZE, np.uint16)
    for bit, characters in [
        (INVISIBLE, INVISIBLES + EMOJI),
        (COMBINING, "".join(chr(code) for code in range(0x300, ASTRAL) if unicodedata.combining(chr(code)))),
        (WIDTH, "".join(replacements()["width"])),
        (VARIANT, "".join(replacements()["variants"])),
        (ODD_SPACE, ODD_SPACES + "&"),
        (SPACE, " "),
        (HYPHEN, "-\u2010"),
        (PUNCTUATION, "".join(ASCII_PUNCTUATION)),
        (QUOTE, "".join(QUOTES)),
        (TYPED, '".-—。…'),
        (MARK, "，："),
    ]:
        table[[min(ord(character), ASTRAL) for character in characters]] |= bit
    table[0x2E80:ASTRAL] |= SCRIPT
    table[ASTRAL] |= INVISIBLE | VARIANT | SCRIPT
    return table


@cache
def kinds() -> NDArray[np.uint8]:
    """Return what kind of neighbour every character is."""
    table = np.zeros(SIZE, np.uint8)
    for start, end in [
        (0x2E80, 0x3000),
        (0x3005, 0x3008),
        (0x3021, 0x3030),
        (0x3040, 0x3100),
        (0x3400, 0xA000),
        (0xF900, 0xFB00),
    ]:
        table[start:end] = HANZI
    for start, end in [(0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x370, 0x530)]:
        table[start:end] = LATIN
    table[0x30:0x3A] = DIGIT
    for kind, characters in [
        (CJK_MARK, CJK_MARKS),
        (QUOTE_MARK, QUOTE_MARKS),
        (NEWLINE, "\n\r\x0b\x0c\x85\u2028\u2029"),
    ]:
        table[[ord(character) for character in characters]] = kind
    return table
