"""Whether a text reads like Chinese, as far as characters and the language model can tell."""

from __future__ import annotations

import re
import unicodedata

from cnbiznews.repair.characters import replacements
from cnbiznews.repair.language_model import SCALE, language_model

__all__ = ["has_unassigned", "is_fluent", "is_made_up", "is_plausible", "letter_count"]

# Chinese text costs 5 to 9 nats a character, misread text 12 or more. What is read back must cost less than this, in
# short pieces and in long ones.
_SHORT, _LONG, _LENGTH = 8 * SCALE, 10 * SCALE, 6
# No stretch of so many characters may cost this much a character.
_WINDOW, _NONSENSE = 20, 11 * SCALE
_UNASSIGNED = re.compile("[\ue000-\uf8ff\U00030000-\U0010ffff]")
_HANZI = re.compile("[\u3400-\u9fff]")
_ASCII = re.compile("[\\x00-\\x7f]+")


def letter_count(text: str) -> int:
    """Return how many characters of a text are not ASCII.

    >>> letter_count("京东 A")
    2
    """
    return len(text) - len(text.encode("ascii", "ignore"))


def is_plausible(text: str) -> bool:
    """Whether a text as a whole is Chinese.

    >>> is_plausible("物流的收入"), is_plausible("暮锍猎脭")
    (True, False)
    """
    letters = letter_count(text)
    if letters < 2:
        return False
    limit = _SHORT if letters < _LENGTH else _LONG
    return language_model().text_cost(_ASCII.sub("0", text)) < limit * letters


def is_fluent(text: str, *, familiar: bool = False) -> bool:
    """Whether a text makes sense to its end. A lost byte shifts what follows; only UTF-8 would show it by its form.

    With ``familiar`` no hanzi may be unknown to the model: half of one and half of the next often are.

    >>> is_fluent("公司的营业收入增长了"), is_fluent("公司的营业收入增长了" + "暮锍猎脭" * 10)
    (True, False)
    """
    if has_unassigned(text):
        return False
    model = language_model()
    if familiar and any(char not in model.ids for char in _HANZI.findall(text)):
        return False
    windows = [text[start : start + _WINDOW] for start in range(0, len(text), _WINDOW)]
    if len(windows) > 1 and len(windows[-1]) < _WINDOW:
        windows[-2:] = [windows[-2] + windows[-1]]
    # A run of ASCII counts as one character.
    shortened = [_ASCII.sub("0", window) for window in windows]
    return all(model.text_cost(window) < _NONSENSE * max(_LENGTH, len(window)) for window in shortened)


def has_unassigned(text: str) -> bool:
    """Whether a text holds private-use characters, or some of the planes that nothing is written in.

    >>> has_unassigned("\\ue000"), has_unassigned("京")
    (True, False)
    """
    return bool(_UNASSIGNED.search(text))


def is_made_up(text: str) -> bool:
    """Whether a text holds characters nobody writes: unassigned ones, and private-use ones without a known meaning.

    >>> is_made_up("收入\\u0378"), is_made_up("收入")
    (True, False)
    """
    odd = [char for char in set(text) if unicodedata.category(char) in ("Cn", "Co")]
    return any(char not in replacements() for char in odd)
