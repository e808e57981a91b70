"""Unlisted names by their form: region, trade name, line of business, legal form; offices, papers, hotels, units."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from string import ascii_letters, digits
from typing import NamedTuple

from cnbiznews.companies.gazetteer import Entry
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import split_name
from cnbiznews.companies.plausible import (
    after_period,
    has_quantity,
    has_stop,
    is_generic,
    partly_generic,
    soft_stops,
    stop_before,
)
from cnbiznews.companies.vetoes import is_no_trade
from cnbiznews.companies.words import (
    Ending,
    Words,
    around,
    boundary_after,
    countries,
    cue_behind,
    cue_in_front,
    cues,
    ending_words,
    find_endings,
    find_regions,
    generic,
    longest_prefix,
    longest_suffix,
    not_names,
    places_at_home,
    regions,
    roles,
)

__all__ = ["formed_mentions"]

_HANZI = "\u4e00-\u9fff"
_NAME_CHARS = frozenset(ascii_letters + digits + "&·")  # and hanzi
_LONGEST = 30
_THROUGH = "经"  # what begins names, too, but no more often than it stands in front of one: 经青禾评估有限公司评估
_BRANCH = re.compile(rf"(?:[{_HANZI}]{{2,8}}?)?(?:分公司|分行|支行|营业部)")
# What stands behind a place at the end of a name: 青禾医院上海|静安总院.
_SITED = re.compile(rf"[{_HANZI}]{{0,4}}?(?:[总分]院|[总分]店|门店|工厂|区域|大区)")
_BRACKET = re.compile(r"[(（][^()（）\n]{1,40}[)）]")
_JOINTS = frozenset("、和与及或")
_COUNTY = re.compile(rf"[{_HANZI}]{{2,3}}[市县区省]")
_GOES_ON = frozenset("军化内性层式")  # what makes another word of 集团
_TRADES = ("市场", "行业", "产业", "板块", "领域", "概念", "业务", "业")  # 资本市场, 科技行业: no firm in front
_BARE = frozenset({"海关", "央行", "联储"})  # right behind their place: 杭州海关
_REACH = 400  # how far back the place of an office may have been named
_LEVELS = frozenset("省市县区州")
_SCHOOLS = frozenset({"大学", "学院", "实验室"})
_LEGAL_ENDS = ("有限公司", "有限责任公司", "总公司", "股份有限公司", "事务所")
_LEGAL = re.compile("|".join(_LEGAL_ENDS))
_OWNS = re.compile(
    r"旗下|(?:日前|近日|正式|已|今日|昨日)?(?:官宣|宣布|公告|回应称|创始人|联合创始人|董事长|CEO|股价|招股书|递表|完成[^，。；\n]{0,8}融资|对[^，。；\n]{1,8}(?:表示|回应))"
)
_OF_BUSINESS = frozenset({"industry", "weak", "local", "vague", "line"})
_CONFIDENCE = {"legal": 0.9, "group": 0.75, "industry": 0.7, "weak": 0.65, "vague": 0.6, "line": 0.6, "unit": 0.7}
_CUTS = frozenset("，。、“（：；《【】！？|｜●•■◆▲\n \t")
_CITY = 2  # characters of the name of a city that no list knows
_PARTS_OF_WORLD = frozenset({"海外", "国际", "大陆", "内地"})
_NOT_ONE = frozenset("一二两三四五六七八九十几数多各每某该本此其等这那新老")  # what begins no line of business
_ALL = frozenset("全各该本每某")  # what begins no trade name
_KINDS = frozenset("型式")  # what ends none: 封闭式基金, 指数型基金
_HOTEL_WORDS = re.compile(r"星级|豪华|连锁|经济型|高端|快捷|主题|度假$|民宿|各|多家|周边")


class _Ground(NamedTuple):
    """A text with the places it names, and the spans of known names; each by its start and by its end."""

    text: str
    places: dict[int, int]  # start -> end
    place_ends: frozenset[int]
    owner_starts: frozenset[int]
    owners: dict[int, int]  # end -> start
    firms: dict[int, int]  # the same, but for authorities and what is also a common word


def formed_mentions(text: str, hits: Sequence[tuple[int, int, Entry]], doubtful: Collection[str] = ()) -> list[Mention]:
    """Return mentions of unlisted names by their form alone.

    Args:
        text: reading text.
        hits: known names, which may begin a longer one (娃哈哈广盛投资公司).
        doubtful: those of them that are also common words.
    """
    places = dict(find_regions(text))
    ground = _Ground(
        text,
        places,
        frozenset(places.values()),
        frozenset(start for start, _, _ in hits),
        {end: start for start, end, _ in hits},
        {end: start for start, end, entry in hits if entry.kind != "gov" and text[start:end] not in doubtful},
    )
    return [mention for found in find_endings(text) if (mention := _formed(ground, *found))]


def _formed(ground: _Ground, start: int, end: int, ending: Ending) -> Mention | None:
    """Return the mention that ends with the word at ``start`` … ``end``, if there is one."""
    text, group = ground.text, ending.group
    if ending.word[-1] == "厂" and text[end : end + 1] == "长" and ending.word[:-1] in ending_words():
        end -= 1  # 青禾食品|厂长
    if group in _OF_BUSINESS:
        begin = _business_start(ground, start, end, group)
        return _mention(text, begin, end, ending) if begin is not None else None
    left = _left_edge(text, start)
    if group == "legal":
        begin = _full_name_start(ground, left, start)
        if branch := _BRANCH.match(text, end):
            end = branch.end()
    elif group == "group":
        begin = _group_start(ground, left, start, end)
    elif group == "unit":
        begin = _unit_start(ground, left, start, end)
    elif group in ("gov", "org", "media", "place"):
        begin = _placed_start(ground, left, start, ending)
        if begin is None and group == "org":
            begin = _house_start(ground, left, start, end)
    else:
        return None
    if begin is None and group == "gov":
        return _local_office(ground, left, start, end) if ending.word not in _BARE else None
    return _mention(text, begin, end, ending) if begin is not None else None


def _mention(text: str, begin: int, end: int, ending: Ending) -> Mention:
    evidence = "unit" if ending.group == "unit" else "form"
    return Mention(begin, end, text[begin:end], ending.kind, "", None, _CONFIDENCE.get(ending.group, 0.8), evidence)


def _business_start(ground: _Ground, start: int, end: int, group: str) -> int | None:
    """The place where a name begins that ends with a line of business."""
    text = ground.text
    begin = _short_start(ground, start, end)
    if begin is not None and begin < (known := ground.firms.get(end, begin)) and begin not in ground.places:
        return known  # 含|青禾航空, if that is known
    if begin is None:
        if group != "local" or not (end - start > 2 or boundary_after(text, end)):
            return None
        left = max(_left_edge(text, start), start - 4)
        return next((at for at in range(left, start) if ground.places.get(at) == start), None)
    if (group in ("vague", "line") and not _is_named(ground, begin, end)) or (
        group == "weak" and not _is_spoken_of(text, begin, end)
    ):
        return None
    return begin


def _local_office(ground: _Ground, left: int, start: int, end: int) -> Mention | None:
    """市统计局 with the city left out: it goes under the office of the place that was named before."""
    text, begin = ground.text, start - 1
    level = text[begin:start]
    if begin < 0 or level not in _LEVELS:
        return None
    if not (_is_cut(text, left, begin) or stop_before(text, begin, left) or _before_office(text, begin, left)):
        return None
    city = text[left:begin]  # 岚州|市统计局, whose place no list knows
    if len(city) == _CITY and _is_cut(text, left, left) and _is_trade(city) and city not in cues("adverb"):
        return Mention(left, end, text[left:end], "gov", "", None, 0.75, "form")
    before = [text[at:stop] for at, stop in ground.places.items() if stop <= begin]
    named = [place for place in before if place in _own_places()]
    near = text[max(0, begin - _REACH) : begin]
    tagged = {match.group(1) for match in re.finditer(rf"([{_HANZI}]{{2,3}}){level}", near)}
    last = named[-1] if named and level == "市" else ""  # cities are named without 市 as often
    place = next((place for place in reversed(named) if place in tagged), last)
    return Mention(begin, end, text[begin:end], "gov", place + text[begin:end], None, 0.75, "form")


def _before_office(text: str, at: int, left: int) -> str:
    """Return the word that ends at ``at`` and takes an office as its object, or ""."""
    return longest_suffix(text, at, around("before_office"), left)


@cache
def _own_places() -> Words:
    """The provinces and cities whose names are no common words."""
    return Words(places_at_home() - generic())


def _left_edge(text: str, start: int) -> int:
    """Return how far left of an ending a name can reach at most: over letters, figures, and a bracketed place."""
    low = max(0, start - _LONGEST)
    at = start
    while at > low:
        char = text[at - 1]
        if "\u4e00" <= char <= "\u9fff" or char in _NAME_CHARS:
            at -= 1
        elif char in ")）":
            opening = max(text.rfind("(", low, at), text.rfind("（", low, at))
            if opening < 0 or not 2 <= at - 2 - opening <= 8 or text[opening + 1 : at - 1] not in regions():
                break
            at = opening
        else:
            break
    return at


def _after_stop(ground: _Ground, left: int, end: int, *, soft: bool = True, nouns: bool = True) -> int:
    """Return the place behind the last word between ``left`` and ``end`` that ends a name read from right to left.

    ``soft`` says whether those count that are also characters of names (behind a place they never do: 上海和风科技),
    ``nouns`` whether those do that may stand in the name of a business unit.
    """
    for at in range(end - 2, left, -1):
        stop = stop_before(ground.text, at, left, nouns=nouns)
        if stop and not (stop in soft_stops() and (not soft or at - len(stop) in ground.place_ends)):
            return after_period(ground.text, at, end)
    return after_period(ground.text, left, end)


def _full_name_start(ground: _Ground, left: int, start: int) -> int | None:
    """A registered name begins with its place or a known name, else behind the last word that is no part of it."""
    text = ground.text
    # The registered name in front of this one ends where its own legal form does.
    left = max([left, *(left + form.end() for form in _LEGAL.finditer(text[left:start]))])
    if text[start - 1] == "之" or stop_before(text, start, left) not in ("", *soft_stops()):
        return None  # 成立有限公司
    begin = _after_stop(ground, left, start)
    # A soft stop (和, 为, 商) behind a place is rather part of the name than a word of its own.
    strong = _after_stop(ground, left, start, soft=False)
    if strong < begin and (strong in ground.places or _COUNTY.match(text, strong, begin)):
        follows = ground.places.get(strong, strong + 2)
        if text[follows : follows + 1] not in _JOINTS:
            begin = strong
    if begin not in ground.places and begin not in ground.owner_starts:
        for at in range(begin + 1, start - 1):
            if ground.places.get(at, start + 1) <= start and at not in ground.owners and text[at - 1] not in "(（":
                begin = at
                break
    if ground.owners.get(start, -1) > begin and begin not in ground.places:
        begin = ground.owners[start]  # 委任毕马威会计师事务所: a known name with its form, whatever stands before it
    if text[begin] == _THROUGH and begin not in ground.owner_starts:
        begin += not longest_prefix(text, begin, around("begin_names"))
    if start - begin < 2:
        return None
    name = text[begin:start]
    if begin in ground.owner_starts or (len(split_name(name).trade) > 1 and not is_generic(name)):
        return begin
    # A registered name may consist of its place and common words: 青州|白酒|有限公司, but not 青州多家酒业有限公司.
    place = ground.places.get(begin, start)
    registered = start - place > 1 and text.startswith(_LEGAL_ENDS, start) and text[place] not in _NOT_ONE
    return begin if registered else None


def _group_start(ground: _Ground, left: int, start: int, end: int) -> int | None:
    """A firm without legal form: 青禾集团 behind a mark, 青禾科技公司 also behind a word that ends names."""
    text = ground.text
    if start in ground.owners or end in ground.owners or text[start:end] == "股份":
        return None
    if len(stop_before(text, end, left)) > end - start:
        return None  # 谷歌母公司
    if text[end : end + 1] in _GOES_ON if text[start:end] == "集团" else not boundary_after(text, end):
        return None
    if text[start:end] == "控股" and text.startswith("股东", end):
        return None
    begin = _after_stop(ground, left, start)
    business = longest_suffix(text, start, ending_words(), begin)
    trade = text[begin : start - len(business)]
    if business and text[start:end] == "集团" and trade in _own_places():
        return begin  # 陕西建工集团: no other has that place and line of business
    if not business and begin > left:
        # 引入白石控股, 股东白石控股承诺, but a verb in 由白石控股 and 包括白石控股的
        holding = (
            text[start:end] == "控股"
            and (text[end : end + 1] in _CUTS or cue_behind(text, end) == "after")
            and len(stop_before(text, begin, left)) > 1
        )
        if len(trade) > 3 or not (holding or text[start:end] == "集团"):
            return None
    if not business and len(trade) > 4:
        return None
    if is_no_trade(trade, bare=text[start:end] == "公司" and not business):
        return None
    return begin if _is_cut(text, left, begin) and 2 <= len(trade) <= 5 and _is_trade(trade) else None


def _short_start(ground: _Ground, start: int, end: int) -> int | None:
    """Trade name and line of business between two cuts: 由清禾资本领投, 、青禾科技、."""
    text = ground.text
    sited = end in ground.places and _SITED.match(text, ground.places[end])
    if not (sited or boundary_after(text, end)) or text.startswith(_TRADES, end):
        return None
    left = max(_left_edge(text, start), start - 8)
    begin = _after_stop(ground, left, start) if start - left > 1 else left
    place = ground.places.get(begin, begin)
    trade = text[place if start - place > 1 else begin : start]
    # Four characters before the line of business are a name rather in a list: 、青禾白石科技、.
    most = 4 if "、" in (text[begin - 1 : begin], text[end : end + 1]) else 3
    if not _is_cut(text, left, begin) or not 2 <= len(trade) <= most or not _is_trade(trade):
        return None
    if longest_suffix(trade, len(trade), ending_words()) or text[begin:end] in generic():
        return None
    general = text[start:end] == "银行" or text.startswith(("公司", "集团"), end)
    if general and is_no_trade(trade, bare=False):
        return None  # 最终银行, 届时科技|公司, but 大为渔业
    known = place in ground.owner_starts and end in ground.owners  # 中国|青禾科技, if that is known
    foreign = text[begin:place] in countries() and start - place > 1  # 瑞典|青禾汽车
    return place if known or foreign else begin


def _is_spoken_of(text: str, begin: int, end: int) -> bool:
    """Tell whether the words around a span are those around a firm: 平台青禾数据, 青禾智能（Qinghe AI）宣布."""
    if bracket := _BRACKET.match(text, end):
        end = bracket.end()
    return cue_in_front(text, begin) == "before" or cue_behind(text, end) == "after"


def _is_named(ground: _Ground, begin: int, end: int) -> bool:
    """Tell whether a span is beyond doubt named like a firm: in quotes, before 旗下 and the like, in a list."""
    text = ground.text
    quoted = text[begin - 1 : begin] == "“" and text[end : end + 1] == "”"
    if quoted:
        return bool(longest_suffix(text, begin - 1, roles())) or longest_prefix(text, end + 1, cues("after")) != ""
    if text.endswith(("旗下", "旗下的"), 0, begin):
        return True
    listed = (text[begin - 1 : begin] == "、" and begin - 1 in ground.owners) or (
        text[end : end + 1] == "、" and end + 1 in ground.owner_starts
    )
    return listed or _OWNS.match(text, end) is not None


def _is_cut(text: str, left: int, begin: int) -> bool:
    """Tell whether a name can begin at ``begin``: behind a stop word, a mark, or at the start of the text.

    Behind 第二大 and the like stands what kind of firm it is, and no name: 第二大|煤业集团.
    """
    if longest_suffix(text, begin, around("greatest")):
        return False
    return begin > left or left == 0 or text[left - 1] in _CUTS


def _is_trade(name: str) -> bool:
    return not (
        name in not_names()
        or name in around("indices")
        or name in cues("weak-after")
        or name in around("no_trades")
        or name[0] in _ALL
        or name[-1] in _KINDS
        or partly_generic(name)
        or is_generic(name)
        or has_quantity(name)
        or has_stop(name)
    )


def _unit_start(ground: _Ground, left: int, start: int, end: int) -> int | None:
    """A unit named without its owner. With the owner in front it is the owner's mention that grows."""
    text = ground.text
    if text[end : end + 1] == "门" or stop_before(text, start, left, nouns=False):
        return None
    begin = _after_stop(ground, left, start, nouns=False)
    if begin in ground.owner_starts or not 2 <= start - begin <= 10:
        return None
    name = text[begin:start]
    named = name not in generic() or name in ending_words() or name in _PARTS_OF_WORLD or name in regions()
    return begin if named else None


