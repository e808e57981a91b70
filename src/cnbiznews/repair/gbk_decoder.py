"""A decoder of GBK that lost its step, run backwards: what may have stood at each place of a damaged line.

The state is the first byte of the next character where the decoder has read it already, else it is in phase. Where a
pair of bytes was decoded out of phase its bytes are known; what a ``?`` hides is known but for one byte; a pair that
has no character left nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from cnbiznews.repair.charsets import bytes_of, gbk_pair
from cnbiznews.repair.gbk_halves import (
    Halves,
    after_vanished,
    before_vanished,
    between_vanished,
    is_meant,
    with_lead,
    with_trail,
)
from cnbiznews.repair.gloss import SYLLABLE, readings
from cnbiznews.repair.language_model import SCALE, SOME_DIGIT, LanguageModel
from cnbiznews.repair.search import Arc, Node

__all__ = ["IN_PHASE", "QUOTES", "Decoder"]

IN_PHASE = 0  # otherwise the state is the first byte of the next character, already read by the decoder
QUOTES = "“”"
_MARKS = "。，！？；"
_OPENING = "“‘《〈（【"
_NARROW = str.maketrans("，！？；：（）", ",!?;:()")
_GLOSS_TAIL = re.compile(rf"\?({SYLLABLE})[)）]")
_GLOSS = re.compile(rf"[(（]({SYLLABLE})[)）]")
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,10}/?>")
# The ASCII punctuation an out-of-phase lead byte may swallow and the model may bring back. A digit stays a `?`.
_SWALLOWED = "(),:;\"'"
_DIGITS = tuple("0123456789.%")

# What an event of the channel costs (in nats), beside the language.
_LOST_PAIR, _SWALLOW, _LITERAL = 1 * SCALE, 2 * SCALE, 3 * SCALE
_WRONG_SCRIPT, _REPEATED, _UNUSUAL = 3 * SCALE, 4 * SCALE, 8 * SCALE
# A character that costs less fits, so that nothing needs to have vanished before it.
_FITS = 10 * SCALE
# What two characters save if they stand together elsewhere in the text.
_FAMILIAR = 2 * SCALE
# How many originals of a half-known character are tried; how many if two are unknown.
_TRIED, _FEW = 6, 2


@dataclass(slots=True)
class Decoder:
    """The channel's decoder, run backwards over one line.

    ``narrow`` says that full-width ASCII was made half-width afterwards; ``wrong_script`` are the characters that are
    unlikely since the text is written in the other script; ``familiar`` are the pairs of characters of the whole text;
    ``quoting`` says whether a quotation is open where the stretch begins; ``mark_event`` is what it costs to take a
    `?` before a sentence mark for damage.
    """

    text: str
    narrow: bool
    wrong_script: frozenset[str]
    familiar: frozenset[int]
    quoting: bool
    mark_event: int
    model: LanguageModel
    prices: dict[str, int] = field(default_factory=dict)

    def arcs(self, node: Node, one: int, two: int) -> Iterator[Arc]:
        """Yield what the original may have been at a node, after the characters ``one`` and ``two``."""
        position, lead = node
        if position < len(self.text):
            yield from self._out_of_phase(position, lead, one, two) if lead else self._in_phase(position, one, two)

    def _shown(self, text: str) -> str:
        """How a piece of the original appears after the damage, when nothing is wrong with it."""
        return text.translate(_NARROW) if self.narrow else text

    def _settle(self, position: int, char: str) -> Node:
        """Return the node in phase behind a character, past its gloss if it has one."""
        gloss = _GLOSS.match(self.text, position)
        if gloss and _reads(char, gloss[1]):
            position = gloss.end()
        return position, IN_PHASE

    def _price(self, char: str, before: int = -1) -> int:
        """Return what a character costs, beside the language model's cost, behind another one (an id)."""
        return self._priced(char, self.model.ids.get(char, self.model.unknown), before)

    def _priced(self, char: str, known: int, before: int) -> int:
        price = self.prices.get(char)
        if price is None:
            price = self.prices[char] = self._plain_price(char)
        if known == before and char in _MARKS:
            price += _REPEATED
        return price - _FAMILIAR if (before << 16 | known) in self.familiar else price

    def _plain_price(self, char: str) -> int:
        """Return the price of a character, whatever stands before it."""
        price = _WRONG_SCRIPT if char in self.wrong_script else 0
        if "\u3400" <= char <= "\u9fff":
            return price  # a hanzi like any other
        if char in "‘’〈〉":
            return price + _REPEATED
        if char in QUOTES:
            if not self.quoting:
                return price
            return price + (_REPEATED if char == QUOTES[0] else -_FAMILIAR)
        return price if is_meant(char) else price + _UNUSUAL

    def _likely(self, halves: Halves, one: int, two: int, count: int) -> list[tuple[int, int, str]]:
        """Return the characters that fit best behind two others, as (price, other byte, character)."""
        # Those seen behind the others have a cost of their own; the rest are in the order of theirs already.
        seen = self.model.followers(one, two, halves.places.keys())
        ranked = [(cost, place) for known, cost in seen.items() for place in halves.places[known]]
        rest, kept = self.model.unseen(one, two), 2 * count  # Prices change the order of the best ones only.
        likely = enumerate(halves.costs[: kept + len(ranked)])
        ranked += [(rest + cost, place) for place, (known, cost) in likely if known not in seen]
        ranked.sort()
        priced, rows = [], halves.rows
        for cost, place in ranked[:kept]:
            known, _, char = rows[place]
            price = self._priced(char, known, two)
            priced.append((cost + price, place, price))
        priced.sort()
        return [(price, *rows[place][1:]) for _, place, price in priced[:count]]

    def _mark(self, position: int) -> tuple[str, bytes] | None:
        """Return the sentence mark shown at a position, and its bytes."""
        shown = self.text[position : position + 1]
        for mark in _MARKS:
            if shown and (shown == mark or (self.narrow and shown == mark.translate(_NARROW))):
                return mark, bytes_of("gb18030")[mark]
        return None

    def _in_phase(self, position: int, one: int, two: int) -> Iterator[Arc]:
        char = self.text[position]
        mark = self._mark(position + 1) if char == "?" else None
        odd = mark and not self.narrow and position and self.text[position - 1] >= "\u3000"
        price = _LITERAL if odd else 0
        known = self.model.ids.get(char, self.model.unknown)
        if position and (two << 16 | known) in self.familiar and self.model.ids.get(self.text[position - 1]) != two:
            price -= _FAMILIAR  # it goes well with what was restored before it
        yield char, self._settle(position + 1, char), price
        if char == "?":
            if mark:
                # A character whose second byte begins what looked like a mark.
                for price, _, original in self._likely(with_trail(mark[1][0]), one, two, _TRIED):
                    yield self._shown(original), (position + 2, mark[1][1]), self.mark_event + price
            return
        tail = _GLOSS_TAIL.match(self.text, position + 1)
        pair = bytes_of("gb18030").get(char)
        if tail and pair and len(pair) == 2:
            # A gloss behind the second byte of this character and the first of the next one.
            for first in {trail for _, trail, glossed in with_lead(pair[1]).rows if _reads(glossed, tail[1])}:
                yield char, (tail.end(), first), 0

    def _out_of_phase(self, position: int, lead: int, one: int, two: int) -> Iterator[Arc]:
        shown = self.text[position]
        for pair in self._pairs(shown):
            for original, price in self._ways(lead, pair[0], one, two):
                if pair[1] < 0x80:
                    # The second byte was an ASCII character of its own.
                    yield self._shown(original) + chr(pair[1]), (position + 1, IN_PHASE), price
                    continue
                target = position + 1
                gloss = _GLOSS.match(self.text, target)
                if gloss and _reads(shown, gloss[1]):
                    target = gloss.end()
                yield self._shown(original), (target, pair[1]), price
        code = ord(shown)
        if 0x40 <= code <= 0x7E:
            for original, price in self._ways(lead, code, one, two):
                yield self._shown(original), self._settle(position + 1, original[-1]), price
        elif code <= 0x20:
            for price, _, char in self._likely(with_lead(lead), one, two, _TRIED):
                yield self._shown(char) + shown, (position + 1, IN_PHASE), price
        elif shown == "?":
            yield from self._hidden(position, lead, one, two)
        char = gbk_pair(lead, 0x80)
        if char:  # its second byte is nothing by itself
            yield self._shown(char) + shown, self._settle(position + 1, shown), self._price(char)

    def _ways(self, lead: int, trail: int, one: int, two: int) -> Iterator[tuple[str, int]]:
        """Yield the originals of two bytes in hand: their character, and if it does not fit, what may have vanished."""
        char = gbk_pair(lead, trail)
        if char:
            price = self._price(char, two)
            yield char, price
            if price + self.model.cost(one, two, self.model.ids.get(char, self.model.unknown)) < _FITS:
                return
        yield from self._vanished(lead, trail, one, two)

    def _vanished(self, lead: int, trail: int, one: int, two: int) -> Iterator[tuple[str, int]]:
        """Yield the originals if one or two pairs without a character have vanished before a byte that is shown."""
        ids = self.model.ids
        for rank, (price, first, earlier) in enumerate(self._likely(before_vanished(lead), one, two, _FEW)):
            price += _LOST_PAIR
            before = ids[earlier]
            for more, _, later in self._likely(after_vanished(first, trail), two, before, _TRIED):
                yield earlier + later, price + more
            if rank:
                continue  # two in a row are rare: only the likeliest beginning is followed
            for further, second, between in self._likely(between_vanished(first), two, before, _FEW):
                further += price + 3 * _LOST_PAIR
                for more, _, later in self._likely(after_vanished(second, trail), before, ids[between], 2):
                    yield earlier + between + later, further + more

    def _pairs(self, shown: str) -> Iterator[bytes]:
        """Yield the two bytes of a character shown; it may have been narrowed."""
        pair = bytes_of("gb18030").get(shown)
        if pair and len(pair) == 2:
            yield pair
        if self.narrow and "!" <= shown <= "~" and shown != "?":
            yield bytes((0xA3, ord(shown) + 0x80))

    def _hidden(self, position: int, lead: int, one: int, two: int) -> Iterator[Arc]:
        """Yield the originals at a `?` that hides the second byte of a character."""
        tail = _GLOSS_TAIL.match(self.text, position)
        if tail:
            for _, _, char in with_lead(lead).rows:
                if _reads(char, tail[1]):
                    yield self._shown(char), (tail.end(), IN_PHASE), self._price(char, two)
            for likely, first, earlier in self._likely(before_vanished(lead), one, two, _TRIED):
                for char in _read_as(tail[1]):
                    if not gbk_pair(first, bytes_of("gb18030")[char][0]):
                        price = _LOST_PAIR + likely + self._price(char, self.model.ids[earlier])
                        yield self._shown(earlier) + char, (tail.end(), IN_PHASE), price
        mark = self._mark(position + 1)
        following = self.text[position + 1 : position + 2]
        for price, _, char in self._likely(with_lead(lead), one, two, _TRIED):
            original = self._shown(char)
            if mark:
                yield original + following, (position + 2, IN_PHASE), price
            elif not following and char not in _OPENING:
                yield original, (position + 1, IN_PHASE), price
            if _TAG.match(self.text, position + 1):
                if char not in _OPENING:
                    yield original + "<", (position + 1, IN_PHASE), price
                continue
            # A digit may have been swallowed. Figures are not made up: a `?` stays for it.
            yield original + SOME_DIGIT, (position + 1, IN_PHASE), price + _SWALLOW
            if following not in _DIGITS:
                for swallowed in _SWALLOWED:
                    yield original + swallowed, (position + 1, IN_PHASE), price + _SWALLOW


def _reads(char: str, syllable: str) -> bool:
    reading = readings().get(char)
    return reading is not None and reading.syllable == syllable


@cache
def _read_as(syllable: str) -> list[str]:
    """Return the characters outside GB2312 with a reading: those that are glossed."""
    return [char for char, reading in readings().items() if reading.syllable == syllable and reading.simplified]
