"""What stands inside a line: emphasis, links, images, code, tags and entities."""

from __future__ import annotations

import re

from cnbiznews.reading.assembly import Assembly
from cnbiznews.reading.markup import ENTITY, Token, entity, raised, tokens, trimmed

__all__ = ["has_marks", "write_inline"]

# Every alternative is bounded, so that a line is read in linear time whatever stands in it.
_URL = r"\((?:[^()\s<>]|\([^()\s]{0,300}\)){0,2000}(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)"
_TOKEN = re.compile(
    rf"""(?P<escape>\\[!-/:-@\[-`{{-~])
    |(?P<image>!\[[^\]\n]{{0,500}}\]{_URL})
    |(?P<close>\]{_URL})
    |(?P<note>\[\^[^\]\s]{{1,40}}\])
    |(?P<open>\[)
    |(?P<address><(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,31}}:[^\s<>]{{0,2000}}|[\w.+-]{{1,64}}@[\w.-]{{1,255}})>)
    |(?P<code>`{{1,3}})
    |(?P<mark>\*{{1,3}}|_{{1,3}}|~~)
    |(?P<entity>&)
    |(?P<tag><)""",
    re.VERBOSE,
)
_LONGEST_NOTE = 12  # tokens in a superscript
_MARKS = re.compile(
    rf"^#{{1,6}}[ \t]+\S|\]{_URL}|^(?:```|~~~)|\*\*[^\s*][^\n*]{{0,200}}\*\*|^>[ \t]\S"
    r"|^\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*$",
    re.MULTILINE,
)


def has_marks(text: str, start: int = 0) -> bool:
    """Tell whether a text has marks of Markdown that can't be anything else.

    >>> has_marks("营收**增长**5%"), has_marks("# 标题"), has_marks("3*4*5，#话题#")
    (True, True, False)
    """
    return _MARKS.search(text, start) is not None


def write_inline(assembly: Assembly, start: int, end: int, *, marks: bool) -> None:
    """Take a piece of a line without tags, entities decoded and, if ``marks``, without marks of Markdown."""
    source = assembly.source
    changes: list[tuple[int, int, str]] = []  # what is not kept: from, to, what stands there instead
    pairs = _Pairs(source, start, end, changes)
    position = start
    found = list(tokens(source, start, end))
    for number, token in enumerate(found):
        if token.kind == "open" and token.name == "sup":
            changes += _superscript(source, found[number : number + _LONGEST_NOTE])
        if token.kind != "text":
            changes.append((token.start, token.end, ""))
            position = token.end
            continue
        position = max(position, token.start)
        while (match := _TOKEN.search(source, position, token.end)) is not None:
            kind = match.lastgroup
            position = match.end()
            if kind == "entity":
                if (reference := ENTITY.match(source, match.start(), token.end)) is not None:
                    text = entity(reference[0])
                    position = reference.end()
                    if text != reference[0]:
                        changes.append((match.start(), position, text))
            elif kind in ("image", "address", "note"):
                if marks:
                    changes.append((*match.span(), ""))
            elif marks and kind is not None:
                position = pairs.meet(kind, *match.span())
    position = start
    for begin, stop, text in sorted(changes):
        if begin >= position:
            _keep(assembly, position, begin)
            if text.isspace():
                assembly.space()
            else:
                assembly.put(begin, stop, text, "entity")
            position = stop
    _keep(assembly, position, end)


def _superscript(source: str, found: list[Token]) -> list[tuple[int, int, str]]:
    """Return what changes in a superscript: its digits are raised, and what only marks a note goes."""
    last = next((number for number, token in enumerate(found) if token.kind == "close" and token.name == "sup"), 0)
    inner = [token for token in found[:last] if token.kind == "text"]
    text = "".join(source[token.start : token.end] for token in inner)
    said = raised(text)
    if not inner or said == text:
        return []
    return [(inner[0].start, inner[0].end, said), *((token.start, token.end, "") for token in inner[1:])]


def _keep(assembly: Assembly, start: int, end: int) -> None:
    if assembly.is_empty:
        start = trimmed(assembly.source, start, end)[0]
    assembly.keep(start, end)


class _Pairs:
    """Marks of Markdown that count only in pairs."""

    def __init__(self, source: str, start: int, end: int, changes: list[tuple[int, int, str]]) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.changes = changes
        self.brackets: list[tuple[int, int]] = []
        self.opened: dict[str, tuple[int, int]] = {}
        self.unclosed: set[str] = set()

    def meet(self, kind: str, start: int, end: int) -> int:
        """Take a mark into account; return where to go on."""
        mark = self.source[start:end]
        if kind == "escape":
            self._drop((start, start + 1))
        elif kind == "open":
            self.brackets.append((start, end))
        elif kind == "close":
            if not self.brackets:
                return start + 1
            self._drop(self.brackets.pop(), (start, end))
        elif kind == "code":
            closing = -1 if mark in self.unclosed else self.source.find(mark, end, self.end)
            if closing < 0:
                self.unclosed.add(mark)
            else:
                self._drop((start, end), (closing, closing + len(mark)))
                return closing + len(mark)
        else:
            self._emphasis(mark, start, end)
        return end

    def _emphasis(self, mark: str, start: int, end: int) -> None:
        before = self.source[start - 1] if start > self.start else " "
        after = self.source[end] if end < self.end else " "
        # 2*3, snake_case and the like are no emphasis.
        inside_word = _is_word(before) and _is_word(after)
        alone = len(mark) == 1
        if mark in self.opened and not before.isspace() and not (inside_word or (alone and _is_word(after))):
            self._drop(self.opened.pop(mark), (start, end))
        elif not after.isspace() and not (inside_word or (alone and _is_word(before))):
            self.opened[mark] = (start, end)

    def _drop(self, *spans: tuple[int, int]) -> None:
        self.changes += ((start, end, "") for start, end in spans)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
