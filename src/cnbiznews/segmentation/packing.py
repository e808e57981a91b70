"""A pkuseg model as one small file, and back.

spacy_pkuseg saves a model as a folder: feature names, and one float64 weight per feature and tag (16 MB for a corpus of
100,000 words). Packed, the names are sorted (so that they compress), the weights have half precision, features whose
weights round to nothing are left out, and the word lists are left out, too, since the names of the features repeat
them. What stays is about a fifth, and segments the same.

The packed file is a plain zip of ``meta.json``, ``features.txt`` (one name a line), ``weights.npy`` (a row per feature,
a column per tag, and the transitions between tags at the end) and ``words.txt`` (the dictionary that corrects it).
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cnbiznews.errors import CnBizNewsError
from cnbiznews.segmentation.dictionary import Dictionary

__all__ = ["ModelError", "dictionary_of", "pack", "unpack"]

FORMAT = 1
# spacy_pkuseg gives every character the feature of index 0, whatever its name.
START = "$$"
# Sums of some fifty weights are compared: what is below this can't decide one.
NEGLIGIBLE = 0.01


class ModelError(CnBizNewsError):
    """A segmentation model is missing or can't be read."""


def pack(folder: Path, file: Path, meta: dict[str, Any], dictionary: Dictionary | None = None) -> None:
    """Pack a model that ``spacy_pkuseg.train`` saved into one file; the same model gives the same bytes.

    Args:
        folder: where it was saved.
        file: the packed model to write.
        meta: where the model comes from.
        dictionary: the words that correct it.
    """
    import numpy as np
    import srsly  # type: ignore[import-untyped]

    data: dict[str, Any] = srsly.read_msgpack(folder / "features.msgpack")
    with np.load(folder / "weights.npz") as stored:
        tags, count = (int(size) for size in stored["sizes"])
        weights = stored["w"].reshape(-1, tags)
    index: dict[str, int] = data["feature_to_idx"]
    matter = np.abs(weights[:count]).max(axis=1) >= NEGLIGIBLE
    names = [START, *sorted(name for name, row in index.items() if name != START and matter[row])]
    rows = np.concatenate([weights[[index[name] for name in names]], weights[count:]])
    array = io.BytesIO()
    np.save(array, rows.astype("<f2"), allow_pickle=False)
    ordered = sorted(data["tag_to_idx"], key=data["tag_to_idx"].__getitem__)
    parts = {
        "meta.json": json.dumps({"format": FORMAT, "tags": ordered, **meta}, ensure_ascii=False, indent=1).encode(),
        "features.txt": "\n".join(names).encode(),
        "weights.npy": array.getvalue(),
        "words.txt": dictionary.dumps().encode() if dictionary else b"",
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            # A fixed date, so that the same model gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def unpack(file: Path | Traversable, folder: Path) -> dict[str, Any]:
    """Write a packed model into ``folder`` in the form spacy_pkuseg (and spaCy's ChineseTokenizer) loads.

    Returns:
        The model's metadata: tags, corpus, licence, accuracy.

    Raises:
        ModelError: the file is missing, is no packed model, or one of another format.
    """
    import numpy as np
    import srsly

    parts = _parts(file)
    try:
        meta: dict[str, Any] = json.loads(parts["meta.json"])
        names = parts["features.txt"].decode("utf-8").split("\n")
        rows = np.load(io.BytesIO(parts["weights.npy"]), allow_pickle=False)
        form, tags = meta["format"], len(meta["tags"])
    except (KeyError, TypeError, ValueError) as error:
        raise _no_model(file, error) from None
    if form != FORMAT:
        raise ModelError(f"{file} has format {form}, this version reads {FORMAT}; update cnbiznews")
    if rows.shape != (len(names) + tags, tags):
        raise ModelError(f"{file} is damaged: {len(names)} features, but weights of shape {rows.shape}")
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "unigram": sorted(_words(names)),
        "bigram": [],
        "feature_to_idx": {name: row for row, name in enumerate(names)},
        "tag_to_idx": {tag: number for number, tag in enumerate(meta["tags"])},
    }
    srsly.write_msgpack(folder / "features.msgpack", data)
    np.savez(folder / "weights.npz", sizes=np.array([tags, len(names)]), w=rows.astype(np.float64).ravel())
    return meta


def dictionary_of(file: Path | Traversable) -> Dictionary:
    """Return the dictionary that corrects the packed model ``file``; an empty one if it has none.

    Raises:
        ModelError: the file is missing or no packed model.
    """
    try:
        return Dictionary.loads(_parts(file)["words.txt"].decode("utf-8"), f"{file}/words.txt")
    except (KeyError, UnicodeDecodeError) as error:
        raise _no_model(file, error) from None


def _parts(file: Path | Traversable) -> dict[str, bytes]:
    try:
        with file.open("rb") as stream, zipfile.ZipFile(stream) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError:
        raise ModelError(f"there is no segmentation model at {file}; give the path of a packed model (.zip)") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, IsADirectoryError) as error:
        raise _no_model(file, error) from None


def _no_model(file: Path | Traversable, error: Exception) -> ModelError:
    return ModelError(f"{file} is not a packed segmentation model ({error}); make one with: train … --out")


def _words(features: Iterable[str]) -> set[str]:
    """The dictionary words a model asks for: its features are named ``w1.经济``, ``w-1.经济``, ``ww.l.经济*增长``."""
    words: set[str] = set()
    for feature in features:
        kind, _, rest = feature.partition(".")
        if kind in ("w1", "w-1"):
            words.add(rest)
        elif kind == "ww":
            words.update(rest[2:].split("*"))
    return words
