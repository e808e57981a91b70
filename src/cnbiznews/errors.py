"""The library's own errors.

    CnBizNewsError (ValueError)
    ├── AlignmentError      edits or spans that don't fit the text they are meant for
    ├── ReadError           a source that can't be read as an article
    ├── NumberError         text that is no well-formed number; knows where it stops being one
    ├── ConfigError         an option with a value that does not exist; names the valid ones
    ├── DamageError         text that can't be damaged the way it was to be (a UnicodeError, too)
    ├── ArgumentError       an argument of a type that can't be used (a TypeError, too)
    ├── LexiconError        a user's data file that can't be used; names the file and the line
    ├── ModelError          a segmentation model that is missing or damaged (in cnbiznews.segmentation)
    └── PipelineError       a spaCy pipeline put together in a way that can't work (in cnbiznews.spacy.analysis)

Every message says what happened and what to do about it. All of them survive pickling, since they travel between
worker processes.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import index
from typing import Literal, TypeVar

__all__ = [
    "AlignmentError",
    "ArgumentError",
    "CnBizNewsError",
    "ConfigError",
    "DamageError",
    "LexiconError",
    "NumberError",
    "ReadError",
    "as_bytes",
    "as_collection",
    "as_kind",
    "as_spans",
    "as_text",
    "check_option",
]

_T = TypeVar("_T")


class CnBizNewsError(ValueError):
    """Root of all errors this library raises on purpose.

    >>> issubclass(CnBizNewsError, ValueError)
    True
    """


class ArgumentError(CnBizNewsError, TypeError):
    """An argument has a type that can't be used.

    >>> raise ArgumentError("text", "a str", "bytes")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.ArgumentError: text must be a str, not bytes
    """

    def __init__(self, argument: str, wanted: str, got: str) -> None:
        super().__init__(argument, wanted, got)
        self.argument = argument
        self.wanted = wanted
        self.got = got

    def __str__(self) -> str:
        return f"{self.argument} must be {self.wanted}, not {self.got}"


class AlignmentError(CnBizNewsError):
    """Edits overlap or lie outside the text, or two alignments don't fit together."""


class ReadError(CnBizNewsError):
    """A source can't be read as an article: a missing file, binary data, an impossible encoding."""


class DamageError(CnBizNewsError, UnicodeError):
    """A text can't be written in one encoding or not be read in another, so that it can't be damaged that way.

    >>> raise DamageError("京东", "gb18030", "big5", "byte 2 is none of it")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.DamageError: '京东' can't be written in gb18030 and read in big5: byte 2 is none of it
    """

    def __init__(self, text: str, written: str, read: str, problem: str) -> None:
        super().__init__(text, written, read, problem)
        self.text = text
        self.written = written
        self.read = read
        self.problem = problem

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "…"
        return f"{shown!r} can't be written in {self.written} and read in {self.read}: {self.problem}"


class NumberError(CnBizNewsError):
    """Text that is not a well-formed number.

    ``text`` is what was to be read, ``position`` the offset in it at which reading failed. Raised for a value that
    can't be written, too: then ``text`` is the value, and ``position`` 0.

    >>> error = NumberError("一二亿三十四", 2, "a digit string can't carry a magnitude")
    >>> error.position
    2
    """

    def __init__(
        self, text: str, position: int, problem: str = "not a number", action: Literal["read", "write"] = "read"
    ) -> None:
        super().__init__(text, position, problem, action)
        self.text = text
        self.position = position
        self.problem = problem
        self.action = action

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "…"
        if self.action == "write":
            return f"{shown} can't be written: {self.problem}"
        return f"{shown!r} can't be read as a number: {self.problem} (at offset {self.position})"


