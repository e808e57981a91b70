"""Facts as series over time."""

from __future__ import annotations

from datetime import date

from cnbiznews.tabular import time_series
from tests.facts.rows import extractor

TEXT = (
    "蓝岭电器2024年营收98亿元，2023年营收90亿元。2025年上半年营收52亿元，同比增长6%，"
    "毛利率从2024年上半年的31%升至2025年上半年的33%。"
)


def test_points_stand_in_order_of_time() -> None:
    points = time_series(extractor().extract(TEXT).to_dicts())
    series = [(point["metric"], point["from"], point["to"], point["value"]) for point in points]
    assert series == [
        ("毛利率", "2024-01-01", "2024-06-30", "31"),
        ("毛利率", "2025-01-01", "2025-06-30", "33"),
        ("营收", "2023-01-01", "2023-12-31", "9000000000"),
        ("营收", "2024-01-01", "2024-12-31", "9800000000"),
        ("营收", "2025-01-01", "2025-06-30", "5200000000"),
    ]


def test_periods_without_a_year_need_the_day_of_the_article() -> None:
    rows = extractor().extract("蓝岭电器二季度营收5亿元，去年同期营收4亿元。").to_dicts()
    assert [point["from"] for point in time_series(rows)] == [None, None]
    placed = time_series(rows, day=date(2025, 8, 20))
    assert ("2025-04-01", "500000000") in [(point["from"], point["value"]) for point in placed]


def test_changes_are_no_points() -> None:
    rows = extractor().extract("蓝岭电器2024年营收增长6%。").to_dicts()
    assert time_series(rows) == []
    assert len(time_series(rows, roles=["change"])) == 1
