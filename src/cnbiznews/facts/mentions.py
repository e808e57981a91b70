"""What the finders found in a text as tokens: figures, periods with the words that belong to them, companies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cnbiznews.alignment import altered
from cnbiznews.facts.codes import name_end
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of
from cnbiznews.quantities import Quantity

if TYPE_CHECKING:
    from cnbiznews.companies import Company

__all__ = ["mention_tokens"]

_OPENERS = frozenset(("", *"，。；：、“「\n"))  # what a clause begins behind
_LINE = frozenset(("", *"\n【[（("))  # what a line opens behind, its brackets included
_REACH = 6  # characters in front of a company that say that it watches others, or of 期间 that say what goes on
_THROUGH = 4  # characters of the word (and the city) in front of where shares are traded, at most
_AGAINST = ("较", "比", "与")
_AGO = re.compile("[之以]?前(?:相比)?")
_MEANWHILE = "期间"
_MEASURED = tuple("连续近每达逾超满第短长需均仅隔至为到数期龄限过前后约")  # what the length of a span stands behind
_DAYS = ("一天", "一日", "一晚", "一夜", "1天", "每天")  # 一天卖8000元: what is sold of a day
_CLOCK = re.compile(r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?")


def mention_tokens(text: str, quantities: Sequence[Quantity], companies: Sequence[Company]) -> list[Token]:
    """Return figures, periods and companies as tokens, in order; a company goes before a figure inside it."""
    festivals = [_stretch(text, *match.span()) for match in pattern_of("festival").finditer(text)]
    meanwhile = _events(text)
    opened = {start for start, _ in festivals}  # 天猫618: the platform belongs to the festival
    pointing = [match.span() for match in pattern_of("pointing").finditer(text)]
    described = [span[0] for span in pointing]
    trading = _market_places(text, companies)
    no_company = pattern_of("no-company")
    companies = [
        c
        for c in companies
        if c.start not in opened
        and not ((index := bisect_left(described, c.end)) and pointing[index - 1][1] > c.start)
        and not no_company.match(c.text)
        and c.start not in trading
        and not text.startswith("其中", max(0, c.start - 1))
    ]
    watching, called = pattern_of("watching"), pattern_of("called")
    houses = {c.canonical for c in companies if watching.search(text, max(0, c.start - _REACH), c.start)}
    tokens = [
        Token(
            c.start,
            as_called.end() if (as_called := called.match(text, c.end)) else c.end,
            "company",
            "observer" if c.canonical in houses else "",
            item=c,
        )
        for c in companies
    ]
    tokens += [Token(start, end, "anaphor") for start, end in pointing]
    tokens += trading.values()
    for use in ("day-of-event", "time-of-what", "span-of-opening"):
        tokens += [Token(*match.span(), "period", "weak") for match in pattern_of(use).finditer(text)]
    taken = sorted(token.span for token in tokens)
    starts = [span[0] for span in taken]
    floor = 0
    for quantity in quantities:
        start, end = quantity.start, quantity.end
        if end <= floor:
            continue  # in the words that belong to a period: 截至6月底止六个月
        index = bisect_left(starts, end)
        if index and taken[index - 1][1] > start:
            continue
        kind = quantity.type
        if named := name_end(text, quantity):  # 10年期国债, 主力合约2601
            tokens.append(Token(max(start, floor), named, "text"))
            floor = named
            continue
        if (kind == "range-class" and quantity.unit == "线") or (
            quantity.bound == "=" and text[start] == "一" and kind == "count"
        ):
            continue
        if kind == "duration" and text.startswith("目标价", end):
            tokens.append(Token(max(start, floor), end, "filler"))  # 12个月|目标价
            floor = end
            continue
        if kind == "ordinal" and pattern_of("numbered").match(text, end):
            continue  # 第二工厂
        if kind == "date" and text[end - 1] == "年" and pattern_of("vintage").match(text, end):
            continue  # 2025年飞天茅台
        if kind == "date" and pattern_of("one-of-many").fullmatch(text, start - 1, end):
            continue  # 最难的一季
        if kind == "date" or (
            kind == "duration"
            and (
                pattern_of("duration-as-period").search(text[start:end] + text[end : end + 1])
                or (
                    text.startswith("两年", start) and pattern_of("years-beside").search(text, max(0, start - 2), start)
                )
            )
        ):
            kind = "period"
        if kind == "period" and quantity.type == "duration" and pattern_of("since-first").match(text, end - 1):
            kind = "duration"  # 18个月来首次
        elif kind == "duration" and text[start - 1 : start] in _AGAINST and (ago := _AGO.match(text, end)):
            year = text[start:end] in ("一年", "1年", "12个月")
            tokens.append(Token(max(start - 1, floor), ago.end(), "basis", "yoy" if year else "prior"))
            floor = ago.end()  # 较三个月前增长19%
            continue
        elif kind == "duration" and (
            pattern_of("time-before").match(text, end)
            or (pattern_of("years-before").match(text, start) and text[start - 1 : start] in _OPENERS)
        ):
            kind, end = "period", end + 1
        elif kind == "duration" and (done := _done_meanwhile(text, start, end)) is not None:
            kind, end = "period", done
        elif kind == "name" or (kind == "money" and text[start - 1 : start] == "每"):
            continue  # 每百元营收: what the figure behind it is counted by
        elif quantity.unit is None and end - start == 4 and pattern_of("bare-year").match(text, start):
            kind = "period"
        if kind == "period" and _is_clock_of_item(text, start, end):
            kind = "filler"
        if kind == "period":
            start, end = _stretch(text, max(start, floor), end)
        floor = end
        tokens.append(Token(start, end, kind, item=quantity))
    covered = sorted((token.start, token.end) for token in tokens)
    begins = [span[0] for span in covered]
    for start, end in (*festivals, *meanwhile):
        index = bisect_left(begins, end)
        if not index or covered[index - 1][1] <= start or text[start:end].startswith(text[slice(*covered[index - 1])]):
            tokens.append(Token(start, end, "period"))
    tokens += [_first_place(*match.span(), match.group()) for match in pattern_of("first-place").finditer(text)]
    tokens.sort(key=lambda token: (token.start, -token.end))
    return _joined(tokens)


def _done_meanwhile(text: str, start: int, end: int) -> int | None:
    """Return where a span of time ends in which something is done, if it is one: 三年|净增600家, 两年间|翻了一番."""
    if text[start - 1 : start] in _MEASURED or text[start:end] in _DAYS:
        return None
    done = pattern_of("done-meanwhile").match(text, end)
    return done.end() if done is not None else None


def _is_clock_of_item(text: str, start: int, end: int) -> bool:
    """Tell whether a time of day opens a line, as in a ticker of news: when it was published, no time of a figure."""
    return text[start - 1 : start] in _LINE and _CLOCK.fullmatch(text, start, end) is not None


def _market_places(text: str, companies: Sequence[Company]) -> dict[int, Token]:
    """Return the words that say where shares are traded, by where the name in them begins: 通过|上交所|大宗交易系统."""
    found: dict[int, Token] = {}
    for company in companies:
        if not pattern_of("market-place").search(company.canonical):
            continue
        through = pattern_of("through-market-place").search(text, max(0, company.start - _THROUGH), company.start)
        behind = pattern_of("behind-market-place").match(text, company.end)
        if through is not None and behind is not None:
            found[company.start] = Token(company.start, behind.end(), "filler")
    return found


def _events(text: str) -> list[tuple[int, int]]:
    """Return the events named as a period (展会期间), looked for in front of the word all of them end with."""
    found: list[tuple[int, int]] = []
    place = text.find(_MEANWHILE)
    while place >= 0:
        end = place + len(_MEANWHILE)
        if event := pattern_of("other-event").search(text, max(found[-1][1] if found else 0, place - _REACH), end):
            found.append(event.span())
        place = text.find(_MEANWHILE, end)
    return found


def _first_place(start: int, end: int, words: str) -> Token:
    """Return the place a word names without a numeral: 居首, 榜首."""
    return Token(start, end, "ordinal", item=Quantity(start, end, words, "ordinal", Decimal(1), Decimal(1)))


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the words into a period that belong to it: 截至…末, …期间, …全年."""
    if head := pattern_of("period-head").search(text, max(0, start - 8), start):
        start = head.start()
    if tail := pattern_of("period-tail").match(text, end):
        end = tail.end()
    if head and (span := pattern_of("period-closed").match(text, end - text.endswith("止", start, end))):
        end = span.end()
    if since := pattern_of("period-since").search(text, max(0, start - 1), start):
        if event := pattern_of("period-since-event").match(text, end):
            return since.start(), event.end()
        if pattern_of("period-open").match(text, end) or pattern_of("period-open").search(
            text, max(start, end - 3), end
        ):
            start = since.start()
    return start, end


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Join periods that touch (今年 + 618期间) and drop what another mention covers."""
    result: list[Token] = []
    for token in tokens:
        if result and token.start < result[-1].end:
            last = result[-1]
            if last.kind == token.kind == "period":
                result[-1] = altered(last, end=max(last.end, token.end))
            elif last.kind == "period" and token.kind != "period" and last.end > token.start:
                result[-1] = altered(last, end=token.start) if token.start > last.start else token
                if result[-1] is not token:
                    result.append(token)
            continue
        if result and token.kind == result[-1].kind == "period" and token.start == result[-1].end:
            result[-1] = altered(result[-1], end=token.end)
            continue
        result.append(token)
    return result
