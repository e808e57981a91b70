"""Cue words: what a word says of a figure, and of which kind a token it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.errors import LexiconError
from cnbiznews.facts.tokens import KINDS
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["Cue", "Cues", "default_cues"]


class Cue(NamedTuple):
    """What a cue word says."""

    kind: str
    value: str
    basis: str


# Marks that part clauses, and marks that are not read.
_MARKS = dict.fromkeys("，；：；（）()【】[]—–|丨,:;", "break") | dict.fromkeys('“”‘’"《》「」『』*', "quote")


class Cues:
    """Cue words and what they say.

    >>> default_cues().words["同比"]
    Cue(kind='basis', value='yoy', basis='')
    """

    def __init__(self, words: Mapping[str, Cue]) -> None:
        self.words = dict(words)
        said = {**{mark: Cue(kind, "", "") for mark, kind in _MARKS.items()}, **self.words}
        self.pattern = surface_pattern(said)
        # What is said in capitals or in small letters as well; a word as it is written goes first, then its capitals.
        self.by_surface = {word.lower(): cue for word, cue in said.items()}
        self.by_surface |= {word.upper(): said.get(word.upper(), cue) for word, cue in said.items()} | said

    def __reduce__(self) -> tuple[type[Cues], tuple[dict[str, Cue]]]:
        return Cues, (self.words,)

    @classmethod
    def parse(cls, content: str, file: str, base: Cues | None = None) -> Cues:
        """Read cue words from the text of a TSV file (surface, kind, value, basis).

        Raises:
            LexiconError: naming ``file`` and the line.
        """
        words = dict(base.words) if base else {}
        for line, row in resources.parse_table(content, file, "surface"):
            if row.get("kind") not in KINDS:
                raise LexiconError(file, line, f"unknown kind {row.get('kind')!r}; valid are: {', '.join(KINDS)}")
            if not row.get("surface"):
                raise LexiconError(file, line, "the column 'surface' is empty")
            words[row["surface"]] = Cue(row["kind"], row.get("value", ""), row.get("basis", ""))
        return cls(words)


@cache
def default_cues() -> Cues:
    """Return the packaged cue words."""
    name = "facts/cues.tsv"
    return Cues.parse(resources.text(name), name)
