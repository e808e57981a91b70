"""What the verbs share that take a user's own data: names, measures and patterns beside the packaged ones."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnbiznews.companies import Gazetteer
    from cnbiznews.facts import Frames
    from cnbiznews.metrics import Lexicon

__all__ = ["add_own", "own_frames", "own_gazetteer", "own_lexicon"]

# Option -> its help line.
_OPTIONS = {
    "gazetteer": "further names (TSV: name, kind, parent, aliases, ...)",
    "lexicon": "further measures (TSV: canonical, aliases, category, ...)",
    "frames": "further patterns of facts (TOML: tables [[frame]]), tried before the packaged ones",
}


def add_own(parser: argparse.ArgumentParser, *names: str) -> None:
    """Declare the options that name a user's own files."""
    for name in names:
        parser.add_argument(f"--{name}", metavar="FILE", help=_OPTIONS[name])


def own_gazetteer(file: str | None) -> Gazetteer | None:
    """Return the packaged names with those of ``file`` before them; None without a file."""
    from cnbiznews.companies import Gazetteer, default_gazetteer
    from cnbiznews.script import to_simplified

    return Gazetteer.from_tsv(file).simplified(to_simplified) | default_gazetteer() if file else None


def own_lexicon(file: str | None) -> Lexicon | None:
    """Return the packaged measures with those of ``file`` added; None without a file."""
    from cnbiznews.metrics import Lexicon

    return Lexicon.load(file) if file else None


def own_frames(file: str | None) -> Frames | None:
    """Return the patterns of ``file`` with the packaged ones behind them; None without a file."""
    from cnbiznews.facts import Frames

    return Frames.load(file) if file else None
