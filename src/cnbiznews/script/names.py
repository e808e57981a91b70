"""Names of people, as far as they are written otherwise than words: 余先生 is 余, the 余 of 余额 is 餘.

Only characters whose form is at stake are looked at. Such a character belongs to a name if it can be the surname or a
part of the given name, and the words around it say so: a title or what people do behind it, an office or the begin
of a clause before it. In doubt it is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cnbiznews import resources
from cnbiznews.script.dictionaries import pipeline

__all__ = ["Name", "find", "forms"]

Name = tuple[int, int]

_BOUNDARY = frozenset("，。、；：！？（）《》“”‘’「」『』【】—…· \t\n\r,.;:!?()\"'/|与和及跟同让由")
# What stands between the names of a list.
_MORE = frozenset("、和与及")
_LONGEST = 4  # of the words around a name


@dataclass(frozen=True, slots=True)
class _Lists:
    guarded: frozenset[str]
    surnames: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    offices: frozenset[str]
    acts: frozenset[str]
    not_titled: frozenset[str]
    not_after: dict[str, frozenset[str]]


@cache
def forms() -> dict[str, str]:
    """Return how names write the characters at stake in traditional script, by their simplified form."""
    return dict(resources.toml("script/names.toml")["forms"])


@cache
def _lists() -> _Lists:
    lists = resources.toml("script/names.toml")["lists"]
    return _Lists(
        guarded=frozenset(lists["guarded"]),
        surnames=frozenset(lists["surnames"]),
        given=frozenset(lists["given"]),
        titles=frozenset(lists["titles"].split()),
        offices=frozenset(lists["offices"].split()),
        acts=frozenset(lists["acts"].split()),
        not_titled=frozenset(lists["not_titled"]),
        not_after={surname: frozenset(before) for surname, before in lists["not_after"].items()},
    )


@cache
def _at_stake() -> re.Pattern[str]:
    return re.compile("[" + "".join(forms()) + "]")


def find(text: str) -> list[Name]:
    """Return the spans of names in simplified text in which a character's form is at stake, in order.

    >>> find("剩余现金充足，余女士表示业余时间有限"), find("公司由创始人于小川持股，于五月辞任")
    ([(7, 8)], [(6, 9)])
    """
    found: list[Name] = []
    free = 0
    for match in _at_stake().finditer(text):
        if match.start() >= free and (name := _name_at(text, match.start(), free)):
            found.append(name)
            free = name[1]
    return found


def _name_at(text: str, at: int, free: int) -> Name | None:
    """Return the name that the character at ``at`` is the surname or a part of, if there is one."""
    lists = _lists()
    if text[at] in lists.guarded:
        if at and text[at - 1] in lists.not_after.get(text[at], ()):
            return None
        if (end := _titled(text, at)) and (text[at] != "于" or _clear_before(text, at)):
            return at, end
    for start in (at, at - 1, at - 2):
        if start < free or text[start] not in lists.surnames:
            continue
        if start < at and text[start] in lists.not_after and start and text[start - 1] in lists.not_after[text[start]]:
            continue
        for end in (start + 3, start + 2):
            if end > at and end <= len(text) and _is_name(text, start, end):
                return start, end
    return None


def _titled(text: str, at: int) -> int | None:
    """Return the end of a surname with a title (余先生, 范总), without the title."""
    for length in range(_LONGEST, 0, -1):
        title = text[at + 1 : at + 1 + length]
        # 总 and 董 may begin a word: 总部, 董事会.
        following = text[at + 1 + length : at + 2 + length]
        word = title in ("总", "董", "董事") and following in _lists().not_titled
        if len(title) == length and title in _lists().titles and not word:
            return at + 1
    return None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a surname and one or two characters, stands where a name stands."""
    if not all(character in _lists().given for character in text[start + 1 : end]):
        return False
    if end - start == 3 and text[end - 1 : end + 1] in _lists().titles:
        return False  # The last character belongs to a title: 钟彬先生.
    office = _office(text, start)
    act = _acts(text, end) or _titled(text, end - 1) is not None
    full = end - start == 3 and text[start] != "于"  # 于 mostly is the preposition.
    if office:
        return act or full or end == len(text) or text[end] in _BOUNDARY
    # Without an office before it, the clause must begin with the name (or the last name before it end here), and go on
    # with what people do, or with another name.
    if not _clear_before(text, start) or _begins_word(text, start):
        return False
    return act or (full and text[end : end + 1] in _MORE)


def _begins_word(text: str, at: int) -> bool:
    """Whether a surname begins a word in which it is written otherwise: 范本, 余波, 于是."""
    value = pipeline("s2t").stages[0][0].entries.get(text[at : at + 2])
    return value is not None and value[0] != forms().get(text[at], value[0])


def _clear_before(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _BOUNDARY or _office(text, at)


def _office(text: str, at: int) -> bool:
    return any(text[max(0, at - length) : at] in _lists().offices for length in range(1, _LONGEST + 2))


def _acts(text: str, at: int) -> bool:
    return any(text[at : at + length] in _lists().acts for length in range(1, _LONGEST))
