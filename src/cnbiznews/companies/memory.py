"""What a document says about its own names: short forms, and where else they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from cnbiznews.companies.gazetteer import Entry, Gazetteer
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import split_name, without_share_class
from cnbiznews.companies.plausible import begins_title, behind_title, is_generic, is_place, is_thing
from cnbiznews.companies.words import boundary_after, common, cue_behind, cue_in_front, longest_suffix, regions
from cnbiznews.matching import Matcher

__all__ = ["cut_short", "introduced", "repeated", "with_first_character"]

_HANZI = "\u4e00-\u9fff"
# 青禾电器股份有限公司（以下简称“青禾电器”）, （下称：青禾）, （“青禾”）, （股票简称：青禾电器）
_INTRODUCED = re.compile(
    rf"[(（][^()（）\n]{{0,30}}?(?:简称|下称|统称|称为|称|又名|原名)[为:：]?[“\"'‘]?([{_HANZI}A-Za-z0-9]{{2,12}})[”\"'’]?"
    rf"|[(（][“\"‘]([{_HANZI}A-Za-z0-9]{{2,12}})[”\"’]"
)
_BRACKETED = re.compile(rf"[(（]([{_HANZI}A-Za-z0-9&. -]{{2,40}})(?:[，,；;] ?[A-Z]{{1,6}}\.[A-Z]{{1,2}})?[)）]")
# 青禾科技成立于2014年，前身为白石网络
_FORMER = re.compile(
    rf"[^。；\n]{{0,16}}?前身(?:为|是|系)[“\"]?([{_HANZI}A-Za-z0-9]{{2,12}}?)[”\"]?(?=[，。,；;（(]|\Z)"
)
_CODED = re.compile(r"\.[A-Z]{1,2}\Z")  # VOLCARb.ST
_QUOTED_AT = re.compile(r"[现收今]?报[0-9]")  # 青禾报88.6元
_FIRST = frozenset("和为家原众同")  # characters that begin names, and are words of their own as often
_MARKS = frozenset("，。！？；：、“”（）【】\n 　,.!;:|")
_CELLS = frozenset("|、 \t\n：（）")  # what stands around a name in a table or a list, and the end of the text
_SEEN = 3  # so often a clipped name must stand apart to be believed everywhere


def introduced(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the other names that are given behind a name: （以下简称“青禾”）, （Qinghe）, 前身为白石网络."""
    found = []
    nexts = [mention.start for mention in mentions[1:]] + [len(text)]
    sure = {mention.text for mention in mentions if mention.sure}
    for mention, following in zip(mentions, nexts, strict=False):
        if mention.text not in sure:
            continue
        match = _INTRODUCED.match(text, mention.end) or _FORMER.match(text, mention.end)
        if match:
            start, end = match.span(match.lastindex or 1)
            if start <= following and not is_generic(text[start:end]):
                found.append(_same(text, mention, start, end))
            continue
        if (match := _BRACKETED.match(text, mention.end)) and _other_language(mention.text, match.group(1)):
            found.append(_same(text, mention, match.start(1), match.end(1)))
    return found


def _same(text: str, mention: Mention, start: int, end: int) -> Mention:
    origin = mention.origin or mention.text
    return Mention(
        start, end, text[start:end], mention.kind, mention.canonical, mention.entry, 0.95, "memory", True, origin
    )  # fmt: skip


def _other_language(name: str, other: str) -> bool:
    """Tell whether a Chinese name is followed by a Latin one that can be the same firm's."""
    return (
        not name.isascii() and other.isascii() and other[0].isupper() and len(other) >= 3
        and any(char.islower() for char in other) and not any(char.isdigit() for char in other)
        and not _CODED.search(other)
    )  # fmt: skip


def _short_forms(mention: Mention) -> list[str]:
    """Return the shorter names an unlisted company may go by later in the text, longest first."""
    parts = split_name(mention.text)
    trade = parts.trade
    # A county the list of places doesn't know may stand before the trade name: 阿克陶百源丰.
    tails = [trade[-3:], trade[-4:]] if len(trade) > 4 and "有限" in parts.form else []
    bare = re.sub(r"-[A-Z]{1,2}\Z", "", mention.text)  # 青禾-W, 青禾-KY
    forms = [bare, parts.region + parts.trade + parts.industry, parts.trade + parts.industry, parts.trade, *tails]
    if mention.text.isascii():
        forms = [mention.text]
    latin = re.match(r"[A-Z][A-Za-z0-9]+(?=[\u4e00-\u9fff])", mention.text)
    if latin and mention.kind != "media":  # CAYE咖爷科技 -> CAYE咖爷
        forms.append(latin.group())
    return [form for form in dict.fromkeys(forms) if len(form) >= 2 and not (is_thing(form) or is_place(form))]


