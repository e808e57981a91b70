"""Training a segmentation model with spacy_pkuseg.

Four things lift it above what the bare corpus gives. Punctuation: the training part of UD Chinese GSD is written with
half-width commas and full stops, the text to be segmented is not; shown to the model in one form (:func:`plain`), the
error falls by almost half. Domain: sentences of business news with slots for names and numbers (:func:`fillers`) teach
it what stands next to a company. Words: a dictionary corrects what the corpus never shows. Self-training: news that a
first model has split, so corrected, are more sentences to train with.
"""

from __future__ import annotations

import contextlib
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from cnbiznews import resources
from cnbiznews.segmentation.corpus import score, shown
from cnbiznews.segmentation.dictionary import Dictionary
from cnbiznews.segmentation.packing import pack
from cnbiznews.segmentation.segmenter import Segmenter, load

__all__ = ["fillers", "listed_names", "short_names", "train"]

ITERATIONS = 15
SEED = 7


def train(
    corpus: Iterable[Sequence[str]],
    dev: Sequence[Sequence[str]],
    out: Path,
    *,
    dictionary: Dictionary | None = None,
    meta: Mapping[str, Any] | None = None,
    iterations: int = ITERATIONS,
    rare: int = 0,
) -> Segmenter:
    """Train a model and pack it into the file ``out``. The same corpus gives the same model.

    Args:
        corpus: segmented sentences.
        dev: segmented sentences to measure with; the result goes into the model's metadata.
        out: the packed model to write.
        dictionary: the words that correct the model.
        meta: what else the metadata shall say (corpus, licence).
        iterations: passes over the corpus.
        rare: features that occur as often as this or less are left out: a smaller model that knows fewer words.

    Returns:
        The new model, loaded.
    """
    import spacy_pkuseg
    from spacy_pkuseg.config import config

    random.seed(SEED)  # spacy_pkuseg shuffles with it
    sentences = list(corpus)
    with tempfile.TemporaryDirectory(prefix="cnbiznews-") as folder:
        work = Path(folder)
        for name, part in (("train.txt", sentences), ("dev.txt", dev)):
            (work / name).write_text("".join(" ".join(shown(words)) + "\n" for words in part), encoding="utf-8")
        trim, config.featureTrim = config.featureTrim, rare
        try:
            with contextlib.redirect_stdout(sys.stderr):
                spacy_pkuseg.train(str(work / "train.txt"), str(work / "dev.txt"), str(work / "model"), iterations)
        finally:
            config.featureTrim = trim
        pack(work / "model", out, dict(meta or {}), dictionary)
        load.cache_clear()
        reached = score(load(out).cut, dev)
        said = {**(meta or {}), "sentences": len(sentences), "f1": round(reached.f1, 4)}
        pack(work / "model", out, said, dictionary)
    load.cache_clear()
    return load(out)


# Longer names are mostly made of words (招商银行), which the corpus splits.
_NAME = re.compile("[\u4e00-\u9fff]{2,3}")


def short_names() -> list[str]:
    """Return the well-known companies and brands with names of two or three characters.

    >>> short_names()[:2]
    ['京东', '苏宁']
    """
    rows = resources.table("companies/known.tsv")
    names = [row["name"] for row in rows if row["kind"] in ("company", "brand") and _NAME.fullmatch(row["name"])]
    heads = tuple(name for name in names if len(name) == 2)
    # 京东云 would teach that what follows 京东 belongs to it.
    return [name for name in names if len(name) == 2 or not name.startswith(heads)]


def listed_names() -> list[str]:
    """Return the names of two or three characters of listed companies, but for those that are common words.

    >>> "拼多多" in listed_names(), "标准" in listed_names()
    (True, False)
    """
    common = {row["surface"] for row in resources.table("companies/ambiguous.tsv")}
    names = (row["name"] for row in resources.table("companies/companies.tsv"))
    return [name for name in names if _NAME.fullmatch(name) and name not in common]


def fillers() -> dict[str, Callable[[random.Random], str]]:
    """Return what fills the slots of templates: ``{C}`` the next company or brand, ``{N}`` a number with its magnitude.

    >>> sorted(fillers())
    ['C', 'N']
    """
    names = short_names()
    random.Random(SEED).shuffle(names)
    turn = cycle(names)
    return {"C": lambda _: next(turn), "N": _number}


def _number(chance: random.Random) -> str:
    digits = chance.choice(
        [
            str(chance.randint(1, 99)),
            f"{chance.randint(1, 99)}.{chance.randint(1, 99)}",
            str(chance.randint(100, 99999)),
        ]
    )
    return digits + chance.choice(["", "", "", "万", "亿", "万亿"])
