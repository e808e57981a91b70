"""Names no list holds: registered names, offices, hotels, newspapers, names in quotes, Latin names, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cnbiznews.companies.known import boundary_after
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import split_name
from cnbiznews.companies.words import (
    Ending,
    characters,
    cues,
    endings,
    find_endings,
    find_regions,
    generic,
    longest_prefix,
    longest_suffix,
    not_names,
    regions,
)

__all__ = ["is_generic", "listed_mentions", "looks_like_person", "unlisted_mentions"]

_HANZI = "\u4e00-\u9fff"
_NAME_CHAR = re.compile(rf"[{_HANZI}A-Za-z0-9&·]")
_LONGEST = 30
_PLACE_WORD = frozenset("省市县区州")
_BRANCH = re.compile(rf"(?:[{_HANZI}]{{2,8}}?)?(?:分公司|分行|支行|营业部)")
_QUOTED = re.compile(rf"“([{_HANZI}A-Za-z0-9·&.\- ]{{2,14}})”")
_QUOTE_NOUNS = ("品牌", "公司", "平台", "企业", "商", "机构", "应用", "集团", "网站", "app", "App", "APP")
_CONCEPT = re.compile(
    r"(?:模式|计划|战略|工程|节|体系|理念|精神|指数|大会|论坛|行动|效应|经济|时代|革命|概念|生态|闭环|引擎)\Z"
)
_QUOTE_VERBS = re.compile(
    r"(?:正式|近日|日前|今日|已|宣布|官方){0,4}(?:宣布|完成|获得?|获投|创始人|联合创始人|品牌创始人|CEO|董事长)"
)
_LATIN = re.compile(r"(?<![A-Za-z0-9&.'/@_-])[A-Z][A-Za-z0-9&'-]*(?: [A-Z][A-Za-z0-9&'-]*){0,3}(?![A-Za-z0-9@/_])")
_LATIN_HEADS = frozenset(
    [
        "Ventures",
        "Venture",
        "Capital",
        "Partners",
        "Fund",
        "Funds",
        "Group",
        "Inc",
        "Corp",
        "Holdings",
        "Bank",
        "Labs",
        "Technologies",
        "Pharma",
        "Therapeutics",
        "Securities",
        "Advisors",
        "Management",
        "Investments",
        "Investment",
        "Equity",
        "Motors",
        "Airlines",
        "Entertainment",
        "Games",
        "Studios",
    ]
)
_SOURCE = r"(?:数据|报告|统计|报道|消息|预测|调研|研究|分析|评级|估算|预计|测算)"
_REPORTING = re.compile(
    rf"(?:(?<=[，。；：、\n”])|\A)([{_HANZI}A-Za-z0-9]{{2,6}}?)"
    r"(?=公告(?:称|显示|[，：])|股价|招股书|(?:今日|昨日|近日)?(?:发布|公布|披露)[^，。；\n]{0,12}(?:财报|业绩|年报|季报))"
)
_MOVING = re.compile(
    rf"(?:(?<=[，。；：、\n])|\A)([{_HANZI}A-Za-z]{{2,6}}?)(?:股价)?(?:大|微|收|暴|盘前|盘后|累计|小幅)?[涨跌][逾超近约幅达]?[0-9]"
)
_NO_FIRM = re.compile(
    r"(?:指|指数|期指|板块|概念|概念股|股|[率价额量类值]|期货|收入|利润|业务|成本|油|金|银|铜|铝|ETF|方面|部门|机构|委员会|政府|法院"
    r"|[美日韩英法德中港台A-Z]股|汇率|美元|欧元|日元|人民币|债|券|品|产品|商品|[省市县区州国])\Z|^(?:今|昨|本|上|下|前|后|同|年|月|日|其|该|此|个|不|有|无|最|全|总|均|已|将|再|又|曾|仍|还|也|都)"
)
_TOLD = re.compile(rf"(?:告诉|来源[:：]\s?|出处[:：]\s?)([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=[，,:：)）\n<]|\Z)")
_NOTICED = re.compile(rf"([{_HANZI}A-Za-z0-9]{{2,6}}?[报网社台刊])(?:发现|注意到|了解到|梳理|统计|查询)")
_ACCORDING = re.compile(
    rf"(?:据|根据|援引|引述|来自)([{_HANZI}A-Za-z0-9&]{{2,14}}?)(?:的|发布的|最新|公布的)?({_SOURCE})"
)
_SIGNED = re.compile(
    rf"(?<=[。！？”…])[(（](?:来源[:：]?|文章来源[:：]?)?([{_HANZI}A-Za-z0-9]{{2,10}})[)）](?=[ ]{{0,4}}(?:\n|\Z|<))"
)
_REPORT = re.compile(rf"(?:(?<=\n)|\A)[ ]{{0,4}}([{_HANZI}A-Za-z0-9]{{2,8}}?)讯(?=[ ，（(\d])")
_LEARNED = re.compile(rf"(?:(?<=[\n。|” ])|\A)[ ]{{0,4}}([{_HANZI}A-Za-z0-9]{{2,6}}?)(?:独家)?获悉[，,]")
_MEDIA_END = re.compile(r"(?:报|网|社|台|刊|新闻|财经|媒体|视频|在线|资讯|评论|观察|周末|传媒)\Z")
_NO_SOURCE = re.compile(
    r"记者|编辑|作者|笔者|本报|本网|本刊|本社|综合|完$|图|注|责编|实习|通讯员|见习|了解|上接|下转|以下|单位|亿元|万元"
)
# The word behind a list that says what is listed.
_LIST_END = re.compile(
    rf"等[{_HANZI}0-9]{{0,8}}?(?:机构|公司|企业|厂商|品牌|平台|车企|银行|券商|基金|投资|股东|巨头|玩家)"
    r"|(?:联合|共同|持续|继续){0,2}(?:领投|跟投|参投|加持|加注)"
)
_JOINTS = frozenset("、和与及或")
_COUNTY = re.compile(rf"[{_HANZI}]{{2,3}}[市县区省]")
_CUTS = frozenset("，。、“（：；《\n \t")
_HOTEL_WORDS = re.compile(r"星级|豪华|连锁|经济型|高端|快捷|主题|度假$|民宿|各|多家|周边")


@cache
def _stops() -> frozenset[str]:
    return cues("stop") | cues("noun-stop")


def is_generic(name: str) -> bool:
    """Tell whether a would-be name consists of common words only.

    >>> is_generic("互联网科技"), is_generic("青禾科技")
    (True, False)
    """
    rest = name
    while rest:
        word = longest_prefix(rest, 0, generic() | regions()) or longest_prefix(rest, 0, _ending_words())
        if not word:
            return False
        rest = rest[len(word) :]
    return True


@cache
def _ending_words() -> frozenset[str]:
    return frozenset(endings())


def unlisted_mentions(text: str, owners: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return mentions of names by their form alone.

    Args:
        text: reading text.
        owners: spans of known names, which may begin a longer one (娃哈哈广盛投资公司).
    """
    ends = {end: start for start, end in owners}
    starts = {start for start, _ in owners}
    places = find_regions(text)
    return [
        *_formed(text, places, starts, ends),
        *_short(text, places),
        *_quoted(text),
        *_latin(text),
        *_reporting(text, starts),
        *_moving(text, starts),
        *_sources(text, ends),
    ]


