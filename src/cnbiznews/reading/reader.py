"""``read``: the one way in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.errors import ReadError
from cnbiznews.reading.article import Article, Block
from cnbiznews.reading.encodings import decode

__all__ = ["read"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def read(source: bytes | str | os.PathLike[str], *, encoding: str | None = None, format: str = "auto") -> Article:  # noqa: ARG001
    """Read an article.

    Args:
        source: bytes in any encoding, text (never taken for a path), or the path of a file.
        encoding: the encoding of bytes, where it is known.
        format: "text", "html", "markdown", or "auto".

    Raises:
        ReadError: the source can't be read.

    >>> read("<p>京东营收增长5%。</p>").text
    '京东营收增长5%。'
    """
    name = None
    if isinstance(source, os.PathLike):
        try:
            source = Path(source).read_bytes()
        except OSError as error:
            raise ReadError(f"{os.fspath(source)} can't be read: {error.strerror}") from error
    if isinstance(source, bytes):
        decoded = decode(source, encoding)
        source, name = decoded.text, decoded.encoding
    edits = [Edit(m.start(), m.end(), "", "markup") for m in _TAG.finditer(source)]
    content = AlignedText.identity(source).edit(edits, "markup")
    blocks = [Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", content.text)]
    return Article(content, tuple(blocks), encoding=name)
