"""Words around numbers: cues that bind them, names and idioms that only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.quantities.model import Number

__all__ = [
    "STARTS",
    "TRIGGERS",
    "Cue",
    "Meaning",
    "WordIndex",
    "context",
    "cue_after",
    "cue_before",
    "event_behind",
    "latin_measures",
    "money_after",
    "money_before",
    "names",
    "series_before",
    "words",
]

# What the scan stops at: everything a numeral, or a word that stands for one, can begin with.
TRIGGERS = "0123456789〇零一二两三四五六七八九十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟俩半几数双倍番余参把½¼¾⅓⅔."

# What the second number of a range or list can begin with.
STARTS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿几数壹贰叁肆伍陆柒捌玖拾.")


class Cue(NamedTuple):
    """A word that binds a number: 超 (>), 至少 (>=), 约 (~)."""

    text: str
    bound: str


@cache
def _before() -> dict[str, tuple[Cue, ...]]:
    """Cues before a number by their last character, longest first."""
    return _grouped("before", -1)


@cache
def _after() -> dict[str, tuple[Cue, ...]]:
    return _grouped("after", 0)


def _grouped(place: str, key: int) -> dict[str, tuple[Cue, ...]]:
    groups: dict[str, list[Cue]] = {}
    for row in resources.table("quantities/cues.tsv"):
        if row["place"] == place:
            groups.setdefault(row["cue"][key], []).append(Cue(row["cue"], row["bound"]))
    return {key: tuple(sorted(group, key=lambda cue: -len(cue.text))) for key, group in groups.items()}


@cache
def _not_cues() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words that end like a cue and are none (租约, 附近), and longer ones that end so (月租约), by their end."""
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for line in resources.lines("quantities/not_cues.txt"):
        for word in line.split(" "):
            groups.setdefault(word[-1], ([], []))[word[0] == "!"].append(word.lstrip("!"))
    return {last: (tuple(words), tuple(longer)) for last, (words, longer) in groups.items()}


def _is_no_cue(text: str, cue: str, at: int) -> bool:
    """Is the cue that ends at ``at`` only the end of a word?"""
    words, longer = _not_cues().get(cue[-1], ((), ()))
    return any(len(word) > len(cue) and text.endswith(word, 0, at) for word in words) and not text.endswith(
        longer, 0, at
    )


def cue_before(text: str, at: int) -> Cue | None:
    """Return the longest cue that ends at ``at``.

    >>> cue_before("销售额超过3亿", 5), cue_before("合约3亿", 2)
    (Cue(text='超过', bound='>'), None)
    """
    if not at:
        return None
    last = text[at - 1]
    for cue in _before().get(last, ()):
        if text.endswith(cue.text, 0, at):
            return None if _is_no_cue(text, cue.text, at) else cue
    return None


def cue_after(text: str, at: int) -> Cue | None:
    """Return the longest cue that begins at ``at``.

    >>> cue_after("3天以上", 2)
    Cue(text='以上', bound='>')
    """
    for cue in _after().get(text[at : at + 1], ()):
        if text.startswith(cue.text, at):
            return cue
    return None


@cache
def _money_words() -> dict[str, tuple[str, ...]]:
    return {line.split(" ")[0]: tuple(line.split(" ")[1:]) for line in resources.lines("quantities/money_words.txt")}


def money_before(text: str, start: int, end: int, *, sums: bool) -> int:
    """Where the last word that makes a bare large number an amount ends within ``text[start:end]``; -1 if none does.

    ``sums`` says that the number is at least in 亿, which more words make an amount of.

    >>> money_before("融资超400亿", 0, 3, sums=True), money_before("粉丝超400亿", 0, 3, sums=True)
    (2, -1)
    """
    words, front = _money_words(), text[start:end]
    said = words["before"] + words["sums"] if sums else words["before"]
    return max((start + front.rfind(word) + len(word) for word in said if word in front), default=-1)


def money_after(text: str, at: int) -> bool:
    """Does such a word follow at ``at``?

    >>> money_after("400亿融资", 4)
    True
    """
    return text.startswith(_money_words()["after"], at)


@cache
def latin_measures() -> frozenset[str]:
    """Names of measures in Latin capitals (GMV, ROE), behind which a figure may stand without a space.

    >>> "GMV" in latin_measures(), "SU" in latin_measures()
    (True, False)
    """
    return frozenset(resources.lines("quantities/measures.txt"))


