"""Unlisted names given away by the company they keep: in a list of firms, or in a column of a table with known ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from cnbiznews.companies.gazetteer import Entry
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import has_stop, is_generic, is_no_firm, last_stop, looks_like_person
from cnbiznews.companies.words import common_nouns, generic, longest_prefix, longest_suffix, not_names

__all__ = ["SUM", "listed_mentions"]

_HANZI = "\u4e00-\u9fff"
_NAME_CHAR = re.compile(rf"[{_HANZI}A-Za-z0-9&·]")
# The word behind a list that says what is listed. (All branches begin with a character of their own: for their first
# characters a text is searched quickly.)
_TOGETHER = ("联合", "共同", "持续", "继续", "参与")
_INVEST = "领投|跟投|参投|投资|加持|加注"
_LIST_END = re.compile(
    rf"等[{_HANZI}0-9]{{0,8}}?(?:机构|公司|企业|厂商|品牌|平台|车企|药企|酒企|房企|险企|航司|银行|券商|基金|投资|股东|巨头|玩家|大厂"
    r"|电商|超市|商超|折扣店|连锁|运营商|供应商|竞品|门店|商家|商户|合作伙伴|合作方|[工计测板组备片]厂)"
    rf"|等(?:{'|'.join(_TOGETHER)}){{0,2}}(?:{_INVEST})|{_INVEST}"
    + "".join(rf"|{word}(?:{'|'.join(_TOGETHER)})?(?:{_INVEST})" for word in _TOGETHER)
)
# 客户包括白石、青禾和QH等
_LIST_BEGIN = re.compile(
    rf"(?:客户|供应链|概念股|供应商|经销商|股东|投资方|投资人|合作方|合作伙伴|竞争对手|竞品|品牌)(?:主要|还)?(?:包括|包含|涵盖|有)了?"
    rf"[{_HANZI}A-Za-z0-9&·]{{2,10}}(?:[、和与及][{_HANZI}A-Za-z0-9&·]{{2,10}}?){{1,9}}(等|[，。；])"
)
# A list that is counted needs no known name in it: 青禾、白石两家公司.
_COUNTED = re.compile(
    r"[两二三四五六七八九十数几多0-9](?:(?<=[0-9])[0-9]{1,2})?(?:家|大)(?:上市)?(?:公司|企业|银行|券商|机构|车企|房企|厂商|品牌|平台|巨头|子公司)"
)
# The first word of a row of a table, behind its place in a ranking; the line between head and rows; the sum below.
_ROW = re.compile(
    rf"^[ ]{{0,4}}(?:\|[ ]*)?(?:[0-9]{{1,2}}[.、]?[ ]*[| \t][ ]*)?"
    rf"([{_HANZI}A-Za-z0-9&·]{{2,8}})[ ]*(?:\||[ ]{{3}}|\t)[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)
_RULE = re.compile(r"[ |:-]*-[ |:-]*\n")
_CELL_ENDS = re.compile(r"\||\t|   ")
SUM = re.compile(r"合计|总计|小计|其[他它]|平均|均值|全部|整体|行业|市场|品牌|公司|企业|厂商|排名|名称|[0-9]")
_ROWS = 2  # so many known names make a column one of names


def _rows(text: str) -> list[list[tuple[int, int]]]:
    """Return the spans of the first words of the rows of each table, the place in a ranking in front left out."""
    tables: list[list[tuple[int, int]]] = []
    stop = -1  # where the row behind the last one begins
    for row in _ROW.finditer(text) if _CELL_ENDS.search(text) else ():
        if row.start() != stop:
            tables.append([])
        rule = _RULE.match(text, row.end())
        stop = rule.end() if rule else row.end()
        tables[-1].append(row.span(1))
    return tables


def _tabled(text: str, known: Mapping[tuple[int, int], Entry], sure: Collection[tuple[int, int]]) -> Iterator[Mention]:
    """The names in the same column of a table as known ones."""
    for rows in _rows(text):
        likely = [(start, end) for start, end in rows if not SUM.search(text[start:end])]
        names = [span for span in likely if span in sure or span in known]
        if len(names) < _ROWS or 2 * len(names) < len(likely):
            continue
        for start, end in likely:
            name = text[start:end]
            if entry := known.get((start, end)):
                yield Mention(start, end, name, entry.kind, "", entry, 0.8, "context")
            elif not is_no_firm(name):
                yield Mention(start, end, name, "company", "", None, 0.65, "context")


def listed_mentions(text: str, mentions: Sequence[Mention], hits: Sequence[tuple[int, int, Entry]]) -> list[Mention]:
    """Return the names that stand in one list with companies, if a word says it is a list of such: 等机构, 领投.

    ``hits`` are all known names in the text, the doubtful ones, too: in such a list they are believed.
    """
    sure = {(mention.start, mention.end) for mention in mentions if mention.kind != "gov"}
    starts = {mention.start for mention in mentions}
    known = {(start, end): entry for start, end, entry in hits if entry.kind != "gov"}
    found = [*_tabled(text, known, sure)]
    ends = [(cue.start(), False) for cue in _LIST_END.finditer(text)]
    ends += [(cue.start(), True) for cue in _COUNTED.finditer(text)]
    ends += [(cue.start(1), False) for cue in _LIST_BEGIN.finditer(text)]
    for stop, counted in ends:
        items = _items(text, stop)
        if not any(item in sure or item in known for item in items) and (not counted or len(items) < 2):
            continue
        for start, end in items:
            name = text[start:end]
            if entry := known.get((start, end)):
                found.append(Mention(start, end, name, entry.kind, "", entry, 0.8, "context"))
                continue
            if any(at in starts for at in range(start, end)):  # a known name with a word in front
                continue
            if not 2 <= len(name) <= 8 or is_generic(name) or name in not_names():
                continue
            if has_stop(name.replace("和", "")) or looks_like_person(name):
                continue
            ending = longest_suffix(name, len(name), common_nouns())
            if len(longest_prefix(name, 0, generic())) > 1 or (len(ending) > 1 and is_generic(name[: -len(ending)])):
                continue
            found.append(Mention(start, end, name, "company", "", None, 0.65, "context"))
    return found


def _items(text: str, end: int) -> list[tuple[int, int]]:
    """Return the spans of the items of the list that ends at ``end``."""
    items = []
    low = max(0, end - 120)
    stop = end
    while stop > low:
        start = stop
        while start > low and (
            _NAME_CHAR.match(text[start - 1]) or (text[start - 1] == " " and text[start : start + 1].isascii())
        ):
            start -= 1
        joined = text[start - 1 : start] == "、"
        begin = start if joined else last_stop(text, start, stop)
        at = max(text.rfind(joint, begin + 2, stop - 2) for joint in "和与及")
        if at > 0 and stop - begin > 4:  # 光远和声 is one name, 青禾资本和蓝岭创投 are two
            items.append((at + 1, stop))
            stop = at
        items.append((begin, stop))
        if not joined:
            break
        stop = start - 1
    return items
