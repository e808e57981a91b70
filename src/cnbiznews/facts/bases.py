"""What a change is compared with: a year, a quarter or a month before, something earlier, a running total."""

from __future__ import annotations

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.site import WINDOW, Site, price_move, streak_before
from cnbiznews.facts.tokens import FIGURES
from cnbiznews.facts.topic import Comparison, Topic
from cnbiznews.facts.words import pattern_of
from cnbiznews.periods.steps import step

__all__ = ["against", "chain", "fill_basis"]

_AHEAD = ("forecast", "target", "plan")
_NEAR = 8  # characters in front of a figure
_STEPS = {"year": "yoy", "quarter": "qoq", "month": "mom"}


def fill_basis(draft: Draft, site: Site, topic: Topic) -> None:
    """Fill the basis of a row."""
    if draft.role not in ("change", "difference"):
        _fill_running(draft, site, topic)
        return
    if draft.frame.basis == "none":
        return
    if draft.frame.basis and not draft.frame.basis.startswith("@"):
        draft.basis = draft.frame.basis
        draft.why["basis"] = "said by the frame"
        return
    value = _stated(site, draft)
    if draft.frame.id == "growth-rate" and pattern_of("compound-rate").search(
        site.text, site.tokens[site.begin].start, draft.figure.start
    ):
        return
    if value is None and draft.frame.id == "growth-rate" and topic.rows and topic.rows[-1].frame.id == "from-to":
        # 由A增至B，增幅X%: compared with A
        value = _against_row(topic.rows[-2], draft) if len(topic.rows) > 1 else "prior"
        value = value or "prior"
    elif value is None and draft.frame.id == "from-change" and topic.rows:
        value = _against_row(topic.rows[-1], draft)
    if value is None and draft.role == "change" and _is_running(draft, site):
        draft.basis = "cum"
        return
    if value is None and topic.against is not None:
        value = topic.against.basis or against(topic.against.words, draft.period)
    if value is not None:
        draft.why["basis"] = "said with the figure"
        if draft.role == "change" and value in ("yoy", "qoq", "mom"):
            _keep(value, draft, topic)
    elif topic.compared is not None and _is_parallel(draft, site, topic):
        value = topic.compared.basis
        draft.why["basis"] = "of parallel figures before"
    draft.basis = value


def _keep(value: str, draft: Draft, topic: Topic) -> None:
    """Keep a stated basis for bare figures of growth: 同比 for the paragraph, another one for the sentence."""
    if value == "yoy" or topic.compared is None or topic.compared.basis != "yoy":
        topic.compared = Comparison(value, draft.period.text if draft.period else None, draft.status)


def _is_parallel(draft: Draft, site: Site, topic: Topic) -> bool:
    """Tell whether a bare figure of growth goes on with those before: of the same time, of what has happened."""
    if draft.role != "change" or draft.figure.kind not in ("percent", "points", "multiple", "range-class"):
        return False
    name = draft.metric.text if draft.metric is not None else "价"
    foretold = draft.status in _AHEAD and not draft.frame.status
    if foretold and topic.compared is not None and draft.status != topic.compared.status:
        return False  # 营收同比增长5%，力争明年增长8%
    if pattern_of("quoted").fullmatch(name) or (price_move(site) and "价" in name) or streak_before(site) is not None:
        return False
    own = draft.period.text if draft.period and draft.why.get("period") == "in front of the figure" else None
    if own is None or topic.compared is None or own == topic.compared.period:
        return True
    return any(row.basis == topic.compared.basis for row in topic.rows)  # 5月同比下降9%，而4月为增长3%


def _fill_running(draft: Draft, site: Site, topic: Topic) -> None:
    """Tell a running total, which a word in front of the figure announces: 累计; 截至6月底共有."""
    topic.running |= any(token.kind == "cum" for token in site.tokens[max(0, site.first - WINDOW) : site.first])
    if draft.role in ("level", "investment") and not draft.frame.own_period:
        if topic.running or _is_in_all(draft, site):
            draft.basis = "cum"
        topic.running = False


def _is_in_all(draft: Draft, site: Site) -> bool:
    """Tell whether 共 stands in front of a figure of a time that runs up to a date."""
    if (
        draft.figure.kind == "percent"
        or draft.period is None
        or not pattern_of("running-time").search(draft.period.text)
    ):
        return False
    return (
        pattern_of("in-all").search(site.text, max(draft.clause.start, draft.figure.start - _NEAR), draft.figure.start)
        is not None
    )


def _is_running(draft: Draft, site: Site) -> bool:
    """Tell whether a change is one over all of a time: 全周累计上涨5%."""
    start = max(draft.clause.start, draft.figure.start - _NEAR)
    return pattern_of("running-total").search(site.text, start, draft.figure.start) is not None


def against(base: str, own: Piece | None) -> str:
    """Return the basis of a change from what is written of the time it is compared with, and of its own."""
    if pattern_of("year-before").search(base) and not pattern_of("end-of-period").search(base):
        return "yoy"
    for use, basis in (("quarter-before", "qoq"), ("month-before", "mom")):
        if pattern_of(use).search(base):
            return basis
    if (
        own is not None
        and (dated := pattern_of("dated").match(base))
        and own.text.startswith(base[dated.end() :] or base)
    ):
        return "yoy"  # 较2024年国庆档, of 国庆档期间
    apart = step(base, own.text) if own is not None else None
    return _STEPS.get(apart or "", "prior")


def _against_row(base: Draft, draft: Draft) -> str | None:
    """Return the basis of a change from the level of another row."""
    found = against(base.period.text, draft.period) if base.period else None
    return found if found != "prior" else None


def _stated(site: Site, draft: Draft) -> str | None:
    begin = site.anchor
    while begin > site.floor and site.tokens[begin - 1].kind not in FIGURES and site.tokens[begin - 1].kind != "metric":
        begin -= 1
    value: str | None = None
    compared = False
    for token in [*site.tokens[begin : site.place], *site.tokens[site.last + 1 : site.end]]:
        if token.kind == "basis":
            value = token.value
        elif token.basis in ("yoy", "qoq", "mom"):
            value = token.basis
        elif token.kind == "compare":
            compared = True
        elif token.kind == "period" and (compared or draft.frame.basis == "@period"):
            aim = pattern_of("outlook").search(site.text, token.end, token.end + 2)
            value = value or ("prior" if aim else against(site.words(token), draft.period))
            compared = False
    start = max(draft.clause.start, draft.figure.start - 2 * _NEAR)
    if value is None and pattern_of("long-before").search(site.text, start, draft.figure.start):
        return "prior"
    return chain(draft) if value == "chain" else value


def chain(draft: Draft) -> str:
    """Say what 环比 means: the quarter, month or other period before."""
    words = (draft.period.text if draft.period else "") + (draft.metric.text if draft.metric else "")
    if "周" in words or "半年" in words:
        return "prior"
    if pattern_of("quarterly").search(words):
        return "qoq"
    return "mom" if "月" in words else "prior"
