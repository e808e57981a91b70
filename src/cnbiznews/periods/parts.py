"""Parts of a year: halves, quarters, months, days, and ranges of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from cnbiznews.periods.clock import read_clock, read_hours_after
from cnbiznews.periods.figures import TO, UP_TO_31, YEAR, to_int, two_figures

__all__ = ["Part", "read_part"]

_MONTHS = re.compile(
    f"(?P<m>{UP_TO_31}) ?月?份?(?:{TO}|[、和及])(?P<y2>(?:{YEAR})年)?(?P<m2>{UP_TO_31}) ?月"
    f"(?:份|初|末|底)?(?!{UP_TO_31}[日号])"
)
_DAYS_ACROSS = re.compile(
    f"(?P<m>{UP_TO_31}) ?月 ?(?P<d>{UP_TO_31}) ?[日号]?{TO}(?P<y2>(?:{YEAR})年)?"
    f"(?P<m2>{UP_TO_31}) ?月 ?(?P<d2>{UP_TO_31}) ?[日号]"
)
_DAYS_IN = re.compile(
    f"(?P<m>{UP_TO_31}) ?月 ?(?P<d>{UP_TO_31}) ?[日号]?(?:{TO}|、)(?P<d2>{UP_TO_31}) ?[日号](?!线|楼)"
)
# 八月十五, 九月初九: days of the lunar calendar, written without 日.
_LUNAR_DAY = re.compile("(?P<m>[二三四五六七八九十]{1,2})月(?P<d>初[一二三四五六七八九十]|十五)(?![日号个家])")
_MONTH_DAY = re.compile(f"(?P<m>{UP_TO_31}) ?月 ?(?P<d>{UP_TO_31}) ?[日号](?!线|楼)")
_BRACKET_DAY = re.compile(r"[(（] ?(?P<d>[0-9]{1,2}) ?[)）] ?日")
# 月票 and the like are no month, but 8月|票房 is.
_OTHER_WORD = "球|饼|经(?![营济贸销])|薪(?![资酬])|租(?![金赁售])|费(?![用率])|供(?![应给货需热电气])|票(?![房据价])"
_MONTH = re.compile(f"(?P<m>{UP_TO_31}) ?月(?:份|初|末|底|[上中下]旬|上中旬|中下旬|[上下]半月)?(?!{_OTHER_WORD})")
_DAYS = re.compile(f"(?P<d>{UP_TO_31})[日号]?{TO}(?P<d2>{UP_TO_31}) ?[日号](?!线|楼)")
_DAY = re.compile(f"(?P<d>{UP_TO_31}) ?日(?!元(?![旦宵])|[圆币]|年化)")
_QUARTERS = re.compile(f"第?(?P<q>[一二三1-3])(?:季?度?{TO}|[、和及])第?(?P<q2>[二三四2-4])(?:季度|季)")
_QUARTER = re.compile("(?P<q>[一二三四1-4]) ?(?:季度|财季|季(?!节|后|报|红))(?:初|末|底)?")
_FIRST_QUARTERS = re.compile("(?P<q>[二两三2-3])个?(?:季度|季)")
_FIRST_MONTHS = re.compile(f"(?P<m>两|{UP_TO_31}) ?个?月")
_HALF = re.compile("半年(?!报|线|期)度?(?:初|末|底)?")
# 2025年上半: after a year, 半 alone is half of it, if it begins no other word (上半场).
_HALF_OF_YEAR = re.compile("半(?![场場月程段身夜周句旬部个天年])(?:初|末|底)?")

# What stands after the first figure tells which part it may be; a joint may stand within any of them.
_MARK = re.compile(f"(?:{UP_TO_31}) ?(.)", re.DOTALL)
_JOINTS = tuple("-–—―~～〜−至到、和及")
_THE_ONE_BEFORE = tuple("上下前这同")
# After these, or before those, a number of 日 is a length of time.
_DURATION_BEFORE = re.compile(
    "(?:连[续涨跌升降阳阴]|(?<![大相])连|[近前每第共超逾约仅满后达]|过去|历时|长达|为期|超过|不到|未来|用了"
    "|减少|增加|缩短|延长|拉长|压缩|提早|延后|延迟|增多)$"
)
# 过去一月: a month long, no January.
_MONTHS_LONG = re.compile("(?:[近逾超满约仅]|过去|不足|不到|历时|长达|未来)$")
_DURATION_AFTER = "内游年均线复留免达通滚票累移"


class Part(NamedTuple):
    """A part of a year: its span and what is written of it, with the upper end if it is a range."""

    start: int
    end: int
    low: str
    high: str | None = None


def read_part(text: str, at: int, inside: bool = False) -> Part | None:
    """Read the part of a year whose first figure stands at ``at``.

    Args:
        text: the text.
        at: place of the figure; 第, 前 and 上 before it belong to the part.
        inside: a year stands before it, so that no lone days or times are looked for.

    >>> read_part("前三季度", 1), read_part("10月31日晚8点", 0)
    (Part(start=0, end=4, low='Q1', high='Q3'), Part(start=0, end=9, low='10-31T20', high=None))
    """
    gap = 1 if text[at - 1 : at] == " " else 0
    front = at - 1 - gap
    before = text[front] if front >= 0 else ""
    if before in ("上", "下") and (
        m := _HALF.match(text, at) or (_HALF_OF_YEAR.match(text, at) if text[front - 1 : front] == "年" else None)
    ):
        return Part(front, m.end(), "H1" if before == "上" else "H2")
    if before in ("前", "头", "首"):
        return _first_ones(text, at, front)
    if before in ("(", "（") and (m := _BRACKET_DAY.match(text, front)) and (day := two_figures(m["d"], 31)):
        return Part(front, m.end(), day)
    mark = _MARK.match(text, at)
    follows = mark[1] if mark else ""
    is_joint = follows in _JOINTS
    if (is_joint or follows in "季财") and ((part := _quarters(text, at, front, before)) or before == "第"):
        return part
    if (is_joint or follows == "月") and before != "第" and (part := _months(text, at)):
        return part
    if inside or before == "第" or not (is_joint or follows in "日号:：时點点"):
        return None
    return _days(text, at)


def _first_ones(text: str, at: int, front: int) -> Part | None:
    """前三季度, 前两个月."""
    if m := _FIRST_QUARTERS.match(text, at):
        return Part(front, m.end(), "Q1", f"Q{to_int(m['q'])}")
    if (m := _FIRST_MONTHS.match(text, at)) and (month := two_figures(m["m"], 12)):
        return Part(front, m.end(), "01", month)
    return None


def _quarters(text: str, at: int, front: int, before: str) -> Part | None:
    start = front if before == "第" else at
    if (m := _QUARTERS.match(text, at)) and to_int(m["q"]) < to_int(m["q2"]):
        return Part(start, m.end(), f"Q{to_int(m['q'])}", f"Q{to_int(m['q2'])}")
    if before in ("近", "续", "每", "过", "连") or (m := _QUARTER.match(text, at)) is None:
        return None
    if (text[at : m.end()] == "四季" and before != "第") or (text[at] == "一" and before in _THE_ONE_BEFORE):
        return None  # 一年四季, 上一季度
    return Part(start, m.end(), f"Q{to_int(m['q'])}")


def _months(text: str, at: int) -> Part | None:
    """Months, and days with their month."""
    for pattern in (_DAYS_ACROSS, _DAYS_IN):
        if m := pattern.match(text, at):
            groups = m.groupdict()
            month, day, day2 = two_figures(m["m"], 12), two_figures(m["d"], 31), two_figures(m["d2"], 31)
            month2 = two_figures(groups["m2"], 12) if groups.get("m2") else month
            if month and day and day2 and month2:
                year = groups.get("y2")
                high = f"{to_int(year[:-1])}-{month2}-{day2}" if year else f"{month2}-{day2}"
                return Part(at, m.end(), f"{month}-{day}", high)
    if m := _MONTH_DAY.match(text, at):
        month, day = two_figures(m["m"], 12), two_figures(m["d"], 31)
        if month and day:
            end, low, until = read_hours_after(text, m.end())
            return Part(at, end, f"{month}-{day}{low}", f"{month}-{day}{until}" if until else None)
    if (m := _LUNAR_DAY.match(text, at)) and (month := two_figures(m["m"], 12)):
        return Part(at, m.end(), f"{month}-{two_figures(m['d'].lstrip('初'), 31)}")
    if m := _MONTHS.match(text, at):
        month, month2 = two_figures(m["m"], 12), two_figures(m["m2"], 12)
        if month and month2 and (month < month2 or m["y2"]):
            return Part(at, m.end(), month, (f"{to_int(m['y2'][:-1])}-" if m["y2"] else "") + month2)
    if (m := _MONTH.match(text, at)) and (month := two_figures(m["m"], 12)):
        is_span = not text[at].isascii() and _MONTHS_LONG.search(text, max(0, at - 2), at)
        return None if is_span else Part(at, m.end(), month)
    return None


def _days(text: str, at: int) -> Part | None:
    """Days without their month, and times of day."""
    if (m := _DAYS.match(text, at)) and text[m.end() : m.end() + 1] != "内":
        day, day2 = two_figures(m["d"], 31), two_figures(m["d2"], 31)
        if day and day2 and day < day2:
            return Part(at, m.end(), day, day2)
    if (m := _DAY.match(text, at)) and (day := two_figures(m["d"], 31)) and not _is_span(text, at, m.end()):
        end, low, high = read_hours_after(text, m.end())
        return Part(at, end, day + low, day + high if high else None)
    clock_part = read_clock(text, at)
    if clock_part is None:
        return None
    end, low, high, start = clock_part
    return Part(start, end, low, high)


def _is_span(text: str, at: int, end: int) -> bool:
    """Is a number of 日 a length of time (连续5日, 三日后)?"""
    following = text[end : end + 1]
    if following == "后":
        return not text[at].isascii()
    return (bool(following) and following in _DURATION_AFTER) or bool(_DURATION_BEFORE.search(text, max(0, at - 2), at))
