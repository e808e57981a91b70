"""Segmented text: one sentence a line, its words separated by spaces; and how well a segmentation agrees with it."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cnbiznews.errors import LexiconError
from cnbiznews.segmentation.segmenter import plain

__all__ = ["Score", "filled", "read", "score", "shown"]

_SLOT = re.compile(r"\{(\w+)\}")


def read(path: Path) -> list[list[str]]:
    """Return the sentences of a segmented corpus as lists of words; ``#`` begins a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line.strip() and not line.startswith("# ")]


def shown(words: Sequence[str]) -> list[str]:
    """Return the words of a sentence as the model is to see them.

    >>> shown(["收入", "增长", "3.5%", ",", "超", "预期", "."])
    ['收入', '增长', '3.5%', '，', '超', '预期', '。']
    """
    text = plain("".join(words))
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word))
    return [text[start:end] for start, end in pairwise(ends)]


def filled(
    templates: Iterable[Sequence[str]], slots: Mapping[str, Callable[[random.Random], str]], copies: int, seed: int = 0
) -> Iterator[list[str]]:
    """Yield each template ``copies`` times with its slots filled: ``{C}`` calls ``slots["C"]``.

    Raises:
        LexiconError: a template has a slot that is not given.

    >>> next(filled([["{C}", "盈利", "{N}%"]], {"C": lambda _: "青禾", "N": lambda _: "5"}, copies=1))
    ['青禾', '盈利', '5%']
    """
    chance = random.Random(seed)
    for number, template in enumerate(templates, 1):
        for _ in range(copies):
            try:
                yield [_SLOT.sub(lambda found: slots[found[1]](chance), word) for word in template]
            except KeyError as error:
                raise LexiconError("templates", number, f"unknown slot {error}; known are {sorted(slots)}") from None


@dataclass(frozen=True, slots=True)
class Score:
    """How well words agree with a corpus: a word counts when both its ends are right."""

    precision: float
    recall: float
    characters_per_second: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}  "
            f"{self.characters_per_second:,.0f} characters/s"
        )


def score(cut: Callable[[str], Iterable[str]], sentences: Sequence[Sequence[str]]) -> Score:
    """Segment the text of ``sentences`` with ``cut`` and compare (time is CPU time).

    >>> round(score(lambda text: list(text), [["营收", "涨"], ["跌"]]).f1, 2)
    0.57
    """
    texts = ["".join(words) for words in sentences]
    start = time.process_time()
    cuts = [list(cut(text)) for text in texts]
    seconds = max(time.process_time() - start, 1e-9)
    right = found = wanted = 0
    for words, given in zip(cuts, sentences, strict=True):
        ours, theirs = set(_spans(words)), set(_spans(given))
        right += len(ours & theirs)
        found += len(ours)
        wanted += len(theirs)
    return Score(right / max(found, 1), right / max(wanted, 1), sum(map(len, texts)) / seconds)


def _spans(words: Iterable[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)
