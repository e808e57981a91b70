"""Frames: every example gives its rows, every frame is put to use, and files of a user are checked."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from cnbiznews.errors import LexiconError
from cnbiznews.facts import Frame, Frames, default_frames
from tests.facts.rows import extractor, lines, tidied


@pytest.mark.parametrize("frame", default_frames().frames, ids=lambda frame: frame.id)
def test_example_gives_its_rows(frame: Frame) -> None:
    assert frame.example, f"frame {frame.id!r} (line {frame.line}) has no example"
    assert sorted(lines(frame.example)) == sorted(tidied(frame.rows))


def test_every_frame_decides_in_its_own_example() -> None:
    idle = [
        frame.id
        for frame in default_frames().frames
        if frame.id not in {fact.frame for fact in extractor().extract(frame.example).facts}
    ]
    assert idle == []


def test_ids_are_unique() -> None:
    ids = [frame.id for frame in default_frames().frames]
    assert len(ids) == len(set(ids))


def test_own_frames_go_first(tmp_path: Path) -> None:
    path = tmp_path / "frames.toml"
    path.write_text(
        '[[frame]]\nid = "slump"\nbefore = "change"\nfigure = "percent"\nrole = "difference"\n', encoding="utf-8"
    )
    frames = Frames.load(path)
    assert frames.frames[0].id == "slump"
    assert len(frames.frames) == len(default_frames().frames) + 1
    assert len(Frames.load(path, extend=False).frames) == 1


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ('[[frame]]\nid = "a"\nfigure = "percent"\n', 1, "the key 'role' is missing"),
        ('[[frame]]\nid = "a"\nfigure = "percent"\nrole = "growth"\n', 1, "unknown role 'growth'"),
        ('\n[[frame]]\nid = "a"\nfigure = "procent"\nrole = "level"\n', 2, "unknown figure 'procent'"),
        ('[[frame]]\nid = "a"\nfigure = "percent"\nrole = "level"\nbefore = "chainge"\n', 1, "unknown kind 'chainge'"),
        ('[[frame]]\nid = "a"\nfigure = "percent"\nrole = "level"\nverb = "x"\n', 1, "unknown key 'verb'"),
        ('[[frame]]\nid = "a"\nfigure = "percent"\nrole = "level"\ntext = "("\n', 1, "text"),
        ('[[frame]]\nid = "a"\nfigure = 3\nrole = "level"\n', 1, "figure"),
        ("[[frame]]\nid = \n", 2, "no valid TOML"),
        *[
            (
                f'[[frame]]\nid = "a"\nfigure = "percent"\nrole = "level"\nrows = ["{row}"]\n',
                1,
                "is not written as company",
            )
            for row in ("", "蓝岭电器", "蓝岭电器 | | 营收 | growth | 12", "a | b | c | level | 5" + " | " * 7)
        ],
    ],
)
def test_wrong_files_name_file_and_line(tmp_path: Path, content: str, line: int, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.toml") as caught:
        Frames.load(path)
    assert f"line {line}" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "there is no frame in it"),
        ("# a remark\n", "there is no frame in it"),
        ('[[frames]]\nid = "a"\n', "unknown table 'frames'"),
    ],
)
def test_files_without_frames(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        Frames.load(path)


def test_wrong_cues_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text("surface\tkind\tvalue\n暴增\tchange\tup\n腰斩\tslump\tdown\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cues\.tsv.*line 3.*unknown kind 'slump'"):
        Frames.load(cues=path)
    with pytest.raises(LexiconError, match="can't be read"):
        Frames.load(cues=tmp_path / "nowhere.tsv")


def test_frames_survive_pickling() -> None:
    copy = pickle.loads(pickle.dumps(default_frames()))
    assert [frame.id for frame in copy.frames] == [frame.id for frame in default_frames().frames]
