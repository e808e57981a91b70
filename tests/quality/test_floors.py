"""The quality reached on annotated texts is a floor: a change that lowers it fails here.

The figures stand in docs/quality.md. A digest of the annotations guards against floors that hold because gold moved.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from benchmarks.score import Score, score_texts

GOLD = Path(__file__).parent.parent / "gold"
DIGESTS = {
    "seeds": "4beb76831b4414eedebb3b3abdfc745daa51c9c2812f78fcdb78a6afbf47a4a6",
    "articles.jsonl": "e8e086ea0deab1ba2786b1a1afa7c409b3ebd13c5fdd19710db5e26680204507",
    "more_articles.jsonl": "7698a32bc49025e7a4a359390d27d202dbd897f94c189e55354c324382c9fece",
    "named_firms.jsonl": "d03b407fd13664ffe9a6656c74be86d5d6c6145777ea12e7e48a90469ba17dff",
    "more_patterns.jsonl": "06ebe3ac72e0b167b309bafa87010380046f5b262b136c05dbe237480e2bb5ef",
    "patterns.jsonl": "19c2ef588ecd744ae88b34a8ff31a62f3ec1ad87162e0b51f0d10989dc9ece9b",
}
# What is measured: the count of what is right, and of what.
MEASURES = {
    "quantity core strict": ("core strict", "core"),
    "quantity time strict": ("time strict", "time"),
    "company span": ("company span", "company"),
    "fact row": ("fact row", "fact"),
    "fact full": ("fact full", "fact"),
}
FLOORS = {
    "seeds": (0.98, 0.98, 0.97, 0.90, 0.75),
    "articles.jsonl": (0.97, 0.97, 0.95, 0.91, 0.69),
    "more_articles.jsonl": (None, None, 0.97, 0.89, 0.70),  # quantities are not annotated there
    "named_firms.jsonl": (None, None, 0.94, 0.80, 0.49),
    "more_patterns.jsonl": (None, None, 0.94, 0.70, 0.36),
    "patterns.jsonl": (0.97, 0.98, 0.95, 0.82, 0.64),
}
CANONICAL = {
    "seeds": 0.97,
    "articles.jsonl": 0.96,
    "more_articles.jsonl": 0.97,
    "named_firms.jsonl": 0.94,
    "more_patterns.jsonl": 0.96,
    "patterns.jsonl": 0.93,
}


def digest(path: Path) -> str:
    """Return the digest of a file, or of the names and contents of the files of a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    result = hashlib.sha256()
    for file in sorted(path.iterdir()):
        result.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return result.hexdigest()


@cache
def score_of(gold: str) -> Score:
    return score_texts(GOLD / gold)


def test_a_set_that_is_not_there_is_no_score_of_zero() -> None:
    with pytest.raises(ValueError, match=r"patterns\.jsonl has no annotated text or set named nowhere"):
        score_texts(GOLD / "patterns.jsonl", {"nowhere"})


@pytest.mark.parametrize("gold", DIGESTS)
def test_the_gold_did_not_move(gold: str) -> None:
    assert digest(GOLD / gold) == DIGESTS[gold], f"tests/gold/{gold} changed: look at every floor again"


@pytest.mark.parametrize("gold", FLOORS)
def test_no_text_fails(gold: str) -> None:
    assert score_of(gold).errors == []


@pytest.mark.parametrize(
    ("gold", "name", "floor"),
    [
        (gold, name, floor)
        for gold, floors in FLOORS.items()
        for name, floor in zip(MEASURES, floors, strict=True)
        if floor is not None
    ],
)
def test_floor(gold: str, name: str, floor: float) -> None:
    reached = score_of(gold).f1(*MEASURES[name])
    assert reached["f1"] >= floor, f"{gold}, {name}: {reached}"


@pytest.mark.parametrize(("gold", "floor"), CANONICAL.items())
def test_floor_of_canonical_names(gold: str, floor: float) -> None:
    assert score_of(gold).share("company canonical", "company span") >= floor
