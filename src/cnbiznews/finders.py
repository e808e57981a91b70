"""The public finders: one kind of mention each, in any text, with spans in that text.

Each finder first makes the reading text (simplified characters, one form per character), looks there, and maps what it
found back to the text it was given. They don't repair damage: pass ``repair(text)`` where that is wanted, or use
:func:`cnbiznews.extract`, which does everything in one go.
"""

from __future__ import annotations

from dataclasses import replace

from cnbiznews import companies, metrics, quantities
from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.companies import Abbreviation, Company, Gazetteer
from cnbiznews.errors import check_option
from cnbiznews.metrics import Lexicon, Metric
from cnbiznews.quantities import Quantity
from cnbiznews.script import reading_view, to_simplified

__all__ = ["find_abbreviations", "find_companies", "find_metrics", "find_quantities"]


def find_abbreviations(text: str | AlignedText) -> list[Abbreviation]:
    """Find the acronyms that ``text`` introduces together with what they stand for.

    Args:
        text: any script, any width; an :class:`AlignedText` gives spans in its source.

    Returns:
        The abbreviations in order, as written; their spans are offsets (code points) into the source.

    >>> [(a.short, a.expansions) for a in find_abbreviations("自研的倉儲管理系統（WMS）上線")]
    [('WMS', ('倉儲管理系統',))]
    """
    aligned = as_aligned(text)
    found = []
    for abbreviation in companies.find_abbreviations(aligned.text):
        start, end = aligned.source_span(abbreviation.start, abbreviation.end)
        spans = tuple(aligned.source_span(*span) for span in abbreviation.spans)
        found.append(replace(abbreviation, start=start, end=end, spans=spans))
    return found


def find_quantities(text: str | AlignedText) -> list[Quantity]:
    """Find every number, percentage, amount, bound, date and duration in ``text``.

    Args:
        text: any script, any width; an :class:`AlignedText` gives spans in its source.

    Returns:
        The quantities in order; ``start`` and ``end`` are offsets (code points) into the source.

    >>> [(q.text, q.value, q.unit, q.bound) for q in find_quantities("營收增長２３.４%,門店突破３０００家")]
    [('２３.４%', Decimal('23.4'), '%', '='), ('突破３０００家', Decimal('3000'), '家', '>')]
    """
    view = reading_view(text)
    return [found.on_source(view) for found in quantities.scan(view.text)]


def find_companies(text: str | AlignedText, gazetteer: Gazetteer | None = None) -> list[Company]:
    """Find every mention of a company, brand, media house or other institution in ``text``.

    Args:
        text: any script, any width; an :class:`AlignedText` gives spans in its source.
        gazetteer: the names to know, in either script; the packaged ones by default.

    Returns:
        The mentions in order; ``start`` and ``end`` are offsets (code points) into the source.

    Raises:
        ArgumentError: ``text`` is no text, or ``gazetteer`` no :class:`Gazetteer`.

    >>> [(c.text, c.canonical, c.kind) for c in find_companies("騰訊與京東外賣達成合作")]
    [('騰訊', '腾讯', 'company'), ('京東外賣', '京东外卖', 'brand')]
    """
    check_option("gazetteer", gazetteer, Gazetteer, "Gazetteer.from_tsv(path)")
    known = gazetteer and gazetteer.simplified(to_simplified)
    view = reading_view(text)
    return [found.on_source(view) for found in companies.scan(view.text, known)]


def find_metrics(text: str | AlignedText, lexicon: Lexicon | None = None) -> list[Metric]:
    """Find every name of something measured (成交额, 毛利率, 离店间夜量 …) in ``text``.

    Args:
        text: any script, any width; an :class:`AlignedText` gives spans in its source.
        lexicon: the names to know; the packaged ones by default.

    Returns:
        The mentions in order; ``start`` and ``end`` are offsets (code points) into the source.

    Raises:
        ArgumentError: ``text`` is no text, or ``lexicon`` no :class:`Lexicon`.

    >>> [m.text for m in find_metrics("二季度營業收入同比增長8%,淨利潤率升至5%")]
    ['營業收入', '淨利潤率']
    """
    check_option("lexicon", lexicon, Lexicon, "Lexicon.load(path)")
    view = reading_view(text)
    return [found.on_source(view) for found in metrics.scan(view.text, lexicon)]
