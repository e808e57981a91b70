"""The name that all mentions of a firm in a document go under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from cnbiznews.companies.codes import code_behind, listed_behind
from cnbiznews.companies.gazetteer import Entry
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import plain, same_but_for_endings, split_name, without_share_class
from cnbiznews.companies.words import around, countries, longest_prefix, longest_suffix, trades

__all__ = ["resolve", "without_echoes"]

_RENAMED = re.compile(r"(?:变更为|更名为?|改名为?|升级为|名称由)[“\"]?\Z")
_RENAME_REACH = 60
_CENTRAL_BANK = "央行"
# How the short name of an authority begins that is official, too.
_OFFICIAL = re.compile(r"(?:国家|中国|全国)(?!央行)")
# What the name of a paper or agency is the same with and without.
_SITE = re.compile(r"(?<=..)(?:通讯社|新闻社|新闻网|网)\Z")
_GROUPS = ("控股", "集团")
_PLAIN = (*_GROUPS, "公司")
_HOLDINGS = ("控股", "投控", "股份")
# What a firm is the same with and without.
_SAME_FIRM = (*_GROUPS, "国际", "股份")
# Exchanges whose shares go under short names, without a line of business.
_SHORT_SHARES = ("TWSE:", "TPEX:")
_FIRMS = ("company", "brand")
_LONG = 4  # More characters than this leave no doubt that a name is the same.
_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_ABROAD = re.compile(r"[(（]([\u4e00-\u9fff]{2,5})[)）]")
_RARE = 3  # A form that is used less than a third as often as another one isn't the usual one.


def resolve(text: str, mentions: Sequence[Mention]) -> None:
    """Give every mention its canonical name, as the document as a whole has it."""
    _resolve_known(text, mentions)
    _resolve_unlisted(text, mentions)
    _resolve_units(mentions)
    _rename(text, mentions)


def without_echoes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Leave out the bare 央行 that is said of many, or of that of another country, named before in the paragraph."""
    kept = []
    bank, at = "", 0  # the last central bank that was named, and where
    for mention in mentions:
        if mention.text.endswith(_CENTRAL_BANK):
            if mention.text != _CENTRAL_BANK:
                bank, at = mention.text, mention.end
            elif longest_suffix(text, mention.start, around("many")) or (
                longest_prefix(bank, 0, countries()) and "\n" not in text[at : mention.start]
            ):
                continue
        kept.append(mention)
    return kept


