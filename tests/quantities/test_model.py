"""Quantities as intervals, and what other programs get of them."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.errors import CnBizNewsError, NumberError
from cnbiznews.quantities import Quantity, parse_quantity, resolve, scan, to_pint
from cnbiznews.quantities.physical import in_base_units


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("7.2亿", "超7亿", True),
        ("7亿", "超7亿", False),
        ("7亿", "至少7亿", True),
        ("超8亿", "超7亿", True),
        ("超7亿", "超8亿", False),
        ("超7亿", "至少7亿", True),
        ("至少7亿", "超7亿", False),
        ("10%-15%", "10%以上", False),
        ("12%-15%", "10%以上", True),
        ("不到5%", "不超过5%", True),
        ("不超过5%", "不到5%", False),
        ("约5%", "约5%", True),
        ("约5%", "5%", False),
        ("5家", "5%", False),
        ("2023年", "2023年", True),
        ("5‰", "0.5%", True),
        ("50bp", "0.5个百分点", True),
        ("120分钟", "2小时", True),
        ("1000克", "1公斤", True),
        ("1500克", "1公斤以上", True),
        ("3小时", "不到180分钟", False),
        ("约120分钟", "约2小时", True),
        ("5日圆", "5日元", True),
        ("5日元", "5美元", False),
        ("9折", "90%", False),
        ("5%", "5个百分点", False),
        ("12个月", "1年", False),
        ("5元/吨", "5元/公斤", False),
    ],
)
def test_entails(one: str, other: str, answer: bool) -> None:
    assert parse_quantity(one).entails(parse_quantity(other)) is answer


def test_contains() -> None:
    sales = parse_quantity("超7亿")
    assert sales.contains(700000001) and not sales.contains(700000000)
    assert parse_quantity("三分之一").contains(Fraction(1, 3))
    assert not parse_quantity("2023年").contains(2023)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "七亿", "", None, 0.5, float("nan")])
def test_only_exact_finite_numbers_lie_in_an_interval(value: Any) -> None:
    with pytest.raises(NumberError):
        parse_quantity("超7亿").contains(value)


def test_values_are_normal() -> None:
    values = [found.value for found in scan("增长17.0%，US$5.20bn，1.50万台，100台，0.0%")]
    assert [str(value) for value in values] == ["17", "5200000000", "15000", "100", "0"]


def test_spans_move_to_the_source() -> None:
    aligned = AlignedText.identity("销售额xx超3万台左右").edit([Edit(3, 5, "", "noise")], "repair")
    (moved,) = (found.on_source(aligned) for found in scan(aligned.text))
    assert (moved.start, moved.end, moved.text, moved.numeral) == (5, 11, "超3万台左右", (6, 8))


def test_plain_values_and_pickles() -> None:
    found = scan("１.50万美元")[0]
    row = found.to_dict()
    assert list(row)[:8] == ["start", "end", "text", "type", "value", "value2", "bound", "unit"]
    assert (row["value"], row["currency"]) == ("15000", "USD")
    assert pickle.loads(pickle.dumps(found)) == found


def test_iso_forms() -> None:
    assert [found.iso for found in scan("2024年9月30日，10月31日，2023年二季度，30天，一小时30分钟")] == [
        "2024-09-30",
        "--10-31",
        "2023-04-01/2023-06-30",
        "P30D",
        "PT90M",
    ]


def test_resolved() -> None:
    day = date(2025, 11, 14)
    assert resolve(scan("今年前五个月")[0], day) == (date(2025, 1, 1), date(2025, 5, 31))
    assert resolve(scan("23家")[0], day) is None


def test_base_units() -> None:
    assert in_base_units(scan("1,250千瓦时")[0]) == (Fraction(4500000000), "energy")
    assert in_base_units(scan("12家")[0]) is None


def test_pint() -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry(non_int_type=Decimal)
    assert to_pint(scan("3.2万吨")[0], registry).to("kilogram").magnitude == Decimal(32000000)


def test_only_physical_units_go_to_pint() -> None:
    with pytest.raises(CnBizNewsError, match="physical"):
        to_pint(scan("12家")[0])


@pytest.mark.parametrize("text", ["3-5吨", "超5吨", "不到5吨"])
def test_pint_holds_no_intervals(text: str) -> None:
    with pytest.raises(CnBizNewsError, match="no single figure"):
        to_pint(scan(text)[0])


def test_names_on_request() -> None:
    text = "618期间，36氪统计3C订单"
    assert scan(text) == []
    assert [found.text for found in scan(text, names=True)] == ["618", "36氪", "3C"]
    assert all(isinstance(found, Quantity) and found.value is None for found in scan(text, names=True))
