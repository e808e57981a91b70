"""What business news wants otherwise than OpenCC: terms, names of companies, names of people.

Everything is data (``data/script``): phrases that decide, words of the regions, and how names of people are told.
"""

from __future__ import annotations

import re
from functools import cache

from cnbiznews import resources
from cnbiznews.matching import Matcher
from cnbiznews.script import names
from cnbiznews.script.detection import detect_script
from cnbiznews.script.fixed import Fixed, united
from cnbiznews.script.kernel import Kernel, kernel

__all__ = ["fixed"]

_TO_SIMPLIFIED = ("t2s", "tw2s", "tw2sp", "hk2s", "hk2sp")
_TO_TRADITIONAL = ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp")

# 著 is 着 except in words of writing and showing; in simplified text it always is what it is.
_WRITTEN = re.compile(
    "著(?:名|作|者|述|书|書|称|稱|录|錄|有[《“「『多数數一两兩])|(?:[显顯卓昭名巨专專原编編译譯遗遺拙新撰论論土较較彰鉅所]|力)著(?![手想])"
    "|合著[《者]"
)
# Names in simplified text keep these, which are variants or other words' characters in traditional text.
_KEPT = frozenset("乾昇")


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


def fixed(text: str, config: str) -> list[Fixed]:
    """Return the spans that this layer decides, with their values, in order and apart."""
    if config in _TO_SIMPLIFIED:
        return _to_simplified(text, config)
    if config in _TO_TRADITIONAL:
        return _to_traditional(text, config)
    return []


def _found(text: str, config: str) -> list[Fixed]:
    matcher, values = _phrases(config)
    return [(start, end, values[number]) for start, end, number in matcher.find(text)]


def _to_simplified(text: str, config: str) -> list[Fixed]:
    found = _found(text, config)
    if not any(character in text for character in "著乾昇"):
        return found
    single: list[Fixed] = []
    written = {at for m in _WRITTEN.finditer(text) for at in range(*m.span())} if "著" in text else set()
    at = 0
    for line in text.split("\n"):
        if any(character in line for character in "著乾昇"):
            simplified = detect_script(line).script == "simplified"
            named = set() if simplified or "乾" not in line else _named(line)
            for place, character in enumerate(line, at):
                if character == "著" and not simplified and place not in written:
                    single.append((place, place + 1, "着"))
                elif character in _KEPT and (simplified or place - at in named):
                    single.append((place, place + 1, character))
        at += len(line) + 1
    return united(found, single)


def _named(line: str) -> set[int]:
    """Return the places of a traditional line that belong to names with a 乾."""
    view = "".join(
        [old if old == "乾" else new for old, new in zip(line, kernel("t2s").convert(line)[0], strict=True)]
    )  # fmt: skip
    return {at for start, end in names.find(view) for at in range(start, end)}


def _to_traditional(text: str, config: str) -> list[Fixed]:
    people: list[Fixed] = []
    forms = names.forms()
    regional = _regional(config)
    for start, end in names.find(text):
        name = text[start:end]
        # The characters at stake are replaced by blanks, so that no word holds them; the others go their usual way.
        written = kernel("s2t").convert("\0".join(name))[0].split("\0")
        value = "".join([forms.get(old, new) for old, new in zip(name, written, strict=True)])
        if regional is not None:
            value = "".join(
                [new if old in forms else regional.convert(new)[0] for old, new in zip(name, value, strict=True)]
            )
        people.append((start, end, value))
    return united(people, _found(text, config))
