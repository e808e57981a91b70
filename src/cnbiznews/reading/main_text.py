"""What of a page is its text: the main element, without navigation, lists of links and other furniture.

Three kinds of evidence, none of which may empty a page: what an element is (``<nav>``) or is called
(``class="footer"``), how much of its text is links, and where most of the running text stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from cnbiznews import resources
from cnbiznews.reading.element_names import BLOCKS, words
from cnbiznews.reading.elements import Element, Page
from cnbiznews.reading.markup import attributes

__all__ = ["SILENT", "choose"]

Span = tuple[int, int]

#: Elements that never hold text of an article.
SILENT = words(
    "applet audio button canvas datalist embed frameset head iframe map noembed noframes noscript object option "
    "progress rp rt rtc script select style svg template textarea video"
)
_XML_SILENT = words(
    "link guid pubdate category generator docs ttl language lastbuilddate managingeditor webmaster url id updated "
    "published creator dc:creator dc:date author rights docno docid"
)
_FURNITURE = frozenset({"aside", "dialog", "footer", "menu", "nav"})
_ROLES = frozenset({"banner", "complementary", "contentinfo", "menu", "navigation", "search"})
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "tr", "thead", "tbody", "pre"})
_CONTAINERS = BLOCKS - _LINES
_LINK_LINES = frozenset({"p", "div", "li", "dd", "section"})

_MOST = 0.5  # what holds more of the running text than this is no furniture
_MAIN = 0.75  # the main element is the innermost one that holds at least this share
_LONGEST_LEAD = 400  # characters right before the main element that may be its lead
_ENOUGH = 20  # characters of running text in an element that is called the content
_LINKS, _LINKED = 3, 0.6  # so many links, with this share of the characters, are a list of links
_LINK_LINE, _LONGEST_LINK = 0.75, 60  # a line of links: the share of its characters, and how many it has at most
_FURTHER = re.compile(
    r"\s*[【\[]?(?:[上下]一[篇条條则則页頁]|(?:相关|相關|推荐|推薦|延伸|更多)(?:阅读|閱讀|新闻|新聞|报道|報導))"
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+")


def choose(page: Page, *, whole: bool, xml: bool) -> tuple[Span, dict[int, int]]:
    """Choose the text of a page.

    Args:
        page: the parsed markup.
        whole: whether it is a whole page, with things around its main text, or a piece that is all text.
        xml: whether elements have names of their own.

    Returns:
        The tokens with the main text, from the first to behind the last, and the elements in them to skip: number of
        the first token of the element, and of the one to go on with.
    """
    silent = SILENT | _XML_SILENT if xml or page.foreign else SILENT
    never = {element.first: element.last for element in page.elements if element.name in silent}
    everything = (0, len(page.tokens))
    if xml:
        return everything, never
    content = _content(page) if whole else None
    skipped = dict(never)
    for element in page.elements:
        if _is_furniture(page, element, whole) and _may_go(page, element, content):
            skipped[element.first] = element.last
    main = everything
    if whole and (found := _main(page, skipped)) is not None:
        main = (_lead(page, skipped, found), found.last)
        for element in page.elements:
            if main[0] < element.first < main[1] and _is_links(page, element):
                skipped.setdefault(element.first, element.last)
    return (main, skipped) if _Left(skipped, page.characters).count(*main) else (everything, never)


def _names(page: Page, element: Element) -> set[str]:
    given = attributes(page.source, page.tokens[element.first])
    found = _WORD.findall(f"{given.get('class', '')} {given.get('id', '')} {given.get('itemprop', '')}")
    names = [word.lower() for word in found]
    return {*names, *(first + second for first, second in pairwise(names))}


def _content(page: Page) -> Element | None:
    """Return the element that is called the text of the article; of several, the one with the most running text."""
    called = frozenset(resources.lines("reading/content.txt"))
    best = None
    for element in page.elements:
        running = page.held(page.running, element)
        if element.name not in _CONTAINERS or running < _ENOUGH or (best and running <= page.held(page.running, best)):
            continue
        if element.name == "article" or not called.isdisjoint(_names(page, element)):
            best = element
    return best


def _is_furniture(page: Page, element: Element, whole: bool) -> bool:
    if element.name in _FURNITURE:
        return True
    if not whole or element.name not in _CONTAINERS or element.name in ("html", "body"):
        return False
    given = attributes(page.source, page.tokens[element.first])
    if given.get("role", "").lower() in _ROLES or _HIDDEN.search(given.get("style", "")):
        return True
    return not _names(page, element).isdisjoint(resources.lines("reading/furniture.txt"))


def _may_go(page: Page, element: Element, content: Element | None) -> bool:
    """Tell whether a page can be without an element: there is enough text elsewhere."""
    if content is not None and (element.last <= content.first or element.first >= content.last):
        return True
    if content is not None and element.first <= content.first:
        return False
    return page.held(page.running, element) <= _MOST * page.running[-1]


def _main(page: Page, skipped: dict[int, int]) -> Element | None:
    """Return the innermost element that holds most of the running text that is left."""
    left = _Left(skipped, page.running)
    total = left.count(0, len(page.tokens))
    found = None
    table_end = 0  # a table of data is not the main text, however much of it stands in the table
    for element in page.elements if total else ():
        if element.first in page.tables:
            table_end = element.last
        if (
            element.first >= table_end
            and element.name in _CONTAINERS
            and left.count(element.first, element.last) >= _MAIN * total
        ):
            found = element
    return found


def _lead(page: Page, skipped: dict[int, int], main: Element) -> int:
    """Return the token at which the text begins: a lead often stands right before the main element, in the next one."""
    running, characters, linked = (_Left(skipped, sums) for sums in (page.running, page.characters, page.linked))
    first = main.first
    for element in reversed(page.elements):
        if element.first < main.first and element.last >= main.last:
            size = characters.count(element.first, main.first)
            if size > _LONGEST_LEAD:
                break
            is_text = running.count(element.first, main.first) >= max(1, 0.5 * size)
            if is_text and not linked.count(element.first, main.first):
                first = element.first
    return first


def _is_links(page: Page, element: Element) -> bool:
    """Tell whether an element is a list of links, or a line of them."""
    characters = page.held(page.characters, element)
    linked = page.held(page.linked, element)
    if element.name in _LINK_LINES and 0 < characters <= _LONGEST_LINK:
        return linked >= _LINK_LINE * characters or (linked > 0 and _FURTHER.match(_text(page, element)) is not None)
    if element.name not in _CONTAINERS or page.held(page.links, element) < _LINKS:
        return False
    share = _LINKED if element.first not in page.tables else 0.9
    return linked > share * characters and page.held(page.running, element) <= 0.1 * characters


def _text(page: Page, element: Element) -> str:
    tokens = page.tokens[element.first : min(element.last, element.first + 20)]
    return "".join(page.source[token.start : token.end] for token in tokens if token.kind == "text")


class _Left:
    """What is left, of what is counted in one of a page's sums, without the skipped elements."""

    def __init__(self, skipped: dict[int, int], sums: list[int]) -> None:
        self.sums = sums
        self.starts: list[int] = []  # of the outermost skipped elements
        self.ends: list[int] = []
        self.gone = [0]  # how much the first of them hold together
        for first in sorted(skipped):
            if not self.ends or first >= self.ends[-1]:
                self.starts.append(first)
                self.ends.append(skipped[first])
                self.gone.append(self.gone[-1] + sums[skipped[first]] - sums[first])

    def count(self, first: int, last: int) -> int:
        """Return how much is left from a token up to another one."""
        return self._before(last) - self._before(first)

    def _before(self, token: int) -> int:
        place = bisect_right(self.starts, token)  # of the skipped elements that begin before the token, or with it
        removed = self.gone[place]
        if place and self.ends[place - 1] > token:
            removed -= self.sums[self.ends[place - 1]] - self.sums[token]
        return self.sums[token] - removed
