r"""Undo escapes that no reader has resolved: ``&#20140;``, ``&amp;ldquo;``, ``\u4eac``, ``%u4EAC``, ``%E4%BA%AC``.

Escapes are legitimate in markup, code, addresses and in texts about all these. What is resolved here stands in running
text, and what comes out is Chinese text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.entities import html5
from urllib.parse import unquote_to_bytes

from cnbiznews import resources
from cnbiznews.alignment import Edit
from cnbiznews.repair.language_model import SCALE, language_model
from cnbiznews.repair.misread import misread_edits
from cnbiznews.repair.talk import about_code

__all__ = ["escape_edits"]

_ENTITY = re.compile(r"&(?:amp;){0,2}(?:#(\d{2,7})|#[xX]([0-9a-fA-F]{2,6})|([a-zA-Z][a-zA-Z0-9]{1,24}));")
# Named entities that stand for Chinese punctuation.
_NAMED = {"ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "middot", "bull"}
_UNICODE = re.compile(r"(\\{1,2}u|%u)([0-9a-fA-F]{4})(?:(?:\\{1,2}u|%u)([dD][c-fC-F][0-9a-fA-F]{2}))?")
_STRING = re.compile(r"(?:^|[(=:,{\[])\s*$")
_BYTE = re.compile("%25[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}%[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}[@-~]%")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}|[!-$&-~])+")
# What stands before percent-encoded text in an address: a scheme, a host, a path, a field of a query.
_ADDRESS = re.compile(r"^\(?(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//|^www\.|^[./~]?[\w.-]*/|[?&;]?\b\w+=$|://|\]\(")
# How far to look for what an escape belongs to; how close escapes are to be judged together;
# how close Chinese text has to be.
_NEAR, _CLOSE, _AROUND = 400, 8, 50
# Percent-encoded bytes that could be two hanzi; how improbable (per character) they may be if they are GBK;
# how far behind them other escapes are taken to go with them.
_ENOUGH, _PLAUSIBLE, _FOLLOWS = 4, 8 * SCALE, 40
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")

# Where a text has more escapes than these, it speaks of none of them.
_FEW_ESCAPES = 2

_NEIGHBOUR = re.compile(f"{_CHINESE.pattern}|&")


def escape_edits(text: str) -> list[Edit]:
    r"""Return the edits that resolve escapes in running text.

    >>> [edit.replacement for edit in escape_edits("&#20140;&#19996;的&amp;ldquo;服务&amp;rdquo;")]
    ['京', '东', '“', '”']
    >>> escape_edits("https://example.com/?q=%E4%BA%AC%E4%B8%9C 与 R&D"), escape_edits("匹配 [\\u4e00-\\u9fa5] 的字")
    ([], [])
    """
    edits: list[Edit] = []
    if "&" in text:
        edits += _entities(text)
    if "\\u" in text or "%u" in text:
        edits += _unicode_escapes(text)
    if _BYTE.search(text):
        edits += _percent_escapes(text)
    edits = _in_order(edits)
    if len(edits) <= _FEW_ESCAPES and any(_is_spoken_of(text, edit) for edit in edits):
        # (A quotation that is opened and closed is a quotation.)
        return edits if [edit.replacement for edit in edits] == ["“", "”"] else []
    return edits


def _is_spoken_of(text: str, edit: Edit) -> bool:
    """Whether a sentence says of an escape how it is used."""
    before, behind = _said()
    return bool(before.search(text[max(0, edit.start - 4) : edit.start]) or behind.match(text, edit.end, edit.end + 16))


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what stands before, and behind, an escape that a sentence speaks of."""
    words = resources.toml("repair/words.toml")["escapes"]
    before, behind, copula, spelling = (
        "|".join(map(re.escape, words[key])) for key in ("said_before", "said_behind", "is", "spelling")
    )
    return (
        re.compile(f"(?:{before})[“「]?$"),
        re.compile(f"[”」]?(?:{behind}|(?:{copula})[^，。]{{0,8}}(?:{spelling}))"),
    )


def _in_order(edits: list[Edit]) -> list[Edit]:
    edits.sort(key=lambda edit: edit.start)
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _entities(text: str) -> Iterator[Edit]:
    def candidates() -> Iterator[Edit]:
        for match in _ENTITY.finditer(text):
            decimal, hexadecimal, name = match.groups()
            twice = match[0].startswith("&amp;") and match[0] != "&amp;"
            if name:
                char = html5.get(name + ";", "")
                wanted = bool(char) and (twice or name in _NAMED)
            else:
                char = html.unescape(f"&#{int(decimal or hexadecimal, 10 if decimal else 16)};")
                wanted = len(char) == 1 and (char >= "\x80" or twice)
            if wanted:
                yield Edit(*match.span(), char, "HTML entity, escaped twice" if twice else "HTML entity")

    for edit in _outside(candidates(), lambda place: about_code(text, place, markup=True)):
        if _among_chinese(text, edit.start, edit.end, edit.replacement):
            yield edit


