"""From what is written of a period to days: ISO 8601 forms, and intervals relative to a reference date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from cnbiznews import resources
from cnbiznews.errors import as_kind, as_text
from cnbiznews.periods.dates import read_date

__all__ = ["duration_iso", "iso", "named_period", "resolve"]

Interval = tuple[date, date]

_PART = re.compile("(?:([0-9]{4})(?:-|$))?(?:([QH])([1-4])|([0-9]{2})(?:-([0-9]{2}))?)?(?:T.*)?$")
# Where a date can begin: never within a run of figures (13月 is no 3月).
_NUMERAL = re.compile("(?<![0-9])[0-9]|(?<![一二三四五六七八九十〇零])[一二三四五六七八九十〇零两半]")
_DURATION = re.compile(
    "(近|过去|最近|前|未来|今后)([0-9]{1,3}|[一二两三四五六七八九十]{1,2})个?(年|季度?|月|周|星期|天|日)(?:以?来|之?内|间|里)?$"
)
# 13月, 32日 right after a date: it goes on with a part that no calendar has.
_IMPOSSIBLE = re.compile(" ?第?(?:[0-9]{1,3}|[〇零一二三四五六七八九十]{1,3}) ?(?:月|日|号|季度)")
# 今年以来, 3月至今: up to the reference.
_UNTIL_NOW = re.compile("以来|至今|迄今|到现在|到目前")
_WEEKDAY = re.compile("(上上|上|下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天末])(?!期|转|报|年)")
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_LETTERS = {
    "年": "Y",
    "周年": "Y",
    "月": "M",
    "周": "W",
    "星期": "W",
    "天": "D",
    "日": "D",
    "小时": "H",
    "分钟": "M",
    "秒": "S",
}
_CLOCK = ("小时", "分钟", "秒")


def iso(low: str, high: str | None, is_day: bool = False) -> str | None:
    """Return the ISO 8601 form of a written date: ``2024-09``, ``--10-31``, an interval for quarters and ranges.

    ``is_day`` tells that two lone digits are a day and not a month. None where no such form exists (a quarter of an
    unnamed year).

    >>> iso("2024-09", None), iso("10-31", None), iso("2023-Q2", None), iso("2015", "2019"), iso("Q2", None)
    ('2024-09', '--10-31', '2023-04-01/2023-06-30', '2015/2019', None)
    """
    if high is not None:
        ends = iso(low, None, is_day), iso(high, None, is_day)
        if ends[0] is None or ends[1] is None:
            return None
        return f"{ends[0].split('/')[0]}/{ends[1].split('/')[-1]}"
    match = _PART.match(low)
    if match is None:
        return None
    year, kind, number, _, second = match.groups()
    if kind:
        if not year:
            return None
        begin, end = _part_of_year(int(year), kind, int(number))
        return f"{begin}/{end}"
    if year or low.startswith("T"):
        return low
    return f"--{low}" if second or not is_day else f"---{low}"


def duration_iso(value: Decimal, unit: str | None) -> str | None:
    """Return the ISO 8601 form of a length of time.

    >>> duration_iso(Decimal(30), "天"), duration_iso(Decimal("1.5"), "小时"), duration_iso(Decimal(6), "季度")
    ('P30D', 'PT1.5H', 'P18M')
    """
    if unit in ("季度", "季"):
        value, unit = value * 3, "月"
    letter = _LETTERS.get(unit or "")
    if letter is None:
        return None
    figure = format(value, "f")
    figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
    return f"P{'T' if unit in _CLOCK else ''}{figure}{letter}"


def resolve(text: str, reference: date) -> Interval | None:
    """Return the first and last day of a period named in ``text``, seen from ``reference`` (the day of the article).

    A part of a year without its year is the latest one that has begun by then; 去年, 上季 and the like count from the
    reference. 今年以来 and 3月至今 end at the reference; 周五 is the last one up to it, 上周五 that of the week before.
    None where the text names no period, or one that no calendar has (13月).

    Raises:
        ArgumentError: ``text`` is no text, or ``reference`` no date.

    >>> from datetime import date
    >>> [str(day) for day in resolve("去年第三季度", date(2025, 11, 14))]
    ['2024-07-01', '2024-09-30']
    >>> [str(day) for day in resolve("12月", date(2025, 11, 14))]
    ['2024-12-01', '2024-12-31']
    >>> [str(day) for day in resolve("今年以来", date(2025, 11, 14))]
    ['2025-01-01', '2025-11-14']
    >>> resolve("近两年", date(2025, 11, 14))[0]
    datetime.date(2023, 11, 15)
    """
    as_text(text)
    as_kind(reference, date, "reference")
    if isinstance(reference, datetime):  # a date, too, but one that can't be compared with others
        reference = reference.date()
    try:
        found = _resolve(text, reference)
    except (ValueError, OverflowError):  # beyond the years a date can have
        return None
    if found is not None and found[0] <= reference and _UNTIL_NOW.search(text):
        return found[0], reference
    return found


def _resolve(text: str, reference: date) -> Interval | None:
    named = named_period(text)
    year = reference.year + int(named[1]) if named is not None and named[0] == "year" else None
    written = None
    for numeral in _NUMERAL.finditer(text):
        written = read_date(text, numeral.start())
        if written is not None:
            break
    if written is not None and _IMPOSSIBLE.match(text, written.end):
        return None
    if written is None and (weekday := _WEEKDAY.search(text)):
        return _day_of_week(weekday[1], weekday[2], reference)
    if written is None and (match := _DURATION.search(text)):
        return _window(match[1], match[2], match[3], reference)
    if written is None or (named is not None and named[0] == "festival" and len(written.low) == 4 and not written.high):
        return _named(named, text, reference)
    is_day = "月" not in text and ("日" in text or "号" in text)
    low = _days(written.low, reference, year, is_day)
    if low is None or written.high is None:
        return low
    high = _days(written.high, reference, year if year is not None else low[0].year, is_day)
    return None if high is None else (low[0], high[1])


def _day_of_week(week: str | None, figure: str, reference: date) -> Interval:
    """上周五, 本周末; 周五 alone is the last one up to the reference."""
    monday = reference - timedelta(days=reference.weekday())
    index = "一二三四五六日天末".index(figure)
    first = monday + timedelta(days={7: 6, 8: 5}.get(index, index), weeks=_WEEKS[week] if week else 0)
    if week is None and first > reference:
        first -= timedelta(weeks=1)
    return first, first + timedelta(days=1 if figure == "末" else 0)


def _days(written: str, reference: date, year: int | None, is_day: bool) -> Interval | None:
    match = _PART.match(written)
    if match is None or written.startswith("T"):
        return None
    stated, kind, number, first, second = match.groups()
    wanted = int(stated) if stated else year
    if not (kind or first):
        return (date(wanted, 1, 1), date(wanted, 12, 31)) if wanted else None
    if is_day and first and not second and not stated:
        return _latest_day(int(first), reference)
    try:
        if wanted is not None:
            return _interval(wanted, kind, number, first, second)
        interval = _interval(reference.year, kind, number, first, second)
        return interval if interval[0] <= reference else _interval(reference.year - 1, kind, number, first, second)
    except ValueError:  # 2月30日
        return None


def _interval(year: int, kind: str | None, number: str | None, first: str | None, second: str | None) -> Interval:
    if kind and number:
        return _part_of_year(year, kind, int(number))
    month = int(first or 1)
    if second:
        day = date(year, month, int(second))
        return day, day
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _part_of_year(year: int, kind: str, number: int) -> Interval:
    months = 3 if kind == "Q" else 6
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def _latest_day(day: int, reference: date) -> Interval | None:
    """The last such day of a month up to the reference."""
    year, month = reference.year, reference.month
    for _ in range(3):
        if day <= monthrange(year, month)[1] and date(year, month, day) <= reference:
            return date(year, month, day), date(year, month, day)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def _shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _window(word: str, figure: str, unit: str, reference: date) -> Interval:
    """近两年, 未来10年: from or to the reference."""
    count = int(figure) if figure.isdigit() and figure.isascii() else _small(figure)
    forward = word in ("未来", "今后")
    months = {"年": 12, "季度": 3, "季": 3, "月": 1}.get(unit)
    sign = 1 if forward else -1
    if months is not None:
        other = _shift(reference, sign * months * count)
    else:
        other = reference + timedelta(days=sign * count * (7 if unit in ("周", "星期") else 1))
    day = timedelta(days=1)
    return (reference + day, other) if forward else (other + day, reference)


def _small(figure: str) -> int:
    digits = {character: value for value, character in enumerate("〇一二三四五六七八九十")} | {"两": 2}
    if len(figure) == 2:
        return 10 + digits[figure[1]] if figure[0] == "十" else digits[figure[0]] * 10
    return digits[figure]


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    return {row["name"]: (row["kind"], row["first"], row["last"]) for row in resources.table("periods/named.tsv")}


def named_period(text: str) -> tuple[str, str, str] | None:
    """The longest named period in the text.

    >>> named_period("去年净利润")
    ('year', '-1', '')
    """
    found = max((name for name in _names() if name in text), key=len, default=None)
    return None if found is None else _names()[found]


def _named(named: tuple[str, str, str] | None, text: str, reference: date) -> Interval | None:
    if named is None:
        return None
    kind, first, last = named
    if kind == "festival":
        stated = re.search("[12][0-9]{3}", text)
        years = [int(offset) for name, (other, offset, _) in _names().items() if other == "year" and name in text]
        if stated or years:
            year = int(stated[0]) if stated else reference.year + years[0]
        else:
            year = reference.year - (date.fromisoformat(f"{reference.year}-{first}") > reference)
        return date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
    offset = int(first)
    if kind == "year":
        return date(reference.year + offset, 1, 1), date(reference.year + offset, 12, 31)
    if kind == "quarter":
        index = reference.year * 4 + (reference.month - 1) // 3 + offset
        return _part_of_year(index // 4, "Q", index % 4 + 1)
    if kind == "month":
        day = _shift(reference.replace(day=1), offset)
        return day, day.replace(day=monthrange(day.year, day.month)[1])
    if kind == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)
    day = reference + timedelta(days=offset)
    return day, day
