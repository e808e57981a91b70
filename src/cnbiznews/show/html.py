"""An extraction as one self-contained piece of HTML: the source with its mentions marked, and the table of facts.

No script, no network, no dependency. All text is escaped; what a reader copies out of the page is the source itself.
Mentions are told apart by colour *and* underline, and each carries its reading as a description; the table has a
caption and header cells; the scrolling text can be reached by keyboard.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Protocol

from cnbiznews.errors import ArgumentError
from cnbiznews.show.palette import KINDS

__all__ = ["Extracted", "render", "render_facts"]


class Mention(Protocol):
    """Anything found in a text: a quantity, company, metric or fact."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    def to_dict(self) -> dict[str, Any]: ...


class Extracted(Protocol):
    """What can be rendered: a source and what was found in it, with offsets in that source."""

    @property
    def source(self) -> str: ...
    @property
    def quantities(self) -> Sequence[Mention]: ...
    @property
    def companies(self) -> Sequence[Mention]: ...
    @property
    def metrics(self) -> Sequence[Mention]: ...
    @property
    def facts(self) -> Sequence[Mention]: ...


def render(extraction: Extracted) -> str:
    """Return an extraction as an HTML fragment that stands alone in a notebook cell, a report or a file.

    Args:
        extraction: an :class:`cnbiznews.Extraction`, or any object with a ``source`` and the ``quantities``,
            ``companies``, ``metrics`` and ``facts`` found in it (offsets in ``source``).

    Returns:
        A ``<section>`` with its own style sheet. Characters that HTML can't hold (controls, lone surrogates) are shown
        by a visible stand-in.

    Raises:
        ArgumentError: it is no extraction: the text itself, say.

    >>> from types import SimpleNamespace
    >>> found = SimpleNamespace(source="毛利率<5%", quantities=(), companies=(), metrics=(), facts=())
    >>> "毛利率&lt;5%" in render(found)
    True
    """
    if not isinstance(source := getattr(extraction, "source", None), str):
        raise ArgumentError("extraction", "an Extraction (what extract returns)", type(extraction).__name__)
    prefix = "cb-" + hashlib.sha1(source.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]
    marks = [
        (mention.start, mention.end, name, _describe(mention.to_dict()))
        for name, kind in KINDS.items()
        for mention in getattr(extraction, kind.plural)
    ]
    facts = [(fact.start, fact.to_dict()) for fact in extraction.facts]
    anchors = {start: f"{prefix}-{start}" for start, _ in facts}
    counts = [(name, len(getattr(extraction, kind.plural))) for name, kind in KINDS.items()]
    return (
        f'<section class="cnbiznews" aria-label="Extraction"><style>{_STYLE}</style>\n'
        f"{_legend(counts)}\n"
        f'<div class="cb-text" lang="zh" tabindex="0" role="region" aria-label="Source text">'
        f"{''.join(_mark_up(source, marks, anchors))}</div>\n"
        f"{_fact_table(facts, anchors)}\n</section>"
    )


def render_facts(facts: Sequence[Mention]) -> str:
    """Return the table of ``facts`` alone, as an HTML fragment with its own style sheet.

    >>> "No facts found." in render_facts([])
    True
    """
    rows = [(fact.start, fact.to_dict()) for fact in facts]
    return f'<section class="cnbiznews" aria-label="Facts"><style>{_STYLE}</style>\n{_fact_table(rows, {})}\n</section>'


def _legend(counts: Iterable[tuple[str, int]]) -> str:
    items = (f'<li><span class="cb-{name}">{KINDS[name].plural}</span> {count}</li>' for name, count in counts)
    return f'<ul class="cb-legend" aria-label="Kinds of mentions">{"".join(items)}</ul>'


def _mark_up(text: str, marks: Iterable[tuple[int, int, str, str]], anchors: Mapping[int, str]) -> Iterator[str]:
    """Yield ``text`` as HTML with the mentions as nested ``<mark>`` elements and an anchor where each fact begins.

    A mention that reaches beyond the one it begins in is cut in two at that point, as elements can't cross.
    """
    places = sorted(place for place in anchors if 0 <= place <= len(text))
    done = 0
    at_anchor = 0

    def upto(end: int) -> Iterator[str]:
        nonlocal done, at_anchor
        while at_anchor < len(places) and places[at_anchor] <= end:
            place = places[at_anchor]
            yield f'{_escaped(text[done:place])}<a id="{anchors[place]}"></a>'
            done = place
            at_anchor += 1
        yield _escaped(text[done:end])
        done = end

    # Longer mentions first where several begin together, so that they nest.
    queue = [
        (max(start, 0), -min(end, len(text)), name, title)
        for start, end, name, title in marks
        if max(start, 0) < min(end, len(text))
    ]
    heapq.heapify(queue)
    open_ends: list[int] = []
    while queue or open_ends:
        if open_ends and (not queue or open_ends[-1] <= queue[0][0]):
            yield from upto(open_ends.pop())
            yield "</mark>"
            continue
        start, negative_end, name, title = heapq.heappop(queue)
        yield from upto(start)
        end = -negative_end
        if open_ends and end > open_ends[-1]:
            heapq.heappush(queue, (open_ends[-1], -end, name, title))
            end = open_ends[-1]
        open_ends.append(end)
        yield f'<mark class="cb-{name}" title="{_escaped(title)}">'
    yield from upto(len(text))


