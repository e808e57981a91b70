"""AlignedText: text after some transformations, and the way back to its source.

This is the only place in the library where offset arithmetic is done. All offsets are half-open and count code points.

A transformation is a :class:`Step`. Inside a step, characters stay *in step* with their originals, except in a few
*blocks* ``(source start, source end, text start, text end)`` where the length changes or an explained edit was made.
An :class:`AlignedText` is its source and the sequence of its steps; spans are mapped through one step after the other.
Composition therefore just appends steps: it is associative by construction, costs nothing per character, and stays as
precise as the single steps are.

Two conventions make the mapping exact and monotone:

* an insertion belongs to the character before it (at the start of a text, to the one after it), so that every
  character of a text has a source;
* what was deleted at the edge of a span is not part of it: in ``業(yè)績`` the span of ``業`` is one character long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from cnbiznews.errors import AlignmentError, ArgumentError, as_collection, as_text

__all__ = ["AlignedText", "Edit", "Step", "altered", "as_aligned"]

Block = tuple[int, int, int, int]
Span = tuple[int, int]
T = TypeVar("T")
_set = object.__setattr__


@dataclass(frozen=True, slots=True)
class Edit:
    """One explained change: ``text[start:end]`` is replaced by ``replacement`` because of ``reason``.

    ``confidence`` is a figure from 0 to 1 that says how sure the change is.

    >>> AlignedText.identity("業(yè)績").edit([Edit(1, 5, "", "gloss")], "repair").text
    '業績'
    """

    start: int
    end: int
    replacement: str
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One named transformation of a whole text.

    ``text`` is its result, ``count`` the number of changes it made, ``edits`` the explained ones among them (none for
    a mapping, whose single changes :meth:`diff` finds again).
    """

    name: str
    before: str = field(repr=False)
    text: str = field(repr=False)
    count: int
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    # Four parallel columns instead of tuples: bisect works on them directly.
    _source_starts: tuple[int, ...] = field(default=(), repr=False)
    _source_ends: tuple[int, ...] = field(default=(), repr=False)
    _text_starts: tuple[int, ...] = field(default=(), repr=False)
    _text_ends: tuple[int, ...] = field(default=(), repr=False)

    @property
    def blocks(self) -> list[Block]:
        """The places where source and text are not in step, in order."""
        return list(zip(self._source_starts, self._source_ends, self._text_starts, self._text_ends, strict=True))

    def to_source(self, start: int, end: int) -> Span:
        """Map a span of the result to the text before this step."""
        if not self._text_starts:
            return start, end
        return _map(start, end, self._text_starts, self._text_ends, self._source_starts, self._source_ends)

    def to_text(self, start: int, end: int) -> Span:
        """Map a span of the text before this step to its result."""
        if not self._text_starts:
            return start, end
        return _map(start, end, self._source_starts, self._source_ends, self._text_starts, self._text_ends)

    def diff(self) -> Iterator[Edit]:
        """Yield the single changes this step made, in offsets of the text before it.

        >>> [step] = AlignedText.identity("京東").map("京东", "t2s").steps
        >>> list(step.diff())
        [Edit(start=1, end=2, replacement='东', reason='t2s', confidence=1.0)]
        """
        if self.edits:
            yield from self.edits
            return
        source_at = text_at = 0
        for source_start, source_end, text_start, text_end in [
            *self.blocks,
            (len(self.before), len(self.before), len(self.text), len(self.text)),
        ]:
            for offset in range(source_start - source_at):
                if self.before[source_at + offset] != self.text[text_at + offset]:
                    yield Edit(source_at + offset, source_at + offset + 1, self.text[text_at + offset], self.name)
            if self.before[source_start:source_end] != self.text[text_start:text_end]:
                yield Edit(source_start, source_end, self.text[text_start:text_end], self.name)
            source_at, text_at = source_end, text_end


def _map(
    start: int,
    end: int,
    from_starts: Sequence[int],
    from_ends: Sequence[int],
    to_starts: Sequence[int],
    to_ends: Sequence[int],
) -> Span:
    """Map a span from one side of a step to the other (the blocks given as columns of both sides)."""

    if start < end:
        return (
            _left(start, from_starts, from_ends, to_starts, to_ends),
            _right(end, from_starts, from_ends, to_ends),
        )
    # A gap lies between its neighbours; inside a block it is the whole block.
    low = _right(start, from_starts, from_ends, to_ends) if start else 0
    high = _left(start, from_starts, from_ends, to_starts, to_ends)
    return (low, high) if low <= high else (high, low)


