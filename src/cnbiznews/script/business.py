"""What business news wants otherwise than OpenCC: terms, names of companies, names of people.

Everything is data (``data/script``): phrases that decide, words of the regions, and how names of people are told.
"""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources
from cnbiznews.matching import Matcher
from cnbiznews.script import names
from cnbiznews.script.detection import line_scripts
from cnbiznews.script.dictionaries import pipeline
from cnbiznews.script.fixed import Fixed, united
from cnbiznews.script.kernel import Kernel, kernel

__all__ = ["fixed"]

_TO_SIMPLIFIED = ("t2s", "tw2s", "tw2sp", "hk2s", "hk2sp")
_TO_TRADITIONAL = ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp")

# How far before a phrase a word is looked for that holds it.
_LONGEST_BEFORE = 5

# Characters whose conversion hangs on the script of the line.
_DOUBTFUL = re.compile("[著乾昇]")


@cache
def _written() -> re.Pattern[str]:
    """Return the pattern of the words in which 著 stays what it is."""
    return re.compile(resources.toml("script/contexts.toml")["written"]["as"])


@cache
def _contexts() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of characters that become another one beside certain others, with that one."""
    rows = resources.toml("script/contexts.toml")["becomes"]
    patterns = (row["as"].replace("{}", "|".join(row.get("words", "").split())) for row in rows)
    return tuple((re.compile(pattern), row["character"]) for pattern, row in zip(patterns, rows, strict=True))


@cache
def _regional(config: str) -> Kernel | None:
    """The conversion from OpenCC's traditional standard to the region of a configuration."""
    region = "tw" if "tw" in config else "hk" if "hk" in config else None
    return kernel(f"t2{region}") if region else None


@cache
def _phrases(config: str) -> tuple[Matcher, list[str]]:
    """Return the phrases of a configuration: what finds them, and what each becomes."""
    to_simplified = config in _TO_SIMPLIFIED
    way = "t2s" if to_simplified else "s2t"
    entries: dict[str, str] = {}
    regional = _regional(config)
    for row in resources.table("script/phrases.tsv"):
        if row["way"] != way:
            continue
        simplified, traditional = row["simplified"], row["traditional"]
        if to_simplified:
            for variant in (traditional, *(kernel(f"t2{region}").convert(traditional)[0] for region in ("tw", "hk"))):
                entries.setdefault(variant, simplified)
        else:
            entries[simplified] = traditional if regional is None else regional.convert(traditional)[0]
    if config.endswith("twp") or config == "tw2sp":
        for row in resources.table("script/words_tw.tsv"):
            if to_simplified and row["way"] != "to_tw":
                entries[row["taiwan"]] = row["mainland"]
            elif not to_simplified and row["way"] != "to_cn":
                entries[row["mainland"]] = row["taiwan"]
    return Matcher(entries), list(entries.values())


def fixed(text: str, config: str, script: str) -> list[Fixed]:
    """Return the spans that this layer decides, with their values, in order and apart.

    Args:
        text: the text to be converted.
        config: the configuration of the conversion.
        script: ``"auto"`` to tell the script of every line, else the script of all of them.
    """
    if config in _TO_SIMPLIFIED:
        return _to_simplified(text, config, script)
    if config in _TO_TRADITIONAL:
        return _to_traditional(text, config, script)
    return []


def _found(text: str, config: str) -> list[Fixed]:
    matcher, values = _phrases(config)
    return [(start, end, values[number]) for start, end, number in matcher.find(text)]


def _lines(text: str, script: str) -> list[tuple[int, int, int, int]]:
    """Return start, end, and the numbers of simplified and of traditional characters of every line, as far as known."""
    return line_scripts(text) if script == "auto" else [(0, len(text), script == "simplified", script == "traditional")]


def _to_simplified(text: str, config: str, script: str) -> list[Fixed]:
    found = _found(text, config)
    if not any(character in text for character in "著乾昇"):
        return found
    single: list[Fixed] = []
    written = {at for m in _written().finditer(text) for at in range(*m.span())}
    for start, end, ours, theirs in _lines(text, script):
        line = text[start:end]
        simplified = ours > theirs
        named = set() if simplified or "乾" not in line else _named(line)
        for m in _DOUBTFUL.finditer(line):
            at = start + m.start()
            if m.group() == "著":
                if not simplified and at not in written:
                    single.append((at, at + 1, "着"))
            elif simplified or m.start() in named:
                # Simplified text has these in names only; there they stay.
                single.append((at, at + 1, m.group()))
    return united(found, single)


def _named(line: str) -> set[int]:
    """Return the places of a traditional line that belong to names with a 乾."""
    view = "".join([old if old == "乾" else new for old, new in zip(line, kernel("t2s").convert(line)[0], strict=True)])
    return {at for start, end in names.find(view) for at in range(start, end)}


def _to_traditional(text: str, config: str, script: str) -> list[Fixed]:
    # Lines that are traditional already only get the forms of the region.
    regional = _regional(config)
    done: list[Fixed] = []
    for start, end, theirs, ours in _lines(text, script):
        if 10 * theirs < ours:
            line = text[start:end]
            done.append((start, end, line if regional is None else regional.convert(line)[0]))
    told = sorted((m.start(), m.end(), value) for pattern, value in _contexts() for m in pattern.finditer(text))
    words = [span for span in _found(text, config) if not _in_a_word(text, span[0], span[1])]
    return united(done, united(_people(text, regional), united(words, told)))


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether a longer word of OpenCC's holds the span: then that word knows better."""
    words = pipeline("s2t").stages[0][0]
    for first in range(max(0, start - _LONGEST_BEFORE), start + 1):
        for length in words.lengths.get(text[first], ()):
            if length <= end - start or first + length < end:
                break
            if first + length <= len(text) and text[first : first + length] in words.entries:
                return True
    return False


def _people(text: str, regional: Kernel | None) -> list[Fixed]:
    people: list[Fixed] = []
    forms = names.forms()
    for start, end in names.find(text):
        name = text[start:end]
        # Blanks between the characters keep the dictionaries from finding words in a name.
        written = kernel("s2t").convert("\0".join(name))[0]
        if regional is not None:
            written = regional.convert(written)[0]
        value = [forms.get(old, new) for old, new in zip(name, written.split("\0"), strict=True)]
        people.append((start, end, "".join(value)))
    return people
