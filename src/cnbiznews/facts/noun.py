"""Noun phrases in front of a figure: whose measure it is, what it is called, what narrows it, what it lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from cnbiznews import resources
from cnbiznews.facts.observers import foresees, is_observer
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.words import pattern_of
from cnbiznews.metrics.surfaces import surface_pattern

__all__ = ["Noun", "Piece", "clean", "ends_as_segment", "is_channel", "is_name", "noun_phrase", "region_of"]

Span = tuple[int, int]

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
# Kinds whose text is part of the name.
_NAMING = FIGURES | {"text", "metric", "macro", "of", "pair", "fund", "invest", "per"}
_NAME_REACH = 14
_SUBJECT_REACH = 30


_SHARES = re.compile(r"每?[0-9]+股")  # 每10股派发…


class Piece(NamedTuple):
    """A part of a text and what it says once function words at its edges are gone."""

    text: str
    span: Span


@dataclass(slots=True)
class Noun:
    """What a noun phrase says."""

    owners: list[Token] = field(default_factory=list)  # companies it belongs to; several only where they are listed
    channel: Token | None = None  # a company through which it comes (通过甲带来的乙…)
    anaphor: bool = False  # 公司, 该集团, 其
    scope: Piece | None = None  # 全国, 宿迁, 房地产行业, 多家房企: a whole or a group that is no single company
    place: str = ""  # the place or whole the scope opens with, "" for a group or an industry
    located: bool = False  # 在 stands in front of the scope: it says where, not what is spoken of
    market: bool = False  # the scope is an instrument or a good that markets trade
    subject: Piece | None = None
    metric: Piece | None = None
    known: bool = False  # the measure is a name of the lexicon or ends in a head noun
    metrics: list[Piece] = field(default_factory=list)  # listed measures, where there are several
    members: list[list[Piece]] = field(default_factory=list)  # listed parts (手机、电脑和家电), by ways to part them
    periods: list[Token] = field(default_factory=list)
    among: dict[int, Token] = field(default_factory=dict)  # companies among the members, by where they begin


@cache
def _segments() -> tuple[str, ...]:
    return resources.lines("facts/segments.txt")


@cache
def _regions() -> re.Pattern[str]:
    names = [name for line in resources.lines("companies/regions.txt") for name in line.split()]
    return re.compile(f"(?:{surface_pattern(names).pattern})(?:省|市|县|区|州)?(?:各地|全市|全省)?")


def clean(text: str) -> str:
    """Return a phrase without quotes, space and the function words at its edges.

    >>> clean("在“新疆”地区的")
    '新疆地区'
    """
    return pattern_of("edge").sub("", re.sub(r"[\s“”‘’\"「」『』*]+", "", text))


def is_name(words: str) -> bool:
    """Tell whether words may name a part of a business: short, saying nothing, no mere 用户 or 客户."""
    if _SHARES.match(words):
        return False
    if len(words) == 1 and not pattern_of("good-of-one-character").match(words):
        return False
    return (
        bool(words)
        and len(words) <= _SUBJECT_REACH
        and not pattern_of("everybody").fullmatch(words)
        and not pattern_of("states").search(words)
    )


def ends_as_segment(phrase: str) -> bool:
    """Tell whether a phrase names a part of a business (手机业务, 海外市场) rather than a measure of it."""
    return phrase.endswith(_segments())


def region_of(text: str, start: int, end: int) -> int:
    """Return where the name of a region ends that begins at ``start``, or ``start`` if none does."""
    found = _regions().match(text, start, end)
    return found.end() if found else start


def piece(text: str, start: int, end: int) -> Piece | None:
    """Return what ``text[start:end]`` says, or None if that is nothing."""
    words = clean(text[start:end])
    return Piece(words, (start, end)) if words else None


def noun_phrase(text: str, tokens: Sequence[Token]) -> Noun:
    """Read the noun phrase that ends a row of tokens (the predicate behind it is cut off already)."""
    noun = Noun()
    core = [token for token in tokens if token.kind not in ("filler", "quote")]
    while core and core[-1].kind in _AFTER_NOUN:
        if core[-1].kind == "period":
            noun.periods.insert(0, core[-1])
        core.pop()
    agent = core[-2] if len(core) > 2 and core[-1].kind == "company" else None
    if agent and agent.kind == "prep" and text.startswith("被", agent.start) and core[-3].kind == "metric":
        core = core[:-2]  # 目标价被甲证券下调至20元
    begin = _begin(text, core)
    share = 1 < begin < len(core) and core[begin - 1].kind == "share"
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
    if not core:
        return noun
    items = _items(core)
    _read_owners(text, noun, core, items)
    _read_names(text, noun, core, items)
    return noun


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
        if token.kind == "prep" and text[token.start : token.end] in ("向", "给") and index + 2 < len(core):
            return index + 2  # 向股东派发: whom it goes to is no part of the noun
        if token.kind in _BOUNDARIES or (token.kind == "status" and token.value == "claim"):
            return index + 1
        who = index - 1 - (index > 1 and core[index - 1].kind == "conj")  # 某协会则预计…
        if token.kind == "status" and index and core[who].kind == "company" and foresees(core[who]):
            return index + 1  # 甲证券预计乙…: 乙 is spoken of
        before = core[index - 1] if index and token.kind == "status" else None
        if before and before.kind == "text" and pattern_of("expecting").search(text, before.start, before.end):
            return index + 1  # 市场预计…
        if token.kind in FIGURES and not _counts_noun(core, index):
            return index + 1
    return 0


def _counts_noun(core: Sequence[Token], index: int) -> bool:
    """Tell whether a figure belongs to the noun behind it: 5.2万个品牌, 前十大客户, 两家子公司."""
    token = core[index]
    if token.kind not in ("count", "ordinal", "range-class") or index + 1 == len(core):
        return False
    after = core[index + 1]
    if after.kind not in ("text", "metric", "of") or after.start != token.end:
        return False
    return index == 0 or core[index - 1].kind != "text" or any(before.kind == "pair" for before in core[:index])


def _items(core: Sequence[Token], text: str = "", joints: str = "") -> list[list[Token]]:
    """Split a phrase at 、 和 与 及 into what it lists; those among ``joints`` hold together."""
    items: list[list[Token]] = [[]]
    for token in core:
        if token.kind == "pair" and text[token.start : token.end] not in joints.split():
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def _read_owners(text: str, noun: Noun, core: Sequence[Token], items: Sequence[Sequence[Token]]) -> None:
    companies = [token for token in core if token.kind == "company" and not is_channel(text, token)]
    noun.anaphor = any(token.kind == "anaphor" for token in core)
    noun.periods = [token for token in core if token.kind == "period"] + noun.periods
    if not companies:
        return
    if len(items) > 1 and len(companies) == len(items):
        ends = all(_ends_as_company(text, item) for item in items[:-1]) and not _is_object(text, core, companies[0])
        if len({token.item.canonical for token in companies}) == 1:
            noun.owners = companies[-1:]  # 微信及WeChat: one name twice
            return
        if ends and next(t.kind for t in items[-1] if t.kind != "period") == "company":
            noun.owners = companies
            return
    noun.owners = [token for token in companies if not _is_object(text, core, token)][-1:]
    between = [t for t in core if companies[0].end <= t.start < companies[-1].start]
    if any(t.kind in ("text", "realize") and not pattern_of("owning").match(text, t.start) for t in between):
        noun.channel = companies[0]
    elif len(companies) > 1 and is_observer(companies[0]):
        noun.channel = companies[0]  # 甲证券将乙目标价…


def _ends_as_company(text: str, item: Sequence[Token]) -> bool:
    """Tell whether a member of a list is a company, perhaps with 品牌 or 集团 behind its name."""
    if item[-1].kind == "company":
        return True
    return (
        len(item) > 1
        and item[-2].kind == "company"
        and text[item[-1].start : item[-1].end] in ("品牌", "集团", "公司", "系", "主品牌", "汽车")
    )


def is_channel(text: str, token: Token) -> bool:
    """Tell whether a company is named as a place of sale: 抖音渠道, 天猫旗舰店."""
    return token.kind == "company" and pattern_of("outlet").match(text, token.end) is not None


def _is_object(text: str, core: Sequence[Token], company: Token) -> bool:
    """Tell whether a company is what a verb in front of it is done to (中标甲的项目), not whose measure it is."""
    if text.startswith("等", company.end) and any(t.kind == "pair" and t.end == company.start for t in core):
        return core[0].kind == "text"  # 进驻某某、甲等门店: one of several, the first of them unknown
    before = next((token for token in reversed(core) if token.end == company.start), None)
    return (
        before is not None
        and before.kind == "text"
        and bool(pattern_of("done-to").search(text, before.start, before.end))
    )


def _read_names(text: str, noun: Noun, core: Sequence[Token], items: Sequence[Sequence[Token]]) -> None:
    left = core[0].start
    name: Token | None = None
    for token in core:
        if token.kind in ("company", "anaphor"):
            if not is_channel(text, token):
                left, name = token.end, None
        elif token.kind == "realize":
            if name is None or not ends_as_segment(clean(text[name.start : name.end])):
                left = token.end
            name = None
        elif token.kind == "period":
            if name is None:
                left = token.end
        elif token.kind == "metric" or (token.kind in ("text", "fund") and (name is None or name.kind != "metric")):
            name = token
    _read_scope(text, noun, core)
    if name is None:
        noun.subject = noun.scope
        if len(items) > 1:
            _read_lists(text, noun, core, items, left)
        return
    last = core[-1]
    start, end = name.start, name.end
    part = (
        name.kind == "metric"
        and last.kind == "text"
        and last.start == end
        and ends_as_segment(text[last.start : last.end])
    )
    if part:  # 定价黄金产品: a part of the business whose name begins like a measure
        start = last.end
    elif name.kind == "metric":
        noun.known = True
        if last is not name and last.kind == "text" and last.start == end and last.end - end <= 3:
            end = last.end
        noun.metric = piece(text, start, end)
    else:
        start = _chain_start(core, name)
        phrase = clean(text[start:end])
        if (possessor := text.rfind("的", start, end - 1)) > start:
            start = possessor + 1
            phrase = clean(text[start:end])
        if not phrase or ends_as_segment(phrase):
            start = end
        elif len(phrase) <= _NAME_REACH:
            noun.metric = Piece(phrase, (start, end))
        else:
            start = end
    noun.subject = _between(text, core, left, start)
    if (
        noun.metric
        and noun.subject
        and pattern_of("share-of").fullmatch(noun.metric.text)
        and (of := pattern_of("measured").search(noun.subject.text))
    ):
        # 坚果类收入占比: the share is of the revenue, not of 坚果类收入
        noun.metric = Piece(of.group() + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        rest = noun.subject.text[: of.start()]
        noun.subject = Piece(rest, noun.subject.span) if rest else None
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == start
        and (unit := pattern_of("unit-of").match(noun.metric.text))
    ):
        cut = start + unit.end()  # 速运物流|业务收入: 业务 belongs to the part, not to the measure
        noun.subject = Piece(noun.subject.text + unit.group(), (noun.subject.span[0], cut))
        noun.metric = Piece(noun.metric.text[unit.end() :], (cut, noun.metric.span[1]))
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == start
        and (pattern_of("adjective").match(noun.subject.text) or pattern_of("verb-of-count").match(noun.subject.text))
    ):
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = None
    if (
        noun.scope
        and noun.place
        and (noun.subject is None or noun.place not in noun.subject.text)
        and left > noun.scope.span[0]
    ):
        rest = noun.subject.text if noun.subject else ""
        noun.subject = Piece(noun.place + rest, noun.scope.span)
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == noun.metric.span[0]
        and pattern_of("bare-head").match(noun.metric.text)
        and not ends_as_segment(noun.subject.text)
        and noun.scope is None
    ):
        # 小微贷|余额: the head alone is no measure
        noun.metric = Piece(noun.subject.text + noun.metric.text, (noun.subject.span[0], noun.metric.span[1]))
        noun.subject = None
    if (
        noun.metric
        and noun.subject
        and noun.subject.span[1] == noun.metric.span[0]
        and (head := pattern_of("product-head").search(noun.metric.text))
        and head.start() > 1
    ):
        # 全球智能|手机出货量: the product is a part of what narrows it
        cut = noun.metric.span[1] - len(head.group())
        noun.subject = Piece(noun.subject.text + noun.metric.text[: head.start()], (noun.subject.span[0], cut))
        noun.metric = Piece(head.group(), (cut, noun.metric.span[1]))
    if noun.metric and noun.subject is None and not noun.known and (sold := pattern_of("sold").match(noun.metric.text)):
        # 销售生猪30万头: the good is what the sales are of
        noun.subject, noun.metric = Piece(sold[2], noun.metric.span), Piece(sold[1], noun.metric.span)
    if noun.metric and noun.subject is None and noun.scope and not noun.place and left >= noun.scope.span[1]:
        noun.subject = noun.scope  # TOP100房企|实现销售额
    if len(items) > 1:
        _read_lists(text, noun, core, items, left)


def _chain_start(core: Sequence[Token], name: Token) -> int:
    """Return where a name begins that holds a 和 or 及 itself (开采和洗选业)."""
    start = name.start
    for index in range(core.index(name) - 1, 0, -2):
        pair, before = core[index], core[index - 1]
        if pair.kind != "pair" or before.kind != "text" or pair.end != start or before.end != pair.start:
            break
        start = before.start
    return start


def _read_scope(text: str, noun: Noun, core: Sequence[Token]) -> None:
    """Find the whole (全国, 宿迁, 快递行业) or the group (多家房企) a phrase opens with."""
    opening = [token for token in core if token.kind != "period"]
    if not opening or noun.owners:
        return
    first = opening[0]
    noun.located = text[first.start - 1 : first.start] == "在"
    end = first.end if first.kind == "macro" else first.start
    if first.kind in ("text", "metric"):
        end = region_of(text, first.start, first.end)
    stretch = first.start
    for token in opening:
        if token.kind not in ("macro", "text", "of") and token.kind not in FIGURES:
            break
        stretch = token.end
    phrase = clean(text[first.start : stretch])
    if len(phrase) <= _NAME_REACH + 4 and (pattern_of("group").search(phrase) or pattern_of("industry").search(phrase)):
        noun.scope = Piece(phrase, (first.start, stretch))
        if not pattern_of("group").search(phrase):
            noun.place = text[first.start : end]
    elif end > first.start:
        noun.scope = (
            piece(text, first.start, max(end, stretch)) if len(phrase) <= _NAME_REACH else piece(text, first.start, end)
        )
        noun.place = text[first.start : end]


def _before_head(text: str, token: Token) -> int:
    """Return where the head begins of a measure that swallowed the part it is of (国际业务|收入)."""
    for head in (
        "收入",
        "营收",
        "销量",
        "销售额",
        "毛利率",
        "利润",
        "成本",
        "产量",
        "订单",
        "增加值",
        "用电量",
        "投资",
    ):
        end = token.end - len(head)
        if text.endswith(head, token.start, token.end) and ends_as_segment(text[token.start : end]):
            return end
    return token.start


def _read_lists(text: str, noun: Noun, tokens: Sequence[Token], items: Sequence[Sequence[Token]], left: int) -> None:
    """Read what a phrase lists: measures (营收和净利润), or parts (手机、电脑和家电销量)."""
    if all(item[-1].kind == "metric" for item in items):
        noun.metrics = [found for item in items if (found := piece(text, item[-1].start, item[-1].end))]
        first = items[0][-1]
        noun.subject = _between(text, items[0], left, first.start) if left <= first.start else noun.subject
        return
    if all(_ends_as_company(text, item) for item in items):
        return
    if any(token.kind == "company" for item in items[1:] for token in item) or items[0][-1].kind == "company":
        left = items[0][0].start
    noun.among = {token.start: token for item in items for token in item if token.kind == "company"}
    core = [token for item in items for token in item]
    whole = [token for token in tokens if core[0].start <= token.start <= core[-1].start]
    for joints in ("", "及 以及 与", "和 与", "和 及 以及 与"):
        members = []
        ways = _items(whole, text, joints)
        for index, item in enumerate(ways):
            begin = max(item[0].start, left)
            named = item[0].kind == "company" and (len(item) == 1 or index == len(ways) - 1)
            end = item[0].end if named else item[-1].end
            if index == len(ways) - 1 and item[-1].kind == "metric":
                end = max(begin, _before_head(text, item[-1]))
            if end > begin and (found := piece(text, begin, end)):
                if index == len(ways) - 1 and (summary := pattern_of("summary").search(found.text)) and summary.start():
                    found = Piece(found.text[: summary.start()], found.span)
                members.append(found)
        members = _with_tail(members)
        if len(members) == len(ways) > 1 and members not in noun.members:
            noun.members.append(members)
    led = any(token.kind == "company" for token in items[0]) or items[1][0].kind != "company"
    if noun.members and len(noun.among) < len(items) and (len(noun.among) > 1 or (noun.among and not led)):
        noun.owners = []  # 主品牌、甲、乙分别…: companies are members here, none of them is the owner


def _with_tail(members: list[Piece]) -> list[Piece]:
    """Give all members of a list the tail that stands with its last one: 第二、第三产业, 计算、网络业务."""
    tail = next((tail for tail in ("产业", "业务") if members and members[-1].text.endswith(tail)), "")
    if not tail or any(len(member.text) > 4 or ends_as_segment(member.text) for member in members[:-1]):
        return members
    return [*(Piece(member.text + tail, member.span) for member in members[:-1]), members[-1]]


def _between(text: str, tokens: Sequence[Token], left: int, right: int) -> Piece | None:
    """Return what stands between the owner and the measure, without periods."""
    inside = [token for token in tokens if token.start < right and token.end > left]
    parts = [token for token in inside if token.kind in _NAMING or is_channel(text, token)]
    words = clean("".join(text[max(left, token.start) : min(right, token.end)] for token in parts))
    words = pattern_of("lead").sub("", words)
    if not is_name(words):
        return None
    return Piece(words, (max(left, parts[0].start), min(right, parts[-1].end)))
