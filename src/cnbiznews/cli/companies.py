"""``cnbiznews companies``: who is mentioned."""

from __future__ import annotations

import argparse
import json
from collections import Counter

from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.tables import format_table

HELP = "List the companies, brands, media houses and authorities that texts mention, with their canonical names."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["table", "jsonl"], default="table")
    parser.add_argument("--all", action="store_true", help="one row a mention, not one a company")
    parser.add_argument("--gazetteer", metavar="FILE", help="further names (TSV: name, kind, parent, aliases, ...)")
    parser.add_argument("--no-model", action="store_true", help="lists and rules only, without the statistical model")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import companies
    from cnbiznews.companies import Company, Gazetteer
    from cnbiznews.extraction import Extractor
    from cnbiznews.script import to_simplified

    gazetteer = companies.default_gazetteer()
    if options.gazetteer:
        gazetteer = Gazetteer.from_tsv(options.gazetteer).simplified(to_simplified) | gazetteer
    extractor = Extractor()

    def find(item: Input) -> list[Company]:
        _, reading, _ = extractor.prepare(item.read_bytes(), encoding=options.encoding)
        return [
            found.on_source(reading)
            for found in companies.scan(reading.text, gazetteer, model=not options.no_model)
        ]  # fmt: skip

    def show_jsonl(item: Input) -> None:
        for company in find(item):
            print(json.dumps({"file": item.name, **company.to_dict()}, ensure_ascii=False))

    def show_table(item: Input) -> None:
        found = find(item)
        if options.all:
            head = ["start", "end", "text", "canonical", "kind", "id", "evidence"]
            rows = [
                [str(c.start), str(c.end), c.text, c.canonical, c.kind, c.id or "", c.evidence] for c in found
            ]  # fmt: skip
        else:
            head = ["mentions", "canonical", "kind", "id"]
            counts = Counter((c.canonical, c.kind, c.id or "") for c in found)
            rows = [[str(count), *key] for key, count in counts.most_common()]
        print(f"{item.name}: {len(found)} {'mention' if len(found) == 1 else 'mentions'}")
        if rows:
            print(format_table(head, rows, [24] * len(head)))
        print()

    return each_input(options.paths, show_jsonl if options.format == "jsonl" else show_table)
