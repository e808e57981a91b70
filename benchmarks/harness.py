"""Measure functions by CPU time and print ratios between them, all in one run.

Absolute figures depend on the machine and on what else it does; ratios taken in the same run, in turn, can be trusted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

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
