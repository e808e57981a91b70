"""Undo what a byte-level replacement did to GBK text: characters cut in two, and all that follow out of phase.

The channel (:func:`cnbiznews.repair.channels.glossed_gbk`): glosses are put behind pairs of bytes that are not always
characters, and the decoder re-synchronises at sentence marks where there are none. Either gives a ``?`` and shifts the
following characters by one byte, until an ASCII byte, a lost pair or another such event brings them back into phase:

    商家帶來了業績  →  商家?guī)砹藰I(yè)績         規模化的確定性  →  規?；拇_定性

The inverse follows the decoder (:mod:`cnbiznews.repair.gbk_decoder`). So for each place there are few originals, all of
whose images are exactly what stands there, and the language model chooses among them. A ``?`` that is just a question
mark is one of the possibilities.
"""

from __future__ import annotations

import re

from cnbiznews.alignment import Edit
from cnbiznews.repair.findings import Finding, Report
from cnbiznews.repair.gbk_decoder import IN_PHASE, QUOTES, Decoder
from cnbiznews.repair.gloss import SYLLABLE
from cnbiznews.repair.language_model import SCALE, SOME_DIGIT, is_simplified, language_model
from cnbiznews.repair.search import Budget, Path, best_path

__all__ = ["shift_report"]

# A place where text may run out of phase: `?` before a sentence mark, or before the rest of a gloss.
# On one side of it a hanzi stands.
_EVENT = re.compile(
    rf"\?(?:[。，！？；,!?;]|{SYLLABLE}[)）])(?:(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]\?.)|(?<=[)）]))"
)
_WIDE = re.compile("[，！？；：（）]")
# What it costs (in nats) to take a `?` before a sentence mark for damage; where a text has so many, they are expected.
_MARK_EVENT, _MANY, _MANY_EVENTS = 2 * SCALE, 4, -4 * SCALE
# Damage strikes once in hundreds of characters. One in so many is something else.
_DENSEST = 12
# Chinese text costs 5 to 9 nats a character. What costs more, in so many samples of so many characters, is none.
_NONSENSE, _SAMPLES, _SAMPLE = 11 * SCALE, 6, 64
# By how much (nats) the original must be more probable than the text as it stands, and than any other original.
_GAIN, _MARGIN = 6 * SCALE, SCALE // 2
_CONFIDENCE = ((20, 0.98), (4, 0.95), (2, 0.7), (1, 0.4), (0, 0.3))
_LONGEST = 300  # characters a stretch may run on
_REASON = "GBK out of phase"


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
        decoder = Decoder(line, narrow, wrong_script, familiar, _is_quoting(text, start), mark_event, model)
        path = best_path(
            model,
            decoder.arcs,
            lambda node: node[1] == IN_PHASE,
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
    opening, closing = (text.rfind(mark, max(0, position - _LONGEST), position) for mark in QUOTES)
    return opening > closing


def _judge(report: Report, decoder: Decoder, path: Path, start: int, text: str) -> None:
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
