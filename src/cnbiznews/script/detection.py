"""Which script a text is written in, told from the characters that exist in one script only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cnbiznews.script.dictionaries import read_dictionary

__all__ = ["Script", "detect_script"]


@dataclass(frozen=True, slots=True)
class Script:
    """The script of a text: what it is, and the characters that show it."""

    script: str
    simplified: int
    traditional: int


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    s2t, t2s = read_dictionary("STCharacters.txt"), read_dictionary("TSCharacters.txt")
    simplified = {key for key, value in s2t.items() if value != key and t2s.get(key, key) == key}
    traditional = {key for key, value in t2s.items() if value != key and s2t.get(key, key) == key}
    return frozenset(simplified), frozenset(traditional)


def detect_script(text: str) -> Script:
    """Tell whether ``text`` is simplified, traditional, mixed or neither.

    >>> detect_script("京东集团营收增长").script, detect_script("京東集團營收增長").script, detect_script("小米").script
    ('simplified', 'traditional', 'neither')
    """
    only_simplified, only_traditional = _marks()
    simplified = sum(character in only_simplified for character in text)
    traditional = sum(character in only_traditional for character in text)
    if not simplified and not traditional:
        script = "neither"
    elif min(simplified, traditional) * 10 > max(simplified, traditional):
        script = "mixed"
    else:
        script = "simplified" if simplified > traditional else "traditional"
    return Script(script, simplified, traditional)
