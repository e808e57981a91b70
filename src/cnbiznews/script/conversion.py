"""Conversion between scripts: OpenCC's result exactly, and on top of it what users or business news want otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from cnbiznews.alignment import AlignedText, as_aligned
from cnbiznews.errors import ArgumentError, ConfigError, LexiconError, as_collection, as_text
from cnbiznews.matching import Matcher
from cnbiznews.script import business, peer
from cnbiznews.script.dictionaries import CONFIGS
from cnbiznews.script.fixed import Fixed, around, protected, united
from cnbiznews.script.kernel import Converted, kernel
from cnbiznews.script.windows import Block, changes

__all__ = ["ENGINES", "SCRIPTS", "Converter", "convert", "convert_many"]

#: Who converts: this library (with OpenCC's result), or the package of that name (with its own, older one).
ENGINES = ("opencc", "opencc-python-reimplemented")
#: What a text may be said to be.
SCRIPTS = ("auto", "simplified", "traditional")

# Short texts are joined up to about this many characters, with a separator that no dictionary knows.
_BATCH = 1 << 16
_SEPARATOR = "\0"


class Converter:
    """The configured form of :func:`convert`.

    Args:
        config: an OpenCC configuration, ``s2t``, ``t2s``, ``s2twp``, …
        business: whether names and terms of business news are treated better than OpenCC does.
        script: what the business layer takes the text for: ``"simplified"``, ``"traditional"``, or ``"auto"``, which
            tells it line by line.
        dictionary: further words, source -> target; they go before all others, the longest first. A word that is its
            own target stays as it is.
        engine: ``"opencc"``, or ``"opencc-python-reimplemented"`` for what that package makes of the text.

    Raises:
        ConfigError: there is no such configuration, script or engine; the message lists the valid ones.
        LexiconError: the dictionary has an empty word.

    >>> str(Converter("s2t", dictionary={"于东来": "于東來"}).convert("于东来关于里程的发言"))
    '于東來關於里程的發言'
    """

    def __init__(
        self,
        config: str = "t2s",
        *,
        business: bool = False,
        script: str = "auto",
        dictionary: Mapping[str, str] | None = None,
        engine: str = "opencc",
    ) -> None:
        if config not in CONFIGS:
            raise ConfigError("config", config, CONFIGS)
        if engine not in ENGINES:
            raise ConfigError("engine", engine, ENGINES)
        if script not in SCRIPTS:
            raise ConfigError("script", script, SCRIPTS)
        self.config = config
        self.business = business
        self.script = script
        self.engine = engine
        words = _words(dictionary)
        if "" in words:
            raise LexiconError("dictionary", 1, "an empty word can't be converted")
        self._values = list(words.values())
        self._matcher = Matcher(words) if words else None

    def convert(self, text: str | AlignedText, protect: Iterable[tuple[int, int]] = ()) -> AlignedText:
        """Convert ``text``.

        Args:
            text: any text; an :class:`AlignedText` keeps its source.
            protect: spans (offsets into the text) that must stay as they are: a name, a code, a quotation.

        Raises:
            AlignmentError: a protected span does not lie in the text, or overlaps another one.
        """
        aligned = as_aligned(text)
        text = aligned.text
        fixed = self._fixed(text, protected(protect, text) if protect else [])
        converted, blocks, count = around(text, fixed, self._convert) if fixed else self._convert(text)
        return aligned.replace_blocks(converted, blocks, self.config, count)

    def convert_many(self, texts: Iterable[str | AlignedText]) -> Iterator[AlignedText]:
        """Convert many short texts, in order, much faster than one by one. They are read as they are needed.

        Raises:
            ArgumentError: ``texts`` is a single text.
        """
        return self._batches(as_collection(texts, "texts", "a collection of texts (for one text: convert)"))

    def _batches(self, texts: Iterable[str | AlignedText]) -> Iterator[AlignedText]:
        batch: list[AlignedText] = []
        size = 0
        for text in texts:
            aligned = as_aligned(text)
            batch.append(aligned)
            size += len(aligned.text) + 1
            if size > _BATCH:
                yield from self._batch(batch)
                batch, size = [], 0
        yield from self._batch(batch)

    def _batch(self, texts: list[AlignedText]) -> Iterator[AlignedText]:
        joined = _SEPARATOR.join([text.text for text in texts])
        simple = self._matcher is None and not self.business and self.engine == "opencc"
        # An incomplete description sequence could reach over the separator.
        if not simple or joined.count(_SEPARATOR) >= len(texts) or any(map(joined.count, _DESCRIBING)):
            yield from map(self.convert, texts)
            return
        converted, blocks, _ = self._convert(joined)
        pieces = converted.split(_SEPARATOR)
        starts = list(accumulate((len(text.text) + 1 for text in texts), initial=0))
        if not blocks:
            before = _changes_before(joined, converted)
            counts = [before[end - 1] - before[start] for start, end in pairwise(starts)]
            for text, piece, count in zip(texts, pieces, counts, strict=True):
                yield text.replace_blocks(piece, (), self.config, count)
            return
        number = shift = 0
        for text, piece, (start, end) in zip(texts, pieces, pairwise(starts), strict=True):
            own: list[Block] = []
            there = start + shift
            while number < len(blocks) and blocks[number][0] < end:
                s0, s1, t0, t1 = blocks[number]
                own.append((s0 - start, s1 - start, t0 - there, t1 - there))
                shift += t1 - t0 - s1 + s0
                number += 1
            yield text.replace_blocks(piece, own, self.config, changes(text.text, piece, own))

    def _convert(self, text: str) -> Converted:
        if self.engine == "opencc":
            return kernel(self.config).convert(text)
        return peer.convert(text, self.config)

    def _fixed(self, text: str, fixed: list[Fixed]) -> list[Fixed]:
        """Add to ``fixed`` what the user's words and the business layer decide; what is stronger stays."""
        if self._matcher is not None:
            fixed = united(fixed, [(start, end, self._values[n]) for start, end, n in self._matcher.find(text)])
        if self.business:
            fixed = united(fixed, business.fixed(text, self.config, self.script))
        return fixed


