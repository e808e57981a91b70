"""The part of a business a clause opens with, of which the next clauses go on to speak: 热泵业务承压，收入下降8%."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.measures import is_clause
from cnbiznews.facts.pieces import Piece, clean, ends_as_part, is_name
from cnbiznews.facts.places import place_gone_to
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["firm_brought_up", "part_spoken_of", "take_opened_with", "turned_to"]

_IN_FRONT = frozenset(("period", "conj", "partitive", "company", "anaphor", "of", "pair", "basis", "rank"))
_TIMES = ("period", "duration")
_REACH = 40  # characters a clause may take to come to its verb
_SHORTEST, _LONGEST = 2, 24
_COUNTED = ("一", "这", "那", "有")


def part_spoken_of(text: str, clause: Clause, tokens: Sequence[Token]) -> Piece | None:
    """Return the part a clause says something of, or puts forward at its end (发布新款手机，…; 最近的是D轮，…).

    Args:
        text: the reading text.
        clause: the clause.
        tokens: its tokens, without fillers.
    """
    named = [token for token in tokens if token.kind == "company"]
    return turned_to(text, clause) or _opened_with(text, clause, tokens, named) or _put_forward(text, clause, named)


def turned_to(text: str, clause: Clause) -> Piece | None:
    """Return the part a clause only turns to: 至于外界最关心的[代工业务]，…"""
    turning = pattern_of("turning-to").fullmatch(text, clause.start, clause.end)
    if turning is None:
        return None
    begin = text.rfind("的", turning.start(1), turning.end(1) - 1) + 1 or turning.start(1)
    words = clean(text[begin : turning.end(1)])
    return Piece(words, (begin, turning.end(1))) if _is_thing(words) and _may_be_part(words) else None


def take_opened_with(text: str, topic: Topic, clause: Clause, tokens: Sequence[Token]) -> None:
    """Speak of the title a clause opens with, also behind whose it is (甲的《长夜》6月公测，… not 甲凭借《长夜》，…).

    Where places are gone through one by one, speak of the one it opens with: 法国需求回暖，销量增长5%；德国下降3%.
    """
    title = None
    if text.find("《", max(0, clause.start - 1), clause.end) >= 0:
        title = pattern_of("title").match(text, clause.start - 1, clause.end)
    owned = title is not None and any(token.kind == "company" and token.start < title.start(1) for token in tokens)
    if title is not None and (not owned or text.startswith("的《", title.start(1) - 2)):
        name = f"《{title[1]}》" if title[1].isdigit() else title[1]
        topic.take_part(Piece(name, title.span(1)))
    elif (place := place_gone_to(text, clause, tokens, topic)) is not None:
        topic.subject = place


def firm_brought_up(text: str, clause: Clause, tokens: Sequence[Token]) -> Token | None:
    """Return the firm a clause without figures brings up at its end: 成立合资企业甲，… 推出名叫乙的应用，…"""
    firm = next((token for token in reversed(tokens) if token.kind == "company"), None)
    if firm is None or not pattern_of("behind-brought-up").fullmatch(text, firm.end, clause.end):
        return None
    begin = max(clause.start, firm.start - _REACH)
    return firm if pattern_of("brings-up-firm").search(text, begin, firm.start) else None


def _opened_with(text: str, clause: Clause, tokens: Sequence[Token], named: Sequence[Token]) -> Piece | None:
    """Return the part a clause opens with, if it says something of one.

    It is a part if it ends as one (业务, 工厂, 新品), or if the clause says what it is to the business (…仍是压舱石).
    """
    start = clause.start
    for token in tokens:
        if token.kind not in _IN_FRONT:
            break
        start = token.end
    end = min(clause.end, start + _REACH)
    stops = [verb.start() for verb in pattern_of("said-of-part").finditer(text, start, end)]
    time = next((token.start for token in tokens if token.kind in _TIMES and token.start > start), None)
    if time is not None:  # 新产线|明年投产, 低糖酸奶|三个月卖出…
        stops = [stop for stop in stops if stop < time] + [time]
    for stop in stops:
        begin = text.rfind("的", start, stop - 1) + 1 or start
        if stop - begin < _SHORTEST:
            continue
        words = pattern_of("lead").sub("", clean(text[begin:stop]))
        of_firm = any(begin <= token.start < stop for token in named)
        weighs = of_firm or _is_thing(words) or pattern_of("part-of-weight").match(text, stop, clause.end)
        if weighs and _may_be_part(words):
            return None if of_firm else Piece(words, (begin, stop))
    return None


def _put_forward(text: str, clause: Clause, named: Sequence[Token]) -> Piece | None:
    """Return the part a clause ends with, behind a verb that brings it up (推出) or a word that counts it (一款)."""
    start = max(clause.start, clause.end - _REACH)
    verb = pattern_of("put-forward").search(text, start, clause.end)
    if verb is None:
        return None
    begin = text.rfind("的", verb.end(), clause.end - 1) + 1 or verb.end()
    words = clean(text[begin : clause.end])
    if not (verb[0].startswith(_COUNTED) or _is_thing(words)):
        return None
    if not _may_be_part(words) or any(begin <= token.start < clause.end for token in named):
        return None
    return Piece(words, (begin, clause.end))


def _may_be_part(words: str) -> bool:
    return _SHORTEST <= len(words) <= _LONGEST and is_name(words) and not is_clause(words)


def _is_thing(words: str) -> bool:
    """Tell whether words name a part of a business, or a product by its model (A7, HT-12)."""
    return ends_as_part(words) or pattern_of("model").search(words) is not None
