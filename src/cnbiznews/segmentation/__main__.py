"""``python -m cnbiznews.segmentation``: train a segmentation model, or measure one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cnbiznews.errors import CnBizNewsError
from cnbiznews.segmentation.corpus import read, score
from cnbiznews.segmentation.segmenter import load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 after an error that was reported."""
    parser = argparse.ArgumentParser(prog="python -m cnbiznews.segmentation", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    train = verbs.add_parser("train", help="train a model from a segmented corpus (words separated by spaces)")
    train.add_argument("corpus", type=Path, help="one segmented sentence a line")
    train.add_argument("--dev", type=Path, required=True, help="segmented sentences to measure the model with")
    train.add_argument("--templates", type=Path, help="segmented sentences with slots {C} and {N}")
    train.add_argument("--source", default="", help="what the corpus is and its licence, for the model's metadata")
    train.add_argument("--out", type=Path, required=True, help="the packed model to write")
    evaluate = verbs.add_parser("evaluate", help="measure a model on a segmented corpus")
    evaluate.add_argument("corpus", type=Path, nargs="+", help="one segmented sentence a line")
    evaluate.add_argument("--model", help="a packed model or an installed package; the default model if not given")
    options = parser.parse_args(arguments)
    try:
        if options.verb == "train":
            _train(options)
        else:
            for corpus in options.corpus:
                print(f"{corpus}: {score(load(options.model).cut, read(corpus))}")
    except (CnBizNewsError, OSError, ImportError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _train(options: argparse.Namespace) -> None:
    from cnbiznews.segmentation.training import train

    templates = read(options.templates) if options.templates else []
    model = train(
        read(options.corpus), read(options.dev), options.out, templates=templates, meta={"corpus": options.source}
    )
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, F1 {model.meta['dev_f1']:.4f} on {options.dev}")


if __name__ == "__main__":
    sys.exit(main())
