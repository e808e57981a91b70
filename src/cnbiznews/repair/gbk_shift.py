"""Undo what a byte-level replacement did to GBK text: characters cut in two, and all that follow out of phase.

The channel (:func:`cnbiznews.repair.channels.glossed_gbk`): glosses are put behind pairs of bytes that are not always
characters, and the decoder re-synchronises at sentence marks where there are none. Either gives a ``?`` and shifts the
following characters by one byte, until an ASCII byte, a lost pair or another such event brings them back into phase:

    商家帶來了業績  →  商家?guī)砹藰I(yè)績         規模化的確定性  →  規?；拇_定性

The inverse follows the decoder. Where a pair of bytes was decoded out of phase its bytes are known; what a ``?`` hides
is known but for one byte; a pair that has no character left nothing. So for each place there are few originals, all of
whose images are exactly what stands there, and the language model chooses among them. A ``?`` that is just a question
mark is one of the possibilities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from cnbiznews.alignment import Edit
from cnbiznews.repair.charsets import bytes_of, gbk_pair
from cnbiznews.repair.findings import Finding, Report
from cnbiznews.repair.gloss import SYLLABLE, readings
from cnbiznews.repair.language_model import SCALE, SOME_DIGIT, LanguageModel, is_simplified, language_model
from cnbiznews.repair.search import Arc, Budget, Node, Path, best_path

__all__ = ["shift_report"]

_IN_PHASE = 0  # otherwise the state is the first byte of the next character, already read by the decoder
_MARKS = "。，！？；"
_QUOTES = "“”"
_OPENING = "“‘《〈（【"
_NARROW = str.maketrans("，！？；：（）", ",!?;:()")
# A place where text may run out of phase: `?` before a sentence mark, or before the rest of a gloss.
# On one side of it a hanzi stands.
_EVENT = re.compile(
    rf"\?(?:[。，！？；,!?;]|{SYLLABLE}[)）])(?:(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]\?.)|(?<=[)）]))"
)
_GLOSS_TAIL = re.compile(rf"\?({SYLLABLE})[)）]")
_GLOSS = re.compile(rf"[(（]({SYLLABLE})[)）]")
_TAG = re.compile(r"/?[a-zA-Z][a-zA-Z0-9]{0,10}/?>")
_WIDE = re.compile("[，！？；：（）]")
# What may have stood there: hanzi and the usual punctuation; wide letters and digits would be made up too easily.
_MEANT = re.compile("[\u3400-\u9fff。，、；：？！“”‘’（）《》〈〉【】—…·％]")
# The ASCII punctuation an out-of-phase lead byte may swallow and the model may bring back. A digit stays a `?`.
_SWALLOWED = "(),:;\"'"

# What an event of the channel costs (in nats), beside the language.
_MARK_EVENT, _LOST_PAIR, _SWALLOW, _LITERAL = 2 * SCALE, 1 * SCALE, 2 * SCALE, 3 * SCALE
_WRONG_SCRIPT, _REPEATED, _UNUSUAL = 3 * SCALE, 4 * SCALE, 8 * SCALE
# A character that costs less fits, so that nothing needs to have vanished before it.
_FITS = 10 * SCALE
# What two characters save if they stand together elsewhere in the text.
_FAMILIAR = 2 * SCALE
# Where a text has so many of them, they are expected.
_MANY, _MANY_EVENTS = 4, -4 * SCALE
# Damage strikes once in hundreds of characters. One in so many is something else.
_DENSEST = 12
# Chinese text costs 5 to 9 nats a character. What costs more, in so many samples of so many characters, is none.
_NONSENSE, _SAMPLES, _SAMPLE = 11 * SCALE, 6, 64
# By how much (nats) the original must be more probable than the text as it stands, and than any other original.
_GAIN, _MARGIN = 6 * SCALE, SCALE // 2
_CONFIDENCE = ((20, 0.98), (4, 0.95), (2, 0.7), (1, 0.4), (0, 0.3))
_DIGITS = tuple("0123456789.%")
_LONGEST = 300  # characters a stretch may run on
# How many originals of a half-known character are looked at; how many are tried; how many if two are unknown.
_KEPT, _TRIED, _FEW = 32, 6, 2


_REASON = "GBK out of phase"

#: A character of which one byte is known: (id, other byte, character).
Half = tuple[int, int, str]


class _Halves:
    """Characters of which one byte is known, likely ones first: what they cost alone, and where each id stands."""

    __slots__ = ("costs", "places", "rows")

    def __init__(self, rows: Iterable[Half] = ()) -> None:
        self.rows = tuple(rows)
        self.costs = [(half[0], language_model().unigram(half[0])) for half in self.rows]
        self.places: dict[int, list[int]] = {}
        for place, half in enumerate(self.rows):
            self.places.setdefault(half[0], []).append(place)


_NONE = _Halves()


@cache
def _halves() -> tuple[dict[int, _Halves], dict[int, _Halves]]:
    """Return the characters of GBK the model knows, by lead byte and by trail byte, likely ones first."""
    model = language_model()
    leads: dict[int, list[Half]] = {}
    trails: dict[int, list[Half]] = {}
    for char, pair in bytes_of("gb18030").items():
        known = model.ids.get(char)
        if known is not None and len(pair) == 2 and _MEANT.match(char):
            leads.setdefault(pair[0], []).append((known, pair[1], char))
            trails.setdefault(pair[1], []).append((known, pair[0], char))
    by_lead, by_trail = (
        {byte: _Halves(sorted(row, key=lambda half: model.unigram(half[0]))) for byte, row in table.items()}
        for table in (leads, trails)
    )
    return by_lead, by_trail


@cache
def _before_vanished(lead: int) -> _Halves:
    """Return the likely characters with this lead byte whose trail byte can begin a pair that has no character."""
    leads, _ = _halves()
    possible = {first for first in range(0x81, 0xFF) if any(not gbk_pair(first, i) for i in range(0x81, 0xFF))}
    return _Halves([half for half in leads.get(lead, _NONE).rows if half[1] in possible][:_KEPT])


@cache
def _between_vanished(first: int) -> _Halves:
    """Return the likely characters that begin with a byte that makes no character with ``first``, and end likewise."""
    leads, _ = _halves()
    found = [half for lead in leads if not gbk_pair(first, lead) for half in _before_vanished(lead).rows]
    return _Halves(sorted(found, key=lambda half: language_model().unigram(half[0]))[:_KEPT])


@cache
def _after_vanished(first: int, trail: int) -> _Halves:
    """Return the likely characters with this trail byte whose lead byte makes no character with ``first``."""
    _, trails = _halves()
    return _Halves([half for half in trails.get(trail, _NONE).rows if not gbk_pair(first, half[1])][:_KEPT])


@dataclass(slots=True)
class _Decoder:
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
        return position, _IN_PHASE

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
        if char in _QUOTES:
            if not self.quoting:
                return price
            return price + (_REPEATED if char == _QUOTES[0] else -_FAMILIAR)
        return price if _MEANT.match(char) else price + _UNUSUAL

    def _likely(self, halves: _Halves, one: int, two: int, count: int) -> list[tuple[int, int, str]]:
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
        leads, trails = _halves()
        if char == "?":
            if mark:
                # A character whose second byte begins what looked like a mark.
                for price, _, original in self._likely(trails[mark[1][0]], one, two, _TRIED):
                    yield self._shown(original), (position + 2, mark[1][1]), self.mark_event + price
            return
        tail = _GLOSS_TAIL.match(self.text, position + 1)
        pair = bytes_of("gb18030").get(char)
        if tail and pair and len(pair) == 2:
            # A gloss behind the second byte of this character and the first of the next one.
            for first in {trail for _, trail, glossed in leads.get(pair[1], _NONE).rows if _reads(glossed, tail[1])}:
                yield char, (tail.end(), first), 0

    def _out_of_phase(self, position: int, lead: int, one: int, two: int) -> Iterator[Arc]:
        shown = self.text[position]
        leads, _ = _halves()
        for pair in self._pairs(shown):
            for original, price in self._ways(lead, pair[0], one, two):
                if pair[1] < 0x80:
                    # The second byte was an ASCII character of its own.
                    yield self._shown(original) + chr(pair[1]), (position + 1, _IN_PHASE), price
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
            for price, _, char in self._likely(leads.get(lead, _NONE), one, two, _TRIED):
                yield self._shown(char) + shown, (position + 1, _IN_PHASE), price
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
        for rank, (price, first, earlier) in enumerate(self._likely(_before_vanished(lead), one, two, _FEW)):
            price += _LOST_PAIR
            before = ids[earlier]
            for more, _, later in self._likely(_after_vanished(first, trail), two, before, _TRIED):
                yield earlier + later, price + more
            if rank:
                continue  # two in a row are rare: only the likeliest beginning is followed
            for further, second, between in self._likely(_between_vanished(first), two, before, _FEW):
                further += price + 3 * _LOST_PAIR
                for more, _, later in self._likely(_after_vanished(second, trail), before, ids[between], 2):
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
        leads, _ = _halves()
        tail = _GLOSS_TAIL.match(self.text, position)
        if tail:
            for _, _, char in leads.get(lead, _NONE).rows:
                if _reads(char, tail[1]):
                    yield self._shown(char), (tail.end(), _IN_PHASE), self._price(char, two)
            for likely, first, earlier in self._likely(_before_vanished(lead), one, two, _TRIED):
                for char in _read_as(tail[1]):
                    if not gbk_pair(first, bytes_of("gb18030")[char][0]):
                        price = _LOST_PAIR + likely + self._price(char, self.model.ids[earlier])
                        yield self._shown(earlier) + char, (tail.end(), _IN_PHASE), price
        mark = self._mark(position + 1)
        following = self.text[position + 1 : position + 2]
        for price, _, char in self._likely(leads.get(lead, _NONE), one, two, _TRIED):
            original = self._shown(char)
            if mark:
                yield original + following, (position + 2, _IN_PHASE), price
            elif not following and char not in _OPENING:
                yield original, (position + 1, _IN_PHASE), price
            if _TAG.match(self.text, position + 1):
                if char not in _OPENING:
                    yield original + "<", (position + 1, _IN_PHASE), price
                continue
            # A digit may have been swallowed. Figures are not made up: a `?` stays for it.
            yield original + SOME_DIGIT, (position + 1, _IN_PHASE), price + _SWALLOW
            if following not in _DIGITS:
                for swallowed in _SWALLOWED:
                    yield original + swallowed, (position + 1, _IN_PHASE), price + _SWALLOW


def _reads(char: str, syllable: str) -> bool:
    reading = readings().get(char)
    return reading is not None and reading.syllable == syllable


@cache
def _read_as(syllable: str) -> list[str]:
    """Return the characters outside GB2312 with a reading: those that are glossed."""
    return [char for char, reading in readings().items() if reading.syllable == syllable and reading.simplified]


def shift_report(text: str) -> Report:
    """Return the edits and findings for stretches of a text that run out of phase.

    >>> [edit.replacement for edit in shift_report("這為商家?guī)砹藰I(yè)績增長").edits]
    ['帶來了業']
    """
    report = Report()
    events = list(_EVENT.finditer(text))
    if not events or (len(events) > _MANY and (_DENSEST * len(events) > len(text) or _is_gibberish(text))):
        return report  # nothing, or nothing that was ever a text
    model = language_model()
    narrow = _WIDE.search(text) is None
    wrong_script = model.traditional if is_simplified(text) else model.simplified
    familiar = model.pairs(text)
    mark_event = _MARK_EVENT if len(events) < _MANY else _MANY_EVENTS
    budget = Budget.of(text)
    done = 0
    for event in events:
        if event.start() < done:
            continue
        start = max(done, event.start() - 1)
        if text[start] == "\n":
            start += 1
        line = text[start : event.start() + _LONGEST].partition("\n")[0]
        before = text[max(0, start - 2) : start].rpartition("\n")[2]
        decoder = _Decoder(line, narrow, wrong_script, familiar, _is_quoting(text, start), mark_event, model)
        path = best_path(
            model,
            decoder.arcs,
            lambda node: node[1] == _IN_PHASE,
            start=0,
            past=event.start() - start,
            end=len(line),
            budget=budget,
            context=before,
        )
        if path is None:
            if budget.spent:
                report.findings += [Finding(*event.span(), event[0], _REASON, "unsure", confidence=0.5)]
            continue
        _judge(report, decoder, path, start, text)
        done = start + path.pieces[-1][1][0]
    return report


def _is_gibberish(text: str) -> bool:
    """Whether samples of a text make no sense. Damaged text does between its damages."""
    samples = [text[at : at + _SAMPLE] for at in range(0, len(text), max(_SAMPLE, len(text) // _SAMPLES))]
    return sum(map(language_model().text_cost, samples)) > _NONSENSE * sum(map(len, samples))


def _is_quoting(text: str, position: int) -> bool:
    """Whether the last quotation mark before a place is an opening one."""
    opening, closing = (text.rfind(mark, max(0, position - _LONGEST), position) for mark in _QUOTES)
    return opening > closing


def _judge(report: Report, decoder: _Decoder, path: Path, start: int, text: str) -> None:
    """Add what a path found: edits if it is sure, a finding if it is not."""
    length = path.pieces[-1][1][0]
    damaged = text[start : start + length]
    if path.text == damaged:
        return
    model, original = decoder.model, path.text.replace(SOME_DIGIT, "?")
    before = text[max(0, start - 2) : start].rpartition("\n")[2]
    gain = model.text_cost(before + damaged) - model.text_cost(before + path.text)
    if gain < _GAIN and decoder.mark_event > 0:
        return  # alone, it is not sure enough to be damage at all
    # Trim what the stretch and its original have in common.
    shortest = min(len(damaged), len(original))
    head = next((i for i in range(shortest) if damaged[i] != original[i]), shortest)
    tail = next((i for i in range(shortest - head) if damaged[-1 - i] != original[-1 - i]), shortest - head)
    place = (start + head, start + length - tail)
    meant = original[head : len(original) - tail]
    if path.margin >= _MARGIN:
        report.edits.append(Edit(*place, meant, _REASON, _confidence(path.margin)))
    else:
        candidates = (meant, path.rival.replace(SOME_DIGIT, "?"))
        report.findings.append(Finding(*place, text[slice(*place)], _REASON, "unsure", "", candidates, 0.5))


def _confidence(margin: int) -> float:
    """Return how often an original is right that beats its closest rival by a margin: measured on other texts."""
    return next(confidence for least, confidence in _CONFIDENCE if margin >= least * SCALE)
