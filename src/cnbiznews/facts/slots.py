"""Direction, period and role of a row."""

from __future__ import annotations

from cnbiznews.facts.bases import fill_basis
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import is_ratio
from cnbiznews.facts.names import fill_names
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.site import WINDOW, Site, price_move
from cnbiznews.facts.sums import read_sum
from cnbiznews.facts.times import fill_period, is_aside
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

__all__ = ["fill", "fill_time"]

_PLAIN = ("level", "level-of-text", "from", "from-to")  # frames that state what something costs
# Words in frames of comparison that make it one with the past.
_AGAINST = {
    "faster-than": ("earlier", "ordinary-days"),
    "more-than-peer": ("earlier", "ordinary-days"),
    "ratio-to-peer": ("earlier", "ordinary-days"),
}
_FEE = 10_000  # more than is taken each time
_SUM = 100_000_000  # more than one thing is sold at
_NEAR = 3  # rows a sum may be paid for
_RATES = ("percent", "range-class")  # 5%, 双位数


def fill(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill every slot of a row but the company."""
    fill_names(draft, noun, site, topic)
    _fill_direction(draft, site)
    fill_period(draft, noun, site, topic)
    fill_basis(draft, site, topic)
    _fill_role(draft, site, topic)
    _read_as_change(draft, topic)
    _read_as_share(draft)
    if draft.figure.kind in ("money", "count"):
        read_sum(draft, noun, site)


def _sign(draft: Draft, site: Site) -> str:
    """Say where a figure with a sign points."""
    return "down" if site.words(draft.figure).lstrip("约近超").startswith(("-", "−", "–", "负")) else "up"


def fill_time(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill period and basis of a row whose other slots are known."""
    fill_period(draft, noun, site, topic)
    fill_basis(draft, site, topic)


def _fill_direction(draft: Draft, site: Site) -> None:
    _read_direction(draft, site)
    if draft.direction == "sign":  # 变动-11.5%
        draft.direction = _sign(draft, site)
    elif draft.direction in ("better", "worse"):  # 负债率改善2个百分点: it falls
        lower = draft.metric is not None and pattern_of("better-lower").search(draft.metric.text)
        draft.direction = "down" if bool(lower) == (draft.direction == "better") else "up"


def _read_direction(draft: Draft, site: Site) -> None:
    direction = draft.frame.direction
    if direction == "sign":
        draft.direction = _sign(draft, site)
    elif direction.startswith("@"):
        seen = [*site.tokens[site.begin : site.first], *site.tokens[site.last + 1 : site.end]]
        values = {token.kind: token.value for token in seen if token.value}
        for kind in (direction[1:], "change", "faster", "diff", "rate", "to"):
            if values.get(kind):
                draft.direction = values[kind]
                return
    elif direction:
        draft.direction = direction


def _read_as_change(draft: Draft, topic: Topic) -> None:
    """Read 高于此前预估的15% behind 涨幅达20%: a percentage carried to a measure of amounts says how it changes.

    So it does behind its rate of change: 营收降幅收窄，为3%.
    """
    if draft.role != "level" or draft.figure.kind not in _RATES or draft.metric is None:
        return
    if draft.why.get("metric") != "spoken of before" or is_ratio(draft.metric.text):
        return
    last = topic.rows[-1] if topic.rows else None
    if last is not None and last.role == "change" and draft.metric == last.metric and last.figure.kind in _RATES:
        draft.role, draft.direction = "change", last.direction
        if draft.frame.id in _PLAIN:  # 收益同比增长18%，其中线下13%; not 前值2.1%
            draft.basis = last.basis
    elif topic.rate is not None:
        draft.role, draft.direction = "change", topic.rate


def _read_as_share(draft: Draft) -> None:
    """Read 甲以38%居首 behind 出货量: a percentage with which one leads is of the share of it."""
    leading = draft.frame.id.startswith("with-which") and draft.figure.kind == "percent"
    if leading and (draft.metric is None or not is_ratio(draft.metric.text)):
        draft.role, draft.metric = "share", Piece("份额", draft.figure.span)


def _read_rate(draft: Draft, site: Site) -> None:
    """Tell 增速由12%回落至9%, levels of growth itself, from 跌幅收窄至8%, which says how the measure changes."""
    rate = next((token for token in site.tokens[site.begin : site.first] if token.kind == "rate"), None)
    if rate is None or draft.metric is None:
        return
    words, name = site.words(rate), draft.metric.text.removesuffix(site.words(rate))
    if pattern_of("pace").search(words):
        draft.role, draft.direction, draft.basis = "level", None, None
        draft.metric = Piece(name + words, (draft.metric.span[0], rate.end))
    else:
        draft.role, draft.direction = "change", rate.value
        draft.metric = Piece(name, draft.metric.span) if name else None


def _is_budget(draft: Draft, topic: Topic) -> bool:
    """Tell whether capital spending is still to come: what a firm plans to invest, not what it has spent."""
    name = draft.metric.text if draft.metric is not None else ""
    if draft.company is None or not pattern_of("capital-spending").search(name):
        return False
    period = draft.period or topic.period
    to_come = period is not None and pattern_of("year-running").match(period.text)
    return draft.status in ("plan", "target", "forecast") or bool(to_come)


def _is_paid_for_shares(name: str, topic: Topic) -> bool:
    """Tell whether a sum is what shares bought back were paid with: 已回购120万股，成交总金额2000万元."""
    if pattern_of("paid-total").fullmatch(name) is None:
        return False
    bought = pattern_of("bought-shares")
    return any(row.metric is not None and bought.search(row.metric.text) for row in topic.rows[-_NEAR:])


def _role_of_price(draft: Draft, name: str) -> str:
    """Tell a price from a sum that is called one: 报价高达100亿元, 以12亿元竞得，成交价…"""
    if name.startswith("每") or draft.size < _SUM:
        return "price"  # also of a ship: 每艘造价1.6亿美元
    return "investment" if pattern_of("price-paid").search(name) else "level"


def _fill_role(draft: Draft, site: Site, topic: Topic) -> None:
    against = _AGAINST.get(draft.frame.id)
    if against and pattern_of(*against).search(site.text, site.tokens[site.begin].start, draft.figure.start):
        named = any(pattern_of("premium").match(site.words(token)) for token in site.tokens[site.begin : site.first])
        draft.role, draft.basis = draft.role if named else "change", "prior"
    if draft.frame.id in ("rate-from", "rate-to", "pace-to") and draft.metric is not None:
        _read_rate(draft, site)
    if draft.role == "streak":
        behind = site.text[site.tokens[site.last].end : site.tokens[-1].end]
        falling = pattern_of("falling").search(behind) or any(
            token.value == "down" for token in site.tokens[site.begin : site.first]
        )
        draft.direction = "down" if falling else "up"
        if draft.metric is None and draft.figure.item.unit == "交易日":
            draft.metric = Piece("股价", draft.figure.span)  # 连涨5个交易日
    if (
        draft.metric is not None
        and draft.status == "actual"
        and draft.role in ("level", "investment")
        and pattern_of("goal").search(draft.metric.text)
    ):
        draft.status = "target"
    if draft.status == "target" and draft.metric is not None and draft.metric.text.endswith("完成率"):
        draft.status = "actual"
    if draft.frame.id == "expected" and any(t.value == "actual" for t in site.tokens[site.begin : site.first]):
        draft.status, draft.period = "actual", None  # 前值: of a time that is not named
    told = draft.status == "forecast" and not draft.frame.status
    own = draft.period is not None and draft.period.span[0] >= draft.clause.start
    if told and draft.period and own and is_aside(draft.period, topic.period, goes_on=bool(topic.rows)):
        draft.status = "actual"  # 预计盈利3亿元，上年同期亏损1亿元
    if (
        draft.status in ("plan", "target", "forecast")
        and draft.metric is not None
        and pattern_of("quoted").fullmatch(draft.metric.text)
        and price_move(site)
        and all(token.kind != "status" for token in site.tokens[max(0, site.first - WINDOW) : site.last + WINDOW])
    ):
        draft.status = "actual"  # 计划明年裁员，股价大涨5%
    if draft.status == "actual" and pattern_of("guided").match(site.text, draft.figure.end):
        draft.status = "forecast"
    if draft.metric is not None and draft.status == "actual" and pattern_of("guidance").search(draft.metric.text):
        draft.status = "forecast"
    if draft.role != "level" or draft.metric is None:
        return
    name, kind = draft.metric.text, draft.figure.kind
    if (
        kind == "money"
        and "/" in (draft.figure.item.unit or "")
        and draft.frame.id == "level-of-text"
        and "价" not in name
    ):
        # 硅片1.68元/片: what stands in front of a unit price is what it is the price of
        draft.role, draft.subject, draft.metric = "price", draft.metric, Piece("价格", draft.metric.span)
        return
    if kind == "money" and draft.frame.id in _PLAIN and (one := pattern_of("portion").match(name)):
        start, end = draft.metric.span[0] + one.end(), draft.metric.span[1]
        good = Piece(name[one.end() :], (start, end))
        amount = pattern_of("amount-per-unit").search(good.text)
        if amount is None:
            draft.role = "price"
            amount = pattern_of("price-name").search(good.text)
        if amount is None:  # 一杯咖啡32元
            draft.subject, draft.metric = good, Piece("价格", draft.metric.span)
        elif amount.start():  # 每只蛋鸡|盈利2元, 每株苗木|售价30元; but 每头成本500元 is of no good
            draft.metric = Piece(amount[0], (end - len(amount[0]), end))
            draft.subject = Piece(good.text[: amount.start()], (start, end - len(amount[0])))
        return
    if kind == "money" and draft.size < _FEE and pattern_of("ticket").fullmatch(name):
        draft.role, draft.metric = "price", Piece("票价" if name.endswith("票") else "价格", draft.metric.span)
        draft.subject = Piece(name, draft.metric.span)
        return
    if kind in ("percent", "fraction", "ratio", "range-class") and (
        pattern_of("share-name").search(name) or name.startswith("占")
    ):
        draft.role = "share"
    elif kind == "percent" and pattern_of("rate-of-change").search(name):  # 租金调整率为-6.4%
        draft.role, draft.direction = "change", _sign(draft, site)
    elif pattern_of("gap").search(name):
        draft.role, draft.direction, draft.basis = "difference", "up", "peer"  # 与甲的差距缩小至12万辆
    elif kind == "money" and pattern_of("price-name").search(name):
        draft.role = _role_of_price(draft, name)
    elif kind == "money" and pattern_of("fee").search(name) and draft.size < _FEE:
        draft.role = "price"
    elif kind == "money" and (
        pattern_of("cost-name").search(name) or _is_budget(draft, topic) or _is_paid_for_shares(name, topic)
    ):
        trade = draft.company is None and topic.whole and pattern_of("raised").search(name)
        draft.role = "level" if trade else "investment"  # 机器人领域融资额500亿元: nobody's own
