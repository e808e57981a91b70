"""``cnbiznews diagnose``: say what damage a text has."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from cnbiznews.cli.inputs import Input, add_paths, each_input
from cnbiznews.cli.repair import CHANGED, LOST
from cnbiznews.cli.tables import format_table

if TYPE_CHECKING:
    from cnbiznews.repair import Finding

HELP = (
    "Say what is wrong with texts and whether it can be undone. Exit code: 0 nothing is wrong, 10 all of it can be"
    " repaired, 11 something is lost or uncertain, 1 an input failed."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_paths(parser)
    parser.add_argument("--format", choices=["summary", "table", "jsonl"], default="summary")
    parser.add_argument("--encoding", help="encoding of the files, where it is known")


def run(options: argparse.Namespace) -> int:
    """Diagnose, and print in the format asked for; returns the exit code."""
    from cnbiznews.reading import decode
    from cnbiznews.repair import diagnose

    worst = 0

    def work(item: Input) -> None:
        nonlocal worst
        diagnosis = diagnose(decode(item.read_bytes(), options.encoding).text)
        if diagnosis.lost or diagnosis.unsure:
            worst = LOST
        elif not diagnosis.clean:
            worst = max(worst, CHANGED)
        if options.format == "jsonl":
            for finding in diagnosis.findings:
                print(json.dumps({"file": item.name, **asdict(finding)}, ensure_ascii=False))
            return
        print(f"{item.name}: {'clean' if diagnosis.clean else f'{len(diagnosis.findings)} damaged places'}")
        if options.format == "summary":
            counts = [
                [kind, str(count), *(str(_count(diagnosis.findings, kind, status)) for status in _STATUSES)]
                for kind, count in diagnosis.kinds.items()
            ]
            if counts:
                print(format_table(["damage", "places", *_STATUSES], counts, [40, 8, 8, 8, 8]))
        elif diagnosis.findings:
            rows = [
                [str(f.start), str(f.end), f.kind, f.status, f.text, f.replacement or " | ".join(f.candidates)]
                for f in diagnosis.findings
            ]
            print(format_table(["start", "end", "damage", "status", "text", "original"], rows, [8, 8, 32, 8, 30, 30]))

    return each_input(options.paths, work) or worst


_STATUSES = ("repaired", "unsure", "lost")


def _count(findings: tuple[Finding, ...], kind: str, status: str) -> int:
    return sum(found.kind == kind and found.status == status for found in findings)
