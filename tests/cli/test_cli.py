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
from cnbiznews.cli.inputs import Input, each_input, find_inputs
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


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none.txt", "No such file"),
        ("*.nothing", "no file matches this pattern"),
        ("empty", "no articles in this folder"),
    ],
)
@pytest.mark.parametrize("verb", ["extract", "read", "convert", "companies"])
@pytest.mark.parametrize("to_file", [False, True])
def test_a_name_that_stands_for_no_file_is_a_failure_and_the_others_are_done(
    verb: str, name: str, says: str, to_file: bool, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    given = str(tmp_path / name)
    out = tmp_path / "out"
    output = ["--output", str(out)] if to_file and verb in ("extract", "convert") else []
    assert main([verb, given, str(article), *output]) == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [f"cnbiznews: {given}: {captured.err.strip().rpartition(': ')[2]}"]
    assert says in captured.err
    written = "".join(path.read_text("utf-8") for path in [out, *out.rglob("*.txt")] if path.is_file())
    assert "京东" in (written if output else captured.out)


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


# read


def test_read_prints_the_text(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(article)]) == 0
    assert capsys.readouterr().out == f"{SENTENCE}\n"


def test_read_names_the_files_if_there_are_several(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "b.html"
    other.write_text("<p>净利润1亿元。</p>", encoding="utf-8")
    assert main(["read", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"==> {article} <==\n{SENTENCE}\n\n==> {other} <==\n净利润1亿元。\n"


def test_read_shows_blocks_with_their_place_in_the_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.html"
    page.write_text("<h1>三季报</h1><p>营收5亿元。</p>", encoding="gb18030")
    assert main(["read", "--format", "table", str(page)]) == 0
    out = capsys.readouterr().out
    assert "gb18030 · html · 三季报" in out
    assert [line.split() for line in out.splitlines() if line.startswith("paragraph")] == [
        ["paragraph", "15", "21", "营收5亿元。"]
    ]


def test_read_gives_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\ntitle: 三季报\ndate: 2025-10-30\n---\n甲\t1\n乙\t2\n", encoding="utf-8")
    assert main(["read", "--format", "jsonl", str(page)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["title"], row["date"], row["format"]) == ("三季报", "2025-10-30", "markdown")
    assert [block["kind"] for block in row["blocks"]] == ["title", "table row", "table row"]
    assert [row["text"][slice(*cell)] for cell in row["blocks"][2]["cells"]] == ["乙", "2"]


def test_markup_and_encoding_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.txt"
    page.write_text("<b>青</b>", encoding="gb18030")
    assert main(["read", "--markup", "text", "--encoding", "gbk", str(page)]) == 0
    assert capsys.readouterr().out == "<b>青</b>\n"


@pytest.mark.parametrize("verb", ["read", "extract"])
def test_what_is_no_text_is_named_and_does_not_stop_the_rest(
    verb: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = tmp_path / "0.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert main([verb, str(image), str(tmp_path), str(article)]) == 1
    captured = capsys.readouterr()
    assert "0.png: this is a PNG image" in captured.err
    assert "京东" in captured.out


def test_an_unknown_encoding_is_said_for_every_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--encoding", "gbk99", str(article)]) == 1
    assert "'gbk99' is no known encoding" in capsys.readouterr().err


def test_an_empty_folder_is_a_failure_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path)]) == 1
    assert "no articles in" in capsys.readouterr().err


def test_hidden_files_of_a_folder_are_left_out(article: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "note.txt").write_text("x", encoding="utf-8")
    assert [item.path for item in find_inputs([str(tmp_path)])] == [article]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_progress_bar_is_for_terminals_and_leaves_nothing_behind(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert each_input([str(article)] * 4, lambda _: None) == 0
    shown = terminal.getvalue()
    assert "[█████░░░░░░░░░░░░░░░] 1/4" in shown
    assert shown.endswith("\r\x1b[K")
    terminal.truncate(0)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert each_input([str(article)] * 4, lambda _: None) == 0
    assert "█" not in terminal.getvalue()[terminal.getvalue().rfind("\0") + 1 :]


def test_a_mistake_in_the_library_does_not_stop_the_rest(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = []

    def work(item: Input) -> None:
        seen.append(item)
        if len(seen) == 1:
            raise KeyError("x")

    assert each_input([str(article), str(article)], work) == 1
    assert len(seen) == 2
    assert "internal error: KeyError: 'x'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--format", "csv", "--output", "no/such/folder/o.csv"], "no/such/folder/o.csv: No such file"),
        (["--format", "parquet"], "needs --output"),
    ],
)
def test_an_output_that_cant_be_written_is_wrong_usage(
    options: list[str], problem: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", *options, str(article)]) == 2
    assert problem in capsys.readouterr().err
