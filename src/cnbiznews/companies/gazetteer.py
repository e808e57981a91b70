"""The names that are known: what they stand for, and how they are found in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from cnbiznews import resources
from cnbiznews.companies.model import KINDS
from cnbiznews.errors import ArgumentError, LexiconError, as_collection
from cnbiznews.matching import Matcher

__all__ = ["Entry", "Gazetteer", "default_gazetteer"]

# Where letters and characters meet, many writers set a space: SK 海力士.
_LETTERS = re.compile(r"(?<=[A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z])")
Hit = tuple[int, int, "Entry"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_YES, _NO = ("yes", "true", "1"), ("", "no", "false", "0")
_COLUMNS = ("name", "kind", "parent", "full", "tickers", "aliases", "ambiguous")


@dataclass(frozen=True, slots=True)
class Entry:
    """One company, brand or institution of a gazetteer.

    Attributes:
        name: the canonical name.
        kind: one of the kinds of :class:`Company`.
        parent: canonical name of the owner, or "".
        full: registered name, or "".
        tickers: codes as "EXCHANGE:CODE".
        aliases: other surfaces.
    """

    name: str
    kind: str = "company"
    parent: str = ""
    full: str = ""
    tickers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)  # entries are looked up at every mention; hardly two share a name

    @property
    def id(self) -> str:
        """The first ticker, else the name."""
        return self.tickers[0] if self.tickers else self.name

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every string the entry is found by."""
        return tuple(dict.fromkeys(name for name in (self.name, self.full, *self.aliases) if name))


