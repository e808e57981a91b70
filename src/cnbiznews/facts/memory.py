"""What a clause leaves for the next ones: time and status, and what a clause without figures speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.instruments import instrument_of
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.parts import part_spoken_of, turned_to
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean, ends_as_segment
from cnbiznews.facts.places import place_at
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.times import is_compared, period_of, points_back
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.topic import Against, Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["COMPARING", "TIMES", "compared_with", "is_done", "note_time", "remember", "speak_of"]


COMPARING = frozenset(("basis", "compare"))  # kinds that say that something is compared
# What a clause consists of that only says what the next ones are compared with.
_COMPARED = frozenset(("basis", "compare", "conj", "diff", "of", "pair", "period", "prep", "text"))
TIMES = frozenset(("period", "expect", "status"))  # kinds that say when, or that it is still to come
_BESIDE = 12  # characters around a day that name a market
_AHEAD = ("plan", "forecast", "target")  # what is still to come


def note_time(text: str, topic: Topic, tokens: Sequence[Token], begin: int, end: int) -> None:
    """Keep what a stretch of a clause says about time and status."""
    for index in range(begin, end):
        token = tokens[index]
        if token.kind == "period":
            previous = tokens[index - 1] if index else None
            if is_compared(previous, token) or _is_base(text, tokens, index):
                continue
            if (
                (token is not tokens[-1] and pattern_of("momentary").fullmatch(text, token.start, token.end))
                or pattern_of("hour-of-scene").fullmatch(text, token.start, token.end)
                or _is_rare(text, token, token.end if begin or end < len(tokens) else tokens[-1].end)
                or pattern_of("begun").match(text, token.end)
                or pattern_of("announced").match(text, token.end)
                or _is_equalled(text, token)
                or (index and end - begin == len(tokens) and _is_by_the_way(text, topic, token))
                or (end - begin == len(tokens) and _is_same_year(text, topic, token))
                or (topic.period is not None and _only_describes(text, tokens, index, begin, end))
                or _is_dateline(text, tokens, index)
                or (
                    text[token.start - 1 : token.start] == "（" and text.startswith("）", token.end)
                )  # 国庆档（10月1日至8日）
            ):
                continue
            if (
                previous is not None
                and previous.kind == "text"
                and pattern_of("founded").search(clean(text[previous.start : previous.end]))
            ):
                continue
            _set_period(text, topic, token)
        elif token.kind == "expect" and token.value:
            topic.status = token.value  # 前值
        elif (
            token.kind == "status" and not _is_noun(text, tokens, index) and topic.status + token.value != "targetplan"
        ):
            if topic.status == "actual" and token.value in _AHEAD and topic.period == topic.past:
                topic.period = None  # 三季度营收5亿元，拟裁员300人: not in that quarter
            topic.status = token.value


def _is_rare(text: str, token: Token, end: int) -> bool:
    """Tell whether a span of time only says how rare something is: 创近四年新高, 这是上市以来增速最低的季度.

    Args:
        end: where the clause ends, if no figure stands in it.
    """
    record = pattern_of("record")
    if pattern_of("span-of-time").search(text, token.start, token.end) and record.match(text, token.end):
        return True
    span = pattern_of("span-by-the-way").fullmatch(text, token.start, token.end)
    return span is not None and record.search(text, token.end, end) is not None


def _is_same_year(text: str, topic: Topic, token: Token) -> bool:
    """Tell whether 全年 in a clause without figures is but the year spoken of: 2025财年，甲首次实现全年转正，…"""
    named = topic.period and pattern_of("whole-year").search(topic.period.text)
    return named is not None and text[token.start : token.end] == "全年"


def _is_by_the_way(text: str, topic: Topic, token: Token) -> bool:
    """Tell whether a year inside a clause without figures is told by the way: 三季度…。公司今年转向…，销量增长5%."""
    frame = topic.opened is not None and pattern_of("frame-of-time").search(topic.opened.text)
    return bool(frame) and pattern_of("year-by-the-way").fullmatch(text, token.start, token.end) is not None


def _is_dateline(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a day says when something was reported, not what is reported of: 甲周四宣布，…"""
    day = tokens[index]
    return (
        pattern_of("day-of-report").fullmatch(text, day.start, day.end) is not None
        and pattern_of("reporting").match(text, day.end) is not None
    )


