"""Build the table of how rare characters are, by which `cnbiznews.reading` tells encodings apart.

    python scripts/build_character_costs.py

The table is derived from the language model that ships (``scripts/build_language_model.py`` states its sources and
licences): the cost of every ideograph without context, in whole nats, for simplified and traditional characters alike.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from cnbiznews.repair.language_model import SCALE, language_model

TARGET = Path(__file__).parent.parent / "src/cnbiznews/data/reading/characters.tsv"
# What costs more is as rare as a character that is not in the table.
HIGHEST = 13
HEAD = """\
# How rare ideographs are in Chinese news, both scripts: the negative logarithm of their share of all text, in nats.
# Built by scripts/build_character_costs.py.
nats\tcharacters
"""


def table() -> str:
    """Return the content of the table."""
    model = language_model()
    tiers: defaultdict[int, list[str]] = defaultdict(list)
    for char, number in model.ids.items():
        cost = round(model.unigram(number) / SCALE)
        if "\u3400" <= char <= "\u9fff" and cost <= HIGHEST:
            tiers[cost].append(char)
    return HEAD + "".join(f"{cost}\t{''.join(sorted(tiers[cost]))}\n" for cost in sorted(tiers))


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table(), encoding="utf-8")
