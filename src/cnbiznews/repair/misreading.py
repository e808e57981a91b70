"""Text written in one encoding and read in another, as a step that can be taken back: characters to bytes to text.

Which pairs of encodings are looked for, where a line may have been misread under one of them, what stood there, and
the smallest edits that put it back. Whether it makes sense is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from cnbiznews.alignment import Edit
from cnbiznews.repair.charsets import SINGLE_BYTE, byte_of, bytes_of
from cnbiznews.repair.screen import LATIN, RARE

__all__ = ["FROM_HANZI", "WESTERN", "Misreading", "byte_table", "is_contested", "misreadings"]

# Multi-byte sequences of UTF-8, bytes of CESU-8 surrogates among them.
_UTF8 = (
    rb"(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3})+"
)
_UTF8_RUN = re.compile(_UTF8 + rb"(?:[\x00-\x7f]*" + _UTF8 + rb")*")
_BYTE_ORDER_MARK = "\ufeff"
_CODECS = {"big5": "cp950"}


@cache
def byte_table(charset: str) -> dict[str, bytes]:
    """Return the bytes of every character of a charset.

    >>> byte_table("cp1252")["€"], byte_table("gb18030")["京"]
    (b'\\x80', b'\\xbe\\xa9')
    """
    if charset in SINGLE_BYTE:
        return {char: bytes((byte,)) for char, byte in byte_of(charset).items()}
    return bytes_of(charset)


@dataclass(frozen=True, slots=True)
class Misreading:
    """Text written in one encoding and read in another.

    >>> mistake = Misreading("gb18030", "cp1252")
    >>> list(mistake.spans("在ÎïÁ÷里")), mistake.undone("ÎïÁ÷")
    ([(1, 5)], '物流')
    """

    written: str
    read: str

    @property
    def reason(self) -> str:
        """The name of the damage, as edits give it."""
        return f"{self.written} read as {self.read}"

    @property
    def codec(self) -> str:
        """The name Python has for the encoding it was written in."""
        return _CODECS.get(self.written, self.written)

    @property
    def table(self) -> dict[str, bytes]:
        """The bytes of every character that can come from reading so."""
        return byte_table(self.read)

    def spans(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of a line that may have been misread: all of its characters come from the wrong encoding.

        They don't begin with ASCII, which is the same in all encodings.
        """
        if self.read in SINGLE_BYTE:
            runs = [match.span() for match in _run_of(self.read).finditer(line)]
        else:
            runs = _runs(line, self.read)
        if self.written != "utf-8":
            yield from runs
            return
        for run in runs:
            yield from self._decodable(line, *run)

    def _decodable(self, line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a run whose bytes are well-formed UTF-8."""
        while line[end - 1] < "\x80":
            end -= 1
        table = self.table
        pieces = [table[char] for char in line[start:end]]
        found = list(_UTF8_RUN.finditer(b"".join(pieces)))
        if not found:
            return
        boundary, at = {}, 0
        for position, piece in enumerate(pieces, start):
            boundary[at] = position
            at += len(piece)
        boundary[at] = end
        for match in found:
            first, last = match.span()
            # A sequence that begins or ends inside a character of the wrong encoding belongs to something else.
            while first < last and first not in boundary:
                first += 1
            while last > first and last not in boundary:
                last -= 1
            if first < last:
                yield boundary[first], boundary[last]

    def undone(self, piece: str) -> str | None:
        """Return what a piece was before it was misread, or None if it can't have been. Surrogates stay as they are."""
        table = self.table
        try:
            data = b"".join(table[char] for char in piece)
            return data.decode(self.codec, "surrogatepass")
        except (KeyError, UnicodeDecodeError):
            return None

    def edits(self, piece: str, original: str, offset: int) -> Iterator[Edit]:
        """Yield the smallest edits that turn a piece into its original: between places where characters of both end."""
        table, codec, reason = self.table, self.codec, self.reason
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
                    yield Edit(offset + start, offset + shown_at, meant, reason, 0.99)
                start, first = shown_at, position


@lru_cache(maxsize=4)  # the charsets hanzi are read in: several candidates ask for the same one
def _runs(line: str, charset: str) -> list[tuple[int, int]]:
    """Return the spans of a line whose characters all stand in a charset, from the first one beyond ASCII on."""
    table = byte_table(charset)
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
    return runs


@cache
def _run_of(charset: str) -> re.Pattern[str]:
    """Return the pattern of what a charset of one byte per character has, from the first character beyond ASCII on."""
    chars = "".join(byte_table(charset))
    beyond = "".join(char for char in chars if char >= "\x80")
    return re.compile(f"[{re.escape(beyond)}][{re.escape(chars)}]*")


#: Candidates for text that shows the upper half of a single-byte charset, and for text in rare hanzi.
_FROM_LATIN = tuple(
    Misreading(written, read)
    for read in (*SINGLE_BYTE, "shift_jis")
    for written in ("utf-8", "gb18030", "big5")
    if written == "utf-8" or read not in ("koi8-r", "iso8859-5", "cp866")  # there any word of Russian is some hanzi
)  # fmt: skip
FROM_HANZI = tuple(
    Misreading(written, read)
    for written, read in (
        ("utf-8", "gb18030"), ("gb18030", "big5"), ("gb18030", "big5hkscs"), ("big5", "gb18030"),
        ("utf-8", "big5"), ("utf-8", "shift_jis"), ("gb18030", "shift_jis"),
    )
)  # fmt: skip

#: Charsets that differ in few characters, the contested ones above all.
WESTERN = ("cp1252", "iso8859-15", "cp1254")
_CONTESTED = re.compile("[ŠŽšžŒœŸ€]")


def misreadings(flags: int) -> tuple[Misreading, ...]:
    """Return the candidates for text with these flags of the screen.

    >>> [candidate.reason for candidate in misreadings(RARE)][:2]
    ['utf-8 read as gb18030', 'gb18030 read as big5']
    """
    return (_FROM_LATIN if flags & LATIN else ()) + (FROM_HANZI if flags & RARE else ())


def is_contested(text: str) -> bool:
    """Whether a text holds characters that the Western charsets have in different places.

    >>> is_contested("œ"), is_contested("é")
    (True, False)
    """
    return bool(_CONTESTED.search(text))
