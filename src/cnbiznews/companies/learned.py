"""The statistical model of company names: a linear-chain conditional random field over characters, decoded in NumPy.

All sentences of a text are decoded side by side, one step per character, so that the work is done by a few array
operations. The model knows four labels: O outside, B first, I inner, E last character of a name.
"""

from __future__ import annotations

import io
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.companies.features import BITS, buckets, known_tags, word_tags

__all__ = ["Guess", "Model", "default_model"]

_O, _B, _I, _E = range(4)
_LONGEST = 160  # A longer sentence is cut: the steps are as many as the longest sentence has characters.
_ENDS = frozenset("。！？；\n")


class Guess(NamedTuple):
    """A name the model sees: its span, and how sure it is (0 to 1)."""

    start: int
    end: int
    confidence: float


class Model:
    """The weights: one row per bucket of features, one column per label; and the transitions between labels."""

    def __init__(self, weights: NDArray[np.int8], scale: float, transitions: NDArray[np.float32]) -> None:
        self.weights = weights
        self.scale = scale
        self.transitions = transitions

    @classmethod
    def load(cls, data: bytes) -> Model:
        """Read what scripts/train_company_model.py wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            weights = np.zeros((1 << BITS, archive["weights"].shape[1]), np.int8)
            weights[archive["buckets"]] = archive["weights"]
            return cls(weights, float(archive["scale"]), archive["transitions"])

    def guess(self, text: str, known: list[tuple[int, int, bool]]) -> list[Guess]:
        """Return the names the model sees in ``text``.

        Args:
            text: reading text.
            known: (start, end, ambiguous) of the names of a gazetteer, which the model takes into account.
        """
        if not text:
            return []
        found = buckets(text, known_tags(len(text), known), word_tags(text))
        scores = np.zeros((len(text), self.weights.shape[1]), np.int32)
        for column in range(found.shape[1]):
            scores += self.weights[found[:, column]]
        bounds = _sentences(text)
        labels, sure = self._decode(scores.astype(np.float32) * self.scale, bounds)
        return _spans(labels, sure)

    def _decode(
        self, scores: NDArray[np.float32], bounds: NDArray[np.int64]
    ) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
        """Return the most probable label of every character, and its probability (forward-backward)."""
        starts, lengths = bounds[:, 0], bounds[:, 1] - bounds[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        steps = int(lengths[0])
        count = len(starts)
        width = scores.shape[1]
        # How many sentences are still running at each step; they are sorted, so these are the first ones.
        running = np.searchsorted(-lengths, -np.arange(steps), side="left")
        emit = np.exp(scores - scores.max(axis=1, keepdims=True))
        move = np.exp(self.transitions)
        alpha = np.zeros((steps, count, width), np.float32)
        beta = np.ones((steps, count, width), np.float32)
        best = np.zeros((count, width), np.float32)
        back = np.zeros((steps, count, width), np.int8)
        for step in range(steps):
            live = int(running[step])
            at = starts[:live] + step
            if step == 0:
                alpha[0, :live] = emit[at]
                best[:live] = scores[at]
            else:
                alpha[step, :live] = (alpha[step - 1, :live] @ move) * emit[at]
                paths = best[:live, :, None] + self.transitions
                back[step, :live] = paths.argmax(axis=1)
                best[:live] = paths.max(axis=1) + scores[at]
            alpha[step, :live] /= alpha[step, :live].sum(axis=1, keepdims=True)
        for step in range(steps - 2, -1, -1):
            live = int(running[step + 1])
            at = starts[:live] + step + 1
            value = (beta[step + 1, :live] * emit[at]) @ move.T
            beta[step, :live] = value / value.sum(axis=1, keepdims=True)
        labels = np.zeros(len(scores), np.int8)
        sure = np.zeros(len(scores), np.float32)
        current = best.argmax(axis=1)
        for step in range(steps - 1, -1, -1):
            live = int(running[step])
            rows = np.arange(live)
            at = starts[:live] + step
            odds = alpha[step, :live] * beta[step, :live]
            chosen = current[:live]
            labels[at] = chosen
            sure[at] = odds[rows, chosen] / odds.sum(axis=1)
            current[:live] = back[step, rows, chosen]
        return labels, sure


def _sentences(text: str) -> NDArray[np.int64]:
    """Return (start, end) of the pieces that are decoded on their own."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.flatnonzero(np.isin(codes, np.array([ord(char) for char in _ENDS], np.uint32))) + 1
    marks = np.unique(np.concatenate([[0], ends, [len(text)]]))
    pieces = []
    for start, end in zip(marks[:-1].tolist(), marks[1:].tolist(), strict=True):
        pieces += [(cut, min(cut + _LONGEST, end)) for cut in range(start, end, _LONGEST)]
    return np.array(pieces, np.int64)


def _spans(labels: NDArray[np.int8], sure: NDArray[np.float32]) -> list[Guess]:
    """Read the labels as spans; the confidence is that of the least sure character."""
    found = []
    begins = np.flatnonzero(labels == _B).tolist()
    for start in begins:
        end = start + 1
        while end < len(labels) and labels[end] == _I:
            end += 1
        if end < len(labels) and labels[end] == _E:
            found.append(Guess(start, end + 1, float(sure[start : end + 1].min())))
    return found


@cache
def default_model() -> Model:
    """Return the packaged model; it is read when it is first asked for."""
    return Model.load(resources.blob("companies/model.npz"))
