"""Frames: the readable patterns that say what role a figure plays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from os import PathLike
from typing import Any, NamedTuple

from cnbiznews import resources
from cnbiznews.errors import LexiconError, as_collection, as_kind
from cnbiznews.facts.cues import Cues, default_cues
from cnbiznews.facts.tokens import FIGURES, KINDS

__all__ = ["Frame", "Frames", "default_frames"]

ROLES = ("level", "change", "share", "rank", "streak", "price", "investment", "difference")
# What a frame may give a row. Behind "@" stands the kind of the token whose value is taken.
_GIVEN = {
    "direction": ("up", "down", "flat", "better", "worse", "sign"),
    "basis": ("yoy", "qoq", "mom", "prior", "peer", "cum", "none", "@period"),
    "status": ("actual", "forecast", "target", "plan", "claim"),
}
_ANY = "".join(re.escape(KINDS[kind]) for kind in sorted(FIGURES))
_KEYS = {"id", "before", "figure", "after", "text", "behind", "role", "direction", "basis", "metric", "status",
         "own-period", "example", "rows", "note"}  # fmt: skip
_WANTED = "the path of a file, or a collection of dictionaries"
# How a row that an example gives is written; cells at its end may be left out.
_CELLS = (
    "company", "subject", "metric", "role", "value", "bound", "unit", "direction", "basis", "period", "status",
)  # fmt: skip
_METRICS = {
    "before",
    "after",
    "verb",
    "carry",
    "share",
    "pace",
    "price",
    "invest",
    "part",
    "rest",
    "object",
    "deal",
    "goal",
    "none",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One pattern. ``before`` and ``after`` are compiled over the letters of token kinds."""

    id: str
    role: str
    figure: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    direction: str = ""
    basis: str = ""
    metric: str = "before"
    status: str = ""
    own_period: bool = False
    example: str = ""
    rows: tuple[str, ...] = ()
    note: str = ""
    pattern: tuple[str, str] = ("", "")
    last: frozenset[str] | None = None  # letters ``before`` can end with, None where it may end with any
    line: int = field(default=0, compare=False)

    def match(self, surface: str, rest: str, before: str, after: str) -> Match | None:
        """Return how the frame fits a figure, or None; arguments as in :meth:`Frames.match`."""
        if self.text is not None and not self.text.search(surface):
            return None
        if self.behind is not None and not self.behind.match(rest):
            return None
        begin, reach = len(before), 0
        if self.before is not None:
            if (left := self.before.search(before)) is None:
                return None
            begin = left.start()
        if self.after is not None:
            if (right := self.after.match(after)) is None:
                return None
            reach = right.end()
        return Match(self, begin, reach)

    def missing(self, surface: str, rest: str, before: str, after: str) -> str:
        """Return the key of the pattern a figure misses, "" if it fits all; the arguments are as in :meth:`match`."""
        if self.text is not None and not self.text.search(surface):
            return "text"
        if self.behind is not None and not self.behind.match(rest):
            return "behind"
        if self.before is not None and not self.before.search(before):
            return "before"
        if self.after is not None and not self.after.match(after):
            return "after"
        return ""


class Match(NamedTuple):
    """A frame that fits: it begins at token ``begin`` of the clause and ends ``reach`` tokens behind the figure."""

    frame: Frame
    begin: int
    reach: int


