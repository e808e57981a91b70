"""Words that a model should have known: a dictionary that corrects it where its corpus has nothing to say.

A small treebank never saw most words of business news, and a model cuts what it never saw (披 露, 停 牌). A dictionary
knows them, but splits by another standard. So the model has its say wherever the treebank shows how it is done, and
the dictionary only about strings that the treebank does not hold at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from cnbiznews.errors import LexiconError

__all__ = ["Dictionary", "read_counts"]

Span = tuple[int, int]

# A character that is no word counts as one seen less than once.
UNSEEN = 0.1

# Two characters that a dictionary has as words and a treebank splits: numbers (三步), and what points (该行, 每瓶).
_SPLIT = re.compile("[零一二三四五六七八九十百千万亿两几]|^[本该各每此这那某]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")


class Dictionary:
    """Words with how often they occur, and which of them are sure to be one word.

    Args:
        counts: how often each word occurs; any unit, at least 1.
        kept: the words among them that are kept whole.

    >>> dictionary = Dictionary({"把": 30, "控": 5, "把控": 2, "上": 50, "控上": 1, "质量": 20}, kept=["把控"])
    >>> dictionary.split("把控上质量")
    [(0, 2), (2, 3), (3, 5)]
    >>> dictionary.find("把控上质量")
    [(0, 2)]
    """

    def __init__(self, counts: Mapping[str, int], kept: Collection[str] = ()) -> None:
        self.counts = counts
        self.kept = frozenset(kept)
        total = math.log(max(sum(counts.values()), 1))
        self._cost = {word: total - math.log(count) for word, count in counts.items()}
        self._unseen = total - math.log(UNSEEN)
        self._longest = max(map(len, counts), default=1)

    @classmethod
    def beside(
        cls, corpus: Iterable[Sequence[str]], counts: Mapping[str, int], names: Collection[str] = ()
    ) -> Dictionary:
        """Return the dictionary that keeps the words ``corpus`` never shows.

        Args:
            corpus: the segmented sentences that say how words are split.
            counts: words of the domain and how often they occur. Those of two characters are kept that stand nowhere
                in ``corpus``.
            names: those among them that are names. They are kept unless ``corpus`` has them as words in a row, or, the
                longer ones, their end as a word (青禾银行).
        """
        sentences = list(corpus)
        words = {word for sentence in sentences for word in sentence}
        text = "\n".join("".join(sentence) for sentence in sentences)
        rows = {"".join(s[at : at + size]) for s in sentences for at in range(len(s)) for size in range(2, 5)}

        def is_kept(word: str) -> bool:
            if not _CHINESE.fullmatch(word) or _SPLIT.search(word):
                return False
            if word in names:
                return word not in rows and (len(word) <= 3 or word[-2:] not in words)
            return len(word) == 2 and word not in text

        return cls(counts, [word for word in counts if is_kept(word)])

    def split(self, text: str) -> list[Span]:
        """Return the words of the most probable split of ``text`` as half-open spans."""
        cost, unseen, longest = self._cost.get, self._unseen, self._longest
        best = [0.0]
        starts = [0]
        for end in range(1, len(text) + 1):
            start = end - 1
            least = best[start] + cost(text[start], unseen)
            for at in range(max(0, end - longest), end - 1):
                more = cost(text[at:end])
                if more is not None and best[at] + more < least:
                    least, start = best[at] + more, at
            best.append(least)
            starts.append(start)
        found: list[Span] = []
        end = len(text)
        while end:
            found.append((starts[end], end))
            end = starts[end]
        return found[::-1]

    def find(self, text: str) -> list[Span]:
        """Return the words to be kept that stand in ``text``, in order."""
        return [(start, end) for start, end in self.split(text) if text[start:end] in self.kept] if self.kept else []

    def dumps(self) -> str:
        """Return the dictionary as text, a word on each line: the word, its count, and ``+`` if it is kept."""
        lines = (f"{word} {count}{' +' if word in self.kept else ''}" for word, count in sorted(self.counts.items()))
        return "\n".join(lines)

    @classmethod
    def loads(cls, text: str, source: str = "dictionary") -> Dictionary:
        """Return the dictionary that :meth:`dumps` wrote.

        >>> Dictionary.loads("停牌 20 +\\n把 300").find("把停牌")
        [(1, 3)]
        """
        counts = _parse(text, source)
        return cls(counts, [line.split()[0] for line in text.splitlines() if line.endswith(" +")])


def read_counts(path: Path) -> dict[str, int]:
    """Read a word list: each line a word and its count, separated by a space or tab (what follows is ignored).

    Raises:
        LexiconError: a line has no count; it names the line.
    """
    return _parse(path.read_text(encoding="utf-8"), str(path))


def _parse(text: str, source: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        word, *rest = line.split() or [""]
        if not word:
            continue
        if not rest or not rest[0].isdecimal() or not int(rest[0]):
            raise LexiconError(source, number, f"a word and its count are wanted, got {line!r}")
        counts[word] = int(rest[0])
    return counts
