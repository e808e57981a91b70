"""Lists: 分别 gives each member its own figure, 均 gives all the same one, 合计 gives them one together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft
    from cnbiznews.facts.tokens import Token
    from cnbiznews.facts.topic import Topic

__all__ = ["spread"]

_SUMS = ("level", "investment", "price")  # roles in which one figure is of several measures together
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:[-–—~至到]|―)((?:19|20)[0-9]{2})年?")
_BESIDE = re.compile("([前去今明])([去今明后])两年")


def spread(
    text: str, drafts: Sequence[Draft], noun: Noun, topic: Topic, words: frozenset[str], named: Sequence[Token]
) -> list[Draft]:
    """Give a run of figures to the members of a list, one each, or one figure to all of them.

    Args:
        text: the reading text.
        drafts: the rows of one run of figures (5亿元、3亿元和1亿元), slots filled as if nothing were listed.
        noun: the phrase in front of them.
        topic: what was said before in the sentence.
        words: kinds of cue words that stand with the figures: "respectively", "each", "total".
        named: the companies in front of the figures in their clause, in whatever part of it.

    Returns:
        the rows; none where 分别 stands with a list of another length.
    """
    count = len(drafts)
    if count == 1:
        return _distribute(text, drafts[0], noun, topic, words)
    lists = _candidates(text, noun, topic)
    for name, values in lists:
        if name == "row" and len(values) > count and _stand_together(text, values[-count:]):
            values = values[-count:]  # 资产9亿元，其中甲类3亿元、乙类2亿元，分别增长…
        if len(values) == count:
            rows = [_give(text, draft, name, value) for draft, value in zip(drafts, values, strict=True)]
            for row, value in zip(rows, values, strict=True):
                if name == "subject" and (token := noun.among.get(value.span[0])) and token.end == value.span[1]:
                    row.company, row.company_span, row.subject = token.item.canonical, token.span, None
                if name == "company" and values is noun.owners and noun.metric is not None:
                    row.subject = noun.subject if noun.subject != noun.metric else None
            return [_without_part(row, values[-1]) for row in rows] if name == "subject" else rows
    if count == 2 and (first := drafts[0].metric) is not None and first.text.endswith("产销"):
        names = [Piece(first.text.removesuffix("产销") + name, first.span) for name in ("产量", "销量")]
        return [_give(text, draft, "metric", name) for draft, name in zip(drafts, names, strict=True)]
    if "respectively" not in words:
        return list(drafts)
    if len(named) == count:
        return [_give(text, draft, "company", value) for draft, value in zip(drafts, named, strict=True)]
    times = topic.times()
    for series in (times, [period for period in times if pattern_of("one-year").search(period.text)]):
        if len(series) == count and not lists and _names_no_time(text, noun):  # 同期净亏损分别为…
            return [_give(text, draft, "period", period) for draft, period in zip(drafts, series, strict=True)]
    if not lists and noun.known and len(named) < 2:
        return [replace(draft, period=None) for draft in drafts]  # 同期净亏损分别为…: of times named long before
    return []


def _names_no_time(text: str, noun: Noun) -> bool:
    """Tell whether a phrase names no time but one that points at those named before: 同期, 报告期内."""
    words = [text[token.start : token.end] for token in noun.periods]
    uses = ("pointing-period", "period-of-report")
    return all(any(pattern_of(use).fullmatch(word) for use in uses) for word in words)


def _stand_together(text: str, rows: Sequence[Draft]) -> bool:
    """Tell whether rows are one list: in one clause, joined by 、, or the parts 其中 opens."""
    one = len({row.clause.start for row in rows}) == 1 or text.startswith("其中", rows[0].clause.start)
    return one or (rows[0].clause.opened_by != "、" and all(row.clause.opened_by == "、" for row in rows[1:]))


def _distribute(text: str, draft: Draft, noun: Noun, topic: Topic, words: frozenset[str]) -> list[Draft]:
    """Give one figure to all members of a list, where 均 says so or several measures stand in front of it."""
    if "total" in words or draft.frame.id == "peer-level":  # 均低于行业平均的3%: of the trade, once
        return [draft]
    if len(noun.metrics) > 1 and draft.role in _SUMS and "each" not in words:
        start, end = noun.metrics[0].span[0], noun.metrics[-1].span[1]
        return [_give(text, draft, "metric", Piece(clean(text[start:end]), (start, end)))]  # 补贴和奖金共9亿元
    if len(noun.metrics) > 1:
        return [_give(text, draft, "metric", value) for value in noun.metrics]
    if "each" not in words:
        return [draft]
    for name, values in _candidates(text, noun, topic):
        if len(values) > 1:
            return [_give(text, draft, name, value) for value in values]
    return [draft]


def _candidates(text: str, noun: Noun, topic: Topic) -> list[tuple[str, Sequence[Any]]]:
    """Return the lists a run of figures may belong to, the nearest first."""
    found: list[tuple[str, Sequence[Any]]] = []
    before = topic.listed
    for phrase in (noun, before):
        if phrase is None:
            continue
        found += [
            ("company", phrase.owners),
            ("metric", phrase.metrics),
            *(("subject", members) for members in phrase.members),
            ("period", phrase.periods if len(phrase.periods) > 1 else _years(text, phrase.periods)),
        ]
        if phrase is noun and noun.metric is None and noun.subject is None:
            rows = [row for row in topic.rows if row.role in ("level", "price", "share")]
            found.append(("row", _last_run(rows)))
        elif phrase is noun and noun.subject is None and not noun.owners:
            found.append(("subject", _parts_of(topic)))  # 甲板块收入…，乙板块收入…，毛利率分别为…
    if not noun.periods and topic.period is not None:
        found.append(("period", _years_of(topic.period)))
    return [(name, values) for name, values in found if len(values) > 1]


def _parts_of(topic: Topic) -> list[Piece]:
    """Return the parts a sentence has figures of, each at its first place."""
    found = {row.subject.text: row.subject for row in reversed(topic.rows) if row.subject is not None}
    return list(reversed(found.values()))


def _last_run(rows: Sequence[Draft]) -> Sequence[Draft]:
    """Return the rows of a sentence that differ in measure, company or part: what 分别 may look back on."""
    seen: list[Draft] = []
    keys = set()
    for row in rows:
        key = (row.metric and row.metric.text, row.company, row.subject and row.subject.text)
        if key not in keys:
            keys.add(key)
            seen.append(row)
    return seen


def _years(text: str, periods: Sequence[Token]) -> list[Piece]:
    if len(periods) != 1:
        return []
    start, end = periods[0].start, periods[0].end
    return _years_of(Piece(text[start:end], (start, end)))


def _years_of(period: Piece) -> list[Piece]:
    """Return the years of a span of years (2026年-2028年)."""
    if beside := _BESIDE.fullmatch(period.text):  # 今明两年
        return [Piece(f"{year}年", period.span) for year in beside.groups()]
    found = _YEARS.fullmatch(period.text)
    if not found or not 0 < int(found[2]) - int(found[1]) < 10:
        return []
    return [Piece(f"{year}年", period.span) for year in range(int(found[1]), int(found[2]) + 1)]


def _without_part(row: Draft, part: Any) -> Draft:
    """Take the last part of a list off the measure that swallowed it (国际业务收入 of 速运业务和国际业务收入)."""
    if row.metric is not None and len(row.metric.text) > len(part.text) + 1:
        row.metric = Piece(row.metric.text.removeprefix(part.text), row.metric.span)
    return row


def _give(text: str, draft: Draft, name: str, value: Any) -> Draft:
    """Return a copy of a row with one slot set to a member of a list."""
    row: Draft = replace(draft, why={**draft.why, name: "one of a list"})
    if name == "row":
        row.metric, row.company, row.company_span, row.subject = (
            value.metric, value.company, value.company_span, value.subject,
        )  # fmt: skip
        row.why["metric"] = "the figures before, in their order"
    elif name == "company":
        row.company, row.company_span = value.item.canonical, value.span
        if (row.subject is not None and "、" in row.subject.text) or draft.company is None:
            row.subject = None
    elif name == "period":
        if isinstance(value, Piece):
            row.period = value
        else:
            start, end = value.span
            row.period = Piece(text[start:end], (start, end))
    elif name == "metric":
        row.metric = value
        if row.frame.role == "level" and row.role == "investment":  # 营收和资本开支分别为5亿元和1亿元
            row.role = "investment" if pattern_of("cost-name").search(value.text) else "level"
    else:
        row.subject = value
        if row.metric is not None and row.metric == draft.subject:
            row.metric = None
    return row
