"""Accuracy of repair on damaged texts with their originals, and on clean texts.

    python benchmarks/accuracy_repair.py FILE.jsonl... [--show N] [--only CLASS...]

Three kinds of JSON lines: damaged texts ("class", "expected", and "damaged", or "damaged_b64" for bytes, or
"damaged_sp_b64" for text with lone surrogates in UTF-8), damaged spans of a document ("doc", "start", "end",
"damaged", "original": the seed articles), and clean texts ("text"). Prints the share of exact results by class; for
classes whose original is lost, also how often that was reported; for clean texts, those that were changed.
"""

from __future__ import annotations

import argparse
import base64
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from cnbiznews.repair import diagnose, repair, repair_bytes

SEEDS = Path(__file__).parent.parent / "seeds"
LOST = {"kunjinkao", "fffd"}

Row = dict[str, Any]


def damaged_texts(rows: list[Row], show: int, only: set[str]) -> None:
    total: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for row in rows:
        kind = row["class"]
        if only and kind not in only:
            continue
        if "damaged_b64" in row:
            damaged: Any = base64.b64decode(row["damaged_b64"])
            result = repair_bytes(damaged).text
        else:
            surrogates = row.get("damaged_sp_b64")
            damaged = (
                base64.b64decode(surrogates).decode("utf-8", "surrogatepass") if surrogates else str(row["damaged"])
            )
            result = repair(damaged).text
            if kind in LOST:
                reported[kind] += bool(diagnose(damaged).lost)
        total[kind] += 1
        exact[kind] += result == row["expected"]
        if result != row["expected"] and shown[kind] < show:
            shown[kind] += 1
            print(f"--- {kind}\n  damaged  {ascii(damaged)[:60]} {damaged[:300]!r}")
            print(f"  expected {row['expected'][:300]!r}\n  got      {result[:300]!r}")
    for kind in total:
        note = f", reported {reported[kind]}" if kind in LOST else ""
        print(f"{kind:24s} {exact[kind]:5d} of {total[kind]:5d}  {exact[kind] / total[kind]:7.1%}{note}")


def damaged_spans(rows: list[Row], show: int) -> None:
    documents: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        documents[row["doc"]].append(row)
    for name, spans in documents.items():
        [path] = SEEDS.glob(f"{name}_*.txt")
        source = path.read_text(encoding="utf-8")
        expected: list[str] = []
        at = 0
        for span in spans:
            expected += (source[at : span["start"]], span["original"])
            at = span["end"]
        expected.append(source[at:])
        result = repair(source)
        wrong = [s for s in spans if _piece(result, s) != s["original"]]
        for span in wrong[:show]:
            print(f"--- {name} {span['damaged']!r} → {span['original']!r}, got {_piece(result, span)!r}")
        whole = "equal" if result.text == "".join(expected) else "different"
        print(f"seed {name}: {len(spans) - len(wrong)} of {len(spans)} spans right; the whole text is {whole}")


def _piece(result: Any, span: Row) -> str:
    """What became of a span, seen from the character before it to the one behind it."""
    before = result.text_span(span["start"] - 1, span["start"])[1]
    behind = result.text_span(span["end"], span["end"] + 1)[0]
    return str(result.text[before:behind])


def clean_texts(rows: list[Row], show: int) -> None:
    changed = characters = 0
    for row in rows:
        text = row["text"]
        characters += len(text)
        result = repair(text)
        if result.text is not text:
            changed += 1
            if changed <= show:
                print(f"--- clean text changed: {[(e.replacement, e.reason) for e in result.edits[:6]]}")
                print(f"  {text[:200]!r}")
    print(f"clean: {changed} of {len(rows)} texts ({characters:,} characters) were changed")


def main() -> None:
    """Measure the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many failures to show per class")
    parser.add_argument("--only", nargs="*", default=[], help="classes to measure")
    options = parser.parse_args()
    for path in options.files:
        # Not splitlines(): damaged text may hold other line separators.
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        if "class" in rows[0]:
            damaged_texts(rows, options.show, set(options.only))
        elif "doc" in rows[0]:
            damaged_spans(rows, options.show)
        else:
            clean_texts(rows, options.show)


if __name__ == "__main__":
    main()
