"""The composed pipeline: sources of all kinds, spans in the source, failures, many articles."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnbiznews as cb
from cnbiznews.errors import ReadError

SENTENCE = "京东二季度营业收入3567亿元，同比增长22.4%。"


def rows(text: str | bytes | Path) -> list[tuple[object, ...]]:
    keys = ("company", "metric", "role", "value", "unit", "direction", "basis", "period")
    return [tuple(row[key] for key in keys) for row in cb.extract(text).to_dicts()]


def test_a_sentence_to_rows() -> None:
    assert rows(SENTENCE) == [
        ("京东", "营业收入", "level", "356700000000", "元", None, None, "二季度"),
        ("京东", "营业收入", "change", "22.4", "%", "up", "yoy", "二季度"),
    ]


def test_every_kind_of_source_gives_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="gb18030")
    assert rows(path) == rows(SENTENCE.encode("utf-16")) == rows(SENTENCE)
    assert [fact.to_dict() for fact in cb.extract(cb.read(SENTENCE)).facts] == cb.extract(SENTENCE).to_dicts()


@pytest.mark.parametrize(
    "variant",
    [
        "京東二季度營業收入3567億元，同比增長22.4%。",
        "京东二季度营业收入３５６７亿元，同比增长２２．４％。",
        "<html><body><p>京东二季度营业收入3567亿元，同比增长22.4%。</p></body></html>",
        "京東(dōng)二季度營(yíng)業(yè)收入3567億(yì)元，同比增長(zhǎng)22.4%。",
        "&#20140;&#19996;二季度营业收入3567亿元，同比增长22.4%。",
    ],
)
def test_script_width_markup_and_damage_change_no_row(variant: str) -> None:
    assert rows(variant) == rows(SENTENCE)


def mentions(found: cb.Extraction) -> list[cb.Quantity | cb.Company | cb.Metric]:
    return [*found.quantities, *found.companies, *found.metrics]


def test_all_spans_count_in_the_source(seeds: dict[str, str]) -> None:
    for text in seeds.values():
        found = cb.extract(text)
        assert found.source == text
        for mention in mentions(found):
            assert text[mention.start : mention.end] == mention.text
        for fact in found.facts:
            assert text[fact.start : fact.end] == fact.evidence


@given(st.text("京东阿里营业收入净利润同比增长下降至3.亿万元%，。、（）\n 第二季度<p>&;", max_size=60))
def test_no_text_breaks_the_pipeline(text: str) -> None:
    found = cb.extract(text)
    for mention in mentions(found):
        assert text[mention.start : mention.end] == mention.text


@given(st.text(max_size=60))
def test_no_string_at_all_breaks_the_pipeline(text: str) -> None:
    assert cb.extract(text).source == text


@pytest.mark.parametrize("text", ["", "\xad", "\u200b\n\u200b", "<p></p>"])
def test_a_text_of_which_nothing_is_left(text: str) -> None:
    assert cb.extract(text).facts == ()


def test_results_survive_pickling(seeds: dict[str, str]) -> None:
    found = cb.extract(seeds["000"])
    assert pickle.loads(pickle.dumps(found)) == found


def sources() -> Iterator[bytes | str | Path]:
    yield SENTENCE
    yield Path("no such file.txt")
    yield SENTENCE.encode("gb18030")


@pytest.mark.parametrize("workers", [None, 2])
def test_many_sources_in_order_with_failures(workers: int | None) -> None:
    first, broken, last = cb.extract_many(sources(), workers=workers)
    assert isinstance(first, cb.Extraction)
    assert isinstance(last, cb.Extraction)
    assert first.to_dicts() == last.to_dicts()
    assert isinstance(broken, cb.Failure)
    assert (broken.index, broken.error) == (1, "ReadError")
    assert "no such file.txt" in broken.message


def test_a_missing_file_is_a_read_error() -> None:
    with pytest.raises(ReadError):
        cb.extract(Path("no such file.txt"))


def test_json_lines_are_the_dictionaries() -> None:
    found = cb.extract(SENTENCE)
    assert [json.loads(line) for line in found.to_jsonl().splitlines()] == found.to_dicts()


def test_html_shows_text_and_rows() -> None:
    html = cb.extract("<b>京东</b>营业收入增长5%。")._repr_html_()
    assert "营业收入" in html
    assert "<mark" in html
    assert "<script" not in html