def _formed(text: str, places: list[tuple[int, int]], starts: set[int], ends: dict[int, int]) -> Iterator[Mention]:
    floor = 0
    place_at = dict(places)
    for start, end, ending in find_endings(text):
        group = ending.group
        if group not in ("legal", "gov", "org", "media", "place", "unit", "group"):
            continue
        left = _left_edge(text, start, floor)
        if group == "legal":
            begin = _full_name_start(text, left, start, place_at, starts, ends)
        elif group == "group":
            begin = None if start in ends or end in ends else _group_start(text, left, start, end, place_at)
        elif group == "unit":
            begin = _unit_start(text, left, start, end, place_at, starts)
        else:
            begin = _placed_start(text, left, start, place_at, ending)
        if begin is None:
            continue
        name = text[begin:end]
        if group == "legal":
            if branch := _BRANCH.match(text, end):
                end = branch.end()
            floor = end
            yield Mention(begin, end, text[begin:end], "company", "", None, 0.9)
        elif group == "unit":
            if 2 <= start - begin <= 10 and text[begin:start] not in generic() - _ending_words():
                yield Mention(begin, end, name, "brand", "", None, 0.7, "unit")
        elif group == "group":
            yield Mention(begin, end, name, "company", "", None, 0.75)
        else:
            yield Mention(begin, end, name, ending.kind, "", None, 0.8)


def _left_edge(text: str, start: int, floor: int) -> int:
    """Return how far left of an ending a name can reach at most: over letters, figures, and a bracketed place."""
    low = max(floor, start - _LONGEST)
    at = start
    while at > low:
        if _NAME_CHAR.match(text[at - 1]):
            at -= 1
        elif text[at - 1] in ")）":
            opening = max(text.rfind("(", low, at), text.rfind("（", low, at))
            if opening < 0 or not 2 <= at - 2 - opening <= 8 or text[opening + 1 : at - 1] not in regions():
                break
            at = opening
        else:
            break
    return at


def _after_stop(text: str, left: int, end: int, place_at: dict[int, int], shortest: int = 1) -> int:
    """Return the place behind the last word between ``left`` and ``end`` that ends a name read from right to left."""
    place_ends = set(place_at.values())
    for at in range(end - 2, left, -1):
        stop = longest_suffix(text, at, _stops(), left)
        if len(stop) < shortest:
            continue
        if len(stop) == 1 and at - 1 in place_ends and stop != "的":
            continue  # 上海和风科技: part of the name
        return at
    return left


