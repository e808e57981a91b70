"""Words of Chinese text, by a pkuseg model that is found offline."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from cnbiznews.errors import ArgumentError, as_spans, as_text
from cnbiznews.segmentation.dictionary import Dictionary
from cnbiznews.segmentation.packing import ModelError, dictionary_of, unpack

__all__ = ["Segmenter", "load", "model_file", "plain", "with_kept"]

Span = tuple[int, int]

#: The distribution whose model is used when none is named.
DEFAULT_MODEL = "cnbiznews_segmentation_gsd"
MODEL_FILE = "model.zip"

_INSTALL_PKUSEG = "segmenting into words needs spacy-pkuseg; install it with: pip install 'cnbiznews[spacy]'"
_INSTALL_MODEL = (
    f"there is no segmentation model: the distribution {DEFAULT_MODEL.replace('_', '-')} is not installed. Install it "
    "(in a checkout of cnbiznews: pip install ./models/cnbiznews-segmentation-gsd), or pass the path of a packed model"
)

# The corpus writes Chinese punctuation: a comma in half width means the same as one in full width, except in numbers.
_PUNCTUATION = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_IN_TEXT = re.compile(r"(?<![0-9])[,:]|[,:](?![0-9])|\.(?![0-9A-Za-zＡ-Ｚａ-ｚ])|[;?!()]")
# All letters are one to the model: it can't learn Latin words from the few in the corpus.
_LETTERS = {code: "Ａ" for start in (0x41, 0x61, 0xFF21, 0xFF41) for code in range(start, start + 26)}

# A sentence (the unit the model was trained on), or a part of one that does not end.
_PIECE = re.compile(r"[^\s。！？；]{1,400}[。！？；]{0,9}|[。！？；]{1,9}")


def plain(text: str) -> str:
    """Return ``text`` as the model is to see it, character for character.

    >>> plain("营收(GMV)增长3.5%,超1,000家.")
    '营收（ＡＡＡ）增长3.5%，超1,000家。'
    """
    return _IN_TEXT.sub(lambda found: _PUNCTUATION[found[0]], as_text(text)).translate(_LETTERS)


class Segmenter:
    """Splits simplified Chinese text into words. Make one with :func:`load`."""

    def __init__(self, folder: Path, meta: dict[str, Any], dictionary: Dictionary) -> None:
        """Load the unpacked model in ``folder``."""
        try:
            import spacy_pkuseg
        except ImportError as error:
            raise ImportError(_INSTALL_PKUSEG) from error
        # user_dict=None: the dictionary spacy_pkuseg would add by default joins what this model keeps apart.
        self._model = spacy_pkuseg.pkuseg(str(folder), user_dict=None)
        self._dictionary = dictionary
        self.meta = meta

    def cut(self, text: str, keep: Iterable[Span] = ()) -> list[str]:
        """Return the words of ``text`` in order, without the white space between them.

        Args:
            text: simplified Chinese (see :func:`cnbiznews.normalize`); letters, digits, any width.
            keep: spans (half-open offsets) that are one word each, as those of quantities or companies; they must not
                overlap.

        Raises:
            ArgumentError: ``text`` is no text, or something in ``keep`` no span.
            AlignmentError: a span to keep does not lie in the text, or overlaps another one.

        >>> load().cut("公司营收同比增长12.5%")                # doctest: +SKIP
        ['公司', '营收', '同比', '增长', '12.5%']
        """
        return [text[start:end] for start, end in self.spans(text, keep)]

    def spans(self, text: str, keep: Iterable[Span] = ()) -> list[Span]:
        """Return the words of ``text`` as half-open spans; see :meth:`cut`."""
        shown = plain(text)
        kept = as_spans(keep, text, "keep")
        words: list[Span] = []
        known: list[Span] = []
        for piece in _PIECE.finditer(shown):
            at = piece.start()
            for word in self._model.cut(piece[0]):
                words.append((at, at + len(word)))
                at += len(word)
            at = piece.start()
            known += [(at + start, at + end) for start, end in self._dictionary.find(piece[0])]
        return with_kept(with_kept(words, known), kept)


def with_kept(words: list[Span], keep: Sequence[Span]) -> list[Span]:
    """Put the kept spans among the words: a word that reaches into one is cut off there.

    >>> with_kept([(0, 2), (2, 3), (3, 5)], [(1, 4)])
    [(0, 1), (1, 4), (4, 5)]
    """
    if not keep:
        return words
    result: list[Span] = []
    at = 0
    for start, end in keep:
        if start >= end:
            continue
        while at < len(words) and words[at][0] < start:
            left, right = words[at]
            result.append((left, min(right, start)))
            if right > start:
                break
            at += 1
        result.append((start, end))
        while at < len(words) and words[at][1] <= end:
            at += 1
        if at < len(words) and words[at][0] < end:
            words[at] = (end, words[at][1])
    return result + words[at:]


def model_file(model: str | Path | None = None) -> Path | Traversable:
    """Return the packed model: the one given by path, the one in an installed package, or the default one.

    Args:
        model: the path of a packed model, or the import name of a package that holds a ``model.zip``.

    Raises:
        ModelError: there is none; the message says how to get it.
        ArgumentError: ``model`` is neither a path nor a name.
    """
    if not isinstance(model, str | Path | None):
        raise ArgumentError("model", "a path or the name of a package", type(model).__name__)
    if model is not None and (Path(model).suffix or Path(model).exists()):
        return Path(model)
    try:
        file = files(str(model or DEFAULT_MODEL)) / MODEL_FILE
        if file.is_file():
            return file
    except (ModuleNotFoundError, TypeError):  # the latter: a module, but no package
        pass
    raise ModelError(
        _INSTALL_MODEL if model is None else f"there is no file and no package with a model named {str(model)!r}"
    )


@cache
def load(model: str | Path | None = None) -> Segmenter:
    """Load a segmentation model; the installed default one if none is named. Works without a network.

    Args:
        model: the path of a packed model, or the import name of a package that holds a ``model.zip``.

    Returns:
        The segmenter; the same one for the same ``model``, for the life of the process.

    Raises:
        ModelError: there is no such model.
        ImportError: spacy-pkuseg is not installed.
    """
    # pkuseg loads from a folder only, and keeps nothing open: it may go at once.
    with tempfile.TemporaryDirectory(prefix="cnbiznews-") as folder:
        file = model_file(model)
        return Segmenter(Path(folder), unpack(file, Path(folder)), dictionary_of(file))
