"""Single characters that stand for another one: radicals, compatibility ideographs, private-use codes, controls."""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = ["compatibility"]


@cache
def compatibility() -> dict[str, str]:
    """Return the CJK compatibility ideographs that have a canonical equivalent, with it."""
    ranges = (range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E))
    table = {chr(code): unicodedata.normalize("NFC", chr(code)) for area in ranges for code in area}
    return {old: new for old, new in table.items() if old != new}
