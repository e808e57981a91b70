"""A sentence as a row of tokens: figures, companies, measures, periods, cue words, and the text between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cnbiznews import resources
from cnbiznews.errors import LexiconError
from cnbiznews.facts.codes import name_end
from cnbiznews.facts.words import pattern_of
from cnbiznews.metrics import Metric
from cnbiznews.metrics.surfaces import surface_pattern

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.quantities import Quantity

__all__ = ["FIGURES", "KINDS", "Cue", "Cues", "Token", "default_cues", "mention_tokens", "tokenize"]

# Kind of token -> its letter in the strings frames are matched against.
KINDS: dict[str, str] = {
    # figures
    "percent": "%", "points": "b", "multiple": "X", "money": "$", "count": "K", "measure": "m", "range-class": "c",
    "fraction": "F", "ratio": "R", "duration": "D", "ordinal": "O",
    # mentions
    "company": "C", "metric": "M", "period": "P",
    # cues
    "change": "g", "rate": "r", "faster": "f", "to": "t", "reach": "e", "realize": "z", "share": "s", "invest": "i",
    "fund": "u", "rank": "k", "streak": "j", "diff": "d", "compare": "v", "basis": "y", "cum": "a", "total": "o",
    "respectively": "w", "each": "h", "from": "q", "partitive": "p", "status": "S", "attr": "A", "anaphor": "N",
    "macro": "G", "conj": "J", "per": "E", "ratio-to": "B", "expect": "x", "of": "l", "pair": "&", "source": "U",
    "prep": "H",
    # what is left
    "text": "T", "break": "!", "filler": "", "quote": "",
}  # fmt: skip
FIGURES = frozenset(
    (
        "percent",
        "points",
        "multiple",
        "money",
        "count",
        "measure",
        "range-class",
        "fraction",
        "ratio",
        "duration",
        "ordinal",
    )
)


class Token(NamedTuple):
    """A piece of a sentence; ``item`` is the mention behind it, ``value`` and ``basis`` what its cue word says."""

    start: int
    end: int
    kind: str
    value: str = ""
    basis: str = ""
    item: Any = None


class Cue(NamedTuple):
    """What a cue word says."""

    kind: str
    value: str
    basis: str


# Marks that part clauses, and marks that are not read.
_MARKS = dict.fromkeys("，；：；（）()【】[]—–|丨,:;", "break") | dict.fromkeys('“”‘’"《》「」『』*', "quote")


class Cues:
    """Cue words and what they say.

    >>> default_cues().words["同比"]
    Cue(kind='basis', value='yoy', basis='')
    """

    def __init__(self, words: Mapping[str, Cue]) -> None:
        self.words = dict(words)
        said = {**{mark: Cue(kind, "", "") for mark, kind in _MARKS.items()}, **self.words}
        self.pattern = surface_pattern(said)
        # What is said in capitals or in small letters as well; a word as it is written goes first, then its capitals.
        self._all = {word.lower(): cue for word, cue in said.items()}
        self._all |= {word.upper(): said.get(word.upper(), cue) for word, cue in said.items()} | said

    def __getitem__(self, surface: str) -> Cue:
        return self._all[surface]

    def __reduce__(self) -> tuple[type[Cues], tuple[dict[str, Cue]]]:
        return Cues, (self.words,)

    @classmethod
    def parse(cls, content: str, file: str, base: Cues | None = None) -> Cues:
        """Read cue words from the text of a TSV file (surface, kind, value, basis).

        Raises:
            LexiconError: naming ``file`` and the line.
        """
        words = dict(base.words) if base else {}
        for line, row in resources.parse_table(content, file, "surface"):
            if row.get("kind") not in KINDS:
                raise LexiconError(file, line, f"unknown kind {row.get('kind')!r}; valid are: {', '.join(KINDS)}")
            if not row.get("surface"):
                raise LexiconError(file, line, "the column 'surface' is empty")
            words[row["surface"]] = Cue(row["kind"], row.get("value", ""), row.get("basis", ""))
        return cls(words)


@cache
def default_cues() -> Cues:
    """Return the packaged cue words."""
    name = "facts/cues.tsv"
    return Cues.parse(resources.text(name), name)


# Cue words of one character mean something only directly in front of another token: 增12%, 为3亿 - but not 增城, 为人.
_TIGHT = frozenset(
    ("reach", "change", "streak", "rank", "realize", "from", "diff", "filler", "each", "total", "invest", "to", "rate",
     "faster", "fund", "status", "conj", "period", "attr", "rank")
)  # fmt: skip


_SHORT_SPAN = re.compile(r"[0-9]{1,3}(?:日|天|周)$")
# Other events that opened a clause: 大促期间, 展会期间.
_MEANWHILE = re.compile(r"(?:(?<=在)|(?<![\u4e00-\u9fff0-9]))(?![在而但此其])[\u4e00-\u9fff]{2,6}期间")


def mention_tokens(text: str, quantities: Sequence[Quantity], companies: Sequence[Company]) -> list[Token]:
    """Return figures, periods and companies as tokens, in order; a company goes before a figure inside it."""
    festivals = [_stretch(text, *match.span()) for match in pattern_of("festival").finditer(text)]
    meanwhile = [match.span() for match in _MEANWHILE.finditer(text)]
    opened = {start for start, _ in festivals}  # 天猫618: the platform belongs to the festival
    companies = [
        c
        for c in companies
        if c.start not in opened
        and not pattern_of("no-company").match(c.text)
        and not text.startswith("其中", max(0, c.start - 1))
    ]
    tokens = [
        Token(
            c.start, called.end() if (called := pattern_of("called").match(text, c.end)) else c.end, "company", item=c
        )
        for c in companies
    ]
    taken = sorted((c.start, c.end) for c in companies)
    starts = [span[0] for span in taken]
    floor = 0
    for quantity in quantities:
        start, end = quantity.start, quantity.end
        index = bisect_left(starts, end)
        if index and taken[index - 1][1] > start:
            continue
        kind = quantity.type
        if named := name_end(text, quantity):  # 10年期国债, 主力合约2601
            tokens.append(Token(max(start, floor), named, "text"))
            floor = named
            continue
        if (kind == "range-class" and quantity.unit == "线") or (
            quantity.bound == "=" and text[start] == "一" and kind == "count"
        ):
            continue
        if kind == "date" or (
            kind == "duration" and pattern_of("duration-as-period").search(text[start:end] + text[end : end + 1])
        ):
            kind = "period"
        if kind == "period" and quantity.type == "duration" and pattern_of("since-first").match(text, end - 1):
            kind = "duration"  # 18个月来首次
        elif kind == "duration" and text.startswith(("前的", "前，", "前,"), end):
            kind, end = "period", end + 1
        elif kind == "name" or (kind == "money" and text[start - 1 : start] == "每"):
            continue  # 每百元营收: what the figure behind it is counted by
        elif quantity.unit is None and end - start == 4 and pattern_of("bare-year").match(text, start):
            kind = "period"
        if kind == "period":
            start, end = _stretch(text, max(start, floor), end)
        floor = end
        tokens.append(Token(start, end, kind, item=quantity))
    covered = sorted((token.start, token.end) for token in tokens)
    begins = [span[0] for span in covered]
    for start, end in (*festivals, *meanwhile):
        index = bisect_left(begins, end)
        if not index or covered[index - 1][1] <= start or text[start:end].startswith(text[slice(*covered[index - 1])]):
            tokens.append(Token(start, end, "period"))
    tokens.sort(key=lambda token: (token.start, -token.end))
    return _joined(tokens)


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the words into a period that belong to it: 截至…末, …期间, …全年."""
    if head := pattern_of("period-head").search(text, max(0, start - 8), start):
        start = head.start()
    if tail := pattern_of("period-tail").match(text, end):
        end = tail.end()
    since = pattern_of("period-since").search(text, max(0, start - 1), start)
    if since and (
        pattern_of("period-open").match(text, end) or pattern_of("period-open").search(text, max(start, end - 3), end)
    ):
        start = since.start()
    return start, end


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Join periods that touch (今年 + 618期间) and drop what another mention covers."""
    result: list[Token] = []
    for token in tokens:
        if result and token.start < result[-1].end:
            last = result[-1]
            if last.kind == token.kind == "period":
                result[-1] = last._replace(end=max(last.end, token.end))
            elif last.kind == "period" and token.kind != "period" and last.end > token.start:
                result[-1] = last._replace(end=token.start) if token.start > last.start else token
                if result[-1] is not token:
                    result.append(token)
            continue
        if result and token.kind == result[-1].kind == "period" and token.start == result[-1].end:
            result[-1] = result[-1]._replace(end=token.end)
            continue
        result.append(token)
    return result


def tokenize(
    text: str, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric], cues: Cues
) -> list[Token]:
    """Cut ``text[start:end]`` into tokens, in order and without overlap, the text between them included.

    Args:
        mentions: figures, periods and companies of the sentence: they go before everything else.
        metrics: measures of the sentence; one that overlaps a mention keeps what is left of it.
        cues: the cue words.
    """
    taken = _outside(mentions, metrics)
    starts = [token.start for token in taken]
    taken += [trimmed for metric in metrics if (trimmed := _trim(text, metric, taken, starts, cues))]
    taken.sort(key=lambda token: token.start)
    tokens: list[Token] = []
    position = start
    for token in [*taken, Token(end, end, "")]:
        if token.start > position:
            _fill(text, position, token.start, cues, tokens)
        if token.kind:
            tokens.append(token)
        position = max(position, token.end)
    return _loosen(text, tokens)


def _outside(mentions: Sequence[Token], metrics: Sequence[Metric]) -> list[Token]:
    """Return the mentions that are no part of a measure's name (3日复购率, 归属网易股东的净利润)."""
    kept = []
    index = 0
    for token in mentions:
        while index < len(metrics) and metrics[index].end <= token.start:
            index += 1
        if index < len(metrics):
            metric = metrics[index]
            if metric.start <= token.start and token.end < metric.end:
                inner = token.kind == "company" and metric.start < token.start and metric.text.startswith("归属")
                if inner or (
                    token.kind in ("duration", "period")
                    and token.end - token.start <= 3
                    and _SHORT_SPAN.match(token.item.text)
                ):
                    continue
        kept.append(token)
    return kept