def repeated(text: str, mentions: Sequence[Mention], is_common: Callable[[str], bool] | None = None) -> list[Mention]:
    """Return later (and earlier) occurrences of unlisted names and of their short forms.

    Args:
        text: reading text.
        mentions: what is found in it.
        is_common: tells whether a string consists of common words; a clipped name that doesn't needs less evidence.
    """
    named = [
        mention
        for mention in mentions
        if mention.entry is None and mention.sure and mention.evidence != "unit" and mention.kind != "gov"
    ]
    source: dict[str, Mention] = {}
    for mention in named:
        source.setdefault(mention.text, mention)
    for mention in named:
        if mention.kind == "company":
            for form in _short_forms(mention):
                source.setdefault(form, mention)
    if not source:
        return []
    names = sorted(source)
    hits = [
        (start, end, source[text[start:end]])
        for start, end, _ in Matcher(names, words=True).find(text)
        if text[start:end] in source
    ]
    apart = Counter(text[start:end] for start, end, _ in hits if _stands_out(text, start, end))
    found = []
    for start, end, mention in hits:
        name = text[start:end]
        short = name != mention.text
        clipped = short and (len(name) == 2 or not mention.text.startswith(split_name(mention.text).region + name))
        weak = clipped and apart[name] < _SEEN and not _stands_out(text, start, end)
        if clipped and behind_title(text, start):
            continue  # 创始人林青, who gave 林青集团 the name
        if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit():
            continue  # 22青禾02: a bond
        if len(name) == 2 and begins_title(text, start, end):
            continue
        sure = min(0.75, mention.confidence)  # never more than where the name was found first
        if name == split_name(mention.text).trade and (at := _place_of_another(text, start, end, mention.text)) < start:
            own = text[at:end]
            found.append(Mention(at, end, own, mention.kind, own, None, sure, "memory", False, own))
            continue
        if weak and (is_common is None or _is_doubtful(text, start, end, is_common)):
            continue
        origin = mention.origin or mention.text
        found.append(Mention(start, end, name, mention.kind, mention.canonical, None, sure, "memory", False, origin))
    return found


def _place_of_another(text: str, start: int, end: int, name: str) -> int:
    """Return where the name of a firm elsewhere begins that is called as its owner: 安徽|青禾 beside 浙江青禾科技."""
    place = longest_suffix(text, start, regions())
    at = start - len(place)
    if not place or place in name or text[end : end + 1] not in _CELLS:
        return start
    return at if at == 0 or text[at - 1] in _CELLS or text.endswith("子公司", 0, at) else start


def cut_short(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, is_common: Callable[[str], bool]
) -> list[Mention]:
    """Return where known names of four characters are cut to two, which no gazetteer knows: 白石 beside 白石冰城.

    Mentions that are such a name already, but of no known firm, are given to it.
    """
    whole: defaultdict[str, dict[Entry, Mention]] = defaultdict(dict)
    for mention in mentions:
        if mention.entry and mention.kind in ("company", "brand") and re.fullmatch(rf"[{_HANZI}]{{4}}", mention.text):
            whole[mention.text[:2]].setdefault(mention.entry, mention)
    # The bare name of a house that has a holding is the holding: 白石 beside 白石金 and 白石人寿.
    holdings = {m.text[:2]: m for m in mentions if m.entry and len(m.text) == 3 and m.entry.name == m.text + "控"}
    firms = {
        short: [holdings[short]]
        if short in holdings
        else [full for full in forms.values() if full.kind == "company"] or [*forms.values()]
        for short, forms in whole.items()
    }
    names = [
        short
        for short, forms in firms.items()
        if len(forms) == 1
        and (short in gazetteer.clipped or not gazetteer.get(short))
        and not (short in common() or is_common(short))
    ]
    open_mentions = {m.start: m for m in mentions if m.entry is None and m.text in names}
    found = []
    for start, end, number in Matcher(names).find(text):
        mention = firms[names[number]][0]
        if text.startswith(mention.text, start) or longest_suffix(text, start, regions()):
            continue  # 无锡白石 is a firm of its own
        if same := open_mentions.get(start):
            same.entry, same.origin = mention.entry, mention.text
        elif not _is_doubtful(text, start, end, is_common):
            name = text[start:end]
            found.append(Mention(start, end, name, mention.kind, "", mention.entry, 0.6, "memory", False, mention.text))
    return found


def _is_doubtful(text: str, start: int, end: int, is_common: Callable[[str], bool]) -> bool:
    """Tell whether a clipped name is a common word, or shares a character with one: 华青 in 清华青年."""
    pieces = (text[start:end], text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return cue_behind(text, end) == "not-after" or any(len(piece) > 1 and is_common(piece) for piece in pieces)


def with_first_character(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Give unlisted names the 和 in front, if it always stands there at the head of clauses: 和澄生物."""
    found = list(mentions)
    places: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        if mention.entry is None and len(mention.text) > 2:
            places[without_share_class(mention.text)].append(mention)
    for same in places.values():
        starts = [mention.start for mention in same]
        first = text[starts[0] - 1 : starts[0]] if starts[0] else ""
        if len(same) < 2 or first not in _FIRST or any(text[at - 1 : at] != first for at in starts):
            continue
        if all(at == 1 or text[at - 2] in _MARKS for at in starts):
            for mention in same:
                mention.start -= 1
                mention.text = first + mention.text
                mention.origin = first + mention.origin if mention.origin else ""
    return found


def _stands_out(text: str, start: int, end: int) -> bool:
    if cue_in_front(text, start) or cue_behind(text, end) in ("after", "weak-after") or _QUOTED_AT.match(text, end):
        return True
    return (start == 0 or text[start - 1] in "，。、“（\n：；") and boundary_after(text, end)
