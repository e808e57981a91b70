"""From bytes to text: what encoding is this?"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Decoded", "decode"]

_ORDER = ("utf-8-sig", "gb18030", "big5hkscs")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded bytes: the text, and the name of the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(data.decode("utf-16", "replace"), "utf-16")
    for name in ((encoding,) if encoding else ()) + _ORDER:
        try:
            return Decoded(data.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(data.decode("utf-8", "replace"), "utf-8")
