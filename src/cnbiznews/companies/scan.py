"""Finding companies: the rules and the model propose mentions, and here they are heard against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from string import ascii_uppercase

from cnbiznews.companies import canonical, memory
from cnbiznews.companies.abbreviations import find_abbreviations
from cnbiznews.companies.context import told_mentions
from cnbiznews.companies.funds import fund_mentions
from cnbiznews.companies.gazetteer import Gazetteer, default_gazetteer
from cnbiznews.companies.grammar import formed_mentions
from cnbiznews.companies.growth import grow, with_brands, with_translations
from cnbiznews.companies.known import known_mentions
from cnbiznews.companies.learned import Guess, default_model
from cnbiznews.companies.listed import listed_mentions
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.model import Company
from cnbiznews.companies.names import split_name
from cnbiznews.companies.plausible import (
    behind_title,
    has_quantity,
    has_stop,
    is_compared,
    is_generic,
    is_local_good,
    is_place,
    is_technique,
    is_thing,
    looks_like_person,
    partly_generic,
)
from cnbiznews.companies.recurring import recurring_mentions
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
    find_business,
    find_overlaps,
    longest_prefix,
    longest_suffix,
    not_names,
    places,
    places_at_home,
    regions,
    roles,
)
from cnbiznews.errors import as_text
from cnbiznews.matching import Matcher

__all__ = ["scan"]

_ENOUGH, _ALONE = 0.65, 0.95  # how sure the model must be near a word of business, and elsewhere
_FORMED = 0.85  # the same elsewhere, of what ends like a name
_BETWEEN = 0.15  # the same near business, between a word for what it is and one that may follow a name
_PLAIN = 0.35  # and near business, of what ends with a form: 青禾白石股份
_HEAD = 0.4  # and at the head of a clause, in front of what is said of firms only, or with a line of business
_KNOWN = 0.4  # and of a known name that is a common word
_SURE = 0.9  # so sure it must be of what looks like a person or a phrase
_WIDER = frozenset({"legal", "group", "industry", "local", "weak"})  # the endings of a name that goes on behind another
_WIDE = 0.8  # and to see a longer name where another one was found
_NAMED = 0.85  # and a name of common words that ends like a firm's
_CLEAR = 0.7  # and to look for a name wherever else it stands
_LATIN = 0.2  # so much more for a Latin name, which is a product as often
_NEAR = 20
_SHORT = 3  # so long a known name may be that is only the beginning of another one
# A name that is seen in several places, in none of them clearly, is believed if it adds up to so many sightings, and if
# it is seen in such a share of its places.
# Fewer do if they are nearly all.
_TIMES, _SHARE = 2, 0.3
_FEW, _NEARLY_ALL = 1.2, 0.6
_MARKS = frozenset("，。；：、\n”")
_ESCAPES = re.compile(r"\\[nrt]")  # line breaks and tabs written out, which are no letters of a name
# Addresses, damage, figures, small letters, acronyms, parks, teams, schools and loans are no names of firms.
_NO_NAME = re.compile(
    r"[/@\\\ufffd]|\.[a-z]|\A[^A-Z\u4e00-\u9fff]+\Z|\A[A-Z]{2,4}\Z"
    r"|(?:公园|[球战]队|[中小美哲文医]学|贷|(?<!超)市|加工业|制造业|[新老旧]厂|者|们|几国|多国|(?<![石日家])化)\Z"
)
_LATIN_GOES_ON = re.compile(r"(?<=[A-Za-z]) ?[A-Z]")
_THING = re.compile(
    r"[”》]?(?:计划(?=[”》，。；、：的是已等和与]|\Z)|战略|项目|行动|工程|活动|大会|论坛|节|指数|会议|事件|大赛|票房|影片|主场|客场|赛区|联赛)"
)
# Behind the name of a kind of thing: those who make it, and the market for it.
_KIND_OF_THING = ("研发商", "制造商", "生产商", "厂商", "企业", "赛道", "行业", "市场规模", "品类", "价格战")
_COUNTED = re.compile(r"[约超近逾]?[0-9][0-9,.]*[余多]?[万亿]?[余多]?[只台件吨辆套个块片瓶颗部双支条箱盒]")
_MADE = ("交付", "出货", "生产", "销售", "采购", "卖出", "下线", "出口", "进口", "研发", "量产", "制造")
_OF_ALL = re.compile(r"全球|国内|海外|境内|境外|.?各")
_SAYS = re.compile(
    r"[^，。；]{0,2}(?:回应|表示|称|说|化名|认为|指出|介绍|坦言|透露|强调|解释|告诉|直言|看来|预计|写道|担任|出任|负责|创业|为法定代表人|（)"
)


def scan(reading: str, gazetteer: Gazetteer | None = None, *, model: bool = True) -> list[Company]:
    """Find the companies, brands and institutions a text names, in order and without overlap.

    Args:
        reading: text in simplified characters and half-width forms.
        gazetteer: the names to know; the packaged ones when None.
        model: also believe the statistical model of names; without it, only lists and rules.

    >>> [(c.text, c.canonical, c.kind) for c in scan("京东集团旗下京东外卖上线")]
    [('京东集团', '京东', 'company'), ('京东外卖', '京东外卖', 'brand')]
    """
    gazetteer = gazetteer or default_gazetteer()
    reading = _ESCAPES.sub("\n\n", as_text(reading, "reading"))
    hits = gazetteer.find(reading)
    guesses: list[Guess] = []
    if model:
        flagged = [(start, end, reading[start:end] in gazetteer.ambiguous) for start, end, _ in hits]
        guesses = default_model().guess(reading, flagged)
    credible, guessed = _credible(reading, guesses)
    proposed = known_mentions(reading, hits, gazetteer, guessed)
    owners = [(start, end) for start, end, _ in hits]
    proposed += formed_mentions(reading, hits, gazetteer.ambiguous) + told_mentions(
        reading, owners, gazetteer.ambiguous
    )
    chosen = _widened(reading, guesses, canonical.without_echoes(reading, _grown(reading, proposed)))
    for mention in chosen:  # 中国商务部 goes under 商务部
        if mention.kind == "gov" and mention.text.startswith("中国"):
            mention.entry = mention.entry or gazetteer.get(mention.text[2:])
    chosen = with_translations(reading, with_brands(reading, chosen, hits, gazetteer))
    chosen = _with(chosen, listed_mentions(reading, chosen, hits))
    chosen = _with(chosen, recurring_mentions(reading, chosen))
    chosen = _remembered(reading, chosen, model=model)
    doubted = gazetteer.ambiguous
    guesses = [guess for guess in guesses if reading[guess.start : guess.end] not in doubted]
    if believed := _believed(reading, guesses, credible, chosen):
        chosen = _remembered(reading, _with(chosen, _grown(reading, believed)), model=model)
    chosen = _with(chosen, [*fund_mentions(reading, gazetteer, chosen)])
    if model:
        chosen = _with(chosen, memory.cut_short(reading, chosen, gazetteer, default_model().vocabulary.covers))
    chosen = memory.with_first_character(reading, chosen)
    canonical.resolve(reading, chosen)
    return [_company(mention) for mention in chosen]


def _grown(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    return _choose(grow(text, mention) for mention in mentions)


def _remembered(text: str, chosen: list[Mention], *, model: bool) -> list[Mention]:
    """Add what the text itself introduces, and the names already found wherever else they stand."""
    chosen = _with(chosen, memory.introduced(text, chosen))
    common = default_model().vocabulary.covers if model else None
    again = [grow(text, mention) for mention in memory.repeated(text, chosen, common)]
    return _with(chosen, again)


def _with(chosen: list[Mention], more: Sequence[Mention]) -> list[Mention]:
    """Return what stays of mentions that overlap nowhere and some more."""
    return _choose([*chosen, *more]) if more else chosen


def _choose(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that stay when of overlapping ones the longest wins, in order."""
    ranked = sorted(mentions, key=lambda m: (-(m.end - m.start), -m.confidence, m.start))
    taken: set[int] = set()
    kept = []
    for mention in ranked:
        # A mention is never longer than those kept before it, so its ends tell whether it overlaps one.
        if mention.start in taken or mention.end - 1 in taken:
            continue
        kept.append(mention)
        taken.update(range(mention.start, mention.end))
    return sorted(kept, key=lambda m: m.start)


