"""The order in which damage is undone.

One pass asks every inverse in turn and makes the edits of the first that has any; then the next pass looks at the
result, since kinds of damage stack (text misread twice, escapes of misread text, glosses in misread text). A pass that
finds nothing ends the repair, so that what comes out is left alone by another repair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from cnbiznews.alignment import AlignedText, Edit, as_aligned
from cnbiznews.errors import ConfigError, ReadError, as_bytes
from cnbiznews.repair import screen as s
from cnbiznews.repair.characters import character_report, surrogate_report
from cnbiznews.repair.escapes import escape_edits
from cnbiznews.repair.findings import Diagnosis, Finding, Report
from cnbiznews.repair.gbk_shift import shift_report
from cnbiznews.repair.gloss import gloss_edits
from cnbiznews.repair.holes import dropped_report, holes_report
from cnbiznews.repair.lost import lost_findings
from cnbiznews.repair.misread import calls_for, misread_edits

__all__ = ["diagnose", "repair", "repair_bytes"]

# Damage stacks, but not this high.
_PASSES = 8


def _only_edits(find: Callable[[str], Iterable[Edit]]) -> Callable[[str], Report]:
    return lambda text: Report(list(find(text)), [])


# The inverses in order, with the flags of the screen that call for them.
_INVERSES: tuple[tuple[int, Callable[[str], Report]], ...] = (
    (s.LOST, surrogate_report),
    (s.ESCAPE, _only_edits(escape_edits)),
    (s.RARE, holes_report),
    (s.LATIN | s.RARE, _only_edits(misread_edits)),
    (s.LATIN | s.RARE, dropped_report),
    (s.LATIN, _only_edits(partial(misread_edits, share=0.5))),
    (s.LOOKALIKE, character_report),
    (s.GLOSSED, _only_edits(gloss_edits)),
    (s.QUESTION, shift_report),
)


def _passes(text: str | AlignedText, confidence: float) -> Iterator[tuple[AlignedText, Report]]:
    """Yield the text before every pass, and what the pass found; the last one finds no edit.

    Edits of less than a confidence are findings.
    """
    aligned = as_aligned(text)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise ConfigError("confidence", confidence, ["0 to 1"])
    for _ in range(_PASSES):
        flags = calls_for(aligned.text, s.screen(aligned.text))
        report = Report()
        for wanted, inverse in _INVERSES:
            if flags & wanted:
                found = _sure(inverse(aligned.text), aligned.text, confidence)
                if found.edits:
                    report = found
                    break
                report.findings += found.findings
        yield aligned, report
        if not report.edits:
            return
        aligned = aligned.edit(report.edits, "repair")
    yield aligned, Report()


def _sure(report: Report, text: str, confidence: float) -> Report:
    """Make findings of the edits that are not sure enough."""
    doubtful = [edit for edit in report.edits if edit.confidence < confidence]
    if not doubtful:
        return report
    findings = [
        Finding(e.start, e.end, text[e.start : e.end], e.reason, "unsure", "", (e.replacement,), e.confidence)
        for e in doubtful
    ]
    return Report([edit for edit in report.edits if edit.confidence >= confidence], report.findings + findings)


def repair(text: str | AlignedText, *, confidence: float = 0.0) -> AlignedText:
    """Undo damage; clean text comes back as the very same string.

    Args:
        text: text that may be damaged.
        confidence: edits less sure than this (0 to 1) are not made.

    Returns:
        The repaired text, aligned to its source. Every edit has a reason and a confidence.

    Raises:
        ArgumentError: ``text`` is no text.
        ConfigError: ``confidence`` does not lie between 0 and 1.

    >>> repair("這為商家?guī)砹藰I(yè)績增長").text
    '這為商家帶來了業績增長'
    >>> repair("äº¬ä¸œçš„æœ\\x8dåŠ¡").text
    '京东的服务'
    >>> repair("規?；拇_定性服務").text, repair("規?；拇_定性服務", confidence=0.99).text
    ('規模化的確定性服務', '規?；拇_定性服務')
    """
    result = as_aligned(text)
    for result, _ in _passes(text, confidence):  # noqa: B007
        pass
    return result


def diagnose(text: str | AlignedText, *, confidence: float = 0.0) -> Diagnosis:
    """Say what is wrong with a text: what was repaired, what is not certain enough, what is lost for good.

    Args:
        text: text that may be damaged; an :class:`AlignedText` gives offsets in its source.
        confidence: repairs less sure than this (0 to 1) count as not certain enough.

    >>> diagnosis = diagnose("公司&#21033;&#28070;锟斤拷锟斤拷万元")
    >>> diagnosis.kinds, [finding.text for finding in diagnosis.lost]
    ({'HTML entity': 2, '锟斤拷: U+FFFD read as GBK': 1}, ['锟斤拷锟斤拷'])
    >>> diagnose("公司利润3万元").clean
    True
    """
    findings: list[Finding] = []
    result = aligned = as_aligned(text)
    source = aligned.source
    for result, report in _passes(aligned, confidence):
        # What was read in part is an edit and a finding: it counts as the latter.
        spans = {(edit.start, edit.end) for edit in report.edits}
        partly = [found for found in report.findings if (found.start, found.end) in spans]
        remaining = partly if report.edits else [*report.findings, *lost_findings(result.text)]
        spans -= {(found.start, found.end) for found in partly}
        for edit in report.edits:
            if (edit.start, edit.end) in spans:
                start, end = result.source_span(edit.start, edit.end)
                findings.append(
                    Finding(
                        start, end, source[start:end], edit.reason, "repaired", edit.replacement, (), edit.confidence
                    )
                )
        known = {(found.start, found.end) for found in findings}
        for found in remaining:
            start, end = result.source_span(found.start, found.end)
            if (start, end) in known:
                continue
            findings.append(
                Finding(start, end, source[start:end], found.kind, found.status, "", found.candidates, found.confidence)
            )
    return Diagnosis(tuple(sorted(findings, key=lambda found: (found.start, found.end))), result)


def repair_bytes(data: bytes) -> AlignedText:
    """Decode bytes of unknown encoding, and repair the text they give.

    Bytes that are no text at all come back as they are, one character a byte.

    Raises:
        ArgumentError: these are no bytes.

    >>> repair_bytes("京东的业务".encode("gb18030")).text
    '京东的业务'
    """
    from cnbiznews.reading.encodings import decode

    data = as_bytes(data)
    try:
        text = decode(data).text
    except ReadError:
        return AlignedText.identity(data.decode("latin-1"))
    return repair(text)
