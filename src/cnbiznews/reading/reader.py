"""``read``: the one way in. Tells what a source is, and has each part of it read by what it is made of."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import replace
from pathlib import Path

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.errors import ReadError
from cnbiznews.reading.about import about
from cnbiznews.reading.article import Article, Block
from cnbiznews.reading.assembly import Assembly
from cnbiznews.reading.dates import find_date
from cnbiznews.reading.element_names import BLOCKS
from cnbiznews.reading.elements import Page
from cnbiznews.reading.encodings import decode
from cnbiznews.reading.frontmatter import FrontMatter, find_front_matter
from cnbiznews.reading.html import write_markup
from cnbiznews.reading.inline import has_marks
from cnbiznews.reading.lines import write_lines
from cnbiznews.reading.main_text import SILENT
from cnbiznews.reading.markup import ENTITY, entity, has_tags

__all__ = ["FORMATS", "read"]

FORMATS = ("auto", "text", "markdown", "html")

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_XML = re.compile(r"[\ufeff\s]*<(?:\?xml|rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_XHTML = re.compile(r"<html[\s>]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z]")
_ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|br|div|span|strong|b|table|tr|td|li|ul|ol|a|h[1-6])\b[^&<>\n]{0,200}/?&gt;")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_XML_ESCAPE = re.compile(_CDATA.pattern + r"|&(?:lt|gt|amp|quot|apos|#39|#34);")
_ESCAPED_BREAK = re.compile(r"\\r\\n|\\n(?![a-z])")
_ESCAPES = re.compile(r"(?:\\[rnt]){2,}|\\[rnt](?![a-z])")
_HEAD = 2000  # characters in which the first tag of a page comes
_DATELINE_LINES, _LONGEST_DATELINE = 6, 100


def read(
    source: bytes | str | os.PathLike[str] | AlignedText, *, encoding: str | None = None, format: str = "auto"
) -> Article:
    """Read an article: decode it, take its markup away, and find its title, its day and its blocks.

    Args:
        source: bytes in any encoding, text (never taken for a path), or the path of a file. The article of an
            :class:`AlignedText` is aligned to the source of that.
        encoding: what is known of the encoding of bytes: a name, or a header such as ``text/html; charset=gb2312``.
        format: "text", "markdown" or "html"; "auto" tells it from the content, also where a source mixes them.

    Returns:
        The article. Whatever is no text of it (tags, navigation, scripts, addresses of links) is left out; every
        character that is left knows its place in the source.

    Raises:
        ReadError: the file can't be opened, the bytes are no text, or ``encoding`` or ``format`` do not exist.

    >>> page = read("<h1>京东三季报</h1><p>营收<b>增长</b>5&#37;。</p>")
    >>> page.text, page.title
    ('京东三季报\\n营收增长5%。', '京东三季报')
    >>> page.content.source_of(8, 12), [block.kind for block in page.blocks]
    ('增长</b>5&#37;', ['title', 'paragraph'])
    """
    if format not in FORMATS:
        raise ReadError(f"unknown format {format!r}; valid are: {', '.join(FORMATS)}")
    name = None
    if isinstance(source, os.PathLike):
        source = _load(source)
    if isinstance(source, bytes | bytearray | memoryview):
        decoded = decode(bytes(source), encoding)
        source, name = decoded.text, decoded.encoding
    if isinstance(source, AlignedText):
        article = _read_text(source.text, format, name)
        return replace(article, content=source.then(article.content))
    if not isinstance(source, str):
        raise ReadError(f"can't read {type(source).__name__}; pass bytes, text or a path (os.PathLike)")
    return _read_text(source, format, name)


def _load(path: os.PathLike[str]) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ReadError(f"{os.fspath(path)} can't be read: {problem}") from error


def _read_text(source: str, format: str, encoding: str | None) -> Article:
    content = AlignedText.identity(source)
    if format != "text" and _has_escaped_breaks(source):
        edits = [Edit(match.start(), match.end(), _spelled(match[0]), "escape") for match in _ESCAPES.finditer(source)]
        content = content.edit(edits, "escapes")
    is_xml = _XML.match(content.text) and not _XHTML.search(content.text, 0, _HEAD)
    if format in ("auto", "html") and not is_xml and _has_escaped_markup(content.text):
        found = _XML_ESCAPE.finditer(content.text)
        content = content.edit((Edit(m.start(), m.end(), entity(m[0]), "escape") for m in found), "escapes")
    if format in ("auto", "html") and is_xml:
        return _read_xml(content, encoding)
    if format == "html" or (format == "auto" and _PAGE.search(content.text, 0, _HEAD)):
        return _read_page(content, encoding)
    return _read_lines(content, format, encoding)


def _has_escaped_breaks(source: str) -> bool:
    """Tell whether line breaks were written out as ``\\n``, as in text taken from JSON."""
    breaks = len(_ESCAPED_BREAK.findall(source)) if "\\" in source else 0
    return breaks >= 2 and breaks > source.count("\n")


def _has_escaped_markup(source: str) -> bool:
    """Tell whether the marks of tags were all escaped, as in the dump of a database."""
    return len(_ESCAPED_MARKUP.findall(source)) > 1 and not has_tags(source)


def _spelled(escapes: str) -> str:
    return escapes.replace("\\r", "").replace("\\n", "\n").replace("\\t", "\t") or "\n"


def _read_lines(content: AlignedText, format: str, encoding: str | None) -> Article:
    """Read plain text, Markdown and pieces of HTML, in whatever mixture."""
    source = content.text
    assembly = Assembly(source)
    front = find_front_matter(source) if format != "text" else None
    start, titled = 0, False
    if front is not None:
        titled = _write_title(assembly, front)
        start = front.end
    elif source.startswith("\ufeff"):
        start = 1
    assembly.skip_to(start)
    marks = format == "markdown" or (format == "auto" and (front is not None or has_marks(source, start)))
    tags = format != "text" and has_tags(source, start)
    inline = tags or (format != "text" and ENTITY.search(source, start) is not None)
    pieces = _markup_pieces(source, start) if tags else []
    for begin, end, page in pieces:
        write_lines(assembly, start, begin, marks=marks, tags=inline, titled=titled, followed=True)
        write_markup(assembly, page, whole=False, marks=marks)
        start, titled = end, True
    write_lines(assembly, start, len(source), marks=marks, tags=inline, titled=titled)
    if not (marks or inline):
        assembly.leave_rest()
    inner, blocks = assembly.finish()
    kind = "markdown" if marks else "html" if tags else "text"
    date = _date_of(source, front) or _dateline(inner.text, blocks)
    return Article(content.then(inner), blocks, _title(inner.text, blocks), date, kind, encoding)


def _write_title(assembly: Assembly, front: FrontMatter) -> bool:
    title = front.values.get("title")
    if title is None or title[0] == title[1]:
        return False
    assembly.begin("title")
    assembly.keep(*title)
    return True


def _date_of(source: str, front: FrontMatter | None) -> datetime.date | None:
    if front is None:
        return None
    spans = (front.values[key] for key in ("date", "pubdate", "published", "created", "updated") if key in front.values)
    return next((date for span in spans if (date := find_date(source[slice(*span)]))), None)


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((text[block.start : block.end] for block in blocks if block.kind == "title"), None)


def _dateline(text: str, blocks: tuple[Block, ...]) -> datetime.date | None:
    """Return the day that one of the short lines at the beginning names in full."""
    for block in blocks[:_DATELINE_LINES]:
        if (
            block.kind != "title"
            and block.end - block.start <= _LONGEST_DATELINE
            and "。" not in text[block.start : block.end]
            and (date := find_date(text[block.start : block.end]))
        ):
            return date
    return None


def _read_page(content: AlignedText, encoding: str | None) -> Article:
    """Read a whole page: its main text, without what stands around it."""
    assembly = Assembly(content.text)
    page = Page.parse(content.text)
    found = about(page)
    write_markup(assembly, page, whole=True, title=found.place)
    inner, blocks = assembly.finish()
    blocks = _without_double_title(inner.text, blocks)
    title = found.title or _title(inner.text, blocks)
    return Article(content.then(inner), blocks, title, found.date or _dateline(inner.text, blocks), "html", encoding)


def _without_double_title(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Let the main text's own title stand for the one in the head of the page."""
    if len(blocks) > 1 and blocks[0].kind == "title":
        first, second = (text[block.start : block.end] for block in blocks[:2])
        if first == second:
            return (replace(blocks[1], kind="title"), *blocks[2:])
    return blocks


