"""The tokens of a sentence, and their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["FIGURES", "KINDS", "Token"]

# Kind of token -> its letter in the strings frames are matched against.
KINDS: dict[str, str] = {
    # figures
    "percent": "%", "points": "b", "multiple": "X", "money": "$", "count": "K", "measure": "m", "range-class": "c",
    "fraction": "F", "ratio": "R", "duration": "D", "ordinal": "O",
    # mentions
    "company": "C", "metric": "M", "period": "P",
    # cues
    "change": "g", "rate": "r", "faster": "f", "to": "t", "reach": "e", "realize": "z", "share": "s", "invest": "i",
    "fund": "u", "rank": "k", "streak": "j", "diff": "d", "compare": "v", "basis": "y", "cum": "a", "total": "o",
    "respectively": "w", "each": "h", "from": "q", "partitive": "p", "status": "S", "attr": "A", "anaphor": "N",
    "macro": "G", "conj": "J", "per": "E", "ratio-to": "B", "expect": "x", "of": "l", "pair": "&", "source": "U",
    "prep": "H", "sell": "L",
    # what is left
    "text": "T", "break": "!", "filler": "", "quote": "",
}  # fmt: skip

FIGURES = frozenset(
    (
        "percent",
        "points",
        "multiple",
        "money",
        "count",
        "measure",
        "range-class",
        "fraction",
        "ratio",
        "duration",
        "ordinal",
    )
)


@dataclass(slots=True, eq=False)
class Token:
    """A piece of a sentence; ``item`` is the mention behind it, ``value`` and ``basis`` what its cue word says."""

    start: int
    end: int
    kind: str
    value: str = ""
    basis: str = ""
    item: Any = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return self.start, self.end
