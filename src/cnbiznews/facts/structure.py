"""Sentences and clauses: what stands together, what is set in brackets, what begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cnbiznews.facts.tokens import FIGURES, Token

if TYPE_CHECKING:
    from cnbiznews.reading import Block

__all__ = ["Clause", "clauses", "is_heading", "sentences", "unwrapped"]

# A question mark behind a lost character is damage, not an end.
_SENTENCE_END = re.compile(r"(?:[。！!？]|(?<!\ufffd)\?)+[”’」』）)]*|(?<=[^0-9A-Za-z])\.(?=\s|$)|\s--")
_OPEN, _CLOSE = "（(【[", "）)】]"


@dataclass(slots=True, eq=False)
class Clause:
    """A clause: its tokens in order, without those in brackets inside it, which are clauses of their own."""

    start: int
    end: int
    opened_by: str = ""  # the mark in front of it: "，" "；" "：" "（" "、", or "" at the begin of a sentence
    host: Clause | None = None  # the clause whose bracket this is
    tokens: list[Token] = field(default_factory=list)


_ENDS = re.compile(r"[。；，、：;,…）)]\s*$|。")
_HEADING_LENGTH = 50


def is_heading(text: str, block: Block, following: Block | None) -> bool:
    """Tell whether a block names what comes below it: a heading, or a short line without an end above a paragraph."""
    if block.kind in ("title", "heading"):
        return True
    if block.kind != "paragraph" or following is None or following.kind != "paragraph":
        return False
    length = block.end - block.start
    if length > _HEADING_LENGTH or length * 1.3 > following.end - following.start:
        return False
    return not _ENDS.search(text, block.start, block.end) and "。" in text[following.start : following.end]


_UNFINISHED = re.compile(r"[^。！？；：!?;:…”」』）)\s]\s*$")
_LINE_WIDTH = (25, 80)
_COLUMNS = re.compile(r"[0-9%][ \t\u3000]+[-−(（]?[0-9]")


def unwrapped(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Join the lines of paragraphs that were broken at a fixed width into one block each."""
    lengths = sorted((block.end - block.start for block in blocks), reverse=True)
    if not lengths or lengths[0] > _LINE_WIDTH[1]:
        return list(blocks)
    width = next((long for long, next_ in pairwise(lengths) if long - next_ <= 2), 0)
    result: list[Block] = []
    goes_on = False
    for block in blocks:
        if goes_on and block.kind == "paragraph":
            result[-1] = replace(result[-1], end=block.end)
        else:
            result.append(block)
        full = block.end - block.start >= max(width - 3, _LINE_WIDTH[0])
        prose = block.kind == "paragraph" and not _COLUMNS.search(text, block.start, block.end)
        goes_on = full and prose and bool(_UNFINISHED.search(text, block.start, block.end))
    return result


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text[start:end]``, without what ends them.

    >>> [("甲增长。乙下降！")[s:e] for s, e in sentences("甲增长。乙下降！", 0, 8)]
    ['甲增长', '乙下降']
    """
    position = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if end > position:
        yield position, end


def clauses(text: str, tokens: Sequence[Token], end: int) -> list[Clause]:
    """Cut a tokenized sentence into clauses, brackets behind the clause they stand in."""
    if not tokens:
        return []
    result = [Clause(tokens[0].start, tokens[0].start)]
    current = result[0]
    stack: list[Clause] = []
    for index, token in enumerate(tokens):
        if token.kind == "break":
            mark = text[token.start]
            if mark in "：:" and _states_figure(tokens, index):
                continue
            if mark in _OPEN:
                stack.append(current)
                current = Clause(token.end, token.end, "（", host=current)
                result.append(current)
            elif mark in _CLOSE:
                if stack:
                    current = stack.pop()
            else:
                current = Clause(token.end, token.end, mark, host=current.host)
                result.append(current)
            continue
        if token.kind == "pair" and _begins_anew(tokens, index):
            current = Clause(token.end, token.end, "、", host=current.host)
            result.append(current)
            continue
        if not current.tokens:
            current.start = token.start
        current.tokens.append(token)
        current.end = token.end
    return [clause for clause in result if clause.tokens]


def _states_figure(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a colon stands between a measure and its figure (净利润：3亿元, 目标为：50家)."""
    following = index + 1
    while following < len(tokens) and tokens[following].kind in ("filler", "quote"):
        following += 1
    if not index or following == len(tokens) or tokens[following].kind not in FIGURES:
        return False
    return tokens[index - 1].kind in ("metric", "reach", "to", "text")


def _begins_anew(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a 、 or 和 behind a figure opens a new statement (收入5亿元、净利润1亿元), not a list (5%、6%)."""
    if index == 0 or index + 1 >= len(tokens) or tokens[index - 1].kind not in FIGURES:
        return False
    following = tokens[index + 1 : index + 4]
    for token in following:  # 增长6%和下降3%: a verb of its own, not a statement of its own
        if token.kind in FIGURES:
            return False
        if token.kind not in ("change", "basis", "filler"):
            return True
    return True
