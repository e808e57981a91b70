"""The command line: ``cnbiznews VERB …``, one module per verb, loaded only when its verb is used."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from cnbiznews import __version__
from cnbiznews.errors import CnBizNewsError

__all__ = ["main"]

# Verb -> its help line. The module of the verb has the same name.
VERBS = {
    "extract": "the table of facts of articles",
    "read": "the plain text of articles, whatever their encoding and markup",
    "repair": "undo mojibake and other damage",
    "diagnose": "say what damage a text has",
    "convert": "convert between simplified and traditional script",
    "normalize": "bring width, punctuation, spaces and variants into one form",
    "quantities": "list the numbers, amounts, percentages, dates",
    "companies": "list the companies, brands and media",
    "metrics": "list the things measured",
}

USAGE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (0 all well, 1 some input failed, 2 wrong usage)."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="cnbiznews",
        description="Damaged, mixed-script Chinese business news into clean text and fact tables.",
        epilog="cnbiznews VERB --help explains a verb. PATH: a file, a folder, a glob pattern, or - (standard input)."
        " Exit code: 0 all well; 1 an input failed (missing, unreadable, a folder or pattern without a file) and the"
        " others are done; 2 wrong usage, or the output can't be written. repair and diagnose have 10 and 11, too.",
    )
    parser.add_argument("--version", action="version", version=f"cnbiznews {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    # Only the module of the verb that was asked for is imported: the command line starts fast.
    asked = next((word for word in arguments if not word.startswith("-")), None)
    modules = {}
    for verb, summary in VERBS.items():
        if verb == asked:
            modules[verb] = import_module(f"{__name__}.{verb}")
            modules[verb].add_arguments(verbs.add_parser(verb, help=summary, description=modules[verb].HELP))
        else:
            verbs.add_parser(verb, help=summary)
    options = parser.parse_args(arguments)
    # A stream that is closed (`>&-`) is None. What is said on one must not go to the other.
    if sys.stderr is None:
        sys.stderr = _nowhere()
    if sys.stdout is None:
        sys.stdout = _nowhere()
        if not getattr(options, "output", None):
            print("cnbiznews: standard output is closed", file=sys.stderr)
            return USAGE
    # Chinese text goes out as UTF-8 wherever the terminal's own encoding could not hold it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = int(modules[options.verb].run(options))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not an error.
        _give_up_output()
        return 0
    except OSError as error:
        _give_up_output()
        print(f"cnbiznews: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        return USAGE
    except CnBizNewsError as error:
        print(f"cnbiznews: {error}", file=sys.stderr)
        return USAGE


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _give_up_output() -> None:
    """Keep the interpreter from flushing an output again that takes nothing any more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