def _outside(edits: Iterable[Edit], excluded: Callable[[int], bool]) -> Iterator[Edit]:
    """Leave out the edits at excluded places; what follows closely is judged like what stands before."""
    last, verdict = -_CLOSE - 1, False
    for edit in edits:
        if edit.start - last > _CLOSE:
            verdict = excluded(edit.start)
        last = edit.end
        if not verdict:
            yield edit


def _among_chinese(text: str, start: int, end: int, char: str) -> bool:
    """Whether an escape stands for a Chinese character, or near one (or near another escape)."""
    return bool(
        _CHINESE.match(char) or _NEIGHBOUR.search(text[max(0, start - _AROUND) : start] + text[end : end + _AROUND])
    )


def _unicode_escapes(text: str) -> Iterator[Edit]:
    found = []
    for match in _UNICODE.finditer(text):
        mark, digits, low = match.groups()
        char = chr(int(digits, 16))
        end = match.end()
        if "\ud800" <= char <= "\udbff" and low:
            pair = char + chr(int(low, 16))
            char = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        elif low:
            end = match.end(2)
        if "\ud800" <= char <= "\udfff" or char < "\x80":
            continue
        found.append(Edit(match.start(), end, char, f"{mark[-2:]}XXXX escape"))
    chinese = sum(bool(_CHINESE.match(edit.replacement)) for edit in found)
    if chinese < 2:
        return
    yield from _outside(
        found,
        lambda place: about_code(text, place) or _in_code(text, place) or _in_address(text, place),
    )


def _in_code(text: str, position: int) -> bool:
    """Whether an escape stands in a string literal or a character class: code resolves it itself."""
    start = max(text.rfind("\n", 0, position) + 1, position - _NEAR)
    before = re.split("[\"'`[]", text[start:position])
    opening = position - len(before[-1]) - 1
    return len(before) > 1 and (text[opening] == "[" or bool(_STRING.search(text[start:opening])))


def _in_address(text: str, position: int) -> bool:
    """Whether what stands before a place, without a space, is the beginning of an address."""
    before = re.split("[^!-~]", text[max(0, position - _NEAR) : position])[-1]
    return bool(_ADDRESS.search(re.split("%[0-9a-fA-Fu]", before)[0]))


def _percent_escapes(text: str) -> Iterator[Edit]:
    last = -_FOLLOWS - 1  # where the last percent-encoded Chinese ended
    for match in _PERCENT.finditer(text):
        place = match.start() + match[0].find("%")
        few = match[0].count("%") < _ENOUGH
        if place < match.start() or (few and place - last > _FOLLOWS):
            continue
        if about_code(text, place) or _in_address(text, place):
            continue
        decoded = _decoded(unquote_to_bytes(match[0]), expected=place - last <= _FOLLOWS)
        if decoded is None:
            continue
        again = _decoded(unquote_to_bytes(decoded))
        if _is_chinese(decoded) or _is_chinese(again) or misread_edits(decoded[:_NEAR]):
            last = match.end()
        elif place - last > _FOLLOWS:
            continue  # what follows closely, marks and blanks, was encoded, too
        yield from _pieces(match, decoded)


def _is_chinese(text: str | None) -> bool:
    return text is not None and len(_CHINESE.findall(text)) >= 2


def _decoded(data: bytes, *, expected: bool = False) -> str | None:
    """Decode percent-decoded bytes: UTF-8 if they are, else GBK if that gives plausible Chinese (or is expected)."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    sample = text[:200]
    cost = language_model().text_cost(sample)
    return text if expected or cost <= _PLAUSIBLE * len(sample) else None


def _pieces(match: re.Match[str], decoded: str) -> Iterator[Edit]:
    """Yield one edit for every character that was escaped."""
    try:
        encoding = "utf-8" if decoded.encode("utf-8") == unquote_to_bytes(match[0]) else "gb18030"
    except UnicodeEncodeError:
        return
    source, at = match[0], 0
    for char in decoded:
        start = at
        for _ in char.encode(encoding):
            at += 3 if source[at] == "%" else 1
        if source[start:at] != char:
            yield Edit(match.start() + start, match.start() + at, char, f"percent-encoded {encoding}")
