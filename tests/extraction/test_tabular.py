"""Facts as tables: exact values, documented columns, the same in every library."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pytest

import cnbiznews as cb
from cnbiznews.errors import ArgumentError
from cnbiznews.tabular import SCHEMA, time_series, to_arrow, to_pandas, to_polars, to_records

TEXT = "京东二季度营业收入3567.1亿元，同比增长22.4%。"


def test_columns_are_the_schema() -> None:
    found = cb.extract(TEXT)
    names = [column.name for column in SCHEMA]
    assert list(found.to_pandas().columns) == names
    assert found.to_polars().columns == names
    assert found.to_arrow().column_names == names


def test_values_are_exact_in_every_library() -> None:
    found = cb.extract(TEXT)
    wanted = [Decimal("356710000000"), Decimal("22.4")]
    assert list(found.to_pandas()["value"]) == wanted
    assert found.to_polars()["value"].to_list() == wanted
    assert found.to_arrow()["value"].to_pylist() == wanted


def test_all_libraries_hold_the_same_table() -> None:
    found = cb.extract(TEXT)
    frame = found.to_pandas().astype(object)
    assert (
        frame.where(frame.notna(), None).to_dict("records")
        == found.to_polars().to_dicts()
        == found.to_arrow().to_pylist()
    )


def test_no_row_is_an_empty_table_with_the_columns() -> None:
    assert to_pandas([]).shape == (0, len(SCHEMA))
    assert to_polars([]).shape == (0, len(SCHEMA))
    assert to_arrow([]).num_rows == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1/9", None), ("0.5", Decimal("0.5")), ("1e60", None), ("0.1234567890123", None), (None, None)],
)
def test_what_is_no_decimal_of_the_schema_is_null_but_kept_as_text(value: str | None, expected: Decimal | None) -> None:
    row = {**cb.extract(TEXT).to_dicts()[0], "value": value}
    [record] = to_polars([row]).to_dicts()
    assert record["value"] == expected
    assert record["value_text"] == value


def test_required_columns_are_never_null(seeds: dict[str, str]) -> None:
    frame = pd.concat([cb.extract(text).to_pandas() for text in seeds.values()])
    required = [column.name for column in SCHEMA if not column.nullable]
    assert not frame[required].isna().any().any()
    assert isinstance(cb.extract(seeds["000"]).to_polars(), pl.DataFrame)


def test_facts_come_as_objects_or_dictionaries() -> None:
    found = cb.extract(TEXT)
    wanted = to_arrow(found.to_dicts())
    assert to_arrow(found) == to_arrow(found.facts) == to_arrow(list(found.facts)) == wanted
    assert time_series(found) == time_series(found.facts) == time_series(found.to_dicts())
    assert len(time_series(found)) == 1


@pytest.mark.parametrize("facts", ["京东", [1], 3, None])
def test_what_is_no_fact(facts: Any) -> None:
    with pytest.raises(ArgumentError, match="facts must be an Extraction"):
        to_pandas(facts)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": None}, "a row without 'id'"),
        ({"start": None}, "a row without 'start'"),
        ({"start": "0"}, "a row with a str as 'start'"),
        ({"company": 3}, "a row with a int as 'company'"),
        ({"confidence": "high"}, "a row with a str as 'confidence'"),
        ({"value": 0.5}, "a row with a float as 'value'"),
    ],
)
@pytest.mark.parametrize("make", [to_records, to_pandas, to_polars, to_arrow])
def test_rows_that_are_no_facts(make: Callable[[Any], object], changes: dict[str, object], says: str) -> None:
    row = {**cb.extract(TEXT).to_dicts()[0], **changes}
    with pytest.raises(ArgumentError, match=says):
        make([row])
    with pytest.raises(ArgumentError, match="a row without 'id'"):
        make([{"a": 1}])


def test_half_a_character_is_spelled_out() -> None:
    row = {**cb.extract(TEXT).to_dicts()[0], "evidence": "京\udce4"}
    assert to_arrow([row])["evidence"].to_pylist() == to_polars([row])["evidence"].to_list() == ["京\\udce4"]
