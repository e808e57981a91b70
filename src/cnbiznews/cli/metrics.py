"""``cnbiznews metrics``: what is measured."""

from __future__ import annotations

import argparse

from cnbiznews.cli.mentions import add_listing, list_mentions

HELP = "List the measures that texts name (revenue, gross margin, deliveries, load factor), with their canonical names."
COLUMNS = ["canonical", "category", "unit", "gloss"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_listing(parser, counted="measure")
    parser.add_argument("--lexicon", metavar="FILE", help="further measures (TSV: canonical, aliases, category, ...)")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import metrics
    from cnbiznews.metrics import Lexicon

    lexicon = Lexicon.load(options.lexicon) if options.lexicon else None
    columns = ["start", "end", "text", *COLUMNS] if options.all else COLUMNS
    return list_mentions(options, lambda text: metrics.scan(text, lexicon), columns, counted=not options.all)
