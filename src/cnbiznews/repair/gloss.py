"""Undo pinyin glosses put in by a machine: ``業(yè)績`` → ``業績``.

Some sites run a replacement over the GBK bytes of a page that puts the reading in brackets behind every traditional
character of a list. People gloss words, names and rare characters; the machine glosses common characters in running
text, one by one, always in the same way. What is removed here must look like the machine's work:

* one hanzi outside GB2312, then one syllable in brackets, and that syllable is the character's *first* reading;
* the character is a common one, and stands in running traditional text;
* no character of GB2312 is glossed anywhere near (a teacher glosses 銀行 whole, the machine only 銀 or none);
* wherever a glossed character stands, it has its gloss, and always the same one: the machine forgets none;
* the fewer glosses there are, the less each may look like a person's: a person glosses names, the beginning of a word,
  characters read in several ways, and in texts about pronunciation anything.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from cnbiznews import resources
from cnbiznews.alignment import Edit
from cnbiznews.repair.language_model import SCALE, is_simplified, language_model

__all__ = ["SYLLABLE", "TONED", "gloss_edits", "readings"]

#: Letters with a tone mark.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = f"[a-zü{TONED}]{{1,6}}"
# A hanzi followed by one bracketed syllable.
_GLOSS = re.compile(rf"([\u3400-\u9fff])[(（]({SYLLABLE})[)）]")
# How rare (in nats) a character may be whose gloss is taken for the machine's work.
_RAREST = 11.5 * SCALE
# If one gloss in so many, or more, is of a character of GB2312, a person made them. (Damage may fake a few.)
_HUMAN_SHARE = 10
# Glosses of ordinary characters that make variants, and then any character with a gloss, believable.
_FEW, _MANY = 2, 5
# How sure it is that a single gloss is the machine's.
_ALONE = 0.9
# What stands before a gloss inside a clause: a hanzi, or the gloss before.
_INSIDE = re.compile("[\u3400-\u9fff)）]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the glossing machine knows of a hanzi: its reading; the simplified form; whether it is the ordinary form."""

    syllable: str
    simplified: str
    ordinary: bool


@cache
def readings() -> dict[str, Reading]:
    """Return the readings of the hanzi of GBK.

    >>> readings()["業"].syllable
    'yè'
    """
    rows = resources.table("repair/glosses.tsv")
    return {row["character"]: Reading(row["reading"], row["simplified"], row["ordinary"] == "yes") for row in rows}


def gloss_edits(text: str) -> list[Edit]:
    """Return the edits that remove machine-made glosses from a text.

    >>> [text for text in ("企業(yè)的業(yè)績增長", "經濟(jīngjì)與業務", "銀(yín)行(xíng)") if gloss_edits(text)]
    ['企業(yè)的業(yè)績增長']
    """
    matches = list(_GLOSS.finditer(text))
    if not matches:
        return []
    model, known = language_model(), readings()
    fitting = [m for m in matches if m[1] in known and known[m[1]].syllable == m[2]]
    if _HUMAN_SHARE * sum(is_gb2312(m[1]) for m in matches) >= max(1, len(fitting)):
        return []  # a person glosses here
    # Damage may fake a few of these, too.
    if _HUMAN_SHARE * _forgotten(text, fitting) > len(fitting):
        return []

    def common(match: re.Match[str]) -> bool:
        return model.unigram(model.ids.get(known[match[1]].simplified, model.unknown)) < _RAREST

    ordinary = [m for m in fitting if known[m[1]].ordinary and common(m)]
    if not ordinary or not _runs_on(text, matches) or is_simplified(text):
        return []
    if len(ordinary) < _MANY:
        if _may_be_a_persons(text, ordinary):
            return []
        fitting = [m for m in fitting if common(m)] if len(ordinary) >= _FEW else ordinary
    elif len(ordinary) < 2 * _MANY and _talk().search(text):
        return []
    confidence = _ALONE if len(ordinary) == 1 else 0.99
    return [Edit(m.end(1), m.end(), "", "pinyin gloss", confidence) for m in fitting]


def _forgotten(text: str, fitting: list[re.Match[str]]) -> int:
    """How often a glossed character stands without its gloss, or with another one."""
    chars = {m[1] for m in fitting}
    standing = Counter(text)
    return sum(standing[char] for char in chars) - len(fitting)


def _may_be_a_persons(text: str, few: list[re.Match[str]]) -> bool:
    """Whether a few glosses may be a person's: fewer than half of them stand where only a machine glosses."""
    read_before = resources.toml("repair/words.toml")["glosses"]["read_before"]
    if _talk().search(text) or any(text[max(0, m.start() - 1) : m.start()] in read_before for m in few):
        return True
    people = _glossed_by_people()
    machine = sum(
        m[1] not in people
        and bool(_INSIDE.match(text[max(0, m.start() - 1) : m.start()]))
        and _is_hanzi(text[m.end() : m.end() + 1])
        for m in few
    )
    return 2 * machine < len(few)


@cache
def _talk() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, resources.lines("repair/talk_of_reading.txt"))))


@cache
def _glossed_by_people() -> frozenset[str]:
    return frozenset("".join(row["characters"] for row in resources.table("repair/glossed_by_people.tsv")))


@lru_cache(maxsize=1 << 16)
def is_gb2312(char: str) -> bool:
    """Whether GB2312 has a character."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _runs_on(text: str, glosses: list[re.Match[str]]) -> bool:
    """Whether a gloss stands next to a hanzi without one: in running text, not on a flash card."""
    starts = {m.start() for m in glosses}
    ends = {m.end() for m in glosses}
    return any(
        (m.start() not in ends and _is_hanzi(text[m.start() - 1 : m.start()]))
        or (m.end() not in starts and _is_hanzi(text[m.end() : m.end() + 1]))
        for m in glosses
    )


def _is_hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
