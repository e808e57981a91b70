"""Speed of finding companies, next to other ways of finding names: python benchmarks/companies.py"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import compare, seeds_times
from cnbiznews import companies
from cnbiznews.companies import default_gazetteer
from cnbiznews.script import to_simplified


def peers(surfaces: list[str], text: str) -> dict[str, Callable[[], object]]:
    """Return what can be imported; the rest is named."""
    found: dict[str, Callable[[], object]] = {}
    try:
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for surface in surfaces:
            automaton.add_word(surface, surface)
        automaton.make_automaton()
        found["pyahocorasick (all matches)"] = lambda: list(automaton.iter(text))
        found["pyahocorasick (longest)"] = lambda: list(automaton.iter_long(text))
    except ImportError:
        print("pyahocorasick is not installed: skipped")
    try:
        import jieba.posseg

        found["jieba (nt, nz)"] = lambda: [word for word, tag in jieba.posseg.cut(text) if tag in ("nt", "nz")]
    except ImportError:
        print("jieba is not installed: skipped")
    return found


def main() -> None:
    text = to_simplified(seeds_times(40))
    gazetteer = default_gazetteer()
    surfaces = [surface for entry in gazetteer.entries for surface in entry.surfaces]
    part = text[: len(text) // 40]
    others = peers(surfaces, text)
    jieba = {name: work for name, work in peers(surfaces, part).items() if name.startswith("jieba")}
    names = {name: work for name, work in others.items() if not name.startswith("jieba")}
    compare(f"{len(surfaces):,} names", len(text), lambda: gazetteer.find(text), names)
    compare("lists and rules", len(text), lambda: companies.scan(text, model=False), {})
    compare("with the model", len(text), lambda: companies.scan(text), {})
    compare("with the model, one article", len(part), lambda: companies.scan(part), jieba, repeat=1)


if __name__ == "__main__":
    main()
