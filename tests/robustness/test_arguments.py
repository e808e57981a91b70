"""What is no text, no collection, no gazetteer: an error of the library that says what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import cnbiznews as cb
from cnbiznews import companies, metrics, quantities, segmentation
from cnbiznews.alignment import AlignedText, Edit
from cnbiznews.errors import ArgumentError, ConfigError, LexiconError, NumberError, ReadError
from cnbiznews.facts import Frames
from cnbiznews.periods import resolve
from cnbiznews.reading import decode
from cnbiznews.repair import channels
from cnbiznews.tabular import time_series

SENTENCE = "青禾电器二季度营业收入35亿元，同比增长22.4%。"

GLOSSED = AlignedText.identity("<p>企業(yè)</p>").edit([Edit(5, 9, "", "gloss")], "repair")

OF_TEXT: list[Callable[[Any], object]] = [
    cb.repair,
    cb.diagnose,
    cb.normalize,
    cb.convert,
    cb.to_simplified,
    cb.to_traditional,
    cb.detect_script,
    cb.find_quantities,
    cb.find_companies,
    cb.find_metrics,
    cb.find_abbreviations,
    AlignedText.identity,
    cb.parse_number,
    cb.parse_quantity,
    quantities.scan,
    companies.scan,
    metrics.scan,
    segmentation.plain,
    channels.entities,
    channels.unicode_escapes,
    channels.percent_escapes,
    channels.surrogate_pairs,
    channels.lookalikes,
    channels.controls,
    channels.replacement_characters,
    channels.glossed_gbk,
]


@pytest.mark.parametrize("value", [None, 3, b"text", ["text"], float("nan")], ids=repr)
@pytest.mark.parametrize("function", OF_TEXT, ids=lambda function: function.__name__)
def test_what_is_no_text_is_named(function: Callable[[Any], object], value: object) -> None:
    with pytest.raises(ArgumentError, match=rf"must be .*, not {type(value).__name__}") as raised:
        function(value)
    assert isinstance(raised.value, TypeError)
    assert isinstance(raised.value, cb.CnBizNewsError)


def test_bytes_are_sent_where_they_are_decoded() -> None:
    with pytest.raises(ArgumentError, match="repair_bytes"):
        cb.repair(b"text")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["", "text", None, 3])
def test_repair_bytes_wants_bytes(value: Any) -> None:
    with pytest.raises(ArgumentError, match="data must be bytes"):
        cb.repair_bytes(value)


@pytest.mark.parametrize("value", ["", "text", None, 3])
def test_decode_wants_bytes(value: Any) -> None:
    with pytest.raises(ArgumentError, match="data must be bytes"):
        decode(value)
    with pytest.raises(ArgumentError, match="data must be bytes"):
        channels.cut(value)


@pytest.mark.parametrize("data", [bytearray("营收".encode()), memoryview("营收".encode())])
def test_bytes_of_any_kind_are_decoded(data: Any) -> None:
    assert decode(data).text == "营收"


DAY = date(2025, 11, 14)
FIVE = cb.parse_quantity("5吨")


@pytest.mark.parametrize("value", [None, 3, b"text", ["text"], float("nan")], ids=repr)
@pytest.mark.parametrize(
    ("function", "argument"),
    [
        (lambda value: resolve(value, DAY), "text"),
        (lambda value: resolve("去年", value), "reference"),
        (lambda value: quantities.resolve(value, DAY), "quantity"),
        (quantities.to_pint, "quantity"),
        (FIVE.entails, "other"),
        (Frames, "frame"),
        (lambda value: AlignedText.identity("营收").edit(value, "mine"), "edits"),
        (AlignedText.concat, "what is joined"),
        (lambda value: cb.convert("营收", engine=value), "engine"),
    ],
)
def test_what_is_of_another_type_is_named(function: Callable[[Any], object], argument: str, value: object) -> None:
    with pytest.raises(ArgumentError, match=argument):
        function(value)


def test_a_day_with_a_time_is_a_day() -> None:
    for text in ("今年以来", "12月", "上周五"):
        assert resolve(text, datetime(2025, 11, 14, 9, 30)) == resolve(text, DAY)


@pytest.mark.parametrize("value", [10**5000, -(10**5000), Fraction(10**5000, 7)], ids=["+", "-", "/"])
def test_numbers_of_any_size_are_written_or_refused(value: Any) -> None:
    for style in ("chinese", "financial", "mixed"):
        with pytest.raises(NumberError, match=r"below 10\^48"):
            cb.format_number(value, style)
    for style in ("plain", "grouped", "digits"):
        assert len(cb.format_number(value, style)) > 5000


@pytest.mark.parametrize("value", [None, 3, ["text"]])
def test_what_can_not_be_read(value: Any) -> None:
    with pytest.raises(ReadError, match=type(value).__name__):
        cb.read(value)


@pytest.mark.parametrize("several", ["文本", b"text", AlignedText.identity("文本"), None, 3], ids=repr)
@pytest.mark.parametrize("function", [cb.convert_many, cb.extract_many])
def test_one_text_is_no_collection_of_texts(function: Callable[[Any], object], several: object) -> None:
    with pytest.raises(ArgumentError, match="a collection of"):
        function(several)


@pytest.mark.parametrize("workers", [0, -1, "2", 1.5, True])
def test_workers_are_a_positive_number(workers: Any) -> None:
    with pytest.raises(ConfigError, match="number of workers"):
        cb.extract_many([SENTENCE], workers=workers)


@pytest.mark.parametrize(
    "make",
    [
        lambda: cb.find_companies("x", "names.tsv"),  # type: ignore[arg-type]
        lambda: cb.Extractor(gazetteer="names.tsv"),  # type: ignore[arg-type]
    ],
)
def test_a_path_is_no_gazetteer(make: Callable[[], object]) -> None:
    with pytest.raises(ArgumentError, match=r"Gazetteer\.from_tsv\(path\)"):
        make()


def test_a_path_is_no_lexicon_and_a_number_no_frames() -> None:
    with pytest.raises(ArgumentError, match=r"Lexicon\.load\(path\)"):
        cb.find_metrics("x", "names.tsv")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match=r"Lexicon\.load\(path\)"):
        cb.Extractor(lexicon={})  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match=r"Frames\.load\(path\)"):
        cb.Extractor(frames=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [["于"], {"于": None}, {1: "于"}])
def test_words_of_a_conversion_are_words(words: Any) -> None:
    with pytest.raises(ArgumentError):
        cb.Converter("s2t", dictionary=words)


def test_an_error_without_a_line_names_none() -> None:
    assert str(LexiconError("mine.tsv", 0, "can't be read")) == "mine.tsv: can't be read"


# AlignedText as text


def test_a_part_is_looked_for_in_the_text() -> None:
    aligned = GLOSSED
    assert "企業" in aligned
    assert "yè" not in aligned


def test_single_characters_are_taken_from_the_text() -> None:
    aligned = AlignedText.identity("企业")
    with pytest.raises(ArgumentError, match="slice"):
        aligned[0]  # type: ignore[index]
    with pytest.raises(ArgumentError, match="its text"):
        list(aligned)  # type: ignore[call-overload]


def test_aligned_text_is_read_with_spans_in_its_own_source() -> None:
    source = "青禾電器二季度營業收入35億元。"
    aligned = cb.convert(source, "t2s")
    found = cb.extract(aligned)
    assert found.source == source
    assert [(fact.evidence, source[fact.start : fact.end]) for fact in found.facts] == [(source[:-1], source[:-1])]
    page = cb.read(GLOSSED)
    assert (page.text, page.source) == ("企業", "<p>企業(yè)</p>")


# many


def broken_after_two() -> Iterator[str]:
    yield SENTENCE
    yield SENTENCE
    raise RuntimeError("the source of the articles broke")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_done_is_given_before_the_error_of_the_sources(workers: int) -> None:
    results = cb.extract_many(broken_after_two(), workers=workers)
    assert [type(next(results)) for _ in range(2)] == [cb.Extraction, cb.Extraction]
    with pytest.raises(RuntimeError, match="broke"):
        next(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_can_not_be_sent_to_a_worker_is_one_failure(workers: int) -> None:
    sources: list[Any] = [SENTENCE, lambda: None, SENTENCE]
    first, second, third = cb.extract_many(sources, workers=workers)
    assert isinstance(first, cb.Extraction)
    assert isinstance(second, cb.Failure)
    assert (second.index, second.error) == (1, "ReadError")
    assert isinstance(third, cb.Extraction)


def test_values_are_numbers_to_reckon_with() -> None:
    level, change = cb.extract(SENTENCE).facts
    assert (level.number, change.number, change.number2) == (Decimal(3500000000), Decimal("22.4"), None)


@pytest.mark.parametrize(
    ("value", "number"),
    [("1/9", Fraction(1, 9)), ("6/4", Fraction(3, 2)), ("-0.5", Decimal("-0.5")), ("10-31", None), ("1/0", None)],
)
def test_numbers_of_values(value: str, number: object) -> None:
    [fact, *_] = cb.extract(SENTENCE).facts
    assert replace(fact, value=value, value2=value).number == number
    assert replace(fact, value=value, value2=value).number2 == number


ALIGNED = AlignedText.identity("企业")


@pytest.mark.parametrize(
    "call",
    [
        lambda: cb.repair("企业", confidence=5),
        lambda: cb.repair("企业", confidence=float("nan")),
        lambda: cb.repair("企业", confidence="x"),  # type: ignore[arg-type]
        lambda: cb.normalize("企业", ["reading"]),  # type: ignore[arg-type]
        lambda: cb.convert("企业", ["s2t"]),  # type: ignore[arg-type]
        lambda: cb.convert("企业", protect=[3]),  # type: ignore[list-item]
        lambda: cb.convert("企业", protect=[(0.0, 1.0)]),  # type: ignore[list-item]
        lambda: cb.convert("企业", protect=5),  # type: ignore[arg-type]
        lambda: cb.read(b"abc", encoding=3),  # type: ignore[arg-type]
        lambda: ALIGNED.source_span("a", 2),  # type: ignore[arg-type]
        lambda: ALIGNED.text_span(None, 2),  # type: ignore[arg-type]
        lambda: ALIGNED.then("企业"),  # type: ignore[arg-type]
        lambda: ALIGNED.map(None, "x"),  # type: ignore[arg-type]
        lambda: AlignedText.concat(["a", "b"]),  # type: ignore[list-item]
        lambda: time_series([], day="2024-01-01"),  # type: ignore[arg-type]
        lambda: time_series([], roles="level"),
    ],
)
def test_values_of_options_that_can_not_be(call: Callable[[], object]) -> None:
    with pytest.raises(cb.CnBizNewsError):
        call()
