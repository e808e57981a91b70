"""Interviews: lines of questions and answers, and the firm whose man answers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnbiznews.facts.filer import ACTORS, within
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.reading import Block

__all__ = ["Interview", "interviewed"]

_LINE = re.compile(r"^[ \t\u3000]*([^：:，。？?“”\n]{1,12})[：:](.*)$|^[ \t\u3000]*\S", re.MULTILINE)
_QUESTION = ("？", "?")
_LEAST = 2  # questions that make an interview
_OFFICE = 14  # characters from a firm to the office of who answers, at most: 甲|负责销售的|副总经理
_TALK = re.compile(r"(?:独家)?(?:对话|专访|访谈|对谈)[:：丨｜|《「“ ]*")


def interviewed(text: str, companies: Sequence[Company], blocks: Sequence[Block]) -> str | None:
    """Return the firm whose man answers in a text: 对话甲创始人：…"""
    title = within(companies, blocks[0].start, blocks[0].end) if blocks else ()
    for talk in _TALK.finditer(text, blocks[0].start, blocks[0].end) if title else ():
        named = next((c.canonical for c in title if c.start == talk.end() and c.kind in ACTORS), None)
        if named is not None:
            return named
    return None


class Interview:
    """The questions and answers of a text.

    Args:
        text: the reading text.
        companies: what is named in it, in order.
        blocks: its blocks; the first is its title.
    """

    def __init__(self, text: str, companies: Sequence[Company], blocks: Sequence[Block]) -> None:
        self.text = text
        self._starts: list[int] = []  # where a line begins
        self._answers: list[bool] = []  # and whether it is an answer
        asking: set[str] = set()
        questions = 0
        if text.count("？") + text.count("?") >= _LEAST:
            for line in _LINE.finditer(text):
                label = line[1]
                asks = label is not None and line[2].rstrip().endswith(_QUESTION)
                questions += asks
                if asks:
                    asking.add(label)
                self._starts.append(line.start())
                self._answers.append(label is not None and not asks and label not in asking and questions > 0)
        self.firm: str | None = None  # the firm whose man answers
        if questions >= _LEAST and sum(self._answers) >= _LEAST:
            self.firm = interviewed(text, companies, blocks) or self._introduced(companies)

    def _introduced(self, companies: Sequence[Company]) -> str | None:
        """Return the firm in front of an office, ahead of the first answer: 我们见到了甲负责销售的副总经理."""
        end = self._starts[self._answers.index(True)]
        for company in within(companies, 0, end):
            office = pattern_of("holder-of-office").match(self.text, company.end, company.end + _OFFICE)
            if company.kind in ACTORS and office is not None:
                return company.canonical
        return None

    def answers(self, start: int) -> bool:
        """Tell whether the sentence that begins at ``start`` is said by who answers, of his own firm."""
        if self.firm is None:
            return False
        line = bisect_right(self._starts, start) - 1
        return line >= 0 and self._answers[line] and pattern_of("opens-with-others").match(self.text, start) is None
