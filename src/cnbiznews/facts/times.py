"""The time of a row: its own, the one in front of the figure, or the one spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.site import Site, price_move, streak_before
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["fill_period", "is_aside", "is_compared", "period_of", "points_back"]

_BESIDE = 8  # characters between a day and a word for it
_AHEAD = 30  # characters in front of a figure that may say how it is meant


def period_of(text: str, token: Token) -> Piece:
    """Return a period as written, without space, without 大促中 behind a festival and 内 behind 未来三年."""
    words = re.sub(r"[\s“”‘’\"「」]+", "", text[token.start : token.end])
    if span := pattern_of("inside-span").fullmatch(words):
        words = span[1]
    return Piece(pattern_of("end-of-festival").sub("", words), (token.start, token.end))


def points_back(period: Piece, topic: Topic) -> bool:
    """Tell whether a period only says that the one named before goes on: 全天, 届时; not 期内 and 当月.

    The day a sentence names goes before what is but a part of it (公告次日，甲盘中涨超5%), or the same beside it
    (8月7日立秋当天).
    """
    named = topic.period
    if named is None:
        return False
    day = any(pattern_of(use).search(named.text) for use in ("day", "day-of-event"))
    if day and pattern_of("hour-of-trading").fullmatch(period.text):
        return True
    gap = period.span[0] - named.span[1]
    if gap == 1 and pattern_of("up-to").match(named.text) and pattern_of("festive-season").search(period.text):
        return True  # 截至10月8日，2025年国庆档票房5亿元: the season names what is counted
    if day and gap == 1 and pattern_of("written-year").fullmatch(period.text):
        return True  # 1月19日，2026年某酒批价报1560元: a year in a name
    beside = day and 0 < gap <= _BESIDE
    return pattern_of("that-day" if beside else "period-gone-on").fullmatch(period.text) is not None


def is_aside(period: Piece, before: Piece | None, *, goes_on: bool) -> bool:
    """Tell whether a period holds for its clause only: that of a comparison, or a span told by the way.

    去年 and 今年以来 hold for what follows where they open a sentence, 去年 also where nothing else is named; 上年同期
    never does.

    Args:
        period: the period of a clause.
        before: the one spoken of in front of the clause.
        goes_on: whether figures stand in front of it in its sentence.
    """
    if "同期" not in period.text and (
        not goes_on or (before is None and pattern_of("one-year").fullmatch(period.text) is not None)
    ):
        return False
    return any(pattern_of(use).fullmatch(period.text) for use in ("base-clause", "span-by-the-way"))


def fill_period(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill the period of a row; what markets quote is of the day of trading told last, where no time is named."""
    _fill_period(draft, noun, site, topic)
    if draft.status != "actual" or draft.metric is None:
        return
    quoted = price_move(site) or pattern_of("quoted").fullmatch(draft.metric.text) is not None
    if draft.period is None and (quoted or pattern_of("turnover").search(draft.metric.text)):
        draft.period = topic.traded
        if draft.period is not None:
            draft.why["period"] = "the day of trading told last"
    elif quoted and draft.period is not None and pattern_of("trading-day").search(draft.period.text):
        topic.traded = draft.period


