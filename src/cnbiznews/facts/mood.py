"""What is only denied, supposed or asked: such figures are no facts."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.frames import Frame
    from cnbiznews.facts.structure import Clause

__all__ = ["is_condition", "is_unreal"]

_REACH = 16  # characters in front of a figure a denial reaches over
_REST = 24  # characters behind it


def is_unreal(text: str, clause: Clause, figure: Token, frame: Frame, *, supposed: bool) -> bool:
    """Tell whether a figure is denied (没有增长5%), asked for (是否会增长5%) or called untrue (裁员5%系谣言).

    What a statement is compared with stays true though it was not reached (未达到市场预期的5亿元); so does what follows
    from a supposition (若提前还款可减免5%).

    Args:
        text: the reading text.
        clause: the clause of the figure.
        figure: the figure.
        frame: the pattern that fits it.
        supposed: whether the clause supposes something.
    """
    if pattern_of("untrue").match(text, figure.end, figure.end + _REST):
        return True
    if supposed and not pattern_of("consequence").search(text, clause.start, figure.start):
        return True
    if frame.status in ("actual", "forecast"):
        return False
    tokens = clause.tokens
    for index in range(bisect_left(tokens, figure.start, key=lambda token: token.start) - 1, -1, -1):
        token = tokens[index]
        if token.kind in FIGURES or figure.start - token.end > _REACH:
            return False
        if token.kind == "filler" and token.value == "unreal":  # but 如果不是计提了2亿元: it was
            return pattern_of("but-for").search(text, clause.start, token.end) is None
    return False


def is_condition(text: str, clause: Clause, *, going_on: bool) -> bool:
    """Tell whether a clause supposes something (如果营收增长10%).

    Args:
        text: the reading text.
        clause: the clause.
        going_on: whether the clause in front of it does, so that 且… goes on with it.
    """
    if pattern_of("condition").match(text, clause.start, clause.end):
        return True
    return going_on and (clause.opened_by == "（" or text.startswith(("且", "并", "同时", "以及"), clause.start))
