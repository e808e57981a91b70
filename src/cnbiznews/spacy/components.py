"""The pipeline components: one class, told what to look for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from spacy.tokens import Span
from spacy.util import filter_spans

from cnbiznews.companies import Gazetteer, default_gazetteer
from cnbiznews.errors import ConfigError
from cnbiznews.facts import Frames
from cnbiznews.metrics import Lexicon
from cnbiznews.script import to_simplified
from cnbiznews.spacy.analysis import Analysis, analyse, register_extensions

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Entities", "Finder"]

ALIGNMENT_MODES = ("expand", "contract")


class Entities(NamedTuple):
    """Whether mentions become entities, and which ones stay where they overlap with entities of others."""

    annotate: bool
    overwrite: bool


class Finder:
    """Finds mentions of one kind in a Doc. Made by the factories, see :mod:`cnbiznews.spacy`.

    A mention always gets a span. Where its ends are not token boundaries, ``"expand"`` takes in all tokens it touches;
    ``"contract"`` takes those it covers whole, or all it touches if it covers none. The mentions themselves
    (``doc._.quantities`` …) keep their exact offsets either way, in the order of the spans.
    """

    def __init__(
        self, kind: str, name: str, spans_key: str, alignment_mode: str, entities: Entities, resource: Any = None
    ) -> None:
        if alignment_mode not in ALIGNMENT_MODES:
            raise ConfigError(f"alignment_mode of the component {name!r}", alignment_mode, ALIGNMENT_MODES)
        if not spans_key or not isinstance(spans_key, str):
            raise ConfigError(f"spans_key of the component {name!r}", spans_key, ["the name of a group of doc.spans"])
        register_extensions()
        self.kind = kind
        self.name = name
        self.spans_key = spans_key
        self.contract = alignment_mode == "contract"
        self.entities = entities
        self.resource = _loaded(kind, name, resource)

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions in ``doc`` and set its spans (and entities, where that was asked for)."""
        found = analyse(doc)
        mentions = found.find(self.kind, self.resource)
        spans = self._spans(doc, found, mentions)
        doc.spans[self.spans_key] = spans
        if self.entities.annotate:
            self._set_entities(doc, spans)
        return doc

    def _spans(self, doc: Doc, found: Analysis, mentions: tuple[Any, ...]) -> list[Span]:
        if not mentions or not len(doc):
            return []
        # A Doc of our tokenizer holds the reading text, one of any other the source.
        if not found.tokenized:
            mentions = getattr(found, self.kind)
        places = np.array([(mention.start, mention.end) for mention in mentions])
        tokens = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
        token_starts, token_ends = tokens[:, 0], tokens[:, 0] + tokens[:, 1]
        first = np.searchsorted(token_ends, places[:, 0], side="right")
        last = np.searchsorted(token_starts, places[:, 1], side="left")
        if self.contract:
            inner_first = np.searchsorted(token_starts, places[:, 0], side="left")
            inner_last = np.searchsorted(token_ends, places[:, 1], side="right")
            covers = inner_first < inner_last
            first, last = np.where(covers, inner_first, first), np.where(covers, inner_last, last)
        return [
            Span(doc, start, end, label=_label(self.kind, mention), kb_id=getattr(mention, "canonical", None) or 0)
            for start, end, mention in zip(first.tolist(), last.tolist(), mentions, strict=True)
        ]

    def _set_entities(self, doc: Doc, spans: list[Span]) -> None:
        mine = filter_spans(spans)
        theirs = list(doc.ents)
        keep, give_way = (mine, theirs) if self.entities.overwrite else (theirs, mine)
        taken = {token for span in keep for token in range(span.start, span.end)}
        free = [span for span in give_way if taken.isdisjoint(range(span.start, span.end))]
        doc.set_ents(sorted([*keep, *free]))


# What a component can be given instead of the packaged data: its option, its type, and how a file adds to the packaged.
_RESOURCES: dict[str, tuple[str, type, Callable[[str], Any]]] = {
    "companies": (
        "gazetteer",
        Gazetteer,
        lambda file: Gazetteer.from_tsv(file).simplified(to_simplified) | default_gazetteer(),
    ),
    "metrics": ("lexicon", Lexicon, Lexicon.load),
    "facts": ("frames", Frames, Frames.load),
}


def _loaded(kind: str, name: str, resource: Any) -> Any:
    if resource is None:
        return None
    option, wanted, load = _RESOURCES[kind]
    if isinstance(resource, str):
        return load(resource)
    if isinstance(resource, wanted):
        return resource
    valid = ("the path of a file", f'a registered function that returns a {wanted.__name__}: {{"@misc": "name"}}')
    raise ConfigError(f"{option} of the component {name!r}", resource, valid)


_LABEL_FIELD = {"quantities": "type", "companies": "kind", "facts": "role"}


def _label(kind: str, mention: Any) -> str:
    """``MONEY``, ``BRAND``, ``CHANGE``: the type, kind or role of a mention; ``METRIC`` has no kinds."""
    label: str = getattr(mention, _LABEL_FIELD[kind]) if kind in _LABEL_FIELD else "metric"
    return label.upper()
