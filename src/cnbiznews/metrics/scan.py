"""Finding measures: names of the lexicon, noun phrases around a head noun, verbs in front of a figure."""

from __future__ import annotations

from collections.abc import Iterator

from cnbiznews.errors import as_text
from cnbiznews.metrics.context import counts_behind_figure, figure_follows, has_figure, is_said_of
from cnbiznews.metrics.lexicon import Entry, Lexicon, default_lexicon
from cnbiznews.metrics.model import Metric
from cnbiznews.metrics.phrase import head_start, is_modified, is_modifier, name_start, phrase_start

__all__ = ["scan"]

_LONGEST = 24  # so many characters are joined into one name at most
_SIGNS = ("亏损", "盈利")
_WHOLE = ("数据", "数字", "数码", "数学")  # words that look like the end of a measure and what is behind it
_CONFIDENCE = {"name": 0.95, "noun": 0.8, "head": 0.7, "verb": 0.6}


def scan(reading: str, lexicon: Lexicon | None = None) -> list[Metric]:
    """Find the measures a text names, in order and without overlap.

    Args:
        reading: text in simplified characters and half-width forms.
        lexicon: names to search; the packaged ones when None.

    Returns:
        names of the lexicon with the modifiers in front of them (confidence 0.95), nouns at a figure (0.8), open-class
        noun phrases that end in a head noun (0.7), and verbs that name a measure by the figure behind them (0.6). Spans
        are offsets into ``reading``. What narrows a measure (a product, region, channel) is no part of its name.

    >>> [m.written for m in scan("蓝岭电器平均客单价上涨，机票出票张数增长，商品房空置率降至5%，交付3万辆")]
    ['平均客单价', '出票张数', '空置率', '交付']
    """
    lexicon = lexicon or default_lexicon()
    found: list[Metric] = []
    floor = 0
    pending: tuple[int, int, Entry] | None = None
    for start, end, entry in _hits(as_text(reading, "reading"), lexicon):
        if entry.kind == "none" or not _may_name(reading, start, end, entry):
            if pending and entry.kind == "none":
                floor = _take(reading, pending, floor, found)
                pending = None
            if entry.kind == "none" and not is_modifier(reading[start:end]):
                floor = max(floor, end)
            continue
        if pending and start == pending[1] and end - pending[0] <= _LONGEST:
            if reading[start:end] in _SIGNS or (entry.kind == "noun" and not has_figure(reading, start, end)):
                continue  # 净利润亏损2亿元, 销量排名第一: the measure is the one in front
            if entry.kind == "head":  # 订单 + 金额: one name, ruled by its last noun
                surface = reading[pending[0] : end]
                joined = lexicon.entry(surface) or Entry(surface, entry.category, entry.unit, kind="head")
                pending = (pending[0], end, joined)
            else:  # 门店 + 成交额: the first narrows the second
                pending = (start, end, entry)
            continue
        if pending:
            floor = _take(reading, pending, floor, found)
        pending = (start, end, entry)
    if pending:
        _take(reading, pending, floor, found)
    return found


def _hits(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Entry]]:
    """Yield the surfaces of the lexicon in ``text``; one that would cut a word in two gives way to it.

    家[电价]格 is 价格, 汇[总数]据 is 数据, [预售订单]量 is 订单量, 地[产销]售额 is 销售额: its end and what follows
    are a word, too.
    """
    free = 0
    for start, end, entry in lexicon.find(text):
        if start < free:
            continue
        for begin in range(start + 1, end if end < len(text) else 0):
            if end - start == 2 and (longer := _longer(text, begin, end, lexicon)):
                free, found = longer
                yield begin, free, found
                break
            whole = lexicon.entry(text[begin : end + 1])
            if whole and (whole.kind != "none" or whole.canonical in _WHOLE) and not text.startswith("值得", end):
                free = end + 1
                yield begin, free, whole
                break
        else:
            yield start, end, entry


def _longer(text: str, begin: int, end: int, lexicon: Lexicon) -> tuple[int, Entry] | None:
    """Return the end and the entry of a name that reaches two or three characters beyond ``end``."""
    for stop in range(min(end + 3, len(text)), end + 1, -1):
        entry = lexicon.entry(text[begin:stop])
        if entry and entry.kind == "name":
            return stop, entry
    return None


def _may_name(text: str, start: int, end: int, entry: Entry) -> bool:
    """Tell whether a surface can name a measure where it stands, alone or with a head noun behind it."""
    if text[end - 1] == "活" and text.startswith("跃", end):
        return False  # a piece of a longer word: 月活 in 月活跃用户数
    if entry.kind == "verb":
        return figure_follows(text, end)
    return entry.kind != "head" or not counts_behind_figure(text, start)


def _believed(text: str, start: int, hit: tuple[int, int, Entry], floor: int) -> bool:
    """Tell whether a phrase around a head is a measure: a rate, a head with a modifier, one that something is said of.

    Without that, 资产 in 优质资产 and 数 in 变数 are things, and no measures.
    """
    head, end, entry = hit
    if entry.category in ("ratio", "growth") or end - head > 2 or is_modified(text, head, floor):
        return True
    return is_said_of(text, end) or has_figure(text, start, end)


def _take(text: str, hit: tuple[int, int, Entry], floor: int, found: list[Metric]) -> int:
    """Append the measure of a hit to ``found``; return the new floor."""
    start, end, entry = hit
    if entry.kind == "noun" and not has_figure(text, start, end):
        return floor
    if entry.kind == "head" and entry.category == "growth":
        pass  # 涨幅: how something moves; its name is what stands joined with it (利润增速)
    elif entry.kind == "head":
        # A share is a share of what stands in front of it, however short that is: 煤炭占比.
        start = head_start(text, start, end, floor, stem=0 if entry.category == "ratio" else 2)
    else:
        start = name_start(text, start, end, floor)
    if end - start < 2 or (entry.kind == "head" and not _believed(text, start, hit, floor)):
        return end
    written = text[start:end]
    canonical = written if entry.kind == "head" else entry.canonical
    phrase = text[phrase_start(text, start, floor) : end]
    found.append(
        Metric(
            start, end, written, canonical, written, entry.category, entry.unit, entry.polarity, entry.gloss,
            entry.concept, _CONFIDENCE[entry.kind], phrase,
        )
    )  # fmt: skip
    return end
