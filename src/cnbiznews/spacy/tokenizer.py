"""A tokenizer that repairs and normalises first, and keeps the source.

spaCy's ``doc.text`` is what its tokens say, and can't be changed afterwards. So the only place where a text can be
repaired in a pipeline is before it is split; the way back is kept on the Doc (``span._.source``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc
from spacy.util import DummyTokenizer

from cnbiznews.errors import ConfigError, as_collection
from cnbiznews.segmentation.segmenter import load, with_kept
from cnbiznews.spacy.analysis import KEY, Analysis, PipelineError, register_extensions

if TYPE_CHECKING:
    from spacy.vocab import Vocab

__all__ = ["ChineseTokenizer"]

SEGMENTERS = ("char", "pkuseg")
KEPT = ("quantities", "companies", "metrics")

# spaCy's strings are UTF-8, which has no lone surrogates.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

Span = tuple[int, int]


class ChineseTokenizer(DummyTokenizer):
    """Makes a Doc of the reading text of its input. Made by :func:`cnbiznews.spacy.create_tokenizer`."""

    def __init__(
        self,
        vocab: Vocab,
        segmenter: str | Callable[[str], Iterable[str]] = "char",
        *,
        model: str | None = None,
        keep: Iterable[str] = (),
        repair: bool = True,
    ) -> None:
        """Load what the segmenter needs; see :func:`cnbiznews.spacy.create_tokenizer` for the arguments."""
        self.vocab = vocab
        self.segmenter = segmenter
        self.model = model
        self.keep = tuple(as_collection(keep, "keep of the tokenizer", f"a list of kinds ({', '.join(KEPT)})"))
        self.repair = repair
        for kind in self.keep:
            if kind not in KEPT:
                raise ConfigError("kind in the tokenizer's 'keep'", kind, KEPT)
        self._segment = _segmenter(segmenter, model)
        register_extensions()

    def __reduce__(self) -> tuple[Any, ...]:
        # A loaded model does not travel between processes, what it was loaded from does.
        return partial(ChineseTokenizer, model=self.model, keep=self.keep, repair=self.repair), (
            self.vocab,
            self.segmenter,
        )

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``: its words and spaces are those of the repaired and normalised text."""
        found = Analysis.of(text, repair=self.repair, tokenized=True)
        if not _is_utf8(found.reading.text):
            found.reading = found.reading.map(found.reading.text.translate(_SURROGATES), "surrogates")
        shown = found.reading.text
        kept = _first([[(mention.start, mention.end) for mention in found.find(kind)] for kind in self.keep])
        words, spaces = _with_spaces(shown, with_kept(self._segment(shown), kept))
        return Doc(self.vocab, words=words, spaces=spaces, user_data={KEY: found})


def _segmenter(segmenter: str | Callable[[str], Iterable[str]], model: str | None) -> Callable[[str], list[Span]]:
    """Return a function from a text to the spans of its words."""
    if segmenter == "char":
        return _characters
    if segmenter == "pkuseg":
        return load(model).spans
    if callable(segmenter):
        cut = segmenter
        return lambda text: _located(text, cut(text), cut)
    raise ConfigError(
        "segmenter of the tokenizer",
        segmenter,
        (*SEGMENTERS, 'a registered function: [nlp.tokenizer.segmenter] @misc = "name"'),
    )


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _characters(text: str) -> list[Span]:
    return [(at, at + 1) for at, character in enumerate(text) if not character.isspace()]


def _located(text: str, words: Iterable[str], segmenter: object) -> list[Span]:
    """Find the words of a foreign segmenter in the text they come from; white space may be left out or not."""
    spans: list[Span] = []
    at = 0
    for word in words:
        stripped = word.strip()
        while at < len(text) and text[at].isspace():
            at += 1
        if not stripped:
            continue
        if not text.startswith(stripped, at):
            raise PipelineError(
                f"[CB004] the segmenter {segmenter!r} returned the word {word!r}, but the text goes on with "
                f"{text[at : at + len(word)]!r} (offset {at}). A segmenter must return the text in pieces, unchanged."
            )
        spans.append((at, at + len(stripped)))
        at += len(stripped)
    if text[at:].strip():
        raise PipelineError(
            f"[CB004] the segmenter {segmenter!r} stopped at offset {at} of {len(text)} and lost the rest. "
            "A segmenter must return the text in pieces, unchanged."
        )
    return spans


def _first(groups: Iterable[list[Span]]) -> list[Span]:
    """Of spans that overlap keep those of the earlier group, in a group the longest; return them in order."""
    taken: list[Span] = []
    occupied: set[int] = set()
    for group in groups:
        for start, end in sorted(set(group), key=lambda span: (span[0] - span[1], span[0])):
            if occupied.isdisjoint(range(start, end)):
                taken.append((start, end))
                occupied.update(range(start, end))
    return sorted(taken)


def _with_spaces(text: str, spans: list[Span]) -> tuple[list[str], list[bool]]:
    """Turn the spans of words into spaCy's words and spaces, which together are the text again.

    One blank after a word belongs to it; other white space is a token of its own.
    """
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        gap = text[at:start]
        if gap and words and gap[0] == " ":
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces
