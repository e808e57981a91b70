"""Normalisation: one form for what can be written in several ways, in small named steps.

Every step is idempotent, aligned, and can be switched by itself. Most replace one character by one; only the few that
take something away or put something in change lengths. A look-up over the text tells which steps have anything to do,
so that clean text passes at the cost of that look-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.errors import ConfigError
from cnbiznews.script import classes, marks, spacing
from cnbiznews.script.arrays import Codes, decode, encode, lookup
from cnbiznews.script.simple import simplify

__all__ = ["POLICIES", "STEPS", "normalize", "reading_view"]


def _one_for_one(name: str) -> Callable[[AlignedText], AlignedText]:
    """Make the step that replaces characters by the table of this name."""

    def step(aligned: AlignedText) -> AlignedText:
        text = aligned.text
        codes = encode(text)
        table = classes.one_for_one(name)
        if codes.itemsize == 2:
            changed: Codes = table.take(codes)
            count = int((changed != codes).sum())
            return aligned.map(decode(changed), name, count) if count else aligned
        replacements = classes.translation(name)
        return aligned.map(text.translate(replacements), name)

    return step


@dataclass(frozen=True, slots=True)
class Step:
    """A step of normalisation: what it is for, the characters it may concern (bits), what it does."""

    purpose: str
    concern: int
    apply: Callable[[AlignedText], AlignedText]


#: Every step by its name, in the order in which they are done: a mark decides for the marks and spaces beside it.
STEPS: dict[str, Step] = {
    "invisible": Step("delete zero-width characters, soft hyphens, stray marks", classes.INVISIBLE, spacing.invisible),
    "emoji": Step("delete emoji", classes.INVISIBLE, spacing.emoji),
    "composition": Step("letter and accent as one character (NFC)", classes.COMBINING, spacing.composition),
    "width": Step("half-width letters, digits and signs", classes.WIDTH, _one_for_one("width")),
    "variants": Step("radicals, compatibility and variant characters", classes.VARIANT, _one_for_one("variants")),
    "spaces": Step("every space a plain one", classes.ODD_SPACE, spacing.spaces),
    "hyphens": Step("join words hyphenated at the end of a line", classes.HYPHEN, spacing.hyphens),
    "quotes": Step("corner brackets as curved quotation marks", classes.QUOTE, _one_for_one("quotes")),
    "typography": Step("curved quotation marks, dashes, ellipses in Chinese", classes.TYPED, marks.typography),
    "punctuation": Step(
        "full-width marks in Chinese, half-width ones in numbers", classes.PUNCTUATION | classes.MARK, marks.punctuation
    ),
    "full_stops": Step("full stops for dots that end Chinese sentences throughout", classes.TYPED, marks.full_stops),
    "spaced_hanzi": Step("close up hanzi that were set apart one by one", classes.SPACE, spacing.spaced_hanzi),
    "spaced_words": Step("close up hanzi and the words or digits beside them", classes.SPACE, spacing.spaced_words),
    "spacing": Step("no spaces between hanzi, or around Chinese punctuation", classes.SPACE, spacing.spacing),
    "script": Step("simplified characters", classes.SCRIPT, simplify),
}

#: Policy -> its steps.
POLICIES: dict[str, tuple[str, ...]] = {
    "reading": (
        "invisible", "emoji", "composition", "width", "variants", "spaces", "quotes", "typography", "punctuation",
        "full_stops", "spaced_hanzi", "spaced_words", "script",
    ),
    "publishing": (
        "invisible", "composition", "width", "variants", "spaces", "hyphens", "quotes", "typography", "punctuation",
        "spacing",
    ),
}  # fmt: skip


def _concerns(text: str) -> int:
    """Return which steps this text may concern, as bits."""
    found: NDArray[Any] = lookup(classes.concerns(), encode(text))
    return int(np.bitwise_or.reduce(found)) if text else 0


def normalize(text: str | AlignedText, policy: str = "publishing", **steps: bool) -> AlignedText:
    """Bring width, punctuation, spaces, variants (and script) of ``text`` into one form.

    Args:
        text: any text; an :class:`AlignedText` keeps its source.
        policy: ``"publishing"`` (what a reader wants) or ``"reading"`` (what the finders see; simplified).
        steps: single steps to switch on or off against the policy, by name.

    Raises:
        ConfigError: there is no such policy or step; the message lists the valid ones.

    >>> str(normalize("京東集團(09618.HK) 第二季度營收３５６７億元,同比增長２２.４％."))
    '京東集團（09618.HK）第二季度營收3567億元，同比增長22.4%.'
    >>> str(normalize("京東集團", "reading")), str(normalize("京東集團", "reading", script=False))
    ('京东集团', '京東集團')
    """
    if not isinstance(policy, str) or policy not in POLICIES:
        raise ConfigError("policy", policy, POLICIES)
    for name in steps:
        if name not in STEPS:
            raise ConfigError("step", name, STEPS)
    aligned = as_aligned(text)
    concerns = _concerns(aligned.text)
    for name, step in STEPS.items():
        if concerns & step.concern and steps.get(name, name in POLICIES[policy]):
            result = step.apply(aligned)
            if result is not aligned:
                aligned = result
                concerns = _concerns(aligned.text)
    return aligned


def reading_view(text: str | AlignedText) -> AlignedText:
    """Return the text that the finders look at: simplified, one form per character.

    >>> reading_view("營收增長２３.４％,門店突破３０００家").text
    '营收增长23.4%，门店突破3000家'
    """
    return normalize(text, "reading")