def _widened(text: str, guesses: list[Guess], chosen: list[Mention]) -> list[Mention]:
    """Put the names the model clearly sees in place of what was found of them, or with words in front.

    中远|航运, 力拓|英国公司; 熟悉|青禾文化.
    """
    starts = [mention.start for mention in chosen]
    found = []
    gone = set()
    for start, end, sure in guesses:
        if sure < _WIDE:
            continue
        at = bisect_left(starts, start)
        wider = chosen[at - 1] if at and chosen[at - 1].end == end else None
        if wider and wider.evidence == "form" and wider.kind == "company":
            if not longest_prefix(text, wider.start, places()):
                gone.add(wider.start)
                found.append(_seen(text, start, end, sure))
            continue
        inside = chosen[at : bisect_left(starts, end)]
        if not inside or inside[-1].end > end or (inside[0].start, inside[0].end) == (start, end):
            continue
        name = text[start:end]
        word = longest_suffix(name, len(name), ending_words())
        # 股份 behind a name are its shares: 增持青禾传动|股份.
        if not word or word == "股份" or endings()[word].group not in _WIDER or _is_no_name(text, start, end, sure):
            continue
        if text[start : inside[0].start] in _states() or text.startswith("市场", end):
            continue  # 中国|青禾科技, 美国|白石公司, 青禾齐聚资本|市场
        more = text[inside[-1].end : end].removesuffix(word)
        if len(more) == 1 or has_stop(more) or (inside[0].kind == "media" and len(inside) == 1):
            continue  # 青禾|成集团
        found.append(_seen(text, start, end, sure))
    return _with([mention for mention in chosen if mention.start not in gone] if gone else chosen, found)


