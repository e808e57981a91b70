"""From bytes to text: which encoding is this?

Every encoding that comes into question decodes a sample of the bytes, as far as it can; the most plausible text wins
(:mod:`cnbiznews.reading.plausibility`). What the bytes or the caller declare about their encoding is evidence like any
other: it counts where it decodes. The chosen encoding then decodes the whole, so that time is linear, and short for
large inputs.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from cnbiznews.errors import ReadError, as_bytes
from cnbiznews.reading.plausibility import cost, is_noise, mean_cost

__all__ = ["Decoded", "decode"]

# Candidates with the cost of assuming them, in nats. UTF-16 and -32 without a mark at the start are rare.
_CANDIDATES = {
    "utf-8": 0.0,
    "gb18030": 3.0,
    "big5hkscs": 4.0,
    "hz": 4.0,
    "utf-32-le": 8.0,
    "utf-32-be": 8.0,
    "utf-16-le": 6.0,
    "utf-16-be": 6.0,
    "cp1252": 10.0,
}
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
# How many nats a declaration is worth: as much as a few characters, so that a wrong one can't win against a text.
_MARKED, _TOLD, _DECLARED = 40.0, 40.0, 15.0
# What an encoding is called where a larger one is meant.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "euc-cn": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "hz-gb-2312": "hz",
}
# Bytes that a standard decoder does not know, but that are in use.
_EUROS = {("gb18030", b"\x80"): "€", ("big5hkscs", b"\xa3\xe1"): "€"}

_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LOST_BYTE = 6.0  # the cost of a byte that gives no character
_STRANGE, _STRANGE_CHARACTER = 8.0, 9.0  # the highest cost of strange text in valid UTF-8: for all, for each character
_HIGHEST_MEAN = 11.0  # the highest mean cost of text in UTF-16 that bears no mark
_HEAD = 4096  # where a declaration is looked for
_WINDOWS = (1024, 16384)  # the sizes of one piece of a sample
_SURE = 80.0  # nats by which one encoding has to be better than all others
_ENOUGH = 200  # characters beyond ASCII that show what a text is like
_WIDE = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

# How files begin that are no text.
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\x1f\x8b\x08": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x7fELF": "a program",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text.

    Attributes:
        text: the text, without the mark at its start; U+FFFD stands for bytes that mean nothing.
        encoding: the encoding it was read in, as Python calls it.
        cut: how many bytes at the end are the beginning of a character whose rest is missing.
    """

    text: str
    encoding: str
    cut: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding.

    Args:
        data: the bytes: UTF-8, UTF-16, UTF-32, GB18030 (GBK, GB2312), Big5 (with HKSCS), HZ, or something declared.
        encoding: what is known of the encoding: its name, or a header such as ``text/html; charset=gb2312``. A
            multi-byte encoding is believed where the bytes are valid in it, any other weighs as evidence.

    Raises:
        ReadError: the bytes are no text; or ``encoding`` is a name that no encoding has.
        ArgumentError: ``data`` is no bytes.

    >>> decode("京东营收增长5%".encode("gbk"))
    Decoded(text='京东营收增长5%', encoding='gb18030', cut=0)
    >>> decode("京東營收增長5%".encode("big5")[:-3]).text
    '京東營收增'
    """
    data = as_bytes(data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    weights = dict(_CANDIDATES)
    if mark:
        weights[_MARKS[mark]] -= _MARKED
        data = data[len(mark) :]
    told = _told(encoding) if encoding is not None else None
    if told is not None:
        found = _valid(data, told)
        if found is not None and _can_fail(told):
            return _finished(found.text, told, found.cut)
        weights[told] = min(weights.get(told, 10.0), 10.0) - (_TOLD if found is not None else 0.0)
    elif (declared := _declared(data)) is not None and _valid(data[:_HEAD], declared) is not None:
        weights[declared] = weights.get(declared, 10.0) - _DECLARED
    utf8 = _valid(data, "utf-8")
    if utf8 is not None and min(weights, key=weights.__getitem__) == "utf-8" and _is_plain(data, utf8.text):
        return utf8
    if b"~{" not in data:
        del weights["hz"]
    best = _best(data, weights, utf8 is not None, mark)
    text, cut = _decode(data, best)
    return _finished(text, best, cut)


def _is_plain(data: bytes, text: str) -> bool:
    """Tell whether valid UTF-8 is so likely text that nothing else comes into question."""
    if data.isascii():
        return b"~{" not in data and _CONTROL.search(data) is None
    characters = "".join(match[0] for match in islice(_WIDE.finditer(text), _ENOUGH))
    return len(characters) >= 3 and mean_cost(characters) < _STRANGE_CHARACTER - 1


def _best(data: bytes, weights: dict[str, float], valid_utf8: bool, mark: bytes) -> str:
    """Return the encoding that explains the bytes best, by samples as large as it takes to be sure.

    Raises:
        ReadError: they are no text in any.
    """
    for size in _WINDOWS:
        sample = _sample(data, size)
        misfits = {}
        for name in weights:
            trusted = weights[name] < 0 or (name == "utf-8" and valid_utf8)
            misfits[name] = _misfit(name, _aligned(sample, name), trusted)
        ranked = sorted(weights, key=lambda name: weights[name] + misfits[name][0])
        first, second = (weights[name] + misfits[name][0] for name in ranked[:2])
        if second - first > _SURE:
            break
    best = ranked[0]
    text = misfits[best][1]
    # U+FFFD in valid text was there before; all others stand for bytes that mean nothing.
    is_valid = valid_utf8 if best == "utf-8" else _valid(_aligned(sample, best), best) is not None
    _check(data, mark, text, sum(map(is_noise, text)) + (0 if is_valid else text.count("\ufffd")))
    return best


def _finished(text: str, name: str, cut: int) -> Decoded:
    if name == "big5hkscs":
        text, name = _taiwanese(text)
    return Decoded(text, name, cut)


def _told(encoding: str) -> str:
    """Return the encoding a caller names, by its name or in a header."""
    header = _HEADER.search(encoding) if isinstance(encoding, str) else None
    name = _known(header[1] if header else encoding) if isinstance(encoding, str) else None
    if name is None:
        raise ReadError(f"{encoding!r} is no known encoding; leave it out to have it found from the content")
    return name


def _declared(data: bytes) -> str | None:
    """Return the encoding that an XML declaration or a <meta> element names."""
    match = _DECLARATION.search(data, 0, _HEAD)
    return _known((match[1] or match[2]).decode("ascii", "replace")) if match else None


def _known(name: str) -> str | None:
    name = name.strip().lower().replace("_", "-")
    try:
        found = _MEANT.get(name) or codecs.lookup(name).name
        b"a".decode(found, "replace")  # fails for "hex" and others that are no encodings of text
        codecs.getincrementaldecoder(found)
    except (LookupError, TypeError, ValueError):
        return None
    return _MEANT.get(found, found)


def _can_fail(name: str) -> bool:
    """Tell whether it proves anything that bytes are valid in an encoding: not in one where nearly all are."""
    if name.startswith("utf-16"):
        return False
    return len(codecs.getincrementaldecoder(name)("replace").decode(b"\xe4")) != 1


def _valid(data: bytes, name: str) -> Decoded | None:
    """Decode bytes that are valid in an encoding, but for a last character that may be cut; else ``None``."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(data)
    except UnicodeError:
        return None
    return Decoded(text, name, len(decoder.getstate()[0]))


