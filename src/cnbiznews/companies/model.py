"""What a found company is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cnbiznews.alignment import AlignedText, altered

__all__ = ["KINDS", "Company"]

KINDS = ("company", "brand", "media", "gov", "other-org")


@dataclass(frozen=True, slots=True)
class Company:
    """A mention of a company, or of something that acts like one: 京东, 京东外卖, 36氪, 国家统计局.

    Attributes:
        start: offset of the first code point.
        end: offset after the last one.
        text: the text between them, as it stands there.
        canonical: the one name, in simplified Chinese, under which all mentions of it go (京东集团 -> 京东).
        kind: "company", "brand" (also app, platform, store format, business unit), "media", "gov" or "other-org".
        id: the first ticker of a listed company, else the canonical name if the gazetteer knows it, else None.
        tickers: codes as "EXCHANGE:CODE" ("HKEX:09618"), none for what isn't listed.
        confidence: between 0 and 1.
        evidence: why the mention is believed: "gazetteer", "form" (a legal form or another word that ends names),
            "unit" (an owner with a business unit), "context", "memory" (introduced elsewhere in the text), "model".
    """

    start: int
    end: int
    text: str
    canonical: str
    kind: str = "company"
    id: str | None = None
    tickers: tuple[str, ...] = ()
    confidence: float = 0.95
    evidence: str = "gazetteer"

    def to_dict(self) -> dict[str, Any]:
        """Return the mention as plain values.

        >>> Company(0, 4, "京东集团", "京东", tickers=("HKEX:09618",)).to_dict()["canonical"]
        '京东'
        """
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "canonical": self.canonical,
            "kind": self.kind,
            "id": self.id,
            "tickers": list(self.tickers),
            "confidence": self.confidence,
            "evidence": self.evidence,
        }

    def on_source(self, aligned: AlignedText) -> Company:
        """Return the mention with its span (and text) moved from ``aligned.text`` to ``aligned.source``."""
        start, end = aligned.source_span(self.start, self.end)
        return altered(self, start=start, end=end, text=aligned.source[start:end])