class Frames:
    """An ordered set of frames, and the cue words they speak of.

    Args:
        frames: tried in order; the first that fits decides.
        cues: the words behind the kinds the frames name; the packaged ones when None.
    """

    def __init__(self, frames: Iterable[Frame], cues: Cues | None = None) -> None:
        self.frames = tuple(
            as_kind(frame, Frame, "a frame") for frame in as_collection(frames, "frames", "a collection of frames")
        )
        self.cues = cues or default_cues()
        self.by_kind: dict[str, tuple[Frame, ...]] = {
            kind: tuple(frame for frame in self.frames if kind in frame.figure) for kind in FIGURES
        }
        self._behind: dict[tuple[str, str], tuple[Frame, ...]] = {}  # frames by kind of figure and letter in front

    def named(self, name: str) -> Frame:
        """Return the frame with this id; one that only carries the name if there is none."""
        for frame in self.frames:
            if frame.id == name:
                return frame
        return Frame(name, "level", frozenset(), None, None)

    def match(self, kind: str, surface: str, rest: str, before: str, after: str) -> Match | None:
        """Return the first frame that fits a figure, with how far it reaches, or None.

        Args:
            kind: kind of the figure.
            surface: the figure as written.
            rest: the text behind it.
            before, after: letters of the kinds of the tokens of its clause in front of it and behind it.
        """
        key = (kind, before[-1:])
        if (frames := self._behind.get(key)) is None:
            frames = tuple(frame for frame in self.by_kind[kind] if frame.last is None or key[1] in frame.last)
            self._behind[key] = frames
        for frame in frames:
            if found := frame.match(surface, rest, before, after):
                return found
        return None

    def tried(self, kind: str, surface: str, rest: str, before: str, after: str) -> list[tuple[Frame, str]]:
        """Return the frames that are tried on a figure up to the one that fits, with what each of them misses.

        What is missing is ``text``, ``behind``, ``before`` or ``after``, as the key in the file is called, and ""
        where the frame fits. Arguments as in :meth:`match`.
        """
        seen: list[tuple[Frame, str]] = []
        for frame in self.by_kind[kind]:
            seen.append((frame, frame.missing(surface, rest, before, after)))
            if not seen[-1][1]:
                break
        return seen

    @classmethod
    def load(
        cls,
        frames: str | PathLike[str] | Iterable[Mapping[str, Any]] = (),
        *,
        cues: str | PathLike[str] | None = None,
        extend: bool = True,
    ) -> Frames:
        """Read frames from a TOML file (tables ``[[frame]]``) or from dictionaries with the same keys.

        Args:
            frames: the file or the dictionaries; they are tried before the packaged ones.
            cues: a TSV file of cue words (surface, kind, value, basis), added to the packaged ones.
            extend: keep the packaged frames behind the new ones.

        Raises:
            LexiconError: naming file and line of what can't be used.

        >>> mine = {"id": "slump", "before": "change", "figure": "percent", "role": "change", "direction": "@change"}
        >>> Frames.load([mine]).frames[0].id
        'slump'
        """
        words = None
        if cues is not None:
            words = Cues.parse(resources.read_file(cues), str(cues), base=default_cues())
        if isinstance(frames, (str, PathLike)):
            mine = _parse(resources.read_file(frames), str(frames))
        else:
            mine = [
                _frame(row, "frames", number) for number, row in enumerate(as_collection(frames, "frames", _WANTED), 1)
            ]
        return cls([*mine, *(default_frames().frames if extend else ())], words)


def _parse(content: str, file: str) -> list[Frame]:
    try:
        found_tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise LexiconError(file, int(found[1]) if found else 0, f"no valid TOML: {error}") from error
    if unknown := set(found_tables) - {"frame"}:
        raise LexiconError(file, 0, f"unknown table {min(unknown)!r}; frames are tables that begin with [[frame]]")
    if not (tables := found_tables.get("frame")):
        raise LexiconError(file, 0, "there is no frame in it; frames are tables that begin with [[frame]]")
    lines = [number for number, line in enumerate(content.splitlines(), 1) if line.strip() == "[[frame]]"]
    if not isinstance(tables, list) or len(tables) != len(lines):
        raise LexiconError(file, 1, "frames are tables that begin with [[frame]]")
    return [_frame(table, file, line) for table, line in zip(tables, lines, strict=True)]


