"""What a spaCy pipeline costs over extract on the same texts, results read from the Docs included.

python -m benchmarks.spacy
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import spacy
from spacy.language import Language

from benchmarks.harness import seed_texts
from cnbiznews import extract

COMPONENTS = ("cnbiznews_quantities", "cnbiznews_companies", "cnbiznews_metrics", "cnbiznews_facts")
TOKENIZER = {"@tokenizers": "cnbiznews.ChineseTokenizer.v1"}


def piped(nlp: Language, texts: list[str]) -> list[object]:
    """Run a pipeline and read its results, so that nothing stays lazy."""
    return [(doc._.quantities, doc._.companies, doc._.metrics, doc._.facts) for doc in nlp.pipe(texts)]


def spent(function: Callable[[], object]) -> float:
    """Return the CPU seconds of one run."""
    start = time.process_time()
    function()
    return time.process_time() - start


def main() -> None:
    texts = seed_texts() * 40
    pipelines = {
        "our tokenizer": spacy.blank("zh", config={"nlp": {"tokenizer": TOKENIZER}}),
        "our tokenizer, all kept whole": spacy.blank(
            "zh", config={"nlp": {"tokenizer": {**TOKENIZER, "keep": ["quantities", "companies", "metrics"]}}}
        ),
        "spaCy's tokenizer": spacy.blank("zh"),
    }
    for nlp in pipelines.values():
        for component in COMPONENTS:
            nlp.add_pipe(component)
    print(f"the seeds × 40: {sum(map(len, texts)):,} characters")
    for name, nlp in pipelines.items():
        piped(nlp, texts[:5])  # what is loaded at first use does not count
        # In turn, since the machine may be busy with other things.
        rounds = [
            (spent(lambda: [extract(text) for text in texts]), spent(partial(piped, nlp, texts))) for _ in range(2)
        ]
        alone, ours = map(min, zip(*rounds, strict=True))
        print(f"  {name:30s} extract {alone:6.2f} s   pipeline {ours:6.2f} s   added {ours / alone - 1:7.1%}")


if __name__ == "__main__":
    main()
