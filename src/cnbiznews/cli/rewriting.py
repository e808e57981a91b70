"""What the verbs share that turn texts into texts: where the results go."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from cnbiznews.cli.inputs import Input, add_paths, each_input, find_inputs, spare_inputs
from cnbiznews.errors import CnBizNewsError

__all__ = ["add_rewriting", "rewrite", "rewrite_inputs"]


def add_rewriting(parser: argparse.ArgumentParser) -> None:
    """Declare the paths, the encoding and the place of the results."""
    add_paths(parser)
    parser.add_argument(
        "--output", metavar="PATH", help="write here: a file for one input, a folder for several (standard output else)"
    )
    parser.add_argument("--encoding", help="encoding of the files, where it is known; results are UTF-8")


def rewrite(options: argparse.Namespace, change: Callable[[str], str]) -> int:
    """Put the text of every input through ``change``, markup and all; returns the exit code."""
    return rewrite_inputs(options, lambda _, text: change(text))


def rewrite_inputs(options: argparse.Namespace, change: Callable[[Input, str], str | None]) -> int:
    """Like :func:`rewrite`; ``change`` also gets the input, and writes the result itself where it returns None."""
    from cnbiznews.reading import decode

    into = Path(options.output) if options.output else None
    several = len(options.paths) > 1 or Path(options.paths[0]).is_dir()
    written: set[Path] = set()
    unended = False  # whether the text before had no line break at its end

    def target_of(item: Input, into: Path) -> Path:
        return into / _place(item, options.paths) if several or into.is_dir() else into

    if into is not None:
        inputs = list(find_inputs(options.paths))
        spare_inputs(inputs, [target_of(item, into) for item in inputs])

    def work(item: Input) -> None:
        nonlocal unended
        result = change(item, decode(item.read_bytes(), options.encoding).text)
        if result is None:
            return
        if into is None:
            sys.stdout.write("\n" + result if unended else result)
            unended = not result.endswith("\n")
            return
        target = target_of(item, into)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target in written:
            raise CnBizNewsError(
                f"{target} is written already; name a folder as --output, and files of different names"
            )
        written.add(target)
        target.write_bytes(result.encode("utf-8", "surrogatepass"))

    return each_input(options.paths, work)


def _place(item: Input, given: list[str]) -> Path:
    """Return where in a folder the result of an input goes: as it lay in the folder that was named."""
    if item.path is None:
        return Path("stdin.txt")
    for name in given:
        if Path(name).is_dir() and item.path.is_relative_to(name):
            return item.path.relative_to(name)
    return Path(item.path.name)
