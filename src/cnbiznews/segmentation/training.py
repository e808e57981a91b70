"""Training a segmentation model with spacy_pkuseg.

Two things lift it above what the bare corpus gives. Punctuation: the training part of UD Chinese GSD is written with
half-width commas and full stops, the text to be segmented is not; shown to the model in one form (:func:`plain`), the
error falls by almost half. Domain: sentences of business news with slots for names and numbers, filled from the
library's lexicons, teach it what stands next to a company.
"""

from __future__ import annotations

import contextlib
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cnbiznews import resources
from cnbiznews.segmentation.corpus import filled, score, shown
from cnbiznews.segmentation.packing import pack
from cnbiznews.segmentation.segmenter import Segmenter, load

__all__ = ["train"]

COPIES = 5
ITERATIONS = 15
SEED = 7


def train(
    corpus: Iterable[Sequence[str]],
    dev: Sequence[Sequence[str]],
    out: Path,
    *,
    templates: Sequence[Sequence[str]] = (),
    meta: dict[str, Any] | None = None,
    iterations: int = ITERATIONS,
) -> Segmenter:
    """Train a model and pack it into the file ``out``.

    Args:
        corpus: segmented sentences.
        dev: segmented sentences to measure with; the result is printed and goes into the model's metadata.
        out: the packed model to write.
        templates: segmented sentences with slots: ``{C}`` for a company or brand, ``{N}`` for a number.
        meta: what else the model's metadata shall say (corpus, licence).
        iterations: passes over the corpus.

    Returns:
        The new model, loaded.
    """
    import spacy_pkuseg

    random.seed(SEED)  # spacy_pkuseg shuffles with it
    sentences = [*corpus, *filled(templates, {"C": _company(), "N": _number}, COPIES, SEED)]
    with tempfile.TemporaryDirectory(prefix="cnbiznews-") as folder:
        work = Path(folder)
        for name, part in (("train.txt", sentences), ("dev.txt", dev)):
            (work / name).write_text("".join(" ".join(shown(words)) + "\n" for words in part), encoding="utf-8")
        with contextlib.redirect_stdout(sys.stderr):
            spacy_pkuseg.train(str(work / "train.txt"), str(work / "dev.txt"), str(work / "model"), iterations)
        pack(work / "model", out, meta or {})
        reached = score(load(out).cut, dev)
        pack(work / "model", out, {**(meta or {}), "sentences": len(sentences), "dev_f1": round(reached.f1, 4)})
    load.cache_clear()
    return load(out)


# Short names, and mostly well-known ones: from long rare ones a model learns to join a name with what follows it.
_NAME = re.compile("[\u4e00-\u9fff]{2,5}")
_WELL_KNOWN = 300


def _company() -> Callable[[random.Random], str]:
    listed = [row["name"] for row in resources.table("companies/companies.tsv") if _NAME.fullmatch(row["name"])]
    heads = tuple(name for name in listed if len(name) == 2)
    brands = [row["name"] for row in resources.table("companies/brands.tsv") if _NAME.fullmatch(row["name"])]
    # 京东外卖 would teach that what follows 京东 belongs to it.
    brands = [name for name in brands if not name.startswith(heads)]

    def choose(chance: random.Random) -> str:
        return chance.choice(chance.choices([listed[:_WELL_KNOWN], brands, listed], [3, 1, 1])[0])

    return choose


def _number(chance: random.Random) -> str:
    digits = chance.choice(
        [
            str(chance.randint(1, 99)),
            f"{chance.randint(1, 99)}.{chance.randint(1, 99)}",
            str(chance.randint(100, 99999)),
        ]
    )
    return digits + chance.choice(["", "", "", "万", "亿", "万亿"])
