"""Written periods to days of the calendar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.periods import duration_iso, iso, read_date, resolve

TODAY = date(2025, 11, 14)
IMPOSSIBLE = ("2025年13月", "2025年0月", "13月", "2025年3月32日", "2025年十三月", "2025年第5季度", "周期")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("二季度", "2025-04-01", "2025-06-30"),
        ("四季度", "2025-10-01", "2025-12-31"),
        ("去年第三季度", "2024-07-01", "2024-09-30"),
        ("前三季度", "2025-01-01", "2025-09-30"),
        ("今年前五个月", "2025-01-01", "2025-05-31"),
        ("上半年", "2025-01-01", "2025-06-30"),
        ("12月", "2024-12-01", "2024-12-31"),
        ("10月31日", "2025-10-31", "2025-10-31"),
        ("22日", "2025-10-22", "2025-10-22"),
        ("2024年12月至2025年3月", "2024-12-01", "2025-03-31"),
        ("2015年至2019年", "2015-01-01", "2019-12-31"),
        ("近两年", "2023-11-15", "2025-11-14"),
        ("未来10年", "2025-11-15", "2035-11-14"),
        ("过去52周", "2024-11-16", "2025-11-14"),
        ("上季度", "2025-07-01", "2025-09-30"),
        ("上月", "2025-10-01", "2025-10-31"),
        ("上周", "2025-11-03", "2025-11-09"),
        ("618期间", "2025-06-18", "2025-06-18"),
        ("2023年618", "2023-06-18", "2023-06-18"),
        ("去年双11", "2024-11-11", "2024-11-11"),
        ("大前年", "2022-01-01", "2022-12-31"),
        ("大后年3月", "2028-03-01", "2028-03-31"),
        ("今年以来", "2025-01-01", "2025-11-14"),
        ("年初至今", "2025-01-01", "2025-11-14"),
        ("3月以来", "2025-03-01", "2025-11-14"),
        ("2023年至今", "2023-01-01", "2025-11-14"),
        ("近两年以来", "2023-11-15", "2025-11-14"),
        ("明年以来", "2026-01-01", "2026-12-31"),
        ("周五", "2025-11-14", "2025-11-14"),
        ("周六", "2025-11-08", "2025-11-08"),
        ("上周五", "2025-11-07", "2025-11-07"),
        ("上上周三", "2025-10-29", "2025-10-29"),
        ("下周一", "2025-11-17", "2025-11-17"),
        ("上周末", "2025-11-08", "2025-11-09"),
        ("上周五11月7日", "2025-11-07", "2025-11-07"),
        ("前天", "2025-11-12", "2025-11-12"),
        ("2025年上半", "2025-01-01", "2025-06-30"),
        ("2024年下半", "2024-07-01", "2024-12-31"),
        ("1―9月", "2025-01-01", "2025-09-30"),
    ],
)
def test_resolved(text: str, first: str, last: str) -> None:
    assert resolve(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "销售额", "2月30日", "17:30", "第三名", *IMPOSSIBLE])
def test_no_period(text: str) -> None:
    assert resolve(text, TODAY) is None


def test_a_leap_day() -> None:
    assert resolve("近一年", date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
    assert resolve("2月", date(2024, 5, 1)) == (date(2024, 2, 1), date(2024, 2, 29))


def test_beyond_the_calendar() -> None:
    assert resolve("近999年", date(800, 1, 1)) is None
    assert resolve("上周五", date(1, 1, 1)) is None
    assert resolve("大前年", date(2, 1, 1)) is None


def test_iso() -> None:
    assert iso("22", None, is_day=True) == "---22"
    assert iso("04", None) == "--04"
    assert iso("2021-H2", None) == "2021-07-01/2021-12-31"
    assert iso("2023-Q1", "2023-Q3") == "2023-01-01/2023-09-30"
    assert iso("Q1", "Q3") is None
    assert duration_iso(Decimal("0.5"), "年") == "P0.5Y"
    assert duration_iso(Decimal(3), "交易日") is None


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)))
def test_whole_dates(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日"
    found = read_date(text, 0)
    assert found is not None and (found.end, found.low) == (len(text), day.isoformat())
    assert resolve(text, TODAY) == (day, day)


@given(
    st.text(alphabet="0123456789一二三十两年月日号季度上下半前第至-:.点时去今 "),
    st.dates(date(1990, 1, 1), date(2039, 12, 31)),
)
def test_nothing_raises(text: str, day: date) -> None:
    found = resolve(text, day)
    assert found is None or len(found) == 2
