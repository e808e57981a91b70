"""Sentences and articles put together from parts whose rows are known: what is right alone is right beside others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.facts.rows import extractor

FIRMS = (
    "格力电器",
    "宁德时代",
    "海天味业",
    "恒瑞医药",
    "立讯精密",
    "三一重工",
    "泡泡玛特",
    "隆基绿能",
    "药明康德",
    "名创优品",
)
TIMES = (
    "三季度",
    "前三季度",
    "上半年",
    "2024年",
    "去年",
    "10月",
    "报告期内",
    "2025年上半年",
    "截至9月末",
    "今年前10月",
)
AMOUNTS = ("营收", "净利润", "归母净利润", "销售额", "毛利", "扣非净利润", "研发费用", "销售费用")
RATES = ("毛利率", "净利率", "资产负债率", "产能利用率")
COUNTS = (("销量", "万台"), ("门店数", "家"), ("员工人数", "万人"), ("订单量", "万单"))
PARTS = ("空调业务", "海外市场", "线上渠道", "北美地区", "储能业务", "直营渠道", "游戏业务", "新零售业务")
UP = ("增长", "上升", "提升", "增加", "大增")
DOWN = ("下降", "下滑", "减少", "回落", "大降")
SINCE = (("同比", "yoy"), ("较上年同期", "yoy"), ("比去年同期", "yoy"))

figures = st.decimals(min_value="1.1", max_value="900", places=1).filter(lambda value: value % 1 != 0)
Row = tuple[str, str | None, str, str, str, str | None, str | None]


@dataclass
class Story:
    """A text in the making, with the rows it states: (firm, part, measure, role, value, basis, time)."""

    draw: st.DrawFn
    text: str = ""
    rows: list[Row] = field(default_factory=list)
    seen: set[Decimal] = field(default_factory=set)
    firm: str = ""
    time: str = ""
    part: str | None = None
    measure: str = ""
    kind: str = ""  # what was said last

    def figure(self) -> Decimal:
        """Return a figure that stands nowhere else in the text, so that its row can be told."""
        value = self.draw(figures.filter(lambda value: value not in self.seen))
        self.seen.add(value)
        return value

    def state(self, role: str, value: Decimal, basis: str | None = None, **slots: str | None) -> None:
        time = slots.get("time", self.time)
        self.rows.append((self.firm, self.part, self.measure, role, f"{value.normalize():f}", basis, time))
        self.kind = role

    def one_of(self, *words: str) -> str:
        return self.draw(st.sampled_from(words))

    def opening(self) -> None:
        """格力电器三季度营收5亿元."""
        self.firm, self.time = self.one_of(*FIRMS), self.one_of(*TIMES)
        self.text += self.one_of(
            f"{self.time}，{self.firm}", f"{self.firm}{self.time}", f"财报显示，{self.firm}{self.time}"
        )
        if self.draw(st.booleans()):
            self.amount(self.one_of(*AMOUNTS))
            return
        self.measure, unit = self.draw(st.sampled_from(COUNTS))
        value = self.figure() if unit.startswith("万") else self.figure() * 10
        self.text += f"{self.measure}为{value.normalize():f}{unit}"
        self.state("level", value * (10000 if unit.startswith("万") else 1))

    def amount(self, measure: str) -> None:
        self.measure, value = measure, self.figure()
        self.text += f"{measure}{self.one_of('', '为', '达')}{value}亿元"
        self.state("level", value * 10**8)

    def growth(self) -> None:
        """，同比增长5%"""
        (since, basis), value = self.draw(st.sampled_from(SINCE)), self.figure()
        self.text += f"，{since}{self.one_of(*UP, *DOWN)}{value}%"
        self.state("change", value, basis)

    def more(self) -> None:
        """；净利润2亿元"""
        self.part = None
        self.text += "；"
        self.amount(self.one_of(*(name for name in AMOUNTS if name != self.measure)))

    def rate(self) -> None:
        """；毛利率35%，同比提升2个百分点"""
        self.part, self.measure = None, self.one_of(*RATES)
        level, points = self.figure(), self.figure()
        self.text += f"；公司{self.measure}为{level}%，同比{self.one_of('提升', '下降')}{points}个百分点"
        self.state("level", level)
        self.state("change", points, "yoy")

    def from_to(self) -> None:
        """；毛利率由30%升至35%"""
        self.part, self.measure = None, self.one_of(*RATES)
        low, high = self.figure(), self.figure()
        self.text += f"；公司{self.measure}由上年同期的{low}%升至{high}%"
        self.state("level", low, time="上年同期")
        self.state("level", high)

    def part_of(self) -> None:
        """；其中，空调业务收入3亿元，同比增长5%"""
        self.part = self.one_of(*PARTS)
        self.text += f"；其中，{self.part}"
        self.amount("收入")
        self.growth()

    def two_parts(self) -> None:
        """。空调业务、储能业务收入分别为3亿元和2亿元"""
        parts = self.draw(st.lists(st.sampled_from(PARTS), min_size=2, max_size=2, unique=True))
        first, second = self.figure(), self.figure()
        self.measure = "收入"
        self.text += f"。{parts[0]}、{parts[1]}收入分别为{first}亿元和{second}亿元"
        for self.part, value in zip(parts, (first, second), strict=True):
            self.state("level", value * 10**8)
        self.part, self.kind = None, ""

    def year_before(self) -> None:
        """，上年同期为4亿元"""
        value = self.figure()
        self.text += f"，上年同期为{value}亿元"
        self.state("level", value * 10**8, time="上年同期")
        self.kind = ""

    def other_firm(self) -> None:
        """。同期，宁德时代营收5亿元，同比增长5%"""
        self.firm, self.part = self.one_of(*(firm for firm in FIRMS if firm != self.firm)), None
        self.text += f"。{self.one_of('', '而')}{self.firm}"
        self.amount(self.one_of(*AMOUNTS))
        self.growth()

    def go_on(self) -> None:
        ways = [self.more, self.rate, self.from_to, self.part_of, self.two_parts, self.other_firm]
        if self.kind == "level":
            ways.append(self.growth)
            if self.measure in AMOUNTS:
                ways.append(self.year_before)
        self.draw(st.sampled_from(ways))()


@st.composite
def stories(draw: st.DrawFn) -> Story:
    story = Story(draw)
    story.opening()
    for _ in range(draw(st.integers(0, 4))):
        story.go_on()
    story.text += "。"
    return story


@given(stories())
def test_rows_of_what_is_put_together(story: Story) -> None:
    found = {
        (fact.company, fact.subject, fact.metric, fact.role, fact.value, fact.basis, fact.period)
        for fact in extractor().extract(story.text).facts
    }
    assert found == set(story.rows), story.text


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, dict[str, str | None]]:
    """Draw an article about one firm, with rivals, a trade and a house named on the way: figure -> whose it is."""
    story = Story(draw)
    about, rival = draw(st.lists(st.sampled_from(FIRMS), min_size=2, max_size=2, unique=True))
    whose: dict[str, str | None] = {}

    def said(firm: str | None, before: str, behind: str = "") -> None:
        value = story.figure()
        whose[f"{value.normalize():f}"] = firm
        story.text += f"{before}{value}%{behind}。"

    def both(*sayings: tuple[str | None, str]) -> None:
        for firm, before in sayings:
            said(firm, before)

    time = story.one_of("三季度", "上半年", "前三季度")
    said(about, story.one_of(f"{time}，{about}净利润同比增长", f"{about}披露{time}财报，公司营收同比增长"))
    ways: list[Callable[[], None]] = [
        lambda: said(about, f"{story.one_of('公司', '该公司')}{story.one_of(*AMOUNTS)}同比下降"),
        lambda: said(about, f"其中，{story.one_of(*PARTS)}收入同比增长"),
        lambda: said(about, f"分业务看，{story.one_of(*PARTS)}毛利率为"),
        lambda: said(about, f"{about}董事长张明表示，公司{story.one_of(*RATES)}为"),
        lambda: said(about, f"“我们的{story.one_of(*RATES)}为", f"，”{about}首席财务官李强说"),
        lambda: said(about, f"中金公司预计，{about}2026年净利润同比增长"),
        lambda: both((rival, f"同期，{rival}营收同比增长"), (about, f"{about}{story.one_of(*RATES)}为")),
        lambda: both((None, "据中国家用电器协会统计，全行业零售额同比下降"), (about, f"{about}销售额同比增长")),
    ]
    for _ in range(draw(st.integers(1, 5))):
        draw(st.sampled_from(ways))()
    return story.text, whose


@given(articles())
def test_whose_the_figures_of_an_article_are(article: tuple[str, dict[str, str | None]]) -> None:
    text, whose = article
    assert {str(fact.value): fact.company for fact in extractor().extract(text).facts} == whose, text
