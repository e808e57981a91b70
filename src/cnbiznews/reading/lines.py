"""Text that is structured by its lines: plain text, and Markdown, which is plain text with marks.

Headings, list items and tables are told by the look of lines, as a reader does. Where text is only plain, it stays as
it is, spaces and all, and the blocks are views of it; only the spaces between the cells of a table and the line breaks
inside a paragraph that somebody wrapped are replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise

from cnbiznews import resources
from cnbiznews.reading.assembly import Assembly
from cnbiznews.reading.inline import write_inline
from cnbiznews.reading.line_tables import Line, LineTable, find_table
from cnbiznews.reading.markup import trimmed

__all__ = ["split_lines", "write_lines"]

_BREAK = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")
_BREAK_OR_TAG = re.compile(_BREAK.pattern + r"|<(?:br|BR|hr|HR|/?p|/?P|/?div|/?DIV)(?:\s[^<>]{0,200})?/?>")

_TAG = re.compile(r"<[^<>]*>")

_ATX = re.compile(r"#{1,6}[ \t\u3000]+(?=\S)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_SETEXT = re.compile(r"(?:={3,}|-{3,})\Z")
_RULE = re.compile(r"(?:[-*_=~#+.·—─━═]\s?){3,}\Z")
_FENCE = re.compile(r"(?:`{3,}|~{3,})(?=[^`]*\Z)")
_LANGUAGE = re.compile(r"[ \t]*[!-~ \t]{0,60}\Z")  # what may stand behind a fence without being text
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_DEFINITION = re.compile(r"\[(?!\^)[^\]\n]{1,200}\]:\s+\S")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:[ \t]*")
_MARKDOWN_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,2}[.)])[ \t]")
_BULLET = re.compile(r"(?:[•●○■□◆◇▪▫‣⁃►➢➤✓✔※‧∙][ \t\u3000]*|[-*+·–][ \t\u3000]+)(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(
    r"(?:[0-9]{1,2}(?:[、．)）]|\.(?![0-9]))|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳])[ \t\u3000]*"
)
_SECTION = re.compile(
    r"(?:第[一二三四五六七八九十0-9]{1,3}[章节節部分篇]|[一二三四五六七八九十]{1,3}[、．.])[ \t\u3000]*\S"
)
_COMMA = re.compile(r"[，。；、]|[,;] ")
_SENTENCE = re.compile(r"[，。！？；]|[,:;.!?](?:\s|\Z|[^\x00-\xff])")
# A row of a table, or a footnote.
_NO_HEADING = re.compile(r"\s[-+(（]?[0-9][0-9.,]*[%％)）]?\Z|\A[1-9][0-9]? \S")
_END = re.compile(r"[！？!?][”」』]\Z|[。；;…，,、：:.][”’」』）)\"']*\Z|[）)][。]?\Z")
_CALL = re.compile(r"[！!？?][”’」』\"']*\Z")
_OPEN_END = re.compile(r"[\u3400-\u9fffA-Za-z0-9，、,]")  # how a line ends whose sentence does not
_WORD = re.compile(r"[!-~]{1,40}")
_FINAL = re.compile(r"[。！？!?；;：:…][”’」』）)\"']*\Z")
_SPEAKER = re.compile("(?:[问答問QA]|记者|記者|主持人)[:：]")  # of an interview: each turn is a paragraph
_LONGEST_HEADING = 64  # characters
_SHORT_LINES = 3  # so many headings may follow one another: a number, a heading, the one below it
_WRAP_WIDTHS = range(40, 161)  # cells in which people wrap lines
_HANGING = 2  # cells of a mark that hangs over the edge
_LONGER = 0.1  # of the lines, so many may be longer than the rest is wrapped
_MOST = 0.8  # of the paragraphs that end with a short line, so many are parted from the next if any is
_WRAP_SLACK = 4  # cells that may be left at the end of a wrapped line


def split_lines(source: str, start: int, end: int, *, tags: bool = False) -> list[Line]:
    """Return the lines of ``source[start:end]`` that are not blank.

    Args:
        source: the text.
        start, end: the part of it to split.
        tags: whether ``<br>`` and the like break lines.

    >>> [(line.start, line.end, line.after_blank) for line in split_lines("甲\\n\\n 乙", 0, 5)]
    [(0, 1, True), (4, 5, True)]
    """
    lines: list[Line] = []
    blank = True
    position = start
    for match in (_BREAK_OR_TAG if tags else _BREAK).finditer(source, start, end):
        blank = _add_line(lines, source, position, match.start(), blank)
        position = match.end()
    _add_line(lines, source, position, end, blank)
    return lines


def _add_line(lines: list[Line], source: str, start: int, end: int, blank: bool) -> bool:
    first, end = trimmed(source, start, end)
    if first < end:
        lines.append(Line(first, end, blank, first - start))
    return first >= end


def write_lines(
    assembly: Assembly,
    start: int,
    end: int,
    *,
    marks: bool = False,
    tags: bool = False,
    titled: bool = False,
    followed: bool = False,
) -> None:
    """Write the blocks of text that is structured by lines to an assembly.

    Args:
        assembly: where to.
        start, end: the part of its source.
        marks: whether marks of Markdown are taken for what they are.
        tags: whether tags and entities of HTML are.
        titled: whether the title is known, so that no line is taken for one.
        followed: whether more text comes behind the last line.
    """
    lines = split_lines(assembly.source, start, end, tags=tags)
    _LineWriter(assembly, lines, marks, tags, titled, followed).write()


class _LineWriter:
    """Walks through lines and tells the assembly what they are."""

    def __init__(
        self, assembly: Assembly, lines: list[Line], marks: bool, tags: bool, titled: bool, followed: bool
    ) -> None:
        self.assembly = assembly
        self.source = assembly.source
        self.lines = lines
        self.marks = marks
        self.inline = marks or tags
        self.titled = titled
        self.followed = followed
        self.wrap = _wrap_width(self.source, lines)
        self.parted = self.wrap is not None and _are_parted(self.source, lines, self.wrap)

    def write(self) -> None:
        number = 0
        fenced = False
        while number < len(self.lines):
            line = self.lines[number]
            text = self.source[line.start : min(line.end, line.start + 300)]
            if self.marks and (fence := _FENCE.match(text)):
                fenced = not fenced
                if not _LANGUAGE.match(text, fence.end()):
                    self._block("paragraph", line.start + fence.end(), line.end, literal=True)
                number += 1
            elif fenced:
                self._block("paragraph", line.start, line.end, literal=True)
                number += 1
            elif _RULE.match(text) or (self.marks and _DEFINITION.match(text)):
                number += 1
            elif (table := find_table(self.source, self.lines, number)) is not None:
                self._table(table)
                number = table.after
            else:
                number = self._line(number, text)

    def _line(self, number: int, text: str) -> int:
        """Write the block that begins with a line; return the number of the line behind it."""
        line = self.lines[number]
        start, end = line.start, line.end
        if self.marks and (quote := _QUOTE.match(text)):
            start += quote.end()
            text = text[quote.end() :]
        if self.marks and (note := _FOOTNOTE.match(text)):
            self._block("paragraph", start + note.end(), end)
            return number + 1
        if self.marks and (atx := _ATX.match(text)):
            closing = _CLOSING.search(self.source, start, end)
            level = len(atx[0].rstrip())
            self._heading(start + atx.end(), closing.start() if closing else end, first=level == 1)
            return number + 1
        if self.marks and number + 1 < len(self.lines) and not self.lines[number + 1].after_blank:
            below = self.lines[number + 1]
            if _SETEXT.match(self.source, below.start, below.end):
                self._heading(start, end, first=True)
                return number + 2
        heading = _is_heading(self.source, self.lines, number, self.followed)
        if self.marks and _NUMBER.match(text):
            heading = False
        if not heading and (bullet := _BULLET.match(text) or _NUMBER.match(text)):
            # A mark of Markdown goes; any other stays in the text.
            stays = self.inline and not _MARKDOWN_ITEM.match(text)
            self._block("list item", start if stays else start + bullet.end(), end)
            return self._wrapped(number)
        if self.marks and (bold := re.fullmatch(r"(\*\*|__)([^*_]{1,40})\1", text)) and end - start == len(text):
            self._heading(start + bold.start(2), start + bold.end(2))
            return number + 1
        if heading:
            self._heading(start, end, first=number == 0)
            return number + 1
        self._block("paragraph", start, end)
        return self._wrapped(number)

    def _wrapped(self, number: int) -> int:
        """Add the lines that only go on with the paragraph of a line."""
        while number + 1 < len(self.lines) and self._goes_on(number):
            number += 1
            line = self.lines[number]
            self.assembly.space(wrapped=True)
            self._text(line.start, line.end)
        return number + 1

    def _goes_on(self, number: int) -> bool:
        line, below = self.lines[number], self.lines[number + 1]
        if below.after_blank or below.indent > line.indent + 1 or (self.wrap is None and not self.marks):
            return False
        cells = width(self.source[line.start : min(line.end, line.start + 200)])
        word = _WORD.match(self.source, below.start, below.end)  # it had no room on the line: 截至|2025-06-30
        room = _WRAP_SLACK if word is None else max(_WRAP_SLACK, word.end() - word.start() - 1)
        full = self.wrap is not None and cells >= self.wrap - room
        if not (full and self.parted) and _ends_sentence(self.source, line):
            return False
        # In Markdown a line break is a space; but most writers mean one where a sentence is complete.
        if not full and not (self.marks and cells > 40 and _OPEN_END.match(self.source, line.end - 1)):
            return False
        following = self.source[below.start : below.start + 300]
        new = _BULLET.match(following) or _NUMBER.match(following) or _SECTION.match(following)
        new = new or _SPEAKER.match(following)
        return not new and find_table(self.source, self.lines, number + 1) is None

    def _heading(self, start: int, end: int, *, first: bool = False) -> None:
        kind = "heading"
        if first and not self.titled:
            kind, self.titled = "title", True
        self._block(kind, start, end)

    def _block(self, kind: str, start: int, end: int, *, literal: bool = False) -> None:
        self.assembly.begin(kind)
        if not self.inline:
            self.assembly.leave_gap()
        self._text(start, end, literal=literal)

    def _text(self, start: int, end: int, *, literal: bool = False) -> None:
        if self.inline and not literal:
            write_inline(self.assembly, start, end, marks=self.marks)
        else:
            self.assembly.keep(start, end)

    def _table(self, table: LineTable) -> None:
        self.assembly.begin_table()
        for cells, header in table.rows:
            self.assembly.begin_row()
            for start, end in cells:
                self.assembly.begin_cell(header=header)
                self._text(start, end)
        self.assembly.end_table()


def width(text: str) -> int:
    """Return how many cells a text takes in a terminal; a wide character takes two."""
    widths = "".join(
        map(unicodedata.east_asian_width, text)
    )  # W and F stand for themselves: the others are Na, N, H, A
    return len(text) + widths.count("W") + widths.count("F")


def _wrap_width(source: str, lines: list[Line]) -> int | None:
    """Return the width at which the lines of a text were wrapped; ``None`` if every line is a paragraph."""
    if sum(line.end - line.start > _WRAP_WIDTHS.stop for line in lines) > _LONGER * len(lines):
        return None
    widths = [width(source[line.start : min(line.end, line.start + _WRAP_WIDTHS.stop)]) for line in lines]
    tally = Counter(widths)
    wrap, count = max(
        (
            (each, sum(tally[each - slack] for slack in range(_WRAP_SLACK + 1)))
            for each in tally
            if each in _WRAP_WIDTHS
        ),
        key=lambda found: found[::-1],
        default=(0, 0),
    )
    # A headline may be longer, and a mark may hang over the edge; but not many lines do.
    longer = sum(each > wrap + _HANGING for each in widths)
    if count < max(3, 0.25 * len(widths)) or longer > _LONGER * len(widths):
        return None
    if not any(_ends_sentence(source, line) for line in lines):
        return None  # a list, whose items have no mark at their end
    full = [line for line, each in zip(lines, widths, strict=True) if wrap - _WRAP_SLACK <= each <= wrap]
    # A list of headlines of one length is not wrapped: running text has its commas inside the lines.
    running = sum(_COMMA.search(source, line.start, line.end - 1) is not None for line in full)
    return wrap if running >= 0.5 * len(full) else None


def _ends_sentence(source: str, line: Line) -> bool:
    return _FINAL.search(source, max(line.start, line.end - 8), line.end) is not None


def _are_parted(source: str, lines: list[Line], wrap: int) -> bool:
    """Tell whether blank lines or indents part the paragraphs of a wrapped text.

    There a full line that ends with its sentence is not the last one of its paragraph by that.
    """
    ends = [
        below.after_blank or below.indent > line.indent + 1
        for line, below in pairwise(lines)
        if _ends_sentence(source, line) and width(source[line.start : line.end]) < wrap - _WRAP_SLACK
    ]
    return len(ends) > 1 and sum(ends) >= _MOST * len(ends)


@cache
def _byline() -> re.Pattern[str]:
    """Return the pattern of a line that says who wrote a text, or when."""
    words = "|".join(map(re.escape, resources.lines("reading/bylines.txt")))
    return re.compile(rf"(?:{words})\s*[/|｜／:：丨·]|.{{0,20}}(?:19|20)[0-9]{{2}}[-年/.]")


def _neighbours(lines: list[Line], number: int) -> list[Line]:
    return lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]


def _is_heading(source: str, lines: list[Line], number: int, followed: bool) -> bool:
    """Tell whether a line of plain text is a heading: short, without the marks of a sentence, before a longer one."""
    line = lines[number]
    if line.end - line.start > _LONGEST_HEADING:
        return False
    text = _TAG.sub("", source[line.start : line.end])
    if _CALL.search(text) and not line.after_blank:
        return False
    if _END.search(text) or _byline().match(text) or _NO_HEADING.search(text):
        return False
    if _SECTION.match(text):
        return True
    if _BULLET.match(text):
        return False
    if _NUMBER.match(text) and any(_NUMBER.match(source, near.start) for near in _neighbours(lines, number)):
        return False
    for below in lines[number + 1 : number + 1 + _SHORT_LINES]:
        following = source[below.start : min(below.end, below.start + 200)]
        if _byline().match(following):
            continue
        if _SENTENCE.search(following):
            longer = max(30, 1.5 * len(text)) if _SENTENCE.search(text) else max(12, 1.1 * len(text))
            return below.end - below.start > longer
        if _END.search(following):
            return False
    return followed and number + _SHORT_LINES >= len(lines)
