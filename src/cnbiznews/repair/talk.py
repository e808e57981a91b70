"""Lines that talk about characters and code: what looks like damage there is what they are about."""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources

__all__ = ["about_code", "line_of"]

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]{0,200})?/?>|%\(\w{1,40}\)s|\{\{|\}\}|\$\{|\bmsg(?:id|str)\b")


# A line goes on for so many characters to either side at most.
_FAR = 10_000


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, resources.lines("repair/talk_of_code.txt"))))


def line_of(text: str, position: int) -> tuple[int, int]:
    """Return the span of the line around a position, or the part of a very long one that is near.

    >>> line_of("甲\\n乙丙\\n丁", 3)
    (2, 4)
    """
    first, last = max(0, position - _FAR), min(len(text), position + _FAR)
    start, end = text.rfind("\n", first, position) + 1, text.find("\n", position, last)
    return start or first, end if end >= 0 else last


def about_code(text: str, position: int, *, markup: bool = False, whole: bool = False) -> bool:
    """Whether the line around a position talks about characters or code; with ``markup``, also whether it holds
    tags or the gaps of a template.

    Only 500 characters to either side are looked at; with ``whole`` the whole text.

    >>> about_code("HTML 实体 &#20013; 表示“中”。", 10), about_code("营收&#65292;利润", 3)
    (True, False)
    """
    if whole:
        return bool(_words().search(text))
    start, end = line_of(text, position)
    near = text[max(start, position - 500) : min(end, position + 500)]
    return bool(_words().search(near) or (markup and _TAG.search(near)))
