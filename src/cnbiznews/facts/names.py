"""What a row measures and what narrows it, as its frame says: in front, behind, named by the verb, spoken of."""

from __future__ import annotations

from cnbiznews.facts.clues import (
    extreme_of,
    goal_behind,
    located_at,
    named_again,
    one_of_two,
    opened_in,
    ranked_among,
    season_of,
    season_over,
)
from cnbiznews.facts.draft import Draft
from cnbiznews.facts.measures import can_be_of, is_clause, names_measure
from cnbiznews.facts.members import count_members
from cnbiznews.facts.names_before import ALONE, FORESEEN, WHERE, fill_before, inherit_subject
from cnbiznews.facts.names_behind import fill_behind, good_behind, noun_behind
from cnbiznews.facts.names_special import fill_price, fill_share, measured_before
from cnbiznews.facts.names_verbs import fill_by_verb, name_shops
from cnbiznews.facts.noun import Noun
from cnbiznews.facts.parts import part_spoken_of
from cnbiznews.facts.pieces import Piece, clean, ends_as_part, is_name, piece
from cnbiznews.facts.site import WINDOW, Site
from cnbiznews.facts.tokens import Token
from cnbiznews.facts.topic import Topic
from cnbiznews.facts.words import pattern_of
from cnbiznews.facts.works import goes_into, works_of

__all__ = ["fill_names"]

_LONGEST = 20  # characters of what goes on for a streak
_DEALERS = 80  # characters in front of a firm in which it is said who deals in shares
_ADDING = 3  # characters of a verb of adding
_PLAN = 8  # characters of the name of a plan
# Frames that take a figure for an amount of what stands beside it.
_OF_AMOUNTS = ("amount-of", "level", "level-of-text")
_CONDITION = 16  # characters of what members are counted by


