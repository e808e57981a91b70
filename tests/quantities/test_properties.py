"""Properties: numbers survive writing and reading, generated quantities are found, nothing raises."""

from __future__ import annotations

import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnbiznews.errors import NumberError
from cnbiznews.quantities import STYLES, format_number, parse_number, parse_quantity, scan
from cnbiznews.testing import Phrase, quantities, sentences

NUMBERS = st.one_of(
    st.integers(-(10**48) + 1, 10**48 - 1).map(Decimal),
    st.integers(-(10**12), 10**12).map(Decimal),
    st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**15), st.integers(0, 8)),
    st.builds(lambda digit, zeros: Decimal(digit) * 10**zeros, st.integers(1, 999), st.integers(0, 45)),
)
PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789一二三两十百千万亿兆点.,%％-~至到、第前半几数多余个",
            *"年月日季元角分成折倍番双超约近上比:/()（）每A$ \n",
        ]
    )
)


@given(NUMBERS, st.sampled_from(STYLES))
@example(Decimal("20000000007"), "mixed")
@example(Decimal("1000000000000"), "chinese")
def test_every_style_is_read_back(value: Decimal, style: str) -> None:
    assert parse_number(format_number(value, style)) == value


@given(st.fractions(max_denominator=10**6), st.sampled_from(STYLES))
def test_fractions_are_read_back(value: Fraction, style: str) -> None:
    assert parse_number(format_number(value, style)) == value


@given(quantities())
def test_generated_quantities_are_read_whole(phrase: Phrase) -> None:
    found = parse_quantity(phrase.text)
    assert (found.type, found.value, found.value2, found.bound, found.unit) == phrase[1:]


@given(sentences())
def test_generated_quantities_are_found(drawn: tuple[str, Phrase, int]) -> None:
    text, phrase, start = drawn
    (found,) = scan(text)
    assert (found.start, found.text) == (start, phrase.text)
    assert (found.type, found.value, found.value2, found.bound, found.unit) == phrase[1:]


@given(st.lists(sentences(), min_size=2, max_size=4))
def test_concatenation_is_union(drawn: list[tuple[str, Phrase, int]]) -> None:
    texts = [text for text, _, _ in drawn]
    expected, offset = [], 0
    for text in texts:
        expected += [(found.start + offset, found.end + offset, found.value) for found in scan(text)]
        offset += len(text)
    assert [(found.start, found.end, found.value) for found in scan("".join(texts))] == expected


@given(st.one_of(st.text(st.characters(exclude_categories=[])), PIECES.map("".join)))
@example("\ud800第")
@example("9" * 5000)
@example("一" * 300)
def test_no_text_raises(text: str) -> None:
    end = 0
    for found in scan(text, names=True):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        end = found.end
        found.to_dict()


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_parsing_fails_only_with_a_position(text: str) -> None:
    for parse in (parse_number, parse_quantity):
        try:
            parse(text)
        except NumberError as error:
            assert 0 <= error.position <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "万",
        "亿",
        "点",
        "%",
        "1,",
        "(",
        "1、",
        "一、",
        "1-",
        "三四",
        "百分之",
        "1年",
        "几",
        "1 ",
        "1+",
        "第",
        "1\n亿",
        "半",
    ],
)
def test_work_grows_with_length_only(unit: str) -> None:
    def calls(size: int) -> int:
        text = unit * (size // len(unit))
        count = 0

        def profile(_frame: object, _event: str, _argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(profile)
        try:
            scan(text)
        finally:
            sys.setprofile(None)
        return count

    calls(100)  # tables are read on first use
    assert calls(8000) < 11 * calls(800) + 1000
