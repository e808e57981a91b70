"""What reading gives: an article, its text aligned to the source, and the blocks it is made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from cnbiznews.alignment import AlignedText

__all__ = ["Article", "Block"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an article that stands by itself.

    Attributes:
        kind: "title", "heading", "paragraph", "list item" or "table row".
        start, end: its span in the text of the article (code points, half-open).
        cells: of a table row: the spans of its cells, one per column of the table, so that the rows of a table can be
            read as a grid. A cell that spans several columns or rows is named once for each of them; an empty cell
            has an empty span.
        table: of a table row: the number of its table in the article, from 1; otherwise 0.
        header: of a table row: whether it names what stands in the columns below it.
    """

    kind: str
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()
    table: int = 0
    header: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its markup; every character of :attr:`text` knows where it stands in :attr:`source`.

    Attributes:
        content: the text aligned to the source; :attr:`text` and :attr:`source` are its two sides.
        blocks: title, headings, paragraphs, list items and table rows, in order, with spans in :attr:`text`.
        title: the title, where the source names one.
        date: the day of publication, where the source names one.
        format: how the source was marked up: "text", "html" or "markdown".
        encoding: the encoding of the bytes that were read; ``None`` where the source was text.
    """

    content: AlignedText = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    title: str | None = None
    date: datetime.date | None = None
    format: str = "text"
    encoding: str | None = None

    @property
    def text(self) -> str:
        """The text of the article: its blocks, one a line."""
        return self.content.text

    @property
    def source(self) -> str:
        """The (decoded) text that was read, with all its markup."""
        return self.content.source