def _values(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    return tuple(value for value in map(str.strip, cell.split("|")) if value)


def _cells(row: object, file: str, line: int) -> dict[str, str]:
    """Return the cells of a row; raise what is wrong with the form of it."""
    cells = resources.check_row(row, _COLUMNS, file, line)
    for column, cell in cells.items():
        if cell and _CONTROL.search(cell.strip()):
            raise LexiconError(file, line, f"the column {column!r} has a tab, line break or control character")
    return {column: (cell or "").strip() for column, cell in cells.items()}


class Gazetteer:
    """A set of entries that can be looked for in a text.

    Args:
        entries: the companies; where two share a surface, the first one has it.
        ambiguous: surfaces that are also common words, and count only with evidence around them.
        words: those of them that are nearly always common words, and need more than a cue beside them.
        clipped: surfaces made by clipping a longer name, which count only where they stand apart.

    >>> gazetteer = Gazetteer([Entry("青禾电器", aliases=("青禾",)), Entry("青禾外送", "brand", "青禾电器")])
    >>> [(start, end, entry.name) for start, end, entry in gazetteer.find("青禾与青禾外送")]
    [(0, 2, '青禾电器'), (3, 7, '青禾外送')]
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        ambiguous: Iterable[str] = (),
        *,
        words: Iterable[str] = (),
        clipped: Iterable[str] = (),
    ) -> None:
        self.entries = tuple(as_collection(entries, "entries", "a collection of entries (for rows: from_rows)"))
        for entry in self.entries:
            if not isinstance(entry, Entry):
                raise ArgumentError("entries", "entries (for rows: from_rows)", f"one of {type(entry).__name__}")
        self.words = frozenset(words)
        self.ambiguous = frozenset(ambiguous) | self.words
        self.clipped = frozenset(clipped)
        self._owner: dict[str, Entry] = {}
        self._simplified: Gazetteer | None = None
        # A canonical name goes before an alias of another entry.
        for entry in self.entries:
            self._owner.setdefault(entry.name, entry)
        for entry in self.entries:
            for surface in (entry.full, *entry.aliases):
                if surface:
                    self._owner.setdefault(surface, entry)
        for surface, entry in list(self._owner.items()):
            if "·" in surface:  # 罗尔斯-罗伊斯
                self._owner.setdefault(surface.replace("·", "-"), entry)
            if not surface.isascii() and _LETTERS.search(surface):
                self._owner.setdefault(_LETTERS.sub(" ", surface), entry)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, surface: object) -> bool:
        return surface in self._owner

    def get(self, surface: str) -> Entry | None:
        """Return the entry a surface belongs to, or None."""
        return self._owner.get(surface)

    @cached_property
    def _matchers(self) -> list[tuple[Matcher, tuple[str, ...]]]:
        """A matcher for the sure surfaces and one for the doubtful ones, each with its surfaces."""
        doubtful = self.ambiguous | self.clipped
        sure = tuple(surface for surface in self._owner if surface not in doubtful)
        weak = tuple(surface for surface in self._owner if surface in doubtful)
        return [(Matcher(surfaces, words=True), surfaces) for surfaces in (sure, weak)]

    def find(self, text: str) -> list[tuple[int, int, Entry]]:
        """Return (start, end, entry) of every surface in ``text``, leftmost first, the longest at each place.

        A surface that is also a common word, or a clipped one, gives way to a sure one that it cuts into: 意华 to
        华夏银行 in 同意华夏银行.
        """
        sure, weak = (
            [(start, end, self._owner[surfaces[number]]) for start, end, number in matcher.find(text)]
            for matcher, surfaces in self._matchers
        )
        return _merged(sure, weak)

    def simplified(self, simplify: Callable[[str], str]) -> Gazetteer:
        """Return the gazetteer with all its names put into the characters in which texts are searched.

        ``simplify`` converts a text line by line, and may change nothing else. The result is kept.
        """
        if self._simplified is None:
            names = sorted({name for entry in self.entries for name in (*entry.surfaces, entry.parent)})
            names += sorted(self.ambiguous | self.clipped)
            changed = zip(names, simplify("\n".join(names)).split("\n"), strict=True)
            forms = {name: form for name, form in changed if name != form}
            self._simplified = self._renamed(forms) if forms else self
        return self._simplified

    def _renamed(self, forms: Mapping[str, str]) -> Gazetteer:
        def form(name: str) -> str:
            return forms.get(name, name)

        entries = (
            replace(
                entry,
                name=form(entry.name),
                parent=form(entry.parent),
                full=form(entry.full),
                aliases=tuple(map(form, entry.aliases)),
            )
            for entry in self.entries
        )
        renamed = Gazetteer(
            entries, map(form, self.ambiguous), words=map(form, self.words), clipped=map(form, self.clipped)
        )
        renamed._simplified = renamed
        return renamed

    def __or__(self, other: Gazetteer) -> Gazetteer:
        """Return a gazetteer with the entries of both; for a surface both have, the first one's hold.

        >>> mine = Gazetteer.from_rows([{"name": "青禾外卖", "kind": "brand"}])
        >>> (mine | default_gazetteer()).get("青禾外卖").kind
        'brand'
        """
        if not isinstance(other, Gazetteer):
            return NotImplemented
        own = self._owner.keys()
        return Gazetteer(
            self.entries + other.entries,
            self.ambiguous | (other.ambiguous - own),
            words=self.words | (other.words - own),
            clipped=self.clipped | (other.clipped - own),
        )

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]], file: str = "rows") -> Gazetteer:
        """Build a gazetteer from dictionaries.

        Args:
            rows: each with "name", and if need be "kind" (default "company"), "parent", "full", "tickers"
                ("HKEX:00700|US:TCEHY"), "aliases" (joined by "|") and "ambiguous" ("yes": needs evidence).
            file: what to call the rows in an error.

        Raises:
            LexiconError: a row can't be used; it says which and why.

        >>> Gazetteer.from_rows([{"name": "青禾电器", "aliases": "青禾"}]).get("青禾").name
        '青禾电器'
        >>> Gazetteer.from_rows([{"name": "青禾电器", "kind": "firm"}])
        Traceback (most recent call last):
            ...
        cnbiznews.errors.LexiconError: rows, line 1: kind 'firm' does not exist; valid are: company, brand, media, \
gov, other-org
        """
        return cls._checked(enumerate(as_collection(rows, "rows", "a collection of dictionaries"), 1), file)

    @classmethod
    def from_tsv(cls, path: str | Path) -> Gazetteer:
        """Build a gazetteer from a tab-separated file (UTF-8) with a header line; columns as in :meth:`from_rows`.

        Raises:
            LexiconError: the file can't be read, or a line can't be used; it names the line.
        """
        file = str(path)
        return cls._checked(resources.parse_table(resources.read_file(path), file, "name"), file)

    @classmethod
    def _checked(cls, rows: Iterable[tuple[int, Mapping[str, str]]], file: str) -> Gazetteer:
        entries = []
        ambiguous: list[str] = []
        seen: dict[str, int] = {}
        for line, given in rows:
            row = _cells(given, file, line)
            name = row.get("name", "")
            if not name:
                raise LexiconError(file, line, "the column 'name' is empty; give the canonical name of the company")
            if len(name) < 2:
                raise LexiconError(file, line, f"the name {name!r} has one character only; that would match everywhere")
            if name in seen:
                raise LexiconError(file, line, f"{name!r} stands in line {seen[name]} already; join the two lines")
            if (answer := row.get("ambiguous", "").lower()) not in _YES + _NO:
                raise LexiconError(file, line, f"the column 'ambiguous' must be yes or no, not {answer!r}")
            kind = row.get("kind", "") or "company"
            if kind not in KINDS:
                raise LexiconError(file, line, f"kind {kind!r} does not exist; valid are: {', '.join(KINDS)}")
            tickers = _values(row.get("tickers", ""))
            if wrong := [ticker for ticker in tickers if ":" not in ticker]:
                raise LexiconError(file, line, f"ticker {wrong[0]!r} is not of the form EXCHANGE:CODE")
            aliases = _values(row.get("aliases", ""))
            if short := [alias for alias in aliases if len(alias) < 2]:
                raise LexiconError(
                    file, line, f"the alias {short[0]!r} has one character only; that would match everywhere"
                )  # fmt: skip
            seen[name] = line
            entry = Entry(name, kind, row.get("parent", ""), row.get("full", ""), tickers, aliases)
            entries.append(entry)
            if answer in _YES:
                ambiguous += entry.surfaces
        return cls(entries, ambiguous)


def _merged(sure: list[Hit], weak: list[Hit]) -> list[Hit]:
    """Merge two lists of hits, each in order: a weak hit stays if it holds all of the sure ones that it overlaps."""
    found: list[Hit] = []
    at = 0
    for hit in weak:
        start, end, _ = hit
        while at < len(sure) and sure[at][1] <= start:
            found.append(sure[at])
            at += 1
        inner = at
        while inner < len(sure) and sure[inner][0] < end:
            inner += 1
        if inner == at or (start <= sure[at][0] and sure[inner - 1][1] <= end):
            found.append(hit)
            at = inner
    return found + sure[at:]


def _packaged(name: str) -> Iterator[list[str]]:
    """Yield the cells of the rows of a packaged table, without its header.

    The larger tables are read but once, so no dictionaries are made (and kept) of their rows.
    """
    lines = (line for line in resources.text(f"companies/{name}.tsv").split("\n") if line and line[0] != "#")
    width = next(lines).count("\t") + 1
    for line in lines:
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


def _clipped(row: list[str]) -> set[str]:
    """Return the surfaces of a listed firm that a list made by machine cut to two characters."""
    name, _, _, others, source = row
    return {surface for surface in (name, *_values(others)) if len(surface) == 2 and "m" not in source}


@cache
def default_gazetteer() -> Gazetteer:
    """Return the packaged gazetteer; it is read when it is first asked for.

    >>> default_gazetteer().get("京东集团").id
    'HKEX:09618'
    """
    listed = {row[0]: row for row in _packaged("companies")}
    entries = []
    clipped: set[str] = set()
    for name, kind, parent, codes, others in _packaged("known"):
        full, tickers, aliases = "", _values(codes), _values(others)
        # What is kept by hand takes code, registered name and further surfaces from the list, where it is there, too.
        if found := next((surface for surface in (name, *aliases) if surface in listed), ""):
            same = listed.pop(found)
            clipped |= _clipped(same) - {name, *aliases}
            # The short form of a brand of somebody's goes before a listed firm of that name, but is no other firm.
            if found == name or not (kind == "brand" and parent):
                full = same[1]
                tickers = tickers or _values(same[2])
                aliases = tuple(dict.fromkeys((*aliases, same[0], *_values(same[3]))))
        entries.append(Entry(name, kind, parent, full, tickers, aliases))
    for row in listed.values():
        name, full, codes, others, _ = row
        clipped |= _clipped(row)
        entries.append(Entry(name, "company", "", full, _values(codes), _values(others)))
    levels = {row[0]: row[1] for row in _packaged("ambiguous")}
    words = [surface for surface, level in levels.items() if level == "word"]
    return Gazetteer(entries, levels, words=words, clipped=clipped - levels.keys())
