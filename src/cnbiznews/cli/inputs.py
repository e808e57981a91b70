"""Where the command line's verbs get their inputs from: files, folders, globs, standard input."""

from __future__ import annotations

import argparse
import glob
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cnbiznews.errors import CnBizNewsError

__all__ = ["Input", "add_paths", "each_input", "find_inputs"]

# What is taken for an article inside a folder; a file named outright is always taken.
SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".text"}


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name as shown to the user, and its path (``None`` for standard input)."""

    name: str
    path: Path | None

    def read_bytes(self) -> bytes:
        """Return the content of the file or of standard input."""
        return sys.stdin.buffer.read() if self.path is None else self.path.read_bytes()


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the positional argument PATH… to a verb."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["-"], help="file, folder, glob pattern, or - for standard input"
    )


def find_inputs(paths: list[str]) -> Iterator[Input]:
    """Yield the inputs that ``paths`` stand for, in a stable order.

    Raises:
        CnBizNewsError: a pattern matches nothing. (A missing file shows when it is read.)
    """
    for given in paths:
        path = Path(given)
        if given == "-":
            yield Input("<stdin>", None)
        elif path.is_dir():
            for inside in sorted(path.rglob("*")):
                if inside.is_file() and inside.suffix.lower() in SUFFIXES:
                    yield Input(str(inside), inside)
        elif not path.exists() and glob.has_magic(given):
            matches = sorted(match for match in glob.glob(given, recursive=True) if Path(match).is_file())  # noqa: PTH207
            if not matches:
                raise CnBizNewsError(f"no file matches {given!r}")
            yield from (Input(match, Path(match)) for match in matches)
        else:
            yield Input(given, path)


def each_input(paths: list[str], work: Callable[[Input], None]) -> int:
    """Call ``work`` on every input; report failures on standard error and go on. Returns the exit code.

    A progress line is shown on a terminal when there is more than one input.
    """
    inputs = list(find_inputs(paths))
    show = len(inputs) > 1 and sys.stderr.isatty()
    failed = 0
    for number, item in enumerate(inputs, 1):
        if show:
            sys.stderr.write(f"\r\x1b[K[{number}/{len(inputs)}] {item.name}")
            sys.stderr.flush()
        try:
            work(item)
        except (CnBizNewsError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            failed += 1
            problem = error.strerror if isinstance(error, OSError) and error.strerror else error
            clear = "\r\x1b[K" if show else ""
            print(f"{clear}cnbiznews: {item.name}: {problem}", file=sys.stderr)
    if show:
        sys.stderr.write("\r\x1b[K")
    if not inputs:
        print(f"cnbiznews: no articles in {', '.join(paths)}", file=sys.stderr)
    return 1 if failed or not inputs else 0
