"""What a token is beside its neighbours: cue words that are part of a word, 将 and 或 that foretell, joined names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cnbiznews.alignment import altered
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["settled"]

# Cue words of one character mean something only directly in front of another token: 增12%, 为3亿 - but not 增城, 为人.
_TIGHT = frozenset(
    ("reach", "change", "streak", "rank", "realize", "from", "diff", "filler", "each", "total", "invest", "to", "rate",
     "faster", "fund", "status", "conj", "period", "attr", "rank", "sell")
)  # fmt: skip

_SHALL = ("将", "将会", "将要")
# What they say in front of a verb: 将达到, 将增长 foretell, 将投资 plans.
_FORETOLD = {
    "reach": "forecast",
    "to": "forecast",
    "change": "forecast",
    "realize": "forecast",
    "invest": "plan",
    "share": "forecast",
    "prep": "plan",
}

# What may stand in front of 或 where it means perhaps.
_SUBJECTS = frozenset(("metric", "company", "period", "break", "anaphor", "status"))

# A character that says over what a measure is counted, where nothing else stands in front of it.
_PER_TIME = frozenset("年月日周季")

# Kinds that stay what they are, whatever stands around them.
_SETTLED = (FIGURES | {"break", "quote", "company", "basis", "of", "partitive", "compare", "pair"}) - _TIGHT

# Verbs of figures, which words like 会 and 尚能 may stand in front of.
_VERBS = frozenset(("reach", "to", "change", "rank", "share", "from", "faster", "diff"))

# Kinds a word that is no cue is read beside.
_BESIDE_TEXT = FIGURES | _VERBS

_JOINING = ("reach", "metric")  # kinds what stands in front of them may belong to: 锐减|至, 年|产能

_NAMED_BY = ("text", "metric")  # kinds behind a number of places that is part of a name
_NAMING = ("company", "pair")  # kinds a name and the 及 behind it are of

_QUOTED = ("money", "measure", "count", "points")  # kinds a price or an index is of
_NOUNS = ("text", "of", "metric", "macro", "fund")  # kinds that go on behind a figure of something else
_MOVES = ("percent", "points", "money", "count", "measure")  # kinds of how far a price went
_HIGHEST = 100_000  # more than any share costs
_CLOSE = 4  # characters in front of 收 that say what closes

_NEAR = 3  # tokens in front of 新增 of which one is what grew, where the others say since when
_WHEN = ("basis", "period", "filler", "cum")
_HOLDING = ("rank", "reach")  # kinds of verbs whose figure may stand behind a word more


def settled(text: str, tokens: list[Token]) -> list[Token]:
    """Read every token beside its neighbours: give parts of words back to the text, and join what is one."""
    result: list[Token] = []
    after: Token | None = None
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind in _NAMING and _with_others(text, tokens, index):
            token = _as_text(token)  # 甲|及|其他云服务: a part, not the firm
        if token.kind == "count" and after is not None and after.kind in _NAMED_BY and _are_places(text, tokens, index):
            token = _as_text(token)  # 江浙|两省|门店: a part of the name
        kind = token.kind
        if kind not in _SETTLED and not (kind in _HOLDING and _holds(token, result)):
            if kind != "text" or (after is not None and after.kind in _BESIDE_TEXT):
                token = _beside(text, tokens, index, after)
            if after is not None and after.start == token.end and (after.kind == token.kind or after.kind in _JOINING):
                joined = _joined(text, token, after)
                if joined is not None:
                    result[-1] = after = joined
                    continue
        result.append(token)
        after = token
    result.reverse()
    return result


def _with_others(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token belongs to a name and the 及 behind it, with which others of its kind go on."""
    brand = index - (tokens[index].kind == "pair")
    if brand < 0 or brand + 1 >= len(tokens) or tokens[brand].kind != "company":
        return False
    pair = tokens[brand + 1]
    return pair.kind == "pair" and pattern_of("others-of-kind").match(text, pair.start) is not None


