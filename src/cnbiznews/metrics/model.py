"""What a found measure is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cnbiznews.alignment import AlignedText, altered

__all__ = ["Metric"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure named in a text: 营业收入, 日活用户数, 旗舰店成交额.

    Attributes:
        start: offset of the first code point.
        end: offset after the last one.
        text: the text between them, as it stands there.
        canonical: the usual name where the lexicon knows the measure, else ``written``.
        written: the name as written, in clean simplified Chinese.
        category: room of the lexicon it belongs to (pl, bs, cf, users, ecom, ...).
        unit: unit in which a level of it is usually given, or None.
        polarity: "positive" if more of it is good news, "negative", "neutral", or None if unknown.
        gloss: short English name, or None.
        concept: element of a reporting taxonomy ("ifrs-full:Revenue"), or None.
        confidence: 0.95 for a name of the lexicon, less for a noun at a figure (0.8), a phrase built around a head noun
            (0.7) and a verb in front of a figure (0.6).
        phrase: the name with what narrows it in front of it, as far as the noun phrase reaches: 机票出票张数, where the
            measure itself is 出票张数.
    """

    start: int
    end: int
    text: str
    canonical: str
    written: str
    category: str | None = None
    unit: str | None = None
    polarity: str | None = None
    gloss: str | None = None
    concept: str | None = None
    confidence: float = 0.95
    phrase: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the metric as plain values.

        >>> Metric(0, 2, "营收", "营业收入", "营收", "pl", "元").to_dict()["canonical"]
        '营业收入'
        """
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "canonical": self.canonical,
            "written": self.written,
            "category": self.category,
            "unit": self.unit,
            "polarity": self.polarity,
            "gloss": self.gloss,
            "concept": self.concept,
            "confidence": self.confidence,
            "phrase": self.phrase,
        }

    def on_source(self, aligned: AlignedText) -> Metric:
        """Return the metric with its span (and text) moved from ``aligned.text`` to ``aligned.source``."""
        start, end = aligned.source_span(self.start, self.end)
        return altered(self, start=start, end=end, text=aligned.source[start:end])