def _house_start(ground: _Ground, left: int, start: int, end: int) -> int | None:
    """A house of research without its place, if its people or reports are spoken of: 青禾产业研究院分析师."""
    text = ground.text
    begin = _after_stop(ground, left, start)
    named = 2 <= start - begin <= 8 and _is_cut(text, left, begin) and not is_generic(text[begin:start])
    if not named or partly_generic(text[begin : begin + 3]) or cue_behind(text, end) != "after":
        return None
    return begin


def _placed_start(ground: _Ground, left: int, start: int, ending: Ending) -> int | None:
    """An office, paper, institute or hotel: with the place it belongs to in front."""
    begin = _after_clause(ground, left, start, ending)
    at = next((at for at in range(begin, start) if ground.places.get(at, start + 1) <= start), None)
    if at is None or start - at > 14:
        return None
    inside = ground.text[ground.places[at] : start]
    fits = {
        "media": len(inside) <= 2 and (inside != "" or ending.word != "出版社"),
        "place": 2 <= len(inside) <= 8 and not _HOTEL_WORDS.search(inside) and not is_generic(inside),
        "gov": inside == "" or ending.word not in _BARE,
        "org": inside != "" and ending.word not in _SCHOOLS,
    }
    return at if fits.get(ending.group, True) else None


def _after_clause(ground: _Ground, left: int, start: int, ending: Ending) -> int:
    """Return where the name of an institution can begin: behind the firm and the verb that take it as their object.

    A firm with a place in front looks like the beginning of an office: 贵州茅台遭|证监会, 贵州茅台收到|深圳证监局.
    """
    text = ground.text
    begin = _after_stop(ground, left, start)
    for at in range(start, begin, -1):
        # 经 and the like are also characters of names, but not directly in front of an office or its place.
        before_office = at == start or (at == start - 1 and text[at] in _LEVELS) or at in ground.places
        hard = at >= start - 1 and stop_before(text, at, begin) not in ("", *soft_stops())
        if hard or (before_office and _before_office(text, at, begin)):
            return at
        # The known name of another one ends here, or a registered one.
        if ending.group == "gov" and (
            ground.firms.get(at, -1) in ground.places or text.endswith(_LEGAL_ENDS, begin, at)
        ):
            return at
    return begin
