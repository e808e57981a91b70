"""What a document says about its own names: short forms, renamings, and the name all mentions of a firm go under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from cnbiznews.companies.codes import listed_behind
from cnbiznews.companies.gazetteer import Entry
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import plain, same_but_for_endings, split_name, without_share_class
from cnbiznews.companies.plausible import is_generic
from cnbiznews.companies.words import boundary_after, countries, cue_behind, cue_in_front, longest_prefix
from cnbiznews.matching import Matcher

__all__ = ["introduced", "repeated", "resolve", "with_first_character", "without_echoes"]

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
_RENAMED = re.compile(r"(?:变更为|更名为?|改名为?|升级为|名称由)[“\"]?\Z")
_RENAME_REACH = 60
_FIRST = frozenset("和为家原众同")  # characters that begin names, and are words of their own as often
_MARKS = frozenset("，。！？；：、“”（）【】\n 　,.!;:|")
_SEEN = 3  # so often a clipped name must stand apart to be believed everywhere
_CENTRAL_BANK = "央行"
# How the short name of an authority begins that is official, too.
_OFFICIAL = re.compile(r"(?:国家|中国|全国)(?!央行)")
# What the name of a paper or agency is the same with and without.
_SITE = re.compile(r"(?<=..)(?:通讯社|新闻社|新闻网|网)\Z")
_GROUPS = ("控股", "集团")
# Exchanges whose shares go under short names, without a line of business.
_SHORT_SHARES = ("TWSE:", "TPEX:")
_RARE = 3  # A form that is used less than a third as often as another one isn't the usual one.


def introduced(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the other names that are given behind a name: （以下简称“青禾”）, （Qinghe）, 前身为白石网络."""
    found = []
    nexts = [mention.start for mention in mentions[1:]] + [len(text)]
    for mention, following in zip(mentions, nexts, strict=False):
        if not mention.sure:
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
    return [form for form in dict.fromkeys(forms) if len(form) >= 2 and not is_generic(form)]


