"""What markets trade: futures, bonds, rates, indices, goods. Their prices and yields belong to no company.

沪铜主力合约收报78650元/吨 names an instrument where a company's sentence names a measure: the instrument is the subject
of the row, what is measured (价格, 收益率, 指数 …) follows from its kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.phrase import noun_phrase
from cnbiznews.facts.pieces import Piece, clean
from cnbiznews.facts.site import Site, price_move
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.words import pattern_of

__all__ = ["instrument_of", "read_instrument"]


def read_instrument(noun: Noun, site: Site, role: str) -> None:
    """Tell apart instrument and measure of a noun phrase that speaks of a market, and mark it as such.

    Args:
        noun: the phrase in front of a figure; changed where it names an instrument.
        site: where the figure stands.
        role: the role the frame gives it.
    """
    if noun.anaphor:
        return
    if noun.metric is None and len(noun.owners) == 1 and pattern_of("index").fullmatch(noun.owners[0].item.text):
        token = noun.owners[0]  # an index that is taken for a firm
        noun.owners, noun.metric = [], Piece(token.item.text, token.span)
    if noun.metric is None:
        return
    if noun.owners:
        if not all(pattern_of("exchange").search(owner.item.canonical) for owner in noun.owners):
            return
        if not pattern_of("instrument").search(noun.metric.text):
            return
        traded, noun.owners = noun.owners[-1], []  # 伦敦金属交易所期铜: who trades it is not whose it is
        if noun.subject is None and traded.item.text.isascii() and traded.end == noun.metric.span[0]:
            noun.subject = Piece(traded.item.text, traded.span)  # COMEX白银期货: but letters are a part of its name
    whole = _whole(noun.subject, noun.metric)
    if found := pattern_of("pair-of-currencies").search(whole.text):
        _name(noun, whole, found.group(1), found.group(2) or "汇率")
    elif pattern_of("index").search(whole.text):
        _name(noun, whole, whole.text, "指数")
    elif pattern_of("instrument").search(whole.text):
        name = whole.text.removesuffix("平均")
        _name(noun, whole, name, _measure(name, site, role))
    elif (found := pattern_of("market-price").search(whole.text)) and found.start():
        front = clean(whole.text[: found.start()])
        if pattern_of("instrument").search(front) or pattern_of("goods").search(front):
            _name(noun, whole, front, found.group())
    elif pattern_of("goods").search(whole.text) and not noun.known and _is_quoted(site):
        _name(noun, whole, whole.text, "价格")


def instrument_of(text: str, tokens: Sequence[Token]) -> Piece | None:
    """Return the instrument a clause without figures speaks of (碳酸锂期货主力合约涨停), if it speaks of one."""
    moved = next((index for index, token in enumerate(tokens) if token.kind == "change"), 0)
    if not moved:
        return None
    noun = noun_phrase(text, tokens[:moved])
    if noun.metric is None or noun.owners or noun.anaphor or not pattern_of("instrument").search(noun.metric.text):
        return None
    return _whole(noun.subject, noun.metric)


def _whole(subject: Piece | None, metric: Piece) -> Piece:
    """Join what stands in front of a name with the name."""
    return Piece(subject.text + metric.text, (subject.span[0], metric.span[1])) if subject else metric


def _name(noun: Noun, whole: Piece, instrument: str, measure: str) -> None:
    noun.subject = noun.scope = Piece(instrument, whole.span)
    noun.metric, noun.known, noun.market, noun.place = Piece(measure, whole.span), True, True, ""


def _measure(name: str, site: Site, role: str) -> str:
    """Say what a figure of an instrument measures."""
    if pattern_of("interest-rate").search(name):
        return "利率"
    if name.endswith("基金"):
        return "净值"
    rate = site.tokens[site.place].kind == "points" or (role == "level" and site.tokens[site.place].kind == "percent")
    return "收益率" if rate and name.endswith("债") else "价格"


def _is_quoted(site: Site) -> bool:
    """Tell whether a figure is a quotation: it rises or closes as prices do, or is an amount per unit."""
    figure = site.tokens[site.place]
    if figure.kind == "money" and "/" in (figure.item.unit or ""):
        return True
    return price_move(site) or any(token.value == "close" for token in site.tokens[site.anchor : site.first])
