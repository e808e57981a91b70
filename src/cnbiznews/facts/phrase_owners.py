"""Noun phrases: the companies in one, and whether what is measured is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

_REACH = 4  # characters in front of a company that say that it is a place

__all__ = ["ends_as_company", "is_channel", "read_owners"]


def read_owners(text: str, noun: Noun, core: Sequence[Token], items: Sequence[Sequence[Token]]) -> None:
    """Read the companies of a phrase: those it belongs to, and the one through which it comes."""
    companies = [token for token in core if token.kind == "company" and not is_channel(text, token)]
    pointing = [text[token.start : token.end] for token in core if token.kind == "anaphor"]
    noun.anaphor, noun.its = bool(pointing), bool(pointing) and pointing[-1] in ("其", "它")
    noun.periods = [token for token in core if token.kind == "period"] + noun.periods
    if not companies:
        return
    if len(items) > 1 and len(companies) == len(items):
        ends = all(ends_as_company(text, item) for item in items[:-1]) and not _is_object(text, core, companies[0])
        if len({token.item.canonical for token in companies}) == 1:
            noun.owners = companies[-1:]  # 微信及WeChat: one name twice
            return
        if ends and next(t.kind for t in items[-1] if t.kind != "period") == "company":
            noun.owners = companies
            return
    noun.owners = [token for token in companies if not _is_object(text, core, token)][-1:]
    between = [t for t in core if companies[0].end <= t.start < companies[-1].start]
    if any(t.kind in ("text", "realize") and not _says_whose(text, t) for t in between):
        noun.channel = companies[0]
    elif len(companies) > 1 and is_observer(companies[0]):
        noun.channel = companies[0]  # 甲证券将乙目标价…


def _says_whose(text: str, token: Token) -> bool:
    """Tell whether words between two companies only say that the second is the first one's: 甲旗下新品牌乙."""
    return bool(
        pattern_of("owning").match(text, token.start) or pattern_of("apposition").search(text, token.start, token.end)
    )


def ends_as_company(text: str, item: Sequence[Token]) -> bool:
    """Tell whether a member of a list is a company, perhaps with 品牌 or 集团 behind its name."""
    if item[-1].kind == "company":
        return True
    return (
        len(item) > 1
        and item[-2].kind == "company"
        and text[item[-1].start : item[-1].end] in ("品牌", "集团", "公司", "系", "主品牌", "汽车")
    )


def is_channel(text: str, token: Token) -> bool:
    """Tell whether a company is named as a place, mostly one of sale: 抖音渠道, 天猫旗舰店, 青禾在京东的销售额."""
    if token.kind != "company":
        return False
    placed = pattern_of("at-place").search(text, max(0, token.start - _REACH), token.start)
    if placed and placed[0].startswith(("来自", "源自")):
        return True  # 来自|京东集团|收入
    return bool(pattern_of("of-place" if placed else "outlet").match(text, token.end))


def _is_object(text: str, core: Sequence[Token], company: Token) -> bool:
    """Tell whether a company is what a verb in front of it is done to (中标甲的项目), not whose measure it is."""
    place = core.index(company)
    if text.startswith("等", company.end) and place and core[place - 1].kind == "pair" and core[0].kind == "text":
        return True  # 进驻某某、甲等门店: one of several, the first of them unknown
    while place > 1 and [token.kind for token in core[place - 2 : place]] == ["company", "pair"]:
        place -= 2  # 拿下甲、乙的订单: what is done to the first is done to all
    before = core[place - 1] if place else None
    return (
        before is not None
        and before.kind in ("text", "realize", "reach")
        and bool(pattern_of("done-to").search(text, before.start, before.end))
    )
