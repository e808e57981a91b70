"""Tags, comments and entities: the tokens of HTML and XML, with their places in the source.

The scanner recovers as browsers do, but rather keeps a stray ``<`` as text than lose text to it, and never looks
twice at a long stretch of source: its time is linear, whatever is left open.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cnbiznews.reading.element_names import NAMES, RAW
from cnbiznews.reading.raw_content import Finder, raw_end

__all__ = [
    "BLANK",
    "ENTITY",
    "Token",
    "attributes",
    "entity",
    "foreign_names",
    "has_tags",
    "raised",
    "tokens",
    "trimmed",
]


#: What is blank space. Not U+0085 and U+00A0: they stand for bytes of characters in text that was decoded wrongly.
BLANK = " \t\n\r\f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u3000"


def trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of ``source[start:end]`` without the blank space at its ends.

    >>> trimmed("　京东 ", 0, 4)
    (1, 3)
    """
    while start < end and source[start] in BLANK:
        start += 1
    while end > start and source[end - 1] in BLANK:
        end -= 1
    return start, end


#: A character reference. Without its semicolon only the most frequent ones count, so that URLs stay whole.
ENTITY = re.compile(
    r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};|(?:nbsp|amp|lt|gt|quot)(?![a-zA-Z0-9=;]))"
)

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_.-]{0,63}")
_CLOSING = re.compile(r"</([a-zA-Z][a-zA-Z0-9:_.-]{0,63})\s{0,20}>")
_UP_TO = re.compile(r"[^<>\"']*")
_QUOTED = re.compile(r"=\s{0,20}\Z")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_LONGEST_VALUE = 65536
_LONGEST_CUT = 2000  # of a tag that the end of the source cuts off


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the source: kind "text", "open", "close" (with the name of the element) or "other" (comments)."""

    kind: str
    start: int
    end: int
    name: str = ""
    empty: bool = False  # of an opening tag: <br/>


def has_tags(source: str, start: int = 0) -> bool:
    """Tell whether there is any tag of HTML.

    >>> has_tags("营收<br>增长"), has_tags("3 < 5 and <N> > 2")
    (True, False)
    """
    return any(token.kind in ("open", "close") for token in tokens(source, start))


@lru_cache(maxsize=1)  # asked for every line of the same source
def foreign_names(source: str) -> frozenset[str]:
    """Return the names of elements that are not of HTML, but are closed somewhere: <doc><content>…</content></doc>.

    >>> foreign_names("<content>营收<N></content>")
    frozenset({'content'})
    """
    return frozenset(name.lower() for name in _CLOSING.findall(source)) - NAMES if "</" in source else frozenset()


def attributes(source: str, token: Token) -> dict[str, str]:
    """Return the attributes of an opening tag, names in lower case, values without entities.

    >>> source = '<a href="x?a&amp;b" TITLE=京东>'
    >>> attributes(source, next(tokens(source)))
    {'href': 'x?a&b', 'title': '京东'}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source, token.start + 1 + len(token.name), min(token.end, token.start + 10_000)):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def entity(reference: str) -> str:
    """Return the characters a character reference stands for; the reference itself if it has no meaning.

    >>> entity("&yen;"), entity("&#20140;"), entity("&nothing;")
    ('¥', '京', '&nothing;')
    """
    if reference[1] != "#" and not reference.endswith(";"):
        reference += ";"
    if reference[1] != "#" and reference[1:] not in html.entities.html5:
        return reference
    return html.unescape(reference)


_NOTE = re.compile(r"[\[［【〔].{0,8}[\]］】〕]|[(（][0-9]{1,3}[)）]|[①-⑳*†‡]+")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """Return what a superscript says: nothing if it marks a note, digits as raised ones, so that 10⁸ is not 108.

    >>> raised("8"), raised("[1]"), raised("®")
    ('⁸', '', '®')
    """
    said = text.strip()
    if _NOTE.fullmatch(said):
        return ""
    return said.translate(_RAISED) if said.lstrip("+-−").isdecimal() and said.isascii() else text


def tokens(source: str, start: int = 0, end: int | None = None, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tokens of ``source[start:end]`` in order; together they cover it.

    Args:
        source: text with markup.
        start: where to begin.
        end: where to stop.
        xml: whether elements may have any name.

    >>> [(token.kind, token.start, token.end) for token in tokens("<b>京东</b>")]
    [('open', 0, 3), ('text', 3, 5), ('close', 5, 9)]
    """
    end = len(source) if end is None else end
    finder = Finder(source, end)
    names = None if xml else NAMES | foreign_names(source)
    text = position = start
    while True:
        position = source.find("<", position, end)
        if position < 0:
            break
        token = _markup(finder, position, names)
        if token is None:
            position += 1
            continue
        if text < position:
            yield Token("text", text, position)
        yield token
        text = position = token.end
        if token.kind == "open" and token.name in RAW and not token.empty:
            closing = raw_end(finder, token.name, position)
            if closing > position:
                yield Token("other", position, closing)
                text = position = closing
    if text < end:
        yield Token("text", text, end)


def _markup(finder: Finder, position: int, names: frozenset[str] | None) -> Token | None:
    """Return the token that begins with the ``<`` at a position; ``None`` if it is text."""
    source, end = finder.source, finder.end
    following = source[position + 1 : position + 2]
    if source.startswith("<![CDATA[", position):  # what is inside is text or markup
        return Token("other", position, position + 9)
    if source.startswith("<!--", position) and (found := finder.find("-->", position + 2)) >= 0:
        return Token("other", position, found + 3)
    if following == "!":
        return _bogus(source, position, end)
    if following == "?":
        return _bogus(source, position, end)
    closes = following == "/"
    name = _NAME.match(source, position + 1 + closes, end)
    if name is None:
        return None
    word = name[0].lower()
    if names is not None and word not in names and not _is_declared_name(word):
        return None
    stop, empty = _tag_end(source, name.end(), end)
    if stop < 0:
        return None
    return Token("close" if closes else "open", position, stop, word, empty)


def _is_declared_name(word: str) -> bool:
    # Names of components and of Office's namespaces: <mp-common-profile>, <o:p>, <st1:chsdate>.
    return "-" in word or (":" in word and not word.startswith(("http:", "https:", "ftp:", "mailto:")))


def _bogus(source: str, position: int, end: int) -> Token | None:
    found = source.find(">", position, min(end, position + _LONGEST_CUT))
    return Token("other", position, found + 1) if found >= 0 else None


def _tag_end(source: str, position: int, end: int) -> tuple[int, bool]:
    """Return where a tag ends, and whether it closes itself; -1 if it does not end."""
    begin = position
    while True:
        match = _UP_TO.match(source, position, end)
        assert match is not None
        position = match.end()
        if position >= end or source[position] == "<":
            # The tag is cut off, by the end of the source or by another tag: if it is one, not "a <b, c".
            rest = source[begin : min(position, begin + _LONGEST_CUT)]
            cut = position - begin <= _LONGEST_CUT and ("=" in rest or not rest.strip())
            return (position if cut else -1), False
        char = source[position]
        if char == ">":
            return position + 1, source[position - 1] == "/"
        position += 1
        if _QUOTED.search(source, max(begin, position - 24), position - 1):
            closing = source.find(char, position, min(end, position + _LONGEST_VALUE))
            value_end = closing if closing >= 0 else position
            # An opening quote that is never closed runs into the next attribute: href="x>text<p class="
            runs_on = closing >= 0 and source[closing - 1] == "=" and source.find(">", position, closing) >= 0
            if not runs_on:
                position = max(position, value_end + (closing >= 0))