def repeated(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return later (and earlier) occurrences of unlisted names and of their short forms."""
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
        if clipped and apart[name] < _SEEN and not _stands_out(text, start, end):
            continue
        sure = min(0.75, mention.confidence)  # never more than where the name was found first
        origin = mention.origin or mention.text
        found.append(Mention(start, end, name, mention.kind, mention.canonical, None, sure, "memory", False, origin))
    return found


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


def resolve(text: str, mentions: Sequence[Mention]) -> None:
    """Give every mention its canonical name, as the document as a whole has it."""
    _resolve_known(text, mentions)
    _resolve_unlisted(mentions)
    _resolve_units(mentions)
    _rename(text, mentions)


def without_echoes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out the bare 央行 that is said of the central bank of another country, named before in the paragraph."""
    kept = []
    bank, at = "", 0  # the last central bank that was named, and where
    for mention in mentions:
        if mention.text.endswith(_CENTRAL_BANK):
            if mention.text != _CENTRAL_BANK:
                bank, at = mention.text, mention.end
            elif longest_prefix(bank, 0, countries()) and "\n" not in text[at : mention.start]:
                continue
        kept.append(mention)
    return kept


def _resolve_known(text: str, mentions: Sequence[Mention]) -> None:
    """A known company goes under its known name, or under the fullest form of it that is usual in the text.

    顺丰 alone stays 顺丰 though the gazetteer says 顺丰控股, and 瑞幸咖啡 stays as it is; 大摩 is 摩根士丹利.
    """
    surfaces: defaultdict[Entry, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        registered = mention.entry is not None and mention.text == mention.entry.full and "有限" in mention.text
        if mention.entry and not mention.canonical and not registered:
            surfaces[mention.entry][mention.origin or mention.text] += 1
    units = {m.entry.parent for m in mentions if m.entry and m.text.startswith(m.entry.parent)}
    listed = {m.text for m in mentions if m.entry and len(m.text) > 2 and listed_behind(text, m.end)}
    names = {entry: _known_name(entry, found, units & {entry.name}, listed) for entry, found in surfaces.items()}
    for mention in mentions:
        if mention.entry and not mention.canonical and mention.text.lstrip("*").startswith("ST"):
            mention.canonical = mention.text  # the mark of a firm in trouble belongs to its name
        elif mention.entry and not mention.canonical:
            mention.canonical = names.get(mention.entry, mention.entry.name)


def _known_name(entry: Entry, surfaces: Counter[str], begins: Collection[str], listed: Collection[str]) -> str:
    """Return what a company goes under.

    Args:
        entry: what the gazetteer knows.
        surfaces: how the text calls it, and how often.
        begins: its name, if names of its units begin with it in the text.
        listed: the names that stand in front of a code of four figures.
    """
    name = entry.name
    if name not in surfaces:
        official = entry.kind == "gov" and [surface for surface in surfaces if _OFFICIAL.match(surface)]
        # 国家医保局 is a name of its own (央行 is none), and so is that of a share: 统一超(2912).
        if own := official or (name not in begins and [surface for surface in surfaces if surface in listed]):
            return max(sorted(own), key=len)
    parts = split_name(name)
    trade = parts.trade
    forms: Counter[str] = Counter()
    for surface, count in surfaces.items():
        form = _without_ending(entry, surface, {*surfaces, *begins})
        bare = form.removeprefix(split_name(form).region)
        form = bare if bare in surfaces else form
        if (
            same_but_for_endings(form, name)
            or same_but_for_endings(name, form)
            or (entry.kind == "media" and form.startswith(name))
            or (len(trade) > 1 and split_name(form).trade == trade)
        ):
            forms[form] += count
    taiwan = any(ticker.startswith(_SHORT_SHARES) for ticker in entry.tickers)
    if parts.industry and not parts.form and not taiwan and set(forms) == {parts.trade}:
        return name  # 零跑 is the short name of 零跑汽车, which everybody knows
    usual = [form for form, count in forms.items() if form == name or count * _RARE >= max(forms.values())]
    return max(sorted(usual), key=len, default=name)


def _without_ending(entry: Entry, surface: str, others: Collection[str]) -> str:
    """Return a surface without 集团, 公司 and the like, if the text has it without, or the name is the same with 公司.

    顺丰控股 and 海尔集团 stay what they are if nothing in the text is called 顺丰, 海尔 or begins so.
    """
    if surface == entry.name:
        return surface
    short = _SITE.sub("", surface) if entry.kind == "media" else _shorter(surface)
    if surface.startswith(entry.name) and surface[len(entry.name) :] in ("集团", "公司"):
        short = entry.name  # 白石控股集团 is 白石控股, though that is 白石 with an ending, too
    same = short == entry.name and (entry.kind == "brand" or surface.endswith("公司"))
    return short if same or any(other != surface and other.startswith(short) for other in others) else surface


def _resolve_unlisted(mentions: Sequence[Mention]) -> None:
    """Unlisted names that share trade name and line of business go under the fullest of them.

    A bare trade name joins the longer name that is the most frequent by far, if that is a registered one or not rare
    beside it; else it is a name of its own (京东 beside 京东零售集团).
    """
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    members = []
    origins = {m.text: m.origin for m in mentions if m.sure and m.origin not in ("", m.text)}  # what was introduced
    for mention in mentions:
        if mention.entry or mention.canonical or mention.evidence == "unit":
            continue
        origin = origins.get(mention.text, mention.text)
        if origin == mention.text and (mention.kind != "company" or split_name(origin).industry):
            origin = mention.origin or origin
        parts = split_name(origin)
        key = (parts.trade, parts.industry) if mention.kind in ("company", "brand") else (origin, "")
        # A former name is no candidate for the name of the group.
        groups[key] += [mention.text, origin] if parts.trade in mention.text or mention.text in origin else [origin]
        members.append((mention, key))
    counts = Counter(key for _, key in members)
    order = list(groups)
    joined = {}
    for bare in order:
        trade, industry = bare
        longer = [
            key for key in order if key != bare and _is_longer(key[0], trade, frequent=counts[key] >= counts[bare])
        ]
        if industry or not longer or all(name.endswith(_GROUPS) for name in groups[bare]):
            continue  # 青禾控股 is no other name of 青禾电子, the bare 青禾 may be one
        whole = max(longer, key=lambda key: counts[key])
        if len(longer) > 1 and 2 * counts[whole] <= sum(counts[key] for key in longer):
            continue
        registered = any("有限" in split_name(name).form for name in groups[whole])
        if registered or _RARE * counts[whole] >= counts[bare]:
            joined[bare] = whole
            groups[whole] += groups[bare]
    spelt = Counter(mention.text for mention in mentions)
    names = {key: _fullest({name: spelt[name] for name in found}) for key, found in groups.items()}
    for mention, key in members:
        mention.canonical = names[joined.get(key, key)]


def _is_longer(name: str, trade: str, *, frequent: bool) -> bool:
    """Tell whether a trade name can be the longer form of another; a rare one only if it is the same, or ends so."""
    return name == trade or name.endswith(trade) or (frequent and name.startswith(trade))


def _fullest(names: Mapping[str, int]) -> str:
    """The fullest form without 集团, 公司 and legal form, if it stands in the text like that; else the full name.

    ``names`` are the forms, with how often each stands in the text.
    """
    parts = {name: split_name(name) for name in sorted(map(without_share_class, names))}
    longest = max(parts, key=lambda name: (not name.isascii(), len(name), name))  # the Chinese name, if there is one
    trade, industry = parts[longest].trade, parts[longest].industry
    for short in (parts[longest].region + trade + industry, trade + industry):
        plainly = industry or "有限" not in parts[longest].form
        if short in names and plainly and not _shorter(longest).endswith("控股"):
            return short
    if "有限" in parts[longest].form:
        # 青禾智能科技股份有限公司 goes under 青禾科技, but not under the bare 青禾
        short_forms = [
            name for name in parts if parts[name].trade == trade and parts[name].industry and plain(name) == name
        ]
        if short_forms:
            return max(short_forms, key=len)
        # … unless that is what the text calls it throughout
        return trade if names.get(trade, 0) > _RARE * names[longest] else longest
    return _shorter(longest) if _shorter(longest) in names else longest


def _shorter(name: str) -> str:
    """Return a name without 集团, 公司 and the like; 控股 stays, it is the fuller name."""
    bare = name.removesuffix("集团")
    return bare if bare.endswith("控股") else plain(name)


def _resolve_units(mentions: Sequence[Mention]) -> None:
    """A unit named without its owner gets the owner's name in front."""
    full = [mention.canonical for mention in mentions if mention.canonical and mention.evidence == "unit"]
    owners = [mention for mention in mentions if mention.kind == "company" and mention.canonical]
    counts = Counter(mention.canonical for mention in owners)
    for mention in mentions:
        if mention.evidence != "unit" or mention.canonical:
            continue
        own = mention.text.replace("子集团", "")
        known = [name for name in full if name != own and name.endswith(own)]
        if known:
            mention.canonical = max(sorted(known), key=len)
            continue
        near = [owner for owner in owners if owner.end <= mention.start and mention.start - owner.end <= 80]
        if near:
            mention.canonical = near[-1].canonical + own
        else:
            mention.canonical = (counts.most_common(1)[0][0] if counts else "") + own


def _rename(text: str, mentions: Sequence[Mention]) -> None:
    """甲 renamed 乙: both go under 乙."""
    new: dict[str, str] = {}
    for before, behind in pairwise(mentions):
        between = text[before.end : behind.start]
        if len(between) <= _RENAME_REACH and "。" not in between and "\n" not in between and _RENAMED.search(between):
            new[before.canonical] = behind.canonical
    for mention in mentions:
        if mention.canonical in new and new[mention.canonical] != mention.canonical:
            mention.canonical = new[mention.canonical]
