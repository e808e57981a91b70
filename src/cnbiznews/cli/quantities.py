"""``cnbiznews quantities``: every number of a text, with its meaning."""

from __future__ import annotations

import argparse
import json

from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.tables import format_table
from cnbiznews.errors import ConfigError

HELP = "List the numbers, percentages, amounts, bounds, dates and durations of texts, with exact values."
TYPES = (
    "count", "percent", "points", "money", "multiple", "ratio", "fraction", "measure", "range-class", "duration",
    "date", "ordinal", "name",
)  # fmt: skip
COLUMNS = ["start", "end", "text", "type", "bound", "value", "value2", "unit"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["table", "jsonl"], default="table")
    parser.add_argument("--type", metavar="TYPE", help="only these types (percent,money): " + ", ".join(TYPES))
    parser.add_argument("--names", action="store_true", help="show digits that belong to names, too (type name)")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import quantities
    from cnbiznews.extraction import Extractor
    from cnbiznews.quantities import Quantity

    wanted = set(map(str.strip, options.type.split(","))) if options.type else set(TYPES)
    for kind in sorted(wanted - set(TYPES)):
        raise ConfigError("type", kind, TYPES)
    extractor = Extractor()

    def find(item: Input) -> list[Quantity]:
        reading = extractor.prepare(item.read_bytes(), encoding=options.encoding)[1]
        found = (quantity.on_source(reading) for quantity in quantities.scan(reading.text, names=options.names))
        return [quantity for quantity in found if quantity.type in wanted]

    def show_jsonl(item: Input) -> None:
        for quantity in find(item):
            print(json.dumps({"file": item.name, **quantity.to_dict()}, ensure_ascii=False))

    def show_table(item: Input) -> None:
        found = [quantity.to_dict() for quantity in find(item)]
        print(f"{item.name}: {len(found)} {'quantity' if len(found) == 1 else 'quantities'}")
        if found:
            cells = [["" if row[key] is None else str(row[key]) for key in COLUMNS] for row in found]
            print(format_table(COLUMNS, cells, [24] * len(COLUMNS)))
        print()

    return each_input(options.paths, show_jsonl if options.format == "jsonl" else show_table)