def _left(
    position: int,
    from_starts: Sequence[int],
    from_ends: Sequence[int],
    to_starts: Sequence[int],
    to_ends: Sequence[int],
) -> int:
    """Where the character that starts at ``position`` begins on the other side."""
    i = bisect_right(from_starts, position) - 1
    # Of several blocks starting here all but the last are empty on this side.
    if i < 0:
        return position
    if position < from_ends[i]:
        return to_starts[i]
    return position - from_ends[i] + to_ends[i]


def _right(position: int, from_starts: Sequence[int], from_ends: Sequence[int], to_ends: Sequence[int]) -> int:
    """Where the character that ends at ``position`` ends on the other side."""
    i = bisect_left(from_ends, position)
    # The first block that does not end before here: does it hold the character?
    if i < len(from_ends) and from_starts[i] < position:
        return to_ends[i]
    return position - from_ends[i - 1] + to_ends[i - 1] if i else position


def _anchored(blocks: Iterable[Block], length: int) -> list[Block]:
    """Let insertions take in a neighbouring character, so that no block is empty in the source unless the source is."""
    result: list[Block] = []
    for source_start, source_end, text_start, text_end in blocks:
        if source_start == source_end:
            if text_start == text_end:
                continue
            if source_start > 0:
                source_start, text_start = source_start - 1, text_start - 1
            elif length > 0:
                source_end, text_end = 1, text_end + 1
        if result and source_start < result[-1][1]:
            last = result.pop()
            source_start, source_end, text_start = last[0], max(source_end, last[1]), last[2]
        result.append((source_start, source_end, text_start, text_end))
    return result


