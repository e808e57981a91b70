"""One colour for each kind of mention, the same in HTML and in displaCy.

The backgrounds are light enough for black text (contrast above 7:1, WCAG AAA); ``line`` is the style of the underline,
so that the kinds are told apart without colour, too.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["KINDS", "Kind"]


class Kind(NamedTuple):
    """How one kind of mention is shown: its attribute on an extraction, its displaCy label and its looks."""

    plural: str
    label: str
    colour: str
    line: str


KINDS = {
    "quantity": Kind("quantities", "QUANTITY", "#ffe2a8", "solid"),
    "company": Kind("companies", "COMPANY", "#bfe3ff", "double"),
    "metric": Kind("metrics", "METRIC", "#d3f2c5", "dashed"),
}
