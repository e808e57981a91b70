"""The main job: five damaged articles into one table of facts, and one fact traced back to its characters."""

from pathlib import Path

import cnbiznews as cb

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

for path, found in zip(SEEDS, cb.extract_many(SEEDS), strict=True):
    if isinstance(found, cb.Failure):
        print(f"{path.name}: {found.message}")
        continue
    print(f"\n{path.name}: {len(found.facts)} facts")
    for fact in found.facts[:5]:
        row = fact.to_dict()
        cells = (row[key] or "–" for key in ("company", "subject", "metric", "role", "value", "unit", "period"))
        print("  " + " | ".join(cells))

    if found.facts:
        # Every fact knows where it stands in the file, through repair and conversion.
        fact = found.facts[-1]
        print(f"  the last one stands at {fact.start}..{fact.end}: {found.source[fact.start : fact.end]!r}")