def _decode(data: bytes, name: str) -> tuple[str, int]:
    """Decode as much as can be; return the text and the number of bytes cut off a last character."""
    decoder = codecs.getincrementaldecoder(name)(_error_handler())
    text = decoder.decode(data)
    return text, len(decoder.getstate()[0])


@cache
def _error_handler() -> str:
    name = "cnbiznews-replace"

    def replace(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        for (encoding, known), char in _EUROS.items():
            if error.encoding == encoding and error.object.startswith(known, error.start):
                return char, error.start + len(known)
        return "\ufffd", error.end

    codecs.register_error(name, replace)
    return name


def _sample(data: bytes, size: int) -> tuple[bytes, bytes]:
    """Return pieces of the data that hold more than ASCII, to judge encodings by: for byte and for wide encodings."""
    if len(data) <= 4 * size:
        return data, data
    narrow, wide = [], []
    for start in (0, len(data) // 3, 2 * len(data) // 3):
        found = _NOT_ASCII.search(data, start)
        # A little before the place, behind a byte that can't be part of a multi-byte character.
        begin = max(start, found.start() - 64 if found else start)
        while begin and begin < len(data) and data[begin - 1] >= 0x30 and begin < start + size:
            begin += 1
        narrow.append(data[begin : begin + size])
        wide.append(data[begin & ~3 : (begin & ~3) + size])
    return b"\n".join(narrow), b"".join(wide)


def _aligned(sample: tuple[bytes, bytes], name: str) -> bytes:
    return sample[name.startswith(("utf-16", "utf-32"))]


def _misfit(name: str, data: bytes, trusted: bool) -> tuple[float, str]:
    """Return how badly an encoding explains bytes, in nats, and the text it gives."""
    text, cut = _decode(data, name)
    misfit = cost(text)
    if name == "utf-8" and trusted:
        # Valid UTF-8 is hardly an accident, even where its text is strange: damaged text is often stored in UTF-8.
        misfit = min(misfit, _STRANGE + cost(text, _STRANGE_CHARACTER))
    elif name.startswith("utf-16"):
        # Almost any bytes are UTF-16; what is not plausible in it is something else.
        if misfit > _HIGHEST_MEAN * len(text) and not trusted:
            return float("inf"), text
        misfit += text.count("\ufffd") * _LOST_BYTE
    elif name.startswith("utf-32"):
        misfit += text.count("\ufffd") * 3 * _LOST_BYTE
    return misfit + cut * _LOST_BYTE, text


def _check(data: bytes, mark: bytes, text: str, noise: int) -> None:
    """Refuse what is no text.

    Raises:
        ReadError: the data are of another known kind, or most of the text they give is noise.
    """
    kind = next((kind for start, kind in _SIGNATURES.items() if not mark and data.startswith(start)), None)
    if kind is not None and (noise or kind.startswith("a PDF")):
        raise ReadError(f"this is {kind}, not a text; convert it to text or HTML first")
    if noise > 8 + len(text) // 20 and mean_cost(text) > 7:
        raise ReadError("these bytes are no text in any known encoding: binary data?")


def _taiwanese(text: str) -> tuple[str, str]:
    """Choose the reading of the codes on which Big5 as used in Taiwan and Big5-HKSCS differ."""
    ideographs = (char for char in set(text) if "\u3400" <= char <= "\u9fff" or char >= "\U00020000")
    if not all(map(_in_cp950, ideographs)):
        return text, "big5hkscs"
    return _BULLET.sub("‧", text).translate(_TAIWAN), "big5"


# The same code is a bullet in one table and a mark inside foreign names in the other; only the place tells which.
_BULLET = re.compile(r"(?<=\w)•(?=\w)")
_TAIWAN = str.maketrans("､‾∼♁☉¥¢£", "﹑¯～⊕⊙￥￠￡")


def _in_cp950(char: str) -> bool:
    try:
        char.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True
