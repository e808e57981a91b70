"""Cues around a number: what binds it (超, 不到, 约), and what only says when (近两年)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cnbiznews.periods import duration_iso
from cnbiznews.quantities.items import Item
from cnbiznews.quantities.lexicon import cue_after, cue_before
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.page import Draft, Page
from cnbiznews.quantities.units import currency_before

__all__ = ["NOT_BEFORE_FRONT", "add_bounded", "read_cue_before"]

# Words for a window of time; the number after them is exact.
_WINDOWS = ("过去", "未来", "最近", "前")
# 前 is part of another word after these (目前, 此前).
NOT_BEFORE_FRONT = tuple("目之此以日年提当先午空生")
# 低于2%的目标 tells where the target is, and binds nothing.
_COMPARING = ("低于", "高于")
_STANDARD = re.compile(
    " ?的?(?:(?:长期|政策|年度|全年|通胀|既定|设定|政府|官方)?目标|预期|预估|前值|荣枯|盈亏|临界|警戒|门槛|均值|平均"
    "|基准|标准线|红线|及格线)"
)
# Words that may stand between a cue and its number (约为每吨), and between two bounds of one number (大于12且小于50).
_FILLER = re.compile("(?:全[市国省行球县区年]|每[一-龥]{1,2}|[:：]|了|为|是|有|人民币|其)$")
_AND = re.compile("(?:的?同时|并且?|且|而)?")


def add_bounded(page: Page, draft: Draft) -> int:
    """Read the cues around a number, and report it; return where the scan goes on."""
    text, end, item = page.text, draft.end, draft.item
    start, low, high, unit = draft.start, draft.low, draft.high, draft.unit
    bound = ""
    cue: tuple[int, int] | None = None
    if draft.more:
        bound = "~" if item is not None and item.numeral.more == "来" else ">"
    skipped = 3 if text[end : end + 3] in ("（含）", "(含)") else int(text[end : end + 1] == " ")
    if (following := cue_after(text, end + skipped)) and (skipped != 1 or len(following.text) > 1):
        if skipped == 3 or not bound or following.bound != "~":
            bound = following.bound
        cue = (end, end + skipped + len(following.text))
        end = cue[1]
    before = read_cue_before(page, start, item)
    if before and not (before[1].endswith(_COMPARING) and _STANDARD.match(text, end)):
        cue_start, word, cue_bound = before
        if draft.type == "duration" and word in (*_WINDOWS, "近"):
            if word == "近" and not _is_window(high, unit):
                bound = bound or "~"
        elif cue_bound != "~" or not bound:
            bound = cue_bound
        start, cue = cue_start, (cue_start, cue_start + len(word))
    if bound in ("<", "<=", ">", ">=") and low == high and _closes_interval(page, start, bound, low, unit):
        return _close_interval(page, end, bound, low, unit, draft.numeral[1])
    one_sided = bound if low == high else ""
    return page.add(
        start,
        end,
        draft.type,
        None if one_sided in ("<", "<=") else low,
        None if one_sided in (">", ">=") else high,
        low_closed=one_sided != ">",
        high_closed=one_sided != "<",
        approximate=bound == "~",
        unit=unit,
        currency=draft.currency,
        numeral=draft.numeral,
        cue=cue,
        iso=duration_iso(low, unit) if draft.type == "duration" and low == high and isinstance(low, Decimal) else None,
    )


def read_cue_before(page: Page, start: int, item: Item | None) -> tuple[int, str, str] | None:
    """(start, words, bound) of the cues before a number, fillers such as 约为每吨 included."""
    text = page.text
    at = start
    if at and text[at - 1] == " ":
        at -= 1
    cue = cue_before(text, at)
    if cue is None and (currency := currency_before(text, at)):
        cue = cue_before(text, currency[0])
        at = currency[0] if cue else at
    if cue is None:
        for word in _WINDOWS:
            if text.endswith(word, 0, at) and at - len(word) >= page.done:
                if word == "前" and text[max(0, at - 2) : at - 1] in NOT_BEFORE_FRONT:
                    return None
                is_time = item is not None and item.unit is not None and item.unit.type == "duration"
                return (at - len(word), word, "") if is_time else None
        for _ in range(3):
            filler = _FILLER.search(text, max(page.done, at - 4), at)
            if filler is None:
                return None
            at = filler.start()
            cue = cue_before(text, at)
            if cue is not None:
                break
        if cue is None or cue.text in ("上", "过", "最高", "最低", "破", "<", ">"):
            return None
    begin = at - len(cue.text)
    if begin < page.done:
        return None
    if cue.text in ("上", "过") and not (item is not None and item.numeral.implicit):
        return None
    bound = cue.bound
    if further := cue_before(text, begin):
        further_begin = begin - len(further.text)
        if further_begin >= page.done and further.text not in ("上", "过"):
            if further.bound != "~":
                bound = further.bound
            begin = further_begin
    return begin, text[begin:start].strip(), bound


def _is_window(value: Number, unit: str | None) -> bool:
    """Is 近 + this time a window that ends now (近两年), and no estimate (近二十年)?"""
    if unit in ("小时", "分钟", "秒"):
        return False
    return value <= 10 or unit not in ("年", "周年")


def _closes_interval(page: Page, start: int, bound: str, value: Number, unit: str | None) -> bool:
    """Does a bound follow an opposite one, with which it makes an interval (大于12小于50)?"""
    if not page.found or page.found[-1].unit not in (unit, None) or not _AND.fullmatch(page.text, page.done, start):
        return False
    last = page.found[-1]
    if bound[0] == "<":
        return last.high is None and last.low is not None and last.low < value
    return last.low is None and last.high is not None and last.type != "ordinal" and last.high > value


def _close_interval(page: Page, end: int, bound: str, value: Number, unit: str | None, numeral_end: int) -> int:
    """Give the last quantity its other end."""
    last = page.found[-1]
    closed = bound.endswith("=")
    both = replace(
        last,
        end=end,
        text=page.source[last.start : end],
        unit=unit,
        numeral=(last.numeral[0] if last.numeral else last.start, numeral_end),
    )
    if bound[0] == "<":
        page.found[-1] = replace(both, high=value, high_closed=closed)
    else:
        page.found[-1] = replace(both, low=value, low_closed=closed)
    page.done = end
    return end