def _describe(row: Mapping[str, Any]) -> str:
    """Say in a few words how a mention was read: ``money: > 5,300,000,000 元``, ``brand: 京东外卖``."""
    kind = row.get("type") or row.get("kind") or "metric"
    reading = row.get("canonical") or _amount(row)
    return f"{kind}: {reading}" if reading else str(kind)


_SIGNS = {"~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
# Five digits at least, so that years stay whole; a longer number than the names of Chinese magnitudes reach is noise.
_WHOLE = re.compile(r"-?[1-9][0-9]{4,40}")


def _amount(row: Mapping[str, Any]) -> str:
    """Return value, upper end, bound and unit of a row as one would write them."""
    values = [_grouped(row[key]) for key in ("value", "value2") if row.get(key) is not None]
    if not values:
        return ""
    amount = _SIGNS.get(row.get("bound") or "", "") + " – ".join(values)
    unit = row.get("unit") or ""
    return f"{amount}{'' if unit in ('', '%') else ' '}{unit}"


def _grouped(value: object) -> str:
    """Group the digits of a plain decimal string in threes; leave fractions and dates as they are, years included."""
    number = str(value)
    whole, dot, decimals = number.partition(".")
    if not _WHOLE.fullmatch(whole):
        return number
    return f"{int(whole):,}{dot}{decimals}"


_COLUMNS = ("company", "subject", "metric", "role", "value", "basis", "period", "status", "evidence")
_DIRECTIONS = {"up": "▲", "down": "▼", "flat": "▬"}


def _fact_table(facts: Sequence[tuple[int, Mapping[str, Any]]], anchors: Mapping[int, str]) -> str:
    if not facts:
        return '<p class="cb-none">No facts found.</p>'
    head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    body = "\n".join(f"<tr>{_cells(row, anchors.get(start))}</tr>" for start, row in facts)
    return (
        '<div class="cb-scroll" tabindex="0" role="region" aria-label="Facts"><table>'
        f"<caption>Facts ({len(facts)})</caption>\n"
        f'<thead><tr>{head}</tr></thead>\n<tbody lang="zh">\n{body}\n</tbody></table></div>'
    )


def _cells(row: Mapping[str, Any], anchor: str | None) -> str:
    cells = {column: _escaped(str(row.get(column) or "")) for column in _COLUMNS}
    direction = row.get("direction")
    arrow = f'<span title="{direction}">{_DIRECTIONS[direction]}</span> ' if direction in _DIRECTIONS else ""
    cells["value"] = arrow + _escaped(_amount(row))
    if anchor:
        cells["evidence"] = f'<a href="#{anchor}">{cells["evidence"]}</a>'
    return "".join(f'<td class="cb-{column}">{cell}</td>' for column, cell in cells.items())


# Controls have pictures at U+2400; a lone surrogate can't be encoded at all.
_UNSHOWABLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_UNSHOWABLE |= {0x7F: 0x2421} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


def _escaped(text: str) -> str:
    return escape(text.translate(_UNSHOWABLE))


_STYLE = (
    ".cnbiznews{background:#fff;color:#1b1f24;font:14px/1.7 sans-serif;padding:.5em}"
    ".cnbiznews .cb-text{white-space:pre-wrap;overflow-wrap:anywhere;max-height:32em;overflow:auto;"
    "border:1px solid #8c959f;padding:.5em 1em}"
    ".cnbiznews .cb-legend{list-style:none;display:flex;gap:1.5em;margin:0 0 .5em;padding:0}"
    ".cnbiznews mark{color:inherit}"
    + "".join(
        f".cnbiznews .cb-{name}{{background:{kind.colour};text-decoration:underline {kind.line};"
        "text-underline-offset:.2em}"
        for name, kind in KINDS.items()
    )
    + ".cnbiznews .cb-scroll{overflow:auto;margin-top:.75em}"
    ".cnbiznews table{border-collapse:collapse;width:100%;color:inherit}"
    ".cnbiznews caption{text-align:left;font-weight:bold}"
    ".cnbiznews th,.cnbiznews td{border:1px solid #8c959f;padding:.2em .5em;text-align:left;vertical-align:top}"
    ".cnbiznews td.cb-value{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".cnbiznews a{color:#0550ae}"
)
