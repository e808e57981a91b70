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
from cnbiznews.companies.features import BITS, MARGIN, buckets, known_tags

__all__ = ["Guess", "Model", "default_model"]

_O, _B, _I, _E = range(4)
_LONGEST = 48  # A longer piece is cut: the steps are as many as the longest piece has characters.
_ENDS = (
    "。！？；：，、“”（）()《》\n\t"  # A name never reaches over one of these, so the pieces between are decoded apart.
)
_CHUNK = 1 << 15  # characters scored in one go: more would not fit into the cache of the processor
_FAINT = 0.1  # less likely names are not worth a mention


class Guess(NamedTuple):
    """A name the model sees: its span, and how sure it is (0 to 1)."""

    start: int
    end: int
    confidence: float


class Model:
    """The weights: one row per bucket of features, one column per label; and the transitions between labels.

    The four weights of a row are kept as four lanes of one number, so that they are fetched and added together.
    """

    def __init__(self, weights: NDArray[np.int8], scale: float, transitions: NDArray[np.float32]) -> None:
        self.rows = (weights.astype(np.int16) + 128).astype(np.uint16).view(np.uint64).ravel()
        self.scale = np.float32(scale)
        self.transitions = transitions

    @classmethod
    def load(cls, data: bytes) -> Model:
        """Read what scripts/train_company_model.py wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            weights = np.zeros((1 << BITS, 4), np.int8)
            weights[archive["buckets"]] = archive["weights"]
            return cls(weights, float(archive["scale"]), archive["transitions"])

    def guess(self, text: str, known: list[tuple[int, int, bool]]) -> list[Guess]:
        """Return the names the model may see in ``text``, the unlikely ones, too; they can overlap.

        Args:
            text: reading text.
            known: (start, end, ambiguous) of the names of a gazetteer, which the model takes into account.
        """
        if not text:
            return []
        pieces = _pieces(text)
        chances = self._chances(self._scores(text, known), pieces)
        chances[pieces[:, 0], _I:] = 0  # a name neither comes in from outside a piece
        chances[pieces[:, 1] - 1, _B:_E] = 0  # nor goes on behind it
        return _spans(chances)

    def _scores(self, text: str, known: list[tuple[int, int, bool]]) -> NDArray[np.float32]:
        """Return the score of each label for each character, up to a constant per character."""
        tags = known_tags(len(text), known)
        scores = np.empty((len(text), 4), np.float32)
        for start in range(0, len(text), _CHUNK):
            end = min(start + _CHUNK, len(text))
            # A character sees some of its neighbours, also those of the next chunk.
            low, high = max(0, start - MARGIN), min(len(text), end + MARGIN)
            found = buckets(text[low:high], tags[low:high])[:, start - low : end - low]
            total = np.zeros(end - start, np.uint64)
            for row in found:
                total += self.rows.take(row)
            scores[start:end] = total.view(np.uint16).reshape(-1, 4)
        return scores * self.scale

    def _chances(self, scores: NDArray[np.float32], pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the probability of every label for every character (forward-backward)."""
        starts, lengths = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        steps = int(lengths[0])
        # How many pieces are still running at each step; they are sorted, so these are the first ones.
        running = np.searchsorted(-lengths, -np.arange(steps), side="left").tolist()
        scores -= scores.max(axis=1, keepdims=True)
        # The characters in the order in which they are come to, one column for each.
        places = np.concatenate([starts[:count] + step for step, count in enumerate(running)])
        firsts = np.cumsum([0, *running]).tolist()
        emit = np.exp(scores[places].T)
        move = np.exp(self.transitions)
        back = np.ascontiguousarray(move.T)
        odds = np.empty_like(emit)  # first the forward part, then times the backward part
        forward = odds[:, : running[0]] = emit[:, : running[0]]
        for step in range(1, steps):
            now = slice(firsts[step], firsts[step + 1])
            forward = (back @ forward[:, : running[step]]) * emit[:, now]
            forward /= np.add.reduce(forward)
            odds[:, now] = forward
        backward = np.ones((4, running[steps - 1]), np.float32)
        for step in range(steps - 2, -1, -1):
            count = running[step + 1]
            backward = move @ (backward * emit[:, firsts[step + 1] : firsts[step + 2]])
            backward /= np.add.reduce(backward)
            odds[:, firsts[step] : firsts[step] + count] *= backward
            if fresh := running[step] - count:
                backward = np.concatenate([backward, np.ones((4, fresh), np.float32)], axis=1)
        odds /= odds.sum(axis=0)
        chances = np.empty_like(scores)
        chances[places] = odds.T
        return chances


def _pieces(text: str) -> NDArray[np.int64]:
    """Return (start, end) of the pieces that are decoded on their own."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.flatnonzero(np.isin(codes, np.array([ord(char) for char in _ENDS], np.uint32))) + 1
    marks = np.unique(np.concatenate([[0], ends, [len(text)]]))
    long = np.flatnonzero(np.diff(marks) > _LONGEST)
    cuts = [np.arange(marks[at] + _LONGEST, marks[at + 1], _LONGEST) for at in long.tolist()]
    marks = np.sort(np.concatenate([marks, *cuts]))
    return np.stack([marks[:-1], marks[1:]], axis=1)


def _spans(chances: NDArray[np.float32]) -> list[Guess]:
    """Return, for every place where a name may begin, the likeliest name; as likely as its least likely character."""
    found = []
    inner, last = chances[:, _I].tolist(), chances[:, _E].tolist()
    for start in np.flatnonzero(chances[:, _B] >= _FAINT).tolist():
        inside = float(chances[start, _B])
        best, stop = 0.0, start
        for end in range(start + 1, min(start + _LONGEST, len(chances))):
            likely = min(inside, last[end])
            if likely > best:
                best, stop = likely, end + 1
            inside = min(inside, inner[end])
            if inside <= max(best, _FAINT):
                break
        if best >= _FAINT:
            found.append(Guess(start, stop, best))
    return found


@cache
def default_model() -> Model:
    """Return the packaged model; it is read when it is first asked for."""
    return Model.load(resources.blob("companies/model.npz"))