def _step(name: str, before: str, text: str, count: int, blocks: list[Block], edits: tuple[Edit, ...] = ()) -> Step:
    if not blocks:
        return Step(name, before, text, count, edits)
    if any(start == end for start, end, _, _ in blocks):
        blocks = _anchored(blocks, len(before))
    # One character for one stays in step: no block is needed to map it.
    kept = [b for b in blocks if b[1] - b[0] != 1 or b[3] - b[2] != 1]
    columns = tuple(zip(*kept, strict=True)) if kept else ((), (), (), ())
    return Step(name, before, text, count, edits, *columns)


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text together with the source it was made from and the steps that made it.

    Immutable. ``str()`` gives the text, ``len()`` its length, slicing a part that still knows the whole source.

    >>> clean = AlignedText.identity("２０２４年 業(yè)績").edit([Edit(7, 11, "", "gloss")], "repair")
    >>> clean = clean.map("2024年 业绩", "reading")
    >>> clean.text, clean.source_span(6, 8)
    ('2024年 业绩', (6, 12))
    >>> clean.source_of(6, 7)
    '業'
    """

    text: str
    source: str
    steps: tuple[Step, ...] = ()

    # Making

    @classmethod
    def identity(cls, text: str) -> AlignedText:
        """Return ``text`` as its own source."""
        return cls(as_text(text), text)

    def edit(self, edits: Iterable[Edit], name: str) -> AlignedText:
        """Apply explained edits, given in offsets of :attr:`text`, in order and not overlapping.

        Returns ``self`` when there is nothing to do.

        Raises:
            AlignmentError: edits overlap, are out of order or lie outside the text.
            ArgumentError: something is no :class:`Edit`.
        """
        edits = _all_of(Edit, edits, "edits")
        if not edits:
            return self
        text = self.text
        pieces: list[str] = []
        blocks: list[Block] = []
        at = length = 0
        for edit in edits:
            if not at <= edit.start <= edit.end <= len(text):
                problem = f"edit {edit.start}..{edit.end} of {name!r} overlaps the one before it or leaves the text"
                raise AlignmentError(f"{problem} (length {len(text)}, edited up to {at}); sort the edits")
            pieces += (text[at : edit.start], edit.replacement)
            text_start = length + edit.start - at
            length = text_start + len(edit.replacement)
            blocks.append((edit.start, edit.end, text_start, length))
            at = edit.end
        pieces.append(text[at:])
        after = "".join(pieces)
        return AlignedText(after, self.source, (*self.steps, _step(name, text, after, len(edits), blocks, edits)))

    def map(self, text: str, name: str, count: int | None = None) -> AlignedText:
        """Replace characters one for one: ``text`` must be as long as the current text.

        ``count`` is the number of changed characters where the caller knows it. Returns ``self`` when nothing changed.
        """
        if as_text(text) == self.text:
            return self
        if len(text) != len(self.text):
            raise AlignmentError(f"{name!r} maps {len(self.text)} characters to {len(text)}; use replace_blocks")
        return self.replace_blocks(text, (), name, count)

    def replace_blocks(self, text: str, blocks: Iterable[Block], name: str, count: int | None = None) -> AlignedText:
        """Set a new text that is in step with the current one outside ``blocks``.

        A block is ``(source start, source end, text start, text end)``: the current text's span, the new one's.

        Raises:
            AlignmentError: the blocks don't account for the difference in length, or overlap.
        """
        blocks = list(blocks)
        shift = at = 0
        for block in blocks:
            source_start, source_end, text_start, text_end = block
            if not (at <= source_start <= source_end and text_start == source_start + shift and text_start <= text_end):
                raise AlignmentError(f"block {block} of {name!r} is misplaced")
            shift += (text_end - text_start) - (source_end - source_start)
            at = source_end
        if at > len(self.text) or len(self.text) + shift != len(text):
            raise AlignmentError(f"the blocks of {name!r} don't explain a change from {len(self.text)} to {len(text)}")
        if text == self.text:
            return self
        if count is None:
            changed = sum(a != b for a, b in zip(self.text, text, strict=True)) if not blocks else len(blocks)
        else:
            changed = count
        return AlignedText(text, self.source, (*self.steps, _step(name, self.text, text, changed, blocks)))

    def then(self, other: AlignedText) -> AlignedText:
        """Compose: ``other`` was made from the text of this one.

        >>> a = AlignedText.identity("１元").map("1元", "width")
        >>> a.then(AlignedText.identity("1元").map("1圆", "variant")).source
        '１元'
        """
        if not isinstance(other, AlignedText):
            raise ArgumentError("what is composed", "an AlignedText", type(other).__name__)
        if other.source != self.text:
            raise AlignmentError("these can't be composed: the second one was not made from the text of the first")
        return AlignedText(other.text, self.source, self.steps + other.steps)

    def __getitem__(self, part: slice) -> AlignedText:
        """Return a part of the text that still maps to the whole source (no step width).

        Raises:
            ArgumentError: the part is no slice; for single characters, index :attr:`text`.
        """
        if not isinstance(part, slice):
            raise ArgumentError(
                "the index of an AlignedText", "a slice (single characters are in its text)", type(part).__name__
            )
        start, end, stride = part.indices(len(self.text))
        if stride != 1:
            raise AlignmentError("an aligned text can't be sliced with a step")
        end = max(start, end)
        if start == 0 and end == len(self.text):
            return self
        blocks = [(0, start, 0, 0), (end, len(self.text), end - start, end - start)]
        step = _step("slice", self.text, self.text[start:end], 1, blocks)
        return AlignedText(step.text, self.source, (*self.steps, step))

    @classmethod
    def concat(cls, parts: Sequence[AlignedText], separator: str = "") -> AlignedText:
        """Join parts of one source, in source order, with ``separator`` between them.

        What the source holds between two parts becomes the separator.

        >>> whole = AlignedText.identity("甲，乙。丙")
        >>> joined = AlignedText.concat([whole[0:1], whole[2:3]], "/")
        >>> joined.text, joined.source_of(2, 3)
        ('甲/乙', '乙')
        """
        parts = _all_of(AlignedText, parts, "what is joined")
        if not parts:
            return cls.identity("")
        source = parts[0].source
        blocks: list[Block] = []
        at = length = 0
        pieces: list[str] = []
        for number, part in enumerate(parts):
            if part.source != source:
                raise AlignmentError("only parts of one source can be joined")
            flat = part._flat()
            start, end = (flat[0][1], flat[-1][0])
            if start < at:
                raise AlignmentError("the parts must not overlap and must come in the order of their source")
            piece = separator if number else ""
            blocks.append((at, start, length, length + len(piece)))
            length += len(piece)
            blocks += [(s0, s1, d0 + length, d1 + length) for s0, s1, d0, d1 in flat[1:-1]]
            pieces += (piece, part.text)
            length += len(part.text)
            at = end
        blocks.append((at, len(source), length, length))
        text = "".join(pieces)
        return cls(text, source, (_step("concat", source, text, len(parts), blocks),))

    def _flat(self) -> list[Block]:
        """All steps as one list of blocks; the first and the last are what was cut off at the ends."""
        # What this text is in the result of every step: a part of a long text must not pay for the rest of it.
        ranges = [(0, len(self.text))]
        for step in reversed(self.steps[1:]):
            ranges.append(step.to_source(*ranges[-1]))
        cuts = {0, len(self.text)}
        for number, (step, (low, high)) in enumerate(zip(self.steps, reversed(ranges), strict=False)):
            within = slice(bisect_left(step._text_ends, low), bisect_right(step._text_starts, high))
            for position in (*step._text_starts[within], *step._text_ends[within]):
                position = min(max(position, low), high)
                for later in self.steps[number + 1 :]:
                    position = later.to_text(position, position)[0]
                cuts.add(position)
        points = sorted(cuts)
        result: list[Block] = []
        for start, end in pairwise(points):
            source_start, source_end = self.source_span(start, end)
            if result and source_start < result[-1][1]:
                previous = result.pop()
                source_start, source_end, start = previous[0], max(source_end, previous[1]), previous[2]
            result.append((source_start, source_end, start, end))
        first = result[0][0] if result else self.source_span(0, 0)[0]
        last = result[-1][1] if result else first
        blocks: list[Block] = [(0, first, 0, 0)]
        at = first
        for source_start, source_end, start, end in result:
            if source_start > at:
                blocks.append((at, source_start, start, start))
            in_step = (
                source_end - source_start == end - start and self.source_span(start, start + 1)[1] == source_start + 1
            )
            if not in_step:
                blocks.append((source_start, source_end, start, end))
            at = source_end
        blocks.append((last, len(self.source), len(self.text), len(self.text)))
        return blocks

    # Mapping

    def _check(self, start: int, end: int, length: int) -> None:
        try:
            lies_inside = 0 <= start <= end <= length
        except TypeError as error:
            raise AlignmentError(f"the offsets of a span are whole numbers, not {start!r} and {end!r}") from error
        if not lies_inside:
            raise AlignmentError(f"span {start}..{end} does not lie in a text of {length} characters")

    def source_span(self, start: int, end: int) -> Span:
        """Return the smallest span of the source that ``text[start:end]`` was made from.

        Raises:
            AlignmentError: the span does not lie in the text.
        """
        self._check(start, end, len(self.text))
        for step in reversed(self.steps):
            start, end = step.to_source(start, end)
        return start, end

    def text_span(self, start: int, end: int) -> Span:
        """Return the span of the text that ``source[start:end]`` became; empty if it was deleted.

        Raises:
            AlignmentError: the span does not lie in the source.
        """
        self._check(start, end, len(self.source))
        for step in self.steps:
            start, end = step.to_text(start, end)
        return start, end

    def source_of(self, start: int, end: int) -> str:
        """Return the piece of the source that ``text[start:end]`` was made from."""
        start, end = self.source_span(start, end)
        return self.source[start:end]

    # Looking

    @property
    def changed(self) -> bool:
        """Whether the text differs from its source."""
        return self.text != self.source

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The explained edits of all steps, each in offsets of the text its step started from."""
        return tuple(edit for step in self.steps for edit in step.edits)

    def diff(self) -> Iterator[tuple[str, Edit]]:
        """Yield (step name, change) for every single change of every step."""
        for step in self.steps:
            for edit in step.diff():
                yield step.name, edit

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __contains__(self, part: object) -> bool:
        return as_text(part, "what is looked for in an AlignedText") in self.text

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= 40 else self.text[:39] + "…"
        steps = ", ".join(f"{step.name}×{step.count}" for step in self.steps) or "unchanged"
        return f"<AlignedText {shown!r} ({steps})>"


def _all_of(kind: type[T], things: Iterable[T], argument: str) -> tuple[T, ...]:
    """Return the things, or raise if one is of another kind."""
    wanted = f"a collection of {kind.__name__} objects"
    things = tuple(as_collection(things, argument, wanted))
    for thing in things:
        if not isinstance(thing, kind):
            raise ArgumentError(argument, wanted, f"one of {type(thing).__name__}")
    return things


def altered(thing: T, **values: object) -> T:
    """Return a frozen dataclass (one with slots) with other values: dataclasses.replace, but several times as fast.

    >>> altered(Edit(0, 1, "东", "t2s"), start=4, end=5)
    Edit(start=4, end=5, replacement='东', reason='t2s', confidence=1.0)
    """
    cls = type(thing)
    other = object.__new__(cls)
    for name in cls.__slots__:  # type: ignore[attr-defined]
        _set(other, name, values[name] if name in values else getattr(thing, name))
    return other


def as_aligned(text: str | AlignedText) -> AlignedText:
    """Return ``text`` as an :class:`AlignedText`: what it is already, or the identity on a string.

    Raises:
        ArgumentError: it is neither.
    """
    return text if isinstance(text, AlignedText) else AlignedText.identity(text)
