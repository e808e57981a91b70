"""The matcher against a naive reference, and its speed in proportion to the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.matching import Matcher

# Few letters, so that surfaces often occur and overlap; an astral one, a lone surrogate, Latin in both cases, a digit.
LETTERS = "京东物流𠮷\ud800aA1-"
SURFACES = st.lists(st.text(LETTERS, max_size=5), max_size=12)


def naive(surfaces: Sequence[str], text: str) -> list[tuple[int, int, int]]:
    found, place = [], 0
    while place < len(text):
        hits = [surface for surface in surfaces if surface and text.startswith(surface, place)]
        if hits:
            best = max(hits, key=len)
            found.append((place, place + len(best), surfaces.index(best)))
            place += len(best)
        else:
            place += 1
    return found


def naive_words(surfaces: Sequence[str], text: str) -> list[tuple[int, int, int]]:
    def latin(char: str) -> bool:
        return char.isascii() and char.isalnum()

    folded = [surface.lower() for surface in surfaces]
    found, place, low = [], 0, text.lower()
    while place < len(low):
        hits = []
        for surface in folded:
            end = place + len(surface)
            if not surface or not low.startswith(surface, place):
                continue
            if place and latin(low[place - 1]) and latin(surface[0]):
                continue
            if end < len(low) and latin(low[end]) and latin(surface[-1]):
                continue
            hits.append(surface)
        if hits:
            best = max(hits, key=len)
            found.append((place, place + len(best), folded.index(best)))
            place += len(best)
        else:
            place += 1
    return found


@given(SURFACES, st.text(LETTERS, max_size=60))
def test_same_as_naive(surfaces: list[str], text: str) -> None:
    assert Matcher(surfaces).find(text) == naive(surfaces, text)


@given(SURFACES, st.text(LETTERS, max_size=60))
def test_words_same_as_naive(surfaces: list[str], text: str) -> None:
    assert Matcher(surfaces, words=True).find(text) == naive_words(surfaces, text)


@given(st.lists(st.text(max_size=4), max_size=8), st.text(max_size=80))
def test_any_text(surfaces: list[str], text: str) -> None:
    assert Matcher(surfaces).find(text) == naive(surfaces, text)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "京", "𠮷"])
def test_nothing_to_find(text: str) -> None:
    assert Matcher(["京东", "𠮷野家"]).find(text) == []
    assert Matcher([]).find(text) == []


def test_surface_at_the_very_end() -> None:
    assert Matcher(["京东", "京东物流"]).find("在京东") == [(1, 3, 0)]
    assert Matcher(["京", "京东物流"]).find("京东物") == [(0, 1, 0)]


def test_a_letter_beyond_ascii_keeps_its_length() -> None:
    # Lower-casing İ gives two characters; offsets after it must not move.
    assert Matcher(["jd"], words=True).find("İ JD") == [(2, 4, 0)]
