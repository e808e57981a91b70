"""``cnbiznews normalize``: one form for width, punctuation, spaces and variants."""

from __future__ import annotations

import argparse

from cnbiznews.cli.rewriting import add_rewriting, rewrite

HELP = "Bring width, punctuation, spaces and variant characters of texts into one form."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_rewriting(parser)
    parser.add_argument(
        "--policy", default="publishing", help="publishing (default: for readers) or reading (what the finders see)"
    )
    parser.add_argument(
        "--without", metavar="STEP", action="append", default=[], help="leave a step out; may be repeated"
    )
    parser.add_argument("--with", dest="also", metavar="STEP", action="append", default=[], help="do a further step")


def run(options: argparse.Namespace) -> int:
    """Normalise, and write where it was asked for."""
    from cnbiznews.script import normalize

    steps = dict.fromkeys(options.also, True) | dict.fromkeys(options.without, False)
    # A policy or step that doesn't exist is wrong usage, not a failure of an input.
    normalize("", options.policy, **steps)
    return rewrite(options, lambda text: normalize(text, options.policy, **steps).text)
