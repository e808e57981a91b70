"""Accuracy of finding companies on annotated data.

    python benchmarks/accuracy_companies.py PATH...

PATH is a folder of articles (``<id>.txt`` with ``<id>.companies.jsonl`` beside it: start, end, text, canonical, kind),
or a file of sentences (JSON lines: text and "spans" or "companies", each [start, end, ...]). Spans count if both ends
are right. For sentences, mentions of authorities and associations count neither way: such data hold companies only.

Each figure is given with and without the statistical model; for articles also with all the names and owners the
annotation mentions taken out of the gazetteer, which says how names are found that no list holds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from cnbiznews import companies
from cnbiznews.alignment import AlignedText
from cnbiznews.companies import Company, Gazetteer, default_gazetteer
from cnbiznews.companies.learned import default_model

Row = dict[str, object]
Document = tuple[AlignedText, list[Row]]


def articles(folder: Path, only: set[str]) -> list[Document]:
    from cnbiznews.extraction import Extractor

    extractor = Extractor()
    found = []
    for path in sorted(folder.glob("*.txt")):
        gold = path.with_suffix(".companies.jsonl")
        if gold.exists() and (not only or path.stem in only):
            reading = extractor.prepare(path.read_text(encoding="utf-8"))[1]
            found.append((reading, [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]))
    return found


def sentences(path: Path) -> list[Document]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = row.get("spans", row.get("companies"))
        text = row["text"].replace("<N>", "123")  # a masked number, of the same length
        found.append((AlignedText.identity(text), [{"start": span[0], "end": span[1]} for span in spans]))
    return found


def without(gazetteer: Gazetteer, documents: Iterable[Document]) -> Gazetteer:
    """Return the gazetteer without what the documents mention, and without what belongs to that."""
    names = {str(row[key]) for _, rows in documents for row in rows for key in ("text", "canonical")}
    gone = {entry.name for name in names if (entry := gazetteer.get(name))}
    kept = [entry for entry in gazetteer.entries if entry.name not in gone and entry.parent not in gone]
    return Gazetteer(kept, gazetteer.ambiguous, words=gazetteer.words, clipped=gazetteer.clipped)


def squash(name: str) -> str:
    return "".join(char for char in name.lower() if not char.isspace() and char not in "的“”\"'()（）《》")


def score(title: str, documents: list[Document], find: Callable[[str], list[Company]], firms_only: bool) -> None:
    hits = predicted = gold = named = 0
    for reading, rows in documents:
        found = {}
        for company in find(reading.text):
            moved = company.on_source(reading)
            if not firms_only or moved.kind in ("company", "brand", "media"):
                found[moved.start, moved.end] = moved
        predicted += len(found)
        gold += len(rows)
        for row in rows:
            if match := found.get((int(str(row["start"])), int(str(row["end"])))):
                hits += 1
                named += squash(match.canonical) == squash(str(row.get("canonical", "")))
    p, r = hits / max(1, predicted), hits / max(1, gold)
    f = 2 * p * r / (p + r) if hits else 0.0
    canonical = "" if firms_only else f"  canonical {named / max(1, hits):.3f}"
    print(f"{title:44s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({hits} of {gold}, {predicted} found){canonical}")


def model_alone(gazetteer: Gazetteer, least: float = 0.35) -> Callable[[str], list[Company]]:
    """Return a finder that takes what the statistical model says, and nothing else; known names are features to it."""

    def find(text: str) -> list[Company]:
        known = [(start, end, text[start:end] in gazetteer.ambiguous) for start, end, _ in gazetteer.find(text)]
        taken: set[int] = set()
        found = []
        for guess in sorted(default_model().guess(text, known), key=lambda guess: -guess.confidence):
            if guess.confidence >= least and taken.isdisjoint(range(guess.start, guess.end)):
                taken.update(range(guess.start, guess.end))
                found.append(Company(guess.start, guess.end, text[guess.start : guess.end], ""))
        return found

    return find


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--only", default="", help="comma-separated ids of articles")
    options = parser.parse_args()
    gazetteer = default_gazetteer()
    for path in options.paths:
        documents = articles(path, set(filter(None, options.only.split(",")))) if path.is_dir() else sentences(path)
        known = {"": gazetteer}
        if path.is_dir():
            known[", names unknown"] = without(gazetteer, documents)
        else:
            score(f"{path.stem}: model alone", documents, model_alone(gazetteer), True)
        for what, names in known.items():
            for how, model in (("with model", True), ("lists and rules", False)):
                title = f"{path.stem}: {how}{what}"
                score(title, documents, lambda text, n=names, m=model: companies.scan(text, n, model=m), path.is_file())  # type: ignore[misc]


if __name__ == "__main__":
    main()