def _only_describes(text: str, tokens: Sequence[Token], index: int, begin: int, end: int) -> bool:
    """Tell whether a period belongs to a noun or a cause and says nothing of when: 受春节错位影响, 结束此前的下降."""
    if begin or end < len(tokens):
        return False  # a figure stands in the clause
    opener = tokens[0].end if index and tokens[0].kind == "period" else tokens[0].start
    if pattern_of("cause").match(text, opener):
        return True  # 受春节错位影响，… 10月受假期影响，…
    if pattern_of("surpassing").search(text, tokens[0].start, tokens[index].start):
        return True  # 已超过去年全年
    if index and index + 1 < len(tokens) and tokens[index + 1].kind == "of":
        return pattern_of("report").match(text, tokens[index + 1].end) is None  # but 发布了三季度的成绩单
    return False


def _is_equalled(text: str, token: Token) -> bool:
    """Tell whether a period is only what another one is like: 与第三季持平."""
    return text.startswith(("与", "和", "跟", "同", "较"), max(0, token.start - 1)) and (
        pattern_of("equal").match(text, token.end) is not None
    )


def _is_base(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a period belongs to the one figure behind it (超越去年全年的60亿元, 恢复至2020年的九成)."""
    lead = text[max(0, tokens[index].start - 8) : tokens[index].start].rstrip("公司集团其")
    if lead.endswith(("相当于", "等于")):
        return True  # 相当于2024年营收的两倍
    if not index or tokens[index - 1].kind not in ("reach", "to", "basis", "ratio-to"):
        return False
    following = [token for token in tokens[index + 1 : index + 3] if token.kind != "of"]
    return bool(following) and following[0].kind in FIGURES


def _foresees(text: str, token: Token, word: Token) -> bool:
    """Tell whether a word like 预计 that ends a clause is a verb: of its kind, or behind somebody who may expect."""
    return (
        token.kind in ("company", "anaphor")
        or (token.kind == "text" and pattern_of("foreseeing").fullmatch(text, word.start, word.end) is not None)
        or pattern_of("experts").search(text, token.start, token.end) is not None
    )


def _is_noun(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word like 计划 or 预期 is a noun here (拉美计划, 高于预期)."""
    if tokens[index].value == "claim":
        return False
    if pattern_of("scheme").search(text, max(0, tokens[index].start - 4), tokens[index].start):
        return True  # 员工持股|计划
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        (following is None and not (index and _foresees(text, tokens[index - 1], tokens[index])))
        or (following is not None and following.kind in ("of", "attr", "pair"))
        or (index > 0 and tokens[index - 1].kind in ("diff", "of"))
        or pattern_of("as-expected").match(text, tokens[index].end) is not None
    )


def _set_period(text: str, topic: Topic, token: Token) -> None:
    """Keep a period; one that stands in front of the first statement of its sentence lasts."""
    found = period_of(text, token)
    if points_back(found, topic):
        return
    topic.period = found
    topic.first = topic.first or found
    if pattern_of("trading-day").search(found.text) and pattern_of("market-by-name").search(
        text, max(0, token.start - _BESIDE), token.end + _BESIDE
    ):
        topic.traded = found  # 11月6日，A股集体收涨
    topic.lasting = (
        token.value != "weak"
        and all(row.role == "rank" and row.period is None for row in topic.rows)
        and not topic.partitive
        and not any(pattern_of(use).fullmatch(found.text) for use in ("passing-time", "pointing-period"))
        and not pattern_of("time-to-come").search(found.text)
    )
    if topic.lasting:
        if pattern_of("that-quarter").fullmatch(found.text):
            topic.reported = topic.opened or topic.reported  # 三季度…。当季…: reports are of 三季度
        topic.opened, topic.span = found, None
    elif topic.opened is not None and pattern_of("account-period").search(found.text):
        topic.span = found if pattern_of("up-to").match(topic.opened.text) else None