def _leading_cue(name: str, cues: Cues) -> int:
    """Return how long the verb or basis is that a name begins with, 0 if it begins with none."""
    for length in range(min(7, len(name) - 2), 1, -1):
        cue = cues.words.get(name[:length])
        if cue and cue.kind in _VERBS:
            return length
    return 0


_SURE = 0.9
_VERBS = ("change", "realize", "attr", "faster", "to", "basis")


def _straddled(text: str, start: int, end: int, cues: Cues) -> int:
    """Return where a time or basis ends that begins in front of a measure and reaches into it (较前一日|放量)."""
    for begin in range(max(0, start - 5), start):
        for stop in range(start + 1, min(end, start + 4)):
            cue = cues.words.get(text[begin:stop])
            if cue is not None and cue.kind in ("basis", "period"):
                return stop
    return 0


def _trim(text: str, metric: Metric, mentions: Sequence[Token], starts: Sequence[int], cues: Cues) -> Token | None:
    """Return the measure without the parts that belong to a figure, a company or a growth-rate word."""
    start, end = metric.start, metric.end
    if text.startswith("其中", max(0, start - 1)):
        start += 1
    index = bisect_left(starts, end)
    for mention in mentions[max(0, index - 3) : index]:
        if mention.end > start and mention.start < end:
            if mention.end >= end:
                return None
            start = mention.end
    name = metric.text[start - metric.start :]
    for length in (7, 6, 5, 4, 3, 2):  # 营收增长率: the measure is 营收, 增长率 is how it moves
        cue = cues.words.get(name[-length:])
        if cue and cue.kind == "rate":
            return None if len(name) - length < 2 else Token(start, end - length, "metric", item=metric)
    name = name.lstrip("的")
    if cut := _straddled(text, start, end, cues):
        name = name[cut - (end - len(name)) :] if cut > end - len(name) else name
    if timed := pattern_of("leading-time").match(name):
        name = name[timed.end() :]
    if (cue := cues.words.get(name)) and cue.kind == "diff":
        return None  # 较发行价溢价12%
    if metric.confidence < _SURE:  # 上调|会员价格: a name put together by rule may have swallowed its verb
        while len(name) > 2 and (cut := _leading_cue(name, cues)):
            name = name[cut:]
        if (cue := cues.words.get(name)) and cue.kind in _VERBS:
            return None
    start = end - len(name)
    if (
        index
        and mentions[index - 1].end == start
        and mentions[index - 1].kind == "count"
        and (part := pattern_of("counted-first").match(name))
    ):
        start += part.end()  # 5.2万个品牌成交额: the figure counts 品牌
    return Token(start, end, "metric", item=metric) if end - start >= 2 else None


