"""HTML and XML: the main text of a page, block by block, and what the page says of itself."""

from __future__ import annotations

import re
from collections import defaultdict

from cnbiznews.reading.about import Title
from cnbiznews.reading.assembly import Assembly
from cnbiznews.reading.element_names import BLOCKS, NAMES
from cnbiznews.reading.elements import Element, Page
from cnbiznews.reading.lines import write_lines
from cnbiznews.reading.main_text import choose
from cnbiznews.reading.markup import BLANK, ENTITY, attributes, entity, raised

__all__ = ["write_markup", "write_text"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "title", "contenttitle", "headline"})
_TITLE = frozenset({"h1", "title", "contenttitle", "headline"})
_BOLD = frozenset({"b", "strong"})
_LINES = frozenset({"br", "hr"})
_LONGEST_HEADING = 40
_LONGEST_NOTE = 12  # tokens in a superscript that marks a note
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_PIECE = re.compile(rf"(?P<space>[{BLANK}]+)|(?P<entity>&)|[^{BLANK}&]+(?: [^{BLANK}&]+)*")


def write_text(assembly: Assembly, start: int, end: int) -> None:
    """Take a piece of marked-up source that has no tags: entities decoded, spaces as a browser would show them."""
    source = assembly.source
    position = start
    while position < end:
        match = _PIECE.match(source, position, end)
        assert match is not None
        if match["space"]:
            assembly.space(wrapped="\n" in match["space"] or "\r" in match["space"])
        elif match["entity"]:
            reference = ENTITY.match(source, position, end)
            text = entity(reference[0]) if reference else "&"
            if reference is None or text == reference[0]:
                assembly.keep(position, position + 1)
                position += 1
                continue
            if text.isspace():
                assembly.space()
            else:
                assembly.put(position, reference.end(), text, "entity")
            position = reference.end()
            continue
        else:
            assembly.keep(position, match.end())
        position = match.end()


def write_markup(
    assembly: Assembly,
    page: Page,
    *,
    whole: bool,
    xml: bool = False,
    marks: bool = False,
    title: Title | None = None,
) -> None:
    """Write the text of a page to an assembly.

    Args:
        assembly: where to.
        page: the parsed markup.
        whole: whether it is a whole page, with things around its main text, or a piece that is all text.
        xml: whether elements have names of their own.
        marks: whether there is Markdown between the tags.
        title: where the title stands; it is fetched if that is outside of the main text.
    """
    main, skipped = choose(page, whole=whole, xml=xml)
    _Writer(assembly, page, skipped, xml, marks).write(main, title)


