"""The statistical model of company names: a linear-chain conditional random field over characters, decoded in NumPy.

All sentences of a text are decoded side by side, one step per character, so that the work is done by a few array
operations. The model knows four labels: O outside, B first, I inner, E last character of a name.
"""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnbiznews import resources
from cnbiznews.companies.features import BITS, MARGIN, Vocabulary, buckets, known_tags

__all__ = ["Guess", "Model", "default_model"]

_O, _B, _I, _E = range(4)
_LONGEST = 48  # A longer piece is cut: the steps are as many as the longest piece has characters.
_ENDS = (
    "。！？；：，、“”（）()《》\n\t"  # A name never reaches over one of these, so the pieces between are decoded apart.
)
_SCALED = 4  # After so many steps the odds are brought back to the order of one.
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

    def __init__(
        self, weights: NDArray[np.int8], scale: float, transitions: NDArray[np.float32], vocabulary: Vocabulary
    ) -> None:
        self.rows = (weights.astype(np.int16) + 128).astype(np.uint16).view(np.uint64).ravel()
        self.scale = np.float32(scale)
        self.move = np.zeros((8, 8))  # the odds of the transitions, on and back
        self.move[:4, :4], self.move[4:, 4:] = np.exp(transitions.T), np.exp(transitions)
        self.vocabulary = vocabulary

    @classmethod
    def load(cls, data: bytes) -> Model:
        """Read what scripts/train_company_model.py wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            weights = np.zeros((1 << BITS, 4), np.int8)
            weights[archive["buckets"]] = archive["weights"]
            vocabulary = Vocabulary(archive["words"], archive["classes"])
            return cls(weights, float(archive["scale"]), archive["transitions"], vocabulary)

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
            found = buckets(text[low:high], tags[low:high], self.vocabulary)[:, start - low : end - low]
            total = np.zeros(end - start, np.uint64)
            for row in found:
                total += self.rows.take(row)
            scores[start:end] = total.view(np.uint16).reshape(-1, 4)
        return scores * self.scale

    def _chances(self, scores: NDArray[np.float32], pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the probability of every label for every character."""
        chances = np.empty_like(scores)
        chunks = np.flatnonzero(np.diff(pieces[:, 0] // _CHUNK)) + 1
        for first, last in pairwise([0, *chunks.tolist(), len(pieces)]):
            start, end = pieces[first, 0], pieces[last - 1, 1]
            chances[start:end] = self._odds(scores[start:end], pieces[first:last] - start)
        return chances

    def _odds(self, scores: NDArray[np.float32], pieces: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the probability of every label for every character of adjacent pieces (forward-backward).

        Both directions go side by side: a step takes one more character from the beginning of every piece that is
        long enough (four rows for the labels), and one from its end (four more).
        """
        starts, lengths = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        steps = int(lengths[0])
        # How many pieces are still running at each step; they are sorted, so these are the first ones.
        running = np.searchsorted(-lengths, -np.arange(steps), side="left")
        firsts = np.cumsum([0, *running.tolist()])
        # The characters in the order in which they are come to, one column for each; and where each is come to from
        # the other end of its piece.
        step = np.repeat(np.arange(steps), running)
        piece = np.arange(len(step)) - firsts[step]
        places = starts[piece] + step
        mirror = firsts[lengths[piece] - 1 - step] + piece
        odds = scores.take(places, axis=0).T.astype(np.float64, order="C")
        odds -= np.maximum.reduce(odds)
        np.exp(odds, out=odds)
        emit = np.concatenate([odds, odds.take(mirror, axis=1)])
        come = np.ones_like(emit)  # the odds of the labels before, and
        state = emit.copy()  # after their character is looked at
        edges = firsts.tolist()
        for number in range(1, steps):
            first, end = edges[number], edges[number + 1]
            before = state[:, edges[number - 1] : edges[number - 1] + end - first]
            if number % _SCALED == 0:
                halves = before.reshape(2, 4, -1)
                before = (halves / halves.sum(axis=1, keepdims=True)).reshape(8, -1)
            come[:, first:end] = moved = self.move @ before
            np.multiply(moved, emit[:, first:end], out=state[:, first:end])
        odds = state[:4] * come[4:].take(mirror, axis=1)
        odds /= np.add.reduce(odds)
        where = np.empty_like(places)  # each character stands in that order
        where[places] = np.arange(len(places))
        chances: NDArray[np.float64] = odds.take(where, axis=1).T
        return chances


@cache
def _is_end() -> NDArray[np.bool_]:
    """Which characters end pieces, by code point (none of those from U+FFFF on)."""
    table = np.zeros(1 << 16, np.bool_)
    table[[ord(char) for char in _ENDS]] = True
    return table


def _pieces(text: str) -> NDArray[np.int64]:
    """Return (start, end) of the pieces that are decoded on their own."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    marks = np.flatnonzero(_is_end().take(np.minimum(codes, 0xFFFF))) + 1
    edges = np.concatenate([[0], marks, [len(text)] if not marks.size or marks[-1] < len(text) else marks[:0]])
    long = np.flatnonzero(np.diff(edges) > _LONGEST)
    cuts = [at for number in long.tolist() for at in range(edges[number] + _LONGEST, edges[number + 1], _LONGEST)]
    edges = np.sort(np.concatenate([edges, cuts])).astype(np.int64) if cuts else edges
    return np.stack([edges[:-1], edges[1:]], axis=1)


def _spans(chances: NDArray[np.float32]) -> list[Guess]:
    """Return, for every place where a name may begin, the likeliest name; as likely as its least likely character."""
    found = []
    inner, last = (np.ascontiguousarray(chances[:, label]).data for label in (_I, _E))  # few of them are looked at
    starts = np.flatnonzero(chances[:, _B] >= _FAINT)
    for start, inside in zip(starts.tolist(), chances[starts, _B].tolist(), strict=True):
        best, stop = 0.0, start
        for end in range(start + 1, min(start + _LONGEST, len(chances))):
            likely = last[end]
            if likely > best:
                best, stop = min(inside, likely), end + 1
            if inner[end] < inside:
                inside = inner[end]
            if inside <= best or inside <= _FAINT:
                break
        if best >= _FAINT:
            found.append(Guess(start, stop, best))
    return found


@cache
def default_model() -> Model:
    """Return the packaged model; it is read when it is first asked for."""
    return Model.load(resources.blob("companies/model.npz"))
