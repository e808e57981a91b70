"""How a clause begins: whom it is about, and who only reports, comments or is dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnbiznews.facts.observers import foresees, is_observer, speaks_of_others
from cnbiznews.facts.phrase_owners import is_channel
from cnbiznews.facts.pieces import Piece, clean, region_of
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["SKIPPED", "Opening", "read_opening", "somebody_at", "without_dateline", "without_partner"]

_ACTORS = ("company", "brand")
# Kinds that may stand in front of what a clause is about.
SKIPPED = frozenset(("period", "conj", "status", "partitive", "basis", "cum", "total", "pair", "of", "each"))


_EARLY = 4  # tokens among which the firm stands that a clause opens with


class Opening(NamedTuple):
    """What a clause opens with."""

    company: Token | None = None
    scope: Piece | None = None
    place: str = ""
    speaker: bool = False  # somebody speaks who is not spoken of, or not if there is another company to speak of
    opinion: bool = False  # … and gives an opinion
    outsider: bool = False  # … a house, an analyst or an association, which speaks of a trade or of a firm it names
    authority: bool = False  # … an authority or an association, which speaks of its trade or country


def read_opening(text: str, tokens: Sequence[Token], *, first: bool, counted: bool) -> Opening:
    """Read what a clause opens with.

    Args:
        text: the reading text.
        tokens: the clause up to its first figure, without fillers.
        first: whether nothing stands before it in the sentence that has a subject.
        counted: whether the clause holds a figure.
    """
    if (head := _described(text, tokens, ends=not counted)) is not None:
        listed = head + 1 < len(tokens) and tokens[head + 1].kind == "pair"
        if listed or foresees(tokens[head]):
            return _named(text, tokens, head, None, counted=counted)
        return Opening(company=tokens[head])  # 记者在总部的甲看到，…: not that somebody else speaks
    scope: Piece | None = None
    place = ""
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind in SKIPPED:
            continue
        if token.kind == "anaphor":
            if following is not None and following.kind == "pair":
                return Opening()  # 公司与甲…: the firm spoken of is one of several
            continue
        if token.kind == "company":
            if is_channel(text, token) or (index and tokens[0].kind == "pair"):
                return Opening(scope=scope, place=place)  # 在甲的成交额, 和甲的合作
            if (owned := _owned(text, tokens, index)) is not None:
                return _named(text, tokens, owned, scope, counted=counted)
            if _relates(text, tokens[index : index + 4]):  # 甲的对手乙: 乙 is spoken of
                return _named(text, tokens, index + 3, scope, counted=counted)
            if (
                token.item.kind == "media"
                and following is not None
                and pattern_of("dispatch").match(text, following.start)
            ):
                continue  # 某通讯社27日讯: the news follows
            return _named(text, tokens, index, scope, counted=counted)
        if token.kind == "prep" and (example := _example(text, tokens[index + 1 :])):
            return Opening(company=example)
        if token.kind == "source":
            own = _own_account(text, tokens[index + 1 :])
            return Opening(company=own, speaker=own is None)
        if token.kind == "macro" and first:
            if pattern_of("site-behind-place").match(text, token.end):
                return Opening(scope=scope, place=place)  # 印度浦那厂将投产: a site of whom is spoken of
            if scope is None:
                scope, place = piece_of(text, token), piece_of(text, token).text
                if part := pattern_of("region-part").match(text, token.end):
                    scope = Piece(scope.text + part.group(), (token.start, part.end()))
            continue
        if token.kind == "text":
            if pattern_of("dispatch").search(text, token.start, token.end):
                continue
            if (
                following is not None
                and following.kind == "company"
                and pattern_of("apposition").search(clean(text[token.start : token.end]))
            ):
                continue
            end = region_of(text, token.start, token.end) if first and scope is None else token.start
            if end > token.start and not pattern_of("facility").match(text, end):
                place = text[token.start : end]
                part = pattern_of("region-part").match(text, end, token.end)
                end = part.end() if part else end
                scope = Piece(text[token.start : end], (token.start, end))
            elif first and scope is None and pattern_of("industry").search(text, token.start, token.end):
                scope = piece_of(text, token)
        return Opening(scope=scope, place=place)
    return Opening(scope=scope, place=place)


def somebody_at(text: str, start: int, end: int) -> int:
    """Return where the words for somebody without a name end that a clause opens with: 一位店主说, 山东一家乳企."""
    there = region_of(text, start, end)
    who = pattern_of("somebody-there") if there > start else pattern_of("somebody", "unnamed-firm")
    said = who.match(text, there, end)
    return said.end() if said else 0


def without_dateline(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out agency, place and day in front of what an agency reports, where a company stands first."""
    first = tokens[0]
    if first.item.kind == "media" and (line := pattern_of("dateline").match(text, first.end)):
        return [token for token in tokens if token.start >= line.end()]
    return tokens


