"""From mentions to rows: which company, measure and period a figure belongs to.

A figure gets its role from a frame (:mod:`cnbiznews.facts.frames`). The slots the clause itself leaves open are
inherited by the rules of :mod:`cnbiznews.facts.topic`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnbiznews.facts.bases import chain
from cnbiznews.facts.clauses import ClauseReader
from cnbiznews.facts.draft import Attempt, Draft
from cnbiznews.facts.figures import FigureReader
from cnbiznews.facts.frames import Frames, default_frames
from cnbiznews.facts.mentions import mention_tokens
from cnbiznews.facts.merge import merge
from cnbiznews.facts.model import Fact
from cnbiznews.facts.opening import somebody_at
from cnbiznews.facts.parts import part_spoken_of, turned_to
from cnbiznews.facts.passages import Passage
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.places import Places
from cnbiznews.facts.rows import fact_of
from cnbiznews.facts.structure import Clause, clauses, is_heading, sentences, unwrapped
from cnbiznews.facts.table_cells import Cell, read_table
from cnbiznews.facts.tables import aligned_tables, marked_tables
from cnbiznews.facts.tokenizer import tokenize
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.topic import Spoken, Topic
from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.metrics import Metric
    from cnbiznews.quantities import Quantity
    from cnbiznews.reading import Block

__all__ = ["link"]

# Blocks over which it matters whom and when a text spoke of; further off, the next figure has its own, or the text's.
_CARRIED = 2

_OWNED = 8  # characters in front of a brand that say whose it is
_MEASURES = FIGURES - {"duration", "ordinal", "ratio"}  # they say what a text is about


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
    mentions = mention_tokens(reading, quantities, companies)
    figures = [token.start for token in mentions if token.kind in FIGURES]
    passage = Passage(reading, companies, blocks, [token.start for token in mentions if token.kind in _MEASURES])
    linker = Linker(reading, frames or default_frames(), passage, trace)
    starts = [token.start for token in mentions]
    metric_starts = [metric.start for metric in metrics]
    blocks = unwrapped(reading, blocks)
    tables = {table.start: table for table in (*marked_tables(reading, blocks), *aligned_tables(reading, blocks))}
    tabled = {number for table in tables.values() for number in range(table.start, table.end)}

    def tokens_of(start: int, end: int) -> list[Token]:
        inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        found = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
        return tokenize(reading, start, end, inside, found, linker.frames.cues)

    # Behind the last figure nothing is read: it could only say whose a figure behind it is.
    last = max([-1, *figures[-1:], *(blocks[number].start for number in tabled)])
    headings = [is_heading(reading, blocks, number) for number in range(len(blocks))]
    ends = [block.start for block, heading in zip(blocks, headings, strict=True) if heading] + [len(reading)]
    for number, block in enumerate(blocks):
        if block.start > last:
            break
        if headings[number] or number == 0:
            linker.passage.begin_section(block.start, ends[min(bisect_right(ends, block.start), len(ends) - 1)])
        if number in tables:
            linker.table(read_table(reading, tables[number], tokens_of), block.start)
        if number in tabled:
            continue
        linker.passage.enter(block, heading=headings[number])
        counted = bisect_left(figures, block.end)
        final = figures[counted - 1] if counted else -1
        ahead = blocks[min(number + _CARRIED, len(blocks) - 1)].end
        carried = number == 0 or headings[number] or bisect_left(figures, ahead) > counted
        for start, end in sentences(reading, linker.passage.item_start(block), block.end):
            inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            if start > last or (start > final and not carried):
                break
            if not inside:
                if start <= final:
                    linker.pass_over(start, end)
                continue
            found = metrics[bisect_left(metric_starts, start) : bisect_left(metric_starts, end)]
            linker.sentence(start, end, inside, found, final)
    return merge((fact, heading) for fact, heading in linker.facts if fact.confidence >= threshold)


class Linker:
    """Reads the sentences and tables of one text, in order, and keeps their rows."""

    def __init__(self, text: str, frames: Frames, passage: Passage, trace: list[Attempt] | None) -> None:
        self.text = text
        self.frames = frames
        self.passage = passage
        self.clauses = ClauseReader(text, FigureReader(text, frames, trace), passage)
        self.places = Places(text)
        self.met = False  # the sentence before, without figures, opened with somebody without a name
        self.facts: list[tuple[Fact, bool]] = []  # and whether they stand in a heading

    def table(self, cells: Sequence[Cell], start: int) -> None:
        """Take the figures of a table that begins at ``start``.

        They belong to the company of their row, their column or the heading above, and are of the time that row or
        column names or the line above.
        """
        frame = self.frames.named("table")
        above = self.passage.time_of_table(start)
        for cell in cells:
            draft = Draft(cell.figure, frame, Clause(*cell.row), cell.role)
            if cell.owner is not None:
                draft.company, draft.company_span = cell.owner.item.canonical, cell.owner.span
            else:
                draft.company = self.passage.heading or self.passage.main
                draft.confidence -= 0.15
            draft.subject, draft.metric, draft.period = cell.subject, cell.metric, cell.period or above
            draft.basis = chain(draft) if cell.basis == "chain" else cell.basis
            draft.confidence -= cell.doubt
            if cell.role == "change":
                value = cell.figure.item.low
                draft.direction = cell.direction or ("flat" if not value else "down" if value < 0 else "up")
            timed = "its column" if cell.period else "named above the table"
            draft.why = {"company": "its row", "metric": "its row or column", "period": timed}
            self.facts.append((fact_of(self.text, draft), False))

    def pass_over(self, start: int, end: int) -> None:
        """Read a sentence without figures and firms: it may turn to a part of the business, or to somebody.

        至于代工业务，… 山东一家乳企的总监深有体会。他的工厂…
        """
        self.met = somebody_at(self.text, start, end) > 0
        comma = self.text.find("，", start, end)
        topic, clause = self.passage.topic, Clause(start, comma if comma > 0 else end)
        turned = turned_to(self.text, clause)
        if (part := turned or part_spoken_of(self.text, clause, ())) is not None:
            topic.thing, topic.introduced = part, turned or topic.introduced  # 云业务是亮点。该分部收入…

    def sentence(self, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric], final: int) -> None:
        """Read one sentence; ``final`` is where the last figure of its paragraph begins."""
        topic = self.passage.topic
        he = pattern_of("he-goes-on").match(self.text, start, end)
        of_speaker = he is not None or pattern_of("house-goes-on").match(self.text, start, end) is not None
        topic.next_sentence(quoted=self.text[start] in "“「‘『", of_speaker=of_speaker)
        counted = any(token.kind in FIGURES for token in mentions)
        topic.dealing = counted and pattern_of("of-deals").search(self.text, start, end) is not None
        tokens = tokenize(self.text, start, end, mentions, metrics if counted else (), self.frames.cues)
        if he and self.met:
            topic.widen(None, unnamed=True)
        self.met = False
        self.passage.hear(start)
        if topic.company is None and not topic.whole:
            self.passage.take_titled(start, end, mentions)
        if self.passage.in_heading and all(token.kind != "company" for token in mentions):
            self.passage.take_festival(start, end)
        first = True
        if topic.aside is not None and tokens[0].kind in ("partitive", "anaphor") and not self._is_head(tokens[0]):
            topic.spoken = topic.aside  # 其中，…: of the brand spoken of by the way
        before = opener = topic.opener = topic.spoken
        parts = clauses(self.text, tokens, spaced=self.passage.spaced)
        for clause in parts:
            opening = first
            first = self.clauses.read(clause, first, counted=counted, wanted=clause.start <= final)
            if opening and (not first or clause is parts[-1]):
                opener = topic.opener = topic.spoken
        if topic.rows and opener.company is not None and pattern_of("holdings").search(self.text, start, end):
            _take_constituents(topic, opener)
        _close(self.text, topic, before, opener)
        self._go_back_to_head()
        if self.passage.in_heading:
            self.passage.end_heading(start, mentions)
        for draft in topic.rows:
            draft.subject = self.places.resolve(draft.subject) if draft.subject and not draft.company else draft.subject
            self.facts.append((fact_of(self.text, draft), self.passage.in_heading))

    def _is_head(self, token: Token) -> bool:
        """Tell whether 公司 and its like are the firm at the head of an item: 甲：…旗下乙收入5亿元。公司…"""
        words = pattern_of("the-firm").fullmatch(self.text, token.start, token.end)
        return self.passage.head is not None and words is not None

    def _go_back_to_head(self) -> None:
        """Speak again of the firm at the head of an item, whoever else the sentence named."""
        topic, head = self.passage.topic, self.passage.head
        if head is None or topic.company == head.canonical:
            return
        if topic.company is not None and any(row.company == topic.company for row in topic.rows):
            topic.aside = topic.spoken
        topic.spoken = Spoken(head.canonical, None, "spoken of before", whole=False, branded=False)


def _take_constituents(topic: Topic, fund: Spoken) -> None:
    """Give the shares of what a fund holds to the fund: 第一大重仓股甲占比10%."""
    for row in topic.rows:
        if row.role == "share" and row.company not in (None, fund.company) and row.company_span is not None:
            row.subject = Piece(row.company, row.company_span)
            row.company, row.company_span = fund.company, fund.span


def _close(text: str, topic: Topic, before: Spoken, opener: Spoken) -> None:
    """End a sentence: a company or a group that was only mentioned on the way does not stay the topic.

    Args:
        text: the reading text.
        topic: what is spoken of at the end of the sentence.
        before: who was spoken of before it.
        opener: who was spoken of where the clause ended that gave it a subject.
    """
    topic.aside = None
    named = topic.company if not topic.whole else None
    if topic.parts_of is not None and named != topic.parts_of[0]:
        # 甲销量3万台，其中乙品牌1万台: 甲 is spoken of
        topic.company, topic.company_span, topic.why, topic.whole = *topic.parts_of, "spoken of before", False
        return
    stays = opener if opener.company is not None and not _is_aside(text, opener, before) else before
    counts = any(row.company == named for row in topic.rows)
    if named == stays.company or (named is not None and counts and not _is_aside(text, topic.spoken, before)):
        return
    if named is None and (
        stays.company is None
        or topic.why == "of somebody without a name"
        or (topic.rows and not any(row.company == stays.company for row in topic.rows))
    ):
        return
    topic.aside = topic.spoken if counts and named is not None else None
    topic.spoken = stays


def _is_aside(text: str, who: Spoken, before: Spoken) -> bool:
    """Tell whether somebody is named by the way: a brand where its firm, a firm where its daughter was spoken of."""
    if who.company is None or before.company is None or before.company == who.company:
        return False
    name = text[slice(*who.span)] if who.span else who.company
    owned = bool(who.span and pattern_of("owned-by").search(text, max(0, who.span[0] - _OWNED), who.span[0]))
    beside = before.why == "spoken of before" and not before.branded
    return (who.branded and (owned or beside)) or before.company.startswith(name)
