"""Steps of normalisation that take characters away: what doesn't show, and spaces where Chinese has none."""

from __future__ import annotations

import re
import unicodedata

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.script import classes
from cnbiznews.script.arrays import encode, lookup

__all__ = ["composition", "hyphens", "invisible", "spaced_hanzi", "spaces", "spacing"]

# Joiners and direction marks mean something in emoji and in Arabic, Hebrew and Indic writing.
_MEANT_AFTER = "\u0590-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    rf"[\u00ad\u200b\u2060-\u2064\ufeff]|(?<![{_MEANT_AFTER}])[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
    rf"|(?<=[{classes.HANZI_RANGES}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
# What is left of a space when markup was taken for text.
_SPACE_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|#0*160|#0*8194|#0*8195|#0*12288|#[xX]0*(?:[aA]0|2002|2003|3000))(?:;|(?![0-9A-Za-z=;]))"
)
_HYPHEN = re.compile(r"(?<=[A-Za-z]{2})[-\u2010]\n[ \t]*(?=[a-z]{2})")
_HANZI = f"[{classes.HANZI_RANGES}]"
_CLOSING = "，。、；：？！）》〉】〕」』〗”’…"
_OPENING = "（《〈【〔「『〖“‘"
# Each begins with its space, and then looks back: a space is found at once.
_BETWEEN_HANZI = re.compile(rf" (?<={_HANZI} )(?={_HANZI})")
_BEFORE_MARK = re.compile(rf" (?<=[{classes.HANZI_RANGES}0-9A-Za-z%] ) *(?=[{_CLOSING}])")
# Four hanzi, each by itself between spaces.
_ONE_BY_ONE = re.compile(rf"(?:(?<!{_HANZI}){_HANZI} ){{4}}")
_RUN = re.compile(f"{_HANZI}+")
_SENTENCE = re.compile("[，。；,;]")
_SENTENCE_END = re.compile("[。！？；…][”’」）)]?\\s*$")
_GAP = re.compile(
    rf" (?:(?<=[{classes.HANZI_RANGES}{_OPENING}{_CLOSING}] ) *(?=[{classes.HANZI_RANGES}{_OPENING}{_CLOSING},.;:?!%)])"
    rf"|(?<=[0-9A-Za-z%,.;:?!)] ) *(?=[{_CLOSING}]))"
)


def invisible(aligned: AlignedText) -> AlignedText:
    """Delete what takes no room and says nothing."""
    return aligned.edit(
        [Edit(m.start(), m.end(), "", "invisible") for m in _INVISIBLE.finditer(aligned.text)], "invisible"
    )


def composition(aligned: AlignedText) -> AlignedText:
    """Compose letters and the accents after them; nothing else of the text is touched."""
    text = aligned.text
    marked = (lookup(classes.concerns(), encode(text)) & classes.COMBINING).nonzero()[0].tolist()
    edits = []
    end = 0
    for at in marked:
        if at < end or at == 0:
            continue
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[at - 1 : end])
        if composed != text[at - 1 : end]:
            edits.append(Edit(at - 1, end, composed, "composition"))
    return aligned.edit(edits, "composition")


def spaces(aligned: AlignedText) -> AlignedText:
    """Make every kind of space (and its entity) a plain one."""
    if "&" in aligned.text:
        aligned = aligned.edit(
            [Edit(m.start(), m.end(), " ", "entity") for m in _SPACE_ENTITY.finditer(aligned.text)], "spaces"
        )
    return aligned.map(aligned.text.translate(classes.translation("spaces")), "spaces")


def hyphens(aligned: AlignedText) -> AlignedText:
    """Join the two halves of a Latin word that was hyphenated at the end of a line."""
    if "\n" not in aligned.text:
        return aligned
    return aligned.edit([Edit(m.start(), m.end(), "", "hyphen") for m in _HYPHEN.finditer(aligned.text)], "hyphens")


def spaced_hanzi(aligned: AlignedText) -> AlignedText:
    """Close up lines whose hanzi are set apart, as text taken from a PDF is; spaces that part columns or titles stay.

    A line is taken for such if four hanzi stand one by one, or if it is a sentence with several spaces among its hanzi.
    Among two such lines and more, one space in a sentence is enough.
    """
    lines = []
    at = 0
    for line in aligned.text.split("\n"):
        if " " in line:
            lines.append((at, line, [m.start() for m in _BETWEEN_HANZI.finditer(line)]))
        at += len(line) + 1
    apart = [_is_set_apart(line, gaps) for _, line, gaps in lines]
    many = sum(apart) > 1
    edits = []
    for (at, line, gaps), closed in zip(lines, apart, strict=True):
        places = {(gap, gap + 1) for gap in gaps} if closed or (many and _SENTENCE_END.search(line)) else set()
        places |= {m.span() for m in _BEFORE_MARK.finditer(line)}
        edits += [Edit(at + start, at + end, "", "spaced hanzi") for start, end in sorted(places)]
    return aligned.edit(edits, "spaced_hanzi")


def _is_set_apart(line: str, gaps: list[int]) -> bool:
    if _ONE_BY_ONE.search(line):
        return True
    if len(gaps) < 2 or not _SENTENCE.search(line):
        return False
    # A heading may have spaces and a comma, too; a whole sentence rarely has any.
    return sum(map(len, _RUN.findall(line))) <= len(gaps) * (30 if _SENTENCE_END.search(line) else 12)


def spacing(aligned: AlignedText) -> AlignedText:
    """Delete the spaces between hanzi and around Chinese punctuation; those beside Latin words and digits stay."""
    return aligned.edit([Edit(m.start(), m.end(), "", "space") for m in _GAP.finditer(aligned.text)], "spacing")