def _changes_before(source: str, result: str) -> list[int]:
    """Return for every place how many characters before it differ in two texts of one length."""
    codes = (np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) for text in (source, result))
    different: list[int] = np.cumsum(np.not_equal(*codes)).tolist()
    return [0, *different]


_DESCRIBING = tuple(map(chr, range(0x2FF0, 0x3000)))


def _words(dictionary: Mapping[str, str] | None) -> dict[str, str]:
    if dictionary is not None and not isinstance(dictionary, Mapping):
        raise ArgumentError("dictionary", "a mapping from words to words", type(dictionary).__name__)
    words = dict(dictionary or {})
    for word in (*words, *words.values()):
        if not isinstance(word, str):
            raise ArgumentError("a word of the dictionary", "a str", type(word).__name__)
    return words


def _named(config: str) -> str:
    if not isinstance(config, str):  # what can't be looked up in a cache
        raise ConfigError("config", config, CONFIGS)
    return config


@cache
def _converter(config: str, business: bool, script: str, engine: str) -> Converter:
    return Converter(config, business=business, script=script, engine=engine)


def convert(
    text: str | AlignedText,
    config: str = "t2s",
    *,
    business: bool = False,
    script: str = "auto",
    dictionary: Mapping[str, str] | None = None,
    protect: Iterable[tuple[int, int]] = (),
    engine: str = "opencc",
) -> AlignedText:
    """Convert ``text`` with an OpenCC configuration; the result is OpenCC's, and knows where it comes from.

    Args:
        text: any text; an :class:`AlignedText` keeps its source.
        config: s2t, t2s, s2tw, tw2s, s2twp, tw2sp, s2hk, hk2s, s2hkp, hk2sp, t2tw, tw2t, t2hk, hk2t, t2jp or jp2t.
        business: whether names and terms of business news are treated better than OpenCC does.
        script: what the business layer takes the text for: ``"simplified"``, ``"traditional"``, or ``"auto"``, which
            tells it line by line.
        dictionary: further words, source -> target, that go before all others (for many texts, see :class:`Converter`).
        protect: spans (offsets into the text) that must stay as they are.
        engine: ``"opencc"``, or ``"opencc-python-reimplemented"`` for what that package makes of the text.

    Raises:
        ConfigError: there is no such configuration or engine; the message lists the valid ones.

    >>> converted = convert("软件里的二极管数据", "s2twp")
    >>> str(converted), converted.source_of(4, 7)
    ('軟體裡的二極體資料', '二极管')
    """
    if dictionary:
        converter = Converter(config, business=business, script=script, dictionary=dictionary, engine=engine)
    else:
        converter = _converter(_named(config), business, as_text(script, "script"), as_text(engine, "engine"))
    return converter.convert(text, protect)


def convert_many(
    texts: Iterable[str | AlignedText], config: str = "t2s", *, business: bool = False
) -> Iterator[AlignedText]:
    """Convert many short texts (lines, titles, cells), in order, much faster than one by one.

    Raises:
        ConfigError: there is no such configuration; the message lists the valid ones.
        ArgumentError: ``texts`` is a single text.

    >>> [str(text) for text in convert_many(["營收", "淨利潤"], "t2s")]
    ['营收', '净利润']
    """
    return _converter(_named(config), business, "auto", "opencc").convert_many(texts)
