"""Train the statistical model of company names and write data/companies/model.npz.

    python scripts/train_company_model.py TRAIN.jsonl --dictionary dict.txt [--out FILE] [--bags 4]

TRAIN has one sentence a line: {"text": ..., "spans": [[start, end, ...], ...]}; <N> stands for a number. The
packaged model was trained on the sentences of FinRE (github.com/thunlp/Chinese_NRE, MIT licence, (c) THUNLP),
whose notice is kept in the archive, and on the made-up news in scripts/company_text, in which names stand in 〔 〕.
From that text the model is to learn what stands around names, and not the names: it is read several times over,
each time with other names in their places, known ones and ones put together from the pieces of known ones.
--dictionary holds words with their counts and classes (jieba's dict.txt, MIT licence), of which the model keeps
the common ones.

Several models, each trained with other known names hidden from it, are averaged: that is worth half a point of F1 and
costs nothing later. Needs python-crfsuite, which the library itself does not; a few minutes a model. The model sees the
lexicons of data/companies: after larger changes of these, train again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from cnbiznews.companies.features import BITS, Vocabulary, buckets, known_tags
from cnbiznews.companies.gazetteer import default_gazetteer
from cnbiznews.companies.names import split_name

TEXT = Path(__file__).parent / "company_text"
OUT = Path(__file__).parents[1] / "src/cnbiznews/data/companies/model.npz"
LABELS = ("O", "B", "I", "E")
NOTICE = (
    "Trained on FinRE, github.com/thunlp/Chinese_NRE, MIT License, Copyright (c) THUNLP. "
    "Common words from jieba, github.com/fxsjy/jieba, MIT License, Copyright (c) 2013 Sun Junyi."
)
NEVER = -20.0  # the weight of a transition that was not seen
SMALL = 0.01  # rows with smaller weights change nothing

MARKED = re.compile(r"〔([^〔〕/]+)(?:/([^〔〕]+))?〕")  # 〔青禾〕, 〔青禾小馆/brand〕
# The classes of words by the first letters of their marks in the dictionary; names are left out.
CLASSES = {"n": 1, "ng": 1, "an": 1, "a": 2, "b": 2, "z": 2, "s": 2, "i": 3, "l": 3, "m": 3, "v": 4, "vn": 4, "d": 5}
CLASSES |= {"ad": 5, "t": 6, "r": 7, "c": 7, "p": 7, "u": 7, "uj": 7, "ul": 7, "f": 7, "y": 7}
COMMON = 20  # rarer nouns and phrases are mostly names and the like
HANZI = re.compile(r"[\u4e00-\u9fff]{2,6}")

Sentence = tuple[str, list[tuple[int, int]]]
Weights = tuple[NDArray[np.float32], NDArray[np.float32]]


def read(path: Path) -> list[Sentence]:
    """Read the sentences; a masked number becomes a figure of the same length."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.append((row["text"].replace("<N>", "123"), sorted((span[0], span[1]) for span in row["spans"])))
    return found


def read_dictionary(path: Path) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the hashes of the common words of a dictionary, and their classes."""
    known = {name for entry in default_gazetteer().entries for name in entry.surfaces}
    known -= default_gazetteer().ambiguous
    found: dict[int, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, mark = line.split(" ")
        number = CLASSES.get(mark, 0)
        least = 1 if number in (5, 6, 7) else COMMON
        if not number or not 1 <= len(word) <= 4 or int(count) < least or word in known:
            continue
        if len(word) == 1 and (number not in (5, 7) or int(count) < 1000):
            continue
        codes = np.array([ord(char) for char in word], np.uint32)
        found[int([*Vocabulary.hashes(codes)][len(word) - 1][0])] = number
    order = sorted(found)
    return np.array(order, np.uint32), np.array([found[key] for key in order], np.uint8)


class Names:
    """Names to put in the place of others: known ones, and new ones of the same kind made from their pieces."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.known: dict[str, list[str]] = defaultdict(list)  # by kind
        self.heads: dict[tuple[str, int], list[str]] = defaultdict(list)  # by kind and length
        self.tails: dict[tuple[str, int], list[str]] = defaultdict(list)
        for entry in default_gazetteer().entries:
            if not HANZI.fullmatch(entry.name):
                continue
            self.known[entry.kind].append(entry.name)
            trade = split_name(entry.name).trade
            for length in range(1, len(trade)):
                self.heads[entry.kind, length].append(trade[:length])
                self.tails[entry.kind, length].append(trade[-length:])

    def instead_of(self, name: str, kind: str) -> str:
        """Return a name to stand for ``name``: itself, a known one, or a made-up one of the same line of business."""
        parts = split_name(name)
        way = self.chance.random()
        if not HANZI.fullmatch(parts.trade) or kind not in ("company", "brand") or way < 0.2:
            return name
        if way < 0.4:
            return self.chance.choice(self.known[kind])
        length = len(parts.trade) if way < 0.8 else self.chance.choice((2, 3, 4))
        head = self.chance.randrange(1, length)
        trade = self.chance.choice(self.heads[kind, head]) + self.chance.choice(self.tails[kind, length - head])
        return parts.region + trade + parts.industry + parts.form


