"""Segmentation next to jieba: agreement with segmented corpora, speed, time to load. python -m benchmarks.segmentation

The first corpus is the test part of the treebank the model was trained on, the others are business news split by hand
in its way. jieba has another standard (longer words), which costs it points: compare with that in mind.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.harness import compare, peer, seed_texts
from cnbiznews.segmentation import load
from cnbiznews.segmentation.corpus import read, score

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models/cnbiznews-segmentation-gsd/src/cnbiznews_segmentation_gsd/model.zip"
CORPORA = (
    ROOT / "models/cnbiznews-segmentation-gsd/corpus/gsd_test.txt",
    ROOT / "tests/cases/segmentation/news.txt",
    ROOT / "tests/cases/segmentation/seeds.txt",
)


def _cut_all(cut: Callable[[str], list[str]], texts: list[str]) -> list[list[str]]:
    return [cut(text) for text in texts]


def main() -> None:
    import spacy_pkuseg  # noqa: F401 - its own import is not part of the time to load

    start = time.process_time()
    segmenter = load(MODEL)
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.1f} MB, loaded in {time.process_time() - start:.2f} s")
    peers: dict[str, Callable[[str], list[str]]] = {}
    if (jieba := peer("jieba")) is not None:
        jieba.initialize()
        peers["jieba"] = jieba.lcut
    for corpus in CORPORA:
        sentences = read(corpus)
        for name, cut in {"cnbiznews": segmenter.cut, **peers}.items():
            print(f"  {corpus.name:14s} {name:10s} {score(cut, sentences)}")
    texts = seed_texts()
    compare(
        "the seeds",
        sum(map(len, texts)),
        partial(_cut_all, segmenter.cut, texts),
        {name: partial(_cut_all, cut, texts) for name, cut in peers.items()},
    )


if __name__ == "__main__":
    main()
