"""Stock codes in brackets behind a name: （600519.SH）, (6244-TW), (NYSE:BABA). Nothing tells a company more surely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import is_generic, last_stop
from cnbiznews.companies.words import around, longest_prefix, longest_suffix, roles

__all__ = ["code_behind", "coded_mentions", "listed_behind"]

_EXCHANGES = "TW|TWO|HK|US|SH|SZ|BJ|SS|KS|KQ|JP|SG|UK|DE|FR|CN|T|N|O|OQ|K|L|PA|AS|SW|TO|AX|SI|NS|BO"
_CODE = (
    r"(?:(?:SH|SZ|BJ|HK|sh|sz|bj|hk)[.:：]?[0-9]{5,6}"
    rf"|[0-9]{{4,6}}[.．·-](?:{_EXCHANGES})|[A-Z]{{1,6}}[.．-](?:{_EXCHANGES})"
    r"|(?:[A-Z]{2,6}|[a-z]{6}|纳斯达克|纽交所|港交所|上交所|深交所|北交所|美股|港股|A股)[:：] ?[A-Z0-9]{1,6}"
    r"(?:\.[A-Z]{1,2})?"
    r"|[0-9]{6}|0[0-9]{4}|(?!19[5-9]|20[0-4])[0-9]{4}|[0-9]{3,6}[,，]股吧)"
)
_BRACKET = re.compile(
    rf" ?[(（] ?(?:(?:股票|证券|股份|港股|美股|A股|H股)?代[码号][:：为]? ?)?{_CODE}"
    r"(?:[,，、;；/ ][^()（）\n]{1,30})?[)）]"
)
# A bare code (AAPL) or an abbreviation: enough for a name that is known, too little for one that is not.
_LETTERS = re.compile(r" ?[(（][A-Z]{2,5}[)）]")
_BARE = re.compile(r" ?[(（] ?[0-9]{4} ?[)）]")
_LOCAL = re.compile(r" ?[(（] ?(?!19[5-9]|20[0-4])[0-9]{4}(?:-TW|\.TW)? ?[)）]")
_BEFORE_CODE = frozenset(" (（")
_FUNDS = ("ETF", "LOF", "REIT", "混合", "基金")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&·-]*\Z")
_LONGEST = 16
_COMMON = 3  # characters a name has to have more of that consists of common words
_MOST = 10  # characters of a name that no word in front cuts off


def code_behind(text: str, end: int) -> bool:
    """Tell whether a stock code in brackets stands behind ``end``.

    >>> code_behind("茂迪 (6244-TW) 公布", 2), code_behind("苹果（AAPL）", 2), code_behind("苹果（2023年）", 2)
    (True, True, False)
    """
    return text[end : end + 1] in _BEFORE_CODE and bool(_BRACKET.match(text, end) or _LETTERS.match(text, end))


def listed_behind(text: str, end: int) -> bool:
    """Tell whether a code of four figures, as shares have in Taiwan and Hong Kong, stands behind ``end``.

    >>> listed_behind("统一超(2912)营收", 3), listed_behind("统一超（2024）营收", 3)
    (True, False)
    """
    return bool(_LOCAL.match(text, end))


def coded_mentions(text: str, ends: set[int]) -> Iterator[Mention]:
    """Yield the unlisted names in front of a code.

    Args:
        text: reading text.
        ends: where known names end; what ends there is left to them.
    """
    codes = list(_BRACKET.finditer(text))
    # Four figures alone, as codes are in Taiwan and Hong Kong, must stand behind a name that is known, too.
    local = any(code.start() in ends and _BARE.fullmatch(code.group()) for code in codes)
    for code in codes:
        end = code.start()
        if end in ends or (not local and _BARE.fullmatch(code.group())):
            continue
        left = _NAME.search(text, max(0, end - _LONGEST), end).start()  # type: ignore[union-attr]  # it may be empty
        start = _name_start(text, left, end)
        name = text[start:end]
        if len(name) >= 2 and not name.isdigit() and (not is_generic(name) or _is_whole(name, start == left)):
            kind = "brand" if name.endswith(_FUNDS) else "company"
            yield Mention(start, end, name, kind, "", None, 0.85, "context")


def _is_whole(name: str, whole: bool) -> bool:
    """Tell whether a name of common words is all that stands in front of a code: 环球船务（02118）."""
    return whole and len(name) > _COMMON and not longest_suffix(name, len(name), roles())


def _name_start(text: str, left: int, end: int) -> int:
    """Return where the name before a code begins: behind a word for what it is (网通厂智易) or one that ends names."""
    cut = last_stop(text, left, end)
    cut += len(longest_prefix(text, cut, around("boards")))
    for at in range(end - 2, cut, -1):
        if longest_suffix(text, at, roles(), cut):
            return at
    return cut if end - cut <= _MOST else end
