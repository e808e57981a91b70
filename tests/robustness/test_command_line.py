"""The command line with what users get wrong: results over inputs, files that are no text, closed streams."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnbiznews.cli import main
from cnbiznews.tabular import SCHEMA

SENTENCE = "青禾电器二季度营业收入35亿元，同比增长22.4%。"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "a.txt"
    path.parent.mkdir()
    path.write_text(SENTENCE, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", [["convert", "--config", "s2t"], ["normalize"], ["repair"], ["extract"]], ids=str)
@pytest.mark.parametrize("given", ["file", "relative", "link", "folder"])
def test_no_result_is_written_over_an_input(
    verb: list[str], given: str, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(article.parent)
    link = article.parent.parent / "link"
    link.symlink_to(article)
    output = {"file": str(article), "relative": "../news/a.txt", "link": str(link), "folder": "."}[given]
    folder = given == "folder"
    assert main([*verb, "." if folder else str(article), "--output", output]) == 2
    said = capsys.readouterr().err
    assert "is an input" in said or (folder and verb == ["extract"] and "Is a directory" in said)
    assert article.read_text(encoding="utf-8") == SENTENCE


def test_one_input_is_spared_by_the_result_of_another(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "a.txt"
    other.parent.mkdir()
    other.write_text("余额", encoding="utf-8")
    arguments = ["convert", "--config", "s2t", str(article), str(other), "--output", str(other.parent)]
    assert main(arguments) == 2
    assert other.read_text(encoding="utf-8") == "余额"


@pytest.mark.parametrize(
    ("verb", "option"),
    [
        ("convert", "--dictionary"),
        ("companies", "--gazetteer"),
        ("metrics", "--lexicon"),
        ("extract", "--gazetteer"),
        ("extract", "--lexicon"),
        ("extract", "--frames"),
    ],
)
def test_files_of_words_that_are_none(
    verb: str, option: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.dat"
    words.write_bytes(b"\x00\x01\n\xff\xfe\x81")
    assert main([verb, option, str(words), str(article)]) == 2
    assert f"{words}, line 2: can't be read as UTF-8 text" in capsys.readouterr().err
    assert main([verb, option, str(tmp_path / "none.tsv"), str(article)]) == 2
    assert "none.tsv: can't be read: No such file" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes here only")
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "table"])
def test_names_of_files_in_another_encoding(form: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + "文".encode("gbk") + b".txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(SENTENCE.encode())
    output = tmp_path / "out"
    assert main(["extract", "--format", form, os.fsdecode(path), "--output", str(output)]) == 0
    assert output.stat().st_size


def run(arguments: str, text: str = SENTENCE) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", f"{sys.executable} -m cnbiznews {arguments}"],
        input=text.encode(),
        capture_output=True,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("verb", ["extract", "read", "convert", "diagnose", "quantities --format jsonl"])
def test_a_closed_output_is_an_error(verb: str) -> None:
    done = run(f"{verb} - >&-")
    assert done.returncode != 0
    assert done.stderr == b"cnbiznews: standard output is closed\n"


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
def test_closed_input_and_closed_errors() -> None:
    done = run("extract - <&-")
    assert (done.returncode, done.stderr) == (1, b"cnbiznews: <stdin>: standard input is closed\n")
    done = run("extract no-such-file 2>&-")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full")
def test_a_full_disk_is_said_once() -> None:
    done = run("convert - >/dev/full")
    assert done.returncode in (1, 2)
    assert b"No space left" in done.stderr
    assert b"Exception" not in done.stderr


def test_types_of_quantities(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quantities", "--type", "nosuch", str(article)]) == 2
    assert "unknown type 'nosuch'; valid are: count, percent" in capsys.readouterr().err
    assert main(["quantities", "--format", "jsonl", "--type", "percent,money", str(article)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["type"] for row in rows] == ["money", "percent"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_explanation_has_a_form_of_its_own(form: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["extract", "--explain", "--format", form, str(article)])
    assert ended.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["天气不错。", SENTENCE])
def test_csv_has_the_columns_of_the_schema(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["extract", "--format", "csv", str(path)]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head == ["file", *(column.name for column in SCHEMA)]
    assert [row[head.index("value")] for row in rows] == (["3500000000", "22.4"] if rows else [])
    assert bool(rows) == (text == SENTENCE)


def test_an_empty_name_is_not_all_that_lies_here(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(article.parent)
    assert main(["repair", "--in-place", ""]) == 2
    assert "the name of an input is empty" in capsys.readouterr().err


def test_words_without_a_target_are_not_deleted(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--dictionary", str(article), str(article)]) == 2
    assert "has no target" in capsys.readouterr().err


@pytest.mark.parametrize("confidence", ["2", "nan", "-1"])
def test_a_confidence_is_a_share(confidence: str, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", "--confidence", confidence, str(article)]) == 2
    assert "0 to 1" in capsys.readouterr().err


def test_folders_of_results_are_made(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "b.txt"
    assert main(["convert", str(article), "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == SENTENCE
