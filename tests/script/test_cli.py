"""The verbs convert and normalize of the command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cnbiznews.cli import main


def test_file_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("應收帳款\r\n後臺".encode("big5"))
    assert main(["convert", str(path)]) == 0
    assert capsys.readouterr().out.replace("\r\n", "\n") == "应收帐款\n后台"
    assert main(["convert", "--business", str(path)]) == 0
    assert "应收账款" in capsys.readouterr().out


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("用户的软件".encode())))
    assert main(["convert", "--config", "s2twp"]) == 0
    assert capsys.readouterr().out == "使用者的軟體"


def test_folder_to_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("余额", encoding="utf-8")
    (tmp_path / "in" / "deep" / "a.txt").write_text("后台", encoding="utf-8")
    assert main(["convert", "--config", "s2t", str(tmp_path / "in"), "--output", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "餘額"
    assert (tmp_path / "out" / "deep" / "a.txt").read_text(encoding="utf-8") == "後臺"


def test_words_of_the_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = tmp_path / "words.tsv"
    words.write_text("# names\n于东来\t于東來\n", encoding="utf-8")
    text = tmp_path / "a.txt"
    text.write_text("于东来关于里程", encoding="utf-8")
    assert main(["convert", "--config", "s2t", "--dictionary", str(words), str(text)]) == 0
    assert capsys.readouterr().out == "于東來關於里程"


def test_two_results_for_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("余额", encoding="utf-8")
    paths = [str(tmp_path / folder / "x.txt") for folder in ("a", "b")]
    assert main(["convert", *paths, "--output", str(tmp_path / "out")]) == 1
    assert "written already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["convert", "--config", "zz"], "s2twp"),
        (["normalize", "--policy", "zz"], "reading"),
        (["normalize", "--with", "zz"], "quotes"),
    ],
)
def test_wrong_usage(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "nowhere.txt"]) == 2
    assert told in capsys.readouterr().err


def test_normalize(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("營收５％,增長「顯著」", encoding="utf-8")
    assert main(["normalize", str(path)]) == 0
    assert capsys.readouterr().out == "營收5%，增長“顯著”"
    assert main(["normalize", "--policy", "reading", "--without", "quotes", str(path)]) == 0
    assert capsys.readouterr().out == "营收5%，增长「显著」"
