"""The elements of a page: where each begins and ends, and how much of what kind of text it holds.

Elements are found with a stack and the few rules by which HTML closes them unasked (a paragraph ends where the next
one begins). Every element is a range of tokens, so that how much text it holds is a difference of two running sums.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from cnbiznews.reading.element_names import BLOCKS, RAW, VOID, words
from cnbiznews.reading.markup import Token, foreign_names, tokens

__all__ = ["Element", "Page"]

# Opening one of these closes an open one of the others, unless an element of the last column lies between.
_SIBLINGS = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th", "caption"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tbody": ({"tr", "td", "th", "thead", "tbody", "tfoot", "caption"}, {"table"}),
    "option": ({"option"}, {"select"}),
    "a": ({"a"}, {"td", "th", "table"}),
}
# In XML a link and others may have content; these are HTML's even there.
_XML_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_TABLE = frozenset({"table", "td", "th", "tr", "thead", "tbody", "tfoot", "caption"})
_CLOSES_P = BLOCKS - {"head", "body", "html", "option", "title", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"}
_SILENT = frozenset({"script", "style", "head", "noscript", "select", "textarea", "template"})
# What these hold is no text; but where one of them is never closed, all the rest of the page would be in it.
_SWALLOWING = words("textarea select noscript template object button iframe noframes audio video canvas")
_LONGEST_CELL, _MEAN_CELL = 200, 40  # characters in a cell of a table of data
_SENTENCE = re.compile(r"[，。！？；：、]")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, and the numbers of its tokens from its opening tag to behind its last."""

    name: str
    first: int
    last: int
    depth: int


@dataclass(slots=True)
class Page:
    """The tokens and elements of a piece of markup, with running sums over the tokens.

    Each sum counts what stands before a token: characters of text, of those the ones in links, the ones that are
    running text (a piece with sentence marks, or long, or part of a table of data), and the number of links.
    """

    source: str
    tokens: list[Token]
    elements: list[Element]
    characters: list[int]
    linked: list[int]
    running: list[int]
    links: list[int]
    #: Numbers of the tokens that open tables of data; all other tables are only there for the layout.
    tables: set[int]
    #: Names of elements that are not of HTML.
    foreign: frozenset[str]

    @classmethod
    def parse(cls, source: str, start: int = 0, end: int | None = None, *, xml: bool = False) -> Page:
        """Parse a piece of markup."""
        found = list(tokens(source, start, end, xml=xml))
        elements = _elements(found, xml)

        def is_link(element: Element) -> bool:
            token = found[element.first]
            return element.name == "a" and "href" in source[token.start : token.end].lower()

        in_link = _covered(elements, len(found), is_link)
        silent = _covered(elements, len(found), lambda element: element.name in _SILENT)
        texts = [
            _SPACE.sub("", source[token.start : token.end]) if token.kind == "text" and not hidden else ""
            for token, hidden in zip(found, silent, strict=True)
        ]
        characters = _sums(map(len, texts))
        tables = _data_tables(elements, characters)
        in_table = _covered(elements, len(found), lambda element: element.first in tables)
        return cls(
            source,
            found,
            elements,
            characters,
            _sums(len(text) if link else 0 for text, link in zip(texts, in_link, strict=True)),
            _sums(
                len(text) if not link and (table or _is_running(text)) else 0
                for text, link, table in zip(texts, in_link, in_table, strict=True)
            ),
            _sums(token.kind == "open" and token.name == "a" for token in found),
            tables,
            foreign_names(source),
        )

    def held(self, sums: list[int], element: Element) -> int:
        """Return how much an element holds of what is counted in ``sums``."""
        return sums[element.last] - sums[element.first]


def _is_running(text: str) -> bool:
    return len(text) > 25 or (len(text) > 8 and _SENTENCE.search(text) is not None)


def _sums(counts: Iterable[int]) -> list[int]:
    return list(accumulate(counts, initial=0))


