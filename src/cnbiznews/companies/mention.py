"""A mention in the making: what one rule proposes, before the rules have been heard against each other."""

from __future__ import annotations

from dataclasses import dataclass

from cnbiznews.companies.gazetteer import Entry

__all__ = ["Mention"]


@dataclass(slots=True)
class Mention:
    """A span that may be a company.

    Attributes:
        canonical: name decided by a rule, or "" where the document decides.
        entry: what the gazetteer knows about it.
        evidence, confidence: as in :class:`Company`.
        origin: the longer name it is a short form of, or "".
        sure: whether other mentions may be built on it (an owner of units, a name to look for elsewhere).
    """

    start: int
    end: int
    text: str
    kind: str = "company"
    canonical: str = ""
    entry: Entry | None = None
    confidence: float = 0.9
    evidence: str = "form"
    sure: bool = True
    origin: str = ""
