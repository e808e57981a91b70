"""Packed models: the same model back, and what is no model is named."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import srsly  # type: ignore[import-untyped]

from cnbiznews.segmentation import ModelError, load, model_file, pack, unpack
from cnbiznews.segmentation.dictionary import Dictionary
from cnbiznews.segmentation.packing import NEGLIGIBLE, dictionary_of

TAGS = ["B", "B_single", "I", "I_end", "I_first"]


def saved(folder: Path) -> dict[str, list[float]]:
    """Save a tiny model the way spacy_pkuseg does; return its features with their weights."""
    weights = {
        "$$": [0.5, -0.5, 0.25, 0.0, 1.0],
        "c.营": [2.0, -1.0, 0.0, 0.0, 0.125],
        "w1.营收": [1.5, -0.5, 0.0, 0.0, 0.0],
        "ww.l.净*利润": [0.0, 0.0, 0.0, 0.0, 3.0],
        "c.无": [NEGLIGIBLE / 2] * 5,
    }
    transitions = [[float(5 * row + column) for column in range(5)] for row in range(5)]
    rows = np.array([*weights.values(), *transitions])
    srsly.write_msgpack(
        folder / "features.msgpack",
        {
            "unigram": ["营收", "利润", "净"],
            "bigram": ["净*利润"],
            "feature_to_idx": {name: row for row, name in enumerate(weights)},
            "tag_to_idx": {tag: number for number, tag in enumerate(TAGS)},
        },
    )
    np.savez(folder / "weights.npz", sizes=np.array([5, len(weights)]), w=rows.ravel())
    return weights


def test_a_packed_model_comes_back(tmp_path: Path) -> None:
    weights = saved(tmp_path)
    pack(tmp_path, tmp_path / "model.zip", {"corpus": "手写"}, Dictionary({"停牌": 3, "把": 30}, ["停牌"]))
    meta = unpack(tmp_path / "model.zip", tmp_path / "out")
    assert (meta["corpus"], meta["tags"]) == ("手写", TAGS)
    data = srsly.read_msgpack(tmp_path / "out/features.msgpack")
    assert set(data["feature_to_idx"]) == set(weights) - {"c.无"}, "what weighs nothing is left out"
    assert data["feature_to_idx"]["$$"] == 0
    assert data["unigram"] == ["净", "利润", "营收"], "from the names of the features"
    with np.load(tmp_path / "out/weights.npz") as stored:
        tags, count = stored["sizes"]
        rows = stored["w"].reshape(-1, tags)
    for name, row in data["feature_to_idx"].items():
        assert rows[row].tolist() == weights[name]
    assert rows[count:].ravel().tolist() == list(range(25)), "the transitions"
    dictionary = dictionary_of(tmp_path / "model.zip")
    assert dict(dictionary.counts) == {"停牌": 3, "把": 30}
    assert dictionary.kept == {"停牌"}


def test_a_model_needs_no_dictionary(tmp_path: Path) -> None:
    saved(tmp_path)
    pack(tmp_path, tmp_path / "model.zip", {})
    assert dictionary_of(tmp_path / "model.zip").find("停牌") == []


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    saved(tmp_path)
    for name in ("one.zip", "two.zip"):
        pack(tmp_path, tmp_path / name, {})
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no segmentation model at"),
        (b"", "is not a packed segmentation model"),
        (b"PK\x03\x04 no more", "is not a packed segmentation model"),
        ({}, "is not a packed segmentation model"),
        ({"meta.json": b"{"}, "is not a packed segmentation model"),
        ({"meta.json": b"[]"}, "is not a packed segmentation model"),
        ({"meta.json": b'{"format": 1, "tags": 5}'}, "is not a packed segmentation model"),
        ({"meta.json": b'{"format": 1, "tags": []}', "weights.npy": b"?"}, "is not a packed segmentation model"),
        ({"meta.json": b'{"format": 2, "tags": []}'}, "has format 2, this version reads 1; update cnbiznews"),
        (
            {"meta.json": b'{"format": 1, "tags": ["B", "I"]}', "features.txt": "$$\nc.营".encode()},
            "is damaged: 2 features",
        ),
    ],
)
def test_what_is_no_model_is_named(content: bytes | dict[str, bytes] | None, message: str, tmp_path: Path) -> None:
    file = tmp_path / "model.zip"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content is not None:
        array = io.BytesIO()
        np.save(array, np.zeros((3, 2)))
        with zipfile.ZipFile(file, "w") as archive:
            for name, part in {
                **({"features.txt": b"$$", "weights.npy": array.getvalue()} if content else {}),
                **content,
            }.items():
                archive.writestr(name, part)
    with pytest.raises(ModelError, match=message):
        unpack(file, tmp_path / "out")


def test_a_folder_is_no_packed_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a packed segmentation model"):
        unpack(tmp_path, tmp_path / "out")


def test_models_are_found_by_path_and_by_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_file(tmp_path / "mine.zip") == tmp_path / "mine.zip"
    package = tmp_path / "some_segmentation_model"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.zip").write_bytes(b"")
    monkeypatch.syspath_prepend(tmp_path)
    assert model_file("some_segmentation_model").read_bytes() == b""
    for name in ("no_such_package", "os"):
        with pytest.raises(ModelError, match=f"no file and no package with a model named '{name}'"):
            model_file(name)


def test_without_the_default_model_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnbiznews.segmentation.segmenter.DEFAULT_MODEL", "cnbiznews_no_model")
    with pytest.raises(ModelError, match=r"pip install \./models/cnbiznews-segmentation-gsd"):
        load()


def test_the_model_of_the_repository_says_what_it_is(model_path: Path) -> None:
    with zipfile.ZipFile(model_path) as archive:
        meta = json.loads(archive.read("meta.json"))
    assert meta["licence"] == "CC BY-SA 4.0"
    assert any("GSD" in corpus for corpus in meta["corpora"])
    assert model_path.stat().st_size < 6_000_000
