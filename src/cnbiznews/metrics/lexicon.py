"""The vocabulary of measures: packaged names, head nouns, verbs and look-alikes, and what a user adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from os import PathLike

from cnbiznews import resources
from cnbiznews.errors import LexiconError, as_collection
from cnbiznews.matching import Matcher

__all__ = ["KINDS", "Entry", "Lexicon", "default_lexicon"]

# What a surface is: a whole name; a noun that is one only where a figure stands at it (门店突破3000家); a head noun
# that needs a name in front of it (量, 率, 金额); a verb that names a measure only in front of a figure (交付3万辆); or
# a word that only looks like a measure (大量, 率先).
KINDS = ("name", "noun", "head", "verb", "none")
_COLUMNS = ("canonical", "aliases", "category", "default_unit", "polarity", "gloss", "concept", "kind")
_POLARITIES = ("positive", "negative", "neutral")


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of the lexicon; empty cells of the file are None. ``kind`` is one of :data:`KINDS`."""

    canonical: str
    category: str | None = None
    unit: str | None = None
    polarity: str | None = None
    gloss: str | None = None
    concept: str | None = None
    kind: str = "name"


class Lexicon:
    """Names of measures and where they lead.

    Args:
        entries: surface (in simplified characters) -> entry; the longest surface at a place wins.
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
    def _search(self) -> tuple[Matcher, tuple[Entry, ...]]:
        return Matcher(self.entries, words=True), tuple(self.entries.values())

    def find(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield (start, end, entry) of the surfaces in ``text``: in order, apart, the longest at each place."""
        matcher, entries = self._search
        for start, end, number in matcher.find(text):
            yield start, end, entries[number]

    @classmethod
    def load(cls, source: str | PathLike[str] | Iterable[Mapping[str, str]], *, extend: bool = True) -> Lexicon:
        """Read a lexicon from a TSV file, or from rows that are already dictionaries.

        Args:
            source: path of a tab-separated file (UTF-8) with a header, or such rows. Columns: canonical, aliases
                (separated by ``|``), category, default_unit, polarity (positive, negative, neutral), gloss, concept,
                kind (name, noun, head, verb, none; empty: name). Only ``canonical`` must be there. Either script does.
            extend: keep the packaged names beside the new ones.

        Raises:
            LexiconError: naming file and line (for rows: the number of the row) of what can't be used.

        >>> Lexicon.load([{"canonical": "开机率", "aliases": "电视开机率"}]).entry("电视开机率").canonical
        '开机率'
        >>> Lexicon.load([{"canonical": "开机率", "polarity": "good"}])
        Traceback (most recent call last):
        cnbiznews.errors.LexiconError: lexicon, line 1: polarity 'good' is none of positive, negative, neutral
        """
        from cnbiznews.script import to_simplified

        if isinstance(source, (str, PathLike)):
            file = str(source)
            rows: list[tuple[int, Mapping[str, str]]] = list(
                resources.parse_table(resources.read_file(source), file, "canonical")
            )
        else:
            file, rows = (
                "lexicon",
                list(enumerate(as_collection(source, "source", "a path, or a collection of rows"), 1)),
            )
        simplified = []
        for line, row in rows:
            resources.check_row(row, _COLUMNS, file, line)
            simplified.append((line, {key: to_simplified(value or "") for key, value in row.items()}))
        return cls(_entries(simplified, file), base=default_lexicon() if extend else None)


def _entries(rows: Iterable[tuple[int, Mapping[str, str]]], file: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    for line, row in rows:
        canonical = row.get("canonical", "").strip()
        if not canonical:
            raise LexiconError(file, line, "the column 'canonical' is empty")
        polarity = row.get("polarity", "")
        if polarity and polarity not in _POLARITIES:
            raise LexiconError(file, line, f"polarity {polarity!r} is none of {', '.join(_POLARITIES)}")
        kind = row.get("kind", "") or "name"
        if kind not in KINDS:
            raise LexiconError(file, line, f"kind {kind!r} is none of {', '.join(KINDS)}")
        entry = Entry(
            canonical,
            row.get("category") or None,
            row.get("default_unit") or None,
            polarity or None,
            row.get("gloss") or None,
            row.get("concept") or None,
            kind,
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
    """Return the packaged lexicon; where files name the same surface, the later one of this function counts."""
    entries = {word: Entry(word, kind="none") for word in resources.lines("metrics/not_metrics.txt")}
    entries.update(_packaged("metrics/heads.tsv"))
    entries.update(_packaged("metrics/verbs.tsv"))
    for row in resources.table("metrics/families.tsv"):
        for name in row["names"].split("|"):
            entries[name] = Entry(
                name,
                row["category"] or None,
                row["default_unit"] or None,
                row["polarity"] or None,
                row["gloss"] or None,
            )
    entries.update(_packaged("metrics/metrics.tsv"))
    for noun in resources.lines("metrics/nouns.txt"):
        entries[noun] = replace(entries[noun], kind="noun")
    return Lexicon(entries)


def _packaged(file: str) -> dict[str, Entry]:
    return _entries(resources.parse_table(resources.text(file), file), file)
