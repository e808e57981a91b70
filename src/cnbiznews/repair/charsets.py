"""Character sets as tables: which bytes stand for a character in which encoding, right or wrong.

Standard decoders fail on bytes an encoding leaves undefined. Programs that damage text do not fail: they pass such
bytes through as control characters (Windows code pages) or put them in the private use area (East Asian ones). The
tables here do the same, so that they describe what really happens to text.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache

__all__ = ["CYRILLIC", "SINGLE_BYTE", "byte_of", "bytes_of", "chars_of", "gbk_pair", "is_readable"]

#: Wrong readings with one character per byte.
SINGLE_BYTE = (
    "cp1252", "cp1250", "cp437", "cp850", "iso8859-15", "cp1254", "iso8859-2",
    "cp1251", "koi8-r", "iso8859-5", "cp866", "mac_roman",
)  # fmt: skip
#: Those of them that show Cyrillic letters.
CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")

# What programs mean by a charset: the most usual table first, then its extensions.
_CODECS = {"big5": ("cp950", "big5hkscs"), "shift_jis": ("cp932",), "gbk": ("gb18030",)}
# (Where big5hkscs has its own idea of a character, it is a charset of its own.)


@cache
def chars_of(charset: str) -> tuple[str, ...]:
    """Return the 256 characters a single-byte charset reads; undefined bytes become control characters.

    >>> chars_of("cp1252")[0xE9], chars_of("cp1252")[0x81]
    ('é', '\\x81')
    """
    found = []
    for byte in range(256):
        try:
            found.append(bytes((byte,)).decode(charset))
        except UnicodeDecodeError:
            found.append(chr(byte))
    return tuple(found)


@cache
def byte_of(charset: str) -> dict[str, int]:
    """Return the byte of every character of a single-byte charset.

    Latin-1 and cp1252, Latin-5 and cp1254 differ only where one has control characters: one table serves both.

    >>> byte_of("cp1252")["€"], byte_of("cp1251")["Я"]
    (128, 223)
    """
    table = {char: byte for byte, char in enumerate(chars_of(charset))}
    if charset in ("cp1252", "cp1254"):
        table |= {chr(byte): byte for byte in range(0x80, 0xA0)}
    return table


@cache
def bytes_of(charset: str) -> dict[str, bytes]:
    """Return the bytes of every character of a multi-byte charset (ASCII included).

    The four-byte area of GB18030 is left out: it is too large to be hit by chance.

    >>> bytes_of("big5")["京"].hex(), bytes_of("gb18030")["京"].hex()
    ('a8ca', 'bea9')
    """
    table = {chr(byte): bytes((byte,)) for byte in range(0x80)}
    for codec in _CODECS.get(charset, (charset,)):
        for lead in range(0x80, 0x100):
            with suppress(UnicodeDecodeError):
                table.setdefault(bytes((lead,)).decode(codec), bytes((lead,)))
            for trail in range(0x40, 0xFF):
                pair = bytes((lead, trail))
                try:
                    char = pair.decode(codec)
                except UnicodeDecodeError:
                    continue
                if len(char) == 1:
                    table.setdefault(char, pair)
    if charset == "shift_jis":
        # cp932 maps its user-defined area F040..F9FC onto E000..E757, and four single bytes behind it.
        for number in range(0xE758 - 0xE000):
            lead, rest = divmod(number, 188)
            table[chr(0xE000 + number)] = bytes((0xF0 + lead, rest + 0x40 + (rest >= 0x3F)))
        table |= {"\uf8f0": b"\xa0", "\uf8f1": b"\xfd", "\uf8f2": b"\xfe", "\uf8f3": b"\xff"}
    return table


@cache
def is_readable(charset: str, lead: int, trail: int) -> bool:
    """Whether every reader of a charset knows a pair of bytes; extensions and private use are not for all.

    >>> is_readable("gb18030", 0xBE, 0xA9), is_readable("gb18030", 0xAA, 0xA1)
    (True, False)
    """
    with suppress(UnicodeDecodeError):
        return bool(bytes((lead, trail)).decode({"gb18030": "gbk"}.get(charset, charset)))
    return False


@cache
def _gbk_pairs() -> dict[int, str]:
    return {int.from_bytes(pair): char for char, pair in bytes_of("gb18030").items() if len(pair) == 2}


def gbk_pair(lead: int, trail: int) -> str:
    """Return the character of two GBK bytes; empty if none is assigned (private use does not count).

    >>> gbk_pair(0xBE, 0xA9)
    '京'
    """
    char = _gbk_pairs().get(lead << 8 | trail, "")
    return "" if "\ue000" <= char <= "\uf8ff" else char
