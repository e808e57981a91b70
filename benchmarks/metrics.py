"""Speed of finding measures, next to other ways of finding words: python -m benchmarks.metrics"""

from __future__ import annotations

from benchmarks.harness import compare, peer, seeds_times, word_searches
from cnbiznews import metrics
from cnbiznews.metrics import default_lexicon
from cnbiznews.script import to_simplified


def main() -> None:
    text = to_simplified(seeds_times(40))
    words = list(default_lexicon().entries)
    peers = word_searches(words, text)
    if (jieba := peer("jieba")) is not None:
        peers["jieba (segmentation only)"] = lambda: jieba.lcut(text)
    compare(f"{len(words):,} words", len(text), lambda: metrics.scan(text), peers, repeat=2)
    longer = text * 4
    compare("four times the text", len(longer), lambda: metrics.scan(longer), {})


if __name__ == "__main__":
    main()
