"""The words the rules go by, kept as data: one pattern, or one table, per use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from cnbiznews import resources

__all__ = ["names_of", "pattern_of"]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.text("facts/words.toml"))


@cache
def pattern_of(*uses: str) -> re.Pattern[str]:
    """Return the pattern of the words of one use, or of any of several.

    >>> bool(pattern_of("share-name").search("收入占比")), bool(pattern_of("share-name").search("占比高"))
    (True, False)
    """
    tables = [_tables()[use] for use in uses]
    ways = [table.get("as", "{}").replace("{}", "|".join(table["words"].split())) for table in tables]
    return re.compile(ways[0] if len(ways) == 1 else "|".join(f"(?:{way})" for way in ways))


@cache
def names_of(use: str) -> Mapping[str, str]:
    """Return what each word of one use stands for (written 罚=罚款).

    >>> names_of("measure-of-verb")["派息"]
    '股息'
    """
    return dict(pair.split("=") for pair in _tables()[use]["words"].split())
