"""Speed of finding measures, next to other ways of finding words: python benchmarks/metrics.py"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import compare, seeds_times
from cnbiznews import metrics
from cnbiznews.metrics import default_lexicon
from cnbiznews.script import to_simplified


def peers(surfaces: list[str], text: str) -> dict[str, Callable[[], object]]:
    """Return what can be imported; the rest is named. The peers find words only: no borders, no look at the context."""
    found: dict[str, Callable[[], object]] = {}
    try:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for surface in surfaces:
            automaton.add_word(surface, surface)
        automaton.make_automaton()
        found["pyahocorasick (words only)"] = lambda: list(automaton.iter_long(text))
    except ImportError:
        print("pyahocorasick is not installed: skipped")
    try:
        import jieba

        found["jieba (segmentation only)"] = lambda: jieba.lcut(text)
    except ImportError:
        print("jieba is not installed: skipped")
    return found


def main() -> None:
    text = to_simplified(seeds_times(40))
    surfaces = list(default_lexicon().entries)
    compare(f"{len(surfaces):,} words", len(text), lambda: metrics.scan(text), peers(surfaces, text), repeat=2)
    longer = text * 4
    compare("four times the text", len(longer), lambda: metrics.scan(longer), {})


if __name__ == "__main__":
    main()