def fill_names(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Fill measure and subject of a row as its frame says."""
    if noun.subject is not None and noun.metric is not None and pattern_of("everybody").fullmatch(noun.subject.text):
        noun.subject = None  # 首期投资额: it narrows nothing, and the part spoken of goes on
    draft.subject = noun.subject
    draft.why["metric"] = "in front of the figure"
    if noun.subject:
        draft.why["subject"] = "in front of the measure"
    _fill_by_frame(draft, noun, site, topic)
    if draft.role == "share" and (goal := goal_behind(site, of_named=noun.metric is None)) is not None:
        measure = noun.metric or topic.metric
        draft.subject, draft.metric = goal, measure or draft.metric
    if draft.frame.id == "growth-rate" and draft.metric is not None and draft.metric == noun.metric:
        name = pattern_of("how-much").sub("", draft.metric.text)  # 价格平均|降幅52%，最高|降幅93%
        draft.metric = Piece(name, draft.metric.span) if name else topic.metric
    if draft.frame.id == "peer-level":
        draft.subject = piece(site.text, site.tokens[site.begin].end, site.tokens[site.first].start)
        draft.why["subject"] = ALONE  # 低于行业的13%，净利润5亿元: of the firm again
    if draft.frame.id == "part-of-counted":  # 其中70家|增幅超三成
        draft.subject = piece(site.text, draft.figure.end, min(site.tokens[-1].end, draft.figure.end + _CONDITION))
    great = draft.role == "rank" and site.words(draft.figure).endswith("大")
    more = draft.role == "change" and draft.figure.kind == "count" and noun.metric is None
    if (great or more) and (behind := noun_behind(site)):
        draft.metric = behind  # 成为第二大股东, 净增12间分店
    _name_shares(draft, site)
    name_shops(draft, site)
    _settle_subject(draft, noun, site, topic)
    _settle_metric(draft, noun, site)
    _part_place(draft, noun)
    if draft.subject is None and draft.role in ("level", "investment", "change", "price"):
        draft.subject = works_of(draft, noun, site, topic)
    _locate(draft, noun, site, topic)
    if draft.subject is None and (which := extreme_of(draft, site)) is not None:
        draft.subject, draft.why["subject"] = which, ALONE
    if draft.company is None and season_over(draft):
        draft.subject = None
    if draft.subject is None and draft.company is None:
        draft.subject = season_of(draft, site, topic) or named_again(draft, noun, site, topic)
    count_members(draft, noun, site, topic)
    _name_paper(draft, site)
    foreseen = draft.subject is None and draft.role == "level" and draft.status == "forecast"
    if foreseen and (whose := _whose_expectation(draft, site)) is not None:
        draft.subject, draft.why["subject"] = whose, FORESEEN


def _name_paper(draft: Draft, site: Site) -> None:
    """Tell apart the paper money is raised by, and what is done with it: 发行5亿元[3年期绿色债券]."""
    if draft.figure.kind != "money" or draft.frame.id not in _OF_AMOUNTS:
        return
    paper = pattern_of("debt-paper").match(site.text, draft.figure.end, site.tokens[-1].end)
    if paper is None:
        _name_paper_in_front(draft)
        return
    for dealt in pattern_of("dealing-in-paper").finditer(site.text, draft.clause.start, draft.figure.start):
        draft.subject, draft.metric = Piece(paper[1], paper.span(1)), Piece(dealt[0], dealt.span())
        draft.why["subject"] = "behind the figure"


def _name_paper_in_front(draft: Draft) -> None:
    """Tell them apart where both stand in front of the amount: 增发|10年期金融债|120亿元."""
    if draft.metric is None or draft.subject is not None:
        return
    dealt = pattern_of("dealing-in-paper").match(draft.metric.text)
    if dealt is not None and pattern_of("debt-paper").fullmatch(draft.metric.text, dealt.end()):
        start, end = draft.metric.span
        cut = start + dealt.end()
        draft.subject, draft.metric = Piece(draft.metric.text[dealt.end() :], (cut, end)), Piece(dealt[0], (start, cut))
        draft.why["subject"] = "in front of the figure"


def _whose_expectation(draft: Draft, site: Site) -> Piece | None:
    """Return whose forecast a figure is: 高于[市场预期]的5亿元."""
    near = site.tokens[site.begin].start if site.begin < site.first else draft.figure.start
    found = pattern_of("forecast-of-others").search(site.text, max(draft.clause.start, near), draft.figure.start)
    return Piece(clean(found[0]), found.span()) if found else None


def _locate(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Let the place something is done in narrow it, where nothing else does."""
    if draft.subject is not None or draft.role not in ("level", "change") or draft.metric is None:
        return
    if pattern_of("of-firm").match(draft.metric.text):
        return
    place = located_at(site, draft.company) or opened_in(draft, site) or _where_counted(draft, site, topic)
    if place is None:
        return
    draft.subject, draft.why["subject"] = place, WHERE
    if all(token.kind != "company" or token.span != place.span for token in site.tokens):
        noun.place = place.text  # a platform goes on narrowing, a place does not


def _where_counted(draft: Draft, site: Site, topic: Topic) -> Piece | None:
    """Return where what was counted in front of a figure is, if the figure goes on with it.

    在[全国]37个城市开出|200家|门店, 在[内地]有120家直营店和|80家|加盟店, 在华门店60家，新开|10家.
    """
    last = topic.rows[-1] if topic.rows else None
    if last is None or last.metric is None or last.subject is None or draft.figure.kind != "count":
        return None
    if last.why.get("subject") != WHERE and not site.text.startswith("在", last.subject.span[0] - 1):
        return None
    if last.clause is draft.clause:
        listed = pattern_of("listed-on").search(site.text, last.figure.end, draft.figure.start)
        return last.subject if listed or pattern_of("counted-places").fullmatch(last.metric.text) else None
    more = draft.metric is not None and pattern_of("bare-opening").fullmatch(draft.metric.text) is not None
    return last.subject if more and last.figure.item.unit == draft.figure.item.unit else None


def _fill_by_frame(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Take measure and subject from where the frame says they stand."""
    mode = draft.frame.metric
    if mode == "=售价" and noun.known and noun.metric and pattern_of("price-name").search(noun.metric.text):
        fill_before(draft, noun, site, topic)  # 单瓶价格被打到不足一元: of the price named
    elif mode.startswith("="):
        draft.metric = Piece(mode[1:], site.tokens[site.first].span)
        named = noun.metric or noun.subject or _object(site)
        good = good_behind(site) if mode == "=售价" else None  # 标价99元的手机
        named = None if draft.frame.id == "sum-to-join" else named  # 张敏|花40万元加盟
        good = goes_into(site, noun) if draft.frame.id == "sum-to-build" else good
        draft.subject = good or (named if named and is_name(named.text) else None)
        draft.why["metric"] = "said by the frame"
    elif mode == "share":
        fill_share(draft, noun, site, topic)
    elif mode in ("after", "verb", "part"):
        fill_behind(draft, noun, site, topic, mode)
    elif mode == "object" and noun.metric is None and fill_by_verb(draft, noun, site, topic):
        inherit_subject(draft, noun, topic)  # 多赚5%
    elif mode == "object":
        inside = [t for t in site.tokens[site.begin : site.first] if t.kind in ("metric", "text") or _is_forecast(t)]
        draft.metric = piece(site.text, inside[0].start, inside[-1].end) if inside else topic.metric
        draft.subject = noun.metric or noun.subject
        draft.why["metric"] = "behind the verb"
    elif mode == "goal":
        aimed = noun.metric is not None and pattern_of("aimed-at").fullmatch(noun.metric.text)  # 月销|目标
        carried = noun.metric if noun.known or aimed else topic.metric or noun.metric
        draft.metric = Piece(carried.text.removesuffix("目标") + "目标", carried.span) if carried else None
        inherit_subject(draft, noun, topic)
    elif mode == "rest":
        rest = _rest(site)
        draft.metric = rest or noun.metric or topic.metric
        draft.subject = noun.metric if rest and noun.metric and not noun.known else noun.subject
        inherit_subject(draft, noun, topic)
        draft.why["metric"] = "behind the figure" if rest else "spoken of before"
        if rest and (move := pattern_of("move-of-streak").search(rest.text)):
            draft.metric = Piece(rest.text[: move.start()], rest.span)
            draft.why["metric"] = "whose streak it is"
    elif mode == "none":
        draft.subject = noun.metric or noun.subject
    elif mode == "carry":
        part = None
        if noun.metric is not None and not noun.known and topic.metric is not None and not noun.owners:
            part = noun.metric if can_be_of(draft.figure, topic.metric.text) else None  # 其中软件贡献9亿元
        own = noun.metric if noun.metric is not None and part is None and names_measure(noun.metric.text) else None
        noun.metric = own
        draft.metric = own or _spoken_of_alike(draft, topic)
        part_of_all = draft.role == "level" and draft.figure.kind in ("percent", "fraction")
        if own is None and part_of_all and topic.rows and topic.rows[-1].role == "share":
            draft.role, draft.metric = "share", topic.rows[-1].metric  # 占营收的六成，年初还不到一半
        noun.subject = draft.subject = part or noun.subject
        inherit_subject(draft, noun, topic)
        draft.why["metric"] = "spoken of before"
    elif mode == "price":
        fill_price(draft, noun, site, topic)
    elif mode == "deal":
        behind = site.tokens[site.last + 1 : site.end + 1]
        verb = next(token for token in behind if token.kind == "invest")
        draft.metric = piece(site.text, verb.start, verb.end)
        target = next((token for token in behind if token.kind == "company"), None) or _target(site, verb)
        near = site.tokens[max(0, site.first - WINDOW) : site.first]
        thing = _bought(site, verb) or part_spoken_of(site.text, draft.clause, near)
        draft.subject = Piece(target.item.canonical, target.span) if target else thing or noun.subject
        draft.why["metric"] = "the verb behind the figure"
    elif mode == "invest":
        verb = _spending_verb(site)
        draft.metric = _spent_on(site, verb) or piece(site.text, verb.start, verb.end)
        draft.subject = goes_into(site, noun) or noun.metric or noun.subject
    else:
        fill_before(draft, noun, site, topic)
        rate = next((site.words(t) for t in site.tokens[site.begin : site.first] if t.kind == "rate"), "增速")
        if mode == "pace" and draft.metric and not draft.metric.text.endswith(rate):
            draft.metric = Piece(draft.metric.text + rate, draft.metric.span)


def _is_forecast(token: Token) -> bool:
    """Tell whether a word is the forecast of something that is changed: 上调盈利|预测|5%."""
    return token.kind == "status" and token.value == "forecast"


def _spoken_of_alike(draft: Draft, topic: Topic) -> Piece | None:
    """Return the measure spoken of last that a figure can be of: not 占比 for 56GWh behind 装车量…，占比42%."""
    if topic.metric is None or can_be_of(draft.figure, topic.metric.text):
        return topic.metric
    if (per := pattern_of("for-each-share").match(topic.metric.text)) and draft.figure.kind == "money":
        return Piece(topic.metric.text[per.end() :], topic.metric.span)  # 每10股派息4.5元，合计3.6亿元
    unit = draft.figure.item.unit
    alike = next((row.metric for row in reversed(topic.rows) if row.figure.item.unit == unit), None)
    amount = topic.amount if topic.amount is not None and can_be_of(draft.figure, topic.amount.text) else None
    return alike or amount or topic.metric


def _settle_subject(draft: Draft, noun: Noun, site: Site, topic: Topic) -> None:
    """Name as subject whom the words around the figure point at (前者), and nothing that is no name."""
    if topic.rows and (one := one_of_two(site, topic)) is not None:
        draft.company, draft.company_span = one.company, one.company_span
        draft.subject = None if one.frame.id == "deal" else one.subject  # 甲取得乙63%股份，后者股价…
    if draft.role == "rank" and draft.company is None and (ranked := _opens_rank(draft, noun, site)) is not None:
        draft.subject = topic.subject = ranked
    elif draft.role == "rank" and noun.metric is None and noun.subject is None:
        if draft.subject is None or draft.subject.span[0] < draft.clause.start:
            draft.subject = ranked_among(site) or draft.subject
    elif draft.role == "rank" and noun.metric is not None and noun.metric == topic.thing:
        draft.subject, draft.metric = topic.thing, ranked_among(site) or topic.metric  # 《长夜》冲上畅销榜第四
    elif (
        draft.role == "rank"
        and noun.metric is not None
        and noun.metric is draft.metric
        and not noun.known
        and (pattern_of("market-named").search(noun.metric.text) or _is_field(site.text, noun.metric))
    ):
        name = noun.metric.text.rstrip("中内里")
        draft.subject, draft.metric = Piece(name, noun.metric.span), topic.metric  # 在云计算领域位居第三
    if (
        draft.subject is None
        and draft.metric is not None
        and draft.metric == noun.metric
        and pattern_of("bare-share").fullmatch(draft.metric.text)
    ):
        draft.subject = measured_before(draft, noun, site, topic)
    if draft.holder is not None:
        draft.subject = draft.holder
    elif draft.subject is None and noun.channel is not None:
        draft.subject = Piece(noun.channel.item.canonical, noun.channel.span)
        draft.why["subject"] = "through whom it comes"
    if topic.thing and draft.subject and _points_at_part(site.text, draft.subject):
        draft.subject = topic.thing
    if draft.subject is not None and topic.whole and pattern_of("own-shop").match(draft.subject.text):
        draft.subject = topic.subject  # 在绍兴开酒馆的老周说，他的店…
    if draft.subject is not None and (is_clause(draft.subject.text) or not is_name(draft.subject.text)):
        draft.subject = None
    if draft.subject is not None and draft.subject.text in (draft.company, draft.metric and draft.metric.text):
        draft.subject = None
    if draft.subject is not None and draft.company is not None and pattern_of("epithet").search(draft.subject.text):
        draft.subject = None
    if (
        draft.subject is not None
        and (noun.owners or noun.anaphor or _points(site.text, draft.subject.span[0]))
        and pattern_of("form-behind-name").fullmatch(draft.subject.text)
    ):
        draft.subject = None
    if draft.subject is None and draft.metric is not None and topic.standard is not None:
        stated = pattern_of("stated-by-standard").search(draft.metric.text)
        draft.subject = topic.standard if stated else None  # 非国际财务报告准则下|盈利
    if draft.subject is None and draft.company is not None and draft.metric is not None:
        draft.subject = _dealers_before(draft.metric, draft, site)
    if draft.subject is None and draft.metric is not None and topic.rows and _pays_for_shares(draft.metric, topic):
        draft.subject = Piece("回购股份", draft.metric.span)
    if draft.metric is not None and _is_judgement(draft.metric, site) and draft.holder is None:
        judged = topic.rater is not None and draft.company not in (None, topic.rater.text)
        draft.subject = topic.rater if judged else None


def _dealers_before(metric: Piece, draft: Draft, site: Site) -> Piece | None:
    """Return whose dealing in the shares of a firm it is: [北向资金]净流入5亿元，甲获净买入1亿元."""
    if pattern_of("net-dealing").search(metric.text) is None:
        return None
    begin = site.text.rfind("\n", max(0, draft.figure.start - _DEALERS), draft.figure.start) + 1
    named = list(
        pattern_of("net-dealers").finditer(site.text, max(begin, draft.figure.start - _DEALERS), draft.figure.start)
    )
    return Piece(named[-1][0], named[-1].span()) if named else None


def _opens_rank(draft: Draft, noun: Noun, site: Site) -> Piece | None:
    """Return what a clause opens with and says the place of: [东盟]为我国第三大贸易伙伴."""
    opening = [token.kind for token in site.tokens[:2]]
    named = noun.metric or noun.subject
    if named is None or noun.known or opening[1:] != ["reach"] or opening[0] not in ("text", "macro"):
        return None
    return named if named.span[0] == draft.clause.start and is_name(named.text) else None


def _pays_for_shares(metric: Piece, topic: Topic) -> bool:
    """Tell whether a price or a sum is what shares bought back were paid with: 回购股份5万股，最高价18元."""
    paid = pattern_of("paid-for-shares", "paid-total").fullmatch(metric.text)
    bought = pattern_of("shares-bought-back")
    return paid is not None and any(row.metric and bought.search(row.metric.text) for row in topic.rows)


def _points_at_part(text: str, named: Piece) -> bool:
    """Tell whether words point at the part or product spoken of: 该部门, wherever 该 has gone, or 项目 alone."""
    if pattern_of("bare-thing").fullmatch(named.text):
        return True
    start = named.span[0]
    pattern = pattern_of("pointing-thing")
    return pattern.match(text, start) is not None or pattern.match(text, max(0, start - 1)) is not None


def _points(text: str, start: int) -> bool:
    """Tell whether a word that points stands in front of a name, or is taken into its place: 该基金."""
    return not {"该", "本", "此"}.isdisjoint(text[max(0, start - 1) : start + 1])


def _is_field(text: str, named: Piece) -> bool:
    """Tell whether words say among whom a place is: 在[全国同行]中排名第五."""
    start, end = named.span
    return "在" in text[max(0, start - 1) : start + 1] and text.startswith(("中", "内", "里"), end - 1)


def _is_judgement(metric: Piece, site: Site) -> bool:
    """Tell whether a measure is what a house says of a firm: a target price, a forecast it changes (收入预测上调)."""
    if pattern_of("judgement").search(metric.text):
        return True
    return pattern_of("forecast-changed").match(site.text, metric.span[1]) is not None


def _settle_metric(draft: Draft, noun: Noun, site: Site) -> None:
    """Take the pace (增速) into the name of the measure, and 累计 out of it; count how certain it is."""
    if draft.metric is None:
        draft.why.pop("metric")
        draft.confidence -= 0.1
    elif draft.metric.text.startswith("占"):
        draft.metric = _without_owner(draft.metric, site)
    elif pattern_of("bare-total").fullmatch(draft.metric.text) and (
        plan := pattern_of("plan-in-front").search(
            site.text, max(0, draft.metric.span[0] - _PLAN), draft.metric.span[0]
        )
    ):
        draft.metric = Piece(plan[1] + draft.metric.text, (plan.start(), draft.metric.span[1]))  # 回购计划|规模
    elif site.begin and draft.role == "difference" and site.tokens[site.begin - 1].kind == "rate":
        pace = site.tokens[site.begin - 1]
        draft.metric = Piece(draft.metric.text + site.words(pace), (draft.metric.span[0], pace.end))
    elif draft.role in ("level", "rank") and draft.metric == noun.metric and (rate := _pace_of(draft.metric, site)):
        draft.metric = Piece(draft.metric.text + site.words(rate), (draft.metric.span[0], rate.end))
    elif (
        draft.status == "target"
        and draft.role == "level"
        and draft.metric == noun.metric
        and site.text.startswith("目标", draft.metric.span[1])
        and not pattern_of("price-name", "cost-name", "share-name").search(draft.metric.text)
    ):
        start, end = draft.metric.span
        draft.metric = Piece(draft.metric.text + "目标", (start, end + 2))  # 组件出货|目标
    elif draft.metric == noun.metric and not noun.known:
        draft.confidence -= 0.1
    if (
        draft.metric is not None
        and draft.role == "level"
        and (running := pattern_of("running-total").match(draft.metric.text))
    ):
        draft.basis = "cum"
        if len(draft.metric.text) > running.end() + 1:
            draft.metric = Piece(draft.metric.text[running.end() :], draft.metric.span)
    if draft.metric is not None and draft.role == "level" and (new := _added(draft.metric, site)) is not None:
        draft.metric = new


def _added(metric: Piece, site: Site) -> Piece | None:
    """Return a measure with the 新增 right in front of it: 新增|存款50亿元."""
    start, end = metric.span
    added = pattern_of("adding").search(site.text, max(0, start - _ADDING), start)
    if added is None or metric.text.startswith(added[0]):
        return None
    return Piece(added[0] + metric.text, (added.start(), end))


def _without_owner(metric: Piece, site: Site) -> Piece:
    """Return a share without the firm whose whole it is of: 占[甲]餐厅收入."""
    start, end = metric.span
    for token in site.tokens[max(0, site.first - WINDOW) : site.first]:
        if token.kind == "company" and start < token.start and token.end + 1 < end:
            return Piece(metric.text.replace(site.words(token), "", 1).replace("占的", "占", 1), metric.span)
    return metric


def _pace_of(metric: Piece, site: Site) -> Token | None:
    """Return the 增速 right behind a measure, whose level or place is spoken of: 收入增速预期由14%提高到16%."""
    near = site.tokens[max(0, site.first - WINDOW) : site.first]
    return next((token for token in near if token.kind == "rate" and token.start == metric.span[1]), None)


def _part_place(draft: Draft, noun: Noun) -> None:
    """Tell apart where something is measured and what: 海外|收入, 乡镇|门店."""
    metric, subject = draft.metric, draft.subject
    if metric is None or draft.holder is not None or draft.role == "streak":
        return
    place = pattern_of("place-in-measure").match(metric.text)
    if place is None and draft.company is None:
        place = pattern_of("whole-in-measure").match(metric.text)
    if place is None:
        return
    cut = metric.span[1] - len(metric.text) + place.end()
    beside = subject is not None and subject.span[1] == metric.span[0]
    if subject is not None and draft.company is None and not beside:
        return  # a group, whose places would take its place
    front, begin = (subject.text, subject.span[0]) if subject is not None and beside else ("", metric.span[0])
    draft.subject = Piece(front + place[1], (begin, cut))
    draft.metric = Piece(metric.text[place.end() :], (cut, metric.span[1]))
    noun.place = draft.subject.text


def _name_shares(draft: Draft, site: Site) -> None:
    """Keep how many shares an amount is paid for: 每10股派现5元."""
    per = pattern_of("per-shares").search(
        site.text, max(draft.clause.start, draft.figure.start - 20), draft.figure.start
    )
    if per is None or draft.metric is None or draft.figure.kind != "money" or draft.metric.text.startswith("每"):
        return
    name = "派息" if draft.metric.text == "股息" else draft.metric.text
    many = f"每{per[1]}股" if per[1].isdigit() else per[1]  # 10派5元
    draft.metric = Piece(many + name, (per.start(), max(per.end(1), draft.metric.span[1])))


def _rest(site: Site) -> Piece | None:
    """Return what all that follows a figure names as a measure, if it names one: 连续六季|实现[盈利]."""
    rest = piece(site.text, site.tokens[site.last].end, site.tokens[-1].end)
    if rest is None or len(rest.text) > _LONGEST or pattern_of("bare-move").fullmatch(rest.text):
        return None
    return Piece(pattern_of("attained").sub("", rest.text), rest.span)


def _spending_verb(site: Site) -> Token:
    """Return the verb that says what is paid for, where the one in front of the figure does not: 斥资12亿元[收购]…"""
    verb = site.tokens[site.begin]
    if pattern_of("empty-spending").fullmatch(site.words(verb)):
        behind = site.tokens[site.last + 1 : site.last + 1 + WINDOW]
        return next((token for token in behind if token.kind == "invest"), verb)
    return verb


def _spent_on(site: Site, verb: Token) -> Piece | None:
    """Return what money is put up for, where no verb of deals says it: 拿出8000万元[改造]老店."""
    if not pattern_of("empty-spending").fullmatch(site.words(verb)):
        return None
    found = pattern_of("spent-on").match(site.text, site.tokens[site.last].end)
    return Piece(found[1], found.span(1)) if found else None


def _object(site: Site) -> Piece | None:
    """Return the object in front of the verb: 把[基础款]压到1399元."""
    inside = [token for token in site.tokens[site.begin : site.first] if token.kind == "text"]
    return piece(site.text, inside[0].start, inside[-1].end) if inside else None


def _bought(site: Site, verb: Token) -> Piece | None:
    """Return the thing behind a verb of deals: 以5亿元竞得[滨江地块]."""
    end = verb.end
    for token in site.tokens[site.last + 1 : site.last + 1 + WINDOW]:
        if token.start == end and token.kind in ("text", "macro", "metric", "ordinal", "of"):
            end = token.end
    found = piece(site.text, verb.end, end)
    return found if found and is_name(found.text) and ends_as_part(found.text) else None


def _target(site: Site, verb: Token) -> Token | None:
    """Return the company behind the words that say what it is: 收购芯片厂商[甲]."""
    rest = site.tokens[site.last + 1 : site.last + 1 + WINDOW]
    for token in rest[rest.index(verb) + 1 :]:
        if token.kind not in ("text", "macro"):
            return token if token.kind == "company" else None
    return None
