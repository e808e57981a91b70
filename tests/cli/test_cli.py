"""The command line: inputs, formats, exit codes, what goes to standard error."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cnbiznews.cli import VERBS, main
from cnbiznews.cli.tables import clip, format_table, width

SENTENCE = "京东二季度营业收入3567亿元，同比增长22.4%。"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="gb18030")
    return path


def test_table_of_facts(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(article)]) == 0
    out = capsys.readouterr().out
    assert "356,700,000,000" in out
    assert "22.4" in out
    rows = [line for line in out.splitlines() if "京东" in line]
    assert len({width(line.partition("营业收入")[0]) for line in rows}) == 1, "the columns line up"


def test_json_lines(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--format", "jsonl", str(article)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["file"], row["metric"], row["value"]) for row in rows] == [
        (str(article), "营业收入", "356700000000"),
        (str(article), "营业收入", "22.4"),
    ]


def test_csv(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--format", "csv", str(article)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["value"] for row in rows] == ["356700000000", "22.4"]


def test_one_broken_file_does_not_stop_the_rest(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.txt"
    assert main(["extract", "--format", "jsonl", str(missing), str(article)]) == 1
    captured = capsys.readouterr()
    assert str(missing) in captured.err
    assert len(captured.out.splitlines()) == 2


@pytest.mark.usefixtures("article")
def test_folders_and_globs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    for given in (str(tmp_path), str(tmp_path / "*.txt")):
        assert main(["extract", "--format", "jsonl", given]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_pattern_without_a_match_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(tmp_path / "*.nothing")]) == 2
    assert "no file matches" in capsys.readouterr().err


def test_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cnbiznews", "extract", "--format", "jsonl", "-"],
        input=SENTENCE.encode(),
        capture_output=True,
        check=True,
    )
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert "PATH" in capsys.readouterr().out


def test_wrong_usage_exits_with_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["extrakt"])
    assert ended.value.code == 2


def test_help_starts_fast_because_it_loads_no_verb() -> None:
    code = "import sys; from cnbiznews.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "assert 'numpy' not in sys.modules and 'cnbiznews.extraction' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("京东", 4, "京东"), ("京东商城", 5, "京东…"), ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("", 0, "")],
)
def test_clipping_counts_cells(text: str, limit: int, expected: str) -> None:
    assert clip(text, limit) == expected
    assert width(expected) <= max(limit, 0)


def test_line_breaks_in_cells_do_not_tear_the_table() -> None:
    assert len(format_table(["a"], [["甲\n乙"]]).splitlines()) == 3
