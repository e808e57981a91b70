"""Texts as arrays of code points, so that one NumPy look-up classifies every character.

A text within the basic plane becomes ``uint16``; any other (astral characters, lone surrogates) ``uint32``. An index
into the array is always an index into the string.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ASTRAL", "SIZE", "Codes", "decode", "encode", "lookup"]

Codes = NDArray[np.unsignedinteger[Any]]

#: Look-up tables have one entry per character of the basic plane; its last code, which is no character, stands for all
#: characters outside.
ASTRAL = 0xFFFF
SIZE = ASTRAL + 1


def encode(text: str) -> Codes:
    """Return the code points of ``text``.

    >>> encode("京东").tolist(), encode("𠮷").tolist()
    ([20140, 19996], [134071])
    """
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) == 2 * len(text):
        codes = np.frombuffer(raw, np.dtype("<u2"))
        # Two lone surrogates side by side would become one character on the way back.
        if text.isascii() or not _has_surrogates(codes):
            return codes
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _has_surrogates(codes: Codes) -> bool:
    return bool(((codes >> 11) == 0x1B).any())


def decode(codes: Codes) -> str:
    """Return the string with these code points: the inverse of :func:`encode`."""
    return codes.tobytes().decode("utf-16-le" if codes.itemsize == 2 else "utf-32-le", "surrogatepass")


def lookup(table: NDArray[Any], codes: Codes) -> NDArray[Any]:
    """Return ``table``'s entry for every character; all astral characters share the last one."""
    return table.take(codes if codes.itemsize == 2 else np.minimum(codes, ASTRAL))
