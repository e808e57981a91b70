"""Facts as tables: the documented schema, and its pandas, polars and Arrow forms.

Values are exact. ``value`` and ``value2`` are decimals with :data:`SCALE` places; what is no decimal of that size (the
fraction 1/9) is null there and stands in ``value_text`` and ``value2_text`` as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from cnbiznews.errors import ArgumentError, as_collection
from cnbiznews.periods import resolve

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = [
    "SCHEMA",
    "SERIES_ROLES",
    "Column",
    "Facts",
    "storable",
    "time_series",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "to_records",
]

PRECISION, SCALE = 38, 12
_EXACT = Context(prec=PRECISION)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the fact table: ``type`` is ``text``, ``decimal``, ``integer`` or ``number``."""

    name: str
    type: str
    nullable: bool
    meaning: str


SCHEMA = (
    Column("id", "text", False, "stable row id: the same fact at the same place always has the same one"),
    Column(
        "company", "text", True, "canonical name of whom the fact is about; null for industries and unnamed parties"
    ),
    Column("subject", "text", True, "what narrows the fact: a segment, product, region, channel, group"),
    Column("metric", "text", True, "what was measured, as written, in simplified characters"),
    Column("role", "text", False, "level, change, share, rank, streak, price, investment or difference"),
    Column("value", "decimal", True, "the value in base units (元, not 亿元); percentages in percent"),
    Column("value2", "decimal", True, "upper end of a range"),
    Column("value_text", "text", True, "the value as an exact string, also where it is a fraction such as 1/9"),
    Column("value2_text", "text", True, "upper end of a range, as an exact string"),
    Column("bound", "text", False, "= exact, > more than, >= at least, < less than, <= at most, ~ about, range"),
    Column("unit", "text", True, "unit in simplified characters: %, 元, 美元, 家, 倍, 百分点 …"),
    Column("direction", "text", True, "of a change: up, down or flat"),
    Column("basis", "text", True, "what a change compares with: yoy, qoq, mom, prior, peer; cum for a running total"),
    Column("period", "text", True, "the time the fact is about, as written"),
    Column("status", "text", False, "actual, forecast, target, plan or claim"),
    Column("evidence", "text", False, "the clause that states the fact, verbatim from the source"),
    Column("start", "integer", False, "offset of the evidence in the source, in code points"),
    Column("end", "integer", False, "end of the evidence, half-open"),
    Column("frame", "text", True, "the pattern that produced the row"),
    Column("confidence", "number", False, "0 to 1"),
)


# What a row may hold in a column; a value may also be the number it stands for.
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "decimal": (str, Decimal, Fraction, int),
    "integer": (int,),
    "number": (float, int),
}
_WANTED = "an Extraction, or a collection of facts or of their dictionaries"


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def _exact(value: str | None) -> Decimal | None:
    """The value as a decimal the schema can hold, or None."""
    if value is None:
        return None
    try:
        number = _EXACT.create_decimal(value)
        fixed = number.quantize(Decimal(1).scaleb(-SCALE), context=_EXACT)
    except InvalidOperation:
        return None
    return number if fixed == number else None


