"""Single characters that stand for another one or for none: look-alikes, halves of surrogate pairs, marks.

* Radicals of a dictionary's index (PDF fonts), CJK compatibility ideographs, private-use codes of GB18030.
* Two surrogates where there should be one character (CESU-8, careless JSON).
* Direction marks that copying and watermarking leave behind.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cnbiznews import resources
from cnbiznews.alignment import Edit
from cnbiznews.repair.findings import Finding, Report
from cnbiznews.repair.language_model import is_simplified, simplified_of
from cnbiznews.repair.talk import about_code

__all__ = ["INVISIBLE", "character_report", "compatibility", "replacements", "surrogate_report"]

#: Direction marks. (Spaces and joiners without width can be meant: they are a matter of normalisation.)
INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# Scripts in which joiners and direction marks mean something.
_USES_MARKS = re.compile("[\u0590-\u08ff\u0900-\u109f\u1200-\u137f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_OTHER_LANGUAGES = re.compile("[\u3041-\u30ff\u1100-\u11ff\uac00-\ud7a3]")
_HANZI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# How far from a radical an ordinary hanzi may stand.
_NEAR = 10
# How far the characters stand that tell in which script it is written.
_NEARBY = 100
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


@cache
def compatibility() -> dict[str, str]:
    """Return the CJK compatibility ideographs that have a canonical equivalent, with it.

    >>> compatibility()["\\uf900"]
    '豈'
    """
    ranges = (range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E))
    table = {chr(code): unicodedata.normalize("NFC", chr(code)) for area in ranges for code in area}
    return {old: new for old, new in table.items() if old != new}


@cache
def replacements() -> dict[str, tuple[str, str]]:
    """Return, for every look-alike, the character meant and the kind of mistake.

    >>> replacements()["⽤"]
    ('用', 'radical for a character')
    """
    reasons = {"radical": "radical for a character", "private": "private-use code for a character"}
    table = {chr(int(row["code"], 16)): (row["character"], reasons[row["kind"]]) for row in _rows()}
    return table | {old: (new, "compatibility ideograph") for old, new in compatibility().items()}


def _rows() -> list[dict[str, str]]:
    return resources.table("repair/characters.tsv")


@cache
def _lookalike_pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(replacements())}{INVISIBLE}]")


def surrogate_report(text: str) -> Report:
    r"""Return the edits that join surrogate pairs, and what is left of broken ones.

    >>> surrogate_report("\ud842\udfb7野家").edits[0].replacement
    '𠮷'
    """
    report = Report()
    for match in _PAIR.finditer(text):
        found = match[0]
        if len(found) == 2:
            char = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            report.edits.append(Edit(*match.span(), char, "surrogate pair"))
        else:
            report.findings.append(Finding(*match.span(), found, "half a surrogate pair", "lost"))
    return report


def character_report(text: str) -> Report:
    """Return the edits that put the right character where a look-alike stands, and remove direction marks.

    Only Chinese text is touched: compatibility ideographs mean something in Japanese and Korean, direction marks in
    Arabic and Hebrew.

    >>> [edit.replacement for edit in character_report("⽤⼾规模，\\u200e持续扩⼤").edits]
    ['用', '户', '', '大']
    >>> character_report("康熙部首：⼀⼁⼂⼃").edits
    []
    """
    report = Report()
    if not _HANZI.search(text):
        return report
    chinese = not _OTHER_LANGUAGES.search(text)
    marks_matter = bool(_USES_MARKS.search(text))
    known = replacements()
    about = about_code(text, 0, whole=True)
    for match in _lookalike_pattern().finditer(text):
        char = match[0]
        start, end = match.span()
        meant = known.get(char)
        if meant is None:
            if not marks_matter:
                report.edits.append(Edit(start, end, "", "direction mark"))
        elif meant[1] == "compatibility ideograph":
            # Side by side, but for a blank or an arrow, the two are the subject.
            beside = (text[max(0, start - 2) : start], text[end : end + 2][::-1])
            if chinese and not any(two[:1] == meant[0] and not _HANZI.match(two[1:]) for two in beside):
                report.edits.append(Edit(start, end, meant[0], meant[1]))
        elif meant[1].startswith("private"):
            # Among lost characters it is a chance product of the loss.
            if "\ufffd" not in text[max(0, start - _NEAR) : end + _NEAR]:
                report.edits.append(Edit(start, end, meant[0], meant[1], 0.98))
        elif _in_text(text, start, end) and not (about and about_code(text, start)):
            # One radical serves both forms of some characters (户 戶).
            char = simplified_of(meant[0])
            if char != meant[0] and not is_simplified(text[max(0, start - _NEARBY) : end + _NEARBY]):
                char = meant[0]
            report.edits.append(Edit(start, end, char, meant[1], 0.98))
    return report


def _in_text(text: str, start: int, end: int) -> bool:
    """Whether a radical stands in running text rather than in a list: some character near it is an ordinary hanzi."""
    before, behind = start, end
    while before > 0 and start - before < 20 and "\u2e80" <= text[before - 1] <= "\u2fdf":
        before -= 1
    while behind < len(text) and behind - end < 20 and "\u2e80" <= text[behind] <= "\u2fdf":
        behind += 1
    run = text[before:behind]
    if any(ord(c) == ord(b) + 1 == ord(a) + 2 for a, b, c in zip(run, run[1:], run[2:], strict=False)):
        return False  # in the order of the index
    near = text[max(0, before - _NEAR) : before].rpartition("\n")[2] + text[behind : behind + _NEAR].partition("\n")[0]
    return bool(_HANZI.search(near))