def marked_text(folder: Path, chance: random.Random) -> Iterator[Sentence]:
    """Yield the lines of the texts in which names are marked, with other names in their places."""
    names = Names(chance)
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield _renamed(line, names)


def _renamed(line: str, names: Names) -> Sentence:
    text, at = "", 0
    spans = []
    new: dict[str, str] = {}  # in a line a name stays the same
    for match in MARKED.finditer(line):
        text += line[at : match.start()]
        old = match.group(1)
        if old not in new:
            new[old] = names.instead_of(old, match.group(2) or "company")
        spans.append((len(text), len(text) + len(new[old])))
        text += new[old]
        at = match.end()
    return text + line[at:], spans


def labels_of(length: int, spans: list[tuple[int, int]]) -> list[str]:
    labels = ["O"] * length
    for start, end in spans:
        if end - start > 1:
            labels[start:end] = ["B"] + ["I"] * (end - start - 2) + ["E"]
    return labels


def train(
    sentences: list[Sentence], vocabulary: Vocabulary, options: argparse.Namespace, chance: random.Random
) -> Weights:
    """Train one model; a share of the known names is hidden from it, so that it learns to do without."""
    gazetteer = default_gazetteer()
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, spans in sentences:
        hits = [(start, end, text[start:end] in gazetteer.ambiguous) for start, end, _ in gazetteer.find(text)]
        shown = [hit for hit in hits if chance.random() >= options.hide]
        found = buckets(text, known_tags(len(text), shown), vocabulary)
        trainer.append([[str(bucket) for bucket in row] for row in found.T.tolist()], labels_of(len(text), spans))
    trainer.set_params(
        {
            "c1": options.c1,
            "c2": options.c2,
            "max_iterations": options.iterations,
            "feature.possible_transitions": True,
        }
    )
    work = options.out.with_suffix(".crfsuite")
    trainer.train(str(work))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(work))
    info = tagger.info()
    work.unlink()
    column = {label: index for index, label in enumerate(LABELS)}
    weights = np.zeros((1 << BITS, len(LABELS)), np.float32)
    for (bucket, label), weight in info.state_features.items():
        weights[int(bucket), column[label]] = weight
    transitions = np.full((len(LABELS), len(LABELS)), NEVER, np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[column[before], column[after]] = weight
    return weights, transitions


def save(path: Path, models: list[Weights], words: NDArray[np.uint32], classes: NDArray[np.uint8]) -> None:
    """Write the average of the models: rows of small whole numbers, with the bucket of each."""
    weights = np.mean([weights for weights, _ in models], axis=0)
    transitions = np.mean([transitions for _, transitions in models], axis=0, dtype=np.float32)
    rows = np.flatnonzero(np.abs(weights).max(axis=1) > SMALL)
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        path,
        buckets=rows.astype(np.uint32),
        weights=np.round(weights[rows] / scale).astype(np.int8),
        scale=np.float32(scale),
        transitions=transitions,
        words=words,
        classes=classes,
        notice=np.array(NOTICE),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--bags", type=int, default=4, help="models to train and average")
    parser.add_argument("--c1", type=float, default=0.05, help="L1 penalty")
    parser.add_argument("--c2", type=float, default=1.0, help="L2 penalty")
    parser.add_argument("--iterations", type=int, default=70)
    parser.add_argument("--hide", type=float, default=0.5, help="share of known names the model must do without")
    parser.add_argument("--dictionary", type=Path, required=True, help="words, counts and classes")
    parser.add_argument("--text", type=Path, default=TEXT, help="folder of texts with marked names")
    parser.add_argument("--times", type=int, default=4, help="how often these are read, each time with other names")
    options = parser.parse_args()
    sentences = read(options.train)
    words, classes = read_dictionary(options.dictionary)
    vocabulary = Vocabulary(words, classes)
    print(f"{len(words)} common words")
    models = []
    for bag in range(options.bags):
        chance = random.Random(bag)
        marked = [sentence for _ in range(options.times) for sentence in marked_text(options.text, chance)]
        models.append(train([*sentences, *marked], vocabulary, options, chance))
        save(options.out, models, words, classes)
        print(f"{bag + 1} averaged: {options.out.stat().st_size / 1e6:.2f} MB -> {options.out}", flush=True)


if __name__ == "__main__":
    main()
