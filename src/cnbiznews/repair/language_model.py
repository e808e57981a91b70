"""How probable a piece of Chinese text is: a compact character trigram model.

The model judges both scripts alike: before it looks, traditional characters, full-width forms, digits and Latin letters
are *folded* (發 and 发 are one character, every digit is ``0``). Costs are negative logarithms of probabilities in
sixteenths of a nat, whole numbers all the way, so that sums are exact.

Built by ``scripts/build_language_model.py``, which states sources and licences.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources

__all__ = [
    "BOUNDARY",
    "MODEL_FILE",
    "SCALE",
    "SOME_DIGIT",
    "LanguageModel",
    "character_costs",
    "fold_pairs",
    "is_simplified",
    "language_model",
    "simplified_of",
]

MODEL_FILE = "repair/language_model.npz"
SCALE = 16  # cost units per nat
SOME_DIGIT = "\ufdd0"  # a digit nobody knows (a code point that is no character)
BOUNDARY = "\n"  # what stands before and after a sentence
UNKNOWN_COST = 15 * SCALE  # a character the model has never seen: one of some twenty thousand, and rare
_CACHE_LIMIT = 60_000  # contexts kept in memory as dictionaries


def fold_pairs(traditional: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the folding of single characters, given the pairs (traditional, simplified).

    >>> fold = fold_pairs([("發", "发")])
    >>> fold["發"], fold["７"], fold["Z"]
    ('发', '0', 'a')
    """
    fold = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    fold |= dict.fromkeys("0123456789０１２３４５６７８９", "0")
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    fold |= dict.fromkeys(letters, "a")
    fold |= {chr(ord(char) + 0xFEE0): "a" for char in letters}
    fold |= dict.fromkeys("「『‘„«", "“") | dict.fromkeys("」』’»", "”") | {"'": '"'}
    fold |= {"\u3000": " ", "\xa0": " ", "\t": " ", "\r": BOUNDARY, "—": "-", "–": "-", "…": ".", "‧": "·", "・": "·"}
    fold |= {old: new for old, new in traditional if len(old) == len(new) == 1 and old != new}
    return fold


