"""The page on facts lists the frames as they are."""

from __future__ import annotations

from scripts.build_facts_docs import PAGE, page


def test_the_list_of_frames_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "run python scripts/build_facts_docs.py"
