"""Sentences and the rows they state, from tests/cases/facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.facts.rows import lines, tidied

CASES = sorted((Path(__file__).parent.parent / "cases" / "facts").glob("*.jsonl"))


def cases() -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for path in CASES
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


@pytest.mark.parametrize("case", cases())
def test_sentence(case: dict[str, Any]) -> None:
    assert sorted(lines(case["text"])) == sorted(tidied(case["expect"])), case["why"]


def test_ids_are_unique() -> None:
    ids = [case.values[0]["id"] for case in cases()]
    assert len(ids) == len(set(ids))
