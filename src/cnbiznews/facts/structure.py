"""Sentences and clauses: what stands together, what is set in brackets, what begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.reading import Block

__all__ = ["Clause", "clauses", "is_heading", "sentences", "unwrapped"]

# A question mark behind a lost character is damage, not an end. Whatever ends a sentence begins with one of a class of
# characters, which is searched for quickly; what that is in its place is asked behind it.
_MARKS_GO_ON = r"[。！!？?]*[”’」』）)]*[ \u3000]*"
_SENTENCE_END = re.compile(
    rf"[。！!？?.\s](?:(?<=[。！!？]){_MARKS_GO_ON}|(?<=\?)(?<!\ufffd\?){_MARKS_GO_ON}"
    r"|(?<=[^0-9A-Za-z]\.)(?=\s|$)|(?<=\s)(?:--|——))"
)
_OPEN, _CLOSE = "（(【[", "）)】]"


@dataclass(slots=True, eq=False)
class Clause:
    """A clause: its tokens in order, without those in brackets inside it, which are clauses of their own."""

    start: int
    end: int
    opened_by: str = ""  # the mark in front of it: "，" "；" "：" "（" "、", or "" at the begin of a sentence
    host: Clause | None = None  # the clause whose bracket this is
    tokens: list[Token] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()  # of the tokens: tells quickly what a clause does not hold


_ENDS = re.compile(r"[。；，、：;,…）)]\s*$|。")
_HEADING_LENGTH = 50


_ITEM = re.compile(r"\s*[0-9]{1,2}[、.．)）]")
_BODY_LENGTH = 60
_RANKED = re.compile(
    r"[0-9.、 ]{0,4}[\u4e00-\u9fffA-Za-z]{2,12}[ \t\u3000]+[0-9][0-9,.]*(?![0-9年月日])"
)  # 甲地产 2,043.0，同比…


def is_heading(text: str, blocks: Sequence[Block], number: int) -> bool:
    """Tell whether a block names what comes below it: a heading, or a short line without an end above a paragraph."""
    block = blocks[number]
    if number and all(_RANKED.match(text, one.start, one.end) for one in blocks[number - 1 : number + 1]):
        return False  # the last of a list of names and figures
    if block.kind in ("title", "heading"):
        return True
    length = block.end - block.start
    if block.kind != "paragraph" or length > _HEADING_LENGTH or _ENDS.search(text, block.start, block.end):
        return False
    if pattern_of("credits").search(text, block.start, block.end) or (
        _ITEM.match(text, block.start) and pattern_of("line-of-figures").search(text, block.start, block.end)
    ):
        return False
    for following in blocks[number + 1 : number + 4]:
        size = following.end - following.start
        if following.kind != "paragraph" or size > max(length * 1.3, _BODY_LENGTH):
            return following.kind == "paragraph" and "。" in text[following.start : following.end]
        if not pattern_of("credits").search(text, following.start, following.end) and not text.startswith(
            "（", following.start
        ):
            return size > length * 1.3 and "。" in text[following.start : following.end]
    return False


_UNFINISHED = re.compile(r"[^。！？；：!?;:…”」』）)\s]\s*$")
_LINE_WIDTH = (25, 80)
_SPACE = re.compile(r"[\u4e00-\u9fff0-9%”」][ \u3000]+[\u4e00-\u9fff“「]")
_CELL = 4  # characters a clause in front of another has at least: 检验过关| |将放行
_SPACE_INSIDE = re.compile(rf"(?<=[\u4e00-\u9fff]{{{_CELL}}})[ \u3000]+(?=[\u4e00-\u9fff]{{3}})")
# What only leads to a statement: a space behind it parts nothing.
_LEADING = frozenset(
    ("basis", "company", "compare", "cum", "each", "from", "of", "per", "period", "prep", "status", "total")
)
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


def clauses(text: str, tokens: Sequence[Token], *, spaced: bool = False) -> list[Clause]:
    """Cut a tokenized sentence into clauses, brackets behind the clause they stand in.

    Args:
        text: the reading text.
        tokens: the sentence.
        spaced: whether a space between two words parts clauses, as in headings (京东 营收增长5% 利润翻倍: but not
            behind what only leads to a statement).
    """
    if not tokens:
        return []
    result = [Clause(tokens[0].start, tokens[0].start)]
    current = result[0]
    stack: list[Clause] = []
    tokens = _cut_at_spaces(text, tokens) if spaced else tokens
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind == "break":
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
        if kind == "pair" and _begins_anew(tokens, index):
            current = Clause(token.end, token.end, "、", host=current.host)
            result.append(current)
            continue
        if spaced and current.tokens and _parts(text, current.tokens[-1], token):
            current = Clause(token.start, token.start, " ", host=current.host)
            result.append(current)
        current.tokens.append(token)
    result = [clause for clause in result if clause.tokens]
    for clause in result:
        inside = clause.tokens
        clause.start, clause.end = inside[0].start, inside[-1].end
        clause.kinds = frozenset([token.kind for token in inside])
    return result


def _parts(text: str, before: Token, token: Token) -> bool:
    """Tell whether a space between two tokens parts clauses, not the cells of a line: 上海| |浦东新区."""
    if before.kind in _LEADING or (before.kind == token.kind == "text" and before.end - before.start < _CELL):
        return False
    return _SPACE.fullmatch(text, before.end - 1, token.start + 1) is not None


def _cut_at_spaces(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Cut the words between mentions and cues where a space parts them: 检验过关| |将放行."""
    result = []
    for token in tokens:
        start = token.start
        if token.kind == "text":
            for space in _SPACE_INSIDE.finditer(text, start, token.end):
                result.append(Token(start, space.start(), "text"))
                start = space.end()
        result.append(token if start == token.start else Token(start, token.end, "text"))
    return result


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
