"""Table-driven cases: what is repaired, what is left alone, what is reported as lost, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnbiznews.repair import diagnose, repair

CASES = Path(__file__).parent.parent / "cases" / "repair"


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("name", ["clean", "damaged", "lost"])
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("row", rows("damaged"), ids=lambda row: row["id"])
def test_damage_is_undone(row: dict[str, str]) -> None:
    result = repair(row["text"])
    assert result.text == row["expect"], row["why"]
    assert result.source == row["text"]
    assert all(edit.reason and 0 < edit.confidence <= 1 for edit in result.edits)


@pytest.mark.parametrize("row", rows("clean"), ids=lambda row: row["id"])
def test_clean_text_is_left_alone(row: dict[str, str]) -> None:
    assert repair(row["text"]).text is row["text"], row["why"]


@pytest.mark.parametrize("row", rows("lost"), ids=lambda row: row["id"])
def test_what_is_lost_is_reported_and_not_guessed(row: dict[str, str]) -> None:
    diagnosis = diagnose(row["text"])
    assert diagnosis.repaired.text is row["text"]
    assert [finding.text for finding in diagnosis.lost] == [row["expect"]]
    assert not diagnosis.clean
