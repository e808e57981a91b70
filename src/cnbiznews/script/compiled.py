"""A pipeline compiled into arrays: where in a text its phrases matter, and what happens everywhere else.

Nearly all characters are converted one by one, whatever stands around them. Of fifty thousand phrases only a fifth
gives anything else than its characters do by themselves: the *effective* ones. Each of them has one pair of
neighbouring characters as its *anchor*, and one character of that pair as its *trigger*; triggers are few. Where no
anchor stands, no effective phrase stands, and the characters decide.

Around an anchor the pipeline itself has to be asked, with as much of the text as can matter. Two neighbours are
*linked* if some phrase of some stage may hold both; at a pair that is not linked the text can be cut, and both sides
converted by themselves, with the same result.

Anchors and links are sets of pairs kept as tables over a hash. A collision makes a window that needn't be, or one
wider than it need be; never a wrong result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.script import exact
from cnbiznews.script.arrays import ASTRAL, SIZE
from cnbiznews.script.dictionaries import Group, Pipeline, read_dictionary

__all__ = ["ALONE", "ANCHOR_BITS", "LINK_BITS", "MIX", "SPREAD", "Compiled", "compile_pipeline"]

#: Marks of a character: its conversion may depend on a neighbour (see the anchors); it needs the pipeline anyway.
TRIGGER, ALONE = 1, 2
#: A pair (a, b) hashes to the upper bits of (a * MIX + b) * SPREAD, modulo 2**32.
MIX, SPREAD = 0x9E3779B1, 0x85EBCA6B
ANCHOR_BITS, LINK_BITS = 18, 21

# Cost of looking at a trigger, and of a window at an anchor, in nanoseconds (the ratio counts).
_LOOK, _WINDOW = 10.0, 6000.0

_Pair = tuple[str, str]
_Images = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The arrays of one configuration.

    ``characters``: code point -> code point of its conversion by itself. ``marks``: code point -> 0, TRIGGER or ALONE.
    ``anchors``, ``links``: hash of a pair -> whether it is one.
    """

    characters: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    anchors: NDArray[np.bool_]
    links: bytes


def compile_pipeline(pipeline: Pipeline) -> Compiled:
    """Compile the arrays of a pipeline."""
    characters = np.arange(SIZE, dtype="<u2")
    marks = np.zeros(SIZE, np.uint8)
    marks[ASTRAL] = ALONE
    # A surrogate may need its text to be looked at in another encoding; a description sequence is left alone as a whole.
    marks[0xD800:0xE000] = ALONE
    marks[0x2FF0:0x3000] = ALONE
    for character in _single(pipeline):
        converted, _ = exact.convert(character, pipeline)
        if len(converted) == 1 and ord(converted) < ASTRAL:
            characters[ord(character)] = ord(converted)
        else:
            marks[ord(character)] = ALONE
    triggers, anchors = _anchors(pipeline)
    for character in triggers:
        code = min(ord(character), ASTRAL)
        marks[code] = max(marks[code], TRIGGER)
    return Compiled(
        characters, marks, _table(anchors, ANCHOR_BITS), _table(_links(pipeline), LINK_BITS).tobytes()
    )  # fmt: skip


def _table(pairs: Iterable[_Pair], bits: int) -> NDArray[np.bool_]:
    codes = np.array([(ord(left), ord(right)) for left, right in pairs], np.uint32).reshape(-1, 2)
    table = np.zeros(1 << bits, np.bool_)
    table[((codes[:, 0] * np.uint32(MIX) + codes[:, 1]) * np.uint32(SPREAD)) >> np.uint32(32 - bits)] = True
    return table


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


def _anchors(pipeline: Pipeline) -> tuple[set[str], set[_Pair]]:
    """Choose a trigger and an anchor for every effective phrase, so that they rarely occur in running text."""
    triggers: set[str] = set()
    anchors: set[_Pair] = set()
    images: _Images = {}
    for group in _groups(pipeline):
        sources = _inverse(images)
        effective = []
        for key, value in _phrases(group):
            if value != "".join([_by_itself(character, group) for character in key]):
                effective.append(key)
        for key in sorted(effective, key=len):
            before = [sources.get(character, {character}) for character in key]
            best: tuple[float, set[str], list[_Pair]] | None = None
            for left, right in pairwise(before):
                pairs = [pair for pair in product(left, right) if pair not in anchors]
                windows = sum(_frequency(a) * _frequency(b) for a, b in pairs) * _WINDOW
                for trigger in (left, right):
                    looks = sum(_frequency(character) for character in trigger - triggers) * _LOOK
                    if best is None or windows + looks < best[0]:
                        best = windows + looks, trigger, pairs
            if best is not None:
                triggers |= best[1]
                anchors.update(best[2])
        images = _forward(images, group, {}, 0)
    return triggers, anchors


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
