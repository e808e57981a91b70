"""Train the statistical model of company names and write data/companies/model.npz.

    python scripts/train_company_model.py TRAIN.jsonl [--out FILE] [--bags 4]

TRAIN has one sentence a line: {"text": ..., "spans": [[start, end, ...], ...]}; <N> stands for a number. The packaged
model was trained on the sentences of FinRE (github.com/thunlp/Chinese_NRE, MIT licence, copyright THUNLP), whose notice
is kept in the archive, and on made-up ones (company_templates.txt). Several models, each trained with other known names
hidden and other companies put in, are averaged: that is worth about a point of F1, and costs nothing later.

Needs python-crfsuite, which the library itself does not; about two minutes a model.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from pathlib import Path

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from cnbiznews.companies.features import BITS, buckets, known_tags
from cnbiznews.companies.gazetteer import Entry, default_gazetteer

OUT = Path(__file__).parents[1] / "src/cnbiznews/data/companies/model.npz"
LABELS = ("O", "B", "I", "E")
NOTICE = "Trained on FinRE, github.com/thunlp/Chinese_NRE, MIT License, Copyright (c) THUNLP."
NEVER = -20.0  # the weight of a transition that was not seen
IMPOSSIBLE = (("O", "I"), ("O", "E"), ("B", "O"), ("B", "B"), ("I", "O"), ("I", "B"), ("E", "I"), ("E", "E"))
SMALL = 0.01  # rows with smaller weights change nothing

Sentence = tuple[str, list[tuple[int, int]]]
Weights = tuple[NDArray[np.float32], NDArray[np.float32]]


def sentences(path: Path) -> list[tuple[str, list[tuple[int, int]]]]:
    """Read the sentences; a masked number becomes a figure of the same length."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.append((row["text"].replace("<N>", "123"), sorted((span[0], span[1]) for span in row["spans"])))
    return found


