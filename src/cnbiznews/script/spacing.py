"""Steps of normalisation that take characters away: what doesn't show, and spaces where Chinese has none."""

from __future__ import annotations

import re
import unicodedata

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.script import classes
from cnbiznews.script.arrays import encode, lookup

__all__ = ["composition", "emoji", "hyphens", "invisible", "spaced_hanzi", "spaced_words", "spaces", "spacing"]

# Joiners and direction marks mean something in emoji and in Arabic, Hebrew and Indic writing.
_MEANT_AFTER = "\u0590-\u0dff\u1780-\u18af\ufb50-\ufdff\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    rf"(?<=[{classes.HANZI_RANGES}])[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
    rf"|[\u00ad\u200b\u2060-\u2064\ufeff]|(?<![{_MEANT_AFTER}])[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
)
# Pictographs, with what colours and joins them; marks that may head the items of a list (★ ✓) are none.
_EMOJI = re.compile(f"(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff{classes.EMOJI}][\ufe0e\ufe0f\u200d]*)+")
_LATIN = re.compile("[0-9A-Za-z]")
_AMOUNT_END = re.compile("[0-9] ?(?:%|[百千万亿]*元)\\Z")
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
# Where a hanzi meets a letter or a digit (or its sign, or %), with one space between them and with none.
_MEETING_APART = re.compile(rf" (?:(?<={_HANZI} )(?=[$¥￥€£+~≈<>≥≤-]?[0-9A-Za-z])|(?<=[0-9A-Za-z%+℃] )(?={_HANZI}))")
_MEETING_CLOSE = re.compile(rf"{_HANZI}(?=[0-9A-Za-z])|[0-9A-Za-z%](?={_HANZI})")
_DIGIT_APART = re.compile(rf"[0-9] (?={_HANZI})")
# What ends a cell or a clause in a line without the marks of a sentence: 3567 亿| 3000 亿, 增长 3%| 净利 2 亿元.
# A date does not.
_CELL_END = re.compile(r"(?:[0-9] [^年月日号0-9 ]{1,3}(?= [$¥￥€£+~-]?[0-9])|%(?= ))")
_UNITS = frozenset("十百千万亿兆元美港个家台辆人名位次件吨年月日天季周倍成折股只款项间座亩平公米克度点")
_INCONSISTENT = 5  # among so many places set apart, one is not, in lines that are set so throughout
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


def emoji(aligned: AlignedText) -> AlignedText:
    """Delete emoji: they part words and open sentences, and say nothing that is looked for.

    A space stays between digits or Latin letters, so that no number or word comes of two (2024🔥618), and behind an
    amount, where the emoji was the only mark of its clause (营收5亿元🚀净利3亿元).
    """
    text = aligned.text
    return aligned.edit(
        [Edit(m.start(), m.end(), " " if _joins(text, *m.span()) else "", "emoji") for m in _EMOJI.finditer(text)],
        "emoji",
    )


def _joins(text: str, start: int, end: int) -> bool:
    if start and _LATIN.match(text, start - 1) and _LATIN.match(text, end):
        return True
    following = text[end : end + 1]
    return (
        following >= "一" and following not in _UNITS and _AMOUNT_END.search(text, max(0, start - 6), start) is not None
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


def spaced_words(aligned: AlignedText) -> AlignedText:
    """Close up hanzi and the words or digits beside them (增长 5%，达 42 万家) in lines that are set so throughout.

    In other lines a space parts things: columns, or the clauses of a headline (销量创新高 3万辆交付).
    Such a line has two such spaces at least, and is a sentence or has its digits in front of units; among several
    sentences that are set so, headlines are, too. Without the marks of a sentence, the space behind an amount may be
    its only mark, and stays.
    """
    lines = []
    at = 0
    for line in aligned.text.split("\n"):
        if " " in line and (apart := [m.start() for m in _MEETING_APART.finditer(line)]):
            close = sum(1 for _ in _MEETING_CLOSE.finditer(line))
            if len(apart) >= _INCONSISTENT * close:
                sentence = _SENTENCE.search(line) is not None
                sure = len(apart) > 1 and (sentence or _counts(line))
                if not sentence:
                    ends = {m.end() for m in _CELL_END.finditer(line)}
                    apart = [place for place in apart if place not in ends]
                lines.append((at, apart, sure))
        at += len(line) + 1
    many = sum(sure for _, _, sure in lines) > 1
    return aligned.edit(
        [
            Edit(at + place, at + place + 1, "", "spaced words")
            for at, apart, sure in lines
            if sure or (many and len(apart) > 1)
            for place in apart
        ],
        "spaced_words",
    )


def _counts(line: str) -> bool:
    """Tell whether digits stand in front of units, and of nothing else: 筹资 18 亿美元."""
    behind = [m.end() for m in _DIGIT_APART.finditer(line)]
    return bool(behind) and all(line[at] in _UNITS for at in behind)


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
