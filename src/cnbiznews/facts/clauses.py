"""Clauses, one after the other: whom each is about, before its figures are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cnbiznews.facts.causes import without_causes
from cnbiznews.facts.deal_notes import note_party
from cnbiznews.facts.figures import FigureReader, runs_of
from cnbiznews.facts.memory import COMPARING, TIMES, compared_with, is_done, note_time, remember, speak_of
from cnbiznews.facts.mood import is_condition
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.observers import aims, expects_of_others, foresees, is_observer, keeps_rating, rated_by, rates
from cnbiznews.facts.opening import SKIPPED, Opening, read_opening, somebody_at, without_dateline, without_partner
from cnbiznews.facts.owners import lead_to
from cnbiznews.facts.parts import firm_brought_up, part_spoken_of, take_opened_with
from cnbiznews.facts.passages import Passage
from cnbiznews.facts.pieces import Piece
from cnbiznews.facts.structure import Clause
from cnbiznews.facts.times import is_aside
from cnbiznews.facts.tokens import FIGURES, Token
from cnbiznews.facts.turns import begin_anew, is_fronted, note_unnamed_house, speaks_of_itself
from cnbiznews.facts.wholes import is_whole
from cnbiznews.facts.words import pattern_of

__all__ = ["ClauseReader"]

# Kinds frames don't see: 已, quotation marks, and the words of lists, which are read by themselves.
_SILENT = frozenset(("filler", "quote", "each", "respectively"))
_NOBODY = Opening()  # a clause that opens with nobody
_LAST = 8  # rows 前者 may look back on


class ClauseReader:
    """Reads the clauses of one text, in order."""

    def __init__(self, text: str, figures: FigureReader, passage: Passage) -> None:
        self.text = text
        self.figures = figures
        self.passage = passage
        self.points_at_two = pattern_of("one-of-two").search(text) is not None  # 前者, 后者
        self.leading = 0  # where what leads up to whom the sentence is about ends

    def read(self, clause: Clause, first: bool, *, counted: bool, wanted: bool) -> bool:
        """Read one clause; return whether the sentence still has no subject.

        Args:
            clause: the clause.
            first: whether the sentence has no subject yet.
            counted: whether a figure stands in the sentence.
            wanted: whether one stands in the clause, or behind it in the paragraph: what is supposed, and the part
                spoken of, only matter to it.
        """
        topic = self.passage.topic
        matters = counted and wanted  # what it says may be of a figure of its sentence
        standard = matters and pattern_of("accounting-standard").search(self.text, clause.start, clause.end)
        if standard:
            name = "非" + standard[2] if standard[1] else standard[2] if standard[0].endswith("的") else ""
            topic.standard = Piece(name, standard.span()) if name else None  # 按照国际准则，… is the rule
        if not topic.partitive and "partitive" in clause.kinds:
            topic.partitive = topic.parted = True
            if topic.company is None and topic.subject is None and not topic.rows:
                topic.subject = topic.before  # 云南对东盟进出口5亿元。其中，出口3亿元
            topic.parts_of = (topic.company, topic.company_span) if topic.company is not None else None
            topic.whole_parted = topic.subject if topic.whole else None
        tokens = clause.tokens
        if not clause.kinds.isdisjoint(_SILENT):
            tokens = [token for token in tokens if token.kind not in _SILENT]
        tokens = without_causes(self.text, clause, tokens)
        if tokens and tokens[0].kind == "company":
            tokens = without_dateline(self.text, tokens)
        if "pair" in clause.kinds and "company" in clause.kinds:
            tokens = without_partner(self.text, tokens)
        if not tokens:
            return first
        behind = self._leave_company(clause, tokens) if first else clause.start
        if "rate" in clause.kinds and (rates := [token.value for token in tokens if token.kind == "rate"]):
            topic.rate = rates[-1]
        elif "metric" in clause.kinds and any(token.kind == "metric" for token in tokens):
            topic.rate = None
        self._leave_for_others(clause, tokens)
        first = first or (clause.opened_by in "：:—–-" and clause.opened_by != "")
        if clause.opened_by == "；":
            begin_anew(self.text, topic, tokens)
        runs = [] if clause.kinds.isdisjoint(FIGURES) else runs_of(tokens)
        if self.points_at_two or "anaphor" in clause.kinds:
            self._point_back(tokens)
        may_point = wanted and (topic.thing is not None or bool(runs))
        pointing = may_point and pattern_of("pointing-thing").match(self.text, clause.start, clause.end) is not None
        if topic.thing is not None and pointing:
            topic.subject = topic.thing  # 该产品…
        opens = tokens[: runs[0][0]] if runs else tokens
        if behind > clause.start:
            opens = [token for token in opens if token.start >= behind]
        opening = _NOBODY
        if first or "company" in clause.kinds:
            opening = read_opening(self.text, opens, first=first, counted=bool(runs))
        if "company" in clause.kinds:
            self._turn(clause, tokens, opening, counted=bool(runs))
        else:
            note_unnamed_house(self.text, topic, clause)
        if wanted:
            take_opened_with(self.text, topic, clause, tokens)
        topic.supposed = matters and is_condition(self.text, clause, going_on=topic.supposed)
        if topic.status != "actual" and is_done(self.text, clause):
            topic.status = "actual"
        if runs:
            before, measured, goes_on = topic.period, topic.metric, bool(topic.rows)
            if not self._other_currency(clause, tokens):
                stated = len(topic.rows)
                timed = tokens[runs[0][0]].kind == "duration" and not pointing
                if timed and (part := part_spoken_of(self.text, clause, tokens)) is not None:
                    topic.take_part(part)  # 低糖酸奶三个月卖出500万杯
                self.figures.read(clause, tokens, runs, topic)
                lead_to(self.text, topic.rows, stated)
                if len(topic.rows) == stated and (part := part_spoken_of(self.text, clause, tokens)) is not None:
                    topic.take_part(part)  # 新款音箱重3公斤，售价…
            if topic.period is not None and topic.period != before:
                goes_on &= clause.opened_by != "；" or not topic.period.text.endswith("全年")  # …；去年全年盈利6亿元，…
                named_again = goes_on and pattern_of("pointing-measure").search(self.text, clause.start, clause.end)
                if named_again or is_aside(topic.period, before, goes_on=goes_on):
                    topic.period, topic.metric = before, measured or topic.metric  # 上年同期亏损3亿元，…: now again
            if first and (lead := pattern_of("leading-up").match(self.text, clause.start)):
                self.leading = lead.end()
            leads = first and clause.end <= self.leading
            if topic.company is None and not topic.whole and (leads or (first and is_fronted(topic, clause))):
                topic.ahead, leads = list(topic.rows), True
            return leads
        if matters:
            note_party(self.text, clause, tokens, topic)
        self._keep(clause, opens or tokens, opening, first=first, counted=counted, wanted=wanted)
        about = opening.company is not None or opening.scope is not None or tokens[0].kind == "anaphor"
        return first and (
            opening.speaker or (not about and not any(token.kind in ("company", "metric") for token in tokens))
        )

    def _point_back(self, tokens: Sequence[Token]) -> None:
        """Speak of the company spoken of before where a clause opens with 公司, or, pointing at it, with 这家公司."""
        topic = self.passage.topic
        for token in tokens:
            if token.kind == "anaphor" and (firm := self.passage.of_kind(token, topic.company, topic.last)) is not None:
                topic.last = firm
                topic.point_back()
                return
        opener = next((token for token in tokens if token.kind not in SKIPPED), tokens[0])
        if self.passage.speaker is not None and speaks_of_itself(self.text, tokens):
            topic.last = self.passage.speaker
            topic.point_back()
            topic.why = "named"
            return
        two = pattern_of("one-of-two").match(self.text, opener.start)
        if (
            two
            and len({row.company for row in topic.rows[-_LAST:]}) < 2
            and (firm := self.passage.one_of_two(two)) is not None
        ):
            topic.last = firm
            topic.point_back()
        if opener.kind != "anaphor":
            return
        words = self.text[opener.start : opener.end]
        if topic.of_authority and pattern_of("the-firm").fullmatch(words):
            topic.widen(None)  # 监管局开出罚单…。公司…: no authority is a 公司
            topic.point_back()
        if topic.parent is not None and (words == "母公司" or (topic.branded and words in ("集团", "公司"))):
            topic.last = topic.parent
            topic.point_back()  # 甲旗下乙品牌…。集团…: 甲 again
        whole = self.passage.whole_text
        if topic.branded and topic.company != whole and pattern_of("the-firm").fullmatch(words):
            firm = self.passage.firm_in_block(opener.start) or (None if topic.rows and words == "公司" else whole)
            if firm not in (None, topic.company):
                topic.last = firm
                topic.point_back()  # 甲运营的乙品牌…。公司…, or in a text about 甲
        if topic.why in ("named", "spoken of before"):
            topic.why = "named"
            return
        if pattern_of("pointing").fullmatch(words):
            topic.last = topic.last or self.passage.named_before(opener.start)
            topic.point_back()
        elif topic.company is None and pattern_of("the-firm").fullmatch(words):
            if not topic.whole:
                topic.last = topic.last or self.passage.named_before(opener.start)
            topic.point_back()

    def _leave_for_others(self, clause: Clause, tokens: Sequence[Token]) -> None:
        """Leave the company spoken of where a clause opens with several firms, or speaks of somebody's own shop."""
        topic = self.passage.topic
        if pattern_of("several-firms").match(self.text, clause.start, clause.end):
            topic.widen(None)  # 两家合计占41%
        if topic.rater is not None and pattern_of("watched-by").match(self.text, clause.start, clause.end):
            topic.widen(None)  # 其监测的销量为5万台: of those the house watches
        shop = pattern_of("own-shop").search(self.text, clause.start, clause.end)
        if shop and topic.why == "of somebody without a name" and topic.subject is not None:
            return  # 在绍兴开酒馆的老周说，他的店…: still of that one
        if shop and not any(token.kind == "company" and token.start - shop.end() in (0, 1) for token in tokens):
            if firm := self.passage.people.last_named(shop.start()):
                topic.last = firm
                topic.point_back()  # 她的店…: the one that was named as hers
            else:
                topic.widen(None, unnamed=True)  # … not of the firm the text is about

    def _leave_company(self, clause: Clause, tokens: Sequence[Token]) -> int:
        """Leave the company spoken of where a sentence opens with what others counted, said or did.

        Returns:
            where the words for somebody without a name end; a firm among them (一位甲的经销商) is not spoken of.
        """
        topic = self.passage.topic
        if (
            topic.why not in ("named", "spoken of before")
            and "company" in clause.kinds
            and pattern_of("counted-by").match(self.text, clause.start, clause.end)
            and any(t.kind == "company" and t.item.canonical != topic.company for t in tokens)
            and all(token.kind not in ("anaphor", "metric") for token in tokens)
        ):
            topic.widen(None)  # 据海关统计，…: not of the company the text is about
        if pattern_of("aside").match(self.text, clause.start) and not any(t.kind == "company" for t in tokens):
            topic.widen(None)  # 另悉，…: another matter
        shop = pattern_of("runs-shop").match(self.text, clause.start, clause.end)
        if shop and not any(token.kind == "company" and token.start == shop.end() for token in tokens):
            topic.widen(Piece(shop[1] + shop[2], shop.span()), unnamed=True)
            return shop.end()
        if end := somebody_at(self.text, clause.start, clause.end):
            topic.widen(None, unnamed=True)
            return end
        return clause.start

    def _turn(self, clause: Clause, tokens: Sequence[Token], opening: Opening, *, counted: bool) -> None:
        """Speak of the company a clause opens with, unless it only rates, deals with or reports of another."""
        topic = self.passage.topic
        house = next((token for token in tokens if token.kind == "company"), None)
        if house and (
            is_observer(house)
            or (opening.speaker and foresees(house))
            or pattern_of("analyst").match(self.text, house.end)
        ):
            topic.rater = Piece(house.item.canonical, house.span)
            if topic.of_market and self._looks_round(tokens, house):
                topic.widen(None)
            if pattern_of("survey").search(self.text, clause.start, clause.end):
                topic.widen(None, unnamed=True)  # 甲咨询的受访者中，…
                return
        else:
            note_unnamed_house(self.text, topic, clause)
        others = any(
            token.kind == "anaphor" or (token.kind == "company" and token is not house and token.item.kind != "media")
            for token in tokens
        )
        topic.outsider = topic.outsider or (opening.outsider and not others)
        if opening.company is not None and (
            (is_observer(opening.company) and aims(topic.metric, tokens))
            or rates(self.text, opening.company)
            or (topic.company is not None and pattern_of("imposing").match(self.text, opening.company.end))
            or (keeps_rating(self.text, opening.company, tokens) and self._is_rated())
            or (opening.speaker and topic.company not in (None, opening.company.item.canonical))
            or (
                topic.company is not None
                and not counted
                and pattern_of("backing").search(self.text, opening.company.end, clause.end)
            )
        ):
            pass  # 多家机构下调甲目标价，乙证券从10元降至8元: 甲 is spoken of
        elif opening.company is not None and (rated := rated_by(self.text, opening.company, tokens)) is not None:
            topic.name(rated)  # 甲证券将乙评级上调至买入，指出其…: of 乙
        elif opening.company is not None and keeps_rating(self.text, opening.company, tokens):
            topic.widen(None)  # 甲证券维持“增持”评级，目标价…: of a firm that is not named
        elif opening.company is not None and expects_of_others(self.text, opening.company, tokens):
            topic.widen(None)  # 某协会维持全年出口5万台的预测: of the trade
        elif opening.company is not None and self._deals(opening.company, clause, tokens):
            topic.holder = Piece(opening.company.item.canonical, opening.company.span)
        elif opening.company is not None and (
            clause.opened_by != "（" or self.text.startswith("：", clause.end + 1)  # 答（甲）：…
        ):
            topic.name(opening.company)
            for row in topic.ahead:  # 在裁员300人之后，甲…
                row.company, row.company_span = topic.company, topic.company_span
            topic.ahead = []
            owner = next((t for t in tokens if t.kind == "company" and t.start < opening.company.start), None)
            if owner and pattern_of("owning").match(self.text, owner.end, opening.company.start):
                topic.parent = owner.item.canonical
            elif not topic.branded:
                topic.parent = None
        elif opening.speaker and opening.opinion:
            topic.status = "claim"
        elif opening.authority and not any(token.kind in ("company", "anaphor") for token in tokens[1:]):
            topic.widen(None)  # 某协会预计全年销量…: of the trade, not of the company spoken of
        elif (
            opening.speaker
            and house is not None
            and house.item.kind in ("gov", "other-org")
            and topic.why not in ("named", "spoken of before")
            and not any(token.kind in ("anaphor", "metric") for token in tokens)
        ):
            topic.widen(None)  # 某市服务中心的负责人说，…: not of the company the text is about
        if self.passage.in_heading and not counted and topic.company != self.passage.whole_text:
            for token in tokens:  # 甲帮扶后乙首份年报：亏5亿: the text is about 乙
                if token.kind == "company" and token.item.canonical == self.passage.whole_text:
                    topic.name(token)

    def _is_rated(self) -> bool:
        """Speak of the firm a house rates without naming it: the one spoken of, here or in the paragraph before."""
        topic = self.passage.topic
        if topic.company is None and not self.passage.of_market:
            topic.point_back()
        return topic.company is not None

    def _looks_round(self, tokens: Sequence[Token], house: Token) -> bool:
        """Tell whether a house that opens a sentence turns from the firm spoken of before to others: it names none."""
        opener = next((token for token in tokens if token.kind not in SKIPPED), tokens[0])
        others = any(token.kind in ("company", "anaphor") and token is not house for token in tokens)
        return self.passage.topic.why == "spoken of before" and opener is house and not others

    def _keep(
        self, clause: Clause, tokens: Sequence[Token], opening: Opening, *, first: bool, counted: bool, wanted: bool
    ) -> None:
        """Keep what a clause without figures says for those that follow; arguments as in :meth:`read`."""
        topic = self.passage.topic
        about_firm = "company" in clause.kinds
        compares = not clause.kinds.isdisjoint(COMPARING)
        if compares and (compared := compared_with(self.text, tokens)) is not None:
            topic.against = compared
            return
        firm = firm_brought_up(self.text, clause, tokens) if about_firm else None
        if firm is not None and topic.company != firm.item.canonical:
            if topic.company is not None:
                topic.parts_of = topic.parts_of or (topic.company, topic.company_span)
            topic.name(firm)
        if not clause.kinds.isdisjoint(TIMES):
            note_time(self.text, topic, tokens, 0, len(tokens))
        if firm is not None:
            return
        if counted:
            remember(self.text, topic, clause, tokens, wanted=wanted)
        else:
            self._bring_up(clause, tokens, wanted=wanted)
        scoped = opening.scope is not None and opening.company is None and first
        if scoped and not pattern_of("time-of-clause").search(self.text, clause.start, clause.end):
            if is_whole(topic, Noun(scope=opening.scope, place=opening.place), measured=False):
                topic.widen(opening.scope)
            else:
                topic.subject = opening.scope
        if not about_firm:
            return
        for place, token in enumerate(tokens):
            if token.kind != "company":
                continue
            if place and pattern_of("judging").search(self.text, tokens[place - 1].start, token.start):
                topic.name(token)  # 某外资看好甲
            measure = tokens[place + 1] if place + 1 < len(tokens) else token
            if measure.kind == "metric" and measure.item.text.endswith("目标价"):
                topic.name(token)  # 多家机构下调甲目标价
        for prep, token in pairwise(tokens) if "prep" in clause.kinds else ():
            against = prep.kind == "prep" and self.text[prep.start : prep.end] == "对" and token.kind == "company"
            if against and pattern_of("punished").match(self.text, token.end):
                topic.name(token)  # 对甲作出处罚，…: what follows is about 甲

    def _bring_up(self, clause: Clause, tokens: Sequence[Token], *, wanted: bool) -> None:
        """Speak of the part a sentence without figures brings up, or of what a list below it measures."""
        topic = self.passage.topic
        listing = pattern_of("listing").search(self.text, clause.start, clause.end)
        names = topic.company is None and not topic.whole and "company" in clause.kinds  # … whose part it is
        if (wanted or names or listing) and (part := part_spoken_of(self.text, clause, tokens)) is not None:
            speak_of(topic, part, tokens)
            topic.introduced = part
        elif listing:
            topic.metric = Piece(listing[1], listing.span(1))

    def _deals(self, company: Token, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Tell whether a company deals in shares of the one spoken of (股东乙减持1.2%股份), or is one who does."""
        topic = self.passage.topic
        if topic.company in (None, company.item.canonical) or topic.whole:
            return False
        parties = topic.rows[-1].subject if topic.rows and tokens[0].kind == "partitive" else None
        if parties is not None and pattern_of("party").search(parties.text):
            return True  # 前五大客户占68%，其中乙占31%
        deals = pattern_of("dealing").match(self.text, company.end, clause.end) is not None
        return deals and not any(token.kind == "company" and token is not company for token in tokens)

    def _other_currency(self, clause: Clause, tokens: Sequence[Token]) -> bool:
        """Read a bracket that only gives the amount before it in another currency: a row like the one before."""
        rows = self.passage.topic.rows
        if clause.opened_by != "（" or len(tokens) != 1 or tokens[0].kind not in ("money", "count", "percent"):
            return False
        host = [token for token in clause.host.tokens if token.end <= clause.start] if clause.host else []
        if host and host[-1].kind == "metric":  # 营收（2.87亿元）
            visible = [token for token in host if token.kind not in _SILENT]
            self.figures.read(clause, [*visible, tokens[0]], [(len(visible), len(visible))], self.passage.topic)
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
