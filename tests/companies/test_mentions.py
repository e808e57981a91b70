"""Companies in made-up sentences: which spans, under which name, of which kind; and what is none."""

import json
from pathlib import Path
from typing import Any

import pytest

from cnbiznews import companies

CASES = Path(__file__).parents[1] / "cases/companies/mentions.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
@pytest.mark.parametrize("model", [False, True], ids=["rules", "model"])
def test_mentions(row: dict[str, Any], model: bool) -> None:
    found = [[c.text, c.canonical, c.kind] for c in companies.scan(row["text"], model=model)]
    expected = row["with_model"] if model and "with_model" in row else row["expect"]
    assert found == expected, row["why"]
