"""What is being spoken of: the parts of a statement that later clauses may leave out, and where they end.

Rules of inheritance:

- A company named at the begin of a clause is the topic until another one takes its place. Who reports, comments or is
  dealt with (据…, 对…, …认为) is no topic.
- A country, a city, an industry or a group (全国, 宿迁, 多家房企) that opens a sentence takes the topic's place: its figures
  belong to no company.
- A new paragraph forgets the topic; it falls back to the company of the heading above, then to the company the whole
  text is about.
- A subject lasts as long as company and sentence do; a measure, until another is named; a period, until another is
  named in the paragraph (目前, 近日 and their like only to the end of the sentence).
- A stated basis (同比) also holds for bare growth figures later in the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnbiznews.facts.link import Draft

__all__ = ["Topic"]

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Topic:
    """The state of a discourse at one place."""

    company: str | None = None
    company_span: Span | None = None
    distance: float = 0.0  # what inheriting the company costs in confidence
    whole: bool = False  # a whole that is no company is being spoken of
    subject: str | None = None
    subject_span: Span | None = None
    metric: str | None = None
    metric_span: Span | None = None
    period: str | None = None
    period_span: Span | None = None
    lasting: bool = False  # the period holds beyond its sentence
    basis: str | None = None
    status: str = "actual"
    rows: list[Draft] = field(default_factory=list)  # of the sentence so far

    def name(self, company: str, span: Span) -> None:
        """Speak of a company; another one than before ends what was said about the subject."""
        if company != self.company:
            self.subject = self.subject_span = None
        self.company, self.company_span, self.distance, self.whole = company, span, 0.0, False

    def widen(self, subject: str | None, span: Span | None) -> None:
        """Speak of something that is no single company."""
        self.company, self.company_span, self.whole = None, None, True
        self.subject, self.subject_span = subject, span
        self.metric = self.metric_span = None

    def next_sentence(self) -> None:
        """Go on to the next sentence of the paragraph."""
        self.rows = []
        self.status = "actual"
        self.distance = min(0.3, self.distance + 0.02)
        if not self.lasting:
            self.period = self.period_span = None
