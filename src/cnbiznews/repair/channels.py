"""How clean text becomes damaged: the forward channels.

Each function takes clean text (or bytes) and returns what a certain accident makes of it. They are the definition of
damage in this library: the inverses are tested against them, and they make training and test data for others.

>>> misread("京东", "utf-8", "cp1252")
'äº¬ä¸œ'
>>> glossed_gbk("這為商家帶來了業績增長", "規業")
'這為商家?guī)砹藰I(yè)績增長'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from html.entities import codepoint2name
from types import MappingProxyType
from urllib.parse import quote_from_bytes

from cnbiznews import resources
from cnbiznews.errors import ConfigError, DamageError, as_bytes, as_text
from cnbiznews.repair.characters import compatibility
from cnbiznews.repair.charsets import bytes_of, chars_of, gbk_pair
from cnbiznews.repair.gloss import is_gb2312, readings
from cnbiznews.repair.language_model import simplified_of

__all__ = [
    "CHANNELS",
    "controls",
    "cut",
    "entities",
    "glossed_gbk",
    "lookalikes",
    "misread",
    "percent_escapes",
    "replacement_characters",
    "surrogate_pairs",
    "unicode_escapes",
]

_MARKS = {mark.encode("gbk"): mark for mark in "。，！？；"}


def misread(text: str, written: str, read: str, errors: str = "strict") -> str:
    """Return text that was written in one encoding and read in another.

    Args:
        text: clean text.
        written: the encoding it was written in: ``utf-8``, ``gb18030``, ``big5`` or ``cesu-8``.
        read: the encoding it was read in: a code page of one byte per character (``cp1252``, ``latin-1`` …),
            ``gb18030``, ``big5``, ``shift_jis`` or ``utf-8``.
        errors: what the reader made of bytes it could not read: ``strict`` fails, ``replace`` writes U+FFFD and
            ``question`` a ``?``. Code pages never fail: undefined bytes become control characters.

    Raises:
        DamageError: the text can't be written in that encoding, or not be read in the other.
        ConfigError: there is no such encoding.

    >>> misread("数据", "gb18030", "big5"), misread("数据，", "utf-8", "gb18030", "question")
    ('杅擂', '鏁版嵁锛?')
    """
    as_text(text)
    try:
        return _misread(text, written, read, errors)
    except UnicodeError as error:
        raise DamageError(text, written, read, getattr(error, "reason", str(error))) from error
    except LookupError as error:
        raise ConfigError("encoding", f"{written}, {read}") from error


def _misread(text: str, written: str, read: str, errors: str) -> str:
    data = surrogate_pairs(text).encode("utf-8", "surrogatepass") if written == "cesu-8" else text.encode(written)
    if read in ("latin-1", "iso-8859-1"):
        return data.decode("latin-1")
    if (read.startswith("cp") and read not in ("cp932", "cp936", "cp950")) or read == "mac_roman":
        table = chars_of(read)
        return "".join(table[byte] for byte in data)
    codec = {"big5": "cp950", "shift_jis": "cp932", "gbk": "gb18030"}.get(read, read)
    shown = data.decode(codec, "strict" if errors == "strict" else "replace")
    return shown.replace("\ufffd", "?") if errors == "question" else shown


def glossed_gbk(
    text: str,
    glossed: Iterable[str] | None = None,
    *,
    resynchronise: Callable[[int], bool] | bool = True,
    narrow: bool = False,
) -> str:
    """Return text whose GBK bytes went through a glossing replacement and a decoder that loses its step.

    The steps, line by line: encode in GBK; for each glossed character in turn, put its bracketed reading behind every
    occurrence of its two bytes, also where they belong to two characters; decode. The decoder drops pairs that have no
    character, writes ``?`` for a first byte and the ASCII punctuation or digit behind it, and when the byte in hand is
    followed by what could be a sentence mark, it may give that byte up for a ``?`` and read the mark.

    Args:
        text: clean text; characters outside GB18030's two-byte part pass through.
        glossed: the glossed characters in order; by default all hanzi outside GB2312, in order of appearance.
        resynchronise: whether the decoder stops at sentence marks, or a function of the number of the mark in its line.
        narrow: make full-width ASCII half-width at the end.

    >>> glossed_gbk("規模化的確定性", "規")
    '規(guī)?；拇_定性'
    """
    as_text(text)
    result = []
    for line in text.split("\n"):
        data = line.encode("gb18030", "replace")
        chars = dict.fromkeys(c for c in line if "\u4e00" <= c <= "\u9fa5" and not is_gb2312(c))
        for char in chars if glossed is None else glossed:
            known = readings().get(char)
            if known is not None:
                code = char.encode("gb18030")
                data = data.replace(code, code + f"({known.syllable})".encode("gb18030"))
        result.append(_decode(data, resynchronise))
    shown = "\n".join(result)
    return shown.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}) if narrow else shown


def _decode(data: bytes, resynchronise: Callable[[int], bool] | bool) -> str:
    out: list[str] = []
    at = marks = 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead))
            at += 1
            continue
        if lead in (0x80, 0xFF):
            at += 1
            continue
        mark = _MARKS.get(data[at + 1 : at + 3])
        if mark and resynchronise:
            marks += 1
            if resynchronise is True or resynchronise(marks):
                out.append("?" + mark)
                at += 3
                continue
        if at + 1 == len(data):
            out.append("?")
            break
        trail = data[at + 1]
        if trail >= 0x40:
            out.append(gbk_pair(lead, trail))
        else:
            out.append("?" if trail > 0x20 else chr(trail))
        at += 2
    return "".join(out)


def entities(text: str, form: str = "decimal", *, twice: bool = False) -> str:
    """Return text with its non-ASCII characters as HTML entities.

    Args:
        text: clean text.
        form: ``decimal``, ``hexadecimal`` or ``named`` (only characters that have a name).
        twice: escape the ampersands again.

    >>> entities("“京东”", "named"), entities("京东", "hexadecimal", twice=True)
    ('&ldquo;京东&rdquo;', '&amp;#x4EAC;&amp;#x4E1C;')
    """
    as_text(text)
    if form not in ("decimal", "hexadecimal", "named"):
        raise ConfigError("form", form, ["decimal", "hexadecimal", "named"])

    def escape(char: str) -> str:
        code = ord(char)
        if code < 0x80:
            return char
        if form == "named":
            name = codepoint2name.get(code)
            return f"&{name};" if name else char
        return f"&#{code};" if form == "decimal" else f"&#x{code:X};"

    escaped = "".join(map(escape, text))
    return re.sub(r"&(?=#|\w+;)", "&amp;", escaped) if twice else escaped


def unicode_escapes(text: str, mark: str = "\\u") -> str:
    r"""Return text with its non-ASCII characters as ``\uXXXX`` (``mark="%u"``: as ``%uXXXX``).

    >>> unicode_escapes("京东 A"), unicode_escapes("京", "%u")
    ('\\u4eac\\u4e1c A', '%u4EAC')
    """
    as_text(text)
    pattern = "04x" if mark == "\\u" else "04X"
    return "".join(c if ord(c) < 0x80 else f"{mark}{ord(c):{pattern}}" for c in surrogate_pairs(text))


def percent_escapes(text: str, encoding: str = "utf-8", safe: str = " /:?&=") -> str:
    """Return percent-encoded text.

    >>> percent_escapes("京东"), percent_escapes("京东", "gb18030")
    ('%E4%BA%AC%E4%B8%9C', '%BE%A9%B6%AB')
    """
    as_text(text)
    try:
        return quote_from_bytes(text.encode(encoding), safe=safe)
    except UnicodeError as error:
        raise DamageError(text, encoding, "ascii", getattr(error, "reason", str(error))) from error


def surrogate_pairs(text: str) -> str:
    """Return text with the characters beyond U+FFFF as two surrogates, as CESU-8 decoders leave them.

    >>> len(surrogate_pairs("𠮷"))
    2
    """
    as_text(text)
    if max(text, default="") <= "\uffff":
        return text
    return "".join(c if c <= "\uffff" else chr(0xD7C0 + (ord(c) >> 10)) + chr(0xDC00 + (ord(c) & 0x3FF)) for c in text)


@cache
def _lookalikes() -> MappingProxyType[str, dict[int, str]]:
    """Return, for each kind of look-alike, the damaged form of clean characters."""
    tables: dict[str, dict[int, str]] = {"radical": {}, "private": {}, "compatibility": {}}
    for row in resources.table("repair/characters.tsv"):
        # The index of radicals comes second in the code space and is the usual one.
        tables[row["kind"]][ord(row["character"])] = chr(int(row["code"], 16))
    for code, radical in list(tables["radical"].items()):
        tables["radical"].setdefault(ord(simplified_of(chr(code))), radical)
    for damaged, char in compatibility().items():
        tables["compatibility"].setdefault(ord(char), damaged)
    return MappingProxyType(tables)


def lookalikes(text: str, kind: str = "radical") -> str:
    """Return text with characters replaced by others that look the same, as PDF fonts and old encodings do.

    Args:
        text: clean text.
        kind: ``radical`` (radicals of a dictionary's index), ``compatibility`` (CJK compatibility ideographs) or
            ``private`` (private-use codes of GB18030).

    >>> lookalikes("用户")
    '⽤⼾'
    """
    as_text(text)
    tables = _lookalikes()
    if kind not in tables:
        raise ConfigError("kind", kind, tables)
    return text.translate(tables[kind])


def controls(text: str, char: str = "\u200b", every: int = 5) -> str:
    """Return text with an invisible character behind every so many characters.

    >>> controls("京东物流", "\\u200e", 2) == "京东\\u200e物流\\u200e"
    True
    """
    as_text(text)
    return "".join(text[i : i + every] + (char if i + every <= len(text) else "") for i in range(0, len(text), every))


def replacement_characters(text: str, *, again: bool = False) -> str:
    """Return GBK text that was read as UTF-8: nothing but U+FFFD is left of most characters.

    With ``again`` the result is written as UTF-8 and read as GBK: 锟斤拷. Neither can be undone.

    >>> replacement_characters("京东"), replacement_characters("京东京", again=True)
    ('\ufffd\ufffd\ufffd\ufffd', '锟斤拷锟斤拷锟斤拷')
    """
    as_text(text)
    lost = text.encode("gb18030", "replace").decode("utf-8", "replace")
    return lost.encode("utf-8").decode("gb18030", "replace") if again else lost


def cut(data: bytes, start: int = 0, end: int = 0) -> bytes:
    """Return bytes of which the first ``start`` and the last ``end`` are missing, whether or not they end a character.

    >>> cut("京东".encode(), 0, 1).decode(errors="ignore")
    '京'
    """
    data = as_bytes(data)
    return data[start : len(data) - end]


def _traceable(shown: str, text: str, read: str) -> str:
    """Return misread text; fail if one of its characters has other bytes in the charset, too."""
    table = bytes_of(read)
    if b"".join(table.get(char, b"") for char in shown) != text.encode("gb18030"):
        raise DamageError(text, "gb18030", read, f"it has several codes for a character of {shown[:20]!r}")
    return shown


#: Every channel that is a function of text alone and can be undone, by name.
CHANNELS: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {
        "utf-8 read as gb18030": lambda text: misread(text, "utf-8", "gb18030", "strict"),
        "utf-8 read as cp1252": lambda text: misread(text, "utf-8", "cp1252"),
        "utf-8 read as latin-1": lambda text: misread(text, "utf-8", "latin-1"),
        "utf-8 read as cp437": lambda text: misread(text, "utf-8", "cp437"),
        "utf-8 read as cp1252, twice": lambda text: misread(misread(text, "utf-8", "cp1252"), "utf-8", "cp1252"),
        "cesu-8 read as latin-1": lambda text: misread(text, "cesu-8", "latin-1"),
        "gb18030 read as latin-1": lambda text: misread(text, "gb18030", "latin-1"),
        "gb18030 read as cp1252": lambda text: misread(text, "gb18030", "cp1252"),
        "gb18030 read as cp1250": lambda text: misread(text, "gb18030", "cp1250"),
        "gb18030 read as cp437": lambda text: misread(text, "gb18030", "cp437"),
        "gb18030 read as big5": lambda text: misread(text, "gb18030", "big5", "strict"),
        "gb18030 read as shift_jis": lambda text: _traceable(misread(text, "gb18030", "shift_jis"), text, "shift_jis"),
        "big5 read as gb18030": lambda text: misread(text, "big5", "gb18030", "strict"),
        "decimal entities": entities,
        "hexadecimal entities": lambda text: entities(text, "hexadecimal"),
        "entities, twice": lambda text: entities(text, twice=True),
        "unicode escapes": unicode_escapes,
        "percent-u escapes": lambda text: unicode_escapes(text, "%u"),
        "percent-encoded utf-8": percent_escapes,
        "percent-encoded gbk": lambda text: percent_escapes(text, "gb18030"),
        "surrogate pairs": surrogate_pairs,
        "radicals": lookalikes,
        "compatibility ideographs": lambda text: lookalikes(text, "compatibility"),
    }
)
