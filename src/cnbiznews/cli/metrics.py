"""``cnbiznews metrics``: what is measured."""

from __future__ import annotations

import argparse

from cnbiznews.cli.mentions import add_listing, list_mentions
from cnbiznews.cli.own import add_own, own_lexicon

HELP = "List the measures that texts name (revenue, gross margin, deliveries, load factor), with their canonical names."
COLUMNS = ["canonical", "category", "unit", "gloss"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_listing(parser, counted="measure")
    add_own(parser, "lexicon")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import metrics

    lexicon = own_lexicon(options.lexicon)
    columns = ["start", "end", "text", *COLUMNS] if options.all else COLUMNS
    return list_mentions(options, lambda text: metrics.scan(text, lexicon), columns, counted=not options.all)
