"""``cnbiznews extract``: the table of facts of articles."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from cnbiznews.cli.inputs import Input, add_paths, each_input, find_inputs, spare_inputs
from cnbiznews.cli.own import add_own, own_frames, own_gazetteer, own_lexicon
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
    # An explanation has a form of its own.
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=["table", "jsonl", "csv", "parquet"],
        default="table",
        help="table by default; csv and parquet have the columns of cnbiznews.tabular. Text stands in a CSV as it is: a"
        " spreadsheet may take a cell that begins with = + - @ for a formula",
    )
    parser.add_argument("--output", metavar="FILE", help="write here instead of standard output (needed for parquet)")
    add_own(parser, "gazetteer", "lexicon", "frames")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")
    form.add_argument(
        "--explain",
        action="store_true",
        help="say of every figure which frames were tried and why each slot is what it is",
    )
    form.add_argument("--explain-html", action="store_true", help="the same as HTML")


def run(options: argparse.Namespace) -> int:
    """Extract, and print in the format asked for."""
    from cnbiznews.extraction import Extractor

    if options.output:
        spare_inputs(find_inputs(options.paths), [Path(options.output)])
    extractor = Extractor(
        gazetteer=own_gazetteer(options.gazetteer),
        lexicon=own_lexicon(options.lexicon),
        frames=own_frames(options.frames),
    )
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
    output: TextIO = sys.stdout
    if options.output:
        # What UTF-8 can't hold (half a character, the name of a file in another encoding) is spelled out.
        output = Path(options.output).open("w", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115
    try:
        explains = options.explain or options.explain_html
        prints = options.output is None and (explains or options.format in ("table", "jsonl"))
        code = each_input(options.paths, show_explained if explains else work[options.format], prints=prints)
        if options.format == "csv":
            _write_csv(rows, output)
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


def _write_csv(rows: list[dict[str, Any]], output: TextIO) -> None:
    from cnbiznews.tabular import SCHEMA, to_records

    writer = csv.DictWriter(output, ["file", *(column.name for column in SCHEMA)])
    writer.writeheader()
    for row, record in zip(rows, to_records(rows), strict=True):
        numbers = {key: f"{record[key]:f}" for key in ("value", "value2") if record[key] is not None}
        writer.writerow({"file": row["file"], **record, **numbers})


def _write_parquet(rows: list[dict[str, Any]], path: str) -> None:
    import pyarrow.parquet

    from cnbiznews.tabular import storable, to_arrow

    files = pyarrow.array([storable(row["file"]) for row in rows], pyarrow.string())
    table = to_arrow(rows).add_column(0, "file", files)
    pyarrow.parquet.write_table(table, path)
