"""The command ``cnbiznews metrics``: tables, JSON lines, a lexicon of one's own, and what is wrong with it."""

import json
from pathlib import Path

import pytest

from cnbiznews.cli import main

TEXT = "營業收入增長8%，門店突破3000家，營業收入創新高，鮮果損耗率3%。"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_row_a_measure(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", str(article)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{article}: 4 mentions"
    assert [line.split()[:2] for line in lines[3:6]] == [["2", "营业收入"], ["1", "门店数量"], ["1", "损耗率"]]


def test_one_row_a_mention(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--all", str(article)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[3:7]]
    assert [TEXT[int(row[0]) : int(row[1])] for row in rows] == ["營業收入", "門店", "營業收入", "損耗率"]


def test_json_lines(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--format", "jsonl", str(article)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["canonical"] for row in rows] == ["营业收入", "门店数量", "营业收入", "损耗率"]
    assert rows[0]["concept"] == "ifrs-full:Revenue"


def test_a_lexicon_of_ones_own(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text("canonical\taliases\n损耗\t鮮果損耗率\n", encoding="utf-8")
    assert main(["metrics", "--lexicon", str(lexicon), "--format", "jsonl", str(article)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["canonical"] == "损耗"
    lexicon.write_text("canonical\tkind\n损耗\tverbs\n", encoding="utf-8")
    assert main(["metrics", "--lexicon", str(lexicon), str(article)]) == 2
    assert f"{lexicon}, line 2: kind 'verbs'" in capsys.readouterr().err
