"""AlignedText: its algebra, as laws, and its conventions, as cases."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.alignment import AlignedText, Edit, Step
from cnbiznews.errors import AlignmentError

LETTERS = "甲乙丙丁𠮷a1 \n"
texts = st.text(LETTERS, max_size=12)


@st.composite
def edit_lists(draw: st.DrawFn, length: int) -> list[Edit]:
    points = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return [Edit(start, end, draw(st.text("XYZ", max_size=3)), "test") for start, end in pairs]


@st.composite
def one_step(draw: st.DrawFn, text: str) -> AlignedText:
    aligned = AlignedText.identity(text)
    kind = draw(st.sampled_from(["edit", "map", "slice", "nothing"]))
    if kind == "edit":
        return aligned.edit(draw(edit_lists(len(text))), "edit")
    if kind == "map":
        return aligned.map("".join(draw(st.sampled_from("MN" + c)) for c in text), "map")
    if kind == "slice":
        start = draw(st.integers(0, len(text)))
        return aligned[start : draw(st.integers(start, len(text)))]
    return aligned


@st.composite
def chains(draw: st.DrawFn, count: int = 3) -> list[AlignedText]:
    """Alignments each of which starts from the text of the one before."""
    text = draw(texts)
    result = []
    for _ in range(count):
        result.append(draw(one_step(text)))
        text = result[-1].text
    return result


@st.composite
def aligned_texts(draw: st.DrawFn) -> AlignedText:
    first, second, third = draw(chains())
    return first.then(second).then(third)


def replay(step: Step) -> str:
    """The step's result, rebuilt from its single changes alone."""
    pieces, at = [], 0
    for edit in step.diff():
        pieces += [step.before[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*pieces, step.before[at:]])


@given(chains())
def test_composition_is_associative(chain: list[AlignedText]) -> None:
    a, b, c = chain
    left, right = a.then(b).then(c), a.then(b.then(c))
    assert left == right
    for start in range(len(left) + 1):
        for end in range(start, len(left) + 1):
            assert left.source_span(start, end) == right.source_span(start, end)


@given(aligned_texts())
def test_identity_is_neutral(aligned: AlignedText) -> None:
    assert AlignedText.identity(aligned.source).then(aligned) == aligned
    assert aligned.then(AlignedText.identity(aligned.text)) == aligned


@given(aligned_texts())
def test_replaying_the_steps_gives_the_text(aligned: AlignedText) -> None:
    text = aligned.source
    for step in aligned.steps:
        assert step.before == text
        text = replay(step)
        assert step.text == text
    assert text == aligned.text


@given(aligned_texts(), st.data())
def test_source_spans_are_monotone_and_nested(aligned: AlignedText, data: st.DataObject) -> None:
    n = len(aligned)
    start = data.draw(st.integers(0, n))
    end = data.draw(st.integers(start, n))
    inner_start = data.draw(st.integers(start, end))
    inner_end = data.draw(st.integers(inner_start, end))
    outer = aligned.source_span(start, end)
    inner = aligned.source_span(inner_start, inner_end)
    assert 0 <= outer[0] <= outer[1] <= len(aligned.source)
    if inner_start < inner_end:
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    # A span starts where its first character starts and ends where its last one ends.
    if start < end:
        assert outer == (aligned.source_span(start, start + 1)[0], aligned.source_span(end - 1, end)[1])


@given(aligned_texts(), st.data())
def test_text_spans_are_monotone(aligned: AlignedText, data: st.DataObject) -> None:
    n = len(aligned.source)
    start = data.draw(st.integers(0, n))
    end = data.draw(st.integers(start, n))
    middle = data.draw(st.integers(start, end))
    whole = aligned.text_span(start, end)
    assert 0 <= whole[0] <= whole[1] <= len(aligned)
    if start < middle < end:
        assert whole[0] <= aligned.text_span(start, middle)[1]
        assert aligned.text_span(middle, end)[0] <= whole[1]


@given(aligned_texts())
def test_both_directions_agree(aligned: AlignedText) -> None:
    """What a character was made from became (at least) that character."""
    for at in range(len(aligned)):
        start, end = aligned.source_span(at, at + 1)
        back = aligned.text_span(start, end)
        assert back[0] <= at < back[1] or aligned.source == ""


@given(aligned_texts(), st.data())
def test_a_gap_maps_between_its_neighbours(aligned: AlignedText, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(aligned)))
    low, high = aligned.source_span(at, at)
    assert low <= high
    before = aligned.source_span(at - 1, at) if at else (0, 0)
    after = aligned.source_span(at, at + 1) if at < len(aligned) else (len(aligned.source),) * 2
    assert before[0] <= low <= high <= max(after[1], before[1])


@given(aligned_texts(), st.data())
def test_a_slice_maps_like_the_whole(aligned: AlignedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(aligned)))
    end = data.draw(st.integers(start, len(aligned)))
    part = aligned[start:end]
    assert part.text == aligned.text[start:end]
    assert part.source == aligned.source
    for at in range(len(part)):
        assert part.source_span(at, at + 1) == aligned.source_span(start + at, start + at + 1)