@cache
def _states() -> Words:
    """The names of countries, ours with them."""
    return Words(countries() | {"中国"})


def _seen(text: str, start: int, end: int, sure: float) -> Mention:
    name = text[start:end]
    return Mention(start, end, name, _kind(name), "", None, round(sure * 0.9, 2), "model")


def _credible(text: str, guesses: list[Guess]) -> tuple[set[Guess], frozenset[tuple[int, int]]]:
    """Return the guesses that are sure enough (more is asked where no word of business is near), and the spans of
    those that are so for names a gazetteer knows."""
    business = find_business(text) if guesses else []
    found, known = set(), set()
    for guess in guesses:
        at = bisect_left(business, guess.start - _NEAR)
        near = at < len(business) and business[at] <= guess.end + _NEAR
        if _is_credible(text, guess, near=near):
            found.add(guess)
        if near and guess.confidence >= _KNOWN:
            known.add((guess.start, guess.end))
    return found, frozenset(known)


def _is_credible(text: str, guess: Guess, *, near: bool) -> bool:
    """Tell whether the model is sure enough of a name; ``near`` tells whether a word of business is near."""
    start, end, sure = guess
    name = text[start:end]
    sure -= _LATIN * name.isascii()
    if not near:
        return sure >= _ALONE or (sure >= _FORMED and len(name) > 3 and _ends_like_a_name(name))
    if sure >= _ENOUGH or (sure >= _PLAIN and len(name) > 3 and _has_form(name)):
        return True
    at_head = start == 0 or text[start - 1] in _MARKS
    if sure >= _HEAD and at_head and (cue_behind(text, end) == "after" or _has_trade(name)):
        return True
    return sure >= _BETWEEN and _is_between(text, start, end)


def _believed(text: str, guesses: list[Guess], credible: Collection[Guess], chosen: list[Mention]) -> list[Mention]:
    """Return the model's names that nothing chosen stands against.

    A name the model sees in several places of the text, with its line of business or without, is surer than each of
    them. Once it is believed, the form with the line of business is, too, even if it is seen less clearly.
    """
    taken = {at for mention in chosen for at in range(mention.start, mention.end)}
    free = [guess for guess in guesses if guess.end - 1 not in taken]
    if not free:
        return []
    words = {at: end for start, end in find_overlaps(text) for at in range(start, end)}
    free = [guess for guess in free if words.get(guess.start, 0) < guess.end]  # 三星 in 三星堆 is a piece of a word
    short = {m.start: m.end for m in chosen if m.entry and m.end - m.start <= _SHORT}
    clear = _clear(text, guesses)
    stems = {_stem(text[guess.start : guess.end]) for guess in free}
    named = clear | {
        stem
        for guess in credible
        if (stem := _stem(text[guess.start : guess.end])) in stems and not _is_doubtful(text, *guess)
    }
    likely = []
    for guess in free:
        start, end, confidence = guess
        name = text[start:end]
        stem = _stem(name)
        often = stem in clear
        if not often and any(name.startswith(other) for other in clear):
            continue  # 青禾|AI 电源, where the text says 青禾 elsewhere
        kin = name != stem and stem in named and confidence >= _BETWEEN
        if not (often or kin) and (guess not in credible or (confidence < _SURE and _is_doubtful(text, *guess))):
            continue
        for said in (countries(), roles()):  # 日本|青禾, 酒企|青禾
            front = longest_prefix(name, 0, said)
            if len(front) > 1 and len(name) - len(front) > 1 and not is_generic(name[len(front) :]):
                start, name = start + len(front), name[len(front) :]
        if not any(at in taken for at in range(_behind_short(text, start, end, short), end)):
            likely.append((start, end, name, confidence, often))
    if not likely:
        return []
    spelt = {span for found in find_abbreviations(text) for span in found.spans}
    persons = _persons(text, {text[guess.start : guess.end] for guess in guesses})
    things = _things(text, {name for _, _, name, _, _ in likely})
    found = []
    for start, end, name, confidence, often in likely:
        if (start, end) in spelt or name in persons or name in things or _is_no_name(text, start, end, confidence):
            continue
        sure = confidence >= _CLEAR or often or (len(name) > 3 and _ends_like_a_name(name))
        sure = sure or ((len(name) > 2 or confidence >= _ENOUGH) and _is_between(text, start, end))
        found.append(
            Mention(start, end, name, _kind_in(text, start, name), "", None, round(confidence * 0.9, 2), "model", sure)
        )
    return found


