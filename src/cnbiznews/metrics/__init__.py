"""Measures: a lexicon of names, and open-class noun phrases around head nouns."""

from __future__ import annotations

from cnbiznews.metrics.lexicon import Entry, Lexicon, default_lexicon
from cnbiznews.metrics.model import Metric
from cnbiznews.metrics.scan import scan

__all__ = ["Entry", "Lexicon", "Metric", "default_lexicon", "scan"]
