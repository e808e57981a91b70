"""The figures of a clause: runs of them, the frame of each, and the rows that come of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cnbiznews.facts.deal_model import Stated
from cnbiznews.facts.deals import read_deals
from cnbiznews.facts.draft import Attempt, Draft
from cnbiznews.facts.frames import Frames, Match
from cnbiznews.facts.instruments import read_instrument
from cnbiznews.facts.limits import limited, shared_limit
from cnbiznews.facts.lists import spread
from cnbiznews.facts.markets import keep_market, place_in_market
from cnbiznews.facts.measures import can_be_of, grows, is_class_of, is_measure, is_quoted_name, is_ratio
from cnbiznews.facts.memory import note_time
from cnbiznews.facts.mood import is_unreal
from cnbiznews.facts.names_before import ALONE, FORESEEN
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.owners import fill_company
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean, ends_as_part, is_name
from cnbiznews.facts.site import WINDOW, Site
from cnbiznews.facts.slots import fill, fill_time
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import FIGURES, KINDS, Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["FigureReader", "runs_of"]

_ACTORS = ("company", "brand")
# Kinds a frame may begin with that belong to the noun in front of the predicate.
_NOMINAL = frozenset(("metric", "text", "company", "macro", "period", "fund", "duration", "anaphor"))
# Roles whose measure a bare figure behind them may be of.
_CARRYING = ("level", "change", "price", "investment", "rank")
# Frames that take a figure for what the noun beside it says.
_BY_NOUN = frozenset(("amount-of", "counted-noun", "level-of-text"))
_RATES = {"percent", "multiple"}  # kinds one list of growth rates may be of: 增长50%和1.2倍
_REST = 12  # characters behind a figure that frames may look at


class FigureReader:
    """Reads the figures of clauses.

    Args:
        text: the reading text.
        frames: the patterns to try.
        trace: takes one entry for every figure that is looked at, where somebody wants to know.
    """

    def __init__(self, text: str, frames: Frames, trace: list[Attempt] | None) -> None:
        self.text = text
        self.frames = frames
        self.trace = trace

    def read(self, clause: Clause, tokens: Sequence[Token], runs: Sequence[tuple[int, int]], topic: Topic) -> None:
        """Give every figure of a clause its row, where a frame fits; the rows are kept in ``topic``."""
        codes = "".join(KINDS[token.kind] for token in tokens)
        dealt = read_deals(self.text, clause, tokens, topic)
        floor = 0
        done = 0
        for first, last in runs:
            note_time(self.text, topic, tokens, done, first)
            done = last + 1
            drafts: list[Draft] = []
            site = None
            noun = Noun()
            if (dealings := [dealt[place] for place in range(first, last + 1) if place in dealt]) and all(
                deal is None or deal.metric is not None for deal in dealings
            ):
                rows = [
                    self._deal(clause, tokens, place, deal, topic)
                    for place in range(first, last + 1)
                    if (deal := dealt.get(place)) is not None
                ]
                self._trace(tokens, first, last, codes, rows)
                topic.rows += [row for row in rows if not row.unreal]
                floor = last + 1
                continue
            status = topic.status
            for place in range(first, last + 1):
                if tokens[place].kind not in FIGURES:
                    continue
                topic.status = status  # what is said of the first of a run is said of all
                matched = self._match(tokens, place, first, last, codes)
                if matched is None:
                    continue
                site = self._site(tokens, matched, place, first, last, floor)
                noun = noun_phrase(self.text, tokens[site.floor : site.anchor])
                read_instrument(noun, site, matched.frame.role)
                figure = shared_limit(self.text, tokens[first], limited(self.text, clause.start, tokens[place]))
                draft = self._draft(clause, figure, matched, noun, site, topic)
                for token in tokens[first:place]:
                    if token.kind == "change" and token.value in ("up", "down"):  # 增长6%和下降3%
                        draft.direction = token.value
                draft.unreal = is_unreal(self.text, clause, tokens[place], matched.frame, supposed=topic.supposed)
                drafts.append(draft)
            if site is None or not drafts:
                self._trace(tokens, first, last, codes, ())
                continue
            self._count_condition(drafts, noun, tokens, site, topic)
            words = _kinds(clause, tokens[site.floor].start if site.floor else clause.start, tokens[first].start)
            if any(self.text[token.start] == "/" for token in tokens[first:last] if token.kind == "pair"):
                words |= {"respectively"}
            named = _companies(tokens[max(0, first - WINDOW) : first])
            rows = spread(self.text, drafts, noun, topic, words, named)
            settled = {tokens[place].start: dealt.get(place) for place in range(first, last + 1)} if dealt else {}
            for row in rows:
                if (deal := settled.get(row.figure.start)) is not None:
                    deal.give(row)
            self._trace(tokens, first, last, codes, rows)
            if self._keep(rows, noun, topic) and rows[-1].role != "streak":
                floor = last + 1
        note_time(self.text, topic, tokens, done, len(tokens))  # 去年亏损3亿元的甲今年上半年…, 第二期明年首季开售，…

    def _trace(self, tokens: Sequence[Token], first: int, last: int, codes: str, rows: Sequence[Draft]) -> None:
        """Write down what was made of a run of figures, where somebody wants to know."""
        if self.trace is None:
            return
        for place in range(first, last + 1):
            if tokens[place].kind in FIGURES:
                arguments = self._arguments(tokens, place, first, last, codes)
                made = [row for row in rows if row.figure.start == tokens[place].start]
                self.trace.append(Attempt(tokens, place, self.frames.tried(*arguments), made))

    def _match(self, tokens: Sequence[Token], place: int, first: int, last: int, codes: str) -> Match | None:
        """Return the frame of a figure, with where it begins and ends in the clause."""
        matched = self.frames.match(*self._arguments(tokens, place, first, last, codes))
        return matched and matched._replace(begin=min(max(0, first - WINDOW) + matched.begin, first))

    def _arguments(
        self, tokens: Sequence[Token], place: int, first: int, last: int, codes: str
    ) -> tuple[str, str, str, str, str]:
        """Return what frames see of a figure; the others of its run are not seen, but for the verb of its own."""
        token = tokens[place]
        own = [t for t in tokens[max(first, place - 3) : place] if t.kind in ("change", "to", "reach")]
        before = codes[max(0, first - WINDOW) : first] + "".join(KINDS[t.kind] for t in own[-1:])
        surface, rest = self.text[token.start : token.end], self.text[token.end : token.end + _REST]
        return token.kind, surface, rest, before, codes[last + 1 : last + 1 + WINDOW]

    def _site(self, tokens: Sequence[Token], matched: Match, place: int, first: int, last: int, floor: int) -> Site:
        begin = matched.begin if matched.frame.before is not None else first
        anchor = begin
        while anchor < first and tokens[anchor].kind in _NOMINAL:
            anchor += 1
        if any(token.kind in FIGURES for token in tokens[anchor:first]):
            floor = 0
        floor = min(max(floor, first - WINDOW), anchor)
        return Site(self.text, tokens, place, first, last, anchor, floor, begin, last + 1 + matched.reach)

    def _draft(self, clause: Clause, figure: Token, matched: Match, noun: Noun, site: Site, topic: Topic) -> Draft:
        frame = matched.frame
        draft = Draft(figure, frame, clause, frame.role, status=frame.status or topic.status)
        if draft.status == "actual" and not frame.status and _opens_expecting(clause):
            draft.status = "forecast"
        group = fill_company(self.text, topic, draft, noun, site)
        fill(draft, noun, site, topic)
        draft.subject = group or draft.subject
        if draft.status == "actual" and draft.period is not None:
            topic.past = draft.period
        return draft

    def _deal(self, clause: Clause, tokens: Sequence[Token], place: int, stated: Stated, topic: Topic) -> Draft:
        """Return the row of a figure that is a stake, or what is paid for one."""
        frame = self.frames.named("deal")
        figure = limited(self.text, clause.start, tokens[place])
        draft = Draft(figure, frame, clause, stated.role, status=topic.status)
        stated.give(draft)
        fill_time(draft, Noun(), self._site(tokens, Match(frame, place, 0), place, place, place, place), topic)
        draft.unreal = is_unreal(self.text, clause, tokens[place], frame, supposed=topic.supposed)
        return draft

    def _count_condition(
        self, drafts: Sequence[Draft], noun: Noun, tokens: Sequence[Token], site: Site, topic: Topic
    ) -> None:
        """Read 5.2万个品牌成交额增长300%: the count is a row with the rest as its condition, and narrows the other."""
        rows = topic.rows
        if (
            not rows
            or drafts[0].role not in ("change", "level")
            or not rows[-1].frame.id.startswith("counted")
            or rows[-1].clause is not drafts[0].clause
            or (rows[-1].metric and pattern_of("counted-places").fullmatch(rows[-1].metric.text))
        ):
            return  # in 在19个城市开设200家门店 cities are no condition
        count = rows[-1]
        lead = tokens[site.floor : site.anchor]
        if (
            noun.owners
            or noun.metric is None
            or not lead
            or lead[0].start != count.figure.end
            or lead[0].kind != "text"
        ):
            return
        name = clean(self.text[lead[0].start : lead[0].end])
        if not is_name(name):
            return
        start, end = noun.metric.span[0], tokens[site.last].end
        if not _is_threshold(drafts[0], noun.metric) and count.figure.item.bound == "=":
            if any(token.kind == "pair" for token in tokens[site.floor : site.first]):
                return  # 20亿流量和10亿元红包
            rows.pop()  # 28家企业平均毛利率为2%: how many there are is said by the way
            for draft in drafts:
                draft.subject = Piece(self.text[count.figure.start : lead[0].end], (count.figure.start, lead[0].end))
            return
        condition = self.text[start:end]
        count.metric = Piece(name + "数", lead[0].span)
        count.subject = Piece(clean(condition), (start, end))
        for draft in drafts:
            draft.subject = Piece(self.text[count.figure.start : lead[0].end], (count.figure.start, lead[0].end))

    def _keep(self, rows: Sequence[Draft], noun: Noun, topic: Topic) -> bool:
        """Take rows that say enough, and what they leave to be inherited; return whether there were any."""
        kept = False
        for draft in rows:
            if draft.frame.id.startswith("counted") and self._is_idle(draft):
                continue
            if draft.frame.id in _BY_NOUN and (is_quoted_name(self.text, draft) or is_class_of(self.text, draft)):
                continue
            if draft.subject is not None and draft.subject.text.startswith(("没有", "无一", "跌出", "掉出", "无缘")):
                continue
            if draft.metric is not None and draft.metric.text in ("前者", "后者", "两者"):
                continue
            if draft.role == "rank" and (_is_of_streak(self.text, draft, topic) or _only_numbers(self.text, draft)):
                continue
            if not is_measure(draft):
                draft.metric = _stand_in(draft, topic)
            if draft.role in ("change", "difference") and draft.figure.kind == "duration" and not _is_of_time(draft):
                continue  # 又跌了一个季度
            if (
                draft.role == "level"
                and draft.why.get("metric") == "spoken of before"
                and draft.metric is not None
                and (not can_be_of(draft.figure, draft.metric.text) or _is_of_each(self.text, draft))
            ):
                continue
            if draft.metric is None and draft.role not in ("change", "streak", "rank", "difference"):
                continue
            of_class = draft.frame.id in ("amount-of", "counted-noun")
            if of_class and draft.metric is not None and is_ratio(draft.metric.text):
                continue  # 600元以上机型占比升至20%, 千万像素以上镜头占比…: which are meant
            place_in_market(draft, noun, topic)
            if not draft.unreal:
                topic.rows.append(draft)
            kept = True
        if not kept:
            return False
        keep_market(rows, topic)
        draft = rows[-1]
        if topic.metric is None and draft.role == "share":
            topic.metric = draft.metric
        if (
            draft.metric is not None
            and len(draft.metric.text) > 1
            and (draft.role in _CARRYING or _carries_streak(draft, noun))
            and not draft.frame.metric.startswith(("part", "pace", "="))
        ):
            topic.metric = draft.metric
            if grows(draft.metric.text):
                topic.amount = draft.metric
        if len(rows) > 1 and rows[0].subject != draft.subject:
            topic.subject = None
        elif draft.role != "share" and not _is_aside(draft, noun, topic):
            only_place = draft.subject is not None and draft.subject.text == noun.place and not topic.whole
            topic.subject = None if only_place else draft.subject
        if draft.subject is not None and ends_as_part(draft.subject.text):
            topic.thing = draft.subject
        if len(noun.owners) > 1 or noun.metrics or noun.members:
            topic.listed = noun
        return True

    def _is_idle(self, draft: Draft) -> bool:
        """Tell whether a small count only lists or describes (两大关键, 三步流程) and measures nothing."""
        quantity = draft.figure.item
        if quantity.bound != "=" or quantity.value is None or not 0 < quantity.value <= 10:
            return False
        return quantity.unit is None or not _measuring(self.text, draft)


def runs_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return runs of figures joined by 、 or 和 (and a verb each: 增长6%和下降3%), and limits, as index pairs."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.kind not in FIGURES:
            continue
        if runs:
            begin, end = runs[-1]
            between = [t.kind for t in tokens[end + 1 : index]]
            if (tokens[end].kind == token.kind or {tokens[end].kind, token.kind} == _RATES) and (
                (between[:1] == ["pair"] and all(k in ("change", "reach", "basis") for k in between[1:]))
                or (between == ["conj"] and _are_limits(tokens[end], token))
                or (not between and token.kind == "ordinal")  # 分列二三位
            ):
                runs[-1] = (begin, index)
                continue
        runs.append((index, index))
    return runs


def _are_limits(low: Token, high: Token) -> bool:
    """Tell whether two figures are the least and the most of one measure: 不低于1亿元且不超过2亿元."""
    return low.kind == "money" and low.item.bound[0] == ">" and high.item.bound[0] == "<"


def _is_aside(draft: Draft, noun: Noun, topic: Topic) -> bool:
    """Tell whether the subject of a row is only of that row: among whom a place is, or what money was spent on."""
    if draft.role == "rank":
        return draft.subject not in (noun.subject, topic.thing)
    return draft.frame.metric == "invest" or draft.why.get("subject") in (ALONE, FORESEEN)


def _carries_streak(draft: Draft, noun: Noun) -> bool:
    """Tell whether a streak is of a measure the next figure may be of: 连续三季毛利率下滑，降至20%."""
    named = noun.known and draft.metric == noun.metric
    return draft.role == "streak" and (named or draft.why.get("metric") == "whose streak it is")


def _stand_in(draft: Draft, topic: Topic) -> Piece | None:
    """Return what a row measures whose own words name no measure."""
    if draft.role == "share":
        return Piece("占比", draft.figure.span)
    return topic.metric if draft.role in ("streak", "rank") else None


def _is_of_time(draft: Draft) -> bool:
    """Tell whether what a row measures lasts, so that it may grow by a span: 使用时长."""
    return draft.metric is not None and pattern_of("duration-name").search(draft.metric.text) is not None


def _is_threshold(draft: Draft, metric: Piece) -> bool:
    """Tell whether members are counted by what they reach (5.2万个品牌成交额增长超300%), not by what they are."""
    least = draft.figure.kind == "multiple" or draft.figure.item.bound in (">", ">=")
    return least and not pattern_of("of-all").match(metric.text)


def _is_of_each(text: str, draft: Draft) -> bool:
    """Tell whether a figure is of each, where the measure spoken of is of all: 销量3.2亿杯，人均喝掉2.3杯."""
    start = max(draft.clause.start, draft.figure.start - _REST)
    return pattern_of("for-each").search(text, start, draft.figure.start) is not None


def _only_numbers(text: str, draft: Draft) -> bool:
    """Tell whether an ordinal numbers one of several things, and is no place: 第三部分, 《第二人生》."""
    start, end = draft.figure.span
    if text.rfind("《", draft.clause.start - 1, start) > text.rfind("》", draft.clause.start - 1, start):
        return True
    alone = draft.metric is None and draft.subject is None and draft.figure.item.unit is None
    return alone and text[end - 1] not in "名位大首冠" and "一" <= text[end : end + 1] <= "龥"


def _is_of_streak(text: str, draft: Draft, topic: Topic) -> bool:
    """Tell whether the top is only what a streak in front is of: 连续三个月位居榜首, but not 连续三年位居首位."""
    after_streak = bool(topic.rows) and topic.rows[-1].role == "streak" and topic.rows[-1].clause is draft.clause
    return after_streak and pattern_of("named-top").match(text, draft.figure.start) is not None


def _opens_expecting(clause: Clause) -> bool:
    """Tell whether a clause opens with what others expect (市场预期营收增长5%); it holds for this clause only."""
    first = next((token for token in clause.tokens if token.kind not in ("conj", "period", "filler")), None)
    return first is not None and first.kind == "expect" and not first.value


def _measuring(text: str, draft: Draft) -> bool:
    """Tell whether a verb of measuring stands in front of a count (新增3家, 共有5条, 仅6家), or 有 before sites."""
    end = draft.figure.start
    if pattern_of("measuring").search(text, max(draft.clause.start, end - 6), end):
        return True
    if text.startswith("等", end - 1) and pattern_of("measuring-list").search(text, draft.clause.start, end):
        return True  # 新增上海至米兰等4条航线
    sites = draft.metric is not None and pattern_of("site").search(draft.metric.text)
    return bool(sites and text.startswith("有", end - 1))


def _kinds(clause: Clause, start: int, end: int) -> frozenset[str]:
    """Return the kinds of cue words in a stretch of a clause."""
    begin = bisect_left(clause.tokens, start, key=lambda token: token.start)
    inside = clause.tokens[begin : bisect_left(clause.tokens, end, key=lambda token: token.start)]
    return frozenset(token.kind for token in inside) | frozenset(
        token.value for token in inside if token.kind == "rank"
    )


def _companies(tokens: Sequence[Token]) -> list[Token]:
    """Return the companies among tokens, each at its first place."""
    found: dict[str, Token] = {}
    for token in tokens:
        if token.kind == "company" and token.item.kind in _ACTORS:
            found.setdefault(token.item.canonical, token)
    return list(found.values())
