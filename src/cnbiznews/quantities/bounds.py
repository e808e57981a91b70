"""Cues around a number: what binds it (超, 不到, 约), and what only says when (近两年)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cnbiznews.periods import duration_iso
from cnbiznews.quantities.lexicon import Cue, context, cue_after, cue_before
from cnbiznews.quantities.model import Number
from cnbiznews.quantities.page import Draft, Page
from cnbiznews.quantities.units import currency_before

__all__ = ["NOT_BEFORE_FRONT", "add_bounded", "read_cue_before"]

# Words for a window of time; the number after them is exact.
_WINDOWS = ("过去", "未来", "最近", "前")
_WINDOW_ENDS = tuple(word[-1] for word in _WINDOWS)
# Cues that bind only a bare magnitude (上万), and those that no other word may part from their number.
_OF_MAGNITUDES = ("上", "过")
# 过 is a cue behind a measure or a modal verb, too: 销售额过3亿元, 占比能过三成.
_MEASURE_ENDS = tuple("额量数值率比入润资产绩费能可会将")
_EXTREMES = ("最高", "最低")
_NO_FILLER_AFTER = (*_OF_MAGNITUDES, "最高", "最低", "破", "<", ">")
# 前 is part of another word after these (目前, 此前).
NOT_BEFORE_FRONT = tuple("目之此以日年提当先午空生")
# 低于2%的目标 tells where the target is, and binds nothing.
_COMPARING = ("低于", "高于")
# 高于全省0.3个百分点 tells by how much: with points, the other party stands between.
_OTHER_WORDS = re.compile("以(?:内[部需]|上(?:市公|海)|下[属调])")
_OTHER_PARTY = re.compile("全[市国省行球县区]")
# Words that may stand between a cue and its number (约为每吨), and between two bounds of one number (大于12且小于50).
_FILLER = re.compile(
    "(?:全[市国省行球县区年]|每[一-龥]{1,2}|[:：]|了|为|是|有|在|(?<!足)以|(?<!只)需|需要|可[贷获得达享借]|人民币)$"
)
_NUMERAL = re.compile("[ 一二两三四五六七八九十百千万亿半数0-9]")
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
    following = cue_after(text, end + skipped)
    if following and (skipped != 1 or len(following.text) > 1) and not _binds_elsewhere(text, end + skipped, following):
        if skipped == 3 or not bound or following.bound != "~":
            bound = following.bound
        if skipped == 3 and bound in ("<", ">"):  # 50万元（含）以上
            bound += "="
        cue = (end, end + skipped + len(following.text))
        end = cue[1]
    is_implicit = item is not None and item.numeral.implicit
    before = read_cue_before(page, start, is_time=draft.type == "duration", is_implicit=is_implicit)
    if before and not _compares(before[1], draft.type, text, end):
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


def _binds_elsewhere(text: str, at: int, cue: Cue) -> bool:
    """Does a cue that may stand on either side of a number bind the one behind it (增长10%，不到3亿; but 10%不到), or
    is it part of other words (四成|以|内部资金支付)?"""
    if _OTHER_WORDS.match(text, at):
        return True
    return cue.text == "不到" and _NUMERAL.match(text, at + len(cue.text)) is not None


def _compares(words: str, kind: str, text: str, end: int) -> bool:
    """Do the words of a cue compare (低于2%的目标, 高于全省0.3个百分点) and bind nothing?"""
    if words.endswith(_COMPARING) and context("standard-behind").match(text, end):
        return True
    is_difference = kind == "points" or (kind == "money" and words.startswith(_COMPARING))
    return is_difference and _OTHER_PARTY.search(words) is not None


def read_cue_before(
    page: Page, start: int, *, is_time: bool = False, is_implicit: bool = False
) -> tuple[int, str, str] | None:
    """Read the cues before a number that begins at ``start``, fillers such as 约为每吨 included.

    Args:
        page: the scan.
        start: where the number (with its sign and currency sign) begins.
        is_time: it is a length of time, which 过去 and 前 may stand before.
        is_implicit: it begins with a bare magnitude, which 上 and 过 bind (上万, 过百).

    Returns:
        Where the first cue begins, the words, and the bound: that of the stronger one where two stand together.
    """
    text = page.text
    at = start - 1 if start and text[start - 1] == " " else start
    if text[at - 1 : at] in _WINDOW_ENDS and (
        window := next((word for word in _WINDOWS if text.endswith(word, page.done, at)), None)
    ):
        if not is_time or (window == "前" and text[max(0, at - 2) : at - 1] in NOT_BEFORE_FRONT):
            return None
        return at - len(window), window, ""
    found = _find_cue(page, at)
    if found is None:
        return None
    begin, cue = found
    passes = cue.text == "过" and not is_time and text[begin - 1 : begin] in _MEASURE_ENDS
    if begin < page.done or (cue.text in _OF_MAGNITUDES and not (is_implicit or passes)):
        return None
    bound = cue.bound
    if further := cue_before(text, begin):
        further_begin = begin - len(further.text)
        reached = cue.bound == ">" and further.text in _EXTREMES  # 最高突破3万人: more than that was reached
        if further_begin >= page.done and further.text not in _OF_MAGNITUDES and not reached:
            bound = bound if further.bound == "~" else further.bound
            begin = further_begin
    return begin, text[begin:start].strip(), bound


def _find_cue(page: Page, at: int) -> tuple[int, Cue] | None:
    """The cue that ends at ``at``, or before a currency or up to three fillers; and where it begins."""
    text = page.text
    if cue := cue_before(text, at):
        return at - len(cue.text), cue
    if currency := currency_before(text, at):
        at = currency[0]
        if cue := cue_before(text, at):
            return at - len(cue.text), cue
    for _ in range(3):
        filler = _FILLER.search(text, max(page.done, at - 4), at)
        if filler is None:
            return None
        at = filler.start()
        if cue := cue_before(text, at):
            can = cue.text == "最高" and filler[0].startswith("可")  # 最高可贷50万元
            return None if cue.text in _NO_FILLER_AFTER and not can else (at - len(cue.text), cue)
    return None


def _is_window(value: Number, unit: str | None) -> bool:
    """Is 近 + this time a window that ends now (近两年), and no estimate (近二十年)?"""
    if unit in ("小时", "分钟", "秒"):
        return False
    return value <= 10 or unit not in ("年", "周年")


def _closes_interval(page: Page, start: int, bound: str, value: Number, unit: str | None) -> bool:
    """Does a bound follow an opposite one, with which it makes an interval (大于12小于50)?

    Two sums of money are limits each (不低于1亿元且不超过2亿元).
    """
    if not page.found or page.found[-1].unit not in (unit, None) or not _AND.fullmatch(page.text, page.done, start):
        return False
    last = page.found[-1]
    if last.type == "money":
        return False
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
