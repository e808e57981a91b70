"""Every quantity of the seed articles: how many of each type, and the ten largest amounts of money."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import cnbiznews as cb

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

types: Counter[str] = Counter()
amounts: dict[Decimal, tuple[str, str]] = {}
for path in SEEDS:
    text = cb.repair(path.read_text(encoding="utf-8"))
    found = cb.find_quantities(text)
    kinds = Counter(quantity.type for quantity in found)
    types += kinds
    print(
        f"{path.name[:3]}  {len(found):3d} quantities: "
        + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(5))
    )
    for quantity in found:
        if quantity.type == "money" and isinstance(quantity.value, Decimal):
            amounts.setdefault(quantity.value, (quantity.text, path.name[:3]))

print(f"\n{types.total()} in all: " + ", ".join(f"{count} {kind}" for kind, count in types.most_common()))
print("\nThe largest amounts of money:")
for value in sorted(amounts, reverse=True)[:10]:
    words, article = amounts[value]
    print(f"  {value:>20,} 元   {words}  ({article})")
