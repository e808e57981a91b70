"""Where the command line's verbs get their inputs from: files, folders, globs, standard input."""

from __future__ import annotations

import argparse
import glob
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cnbiznews.cli.tables import clip
from cnbiznews.errors import CnBizNewsError, ReadError

__all__ = ["Input", "add_paths", "each_input", "find_inputs", "spare_inputs"]

# What is taken for an article inside a folder; a file named outright is always taken.
SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".text"}
_BARREN = f"no articles in this folder ({', '.join(sorted(SUFFIXES))})"


_BAR = 20  # cells of the progress bar
_CLEAR = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name as shown to the user, and its path (``None`` for standard input).

    ``problem`` says why there is nothing to read where a name stands for no file: that shows when it is read.
    """

    name: str
    path: Path | None
    problem: str = ""

    def read_bytes(self) -> bytes:
        """Return the content of the file or of standard input."""
        if self.problem:
            raise ReadError(self.problem)
        if self.path is not None:
            return self.path.read_bytes()
        if sys.stdin is None:
            raise ReadError("standard input is closed")
        return sys.stdin.buffer.read()


def _bar(done: int, total: int, name: str) -> str:
    full = _BAR * done // total
    bar = f"[{'█' * full}{'░' * (_BAR - full)}] {done}/{total} "
    return bar + clip(name, max(1, shutil.get_terminal_size().columns - len(bar) - 1))


def _problem(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    # Anything but the library's own errors is a mistake in the library; even so the other files can be read.
    return str(error) if isinstance(error, CnBizNewsError) else f"internal error: {type(error).__name__}: {error}"


def add_paths(parser: argparse.ArgumentParser) -> None:
    """Add the positional argument PATH… to a verb."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", default=["-"], help="file, folder, glob pattern, or - for standard input"
    )


def find_inputs(paths: list[str]) -> Iterator[Input]:
    """Yield the inputs that ``paths`` stand for, in a stable order; at least one for each.

    Raises:
        CnBizNewsError: a name is empty.
    """
    for given in paths:
        if not given:  # an unset variable of the shell; Path("") would be all that lies here
            raise CnBizNewsError("the name of an input is empty")
        path = Path(given)
        if given == "-":
            yield Input("<stdin>", None)
        elif path.is_dir():
            yield from _inputs([file for file in sorted(path.rglob("*")) if _is_article(file, path)], given, _BARREN)
        elif not path.exists() and glob.has_magic(given):
            matches = sorted(match for match in map(Path, glob.glob(given, recursive=True)) if match.is_file())  # noqa: PTH207
            yield from _inputs(matches, given, "no file matches this pattern")
        else:
            yield Input(given, path)


def _inputs(files: list[Path], given: str, problem: str) -> list[Input]:
    return [Input(str(file), file) for file in files] or [Input(given, None, problem)]


def _is_article(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()


def spare_inputs(inputs: Iterable[Input], results: Iterable[Path]) -> None:
    """Raise if a result would be written over an input.

    Raises:
        CnBizNewsError: the name of the first such file.
    """
    files = {same for item in inputs if item.path is not None and (same := _file(item.path))}
    for result in results:
        if _file(result) in files:
            raise CnBizNewsError(f"{result} is an input; write the results to another place")


def _file(path: Path) -> tuple[int, int] | None:
    """Return what makes a file the same under all its names; None where there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino


def each_input(paths: list[str], work: Callable[[Input], None], *, prints: bool = True) -> int:
    """Call ``work`` on every input; report failures on standard error and go on.

    Returns the exit code: 1 if an input failed (it is missing, can't be read, or a name stands for no file), else 0.

    A progress bar is shown on a terminal when there is more than one input, unless the results are printed there.

    Args:
        paths: what the user named.
        work: what to do with an input.
        prints: whether ``work`` writes to standard output.
    """
    inputs = list(find_inputs(paths))
    show = len(inputs) > 1 and sys.stderr.isatty() and not (prints and sys.stdout.isatty())
    failed = 0
    for number, item in enumerate(inputs):
        if show:
            sys.stderr.write(_CLEAR + _bar(number, len(inputs), item.name))
            sys.stderr.flush()
        try:
            work(item)
        except BrokenPipeError:
            raise
        except Exception as error:
            failed += 1
            print(f"{_CLEAR if show else ''}cnbiznews: {item.name}: {_problem(error)}", file=sys.stderr)
    if show:
        sys.stderr.write(_CLEAR)
    return 1 if failed else 0
