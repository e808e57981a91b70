"""What the inverses report: edits they are sure of, and damage they only point out."""

from __future__ import annotations

from dataclasses import dataclass, field

from cnbiznews.alignment import AlignedText, Edit

__all__ = ["Diagnosis", "Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One damaged place.

    ``start`` and ``end`` are offsets in the source text, ``text`` is what stands there. ``kind`` names the damage, and
    ``status`` says what became of it: ``"repaired"`` (by ``replacement``), ``"unsure"`` (left alone; ``candidates``
    are what may have stood there, best first) or ``"lost"`` (the information is gone).
    """

    start: int
    end: int
    text: str
    kind: str
    status: str
    replacement: str = ""
    candidates: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with a text.

    ``findings`` are sorted by their place; ``repaired`` is the text :func:`cnbiznews.repair` makes of it.
    """

    findings: tuple[Finding, ...]
    repaired: AlignedText = field(repr=False)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def kinds(self) -> dict[str, int]:
        """How many findings there are of each kind."""
        counts: dict[str, int] = {}
        for finding in self.findings:
            counts[finding.kind] = counts.get(finding.kind, 0) + 1
        return counts

    @property
    def lost(self) -> tuple[Finding, ...]:
        """The places where information is gone for good."""
        return tuple(f for f in self.findings if f.status == "lost")

    @property
    def unsure(self) -> tuple[Finding, ...]:
        """The places that look damaged, but whose original is not certain enough."""
        return tuple(f for f in self.findings if f.status == "unsure")


@dataclass(slots=True)
class Report:
    """What one pass over a text found: edits to make, and findings to report (offsets of that text)."""

    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