def remember(text: str, topic: Topic, clause: Clause, tokens: Sequence[Token], *, wanted: bool) -> None:
    """Keep what a clause without figures speaks of: a bare 同比增长5% may follow.

    Where no figure follows in the paragraph (``wanted``), what it lists and the part it speaks of matter to none.
    """
    if clause.opened_by == "（" or pattern_of("reckoned").fullmatch(text, clause.start, clause.end):
        return
    if any(pattern_of("cause").match(text, token.start) for token in tokens[:2]):
        return  # 由于新品占比上升，… 甲受益于新品热销，…: only a reason
    if (turned := turned_to(text, clause)) is not None and not any(token.kind == "company" for token in tokens):
        topic.respect = topic.market = topic.thing = turned
        return
    words = clean(text[clause.start : clause.end])
    if pattern_of("parting").fullmatch(words):
        topic.divided = True  # 分区域，欧洲5亿元、美洲3亿元: parts of what was measured
        return
    begin = tokens[0].end if tokens[0].kind == "period" else clause.start
    respect = pattern_of("respect").match(text[begin : clause.end].strip("“” \u3000"))
    if (
        respect
        and not any(token.kind in ("company", "realize") for token in tokens)
        and not pattern_of("no-respect").match(named := next(filter(None, respect.groups())))
    ):
        topic.respect = Piece(clean(named), (begin, tokens[-1].end))
        topic.market = topic.respect
        return
    if (place := _place_alone(text, tokens)) is not None:
        topic.respect = place
        return
    if (event := pattern_of("around-event").fullmatch(words)) and not pattern_of("no-event").match(event[1]):
        topic.period = Piece(event[1], (tokens[0].start, tokens[-1].end))
        topic.lasting = False
    elif pattern_of("during").fullmatch(words) and all(token.kind == "text" for token in tokens):
        topic.period = Piece(words, (tokens[0].start, tokens[-1].end))
        topic.lasting = False
    if (name := pattern_of("named-thing").search(text, clause.start, clause.end + 1)) and not name[1].endswith(
        ("报告", "公告", "年报", "季报", "业绩")
    ):
        topic.subject = Piece(clean(name[1]), name.span(1))
    if (instrument := instrument_of(text, tokens)) is not None:
        topic.widen(instrument)
        topic.metric = Piece("价格", instrument.span)
        return
    if plan := pattern_of("plan-of-money").search(text, clause.start, clause.end):
        topic.metric = Piece(plan[1], plan.span(1))  # 甲宣布扩产计划，总额达…
    market = pattern_of("market-named").search(text, clause.start, clause.end)
    named = [index for index, token in enumerate(tokens) if token.kind == "metric"]
    if not named and (moved := _market_move(text, clause, tokens)):
        topic.metric = moved
    if named:
        noun = noun_phrase(text, tokens[: named[-1] + 1])
        topic.metric = noun.metric
        if noun.subject is not None:
            topic.subject = noun.subject
        if len(noun.owners) == 1 and topic.company is None and not topic.whole and not is_observer(noun.owners[0]):
            topic.name(noun.owners[0])
        last = named[0]
        while last + 2 < len(tokens) and tokens[last + 1].kind == "pair" and tokens[last + 2].kind == "metric":
            last += 2
        if last < named[-1]:
            noun = noun_phrase(text, tokens[: last + 1])
    else:
        kinds = [token.kind for token in tokens]
        lists = wanted and ("pair" in kinds or kinds.count("company") > 1 or kinds.count("period") > 1)
        noun = noun_phrase(text, tokens) if lists or (market and "company" in kinds) else Noun()
        if len(tokens) > 2 and [t.kind for t in tokens[:3]] == ["company", "text", "period"]:
            part = clean(pattern_of("opened").sub("", text[tokens[1].start : tokens[1].end]))
            topic.subject = Piece(part, tokens[1].span) if 2 <= len(part) <= 6 else topic.subject
        opening = clean(text[tokens[0].start : tokens[0].end])
        if len(tokens) == 1 and topic.company is None and (state := pattern_of("state-of").match(words)):
            topic.subject = Piece(state[1], tokens[0].span)
        elif tokens[0].kind == "text" and len(opening) <= 10 and ends_as_segment(opening) and not _names(tokens):
            topic.subject = Piece(opening, tokens[0].span)
    if market and not noun.owners:
        topic.market = Piece(clean(market[0]), market.span())
    elif market := pattern_of("largest-of").search(text, clause.start, clause.end):
        topic.market = Piece(clean(market[1]), market.span(1))
    asks = wanted or (topic.company is None and not topic.whole and "company" in clause.kinds)  # … whose part it is
    if asks and not (named and noun.subject) and (spoken := part_spoken_of(text, clause, tokens)) is not None:
        speak_of(topic, spoken, tokens)
    if len(noun.owners) > 1 or noun.metrics or noun.members or len(noun.periods) > 1:
        topic.listed = noun


