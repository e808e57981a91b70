"""Articles: what is text and what is markup, and the blocks of it, on small sources of every kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cnbiznews.errors import ReadError
from cnbiznews.reading import Article, read

CASES = Path(__file__).parent.parent / "cases/reading/articles.jsonl"


def cases() -> list[Any]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").split("\n") if line]
    return [pytest.param(row, id=row["id"]) for row in rows]


def blocks(article: Article) -> list[list[str]]:
    return [[block.kind, article.text[block.start : block.end]] for block in article.blocks]


@pytest.mark.parametrize("case", cases())
def test_blocks(case: dict[str, Any]) -> None:
    article = read(case["source"])
    assert blocks(article) == case["expect"], case["why"]
    assert article.source == case["source"]
    if "title" in case:
        assert article.title == case["title"]
    if "date" in case:
        assert str(article.date) == case["date"]
    if "format" in case:
        assert article.format == case["format"]
    rows = [block for block in article.blocks if block.table]
    if "cells" in case:
        assert [[article.text[start:end] for start, end in row.cells] for row in rows] == case["cells"]
    if "headers" in case:
        assert [row.header for row in rows] == case["headers"]


@pytest.mark.parametrize("case", cases())
def test_bytes_give_the_same_article(case: dict[str, Any]) -> None:
    try:
        data = case["source"].encode("utf-16")
    except UnicodeEncodeError:
        return
    article = read(data)
    assert blocks(article) == case["expect"]
    assert article.encoding == "utf-16-le"


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<p>青禾营收5亿元。</p>".encode("gb18030"))
    article = read(path)
    assert (article.text, article.encoding) == ("青禾营收5亿元。", "gb18030")


@pytest.mark.parametrize("missing", ["no such file", "."])
def test_what_is_no_file_is_a_read_error_that_names_it(missing: str) -> None:
    with pytest.raises(ReadError, match="can't be read"):
        read(Path(missing))


def test_a_wrong_format_is_a_read_error_that_names_the_right_ones() -> None:
    with pytest.raises(ReadError, match="valid are: auto, text, markdown, html"):
        read("", format="pdf")


def test_formats_can_be_forced() -> None:
    source = "# 标题\n<b>营收</b>"
    assert read(source, format="text").text == source
    assert read(source, format="html").text == "# 标题营收"
    assert read(source, format="markdown").text == "标题\n营收"


def test_text_is_never_taken_for_a_path() -> None:
    assert read("tests").text == "tests"


def test_tables_are_numbered() -> None:
    table = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    assert [block.table for block in read(f"{table}<p>文字</p>{table}").blocks] == [1, 1, 0, 2, 2]


def test_the_mixture_of_seed_002(seeds: dict[str, str]) -> None:
    article = read(seeds["002"])
    assert article.title == "两年投入400亿建设“全链路服务” 京东618图个啥？"
    assert str(article.date) == "2022-05-27"
    assert article.format == "markdown"
    found = blocks(article)
    assert found[0] == ["title", article.title]
    assert ["heading", "如今的用户服务，可以“卷”成什么样？"] in found
    assert found[-2:] == [["paragraph", "（文章来源：新京报）"], ["paragraph", "返回新京报新闻｜返回首页"]]
    for rest in ("<", ">", "http", "&nbsp;", "layout", "width"):
        assert rest not in article.text


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_plain_seeds_stay_as_they_are(number: str, seeds: dict[str, str]) -> None:
    article = read(seeds[number])
    assert article.text == seeds[number]
    assert article.format == "text"


def test_headings_of_seed_003(seeds: dict[str, str]) -> None:
    headings = [text for kind, text in blocks(read(seeds["003"])) if kind == "heading"]
    assert "二、 关键落地场景与实战策略" in headings
    assert "2. 网通:流量渠道的全面打通" in headings
