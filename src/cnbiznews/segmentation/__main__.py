"""``python -m cnbiznews.segmentation``: train a segmentation model, or measure one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cnbiznews.errors import CnBizNewsError
from cnbiznews.segmentation.corpus import filled, read, score
from cnbiznews.segmentation.segmenter import load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 after an error that was reported."""
    parser = argparse.ArgumentParser(prog="python -m cnbiznews.segmentation", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    train = verbs.add_parser("train", help="train a model from segmented corpora (words separated by spaces)")
    train.add_argument("corpus", type=Path, nargs="+", help="one segmented sentence a line")
    train.add_argument("--dev", type=Path, required=True, help="segmented sentences to measure the model with")
    train.add_argument("--templates", type=Path, help="segmented sentences with slots {C} and {N}")
    train.add_argument("--copies", type=int, default=5, help="how often each template is filled (default: 5)")
    train.add_argument("--dictionary", type=Path, help="words and their counts: corrects what the corpora never show")
    train.add_argument("--iterations", type=int, default=15, help="passes over the corpora (default: 15)")
    train.add_argument("--rare", type=int, default=0, help="leave out features that occur this often or less")
    train.add_argument("--source", default="", help="what the corpora are and their licence, for the model's metadata")
    train.add_argument("--out", type=Path, required=True, help="the packed model to write")
    evaluate = verbs.add_parser("evaluate", help="measure a model on segmented corpora")
    evaluate.add_argument("corpus", type=Path, nargs="+", help="one segmented sentence a line")
    evaluate.add_argument("--model", help="a packed model or an installed package; the default model if not given")
    options = parser.parse_args(arguments)
    try:
        if options.verb == "train":
            _train(options)
        else:
            segmenter = load(options.model)
            for corpus in options.corpus:
                print(f"{corpus}: {score(segmenter.cut, read(corpus))}")
    except (CnBizNewsError, OSError, ImportError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _train(options: argparse.Namespace) -> None:
    from cnbiznews.segmentation.dictionary import Dictionary, read_counts
    from cnbiznews.segmentation.training import fillers, train

    sentences = [words for corpus in options.corpus for words in read(corpus)]
    dictionary = Dictionary.beside(sentences, read_counts(options.dictionary)) if options.dictionary else None
    if options.templates:
        sentences += filled(read(options.templates), fillers(), options.copies)
    model = train(
        sentences,
        read(options.dev),
        options.out,
        dictionary=dictionary,
        meta={"corpus": options.source},
        iterations=options.iterations,
        rare=options.rare,
    )
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, F1 {model.meta['f1']:.4f} on {options.dev}")


if __name__ == "__main__":
    sys.exit(main())
