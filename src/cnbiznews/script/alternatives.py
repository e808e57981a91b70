"""What else a converted text could have been: the characters that no word decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.errors import ConfigError
from cnbiznews.script import business as layer
from cnbiznews.script import exact
from cnbiznews.script.conversion import convert
from cnbiznews.script.dictionaries import CONFIGS, pipeline, read_values
from cnbiznews.script.kernel import kernel

__all__ = ["Alternative", "alternatives"]

_BETWEEN_SCRIPTS = [config for config in CONFIGS if config[0] == "s" or config.partition("2")[2] in ("s", "sp")]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A character whose conversion is not sure.

    Attributes:
        start, end: its span in the source.
        text: the character in the source.
        chosen: what it became.
        others: what it could be instead, the likeliest first.
    """

    start: int
    end: int
    text: str
    chosen: str
    others: tuple[str, ...]


@cache
def _candidates(config: str) -> dict[str, tuple[str, ...]]:
    """Return character -> all its conversions, for the characters that have several."""
    file = "STCharacters.txt" if config.startswith("s2") else "TSCharacters.txt"
    region = next((region for region in ("tw", "hk") if config.startswith(f"s2{region}")), None)
    candidates = {}
    for key, found in read_values(file).items():
        if region:
            found = [kernel(f"t2{region}").convert(value)[0] for value in found]
        # Rare characters of other planes are not what a reader of business news has in mind.
        found = [value for value in dict.fromkeys(found) if max(value) <= "\uffff"]
        if len(key) == 1 and len(found) > 1:
            candidates[key] = tuple(found)
    return candidates


def alternatives(text: str | AlignedText, config: str = "s2t", *, business: bool = True) -> list[Alternative]:
    """Return the characters of ``text`` that could have been converted otherwise, in order.

    A character is sure if it has one conversion only, if a word of the dictionaries holds it, or if the business layer
    decides it.

    Args:
        text: the text that is (or was) converted.
        config: a configuration between simplified and traditional script.
        business: whether the business layer is on.

    Raises:
        ConfigError: the configuration does not exist, or does not lead from one script to the other.

    >>> [(found.text, found.chosen, found.others) for found in alternatives("头发的发，干", "s2tw")]
    [('发', '發', ('髮',)), ('干', '幹', ('乾', '干', '榦'))]
    """
    if config not in _BETWEEN_SCRIPTS:
        raise ConfigError("config", config, _BETWEEN_SCRIPTS)
    aligned = as_aligned(text)
    source = aligned.text
    converted = convert(source, config, business=business)
    fixed = layer.fixed(source, config, "auto") if business else []
    decided = {at for start, end, _ in fixed for at in range(start, end)}
    candidates = _candidates(config)
    words = pipeline(config).stages[0]
    result = []
    at = 0
    while at < len(source):
        found = exact.match(source, at, len(source), words)
        length = found[0] if found else 1
        if length == 1 and source[at] in candidates and at not in decided:
            chosen = converted.text[slice(*converted.text_span(at, at + 1))]
            others = tuple(value for value in candidates[source[at]] if value != chosen)
            result.append(Alternative(*aligned.source_span(at, at + 1), source[at], chosen, others))
        at += length
    return result
