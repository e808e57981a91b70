"""Digits that are names: codes, labels, models, lone years."""

from __future__ import annotations

import re

from cnbiznews.quantities.items import PERCENT_NOT, Item
from cnbiznews.quantities.lexicon import STARTS, context, cue_before, event_behind, series_before
from cnbiznews.quantities.units import currency_before, find_unit, is_letter

__all__ = ["code_end", "is_code", "is_note_mark", "is_numbered", "is_really_name", "is_year"]

_TOKEN_AFTER = re.compile(r"[0-9A-Za-z]*(?:[-.+][0-9A-Za-z]+){0,4}")
_LISTED_AFTER = re.compile("[、和及与] ?[0-9]+\\.[0-9]")
_VERSION_AFTER = re.compile("[时版模战阶系产]")
_NICKNAMED = ("新政", "行情", "会议", "政策")
# EPS 1.23, 25E 1.23: figures after Latin letters that are no names.
_MEASURED_BEFORE = re.compile("(?:[EPR]PS|P[EBS]|PEG|RO[EA]|[PC][PM]I|VIX|NPS|ARPU|SCFI|BDI|HR|[0-9][EAF]) $")
_ITEM_AFTER = re.compile(r"\. ?[一-龥]")
_RANGE_SIGNS = tuple("～~至到—–")
_JOINTS = "至到和与或及比"
_FIGURE_BEFORE = "为是达到至共约超近比得分第"
_YEAR_FOLLOWS = re.compile("[、和与及/](?:19|20)[0-9]{2}(?:年|[、和与及])")
_JOINED = frozenset("〇零一二两三四五六七八九十百千万亿点分几")
# 1+N, 5+3: schemes, where neither figure counts anything.
_SCHEME = re.compile(r"[0-9]{1,2}\+(?:[0-9]{1,2}|[NXnx])(?![0-9.A-Za-z元%万亿家个天年月])")
_DASHED = re.compile(r"(?:-[0-9]{1,8}){1,4}")
_KEY = ("\ufe0f", "\u20e3")  # a figure drawn as a key


