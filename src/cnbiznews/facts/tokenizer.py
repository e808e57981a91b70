"""A sentence cut into tokens: mentions, measures, cue words, and the text between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from cnbiznews.facts.cues import Cues
from cnbiznews.facts.neighbours import settled
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of
from cnbiznews.metrics import Metric

__all__ = ["tokenize"]

_SURE = 0.9

_VERBS = ("change", "realize", "attr", "faster", "to", "basis")

_TITLE = re.compile(r"《[^《》\n]{1,20}》")

_SHORT_SPAN = re.compile(r"[0-9]{1,3}(?:日|天|周)$")


def tokenize(
    text: str, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric], cues: Cues
) -> list[Token]:
    """Cut ``text[start:end]`` into tokens, in order and without overlap, the text between them included.

    Args:
        mentions: figures, periods and companies of the sentence: they go before everything else.
        metrics: measures of the sentence; one that overlaps a mention keeps what is left of it.
        cues: the cue words.
    """
    taken = _outside(_without_left_out(text, start, end, mentions), metrics)
    if reckonings := _reckonings(text, start, end, taken):
        taken = sorted([*taken, *reckonings], key=lambda token: token.start)
    if metrics:
        starts = [token.start for token in taken]
        taken += [trimmed for metric in metrics if (trimmed := _trim(text, metric, taken, starts, cues))]
        taken.sort(key=lambda token: token.start)
    tokens: list[Token] = []
    position = start
    for token in [*taken, Token(end, end, "")]:
        if token.start > position:
            _fill(text, position, token.start, cues, tokens)
        if token.kind:
            tokens.append(token)
        position = max(position, token.end)
    return settled(text, tokens)


def _without_left_out(text: str, start: int, end: int, mentions: Sequence[Token]) -> Sequence[Token]:
    """Return the mentions without the companies whose effect on a figure is left out: 剔除出售乙影响后为5亿元."""
    if not any(token.kind == "company" for token in mentions):
        return mentions
    spans = [match.span() for match in pattern_of("left-out").finditer(text, start, end)]
    if not spans:
        return mentions
    return [
        t for t in mentions if t.kind != "company" or not any(low <= t.start and t.end <= high for low, high in spans)
    ]


def _outside(mentions: Sequence[Token], metrics: Sequence[Metric]) -> list[Token]:
    """Return the mentions that are no part of a measure's name (3日复购率, 归属网易股东的净利润)."""
    if not metrics:
        return list(mentions)
    kept = []
    index = 0
    for token in mentions:
        while index < len(metrics) and metrics[index].end <= token.start:
            index += 1
        if index < len(metrics):
            metric = metrics[index]
            if metric.start <= token.start and token.end < metric.end:
                inner = token.kind == "company" and metric.start < token.start and metric.text.startswith("归属")
                if inner or (
                    token.kind in ("duration", "period")
                    and token.end - token.start <= 3
                    and _SHORT_SPAN.match(token.item.text)
                ):
                    continue
        kept.append(token)
    return kept


def _reckonings(text: str, start: int, end: int, mentions: Sequence[Token]) -> list[Token]:
    """Return the words that only say how a figure is reckoned (按固定汇率计), as far as no mention stands in them."""
    found = []
    for use in ("by-reckoning", "accounting-standard"):
        for match in pattern_of(use).finditer(text, start, end):
            begin = match.start()
            begin -= begin > start and text.startswith(("若", "如"), begin - 1)  # 若|按固定汇率计
            index = bisect_left(mentions, match.end(), key=attrgetter("start"))
            if not index or mentions[index - 1].end <= begin:
                found.append(Token(begin, match.end(), "filler"))
    return found


def _leading_cue(name: str, cues: Cues) -> int:
    """Return how long the verb or basis is that a name begins with, 0 if it begins with none."""
    for length in range(min(7, len(name) - 2), 1, -1):
        cue = cues.words.get(name[:length])
        if cue and cue.kind in _VERBS:
            return length
    return 0


