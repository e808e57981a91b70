"""The only module that opens data: the packaged ones, and the tables of a user.

Data live under ``cnbiznews/data`` as readable TSV, TOML or text (and a few NumPy archives written by a script).
Nothing is read before it is asked for; what was read is kept for the life of the process.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import Any

from cnbiznews.errors import LexiconError

__all__ = ["blob", "check_row", "digest", "lines", "parse_table", "path", "read_file", "table", "text", "toml"]


def path(name: str) -> Traversable:
    """Return where the data file ``name`` (relative to the data folder) lies."""
    return files("cnbiznews").joinpath("data", *name.split("/"))


@cache
def blob(name: str) -> bytes:
    """Return the bytes of a data file."""
    return path(name).read_bytes()


def text(name: str) -> str:
    """Return a data file as text (UTF-8)."""
    return blob(name).decode("utf-8")


def digest(name: str) -> str:
    """Return the SHA-256 of a data file, to tell whether something derived from it is fresh."""
    return hashlib.sha256(blob(name)).hexdigest()


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a data file that say something: no blank ones, no comments (``#`` at the start)."""
    return tuple(line for line in text(name).splitlines() if line.strip() and not line.startswith("#"))


def read_file(path: str | PathLike[str]) -> str:
    """Return a user's data file as text (UTF-8, with or without a byte order mark).

    Raises:
        LexiconError: it can't be opened, or is no such text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(str(path), 0, f"can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise LexiconError(
            str(path), line, f"can't be read as UTF-8 text: byte 0x{error.object[error.start]:02x}"
        ) from error
    except (TypeError, ValueError) as error:  # no path at all; a null character in the name
        raise LexiconError(str(path), 0, f"can't be read: {error}") from error


def check_row(row: object, columns: Collection[str], file: str, line: int) -> Mapping[str, str | None]:
    """Return a row that a user gives as an object, if it has the form of a table's row.

    Raises:
        LexiconError: it is no mapping, has a column that is not among ``columns``, or a cell that is no text.

    >>> check_row({"name": "青禾"}, ("name", "kind"), "rows", 1)
    {'name': '青禾'}
    """
    if not isinstance(row, Mapping):
        raise LexiconError(file, line, f"a row must be a mapping of columns to text, not {type(row).__name__}")
    for column, cell in row.items():
        if column not in columns:
            raise LexiconError(file, line, f"unknown column {column!r}; valid are: {', '.join(columns)}")
        if cell is not None and not isinstance(cell, str):
            raise LexiconError(file, line, f"the column {column!r} must be text, not {type(cell).__name__}")
    return row


def parse_table(content: str, file: str, required: str = "") -> list[tuple[int, dict[str, str]]]:
    """Parse tab-separated text with a header line into (line number, row) pairs.

    Blank lines and lines that start with ``#`` are skipped; missing trailing cells are empty strings.

    Args:
        content: the text of the file.
        file: its name, for errors.
        required: the column that must be there; without it the first line is hardly a header.

    Raises:
        LexiconError: there is no header, a row has more cells than it, or it names a column twice; the error names
            ``file`` and the line.

    >>> parse_table("# comment\\nname\\tkind\\n京东\\tcompany\\n", "mine.tsv")
    [(3, {'name': '京东', 'kind': 'company'})]
    """
    header: list[str] | None = None
    rows = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = [cell.removeprefix("\ufeff") for cell in cells]
            if required and required not in header:
                problem = f"no header with the column {required!r}; the first line must name the columns"
                raise LexiconError(file, number, problem)
            if len(set(header)) < len(header):
                raise LexiconError(file, number, "the header names a column twice")
            continue
        if len(cells) > len(header):
            raise LexiconError(file, number, f"{len(cells)} cells, but the header names {len(header)} columns")
        rows.append((number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))))
    if required and header is None:
        raise LexiconError(file, 0, f"nothing in it; the first line must name the columns, {required!r} among them")
    return rows


@cache
def _rows(name: str) -> list[dict[str, str]]:
    return [row for _, row in parse_table(text(name), name)]


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a packaged TSV file as dictionaries, one per line."""
    return _rows(name)


@cache
def toml(name: str) -> dict[str, Any]:
    """Return a packaged TOML file as a dictionary."""
    return tomllib.loads(text(name))
