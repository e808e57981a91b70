"""The folder of compiled arrays: fresh, damaged, unwritable, shared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnbiznews.script.cache import cache_folder, compiled
from cnbiznews.script.compiled import Compiled, compile_pipeline
from cnbiznews.script.dictionaries import pipeline


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNBIZNEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def same(one: Compiled, other: Compiled) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("characters", "marks", "alone", "pairs", "triples", "links")
    )


def test_what_is_read_is_what_was_compiled(folder: Path) -> None:
    fresh = compiled("t2hk")
    [file] = folder.iterdir()
    assert same(fresh, compile_pipeline(pipeline("t2hk")))
    assert same(compiled("t2hk"), fresh)
    assert [*folder.iterdir()] == [file]


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 1000])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    fresh = compiled("t2hk")
    [file] = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage or whole[:-1] + b"\xff")
    assert same(compiled("t2hk"), fresh)
    assert file.read_bytes() == whole


def test_files_of_other_data_are_removed(folder: Path) -> None:
    folder.mkdir()
    (folder / "t2hk-0123.arrays").write_bytes(b"old")
    (folder / "t2tw-0123.arrays").write_bytes(b"another configuration's")
    compiled("t2hk")
    assert sorted(path.name.partition("-")[0] for path in folder.iterdir()) == ["t2hk", "t2tw"]


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CNBIZNEWS_CACHE", str(tmp_path / "file" / "cache"))
    assert same(compiled("t2hk"), compile_pipeline(pipeline("t2hk")))


def test_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    for name in ("CNBIZNEWS_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert same(compiled("t2hk"), compile_pipeline(pipeline("t2hk")))


def test_the_usual_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CNBIZNEWS_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "cnbiznews"


def test_several_processes_at_once(folder: Path) -> None:
    code = "from cnbiznews.script import convert; print(convert('后台', 's2hk'))"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0].strip() for process in running] == ["後台"] * 3
    [file] = folder.iterdir()
    assert file.name.startswith("s2hk-")
