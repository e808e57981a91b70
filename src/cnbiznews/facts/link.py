"""From mentions to rows: which company, measure and period a figure belongs to.

A figure gets its role from a frame (:mod:`cnbiznews.facts.frames`). The slots the clause itself leaves open are
inherited: from the clause before, from the sentence before, from the paragraph, from the heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cnbiznews.facts.frames import Frame, Frames, default_frames
from cnbiznews.facts.merge import merge
from cnbiznews.facts.model import Fact, plain
from cnbiznews.facts.noun import Noun, clean, noun_phrase
from cnbiznews.facts.structure import Clause, clauses, sentences
from cnbiznews.facts.tokens import FIGURES, KINDS, Token, mention_tokens, tokenize

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.metrics import Metric
    from cnbiznews.quantities import Quantity
    from cnbiznews.reading import Block

__all__ = ["link"]

_SILENT = ("filler", "quote")
_MENTIONED = frozenset(("metric", "text", "company", "macro", "period", "fund", "duration", "anaphor"))
_ACTORS = ("company", "brand")
_APPOSITION = re.compile(r"(?:品牌|公司|企业|平台|厂商|商|巨头|旗下|集团|股|机构|独角兽|龙头|应用|App|APP|其中|子公司|母公司|方面|车企|房企|券商|银行|运营方|网站)$")
_SHARE_NAMES = re.compile(r"(?:占比|比重|份额|占有率|市占率|渗透率|贡献率|权重|占.{1,12}比例|持股比例|股权比例)$")
_PRICE_NAMES = re.compile(r"(?:股价|售价|单价|均价|租金|目标价|发行价|房价|报价|价格|到手价|运费|收盘价|每股价|吨价|价)$")
_COST_NAMES = re.compile(r"(?:投资|投资额|投资金额|总投资|投入|融资|融资额|融资金额|融资总额|募资总额|募集资金|投资规模|投资计划|投资总额|收购对价|交易对价|回购金额)$")


@dataclass(slots=True, eq=False)
class Draft:
    """A row in the making."""

    figure: Token
    frame: Frame
    clause: Clause
    role: str
    company: str | None = None
    company_span: tuple[int, int] | None = None
    subject: str | None = None
    subject_span: tuple[int, int] | None = None
    metric: str | None = None
    metric_span: tuple[int, int] | None = None
    direction: str | None = None
    basis: str | None = None
    period: str | None = None
    period_span: tuple[int, int] | None = None
    status: str = "actual"
    confidence: float = 0.95
    start: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Topic:
    """What is being spoken of: everything a later clause may leave out."""

    company: str | None = None
    company_span: tuple[int, int] | None = None
    distance: float = 0.0  # what inheriting it costs in confidence
    whole: bool = False  # a city, a country, an industry is being spoken of: no company
    subject: str | None = None
    subject_span: tuple[int, int] | None = None
    metric: str | None = None
    metric_span: tuple[int, int] | None = None
    period: str | None = None
    period_span: tuple[int, int] | None = None
    basis: str | None = None
    status: str = "actual"
    rows: list[Draft] = field(default_factory=list)  # of the sentence


def link(
    reading: str,
    blocks: Sequence[Block],
    quantities: Sequence[Quantity],
    companies: Sequence[Company],
    metrics: Sequence[Metric],
    *,
    frames: Frames | None = None,
    threshold: float = 0.0,
) -> list[Fact]:
    """Link the mentions of a text to fact rows.

    Args:
        reading: the reading text (simplified, one form per character).
        blocks: its blocks, in order, with spans in ``reading``.
        quantities, companies, metrics: what the finders found in it, in order.
        frames: patterns to use instead of the packaged ones.
        threshold: rows less certain than this are left out.

    Returns:
        the rows in the order of the text, spans in ``reading``, restatements merged.
    """
    linker = Linker(reading, frames or default_frames(), companies)
    mentions = mention_tokens(reading, quantities, companies)
    starts = [token.start for token in mentions]
    metric_starts = [metric.start for metric in metrics]
    for block in blocks:
        linker.enter(block)
        for start, end in sentences(reading, block.start, block.end):
            inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            if not inside:
                continue
            found = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
            linker.sentence(start, end, inside, found)
    return merge((fact, heading) for fact, heading in linker.facts if fact.confidence >= threshold)


class Linker:
    """The state of reading one text from its first to its last sentence."""

    def __init__(self, text: str, frames: Frames, companies: Sequence[Company]) -> None:
        self.text = text
        self.frames = frames
        self.facts: list[tuple[Fact, bool]] = []
        self.topic = Topic()
        self.heading: str | None = None
        self.in_heading = False
        self.main = _main_company(companies)

    # ---- structure

    def enter(self, block: Block) -> None:
        """Begin a block: a paragraph forgets what the one before spoke of, a heading names the next topic."""
        self.in_heading = block.kind in ("title", "heading")
        if self.in_heading:
            self.heading = None
            self.topic = Topic()
            return
        self.topic = Topic(company=self.heading or self.main, distance=0.1 if self.heading else 0.15)

    def sentence(self, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric]) -> None:
        """Read one sentence."""
        topic = self.topic
        topic.rows = []
        topic.status = "actual"
        topic.distance = min(0.3, topic.distance + 0.03)
        if not any(token.kind in FIGURES for token in mentions):
            mentions_only = clauses(self.text, tokenize(self.text, start, end, mentions, (), self.frames.cues), end)
            for clause in mentions_only:
                self._note(clause, clause is mentions_only[0])
            return
        tokens = tokenize(self.text, start, end, mentions, metrics, self.frames.cues)
        parts = clauses(self.text, tokens, end)
        first = True
        for index, clause in enumerate(parts):
            self._note(clause, first)
            if any(token.kind in FIGURES for token in clause.tokens):
                self._rows(clause, parts, index)
                first = False
            else:
                self._remember(clause)
                if any(token.kind in ("text", "metric", "company") for token in clause.tokens):
                    first = first and any(t.kind in ("attr", "source", "period") for t in clause.tokens)
        for draft in topic.rows:
            self.facts.append((self._fact(draft), self.in_heading))

    # ---- topics

    def _note(self, clause: Clause, first: bool) -> None:
        """Find out what a clause is about, and what it says about time, before its figures are read."""
        topic = self.topic
        company = whole = None
        blocked = False
        tokens = [token for token in clause.tokens if token.kind not in _SILENT]
        for index, token in enumerate(tokens):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if token.kind == "period":
                if not blocked and not (index and tokens[index - 1].kind in ("compare", "from")):
                    self._set_period(token, tokens, index)
                continue
            if token.kind in ("conj", "status", "partitive", "basis", "cum", "total", "quote", "pair", "of"):
                continue
            if token.kind == "company":
                if token.item.kind not in _ACTORS and (following is None or following.kind in ("attr", "text", "source")):
                    blocked = True
                    continue
                if following is not None and following.kind == "attr" and following.value == "other":
                    blocked = True
                    continue
                company = token
                break
            if token.kind in ("source", "prep"):
                blocked = True
                break
            if token.kind == "macro" and first:
                whole = token
                continue
            if token.kind == "text" and following is not None and following.kind == "company":
                if _APPOSITION.search(clean(self.text[token.start : token.end])):
                    continue
                break
            break
        if company is not None:
            self._speak_of(company)
        elif whole is not None and not any(token.kind in ("company", "anaphor") for token in tokens):
            topic.company, topic.company_span, topic.whole = None, None, True
            topic.subject = topic.metric = None

    def _speak_of(self, token: Token) -> None:
        """Make a company the topic; another one than before ends what was said about subject and measure."""
        topic = self.topic
        name = token.item.canonical
        if name != topic.company:
            topic.subject, topic.subject_span = None, None
        topic.company, topic.company_span, topic.distance, topic.whole = name, (token.start, token.end), 0.0, False
        if self.in_heading and self.heading is None:
            self.heading = name

    def _set_period(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        self.topic.period = clean(self.text[token.start : token.end])
        self.topic.period_span = (token.start, token.end)

    def _remember(self, clause: Clause) -> None:
        """Keep the measure a clause without figures speaks of: a bare 同比增长5% may follow."""
        noun = noun_phrase(self.text, clause.tokens)
        metrics = [token for token in clause.tokens if token.kind == "metric"]
        if metrics and clause.opened_by != "（":
            token = metrics[-1]
            self.topic.metric = clean(self.text[token.start : token.end])
            self.topic.metric_span = (token.start, token.end)
        if noun.subject and not metrics and noun.metric is None:
            self.topic.subject, self.topic.subject_span = noun.subject, noun.subject_span

    # ---- rows

    def _rows(self, clause: Clause, parts: Sequence[Clause], index: int) -> None:
        """Give every figure of a clause its row, where a frame fits."""
        tokens = [token for token in clause.tokens if token.kind not in _SILENT]
        codes = "".join(KINDS[token.kind] for token in tokens)
        floor = 0
        for first, last in _groups(tokens):
            before, after = codes[:first], codes[last + 1 :]
            made = False
            for place in range(first, last + 1):
                figure = tokens[place]
                if figure.kind not in FIGURES:
                    continue
                matched = self._match(figure, before, after)
                if matched is None:
                    continue
                frame, left, right = matched
                draft = self._draft(clause, tokens, figure, frame, (floor, first, last), left, right)
                if draft is not None:
                    self.topic.rows.append(draft)
                    made = True
            if made:
                floor = last + 1

    def _match(
        self, figure: Token, before: str, after: str
    ) -> tuple[Frame, re.Match[str] | None, re.Match[str] | None] | None:
        """Return the first frame that fits a figure, and what it matched in front and behind."""
        surface = self.text[figure.start : figure.end]
        for frame in self.frames.by_kind[figure.kind]:
            if frame.text is not None and not frame.text.search(surface):
                continue
            left = right = None
            if frame.before is not None and (left := frame.before.search(before)) is None:
                continue
            if frame.after is not None and (right := frame.after.match(after)) is None:
                continue
            return frame, left, right
        return None

    def _draft(
        self,
        clause: Clause,
        tokens: Sequence[Token],
        figure: Token,
        frame: Frame,
        places: tuple[int, int, int],
        left: re.Match[str] | None,
        right: re.Match[str] | None,
    ) -> Draft | None:
        floor, first, last = places
        used = list(tokens[left.start() : left.end()]) if left else []
        seen = used + (list(tokens[last + 1 : last + 1 + right.end()]) if right else [])
        anchor = first
        for offset, token in enumerate(used):
            if token.kind not in _MENTIONED:
                anchor = (left.start() if left else 0) + offset
                break
        if any(token.kind in FIGURES for token in tokens[anchor:first]):
            floor = 0
        region = tokens[min(floor, anchor) : anchor]
        noun = noun_phrase(self.text, region)
        draft = Draft(figure, frame, clause, frame.role, start=clause.start, end=clause.end)
        self._fill_metric(draft, noun, tokens, anchor, first, last)
        self._fill_owner(draft, noun, region)
        self._fill_direction(draft, seen)
        self._fill_time(draft, noun, tokens, anchor, first, last, seen)
        self._fill_role(draft)
        topic = self.topic
        if draft.metric is not None:
            topic.metric, topic.metric_span = draft.metric, draft.metric_span
        topic.subject, topic.subject_span = draft.subject, draft.subject_span
        return draft

    def _fill_metric(
        self, draft: Draft, noun: Noun, tokens: Sequence[Token], anchor: int, first: int, last: int
    ) -> None:
        mode = draft.frame.metric
        topic = self.topic
        if mode.startswith("="):
            draft.metric = mode[1:]
            draft.subject, draft.subject_span = noun.metric or noun.subject, noun.subject_span
            return
        draft.subject, draft.subject_span = noun.subject, noun.subject_span
        if mode in ("after", "verb"):
            behind, span = _noun_behind(self.text, tokens[last + 1 :])
            if behind:
                front = ""
                if mode == "verb" and anchor and tokens[anchor - 1].kind in ("text", "macro"):
                    token = tokens[anchor - 1]
                    if token.kind == "macro" and anchor > 1 and tokens[anchor - 2].kind == "text":
                        token = tokens[anchor - 2]
                    if token.kind == "text" and token.end - token.start <= 4:
                        front = clean(self.text[token.start : token.end])
                draft.metric, draft.metric_span = front + behind, span
                if front:
                    draft.subject = noun.subject if noun.subject and noun.subject != front else None
                return
        if mode == "share":
            start = tokens[anchor].start
            end = tokens[first].start
            draft.metric = clean(re.sub(r"(?:达到|高达|约为|达|为|超|约|近|至)+$", "", clean(self.text[start:end])))
            draft.metric_span = (start, end)
            draft.subject = noun.metric or noun.subject or topic.subject
            return
        if mode == "carry":
            draft.metric, draft.metric_span = topic.metric, topic.metric_span
            return
        draft.metric, draft.metric_span = noun.metric, noun.metric_span
        if noun.metric is None:
            bare = noun.subject is None and noun.company is None
            if bare or (topic.rows and noun.subject is None):
                draft.metric, draft.metric_span = topic.metric, topic.metric_span
                draft.subject, draft.subject_span = topic.subject, topic.subject_span
        elif noun.subject is None and noun.company is None and not noun.anaphor and topic.rows:
            draft.subject, draft.subject_span = topic.subject, topic.subject_span
        if not noun.known:
            draft.confidence -= 0.1
        if mode == "pace" and draft.metric and not draft.metric.endswith("增速"):
            draft.metric += "增速"

    def _fill_owner(self, draft: Draft, noun: Noun, region: Sequence[Token]) -> None:
        topic = self.topic
        token = noun.company
        if token is not None:
            self._speak_of_row(token)
        if topic.company is not None:
            draft.company, draft.company_span = topic.company, topic.company_span
            draft.confidence -= topic.distance
        elif not topic.whole:
            draft.confidence -= 0.05

    def _speak_of_row(self, token: Token) -> None:
        topic = self.topic
        topic.company, topic.company_span = token.item.canonical, (token.start, token.end)
        topic.distance, topic.whole = 0.0, False

    def _fill_direction(self, draft: Draft, seen: Sequence[Token]) -> None:
        direction = draft.frame.direction
        surface = self.text[draft.figure.start : draft.figure.end]
        if direction == "sign":
            draft.direction = "down" if surface.lstrip("约近超").startswith(("-", "−", "–")) else "up"
        elif direction.startswith("@"):
            values = {token.kind: token.value for token in seen}
            for kind in (direction[1:], "change", "faster", "diff", "rate"):
                if values.get(kind):
                    draft.direction = values[kind]
                    break
        elif direction:
            draft.direction = direction

    def _fill_time(
        self,
        draft: Draft,
        noun: Noun,
        tokens: Sequence[Token],
        anchor: int,
        first: int,
        last: int,
        seen: Sequence[Token],
    ) -> None:
        topic = self.topic
        draft.basis = draft.frame.basis or None
        near = [token for token in tokens[anchor:first] if token.kind != "quote"]
        own = [token for token in near if token.kind == "period"]
        if draft.frame.own_period and own:
            draft.period, draft.period_span = clean(self.text[own[-1].start : own[-1].end]), own[-1][:2]
        elif noun.period is not None:
            draft.period = clean(self.text[noun.period.start : noun.period.end])
            draft.period_span = noun.period[:2]
        else:
            draft.period, draft.period_span = topic.period, topic.period_span
        if draft.role in ("change", "difference") and draft.frame.basis in ("", "@ratio-to"):
            draft.basis = self._basis(tokens, anchor, last, seen, draft)
        if draft.role == "level" and any(token.kind == "cum" for token in tokens[: first]):
            draft.basis = "cum"

    def _basis(self, tokens: Sequence[Token], anchor: int, last: int, seen: Sequence[Token], draft: Draft) -> str | None:
        topic = self.topic
        begin = anchor
        while begin and tokens[begin - 1].kind not in FIGURES and tokens[begin - 1].kind != "metric":
            begin -= 1
        around = [*tokens[begin:anchor], *tokens[anchor : last + 1], *seen]
        value: str | None = None
        for token in around:
            if token.kind == "basis":
                value = token.value
            elif token.basis in ("yoy", "qoq", "mom"):
                value = token.basis
            elif token.kind == "ratio-to":
                value = "yoy" if "同期" in self.text[token.start : token.end] else "prior"
        if value == "chain":
            value = _chain(draft.period, draft.metric)
        if value is None:
            return topic.basis if draft.role == "change" and draft.figure.kind in ("percent", "multiple") else None
        topic.basis = value
        return value

    def _fill_role(self, draft: Draft) -> None:
        metric = draft.metric or ""
        unit = draft.figure.kind
        if draft.role != "level":
            return
        if unit in ("percent", "fraction", "ratio") and _SHARE_NAMES.search(metric):
            draft.role = "share"
        elif unit == "money" and _PRICE_NAMES.search(metric):
            draft.role = "price"
        elif unit == "money" and _COST_NAMES.search(metric):
            draft.role = "investment"

    def _fact(self, draft: Draft) -> Fact:
        quantity = draft.figure.item
        value, value2 = plain(quantity.value), plain(quantity.value2)
        if draft.role in ("change", "difference") and value and value.startswith("-"):
            value = value[1:]
            draft.direction = "down" if draft.direction in (None, "up") else draft.direction
        parts: list[tuple[str, tuple[int, int]]] = [("quantity", draft.figure[:2])]
        for name in ("company", "subject", "metric", "period"):
            span = getattr(draft, f"{name}_span")
            if span is not None and getattr(draft, name) is not None:
                parts.append((name, span))
        return Fact(
            start=draft.start,
            end=draft.end,
            evidence=self.text[draft.start : draft.end],
            company=draft.company,
            subject=draft.subject,
            metric=draft.metric,
            role=draft.role,
            value=value,
            value2=value2,
            bound=quantity.bound,
            unit=quantity.unit,
            direction=draft.direction,
            basis=draft.basis,
            period=draft.period,
            status=draft.frame.status or draft.status,
            confidence=round(max(0.0, draft.confidence), 2),
            frame=draft.frame.id,
            parts=tuple(parts),
            mentions=((draft.start, draft.end),),
            quantity=quantity,
        )


def _groups(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return runs of figures joined by 、 or 和, as index pairs."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.kind not in FIGURES:
            continue
        if runs:
            begin, end = runs[-1]
            if tokens[end].kind == token.kind and all(t.kind == "pair" for t in tokens[end + 1 : index]) and index - end == 2:
                runs[-1] = (begin, index)
                continue
        runs.append((index, index))
    return runs


_BEHIND_STOP = re.compile(r"入驻|参与|加盟|亮相|达成|首次|跑赢|属于?|用于|实现|都是|均|已经|正在|将|覆盖|限量|以及|进行|提供|得以|成为|来自|的(?=背后|增长)")


def _noun_behind(text: str, tokens: Sequence[Token]) -> tuple[str | None, tuple[int, int] | None]:
    """Return the noun that follows a figure directly (44项[首创服务]), and its span."""
    start = end = None
    for token in tokens:
        if token.kind == "of" and start is None:
            continue
        if token.kind in ("text", "metric", "macro", "fund", "of", "company", "realize") and not (
            token.kind == "realize" and start is None
        ):
            start = token.start if start is None else start
            end = token.end
            continue
        break
    if start is None or end is None:
        return None, None
    phrase = text[start:end]
    if cut := _BEHIND_STOP.search(phrase):
        if cut.start() == 0:
            return clean(phrase[: cut.end()]), (start, start + cut.end())
        phrase = phrase[: cut.start()]
    phrase_clean = clean(phrase)
    return (phrase_clean, (start, start + len(phrase))) if len(phrase_clean) > 1 else (None, None)


def _chain(period: str | None, metric: str | None) -> str:
    """Say what 环比 means: the quarter, month or other period before."""
    words = (period or "") + (metric or "")
    if "周" in words or "半年" in words:
        return "prior"
    if re.search(r"季|Q[1-4]", words):
        return "qoq"
    return "mom" if "月" in words else "prior"


def _main_company(companies: Sequence[Company]) -> str | None:
    """Return the company a text is mostly about: named often, and more than all others together would allow."""
    counts = Counter(company.canonical for company in companies if company.kind in _ACTORS)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    return name if count >= 3 and count >= 0.4 * sum(counts.values()) else None
