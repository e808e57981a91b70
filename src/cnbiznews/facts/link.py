"""From mentions to rows: which company, measure and period a figure belongs to.

A figure gets its role from a frame (:mod:`cnbiznews.facts.frames`). The slots the clause itself leaves open are
inherited by the rules of :mod:`cnbiznews.facts.topic`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from cnbiznews.facts.draft import Attempt, Draft
from cnbiznews.facts.figures import FigureReader, runs_of
from cnbiznews.facts.filer import filer_of
from cnbiznews.facts.frames import Frames, default_frames
from cnbiznews.facts.memory import is_done, note_time, remember
from cnbiznews.facts.mentions import mention_tokens
from cnbiznews.facts.merge import merge
from cnbiznews.facts.model import Fact
from cnbiznews.facts.mood import is_condition
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.opening import read_opening, without_dateline
from cnbiznews.facts.owners import is_whole
from cnbiznews.facts.pieces import Piece, ends_as_segment
from cnbiznews.facts.places import Places
from cnbiznews.facts.rows import fact_of
from cnbiznews.facts.slots import chain
from cnbiznews.facts.structure import Clause, clauses, is_heading, sentences, unwrapped
from cnbiznews.facts.tables import Cell, aligned_tables, marked_tables, read_table
from cnbiznews.facts.tokenizer import tokenize
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.metrics import Metric
    from cnbiznews.quantities import Quantity
    from cnbiznews.reading import Block

__all__ = ["link"]

_Part = TypeVar("_Part", "Company", "Block")

# Kinds frames don't see: 已, quotation marks, and the words of lists, which are read by themselves.
_SILENT = ("filler", "quote", "each", "respectively")
_ACTORS = ("company", "brand")
# Lines of a list, and paragraphs that go on with the one before: 分产品看，…
_ITEM = re.compile(
    r"\s*(?:[0-9]{1,2}[、.．)）]|第[一二三四五六七八九十]+名?[：，]|(?:TOP|No\.?) ?[0-9]{1,2}(?![0-9])"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳•·‧▪●■◆▶►★\-*]|第[一二三四五]、)"
)
_MARKS = " \t\r\n\u3000•·‧▪●■◆▶►★*-()（）、.．0123456789"  # … and what they may begin with
_MARKER = 8
_NUMBERED = re.compile(r"\A[一二三四五六七八九十]+、")


def link(
    reading: str,
    blocks: Sequence[Block],
    quantities: Sequence[Quantity],
    companies: Sequence[Company],
    metrics: Sequence[Metric],
    *,
    frames: Frames | None = None,
    threshold: float = 0.0,
    trace: list[Attempt] | None = None,
) -> list[Fact]:
    """Link the mentions of a text to fact rows.

    Args:
        reading: the reading text (simplified, one form per character).
        blocks: its blocks, in order, with spans in ``reading``.
        quantities, companies, metrics: what the finders found in it, in order.
        frames: patterns to use instead of the packaged ones.
        threshold: rows less certain than this are left out.
        trace: takes one entry for every figure that was looked at, in order.

    Returns:
        the rows in the order of the text, spans in ``reading``, restatements merged.
    """
    linker = Linker(reading, frames or default_frames(), companies, blocks, trace)
    mentions = mention_tokens(reading, quantities, companies)
    starts = [token.start for token in mentions]
    metric_starts = [metric.start for metric in metrics]
    blocks = unwrapped(reading, blocks)
    tables = {table.start: table for table in (*marked_tables(reading, blocks), *aligned_tables(reading, blocks))}
    tabled = {number for table in tables.values() for number in range(table.start, table.end)}

    def tokens_of(start: int, end: int) -> list[Token]:
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        found = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
        return tokenize(reading, start, end, inside, found, linker.frames.cues)

    headings = [is_heading(reading, blocks, number) for number in range(len(blocks))]
    ends = [block.start for block, heading in zip(blocks, headings, strict=True) if heading] + [len(reading)]
    for number, block in enumerate(blocks):
        if headings[number] or number == 0:
            linker.begin_section(block.start, ends[min(bisect_right(ends, block.start), len(ends) - 1)])
        if number in tables:
            linker.table(read_table(reading, tables[number], tokens_of))
        if number in tabled:
            continue
        linker.enter(block, heading=headings[number])
        for start, end in sentences(reading, block.start, block.end):
            inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            if not inside:
                continue
            found = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
            linker.sentence(start, end, inside, found)
    return merge((fact, heading) for fact, heading in linker.facts if fact.confidence >= threshold)


class Linker:
    """The state of reading one text from its first to its last sentence."""

    def __init__(
        self,
        text: str,
        frames: Frames,
        companies: Sequence[Company],
        blocks: Sequence[Block],
        trace: list[Attempt] | None,
    ) -> None:
        self.text = text
        self.frames = frames
        self.figures = FigureReader(text, frames, trace)
        self.facts: list[tuple[Fact, bool]] = []
        self.topic = Topic()
        self.heading: str | None = None
        self.in_heading = False
        self.places = Places(text)
        self.announced: str | None = None  # the company whose list it is
        self.listing = False  # the block before is an item of a list
        self.itemised: Piece | None = None  # the period of the line in front of the list
        self.headed: Piece | None = None  # the period the heading of the section names
        # those spoken of, without houses that rate others (甲证券：上调乙目标价)
        self.companies = [c for c in companies if not _rates(text, Token(c.start, c.end, "company", item=c))]
        self.named_at = [company.start for company in self.companies]
        self.blocks = blocks
        self.whole_text = filer_of(text, self.companies) or _main_company(self.companies, blocks)
        self.main: str | None = None  # the company the section is about

    def begin_section(self, start: int, end: int) -> None:
        """Begin what stands below a heading: what the text is about counts only where it is named at all."""
        inside = _within(self.companies, start, end)
        named = any(company.canonical == self.whole_text for company in inside)
        below = _within(self.blocks, start, end)
        self.main = self.whole_text if named else _main_company(inside, below)

    def enter(self, block: Block, *, heading: bool) -> None:
        """Begin a block: a paragraph forgets what the one before spoke of, a heading names the next topic."""
        self.in_heading = heading
        before = self.topic
        if not heading and (other := self._turns_to(block)):
            self.heading, self.main = None, other
        if self.in_heading:
            self.topic = Topic()
            self.headed = None
        elif self.heading:
            self.topic = Topic(company=self.heading, distance=0.1, why="named in the heading")
        else:
            self.topic = Topic(company=self.main, distance=0.15, why="what the text is about" if self.main else "")
        if not heading:
            self.topic.period = self.topic.opened = self.headed
        self.topic.last = before.company or before.last
        listed = block.kind == "list item" or bool(_ITEM.match(self.text, block.start, block.end))
        if not listed:
            self.announced = None
        elif not heading:
            self.announced = self.announced or (before.company if self._announces(block.start) else None)
            if self.announced is not None:
                self.topic.company, self.topic.distance = self.announced, 0.05
                self.topic.why = "announced above the list"
        labelled = before.metric is not None and bool(
            pattern_of("label-of-line").match(self.text, block.start, block.end)
        )
        if not heading and (listed or labelled or pattern_of("continued").match(self.text, block.start, block.end)):
            self.topic.period, self.topic.lasting, self.topic.opened = before.period, before.lasting, before.opened
            if listed or labelled:
                self.topic.metric, self.topic.status = before.metric, before.status
        if not (listed and self.listing):
            self.itemised = before.period
        elif self._opens_with_company(block.start):
            self.topic.period = self.topic.opened = self.itemised  # the item before speaks of another firm
        self.listing = listed and not heading

    def _opens_with_company(self, start: int) -> bool:
        index = bisect_left(self.named_at, start)
        return index < len(self.named_at) and self.named_at[index] <= start + 4

    def _turns_to(self, block: Block) -> str | None:
        """Return the firm a paragraph turns to: 另外，甲（00123）公布…; the paragraphs below it are about that firm."""
        turn = pattern_of("turning").match(self.text, block.start, block.end)
        index = bisect_left(self.named_at, turn.end()) if turn else len(self.named_at)
        if turn is None or index == len(self.named_at):
            return None
        company = self.companies[index]
        if company.start != turn.end() or company.kind not in _ACTORS or company.end >= block.end:
            return None
        return company.canonical if self.text[company.end] in "（(" else None

    def _announces(self, start: int) -> bool:
        """Tell whether the line in front of a place ends with a colon: 甲公布财报，要点如下："""
        return self.text[max(0, start - _MARKER) : start].rstrip(_MARKS).endswith(("：", ":"))

    def table(self, cells: Sequence[Cell]) -> None:
        """Take the figures of a table; they belong to the company of their row, their column or the heading above."""
        frame = self.frames.named("table")
        for cell in cells:
            draft = Draft(cell.figure, frame, Clause(*cell.row), cell.role)
            if cell.owner is not None:
                draft.company, draft.company_span = cell.owner.item.canonical, cell.owner[:2]
            else:
                draft.company = self.heading or self.main
                draft.confidence -= 0.15
            draft.subject, draft.metric, draft.period = cell.subject, cell.metric, cell.period
            draft.basis = chain(draft) if cell.basis == "chain" else cell.basis
            draft.confidence -= cell.doubt
            if cell.role == "change":
                value = cell.figure.item.low
                draft.direction = cell.direction or ("flat" if not value else "down" if value < 0 else "up")
            draft.why = {"company": "its row", "metric": "its row or column", "period": "its column"}
            self.facts.append((fact_of(self.text, draft), False))

    def sentence(self, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric]) -> None:
        """Read one sentence."""
        topic = self.topic
        topic.next_sentence(quoted=self.text[start] in "“「‘『")
        counted = any(token.kind in FIGURES for token in mentions)
        tokens = tokenize(self.text, start, end, mentions, metrics if counted else (), self.frames.cues)
        if topic.company is None and not topic.whole:
            self._take_titled(start, end, mentions)
        first = True
        spoken = (topic.company, topic.company_span, topic.why, topic.whole)
        parts = clauses(self.text, tokens, spaced=self.in_heading)
        for clause in parts:
            first = self._clause(clause, first, counted=counted)
        self._close(spoken, parts)
        if self.in_heading:
            named = list(
                dict.fromkeys(
                    token.item.canonical
                    for token in mentions
                    if token.kind == "company" and token.item.kind in _ACTORS and not _rates(self.text, token)
                )
            )
            if topic.period is not None and start >= self.blocks[min(1, len(self.blocks) - 1)].start:
                time = _NUMBERED.sub("", topic.period.text)
                self.headed = Piece(time, topic.period.span) if pattern_of("frame-of-time").fullmatch(time) else None
            self.heading = named[0] if len(named) == 1 or (named and named[0] == self.whole_text) else None
        for draft in topic.rows:
            draft.subject = self.places.resolve(draft.subject) if draft.subject and not draft.company else draft.subject
            self.facts.append((fact_of(self.text, draft), self.in_heading))

    def _take_titled(self, start: int, end: int, mentions: Sequence[Token]) -> None:
        """Speak of the company a report is named after."""
        if title := pattern_of("titled").search(self.text, start, end):
            named = {
                t.item.canonical for t in mentions if t.kind == "company" and title.start(1) <= t.start < title.end()
            }
            if len(named) == 1:
                name = named.pop()
                self.topic.company, self.topic.distance, self.topic.why = name, 0.1, "named in the title of its report"
                self.main = self.main or name

    def _close(self, spoken: tuple[str | None, tuple[int, int] | None, str, bool], parts: Sequence[Clause]) -> None:
        """End a sentence: a company or a group that was only mentioned on the way does not stay the topic."""
        topic = self.topic
        named = topic.company if not topic.whole else None
        if topic.parts_of is not None and named != topic.parts_of[0]:
            # 甲销量3万台，其中乙品牌1万台: 甲 is spoken of
            topic.company, topic.company_span, topic.why, topic.whole = *topic.parts_of, "spoken of before", False
            return
        if named == spoken[0] or not parts:
            return
        if named is not None:
            head = next((part for part in parts if any(token.kind != "period" for token in part.tokens)), parts[0])
            opened = topic.company_span is not None and topic.company_span[0] <= head.end
            aside = topic.branded and spoken[0] is not None and spoken[2] == "spoken of before"
            if not aside and (opened or any(row.company == named for row in topic.rows)):
                return
        elif spoken[0] is None or (topic.rows and not any(row.company == spoken[0] for row in topic.rows)):
            return
        topic.company, topic.company_span, topic.why, topic.whole = spoken

    def _clause(self, clause: Clause, first: bool, *, counted: bool) -> bool:
        """Read one clause; return whether the sentence still has no subject."""
        topic = self.topic
        if not topic.partitive and any(token.kind == "partitive" for token in clause.tokens):
            topic.partitive = True
            topic.parts_of = (topic.company, topic.company_span) if topic.company is not None else None
        tokens = [token for token in clause.tokens if token.kind not in _SILENT]
        tokens = without_dateline(self.text, tokens) if tokens else tokens
        if not tokens:
            return first
        if (
            first
            and topic.why not in ("named", "spoken of before")
            and pattern_of("counted-by").match(self.text, clause.start, clause.end)
            and any(t.kind == "company" and t.item.canonical != topic.company for t in tokens)
            and all(token.kind not in ("anaphor", "metric") for token in tokens)
        ):
            topic.widen(None)  # 据海关统计，…: not of the company the text is about
        if (
            first
            and pattern_of("aside").match(self.text, clause.start)
            and not any(t.kind == "company" for t in tokens)
        ):
            topic.widen(None)  # 另悉，…: another matter
        if first and pattern_of("somebody").match(self.text, clause.start, clause.end):
            topic.widen(None)
        first = first or (clause.opened_by in "：:—–-" and clause.opened_by != "")
        if clause.opened_by == "；":
            topic.subject = topic.subject if topic.whole else None
            topic.partitive = False
            topic.holder = None
            if (
                topic.why == "named"
                and [token.kind for token in tokens[:2]] == ["text", "realize"]
                and pattern_of("unknown-name").fullmatch(self.text, tokens[0].start, tokens[0].end)
                and not ends_as_segment(self.text[tokens[0].start : tokens[0].end])
            ):
                topic.widen(Piece(self.text[tokens[0].start : tokens[0].end], tokens[0][:2]))
            if topic.parts_of is not None and topic.branded:
                topic.company, topic.company_span = topic.parts_of
        runs = runs_of(tokens)
        opening = read_opening(self.text, tokens[: runs[0][0]] if runs else tokens, first=first, counted=bool(runs))
        if (house := next((token for token in tokens if token.kind == "company"), None)) and is_observer(house):
            topic.rater = Piece(house.item.canonical, house[:2])
        targeted = topic.metric is not None and topic.metric.text.endswith("目标价")
        targeted = targeted and not any(token.kind == "metric" for token in tokens)
        if opening.company is not None and (
            (targeted and is_observer(opening.company))
            or _rates(self.text, opening.company)
            or self._keeps_rating(opening.company, tokens)
            or (opening.speaker and topic.company not in (None, opening.company.item.canonical))
        ):
            pass  # 多家机构下调甲目标价，乙证券从10元降至8元: 甲 is spoken of
        elif opening.company is not None and self._deals(opening.company, clause, tokens):
            topic.holder = Piece(opening.company.item.canonical, opening.company[:2])
        elif opening.company is not None and clause.opened_by != "（":
            topic.name(opening.company)
        elif opening.speaker and opening.opinion:
            topic.status = "claim"
        elif opening.authority and not any(token.kind in ("company", "anaphor") for token in tokens[1:]):
            topic.widen(None)  # 某协会预计全年销量…: of the trade, not of the company spoken of
        if self.in_heading and not runs and topic.company != self.whole_text:
            for token in tokens:  # 甲帮扶后乙首份年报：亏5亿: the text is about 乙
                if token.kind == "company" and token.item.canonical == self.whole_text:
                    topic.name(token)
        topic.supposed = is_condition(self.text, clause, going_on=topic.supposed)
        if topic.status != "actual" and is_done(self.text, clause):
            topic.status = "actual"
        if runs:
            before, measured = topic.period, topic.metric
            if not self._other_currency(clause, tokens):
                self.figures.read(clause, tokens, runs, topic)
            if topic.period is not None and pattern_of("base-clause").fullmatch(topic.period.text):
                # 上年同期亏损3亿元: the next clause speaks of now again
                topic.period, topic.metric = before, measured or topic.metric
            return False
        note_time(self.text, topic, tokens, 0, len(tokens))
        if counted:
            remember(self.text, topic, clause, tokens)
        elif listing := pattern_of("listing").search(self.text, clause.start, clause.end):
            topic.metric = Piece(listing[1], listing.span(1))
        if opening.scope is not None and opening.company is None and first:
            if is_whole(topic, Noun(scope=opening.scope, place=opening.place), measured=False):
                topic.widen(opening.scope)
            else:
                topic.subject = opening.scope
        for token, measure in pairwise(tokens):
            if token.kind == "company" and measure.kind == "metric" and measure.item.text.endswith("目标价"):
                topic.name(token)  # 多家机构下调甲目标价
        for prep, token in pairwise(tokens):
            against = prep.kind == "prep" and self.text[prep.start : prep.end] == "对" and token.kind == "company"
            if against and pattern_of("punished").match(self.text, token.end):
                topic.name(token)  # 对甲作出处罚，…: what follows is about 甲
        about = opening.company is not None or opening.scope is not None
        return first and (
            opening.speaker or (not about and not any(token.kind in ("company", "metric") for token in tokens))
        )

    def _deals(self, company: Token, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Tell whether a company deals in the shares of the one spoken of (股东乙减持1.2%股份)."""
        if self.topic.company in (None, company.item.canonical) or self.topic.whole:
            return False
        alone = not any(token.kind == "company" and token is not company for token in tokens)
        return alone and pattern_of("dealing").match(self.text, company.end, clause.end) is not None

    def _keeps_rating(self, company: Token, tokens: Sequence[Token]) -> bool:
        """Tell whether a house only rates the company spoken of (甲证券维持“增持”评级)."""
        alone = not any(token.kind == "company" and token is not company for token in tokens)
        rates = pattern_of("keeps-rating").match(self.text, company.end) is not None
        return alone and rates and self.topic.company is not None and is_observer(company)

    def _other_currency(self, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Read a bracket that only gives the amount before it in another currency: a row like the one before."""
        rows = self.topic.rows
        if clause.opened_by != "（" or len(tokens) != 1 or tokens[0].kind not in ("money", "count", "percent"):
            return False
        host = [token for token in clause.host.tokens if token.end <= clause.start] if clause.host else []
        if host and host[-1].kind == "metric":  # 营收（2.87亿元）
            visible = [token for token in host if token.kind not in _SILENT]
            self.figures.read(clause, [*visible, tokens[0]], [(len(visible), len(visible))], self.topic)
            return True
        if not rows or tokens[0].kind != "money":
            return False
        first = next((row for row in reversed(rows) if row.figure.start < clause.start), rows[-1])
        if (
            first.clause is not clause.host
            or first.figure.kind != "money"
            or first.figure.item.unit == tokens[0].item.unit
        ):
            return False
        rows.append(replace(first, figure=tokens[0], why={**first.why, "quantity": "the same in another currency"}))
        return True


def _rates(text: str, token: Token) -> bool:
    """Tell whether a company is a house that speaks of another one behind a colon."""
    return pattern_of("rating").match(text, token.end) is not None and is_observer(token)


def _within(parts: Sequence[_Part], start: int, end: int) -> Sequence[_Part]:
    """Return those of ``parts``, which are in order, that start in a stretch."""
    first = bisect_left(parts, start, key=attrgetter("start"))
    return parts[first : bisect_left(parts, end, first, key=attrgetter("start"))]


def _main_company(companies: Sequence[Company], blocks: Sequence[Block]) -> str | None:
    """Return the company a text is mostly about: named often, in most paragraphs that name any, and in its title."""
    actors = [company for company in companies if company.kind in _ACTORS]
    counts = Counter(company.canonical for company in actors)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    titled = {company.canonical for company in actors if len(blocks) > 1 and company.start < blocks[0].end}
    leads = len(blocks) > 1 and actors[0].canonical == name and actors[0].start < blocks[0].end
    if (count < 3 and titled != {name}) or count < (0.3 if leads else 0.4) * len(actors):
        return None
    if all(company.canonical != name for company in actors if company.start < blocks[min(1, len(blocks) - 1)].end):
        return None
    naming = owning = 0
    for block in blocks:
        inside = {company.canonical for company in _within(actors, block.start, block.end)}
        naming += bool(inside)
        owning += name in inside
    return name if owning >= 0.5 * naming else None
