"""What the verbs share that list mentions: their options, and the tables and JSON lines they print."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from cnbiznews.alignment import AlignedText
from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.tables import format_table

__all__ = ["Mention", "add_listing", "list_mentions"]

_WIDEST = 24  # terminal cells of a column


class Mention(Protocol):
    """What the finders find: something with a place in a text."""

    def on_source(self, aligned: AlignedText) -> Mention:
        """Return the mention with its span in the source of the text it was found in."""

    def to_dict(self) -> dict[str, Any]:
        """Return the mention as a dictionary."""


def add_listing(parser: argparse.ArgumentParser, counted: str = "") -> None:
    """Declare the paths, the format and the encoding; with ``counted`` (what a row counts) also ``--all``."""
    add_paths(parser)
    parser.add_argument("--format", choices=["table", "jsonl"], default="table")
    if counted:
        parser.add_argument("--all", action="store_true", help=f"one row a mention, not one a {counted}")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def list_mentions(
    options: argparse.Namespace,
    scan: Callable[[str], Iterable[Mention]],
    columns: Sequence[str],
    *,
    counted: bool = False,
    nouns: tuple[str, str] = ("mention", "mentions"),
) -> int:
    """Find mentions in every input and print them in the format asked for; returns the exit code.

    Args:
        options: what the user asked for.
        scan: finds the mentions in a reading text.
        columns: the keys of a mention that the table shows.
        counted: whether mentions that are alike in all columns share a row that begins with their number.
        nouns: what a mention is called, one and several.
    """
    from cnbiznews.extraction import Extractor

    extractor = Extractor()

    def find(item: Input) -> list[dict[str, Any]]:
        reading = extractor.prepare(item.read_bytes(), encoding=options.encoding)[1]
        return [mention.on_source(reading).to_dict() for mention in scan(reading.text)]

    def show_jsonl(item: Input) -> None:
        for row in find(item):
            print(json.dumps({"file": item.name, **row}, ensure_ascii=False))

    def show_table(item: Input) -> None:
        found = find(item)
        head = list(columns)
        rows = [["" if row[key] is None else str(row[key]) for key in columns] for row in found]
        if counted:
            head = ["mentions", *columns]
            rows = [[str(count), *row] for row, count in Counter(map(tuple, rows)).most_common()]
        print(f"{item.name}: {len(found)} {nouns[len(found) != 1]}")
        if rows:
            print(format_table(head, rows, [_WIDEST] * len(head)))
        print()

    return each_input(options.paths, show_jsonl if options.format == "jsonl" else show_table)