class LanguageModel:
    """Costs of characters in context. Use :func:`language_model`, which loads it once."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        def text(name: str) -> str:
            return _text(arrays[name])

        self.vocabulary = text("vocabulary")
        self.size = len(self.vocabulary)
        ids = {char: i for i, char in enumerate(self.vocabulary)}
        #: Id of every character the model knows, folded ones included.
        self.ids: dict[str, int] = dict(ids)
        for old, new in zip(text("fold_from"), text("fold_to"), strict=True):
            if new in ids:
                self.ids[old] = ids[new]
        #: Characters that only traditional, and only simplified text uses.
        self.traditional = frozenset(text("traditional"))
        self.simplified = frozenset(text("simplified"))
        self.unknown = self.size  # the id of all others
        self.ids[SOME_DIGIT] = self.ids["0"]
        self._unigram_cost: list[int] = arrays["unigram_cost"].tolist()
        self._unigram_back: list[int] = arrays["unigram_back"].tolist()
        self._bigram_start = np.asarray(arrays["bigram_start"], dtype=np.int64)
        self._bigram_next = np.asarray(arrays["bigram_next"])
        self._bigram_cost = np.asarray(arrays["bigram_cost"])
        self._bigram_back = np.asarray(arrays["bigram_back"])
        self._trigram_start = np.concatenate(([0], np.cumsum(arrays["trigram_count"], dtype=np.int64)))
        self._trigram_next = np.asarray(arrays["trigram_next"])
        self._trigram_cost = np.asarray(arrays["trigram_cost"])
        self._table: NDArray[np.uint32] | None = None  # the ids by code point
        self._bigrams: dict[int, dict[int, int]] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._trigrams: dict[int, tuple[dict[int, int], int]] = {}
        #: Ids of digits and Latin letters: a run of either counts once.
        self.runs = frozenset((self.ids["0"], self.ids["a"]))

    def identify(self, text: str) -> list[int]:
        """Return the model's id of every character."""
        get, unknown = self.ids.get, self.unknown
        return [get(char, unknown) for char in text]

    def pairs(self, text: str) -> frozenset[int]:
        """Return the pairs of characters that follow one another in a text, as ``first << 16 | second`` of their ids.

        >>> model = language_model()
        >>> first, second = model.identify("公司")
        >>> (first << 16 | second) in model.pairs("本公司收入")
        True
        """
        if self._table is None:
            self._table = np.full(0x10000, self.unknown, np.uint32)  # the last one stands for all beyond
            known = {ord(char): number for char, number in self.ids.items() if char < "\uffff"}
            self._table[list(known)] = list(known.values())
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ids = self._table.take(np.minimum(codes, 0xFFFF))
        return frozenset((ids[:-1] << 16 | ids[1:]).tolist())

    def unigram(self, char: int) -> int:
        """Return the cost of a character (an id) without context."""
        return self._unigram_cost[char] if char < self.size else UNKNOWN_COST

    def bigrams(self, first: int) -> dict[int, int]:
        """Return the known followers of a character with their costs."""
        known = self._bigrams.get(first)
        if known is None:
            if len(self._bigrams) > _CACHE_LIMIT:
                self._bigrams.clear()
                self._places.clear()
            if first < self.size:
                start, end = self._bigram_start[first : first + 2].tolist()
                following = self._bigram_next[start:end].tolist()
                known = dict(zip(following, self._bigram_cost[start:end].tolist(), strict=True))
                self._places[first] = dict(zip(following, range(start, end), strict=True))
            else:
                known = self._places[first] = {}
            self._bigrams[first] = known
        return known

    def trigrams(self, first: int, second: int) -> tuple[dict[int, int], int]:
        """Return the known followers of two characters with their costs, and the cost of any other follower."""
        key = first << 16 | second
        known = self._trigrams.get(key)
        if known is None:
            if len(self._trigrams) > _CACHE_LIMIT:
                self._trigrams.clear()
            self.bigrams(first)
            place = self._places[first].get(second)
            if place is None:
                known = ({}, 0)
            else:
                start, end = self._trigram_start[place : place + 2].tolist()
                costs = zip(self._trigram_next[start:end].tolist(), self._trigram_cost[start:end].tolist(), strict=True)
                known = (dict(costs), int(self._bigram_back[place]))
            self._trigrams[key] = known
        return known

    def cost(self, first: int, second: int, char: int) -> int:
        """Return the cost of a character after two others (all ids)."""
        if char == second and char in self.runs:
            return 0
        known, back = self._trigrams.get(first << 16 | second) or self.trigrams(first, second)
        cost = known.get(char)
        if cost is not None:
            return cost
        cost = (self._bigrams.get(second) or self.bigrams(second)).get(char)
        if cost is not None:
            return back + cost
        return back + (self._unigram_back[second] if second < self.size else 0) + self.unigram(char)

    def costs(self, first: int, second: int, chars: Iterable[int]) -> list[int]:
        """Return the costs of many characters after the same two; faster than one call of :meth:`cost` for each."""
        known, back = self.trigrams(first, second)
        pairs, single, size = self.bigrams(second), self._unigram_cost, self.size
        rest = back + (self._unigram_back[second] if second < size else 0)
        run = second if second in self.runs else -1
        found = []
        for char in chars:
            cost = known.get(char)
            if cost is None:
                cost = pairs.get(char)
                cost = back + cost if cost is not None else rest + (single[char] if char < size else UNKNOWN_COST)
            found.append(0 if char == run else cost)
        return found

    def followers(self, first: int, second: int, chars: Set[int]) -> dict[int, int]:
        """Return the costs of those of the characters that have been seen behind the other two, or the second one."""
        known, back = self.trigrams(first, second)
        pairs = self.bigrams(second)
        costs = {char: back + pairs[char] for char in pairs.keys() & chars}
        for char in known.keys() & chars:
            costs[char] = known[char]
        return costs

    def unseen(self, first: int, second: int) -> int:
        """Return what it costs that a character follows that has not been seen there, beside its own cost."""
        return self.trigrams(first, second)[1] + (self._unigram_back[second] if second < self.size else 0)

    def text_cost(self, text: str) -> int:
        """Return the cost of a text that begins after a boundary.

        >>> model = language_model()
        >>> model.text_cost("公司實現營業收入") < model.text_cost("公司實規營頁收入")
        True
        """
        first = second = self.ids[BOUNDARY]
        total, runs, known_trigrams = 0, self.runs, self._trigrams
        for char in self.identify(text):
            if char == second and char in runs:
                continue
            # The commonest case of cost(), without its calls.
            known = known_trigrams.get(first << 16 | second)
            cost = known[0].get(char) if known is not None else None
            total += cost if cost is not None else self.cost(first, second, char)
            first, second = second, char
        return total


def _text(array: NDArray[np.generic]) -> str:
    return np.asarray(array).astype("<u4").tobytes().decode("utf-32-le")


@cache
def character_costs() -> dict[str, int]:
    """Return the cost of single characters, folded ones included, without loading the whole model.

    >>> character_costs()["公"] < character_costs()["瀚"]
    True
    """
    with np.load(io.BytesIO(resources.blob(MODEL_FILE)), allow_pickle=False) as archive:
        costs: dict[str, int] = dict(zip(_text(archive["vocabulary"]), archive["unigram_cost"].tolist(), strict=True))
        for old, new in zip(_text(archive["fold_from"]), _text(archive["fold_to"]), strict=True):
            if new in costs:
                costs[old] = costs[new]
    return costs


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    with np.load(io.BytesIO(resources.blob(MODEL_FILE)), allow_pickle=False) as archive:
        folded = dict(zip(_text(archive["fold_from"]), _text(archive["fold_to"]), strict=True))
        return frozenset(_text(archive["traditional"])), frozenset(_text(archive["simplified"])), folded


def simplified_of(char: str) -> str:
    """Return the simplified form of a hanzi (itself if there is no other).

    >>> simplified_of("發"), simplified_of("京")
    ('发', '京')
    """
    return _scripts()[2].get(char, char)


def is_simplified(text: str) -> bool:
    """Whether a text is written in simplified rather than in traditional characters (or nothing tells).

    >>> is_simplified("京东的业务"), is_simplified("京東的業務")
    (True, False)
    """
    traditional, simplified, _ = _scripts()
    chars = set(text)
    return len(chars & simplified) >= len(chars & traditional)


@cache
def language_model() -> LanguageModel:
    """Return the model that ships with the library; loaded at the first call."""
    with np.load(io.BytesIO(resources.blob(MODEL_FILE)), allow_pickle=False) as archive:
        return LanguageModel({name: archive[name] for name in archive.files})
