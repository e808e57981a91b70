"""Noun phrases in front of a figure: whose measure it is, what it is called, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from cnbiznews import resources
from cnbiznews.facts.tokens import FIGURES, Token

__all__ = ["Noun", "clean", "noun_phrase"]

# Kinds a noun phrase does not reach across.
_BOUNDARIES = frozenset(
    ("attr", "realize", "status", "source", "conj", "reach", "to", "share", "invest", "rank", "streak", "diff", "compare",
     "change", "break", "partitive", "prep")
)  # fmt: skip
# Kinds that may stand between the noun and the verb.
_AFTER_NOUN = frozenset(("basis", "cum", "total", "each", "respectively", "status", "of", "conj", "period", "pair", "per"))
_EDGE = re.compile(r"^(?:[的在于对从将，、和与及该各每了是为由其]|其中|本次|包括|关于|每个|这些|上述)+|(?:[的在于对从将，、和与及了是为由]|分别|方面|仅|也|均|都|就|共|已)+$")
_NAME_REACH = 14


@dataclass(slots=True)
class Noun:
    """What a noun phrase says; spans are None where a part is missing."""

    company: Token | None = None
    companies: list[Token] = field(default_factory=list)
    subject: str | None = None
    subject_span: tuple[int, int] | None = None
    metric: str | None = None
    metric_span: tuple[int, int] | None = None
    known: bool = False  # the measure is a name of the lexicon or ends in a head noun
    period: Token | None = None
    anaphor: bool = False
    scope: Token | None = None  # 全国, 宿迁, 行业: a whole that is no company


@cache
def _segments() -> tuple[str, ...]:
    return resources.lines("facts/segments.txt")


def clean(text: str) -> str:
    """Return a phrase without quotes, space and the function words at its edges.

    >>> clean("在“新疆”地区的")
    '新疆地区'
    """
    return _EDGE.sub("", re.sub(r"[\s“”‘’\"「」『』《》]+", "", text))


def noun_phrase(text: str, tokens: Sequence[Token]) -> Noun:
    """Read the noun phrase that ends a row of tokens (what stands between it and the figure is cut off)."""
    noun = Noun()
    core = [token for token in tokens if token.kind not in ("filler", "quote")]
    while core and core[-1].kind in _AFTER_NOUN:
        if core[-1].kind == "period" and noun.period is None:
            noun.period = core[-1]
        core.pop()
    begin = 0
    for index in range(len(core) - 1, -1, -1):
        if core[index].kind in _BOUNDARIES or core[index].kind in FIGURES:
            begin = index + 1
            break
    core = core[begin:]
    if not core:
        return noun
    noun.companies = [token for token in core if token.kind == "company"]
    noun.company = noun.companies[-1] if noun.companies else None
    left = core[0].start
    name: Token | None = None
    for token in core:
        if token.kind in ("company", "anaphor"):
            left, name = token.end, None
            noun.anaphor = token.kind == "anaphor"
        elif token.kind == "period":
            noun.period = noun.period or token
            if name is None:
                left = token.end
        elif token.kind == "metric":
            name = token
        elif token.kind == "macro":
            noun.scope = noun.scope or token
        elif token.kind == "text" and (name is None or name.kind == "text"):
            name = token
    if name is None:
        if noun.scope and noun.company is None:
            noun.subject, noun.subject_span = clean(text[noun.scope.start : noun.scope.end]), noun.scope[:2]
        return noun
    last = core[-1]
    start, end = name.start, name.end
    if name.kind == "metric":
        noun.known = True
        if last is not name and last.kind == "text" and last.start == end and last.end - end <= 3:
            end = last.end
        noun.metric, noun.metric_span = clean(text[start:end]), (start, end)
    else:
        phrase = clean(text[start:end])
        if not phrase:
            return noun
        if phrase.endswith(_segments()):
            start = end
        elif len(phrase) <= _NAME_REACH:
            noun.metric, noun.metric_span = phrase, (start, end)
        else:
            return noun
    subject = _between(text, core, left, start)
    if subject and len(subject) <= 24:
        noun.subject, noun.subject_span = subject, (left, start)
    return noun


def _between(text: str, tokens: Sequence[Token], left: int, right: int) -> str:
    """Return what stands between the owner and the measure, without periods."""
    return clean(
        "".join(
            text[max(left, token.start) : min(right, token.end)]
            for token in tokens
            if token.start < right and token.end > left and token.kind in ("text", "metric", "macro", "of", "pair")
        )
    )
