"""The words the rules go by: endings of names, places, cues around names, and what no name consists of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.matching import Matcher

__all__ = [
    "Ending",
    "Words",
    "around",
    "boundary_after",
    "characters",
    "common",
    "countries",
    "cue_behind",
    "cue_in_front",
    "cues",
    "ending_words",
    "endings",
    "find_business",
    "find_endings",
    "find_overlaps",
    "find_regions",
    "find_roles",
    "generic",
    "latin_endings",
    "longest_prefix",
    "longest_suffix",
    "no_sources",
    "not_names",
    "places",
    "places_at_home",
    "regions",
    "roles",
    "things",
    "trades",
    "units",
    "without_adverbs",
]


class Words(frozenset[str]):
    """A set of words that knows how long those with the same first, and those with the same last, character are."""

    @cached_property
    def by_first(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the words that begin with a character, the longest first."""
        return _lengths(self, 0)

    @cached_property
    def by_last(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the words that end with a character, the longest first."""
        return _lengths(self, -1)


def _lengths(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[place], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


class Ending(NamedTuple):
    """A word that ends names; ``group`` is its class (legal, group, industry, weak, org, media, gov, branch, ...)."""

    word: str
    group: str
    kind: str


@cache
def endings() -> dict[str, Ending]:
    """Return the words that end names."""
    rows = resources.table("companies/forms.tsv")
    return {row["word"]: Ending(row["word"], row["class"], row["kind"]) for row in rows}


@cache
def ending_words() -> Words:
    """Return the words that end names, without their classes."""
    return Words(endings())


@cache
def _words(name: str) -> Words:
    return Words(word for line in resources.lines(f"companies/{name}.txt") for word in line.split())


@cache
def regions() -> Words:
    """Return the names of countries, provinces and cities."""
    return Words(_words("regions") | countries())


@cache
def places_at_home() -> Words:
    """Return the names of provinces and cities."""
    return Words(regions() - countries())


def countries() -> Words:
    """Return the names of foreign countries."""
    return _words("countries")


def generic() -> Words:
    """Return the words that no name consists of: 上市, 互联网, 初创."""
    return _words("generic")


@cache
def common() -> Words:
    """Return the words that no name consists of, and the regions."""
    return Words(generic() | regions())


@cache
def common_nouns() -> Words:
    """Return the words that no name consists of, but those that end names."""
    return Words(generic() - ending_words())


@cache
def things() -> Words:
    """Return the same with nouns that are rather trade names in front of a line of business: 火箭, but 火箭科技."""
    return Words(common() | _words("nouns"))


@cache
def places() -> Words:
    """Return the names of regions, and of counties, quarters, towns and waters."""
    return Words(regions() | _words("places"))


@cache
def units(owner: str) -> Words:
    """Return what follows an owner's name in that of a business: 外卖, 物流, 云.

    ``owner`` is "company", or "any" for what stands behind a platform, too.
    """
    rows = [row for row in resources.table("companies/units.tsv") if owner in ("company", row["owner"])]
    return Words(word for row in rows for word in row["words"].split())


@cache
def characters(name: str) -> Words:
    """Return a set of characters: surnames, firm_ends, foreign."""
    return Words("".join(resources.toml("companies/characters.toml")[name].split()))


@cache
def around(name: str) -> Words:
    """Return a set of words around names that the model does not look at; around.toml says which there are."""
    return Words(resources.toml("companies/around.toml")[name].split())


def not_names() -> Words:
    """Return the Latin words that are terms, and no companies: GDP, SaaS, CEO."""
    return _words("not_names")


def no_sources() -> Words:
    """Return what no house is named by, though data or reports are said to be of it: 调查, 官方."""
    return _words("no_sources")


def latin_endings() -> Words:
    """Return the last words of Latin names of firms: Capital, Ventures."""
    return _words("latin_endings")


@cache
def cues(group: str) -> Words:
    """Return the cue words of a class; cues.tsv says which there are."""
    return Words(row["word"] for row in resources.table("companies/cues.tsv") if row["class"] == group)


@cache
def trades(group: str) -> Words:
    """Return the words of a class of trades.tsv, which says which there are: goods, traded, act, arm, shop."""
    return Words(row["word"] for row in resources.table("companies/trades.tsv") if row["class"] == group)


def roles() -> Words:
    """Return the nouns that stand in front of a company and say what it is: 龙头, 网通厂."""
    return cues("role")


def longest_prefix(text: str, at: int, words: Words) -> str:
    """Return the longest of ``words`` that stands at ``at``, or ""."""
    for length in words.by_first.get(text[at : at + 1], ()):
        if (word := text[at : at + length]) in words:
            return word
    return ""


def longest_suffix(text: str, end: int, words: Words, floor: int = 0) -> str:
    """Return the longest of ``words`` that ends at ``end`` and doesn't reach left of ``floor``, or ""."""
    for length in words.by_last.get(text[end - 1 : end], ()):
        if length <= end - floor and (word := text[end - length : end]) in words:
            return word
    return ""


_JOINTS = frozenset("的和与及、等在由被将已为是对从向也都还又再则均各并")
_BEHIND = ("weak-after", "not-after", "after")
_IN_FRONT = ("weak-before", "before", "role")


@cache
def _cues_behind() -> tuple[Words, dict[str, str]]:
    return _with_classes(*_BEHIND)


@cache
def _cues_in_front() -> tuple[Words, dict[str, str]]:
    return _with_classes(*_IN_FRONT)


def _with_classes(*groups: str) -> tuple[Words, dict[str, str]]:
    """Return the cue words of some classes, and the class of each."""
    classes = {word: group for group in groups for word in cues(group)}
    return Words(classes), classes


def cue_behind(text: str, end: int) -> str:
    """Return the class of the longest cue right behind ``end`` ("after", "weak-after", "not-after"), or "".

    Adverbs may stand in between: 苹果|日前正式|宣布.
    """
    words, classes = _cues_behind()
    group = classes.get(longest_prefix(text, end, words), "")
    if group in ("", "weak-after"):
        verb = end
        while adverb := longest_prefix(text, verb, cues("adverb")):
            verb += len(adverb)
        if verb > end and longest_prefix(text, verb, cues("after")):
            return "after"
    return group


def without_adverbs(text: str, start: int, end: int) -> int:
    """Return where a would-be name ends without the adverbs at its end: 青禾|稍早."""
    while len(adverb := longest_suffix(text, end, cues("adverb"), start + 2)) > 1:
        end -= len(adverb)
    return end


def cue_in_front(text: str, start: int) -> str:
    """Return the class of the longest cue right in front of ``start`` ("before", "weak-before"), or ""."""
    words, classes = _cues_in_front()
    group = classes.get(longest_suffix(text, start, words), "")
    return "before" if group == "role" else group


def boundary_after(text: str, end: int) -> bool:
    """Tell whether a name can end here: at a mark, a figure, or before a word that follows names."""
    if end >= len(text) or not "\u4e00" <= text[end] <= "\u9fff":
        return True
    return text[end] in _JOINTS or cue_behind(text, end) in ("after", "weak-after")


_BUSINESS = frozenset({"industry", "weak", "vague", "line", "local"})


@cache
def _endings_matchers() -> list[tuple[Matcher, tuple[Ending, ...]]]:
    found = endings().values()
    groups = [[e for e in found if e.group in _BUSINESS], [e for e in found if e.group not in _BUSINESS]]
    return [(Matcher(ending.word for ending in group), tuple(group)) for group in groups]


def find_endings(text: str) -> list[tuple[int, int, Ending]]:
    """Return (start, end, ending) of the words that end names, the longest at each place.

    Lines of business and the others are looked for apart, and may overlap: 商业 and 业务部 in 电商业务部.
    """
    return [
        (start, end, found[number])
        for matcher, found in _endings_matchers()
        for start, end, number in matcher.find(text)
    ]


@cache
def _regions_matcher() -> Matcher:
    return Matcher(sorted(regions()))


@cache
def _overlaps_matcher() -> Matcher:
    return Matcher(sorted(_words("overlaps")))


def find_overlaps(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the common words that hold, or cut into, names of companies."""
    return [(start, end) for start, end, _ in _overlaps_matcher().find(text)]


@cache
def _business_matcher() -> Matcher:
    return Matcher(sorted(_words("business")))


def find_business(text: str) -> list[int]:
    """Return where words stand that show that a passage is about business."""
    return [start for start, _, _ in _business_matcher().find(text)]


@cache
def _roles_matcher() -> Matcher:
    return Matcher(sorted(roles()))


def find_roles(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the nouns that stand in front of a company and say what it is."""
    return [(start, end) for start, end, _ in _roles_matcher().find(text)]


def find_regions(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the names of places."""
    return [(start, end) for start, end, _ in _regions_matcher().find(text)]
