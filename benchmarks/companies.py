"""Speed of finding companies, next to other ways of finding names: python -m benchmarks.companies"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import compare, peer, seeds_times, word_searches
from cnbiznews import companies
from cnbiznews.companies import default_gazetteer
from cnbiznews.script import to_simplified


def main() -> None:
    text = to_simplified(seeds_times(40))
    gazetteer = default_gazetteer()
    names = [surface for entry in gazetteer.entries for surface in entry.surfaces]
    compare(f"{len(names):,} names", len(text), lambda: gazetteer.find(text), word_searches(names, text))
    compare("lists and rules", len(text), lambda: companies.scan(text, model=False), {})
    compare("with the model", len(text), lambda: companies.scan(text), {})
    part = text[: len(text) // 40]
    taggers: dict[str, Callable[[], object]] = {}
    if (jieba := peer("jieba.posseg")) is not None:
        taggers["jieba (nt, nz)"] = lambda: [word for word, tag in jieba.cut(part) if tag in ("nt", "nz")]
    compare("with the model, one article", len(part), lambda: companies.scan(part), taggers, repeat=1)


if __name__ == "__main__":
    main()
