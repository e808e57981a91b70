"""What the statistical model sees of each character: its neighbours, and which known words lie over them.

Each feature (a template filled with the values at a place) is hashed into one of 2**20 buckets, so that the model is
one table of weights and no dictionary of features is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.matching import Matcher

__all__ = ["BITS", "MARGIN", "Vocabulary", "buckets", "known_tags"]

BITS = 20
_FACTOR, _FULL = 0x9E3779B1, 0xFFFFFFFF
_MIX = np.uint32(_FACTOR)
_HALF = np.uint32(15)
MARGIN = 8  # how many characters to each side a feature may depend on
_LONGEST = 4  # characters of a common word
_REACH = 6  # how far ahead an ending word is seen from inside a name

# Each template: the (value, offset) pairs that are looked at together. c = character, t = its type, k = known name,
# w = word that stands in names (its class, and whether we are at its beginning, inside, or at its end), x = word that
# stands around names, r = the word that ends names ahead; b, e = common word that begins here, that ends here (its
# class and length), f = common word ahead that may follow a name (a verb, an adverb, a time).
_TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("c", -2),), (("c", -1),), (("c", 0),), (("c", 1),), (("c", 2),),
    (("c", -3), ("c", -2)), (("c", -2), ("c", -1)), (("c", -1), ("c", 0)), (("c", 0), ("c", 1)), (("c", 1), ("c", 2)),
    (("c", 2), ("c", 3)),
    (("t", -1), ("t", 0), ("t", 1)), (("t", -2), ("t", -1), ("t", 0), ("t", 1), ("t", 2)),
    (("k", -1), ("k", 0), ("k", 1)), (("k", 0), ("c", 0)), (("k", 0), ("c", 1)), (("k", 0), ("c", -1)),
    (("w", 0),), (("w", -1), ("w", 0), ("w", 1)), (("w", -2), ("w", -1), ("c", 0)), (("w", 1), ("w", 2), ("c", 0)),
    (("r", 0), ("k", 0)), (("r", 0), ("c", -1)), (("r", 0), ("w", -1)),
    (("x", 0),), (("x", -1), ("x", 0), ("x", 1)), (("x", -2), ("x", -1), ("w", 0)), (("x", 1), ("x", 2), ("w", 0)),
    (("x", 1), ("k", 0)), (("x", -1), ("c", 0)), (("x", 1), ("c", 0)),
    (("b", 0),), (("e", 0),), (("e", -1), ("b", 0)), (("e", 0), ("b", 1)),
    (("f", 0),), (("e", -1), ("f", 0)), (("x", -1), ("f", 0)),
)  # fmt: skip
_NUMBERED = sorted(enumerate(_TEMPLATES), key=lambda numbered: -len(numbered[1]))  # the longest first
# What is looked at first in each, what second, …
_STEPS = [[each[step] for _, each in _NUMBERED if len(each) > step] for step in range(len(_NUMBERED[0][1]))]
_SEEDS = np.array([number * 0x85EBCA6B & 0xFFFFFFFF for number, _ in _NUMBERED], np.uint32)


class Vocabulary:
    """The common words of the language, of one to four characters, in numbered classes.

    Only the hashes of the words are kept; of a hundred strings that are no words, one or two are taken for one.
    """

    BITS = 21
    CLASSES = ("noun", "adjective", "phrase", "verb", "adverb", "time", "function")
    FOLLOWS = 4  # the first class of words that may follow a name

    def __init__(self, hashes: NDArray[np.uint32], classes: NDArray[np.uint8]) -> None:
        self._classes = np.zeros(1 << self.BITS, np.uint8)
        self._classes[hashes] = classes
        self._class_of = self._classes.data

    @classmethod
    def hashes(cls, codes: NDArray[np.uint32]) -> Iterator[NDArray[np.uint32]]:
        """Yield the hashes of all strings of one, two, three and four characters in a text of code points."""
        mixed = codes
        for length in range(1, 5):
            mixed = (mixed if length == 1 else mixed[:-1] ^ codes[length - 1 :]) * _MIX
            mixed ^= mixed >> _HALF
            yield (mixed * _MIX) >> np.uint32(32 - cls.BITS)

    def tags(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Return, for every place of a text, the longest word that begins there and that ends there: 4 * class + its
        length - 1, or 0."""
        begins, ends = np.zeros(len(codes), np.uint32), np.zeros(len(codes), np.uint32)
        for length, hashes in enumerate(self.hashes(codes), 1):
            found = self._classes.take(hashes)
            at = np.flatnonzero(found)
            begins[at] = ends[at + length - 1] = found[at] * np.uint32(4) + np.uint32(length - 1)
        return begins, ends

    def covers(self, text: str) -> bool:
        """Tell whether a text consists of common words; single characters count if they are function words."""
        codes = [ord(char) for char in text]
        reached = {0}
        for start in range(len(codes)):
            if start in reached:
                reached.update(
                    start + length for length, number in self._classes_of(codes[start : start + _LONGEST]) if number
                )
        return len(codes) in reached

    def holds(self, text: str) -> bool:
        """Tell whether a text is one common word."""
        if not 0 < len(text) <= _LONGEST:
            return False
        *_, (_, number) = self._classes_of([ord(char) for char in text])
        return number > 0

    def follows(self, text: str) -> bool:
        """Tell whether a text is one word that may follow a name, and so begins none: a verb, an adverb, a time."""
        if not 0 < len(text) <= _LONGEST:
            return False
        *_, (_, number) = self._classes_of([ord(char) for char in text])
        return number >= self.FOLLOWS

    def _classes_of(self, codes: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield the lengths of the first, the first two characters …, and the classes of the words they are, or 0."""
        mixed = 0  # as in `hashes`, in plain numbers: arrays cost more than the few strings of a name
        for length, code in enumerate(codes, 1):
            mixed = ((mixed ^ code) * _FACTOR) & _FULL
            mixed ^= mixed >> 15
            yield length, self._class_of[((mixed * _FACTOR) & _FULL) >> (32 - self.BITS)]


class _Words:
    """Words of numbered classes, which leave tags where they stand in a text.

    Words of one character are looked up in a table: they are found all over a text, and give way to longer ones.
    """

    def __init__(self, classes: Mapping[str, int]) -> None:
        self._single = np.zeros(1 << 16, np.int32)  # by code point; the rare ones above count as longer words
        longer: dict[str, int] = {}
        for word, number in classes.items():
            if len(word) == 1 and ord(word) < len(self._single):
                self._single[ord(word)] = 3 * number + 3
            else:
                longer[word] = number
        self._matcher = Matcher(longer)
        self._numbers = np.array(list(longer.values()), np.int32)

    def tags(self, text: str, codes: NDArray[np.uint32]) -> NDArray[np.int32]:
        """Return the tags of the words in ``text``, whose code points are ``codes``."""
        tags = self._single.take(np.minimum(codes, len(self._single) - 1))
        if found := self._matcher.find(text):
            starts, ends, numbers = _columns(found)
            _paint(tags, starts, ends, self._numbers.take(numbers))
        return tags


@cache
def _lexicon() -> _Words:
    """The words that stand in names: 有限公司, 科技, 北京."""
    classes = {"region": 1}
    found: dict[str, int] = {}
    for row in resources.table("companies/forms.tsv"):
        found.setdefault(row["word"], classes.setdefault(row["class"], len(classes) + 1))
    for name in ("regions", "countries"):
        for line in resources.lines(f"companies/{name}.txt"):
            for word in line.split():
                found.setdefault(word, classes["region"])
    return _Words(found)


@cache
def _surroundings() -> _Words:
    """The words that stand around names: cues, common nouns and words of business (宣布, 旗下)."""
    classes: dict[str, int] = {}
    found: dict[str, int] = {}
    for row in resources.table("companies/cues.tsv"):
        found.setdefault(row["word"], classes.setdefault(row["class"], len(classes) + 1))
    for name in ("business", "generic"):
        number = classes.setdefault(name, len(classes) + 1)
        for line in resources.lines(f"companies/{name}.txt"):
            for word in line.split():
                found.setdefault(word, number)
    return _Words(found)


def _paint(
    tags: NDArray[np.int32], starts: NDArray[np.int32], ends: NDArray[np.int32], numbers: NDArray[np.int32]
) -> None:
    """Write tags of spans over what stands there: 3 * class + 1 (beginning), + 2 (inside), + 3 (end)."""
    lengths = ends - starts
    places = np.arange(lengths.sum()) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    tags[places] = np.repeat(3 * numbers + 2, lengths)
    tags[starts] = 3 * numbers + 1
    tags[ends - 1] = 3 * numbers + 3


def known_tags(length: int, spans: list[tuple[int, int, bool]]) -> NDArray[np.int32]:
    """Return the tags of known names, given as (start, end, ambiguous)."""
    tags = np.zeros(length, np.int32)
    if spans:
        _paint(tags, *_columns(spans))
    return tags


def _columns(rows: Collection[tuple[int, int, int]]) -> NDArray[np.int32]:
    """Return rows of three numbers as three columns. (Row by row it would take NumPy several times as long.)"""
    return np.fromiter(chain.from_iterable(rows), np.int32, 3 * len(rows)).reshape(-1, 3).T


def _types(codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    types = np.full(len(codes), 6, np.int32)
    types[(codes >= 0x4E00) & (codes <= 0x9FFF)] = 1
    types[(codes >= 48) & (codes <= 57)] = 2
    types[((codes | 32) >= 97) & ((codes | 32) <= 122)] = 3
    types[codes == 32] = 4
    types[codes == 10] = 5
    return types


def _next(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return, for each place, the next one behind it that is marked, the length if there is none."""
    size = len(marked)
    following = np.full(size + 1, size)
    following[:-1][marked] = np.flatnonzero(marked)
    return np.minimum.accumulate(following[::-1])[::-1][1:]


def _ahead(begins: NDArray[np.int32], walls: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return, for each character, the tag and distance of the next word that begins behind it, 0 if none is near.

    ``walls`` are the places, for each character, up to which it is seen.
    """
    places = _next(begins > 0)
    distances = places - np.arange(len(begins))
    seen = np.flatnonzero((places < walls) & (distances < _REACH))
    ahead = np.zeros(len(begins), np.uint32)
    ahead[seen] = begins[places[seen]] * 8 + distances[seen]
    return ahead


def buckets(text: str, known: NDArray[np.int32], vocabulary: Vocabulary) -> NDArray[np.uint32]:
    """Return the buckets of the features of every character: an array of (templates, characters),
    the longest templates first.

    ``known`` is what :func:`known_tags` says of the text.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    words = _lexicon().tags(text, codes)
    types = _types(codes)
    chars = codes.copy()
    chars[types == 2] = 48
    chars[types == 3] |= 32
    begins, ends = vocabulary.tags(codes)
    ending = np.where((words > 6) & (words % 3 == 1), words, 0)  # not places: they begin names
    follows = np.where(begins >= 4 * Vocabulary.FOLLOWS, begins >> 2, 0).astype(np.int32)
    walls = _next(types > 3)
    values = {
        "b": begins,
        "e": ends,
        "f": _ahead(follows, walls),
        "c": chars,
        "t": types.astype(np.uint32),
        "k": known.astype(np.uint32),
        "w": words.astype(np.uint32),
        "x": _surroundings().tags(text, codes).astype(np.uint32),
        "r": _ahead(ending, walls),
    }
    size = len(codes)
    margin = 3
    padded = {}
    for name, array in values.items():
        wide = np.zeros(size + 2 * margin, np.uint32)
        wide[margin : margin + size] = array
        padded[name] = wide
    mixed = np.empty((len(_TEMPLATES), size), np.uint32)
    mixed[:] = _SEEDS[:, None]
    spare = np.empty_like(mixed)
    # Template by template the values are taken in, but mixed in one go for all templates that have as many.
    for step in _STEPS:
        for row, (name, offset) in zip(mixed, step, strict=False):
            row ^= padded[name][margin + offset : margin + offset + size]
        part, other = mixed[: len(step)], spare[: len(step)]
        part *= _MIX
        part ^= np.right_shift(part, _HALF, out=other)
    mixed *= _MIX
    mixed >>= np.uint32(32 - BITS)
    return mixed
