"""Reading a date or period that is written with a numeral.

All patterns are anchored and of bounded length, so a look costs a constant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cnbiznews.periods.clock import read_hours_after
from cnbiznews.periods.figures import TO, UP_TO_31, YEAR, to_int, two_figures
from cnbiznews.periods.parts import read_part

__all__ = ["MAYBE_DATE", "DateMatch", "read_date"]


class DateMatch(NamedTuple):
    """A date: its span, what is written of it in ISO order, and the upper end if it is a range."""

    start: int
    end: int
    low: str
    high: str | None


_ISO = re.compile(
    f"(?P<y>{YEAR})(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9])"
    "(?:[ T]{0,2}(?P<H>[0-9]{1,2})[:：](?P<M>[0-9]{2})(?:[:：](?P<S>[0-9]{2}))?(?![0-9])"
    "(?P<zone>(?<=:[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})(?![0-9]))?)?"
)
_ISO_MONTH = re.compile("(?P<y>19[0-9]{2}|20[0-3][0-9])[-/](?P<m>0[1-9]|1[0-2])(?![0-9年财学赛季/.%-]|个|家|亿|万|元)")
_YEARS = re.compile(f"(?P<y>{YEAR}) ?年?{TO}(?P<y2>{YEAR}) ?(?:财年|年度|学年|年|赛季|雪季|榨季)")
_YEARS_GO_ON = re.compile(f"(?:{UP_TO_31})月|第?[一二三四]季|[上下]半年")
_YEAR = re.compile(
    f"(?P<y>{YEAR}) ?(?:财年|年度|财政年度|年(?!代|期)|[AEF](?![A-Za-z0-9])"
    "|(?=[上下]半年|第?[一二三四1-4]季|前三季|全年))(?P<end>初|末|底)?"
)
# Years in two figures: told by what follows or stands before them; 三四年 is a length of time, 九八年 a year.
_SHORT_YEAR = re.compile(
    "(?P<y>[0-9]{2})年(?=以来|至今|[0-9]{1,2}月|[一二三四]季|第[一二三四]季|上半年|下半年|初|末|底)|(?P<z>0[0-9])年"
    "|(?P<c>[〇零一二三四五六七八九]{2})年(?!代)"
)
_SHORT_YEAR_AFTER = re.compile("(?:[自从于]|['’])$")
_TWO_FIGURE_YEAR = re.compile("(?P<y>[0-9]{2})年(?!代)")
# A year of the Republic of China calendar without 民国: told by what follows it.
_ROC_YEAR = re.compile(
    "(?P<y>1[01][0-9])年"
    "(?=度|第?[一二三四1-4]季|前[0-9一二三]|[上下]半年|[0-9]{1,2} ?月|全年|底|初|以来|起|营收|财报|股利|盈余|EPS)度?"
)
_REPUBLIC = re.compile(f"(?P<y>[0-9]{{1,3}}|{UP_TO_31})年")
_CODE = re.compile(f"(?P<y>{YEAR})年? ?(?P<k>[QH])(?P<n>[1-4])(?:{TO}(?P=k)?(?P<n2>[2-4]))?(?![0-9A-Za-z])")
_CODE_AFTER = re.compile(f"(?:(?P<n0>[1-3]){TO})?(?P<n>[1-4])(?P<k>[QH])(?P<y>[0-9]{{2}}|{YEAR})(?![0-9A-Za-z])")
_QUARTER_CODE = re.compile("(?P<n>[1-4])Q(?![0-9A-Za-z&])")
_SHORT_CODE = re.compile("(?P<y>[0-9]{2})年?(?P<k>[QH])(?P<n>[1-4])(?![0-9A-Za-z])")
# 114/11/14: a day of the Republic of China calendar.
_ROC_DAY = re.compile("(?P<y>1[01][0-9])(?P<s>[/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9/.%])")
# 7/26: a day where it makes an odd fraction, or where the words around it tell; 2/3 is a fraction.
_SLASHED = re.compile(
    "(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?:[-~至到](?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2}))?(?![0-9/.%英寸吋])"
)
_SLASHED_AFTER = tuple("至到自于在起从迄")
_FRACTION_AFTER = tuple("的为约近占达超逾过足降缩剩")
_SLASHED_BEFORE = tuple("起前后晚早凌")
_FISCAL = re.compile(
    "(?P<y>20[0-9]{2})(?:/[0-9]{2})?[/-](?P<y2>[0-9]{2})(?:财年|年度|财政年度|学年|年(?!代)|赛季|雪季|榨季)"
)
_PREFIX = re.compile("(?:今年|去年|明年|大?前年|大?后年|本年|上年|同年|当年|次年|本月|上月|下月|当月|同月|次月|今)$")
_RELATIVE_YEARS = ("今年", "去年", "明年", "前年", "大前年", "后年", "大后年", "本年", "上年", "同年", "当年", "次年")
# 近114年度过: a length of time and no year.
_BEFORE_SPAN = tuple("近逾超约有后前达满.")

# A cheap look before the dear one: can a date begin here?
MAYBE_DATE = re.compile(
    "[0-9〇零一二三四五六七八九十廿卅两]{1,4} ?"
    "(?:[年月日号季时点财度QHAEF:：]|个[月季]|/[0-9]|[/至到~～、和及)）—–―-][^，。\n]{0,7}?[年月日号季时点财度QH/-])"
    "|半年|(?<=[上下])半|[0-9]{4}[./-]|(?:19|20)[0-9]{2}[上下第前全一二三四]"
)


def read_date(text: str, at: int) -> DateMatch | None:
    """Read the date or period whose first numeral stands at ``at``; words such as 今年 before it belong to it.

    >>> read_date("截至2024年9月30日止", 2)
    DateMatch(start=2, end=12, low='2024-09-30', high=None)
    >>> read_date("今年前五个月", 3)
    DateMatch(start=0, end=6, low='01', high='05')
    """
    gap = 1 if text[at - 1 : at] == " " else 0
    before = text[at - 1 - gap] if at > gap else ""
    found = _read_code(text, at, before) or _read_year(text, at, before) or _read_slashed(text, at, before)
    if found is not None:
        return found
    part = read_part(text, at)
    if part is None:
        return None
    start, end, low, high = part
    return DateMatch(_with_prefix(text, start, low), end, low, high)


def _read_code(text: str, at: int, before: str) -> DateMatch | None:
    """2024-09-30, 2025Q3, 3Q25, 2024/25财年."""
    if m := _ISO.match(text, at):
        month, day = two_figures(m["m"], 12), two_figures(m["d"], 31)
        if month and day:
            clock = f"T{int(m['H']):02d}:{m['M']}" if m["H"] else ""
            clock += (f":{m['S']}" if m["S"] else "") + (m["zone"] or "")
            return DateMatch(at, m.end(), f"{to_int(m['y'])}-{month}-{day}{clock}", None)
    if not before.isalnum() and before not in ("-", "/") and (m := _ISO_MONTH.match(text, at)):
        return DateMatch(at, m.end(), f"{m['y']}-{m['m']}", None)
    if not before.isalnum() and before not in (".", "/") and (m := _ROC_DAY.match(text, at)):
        month, day = two_figures(m["m"], 12), two_figures(m["d"], 31)
        if month and day:
            return DateMatch(at, m.end(), f"{1911 + int(m['y'])}-{month}-{day}", None)
    in_word = before.isascii() and before.isalnum()  # 公司25Q3营收, but not A25H1
    if (m := _CODE.match(text, at) or _CODE_AFTER.match(text, at)) or (
        not in_word and (m := _SHORT_CODE.match(text, at))
    ):
        year = to_int(m["y"])
        head = f"{year if year > 99 else 2000 + year}-{m['k']}"
        ends = {name: figure for name, figure in m.groupdict().items() if name[0] == "n" and figure}
        first, last = ends.get("n0") or m["n"], ends.get("n2") or m["n"]
        if first <= last <= ("4" if m["k"] == "Q" else "2"):
            return DateMatch(at, m.end(), head + first, head + last if first < last else None)
    if not in_word and (m := _QUARTER_CODE.match(text, at)):  # 4Q
        return DateMatch(at, m.end(), f"Q{m['n']}", None)
    if m := _FISCAL.match(text, at):
        return DateMatch(at, m.end(), m["y"], m["y"][:2] + m["y2"])
    return None


def _read_slashed(text: str, at: int, before: str) -> DateMatch | None:
    """7/26, 9/1-9/15."""
    m = _SLASHED.match(text, at)
    if m is None or before == "/":
        return None
    month, day = two_figures(m["m"], 12), two_figures(m["d"], 31)
    month2, day2 = two_figures(m["m2"] or "", 12), two_figures(m["d2"] or "", 31)
    if month is None or day is None or (m["m2"] and not (month2 and day2)):
        return None
    if before in _FRACTION_AFTER or text[at - 2 : at] == "不到":
        return None
    is_told = (
        m["m2"]
        or "0" in (m["m"][0], m["d"][0])
        or before in _SLASHED_AFTER
        or text[m.end() : m.end() + 1] in _SLASHED_BEFORE
    )
    if int(day) <= 12 and not is_told:
        return None
    if month2:
        return DateMatch(at, m.end(), f"{month}-{day}", f"{month2}-{day2}")
    end, clock, until = read_hours_after(text, m.end())
    return DateMatch(at, end, f"{month}-{day}{clock}", f"{month}-{day}{until}" if until else None)


def _read_year(text: str, at: int, before: str) -> DateMatch | None:
    """A year with what follows of its parts, or a range of years."""
    if (m := _YEARS.match(text, at)) and to_int(m["y"]) < to_int(m["y2"]) and _YEARS_GO_ON.match(text, m.end()) is None:
        return DateMatch(at, m.end(), str(to_int(m["y"])), str(to_int(m["y2"])))
    if m := _YEAR.match(text, at):
        year = str(to_int(m["y"]))
        return DateMatch(at, m.end(), year, None) if m["end"] else _go_on(text, at, m.end(), year)
    if before == "国" and text[at - 2 : at] == "民国" and (m := _REPUBLIC.match(text, at)):
        return _go_on(text, at - 2, m.end(), str(1911 + to_int(m["y"])))
    if before.isdigit() or before in _BEFORE_SPAN:
        return None
    if m := _ROC_YEAR.match(text, at):
        return _go_on(text, at, m.end(), str(1911 + int(m["y"])))
    m = _SHORT_YEAR.match(text, at)
    if m is None and _SHORT_YEAR_AFTER.search(text, max(0, at - 1), at):
        m = _TWO_FIGURE_YEAR.match(text, at)
    if m is None or (m.lastgroup == "c" and not _is_chinese_year(m["c"])):
        return None
    short = to_int(m[m.lastgroup or 0])
    return _go_on(text, at, m.end(), str(short + (1900 if short > 50 else 2000)))


def _is_chinese_year(figures: str) -> bool:
    """Are two Chinese figures a year (九八年), and no rough length of time (三四年, 三五年)?"""
    first, second = to_int(figures[0]), to_int(figures[1])
    return second - first != 1 and figures != "三五"


def _go_on(text: str, start: int, at: int, year: str) -> DateMatch:
    """A year was read up to ``at``: go on with its quarter, half or months."""
    begin = at + (1 if text[at : at + 1] in (" ", "\n") else 0)
    inner = begin + (text[begin : begin + 1] in tuple("第前上下头首"))
    part = read_part(text, inner, inside=True)
    if part is None or part.start != begin:
        return DateMatch(start, at, year, None)
    high = part.high
    if high is not None and not (high[:1] == "2" and len(high) > 5):
        high = f"{year}-{high}"
    return DateMatch(start, part.end, f"{year}-{part.low}", high)


def _with_prefix(text: str, start: int, low: str) -> int:
    """Where the date begins together with 今年, 上月 or 今 before it."""
    begin = max(0, start - 4)
    head = text[begin:start].rstrip(" ")
    m = _PREFIX.search(head)
    if m is None:
        return start
    word = m.group()
    is_month = len(low) == 2 and low[0] not in "QH"
    fits = is_month if word.endswith("月") else word in _RELATIVE_YEARS or text[start] in "(（"
    return begin + m.start() if fits else start
