"""Steps of normalisation for punctuation: which form a mark has depends on what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.script import classes
from cnbiznews.script.arrays import encode, lookup

__all__ = ["full_stops", "punctuation", "typography"]

_ADDRESS = re.compile(r"(?:https?://|www\.|[A-Za-z0-9_.+-]{1,64}@)[!-~]+")
_GROUPED = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}(?:，[0-9]{3})+(?![0-9])")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])：(?=[0-9])")
_CHINESE = frozenset((classes.HANZI, classes.CJK_MARK))
_WORD = frozenset((classes.LATIN, classes.DIGIT))
# Brackets around brackets can make marks Chinese one after the other; text that takes more passes is no text.
_PASSES = 8
_HANZI = f"[{classes.HANZI_RANGES}]"
_ANY_HANZI = re.compile(_HANZI)
_DOT = re.compile(
    rf"\.(?:(?<=[{classes.HANZI_RANGES}%）”]\.))(?<!^[一二三四五六七八九十]\.)(?=[{classes.HANZI_RANGES}0-9A-Z“”《\s]|\Z)",
    re.MULTILINE,
)
# Dots that no name has: behind a figure or a bracket, or in front of a space.
_SURE_DOT = re.compile(rf"\.(?:(?<=[%）”]\.)|(?<={_HANZI}\.)(?=\s|\Z))")
_FEW = 4  # so many dots for every full stop tell that dots stand for them
_LONGEST_QUOTATION = 122
# Quotation marks of JSON, of programs and of markup: {"a": …, ["…, "a": …, a = "…, print("…
_CODE = re.compile(r'[{\[]\s{0,8}"|"\s{0,8}[}\]]|"[A-Za-z0-9_.-]{1,64}"\s{0,8}:|=\s?"|[A-Za-z_]\("')


def punctuation(aligned: AlignedText) -> AlignedText:
    """Full-width , ; : ? ! ( ) in Chinese; half-width marks inside numbers."""
    text = aligned.text
    codes = encode(text)
    marks = (lookup(classes.concerns(), codes) & classes.PUNCTUATION).nonzero()[0]
    changes: dict[int, str] = {}
    if marks.size:
        if "@" in text or "www." in text or "://" in text:
            outside = np.ones(len(text), np.bool_)
            for address in _ADDRESS.finditer(text):
                outside[address.start() : address.end()] = False
            marks = marks[outside[marks]]
        _widen(text, bytearray(lookup(classes.kinds(), codes)), marks.tolist(), changes)
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


def _widen(text: str, kinds: bytearray, marks: list[int], changes: dict[int, str]) -> None:
    """Enter into ``changes`` the marks that belong to Chinese; what became Chinese decides for the marks beside it."""

    def change(at: int, mark: str) -> None:
        changes[at] = mark
        kinds[at] = classes.CJK_MARK

    for _ in range(_PASSES):
        settled = len(changes)
        for at in reversed(marks):  # from the right, so that a run of marks in front of Chinese takes one pass
            if text[at] not in "()" and at not in changes and _is_chinese(text, kinds, at):
                change(at, classes.ASCII_PUNCTUATION[text[at]])
        opened: list[tuple[int, bool]] = []
        for at in marks:
            if at in changes and text[at] not in "()":
                continue
            chinese = at in changes or _is_chinese(text, kinds, at)
            if text[at] == "(":
                opened.append((at, chinese))
            elif text[at] == ")" and opened:  # the two brackets of a pair have one form
                start, chinese_before = opened.pop()
                if chinese or chinese_before:
                    change(start, "（")
                    change(at, "）")
            elif chinese:
                change(at, classes.ASCII_PUNCTUATION[text[at]])
        for at, chinese in opened:
            if chinese:
                change(at, "（")
        if len(changes) == settled:
            return


def _is_chinese(text: str, kinds: bytes | bytearray, at: int) -> bool:
    return _beside_chinese(text, kinds, at) or (text[at] in ",;!?" and _after_chinese(text, kinds, at))


def _beside_chinese(text: str, kinds: bytes | bytearray, at: int) -> bool:
    """Whether a hanzi or a Chinese mark stands beside a mark."""
    before = at - 1
    while before >= 0 and (kinds[before] == classes.QUOTE_MARK or text[before] == " ") and at - before < 4:
        before -= 1
    if before >= 0 and kinds[before] in _CHINESE:
        return True
    after = at + 1
    while after < len(text) and (kinds[after] == classes.QUOTE_MARK or text[after] == " ") and after - at < 4:
        after += 1
    return after < len(text) and kinds[after] in _CHINESE


def _after_chinese(text: str, kinds: bytes | bytearray, at: int) -> bool:
    """Whether a mark follows, with a word or number between, a hanzi, and no space follows it: 增长5%,PLUS会员."""
    if at + 1 >= len(text) or text[at + 1] in " \n" or (at and text[at - 1].isdigit() and text[at + 1].isdigit()):
        return False
    before = at - 1
    while before >= 0 and at - before < 24 and (kinds[before] in _WORD or text[before] in "%.-+&'"):
        before -= 1
    return before >= 0 and kinds[before] == classes.HANZI


def full_stops(aligned: AlignedText) -> AlignedText:
    """Dots at the end of Chinese sentences as full stops, in texts that have dots for them throughout.

    Where a text has full stops, or no dot at an end, dots in Chinese are something else: 史蒂夫.乔布斯, 报告.PDF.
    """
    text = aligned.text
    dots = [dot.start() for dot in _DOT.finditer(text)]
    if not dots or _FEW * text.count("。") > len(dots) or not _SURE_DOT.search(text):
        return aligned
    characters = list(text)
    for at in dots:
        characters[at] = "。"
    # The marks beside a full stop stand in Chinese, which those beside a dot may not.
    return punctuation(aligned.map("".join(characters), "full_stops", len(dots)))


def typography(aligned: AlignedText) -> AlignedText:
    """Straight quotation marks, double hyphens and dots as Chinese print has them, where they stand in Chinese."""
    edits: list[Edit] = []
    at = 0
    for line in aligned.text.split("\n"):
        if '"' in line and not _CODE.search(line):
            edits += _curved(line, at)
        for m in _TYPED.finditer(line) if any(mark in line for mark in _TYPED_MARKS) else ():
            edits.append(Edit(at + m.start(), at + m.end(), "——" if m.lastgroup == "dash" else "……", m.lastgroup or ""))
        at += len(line) + 1
    return aligned.edit(sorted(edits, key=lambda edit: edit.start), "typography")


def _curved(line: str, at: int) -> Iterator[Edit]:
    """Yield the edits of the quotation marks of a line that begins at a place; with one too many, none is sure."""
    places = [m.start() for m in re.finditer('"', line)]
    if len(places) % 2:
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if start and line[start - 1].isdigit() and line[end - 1].isdigit():  # inches: 17"和15"
            continue
        if end - start <= _LONGEST_QUOTATION and _ANY_HANZI.search(line, start, end):
            yield Edit(at + start, at + start + 1, "“", "quotation mark")
            yield Edit(at + end, at + end + 1, "”", "quotation mark")


_TYPED_MARKS = ("--", "—", "...", "。。。", "…")
_TYPED = re.compile(
    rf"(?P<dash>(?<={_HANZI})(?:--|—)(?![-—])(?={_HANZI}))"
    rf"|(?P<dots>(?<={_HANZI})(?:\.{{3,6}}|。{{3,6}}|…)(?![.。…]))"
)
