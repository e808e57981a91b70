"""A pipeline compiled into arrays: where in a text its phrases matter, and what happens everywhere else.

Nearly all characters are converted one by one, whatever stands around them. Of fifty thousand phrases only a fifth
gives anything else than its characters do by themselves: the *effective* ones. Each of them has two or three
neighbouring characters as its *anchor*, and one of these as its *trigger*; triggers are few. Where no anchor stands, no
effective phrase stands, and the characters decide.

Around an anchor the pipeline itself has to be asked, with as much of the text as can matter. Two neighbours are
*linked* if some phrase of some stage may hold both; at a pair that is not linked the text can be cut, and both sides
converted by themselves, with the same result.

Anchors and links are kept as tables over a hash of the characters. A collision makes a window that needn't be, or one
wider than it need be; never a wrong result. Characters outside the basic plane share one code in all arrays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.script import exact
from cnbiznews.script.arrays import ASTRAL, SIZE
from cnbiznews.script.dictionaries import Group, Pipeline, read_dictionary

__all__ = [
      "LINK_BITS", "MIX", "PAIR_BITS", "PART", "SPREAD", "TRIPLE_BITS", "WHOLE", "Compiled", "compile_pipeline",
]  # fmt: skip

#: What a pair of characters is: an anchor, two of the three characters of one.
WHOLE, PART = 1, 2
#: A pair (a, b) hashes to the upper bits of (a * MIX + b) * SPREAD, modulo 2**32; three characters to those of
#: ((a * MIX + b) * MIX + c) * SPREAD. Small factors, for plain Python computes them, too.
MIX, SPREAD = 16381, 0x2C1B3C6D
PAIR_BITS, TRIPLE_BITS, LINK_BITS = 18, 18, 21

_Pair = tuple[str, str]
_Triple = tuple[str, str, str]
_Images = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The arrays of one configuration.

    ``characters``: code point -> code point of its conversion by itself. ``marks``: code point -> whether there may be
    more to it; ``alone``: whether there is, whatever its neighbours are.
    ``pairs``: hash of a pair -> WHOLE and PART, as bits; ``triples``: hash of three characters -> whether they are
    an anchor; ``links``: hash of a pair -> whether it is linked.
    """

    characters: NDArray[np.uint16]
    marks: NDArray[np.bool_]
    alone: NDArray[np.bool_]
    pairs: NDArray[np.uint8]
    triples: NDArray[np.bool_]
    links: NDArray[np.bool_]


def compile_pipeline(pipeline: Pipeline) -> Compiled:
    """Compile the arrays of a pipeline."""
    characters = np.arange(SIZE, dtype="<u2")
    alone = np.zeros(SIZE, np.bool_)
    alone[ASTRAL] = True
    # A surrogate may need its text to be looked at in another encoding; a description sequence is left as it is.
    alone[0xD800:0xE000] = True
    alone[0x2FF0:0x3000] = True
    for character in _single(pipeline):
        converted, _ = exact.convert(character, pipeline)
        if len(converted) == 1 and ord(converted) < ASTRAL:
            characters[ord(character)] = ord(converted)
        else:
            alone[ord(character)] = True
    anchors = _anchors(pipeline)
    marks = alone.copy()
    marks[[min(ord(character), ASTRAL) for character in anchors.triggers]] = True
    pairs = np.zeros(1 << PAIR_BITS, np.uint8)
    for kind, members in ((WHOLE, anchors.pairs), (PART, anchors.parts)):
        pairs[_hashes(members, PAIR_BITS)] |= kind
    triples = np.zeros(1 << TRIPLE_BITS, np.bool_)
    triples[_hashes(anchors.triples, TRIPLE_BITS)] = True
    links = np.zeros(1 << LINK_BITS, np.bool_)
    links[_hashes(_links(pipeline), LINK_BITS)] = True
    return Compiled(characters, marks, alone, pairs, triples, links)


def _hashes(members: Iterable[tuple[str, ...]], bits: int) -> NDArray[np.uint32]:
    codes = np.array([[min(ord(character), ASTRAL) for character in member] for member in members], np.uint32)
    if not codes.size:
        return np.empty(0, np.uint32)
    mixed = codes[:, 0]
    for column in range(1, codes.shape[1]):
        mixed = mixed * np.uint32(MIX) + codes[:, column]
    return (mixed * np.uint32(SPREAD)) >> np.uint32(32 - bits)


def _groups(pipeline: Pipeline) -> Iterator[Group]:
    yield pipeline.normalization
    yield from pipeline.stages


def _single(pipeline: Pipeline) -> set[str]:
    """The characters of the basic plane that some stage converts by themselves."""
    return {
        key
        for group in _groups(pipeline)
        for table in group
        for key in table.entries
        if len(key) == 1 and ord(key) < ASTRAL
    }  # fmt: skip


def _by_itself(character: str, group: Group) -> str:
    found = exact.match(character, 0, 1, group)
    return character if found is None else found[1]


def _phrases(group: Group) -> Iterator[tuple[str, str]]:
    for table in group:
        for key, value in table.entries.items():
            if len(key) > 1:
                yield key, value