def _fill_period(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    if draft.frame.own_period:
        near = list(site.tokens[site.begin : site.first])
        for index in range(len(near) - 1, -1, -1):
            if near[index].kind in FIGURES:
                near = near[index + 1 :]
                break
        for token in reversed(near):
            if token.kind == "period":
                draft.period = period_of(site.text, token)
                draft.why["period"] = "its own"
                return
        for token in reversed(near):
            if token.kind in ("basis", "ratio-to") and (found := pattern_of("base-period").search(site.words(token))):
                draft.period = Piece(found.group(), (token.start + found.start(), token.start + found.end()))
                draft.why["period"] = "its own"
                return
        if draft.frame.id == "from-rank" or (draft.frame.id == "from" and not _outlook(draft, site)):
            return
    elif (draft.role == "change" or draft.frame.id == "level-of-streak") and (run := streak_before(site)):
        draft.period = run
        return
    if (stated := _stated(noun, site)) is not None and (not draft.frame.own_period or _outlook(draft, site)):
        named = period_of(site.text, stated)
        foretold = draft.status in ("forecast", "target", "plan") and pattern_of("time-past").fullmatch(named.text)
        if not foretold and not points_back(named, topic):
            draft.period = named
            draft.why["period"] = "in front of the figure"
            return
    if topic.period is not None:
        if draft.role == "streak" and _is_over(draft, site):
            return
        accounted = draft.metric is not None and pattern_of("by-those-profits").search(
            site.text, draft.clause.start, draft.metric.span[0]
        )
        if draft.metric is not None and not accounted and _is_of_no_span(draft, draft.metric.text, topic):
            return
        if _is_by_now(draft, site, topic.period) or _is_planned_sum(draft, topic.period):
            return
        draft.period = _span_of(draft, topic) or topic.period
        draft.why["period"] = "named before"
    elif topic.past is not None and draft.metric is not None and pattern_of("paid-for").search(draft.metric.text):
        draft.period = topic.past  # 2024年净利润1亿元，拟每10股派5元: out of that year's
        draft.why["period"] = "named before"
    elif _is_as_reported(draft, topic):
        draft.period = topic.period = topic.reported
        draft.why["period"] = "named in the title or before"


def _span_of(draft: Draft, topic: Topic) -> Piece | None:
    """Return the span named behind the moment spoken of, if what is measured takes a while.

    截至6月底有120家店，上半年净增8家。营收5亿元: of half a year.
    """
    if topic.span is None or topic.period != topic.opened or draft.metric is None:
        return None
    return topic.span if pattern_of("takes-a-while").search(draft.metric.text) else None


def _is_over(draft: Draft, site: Site) -> bool:
    """Tell whether a streak has come to an end, and so is not of the time spoken of: 结束连续五个季度的下滑."""
    start = max(draft.clause.start, draft.figure.start - _AHEAD)
    return (
        pattern_of("ended").search(site.text, start, draft.figure.start) is not None
        or pattern_of("behind-streak").search(site.text, draft.figure.end, draft.clause.end) is not None
    )


def _is_as_reported(draft: Draft, topic: Topic) -> bool:
    """Tell whether a row is of the time reported on: what was sold or earned, where no other time is named."""
    if topic.reported is None or draft.status != "actual" or draft.role not in ("level", "change", "share", "rank"):
        return False
    return draft.metric is not None and pattern_of("flow").search(draft.metric.text) is not None


def is_compared(previous: Token | None, token: Token) -> bool:
    """Tell whether a period only says what something is compared with: 较6月, 比去年|大促期间."""
    if previous is None:
        return False
    return previous.kind in ("compare", "from", "diff") or (previous.kind == "basis" and previous.end == token.start)


def _stated(noun: Noun, site: Site) -> Token | None:
    """Return the period in front of a figure, if it is not only behind 比去年."""
    if not noun.periods:
        return None
    last = noun.periods[-1]
    index = bisect_left(site.tokens, last.start, key=lambda token: token.start)
    touching = site.tokens[index - 1] if index else None
    behind = touching is not None and touching.kind == "basis" and touching.end == last.start
    if len(noun.periods) < 2:
        return None if behind else last
    former = noun.periods[-2]
    of_year = site.words(last) == "全年" and pattern_of("whole-year").search(site.words(former))
    return former if behind or of_year else last  # 2024年甲|全年|营收


def _is_of_no_span(draft: Draft, measure: str, topic: Topic) -> bool:
    """Tell whether a measure is of a day, of now or of no time, and so not of the time named for another measure.

    上半年营收5亿元，股价涨5%; 今年营收将达5亿元，在手订单3亿元; 明年投产，总投资3亿元.
    """
    period = topic.period
    if period is None:
        return False
    if measure.endswith("目标价"):
        return True  # 2026年净利润将达5亿元，目标价18元: now
    if period.span[0] >= draft.clause.start:
        return False
    if pattern_of("span-of-opening").fullmatch(period.text) and pattern_of("once-for-all").search(measure):
        return True  # 影片上映9天票房3亿元，成本1亿元
    if pattern_of("daily-measure").fullmatch(measure):
        uses = ("account-period", "from-then-on", "time-to-come", *(("span-by-the-way",) if topic.rows else ()))
        uses += ("one-month",) if "股价" in measure else ()  # 10月营收5亿元，股价涨5%
        return draft.status in ("plan", "target") or any(pattern_of(use).search(period.text) for use in uses)
    if pattern_of("up-to").search(period.text) or pattern_of("day").search(period.text):
        return False
    return any(pattern_of(use).search(measure) for use in ("measure-of-now", "timeless-measure"))


def _is_planned_sum(draft: Draft, period: Piece) -> bool:
    """Tell whether a row is what a firm will pay, whatever was reported before: 上半年营收5亿元，拟以1亿元回购股份."""
    if draft.status != "plan" or draft.role not in ("investment", "price") or period.span[0] >= draft.clause.start:
        return False
    return not any(pattern_of(use).search(period.text) for use in ("time-to-come", "year-running"))


def _is_by_now(draft: Draft, site: Site, period: Piece) -> bool:
    """Tell whether 已 states how things stand now, not in the period of a clause before: 订单已由500台增至900台."""
    if (
        draft.role not in ("level", "share", "price")
        or period.span[0] >= draft.clause.start
        or pattern_of("up-to").match(period.text)
        or pattern_of("until-now").search(period.text)
    ):
        return False
    start = max(draft.clause.start, draft.figure.start - _AHEAD)
    return pattern_of("already").search(site.text, start, draft.figure.start) is not None


def _outlook(draft: Draft, site: Site) -> bool:
    """Tell whether a row is of what is expected: 全年收入指引由3亿元上调至4亿元 speaks of one year."""
    if draft.metric is not None and pattern_of("outlook").search(draft.metric.text):
        return True
    return site.begin > 0 and pattern_of("outlook").search(site.words(site.tokens[site.begin - 1])) is not None
