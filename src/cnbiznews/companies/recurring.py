"""Unlisted names that do again and again in a text what firms do: 望月楼发布财报。…望月楼首席执行官…"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache

from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import after_period, is_generic, is_no_firm
from cnbiznews.companies.words import around, cues, longest_suffix, roles
from cnbiznews.matching import Matcher

__all__ = ["recurring_mentions"]

_HANZI = re.compile("[\u4e00-\u9fff]{2,10}\\Z")
_LONGEST = 6  # characters of such a name
_MARK = re.compile("[，。；：、！？“”（）()《》 \n\t|·]")
_RUN = 10  # … with what may stand in front of it
_OFTEN = 3  # times it stands in the text
# When, between a name and what it does: 望月楼|11月3日|宣布.
_DATE = re.compile(r"(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?\Z")
_DATE_ENDS = frozenset("年月日")
_REACH = 16


@cache
def _doings() -> tuple[Matcher, tuple[str, ...]]:
    words = tuple(sorted(cues("after") | around("had_by_firms")))
    return Matcher(words), words


def recurring_mentions(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions of names that stand in front of what firms do in two places or more, where nothing is found yet.

    What other parties do as well (表示, 涨) counts beside what firms do (财报, 首席执行官), not alone; what things have
    as well (收入, 订单) counts if it differs from place to place.

    Args:
        text: reading text.
        mentions: what is found in it.
    """
    told: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for start, name, doing in _doers(text, {mention.end for mention in mentions}):
        told[name].append((start, doing))
    others, had, doings = around("done_by_others"), around("had_by_firms"), cues("after")
    taken = {at for mention in mentions for at in (mention.start, mention.end - 1)}
    return [
        Mention(start, start + len(name), name, "company", "", None, 0.65, "context")
        for name, places in told.items()
        if len(places) > 1
        and (len(kinds := {doing for _, doing in places} - others) > 1 or not kinds <= had)
        and name not in doings
        and text.count(name) >= _OFTEN
        and not (is_no_firm(name) or is_generic(name))
        for start, _ in places
        if start not in taken and start + len(name) - 1 not in taken
    ]


def _doers(text: str, ends: Container[int]) -> Iterator[tuple[int, str, str]]:
    """Yield what stands between a mark, or a word for what it is, and what it does: where, the name and the doing.

    ``ends`` are where names end that are known already.
    """
    matcher, words = _doings()
    heads = [0, *(mark.end() for mark in _MARK.finditer(text))]
    places = []
    for begin, _, number in matcher.find(text):
        head = heads[bisect_right(heads, begin) - 1]
        if begin not in ends and 1 < begin - head <= _RUN + _REACH:
            end = _without_when(text, head, begin)
            if end - head > 1 and end not in ends:
                places.append((head, end, words[number]))
    again = Counter(text[end - 2 : end] for _, end, _ in places)
    for head, end, doing in places:
        run = _HANZI.search(text, max(head, end - _RUN), end) if again[text[end - 2 : end]] > 1 else None
        if run is None:
            continue
        first = after_period(text, run.start(), end)  # 上半年|望月楼|收入
        start = next((at for at in range(end - 2, first, -1) if longest_suffix(text, at, roles())), first)
        if (start > run.start() or start == head) and end - start <= _LONGEST:
            yield start, text[start:end], doing


def _without_when(text: str, head: int, end: int) -> int:
    """Return where a name ends, without the words behind it that say when or how: 望月楼|同日正式|宣布."""
    while end > head:
        if word := longest_suffix(text, end, around("between_name_and_doing"), head):
            end -= len(word)
        elif text[end - 1] in _DATE_ENDS and (date := _DATE.search(text, max(head, end - _REACH), end)):
            if date.start() == end:
                break
            end = date.start()
        else:
            break
    return end
