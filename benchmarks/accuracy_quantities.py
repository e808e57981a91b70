"""Accuracy of finding quantities on annotated data.

    python benchmarks/accuracy_quantities.py PATH...

PATH is a folder of articles (``<id>.txt`` with ``<id>.quantities.jsonl`` beside it), or a file of short texts (JSON
lines: "input" or "text", and "expected" or "quantities", rows with start, end, type, value, value2; "suite" groups
them, rows with "quirk" are left out). For articles: F1 of spans, and strictly (span, value, bound and unit right), for
amounts and for times apart. For short texts: the share of values that are right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from cnbiznews.errors import NumberError
from cnbiznews.extraction import Extractor
from cnbiznews.finders import find_quantities
from cnbiznews.quantities import parse_number, parse_quantity, scan

Row = dict[str, Any]
TIME = {"date", "duration"}
OTHER = {"ordinal", "name"}


def overlap(one: Row, other: Row) -> float:
    shared: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    longer: int = max(one["end"] - one["start"], other["end"] - other["start"])
    return shared / longer


def number(value: str | None) -> Fraction | str | None:
    try:
        return None if value is None else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return value


def same_value(one: Row, other: Row) -> bool:
    return all(same_number(number(one[key]), number(other.get(key))) for key in ("value", "value2"))


def same_number(one: Fraction | str | None, other: Fraction | str | None) -> bool:
    """Exactly the same; but what never ends (1/1400) may be given as a decimal with its first figures."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) <= abs(one) / 10**9
    return one == other


def articles(folder: Path, only: set[str]) -> None:
    extractor = Extractor()
    tally: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        gold_path = path.with_suffix(".quantities.jsonl")
        if not gold_path.exists() or (only and path.stem not in only):
            continue
        reading = extractor.prepare(path.read_text(encoding="utf-8"))[1]
        found = [quantity.on_source(reading).to_dict() for quantity in scan(reading.text)]
        gold = [json.loads(line) for line in gold_path.read_text(encoding="utf-8").splitlines()]
        for group in ("amounts", "times"):
            wanted = [row for row in gold if (row["type"] in TIME) == (group == "times") and row["type"] not in OTHER]
            got = [row for row in found if (row["type"] in TIME) == (group == "times") and row["type"] not in OTHER]
            used = set()
            for row in wanted:
                best = max(
                    (i for i in range(len(got)) if i not in used), key=lambda i: overlap(row, got[i]), default=None
                )
                if best is None or overlap(row, got[best]) < 0.5:
                    continue
                used.add(best)
                tally[f"{group} span"] += 1
                strict = same_value(row, got[best]) and all(row[key] == got[best][key] for key in ("bound", "unit"))
                tally[f"{group} strict"] += strict
            elsewhere = [row for row in gold if row not in wanted and row["type"] != "name"]
            left = [row for i, row in enumerate(got) if i not in used]
            tally[f"{group} found"] += len(used) + sum(all(overlap(row, o) < 0.5 for o in elsewhere) for row in left)
            tally[f"{group} gold"] += len(wanted)
    for group in ("amounts", "times"):
        for what in ("span", "strict"):
            hits, found_count, gold_count = (tally[f"{group} {key}"] for key in (what, "found", "gold"))
            f1 = 2 * hits / max(1, found_count + gold_count)
            print(f"{folder.name}: {group:8s} {what:7s} F1 {f1:.3f}   ({hits} of {gold_count}, {found_count} found)")


def is_right(text: str, row: Row, found: list[Row], whole: bool) -> bool:
    if any(overlap(row, other) >= 0.5 and same_value(row, other) for other in found):
        return True
    for parse in (lambda: parse_quantity(text).to_dict(), lambda: {"value": str(parse_number(text)), "value2": None}):
        try:
            if whole and same_value(row, parse()):
                return True
        except NumberError:
            continue
    return False


def short_texts(path: Path) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case.get("quirk"):
            continue
        text = case.get("input", case.get("text"))
        rows = [row for row in case.get("expected", case.get("quantities")) if row["type"] not in OTHER - {"ordinal"}]
        found = [quantity.to_dict() for quantity in find_quantities(text)]
        suite = case.get("suite", path.stem)
        for row in rows:
            total[suite] += 1
            whole = len(rows) == 1 and row["start"] == 0 and row["end"] >= len(text.rstrip())
            right[suite] += is_right(text, row, found, whole)
        if not rows:
            total[suite] += 1
            right[suite] += not any(row["start"] == 0 and row["end"] == len(text) for row in found)
    for suite in sorted(total):
        print(f"{suite:28s} {right[suite]:>5} of {total[suite]:>5}   {100 * right[suite] / total[suite]:5.1f} %")
    print(f"{path.stem}: {right.total()} of {total.total()} values right, {100 * right.total() / total.total():.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--only", default="", help="comma-separated ids of articles")
    options = parser.parse_args()
    for path in options.paths:
        if path.is_dir():
            articles(path, set(filter(None, options.only.split(","))))
        else:
            short_texts(path)


if __name__ == "__main__":
    main()
