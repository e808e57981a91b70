"""The search all lossy inverses share: the most probable path through a lattice of originals.

An inverse describes, node by node, which characters may have stood there; this module finds the most probable sequence
under the language model, and says how much better it is than the next best one. Every arc moves forward in the damaged
text and only so many paths are kept at a position: the search is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cnbiznews.repair.language_model import BOUNDARY, SCALE, LanguageModel

__all__ = ["NO_RIVAL", "Arc", "Budget", "Node", "Path", "best_path"]

#: (position in the damaged text, whatever else the state of the decoder is)
Node = tuple[int, int]
#: (characters of the original, the node behind them, cost beside the language model's)
Arc = tuple[str, Node, int]

#: The margin of a path that has no rival.
NO_RIVAL = 1 << 30
_DIGEST = (1 << 61) - 1
# Paths this much worse than the best one at the same position are given up.
_HOPELESS = 8 * SCALE
# How many paths are kept at a position.
_WIDTH = 8
# For so many different last characters it is asked what may follow.
_CONTEXTS = 3
_STEPS, _CHARACTERS_A_STEP = 2_500, 24
# What may follow, and the ids of its characters.
_Choice = tuple[list[Arc], list[list[int]]]


@dataclass(slots=True)
class Budget:
    """How many steps the searches in a text may take together, so that no text takes forever.

    Damaged text takes about a step in twenty characters. What is no damaged text, but looks like nothing else, takes
    many steps a character.
    """

    steps: int

    @classmethod
    def of(cls, text: str) -> Budget:
        """Return the budget of a text: a little more than damaged text takes, and much more for short ones."""
        return cls(_STEPS + len(text) // _CHARACTERS_A_STEP)

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.steps <= 0


@dataclass(slots=True)
class _Partial:
    """The best path so far into one state, and its closest rival with a different text."""

    cost: int
    node: Node
    first: int
    second: int
    digest: int
    text: str
    previous: _Partial | None
    margin: int = NO_RIVAL
    rival: _Partial | None = None

    def beats(self, other: _Partial) -> None:
        lead = other.cost - self.cost
        if self.digest != other.digest and lead < self.margin:
            self.margin, self.rival = lead, other

    def pieces(self) -> list[tuple[str, Node]]:
        found = []
        partial: _Partial | None = self
        while partial is not None and partial.previous is not None:
            found.append((partial.text, partial.node))
            partial = partial.previous
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Path:
    """The most probable original of a stretch: ``pieces`` are (characters, node behind them), in order.

    ``margin`` is by how much (in cost units) it beats the next best text, and ``rival`` is that text, up to where the
    two meet again.
    """

    cost: int
    pieces: tuple[tuple[str, Node], ...]
    margin: int
    rival: str

    @property
    def text(self) -> str:
        """The characters of the original."""
        return "".join(piece for piece, _ in self.pieces)


def best_path(
    model: LanguageModel,
    arcs: Callable[[Node, int, int], Iterable[Arc]],
    settled: Callable[[Node], bool],
    *,
    start: int,
    past: int,
    end: int,
    budget: Budget,
    context: str = "",
) -> Path | None:
    """Return the most probable path from ``start``, or None if none gets through.

    It ends at ``end``, or earlier, where all paths still considered have met in a ``settled`` node behind ``past``.

    Args:
        model: judges the characters.
        arcs: what may follow a node; it is also given the ids of the last two characters of the best path to it,
            so that it can offer the likely characters alone where there are many.
        settled: whether a path may end at a node.
        start: where to begin; the first node is ``(start, 0)``.
        past: a position the path must get past.
        end: where the stretch ends at the latest.
        budget: what the search may spend; once it is spent there is no path.
        context: the text before the start.
    """
    first, second = model.identify((BOUNDARY * 2 + context)[-2:])
    frontier = _Frontier(model)
    here = [_Partial(0, (start, 0), first, second, 0, "", None)]
    while True:
        if budget.spent:
            return None
        here = here[:_WIDTH]
        budget.steps -= len(here)
        offers = _Offers(model, arcs)
        for partial in here:
            frontier.extend(partial, *offers.behind(partial))
        position, here = frontier.advance()
        if position >= end:
            here = [partial for partial in here if settled(partial.node)]
        if not here:
            return None
        if position >= end or (position > past and len(here) == 1 and not frontier and settled(here[0].node)):
            return _best(here)


class _Offers:
    """What may follow the paths at one position.

    What is likely depends on the last character above all, and on the best paths: a few choices serve for all.
    """

    def __init__(self, model: LanguageModel, arcs: Callable[[Node, int, int], Iterable[Arc]]) -> None:
        self.model = model
        self.arcs = arcs
        self.choices: dict[tuple[Node, int], _Choice] = {}
        self.first: dict[Node, _Choice] = {}  # the one of the best path to a node

    def behind(self, partial: _Partial) -> _Choice:
        """Return what may follow a path."""
        node, second = partial.node, partial.second
        choice = self.choices.get((node, second))
        if choice is None:
            if len(self.choices) < _CONTEXTS or node not in self.first:
                offered = list(self.arcs(node, partial.first, second))
                choice = offered, [self.model.identify(text) for text, _, _ in offered]
                self.first.setdefault(node, choice)
            else:
                choice = self.first[node]
            self.choices[node, second] = choice
        return choice


class _Frontier:
    """The best paths into every state ahead, by position. It is true while there are any."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.waiting: dict[int, dict[tuple[Node, int, int], _Partial]] = {}
        self.hopeless: dict[int, int] = {}  # position: the cost from which on a path there is given up

    def __bool__(self) -> bool:
        return bool(self.waiting)

    def extend(self, partial: _Partial, offered: list[Arc], identified: list[list[int]]) -> None:
        """Add a path's continuations."""
        hopeless, waiting, cost_of, runs = self.hopeless, self.waiting, self.model.cost, self.model.runs
        costs = self.model.costs(partial.first, partial.second, [ids[0] for ids in identified])
        for (text, target, extra), ids, cost in zip(offered, identified, costs, strict=True):
            cost += partial.cost + extra
            place = target[0]
            limit = hopeless.get(place)
            if limit is not None and cost > limit:
                continue
            one, two = partial.first, partial.second
            for index, this in enumerate(ids):
                if index:
                    cost += cost_of(one, two, this)
                if this != two or this not in runs:
                    one, two = two, this
            if limit is None or cost + _HOPELESS < limit:
                hopeless[place] = cost + _HOPELESS
            digest = partial.digest
            for char in text:
                digest = (digest * 0x1000003 + ord(char)) & _DIGEST
            bucket = waiting.get(place)
            if bucket is None:
                bucket = waiting[place] = {}
            reached = (target, one, two)
            known = bucket.get(reached)
            new = _Partial(cost, target, one, two, digest, text, partial, partial.margin, partial.rival)
            if known is None:
                bucket[reached] = new
            elif cost < known.cost:
                new.beats(known)
                bucket[reached] = new
            else:
                known.beats(new)

    def advance(self) -> tuple[int, list[_Partial]]:
        """Take the paths to the next position out, best first; none if there are no more."""
        if not self.waiting:
            return 0, []
        position = min(self.waiting)
        self.hopeless.pop(position, None)
        here = sorted(self.waiting.pop(position).values(), key=lambda partial: partial.cost)
        return position, [partial for partial in here if partial.cost <= here[0].cost + _HOPELESS]


def _best(here: list[_Partial]) -> Path:
    """Return the first of the paths that have met, and by how much it beats the others."""
    best = here[0]
    for other in here[1:]:
        best.beats(other)
    rival = "".join(text for text, _ in best.rival.pieces()) if best.rival else ""
    return Path(best.cost, tuple(best.pieces()), best.margin, rival)
