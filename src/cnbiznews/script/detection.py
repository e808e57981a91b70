"""Which script a text is written in, told from the characters that exist in one script only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.script.arrays import ASTRAL, SIZE, encode, lookup
from cnbiznews.script.dictionaries import read_dictionary, read_values

__all__ = ["Script", "detect_script", "line_scripts"]

_NEITHER, _SIMPLIFIED, _TRADITIONAL = range(3)
# A text is mixed when the weaker script has more than this share of what tells them apart.
_MIXED = 0.1


@dataclass(frozen=True, slots=True)
class Script:
    """The script of a text.

    Attributes:
        script: ``"simplified"``, ``"traditional"``, ``"mixed"`` or ``"neither"`` (nothing tells).
        region: ``"tw"`` or ``"hk"`` for traditional text with characters and words that only one of them uses; ``None``
            where nothing tells, or as much speaks for the one as for the other.
        simplified: share (0 to 1) of simplified characters among all that tell the scripts apart.
        traditional: share of traditional ones.
        evidence: these characters with their counts, the most frequent first.
    """

    script: str
    region: str | None
    simplified: float
    traditional: float
    evidence: tuple[tuple[str, int], ...]


@cache
def _classes() -> NDArray[np.uint8]:
    """Return for every character which script it shows."""
    # A character shows a script if the other one never has it: it is always changed, and nothing becomes it.
    simplified, traditional = (
        {key for key, values in table.items() if key not in values}
        - {value for values in table.values() for value in values}
        for table in (read_values("STCharacters.txt"), read_values("TSCharacters.txt"))
    )
    # 群, 峰, 床: the standard has 羣, 峯, 牀, but the press of Taiwan and most of Hong Kong's has not.
    simplified -= set(read_dictionary("TWVariants.txt").values())
    table = np.zeros(SIZE, np.uint8)
    for kind, characters in ((_SIMPLIFIED, simplified - traditional), (_TRADITIONAL, traditional - simplified)):
        table[[ord(character) for character in characters if ord(character) < ASTRAL]] = kind
    return table


# The forms of the other region's standard that its press uses all the same: 台灣 is so written in Taiwan.
_BOTH = frozenset("台群峰床污泄")


@cache
def _regional() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the characters and words that only Taiwan, and those that only Hong Kong uses."""
    tw, hk = read_dictionary("TWVariants.txt"), read_dictionary("HKVariants.txt")
    pairs = {(tw.get(key, key), hk.get(key, key)) for key in tw.keys() | hk.keys()}
    different = [(ours, theirs) for ours, theirs in pairs if ours != theirs]
    only_tw = {ours for ours, _ in different} - {theirs for _, theirs in pairs}
    only_hk = {theirs for _, theirs in different} - {ours for ours, _ in pairs}
    words: dict[str, list[str]] = {"tw": [], "hk": []}
    for row in resources.table("script/regions.tsv"):
        words[row["region"]].append(row["word"])
    return (*sorted(only_tw - _BOTH), *words["tw"]), (*sorted(only_hk - _BOTH), *words["hk"])


def _verdict(simplified: int, traditional: int) -> str:
    if not simplified and not traditional:
        return "neither"
    if min(simplified, traditional) > _MIXED * (simplified + traditional):
        return "mixed"
    return "simplified" if simplified > traditional else "traditional"


def detect_script(text: str | AlignedText) -> Script:
    """Tell which script ``text`` is written in, and what shows it.

    >>> found = detect_script("鴻海集團說，這裡的營收成長")
    >>> found.script, found.region, found.traditional, found.evidence[:2]
    ('traditional', 'tw', 1.0, (('鴻', 1), ('團', 1)))
    >>> detect_script("京东集团营收增长").script, detect_script("小米").script
    ('simplified', 'neither')
    """
    text = as_aligned(text).text
    kinds = lookup(_classes(), encode(text))
    simplified, traditional = (int(np.count_nonzero(kinds == kind)) for kind in (_SIMPLIFIED, _TRADITIONAL))
    evidence = Counter([text[at] for at in kinds.nonzero()[0].tolist()])
    script = _verdict(simplified, traditional)
    region = None
    if script == "traditional":
        tw, hk = (sum(map(text.count, signs)) for signs in _regional())
        region = None if tw == hk else "tw" if tw > hk else "hk"
    total = max(simplified + traditional, 1)
    return Script(script, region, simplified / total, traditional / total, tuple(evidence.most_common()))


def line_scripts(text: str) -> list[tuple[int, int, int, int]]:
    """Return start, end, and the numbers of simplified and of traditional characters of every line.

    >>> line_scripts("營收成長\\n营收增长")
    [(0, 4, 0, 2), (5, 9, 2, 0)]
    """
    kinds = lookup(_classes(), encode(text))
    # How many there are before each place.
    simplified, traditional = (
        np.concatenate([[0], np.cumsum(kinds == kind, dtype=np.int64)]) for kind in (_SIMPLIFIED, _TRADITIONAL)
    )
    lines = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        counts = [int(before[end] - before[start]) for before in (simplified, traditional)]
        lines.append((start, end, counts[0], counts[1]))
        start = end + 1
    return lines
