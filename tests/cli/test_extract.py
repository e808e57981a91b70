"""``cnbiznews extract``: explanations and Parquet."""

from __future__ import annotations

import json
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


def test_own_names_measures_and_patterns(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text("青禾翻台力同比提升12%，云雀铺货力为35%。", encoding="utf-8")
    names, measures, patterns = (tmp_path / name for name in ("names.tsv", "measures.tsv", "patterns.toml"))
    names.write_text("name\tkind\naaa\tcompany\n青禾\tcompany\n云雀\tbrand\n", encoding="utf-8")
    measures.write_text("canonical\n翻台力\n铺货力\n", encoding="utf-8")
    patterns.write_text(
        '[[frame]]\nid = "mine"\nbefore = "change"\nfigure = "percent"\nrole = "change"\ndirection = "@change"\n',
        encoding="utf-8",
    )
    own = ["--gazetteer", str(names), "--lexicon", str(measures), "--frames", str(patterns)]
    assert main(["extract", "--format", "jsonl", *own, str(article)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["company"], row["metric"], row["value"]) for row in rows] == [
        ("青禾", "翻台力", "12"),
        ("云雀", "铺货力", "35"),
    ]
    assert rows[0]["frame"] == "mine"
    assert main(["extract", "--explain", *own, str(article)]) == 0
    assert "frame: mine" in capsys.readouterr().out


def test_parquet(article: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "facts.parquet"
    assert main(["extract", "--format", "parquet", "--output", str(target), str(article)]) == 0
    table = parquet.read_table(target)
    assert table.column("value_text").to_pylist() == ["356700000000", "22.4"]
    assert table.column("file").to_pylist() == [str(article)] * 2
