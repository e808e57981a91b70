"""What a token is beside its neighbours: cue words that are part of a word, 将 and 或 that foretell, joined names."""

from __future__ import annotations

from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["settled"]

# Cue words of one character mean something only directly in front of another token: 增12%, 为3亿 - but not 增城, 为人.
_TIGHT = frozenset(
    ("reach", "change", "streak", "rank", "realize", "from", "diff", "filler", "each", "total", "invest", "to", "rate",
     "faster", "fund", "status", "conj", "period", "attr", "rank")
)  # fmt: skip

# What 将 says in front of a verb: 将达到, 将增长 foretell, 将投资 plans.
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

# Kinds that stay what they are, whatever stands around them.
_SETTLED = (FIGURES | {"break", "quote", "company", "basis", "of", "partitive", "compare", "pair"}) - _TIGHT


def settled(text: str, tokens: list[Token]) -> list[Token]:
    """Give one-character cues that open a word back to the text, and join neighbouring text."""
    result: list[Token] = []
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind in _SETTLED:
            result.append(token)
            continue
        after = result[-1] if result else None
        if (
            token.end - token.start == 1
            and not pattern_of("free-adverb").match(text, token.start)
            and token.kind in _TIGHT
            and after is not None
            and after.kind == "text"
            and after.start == token.end
            and (text[after.start].isalnum())
        ):
            token = Token(token.start, token.end, "text")
        before = tokens[index - 1] if index else None
        if token.kind == "status" and text[token.start] == "料" and token.end - token.start == 1:
            joined = before is not None and before.end == token.start and before.kind == "text"
            if joined and not pattern_of("who-expects").search(text, before.start if before else 0, token.start):
                token = Token(token.start, token.end, "text")  # 硅料, 原料
        elif (
            token.kind == "change"
            and pattern_of("moving-in-front").fullmatch(text, token.start, token.end)
            and (after is None or after.kind == "text")
        ):
            token = Token(token.start, token.end, "text")
        elif token.kind == "text" and text[token.start : token.end] == "/" and before is not None and after is not None:
            listed = before.kind == after.kind and after.kind in FIGURES
            token = token._replace(kind="pair") if listed else token  # 10%/7%/6%
        if (
            token.kind in ("change", "faster")
            and token.value in ("up", "down")
            and after is not None
            and after.kind == "reach"
            and after.start == token.end
            and text[after.start : after.end] in ("至", "到")
        ):
            result[-1] = token._replace(end=after.end, kind="to", basis="")  # 锐减至, 放缓到
            continue
        if token.kind == "text" and after is not None and after.kind in FIGURES:
            for use, value in (("english-up", "up"), ("english-down", "down")):
                if pattern_of(use).fullmatch(text, token.start, token.end):
                    token = token._replace(kind="change", value=value)
        if token.kind == "each" and pattern_of("capital").match(text, token.start):
            token = Token(token.start, token.end, "text")
        if token.kind == "status" and token.value == "forecast" and after is not None:
            observed = next((t for t in reversed(tokens[max(0, index - 2) : index]) if t.kind != "period"), None)
            figured = after.kind in FIGURES or after.kind in ("reach", "of")
            if (
                figured
                and observed
                and observed.kind == "text"
                and pattern_of("observing").search(text, max(0, observed.start - 6), observed.end)
            ):
                token = token._replace(kind="expect", value="")  # 分析师此前预估为3亿元
        if token.kind == "prep" and pattern_of("direction").match(text, token.start):
            token = Token(token.start, token.end, "text")
        if token.kind == "anaphor" and index and _qualified(text, tokens[index - 1], token):
            token = token._replace(kind="text", value="")
        if (
            token.kind == "filler"
            and after is not None
            and after.kind in _FORETOLD
            and text[token.start : token.end] in ("将", "将会", "将要")
        ):
            token = token._replace(kind="status", value=_FORETOLD[after.kind])
        elif (
            token.kind == "filler"
            and after is not None
            and text[token.start : token.end] in ("或", "或会")
            and _foretells(before, after)
        ):
            token = token._replace(kind="status", value="forecast")  # 营收或增长5%, not 停产或减产
        if token.kind == "text" and after is not None and after.kind == "text" and after.start == token.end:
            result[-1] = Token(token.start, after.end, "text")
        elif token.kind == "metric" and after is not None and after.kind == "metric" and after.start == token.end:
            result[-1] = token._replace(end=after.end)  # 应收账款 + 平均回收期: one name
        elif token.kind == "period" and after is not None and after.kind == "period" and after.start == token.end:
            result[-1] = token._replace(
                end=after.end, value=after.value if token.value else "", item=token.item or after.item
            )
        else:
            result.append(token)
    result.reverse()
    return result


def _qualified(text: str, before: Token, token: Token) -> bool:
    """Tell whether 公司 or 集团 is a noun with something in front of it (前10%的公司), not the one spoken of."""
    if text[token.start : token.end] not in ("公司", "集团"):
        return False
    return before.end == token.start and before.kind in ("text", "of", "count", "percent", "macro")


def _foretells(before: Token | None, after: Token) -> bool:
    """Tell whether 或 means perhaps (营收或增长5%, 甲或裁员5%), not or (停产或减产, 营收或利润)."""
    if after.kind == "metric":
        return before is not None and before.kind in ("company", "anaphor", "period")
    return (after.kind in _FORETOLD or after.kind == "basis") and (before is None or before.kind in _SUBJECTS)
