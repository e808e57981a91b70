"""The order in which damage is undone."""

from __future__ import annotations

from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.repair.findings import Diagnosis, Finding
from cnbiznews.repair.gloss import gloss_edits

_PASSES = 6


def repair(text: str | AlignedText) -> AlignedText:
    """Undo damage; the identity on clean text."""
    aligned = as_aligned(text)
    for _ in range(_PASSES):
        edits = gloss_edits(aligned.text)
        if not edits:
            break
        aligned = aligned.edit(edits, "repair")
    return aligned


def diagnose(text: str) -> Diagnosis:
    """Say what is wrong with a text."""
    repaired = repair(text)
    findings = tuple(
        Finding(e.start, e.end, text[e.start : e.end], e.reason, "repaired", e.replacement, (), e.confidence)
        for e in repaired.edits
    )
    return Diagnosis(findings, repaired)


def repair_bytes(data: bytes) -> AlignedText:
    """Decode bytes of unknown encoding, then repair the text."""
    from cnbiznews.reading.encodings import decode

    return repair(decode(data).text)