def _full_name_start(
    text: str, left: int, start: int, place_at: dict[int, int], starts: set[int], ends: dict[int, int]
) -> int | None:
    begin = _after_stop(text, left, start, place_at)
    # A single character (和, 为, 商) behind a place is rather part of the name than a word of its own.
    strong = _after_stop(text, left, start, place_at, shortest=2)
    if strong < begin and (strong in place_at or _COUNTY.match(text, strong, begin)):
        follows = place_at.get(strong, strong + 2)
        if text[follows : follows + 1] not in _JOINTS:
            begin = strong
    if begin not in place_at and begin not in starts:
        for at in range(begin + 1, start - 1):
            if at in place_at and place_at[at] <= start and at not in ends and text[at - 1] not in "(（":
                begin = at
                break
    if start in ends and ends[start] > begin and begin not in place_at:
        begin = ends[start]  # 委任毕马威会计师事务所: a known name with its form, whatever stands before it
    if start - begin < 2:
        return None
    parts = split_name(text[begin:start])
    if begin not in starts and (len(parts.trade) < 2 or is_generic(text[begin:start])):
        return None
    return begin


def _group_start(text: str, left: int, start: int, end: int, place_at: dict[int, int]) -> int | None:
    """A firm without legal form: 青禾集团 behind a mark, 青禾科技公司 also behind a word that ends names."""
    if text[start:end] == "股份" or not boundary_after(text, end):
        return None
    begin = _after_stop(text, left, start, place_at)
    name = text[begin:start]
    business = longest_suffix(name, len(name), _ending_words())
    trade = name[: len(name) - len(business)]
    cut = begin > left or text[left - 1 : left] in _CUTS or left == 0
    if not cut or not 2 <= len(trade) <= 5 or is_generic(trade) or _stopped(trade):
        return None
    if not business and (begin > left or len(trade) > 4):
        return None
    return None if _begins_or_ends_generic(trade) else begin


def _unit_start(text: str, left: int, start: int, end: int, place_at: dict[int, int], starts: set[int]) -> int | None:
    """A unit named without its owner. With the owner in front it is the owner's mention that grows."""
    if text[end : end + 1] == "门" or longest_suffix(text, start, _stops(), left):
        return None
    begin = _after_stop(text, left, start, place_at)
    return None if begin in starts else begin


def _placed_start(text: str, left: int, start: int, place_at: dict[int, int], ending: Ending) -> int | None:
    """An office, paper, institute or hotel: with the place it belongs to in front."""
    begin = _after_stop(text, left, start, place_at)
    at = next((at for at in range(begin, start) if at in place_at and place_at[at] <= start), None)
    if at is None or start - at > 14:
        return None
    inside = text[place_at[at] : start]
    if ending.group == "media":
        return at if len(inside) <= 2 and (inside or ending.word != "出版社") else None
    if ending.group == "place":
        return at if 2 <= len(inside) <= 8 and not _HOTEL_WORDS.search(inside) and not is_generic(inside) else None
    if ending.group == "org" and ending.word in ("大学", "学院", "实验室"):
        return None
    return at if ending.group != "org" or inside else None


def _short(text: str, places: list[tuple[int, int]]) -> Iterator[Mention]:
    """Trade name and line of business between two cuts: 由清禾资本领投, 、青禾科技、."""
    for start, end, ending in find_endings(text):
        if ending.group != "industry" or not boundary_after(text, end):
            continue
        left = _left_edge(text, start, max(0, start - 8))
        begin = _after_stop(text, left, start, dict(places)) if start - left > 1 else left
        trade = text[begin:start]
        cut = begin > left or left == 0 or text[left - 1 : left] in _CUTS
        if not cut or not 2 <= len(trade) <= 4 or _stopped(trade) or is_generic(trade):
            continue
        if _begins_or_ends_generic(trade) or longest_suffix(trade, len(trade), _ending_words()):
            continue
        if len(trade) == 4 and text[begin - 1 : begin] != "、" and text[end : end + 1] != "、":
            continue
        yield Mention(begin, end, text[begin:end], "company", "", None, 0.7)


def _begins_or_ends_generic(trade: str) -> bool:
    return len(longest_prefix(trade, 0, generic())) > 1 or len(longest_suffix(trade, len(trade), generic())) > 1


