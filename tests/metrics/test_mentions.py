"""Measures in made-up sentences: which names, with which borders; and what is none."""

import json
from pathlib import Path
from typing import Any

import pytest

import cnbiznews as cb

CASES = Path(__file__).parents[1] / "cases/metrics"
ROWS = [
    json.loads(line)
    for file in ("mentions.jsonl", "passages.jsonl")
    for line in (CASES / file).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_mentions(row: dict[str, Any]) -> None:
    assert [metric.written for metric in cb.find_metrics(row["text"])] == row["expect"], row["why"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_traditional_script_says_the_same(row: dict[str, Any]) -> None:
    found = cb.find_metrics(cb.to_traditional(row["text"]))
    assert [metric.written for metric in found] == row["expect"], row["why"]


def test_ids_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_what_the_lexicon_says_of_a_measure() -> None:
    (metric,) = cb.find_metrics("毛利率31%")
    assert metric.to_dict() == {
        "start": 0,
        "end": 3,
        "text": "毛利率",
        "canonical": "毛利率",
        "written": "毛利率",
        "category": "pl_ratio",
        "unit": "%",
        "polarity": "positive",
        "gloss": "gross margin",
        "concept": None,
        "confidence": 0.95,
        "phrase": "毛利率",
    }


@pytest.mark.parametrize(
    ("text", "written", "phrase"),
    [
        ("机票出票张数增长两倍", "出票张数", "机票出票张数"),
        ("公司实现旗舰店成交额5亿元", "成交额", "旗舰店成交额"),
        ("去年线下门店成交额下滑", "成交额", "线下门店成交额"),
        ("上涨，毛利率31%", "毛利率", "毛利率"),
        ("葵瓜子的采购均价回落", "采购均价", "采购均价"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯毛利率", "毛利率", "毛利率"),
        ("線下門店成交額下滑", "成交额", "线下门店成交额"),
    ],
)
def test_the_phrase_holds_what_narrows_a_measure(text: str, written: str, phrase: str) -> None:
    (metric,) = cb.find_metrics(text)
    assert (metric.written, metric.phrase) == (written, phrase)


@pytest.mark.parametrize(
    ("written", "canonical", "concept"),
    [
        ("营收", "营业收入", "ifrs-full:Revenue"),
        ("合并营收", "营业收入", "ifrs-full:Revenue"),
        ("销货成本", "营业成本", "ifrs-full:CostOfSales"),
        ("股东应占溢利", "归母净利润", "ifrs-full:ProfitLossAttributableToOwnersOfParent"),
        ("每股盈余", "每股收益", "ifrs-full:BasicEarningsLossPerShare"),
        ("稼动率", "产能利用率", None),
        ("GMV", "商品交易总额", None),
    ],
)
def test_many_names_one_measure(written: str, canonical: str, concept: str | None) -> None:
    (metric,) = cb.find_metrics(f"{written}同比增长5%")
    assert (metric.canonical, metric.concept) == (canonical, concept)


def test_confidence_says_how_a_measure_was_found() -> None:
    found = cb.find_metrics("净利润5亿元，门店3000家，设备完好率98%，交付2万辆")
    assert [(metric.written, metric.confidence) for metric in found] == [
        ("净利润", 0.95),
        ("门店", 0.8),
        ("完好率", 0.7),
        ("交付", 0.6),
    ]


def test_spans_lie_in_the_source() -> None:
    text = "二季度營業收入　同比增長８％,ＧＭＶ破億"
    assert [text[m.start : m.end] for m in cb.find_metrics(text)] == ["營業收入", "ＧＭＶ"]
