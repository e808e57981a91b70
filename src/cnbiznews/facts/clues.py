"""What a clause says beside the noun and the verb: ranks among what, parts of what, days of trading, 前者 and 后者."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cnbiznews.facts.measures import can_be_of, is_clause
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece, clean, is_name, piece
from cnbiznews.facts.places import place_at
from cnbiznews.facts.tokens import FIGURES
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.draft import Draft
    from cnbiznews.facts.site import Site
    from cnbiznews.facts.topic import Topic

__all__ = [
    "counted_whole", "counts_part", "extreme_of", "goal_behind", "has_code", "is_added", "is_trading", "located_at",
    "mean_of", "measure_of_title", "moves_as_price", "named_again", "named_place", "one_of_two", "opened_in",
    "people_counted", "ranked_among", "season_of", "season_over",
]  # fmt: skip

_OPENED = 24  # characters in front of a figure in which it is said where something is opened
_NEAR = 8  # characters in front of a price that say which one it is
_FORMER = 200  # characters in front of a title that may say what is measured of such
_LAST = 8  # rows 前者 may look back on


def ranked_among(site: Site) -> Piece | None:
    """Return the 乳品类目 of 位列乳品类目第一 or 第一大乳品品牌, where something more than a country is named."""
    end = site.tokens[site.last].end
    if (behind := pattern_of("ranked-among").match(site.text, end)) and is_name(behind[1]):
        return Piece(behind[1], behind.span(1))
    inside = [token for token in site.tokens[site.begin : site.first] if token.kind in ("text", "macro")]
    if not any(token.kind == "text" for token in inside):
        return None
    found = piece(site.text, inside[0].start, inside[-1].end)
    return found if found and is_name(found.text) and not is_clause(found.text) else None


def goal_behind(site: Site, *, of_named: bool) -> Piece | None:
    """Return what a part goes to, or comes from: 七成将投入[新品研发], 其中三成来自[海外].

    Args:
        site: the figure, a share.
        of_named: whether it is a share of what was named before (其中三成…), not of a noun in front of it (员工三成…).
    """
    end = site.tokens[site.last].end
    found = pattern_of("goes-to").match(site.text, end)
    if found is None and of_named:
        found = pattern_of("comes-from").match(site.text, end)
    return piece(site.text, *found.span(1)) if found else None


def named_place(site: Site) -> Piece | None:
    """Return the 排名 of 排名由第四升至第二: the place itself is what is measured."""
    for token, following in pairwise(site.tokens[site.floor : site.first]):
        if (
            token.kind == "rank"
            and following.kind in ("from", "to", "change")
            and pattern_of("place-name").fullmatch(site.words(token))
        ):
            return Piece(site.words(token), token.span)
    return None


def located_at(site: Site, company: str | None) -> Piece | None:
    """Return where a clause says something is done or counted: 甲在[全国]有门店500家, 甲在[乙平台]卖出3万双."""
    lead = site.tokens[site.floor : site.first]
    for place in range(len(lead) - 1, -1, -1):
        token = lead[place]
        if token.kind in FIGURES:  # 在全国|19个城市开设门店200家
            before = lead[place - 1] if place and lead[place - 1].end == token.start else None
            return place_at(site.text, before) if before else None
        if token.kind == "company":
            there = site.text.startswith("在", token.start - 1) and token.item.canonical != company
            there = there and not pattern_of("exchange").search(token.item.canonical)  # 在联交所回购
            return Piece(token.item.canonical, token.span) if there else None
        if named := place_at(site.text, token):
            return named
    return None


def opened_in(draft: Draft, site: Site) -> Piece | None:
    """Return where places of business are opened or run, named by the verb behind it: 在[纽约]开出2家店."""
    if draft.figure.kind != "count" or not pattern_of("place-unit").fullmatch(draft.figure.item.unit or ""):
        return None
    start, end = draft.clause.start, draft.figure.start
    found = pattern_of("opened-in").search(site.text, max(start, end - _OPENED), end)
    if found is None:
        return None
    where = Piece(clean(found[1]), found.span(1))
    inside = (token for token in site.tokens[site.floor : site.first] if token.end > found.start(1))
    if any(token.kind not in ("text", "pair", "macro", "of") for token in inside if token.start < found.end(1)):
        return None
    return where if is_name(where.text) and not pattern_of("no-site").search(where.text) else None


def named_again(draft: Draft, noun: Noun, site: Site, topic: Topic) -> Piece | None:
    """Return what a measure of no company is of that was spoken of before.

    The sentence before named the same, of another time (一季度，海宁零售总额90亿元。3月份，零售总额32亿元: of 海宁), or
    an industry was spoken of, and this is of its accounts (汽车制造业营收增长5%；利润总额下降3%).
    """
    if noun.metric is None or draft.metric != noun.metric or noun.scope or draft.metric is None:
        return None
    if "《" in site.text[draft.clause.start - 1 : draft.figure.start]:
        return None  # 《长夜》票房5亿元: of another film
    former = topic.former
    before = topic.rows[-1] if topic.rows else former
    whose = before.subject if before is not None and before.company is None else None
    of_industry = whose is not None and whose.text.endswith("业")
    if of_industry and pattern_of("account-of-industry").fullmatch(draft.metric.text):
        return whose
    if former is None or former.company is not None or former.metric is None:
        return None
    timed = any(token.kind == "period" for token in draft.clause.tokens) or topic.period != former.period
    return former.subject if timed and former.metric.text == draft.metric.text else None


def extreme_of(draft: Draft, site: Site) -> Piece | None:
    """Return which of the prices of a time a share price is: 股价[最高]为38元."""
    if draft.figure.kind != "money" or draft.metric is None or draft.metric.text != "股价":
        return None
    near = max(draft.clause.start, draft.figure.start - _NEAR)
    found = pattern_of("extreme-of-price").search(site.text, near, draft.figure.start)
    return Piece(found[1], found.span(1)) if found else None


def season_of(draft: Draft, site: Site, topic: Topic) -> Piece | None:
    """Return the season whose takings are told, which is a market as well as a time: [国庆档]总票房18亿元."""
    if draft.metric is None or pattern_of("box-office").search(draft.metric.text) is None:
        return None
    named = [token for token in draft.clause.tokens if token.kind == "period" and token.end <= draft.figure.start]
    spans = [token.span for token in named] + ([topic.period.span] if topic.period else [])
    for start, end in spans:
        if found := pattern_of("film-season").search(site.text, start, end):
            return Piece(found[0], found.span())
    return None


def season_over(draft: Draft) -> bool:
    """Tell whether a row goes on about a season of films and measures another thing: 国庆档票房18亿元，…零售额."""
    if draft.subject is None or draft.metric is None or not draft.subject.text.endswith("档"):
        return False
    before = draft.subject.span[1] <= draft.clause.start
    return before and pattern_of("box-office").search(draft.metric.text) is None


def is_trading(site: Site, noun: Noun, topic: Topic) -> bool:
    """Tell whether a bare 收涨29.6% is of the shares, whatever was measured before."""
    start, end = site.tokens[site.floor].start, site.tokens[site.first].start
    if pattern_of("the-share").search(site.text, start, end):
        return True
    if noun.subject is not None or (topic.metric is not None and pattern_of("price-name").search(topic.metric.text)):
        return False
    return pattern_of("trading").search(site.text, start, end) is not None


def has_code(site: Site, noun: Noun) -> bool:
    """Tell whether the code of its shares stands behind the company that rises or falls: 甲（02057）升1.6%."""
    code = pattern_of("share-code").match(site.text, noun.owners[-1].end) if noun.owners else None
    return code is not None and site.tokens[site.begin].start <= code.end() + 1  # 亦升, but not 则录得…下跌


def moves_as_price(site: Site, topic: Topic) -> bool:
    """Tell whether a bare 升幅 or 累升, where none is named or trading was spoken of, is one of the share price."""
    if topic.metric is not None and not pattern_of("of-trading").search(topic.metric.text):
        return False
    start, end = site.tokens[site.begin].start, site.tokens[site.first].start
    return pattern_of("price-rate").match(site.text, max(0, start - 1), end) is not None


def measure_of_title(draft: Draft, named: Piece, site: Site, topic: Topic) -> Piece | None:
    """Return what a figure right behind the title of a work measures: what was spoken of, else its like named before.

    国庆档票房18亿元。《长夜》5亿元: 票房.
    """
    start, end = named.span
    if not (site.text.startswith("《", start - 1) and site.text.startswith("》", end)):
        return None
    if topic.metric is not None and can_be_of(draft.figure, topic.metric.text):
        return topic.metric
    begin = max(0, draft.clause.start - _FORMER)
    told = list(pattern_of("measure-of-works").finditer(site.text, begin, draft.clause.start))
    fitting = (word for word in reversed(told) if can_be_of(draft.figure, word[0]))
    return next((Piece(word[0], word.span()) for word in fitting), None)


def is_added(noun: Noun, site: Site) -> bool:
    """Tell whether 新增 stands beside a noun: 新增光伏, 光伏新增."""
    return any(
        token.kind == "realize"
        and token.value == "add"
        and noun.metric is not None
        and (token.end == noun.metric.span[0] or token.start == noun.metric.span[1])
        for token in site.tokens[site.floor : site.first]
    )


def one_of_two(site: Site, topic: Topic) -> Draft | None:
    """Return the row that 前者 or 后者 in front of a figure points at: one of the last two parties with rows.

    There is none if the firm pointed at has no row.
    """
    if topic.company is not None and all(row.company != topic.company for row in topic.rows[-_LAST:]):
        return None
    for token in site.tokens[site.floor : site.first]:
        if token.kind == "text" and site.words(token).startswith(("后者", "前者")):
            parties: dict[tuple[str | None, str | None], Draft] = {}
            for row in topic.rows[-_LAST:]:
                parties.setdefault((row.company, row.subject and row.subject.text), row)
            rows = list(parties.values())
            return rows[-1] if site.words(token).startswith("后") else rows[max(0, len(rows) - 2)]
    return None


def _unit(draft: Draft) -> str:
    """Return the unit of a row without what it is per (元/吨: 元)."""
    return (draft.figure.item.unit or "").partition("/")[0]


def counts_part(draft: Draft, topic: Topic) -> bool:
    """Tell whether a figure of the same kind as the last one is of another part of what is counted.

    So is one behind 其中 (门店15家，其中华东4家), and one beside a part (纯电车型销量12万辆，插混18万辆).
    """
    if not topic.rows:
        return (topic.partitive or topic.divided) and draft.figure.kind == "money"
    grown = topic.rows[-1].role == "change" and topic.rows[-1].figure.kind == "percent"
    if grown and draft.figure.kind == "percent" and topic.partitive:
        return True  # 收益增长185%，其中线下130%、线上300%
    last = next((row for row in reversed(topic.rows) if row.role in ("level", "price")), None)
    if last is None or last.figure.kind != draft.figure.kind or _unit(last) != _unit(draft):
        return counted_whole(draft, topic) is not None
    beside = last.subject is not None and last.metric == topic.metric and draft.figure.item.unit is not None
    return topic.partitive or beside


def counted_whole(draft: Draft, topic: Topic) -> Draft | None:
    """Return the row a figure goes on counting, told by its unit, where another measure stands between.

    融资112起，金额9亿元，其中医疗|19起|: a part of it. 进口大豆9亿吨，均价每吨420元；玉米|2亿吨|: another good.
    """
    levels = [row for row in reversed(topic.rows) if row.role in ("level", "price")]
    if draft.figure.kind not in ("count", "measure") or not levels or not _unit(draft):
        return None
    if levels[0].figure.kind == draft.figure.kind:
        return None  # nothing stands between
    alike = (row for row in levels if row.figure.kind == draft.figure.kind and _unit(row) == _unit(draft))
    return next((row for row in alike if topic.partitive or row.subject is not None), None)


def people_counted(draft: Draft, site: Site) -> Piece | None:
    """Return 用户 of 用户达到1亿 or 用户增长20%: narrowing nothing elsewhere, it is what is counted here."""
    grown = draft.role == "change" and draft.figure.kind in ("count", "percent", "multiple")
    if not grown and (draft.figure.kind != "count" or draft.role != "level"):
        return None
    for token in reversed(site.tokens[site.floor : site.first]):
        if token.kind == "text":
            words = clean(site.words(token))
            return Piece(words, token.span) if pattern_of("people").fullmatch(words) else None
        if token.kind not in ("reach", "to", "cum", "total", "status", "realize") and not (
            grown and token.kind in ("change", "basis")
        ):
            return None
    return None


def mean_of(draft: Draft, site: Site, topic: Topic) -> Piece | None:
    """Return the measure of a figure that is a mean over time: 运送旅客300万人次，|日均|10万人次."""
    front = site.tokens[site.first - 1] if site.first else None
    if draft.role != "level" or front is None or not pattern_of("over-time").fullmatch(site.words(front)):
        return None
    unit = draft.figure.item.unit
    whole = next((row.metric for row in reversed(topic.rows) if row.figure.item.unit == unit), None) or topic.metric
    if whole is None or not can_be_of(draft.figure, whole.text):
        return None
    return Piece(site.words(front) + whole.text, front.span)
