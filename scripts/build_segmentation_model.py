"""Build the segmentation model of models/cnbiznews-segmentation-gsd from public data that are not in this project.

    python scripts/build_segmentation_model.py --train gsd_train.txt gsd_dev.txt --news finre_train.jsonl \
        --dictionary dict.txt [--out FILE]

--train: UD Chinese GSD(Simp), a sentence a line, its words separated by spaces (CC BY-SA 4.0); all choices were made
with the dev part held out, on which the packaged model has been trained, too. --news: sentences of Chinese financial
news, one JSON object {"text": ...} a line, <N> for a masked number (FinRE, MIT licence).
--dictionary: words and their counts (jieba's dict.txt, MIT licence). A first model is trained on the treebank and the
templates in the model's folder, splits the news, and the final model is trained on all three; the dictionary corrects
both. About ten minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from pathlib import Path

from cnbiznews.segmentation.corpus import filled, read
from cnbiznews.segmentation.dictionary import Dictionary, read_counts
from cnbiznews.segmentation.training import SEED, fillers, listed_names, short_names, train

MODEL = Path(__file__).parents[1] / "models/cnbiznews-segmentation-gsd"
META = {
    "name": "cnbiznews-segmentation-gsd",
    "licence": "CC BY-SA 4.0",
    "corpora": ["UD Chinese GSD and GSDSimp (CC BY-SA 4.0)", "FinRE, split by a first model (MIT)", "corpus/news.txt"],
    "dictionary": "common words of the word list of jieba (MIT)",
}
COPIES = 10
LENGTHS = range(10, 121)  # headlines without a verb and whole paragraphs teach little
COMMON = 100  # rarer words of the dictionary are mostly names and phrases, and do as much harm as good
LONGEST = 4


def sentences(path: Path) -> list[str]:
    """Return the sentences of news, their masked numbers filled in."""
    chance = random.Random(SEED)
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = re.sub("<N>", lambda _: str(chance.randint(1, 10 ** chance.randint(1, 4))), json.loads(line)["text"])
        found.append(re.sub(r"\s+", "", text))
    return [text for text in found if len(text) in LENGTHS]


def aspect(word: str) -> str:
    """Return a word of the treebank with 着, which its simplification left as 著, but for 著 of works and fame.

    >>> aspect("沿著"), aspect("著"), aspect("著名"), aspect("显著")
    ('沿着', '着', '著名', '显著')
    """
    return re.sub("(?<![原显卓名论编土])著(?![名作称译有述者])", "着", word)


def main() -> None:
    """Train twice and write the packed model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    for name in ("--news", "--dictionary"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL / "src/cnbiznews_segmentation_gsd/model.zip")
    options = parser.parse_args()
    corpus = [[aspect(word) for word in words] for part in options.train for words in read(part)]
    test = read(MODEL / "corpus/gsd_test.txt")
    domain = list(filled(read(MODEL / "corpus/news.txt"), fillers(), COPIES))
    names = {*short_names(), *listed_names()}
    common = {w: n for w, n in read_counts(options.dictionary).items() if n >= COMMON and len(w) <= LONGEST}
    dictionary = Dictionary.beside(corpus, {**dict.fromkeys(names, COMMON), **common}, names)
    with tempfile.TemporaryDirectory() as folder:
        first = train([*corpus, *domain], test, Path(folder) / "first.zip", dictionary=dictionary)
        news = [first.cut(text) for text in sentences(options.news)]
    model = train([*corpus, *domain, *news], test, options.out, dictionary=dictionary, meta=META)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes, F1 {model.meta['f1']:.4f} on the test part")


if __name__ == "__main__":
    main()
