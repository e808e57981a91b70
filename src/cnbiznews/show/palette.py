"""One colour for each kind of mention, the same in HTML and in displaCy.

The backgrounds are light enough for black text (contrast above 7:1, WCAG AAA); ``line`` is the style of the underline,
so that the kinds are told apart without colour, too.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["KINDS", "Kind"]


class Kind(NamedTuple):
    """How one kind of mention is shown: its attribute on an extraction, its looks, and its labels in spaCy."""

    plural: str
    colour: str
    line: str
    labels: tuple[str, ...]


KINDS = {
    "quantity": Kind(
        "quantities",
        "#ffe2a8",
        "solid",
        (
            "COUNT",
            "PERCENT",
            "MONEY",
            "MULTIPLE",
            "RATIO",
            "FRACTION",
            "POINTS",
            "DURATION",
            "DATE",
            "ORDINAL",
            "MEASURE",
            "RANGE-CLASS",
            "NAME",
        ),
    ),
    "company": Kind("companies", "#bfe3ff", "double", ("COMPANY", "BRAND", "MEDIA", "GOV", "OTHER-ORG")),
    "metric": Kind("metrics", "#d3f2c5", "dashed", ("METRIC",)),
}
