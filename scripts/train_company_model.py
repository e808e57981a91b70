"""Train the statistical model of company names and write data/companies/model.npz.

    python scripts/train_company_model.py TRAIN.jsonl [--out FILE] [--c1 0.3] [--c2 0.01] [--iterations 120]

TRAIN has one sentence a line: {"text": ..., "spans": [[start, end, ...], ...]}; <N> stands for a number. The packaged
model was trained on the sentences of FinRE (github.com/thunlp/Chinese_NRE, MIT licence, copyright THUNLP), whose notice is kept in
the archive. Needs python-crfsuite, which the library itself does not.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import pycrfsuite

from cnbiznews.companies.features import BITS, buckets, known_tags
from cnbiznews.companies.gazetteer import Entry, default_gazetteer

OUT = Path(__file__).parents[1] / "src/cnbiznews/data/companies/model.npz"
LABELS = ("O", "B", "I", "E")
NOTICE = "Trained on FinRE, github.com/thunlp/Chinese_NRE, MIT License, Copyright (c) THUNLP."


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


def labels_of(length: int, spans: list[tuple[int, int]]) -> list[str]:
    labels = ["O"] * length
    for start, end in spans:
        if end - start > 1:
            labels[start:end] = ["B"] + ["I"] * (end - start - 2) + ["E"]
    return labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--c1", type=float, default=0.3, help="L1 penalty")
    parser.add_argument("--c2", type=float, default=0.01, help="L2 penalty")
    parser.add_argument("--iterations", type=int, default=120)
    parser.add_argument("--hide", type=float, default=0.5, help="share of known names the model must do without")
    parser.add_argument("--copies", type=int, default=1, help="copies of each sentence with other companies in it")
    parser.add_argument("--limit", type=int, help="use the first sentences only")
    args = parser.parse_args()
    chance = random.Random(20261124)
    gazetteer = default_gazetteer()
    trainer = pycrfsuite.Trainer(verbose=False)
    swap = Swapper(gazetteer.entries, chance)
    read = sentences(args.train)[: args.limit]
    for text, spans in read + [swap(text, spans) for _ in range(args.copies) for text, spans in read]:
        hits = [(start, end, text[start:end] in gazetteer.ambiguous) for start, end, _ in gazetteer.find(text)]
        shown = [hit for hit in hits if chance.random() >= args.hide]
        found = buckets(text, known_tags(len(text), shown))
        trainer.append([[str(bucket) for bucket in row] for row in found.T.tolist()], labels_of(len(text), spans))
    trainer.set_params(
        {"c1": args.c1, "c2": args.c2, "max_iterations": args.iterations, "feature.possible_transitions": True}
    )
    work = args.out.with_suffix(".crfsuite")
    trainer.train(str(work))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(work))
    info = tagger.info()
    number = {label: index for index, label in enumerate(LABELS)}
    weights = np.zeros((1 << BITS, len(LABELS)), np.float32)
    for (bucket, label), weight in info.state_features.items():
        weights[int(bucket), number[label]] = weight
    transitions = np.full((len(LABELS), len(LABELS)), -20, np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[number[before], number[after]] = weight
    rows = np.flatnonzero(np.abs(weights).max(axis=1) > 0)
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        args.out, buckets=rows.astype(np.uint32), weights=np.round(weights[rows] / scale).astype(np.int8),
        scale=np.float32(scale), transitions=transitions, notice=np.array(NOTICE),
    )  # fmt: skip
    work.unlink()
    print(f"{len(rows)} buckets, {args.out.stat().st_size / 1e6:.2f} MB -> {args.out}")


if __name__ == "__main__":
    main()