def _fill(text: str, start: int, end: int, cues: Cues, tokens: list[Token]) -> None:
    """Append the cue words of a stretch without mentions, and the text between them."""
    position = start
    for match in cues.pattern.finditer(text, start, end):
        begin, stop = match.span()
        if begin > position:
            _add_text(text, position, begin, tokens)
        tokens.append(Token(begin, stop, *cues[match.group()]))
        position = stop
    _add_text(text, position, end, tokens)


def _add_text(text: str, start: int, end: int, tokens: list[Token]) -> None:
    """Append what stands between cue words, without the space around it."""
    words = text[start:end]
    if stripped := words.strip():
        begin = start + words.index(stripped[0])
        tokens.append(Token(begin, begin + len(stripped), "text"))


def _qualified(text: str, before: Token, token: Token) -> bool:
    """Tell whether 公司 or 集团 is a noun with something in front of it (前10%的公司), not the one spoken of."""
    if text[token.start : token.end] not in ("公司", "集团"):
        return False
    return before.end == token.start and before.kind in ("text", "of", "count", "percent", "macro")


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


def _foretells(before: Token | None, after: Token) -> bool:
    """Tell whether 或 means perhaps (营收或增长5%, 甲或裁员5%), not or (停产或减产, 营收或利润)."""
    if after.kind == "metric":
        return before is not None and before.kind in ("company", "anaphor", "period")
    return (after.kind in _FORETOLD or after.kind == "basis") and (before is None or before.kind in _SUBJECTS)


# What may stand in front of 或 where it means perhaps.
_SUBJECTS = frozenset(("metric", "company", "period", "break", "anaphor", "status"))


# Kinds that stay what they are, whatever stands around them.
_SETTLED = (FIGURES | {"break", "quote", "company", "basis", "of", "partitive", "compare", "pair"}) - _TIGHT


def _loosen(text: str, tokens: list[Token]) -> list[Token]:
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
