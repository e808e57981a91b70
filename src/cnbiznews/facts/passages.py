"""What a reader knows where a sentence begins: the section, the heading above, the list, and what is spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnbiznews.facts.filer import (
    ACTORS,
    filer_of,
    head_of_item,
    introduced,
    main_company,
    of_market,
    within,
)
from cnbiznews.facts.interview import Interview, interviewed
from cnbiznews.facts.observers import rates, speaks_of_others
from cnbiznews.facts.people import People
from cnbiznews.facts.pieces import Piece, clean, ends_as_part, is_name, piece
from cnbiznews.facts.structure import is_heading
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import names_of, pattern_of

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.reading import Block

__all__ = ["Passage"]

# Lines of a list …
_ITEM = re.compile(
    r"\s*(?:[0-9]{1,2}[、.．)）]|第[一二三四五六七八九十]+名?[：，]|(?:TOP|No\.?) ?[0-9]{1,2}(?![0-9])"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳•·‧▪●■◆▶►★\-*]|[—–]{2}(?![—–])|第[一二三四五]、)"
)
_MARKS = " \t\r\n\u3000—–•·‧▪●■◆▶►★*-()（）、.．0123456789"  # … and what they may begin with
_MARKER = 8
_NEAR = 3  # names 这家公司 may point back over, …
_FAR = 12  # … 该行 and 这只基金, which say what they point at
_LEAD = 60  # characters of a paragraph that say that it goes on with a report
_QUOTED = 200  # characters of a quotation whose speaker follows
_BEHIND = 2  # characters between it and who speaks
_LABEL = 14  # a longer heading is a headline
_PROSE = re.compile("[，。；]")  # marks of a line that is no headline
# The number of a heading: 一、三季度业绩
_NUMBERED = re.compile(r"\A(?:[一二三四五六七八九十]+、|[0-9]{1,2}[、.．]|[（(][0-9一二三四五六七八九十]{1,3}[)）]) *")


class Passage:
    """The state of reading one text from block to block."""

    def __init__(
        self, text: str, companies: Sequence[Company], blocks: Sequence[Block], figures: Sequence[int]
    ) -> None:
        self.text = text
        self.topic = Topic()
        self.heading: str | None = None
        self.in_heading = False
        self.spaced = False  # spaces part the clauses of a block, as in a headline
        self.began = 0  # where the block begins
        self.alone: str | None = None  # the company spoken of before it, if the block before names no other
        self.asked = False  # the heading is a question, like those of an interview
        self.announced: str | None = None  # the company whose list it is
        self.listing = False  # the block before is an item of a list
        self.itemised: Piece | None = None  # the period of the line in front of the list
        self.headed: Piece | None = None  # the period the heading of the section names
        self.part: Piece | None = None  # the part of the business the heading of the section names
        self.titled: Piece | None = None  # the period the title names
        self.reported: Piece | None = None  # the period a paragraph before reported on
        self.traded: Piece | None = None  # the day of trading the text told first
        self.title: str | None = None  # the company the title names
        self.festival: str | None = None  # the platform whose festival the heading names
        # those spoken of, without houses that rate others (甲证券：上调乙目标价)
        self.companies = [c for c in companies if not rates(text, Token(c.start, c.end, "company", item=c))]
        self.named_at = [company.start for company in self.companies]
        self.blocks = blocks
        titled = len(blocks) > 1 and is_heading(text, blocks, 0)
        self.of_market = of_market(text, self.companies, blocks, figures, titled=titled)
        self.interview = Interview(text, self.companies, blocks)
        self.speaker = filer_of(text, self.companies) or interviewed(text, self.companies, blocks)  # who says 我们
        self.whole_text = self.speaker
        self.head: Company | None = None  # the firm the item of a digest is about
        if self.whole_text is None and not self.of_market:
            self.whole_text = main_company(self.companies, blocks) or introduced(text, self.companies, blocks)
        self.main: str | None = None  # the company the section is about
        self.people = People(text, self.companies, self.whole_text)

    def begin_section(self, start: int, end: int) -> None:
        """Begin what stands below a heading.

        What the text is about counts where it is named, or a brand named after it, where nobody is below a mere label
        (核心数据), and in answers.
        """
        inside = within(self.companies, start, end)
        actors = {company.canonical for company in inside if company.kind in ACTORS}
        below = within(self.blocks, start, end)
        label = bool(below) and below[0].end - start <= _LABEL
        asked = bool(below) and self._asks(below[0])
        first = bool(below) and below[0].start == self.blocks[0].start
        named_after = self.whole_text is not None and any(name.startswith(self.whole_text) for name in actors)
        ours = (first and self.of_market) or named_after or (not actors and label) or asked
        self.main = self.whole_text if ours else main_company(inside, below)

    def _asks(self, block: Block) -> bool:
        """Tell whether a line is somebody's question, as in an interview: 记者：…？"""
        asks = self.text[block.start : block.end].rstrip().endswith(("？", "?"))
        return asks and pattern_of("asker").match(self.text, block.start, block.end) is not None

    def enter(self, block: Block, *, heading: bool) -> None:
        """Begin a block: a paragraph forgets what the one before spoke of, a heading names the next topic."""
        before = self.topic
        firms = [company.canonical for company in within(self.companies, self.began, block.start)]
        named, first_named = set(firms), firms[0] if firms else None
        self.alone = before.company if named == {before.company} else None
        self.in_heading = heading
        self.spaced = heading or _PROSE.search(self.text, block.start, block.end) is None
        self.began = block.start
        self.asked = heading and self._asks(block)
        self.head = None if heading else head_of_item(self.text, block, self.companies)
        if not heading and (other := self._turns_to(block)):
            self.heading, self.main = None, other
        if self.in_heading:
            self.topic = Topic()
            self.headed = self.festival = None
            self.part = self._part_named(block)
        elif self.heading:
            self.topic = Topic(company=self.heading, distance=0.1, why="named in the heading")
        else:
            self.topic = Topic(company=self.main, distance=0.15, why="what the text is about" if self.main else "")
        if not heading:
            self.topic.period = self.topic.opened = self.headed
            self.topic.series = before.times()
            self.topic.part = self.part
            if before.market is not None and pattern_of("lasting-market").search(before.market.text):
                self.topic.market = before.market
        self.traded = self.traded or before.traded
        self.topic.traded = self.traded
        self.topic.of_market = self.of_market
        self.topic.last = before.company or before.last
        parts = not heading and pattern_of("dividing").match(self.text, block.start, block.end) is not None
        among = not heading and self.text.startswith("其中", block.start)
        again = self.alone is not None or before.company == first_named
        if self.topic.company is None and not self.of_market and (among or (parts and again)):
            self.topic.point_back()  # 分部门看，…: of the firm the paragraph before was about
        if not heading and pattern_of("he-goes-on").match(self.text, block.start, block.end):
            if before.why == "of somebody without a name":
                self.topic.widen(None, unnamed=True)
            elif before.company is not None:
                self.topic.point_back()
        listed = block.kind == "list item" or bool(_ITEM.match(self.text, block.start, block.end))
        label = pattern_of("label-of-line").match(self.text, block.start, block.end) is not None
        self.reported = None if heading else _reported(before.opened) or _reported(before.reported) or self.reported
        if not heading:
            lead = min(block.end, block.start + _LEAD)
            told = parts or label or pattern_of("by-report").search(self.text, block.start, lead)
            self.topic.reported = self.titled or (self.reported if told and not listed else None)
        if not listed:
            self.announced = None
            if not heading and before.company is not None and self._announces(block.start):
                self.topic.company, self.topic.distance = before.company, 0.05
                self.topic.why = "spoken of in front of the colon"
        elif not heading:
            self.announced = self.announced or (before.company if self._announces(block.start) else None)
            if self.announced is not None:
                self.topic.company, self.topic.distance = self.announced, 0.05
                self.topic.why = "announced above the list"
        labelled = before.metric is not None and label
        if not heading and (listed or labelled or parts):
            frame = before.period
            if not (listed or labelled):
                frame = self.titled or (before.period if before.lasting else before.opened) or before.period
            self.topic.period, self.topic.lasting, self.topic.opened = frame, before.lasting, before.opened and frame
            if listed or labelled:
                self.topic.metric, self.topic.status = before.metric, before.status
        if not (listed and self.listing):
            self.itemised = before.period
        elif self._opens_with_company(block.start):
            kept = before.opened if before.opened and pattern_of("festive-season").search(before.opened.text) else None
            self.topic.period = self.topic.opened = self.itemised or kept  # the item before speaks of another firm
        if self.head is not None:
            self.topic.company, self.topic.distance = self.head.canonical, 0.05
            self.topic.why = "named at the head of the item"
        self.listing = listed and not heading
        if not heading:
            self.hear(block.start)

    def item_start(self, block: Block) -> int:
        """Return where what a block says begins: behind the mark and the hour in front of the head of an item."""
        if self.head is None:
            return block.start
        return self.head.start - (self.text[self.head.start - 1 : self.head.start] in ("【", "“"))

    def time_of_table(self, start: int) -> Piece | None:
        """Return the time of a table whose heads name none: of the line above it, else what the text reports of."""
        topic = self.topic
        spoken = topic.period or topic.first if self._announces(start) else None
        return self._counted_in(start) or spoken or _reported(topic.opened) or self.titled or self.reported

    def _counted_in(self, start: int) -> Piece | None:
        """Return the time a note below a table says that it counts: 注：统计周期为1月18日至2月16日."""
        index = bisect_left(self.blocks, start, key=lambda block: block.start)
        while index < len(self.blocks) and self.blocks[index].table:
            index += 1
        if index == len(self.blocks):
            return None
        note = self.blocks[index]
        found = pattern_of("time-counted").search(self.text, note.start, note.end)
        return Piece(clean(found[1]), found.span(1)) if found else None

    def _part_named(self, block: Block) -> Piece | None:
        """Return the part of a business a heading consists of: 二、智能手机."""
        number = _NUMBERED.match(self.text[block.start : block.end])
        start = block.start + (number.end() if number else 0)
        named = piece(self.text, start, block.end)
        if named is None or len(named.text) > _LABEL or not (is_name(named.text) and ends_as_part(named.text)):
            return None
        if pattern_of("no-respect").match(named.text) or within(self.companies, block.start, block.end):
            return None
        return named

    def hear(self, start: int) -> None:
        """Speak of the firm of the one who speaks where a sentence opens with him: 张三：… 张三表示，…"""
        topic = self.topic
        turned = topic.company != self.interview.firm and (topic.company is not None or start == self.began)
        if turned and self.interview.answers(start):
            topic.last = self.interview.firm
            topic.point_back()
            topic.why = "who answers"
        spoken = topic.company
        if topic.why not in ("named", "spoken of before"):
            spoken = self.alone if start == self.began and self.alone else self.whole_text
        elif topic.branded:
            spoken = self.whole_text or spoken  # 甲…，旗下乙收入…。首席执行官张三说，公司…: of 甲
        firm = self.people.speaking(start, spoken)
        if firm is None and self.text.startswith("“", start) and start == self.began:
            end = self.text.find("”", start, start + _QUOTED)  # “我们增长5%，”甲创始人张三说
            firm = self.people.speaking(end + 1, spoken) or self._spoken_for(end + 1) if end > 0 else None
        if firm is None and self.text.startswith("“", start) and self._quotes_outsider(start):
            topic.outsider = True  # “渗透率只有5%。”某证券分析师说，…
        if firm == "":
            topic.widen(None)
        elif firm is not None and firm != topic.company:
            topic.last = firm
            topic.point_back()
            topic.why = "whose man speaks"

    def _quotes_outsider(self, start: int) -> bool:
        """Tell whether an outsider is named right behind the quotation a sentence opens with."""
        end = self.text.find("”", start, start + _QUOTED) + 1
        index = bisect_left(self.named_at, end) if end else len(self.named_at)
        if index == len(self.named_at) or self.named_at[index] > end + _BEHIND:
            return False
        speaker = self.companies[index]
        return speaks_of_others(self.text, Token(speaker.start, speaker.end, "company", item=speaker))

    def _spoken_for(self, start: int) -> str | None:
        """Return the firm somebody without a name speaks for: “均价涨了两百元，”甲一位负责人说."""
        index = bisect_left(self.named_at, start)
        firm = self.companies[index] if index < len(self.named_at) else None
        if firm is None or firm.start != start or firm.kind not in ACTORS:
            return None
        outsider = speaks_of_others(self.text, Token(firm.start, firm.end, "company", item=firm))
        return None if outsider or not pattern_of("spokesman").match(self.text, firm.end) else firm.canonical

    def named_before(self, start: int) -> str | None:
        """Return the firm a text named last in front of a place, which 这家公司 points at."""
        index = bisect_left(self.named_at, start)
        return next(
            (c.canonical for c in reversed(self.companies[max(0, index - _NEAR) : index]) if c.kind in ACTORS), None
        )

    def firm_in_block(self, start: int) -> str | None:
        """Return the firm, not a brand, that the block named last in front of a place."""
        named = within(self.companies, self.began, start)
        return next((company.canonical for company in reversed(named) if company.kind == "company"), None)

    def of_kind(self, token: Token, company: str | None, last: str | None) -> str | None:
        """Return the firm that is of the kind words point at (该行, 这只基金), if ``company`` is not.

        It is the one spoken of before (``last``), else the one named last.
        """
        words = self.text[token.start : token.end]
        kind = next((names for ending, names in names_of("firm-of-kind").items() if words.endswith(ending)), None)
        if kind is None or (company is not None and re.search(kind, company)):
            return None
        if company is None and last is not None and re.search(kind, last):
            return last
        index = bisect_left(self.named_at, token.start)
        near = reversed(self.companies[max(0, index - _FAR) : index])
        return next((c.canonical for c in near if c.kind in ACTORS and re.search(kind, c.canonical)), None)

    def one_of_two(self, words: re.Match[str]) -> str | None:
        """Return the firm 前者 or 后者 is: of the two named last, the first or the second."""
        index = bisect_left(self.named_at, words.start())
        near = [c.canonical for c in self.companies[max(0, index - _NEAR) : index] if c.kind in ACTORS]
        two = list(dict.fromkeys(reversed(near)))[:2]
        return two[0 if words[0].startswith("后") else 1] if len(two) > 1 else None

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
        if company.start != turn.end() or company.kind not in ACTORS or company.end >= block.end:
            return None
        return company.canonical if self.text[company.end] in "（(" else None

    def _announces(self, start: int) -> bool:
        """Tell whether the line in front of a place ends with a colon: 甲公布财报，要点如下："""
        return self.text[max(0, start - _MARKER) : start].rstrip(_MARKS).endswith(("：", ":"))

    def end_heading(self, start: int, mentions: Sequence[Token]) -> None:
        """Keep the company and the time a sentence of a heading names for what stands below it; questions have none."""
        if self.asked:
            self.heading = None
            return
        named = list(
            dict.fromkeys(
                token.item.canonical
                for token in mentions
                if token.kind == "company" and token.item.kind in ACTORS and not rates(self.text, token)
            )
        )
        if not named and self.festival is not None:
            named = [self.festival]
        if self.topic.period is not None:
            time = _NUMBERED.sub("", self.topic.period.text)
            whole = pattern_of("frame-of-time").fullmatch(time)
            if pattern_of("closed-span").fullmatch(time):
                self.titled = self.topic.period  # 截至6月底止六个月业绩公告
            elif start >= self.blocks[min(1, len(self.blocks) - 1)].start:
                self.headed = Piece(time, self.topic.period.span) if whole else None
            elif whole and sum(token.kind == "period" for token in mentions) == 1:
                self.titled = _reported(self.topic.period)
        self.heading = named[0] if len(named) == 1 or (named and named[0] == self.whole_text) else None
        if start < self.blocks[0].end:
            self.title = self.heading
        elif named and self.title is not None and self.title not in named:
            self.titled = None  # news of another firm than the one the title names
        if start < self.blocks[0].end and (self.of_market or not self._titles()):
            self.heading = None  # the title names another firm than the one the text is about

    def take_festival(self, start: int, end: int) -> None:
        """Speak of the platform whose festival a heading without other firms is about: 京东618收官."""
        named = {company.canonical for company in within(self.companies, start, end) if company.kind in ACTORS}
        self.festival = named.pop() if len(named) == 1 else None
        if self.topic.company is None and self.festival is not None:
            self.topic.company, self.topic.why = self.festival, "named"

    def _titles(self) -> bool:
        """Tell whether the text below its title is about the firm the title names: it, or none, is the first named."""
        if self.whole_text is not None:
            return self.heading == self.whole_text
        for block in self.blocks[1:]:
            if named := {c.canonical for c in within(self.companies, block.start, block.end) if c.kind in ACTORS}:
                return self.heading in named
        return True

    def take_titled(self, start: int, end: int, mentions: Sequence[Token]) -> None:
        """Speak of the company a report is named after."""
        if title := pattern_of("titled").search(self.text, start, end):
            named = {
                t.item.canonical for t in mentions if t.kind == "company" and title.start(1) <= t.start < title.end()
            }
            if len(named) == 1:
                name = named.pop()
                self.topic.company, self.topic.distance, self.topic.why = name, 0.1, "named in the title of its report"
                self.main = self.main or name


def _reported(period: Piece | None) -> Piece | None:
    """Return a period if reports are of such ones: a quarter, a month, no day and no outlook."""
    if period is None or pattern_of("time-to-come").search(period.text):
        return None
    return period if pattern_of("reported-period").search(period.text) else None
