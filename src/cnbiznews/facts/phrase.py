"""Noun phrases in front of a figure: where they begin, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import foresees
from cnbiznews.facts.phrase_lists import items_of
from cnbiznews.facts.phrase_names import read_names
from cnbiznews.facts.phrase_owners import read_owners
from cnbiznews.facts.pieces import Piece, piece, region_of
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of

__all__ = ["noun_phrase"]

# Kinds a noun phrase does not reach across.
_BOUNDARIES = frozenset(
    ("attr", "source", "reach", "to", "share", "invest", "rank", "streak", "diff", "compare",
     "change", "break", "prep", "faster", "ratio-to", "from")
)  # fmt: skip

# Kinds that may stand between the noun and the verb.
_AFTER_NOUN = frozenset(
    (
        "basis",
        "cum",
        "total",
        "each",
        "respectively",
        "status",
        "of",
        "conj",
        "period",
        "pair",
        "realize",
        "expect",
        "reach",
        "to",
        "partitive",
        "prep",
        "per",
        "rank",
    )
)


def noun_phrase(text: str, tokens: Sequence[Token]) -> Noun:
    """Read the noun phrase that ends a row of tokens (the predicate behind it is cut off already)."""
    noun = Noun()
    core = [token for token in tokens if token.kind not in ("filler", "quote")]
    while core and core[-1].kind in _AFTER_NOUN:
        if core[-1].kind == "period":
            noun.periods.insert(0, core[-1])
        core.pop()
    core = _between_places(text, core)
    agent = core[-2] if len(core) > 2 and core[-1].kind == "company" else None
    if agent and agent.kind == "prep" and text.startswith("被", agent.start) and core[-3].kind == "metric":
        core = core[:-2]  # 目标价被甲证券下调至20元
    if len(core) > 1 and core[-1].kind == "invest" and text[core[-1].start : core[-1].end] == "投资":
        core[-1] = Token(core[-1].start, core[-1].end, "metric")  # 服务业投资增长4%: what grows is a measure
    begin = _begin(text, core)
    share = 0 < begin < len(core) and core[begin - 1].kind == "share"
    if share and pattern_of("share-noun").search(text, core[begin].start, core[-1].end):
        return _share_phrase(text, core, begin - 1)
    other = begin - 2 if begin > 1 and core[begin - 1].kind == "ordinal" else -1
    if other >= 0 and core[other].kind == "compare":
        core = [token for token in core if token.start < core[other].start or token.kind != "company"]
    core = core[begin:]
    while core and core[0].kind in (
        "conj",
        "partitive",
        "basis",
        "cum",
        "pair",
        "of",
        "each",
        "total",
        "status",
        "quote",
    ):
        core = core[1:]
    core = _behind_places(text, _without_means(text, core))
    if not core:
        return noun
    items = items_of(core)
    read_owners(text, noun, core, items)
    read_names(text, noun, core, items)
    return noun


def _behind_places(text: str, core: list[Token]) -> list[Token]:
    """Leave out in how many places a thing is: 全国|19个|城市运营|冷库."""
    for index, token in enumerate(core):
        if token.kind != "text" or not text.startswith("个", token.start - 1):
            continue
        if places := pattern_of("in-counted-places").match(text, token.start, token.end):
            rest = [Token(places.end(), token.end, "text")] if places.end() < token.end else []
            return [*rest, *core[index + 1 :]]
    return core


def _between_places(text: str, core: list[Token]) -> list[Token]:
    """Take as one a place and what it deals with: 云南|对|东盟|出口."""
    for index in range(1, len(core) - 1):
        if core[index].kind != "prep" or text[core[index].start : core[index].end] != "对":
            continue
        if _is_place(text, core[index - 1]) and core[index + 1].kind in ("macro", "text"):
            joined = Token(core[index - 1].start, core[index + 1].end, "text")
            return [*core[: index - 1], joined, *core[index + 2 :]]
    return core


def _is_place(text: str, token: Token) -> bool:
    if token.kind == "macro":
        return True
    return token.kind == "text" and region_of(text, token.start, token.end) == token.end


def _without_means(text: str, core: list[Token]) -> list[Token]:
    """Leave out by whose means a company does something: 甲|凭借与乙联名的新品|卖出…."""
    for index in range(1, len(core)):
        means = pattern_of("means").match(text, core[index].start, core[index].end)
        if means is None or core[index - 1].kind not in ("company", "anaphor"):
            continue
        kinds = [token.kind for token in core[index:]]
        end = index + next((place for place, kind in enumerate(kinds) if kind in ("realize", "metric")), len(kinds))
        if any(token.kind == "company" for token in core[index:end]):
            return core[:index] + core[end:]
    return core


def _share_phrase(text: str, core: Sequence[Token], at: int) -> Noun:
    """Read 研发开支占收入的比例: the share is what is measured, what has it narrows it."""
    noun = noun_phrase(text, core[:at])
    whose = [part for part in (noun.subject, noun.metric) if part]
    noun.metric, noun.known, noun.metrics, noun.members = piece(text, core[at].start, core[-1].end), True, [], []
    if whose:
        noun.subject = Piece("".join(part.text for part in whose), (whose[0].span[0], whose[-1].span[1]))
    return noun


def _begin(text: str, core: Sequence[Token]) -> int:
    """Return where the phrase begins: behind the last word that ends another one."""
    for index in range(len(core) - 1, -1, -1):
        token = core[index]
        if index and core[index - 1].kind == "pair" and pattern_of("bare-opening").fullmatch(text, *token.span):
            return index  # 新开20家酒店、|关闭2家
        if (
            token.kind == "prep"
            and text[token.start : token.end] in ("向", "给")
            and index + 2 < len(core)
            and not (core[index + 1].kind == "company" and core[index + 2].kind == "of")  # 给甲的估值
        ):
            return index + 2  # 向股东派发: whom it goes to is no part of the noun
        if token.kind == "share" and text.startswith("贡献", token.start) and core[index + 1].kind == "metric":
            continue  # 华东贡献收入5亿元
        if token.kind in _BOUNDARIES or (token.kind == "status" and token.value == "claim"):
            return index + 1
        who = index - 1 - (index > 1 and core[index - 1].kind == "conj")  # 某协会则预计…
        if token.kind == "status" and index and core[who].kind == "company" and foresees(core[who]):
            return index + 1  # 甲证券预计乙…: 乙 is spoken of
        before = core[index - 1] if index and token.kind == "status" else None
        if before and before.kind == "text" and pattern_of("expecting").search(text, before.start, before.end):
            return index + 1  # 市场预计…
        if token.kind in FIGURES and not _counts_noun(text, core, index):
            return index + 1
    return 0


def _counts_noun(text: str, core: Sequence[Token], index: int) -> bool:
    """Tell whether a figure belongs to the noun behind it: 5.2万个品牌, 前十大客户, 两家子公司."""
    token = core[index]
    if token.kind not in ("count", "ordinal", "range-class") or index + 1 == len(core):
        return False
    after = core[index + 1]
    if after.kind not in ("text", "metric", "of") or after.start != token.end:
        return False
    if token.kind == "ordinal" and text.endswith(("期", "代", "号"), token.start, token.end):
        return True  # 苏州二期项目
    return index == 0 or core[index - 1].kind != "text" or any(before.kind == "pair" for before in core[:index])
