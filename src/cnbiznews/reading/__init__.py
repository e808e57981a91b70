"""Reading: bytes, text or a file of unknown encoding and markup become an :class:`Article` that knows its source."""

from cnbiznews.reading.article import Article, Block
from cnbiznews.reading.encodings import Decoded, decode
from cnbiznews.reading.reader import read

__all__ = ["Article", "Block", "Decoded", "decode", "read"]
