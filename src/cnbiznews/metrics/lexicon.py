"""The vocabulary of measures: packaged names, head nouns and modifiers, and what a user adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from os import PathLike
from pathlib import Path

from cnbiznews import resources
from cnbiznews.errors import LexiconError
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["Entry", "Lexicon", "default_lexicon"]

_COLUMNS = {"canonical", "aliases", "category", "default_unit", "polarity", "gloss", "concept"}
_POLARITIES = {"", "positive", "negative", "neutral"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of the lexicon; empty cells of the file are None."""

    canonical: str
    category: str | None = None
    unit: str | None = None
    polarity: str | None = None
    gloss: str | None = None
    concept: str | None = None
    head: bool = False  # a bare head noun: it needs a name in front of it


class Lexicon:
    """Names of measures and where they lead.

    Args:
        entries: surface -> entry, searched longest first.
        base: a lexicon whose names count too; what ``entries`` says goes first.

    >>> lexicon = Lexicon({"开机率": Entry("开机率", "media", "%")}, base=default_lexicon())
    >>> lexicon.entry("开机率").unit, lexicon.entry("营收").canonical
    ('%', '营业收入')
    """

    def __init__(self, entries: Mapping[str, Entry], *, base: Lexicon | None = None) -> None:
        self.entries: dict[str, Entry] = {**(base.entries if base else {}), **entries}
        self._folded = {surface.lower(): entry for surface, entry in self.entries.items()}

    def __reduce__(self) -> tuple[type[Lexicon], tuple[dict[str, Entry]]]:
        return Lexicon, (self.entries,)

    def entry(self, surface: str) -> Entry | None:
        """Return the entry of a surface (letters in either case), or None."""
        return self._folded.get(surface.lower())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All surfaces, and the words that only look like measures, as one pattern."""
        return surface_pattern([*self.entries, *resources.lines("metrics/not_metrics.txt")])

    @classmethod
    def load(cls, source: str | PathLike[str] | Iterable[Mapping[str, str]], *, extend: bool = True) -> Lexicon:
        """Read a lexicon from a TSV file, or from rows that are already dictionaries.

        Args:
            source: path of a tab-separated file with a header (canonical, aliases, category, default_unit, polarity,
                gloss, concept; only ``canonical`` must be there, aliases are separated by ``|``), or such rows.
            extend: keep the packaged names beside the new ones.

        Raises:
            LexiconError: naming file and line of what can't be used.

        >>> Lexicon.load([{"canonical": "开机率", "aliases": "电视开机率"}]).entry("电视开机率").canonical
        '开机率'
        """
        if isinstance(source, (str, PathLike)):
            file = str(source)
            try:
                content = Path(source).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise LexiconError(file, 0, f"can't be read as UTF-8 text: {error}") from error
            rows: list[tuple[int, Mapping[str, str]]] = list(resources.parse_table(content, file))
        else:
            file, rows = "lexicon", list(enumerate(source, 1))
        return cls(_entries(rows, file), base=default_lexicon() if extend else None)


def _entries(rows: Iterable[tuple[int, Mapping[str, str]]], file: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    for line, row in rows:
        if unknown := set(row) - _COLUMNS:
            raise LexiconError(file, line, f"unknown column {min(unknown)!r}; valid are: {', '.join(sorted(_COLUMNS))}")
        canonical = row.get("canonical", "").strip()
        if not canonical:
            raise LexiconError(file, line, "the column 'canonical' is empty")
        polarity = row.get("polarity", "")
        if polarity not in _POLARITIES:
            raise LexiconError(file, line, f"polarity {polarity!r} is none of positive, negative, neutral")
        entry = Entry(
            canonical,
            row.get("category") or None,
            row.get("default_unit") or None,
            polarity or None,
            row.get("gloss") or None,
            row.get("concept") or None,
        )
        for surface in (canonical, *(alias.strip() for alias in row.get("aliases", "").split("|"))):
            if not surface:
                continue
            if surface in lines and entries[surface].canonical != canonical:
                raise LexiconError(file, line, f"{surface!r} already leads to another name (line {lines[surface]})")
            entries[surface] = entry
            lines[surface] = line
    return entries


@cache
def default_lexicon() -> Lexicon:
    """Return the packaged lexicon: names of measures and head nouns."""
    name = "metrics/metrics.tsv"
    entries = {
        row["head"]: Entry(row["head"], row["category"], row["unit"] or None, head=True)
        for row in resources.table("metrics/heads.tsv")
    }
    entries.update(_entries(resources.parse_table(resources.text(name), name), name))
    return Lexicon(entries)
