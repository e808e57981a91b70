"""Names the gazetteer knows: which of them are really meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from cnbiznews.companies.codes import code_behind
from cnbiznews.companies.gazetteer import Entry, Gazetteer
from cnbiznews.companies.learned import default_model
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import plain, same_but_for_endings
from cnbiznews.companies.plausible import begins_title, behind_title, is_generic, is_place, stop_before
from cnbiznews.companies.words import (
    Words,
    around,
    boundary_after,
    characters,
    countries,
    cue_behind,
    cue_in_front,
    cues,
    ending_words,
    endings,
    find_overlaps,
    longest_prefix,
    longest_suffix,
    not_names,
    places,
    places_at_home,
    things,
    trades,
    units,
)

__all__ = ["known_mentions"]

# What an exchange puts in front of the name of a firm in trouble belongs to it.
_TROUBLE = re.compile(r"(?<![A-Za-z])\*?ST\Z")
_JOINTS = "、和与及跟"
_CHINA = "中国"
_HEADS = frozenset("，。；：！？、\n“”")
_THOUGH = ("虽", "却", "反而", "倒", "同样", "更")
_LEVELS = frozenset("省市县区州")
_REGISTERED = Words({"股份有限公司", "集团股份有限公司", "集团有限公司", "控股有限公司"})
_REACH = 24
_LONGEST_CUT = 4  # characters of a name that may only begin with the rest of a word
_LONGEST = 8  # characters of a known name behind a word that another one cuts into
# What goes on behind a Latin name: a number, or the code of a share in brackets.
_CODED = re.compile(r"-[0-9]|[:：] ?[A-Z0-9]{1,6}(?:\.[A-Z]{1,2})?[)）]")
_INDEX = re.compile(r"[\u4e00-\u9fffA-Z0-9]{0,8}?(?:指数|ETF)")  # behind who calculates it: 恒生|创新药指数
_MODEL = re.compile(r" ?(?!A股|H股|B股|[A-Z]轮)[A-Za-z]+ ?[A-Z0-9]|[0-9]\.[0-9] ?(?:[A-Z]|版)")


def known_mentions(
    text: str, hits: Sequence[tuple[int, int, Entry]], gazetteer: Gazetteer, guessed: frozenset[tuple[int, int]]
) -> list[Mention]:
    """Return the mentions of known names; an ambiguous one only if the text speaks for it.

    Args:
        text: reading text.
        hits: what the gazetteer found in it.
        gazetteer: where the hits are from.
        guessed: spans in which the statistical model sees a name.
    """
    mentions = []
    open_hits: list[tuple[int, int, Entry]] = []
    coded = {text[start:end] for start, end, _ in hits if code_behind(text, end)}
    covered = {at: word for word in find_overlaps(text) for at in range(*word)}
    for start, end, entry in hits:
        surface = text[start:end]
        if (mention := _cut_into(text, start, end, entry, gazetteer)) is not None:
            mentions.append(mention)
            continue
        # A long name may cut into a common word by chance, but is none if the word holds all of it.
        if start in covered or end - 1 in covered:
            first, last = covered.get(start) or covered[end - 1]
            own = (first, last) == (start, end) or text[first:start] == _CHINA  # 中国|华为, but not 国华
            if first < start and end > last and surface not in gazetteer.ambiguous:
                own = own or _ends_word(text, start, first)  # 去年|华为, not 年华|为
            if not own and (end - start < 4 or (first <= start and end <= last)):
                if first < start and (mention := _behind_word(text, start + 1, last, gazetteer)):
                    mentions.append(mention)
                continue
        if _part_of_more(text, start, end):
            continue
        if cut := _cut_off(text, end):
            shorter = gazetteer.get(surface[:-cut])
            if not shorter and cut == 1:
                continue
            if shorter:
                end, entry, surface = end - cut, shorter, surface[:-cut]
        if (made := _goods_at_end(text, start, end)) and (maker := gazetteer.get(surface[:-made])):
            end, entry, surface = end - made, maker, surface[:-made]
        if surface in gazetteer.clipped and start and text[start - 1] in characters("surnames"):
            continue  # 傅鹏博: a person
        behind = cue_behind(text, end)
        doubtful = surface in gazetteer.ambiguous or surface in gazetteer.clipped
        # Before 市, 路 a name that is also a word is a place; 广场, 指数 make something else of any name.
        if behind == "not-after" and (
            doubtful or (entry.kind != "other-org" and len(longest_prefix(text, end, cues("not-after"))) > 1)
        ):
            continue
        if end - start == 2 and start and text[start - 1] in characters("surnames") and behind_title(text, start - 1):
            continue  # 董事长周立白: a person
        if doubtful and begins_title(text, start, end):
            continue
        if doubtful:
            word = surface in gazetteer.words
            if surface in around("persons") and _is_person(text, start, end):
                continue
            if behind != "after" and is_place(surface) and _is_region(text, start, end):
                continue
            # 银河品牌: what only a brand is said to be
            if longest_prefix(text, end, _REGISTERED) or (entry.kind == "brand" and text.startswith("品牌", end)):
                mentions.append(_mention(text, start, end, entry, 0.95, "gazetteer"))
            elif code_behind(text, end) or _TROUBLE.search(text, max(0, start - 3), start):
                mentions.append(_mention(text, start, end, entry, 0.9, "context"))
            elif not word and (
                behind == "after"
                or (cue_in_front(text, start) == "before" and _can_end(text, end))
                or _is_firm(text, end)
                or _is_held(text, start, end)
                or _heads_clause(text, start, end)
            ):
                mentions.append(_mention(text, start, end, entry, 0.85, "context"))
            elif not word and (start, end) in guessed and not (surface.isupper() or is_generic(surface)):
                mentions.append(_mention(text, start, end, entry, 0.8, "model"))
            elif not word or behind or cue_in_front(text, start) or surface in coded or _is_listed(text, start, end):
                open_hits.append((start, end, entry))
        else:
            mentions.append(_mention(text, start, end, entry, 0.95, "gazetteer"))
    mentions += _by_company(text, open_hits, mentions)
    _settle(mentions, gazetteer)
    return sorted(mentions, key=lambda mention: mention.start)


def _ends_word(text: str, end: int, within: int) -> bool:
    """Tell whether a common word that reaches over ``within``, or a year in figures, ends at ``end``."""
    holds = default_model().vocabulary.holds
    if text[within - 1 : within].isdigit() and text.startswith("年", within):
        return True
    return any(holds(text[begin:end]) for begin in range(max(0, within - 2), within))


def _is_word(text: str) -> bool:
    return text == _CHINA or text in countries() or default_model().vocabulary.holds(text)


def _cut_into(text: str, start: int, end: int, entry: Entry, gazetteer: Gazetteer) -> Mention | None:
    """Return the sure name that a hit cuts into, which begins with the rest of a common word.

    盘中|海尔, not 中海; 离开|沃尔玛, not 开沃; 中国|网易, not 中国网.
    """
    if end - start > _LONGEST_CUT:
        return None
    if start and _is_word(text[start - 1 : start + 1]):
        return _behind_word(text, start + 1, end, gazetteer)
    if entry.kind == "media" and _is_word(text[start : start + 2]):
        return _behind_word(text, start + 2, end, gazetteer)
    return None


def _behind_word(text: str, start: int, last: int, gazetteer: Gazetteer) -> Mention | None:
    """Return the sure name that begins within a word into which another one cuts, or right behind it.

    其中|海底捞, not 中海; 其中|兴业银行, not 中兴.
    """
    for at in range(start, last + 1):
        for end in range(min(at + _LONGEST, len(text)), max(last, at + 1), -1):
            name = text[at:end]
            if (entry := gazetteer.get(name)) and name not in gazetteer.ambiguous and name not in gazetteer.clipped:
                return _mention(text, at, end, entry, 0.95, "gazetteer")
    return None


def _cut_off(text: str, end: int) -> int:
    """Return how many characters a name takes from a word behind it: 京东|方面, not 京东方|面; 易观|分析师."""
    after = cues("after")
    return next((part for part in (1, 2) if len(longest_prefix(text, end - part, after)) > part), 0)


def _settle(mentions: list[Mention], gazetteer: Gazetteer) -> None:
    """Give a short name that can be several firms' to the one whose longer name the text has.

    长城 beside 长城汽车 is no other firm; 京东 beside 京东物流 is.
    """
    named: dict[str, Entry] = {}
    longer_too = set()  # the names of the firms that are called by a longer name, too
    for mention in mentions:
        if mention.entry:
            named.setdefault(mention.text, mention.entry)
            if len(plain(mention.text)) > 2:
                longer_too.add(mention.entry.name)
    for mention in mentions:
        short = plain(mention.text)
        own = mention.entry is not None and mention.text == mention.entry.name != short and not mention.entry.tickers
        if not mention.entry or own or len(short) > 2 or mention.entry.name in longer_too:
            continue
        if short not in gazetteer.ambiguous and short not in gazetteer.clipped:
            continue
        longer = [text for text in named if len(plain(text)) > 2 and same_but_for_endings(short, text)]
        holding = named.get(short + "金")
        if holding and holding.name == short + "金控":
            mention.entry = holding
        elif len(longer) == 1 and named[longer[0]].kind == "company":
            mention.entry = named[longer[0]]


def _mention(text: str, start: int, end: int, entry: Entry, confidence: float, evidence: str) -> Mention:
    if start and text.startswith("*ST", start - 1):
        start -= 1
    elif text.endswith("ST", 0, start) and (mark := _TROUBLE.search(text, max(0, start - 3), start)):
        start = mark.start()
    elif entry.kind == "company" and (text.startswith("集团", end) or text.endswith("集团", start, end)):
        start = _place_in_front(text, start)
    return Mention(start, end, text[start:end], entry.kind, "", entry, confidence, evidence)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands in a list, or with 含 in brackets: 青禾（含白石）."""
    return "、" in (text[start - 1 : start], text[end : end + 1]) or _is_held(text, start, end)


