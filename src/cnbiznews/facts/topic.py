"""What is being spoken of: the parts of a statement that later clauses may leave out, and where they end.

Rules of inheritance:

- A company a sentence opens with, be it behind words that describe it, is the topic until another one takes its place;
  one named later is only if it has figures. Who reports, comments or is dealt with (据…, 对…, …认为) is no topic, and a
  place something is sold on (在甲的销售额) is none.
- A company a clause without figures ends with and describes or presents (与丁合作的甲，… 首先是乙，…) is the topic; one
  that it brings up (成立子公司甲，… 名叫乙的应用，…) is so for the sentence. What leads up to the first company of
  a sentence (在关店80家之后，甲…) is about it.
- An office without a firm (董事长张三表示，…) is in the company spoken of; a paragraph that opens with 他 goes on with
  it.
- A country, a city, an industry or a group (全国, 宿迁, 多家房企) that opens a statement takes the topic's place, and
  so does somebody without a name (一位店主, 她的店): its figures belong to no company.
- An item is of the firm at its head (07:48 甲：…) to its end; 我们 is the firm an interview is with.
- 公司 and its like, and words that point (这家…公司), are the company spoken of before.
- A new paragraph forgets the topic; it falls back to the company of the heading above, to the company the whole text
  is about, and to the firm of the man who speaks.
- What an outsider says (an analyst, a house, a man of an association or an investor) is of his trade, unless he names
  the firm, points at it, or speaks of its accounts or of what it is worth.
- An authority is the topic of its sentence; later ones are of it only if they measure what it does (逆回购, 罚单).
- In a text about a market, a sentence that names no firm goes back to the market if it measures what markets have, or
  if a house or an authority opens it.
- A subject lasts as long as company and sentence do, and not beyond a semicolon; one that a sentence without figures
  brings up lasts through the next, and the market of a firm's share through the paragraph.
- A measure of no company that the next sentence names again, of another time, is of what it was of before.
- A measure lasts until another is named; a period, until another is named in the paragraph (目前, 近日, 当月 and their
  like only to the end of the sentence).
- Where a paragraph names no time, what is sold or earned is of the one the title names, or, where it goes on with a
  report (分产品看，… 财报显示，…), of the one reported on.
- What markets quote without a time is of the day of trading told last, in the paragraph or else in the first that did.
- A stated basis (同比) also holds for bare growth figures later in the paragraph, if they are of the same time.
- 预计, 计划, 目标 hold to the end of the sentence, or until 已, 实际 or another company ends them.
- A supposition (如果…) holds for its clause and those that go on with it (且…).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cnbiznews.facts.words import pattern_of

if TYPE_CHECKING:
    from cnbiznews.facts.deal_model import Deal
    from cnbiznews.facts.draft import Draft
    from cnbiznews.facts.noun import Noun
    from cnbiznews.facts.pieces import Piece
    from cnbiznews.facts.tokens import Token

__all__ = ["Against", "Comparison", "Spoken", "Topic"]

Span = tuple[int, int]


class Spoken(NamedTuple):
    """Who is being spoken of at one place."""

    company: str | None
    span: Span | None
    why: str
    whole: bool
    branded: bool


class Comparison(NamedTuple):
    """What a stated change was compared with, the period it was of, and whether it has come about."""

    basis: str
    period: str | None
    status: str


class Against(NamedTuple):
    """What a clause says the next ones are compared with: in words, and which basis that is if they name it."""

    words: str
    basis: str | None


@dataclass(slots=True, eq=False)
class Topic:
    """The state of a discourse at one place."""

    company: str | None = None
    last: str | None = None  # the company spoken of before this paragraph, or before a whole in it
    company_span: Span | None = None
    distance: float = 0.0  # what inheriting the company costs in confidence
    why: str = ""  # where the company was found
    branded: bool = False  # it is a brand, not a firm
    authority: str | None = None  # the authority named last
    parent: str | None = None  # the firm in front of 旗下, whose brand it is
    aside: Spoken | None = None  # who had figures in the sentence before, but was spoken of by the way
    opener: Spoken | None = None  # who was spoken of where the sentence got a subject
    of_market: bool = False  # the text is about a market, and firms are examples in it
    whole: bool = False  # something that is no single company is being spoken of
    subject: Piece | None = None
    thing: Piece | None = None  # the part or product spoken of last: 该产品 points at it
    part: Piece | None = None  # the part of the business the heading names: 智能手机
    introduced: Piece | None = None  # the part a sentence without figures spoke of: the next one goes on about it
    before: Piece | None = None  # what the first figure of the sentence before was of
    former: Draft | None = None  # the first row of the sentence before
    whole_parted: Piece | None = None  # the whole whose parts follow 其中
    market: Piece | None = None  # of what firms have shares and places: DRAM|市占率
    rater: Piece | None = None  # the house that judges the company spoken of
    outsider: bool = False  # the sentence is what a house, an association or an analyst says, mostly of its trade
    holder: Piece | None = None  # who deals in the shares of the company spoken of
    dealing: bool = False  # the sentence may speak of deals in shares
    deal: Deal | None = None  # the deal in shares the sentence spoke of last
    standard: Piece | None = None  # by what else than the accounting standard the sentence states profits
    respect: Piece | None = None  # in what respect the sentence speaks: 在带电品类上，…
    metric: Piece | None = None
    amount: Piece | None = None  # the measure spoken of last that is no rate and no judgement: what grows by 5%
    rate: str | None = None  # where its rate of change points that was named last: 降幅
    period: Piece | None = None
    lasting: bool = False  # the period holds beyond its sentence
    reported: Piece | None = None  # the period the title names, or else the report the paragraph goes on with
    opened: Piece | None = None  # the period a sentence of the paragraph opened with
    first: Piece | None = None  # the period the paragraph named first
    span: Piece | None = None  # the span of time named behind a moment that opened the sentence: 截至6月底…，上半年…
    traded: Piece | None = None  # the day of trading told last
    past: Piece | None = None  # the period of the last figure of what has happened
    compared: Comparison | None = None  # the last basis stated
    against: Against | None = None  # what the rest of the sentence is compared with: 与去年同期相比，…
    status: str = "actual"
    rows: list[Draft] = field(default_factory=list)  # of the sentence so far
    ahead: list[Draft] = field(default_factory=list)  # … in front of whom it is about: 在裁员300人之后，甲…
    series: list[Piece] = field(default_factory=list)  # the times of the last sentence that was of several
    partitive: bool = False  # 其中 stood in the sentence: what follows are parts
    divided: bool = False  # the sentence opened with what it parts by: 分区域，…
    parted: bool = False  # the sentence has named a part of what it measures, behind 其中
    parts_of: tuple[str, Span | None] | None = None  # the company whose parts follow 其中
    supposed: bool = False  # a clause like 如果… stood in front
    running: bool = False  # a running total was announced whose figure is still to come
    listed: Noun | None = None  # the last list of the sentence

    @property
    def spoken(self) -> Spoken:
        """Who is being spoken of."""
        return Spoken(self.company, self.company_span, self.why, self.whole, self.branded)

    @spoken.setter
    def spoken(self, who: Spoken) -> None:
        self.company, self.company_span, self.why, self.whole, self.branded = who

    @property
    def of_authority(self) -> bool:
        """Whether an authority is spoken of."""
        return self.company is not None and self.company == self.authority

    def name(self, token: Token) -> None:
        """Speak of a company; another one than before ends what was said about the subject."""
        company, span = token.item.canonical, (token.start, token.end)
        self.holder, self.outsider = None, False
        if token.item.kind == "gov" and company != self.company:
            self.authority, self.last = company, self.company or self.last
        if company != self.company:
            if self.period is not None and any(r.basis == "cum" and r.period == self.period for r in self.rows[1:]):
                self.period = self.rows[0].period  # 甲9月交付1万台，1—9月累计9万台；乙交付2万台: 乙 in September
            self.subject = None
            if self.rows or (self.respect is not None and not self._narrows(self.respect, token)):
                self.respect = None
            self.status = "actual"
        elif not self.rows:
            self.subject = None  # 电池厂业绩回暖。甲公告，…: named anew, it is spoken of as a whole
        self.company, self.company_span, self.distance, self.whole = company, span, 0.0, False
        self.why, self.branded = "named", token.item.kind == "brand"

    def _narrows(self, respect: Piece, company: Token) -> bool:
        """Tell whether what a sentence speaks of narrows the company named then: 海外市场方面，甲营收…; 在印度，甲…."""
        beside = company.start - respect.span[1] <= 1
        return beside or pattern_of("part-of-business").search(respect.text) is not None

    def widen(self, subject: Piece | None, *, unnamed: bool = False) -> None:
        """Speak of something that is no single company, or of somebody who has no name."""
        if not self.of_authority:
            self.last = self.company or self.last
        self.company, self.company_span, self.distance, self.whole = None, None, 0.0, True
        self.why = "of somebody without a name" if unnamed else "of a whole or a group, not of a company"
        self.subject = subject

    def point_back(self) -> None:
        """Speak of the company spoken of before again."""
        self.outsider = False
        if self.last is not None:
            self.company, self.company_span, self.distance, self.whole = self.last, None, 0.1, False
            self.why, self.branded, self.subject = "the company spoken of before", False, None

    def take_part(self, part: Piece) -> None:
        """Speak of a part of the business or a product of the company."""
        self.subject = self.thing = part
        self.respect = None

    def times(self) -> list[Piece]:
        """Return the times a list may be of that names none: those of this sentence if it is of several."""
        times = {row.period.text: row.period for row in self.rows if row.period and "同期" not in row.period.text}
        return list(times.values()) if len(times) > 1 else self.series

    def _years_gone_by(self) -> bool:
        """Tell whether a sentence went from the year it opened with to later ones."""
        year = pattern_of("one-year")
        years = {row.period.text for row in self.rows if row.period and year.fullmatch(row.period.text)}
        return self.opened is not None and self.opened.text in years and len(years) > 1 and not self.partitive

    def next_sentence(self, *, quoted: bool, of_speaker: bool) -> None:
        """Go on to the next sentence of the paragraph; one in quotation marks keeps the speaker of the one before.

        One that goes on with 他 or 该行 (``of_speaker``) keeps the house that judges.
        """
        self.series = self.times()
        if self.opened is not None and self._years_gone_by():
            self.opened, self.lasting = None, False  # 2018年…，2019年…，今年一季度…: what follows is of none of them
        self.former = self.rows[0] if self.rows else None
        self.before = self.former.subject if self.former else None
        self.rows, self.listed, self.respect, self.running, self.partitive = [], None, None, False, False
        self.ahead, self.rate, self.parted, self.divided = [], None, False, False
        self.supposed, self.deal = False, None
        self.against = None
        self.parts_of = self.holder = self.standard = None
        self.rater = self.rater if of_speaker else None
        self.outsider = self.outsider and (quoted or of_speaker)
        if not (quoted and self.status == "claim"):
            self.status = "actual"
        if self.compared is not None and self.compared.basis != "yoy":
            self.compared = None
        self.subject = (self.whole_parted or self.subject) if self.whole else (self.introduced or self.part)
        self.whole_parted = self.introduced = None
        self.distance = min(0.3, self.distance + 0.02)
        if self.why == "named":
            self.why = "spoken of before"
        if self.opened is not None:
            self.period, self.lasting = self.opened, True
        elif not self.lasting:
            self.period = None
