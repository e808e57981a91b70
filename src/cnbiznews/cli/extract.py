"""``cnbiznews extract``: the table of facts of articles."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from typing import Any

from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.tables import format_table
from cnbiznews.errors import CnBizNewsError

HELP = "Read articles and print the facts they state, one row a fact."

# The columns of the plain table, with the widest width of each in terminal cells.
COLUMNS = {
    "company": 18,
    "subject": 24,
    "metric": 24,
    "role": 10,
    "value": 22,
    "unit": 6,
    "direction": 9,
    "basis": 5,
    "period": 18,
    "status": 8,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["table", "jsonl", "csv", "parquet"], default="table")
    parser.add_argument("--output", metavar="FILE", help="write here instead of standard output (needed for parquet)")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")
    why = parser.add_mutually_exclusive_group()
    why.add_argument(
        "--explain",
        action="store_true",
        help="say of every figure which frames were tried and why each slot is what it is",
    )
    why.add_argument("--explain-html", action="store_true", help="the same as HTML")


def run(options: argparse.Namespace) -> int:
    """Extract, and print in the format asked for."""
    from cnbiznews.extraction import Extractor

    extractor = Extractor()
    rows: list[dict[str, Any]] = []
    shown = 0

    def extract(item: Input) -> list[dict[str, Any]]:
        found = extractor.extract(item.read_bytes(), encoding=options.encoding)
        return [{"file": item.name, **row} for row in found.to_dicts()]

    def show_table(item: Input) -> None:
        nonlocal shown
        table = extract(item)
        print(f"{item.name}: {len(table)} {'fact' if len(table) == 1 else 'facts'}", file=output)
        if table:
            cells = [[_cell(row, column) for column in COLUMNS] for row in table]
            print(format_table(list(COLUMNS), cells, list(COLUMNS.values())), file=output)
        print(file=output)
        shown += len(table)

    def show_jsonl(item: Input) -> None:
        for row in extract(item):
            print(json.dumps(row, ensure_ascii=False), file=output)

    def show_explained(item: Input) -> None:
        from cnbiznews.show.explain import explain

        explanation = explain(item.read_bytes(), extractor=extractor, encoding=options.encoding)
        print(f"{item.name}\n{explanation}" if options.explain else explanation.to_html(), file=output)

    def keep(item: Input) -> None:
        rows.extend(extract(item))

    work: dict[str, Callable[[Input], None]] = {"table": show_table, "jsonl": show_jsonl, "csv": keep, "parquet": keep}
    if options.format == "parquet":
        if not options.output:
            raise CnBizNewsError("--format parquet needs --output FILE")
        code = each_input(options.paths, keep, prints=False)
        _write_parquet(rows, options.output)
        return code
    output = open(options.output, "w", encoding="utf-8", newline="") if options.output else sys.stdout  # noqa: SIM115, PTH123
    try:
        explains = options.explain or options.explain_html
        prints = options.output is None and (explains or options.format in ("table", "jsonl"))
        code = each_input(options.paths, show_explained if explains else work[options.format], prints=prints)
        if options.format == "csv" and rows:
            writer = csv.DictWriter(output, [key for key in rows[0] if key != "parts"], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    finally:
        if options.output:
            output.close()
    return code


def _cell(row: dict[str, Any], column: str) -> str:
    if column == "value":
        return _value(row)
    return str(row[column]) if row[column] is not None else ""


def _value(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return ""
    value, _, decimals = row["value"].partition(".")
    shown = (f"{int(value):,}" if value.lstrip("-").isdigit() else value) + (f".{decimals}" if decimals else "")
    if row["bound"] == "range":
        return f"{shown} … {row['value2']}"
    return shown if row["bound"] == "=" else f"{row['bound']} {shown}"


def _write_parquet(rows: list[dict[str, Any]], path: str) -> None:
    import pyarrow.parquet

    from cnbiznews.tabular import to_arrow

    table = to_arrow(rows).add_column(0, "file", [[row["file"] for row in rows]])
    pyarrow.parquet.write_table(table, path)
