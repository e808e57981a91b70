"""Times of day: 8:30, 10:21:05, 下午3点半, 9时至11时."""

from __future__ import annotations

import re

from cnbiznews.periods.figures import TO, UP_TO_31, to_int

__all__ = ["read_clock", "read_hours_after"]

_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "夜间", "夜晚", "深夜", "夜里", "当晚", "晚")
_PARTS_OF_DAY = (*_AFTERNOON, "凌晨", "清晨", "早上", "早间", "上午", "中午", "午间", "早")
# Of these, the hours after midnight count on from it: 深夜2点, but 深夜11点.
_NIGHT = ("夜间", "夜晚", "深夜", "夜里")
_PART_ENDS = tuple(word[-1] for word in _PARTS_OF_DAY)
_CLOCK = re.compile("(?P<H>[01]?[0-9]|2[0-4])[:：](?P<M>[0-5][0-9])(?:[:：](?P<S>[0-5][0-9]))?(?![0-9])")
_HOUR = re.compile(
    f"(?P<p>{'|'.join(_PARTS_OF_DAY)})?"
    f"(?P<H>{UP_TO_31})(?:[时點点](?!候|代|分|尚|长|间|[0-9]*%)整?|(?=[:：]))"
    f"(?:(?P<M>{UP_TO_31})分(?:(?P<S>{UP_TO_31})秒)?|(?P<half>半)"
    "|[:：](?P<M2>[0-5][0-9])(?:[:：](?P<S2>[0-5][0-9]))?(?![0-9]))?(?:许|左右)?"
)
_HOUR_MINUTES = re.compile(f"(?P<H>{UP_TO_31})[时点](?P<M>{UP_TO_31})分(?:(?P<S>{UP_TO_31})秒)?(?![之钟])")
# 20点开抢: what begins at an hour, which 点 alone does not tell from points of an index.
_HOUR_OF_EVENT = re.compile(
    "(?P<H>[0-9]{1,2}|[一二三四五六七八九十]{1,2})点(?=抢|开[抢卖售播启]|整|准时|正式|上线|起售|首发|直播)整?"
)
_HOUR_ALONE = re.compile("(?P<H>[0-9]{1,2})时(?!候|代|期|间|段|长|刻|装|尚|空|点|速|差|[0-9])整?")
_UNTIL = re.compile(f"{TO}(?:当日|当天)?(?=[0-9]{{1,2}}[:：时点]|[一二三四五六七八九十零]{{1,3}}[时点])")
# 1:10的杠杆, 按1：2拆股: a ratio and no time.
_RATIO_BEFORE = re.compile("(?:比例|比率|配比|杠杆|股比)[为是约]?$")
_SHARE_BEFORE = re.compile("[按以]$")
_RATIO_AFTER = re.compile("的?(?:比例|比率|杠杆|比价|兑换|换股|配股|拆股|拆分|送股|汇率|概率)")


def read_hours_after(text: str, at: int) -> tuple[int, str, str | None]:
    """Read a time of day, or a range of them, after a date: (end, low, high); (at, "", None) if there is none.

    >>> read_hours_after("4月2日晚9点", 4), read_hours_after("3日9时至11时", 2)
    ((7, 'T21', None), (8, 'T09', 'T11'))
    """
    end, low, part = _hour(text, at + (1 if text[at : at + 1] in (" ", "\n") else 0))
    if not low:
        return at, "", None
    return _until(text, end, low, part)


def _hour(text: str, at: int) -> tuple[int, str, str | None]:
    """(end, time, part of the day) of the time of day at ``at``; no time if there is none."""
    m = _HOUR.match(text, at)
    if m is None or to_int(m["H"]) > 24:
        return at, "", None
    hour = _as_of_24(m["p"], to_int(m["H"]))
    if m["half"]:
        return m.end(), f"T{hour:02d}:30", m["p"]
    return m.end(), f"T{hour:02d}{_finer(m['M2'] or m['M'])}{_finer(m['S2'] or m['S'])}", m["p"]


def _finer(figure: str | None) -> str:
    """Minutes or seconds, where they are written."""
    return f":{to_int(figure):02d}" if figure else ""


def _until(text: str, end: int, low: str, part: str | None) -> tuple[int, str, str | None]:
    """(end, low, high) of a time of day that may be the beginning of a range."""
    link = _UNTIL.match(text, end)
    if link is not None:
        last, high, _ = _hour(text, link.end())
        if high:
            high = f"T{_as_of_24(part, int(high[1:3])):02d}{high[3:]}"
            if low < high:
                return last, low, high
    return end, low, None


def _as_of_24(part: str | None, hour: int) -> int:
    after_midnight = part in _NIGHT and hour < 6
    return hour + 12 if part in _AFTERNOON and hour < 12 and not after_midnight else hour


def read_clock(text: str, at: int) -> tuple[int, str, str | None, int] | None:
    """Read a time of day, or a range of them, whose first figure stands at ``at``: (end, low, high, start).

    >>> read_clock("下午3点半到5点", 2)
    (8, 'T15:30', 'T17', 0)
    """
    found = _single(text, at)
    if found is None:
        return None
    end, low, start, part = found
    return (*_until(text, end, low, part), start)


def _single(text: str, at: int) -> tuple[int, str, int, str | None] | None:
    """(end, time, start, part of the day)."""
    part = None
    if text[at - 1 : at] in _PART_ENDS:
        part = next((word for word in _PARTS_OF_DAY if text.endswith(word, 0, at)), None)
    start = at - len(part) if part else at
    if m := _CLOCK.match(text, at):
        if _RATIO_BEFORE.search(text, max(0, at - 4), at) or _RATIO_AFTER.match(text, m.end()):
            return None
        if len(m["H"]) == 1 and _SHARE_BEFORE.search(text, max(0, at - 1), at):
            return None
        return m.end(), f"T{_as_of_24(part, int(m['H'])):02d}:{m['M']}{_finer(m['S'])}", start, part
    if part:
        end, clock, _ = _hour(text, at)
        return (end, f"T{_as_of_24(part, int(clock[1:3])):02d}{clock[3:]}", start, part) if clock else None
    if (m := _HOUR_ALONE.match(text, at) or _HOUR_OF_EVENT.match(text, at)) and to_int(m["H"]) <= 24:
        return m.end(), f"T{to_int(m['H']):02d}", at, None
    if (m := _HOUR_MINUTES.match(text, at)) and to_int(m["H"]) <= 24 and to_int(m["M"]) < 60:
        return m.end(), f"T{to_int(m['H']):02d}{_finer(m['M'])}{_finer(m['S'])}", at, None
    return None
