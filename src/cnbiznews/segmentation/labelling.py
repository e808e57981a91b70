"""Sentences that a model splits for its own successor, corrected by a dictionary.

A small treebank never saw most words of business news, and a model cuts what it never saw (披 露, 停 牌). A dictionary
knows them, but splits by another standard. So the model has its say wherever the treebank shows how it is done, and
the dictionary only about strings that the treebank does not hold at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from cnbiznews.segmentation.dictionary import Dictionary
from cnbiznews.segmentation.segmenter import Segmenter

__all__ = ["label"]

# Two characters that a dictionary has as words and a treebank splits: numbers (三步), and what points (该行, 每瓶).
_SPLIT = re.compile("[零一二三四五六七八九十百千万亿两几]|^[本该各每此这那某]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")


def label(
    texts: Iterable[str],
    segmenter: Segmenter,
    dictionary: Dictionary,
    corpus: Iterable[Sequence[str]],
    names: Collection[str] = (),
) -> Iterator[list[str]]:
    """Yield the words of each text, to train another model with.

    Args:
        texts: sentences without white space.
        segmenter: a model that was trained with ``corpus``.
        dictionary: words of the domain; those of two characters are used, where ``corpus`` does not hold them.
        corpus: the segmented sentences whose standard is to be kept.
        names: longer words that are kept, too, unless they end in a word of ``corpus`` (青禾银行).
    """
    sentences = list(corpus)
    words = {word for sentence in sentences for word in sentence}
    seen = "\n".join("".join(sentence) for sentence in sentences)

    def is_new(word: str) -> bool:
        if not _CHINESE.fullmatch(word) or _SPLIT.search(word) or word in seen:
            return False
        return len(word) == 2 or (word in names and word[-2:] not in words)

    for text in texts:
        keep = [(start, end) for start, end in dictionary.spans(text) if is_new(text[start:end])]
        yield segmenter.cut(text, keep)