@given(aligned_texts(), st.lists(st.integers(0, 12), max_size=4), st.sampled_from(["", "|", "--"]))
def test_joined_slices_keep_their_sources(aligned: AlignedText, cuts: list[int], separator: str) -> None:
    points = sorted({0, len(aligned), *(min(cut, len(aligned)) for cut in cuts)})
    # Cut only where the source can be cut too: not inside a rewritten block.
    points = [p for p in points if p in (0, len(aligned)) or _is_cut(aligned, p)]
    parts = [aligned[a:b] for a, b in pairwise(points)]
    joined = AlignedText.concat(parts, separator)
    assert joined.text == separator.join(part.text for part in parts)
    at = 0
    for part in parts:
        for offset in range(len(part)):
            inner = part.source_span(offset, offset + 1)
            outer = joined.source_span(at + offset, at + offset + 1)
            assert outer[0] <= inner[0] <= inner[1] <= outer[1]
        at += len(part) + len(separator)


def _is_cut(aligned: AlignedText, at: int) -> bool:
    return aligned.source_span(at - 1, at)[1] <= aligned.source_span(at, at + 1)[0]


CASES = [
    # source, edits, span in the text, its source
    ("業(yè)績", [(1, 5, "")], (0, 1), (0, 1), "a gloss behind a character is not part of it"),
    ("業(yè)績", [(1, 5, "")], (0, 2), (0, 6), "a gloss inside a span is"),
    ("業(yè)績", [(1, 5, "")], (1, 2), (5, 6), "nor is a gloss in front of a character"),
    ("業(yè)績", [(1, 5, "")], (1, 1), (1, 5), "the gap holds what was deleted there"),
    ("甲乙", [(1, 1, "X")], (1, 2), (0, 1), "an insertion belongs to the character before it"),
    ("甲乙", [(0, 0, "X")], (0, 1), (0, 1), "at the start, to the one after it"),
    ("", [(0, 0, "X")], (0, 1), (0, 0), "an empty source has nothing to point at"),
    ("a&amp;b", [(1, 6, "&")], (1, 2), (1, 6), "an entity is the source of its character"),
    ("&#20013;&#22269;", [(0, 8, "中"), (8, 16, "国")], (1, 2), (8, 16), "neighbouring edits stay apart"),
    ("商家?guī)砹", [(2, 8, "帶來了")], (3, 4), (2, 8), "inside a rewritten block the block is the source"),
]


@pytest.mark.parametrize(("source", "edits", "span", "expected", "why"), CASES)
def test_conventions(
    source: str, edits: list[tuple[int, int, str]], span: tuple[int, int], expected: tuple[int, int], why: str
) -> None:
    aligned = AlignedText.identity(source).edit([Edit(*edit, "case") for edit in edits], "case")
    assert aligned.source_span(*span) == expected, why


def test_an_insertion_inside_a_rewritten_block_keeps_the_block() -> None:
    first = AlignedText.identity("甲乙丙").edit([Edit(0, 2, "XYZ", "a")], "a")
    second = first.edit([Edit(1, 1, "!", "b")], "b")
    assert second.text == "X!YZ丙"
    assert second.source_span(1, 2) == (0, 2)
    assert second.source_span(4, 5) == (2, 3)


def test_nothing_to_do_returns_the_same_object() -> None:
    aligned = AlignedText.identity("京东")
    assert aligned.edit([], "nothing") is aligned
    assert aligned.map("京东", "nothing") is aligned
    assert aligned[:] is aligned


@pytest.mark.parametrize(
    "edits", [[Edit(1, 3, "", "x"), Edit(2, 4, "", "x")], [Edit(3, 5, "", "x")], [Edit(2, 1, "", "x")]]
)
def test_bad_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(AlignmentError):
        AlignedText.identity("四个字符").edit(edits, "bad")


def test_bad_spans_and_mappings_are_refused() -> None:
    aligned = AlignedText.identity("京东")
    for call in (
        lambda: aligned.source_span(0, 3),
        lambda: aligned.text_span(-1, 1),
        lambda: aligned.map("京", "bad"),
        lambda: aligned.replace_blocks("京东方", [(0, 1, 0, 1)], "bad"),
        lambda: aligned.then(AlignedText.identity("别的")),
        lambda: AlignedText.concat([aligned[1:2], aligned[0:1]]),
    ):
        with pytest.raises(AlignmentError):
            call()


@given(aligned_texts())
def test_pickling_keeps_everything(aligned: AlignedText) -> None:
    assert pickle.loads(pickle.dumps(aligned)) == aligned


def test_mapping_cost_depends_on_edits_not_on_characters() -> None:
    """A long text with few edits holds few blocks: nothing is stored per character."""
    long = "京东" * 500_000
    aligned = AlignedText.identity(long).edit([Edit(10, 12, "", "x"), Edit(900_000, 900_001, "ab", "x")], "x")
    assert len(aligned.steps[0].blocks) == 2
    assert aligned.source_span(900_000, 900_001) == (900_001, 900_002)


def test_joining_parts_does_not_pay_for_the_rest_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many parts take twice as many look-ups, not four times as many."""

    def lookups(count: int) -> int:
        calls = 0
        original = Step.to_text

        def counted(self: Step, start: int, end: int) -> tuple[int, int]:
            nonlocal calls
            calls += 1
            return original(self, start, end)

        source = "京東(x)营收\n" * count
        whole = AlignedText.identity(source).edit([Edit(8 * i + 2, 8 * i + 5, "", "gloss") for i in range(count)], "r")
        parts = [whole[5 * i : 5 * i + 4] for i in range(count)]
        monkeypatch.setattr(Step, "to_text", counted)
        assert AlignedText.concat(parts, "|").text == "|".join(["京東营收"] * count)
        monkeypatch.undo()
        return calls

    assert lookups(200) <= 2.2 * lookups(100)
