"""The quality reached on annotated texts is a floor: a change that lowers it fails here.

The figures stand in docs/quality.md. A digest of the annotations guards against floors that hold because gold moved.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.score import Score, score_folder

GOLD = Path(__file__).parent.parent / "gold"
DIGESTS = {"seeds": "4beb76831b4414eedebb3b3abdfc745daa51c9c2812f78fcdb78a6afbf47a4a6"}
FLOORS = {
    ("quantity core strict", "core strict", "core"): 0.98,
    ("quantity time strict", "time strict", "time"): 0.98,
    ("company span", "company span", "company"): 0.97,
    ("fact row", "fact row", "fact"): 0.90,
    ("fact full", "fact full", "fact"): 0.75,
}


def digest(folder: Path) -> str:
    """Return the digest of the names and contents of the files of ``folder``."""
    result = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        result.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return result.hexdigest()


@pytest.fixture(scope="module")
def seeds() -> Score:
    return score_folder(GOLD / "seeds")


@pytest.mark.parametrize("folder", DIGESTS)
def test_the_gold_did_not_move(folder: str) -> None:
    assert digest(GOLD / folder) == DIGESTS[folder], f"tests/gold/{folder} changed: look at every floor again"


def test_no_text_fails(seeds: Score) -> None:
    assert seeds.errors == []


@pytest.mark.parametrize(("name", "hit", "group"), FLOORS)
def test_floor(seeds: Score, name: str, hit: str, group: str) -> None:
    reached = seeds.f1(hit, group)
    assert reached["f1"] >= FLOORS[name, hit, group], f"{name}: {reached}"


def test_floor_of_canonical_names(seeds: Score) -> None:
    assert seeds.share("company canonical", "company span") >= 0.97
