"""Scripts and style sheets: where their content ends, also where nobody closed them.

A browser lets an unclosed script take all that follows. Here it ends where a page goes on: before the tag of a block
or of the next script, outside of the script's own strings, or before a line that is running Chinese text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cnbiznews.reading.element_names import BLOCKS, RAW

__all__ = ["Finder", "raw_end"]

# A string of one line, or an escape outside of one. None begins twice with the same kind of quotation mark on a line
# that has no second one, so that time is linear.
_STRING = r"""\\.|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'|`[^`\\\n]*(?:\\.[^`\\\n]*)*`"""
_NAMES = "|".join(sorted(BLOCKS | RAW))
# A tag as people write it: "i<p && p>0" has none.
_TAG = rf"(?:</(?P<close>{_NAMES})|<(?P<open>{_NAMES}))(?:\s{{0,20}}/?>|\s{{1,20}}[a-zA-Z][\w:-]{{0,40}}\s{{0,9}}=)"
# Hanzi at the beginning of a line, before anything that belongs to code.
_PROSE = r"[^\n\"'`;{}()\[\]=/<>*#.\u3400-\u9fff]{0,40}[\u3400-\u9fff]"
_FIRST_PROSE = re.compile(_PROSE)
_STOP = re.compile(rf"{_STRING}|{_TAG}|\n(?P<prose>{_PROSE})", re.IGNORECASE)


class Finder:
    """Finds patterns in one piece of source from ever later places on, and looks at nothing twice.

    >>> finder = Finder("a-->b", 5)
    >>> finder.find("-->", 0), finder.find("-->", 2)
    (1, -1)
    """

    def __init__(self, source: str, end: int) -> None:
        self.source = source
        self.end = end
        self._known: dict[str, int] = {}

    def find(self, pattern: str, position: int) -> int:
        """Return where a pattern next matches (in whatever case), or -1; positions must not go down."""
        known = self._known.get(pattern, 0)
        if 0 <= known < position or pattern not in self._known:
            match = _compiled(pattern).search(self.source, position, self.end)
            known = self._known[pattern] = match.start() if match else -1
        return known


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def raw_end(finder: Finder, name: str, position: int) -> int:
    """Return where the content of a raw element ends that begins at a position.

    >>> source = "var a = '<p>'; f();\\n<p>京东营收增长。"
    >>> source[raw_end(Finder(source, len(source)), "script", 0) :]
    '<p>京东营收增长。'
    """
    closing = finder.find(f"</{name}", position)
    if closing >= 0 and not 0 <= finder.find(rf"<{name}[\s>]", position) < closing:
        return closing
    # Nothing closes it, or only what closes the next one, which begins before.
    last = closing if closing >= 0 else finder.end
    first = -1
    for start, opened in _stops(finder.source, position, last):
        first = start if first < 0 else first
        if closing < 0 or opened == name:
            return first
    return last


def _stops(source: str, position: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where a page may go on, each with the name of the element that is opened there, if one is."""
    if _FIRST_PROSE.match(source, position, end):
        yield position, ""
    for match in _STOP.finditer(source, position, end):
        if match.lastgroup == "prose":
            yield match.start("prose"), ""
        elif match.lastgroup:
            yield match.start(), match["open"].lower() if match["open"] else ""
