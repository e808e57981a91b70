"""Finding companies: the rules and the model propose mentions, and here they are heard against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from cnbiznews.companies import canonical, memory
from cnbiznews.companies.abbreviations import find_abbreviations
from cnbiznews.companies.context import told_mentions
from cnbiznews.companies.funds import fund_mentions
from cnbiznews.companies.gazetteer import Gazetteer, default_gazetteer
from cnbiznews.companies.grammar import formed_mentions
from cnbiznews.companies.growth import grow, is_settled, with_brands, with_translations
from cnbiznews.companies.known import known_mentions
from cnbiznews.companies.learned import Guess, default_model
from cnbiznews.companies.listed import listed_mentions
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.model import Company
from cnbiznews.companies.names import split_name
from cnbiznews.companies.plausible import (
    has_stop,
    is_generic,
)
from cnbiznews.companies.recurring import recurring_mentions
from cnbiznews.companies.vetoes import (
    ends_like_a_name,
    has_form,
    has_trade,
    is_doubtful,
    is_no_name,
    kind_of_name,
    persons_among,
    things_among,
)
from cnbiznews.companies.words import (
    Words,
    boundary_after,
    countries,
    cue_behind,
    cue_in_front,
    ending_words,
    endings,
    find_business,
    find_overlaps,
    longest_prefix,
    longest_suffix,
    places,
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
        if not word or word == "股份" or endings()[word].group not in _WIDER or is_no_name(text, start, end, sure):
            continue
        if text[start : inside[0].start] in _states() or text.startswith("市场", end):
            continue  # 中国|青禾科技, 美国|白石公司, 青禾齐聚资本|市场
        more = text[inside[-1].end : end].removesuffix(word)
        if inside[0].start == start and is_settled(text, inside[0]):
            continue  # 青禾电器|电子收入
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
    return Mention(start, end, name, kind_of_name(name), "", None, round(sure * 0.9, 2), "model")


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
        return sure >= _ALONE or (sure >= _FORMED and len(name) > 3 and ends_like_a_name(name))
    if sure >= _ENOUGH or (sure >= _PLAIN and len(name) > 3 and has_form(name)):
        return True
    at_head = start == 0 or text[start - 1] in _MARKS
    if sure >= _HEAD and at_head and (cue_behind(text, end) == "after" or has_trade(name)):
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
        if (stem := _stem(text[guess.start : guess.end])) in stems and not is_doubtful(text, *guess)
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
        if not (often or kin) and (guess not in credible or (confidence < _SURE and is_doubtful(text, *guess))):
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
    persons = persons_among(text, {text[guess.start : guess.end] for guess in guesses})
    things = things_among(text, {name for _, _, name, _, _ in likely})
    found = []
    for start, end, name, confidence, often in likely:
        if (start, end) in spelt or name in persons or name in things or is_no_name(text, start, end, confidence):
            continue
        sure = confidence >= _CLEAR or often or (len(name) > 3 and ends_like_a_name(name))
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


def _behind_short(text: str, start: int, end: int, short: Mapping[int, int]) -> int:
    """Return where a guess goes on behind a short known name that it makes another name of: 海尔|生物."""
    at = short.get(start, end)
    ending = endings().get(text[at:end])
    return at if ending and ending.kind == "company" and ending.group in ("industry", "weak") else start


def _kind_in(text: str, start: int, name: str) -> str:
    return "brand" if text[max(0, start - 3) : start].rstrip("“").endswith("品牌") else kind_of_name(name)


def _company(mention: Mention) -> Company:
    entry = mention.entry
    return Company(
        mention.start, mention.end, mention.text, mention.canonical, mention.kind, entry.id if entry else None,
        entry.tickers if entry else (), mention.confidence, mention.evidence,
    )  # fmt: skip
