"""Finding companies in a reading text."""

from __future__ import annotations

from cnbiznews.companies.gazetteer import Gazetteer, default_gazetteer
from cnbiznews.companies.model import Company

__all__ = ["scan"]


def scan(reading: str, gazetteer: Gazetteer | None = None) -> list[Company]:
    """Find the companies, brands and institutions a text names, in order and without overlap.

    Args:
        reading: text in simplified characters and half-width forms.
        gazetteer: the names to know; the packaged ones when None.

    >>> [(c.text, c.canonical, c.kind) for c in scan("京东集团旗下京东外卖上线")]
    [('京东集团', '京东', 'company'), ('京东外卖', '京东外卖', 'brand')]
    """
    gazetteer = gazetteer or default_gazetteer()
    found = []
    for start, end, entry in gazetteer.find(reading):
        surface = reading[start:end]
        if surface in gazetteer.ambiguous:
            continue
        found.append(Company(start, end, surface, entry.name, entry.kind, entry.id, entry.tickers))
    return found
