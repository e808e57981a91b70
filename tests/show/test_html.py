"""The HTML of an extraction: nothing lost, nothing unescaped, every link leads somewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.errors import ArgumentError
from cnbiznews.show.html import render

TEXT = "青禾集团二季度营收同比增长12.5%至53亿元"


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    row: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return self.row


@dataclass
class Sample:
    source: str
    quantities: list[Found] = field(default_factory=list)
    companies: list[Found] = field(default_factory=list)
    metrics: list[Found] = field(default_factory=list)
    facts: list[Found] = field(default_factory=list)


class Page(HTMLParser):
    """What a browser makes of a fragment: text of the source pane, marked text by class, ids, links, table cells."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.pane = ""
        self.marked: Counter[str] = Counter()
        self.covered: dict[str, set[int]] = {}
        self.titles: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self.feed(fragment)
        self.close()
        assert not self.stack, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.stack.append((tag, values))
        self.ids += [values["id"]] if values.get("id") else []  # type: ignore[list-item]
        self.links += [values["href"]] if values.get("href") else []  # type: ignore[list-item]
        if tag == "mark":
            self.marked[values["class"] or ""] += 1
            self.titles.append(values["title"] or "")
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag, "elements nest"

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.stack]
        if any(values.get("class") == "cb-text" for _, values in self.stack):
            for tag, values in self.stack:
                if tag == "mark":
                    places = self.covered.setdefault(str(values["class"]), set())
                    places.update(range(len(self.pane), len(self.pane) + len(data)))
            self.pane += data
        if "td" in tags:
            self.cells[-1] += data


def fact(**parts: Any) -> Found:
    start = TEXT.index(parts["evidence"])
    return Found(start, start + len(parts["evidence"]), parts)


SAMPLE = Sample(
    TEXT,
    quantities=[
        Found(13, 18, {"type": "percent", "value": "12.5", "bound": "=", "unit": "%"}),
        Found(19, 23, {"type": "money", "value": "5300000000", "bound": "=", "unit": "元"}),
        Found(4, 7, {"type": "date", "value": "Q2", "bound": "=", "unit": None}),
    ],
    companies=[Found(0, 4, {"canonical": "青禾集团", "kind": "company"})],
    metrics=[Found(7, 9, {"canonical": "营业收入", "unit": "元"})],
    facts=[
        fact(
            evidence="营收同比增长12.5%",
            company="青禾集团",
            metric="营收",
            value="12.5",
            unit="%",
            direction="up",
            bound="=",
        ),
        fact(evidence="营收同比增长12.5%至53亿元", company="青禾集团", value="5300000000", unit="元", bound=">"),
    ],
)


def test_mentions_are_marked_and_described() -> None:
    page = Page(render(SAMPLE))
    assert page.pane == TEXT
    assert page.marked == {"cb-quantity": 3, "cb-company": 1, "cb-metric": 1}
    assert page.titles == [
        "company: 青禾集团",
        "date: Q2",
        "metric: 营业收入",
        "percent: 12.5%",
        "money: 5,300,000,000 元",
    ]


def test_facts_are_a_table_whose_evidence_links_into_the_text() -> None:
    html = render(SAMPLE)
    page = Page(html)
    assert len(page.cells) == 2 * 9
    assert page.cells[4] == "▲ 12.5%"
    assert page.cells[9 + 4] == "> 5,300,000,000 元"
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    assert len(page.ids) == len(set(page.ids)) == 1, "both facts begin at one place"
    assert "<caption>" in html
    assert html.count('scope="col"') == 9


def test_an_extraction_without_facts_says_so() -> None:
    assert "No facts found." in render(Sample("", []))


def test_text_cannot_break_out() -> None:
    hostile = "<script>alert('1')</script>\"&amp;"
    rows = {
        "canonical": hostile,
        "company": hostile,
        "evidence": hostile,
        "type": hostile,
        "unit": hostile,
        "value": "1",
    }
    every = [Found(0, 5, rows)]
    html = render(Sample(hostile, every, every, every, every))
    assert "<script" not in html
    assert Page(html).pane == hostile


@pytest.mark.parametrize(
    ("source", "shown"), [("a\x00b", "a␀b"), ("a\ud800b", "a\ufffdb"), ("a\x7f\x1b", "a␡␛"), ("a\tb\n", "a\tb\n")]
)
def test_what_html_cannot_hold_is_shown_by_a_stand_in(source: str, shown: str) -> None:
    html = render(Sample(source, [Found(0, 2)]))
    assert Page(html).pane == shown
    html.encode("utf-8")


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ({"type": "date", "value": "2023", "bound": "=", "unit": None}, "date: 2023"),
        ({"type": "money", "value": "10", "value2": "15000", "bound": "range", "unit": "元"}, "money: 10 – 15,000 元"),
        ({"type": "count", "value": "-12000.50", "bound": "~", "unit": "个"}, "count: ≈ -12,000.50 个"),
        ({"type": "fraction", "value": "1/9", "bound": "=", "unit": None}, "fraction: 1/9"),
        ({"type": "name", "value": None, "bound": "=", "unit": None}, "name"),
        ({"type": "count", "value": "9" * 60, "bound": "<=", "unit": None}, "count: ≤ " + "9" * 60),
    ],
)
def test_amounts_read_as_one_writes_them(row: dict[str, Any], title: str) -> None:
    assert Page(render(Sample("一", [Found(0, 1, row)]))).titles == [title]


spans = st.tuples(st.integers(-2, 12), st.integers(-2, 14)).map(lambda pair: Found(min(pair), max(pair)))


@given(st.text(max_size=12), st.lists(spans, max_size=5), st.lists(spans, max_size=5), st.lists(spans, max_size=3))
def test_any_spans_even_crossing_ones_keep_the_text_and_cover_it(
    text: str, quantities: list[Found], companies: list[Found], facts: list[Found]
) -> None:
    text = text.replace("\r", "")
    page = Page(render(Sample(text, quantities, companies, [], facts)))
    assert len(page.pane) == len(text)
    for name, found in (("cb-quantity", quantities), ("cb-company", companies)):
        wanted = {place for one in found for place in range(max(one.start, 0), min(one.end, len(text)))}
        assert page.covered.get(name, set()) == wanted


@pytest.mark.parametrize("value", ["京东营收增长5%。", b"text", None, 3])
def test_what_is_no_extraction(value: Any) -> None:
    with pytest.raises(ArgumentError, match="extraction must be an Extraction"):
        render(value)
