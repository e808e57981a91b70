"""``cnbiznews convert``: simplified to traditional script and back."""

from __future__ import annotations

import argparse

from cnbiznews.cli.rewriting import add_rewriting, rewrite

HELP = "Convert texts between simplified and traditional script, exactly as OpenCC does."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_rewriting(parser)
    parser.add_argument("--config", default="t2s", help="an OpenCC configuration: t2s (default), s2t, s2twp, hk2s, ...")
    parser.add_argument(
        "--business", action="store_true", help="treat terms and names of business news better than OpenCC"
    )
    parser.add_argument(
        "--dictionary", metavar="FILE", help="further words (TSV: source, target), which go before all others"
    )
    parser.add_argument("--engine", default="opencc", help="opencc (default) or opencc-python-reimplemented")


def run(options: argparse.Namespace) -> int:
    """Convert, and write where it was asked for."""
    from cnbiznews.errors import LexiconError
    from cnbiznews.resources import parse_table, read_file
    from cnbiznews.script import Converter

    words = {}
    if options.dictionary:
        content = read_file(options.dictionary)
        # The file needs no header line; ours gives the columns their names.
        words = {
            row["source"]: row["target"] for _, row in parse_table(f"source\ttarget\n{content}", options.dictionary)
        }
        if empty := [word for word, target in words.items() if not target]:
            raise LexiconError(options.dictionary, 0, f"{empty[0]!r} has no target; a line is: word, tab, target")
    converter = Converter(options.config, business=options.business, dictionary=words, engine=options.engine)
    return rewrite(options, lambda text: converter.convert(text).text)
