"""One plain character for each full-width, traditional or variant one that numerals and units are written with."""

from __future__ import annotations

import re

__all__ = ["to_plain_characters"]

_PLAIN_FROM = "０１２３４５６７８９％．／＋＄﹒○萬億兩點幾數餘個貳貮參叄陸圓負雙單隻條項種張間―‐‑‒﹣－∼"
_PLAIN_TO = "0123456789%./+$.〇万亿两点几数余个贰贰叁叁陆元负双单只条项种张间—-----~"
_PLAIN = str.maketrans(_PLAIN_FROM, _PLAIN_TO)
_ODD = re.compile(f"[{_PLAIN_FROM}]")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def to_plain_characters(text: str) -> str:
    """Return ``text`` with one plain character for each full-width or traditional one that numerals use.

    >>> to_plain_characters("三萬五，１２％")
    '三万五，12%'
    """
    if not _ODD.search(text):
        return text
    return _WIDE_COMMA.sub(",", text).translate(_PLAIN)