class _Writer:
    """Walks through the tokens and tells the assembly what it finds."""

    def __init__(self, assembly: Assembly, page: Page, skipped: dict[int, int], xml: bool, marks: bool) -> None:
        self.assembly = assembly
        self.page = page
        self.skipped = skipped | _notes(page)
        self.xml = xml
        self.marks = marks
        self.elements = {element.first: element for element in page.elements}
        self.endings: defaultdict[int, list[Element]] = defaultdict(list)
        for element in reversed(page.elements):  # the innermost ends first
            self.endings[element.last].append(element)
        self.open: set[int] = set()  # the elements being walked through
        self.kinds = ["paragraph"]  # of the blocks that begin now
        self.cells = 0  # depth of cells of data
        self.tables: list[int] = []  # the open tables of data
        self.titled = False
        self.preformatted = 0
        self.bold = 0
        self.superscript = 0
        self.plain_text = self.bold_text = 0  # characters of the present block

    def write(self, main: tuple[int, int], title: Title | None) -> None:
        number, last = main
        if title is not None and title.token < number:
            self._fetch(title)
        self.begin("paragraph")
        while number < last:
            for element in self.endings.get(number, ()):
                if element.first in self.open:
                    self.open.discard(element.first)
                    self.leave(element)
            if number in self.skipped:
                following = max(number + 1, self.skipped[number])
                if title is not None and number <= title.token < following and not self.titled:
                    self._fetch(title)
                if self.page.tokens[number].name in BLOCKS and not self.cells:
                    self.begin(self.kinds[-1])
                number = following
                continue
            token = self.page.tokens[number]
            if token.kind == "open":
                self.enter(self.elements[number])
            elif token.kind == "text":
                self.text(token.start, token.end)
            number += 1
        while self.tables:
            self._end_table()
        self.begin("paragraph")

    def _fetch(self, title: Title) -> None:
        """Write a title that stands outside of the text."""
        if not self.cells:
            self.begin("title")
            write_text(self.assembly, title.start, title.end)
            self.titled = True

    def text(self, start: int, end: int) -> None:
        size = end - start
        if self.bold:
            self.bold_text += size
        elif not self.page.source[start:end].isspace():
            self.plain_text += size
        if self.superscript and (said := raised(written := self.page.source[start:end])) != written:
            self.assembly.put(start, end, said, "superscript")
        elif self.cells:
            write_text(self.assembly, start, end)
        elif self.preformatted:
            write_lines(self.assembly, start, end, tags=True, titled=True)
        elif self.marks and _BLANK_LINE.search(self.page.source, start, end):
            # Behind a blank line, a block of HTML goes on in Markdown.
            write_lines(self.assembly, start, end, marks=True, tags=True, titled=True)
        else:
            write_text(self.assembly, start, end)

    def begin(self, kind: str) -> None:
        """Begin a block; a short one that was wholly bold has been a heading."""
        assembly = self.assembly
        if assembly.is_empty and self.kinds[-1] == "list item" and kind == "paragraph":
            kind = "list item"
        if assembly.kind == "paragraph" and 0 < self.bold_text <= _LONGEST_HEADING and not self.plain_text:
            assembly.name("heading")
        self.plain_text = self.bold_text = 0
        assembly.begin(kind)

    def enter(self, element: Element) -> None:
        name = element.name
        self.open.add(element.first)
        if element.first in self.page.tables:
            self.begin("paragraph")
            self.assembly.begin_table()
            self.tables.append(element.first)
        elif self.tables and name == "tr":
            self.assembly.begin_row()
        elif self.tables and name in ("td", "th"):
            given = attributes(self.page.source, self.page.tokens[element.first])
            columns, rows = (_count(given.get(key)) for key in ("colspan", "rowspan"))
            self.assembly.begin_cell(columns, rows, header=name == "th")
            self.cells += 1
        elif self.cells:
            if name in BLOCKS or name in _LINES:
                self.assembly.space(wrapped=True)
        elif name in _HEADINGS:
            self.kinds.append("title" if name in _TITLE and not self.titled else "heading")
            self.begin(self.kinds[-1])
            self.titled = self.titled or name in _TITLE
        elif name == "li":
            self.kinds.append("list item")
            self.begin("list item")
        elif name == "br" and self.assembly.is_open_sentence:
            self.assembly.space(wrapped=True)
        elif name in BLOCKS or name in _LINES or self._is_foreign(name):
            self.begin(self.kinds[-1])
        elif name in _BOLD:
            self.bold += 1
        self.preformatted += name == "pre"
        self.superscript += name == "sup"

    def leave(self, element: Element) -> None:
        name = element.name
        self.preformatted -= name == "pre"
        self.superscript -= name == "sup"
        if self.tables and element.first == self.tables[-1]:
            self._end_table()
        elif self.tables and name in ("td", "th"):
            self.cells = max(0, self.cells - 1)
        elif self.tables and name == "tr":
            self.begin("paragraph")
        elif self.cells:
            if name in BLOCKS:
                self.assembly.space(wrapped=True)
        elif name in _HEADINGS or name == "li":
            if len(self.kinds) > 1:
                self.kinds.pop()
            self.begin(self.kinds[-1])
        elif name in BLOCKS or self._is_foreign(name):
            self.begin(self.kinds[-1])
        elif name in _BOLD:
            self.bold = max(0, self.bold - 1)

    def _is_foreign(self, name: str) -> bool:
        return (self.xml and name not in NAMES) or name in self.page.foreign

    def _end_table(self) -> None:
        self.tables.pop()
        self.cells = 0
        self.assembly.end_table()


def _notes(page: Page) -> dict[int, int]:
    """Return the superscripts that only mark a note, as elements to skip."""
    found = {}
    for element in page.elements:
        if element.name == "sup" and element.last - element.first <= _LONGEST_NOTE:
            inner = (token for token in page.tokens[element.first : element.last] if token.kind == "text")
            text = "".join(page.source[token.start : token.end] for token in inner)
            if text.strip() and not raised(text):
                found[element.first] = element.last
    return found


def _count(value: str | None) -> int:
    return min(1000, max(1, int(value))) if value and value.isascii() and value.isdigit() and len(value) < 5 else 1
