"""Generated damage: damaged text, and what it was."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from cnbiznews.repair.channels import CHANNELS
from cnbiznews.testing.quantities import sentences

__all__ = ["Damaged", "damaged"]


class Damaged(NamedTuple):
    """A damaged text, its original, and the name of the channel it went through."""

    text: str
    original: str
    channel: str


@st.composite
def damaged(
    draw: st.DrawFn,
    originals: st.SearchStrategy[str] | None = None,
    channels: Collection[str] = tuple(CHANNELS),
) -> Damaged:
    """Return a strategy for damaged texts with their originals.

    Args:
        draw: given by hypothesis.
        originals: the clean texts; by default generated business sentences with a quantity.
        channels: names of channels of :data:`cnbiznews.repair.channels.CHANNELS`.

    Texts that a channel can't damage (it can't encode them, or leaves them as they are) are not drawn.

    >>> from hypothesis import find
    >>> find(damaged(st.just("京东物流"), ["gb18030 read as latin-1"]), lambda _: True).text
    '¾©¶«ÎïÁ÷'
    """
    original = draw(sentences())[0] if originals is None else draw(originals)
    channel = draw(st.sampled_from(sorted(channels)))
    try:
        text = CHANNELS[channel](original)
    except UnicodeError:
        text = original
    assume(text != original)
    return Damaged(text, original, channel)
