"""``cnbiznews repair``: undo mojibake and other damage."""

from __future__ import annotations

import argparse
import os
import shutil
import sys

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.cli.inputs import Input
from cnbiznews.cli.rewriting import add_rewriting, rewrite_inputs
from cnbiznews.errors import CnBizNewsError

HELP = (
    "Undo mojibake and other damage. Exit code: 0 nothing was wrong, 10 something was repaired, 11 something is lost or"
    " uncertain, 1 an input failed."
)

CHANGED, LOST = 10, 11
_RED, _GREEN, _GREY, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"
_CONTEXT = 8  # characters shown around an edit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_rewriting(parser)
    parser.add_argument("--explain", action="store_true", help="print every edit with its reason instead of the text")
    parser.add_argument(
        "--confidence", type=float, default=0.0, metavar="P", help="make no edits less sure than this (0 to 1)"
    )
    parser.add_argument(
        "--in-place", action="store_true", help="write the files that need repair anew, in UTF-8; keep FILE.bak"
    )


def run(options: argparse.Namespace) -> int:
    """Repair, and write or explain; returns the exit code."""
    from cnbiznews.repair import diagnose

    if options.in_place and (options.output or options.explain):
        raise CnBizNewsError("--in-place can't be combined with --output or --explain")
    diagnose("", confidence=options.confidence)  # a wrong one is wrong usage, not a failure of an input
    worst = 0

    def change(item: Input, text: str) -> str | None:
        nonlocal worst
        diagnosis = diagnose(text, confidence=options.confidence)
        if diagnosis.lost or diagnosis.unsure:
            worst = LOST
        elif diagnosis.repaired.changed:
            worst = max(worst, CHANGED)
        if options.explain:
            _explain(item.name, diagnosis.repaired)
            return None
        if options.in_place:
            if diagnosis.repaired.changed:
                _replace(item, diagnosis.repaired.text)
            return None
        return diagnosis.repaired.text

    failed = rewrite_inputs(options, change)
    return failed or worst


def _replace(item: Input, text: str) -> None:
    """Write a file anew; what it was is kept beside it."""
    if item.path is None:
        raise CnBizNewsError("standard input can't be repaired in place")
    backup = item.path.with_name(item.path.name + ".bak")
    if backup.exists():
        raise CnBizNewsError(f"{backup} exists already; move it away first")
    shutil.copy2(item.path, backup)
    fresh = item.path.with_name(item.path.name + ".new")
    fresh.write_bytes(text.encode("utf-8", "surrogatepass"))
    os.replace(fresh, item.path)  # noqa: PTH105 - atomic on all systems


def _explain(name: str, repaired: AlignedText) -> None:
    """Print the edits of a text as a diff, neighbouring ones together."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    before = repaired.source
    print(f"{name}: {sum(len(step.edits) for step in repaired.steps)} edits")
    for number, step in enumerate(repaired.steps, 1):
        if len(repaired.steps) > 1:
            print(f"pass {number}")
        for group in _groups(step.edits):
            start, end = group[0].start, group[-1].end
            after = "".join(
                before[last.end if last else edit.start : edit.start] + edit.replacement
                for last, edit in zip([None, *group[:-1]], group, strict=True)
            )
            line = before.count("\n", 0, start) + 1
            shown = (
                _visible(before[max(0, start - _CONTEXT) : start]),
                _visible(before[start:end]),
                _visible(after),
                _visible(before[end : end + _CONTEXT]),
            )
            marks = (_RED, _GREEN, _GREY, _PLAIN) if colour else ("[-", "{+", "", "")
            ends = (_PLAIN, _PLAIN) if colour else ("-]", "+}")
            print(
                f"{line}:{start}: {shown[0]}{marks[0]}{shown[1]}{ends[0]}{marks[1]}{shown[2]}{ends[1]}{shown[3]}"
                f"  {marks[2]}{group[0].reason}, {min(edit.confidence for edit in group):.2f}{marks[3]}"
            )
        before = step.text


def _groups(edits: tuple[Edit, ...]) -> list[list[Edit]]:
    """Put edits together that touch each other and have the same reason."""
    groups: list[list[Edit]] = []
    for edit in edits:
        last = groups[-1][-1] if groups else None
        if last and edit.reason == last.reason and edit.start - last.end <= 1:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