def _clear(text: str, guesses: Iterable[Guess]) -> set[str]:
    """Return the names, without their line of business, that the model sees often enough in the text."""
    seen: defaultdict[str, float] = defaultdict(float)
    for guess in guesses:
        seen[_stem(text[guess.start : guess.end])] += guess.confidence
    repeated = [stem for stem, sightings in seen.items() if sightings >= _FEW]
    places = Counter(repeated[number] for _, _, number in Matcher(repeated).find(text))
    return {
        stem
        for stem in repeated
        if seen[stem] >= max(_TIMES, _SHARE * places[stem])
        or (places[stem] > 1 and seen[stem] >= _NEARLY_ALL * places[stem])
    }


def _stem(name: str) -> str:
    """Return a name without its line of business: what all its forms have in common."""
    parts = split_name(name)
    return parts.region + parts.trade if parts.industry and not is_generic(parts.trade) else name


def _is_between(text: str, start: int, end: int) -> bool:
    """Tell whether a guess stands between a word for what it is and what may follow a name."""
    return cue_in_front(text, start) == "before" and boundary_after(text, end)


def _is_doubtful(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a guess looks like a person, consists of common words, or is a term in quotes."""
    name = text[start:end]
    if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return not _is_firm_around(text, start - 1, end + 1)
    if looks_like_person(name):
        return True
    formed = _ends_like_a_name(name) and cue_in_front(text, start) == "before"  # 平台海豚科技
    if formed or (sure >= _NAMED and _ends_like_a_firm(name)):
        return False
    return default_model().vocabulary.covers(name)


def _is_no_name(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a guess is an address, a term, an event, a place or a person."""
    name = text[start:end]
    named = sure >= _NAMED and _ends_like_a_firm(name)
    return bool(
        _NO_NAME.search(name)
        or (text.startswith("“", end) and longest_suffix(name, len(name), roles()))
        or _THING.match(text, end)
        or _LATIN_GOES_ON.match(text, end)
        or cue_behind(text, end) == "not-after"
        or (not named and is_thing(name.lstrip(ascii_uppercase) or name))  # CBOT大豆
        or is_technique(name)
        or name in not_names()
        or name in roles()
        or _begins_like_a_verb(name)
        or _is_clause(name)
        or has_quantity(name)
        or is_compared(name)
        or (not named and (is_place(name) or is_local_good(name)) and not _is_firm_around(text, start, end))
        or _OF_ALL.match(name)
        or (name.endswith("投资") and text[end : end + 1].isdigit())
        or (text[start - 1 : start] == "由" and name.endswith("控股"))  # 由青禾控股的
        or (_is_place(name) and text.startswith(("的", "市", "县", "区", "等地", "周边", "附近", "一带", "当地"), end))
        or (_is_foreign(name) and not _is_firm_around(text, start, end))
        or _begins_like_a_clause(name)
        or (name[0].isascii() and longest_suffix(text, start, around("products")))
    )


def _ends_like_a_firm(name: str) -> bool:
    """Tell whether a name that may consist of common words is one by its place and its end: 陕西|汽车, 天地|控股."""
    word = longest_suffix(name, len(name), ending_words())
    front, group = name.removesuffix(word), endings()[word].group if word else ""
    if group in ("legal", "group"):
        return len(front) > 1 and front not in regions()
    return group in ("industry", "local") and front in regions()


def _has_form(name: str) -> bool:
    """Tell whether a name ends like a firm's, and not with what follows common words as often: 财产险公司."""
    word = longest_suffix(name, len(name), ending_words())
    return word not in ("", "公司", "集团") and endings()[word].group in ("legal", "group", "industry")


def _is_clause(name: str) -> bool:
    """Tell whether a guess is an authority with the firm and the verb in front: 青禾被|市场监管局."""
    office = len(name) - len(longest_suffix(name, len(name), ending_words()))
    verb = longest_suffix(name, office, around("before_office"))
    return _kind(name) == "gov" and (bool(verb) or has_stop(name, nouns=False))


def _begins_like_a_verb(name: str) -> bool:
    """Tell whether a guess begins with what follows names, and is none: 同比|微增."""
    return max(len(longest_prefix(name, 0, cues(group))) for group in ("adverb", "weak-after")) > 1


def _begins_like_a_clause(name: str) -> bool:
    """Tell whether a guess is a word for when or how, and what a firm is called: 届时|集团, 随后|公司."""
    region, trade, industry, form = split_name(name)
    words = default_model().vocabulary
    if region or trade == name:
        return False  # 上海|通用
    if trade in around("no_trades") or (form == "公司" and not industry and words.covers(trade)):
        return True  # 油气|公司
    return (form != "" or industry == "银行") and words.follows(trade)


def _is_place(name: str) -> bool:
    """Tell whether a guess is a city with its province, or people and things of one: 山东寿光."""
    rest = name
    while place := longest_prefix(rest, 0, places_at_home()):
        rest = rest[len(place) :]
    return len(rest) < len(name) and 1 <= len(rest) <= 3 and not _ends_like_a_name(name)


def _is_foreign(name: str) -> bool:
    """Tell whether a name is written by its sound, as those of foreign persons, teams and towns are."""
    return len(name) > 2 and all(char in characters("foreign") for char in name)


def _is_firm_around(text: str, start: int, end: int) -> bool:
    """Tell whether beside a name stands what is said of firms and not of persons."""
    said = _SAYS.match(text, end) or text.startswith("宣布", end)
    return cue_in_front(text, start) == "before" or (cue_behind(text, end) == "after" and not said)


def _behind_short(text: str, start: int, end: int, short: Mapping[int, int]) -> int:
    """Return where a guess goes on behind a short known name that it makes another name of: 海尔|生物."""
    at = short.get(start, end)
    ending = endings().get(text[at:end])
    return at if ending and ending.kind == "company" and ending.group in ("industry", "weak") else start


def _persons(text: str, names: Iterable[str]) -> set[str]:
    """Return those of the names that are persons: a surname, two or three characters, and a verb of saying or a title
    beside them in any place."""
    likely = [name for name in names if (looks_like_person(name) or _is_nickname(name)) and _kind(name) == "company"]
    return {
        likely[number]
        for start, end, number in Matcher(likely).find(text)
        if _SAYS.match(text, end) or behind_title(text, start)
    }


def _things(text: str, names: Iterable[str]) -> set[str]:
    """Return those of the names that are kinds of things: who makes them, or how many are made, stands beside them."""
    likely = [name for name in names if not _ends_like_a_name(name)]
    return {
        likely[number]
        for start, end, number in Matcher(likely).find(text)
        if text.startswith(_KIND_OF_THING, end) or (text.endswith(_MADE, 0, start) and _COUNTED.match(text, end))
    }


def _is_nickname(name: str) -> bool:
    return len(name) == 2 and name[0] in characters("nicknames")


def _has_trade(name: str) -> bool:
    """Tell whether a guess is a name that is no common word, with a line of business: 青禾燃气."""
    parts = split_name(name)
    trade, business = parts.trade, endings().get(parts.industry)
    if business is None or business.group not in ("industry", "line") or not 1 < len(trade) <= _SHORT:
        return False
    return not (partly_generic(trade) or default_model().vocabulary.covers(trade))


def _ends_like_a_name(name: str) -> bool:
    return bool(longest_suffix(name, len(name), ending_words()))


def _kind_in(text: str, start: int, name: str) -> str:
    return "brand" if text[max(0, start - 3) : start].rstrip("“").endswith("品牌") else _kind(name)


def _kind(name: str) -> str:
    word = longest_suffix(name, len(name), ending_words())
    return endings()[word].kind if word and len(word) < len(name) else "company"


def _company(mention: Mention) -> Company:
    entry = mention.entry
    return Company(
        mention.start, mention.end, mention.text, mention.canonical, mention.kind, entry.id if entry else None,
        entry.tickers if entry else (), mention.confidence, mention.evidence,
    )  # fmt: skip