def _straddled(text: str, start: int, end: int, cues: Cues) -> int:
    """Return where a time or basis ends that begins in front of a measure and reaches into it (较前一日|放量)."""
    whole = cues.words.get(text[max(0, start - 2) : start])
    timed = whole is not None and whole.kind == "period"  # 今年|关店数: no 年关
    for begin in range(max(0, start - 5), start - timed):
        for stop in range(start + 1, min(end, start + 4)):
            cue = cues.words.get(text[begin:stop])
            if cue is not None and cue.kind in ("basis", "period"):
                return stop
    return 0


def _trim(text: str, metric: Metric, mentions: Sequence[Token], starts: Sequence[int], cues: Cues) -> Token | None:
    """Return the measure without the parts that belong to a figure, a company or a growth-rate word."""
    start, end = metric.start, metric.end
    if text.startswith("其中", max(0, start - 1)):
        start += 1
    index = bisect_left(starts, end)
    for mention in mentions[max(0, index - 3) : index]:
        if mention.end > start and mention.start < end:
            if mention.end >= end:
                return None
            start = mention.end
    name = metric.text[start - metric.start :]
    for length in (7, 6, 5, 4, 3, 2):  # 营收增长率: the measure is 营收, 增长率 is how it moves
        cue = cues.words.get(name[-length:])
        if cue and cue.kind == "rate":
            return None if len(name) - length < 2 else Token(start, end - length, "metric", item=metric)
    name = name.lstrip("的")
    if cut := _straddled(text, start, end, cues):
        name = name[cut - (end - len(name)) :] if cut > end - len(name) else name
    if timed := pattern_of("leading-time").match(name):
        name = name[timed.end() :]
    if (cue := cues.words.get(name)) and cue.kind == "diff":
        return None  # 较发行价溢价12%
    if metric.confidence < _SURE:  # 上调|会员价格: a name put together by rule may have swallowed its verb
        while len(name) > 2 and (cut := _leading_cue(name, cues)):
            name = name[cut:]
        if (cue := cues.words.get(name)) and cue.kind in _VERBS:
            return None
    start = end - len(name)
    if (
        index
        and mentions[index - 1].end == start
        and mentions[index - 1].kind == "count"
        and (part := pattern_of("counted-first").match(name))
    ):
        start += part.end()  # 5.2万个品牌成交额: the figure counts 品牌
    return Token(start, end, "metric", item=metric) if end - start >= 2 else None


def _fill(text: str, start: int, end: int, cues: Cues, tokens: list[Token]) -> None:
    """Append the cue words of a stretch without mentions, and the text between them."""
    position, said = start, cues.by_surface
    its, china = said.get("其"), said.get("中国")
    titled = _titled(text, start, end) if text.find("《", start, end) >= 0 else ()
    for match in cues.pattern.finditer(text, start, end):
        begin, stop = match.span()
        if begin in titled:
            continue
        word = match[0]
        if said[word][0] == "period" and pattern_of("no-time").match(text, begin):
            continue
        if begin > position:
            _add_text(text, position, begin, tokens)
        if word[0] == "其" and its and china and pattern_of("its-china").match(text, begin):
            # 其|中国|市场, not 其中
            tokens += [Token(begin, begin + 1, *its), Token(begin + 1, stop + 1, *china)]
            position = stop + 1
            continue
        kind, value, basis = said[word]
        tokens.append(Token(begin, stop, kind, value, basis))
        position = stop
    _add_text(text, position, end, tokens)


def _titled(text: str, start: int, end: int) -> set[int]:
    """Return the places within titles, whose words say nothing of the sentence: 《青禾传》."""
    return {at for title in _TITLE.finditer(text, start, end) for at in range(title.start() + 1, title.end() - 1)}


def _add_text(text: str, start: int, end: int, tokens: list[Token]) -> None:
    """Append what stands between cue words, without the space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        tokens.append(Token(start, end, "text"))