class _Fact(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


class _Extraction(Protocol):
    def to_dicts(self) -> list[dict[str, Any]]: ...


#: What tables are made of: an extraction, or facts, or their dictionaries.
Facts: TypeAlias = _Extraction | Iterable[_Fact | Mapping[str, Any]]


def _rows(facts: Facts) -> list[Mapping[str, Any]]:
    if hasattr(facts, "to_dicts"):
        return list(facts.to_dicts())
    rows: list[Mapping[str, Any]] = []
    for fact in as_collection(facts, "facts", _WANTED):
        row = fact.to_dict() if hasattr(fact, "to_dict") else fact
        if not isinstance(row, Mapping):
            raise ArgumentError("facts", _WANTED, f"one of {type(fact).__name__}")
        rows.append(row)
    return rows


def storable(text: Any) -> Any:
    r"""Return text that every table can hold: halves of characters, which UTF-8 lacks, are spelled out.

    >>> storable("京\udce4")
    '京\\udce4'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(text, str) else text


def to_records(facts: Facts) -> list[dict[str, Any]]:
    """Return facts as dictionaries with the columns of :data:`SCHEMA`, values as ``Decimal`` objects.

    Raises:
        ArgumentError: these are no facts: a column that is never null is missing, or holds something of another type.
    """
    return [_record(row) for row in _rows(facts)]


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    for column in SCHEMA:
        value = row.get(column.name)
        if value is None and not column.nullable:
            raise ArgumentError("facts", _WANTED, f"a row without {column.name!r}")
        if value is not None and not isinstance(value, _TYPES[column.type]):
            raise ArgumentError("facts", _WANTED, f"a row with a {type(value).__name__} as {column.name!r}")
    values = {
        "value": _exact(_text(row.get("value"))),
        "value2": _exact(_text(row.get("value2"))),
        "value_text": _text(row.get("value")),
        "value2_text": _text(row.get("value2")),
    }
    return {
        column.name: values[column.name] if column.name in values else storable(row.get(column.name))
        for column in SCHEMA
    }


def to_pandas(facts: Facts) -> pandas.DataFrame:
    """Return facts (an extraction, facts or their dictionaries) as a ``pandas.DataFrame``."""
    import pandas as pd

    records = to_records(facts)
    kinds = {"text": "string", "integer": "int64", "number": "float64", "decimal": "object"}
    return pd.DataFrame(
        {c.name: pd.Series([record[c.name] for record in records], dtype=kinds[c.type]) for c in SCHEMA}
    )


def to_arrow(facts: Facts) -> pyarrow.Table:
    """Return facts (an extraction, facts or their dictionaries) as a ``pyarrow.Table``."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "decimal": pa.decimal128(PRECISION, SCALE),
    }
    schema = pa.schema(
        [pa.field(c.name, kinds[c.type], nullable=c.nullable, metadata={"meaning": c.meaning}) for c in SCHEMA]
    )
    return pa.Table.from_pylist(to_records(facts), schema=schema)


def to_polars(facts: Facts) -> polars.DataFrame:
    """Return facts (an extraction, facts or their dictionaries) as a ``polars.DataFrame``."""
    import polars as pl

    kinds = {
        "text": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "decimal": pl.Decimal(PRECISION, SCALE),
    }
    records = to_records(facts)
    return pl.DataFrame(records, schema={column.name: kinds[column.type] for column in SCHEMA})


# Roles whose value is one at a time, so that values at several times make a series.
SERIES_ROLES = ("level", "share", "price", "rank")
_SERIES = ("company", "subject", "metric", "role", "unit")


def time_series(facts: Facts, *, day: date | None = None, roles: Sequence[str] = SERIES_ROLES) -> list[dict[str, Any]]:
    """Return facts as series: one row per company, subject, metric and period, sorted by them and by time.

    Args:
        facts: an extraction, facts or their dictionaries, of one article or of many.
        day: the day of the article, from which 去年 and a quarter without a year count; without it only periods that
            name their year are placed in time.
        roles: the roles to keep.

    Returns:
        dictionaries with company, subject, metric, role, unit, period (as written), ``from`` and ``to`` (first and last
        day as ISO dates, None where the period can't be placed), value, value2, bound, status and id. Rows without a
        metric or a period are left out.

    >>> row = {"company": "京东", "subject": None, "metric": "营收", "role": "level", "unit": "元", "value2": None,
    ...        "bound": "=", "status": "actual", "id": "a"}
    >>> rows = [{**row, "period": "2024年二季度", "value": "5"}, {**row, "period": "2024年一季度", "value": "4"}]
    >>> [(point["from"], point["value"]) for point in time_series(rows)]
    [('2024-01-01', '4'), ('2024-04-01', '5')]
    """
    if day is not None and not isinstance(day, date):
        raise ArgumentError("day", "a datetime.date or None", type(day).__name__)
    roles = tuple(as_collection(roles, "roles", "a collection of roles"))
    points = []
    for row in _rows(facts):
        if row.get("role") not in roles or not row.get("metric") or not row.get("period"):
            continue
        first, last = _placed(str(row["period"]), day)
        points.append(
            {
                **{name: row.get(name) for name in (*_SERIES, "period")},
                "from": first,
                "to": last,
                **{name: row.get(name) for name in ("value", "value2", "bound", "status", "id")},
            }
        )
    return sorted(
        points, key=lambda point: (*(point[name] or "" for name in _SERIES), point["from"] or "", point["period"])
    )


def _placed(period: str, day: date | None) -> tuple[str | None, str | None]:
    """Return the first and last day of a period, where they can be told."""
    named = _YEAR.search(period)
    reference = day if day is not None or named is None else date(int(named[0]), 12, 31)
    interval = resolve(period, reference) if reference is not None else None
    return (interval[0].isoformat(), interval[1].isoformat()) if interval else (None, None)
