"""Who is mentioned with whom: a small graph of the seed articles, as text and as an SVG picture.

Two companies are linked for every sentence that names both.
"""

import math
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import cnbiznews as cb

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
COLOURS = {"company": "#c8102e", "brand": "#e8871e", "media": "#2a6f97", "gov": "#555555", "other-org": "#6a994e"}

mentions: Counter[tuple[str, str]] = Counter()
links: Counter[tuple[str, str]] = Counter()
for path in SEEDS:
    found = cb.extract(path)
    text = found.reading.text
    together: dict[int, set[str]] = {}
    for company in found.companies:
        mentions[company.canonical, company.kind] += 1
        start, _ = found.reading.text_span(company.start, company.end)
        sentence = sum(text.count(mark, 0, start) for mark in "。！？\n")
        together.setdefault(sentence, set()).add(company.canonical)
    for names in together.values():
        links.update(combinations(sorted(names), 2))

top = mentions.most_common(14)
places = {}
print("mentions  name")
for number, ((name, kind), count) in enumerate(top):
    angle = 2 * math.pi * number / len(top)
    places[name] = (360 + 250 * math.cos(angle), 300 + 220 * math.sin(angle))
    print(f"{count:8d}  {name} ({kind})")

print("\nsentences that name both")
shown = [(pair, count) for pair, count in links.most_common() if set(pair) <= places.keys()]
for (a, b), count in shown[:12]:
    print(f"{count:8d}  {a} – {b}")

parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 600" font-family="sans-serif" font-size="14">']
for (a, b), count in shown:
    (x1, y1), (x2, y2) = places[a], places[b]
    width = 1 + math.log2(count)
    parts.append(
        f'<path d="M{x1:.0f} {y1:.0f}Q360 300 {x2:.0f} {y2:.0f}" fill="none" stroke="#bbb" stroke-width="{width:.1f}"/>'
    )
for (name, kind), count in top:
    x, y = places[name]
    parts.append(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{5 + 3 * math.sqrt(count):.0f}" fill="{COLOURS[kind]}" opacity=".8"/>'
    )
    parts.append(f'<text x="{x:.0f}" y="{y - 12 - 3 * math.sqrt(count):.0f}" text-anchor="middle">{name}</text>')
parts.append("</svg>")
if len(sys.argv) > 1:  # python examples/who_with_whom.py picture.svg
    Path(sys.argv[1]).write_text("\n".join(parts), encoding="utf-8")
    print(f"\npicture written to {sys.argv[1]}")
else:
    print(f"\n(name a file to get the picture: {len(parts)} shapes)")
