"""What business news wants otherwise than OpenCC: terms, names of companies, names of people."""

from __future__ import annotations

__all__ = ["fixed"]


def fixed(text: str, config: str) -> list[tuple[int, int, str]]:
    """Return the spans that this layer decides, with their values, in order."""
    return []