def _resolve_known(text: str, mentions: Sequence[Mention]) -> None:
    """A known company goes under its known name, or under the fullest form of it that is usual in the text.

    顺丰 alone stays 顺丰 though the gazetteer says 顺丰控股, and 瑞幸咖啡 stays as it is; 大摩 is 摩根士丹利.
    """
    translated = _join(text, mentions)
    surfaces: defaultdict[Entry, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        registered = mention.entry is not None and mention.text == mention.entry.full and "有限" in mention.text
        if mention.entry and not mention.canonical and not registered:
            surfaces[mention.entry][mention.origin or mention.text] += 1
    units = {m.entry.parent for m in mentions if m.entry and m.text.startswith(m.entry.parent)}
    listed = {m.text for m in mentions if m.entry and len(m.text) > 2 and listed_behind(text, m.end)}
    names = {
        entry: _known_name(_as_written(entry, found, translated.get(entry, "")), found, units & {entry.name}, listed)
        for entry, found in surfaces.items()
    }
    for mention in mentions:
        if mention.entry and not mention.canonical and mention.text.lstrip("*").startswith("ST"):
            mention.canonical = mention.text  # the mark of a firm in trouble belongs to its name
        elif mention.entry and not mention.canonical:
            mention.canonical = names.get(mention.entry, mention.entry.name)


def _as_written(entry: Entry, surfaces: Mapping[str, int], translated: str) -> Entry:
    """Return an entry with a Latin name under the Chinese one, where the text gives that or says it more often.

    Args:
        entry: what the gazetteer knows.
        surfaces: how the text calls it, and how often.
        translated: the Chinese name that stands in front of the Latin one in brackets, or "".
    """
    if not entry.name.isascii():
        return entry
    chinese = next((alias for alias in entry.aliases if _HANZI.fullmatch(alias)), "")
    often = sum(count if _HANZI.fullmatch(surface) else -count for surface, count in surfaces.items())
    if name := translated or (chinese if often >= 0 else ""):
        return replace(entry, name=name)
    cased = [surface for surface in surfaces if surface.casefold() == entry.name.casefold()]
    return replace(entry, name=max(cased, key=lambda surface: surfaces[surface])) if cased else entry


def _join(text: str, mentions: Sequence[Mention]) -> dict[Entry, str]:
    """Give all mentions of two entries to one of them where the text shows that both are the same firm.

    So it is with a Latin name in brackets behind a Chinese one, with a firm beside 国际, 集团 and the like of it, and
    with a group that has no other shares than those of the firm that goes by its name, too: 三星 beside 三星电子.

    Returns:
        The Chinese names in front of brackets, by the entries of the Latin ones in them.
    """
    same: dict[Entry, Entry] = {}
    translated: dict[Entry, str] = {}
    unlisted: dict[tuple[str, str], Entry] = {}  # by text and kind: a paper named like a firm is not that firm
    for before, behind in pairwise(mentions):
        if behind.entry and _translates(text, before, behind):
            if before.entry and before.entry != behind.entry:
                same[behind.entry] = before.entry
            else:
                translated[behind.entry] = before.text
                unlisted[before.text, before.kind] = behind.entry
    for mention in mentions:
        mention.entry = mention.entry or unlisted.get((mention.text, mention.kind))
    texts = {mention.text for mention in mentions}
    shares = {
        begin: entry
        for mention in mentions
        if (entry := mention.entry) and entry.tickers
        for begin in (*entry.aliases, entry.parent)
        if begin and begin != entry.name and entry.name.startswith(begin)
    }
    whole = {mention.text: mention.entry for mention in mentions if mention.kind == "company"}
    for mention in mentions:
        entry = mention.entry
        if not entry:
            continue
        if mention.kind == "company" and not (entry.tickers and entry.name in texts):
            longer = [found for ending in _SAME_FIRM if (found := whole.get(mention.text + ending))]
            mention.entry = longer[0] if longer else entry
        share = shares.get(entry.name)
        if (
            mention.text == entry.name
            and share
            and {*share.tickers} >= {*entry.tickers}
            and not _is_group(entry, texts)
        ):
            mention.entry = share
        mention.entry = same.get(entry, mention.entry)
    return translated


def _is_group(entry: Entry, texts: Collection[str]) -> bool:
    """Tell whether the text says of a group that it is one."""
    return any(f"{entry.name}{ending}" in texts for ending in _GROUPS)


def _translates(text: str, before: Mention, behind: Mention) -> bool:
    """Tell whether the Latin name of a firm or a house stands in brackets behind a Chinese one."""
    if not (before.kind == behind.kind and before.kind in ("company", "other-org")):
        return False
    between = text[before.end : behind.start].strip()
    return (
        between in ("(", "（")
        and text[behind.end : behind.end + 1] in ("）", ")", "，", ",")
        and behind.text.isascii()
        and not before.text.isascii()
    )


def _known_name(entry: Entry, surfaces: Counter[str], begins: Collection[str], listed: Collection[str]) -> str:
    """Return what a company goes under.

    Args:
        entry: what the gazetteer knows.
        surfaces: how the text calls it, and how often.
        begins: its name, if names of its units begin with it in the text.
        listed: the names that stand in front of a code of four figures.
    """
    name = entry.name
    taiwan = any(ticker.startswith(_SHORT_SHARES) for ticker in entry.tickers)
    if name not in surfaces:
        official = entry.kind == "gov" and [surface for surface in surfaces if _OFFICIAL.match(surface)]
        # 国家医保局 is a name of its own (央行 is none), and so is that of a share: 统一超(2912).
        if own := official or (name not in begins and [surface for surface in surfaces if surface in listed]):
            return max(sorted(own), key=len)
        if entry.kind == "gov":
            return name
        shares = [surface for surface in surfaces if len(surface) > 2 and name.startswith(surface)]
        if taiwan and shares:
            return max(shares, key=len)  # 长荣航, as shares are called in Taiwan
    parts = split_name(name)
    trade = parts.trade
    forms: Counter[str] = Counter()
    for surface, count in surfaces.items():
        # 京东集团 is 京东 beside 京东物流; 苏宁易购 is 苏宁 only beside that itself.
        form = _without_ending(entry, surface, {*surfaces, *(begins if surface.endswith(_PLAIN) else ())})
        bare = form.removeprefix(split_name(form).region)
        form = bare if bare in surfaces and form != name else form  # 家化 is called 上海家化 everywhere
        if (
            same_but_for_endings(form, name)
            or same_but_for_endings(name, form)
            or (entry.kind == "media" and name in form)
            or ((name.isascii() or form.isascii()) and form.startswith(name))
            or _is_variant(form, name)
            or (len(trade) > 1 and split_name(form).trade == trade)
        ):
            forms[form] += count
    # 零跑 is short for 零跑汽车, as everybody knows, and 中金 for 中金公司; 顺丰 stays, though its share is 顺丰控股.
    if (parts.form == "公司" or (parts.industry and not parts.form)) and not taiwan and set(forms) == {parts.trade}:
        return name
    usual = [
        form
        for form, count in forms.items()
        if form == name or count * _RARE >= max(forms.values()) or not _is_said(form.removeprefix(name))
    ]
    if not usual and entry.kind == "company":
        usual = [surface for surface in surfaces if _is_former(surface, entry)]
    return max(sorted(usual), key=len, default=name)


def _is_variant(form: str, name: str) -> bool:
    """Tell whether a form is a name with more inside: 青禾会员商店 of what is called 青禾会员店."""
    framed = (form[:2], form[-1:]) == (name[:2], name[-1:])
    return framed and len(name) > _LONG and _HANZI.fullmatch(form) is not None and _is_short(name, form)


def _is_said(rest: str) -> bool:
    """Tell whether what stands behind a usual name is said with it without making a fuller one: 青禾|地产."""
    return rest in trades("said") or rest in trades("arm") or rest.startswith(" ")


def _is_former(surface: str, entry: Entry) -> bool:
    """Tell whether a name is what a firm was called before, and no nickname: 白石金属 of what is now 青禾能源."""
    whole = split_name(surface).industry or surface.endswith("股份") or set(surface).isdisjoint(entry.name)
    return len(surface) > 3 and bool(whole) and surface != entry.full and not surface.isascii() and " " not in surface


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


def _resolve_unlisted(text: str, mentions: Sequence[Mention]) -> None:
    """Unlisted names that share trade name and line of business go under the fullest of them.

    A bare trade name joins the longer name that is the most frequent by far, if that is a registered one, says the line
    of business or is not rare beside it; else it is a name of its own (京东 beside 京东零售集团).
    """
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    members = []
    _resolve_abroad(mentions)
    shorts = _short_forms(mentions)
    holdings = {short for name, short in shorts.items() if _is_holding(name)}
    origins = {m.text: m.origin for m in mentions if m.sure and m.origin not in ("", m.text)}  # what was introduced
    listed = {m.text for m in mentions if m.entry is None and code_behind(text, m.end)} - {*origins.values()}
    for mention in mentions:
        if mention.entry or mention.canonical or mention.evidence == "unit":
            continue
        origin = origins.get(mention.text, mention.text)
        if origin == mention.text and (mention.kind != "company" or split_name(origin).industry):
            origin = mention.origin or origin
        own = mention.text
        if origin in shorts:
            own = origin = shorts[origin]
        parts = split_name(origin)
        key = (parts.trade, parts.industry) if mention.kind in ("company", "brand") else (origin, "")
        # A former name is no candidate for the name of the group.
        groups[key] += [own, origin] if parts.trade in own or own in origin else [origin]
        members.append((mention, key))
    counts = Counter(key for _, key in members)
    order = list(groups)
    joined = {}
    for bare in order:
        trade, industry = bare
        longer = [
            key for key in order if key != bare and _is_longer(key[0], trade, frequent=counts[key] >= counts[bare])
        ]
        if industry or not longer or any(_is_holding(name) or name in holdings for name in groups[bare]):
            continue  # 青禾控股 is no other name of 青禾电子, the bare 青禾 may be one
        whole = max(longer, key=lambda key: counts[key])
        if len(longer) > 1 and 2 * counts[whole] <= sum(counts[key] for key in longer):
            continue
        registered = any("有限" in split_name(name).form for name in groups[whole])
        named = whole[1] and whole[1] not in trades("arm")
        if registered or named or _RARE * counts[whole] >= counts[bare]:
            joined[bare] = whole
            groups[whole] += groups[bare]
    spelt = Counter(mention.text for mention in mentions)
    names = {key: _fullest({name: spelt[name] for name in found}, listed) for key, found in groups.items()}
    for mention, key in members:
        mention.canonical = names[joined.get(key, key)]


def _resolve_abroad(mentions: Sequence[Mention]) -> None:
    """A registered name with a foreign country in brackets is a firm of its own beside the one at home."""
    home = {split_name(m.text).trade for m in mentions if m.kind == "company" and not _ABROAD.search(m.text)}
    for mention in mentions:
        place = None if mention.entry or mention.canonical else _ABROAD.search(mention.text)
        if place and place.group(1) in countries() and split_name(mention.text).trade in home:
            mention.canonical = mention.text


def _is_holding(name: str) -> bool:
    """Tell whether a name says that a firm only holds others: 青禾控股, 青禾控股有限公司."""
    form = split_name(name).form
    return name.endswith(_GROUPS + _HOLDINGS) or form.startswith(_GROUPS + _HOLDINGS)


def _is_longer(name: str, trade: str, *, frequent: bool) -> bool:
    """Tell whether a trade name can be the longer form of another; a rare one only if it is the same, or ends so."""
    return name == trade or name.endswith(trade) or (frequent and name.startswith(trade))


def _short_forms(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return what the text calls the firms whose registered names it gives, by these names.

    The form with the line of business goes before the bare trade name: 青禾智能科技股份有限公司 is 青禾科技.
    """
    unlisted = {mention.text: mention for mention in mentions if not mention.entry and mention.kind in _FIRMS}
    registered = {name for name in unlisted if "有限" in split_name(name).form}
    shorts = {}
    for name in registered:
        trade = split_name(name).trade
        forms = [
            short
            for short, mention in unlisted.items()
            if (plain(short) == short or (short.endswith("股份") and "股份" in split_name(name).form))
            and _is_short(short, name)
            and (short[:2] in (trade[:2], name[:2]) or (mention.sure and mention.origin == name))
        ]
        if forms:
            shorts[name] = max(sorted(forms), key=lambda short: (bool(split_name(short).industry), len(short)))
    return _without_shared(shorts, unlisted)


def _without_shared(shorts: Mapping[str, str], unlisted: Mapping[str, Mention]) -> dict[str, str]:
    """Return short forms by registered names, but for those that several firms would be called.

    青禾 beside 青禾投资有限公司 and 青禾置业有限公司 is of the one with which it was introduced, or of none.
    """
    firms: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, short in shorts.items():
        firms[short].add(split_name(name)[1:3])
    return {name: short for name, short in shorts.items() if len(firms[short]) == 1 or unlisted[short].origin == name}


def _is_short(name: str, registered: str) -> bool:
    """Tell whether a name is made of characters of a registered one, in their order: 深铁集团."""
    rest = iter(registered)
    return all(char in rest for char in name)


def _fullest(names: Mapping[str, int], listed: Collection[str]) -> str:
    """The fullest form without 集团, 公司 and legal form, if it stands in the text like that; else the full name.

    Args:
        names: the forms, with how often each stands in the text.
        listed: what stands in front of a stock code.
    """
    parts = {name: split_name(name) for name in sorted(map(without_share_class, names))}
    longest = max(parts, key=lambda name: (not name.isascii(), len(name), name))  # the Chinese name, if there is one
    region, trade, industry, form = parts[longest]
    if longest in listed and longest.endswith(_GROUPS):
        return longest  # so the share is called
    if industry in trades("format") and not form and trade in names:
        return trade
    for short in (region + trade + industry, trade + industry):
        plainly = industry or "有限" not in form
        if short in names and plainly and not _shorter(longest).endswith(_HOLDINGS):
            return short
    return _shorter(longest) if "有限" not in form and _shorter(longest) in names else longest


def _shorter(name: str) -> str:
    """Return a name without 集团, 公司 and the like; 控股 and 股份 stay, they make the fuller name."""
    bare = name.removesuffix("集团")
    return bare if bare.endswith(_HOLDINGS) else plain(name)


def _resolve_units(mentions: Sequence[Mention]) -> None:
    """A unit named without its owner gets the owner's name in front; one that is the owner goes under that."""
    named = {mention.text: mention.canonical for mention in mentions if mention.evidence != "unit"}
    full = [mention.canonical for mention in mentions if mention.canonical and mention.evidence == "unit"]
    owners = [mention for mention in mentions if mention.kind == "company" and mention.canonical]
    counts = Counter(mention.canonical for mention in owners)
    for mention in mentions:
        if mention.evidence != "unit" or mention.canonical:
            mention.canonical = named.get(mention.canonical, mention.canonical)
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
