"""Conversion between scripts with OpenCC's dictionaries, with the way back to the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.errors import ConfigError
from cnbiznews.script import exact
from cnbiznews.script.dictionaries import pipeline

__all__ = ["convert", "convert_many", "to_simplified", "to_traditional"]


def convert(text: str | AlignedText, config: str = "t2s") -> AlignedText:
    """Convert ``text`` with an OpenCC configuration.

    >>> str(convert("鼠标里面的硅二极管坏了", "s2twp"))
    '滑鼠裡面的矽二極體壞了'
    """
    aligned = as_aligned(text)
    converted, changes = exact.convert(aligned.text, pipeline(config))
    if not changes:
        return aligned.map(converted, config)
    if len(changes) == 1:
        return aligned.replace_blocks(converted, changes[0], config)
    raise NotImplementedError("two stages that change lengths")


def simplify(aligned: AlignedText) -> AlignedText:
    """The step of normalisation that makes text simplified."""
    return convert(aligned, "t2s")


def convert_many(texts: Iterable[str], config: str = "t2s") -> Iterator[str]:
    """Convert many texts."""
    for text in texts:
        yield str(convert(text, config))


def to_simplified(text: str) -> str:
    """Return ``text`` in simplified characters."""
    return str(convert(text, "t2s"))


def to_traditional(text: str, region: str | None = None, phrases: bool = False) -> str:
    """Return ``text`` in traditional characters."""
    configs = {(None, False): "s2t", ("tw", False): "s2tw", ("tw", True): "s2twp", ("hk", False): "s2hk", ("hk", True): "s2hkp"}
    if (region, phrases) not in configs:
        raise ConfigError("region", region, ["tw", "hk"])
    return str(convert(text, configs[region, phrases]))
