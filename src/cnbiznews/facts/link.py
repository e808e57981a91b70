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
from typing import TYPE_CHECKING

from cnbiznews.facts.draft import Attempt, Draft
from cnbiznews.facts.frames import Frames, Match, default_frames
from cnbiznews.facts.lists import spread
from cnbiznews.facts.merge import merge
from cnbiznews.facts.model import Fact, plain
from cnbiznews.facts.noun import Noun, Piece, clean, ends_as_segment, is_name, noun_phrase
from cnbiznews.facts.observers import is_observer
from cnbiznews.facts.opening import read_opening
from cnbiznews.facts.slots import WINDOW, Site, chain, fill, period_of
from cnbiznews.facts.structure import Clause, clauses, is_heading, sentences, unwrapped
from cnbiznews.facts.tables import Cell, aligned_tables, marked_tables, read_table
from cnbiznews.facts.tokens import FIGURES, KINDS, Token, mention_tokens, tokenize
from cnbiznews.facts.topic import Topic

if TYPE_CHECKING:
    from cnbiznews.companies import Company
    from cnbiznews.metrics import Metric
    from cnbiznews.quantities import Quantity
    from cnbiznews.reading import Block

__all__ = ["link"]

# Kinds frames don't see: 已, quotation marks, and the words of lists, which are read by themselves.
_SILENT = ("filler", "quote", "each", "respectively")
_ACTORS = ("company", "brand")
# Kinds a frame may begin with that belong to the noun in front of the predicate.
_NOMINAL = frozenset(("metric", "text", "company", "macro", "period", "fund", "duration", "anaphor"))
_FOUNDED = re.compile(r"(?:成立|创立|创建|始建|上市|创办|建立|设立|诞生|生效)[于在]?$")
# A clause that only says in what respect the next one speaks: 在带电品类上，… 从渠道看，…
_RESPECT = re.compile(r"^(?:(?:在|从|就|而)?(.{2,14}?)(?:上|领域|层面|端|板块|来看|看)|在(.{2,10}(?:市场|地区|渠道|业务)))$")
_NO_RESPECT = re.compile(r"^(?:个股|业绩|财务|企业|公司|行业|政策|数据|消息|盘面|市场|总体|整体|具体|目前|另一|一|基础|此|以上|长远|分.*|.*[是为了])$")
# A clause that only says after what: 上线包邮服务后，…
_AFTER_EVENT = re.compile(r"(?!此|随|然|今|最|背|先|前|落|其|之|日|以|往)(.{3,24}?(?<![之以])(?:之后|以后|后|以来))")
# What a clause without figures says of a part of a business: 新能源汽车销售旺盛，…
# What a company puts on the market or into effect: 推出“拉美速通计划”，…
_NAMED_THING = re.compile(r"(?:推出|发布|启动|上线|实施|开展|打造|宣布将|参与)(?:了)?[^“「《，。]{0,6}[“「《]([^”」》]{2,14})[”」》]")
# What announces a list: 10月交付榜如下
_LISTING = re.compile(r"(销量|交付量?|销售额|营收|成交额|票房|出货量|装机量|产量|净利润?|市值|订单量?|收入)(?:榜单?|排行榜?|排名|数据|情况|成绩单?|表现)*(?:具体)?如下")
_STATE_OF = re.compile(r"([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:销售|需求|消费|出口|生产|供给|交付|表现|走势)")
_WHOLE_MEASURE = re.compile(r"GDP|生产总值|零售总额|零售额|进出口|市场规模|产业规模|业务量|人口|票房|从业|城镇化|失业率|人均可支配|社会融资|产量|货运|客运|保有量")
# Days and spans that end now hold for their sentence only: 11月6日, 近四年.
_PASSING = re.compile(r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:晚间?|早间?|上午|下午|盘后)?|(?:近|过去|最近|未来|这)[0-9一二两三四五六七八九十几]+.*|[0-9一二三四五六七八九十]+(?:年|个月|天)内")
_BASE_PERIOD = re.compile(r"(?:去年|上年|前年|上一?年度?)?同期|去年底?|上年末?|上一年|一年前|上季度?|上一季度|上月|上个月|去年.*|上年.*")
# Lines of a list, and paragraphs that go on with the one before: 分产品看，…
_ITEM = re.compile(r"\s*(?:[0-9]{1,2}[、.．)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳•·‧▪●\-*]|第[一二三四五]、)")
_CONTINUED = re.compile(r"\s*(?:分[^，]{1,6}[看来]|从[^，]{1,8}看|按[^，]{1,8}(?:分|看|计)|其中|此外|另外|同时|具体来?看|[^，。]{1,6}方面，)")
_MEASURING = re.compile(r"(?:新增|新开|关闭|净增|增设|开设|开出|共有?|仅有?|只有|拥有|还有|已有|达到?|至|到|覆盖|收购|推出|完成|交付|投产|获得|签约|减少|增加了?|建成|落地)[了约近超]*$")
# A channel that is written as a part of the name: 甲小程序.
_PART_IN_NAME = re.compile(r"(?:小程序|官网|直播间|旗舰店)$")
# Roles whose measure a bare figure behind them may be of.
_CARRYING = ("level", "change", "price", "investment", "rank")
# Measures of markets, whoever is spoken of: 市场规模, 金价, 现货价.
_MARKET = re.compile(r"市场规模$|^(?:国际|国内)?(?:金|银|油|铜|铝|锌|煤|钢|猪肉?|粮|糖|棉|铁矿石|锂|碳酸锂|硅料|房|地)价|合约价$|现货价$|汇率$")
_NATION = re.compile(r"全国|我国|中国|国内|全球|全市|全省|行业|全行业|业内|城镇|农村|乡村|居民|两市|各地")
_REST = 12  # characters behind a figure that frames may look at
_IMPOSED = re.compile(r"处以|开出|罚|征收|没收")
_REGION_PART = re.compile(r"(?:网点|渠道|收入|销量|产能|团队|员工|客户|地区|市场|区域|站|大区|门店|分公司|工厂|业务|用户|消费者|基地)")


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
    linker = Linker(reading, frames or default_frames(), companies, blocks)
    linker.trace = trace
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
            linker.begin_section(block.start, ends[bisect_right(ends, block.start)])
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

    def __init__(self, text: str, frames: Frames, companies: Sequence[Company], blocks: Sequence[Block]) -> None:
        self.text = text
        self.frames = frames
        self.facts: list[tuple[Fact, bool]] = []
        self.topic = Topic()
        self.heading: str | None = None
        self.last: str | None = None  # the company spoken of last, in whatever paragraph
        self.in_heading = False
        self.companies, self.blocks = companies, blocks
        self.whole_text = _main_company(companies, blocks)
        self.main: str | None = None  # the company the section is about
        self.trace: list[Attempt] | None = None

    # ---- structure

    def begin_section(self, start: int, end: int) -> None:
        """Begin what stands below a heading: what the text is about counts only where it is named at all."""
        inside = [company for company in self.companies if start <= company.start < end]
        named = any(company.canonical == self.whole_text for company in inside)
        below = [block for block in self.blocks if start <= block.start < end]
        self.main = self.whole_text if named else _main_company(inside, below)

    def enter(self, block: Block, *, heading: bool) -> None:
        """Begin a block: a paragraph forgets what the one before spoke of, a heading names the next topic."""
        self.last = self.topic.company or self.last
        self.in_heading = heading
        before = self.topic
        if self.in_heading:
            self.topic = Topic()
        elif self.heading:
            self.topic = Topic(company=self.heading, distance=0.1, why="named in the heading")
        else:
            self.topic = Topic(company=self.main, distance=0.15, why="what the text is about" if self.main else "")
        listed = block.kind == "list item" or bool(_ITEM.match(self.text, block.start, block.end))
        if not heading and (listed or _CONTINUED.match(self.text, block.start, block.end)):
            self.topic.period, self.topic.lasting, self.topic.opened = before.period, before.lasting, before.opened
            if listed:
                self.topic.metric, self.topic.status = before.metric, before.status

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
            if cell.role == "change":
                draft.direction = "down" if str(cell.figure.item.value).startswith("-") else "up"
            draft.why = {"company": "its row", "metric": "its row or column", "period": "its column"}
            self.facts.append((self._fact(draft), False))

    def sentence(self, start: int, end: int, mentions: Sequence[Token], metrics: Sequence[Metric]) -> None:
        """Read one sentence."""
        topic = self.topic
        topic.next_sentence(quoted=self.text[start] in "“「‘『")
        counted = any(token.kind in FIGURES for token in mentions)
        tokens = tokenize(self.text, start, end, mentions, metrics if counted else (), self.frames.cues)
        first = True
        spoken = (topic.company, topic.company_span, topic.why, topic.whole)
        parts = clauses(self.text, tokens, spaced=self.in_heading)
        for clause in parts:
            first = self._clause(clause, first, counted=counted)
        self._close(spoken, parts)
        if self.in_heading:
            named = list(dict.fromkeys(token.item.canonical for token in mentions if token.kind == "company" and token.item.kind in _ACTORS))
            self.heading = named[0] if len(named) == 1 or named and named[0] == self.whole_text else None
        for draft in topic.rows:
            self.facts.append((self._fact(draft), self.in_heading))

    def _close(self, spoken: tuple[str | None, tuple[int, int] | None, str, bool], parts: Sequence[Clause]) -> None:
        """End a sentence: a company or a group that was only mentioned on the way does not stay the topic."""
        topic = self.topic
        named = topic.company if not topic.whole else None
        if named == spoken[0] or not parts:
            return
        if named is not None:
            opened = topic.company_span is not None and topic.company_span[0] <= parts[0].end
            if opened or any(row.company == named for row in topic.rows):
                return
        elif spoken[0] is None or topic.rows and not any(row.company == spoken[0] for row in topic.rows):
            return
        topic.company, topic.company_span, topic.why, topic.whole = spoken

    def _clause(self, clause: Clause, first: bool, *, counted: bool) -> bool:
        """Read one clause; return whether the sentence still has no subject."""
        topic = self.topic
        topic.partitive = topic.partitive or any(token.kind == "partitive" for token in clause.tokens)
        tokens = [token for token in clause.tokens if token.kind not in _SILENT]
        if not tokens:
            return first
        first = first or clause.opened_by in "：:—–-" and clause.opened_by != ""
        if clause.opened_by == "；":
            topic.subject = topic.subject if topic.whole else None
        runs = _runs(tokens)
        opening = read_opening(self.text, tokens[: runs[0][0]] if runs else tokens, first=first, counted=bool(runs))
        if opening.company is not None and clause.opened_by != "（":
            self._name(opening.company)
        elif opening.speaker and opening.opinion:
            topic.status = "claim"
        if topic.status != "actual" and self._is_done(clause):
            topic.status = "actual"
        if runs:
            before, measured = topic.period, topic.metric
            if not self._other_currency(clause, tokens):
                self._figures(clause, tokens, runs)
            if topic.period is not None and _BASE_PERIOD.fullmatch(topic.period.text):
                # 上年同期亏损3亿元: the next clause speaks of now again
                topic.period, topic.metric = before, measured or topic.metric
            return False
        self._note_time(tokens, 0, len(tokens))
        if counted:
            self._remember(clause, tokens)
        elif listing := _LISTING.search(self.text, clause.start, clause.end):
            topic.metric = Piece(listing[1], listing.span(1))
        if opening.scope is not None and opening.company is None and first:
            if self._is_whole(Noun(scope=opening.scope, place=opening.place), measured=False):
                topic.widen(opening.scope)
            else:
                topic.subject = opening.scope
        about = opening.company is not None or opening.scope is not None
        return first and (opening.speaker or not about and not any(token.kind in ("company", "metric") for token in tokens))

    def _is_done(self, clause: Clause) -> bool:
        """Tell whether a clause says that something has come about (已完成…), which no plan or forecast is."""
        words = [self.text[token.start : token.end] for token in clause.tokens if token.kind == "filler"]
        return ("已" in words or "已经" in words) and all(token.kind != "status" for token in clause.tokens)

    def _other_currency(self, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Read a bracket that only gives the amount before it in another currency: a row like the one before."""
        rows = self.topic.rows
        if clause.opened_by != "（" or len(tokens) != 1 or tokens[0].kind not in ("money", "count", "percent"):
            return False
        host = [token for token in clause.host.tokens if token.end <= clause.start] if clause.host else []
        if host and host[-1].kind == "metric":  # 营收（2.87亿元）
            visible = [token for token in host if token.kind not in _SILENT]
            self._figures(clause, [*visible, tokens[0]], [(len(visible), len(visible))])
            return True
        if not rows or tokens[0].kind != "money":
            return False
        first = next((row for row in reversed(rows) if row.figure.start < clause.start), rows[-1])
        if first.clause is not clause.host or first.figure.kind != "money" or first.figure.item.unit == tokens[0].item.unit:
            return False
        rows.append(replace(first, figure=tokens[0], why={**first.why, "quantity": "the same in another currency"}))
        return True

    # ---- what is spoken of

    def _name(self, token: Token) -> None:
        self.topic.name(token.item.canonical, (token.start, token.end))

    def _note_time(self, tokens: Sequence[Token], begin: int, end: int) -> None:
        """Keep what a stretch of a clause says about time and status."""
        topic = self.topic
        for index in range(begin, end):
            token = tokens[index]
            if token.kind == "period":
                previous = tokens[index - 1] if index else None
                if previous is not None and previous.kind in ("compare", "from", "diff") or self._is_base(tokens, index):
                    continue
                if previous is not None and previous.kind == "text" and _FOUNDED.search(clean(self.text[previous.start : previous.end])):
                    continue
                self._set_period(token, opens=self._opens(tokens, index))
            elif token.kind == "status" and not self._is_noun(tokens, index):
                if (topic.status, token.value) != ("target", "plan"):
                    topic.status = token.value

    def _opens(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a period opens its sentence, or stands in front of the verb of its first statement."""
        return not self.topic.rows

    def _is_base(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a period belongs to the one figure behind it (超越去年全年的60亿元, 是2020年的4倍)."""
        if not index or tokens[index - 1].kind not in ("reach", "to", "basis"):
            return False
        following = [token for token in tokens[index + 1 : index + 3] if token.kind != "of"]
        return bool(following) and following[0].kind in FIGURES

    def _is_noun(self, tokens: Sequence[Token], index: int) -> bool:
        """Tell whether a word like 计划 or 预期 is a noun here (拉美计划, 高于预期)."""
        if tokens[index].value == "claim":
            return False
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        return following is None or following.kind in ("of", "attr", "pair") or index > 0 and tokens[index - 1].kind in ("diff", "of")

    def _set_period(self, token: Token, *, opens: bool) -> None:
        topic = self.topic
        found = period_of(self.text, token)
        if re.fullmatch(r"(?:当[月季年期]|同期|同日|全天)", found.text) and topic.period is not None:
            return
        topic.period = found
        topic.lasting = token.value != "weak" and opens and not _PASSING.fullmatch(found.text)
        if topic.lasting:
            topic.opened = found

    def _remember(self, clause: Clause, tokens: Sequence[Token]) -> None:
        """Keep what a clause without figures speaks of: a bare 同比增长5% may follow."""
        if clause.opened_by == "（":
            return
        topic = self.topic
        words = clean(self.text[clause.start : clause.end])
        respect = _RESPECT.match(self.text[clause.start : clause.end].strip("“” \u3000"))
        if respect and not any(token.kind in ("company", "realize") for token in tokens) and not _NO_RESPECT.match(respect[1] or respect[2]):
            topic.respect = Piece(clean(respect[1] or respect[2]), (tokens[0].start, tokens[-1].end))
            return
        if event := _AFTER_EVENT.fullmatch(words):
            topic.period = Piece(event[1], (tokens[0].start, tokens[-1].end))
            topic.lasting = False
        if (name := _NAMED_THING.search(self.text, clause.start, clause.end + 1)) and not name[1].endswith(("报告", "公告", "年报", "季报", "业绩")):
            topic.subject = Piece(clean(name[1]), name.span(1))
        named = [index for index, token in enumerate(tokens) if token.kind == "metric"]
        if named:
            noun = noun_phrase(self.text, tokens[: named[-1] + 1])
            topic.metric = noun.metric
            if noun.subject is not None:
                topic.subject = noun.subject
            last = named[0]
            while last + 2 < len(tokens) and tokens[last + 1].kind == "pair" and tokens[last + 2].kind == "metric":
                last += 2
            noun = noun_phrase(self.text, tokens[: last + 1])
        else:
            noun = noun_phrase(self.text, tokens)
            if len(tokens) > 2 and [t.kind for t in tokens[:3]] == ["company", "text", "period"]:
                part = clean(re.sub(r"(?:上线|开业)$", "", self.text[tokens[1].start : tokens[1].end]))
                topic.subject = Piece(part, tokens[1][:2]) if 2 <= len(part) <= 6 else topic.subject
            if len(tokens) == 1 and topic.company is None and (part := _STATE_OF.match(words)):
                topic.subject = Piece(part[1], tokens[0][:2])
            elif tokens[0].kind == "text" and ends_as_segment(name := clean(self.text[tokens[0].start : tokens[0].end])) and len(name) <= 10:
                topic.subject = Piece(name, tokens[0][:2])
        if len(noun.owners) > 1 or noun.metrics or noun.members or len(noun.periods) > 1:
            topic.listed = noun

    # ---- rows

    def _figures(self, clause: Clause, tokens: Sequence[Token], runs: Sequence[tuple[int, int]]) -> None:
        """Give every figure of a clause its row, where a frame fits."""
        codes = "".join(KINDS[token.kind] for token in tokens)
        floor = 0
        done = 0
        for first, last in runs:
            self._note_time(tokens, done, first)
            done = last + 1
            drafts: list[Draft] = []
            site = None
            noun = Noun()
            for place in range(first, last + 1):
                if tokens[place].kind not in FIGURES:
                    continue
                matched = self._match(tokens, place, first, last, codes)
                if matched is None:
                    continue
                site = self._site(tokens, matched, place, first, last, floor)
                noun = noun_phrase(self.text, tokens[site.floor : site.anchor])
                draft = self._draft(clause, tokens[place], matched, noun, site)
                for token in tokens[first:place]:
                    if token.kind == "change" and token.value:  # 增长6%和下降3%
                        draft.direction = token.value
                drafts.append(draft)
            if site is None or not drafts:
                self._trace(tokens, first, last, codes, ())
                continue
            self._count_condition(drafts, noun, tokens, site)
            rows = spread(self.text, drafts, noun, self.topic, _kinds(clause, tokens[site.floor].start, tokens[first].start), _companies(tokens[max(0, first - WINDOW) : first]))
            self._trace(tokens, first, last, codes, rows)
            if self._keep(rows, noun) and rows[-1].role != "streak":
                floor = last + 1

    def _trace(self, tokens: Sequence[Token], first: int, last: int, codes: str, rows: Sequence[Draft]) -> None:
        """Write down what was made of a run of figures, where somebody wants to know."""
        if self.trace is None:
            return
        for place in range(first, last + 1):
            if tokens[place].kind in FIGURES:
                arguments = self._arguments(tokens, place, first, last, codes)
                made = [row for row in rows if row.figure is tokens[place]]
                self.trace.append(Attempt(tokens, place, self.frames.tried(*arguments), made))

    def _match(self, tokens: Sequence[Token], place: int, first: int, last: int, codes: str) -> Match | None:
        """Return the frame of a figure, with where it begins and ends in the clause."""
        matched = self.frames.match(*self._arguments(tokens, place, first, last, codes))
        return matched and matched._replace(begin=min(max(0, first - WINDOW) + matched.begin, first))

    def _arguments(
        self, tokens: Sequence[Token], place: int, first: int, last: int, codes: str
    ) -> tuple[str, str, str, str, str]:
        """Return what frames see of a figure; the others of its run are not seen, but for the verb of its own."""
        token = tokens[place]
        own = [t for t in tokens[max(first, place - 3) : place] if t.kind in ("change", "to", "reach")]
        before = codes[max(0, first - WINDOW) : first] + "".join(KINDS[t.kind] for t in own[-1:])
        surface, rest = self.text[token.start : token.end], self.text[token.end : token.end + _REST]
        return token.kind, surface, rest, before, codes[last + 1 : last + 1 + WINDOW]

    def _site(self, tokens: Sequence[Token], matched: Match, place: int, first: int, last: int, floor: int) -> Site:
        begin = matched.begin if matched.frame.before is not None else first
        anchor = begin
        while anchor < first and tokens[anchor].kind in _NOMINAL:
            anchor += 1
        if any(token.kind in FIGURES for token in tokens[anchor:first]):
            floor = 0
        floor = min(max(floor, first - WINDOW), anchor)
        return Site(self.text, tokens, place, first, last, anchor, floor, begin, last + 1 + matched.reach)

    def _draft(self, clause: Clause, figure: Token, matched: Match, noun: Noun, site: Site) -> Draft:
        frame = matched.frame
        if frame.metric == "object":
            for token in site.tokens[site.begin : site.first]:
                if token.kind == "company":  # 上调甲目标价: it is about 甲
                    noun.owners = [token]
        draft = Draft(figure, frame, clause, frame.role, status=frame.status or self.topic.status)
        if not noun.owners and not noun.anaphor:
            self._name_fined(noun, site)
        group = self._fill_company(draft, noun)
        fill(draft, noun, site, self.topic)
        draft.subject = group or draft.subject
        return draft

    def _fill_company(self, draft: Draft, noun: Noun) -> Piece | None:
        """Find the company of a row; return the group it is about if there are several."""
        topic = self.topic
        group = None
        if len(noun.owners) == 1 and draft.frame.id.startswith("holding"):
            # shares of a firm: the firm is spoken of, the holder narrows it
            owner = noun.owners[0]
            draft.company, draft.company_span = owner.item.canonical, owner[:2]
            if topic.company and topic.company != draft.company:
                draft.holder = Piece(topic.company, topic.company_span or owner[:2])
            draft.why["company"] = "whose shares are spoken of"
            return None
        if len(noun.owners) == 1 and noun.metric is not None and "目标" in noun.metric.text and is_observer(noun.owners[0]):
            topic.widen(Piece(noun.owners[0].item.canonical, noun.owners[0][:2]))
        elif len(noun.owners) == 1:
            owner = noun.owners[0]
            self._name(owner)
            if noun.subject is None and (part := _PART_IN_NAME.search(owner.item.text)) and not owner.item.canonical.endswith(part[0]):
                noun.subject = Piece(part[0], (owner.end - len(part[0]), owner.end))
        elif noun.owners:
            group = self._name_group(noun)
        elif noun.metric is not None and _MARKET.search(noun.metric.text) and not noun.anaphor and not noun.owners:
            topic.widen(None)
        elif noun.scope is not None and self._is_whole(noun) or noun.metric is not None and noun.metric.text.startswith("店铺"):
            topic.widen(None)
        elif noun.anaphor and topic.company is None and self.last is not None:
            topic.company, topic.distance, topic.why = self.last, 0.1, "the company spoken of before"
            topic.whole = False
        draft.company, draft.company_span = topic.company, topic.company_span
        draft.why["company"] = topic.why or "not named"
        draft.confidence -= topic.distance if topic.company else 0.0 if topic.whole else 0.05
        return group

    def _name_fined(self, noun: Noun, site: Site) -> None:
        """Take the company of 对甲处以… for the owner: what is imposed on a company is about it."""
        lead = site.tokens[site.floor : site.first]
        for index, token in enumerate(lead):
            if token.kind == "prep" and self.text[token.start : token.end] == "对":
                named = [other for other in lead[index + 1 :] if other.kind == "company"]
                if named and _IMPOSED.search(self.text, named[-1].end, site.tokens[site.first].start + 1):
                    noun.owners = named
                return

    def _name_group(self, noun: Noun) -> Piece:
        """Speak of several companies together: of their owner where he is the topic, else of no company."""
        topic = self.topic
        names = [token.item.canonical for token in noun.owners]
        group = Piece(
            clean(self.text[noun.owners[0].start : noun.owners[-1].end]) + (noun.subject.text if noun.subject else ""),
            (noun.owners[0].start, noun.owners[-1].end),
        )
        if topic.company is not None and any(name.startswith(topic.company) for name in names):
            topic.subject = group
        else:
            topic.widen(group)
        return group

    def _is_whole(self, noun: Noun, *, measured: bool = True) -> bool:
        """Tell whether a scope (全国, 新疆地区, 多家房企) takes the company's place or only narrows what is said of it.

        A region in front of a figure (内地收入, 美国门店数) is a part of the company spoken of; one that a clause without
        figures speaks of (宿迁已成为…) is not.
        """
        topic = self.topic
        scope = noun.scope
        if scope is None or noun.anaphor:
            return False
        if topic.company is None or topic.whole:
            return True
        if noun.metric is not None and _WHOLE_MEASURE.search(noun.metric.text):
            return True
        if noun.place and _REGION_PART.match(scope.text[len(noun.place) :]):
            return False
        if noun.place and measured and not _NATION.fullmatch(noun.place):
            return False
        if noun.place and not _NATION.fullmatch(noun.place) and topic.why in ("named", "spoken of before"):
            return False
        return topic.why != "named" or not noun.place

    def _count_condition(self, drafts: Sequence[Draft], noun: Noun, tokens: Sequence[Token], site: Site) -> None:
        """Read 5.2万个品牌成交额增长300%: the count is a row of its own, its condition is the rest; it narrows the other."""
        rows = self.topic.rows
        if not rows or drafts[0].role not in ("change", "level") or not rows[-1].frame.id.startswith("counted") or rows[-1].clause is not drafts[0].clause:
            return
        count = rows[-1]
        lead = tokens[site.floor : site.anchor]
        if noun.owners or noun.metric is None or not lead or lead[0].start != count.figure.end or lead[0].kind != "text":
            return
        name = clean(self.text[lead[0].start : lead[0].end])
        if not is_name(name):
            return
        start, end = noun.metric.span[0], tokens[site.last].end
        condition = self.text[start:end]
        count.metric = Piece(name + "数", lead[0][:2])
        count.subject = Piece(clean(condition), (start, end))
        for draft in drafts:
            draft.subject = Piece(self.text[count.figure.start : lead[0].end], (count.figure.start, lead[0].end))

    def _keep(self, rows: Sequence[Draft], noun: Noun) -> bool:
        """Take rows that say enough, and what they leave to be inherited; return whether there were any."""
        topic = self.topic
        kept = False
        for draft in rows:
            if draft.frame.id.startswith("counted") and self._is_idle(draft):
                continue
            if draft.metric is None and draft.role not in ("change", "streak", "rank", "difference"):
                continue
            topic.rows.append(draft)
            kept = True
        if not kept:
            return False
        draft = rows[-1]
        if topic.metric is None and draft.role == "share":
            topic.metric = draft.metric
        if draft.metric is not None and len(draft.metric.text) > 1 and draft.role in _CARRYING and draft.frame.metric[0] not in "p=":
            topic.metric = draft.metric
        if len(rows) > 1 and rows[0].subject != draft.subject:
            topic.subject = None
        elif draft.role != "share":
            only_place = draft.subject is not None and draft.subject.text == noun.place and not topic.whole
            topic.subject = None if only_place else draft.subject
        if len(noun.owners) > 1 or noun.metrics or noun.members:
            topic.listed = noun
        return True

    def _is_idle(self, draft: Draft) -> bool:
        """Tell whether a small count only lists or describes (两大关键, 三步流程) and measures nothing."""
        quantity = draft.figure.item
        if quantity.bound != "=" or quantity.value is None or not 0 < quantity.value <= 10:
            return False
        return quantity.unit is None or not _measuring(self.text, draft)

    def _fact(self, draft: Draft) -> Fact:
        quantity = draft.figure.item
        value, value2 = plain(quantity.value), plain(quantity.value2)
        if draft.role in ("change", "difference") and value and value.startswith("-"):
            value, value2 = value[1:], value2.lstrip("-") if value2 else None
            draft.direction = "down" if draft.direction in (None, "up") else draft.direction
        parts: list[tuple[str, tuple[int, int]]] = [("quantity", draft.figure[:2])]
        if draft.company and draft.company_span:
            parts.append(("company", draft.company_span))
        pieces = {"subject": draft.subject, "metric": draft.metric, "period": draft.period}
        parts += [(name, found.span) for name, found in pieces.items() if found is not None]
        clause = draft.clause
        return Fact(
            start=clause.start,
            end=clause.end,
            evidence=self.text[clause.start : clause.end],
            company=draft.company,
            subject=draft.subject and draft.subject.text,
            metric=draft.metric and draft.metric.text,
            role=draft.role,
            value=value,
            value2=value2,
            bound=quantity.bound,
            unit=quantity.unit,
            direction=draft.direction,
            basis=draft.basis,
            period=draft.period and draft.period.text,
            status=draft.status,
            confidence=round(max(0.0, draft.confidence), 2),
            frame=draft.frame.id,
            parts=tuple(parts),
            mentions=((clause.start, clause.end),),
            quantity=quantity,
        )


def _runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return runs of figures joined by 、 or 和 (and a verb each: 增长6%和下降3%), as index pairs."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.kind not in FIGURES:
            continue
        if runs:
            begin, end = runs[-1]
            between = [t.kind for t in tokens[end + 1 : index]]
            if tokens[end].kind == token.kind and between[:1] == ["pair"] and all(k in ("change", "reach", "basis") for k in between[1:]):
                runs[-1] = (begin, index)
                continue
        runs.append((index, index))
    return runs


def _measuring(text: str, draft: Draft) -> bool:
    """Tell whether a verb of measuring stands in front of a count: 新增3家, 共有5条, 仅6家."""
    before = text[max(draft.clause.start, draft.figure.start - 6) : draft.figure.start]
    return bool(_MEASURING.search(before))


def _kinds(clause: Clause, start: int, end: int) -> frozenset[str]:
    """Return the kinds of cue words in a stretch of a clause."""
    begin = bisect_left(clause.tokens, start, key=lambda token: token.start)
    inside = clause.tokens[begin : bisect_left(clause.tokens, end, key=lambda token: token.start)]
    return frozenset(token.kind for token in inside) | frozenset(token.value for token in inside if token.kind == "rank")


def _companies(tokens: Sequence[Token]) -> list[Token]:
    """Return the companies among tokens, each at its first place."""
    found: dict[str, Token] = {}
    for token in tokens:
        if token.kind == "company" and token.item.kind in _ACTORS:
            found.setdefault(token.item.canonical, token)
    return list(found.values())


def _main_company(companies: Sequence[Company], blocks: Sequence[Block]) -> str | None:
    """Return the company a text is mostly about: named often, in most paragraphs that name any, and in its title."""
    actors = [company for company in companies if company.kind in _ACTORS]
    counts = Counter(company.canonical for company in actors)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < 3 or count < 0.4 * len(actors):
        return None
    naming = owning = 0
    for block in blocks:
        inside = {company.canonical for company in actors if block.start <= company.start < block.end}
        naming += bool(inside)
        owning += name in inside
    return name if owning >= 0.5 * naming else None