def listed_mentions(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that stand in one list with companies, if a word says it is a list of such: 等机构, 领投."""
    sure = {(mention.start, mention.end) for mention in mentions if mention.kind != "gov"}
    found = []
    for cue in _LIST_END.finditer(text):
        items = _items(text, cue.start())
        if not any(item in sure for item in items):
            continue
        for start, end in items:
            name = text[start:end]
            if (start, end) in sure or not 2 <= len(name) <= 8 or is_generic(name) or name in not_names():
                continue
            if _stopped(name.replace("和", "")) or looks_like_person(name):
                continue
            if len(longest_prefix(name, 0, generic())) > 1 or longest_suffix(
                name, len(name), generic() - _ending_words()
            ):
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
        begin = start if joined else _after_stop(text, start, stop, {})
        at = max(text.rfind(joint, begin + 2, stop - 2) for joint in "和与及")
        if at > 0 and stop - begin > 4:  # 光远和声 is one name, 青禾资本和蓝岭创投 are two
            items.append((at + 1, stop))
            stop = at
        items.append((begin, stop))
        if not joined:
            break
        stop = start - 1
    return items


def looks_like_person(name: str) -> bool:
    """Tell whether a name of two or three characters begins with a surname and doesn't end like a firm's.

    >>> looks_like_person("王小明"), looks_like_person("深产投")
    (True, False)
    """
    return 2 <= len(name) <= 3 and name[0] in characters("surnames") and name[-1] not in characters("firm_ends")


def _quoted(text: str) -> Iterator[Mention]:
    for match in _QUOTED.finditer(text):
        name = match.group(1)
        front = text[max(0, match.start() - 3) : match.start()]
        noun = front.endswith(_QUOTE_NOUNS)
        if not (noun or _QUOTE_VERBS.match(text, match.end())) or is_generic(name) or name in not_names():
            continue
        if _CONCEPT.search(name):
            continue
        if name[0] == " " or name[-1] == " " or any(longest_prefix(name, at, _stops()) for at in range(len(name))):
            continue
        kind = "brand" if front.endswith("品牌") else "company"
        yield Mention(match.start(1), match.end(1), name, kind, "", None, 0.7 if noun else 0.65, "context")


def _reporting(text: str, starts: set[int]) -> Iterator[Mention]:
    """What makes announcements or has a share price, between two cuts: 青禾公告，; 青禾股价; 青禾发布二季度财报."""
    for match in _REPORTING.finditer(text):
        if match.start(1) not in starts and not _no_firm(match.group(1)):
            yield Mention(*match.span(1), match.group(1), "company", "", None, 0.65, "context")


def _moving(text: str, starts: set[int]) -> Iterator[Mention]:
    """Shares that rise and fall, if there are several in a row: 青禾涨3%，白石跌1.2%."""
    moves = [match for match in _MOVING.finditer(text) if not _no_firm(match.group(1))]
    for number, match in enumerate(moves):
        near = [moves[at] for at in (number - 1, number + 1) if 0 <= at < len(moves)]
        if match.start(1) not in starts and any(
            abs(other.start() - match.start()) <= 24 and other.group(1) != match.group(1) for other in near
        ):
            yield Mention(*match.span(1), match.group(1), "company", "", None, 0.65, "context")


def _no_firm(name: str) -> bool:
    """Tell whether what stands where a firm would is an index, a price, a sector, an office, a person."""
    if is_generic(name) or name in not_names() or looks_like_person(name) or _stopped(name):
        return True
    return bool(_NO_FIRM.search(name)) or _begins_or_ends_generic(name)


def _latin(text: str) -> Iterator[Mention]:
    for match in _LATIN.finditer(text):
        name = match.group()
        words = name.split(" ")
        if len(words) > 1 and words[-1] in _LATIN_HEADS:
            yield Mention(match.start(), match.end(), name, "company", "", None, 0.85)


def _sources(text: str, ends: dict[int, int]) -> Iterator[Mention]:
    for match in _ACCORDING.finditer(text):
        name = match.group(1)
        if name in not_names() or is_generic(name):
            continue
        if name.isascii() and name[0].isalpha():
            yield Mention(match.start(1), match.end(1), name, "company", "", None, 0.75, "context")
        elif (
            (_MEDIA_END.search(name) or match.group(2) == "报道")
            and len(name) <= 10
            and not _NO_SOURCE.search(name)
            and not _stopped(name)
        ):
            yield Mention(match.start(1), match.end(1), name, "media", "", None, 0.7, "context")
    for pattern in (_SIGNED, _REPORT, _LEARNED, _TOLD, _NOTICED):
        for match in pattern.finditer(text):
            name = match.group(1)
            if (
                match.end(1) in ends
                or _NO_SOURCE.search(name)
                or is_generic(name)
                or _stopped(name)
                or name.isdigit()
                or name in not_names()
            ):
                continue
            yield Mention(match.start(1), match.end(1), name, "media", "", None, 0.8, "context")


def _stopped(name: str) -> bool:
    return any(len(longest_prefix(name, at, _stops())) > 0 for at in range(len(name)))
