"""``cnbiznews extract``: explanations and Parquet."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnbiznews.cli import main

SENTENCE = "京东二季度营业收入3567亿元，同比增长22.4%。"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def test_explain(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--explain", str(article)]) == 0
    out = capsys.readouterr().out
    assert "同比/basis:yoy 增长/change:up 22.4%/percent" in out
    assert "frame: growth" in out
    assert "二季度  (in front of the figure)" in out


def test_explain_html(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--explain-html", str(article)]) == 0
    out = capsys.readouterr().out
    assert out.startswith('<section class="cnbiznews-explain">')
    assert '<th scope="row">metric</th><td>营业收入</td>' in out


def test_parquet(article: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "facts.parquet"
    assert main(["extract", "--format", "parquet", "--output", str(target), str(article)]) == 0
    table = parquet.read_table(target)
    assert table.column("value_text").to_pylist() == ["356700000000", "22.4"]
    assert table.column("file").to_pylist() == [str(article)] * 2
