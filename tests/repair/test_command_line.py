"""``cnbiznews repair`` and ``diagnose``: what is written where, and what the exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnbiznews.cli import main

DAMAGED, CLEAN = "營收增長&#65292;規?；拇_定性服務", "營收增長，規模化的確定性服務"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


def test_repaired_text_goes_to_standard_output(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(page)]) == 10
    assert capsys.readouterr().out == CLEAN
    assert page.read_text(encoding="utf-8") == DAMAGED


def test_nothing_wrong(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text(CLEAN, encoding="utf-8")
    assert main(["repair", str(page)]) == 0
    assert main(["diagnose", str(page)]) == 0
    assert "clean" in capsys.readouterr().out


def test_something_lost(page: Path) -> None:
    page.write_text("利润锟斤拷锟斤拷万元", encoding="utf-8")
    assert main(["repair", str(page)]) == 11
    assert main(["diagnose", str(page)]) == 11


def test_in_place_keeps_what_was_there(page: Path) -> None:
    assert main(["repair", "--in-place", str(page)]) == 10
    assert page.read_text(encoding="utf-8") == CLEAN
    assert page.with_name("page.txt.bak").read_text(encoding="utf-8") == DAMAGED
    page.write_text(DAMAGED, encoding="utf-8")
    assert main(["repair", "--in-place", str(page)]) == 1, "a backup is never overwritten"
    assert page.read_text(encoding="utf-8") == DAMAGED


def test_in_place_leaves_clean_files_alone(page: Path) -> None:
    page.write_text(CLEAN, encoding="utf-8")
    assert main(["repair", "--in-place", str(page)]) == 0
    assert not page.with_name("page.txt.bak").exists()


def test_a_folder(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert main(["repair", str(page.parent), "--output", str(target)]) == 10
    assert (target / "page.txt").read_text(encoding="utf-8") == CLEAN


def test_explanation(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", "--explain", str(page)]) == 10
    out = capsys.readouterr().out
    assert "{+，+}" in out
    assert "HTML entity" in out


def test_findings_as_json_lines(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "--format", "jsonl", str(page)]) == 10
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["replacement"] for row in found] == ["，", "模化的確"]
    assert all(DAMAGED[row["start"] : row["end"]] == row["text"] for row in found)


def test_confidence(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", "--confidence", "0.99", str(page)]) == 11
    assert capsys.readouterr().out == DAMAGED.replace("&#65292;", "，")


@pytest.mark.parametrize(
    ("texts", "out"),
    [(["甲", "乙"], "甲\n乙"), (["甲\n", "乙\n"], "甲\n乙\n"), (["甲", "", "乙"], "甲\n\n乙"), (["甲"], "甲")],
)
def test_texts_printed_one_after_the_other_stay_apart(
    texts: list[str], out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    assert main(["repair", *map(str, paths)]) == 0
    assert capsys.readouterr().out == out


def test_wrong_usage(page: Path) -> None:
    assert main(["repair", "--in-place", "--explain", str(page)]) == 2


def test_a_missing_file(tmp_path: Path) -> None:
    assert main(["repair", str(tmp_path / "none.txt")]) == 1