class ConfigError(CnBizNewsError):
    """An option was given a value that does not exist.

    >>> raise ConfigError("config", "s2x", ["s2t", "t2s"])
    Traceback (most recent call last):
        ...
    cnbiznews.errors.ConfigError: unknown config 's2x'; valid are: s2t, t2s
    """

    def __init__(self, option: str, value: object, valid: Iterable[str] = ()) -> None:
        self.option = option
        self.value = value
        self.valid = tuple(valid)
        super().__init__(option, value, self.valid)

    def __str__(self) -> str:
        hint = f"; valid are: {', '.join(self.valid)}" if self.valid else ""
        return f"unknown {self.option} {self.value!r}{hint}"


class LexiconError(CnBizNewsError):
    """A lexicon, gazetteer or frame file can't be used; ``file`` and ``line`` say where (0: the file as a whole).

    >>> print(LexiconError("mine.tsv", 3, "the column 'canonical' is empty"))
    mine.tsv, line 3: the column 'canonical' is empty
    """

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file = file
        self.line = line
        self.problem = problem

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.problem}"


def as_text(value: object, argument: str = "text") -> str:
    """Return ``value`` if it is a string.

    Raises:
        ArgumentError: it is not; the message says what to do with what it is.

    >>> as_text(b"abc")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.ArgumentError: text must be a str (read and repair_bytes decode bytes), not bytes
    """
    if isinstance(value, str):
        return value
    is_bytes = isinstance(value, bytes | bytearray | memoryview)
    hint = " (read and repair_bytes decode bytes)" if is_bytes else ""
    raise ArgumentError(argument, f"a str{hint}", type(value).__name__)


def as_bytes(value: object, argument: str = "data") -> bytes:
    """Return ``value`` as bytes if it is some.

    Raises:
        ArgumentError: it is not.

    >>> as_bytes("abc")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.ArgumentError: data must be bytes (text needs no decoding; repair takes it), not str
    """
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    raise ArgumentError(argument, "bytes (text needs no decoding; repair takes it)", type(value).__name__)


def check_option(option: str, value: object, kind: type, made_by: str) -> None:
    """Raise unless an option is None or of its kind; ``made_by`` is how one is read from a file.

    Raises:
        ArgumentError: it is of another type: the path of a file, say.
    """
    if value is not None and not isinstance(value, kind):
        raise ArgumentError(option, f"None or a {kind.__name__} ({made_by} reads a file)", type(value).__name__)


def as_kind(value: object, kind: type[_T], argument: str) -> _T:
    """Return ``value`` if it is of its kind.

    Raises:
        ArgumentError: it is of another type.

    >>> as_kind("2025", int, "year")
    Traceback (most recent call last):
        ...
    cnbiznews.errors.ArgumentError: year must be a value of type int, not str
    """
    if isinstance(value, kind):
        return value
    raise ArgumentError(argument, f"a value of type {kind.__name__}", type(value).__name__)


def as_spans(spans: Iterable[tuple[int, int]], text: str, argument: str) -> list[tuple[int, int]]:
    """Return spans of ``text`` in order, if they are such and don't overlap.

    Raises:
        ArgumentError: something is no pair of offsets.
        AlignmentError: a span does not lie in the text, or overlaps another one.

    >>> as_spans([(2, 4), (0, 2)], "青禾电器", "keep")
    [(0, 2), (2, 4)]
    """
    try:
        ordered = sorted((index(start), index(end)) for start, end in spans)
    except (TypeError, ValueError) as error:
        raise ArgumentError(argument, "pairs of offsets (start, end)", "something else") from error
    for start, end in ordered:
        if not 0 <= start <= end <= len(text):
            raise AlignmentError(f"{argument}: the span {start}..{end} leaves the text of {len(text)} characters")
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise AlignmentError(f"{argument}: two spans overlap at {start}")
    return ordered


def as_collection(values: Iterable[_T], argument: str, wanted: str) -> Iterable[_T]:
    """Return ``values`` if there are several of something: a single text is no collection of texts.

    Raises:
        ArgumentError: it is one text, one piece of bytes, or nothing that can be gone through.
    """
    if isinstance(values, str | bytes | bytearray | memoryview) or not isinstance(values, Iterable):
        raise ArgumentError(argument, wanted, type(values).__name__)
    return values