def without_partner(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out with whom a firm signs or agrees on something: 甲|与乙|签订3亿元的合同 is of 甲."""
    at = next((index for index, token in enumerate(tokens[:_EARLY]) if token.kind == "company"), None)
    if at is None or [token.kind for token in tokens[at + 1 : at + 3]] != ["pair", "company"]:
        return tokens
    if tokens[at + 1].start == tokens[at].end and pattern_of("signing-with").match(text, tokens[at + 2].end):
        return tokens[: at + 1] + tokens[at + 3 :]
    return tokens


def _relates(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a company only says whose rival or daughter the next one is: 甲的对手乙."""
    if [token.kind for token in tokens] != ["company", "of", "text", "company"] or tokens[2].end != tokens[3].start:
        return False
    return pattern_of("relation").fullmatch(text, tokens[2].start, tokens[2].end) is not None


def _owned(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """Return where the company stands that another one only owns: 甲旗下乙, 甲旗下规模最大的产品乙."""
    owned = next((place for place in range(index + 1, len(tokens)) if tokens[place].kind == "company"), None)
    if owned is None or not pattern_of("owning").match(text, tokens[index].end, tokens[owned].start):
        return None
    begin, end = tokens[index].end, tokens[owned].start
    between = pattern_of("owning").fullmatch(text, begin, end) or pattern_of("apposition").search(text, begin, end)
    return owned if between and not any(mark in text[begin:end] for mark in "，、") else None


def _described(text: str, tokens: Sequence[Token], *, ends: bool) -> int | None:
    """Return where the company stands that opens a clause behind what describes it: 总部在苏州的甲, 只有乙.

    A clause without figures (``ends``) may do nothing but describe it: 与甲合作的乙，… 首先是丙，…
    """
    if "company" not in [token.kind for token in tokens]:
        return None
    if ends and (last := _presented(text, tokens)):
        return last
    opener = next((token for token in tokens if token.kind not in SKIPPED), None)
    if (
        opener is None
        or opener.kind in ("company", "anaphor", "source", "invest")
        or (opener.kind == "prep" and text[opener.start : opener.end] not in ("以", "被"))
        or pattern_of("taking").match(text, opener.start)
    ):
        return None
    for index, token in enumerate(tokens):
        if token.kind in ("attr", "source") or (token.kind == "status" and token.value == "claim"):
            return None
        if token.kind == "company" and index and tokens[index - 1].end == token.start:
            before = tokens[index - 1]
            named = before.kind == "text" and pattern_of("apposition").search(text, before.start, before.end)
            behind_of = index > 1 and tokens[index - 2].kind == "of"
            if before.kind == "of" or (named and behind_of):
                handled = pattern_of("handled").search(text, opener.start, before.start) and index + 1 < len(tokens)
                return None if handled else index
            if pattern_of("only").search(text, before.start, before.end):
                return index
    return None


def _presented(text: str, tokens: Sequence[Token]) -> int | None:
    """Return where the company stands that a clause ends with and only describes (…的甲，) or presents (例子是甲，)."""
    last = len(tokens) - 1
    before = tokens[last - 1]
    if tokens[last].kind != "company" or last < 2 or pattern_of("taking").match(text, tokens[0].start):
        return None
    if before.kind == "text" and pattern_of("apposition").search(text, before.start, before.end):
        before = tokens[last - 2]
    if before.end == tokens[last].start and before.kind == "of":
        return last
    return last if pattern_of("presenting").search(text, tokens[0].start, before.end) else None


def _own_account(text: str, tokens: Sequence[Token]) -> Token | None:
    """Return the firm of 据甲介绍, 据甲招股书 and 根据其母公司甲的规划: what it says or writes of itself."""
    place = next((index for index, token in enumerate(tokens) if token.kind == "company"), None)
    if place is None or any(token.kind not in ("anaphor", "text") for token in tokens[:place]):
        return None
    firm = tokens[place]
    if firm.item.kind not in _ACTORS or is_observer(firm):
        return None
    said = len(tokens) > place + 1 and tokens[place + 1].kind == "attr" and tokens[place + 1].value == "self"
    return firm if (said and not place) or pattern_of("own-paper").match(text, firm.end) else None


def piece_of(text: str, token: Token) -> Piece:
    """Return the words of a token."""
    return Piece(clean(text[token.start : token.end]), (token.start, token.end))


def _example(text: str, tokens: Sequence[Token]) -> Token | None:
    """Return the company of 以甲为例."""
    if (
        len(tokens) > 1
        and tokens[0].kind == "company"
        and text.startswith(("为例", "来说", "来看", "而言"), tokens[0].end)
    ):
        return tokens[0]
    return None


def _named(text: str, tokens: Sequence[Token], index: int, scope: Piece | None, *, counted: bool) -> Opening:
    """Read a clause that opens with a company."""
    token = tokens[index]
    if index + 1 < len(tokens) and tokens[index + 1].kind == "pair":
        listed = text.startswith("、", tokens[index + 1].start)
        partner = tokens[index + 2] if index + 2 < len(tokens) and not counted and not listed else None
        if partner is not None and partner.kind == "company" and pattern_of("with-partner").match(text, partner.end):
            return Opening(company=token)  # 甲与乙竞争，…: of the first
        if counted or listed or index + 2 == len(tokens) or tokens[index + 2].kind != "text":
            return Opening()  # one of several: the phrase is read as a whole
        return Opening(company=token)  # 甲与一家物流公司合资，…
    actor = token.item.kind in _ACTORS
    between = token.end
    if index + 1 < len(tokens) and pattern_of("helper").match(text, tokens[index + 1].start):
        return Opening(speaker=True)
    if pattern_of("filed-there").match(text, token.start):
        return Opening(speaker=True)
    outsider = speaks_of_others(text, token)
    if pattern_of("analyst").match(text, between) or (outsider and actor and not is_observer(token)):
        return Opening(speaker=True, opinion=True, outsider=True)
    for later in tokens[index + 1 :]:
        if later.kind == "company":
            break
        if later.kind == "status" and later.value == "forecast" and foresees(token):
            return Opening(speaker=True, outsider=True, authority=not is_observer(token))
        if later.kind == "attr" and text.startswith("据", later.start):
            break  # 甲据悉计划上市: others speak of it
        if later.kind == "attr" or (later.kind == "status" and later.value == "claim"):
            reports = pattern_of("own-report", "own-data").search(text, between, later.end)
            own = later.value == "self" or reports is not None
            if is_observer(token) and pattern_of("findings").search(text, between, tokens[-1].end):
                return Opening(speaker=True)  # 甲咨询公布的数据显示，…
            if (
                (actor or (counted and later.value == "self" and token.item.kind == "gov"))
                and own
                and not (is_observer(token) and later.value != "self")
            ):
                said = is_observer(token) and pattern_of("saying").search(text, later.start, later.end) is not None
                return Opening(company=token, speaker=said)
            says = later.kind == "status" or pattern_of("office").search(text, between, later.start) is not None
            if actor and says and not is_observer(token):
                return Opening(company=token)  # 甲称，… 甲董事长张三指出，…: a firm speaks of itself
            opinion = later.value in ("claim", "view")
            return Opening(speaker=True, opinion=opinion, outsider=outsider or (opinion and foresees(token)))
        if later.kind in ("prep", "macro") and foresees(token):
            continue  # 甲咨询把全国出货量预期从5亿台下调…
        if later.kind not in ("text", "period", "pair", "of", "conj", "anaphor", "status", "metric"):
            break
    if not actor and (token.item.kind == "media" or not counted):
        return Opening(speaker=True, outsider=outsider)
    if not counted and is_observer(token) and pattern_of("findings").search(text, token.end, tokens[-1].end):
        return Opening(speaker=True)  # 甲咨询按销量统计，…
    return Opening(company=token, scope=scope)
