"""``cnbiznews metrics``: what is measured."""

from __future__ import annotations

import argparse
import json
from collections import Counter

from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.tables import format_table

HELP = "List the measures that texts name (revenue, gross margin, deliveries, load factor), with their canonical names."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["table", "jsonl"], default="table")
    parser.add_argument("--all", action="store_true", help="one row a mention, not one a measure")
    parser.add_argument("--lexicon", metavar="FILE", help="further measures (TSV: canonical, aliases, category, ...)")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import metrics
    from cnbiznews.extraction import Extractor
    from cnbiznews.metrics import Lexicon, Metric

    lexicon = Lexicon.load(options.lexicon) if options.lexicon else None
    extractor = Extractor()

    def find(item: Input) -> list[Metric]:
        _, reading, _ = extractor.prepare(item.read_bytes(), encoding=options.encoding)
        return [found.on_source(reading) for found in metrics.scan(reading.text, lexicon)]

    def show_jsonl(item: Input) -> None:
        for metric in find(item):
            print(json.dumps({"file": item.name, **metric.to_dict()}, ensure_ascii=False))

    def show_table(item: Input) -> None:
        found = find(item)
        if options.all:
            head = ["start", "end", "text", "canonical", "category", "unit", "gloss"]
            rows = [
                [str(m.start), str(m.end), m.text, m.canonical, m.category or "", m.unit or "", m.gloss or ""]
                for m in found
            ]  # fmt: skip
        else:
            head = ["mentions", "canonical", "category", "unit", "gloss"]
            counts = Counter((m.canonical, m.category or "", m.unit or "", m.gloss or "") for m in found)
            rows = [[str(count), *key] for key, count in counts.most_common()]
        print(f"{item.name}: {len(found)} {'mention' if len(found) == 1 else 'mentions'}")
        if rows:
            print(format_table(head, rows, [24] * len(head)))
        print()

    return each_input(options.paths, show_jsonl if options.format == "jsonl" else show_table)
