"""Words with how often they occur, and the most probable way to split a text into them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from cnbiznews.errors import LexiconError

__all__ = ["Dictionary"]

Span = tuple[int, int]

# A character that is no word counts as one seen less than once.
UNSEEN = 0.1


class Dictionary:
    """A word list that splits text by itself: no context, so worse than a model, but it knows many more words.

    Args:
        counts: how often each word occurs; any unit, at least 1.

    >>> words = Dictionary({"把": 30, "控": 5, "把控": 2, "上": 50, "控上": 1, "质量": 20})
    >>> words.spans("把控上质量")
    [(0, 2), (2, 3), (3, 5)]
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        total = math.log(max(sum(counts.values()), 1))
        self._cost = {word: total - math.log(count) for word, count in counts.items()}
        self._unseen = total - math.log(UNSEEN)
        self._longest = max(map(len, counts), default=1)

    @classmethod
    def from_file(cls, path: Path, more: Mapping[str, int] | None = None) -> Dictionary:
        """Read a word list: each line a word and its count, separated by a space or tab (what follows is ignored).

        Args:
            path: the file (UTF-8).
            more: further words; they don't change the counts of those in the file.

        Raises:
            LexiconError: a line has no count; it names the line.
        """
        counts: dict[str, int] = dict(more or {})
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            word, *rest = line.split() or [""]
            if not word:
                continue
            if not rest or not rest[0].isdecimal() or not int(rest[0]):
                raise LexiconError(str(path), number, f"a word and its count are wanted, got {line!r}")
            counts[word] = int(rest[0])
        return cls(counts)

    def spans(self, text: str) -> list[Span]:
        """Return the words of the most probable split of ``text`` as half-open spans."""
        best = [0.0]
        starts = [0]
        for end in range(1, len(text) + 1):
            reached, start = best[end - 1] + self._cost.get(text[end - 1], self._unseen), end - 1
            for at in range(max(0, end - self._longest), end - 1):
                cost = self._cost.get(text[at:end])
                if cost is not None and best[at] + cost < reached:
                    reached, start = best[at] + cost, at
            best.append(reached)
            starts.append(start)
        found: list[Span] = []
        end = len(text)
        while end:
            found.append((starts[end], end))
            end = starts[end]
        return found[::-1]