@cache
def _series(strength: str) -> dict[str, tuple[str, ...]]:
    """Words whose following number names a model (iPhone 17), by last character."""
    groups: dict[str, list[str]] = {}
    for line in resources.lines("quantities/series.txt"):
        kind, *found = line.split(" ")
        if kind == "strong" or strength == "weak":
            for word in found:
                groups.setdefault(word[-1], []).append(word)
    return {last: tuple(words) for last, words in groups.items()}


def series_before(text: str, at: int, strength: str = "weak") -> bool:
    """Does the number at ``at`` name a model, a version or an edition?

    >>> series_before("骁龙 8", 3), series_before("销售8", 2)
    (True, False)
    """
    if at and text[at - 1] == " ":
        at -= 1
    for word in _series(strength).get(text[at - 1], ()) if at else ():
        if text.endswith(word, 0, at):
            before = text[at - len(word) - 1 : at - len(word)]
            return not (before.isascii() and before.isalpha() and word[0].isascii())
    return False


@cache
def event_behind() -> re.Pattern[str]:
    """What stands behind a number that names a day of sales.

    >>> bool(event_behind().match("717大促", 3)), bool(event_behind().match("717家", 3))
    (True, False)
    """
    words = [word for line in resources.lines("quantities/events.txt") for word in line.split(" ")]
    return re.compile("|".join(map(re.escape, words)))


@cache
def context(use: str) -> re.Pattern[str]:
    """Return the pattern of what stands beside a number and tells what it is.

    >>> bool(context("contact-before").search("咨询热线：")), bool(context("contact-before").search("营收："))
    (True, False)
    """
    table = resources.toml("quantities/contexts.toml")[use]
    return re.compile(table.get("as", "{}").replace("{}", "|".join(table["words"].split())))


class WordIndex:
    """Words that hold a trigger character, found from the place of any one in them.

    The scan stops at trigger characters only, so a word is looked up by a trigger and the character beside it.
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        forward: dict[str, list[tuple[str, int, str]]] = {}
        backward: dict[str, list[tuple[str, int, str]]] = {}
        for word, tag in words:
            for at, character in enumerate(word):
                if character in TRIGGERS:
                    groups, key = (
                        (forward, word[at : at + 2]) if at + 1 < len(word) else (backward, word[at - 1 : at + 1])
                    )
                    groups.setdefault(key, []).append((word, at, tag))
        self._forward = {key: tuple(sorted(group, key=_longest_first)) for key, group in forward.items()}
        self._backward = {key: tuple(sorted(group, key=_longest_first)) for key, group in backward.items()}

    def find(self, text: str, at: int) -> tuple[int, int, str, str] | None:
        """Return (start, end, word, tag) of the longest word with a trigger at ``at``."""
        for groups, key in ((self._forward, text[at : at + 2]), (self._backward, text[at - 1 : at + 1] if at else "")):
            for word, offset, tag in groups.get(key, ()):
                start = at - offset
                if start >= 0 and text.startswith(word, start):
                    return start, start + len(word), word, tag
        return None


def _longest_first(entry: tuple[str, int, str]) -> int:
    return -len(entry[0])


@cache
def names() -> WordIndex:
    """Names and idioms; the tag says which.

    >>> names().find("买了36氪", 2), names().find("统一", 1), names().find("3只", 0)
    ((2, 5, '36氪', 'name'), (0, 2, '统一', 'name'), None)
    """
    rows = resources.table("quantities/names.tsv")
    return WordIndex((word, row["kind"]) for row in rows for word in row["words"].split(" "))


class Meaning(NamedTuple):
    """What a quantity that is said in one word means; ``bound`` is ">" (过半), "~" (近半) or empty."""

    type: str
    low: Number
    high: Number
    unit: str | None
    bound: str


@cache
def words() -> tuple[WordIndex, dict[str, Meaning]]:
    """Quantities said in one word (翻倍, 过半), and what each of them means.

    >>> words()[1]["过半"]
    Meaning(type='fraction', low=Fraction(1, 2), high=Fraction(1, 2), unit=None, bound='>')
    """
    meanings: dict[str, Meaning] = {}
    for row in resources.table("quantities/words.tsv"):
        low = _number(row["low"])
        bound = {"more": ">", "about": "~"}.get(row["high"], "")
        high = _number(row["high"]) if row["high"] and not bound else low
        meanings[row["word"]] = Meaning(row["type"], low, high, row["unit"] or None, bound)
    return WordIndex((word, "word") for word in meanings), meanings


def _number(text: str) -> Number:
    return Fraction(text) if "/" in text else Decimal(text)