def is_really_name(text: str, word: str, end: int) -> bool:
    """Names of digits alone (618) are names only where nothing makes a quantity of them (618亿元)."""
    if word[0] in "百千万亿" and cue_before(text, end - len(word)) and find_unit(text, end - len(word) + 1):
        return False  # 上万家, 近百度
    if word[0] in STARTS and len(word) > 1:
        counted = find_unit(text, end - len(word) + 1)
        if counted is not None and counted[0] > end:  # 四平 in 四平方米
            return False
    if word[-1] == "分" and text[end : end + 1] == "之":  # 万分 in 万分之五
        return False
    if word[-1] in _JOINED and word[0] not in STARTS and _counts(text, end):  # 高三 in 提高三个百分点
        return False
    if word[-1] in _JOINED and text[end : end + 1] in STARTS:  # 二百五 in 二百五十, 一点 in 一点五
        return False
    if not ("0" <= word[-1] <= "9"):
        return not (word[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum())
    following = text[end : end + 1]
    if following in ("-", "–", "—", "~", "至", "到") and "0" <= text[end + 1 : end + 2] <= "9":
        return False  # 618-619家
    if following and (following in "0123456789.,%万亿千百" or following == "年"):
        return following in ".," and not "0" <= text[end + 1 : end + 2] <= "9"
    if word[0] not in "0123456789":
        return True
    unit = find_unit(text, end)
    return unit is None or unit[1].ordinal or unit[1].unit is None or following in "期大节日活里"


def _counts(text: str, end: int) -> bool:
    """Does a unit of comparison follow, which makes a number of the figure at the end of a word (放大三成)?"""
    if text[end : end + 1] == "成":
        return text[end + 1 : end + 2] not in PERCENT_NOT
    unit = find_unit(text, end)
    return unit is not None and unit[1].type in ("percent", "points", "multiple")


def is_code(text: str, at: int, item: Item) -> bool:
    """Are digits without a unit a name: 600519, (00293), iPhone 12, 3D, 400-820-8888, the 1. of a list?"""
    numeral, end = item.numeral, item.numeral.end
    if not numeral.arabic:
        is_label = text[end : end + 1] in ("、", "．") and _is_line_start(text, at)
        is_spoken = numeral.digits > 1 and (text[at - 1 : at] == "幺" or text[end : end + 1] == "幺")
        is_bracketed = text[at - 1 : at] in ("(", "（") and text[end : end + 1] in (")", "）")  # （十二）
        if is_bracketed and numeral.power <= 1 and numeral.high < 100:
            return True
        return is_spoken or (is_label and end - at <= 3 and not numeral.power)
    if numeral.power:
        return False
    before = text[at - 1] if at else "\n"
    return (
        _is_token(text, at, end, before)
        or _is_mark(text, at, item, before)
        or (numeral.digits > 1 and text[at] == "0")
        or (numeral.digits >= 7 and end - at == numeral.digits and not cue_before(text, at))
        or (
            numeral.digits == 6
            and end - at == 6
            and context("security-before").search(text, max(0, at - 3), at) is not None
        )
        or (numeral.digits == 4 and text[at - 2 : at] in ("合约", "主力"))  # 主力合约2609
        or (numeral.digits > 0 and context("contact-before").search(text, max(0, at - 6), at) is not None)
        or context("label-before").search(text, max(0, at - 4), at) is not None
        or _is_version(text, at, end, before)
        or series_before(text, at)
        or (numeral.digits in (2, 3, 4) and event_behind().match(text, end) is not None)
        or _is_share(text, at, item, before)
    )


def is_numbered(text: str, item: Item) -> bool:
    """Do the figures number a building, a road or a line (101大厦, 318国道), whatever unit seems to follow?

    >>> from cnbiznews.quantities.items import read_item
    >>> is_numbered("318国道", read_item("318国道", 0))
    True
    """
    numeral = item.numeral
    return (
        numeral.arabic
        and numeral.digits in (2, 3, 4)
        and context("numbered-behind").match(text, numeral.end) is not None
    )


def _is_share(text: str, at: int, item: Item, before: str) -> bool:
    """Is it the number of a share in front of its name (2330台积电)? Counts without a unit are mostly round."""
    if item.numeral.digits != 4 or text[at + 2 : at + 4] == "00" or before not in "：、（(" or not before:
        return False
    following = text[at + 4 : at + 5]
    is_name = "一" <= following <= "龥" and following not in _JOINTS and not context("party-behind").match(text, at + 4)
    return is_name and not "1990" <= text[at : at + 4] <= "2039"


def _is_token(text: str, at: int, end: int, before: str) -> bool:
    """Are the digits part of a longer token: 3D, 300750.SZ, 6244-TW, Wi-Fi 7, 400-820-8888?"""
    following = text[end : end + 1]
    if is_letter(following) or (following in (".", "-") and is_letter(text[end + 1 : end + 2])):
        return True
    if following == "." and "." in text[at:end] and "0" <= text[end + 1 : end + 2] <= "9":  # 192.168.1.1
        return True
    if before == " " and at >= 2 and is_letter(text[at - 2]) and currency_before(text, at) is None:
        return not _MEASURED_BEFORE.search(text, max(0, at - 6), at)
    if before in "-+./" and at >= 2 and text[at - 2].isascii() and text[at - 2].isalnum():
        return True
    if before == "-" and "一" <= text[at - 2 : at - 1] <= "龥":  # 苏-57, but 净利润-3.2～-2.8亿元
        return "." not in text[at:end] and following not in _RANGE_SIGNS
    if before in "·•" or (following in ("·", "•") and text[end + 1 : end + 2].isdigit()):
        return True
    if following == "+" and _SCHEME.match(text, at):
        return True
    dashes = _DASHED.match(text, end) if following == "-" else None
    return dashes is not None and dashes.group().count("-") >= 2


def _is_mark(text: str, at: int, item: Item, before: str) -> bool:
    """Are the digits the mark of a list or a note, a code in brackets, or quoted?"""
    numeral, end = item.numeral, item.numeral.end
    following = text[end : end + 1]
    if following == "》" or following in _KEY or (before in '“"‘' and following in '”"’' and following):
        return True
    if before in "[〔［【" and following in ("]", "〕", "］", "】"):
        return True
    is_short = 0 < numeral.digits <= 2
    if before in "(（":
        in_table = "\t" in text[max(0, at - 40) : end + 40] and not _is_line_start(text, at - 1)
        if following in (")", "）", ".") and (numeral.digits >= 4 or (is_short and not in_table)):
            return True
        if numeral.digits == 1 and following == " " and "一" <= text[end + 1 : end + 2] <= "龥":  # 3.40元（3 约等于
            return True
    if is_short and _is_line_start(text, at):
        if following in ("、", ".", ")", "）"):
            return True
        word = text[end + 1 : end + 2] if following == " " else following
        if "一" <= word <= "龥" and word not in _JOINTS:
            return True
    if (
        is_short
        and before in "；;。：，"
        and following in ((")", "）") if before == "，" else ("、", ".", ")", "）"))
        and "一" <= text[end + 1 : end + 2] <= "龥"
    ):
        return True  # ；2、会员数
    if is_short and before == " " and following == "." and _ITEM_AFTER.match(text, end):  # 1. 营收 2. 净利
        return True
    return numeral.digits == 1 and following in ("\t", "\n") and "一" <= before <= "龥" and before not in _FIGURE_BEFORE


def is_note_mark(text: str, at: int, item: Item) -> bool:
    """Is a lone digit right behind a quantity the mark of a note (付费会员数达1.17亿1和)?"""
    return item.unit is None and item.numeral.arabic and 0 < item.numeral.digits <= 2 and text[at - 1] in "万亿元%％"


def _is_version(text: str, at: int, end: int, before: str) -> bool:
    if context("version-before").search(text, max(0, at - 4), at) or text[end : end + 1] == "系":  # 宝马3系
        return True
    if end - at == 3 and text.startswith(_NICKNAMED, end):  # 924行情, 330新政: days as names of policies
        return True
    if text[end - 2 : end] != ".0" or _LISTED_AFTER.match(text, end):
        return False  # 分别为156.0、18.6和17.9亿元
    return "一" <= before <= "龥" or _VERSION_AFTER.match(text, end) is not None


def _is_line_start(text: str, at: int) -> bool:
    for back in range(at, max(-1, at - 12), -1):
        if back == 0 or text[back - 1] in "\n\t":
            return True
        if text[back - 1] not in " •·-*":
            return False
    return False


def code_end(text: str, end: int) -> int:
    """End of the token that the digits up to ``end`` belong to.

    >>> code_end("300750.SZ涨停", 6)
    9
    """
    match = _TOKEN_AFTER.match(text, end)
    return match.end() if match else end


def is_year(text: str, at: int, end: int) -> bool:
    """Are four lone digits a year (2015、2016年, a column head)?

    >>> is_year("2015、2016年", 0, 4), is_year("店数2015家", 2, 6)
    (True, False)
    """
    if not "1990" <= text[at:end] <= "2039":
        return False
    if _YEAR_FOLLOWS.match(text, end):
        return True
    before, following = text[at - 1 : at], text[end : end + 1]
    if before in ("(", "（") and text.startswith((": ", "：", "年："), end):  # (2024: 10.3%)
        return True
    if following > "一" and context("named-by-year").match(text, end) and cue_before(text, at) is None:
        return True
    if text[at:end] == "2000" or following in ("%", "-", "/", ",", ":"):
        return False
    return before in ("", "\n", "\t", " ", "《", "（", "(", "，", "。", "、") and cue_before(text, at) is None
