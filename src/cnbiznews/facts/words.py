"""The words the rules go by, kept as data: one pattern per use."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from cnbiznews import resources

__all__ = ["pattern_of"]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.text("facts/words.toml"))


@cache
def pattern_of(use: str) -> re.Pattern[str]:
    """Return the pattern of the words of one use.

    >>> bool(pattern_of("share-name").search("收入占比")), bool(pattern_of("share-name").search("占比高"))
    (True, False)
    """
    table = _tables()[use]
    return re.compile(table.get("as", "{}").replace("{}", "|".join(table["words"].split())))
