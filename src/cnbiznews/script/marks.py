"""Steps of normalisation for punctuation: which form a mark has depends on what stands around it."""

from __future__ import annotations

import re

import numpy as np

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.script import classes
from cnbiznews.script.arrays import encode, lookup

__all__ = ["punctuation", "typography"]

_ADDRESS = re.compile(r"(?:https?://|www\.|[A-Za-z0-9_.+-]{1,64}@)[!-~]+")
_GROUPED = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}(?:，[0-9]{3})+(?![0-9])")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])：(?=[0-9])")
_HANZI = f"[{classes.HANZI_RANGES}]"


def punctuation(aligned: AlignedText) -> AlignedText:
    """Full-width , ; : ? ! ( ) in Chinese; half-width marks inside numbers."""
    text = aligned.text
    codes = encode(text)
    marks = (lookup(classes.concerns(), codes) & classes.PUNCTUATION).nonzero()[0]
    changes: dict[int, str] = {}
    if marks.size:
        kinds = lookup(classes.kinds(), codes)
        protected = (
            [m.span() for m in _ADDRESS.finditer(text)] if "@" in text or "www." in text or "://" in text else []
        )
        opened: list[tuple[int, bool]] = []
        for at in marks.tolist():
            if any(start <= at < end for start, end in protected):
                continue
            mark = text[at]
            chinese = _beside_chinese(text, kinds, at)
            if mark == "(":
                opened.append((at, chinese))
            elif mark == ")":
                # A pair has one form.
                if opened:
                    start, chinese_before = opened.pop()
                    if chinese or chinese_before:
                        changes[start], changes[at] = "（", "）"
                elif chinese:
                    changes[at] = "）"
            elif chinese:
                changes[at] = classes.ASCII_PUNCTUATION[mark]
        for at, chinese in opened:
            if chinese:
                changes[at] = "（"
    if "，" in text:
        for number in _GROUPED.finditer(text):
            changes |= {at: "," for at in range(number.start(), number.end()) if text[at] == "，"}
    if "：" in text:
        changes |= {m.start(): ":" for m in _BETWEEN_DIGITS.finditer(text)}
    if not changes:
        return aligned
    characters = list(text)
    for at, mark in changes.items():
        characters[at] = mark
    return aligned.map("".join(characters), "punctuation", len(changes))


def _beside_chinese(text: str, kinds: np.ndarray, at: int) -> bool:
    """Whether a mark belongs to Chinese: a hanzi or a Chinese mark stands beside it."""
    before = at - 1 - (at > 0 and text[at - 1] == " ")
    while before >= 0 and kinds[before] == classes.QUOTE_MARK and at - before < 4:
        before -= 1
    if before >= 0 and kinds[before] in (classes.HANZI, classes.CJK_MARK):
        return True
    after = at + 1
    while after < len(text) and (kinds[after] == classes.QUOTE_MARK or text[after] == " ") and after - at < 4:
        after += 1
    return after < len(text) and bool(kinds[after] in (classes.HANZI, classes.CJK_MARK))


def typography(aligned: AlignedText) -> AlignedText:
    """Straight quotation marks, double hyphens and dots as Chinese print has them, where they stand in Chinese."""
    text = aligned.text
    edits = []
    for m in _TYPED.finditer(text):
        kind = m.lastgroup
        if kind == "quoted":
            edits.append(Edit(m.start(), m.start() + 1, "“", "quotation mark"))
            edits.append(Edit(m.end() - 1, m.end(), "”", "quotation mark"))
        else:
            edits.append(Edit(m.start(), m.end(), "——" if kind == "dash" else "……", kind or ""))
    return aligned.edit(edits, "typography")


_TYPED = re.compile(
    rf'(?P<quoted>"(?=[^"\n]{{0,60}}{_HANZI}[^"\n]{{0,60}}")[^"\n]{{1,121}}")'
    rf"|(?P<dash>(?<={_HANZI})(?:--|—)(?![-—])(?={_HANZI}))"
    rf"|(?P<dots>(?<={_HANZI})(?:\.{{3,6}}|。{{3,6}}|…)(?![.。…]))"
)
