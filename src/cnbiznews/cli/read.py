"""``cnbiznews read``: the plain text of articles."""

from __future__ import annotations

import argparse
import json
from typing import Any

from cnbiznews.cli.inputs import Input, add_paths, each_input, find_inputs
from cnbiznews.cli.tables import format_table

HELP = "Decode articles, take their markup away, and print their text, or the blocks they are made of."

_SHOWN = 60  # terminal cells of a block in the table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["text", "table", "jsonl"], default="text")
    parser.add_argument(
        "--markup", choices=["auto", "text", "markdown", "html"], default="auto", help="how the files are marked up"
    )
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def run(options: argparse.Namespace) -> int:
    """Read, and print in the format asked for."""
    from cnbiznews.reading import Article, read

    several = len(list(find_inputs(options.paths))) > 1
    count = 0

    def article(item: Input) -> Article:
        return read(item.read_bytes(), encoding=options.encoding, format=options.markup)

    def show_text(item: Input) -> None:
        nonlocal count
        text = article(item).text
        if several:
            print(f"{'' if count == 0 else chr(10)}==> {item.name} <==")
        count += 1
        print(text.rstrip("\n"))

    def show_table(item: Input) -> None:
        found = article(item)
        about = [found.encoding or "", found.format, str(found.date or ""), found.title or ""]
        print(f"{item.name}: {' · '.join(filter(None, about))}")
        spans = [found.content.source_span(block.start, block.end) for block in found.blocks]
        rows = [
            [block.kind, str(start), str(end), found.text[block.start : block.end]]
            for block, (start, end) in zip(found.blocks, spans, strict=True)
        ]
        if rows:
            print(format_table(["block", "start", "end", "text"], rows, [12, 9, 9, _SHOWN]))
        print()

    def show_jsonl(item: Input) -> None:
        print(json.dumps({"file": item.name, **_to_dict(article(item))}, ensure_ascii=False))

    work = {"text": show_text, "table": show_table, "jsonl": show_jsonl}
    return each_input(options.paths, work[options.format])


def _to_dict(article: Any) -> dict[str, Any]:
    return {
        "title": article.title,
        "date": article.date.isoformat() if article.date else None,
        "format": article.format,
        "encoding": article.encoding,
        "text": article.text,
        "blocks": [
            {
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
                "source": list(article.content.source_span(block.start, block.end)),
                **({"table": block.table, "header": block.header, "cells": block.cells} if block.table else {}),
            }
            for block in article.blocks
        ],
    }
