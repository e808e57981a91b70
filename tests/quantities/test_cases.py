"""Table-driven cases: text, what is in it, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnbiznews.quantities import scan

CASES = Path(__file__).parent.parent / "cases" / "quantities"


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.jsonl")))
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{path.stem}-{row['id']}")
        for path in sorted(CASES.glob("*.jsonl"))
        for row in rows(path.stem)
    ],
)
def test_case(row: dict[str, object]) -> None:
    keys = ("text", "type", "value", "value2", "bound", "unit")
    found = [[quantity.to_dict()[key] for key in keys] for quantity in scan(str(row["text"]))]
    assert found == row["expect"], row["why"]
