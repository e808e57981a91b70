"""How fast the whole pipeline is, where its time goes, and whether time and memory grow as they should.

python -m benchmarks.extract
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

from benchmarks.harness import measure, seed_texts, seeds_times
from cnbiznews import companies, facts, metrics, quantities
from cnbiznews.extraction import Extractor
from cnbiznews.reading import read
from cnbiznews.repair import repair
from cnbiznews.script import reading_view


def stages(texts: list[str]) -> None:
    """Print the share of every stage on ``texts``."""
    extractor = Extractor()
    articles = [read(text) for text in texts]
    repaired = [repair(article.text) for article in articles]
    prepared = [extractor.prepare(article) for article in articles]
    views = [view.text for _, view, _ in prepared]
    blocks = [block for _, _, block in prepared]
    found = [(quantities.scan(view), companies.scan(view), metrics.scan(view)) for view in views]
    work: dict[str, Callable[[], object]] = {
        "read": lambda: [read(text) for text in texts],
        "repair": lambda: [repair(article.text) for article in articles],
        "reading text": lambda: [reading_view(text) for text in repaired],
        "quantities": lambda: [quantities.scan(view) for view in views],
        "companies": lambda: [companies.scan(view) for view in views],
        "metrics": lambda: [metrics.scan(view) for view in views],
        "facts": lambda: [
            facts.link(view, b, *mentions) for view, b, mentions in zip(views, blocks, found, strict=True)
        ],
        "extract": lambda: [extractor.extract(text) for text in texts],
    }
    characters = sum(map(len, texts))
    print(f"seeds, one by one: {characters:,} characters")
    for name, function in work.items():
        seconds = measure(function)
        print(f"  {name:14s} {1000 * seconds:8.1f} ms   {characters / seconds:>12,.0f} characters/s")


def growth() -> None:
    """Print the time per character of documents of growing length, and the peak memory over many documents."""
    extractor = Extractor()
    print("one document of growing length")
    for count in (1, 4, 16, 64):
        text = seeds_times(count)
        start = time.process_time()
        extractor.extract(text)
        spent = time.process_time() - start
        print(f"  {len(text):>10,} characters   {1e6 * spent / len(text):6.2f} µs per character")
    texts = seed_texts()
    tracemalloc.start()
    for rounds in (5, 20):
        tracemalloc.reset_peak()
        for _ in extractor.extract_many(texts * rounds):
            pass
        print(f"memory over {len(texts) * rounds:,} documents: peak {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")


if __name__ == "__main__":
    texts = seed_texts()
    stages(texts)
    whole = texts * 40
    seconds = measure(lambda: [Extractor().extract(text) for text in whole], repeat=1)
    print(f"extract, the seeds × 40: {sum(map(len, whole)) / seconds:,.0f} characters/s")
    growth()
