"""Houses whose business is to watch others: what they say is about somebody else."""

from __future__ import annotations

from functools import cache

from cnbiznews import resources
from cnbiznews.facts.tokens import Token

__all__ = ["foresees", "is_observer"]


@cache
def _observers() -> frozenset[str]:
    return frozenset(resources.lines("facts/observers.txt"))


def is_observer(token: Token) -> bool:
    """Tell whether a company is one whose business is to watch others."""
    name: str = token.item.canonical
    return name in _observers() or name.endswith(("证券", "研究院", "研究所", "咨询", "数据"))


def foresees(token: Token) -> bool:
    """Tell whether what a company expects is about somebody else: observers, authorities, associations."""
    return is_observer(token) or token.item.kind in ("gov", "other-org", "media")