def _inverse(images: _Images) -> _Images:
    """Turn source -> images into image -> sources; every character not named is its own only image."""
    sources: _Images = defaultdict(set)
    for source, made in images.items():
        for image in made:
            sources[image].add(source)
    for image in list(sources):
        if image not in images:
            sources[image].add(image)
    for source in images:
        sources.setdefault(source, set())
    return sources


def _forward(images: _Images, group: Group, ends: _Images, side: int) -> _Images:
    """Pass images through a stage: the last (side -1) or first (side 0) character of what becomes of a character.

    ``ends`` are those that phrases which end (begin) with it may make of it, besides the usual one.
    """
    changed = {key for table in group for key in table.entries if len(key) == 1} | ends.keys()
    result: _Images = {}
    for source in changed | images.keys():
        made: set[str] = set()
        for image in images.get(source, {source}):
            made |= {_by_itself(image, group)[side]} | ends.get(image, set())
        if made != {source}:
            result[source] = made
    return result


@dataclass(slots=True)
class _Anchors:
    triggers: set[str] = field(default_factory=set)
    pairs: set[_Pair] = field(default_factory=set)
    triples: set[_Triple] = field(default_factory=set)
    # The pair of each triple that holds its trigger.
    parts: set[_Pair] = field(default_factory=set)


def _anchors(pipeline: Pipeline) -> _Anchors:
    """Choose triggers and anchors for all effective phrases, so that they rarely occur in running text."""
    anchors = _Anchors()
    images: _Images = {}
    for group in _groups(pipeline):
        sources = _inverse(images)
        effective = [
            key
            for key, value in _phrases(group)
            if value != "".join([_by_itself(character, group) for character in key])
        ]
        before = {character: sources.get(character, {character}) for key in effective for character in key}
        cost = {x: sum(_frequency(source) for source in before[x] - anchors.triggers) for x in before}
        chosen = _cover(effective, cost)
        anchors.triggers.update(*(before[character] for character in chosen))
        weight = {x: sum(map(_frequency, before[x])) for x in before}
        for key in effective:
            if len(key) == 2:
                anchors.pairs.update(product(before[key[0]], before[key[1]]))
                continue
            _, at = min(
                (weight[key[at]] * weight[key[at + 1]] * weight[key[at + 2]], at)
                for at in range(len(key) - 2)
                if not chosen.isdisjoint(key[at : at + 3])
            )
            a, b, c = (before[character] for character in key[at : at + 3])
            anchors.triples.update(product(a, b, c))
            anchors.parts.update(product(b, c) if chosen.isdisjoint(key[at : at + 2]) else product(a, b))
        images = _forward(images, group, {}, 0)
    return anchors


def _cover(phrases: list[str], cost: dict[str, float]) -> set[str]:
    """Choose cheap characters such that every phrase holds one of them (greedily, then without the needless ones)."""
    holders: dict[str, set[int]] = defaultdict(set)
    for number, phrase in enumerate(phrases):
        for character in phrase:
            holders[character].add(number)
    open_phrases = set(range(len(phrases)))
    queue = [(cost[x] / len(numbers), x) for x, numbers in holders.items()]
    heapify(queue)
    chosen: list[str] = []
    while open_phrases:
        _, best = heappop(queue)
        left = len(holders[best] & open_phrases)
        if not left:
            continue
        price = cost[best] / left
        if queue and price > queue[0][0]:
            heappush(queue, (price, best))
            continue
        chosen.append(best)
        open_phrases -= holders[best]
    times = Counter(number for character in chosen for number in holders[character])
    kept = set(chosen)
    for character in sorted(chosen, key=lambda character: -cost[character]):
        if all(times[number] > 1 for number in holders[character]):
            kept.discard(character)
            times.subtract(holders[character])
    return kept


def _links(pipeline: Pipeline) -> set[_Pair]:
    """All pairs of neighbours that a phrase may hold, as they stand in the source."""
    links: set[_Pair] = set()
    lefts: _Images = {}
    rights: _Images = {}
    for number, group in enumerate(_groups(pipeline)):
        phrases = list(_phrases(group))
        # The segmentation looks at the normalised text, as the first stage does.
        words = [*phrases, *_phrases(pipeline.segmentation)] if number == 1 and pipeline.segmentation else phrases
        pairs = {pair for key, _ in words for pair in pairwise(key)}
        left_sources, right_sources = _inverse(lefts), _inverse(rights)
        for left, right in pairs:
            links.update(product(left_sources.get(left, (left,)), right_sources.get(right, (right,))))
        ends: _Images = defaultdict(set)
        starts: _Images = defaultdict(set)
        for key, value in phrases:
            ends[key[-1]].add(value[-1])
            starts[key[0]].add(value[0])
        lefts, rights = _forward(lefts, group, ends, -1), _forward(rights, group, starts, 0)
    return links


@cache
def _ranks() -> dict[str, int]:
    return {character: rank for rank, character in enumerate("".join(resources.lines("script/frequent.txt")))}


@cache
def _frequency(character: str) -> float:
    """Return about how often a character occurs in running text (Zipf's law over its rank)."""
    ranks = _ranks()
    rank = ranks.get(character)
    if rank is None:
        simplified = read_dictionary("TSCharacters.txt").get(character, character)
        rank = ranks.get(simplified, 3 * len(ranks) if character.isalnum() else 10)
    return 0.1 / (rank + 5)