def _frame(row: Mapping[str, Any], file: str, line: int) -> Frame:
    if not isinstance(row, Mapping):
        raise LexiconError(file, line, f"a frame must be a mapping of keys to values, not {type(row).__name__}")
    if unknown := set(row) - _KEYS:
        raise LexiconError(file, line, f"unknown key {min(unknown)!r}; valid are: {', '.join(sorted(_KEYS))}")
    for key in ("id", "figure", "role"):
        if not row.get(key):
            raise LexiconError(file, line, f"the key {key!r} is missing")
    for key, value in row.items():
        if key not in ("rows", "own-period") and not isinstance(value, str):
            raise LexiconError(file, line, f"the key {key!r} must be text, not {type(value).__name__}")
    if row["role"] not in ROLES:
        raise LexiconError(file, line, f"unknown role {row['role']!r}; valid are: {', '.join(ROLES)}")
    for key, valid in _GIVEN.items():
        value = row.get(key, "")
        if value and value not in valid and not (key == "direction" and value.startswith("@") and value[1:] in KINDS):
            or_token = " or @ and a kind of token" if key == "direction" else ""
            raise LexiconError(file, line, f"unknown {key} {value!r}; valid are: {', '.join(valid)}{or_token}")
    if not isinstance(row.get("own-period", False), bool):
        raise LexiconError(file, line, "the key 'own-period' must be true or false")
    rows = row.get("rows", ())
    if not isinstance(rows, list | tuple) or not all(isinstance(text, str) for text in rows):
        raise LexiconError(file, line, "the key 'rows' must be a list of texts")
    for text in rows:
        cells = [cell.strip() for cell in text.split("|")]
        if not 5 <= len(cells) <= len(_CELLS) or cells[3] not in ROLES:
            raise LexiconError(file, line, f"the row {text!r} is not written as {' | '.join(_CELLS)}")
    metric = row.get("metric", "before")
    if metric not in _METRICS and not (metric.startswith("=") and len(metric) > 1):
        raise LexiconError(file, line, f"unknown metric {metric!r}; valid are: {', '.join(sorted(_METRICS))} or =WORD")
    kinds = frozenset(FIGURES) if row["figure"] == "any" else frozenset(row["figure"].split())
    if wrong := kinds - FIGURES:
        raise LexiconError(file, line, f"unknown figure {min(wrong)!r}; valid are: {', '.join(sorted(FIGURES))}")
    before, after = row.get("before", ""), row.get("after", "")
    return Frame(
        id=row["id"],
        role=row["role"],
        figure=kinds,
        before=re.compile(_expression(before, file, line) + r"\Z") if before else None,
        after=re.compile(_expression(after, file, line)) if after else None,
        text=_surface(row, "text", file, line),
        behind=_surface(row, "behind", file, line),
        direction=row.get("direction", ""),
        basis=row.get("basis", ""),
        metric=metric,
        status=row.get("status", ""),
        own_period=row.get("own-period", False),
        example=row.get("example", ""),
        rows=tuple(rows),
        note=row.get("note", ""),
        pattern=(before, after),
        last=_last_letters(before),
        line=line,
    )


def _surface(row: Mapping[str, Any], key: str, file: str, line: int) -> re.Pattern[str] | None:
    try:
        return re.compile(row[key]) if row.get(key) else None
    except re.error as error:
        raise LexiconError(file, line, f"the key {key!r} is no regular expression: {error}") from error


def _last_letters(pattern: str) -> frozenset[str] | None:
    """Return the letters a pattern of token kinds can end with ("" for nothing), None if any can stand there."""
    letters: set[str] = set()
    for item in reversed(pattern.split()):
        name, optional = (item[:-1], True) if item[-1] in "?*" else (item, False)
        kinds = name.split("|")
        if item == ".." or item.startswith("!") or "any" in kinds or "figure" in kinds:
            return None
        letters.update("" if kind == "start" else KINDS[kind] for kind in kinds)
        if not optional:
            return frozenset(letters)
    return None


def _expression(pattern: str, file: str, line: int) -> str:
    """Translate a pattern of token kinds into an expression over their letters."""
    parts = []
    for item in pattern.split():
        if item == "..":
            parts.append(f"[^{_ANY}]*?")
            continue
        if item.startswith("!") and all(kind in KINDS for kind in item[1:].split("|")):  # not followed by
            parts.append(f"(?![{''.join(re.escape(KINDS[kind]) for kind in item[1:].split('|'))}])")
            continue
        name, mark = (item[:-1], item[-1]) if item[-1] in "?*" else (item, "")
        letters = ""
        for kind in name.split("|"):
            if kind in ("any", "figure"):
                letters += _ANY
            elif kind == "start":
                continue
            elif KINDS.get(kind):
                letters += re.escape(KINDS[kind])
            else:
                raise LexiconError(file, line, f"unknown kind {kind!r}; valid are: {', '.join(KINDS)}")
        group = f"[{letters}]" if letters else ""
        if "start" in name.split("|"):
            group = f"(?:{group}|^)" if group else "^"
        parts.append(group + mark)
    return "".join(parts)


@cache
def default_frames() -> Frames:
    """Return the packaged frames."""
    name = "facts/frames.toml"
    return Frames(_parse(resources.text(name), name))