def _are_places(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a count says of how many places a name consists: 南疆|五地|州, 江浙|两省."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    touching = before is not None and before.kind in ("text", "macro") and before.end == token.start
    if not touching or (index > 1 and tokens[index - 2].kind == "pair"):
        return False  # 湖北、四川两省: a list and how many it has
    return pattern_of("places-together").match(text, token.start) is not None


def _holds(token: Token, behind: Sequence[Token]) -> bool:
    """Tell whether a verb of one character has its figure behind a word more: 居销量榜首, 是一线城市的3倍.

    ``behind`` is what follows, in reverse order.
    """
    if token.kind == "rank":
        return len(behind) > 1 and behind[-2].kind == "ordinal"
    kinds = [following.kind for following in behind[:-5:-1]]
    return ["of", "multiple"] in (kinds[1:3], kinds[2:4])


def _adds_to_stock(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether 新增 says by how much something grew that there is at a time: 贷款余额较年初|新增|5亿元."""
    before = next((token for token in tokens[max(0, index - _NEAR) : index][::-1] if token.kind not in _WHEN), None)
    if before is None or before.kind != "metric":
        return False
    return pattern_of("stock-name").search(text, before.start, before.end) is not None


def _beside(text: str, tokens: Sequence[Token], index: int, after: Token | None) -> Token:
    """Return a token as the words around it have it read."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    words = text[token.start : token.end]
    if token.kind == "filler" and words in _SHALL and pattern_of("deed").match(text, token.end):
        return altered(token, kind="status", value="plan")  # 将关闭7家门店
    if token.kind == "filler" and words == "或" and pattern_of("deed").match(text, token.end):
        return altered(token, kind="status", value="forecast")  # 或筹资10亿美元
    if token.kind == "realize" and token.value == "add" and _adds_to_stock(text, tokens, index):
        return altered(token, kind="change", value="up")
    if token.end - token.start == 1 and _opens_word(text, token, after):
        return _as_text(token)
    if token.kind == "status":
        return _status(text, tokens, index, after)
    if token.kind == "filler":
        return _foretelling(words, before, token, after) if after is not None else token
    if token.kind == "text" and after is not None:
        return _beside_figures(words, before, token, after)
    if token.kind == "anaphor" and before is not None and _qualified(words, before, token):
        return _as_text(token)
    if token.kind == "reach" and words in ("到", "至") and _opens_clause(before) and after and after.kind == "period":
        return altered(token, kind="filler")  # 到|2030年门店将达到2000家: when, not how many
    if words == "收" and token.value == "close" and not _closes(text, tokens, index):
        return _as_text(token)
    if words == "达" and (after is None or after.kind not in FIGURES) and _is_service(text, token):
        return _as_text(token)
    if token.kind in ("reach", "sell") and after is not None and after.kind in ("from", "change", "to", "basis"):
        return _as_text(token) if pattern_of("quotation").fullmatch(words) else token
    if token.kind == "change":
        alone = pattern_of("moving-in-front").fullmatch(words) and (after is None or after.kind == "text")
        return _as_text(token) if alone else token
    if (token.kind == "each" and pattern_of("capital").match(text, token.start)) or (
        token.kind == "prep" and pattern_of("direction").match(text, token.start)
    ):
        return _as_text(token)
    return token


def _is_service(text: str, token: Token) -> bool:
    """Tell whether 达 ends the name of a delivery: 次日达订单."""
    start, end = token.span
    return pattern_of("fast-delivery").search(text, max(0, start - 2), end) is not None


def _closes(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether 收 says where a price closed: 股价收12元, 甲收12元，…, not 甲收12元管理费, 每月收12元."""
    figure, behind = (tokens[place] if place < len(tokens) else None for place in (index + 1, index + 2))
    if not index or figure is None or figure.kind not in _QUOTED or (behind is not None and behind.kind in _NOUNS):
        return False
    start = tokens[index].start
    if index > 1 and tokens[index - 1].kind == "break" and _has_moved(text, tokens[: index - 1]):
        return True  # 股价上涨3%，收149.5元
    if pattern_of("closing-price").search(text, max(0, start - _CLOSE), start):
        return True
    low = isinstance(figure.item.value, Decimal | int) and figure.item.value < _HIGHEST
    return tokens[index - 1].kind == "company" and figure.kind == "money" and low


def _has_moved(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether tokens end with how far a price went: 股价上涨3%, 走高并涨停."""
    last = tokens[-1]
    if last.kind in _MOVES:
        return len(tokens) > 1 and tokens[-2].kind == "change"
    return last.kind == "change" and text.startswith("停", last.end - 1)


def _as_text(token: Token) -> Token:
    return Token(token.start, token.end, "text")


def _opens_word(text: str, token: Token, after: Token | None) -> bool:
    """Tell whether a cue of one character is only the begin of a word (增城, 为人)."""
    return (
        token.kind in _TIGHT
        and after is not None
        and after.kind == "text"
        and after.start == token.end
        and text[after.start].isalnum()
        and not pattern_of("free-adverb").match(text, token.start)
    )


def _opens_clause(before: Token | None) -> bool:
    """Tell whether nothing stands in front of a token but who expects something, and words that join."""
    return before is None or before.kind in ("break", "status", "attr", "conj", "quote", "expect")


def _status(text: str, tokens: Sequence[Token], index: int, after: Token | None) -> Token:
    """Tell 料 (expects) from 硅料, and an estimate others made before (分析师此前预估为3亿元) from a forecast."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    joined = before is not None and before.kind == "text" and before.end == token.start
    if joined and text[token.start : token.end] == "料":
        expected = pattern_of("who-expects").search(text, tokens[index - 1].start, token.start)
        return token if expected else _as_text(token)
    if token.value != "forecast" or after is None or not (after.kind in FIGURES or after.kind in ("reach", "of")):
        return token
    who = next((t for t in reversed(tokens[max(0, index - 3) : index]) if t.kind not in ("period", "filler")), None)
    if who is None or who.kind != "text":
        return token
    observed = pattern_of("observing").search(text, max(0, who.start - 6), who.end)
    return altered(token, kind="expect", value="") if observed else token


def _foretelling(words: str, before: Token | None, token: Token, after: Token) -> Token:
    """Read 将 and 或 in front of a verb: they foretell."""
    if words in _SHALL and after.kind in _FORETOLD:
        return altered(token, kind="status", value=_FORETOLD[after.kind])
    if words in ("或", "或会") and _foretells(before, after):
        return altered(token, kind="status", value="forecast")  # 营收或增长5%, not 停产或减产
    return token


def _beside_figures(words: str, before: Token | None, token: Token, after: Token) -> Token:
    """Read the stroke between figures (10%/7%/6%), and an English verb in front of one."""
    if after.kind in _VERBS and token.end == after.start and pattern_of("modal").fullmatch(words):
        return altered(token, kind="filler")  # 产能|会|达到…: no part of the noun
    if after.kind not in FIGURES:
        return token
    if before is not None and before.kind == "metric" and pattern_of("regaining").fullmatch(words):
        return altered(token, kind="filler")  # 同店销售额|恢复|低单位数增长
    if words == "/" and before is not None and before.kind == after.kind:
        return altered(token, kind="pair")
    for use, value in (("english-up", "up"), ("english-down", "down")):
        if pattern_of(use).fullmatch(words):
            return altered(token, kind="change", value=value)
    return token


def _joined(text: str, token: Token, after: Token) -> Token | None:
    """Return two tokens that touch as the one they are, or None if they stay two."""
    kind = token.kind
    if kind == after.kind == "text":
        return Token(token.start, after.end, "text")
    if kind in ("change", "faster") and token.value in ("up", "down") and after.kind == "reach":
        whole = text[after.start : after.end] in ("至", "到")
        return altered(token, end=after.end, kind="to", basis="") if whole else None  # 锐减至, 放缓到
    if kind == "text" and after.kind == "metric" and text[token.start : token.end] in _PER_TIME:
        return altered(after, start=token.start)  # 投产后|年|产能
    if kind == "filler" and after.kind == "metric" and pattern_of("lent-in").match(text, token.start):
        return altered(after, start=token.start)  # 人民币|贷款: the currency is part of its name
    if kind != after.kind:
        return None
    if kind == "metric":
        return altered(token, end=after.end)  # 应收账款 + 平均回收期: one name
    if kind == "period":
        value = after.value if token.value else ""
        return altered(token, end=after.end, value=value, item=token.item or after.item)
    return None


def _qualified(words: str, before: Token, token: Token) -> bool:
    """Tell whether 公司 or 集团 is a noun with something in front of it (前10%的公司), not the one spoken of."""
    counted = before.kind in ("text", "of", "count", "percent", "macro")
    return words in ("公司", "集团") and before.end == token.start and counted


def _foretells(before: Token | None, after: Token) -> bool:
    """Tell whether 或 means perhaps (营收或增长5%, 甲或裁员5%), not or (停产或减产, 营收或利润)."""
    if after.kind == "metric":
        return before is not None and before.kind in ("company", "anaphor", "period")
    return (after.kind in _FORETOLD or after.kind == "basis") and (before is None or before.kind in _SUBJECTS)