class Swapper:
    """Puts other companies into a sentence, so that the model learns from what stands around a name."""

    def __init__(self, entries: tuple[Entry, ...], chance: random.Random) -> None:
        self.chance = chance
        self.pools: dict[str, list[str]] = {"short": [], "form": [], "full": [], "latin": []}
        for entry in entries:
            if entry.kind in ("company", "brand"):
                for name in entry.surfaces:
                    self.pools[self.shape(name)].append(name)

    @staticmethod
    def shape(name: str) -> str:
        if name.isascii():
            return "latin"
        if name.endswith("公司"):
            return "full"
        return "form" if len(name) > 3 else "short"

    def __call__(self, text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
        other: dict[str, str] = {}
        pieces, moved, at, length = [], [], 0, 0
        for start, end in spans:
            if start < at:
                continue
            name = text[start:end]
            if name not in other:
                other[name] = self.chance.choice(self.pools[self.shape(name)])
            pieces += [text[at:start], other[name]]
            length += start - at
            moved.append((length, length + len(other[name])))
            length += len(other[name])
            at = end
        return "".join([*pieces, text[at:]]), moved


class Templates:
    """Made-up sentences with companies, persons, things and figures filled in."""

    def __init__(self, swap: Swapper, chance: random.Random) -> None:
        self.swap = swap
        self.chance = chance
        here = Path(__file__).parent
        lines = (here / "company_templates.txt").read_text(encoding="utf-8").splitlines()
        self.sentences = [line for line in lines if line and not line.startswith("#")]
        self.words = tomllib.loads((here / "training_names.toml").read_text(encoding="utf-8"))

    def company(self) -> str:
        """Return a name of the gazetteer, or (as often) a made-up one."""
        draw = self.chance.random()
        if draw < 0.5:
            return self.chance.choice(self.swap.pools[self.chance.choice(("short", "short", "form", "latin"))])
        trade = "".join(self.chance.choices(self.words["trade_characters"], k=self.chance.choice((2, 2, 2, 3))))
        return trade if draw < 0.7 else trade + self.chance.choice(self.words["endings"].split())

    def fill(self, slot: str) -> str:
        if slot == "C":
            return self.company()
        if slot == "P":
            given = self.chance.choices(self.words["given"], k=self.chance.choice((1, 2, 2)))
            return self.chance.choice(self.words["surnames"]) + "".join(given)
        if slot == "T":
            return self.chance.choice(self.words["things"].split())
        return self.chance.choice(("3", "12", "23.4", "105", "2024", "3,000"))

    def __call__(self, times: int) -> list[Sentence]:
        found = []
        for template in self.sentences * times:
            text, spans = "", []
            for piece in re.split(r"(\{[A-Z]\})", template):
                if piece.startswith("{"):
                    filled = self.fill(piece[1])
                    if piece == "{C}":
                        spans.append((len(text), len(text) + len(filled)))
                    text += filled
                else:
                    text += piece
            found.append((text, spans))
        return found


def labels_of(length: int, spans: list[tuple[int, int]]) -> list[str]:
    labels = ["O"] * length
    for start, end in spans:
        if end - start > 1:
            labels[start:end] = ["B"] + ["I"] * (end - start - 2) + ["E"]
    return labels


def train(
    plain: list[Sentence], made: list[Sentence], options: argparse.Namespace, chance: random.Random, work: Path
) -> Weights:
    """Train one model; every time other known names are hidden from it, more of them where they were put in by us."""
    gazetteer = default_gazetteer()
    trainer = pycrfsuite.Trainer(verbose=False)
    for number, (text, spans) in enumerate(plain + made):
        hide = options.hide if number < len(plain) else (1 + options.hide) / 2
        hits = [(start, end, text[start:end] in gazetteer.ambiguous) for start, end, _ in gazetteer.find(text)]
        shown = [hit for hit in hits if chance.random() >= hide]
        found = buckets(text, known_tags(len(text), shown))
        trainer.append([[str(bucket) for bucket in row] for row in found.T.tolist()], labels_of(len(text), spans))
    trainer.set_params(
        {
            "c1": options.c1,
            "c2": options.c2,
            "max_iterations": options.iterations,
            "feature.possible_transitions": True,
        }
    )
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
    for before, after in IMPOSSIBLE:
        transitions[column[before], column[after]] = NEVER
    return weights, transitions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--bags", type=int, default=4, help="models to train and average")
    parser.add_argument("--c1", type=float, default=0.05, help="L1 penalty")
    parser.add_argument("--c2", type=float, default=1.0, help="L2 penalty")
    parser.add_argument("--iterations", type=int, default=70)
    parser.add_argument("--hide", type=float, default=0.5, help="share of known names the model must do without")
    parser.add_argument("--templates", type=int, default=10, help="how often each template is filled in")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    gazetteer = default_gazetteer()
    plain = sentences(options.train)
    models = []
    for bag in range(options.bags):
        chance = random.Random(options.seed + bag)
        swap = Swapper(gazetteer.entries, chance)
        made = Templates(swap, chance)(options.templates)
        if bag % 2:  # every other model also sees the sentences with other companies in them
            made += [swap(text, spans) for text, spans in plain]
        models.append(train(plain, made, options, chance, options.out.with_suffix(".crfsuite")))
        save(options.out, models)
        print(f"{bag + 1} models averaged: {options.out.stat().st_size / 1e6:.2f} MB -> {options.out}", flush=True)


def save(path: Path, models: list[Weights]) -> None:
    """Write the average of the models: rows of small whole numbers, with the bucket of each."""
    weights = np.mean([weights for weights, _ in models], axis=0)
    transitions = np.mean([transitions for _, transitions in models], axis=0)
    rows = np.flatnonzero(np.abs(weights).max(axis=1) > SMALL)
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        path, buckets=rows.astype(np.uint32), weights=np.round(weights[rows] / scale).astype(np.int8),
        scale=np.float32(scale), transitions=transitions, notice=np.array(NOTICE),
    )  # fmt: skip


if __name__ == "__main__":
    main()
