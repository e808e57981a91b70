"""Why the rows of a text are what they are: its figures one by one, the frames tried, the reason of every slot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cnbiznews import companies, facts, metrics, quantities
from cnbiznews.extraction import Extractor, Source

if TYPE_CHECKING:
    from cnbiznews.facts import Attempt
    from cnbiznews.facts.draft import Draft

__all__ = ["Explanation", "Step", "explain"]

_SLOTS = ("company", "subject", "metric", "role", "direction", "basis", "period", "status")


@dataclass(frozen=True, slots=True)
class Step:
    """What was made of one figure.

    Attributes:
        figure: the figure as it stands in the reading text.
        tokens: its clause: (text, kind, what the cue word says) of every token the frames saw.
        tried: (frame, key of the pattern that does not fit) in the order of trying; "" for the frame that fits.
        rows: one list of (slot, value, reason) for every row that came of it.
    """

    figure: str
    tokens: tuple[tuple[str, str, str], ...]
    tried: tuple[tuple[str, str], ...]
    rows: tuple[tuple[tuple[str, str, str], ...], ...]

    @property
    def frame(self) -> str | None:
        """The frame that fits, or None."""
        return self.tried[-1][0] if self.tried and not self.tried[-1][1] else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The figures of a text, in order, and what was made of each; ``str()`` gives a text, a notebook shows a table."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return "\n".join(line for step in self.steps for line in _text(step))

    def to_html(self) -> str:
        """Return the explanation as an HTML fragment."""
        return '<section class="cnbiznews-explain">' + "".join(_html(step) for step in self.steps) + "</section>"

    def _repr_html_(self) -> str:
        return self.to_html()


def explain(source: Source, *, extractor: Extractor | None = None, encoding: str | None = None) -> Explanation:
    """Say why the facts of ``source`` are what they are.

    Args:
        source: what :meth:`cnbiznews.Extractor.extract` accepts.
        extractor: the extractor to explain; the one with the packaged lexicons when None.
        encoding: the encoding of bytes, where it is known.

    Raises:
        ReadError: the source can't be read.

    >>> [step] = explain("京东营收同比增长5%。").steps
    >>> step.frame, step.tokens[1][:2]
    ('growth', ('营收', 'metric'))
    >>> dict((slot, reason) for slot, _, reason in step.rows[0])["company"]
    'named'
    """
    extractor = extractor or Extractor()
    _, reading, blocks = extractor.prepare(source, encoding=encoding)
    text = reading.text
    trace: list[Attempt] = []
    facts.link(
        text,
        blocks,
        quantities.scan(text),
        companies.scan(text, extractor.gazetteer),
        metrics.scan(text, extractor.lexicon),
        frames=extractor.frames,
        trace=trace,
    )
    return Explanation(tuple(_step(text, attempt) for attempt in trace))


def _step(text: str, attempt: Attempt) -> Step:
    figure = attempt.tokens[attempt.place]
    return Step(
        figure=text[figure.start : figure.end],
        tokens=tuple(
            (text[t.start : t.end], t.kind, " ".join(filter(None, (t.value, t.basis)))) for t in attempt.tokens
        ),
        tried=tuple((frame.id, missing) for frame, missing in attempt.tried),
        rows=tuple(tuple(_slots(row)) for row in attempt.rows),
    )


def _slots(row: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield (slot, value, reason) of a row."""
    values = {
        "company": row.company,
        "subject": row.subject and row.subject.text,
        "metric": row.metric and row.metric.text,
        "role": row.role,
        "direction": row.direction,
        "basis": row.basis,
        "period": row.period and row.period.text,
        "status": row.status,
    }
    for slot in _SLOTS:
        value = values[slot]
        reason = row.why.get(slot, f"frame {row.frame.id}" if slot in ("role", "direction") else "")
        if value is not None or (reason and slot == "company"):
            yield slot, value or "—", reason


def _text(step: Step) -> Iterator[str]:
    yield f"{step.figure}"
    yield "  " + " ".join(f"{words}/{kind}{f':{says}' if says else ''}" for words, kind, says in step.tokens)
    misses = [f"{frame} ({missing})" for frame, missing in step.tried if missing]
    if misses:
        yield f"  tried: {', '.join(misses)}"
    yield f"  frame: {step.frame or 'none fits'}"
    if step.frame and not step.rows:
        yield "  no row: the figures and what is listed do not go together"
    for row in step.rows:
        for slot, value, reason in row:
            yield f"    {slot:<10}{value}" + (f"  ({reason})" if reason else "")


def _html(step: Step) -> str:
    tokens = " ".join(
        f'<span title="{escape(kind)} {escape(says)}">{escape(words)}<sub>{escape(kind)}</sub></span>'
        for words, kind, says in step.tokens
    )
    tried = ", ".join(f"{escape(frame)} ({escape(missing)})" for frame, missing in step.tried if missing)
    rows = "".join(
        "<table><tbody>"
        + "".join(
            f'<tr><th scope="row">{escape(slot)}</th><td>{escape(value)}</td><td>{escape(reason)}</td></tr>'
            for slot, value, reason in row
        )
        + "</tbody></table>"
        for row in step.rows
    )
    return (
        f'<h4>{escape(step.figure)}</h4><p lang="zh">{tokens}</p>'
        f"<p>frame: {escape(step.frame or 'none fits')}</p>"
        + (f"<details><summary>tried before</summary><p>{tried}</p></details>" if tried else "")
        + rows
    )
