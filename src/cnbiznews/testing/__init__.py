"""Hypothesis strategies that produce text together with its meaning (needs the hypothesis library)."""

from cnbiznews.testing.damage import Damaged, damaged
from cnbiznews.testing.quantities import Phrase, quantities, sentences

__all__ = ["Damaged", "Phrase", "damaged", "quantities", "sentences"]