def _can_end(text: str, end: int) -> bool:
    """Tell whether a name can end at ``end``, or goes on with a line of business or a unit: not 中科|启元."""
    return boundary_after(text, end) or bool(
        longest_prefix(text, end, ending_words()) or longest_prefix(text, end, units("company"))
    )


def _heads_clause(text: str, start: int, end: int) -> bool:
    """Tell whether a name that is no word of the language stands at the head of a clause that says something of it."""
    if (start and text[start - 1] not in _HEADS) or not (boundary_after(text, end) or text.startswith(_THOUGH, end)):
        return False
    words = default_model().vocabulary
    return not any(words.covers(text[at:stop]) for at, stop in ((start, end), (end - 1, end + 1), (end - 1, end + 2)))


def _is_held(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "含" and text[end : end + 1] in ("）", ")")


def _place_in_front(text: str, start: int) -> int:
    """Return where the name of a group begins with its place in front: 江苏沙钢集团."""
    place = longest_suffix(text, start, places_at_home())
    before = start - len(place)
    free = before == 0 or not "\u4e00" <= text[before - 1] <= "\u9fff" or bool(stop_before(text, before))
    return before if place and free else start


def _by_company(text: str, hits: list[tuple[int, int, Entry]], mentions: list[Mention]) -> list[Mention]:
    """Take the ambiguous hits that stand in a list with sure ones, or whose company the text names elsewhere."""
    named = {mention.entry.name for mention in mentions if mention.entry}
    starts = {mention.start for mention in mentions}
    ends = {mention.end for mention in mentions}
    # 零跑7万台，理想3万台: firms with their figures, one behind the other.
    figures = [mention.end for mention in mentions if text[mention.end : mention.end + 1].isdigit()]
    found = []
    changed = True
    while changed:
        changed = False
        left = []
        for start, end, entry in hits:
            if entry.name in named:
                evidence = "memory"
            elif (
                (text[start - 1 : start] in _JOINTS and start - 1 in ends and start)
                or (text[end : end + 1] in _JOINTS and end + 1 in starts and end < len(text))
                or (text[end : end + 1].isdigit() and _is_near(figures, end))
            ):
                evidence = "context"
            else:
                left.append((start, end, entry))
                continue
            found.append(_mention(text, start, end, entry, 0.8, evidence))
            named.add(entry.name)
            starts.add(start)
            ends.add(end)
            changed = True
        hits = left
    return found


def _is_near(places: list[int], at: int) -> bool:
    """Tell whether one of the places, which are in order, is near ``at``."""
    number = bisect_left(places, at - _REACH)
    return number < len(places) and places[number] <= at + _REACH


def _is_firm(text: str, end: int) -> bool:
    """Tell whether behind ``end`` stands what only a firm has or makes, or who looks after listed firms."""
    if _makes(text, end) or _goods_behind(text, end):
        return True
    at = end
    while at < end + _REACH and not longest_prefix(text, at, around("of_firms")):
        between = longest_prefix(text, at, _in_between())
        if not between and not text[at : at + 1].isdigit():
            return _faces_office(text, at)
        at += len(between) or 1
    return at < end + _REACH


def _faces_office(text: str, at: int) -> bool:
    """Tell whether at ``at`` stands what only firms have to do with an office: 遭|证监会, 收到|深圳|税务局."""
    served = longest_prefix(text, at, around("from_office"))
    verb = at + len(served or longest_prefix(text, at, around("to_listed")))
    if verb == at:
        return False
    office = verb + len(longest_prefix(text, verb, places_at_home()))
    office += text[office : office + 1] in _LEVELS
    word = longest_prefix(text, office, ending_words())
    by_any = served and word and endings()[word].kind == "gov"
    return bool(by_any or longest_prefix(text, office, around("of_listed")))


@cache
def _in_between() -> Words:
    """The words that may stand between a name and what it has."""
    return Words(around("periods") | cues("adverb"))


def _goods_behind(text: str, end: int) -> bool:
    """Tell whether goods stand behind ``end`` and what is done with them: 青禾|饲料销量."""
    goods = longest_prefix(text, end, trades("goods"))
    return bool(goods and longest_prefix(text, end + len(goods), trades("traded")))


def _goods_at_end(text: str, start: int, end: int) -> int:
    """Return how many characters at the end of a known name are its goods, in front of what is done with them, or
    begin a term of accounting: 青禾资本|开支."""
    goods = longest_suffix(text, end, trades("goods"), start + 2)
    if goods and longest_prefix(text, end, trades("traded")):
        return len(goods)
    word = longest_suffix(text, end, ending_words(), start + 2)
    return len(word) if word and longest_prefix(text, end - len(word), trades("term")) else 0


def _is_person(text: str, start: int, end: int) -> bool:
    """Tell whether a name that is also a word for a person means one: 火锅店|老板, 老板说."""
    named = not start or not "\u4e00" <= text[start - 1] <= "\u9fff" or stop_before(text, start) != ""
    return not named or longest_prefix(text, end, around("person_does")) != ""


def _is_region(text: str, start: int, end: int) -> bool:
    """Tell whether a name that is also a place's means that: 滨江|GDP, 徐汇|滨江, 青岛港|粉矿."""
    if longest_suffix(text, start, places()) or longest_prefix(text, end, around("of_regions")):
        return True
    return text[end - 1] == "港" and (_makes(text, end) or longest_prefix(text, end, things()) != "")


def _makes(text: str, end: int) -> bool:
    """Tell whether a product stands behind ``end``, so that its maker is in front: 苹果iPad, 大众朗逸, 理想 L9."""
    return bool(_MODEL.match(text, end)) or len(longest_prefix(text, end, not_names())) > 1


def _part_of_more(text: str, start: int, end: int) -> bool:
    """Tell whether a hit is only a piece of something else: of an address, an amount, a longer foreign name."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    first, last = text[start], text[end - 1]
    if first.isascii() and before and before in "@/.":
        return True
    if last.isascii() and behind and (behind in "@/" or (behind == "." and text[end + 1 : end + 2].isalpha())):
        return True
    if last.isdigit() and (behind.isdigit() or (behind == "." and text[end + 1 : end + 2].isdigit())):
        return True  # 高速8.68公里
    if last.isascii() and behind and behind in "-:：" and _CODED.match(text, end):
        return True  # GLP-1, (NYSE: BABA)
    if last == "部" and behind == "门":
        return True
    if before.isdigit() and (first in "亿万千百年月日" or behind.isdigit()):  # 1.35亿欧元, 7日立秋, 22青禾02
        return True
    if text[start:end] in around("indices") and _INDEX.match(text, end):
        return True
    foreign = characters("foreign")
    # 蒂姆·库克, but 中国证券报·中证网
    if before == "·" or behind == "·":
        return end - start <= 2 or all(char in foreign or char.isascii() for char in text[start:end])
    goes_on = behind in foreign and not longest_prefix(text, end, countries()) and not cue_behind(text, end)
    # 国内|比亚迪: the character in front ends a word of its own.
    goes_before = before in foreign and not default_model().vocabulary.holds(text[max(0, start - 2) : start])
    beside = goes_before or goes_on
    return end - start <= 3 and beside and foreign.issuperset(text[start:end])