@dataclass(slots=True)
class _Table:
    element: Element
    rows: int = 0
    cells: list[int] = field(default_factory=list)  # characters in each
    nests: bool = False  # whether it holds another table

    @property
    def is_data(self) -> bool:
        cells = self.cells
        if self.nests or self.rows < 2 or len(cells) < 1.5 * self.rows:
            return False
        return max(cells) <= _LONGEST_CELL and sum(cells) <= _MEAN_CELL * len(cells)


def _data_tables(elements: list[Element], characters: list[int]) -> set[int]:
    """Find the tables that hold data: rows and columns of short cells, and no other table."""
    found: list[_Table] = []
    around: list[_Table] = []
    for element in elements:
        while around and around[-1].element.last <= element.first:
            around.pop()
        if element.name == "table":
            if around:
                around[-1].nests = True
            around.append(_Table(element))
            found.append(around[-1])
        elif around and element.name == "tr":
            around[-1].rows += 1
        elif around and element.name in ("td", "th"):
            around[-1].cells.append(characters[element.last] - characters[element.first])
    return {table.element.first for table in found if table.is_data}


def _covered(elements: list[Element], size: int, wanted: Callable[[Element], bool]) -> list[bool]:
    """Tell for every token whether it lies in an element that is wanted."""
    steps = [0] * (size + 1)
    for element in elements:
        if wanted(element):
            steps[element.first] += 1
            steps[element.last] -= 1
    result: list[bool] = []
    depth = 0
    for step in steps[:size]:
        depth += step
        result.append(depth > 0)
    return result


class _Stack:
    """The open elements; every look-up takes constant time, however deep they are nested."""

    def __init__(self) -> None:
        self.open: list[Element] = []
        self.places: defaultdict[str, list[int]] = defaultdict(list)  # name -> places in the stack
        self.blocks: list[int] = []  # places of blocks
        self.tables: list[int] = []  # places of the parts of tables

    def push(self, element: Element) -> None:
        place = len(self.open)
        self.open.append(element)
        self.places[element.name].append(place)
        if element.name in BLOCKS:
            self.blocks.append(place)
        if element.name in _TABLE:
            self.tables.append(place)

    def close_down_to(self, place: int, token: int) -> None:
        while len(self.open) > place:
            element = self.open.pop()
            element.last = token
            self.places[element.name].pop()
            if element.name in BLOCKS:
                self.blocks.pop()
            if element.name in _TABLE:
                self.tables.pop()

    def last(self, name: str) -> int:
        places = self.places.get(name)
        return places[-1] if places else -1


def _elements(found: list[Token], xml: bool) -> list[Element]:
    elements: list[Element] = []
    stack = _Stack()
    closings = {token.name: number for number, token in enumerate(found) if token.kind == "close"}
    for number, token in enumerate(found):
        if token.kind == "open":
            if token.name in _CLOSES_P and (place := stack.last("p")) > (stack.tables[-1] if stack.tables else -1):
                stack.close_down_to(place, number)
            if token.name in _SIBLINGS:
                siblings, barriers = _SIBLINGS[token.name]
                lowest = max(map(stack.last, barriers))
                places = [place for place in map(stack.last, siblings) if place > lowest]
                if places:
                    stack.close_down_to(min(places), number)
            element = Element(token.name, number, number + 1, len(stack.open))
            elements.append(element)
            endless = token.name in _SWALLOWING and closings.get(token.name, -1) < number
            if token.name in RAW:
                behind = [following.kind for following in found[number + 1 : number + 3]]
                element.last += behind[:1] == ["other"]  # its content
                endless = behind[element.last - number - 1 :][:1] != ["close"]
            if token.name not in (_XML_VOID if xml else VOID) and not token.empty and not endless:
                stack.push(element)
        elif token.kind == "close":
            place = stack.last(token.name)
            # What is no block can't close one; nothing but a part of a table closes a part of a table.
            barrier = (stack.tables if token.name in BLOCKS else stack.blocks)[-1:]
            if place >= 0 and (token.name in _TABLE or place >= (barrier or [-1])[0]):
                stack.close_down_to(place, number + 1)
    stack.close_down_to(0, len(found))
    return elements
