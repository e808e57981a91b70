"""Reading a date or period that is written with a numeral.

All patterns are anchored and of bounded length, so a look costs a constant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["MAYBE_DATE", "DateMatch", "read_date"]


class DateMatch(NamedTuple):
    """A date: its span, what is written of it in ISO order, and the upper end if it is a range."""

    start: int
    end: int
    low: str
    high: str | None


_N = "[0-9]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3}"
_Y = "(?:1[6-9]|2[01])[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
_TO = " ?(?:[-–—~～〜−至到]|—-) ?"
_ISO = re.compile(
    f"(?P<y>{_Y})(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9])"
    "(?:[ T]{0,2}(?P<H>[0-9]{1,2})[:：](?P<M>[0-9]{2})(?:[:：][0-9]{2})?(?![0-9]))?"
)
_YEAR_RANGE = re.compile(f"(?P<y>{_Y}) ?年? ?(?:[-–—~～〜−至到]|—-) ?(?P<y2>{_Y}) ?(?P<unit>财年|年度|年)")
_YEAR_LIST = re.compile(f"(?P<y>{_Y})[年、]{{1,2}}(?P<y2>{_Y})年")
_YEAR = re.compile(
    f"(?P<y>{_Y}) ?(?:财年|年度|财政年度|年(?!代|期)|[AEF](?![A-Za-z0-9])"
    "|(?=[上下]半年|第?[一二三四1-4]季|前三季|全年))(?P<end>初|末|底)?"
)
_SHORT_YEAR = re.compile(
    "(?P<y>[0-9]{2})年(?=以来|[0-9]{1,2}月|[一二三四]季|第[一二三四]季|上半年|下半年|初|末|底)|(?P<z>0[0-9])年"
)
# A year of the Republic of China calendar without 民国: told by what follows it.
_ROC_YEAR = re.compile(
    "(?P<y>1[01][0-9])年"
    "(?=度|第?[一二三四1-4]季|前[0-9一二三]|[上下]半年|[0-9]{1,2} ?月|全年|底|初|营收|财报|股利|盈余|EPS)度?"
)
_REPUBLIC = re.compile(f"(?P<y>[0-9]{{1,3}}|{_N})年")
_CODE = re.compile(f"(?P<y>{_Y})(?:年)? ?(?P<k>[QH])(?P<n>[1-4])(?![0-9A-Za-z])")
_CODE_AFTER = re.compile(f"(?P<n>[1-4])(?P<k>[QH])(?P<y>[0-9]{{2}}|{_Y})(?![0-9A-Za-z])")
_FISCAL = re.compile("(?P<y>20[0-9]{2})[/-](?P<y2>[0-9]{2})(?:财年|年度|财政年度|年(?!代))")
_SHORT_CODE = re.compile("(?P<y>[0-9]{2})年?(?P<k>[QH])(?P<n>[1-4])(?![0-9A-Za-z])")
_MONTHS = re.compile(
    f"(?P<m>{_N}) ?月?份?(?:{_TO}|[、和及])(?P<y2>(?:{_Y})年)?(?P<m2>{_N}) ?月(?P<end>份|初|末|底)?(?!{_N}[日号])"
)
_DAYS_ACROSS = re.compile(
    f"(?P<m>{_N}) ?月 ?(?P<d>{_N}) ?[日号]?{_TO}(?P<y2>(?:{_Y})年)?(?P<m2>{_N}) ?月 ?(?P<d2>{_N}) ?[日号]"
)
_DAYS_IN = re.compile(f"(?P<m>{_N}) ?月 ?(?P<d>{_N}) ?[日号]?(?:{_TO}|、)(?P<d2>{_N}) ?[日号](?!线|楼)")
_MONTH_DAY = re.compile(f"(?P<m>{_N}) ?月 ?(?P<d>{_N}) ?[日号](?!线|楼)")
_BRACKET_DAY = re.compile(r"[(（] ?(?P<d>[0-9]{1,2}) ?[)）] ?日")
_MONTH = re.compile(f"(?P<m>{_N}) ?月(?P<end>份|初|末|底|上旬|中旬|下旬|上半月|下半月)?(?!球|饼|经|薪|租|费|供|票)")
_DAYS = re.compile(f"(?P<d>{_N})[日号]?{_TO}(?P<d2>{_N}) ?[日号](?!线|楼)")
_DAY = re.compile(f"(?P<d>{_N}) ?日(?!元(?![旦宵])|[圆币]|年化)")
_QUARTERS = re.compile(f"第?(?P<q>[一二三1-3])(?:季?度?{_TO}|[、和及])第?(?P<q2>[二三四2-4])(?:季度|季)")
_QUARTER = re.compile("(?P<q>[一二三四1-4]) ?(?:季度|财季|季(?!节|后|报|红))(?P<end>初|末|底)?")
_FIRST_QUARTERS = re.compile("(?:头)?(?P<q>[二两三2-3])个?(?:季度|季)")
_FIRST_MONTHS = re.compile(f"(?P<m>{_N}) ?个?月")
_HALF = re.compile("半年(?!报|线|期)度?(?:初|末|底)?")
_CLOCK = re.compile("(?P<H>[01]?[0-9]|2[0-4])[:：](?P<M>[0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9])")
_HOUR = re.compile(
    f"(?P<p>凌晨|清晨|早上|早间|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜间|深夜|夜里)?(?P<H>{_N})(?:[时點点](?!候|代|分|尚|长|间|[0-9]*%)整?|(?=[:：]))"
    f"(?:(?P<M>{_N})分|(?P<half>半)|[:：](?P<M2>[0-5][0-9])(?![0-9]))?(?:许|左右)?"
)
_HOUR_MINUTES = re.compile(f"(?P<H>{_N})[时点](?P<M>{_N})分(?![之钟])")
_HOUR_ALONE = re.compile("(?P<H>[0-9]{1,2})时(?!候|代|期|间|段|长|刻|装|尚|空|点|速|差|[0-9])整?")
_PREFIX = re.compile(
    "(?:今年|去年|明年|前年|后年|本年|上年|同年|当年|次年|本月|上月|下月|当月|同月|次月|今|民国|公元前?|截至)$"
)
_PARTS_OF_DAY = (
    "凌晨",
    "清晨",
    "早上",
    "早间",
    "上午",
    "中午",
    "下午",
    "午后",
    "傍晚",
    "晚上",
    "晚间",
    "夜间",
    "深夜",
    "晚",
    "早",
)
_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜间", "深夜")
_YEARS = ("今年", "去年", "明年", "前年", "后年", "本年", "上年", "同年", "当年", "次年")
_RELATIVE_MONTHS = ("本月", "上月", "下月", "当月", "同月", "次月")
_DURATION_BEFORE = (
    "连续",
    "连涨",
    "连跌",
    "连升",
    "连降",
    "连阳",
    "连阴",
    "近",
    "前",
    "过去",
    "每",
    "第",
    "历时",
    "长达",
    "为期",
    "共",
    "超",
    "超过",
    "逾",
    "约",
    "不到",
    "未来",
    "最近",
    "用了",
    "仅",
    "满",
    "后",
    "达",
)
# 近114年度过: a length of time and no year.
_BEFORE_SPAN = tuple("近逾超约有后前达满.")
_DURATION_AFTER = "内游年均线复留免达通滚票累"

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}

# A cheap look before the dear one: can a date begin here?
MAYBE_DATE = re.compile(
    "[0-9〇零一二三四五六七八九十廿卅两]{1,4} ?(?:[年月日号季时点财度QH:：/至到~～、和)）—–-]|个[月季])"
    "|半年|[0-9]{4}[./-]|(?:19|20)[0-9]{2}[上下第前全一二三四]"
)


def _int(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if text and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    return (_DIGITS.get(tens[-1:], 1) if ten else 0) * 10 + _DIGITS.get(ones[:1], 0)


def _two(text: str, largest: int) -> str | None:
    number = _int(text)
    return f"{number:02d}" if 1 <= number <= largest else None


def read_date(text: str, at: int) -> DateMatch | None:
    """Read the date or period whose first numeral stands at ``at``; words such as 今年 before it belong to it.

    >>> read_date("截至2024年9月30日止", 2)
    DateMatch(start=2, end=12, low='2024-09-30', high=None)
    >>> read_date("今年前五个月", 3)
    DateMatch(start=0, end=6, low='01', high='05')
    """
    gap = 1 if text[at - 1 : at] == " " else 0
    before = text[at - 1 - gap] if at > gap else ""
    if m := _ISO.match(text, at):
        month, day = _two(m["m"], 12), _two(m["d"], 31)
        if month and day:
            clock = f"T{int(m['H']):02d}:{m['M']}" if m["H"] else ""
            return DateMatch(at, m.end(), f"{_int(m['y'])}-{month}-{day}{clock}", None)
    if m := _CODE.match(text, at):
        return DateMatch(at, m.end(), f"{_int(m['y'])}-{m['k']}{m['n']}", None)
    if (m := _CODE_AFTER.match(text, at)) and len(m["y"]) in (2, 4):
        year = m["y"] if len(m["y"]) == 4 else "20" + m["y"]
        return DateMatch(at, m.end(), f"{year}-{m['k']}{m['n']}", None)
    if m := _FISCAL.match(text, at):
        return DateMatch(at, m.end(), m["y"], m["y"][:2] + m["y2"])
    if (m := _SHORT_CODE.match(text, at)) and not before.isalnum():
        return DateMatch(at, m.end(), f"20{m['y']}-{m['k']}{m['n']}", None)
    if m := _YEAR_RANGE.match(text, at):
        rest = text[m.end() : m.end() + 3]
        if not re.match(f"(?:{_N})月|第?[一二三四]季|[上下]半年", rest) and _int(m["y"]) < _int(m["y2"]):
            return DateMatch(at, m.end(), str(_int(m["y"])), str(_int(m["y2"])))
    if m := _YEAR.match(text, at):
        year = str(_int(m["y"]))
        if m["end"]:
            return DateMatch(at, m.end(), year, None)
        return _within(text, at, m.end(), year)
    if (m := _SHORT_YEAR.match(text, at)) and not (before.isdigit() or before == "."):
        short = int(m["y"] or m["z"])
        return _within(text, at, m.end(), str(short + (1900 if short > 50 else 2000)))
    if before == "国" and text[at - 2 : at] == "民国" and (m := _REPUBLIC.match(text, at)):
        return _within(text, at - 2, m.end(), str(1911 + _int(m["y"])))
    if before not in _BEFORE_SPAN and not before.isdigit() and (m := _ROC_YEAR.match(text, at)):
        return _within(text, at, m.end(), str(1911 + int(m["y"])))
    start = at
    if before == "第":
        start = at - 1 - gap
        if not (m := _QUARTER.match(text, at)) and not _QUARTERS.match(text, at):
            return None
    part = _part(text, at, before)
    if part is None:
        return None
    end, low, high, begin = part
    start = min(start, begin)
    head = text[max(0, start - 4) : start].rstrip(" ")
    if m := _PREFIX.search(head):
        word = m.group()
        fits = (
            word in _YEARS
            or (word in _RELATIVE_MONTHS and len(low) == 2 and low[0] not in "QH")
            or (word == "今" and text[at - 1] in "(（")
        )
        if fits:
            start = max(0, start - 4) + m.start()
    return DateMatch(start, end, low, high)


def _within(text: str, start: int, at: int, year: str) -> DateMatch:
    """A year was read up to ``at``: go on with its quarter, half or months."""
    skipped = at + (1 if text[at : at + 1] in (" ", "\n") else 0)
    inner = skipped
    if text[skipped : skipped + 1] in "第前上下头" and text[skipped : skipped + 1]:
        inner += 1
    if part := _part(text, inner, text[inner - 1] if inner > skipped else "", inside=True):
        end, low, high, begin = part
        if begin == skipped:
            joined = f"{year}-{low}"
            return DateMatch(
                start, end, joined, (high if high[:1] == "2" and len(high) > 5 else f"{year}-{high}") if high else None
            )
    return DateMatch(start, at, year, None)


def _hour(text: str, at: int) -> tuple[int, str]:
    """A time of day after a date; (at, "") if there is none."""
    m = _HOUR.match(text, at + (1 if text[at : at + 1] in (" ", "\n") else 0))
    if m is None or _int(m["H"]) > 24:
        return at, ""
    hour = _int(m["H"]) + (12 if m["p"] in _AFTERNOON and _int(m["H"]) < 12 else 0)
    minutes = m["M2"] or m["M"]
    if m["half"]:
        return m.end(), f"T{hour:02d}:30"
    return m.end(), f"T{hour:02d}" + (f":{_int(minutes):02d}" if minutes else "")


def _part(text: str, at: int, before: str, inside: bool = False) -> tuple[int, str, str | None, int] | None:
    """A part of a year at ``at`` as (end, low, high, start)."""
    first = text[at : at + 1]
    front = at - (2 if text[at - 1 : at] == " " else 1)
    if first == "半" and before in ("上", "下") and (m := _HALF.match(text, at)):
        return m.end(), "H1" if before == "上" else "H2", None, at - 1
    if before in ("前", "头") and before:
        if m := _FIRST_QUARTERS.match(text, at):
            return (
                m.end(),
                "Q1",
                f"Q{'..23'.index(m['q']) if m['q'] in '23' else '..两三'.index(m['q'].replace('二', '两'))}",
                front,
            )
        if (m := _FIRST_MONTHS.match(text, at)) and (month := _two(m["m"].replace("两", "二"), 12)):
            return m.end(), "01", month, front
        if first == "两" and text.startswith("两个月", at):
            return at + 3, "01", "02", front
        return None
    begin = front if before == "第" else at
    if m := _QUARTERS.match(text, at):
        q, q2 = _int(m["q"]), _int(m["q2"])
        if q < q2:
            return m.end(), f"Q{q}", f"Q{q2}", begin
    if before not in ("近", "续", "每", "过") and (m := _QUARTER.match(text, at)):
        return m.end(), f"Q{_int(m['q'])}", None, begin
    if before == "第":
        return None
    if before and before in "(（" and (m := _BRACKET_DAY.match(text, at - 1)) and (day := _two(m["d"], 31)):
        return m.end(), day, None, at - 1
    for pattern in (_DAYS_ACROSS, _DAYS_IN):
        if m := pattern.match(text, at):
            groups = m.groupdict()
            month, day, day2 = _two(m["m"], 12), _two(m["d"], 31), _two(m["d2"], 31)
            month2 = _two(groups["m2"], 12) if groups.get("m2") else month
            if month and day and day2 and month2:
                year2 = groups.get("y2")
                return m.end(), f"{month}-{day}", (f"{_int(year2[:-1])}-" if year2 else "") + f"{month2}-{day2}", at
    if m := _MONTH_DAY.match(text, at):
        month, day = _two(m["m"], 12), _two(m["d"], 31)
        if month and day:
            end, clock = _hour(text, m.end())
            return end, f"{month}-{day}{clock}", None, at
    if m := _MONTHS.match(text, at):
        month, month2 = _two(m["m"], 12), _two(m["m2"], 12)
        if month and month2 and (month < month2 or m["y2"]):
            return m.end(), month, (f"{_int(m['y2'][:-1])}-" if m["y2"] else "") + month2, at
    if m := _MONTH.match(text, at):
        month = _two(m["m"], 12)
        if month:
            return m.end(), month, None, at
    if inside:
        return None
    if (m := _DAYS.match(text, at)) and text[m.end() : m.end() + 1] != "内":
        day, day2 = _two(m["d"], 31), _two(m["d2"], 31)
        if day and day2 and day < day2:
            return m.end(), day, day2, at
    if m := _DAY.match(text, at):
        day = _two(m["d"], 31)
        if day and not text.endswith(_DURATION_BEFORE, 0, at) and text[m.end() : m.end() + 1] not in _DURATION_AFTER:
            end, clock = _hour(text, m.end())
            return end, day + clock, None, at
        if day and m.end() == len(text) and not text.endswith(_DURATION_BEFORE, 0, at):
            return m.end(), day, None, at
    if m := _CLOCK.match(text, at):
        start = at
        hour = int(m["H"])
        for word in _PARTS_OF_DAY:
            if text.endswith(word, 0, at):
                start = at - len(word)
                hour += 12 if word in _AFTERNOON and hour < 12 else 0
                break
        return m.end(), f"T{hour:02d}:{m['M']}", None, start
    for word in _PARTS_OF_DAY:
        if text.endswith(word, 0, at):
            end, clock = _hour(text, at)
            if not clock:
                return None
            hour = int(clock[1:3]) + (12 if word in _AFTERNOON and int(clock[1:3]) < 12 else 0)
            return end, f"T{hour:02d}{clock[3:]}", None, at - len(word)
    if (m := _HOUR_ALONE.match(text, at)) and int(m["H"]) <= 24:
        return m.end(), f"T{int(m['H']):02d}", None, at
    if (m := _HOUR_MINUTES.match(text, at)) and _int(m["H"]) <= 24 and _int(m["M"]) < 60:
        return m.end(), f"T{_int(m['H']):02d}:{_int(m['M']):02d}", None, at
    return None