def _read_xml(content: AlignedText, encoding: str | None) -> Article:
    """Read a feed or another XML document; feeds carry HTML whose marks are escaped once more."""
    escaped = _ESCAPED_TAG.search(content.text) is not None
    found = (_XML_ESCAPE if escaped else _CDATA).finditer(content.text)
    edits = (Edit(m.start(), m.end(), entity(m[0]) if m[0][0] == "&" else "", "escape") for m in found)
    content = content.edit(edits, "escapes")
    assembly = Assembly(content.text)
    page = Page.parse(content.text, xml=True)
    described = about(page)
    write_markup(assembly, page, whole=False, xml=True)
    inner, blocks = assembly.finish()
    return Article(content.then(inner), blocks, described.title, described.date, "html", encoding)


def _markup_pieces(source: str, start: int) -> list[tuple[int, int, Page]]:
    """Return the parts of a source that are blocks of HTML, or no text at all, each parsed by itself."""
    page = Page.parse(source, start)
    whole = (BLOCKS - {"hr"}) | SILENT | page.foreign
    parts = [(e.first, e.last) for e in page.elements if not e.depth and e.name in whole]
    # A comment inside a line is dropped with the tags of the line; a longer one would be torn apart by its lines.
    parts += (
        (number, number + 1)
        for number, token in enumerate(page.tokens)
        if token.kind == "other" and any(mark in source[token.start + 1 : token.end] for mark in "\n<")
    )
    spans: list[list[int]] = []
    for first, last in sorted(parts):
        begin, end = page.tokens[first].start, page.tokens[last - 1].end
        if spans and not source[spans[-1][1] : begin].strip():
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([begin, end])
    if len(spans) == 1 and parts[0][0] == 0 and spans[0][1] == page.tokens[-1].end:
        return [(spans[0][0], spans[0][1], page)]
    return [(begin, end, Page.parse(source, begin, end)) for begin, end in spans]
