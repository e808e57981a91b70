"""Reading and writing single numbers."""

from __future__ import annotations

import decimal
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from cnbiznews.errors import ConfigError, NumberError
from cnbiznews.quantities import format_number, parse_number, parse_quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２３", "123"),
        ("1.2e5", "120000"),
        ("3.1×10^3", "3100"),
        ("-7", "-7"),
        ("负三", "-3"),
        ("十五", "15"),
        ("一百二十万三", "1203000"),
        ("一千二", "1200"),
        ("两万五", "25000"),
        ("13万2", "132000"),
        ("二〇二五", "2025"),
        ("廿五", "25"),
        ("一百零五", "105"),
        ("一万五千亿", "1500000000000"),
        ("1.2万亿", "1200000000000"),
        ("3亿5000万", "350000000"),
        ("壹拾贰万叁仟", "123000"),
        ("參拾伍億", "3500000000"),
        ("五○七点四亿", "50740000000"),
        ("三点一四", "3.14"),
        ("百二万", "1200000"),
        ("两千三点一", "2300.1"),
        ("2.5 M", "2500000"),
        ("3.2w", "32000"),
        ("八打", "96"),
        ("幺二三零六", "12306"),
        ("1点45", "1.45"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("三分之一", Fraction(1, 3)), ("三又二分之一", Fraction(7, 2)), ("1/3", Fraction(1, 3)), ("½", Fraction(1, 2))],
)
def test_fractions(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("一二亿三十四", 2),
        ("十一十二", 2),
        ("10.1万零100", 5),
        ("零点点", 1),
        ("点一", 0),
        ("", 0),
        ("负", 0),
        ("三十多", 2),
        ("几百", 0),
        ("5个", 1),
        ("1万1万", 3),
        ("1/0", 2),
        ("零十", 1),
        ("一百零", 2),
        ("两两", 1),
        ("一又零分之一", 2),
    ],
)
def test_what_is_no_number(text: str, position: int) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.position == position


def test_the_callers_context_does_not_matter() -> None:
    with decimal.localcontext(prec=3):
        assert parse_number("一亿二千三百四十五万六千七百八十九") == Decimal(123456789)
        assert parse_quantity("1.23456789亿元").value == Decimal(123456789)


def test_styles() -> None:
    value = Decimal("-10203.5")
    assert format_number(value, "grouped") == "-10,203.5"
    assert format_number(value, "chinese") == "负一万零二百零三点五"
    assert format_number(Decimal(10), "chinese") == "十"
    assert format_number(Decimal(10**12), "chinese") == "一万亿"
    with pytest.raises(ConfigError):
        format_number(1, "roman")
    with pytest.raises(NumberError):
        format_number(10**48, "chinese")
    with pytest.raises(NumberError):
        format_number(Decimal("NaN"))


@pytest.mark.parametrize(
    ("value", "mixed"),
    [
        (10**11, "1000亿"),
        (10**12, "1万亿"),
        (10**12 + 5, "1万亿零5"),
        (10**12 + 5 * 10**8, "1万零5亿"),
        (12345678 * 10**8, "1234万5678亿"),
        (10**16, "1京"),
        (10**48 - 1, "9999载9999正9999涧9999沟9999穰9999秭9999垓9999京9999兆9999亿9999万9999"),
    ],
)
def test_large_mixed_numbers(value: int, mixed: str) -> None:
    assert format_number(value, "mixed") == mixed
    assert parse_number(mixed) == value


@pytest.mark.parametrize("value", [1.5, float("nan"), "1,234", None, 1j])
def test_only_exact_numbers_are_written(value: Any) -> None:
    with pytest.raises(NumberError, match="can't be written: pass an int, a Decimal or a Fraction"):
        format_number(value)


def test_limits_of_writing_are_told() -> None:
    with pytest.raises(NumberError, match=r"can't be written.*below 10\^48") as caught:
        format_number(10**48, "mixed")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert format_number(10**48) == "1" + "0" * 48


def test_one_quantity() -> None:
    assert parse_quantity("约三四十元").bound == "range"
    with pytest.raises(NumberError) as caught:
        parse_quantity("5家和7人")
    assert caught.value.position == 2