def _market_move(text: str, clause: Clause, tokens: Sequence[Token]) -> Piece | None:
    """Return the price of the shares where a clause says nothing but how a firm's shares move: 甲续创新低，跌至…"""
    firm = next((token for token in tokens if token.kind == "company"), None)
    moved = firm and pattern_of("market-move").fullmatch(text, firm.end, clause.end)
    return Piece("股价", moved.span()) if moved else None


def _place_alone(text: str, tokens: Sequence[Token]) -> Piece | None:
    """Return the place a clause only names, in which what follows is said: 在欧洲，甲开出12家门店."""
    rest = [token for token in tokens if token.kind not in ("conj", "partitive", "period")]
    named = place_at(text, rest[0]) if len(rest) == 1 else None
    return named if named and not pattern_of("no-place-of-firm").fullmatch(named.text) else None


def speak_of(topic: Topic, part: Piece, tokens: Sequence[Token]) -> None:
    """Speak of the part a clause brings up, and of whose it is: 手机业务仍是甲最大的收入来源."""
    owners = [token for token in tokens if token.kind == "company"]
    if len(owners) == 1 and topic.company is None and not topic.whole:
        topic.name(owners[0])
    topic.take_part(part)


def _names(tokens: Sequence[Token]) -> bool:
    """Tell whether a company follows that the words in front of it only describe: 服饰品牌|甲."""
    return len(tokens) > 1 and tokens[1].kind == "company"


def compared_with(text: str, tokens: Sequence[Token]) -> Against | None:
    """Return what a clause says that the next ones are compared with, if it says nothing else: 与2021年的高点相比，…"""
    if not _COMPARED.issuperset([token.kind for token in tokens]):
        return None
    bases = [token for token in tokens if token.kind == "basis" and pattern_of("comparing").search(text, *token.span)]
    if not bases and not (
        any(token.kind == "compare" and pattern_of("comparing").search(text, *token.span) for token in tokens)
        and any(token.kind == "period" for token in tokens)
    ):
        return None
    return Against(text[tokens[0].start : tokens[-1].end], bases[0].value if bases else None)


def is_done(text: str, clause: Clause) -> bool:
    """Tell whether a clause says that something has come about (已完成…), which no plan or forecast is."""
    words = [text[token.start : token.end] for token in clause.tokens if token.kind == "filler"]
    return ("已" in words or "已经" in words) and all(token.kind != "status" for token in clause.tokens)
