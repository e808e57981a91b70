"""Front matter: the lines ``key: value`` between two fences that blogs put in front of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["FrontMatter", "find_front_matter"]

Span = tuple[int, int]

_FENCE = re.compile(r"[\ufeff\s]*(---|\+\+\+|;;;)[ \t]*(?:\r\n|\n|\r)")
_ENTRY = re.compile(r"([A-Za-z_][\w.-]{0,60})[ \t]*[:=][ \t]*([^\r\n]*)")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Front matter: where the page begins behind it, and the spans of its values, without quotes."""

    end: int
    values: dict[str, Span] = field(default_factory=dict)


def find_front_matter(source: str) -> FrontMatter | None:
    """Return the front matter a source begins with; ``None`` if it does not, or if it is not closed.

    >>> source = "---\\ntitle: \'京东: 618\'\\n---\\n正文"
    >>> front = find_front_matter(source)
    >>> source[slice(*front.values["title"])], source[front.end:]
    ('京东: 618', '正文')
    """
    opening = _FENCE.match(source)
    if opening is None:
        return None
    closing = re.compile(rf"^(?:{re.escape(opening[1])}|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
    found = closing.search(source, opening.end(), opening.end() + _LONGEST)
    if found is None:
        return None
    values: dict[str, Span] = {}
    for match in re.finditer(r"^[^\r\n]+", source[opening.end() : found.start()], re.MULTILINE):
        entry = _ENTRY.match(source, opening.end() + match.start(), opening.end() + match.end())
        if entry is not None:
            values.setdefault(entry[1].lower(), _unquoted(source, *entry.span(2)))
    return FrontMatter(found.end(), values) if values else None


def _unquoted(source: str, start: int, end: int) -> Span:
    while end > start and source[end - 1].isspace():
        end -= 1
    if end - start >= 2 and source[start] == source[end - 1] and source[start] in "\"'":
        return start + 1, end - 1
    return start, end
