"""``cnbiznews quantities``: every number of a text, with its meaning."""

from __future__ import annotations

import argparse

from cnbiznews.cli.mentions import add_listing, list_mentions
from cnbiznews.errors import ConfigError

HELP = "List the numbers, percentages, amounts, bounds, dates and durations of texts, with exact values."
TYPES = (
    "count", "percent", "points", "money", "multiple", "ratio", "fraction", "measure", "range-class", "duration",
    "date", "ordinal", "name",
)  # fmt: skip
COLUMNS = ["start", "end", "text", "type", "bound", "value", "value2", "unit"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_listing(parser)
    parser.add_argument("--type", metavar="TYPE", help="only these types (percent,money): " + ", ".join(TYPES))
    parser.add_argument("--names", action="store_true", help="show digits that belong to names, too (type name)")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import quantities
    from cnbiznews.quantities import Quantity

    wanted = set(map(str.strip, options.type.split(","))) if options.type else set(TYPES)
    for kind in sorted(wanted - set(TYPES)):
        raise ConfigError("type", kind, TYPES)

    def scan(text: str) -> list[Quantity]:
        return [found for found in quantities.scan(text, names=options.names) if found.type in wanted]

    return list_mentions(options, scan, COLUMNS, nouns=("quantity", "quantities"))
