"""From a row in the making to a fact."""

from __future__ import annotations

from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import measures_money
from cnbiznews.facts.model import Fact, plain

__all__ = ["fact_of"]

_SUM = 100_000_000  # a bare figure from so many on is an amount, where money is measured: 营收37亿


def fact_of(text: str, draft: Draft) -> Fact:
    """Return the finished row; the value of a change loses its sign to the direction."""
    quantity = draft.figure.item
    value, value2 = plain(quantity.value), plain(quantity.value2)
    if draft.role in ("change", "difference") and value and value.startswith("-"):
        value, value2 = value[1:], value2.lstrip("-") if value2 else None
        draft.direction = "down" if draft.direction in (None, "up") else draft.direction
    parts: list[tuple[str, tuple[int, int]]] = [("quantity", draft.figure.span)]
    if draft.company and draft.company_span:
        parts.append(("company", draft.company_span))
    pieces = {"subject": draft.subject, "metric": draft.metric, "period": draft.period}
    parts += [(name, found.span) for name, found in pieces.items() if found is not None]
    clause = draft.clause
    return Fact(
        start=clause.start,
        end=clause.end,
        evidence=text[clause.start : clause.end],
        company=draft.company,
        subject=draft.subject and draft.subject.text,
        metric=draft.metric and draft.metric.text,
        role=draft.role,
        value=value,
        value2=value2,
        bound=quantity.bound,
        unit=quantity.unit or ("元" if _is_sum(draft) else None),
        direction=draft.direction,
        basis=draft.basis,
        period=draft.period and draft.period.text,
        status=draft.status,
        confidence=round(max(0.0, draft.confidence), 2),
        frame=draft.frame.id,
        parts=tuple(parts),
        mentions=((clause.start, clause.end),),
        quantity=quantity,
    )


def _is_sum(draft: Draft) -> bool:
    """Tell whether a figure without a unit is an amount of money, by what it measures."""
    bare = draft.figure.kind in ("count", "measure") and draft.role in ("level", "investment", "change")
    return bare and draft.size >= _SUM and draft.metric is not None and measures_money(draft.metric.text)
