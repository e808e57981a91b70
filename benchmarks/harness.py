"""Measure functions by CPU time and print ratios between them, all in one run.

Absolute figures depend on the machine and on what else it does; ratios taken in the same run, in turn, can be trusted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

SEEDS = Path(__file__).parent.parent / "seeds"


def seed_texts() -> list[str]:
    """Return the seed articles as text, in order."""
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def seeds_times(count: int) -> str:
    """Return all seed articles as one text, repeated ``count`` times."""
    return "\n".join(seed_texts() * count)


def measure(function: Callable[[], object], repeat: int = 3) -> float:
    """Return the least CPU seconds of ``repeat`` runs, after one run that does not count."""
    function()
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return max(best, 1e-9)


def compare(
    title: str, characters: int, ours: Callable[[], object], peers: dict[str, Callable[[], object]], repeat: int = 3
) -> dict[str, float]:
    """Measure ours and the peers in turn, print characters per second and how many times faster ours is.

    Returns the ratio per peer (peer's time / our time).
    """
    own = measure(ours, repeat)
    print(f"{title}: {characters:,} characters")
    print(f"  {'cnbiznews':28s} {characters / own:>14,.0f} characters/s")
    ratios = {}
    for name, peer in peers.items():
        theirs = measure(peer, repeat)
        ratios[name] = theirs / own
        print(f"  {name:28s} {characters / theirs:>14,.0f} characters/s   cnbiznews is {ratios[name]:.2f} × as fast")
    return ratios


def peer(module: str) -> ModuleType | None:
    """Return a module to compare with; None, and a word about it, where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        print(f"{module} is not installed: skipped")
        return None


def word_searches(words: Iterable[str], text: str) -> dict[str, Callable[[], object]]:
    """Return searches of pyahocorasick for words in a text: no borders, no look at the context."""
    ahocorasick = peer("ahocorasick")
    if ahocorasick is None:
        return {}
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return {
        "pyahocorasick (all matches)": lambda: list(automaton.iter(text)),
        "pyahocorasick (longest)": lambda: list(automaton.iter_long(text)),
    }
