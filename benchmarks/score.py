"""Score what ``extract`` finds against annotated gold.

    python -m benchmarks.score tests/gold/seeds [--show 5] [--only 000,001] [--json]
    python -m benchmarks.score tests/gold/articles.jsonl

A folder holds ``<id>.txt`` with ``<id>.quantities.jsonl``, ``<id>.companies.jsonl``, ``<id>.facts.jsonl`` and perhaps
``<id>.facts_neutral.jsonl`` (restatements and borderline rows, neither rewarded nor punished). A file has one text a
line: ``{"id", "set", "text", "quantities", "companies", "facts", "facts_neutral"}``; where it has no ``quantities``,
these were not annotated and are not measured.

What is measured:

* quantities: F1 of spans (overlap of at least half of the longer span) and strict F1 (value, value2, bound and unit
  right too), apart for amounts ("core") and for dates and durations ("time"). Gold rows of type ``name`` are traps;
* companies: F1 of exact spans, and how many of the matched ones have the right canonical name;
* facts: "row" F1 of (company, role, value, value2, bound, unit); over matched rows the share of right metrics,
  subjects, directions, bases, periods; "full" F1: all of these right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]

CORE = {"count", "percent", "money", "multiple", "ratio", "fraction", "points", "measure", "range-class"}
TIME = {"date", "duration"}
# Different names of one unit count as the same.
UNITS = {
    "元": ["人民币", "人民币元", "rmb", "cny", "¥", "￥"],
    "美元": ["usd", "us$", "$"],
    "港元": ["hkd", "hk$", "港币"],
    "新台币": ["twd", "nt$", "新台币元", "新臺幣", "台币"],
    "欧元": ["eur"],
    "日元": ["jpy"],
    "%": ["％", "成"],
    "百分点": ["个百分点", "pct"],
    "基点": ["bp", "bps", "个基点"],
    "月": ["个月"],
    "季度": ["个季度"],
}
SAME_UNIT = {name: unit for unit, names in UNITS.items() for name in names}
KINDS = ("quantities", "companies", "facts", "facts_neutral")
DETAILS = ("metric", "subject", "direction", "basis", "period")


@dataclass
class Score:
    """Counts per measure, and the differences that were seen."""

    tally: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, Row]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def f1(self, hit: str, group: str) -> dict[str, float]:
        """Precision, recall and F1 of the count ``hit`` within ``group``."""
        found, right = self.tally[f"{group} predicted"], self.tally[hit]
        wanted = self.tally[f"{group} gold"]
        p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {
            "p": round(p, 4),
            "r": round(r, 4),
            "f1": round(f1, 4),
            "hit": right,
            "predicted": found,
            "gold": wanted,
        }

    def share(self, hit: str, of: str) -> float:
        """How many of the matched rows also have ``hit`` right."""
        return round(self.tally[hit] / max(1, self.tally[of]), 4)

    def report(self) -> dict[str, dict[str, float] | float]:
        """All figures by name."""
        result: dict[str, dict[str, float] | float] = {}
        for group in ("core", "time"):
            for level in ("span", "strict"):
                result[f"quantity {group} {level}"] = self.f1(f"{group} {level}", group)
        result["company span"] = self.f1("company span", "company")
        result["company canonical accuracy"] = self.share("company canonical", "company span")
        result["fact row"] = self.f1("fact row", "fact")
        for key in DETAILS:
            result[f"fact {key} accuracy"] = self.share(f"fact {key}", "fact row")
        result["fact full"] = self.f1("fact full", "fact")
        return result


def _load(path: Path) -> list[Row]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _number(value: object) -> Decimal | str | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(value)


def _unit(value: str | None) -> str:
    name = (value or "").strip().lower()
    return SAME_UNIT.get(name, name)


def _squash(value: str | None) -> str:
    return "".join(c for c in (value or "").lower() if not c.isspace() and c not in "的“”\"'()（）《》")


def _same_name(a: str | None, b: str | None) -> bool:
    """Names agree when equal, or when one holds the other and that one has two characters or more."""
    short, long = sorted((_squash(a), _squash(b)), key=len)
    return short == long or (len(short) >= 2 and short in long)


def _overlap(a: Row, b: Row) -> float:
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return shared / max(a["end"] - a["start"], b["end"] - b["start"]) if shared > 0 else 0.0


def _same_quantity(a: Row, b: Row) -> bool:
    return (
        _number(a.get("value")) == _number(b.get("value"))
        and _number(a.get("value2")) == _number(b.get("value2"))
        and a.get("bound") == b.get("bound")
        and _unit(a.get("unit")) == _unit(b.get("unit"))
    )


def score_quantities(gold: list[Row], predicted: list[Row], score: Score, document: str) -> None:
    """Count quantities; a prediction on gold of the other group, or on an ordinal, is no error."""
    for group, types in (("core", CORE), ("time", TIME)):
        wanted = [row for row in gold if row["type"] in types]
        found = [row for row in predicted if row["type"] in types]
        others = [row for row in gold if row["type"] not in types and row["type"] != "name"]
        used: set[int] = set()
        for row in wanted:
            left = [i for i in range(len(found)) if i not in used]
            best = max(left, key=lambda i: _overlap(row, found[i]), default=None)
            if best is None or _overlap(row, found[best]) < 0.5:
                score.misses.append((f"quantity {group} missed", document, row))
                continue
            used.add(best)
            score.tally[f"{group} span"] += 1
            if _same_quantity(row, found[best]):
                score.tally[f"{group} strict"] += 1
            else:
                score.misses.append((f"quantity {group} differs", document, {"gold": row, "got": found[best]}))
        extra = [
            row
            for i, row in enumerate(found)
            if i not in used and not any(_overlap(row, other) >= 0.5 for other in others)
        ]
        score.misses += [(f"quantity {group} spurious", document, row) for row in extra]
        score.tally[f"{group} predicted"] += len(used) + len(extra)
        score.tally[f"{group} gold"] += len(wanted)


def score_companies(gold: list[Row], predicted: list[Row], score: Score, document: str) -> None:
    """Count company mentions by exact span."""
    spans = {(row["start"], row["end"]): row for row in predicted}
    for row in gold:
        found = spans.pop((row["start"], row["end"]), None)
        if found is None:
            score.misses.append(("company missed", document, row))
            continue
        score.tally["company span"] += 1
        score.tally["company canonical"] += _squash(found["canonical"]) == _squash(row["canonical"])
    score.misses += [("company spurious", document, row) for row in spans.values()]
    score.tally["company predicted"] += len(predicted)
    score.tally["company gold"] += len(gold)


def _is_neutral(fact: Row, neutral: list[Row]) -> bool:
    evidence = _squash(fact["evidence"])
    return any(
        _number(row.get("value")) == _number(fact["value"])
        and (_squash(row["evidence"]) in evidence or evidence in _squash(row["evidence"]))
        for row in neutral
    )


def score_facts(gold: list[Row], predicted: list[Row], neutral: list[Row], score: Score, document: str) -> None:
    """Count fact rows; among several candidates for a gold row the one with the right metric and evidence is taken."""
    left = list(predicted)
    for row in gold:
        score.tally["fact gold"] += 1
        same = [
            fact
            for fact in left
            if _same_quantity(row, fact)
            and _squash(fact["company"]) == _squash(row["company"])
            and fact["role"] == row["role"]
        ]
        if not same:
            score.misses.append(("fact missed", document, row))
            continue
        wanted = _squash(row["evidence"])
        best = min(
            same,
            key=lambda fact: (
                not _same_name(fact["metric"], row["metric"]),
                _squash(fact["evidence"]) not in wanted and wanted not in _squash(fact["evidence"]),
            ),
        )
        left.remove(best)
        score.tally["fact row"] += 1
        right = {
            key: _same_name(best[key], row[key]) if key in ("metric", "subject", "period") else best[key] == row[key]
            for key in DETAILS
        }
        for key, ok in right.items():
            score.tally[f"fact {key}"] += ok
        score.tally["fact full"] += all(right.values())
        if not all(right.values()):
            wrong = ",".join(key for key, ok in right.items() if not ok)
            score.misses.append((f"fact differs in {wrong}", document, {"gold": row, "got": best}))
    spurious = [fact for fact in left if not _is_neutral(fact, neutral)]
    score.misses += [("fact spurious", document, fact) for fact in spurious]
    score.tally["fact predicted"] += len(predicted) - len(left) + len(spurious)


class Document(NamedTuple):
    """A text with its annotations; ``group`` is the set it belongs to, "" in a folder."""

    id: str
    text: str
    gold: dict[str, list[Row]]
    group: str = ""


def documents(path: Path) -> Iterator[Document]:
    """Read the annotated texts of a folder, or of a file of one text a line."""
    if path.is_file():
        for row in _load(path):
            yield Document(row["id"], row["text"], {kind: row[kind] for kind in KINDS if kind in row}, row["set"])
        return
    for text in sorted(path.glob("*.txt")):
        gold = {kind: _load(path / f"{text.stem}.{kind}.jsonl") for kind in KINDS}
        if (path / f"{text.stem}.quantities.jsonl").exists():
            yield Document(text.stem, text.read_bytes().decode("utf-8"), gold)


def score_texts(path: Path, only: set[str] | None = None) -> Score:
    """Extract from every annotated text and compare; a crash counts as nothing found and is reported.

    Args:
        path: a folder or a file, as :func:`documents` reads them.
        only: the texts, or the sets of texts, to take; all when None.

    Raises:
        ValueError: no text of the folder or file is one of them.
    """
    import cnbiznews

    score = Score()
    chosen = [document for document in documents(path) if not only or only & {document.id, document.group}]
    if not chosen:
        raise ValueError(f"{path} has no annotated text" + (f" or set named {', '.join(sorted(only))}" if only else ""))
    for name, text, gold, _ in chosen:
        found: dict[str, list[Row]] = {"quantities": [], "companies": [], "facts": []}
        try:
            extraction = cnbiznews.extract(text)
            found = {
                "quantities": [item.to_dict() for item in extraction.quantities],
                "companies": [item.to_dict() for item in extraction.companies],
                "facts": [item.to_dict() for item in extraction.facts],
            }
        except Exception as error:  # whatever happens in one document must not hide the others
            score.errors.append(f"{name}: {type(error).__name__}: {error}")
        if "quantities" in gold:
            score_quantities(gold["quantities"], found["quantities"], score, name)
        score_companies(gold["companies"], found["companies"], score, name)
        score_facts(gold["facts"], found["facts"], gold["facts_neutral"], score, name)
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description="Score what extract finds against annotated gold.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", help="comma-separated ids of texts or of sets")
    parser.add_argument("--show", type=int, default=0, help="print up to N differences of each kind")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    score = score_texts(options.gold, set(options.only.split(",")) if options.only else None)
    report = score.report()
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        for name, figures in report.items():
            if isinstance(figures, dict) and not figures["gold"]:
                continue  # not annotated
            if isinstance(figures, dict):
                counts = f"({figures['hit']} hit, {figures['predicted']} predicted, {figures['gold']} gold)"
                print(f"{name:28s} P {figures['p']:.3f}  R {figures['r']:.3f}  F1 {figures['f1']:.3f}   {counts}")
            else:
                print(f"{name:28s} {figures:.3f}")
    shown: defaultdict[str, int] = defaultdict(int)
    for kind, document, row in score.misses:
        shown[kind] += 1
        if shown[kind] <= options.show:
            print(f"[{kind}] {document}: {json.dumps(row, ensure_ascii=False)}")
    for problem in score.errors:
        print("ERROR", problem, file=sys.stderr)
    return 1 if score.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
