"""Houses whose business is to watch others: what they say is about somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from cnbiznews import resources
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = [
    "aims", "expects_of_others", "foresees", "is_observer", "keeps_rating", "rated_by", "rates", "speaks_of_others",
]  # fmt: skip


@cache
def _observers() -> frozenset[str]:
    return frozenset(resources.lines("facts/observers.txt"))


@lru_cache(maxsize=1 << 12)  # a text names the same firms again and again
def _is_house(name: str) -> bool:
    house = pattern_of("branch-of-house").sub("", name)  # 甲中国
    return house in _observers() or pattern_of("house-name").search(house) is not None


def is_observer(token: Token) -> bool:
    """Tell whether a company is one whose business is to watch others, as known, as its name or as the text says."""
    return token.value == "observer" or _is_house(token.item.canonical)


def foresees(token: Token) -> bool:
    """Tell whether what a company expects is about somebody else: observers, authorities, associations."""
    return is_observer(token) or token.item.kind in ("gov", "other-org", "media")


def speaks_of_others(text: str, token: Token) -> bool:
    """Tell whether who opens a clause is an outsider: a house, its analyst, a man of an association or an investor."""
    if pattern_of("analyst").match(text, token.end) or is_observer(token):
        return True
    man = pattern_of("man-of-body").match(text, token.end) is not None
    if token.item.kind == "other-org":
        return man
    return man and pattern_of("investor-name").search(token.item.canonical) is not None


def rates(text: str, token: Token) -> bool:
    """Tell whether a company is a house that speaks of another one behind a colon (甲证券：上调乙目标价)."""
    return pattern_of("rating").match(text, token.end) is not None and is_observer(token)


def keeps_rating(text: str, company: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a house only rates the company spoken of before (甲证券维持“增持”评级)."""
    keeps = is_observer(company) and pattern_of("keeps-rating").match(text, company.end) is not None
    return keeps and not any(token.kind == "company" and token is not company for token in tokens)


def rated_by(text: str, house: Token, tokens: Sequence[Token]) -> Token | None:
    """Return the firm a house changes its rating of (甲证券将[乙]评级上调至买入)."""
    if not is_observer(house):
        return None
    others = (token for token in tokens if token.kind == "company" and token.start > house.end)
    named = next(others, None)
    if named is None or text[named.start - 1] not in "将把对予":
        return None
    return named if pattern_of("rated").match(text, named.end) is not None else None


def aims(metric: Piece | None, tokens: Sequence[Token]) -> bool:
    """Tell whether a clause that names no measure goes on about a target price, the measure spoken of."""
    aimed = metric is not None and metric.text.endswith("目标价")
    return aimed and not any(token.kind == "metric" for token in tokens)


def expects_of_others(text: str, house: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a house or an authority says what it expects of those it need not name: 甲协会维持…的预测."""
    return (
        foresees(house)
        and pattern_of("outlook-of-house").match(text, house.end, tokens[-1].end) is not None
        and not any(token.kind in ("company", "anaphor") and token is not house for token in tokens)
    )
