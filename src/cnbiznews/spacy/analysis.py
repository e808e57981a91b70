"""What is known of one Doc: its text made ready for the finders, and what they found. Shared by all components."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cnbiznews import companies, facts, metrics, quantities
from cnbiznews.alignment import AlignedText
from cnbiznews.errors import CnBizNewsError
from cnbiznews.extraction import Extractor
from cnbiznews.reading import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Analysis", "PipelineError", "analyse", "analysis", "register_extensions"]

#: The key of the analysis in ``doc.user_data``.
KEY = "cnbiznews"

Mentions = tuple[Any, ...]


class PipelineError(CnBizNewsError):
    """A pipeline is put together or used in a way that can't work; the message says what to change."""


@dataclass(slots=True, repr=False)
class Analysis:
    """The reading text of a Doc, aligned to the source, and the mentions found in it so far.

    ``blocks`` and ``mentions`` count in the reading text; the properties give the mentions with offsets in the source,
    as :class:`cnbiznews.Extraction` does, so that it can be shown like one. ``tokenized``: whether the Doc holds the
    reading text, because our tokenizer made it, or the source.
    """

    reading: AlignedText
    blocks: tuple[Block, ...]
    tokenized: bool = False
    mentions: dict[str, Mentions] = field(default_factory=dict)
    _on_source: dict[str, Mentions] = field(default_factory=dict, init=False, compare=False)

    @classmethod
    def of(cls, source: str, *, repair: bool = True, tokenized: bool = False) -> Analysis:
        """Read, repair and normalise ``source``."""
        _, reading, blocks = Extractor(repair=repair).prepare(source)
        return cls(reading, tuple(blocks), tokenized)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(found)} {kind}" for kind, found in self.mentions.items())
        return f"<Analysis of {len(self.source)} characters: {counts or 'nothing looked for yet'}>"

    def fits(self, doc: Doc) -> bool:
        """Whether this is about ``doc``; a part of a Doc, or several joined, may carry the analysis of another text."""
        last = doc[-1] if len(doc) else None
        length = last.idx + len(last.text_with_ws) if last is not None else 0
        return length == len(self.reading.text if self.tokenized else self.source)

    def find(self, kind: str, resource: Any = None) -> Mentions:
        """Return the mentions of one kind in the reading text; look for them unless that was done.

        ``resource`` (a gazetteer, a lexicon, frames) replaces the packaged one, and what was found with that.
        """
        if resource is not None or kind not in self.mentions:
            self.mentions[kind] = tuple(_FINDERS[kind](self, resource))
            self._on_source.pop(kind, None)
        return self.mentions[kind]

    @property
    def source(self) -> str:
        """The text as it was passed in; all offsets of mentions count in it."""
        return self.reading.source

    @property
    def quantities(self) -> Mentions:
        """The quantities, with offsets in the source."""
        return self._found("quantities")

    @property
    def companies(self) -> Mentions:
        """The companies, with offsets in the source."""
        return self._found("companies")

    @property
    def metrics(self) -> Mentions:
        """The metrics, with offsets in the source."""
        return self._found("metrics")

    @property
    def facts(self) -> Mentions:
        """The facts, with offsets in the source."""
        return self._found("facts")

    def _found(self, kind: str) -> Mentions:
        if kind not in self.mentions:
            raise _not_run(kind)
        if kind not in self._on_source:
            self._on_source[kind] = tuple(mention.on_source(self.reading) for mention in self.mentions[kind])
        return self._on_source[kind]

    def _repr_html_(self) -> str:
        from cnbiznews.show.html import render

        return render(self)


def _facts(found: Analysis, frames: Any) -> list[Any]:
    mentions = [found.find(kind) for kind in ("quantities", "companies", "metrics")]
    return facts.link(found.reading.text, found.blocks, *map(list, mentions), frames=frames)


_FINDERS: dict[str, Callable[[Analysis, Any], list[Any]]] = {
    "quantities": lambda found, _: quantities.scan(found.reading.text),
    "companies": lambda found, gazetteer: companies.scan(found.reading.text, gazetteer),
    "metrics": lambda found, lexicon: metrics.scan(found.reading.text, lexicon),
    "facts": _facts,
}


def analyse(doc: Doc) -> Analysis:
    """Return the analysis of a Doc; begin one where there is none (the tokenizer is another one than ours)."""
    known = doc.user_data.get(KEY)
    if isinstance(known, Analysis) and known.fits(doc):
        return known
    found = doc.user_data[KEY] = Analysis.of(doc.text)
    return found


def analysis(doc: Doc) -> Analysis:
    """Return the analysis some component left on a Doc.

    Raises:
        PipelineError: none has run on this Doc.
    """
    known = doc.user_data.get(KEY)
    if not isinstance(known, Analysis):
        raise PipelineError(
            "[CB001] this Doc was not made by a pipeline with a component of cnbiznews (or was stored without its "
            'user data). Add one: nlp.add_pipe("cnbiznews_facts"); with DocBin, pass store_user_data=True.'
        )
    if not known.fits(doc):
        raise PipelineError(
            "[CB005] this Doc is a part of another one, or joined from several: what was found counts in the text of "
            "those. Ask them, or run the components on this one: nlp(doc)"
        )
    return known


def _not_run(kind: str) -> PipelineError:
    return PipelineError(
        f"[CB002] doc._.{kind} was asked for, but the component 'cnbiznews_{kind}' has not run on this Doc. "
        f'Add it to the pipeline: nlp.add_pipe("cnbiznews_{kind}")'
    )


def _source_span(part: Span | Token) -> tuple[int, int]:
    """Where the characters of a span or token stand in the original input."""
    start = part.idx if hasattr(part, "idx") else part.start_char
    end = start + len(part.text)
    found = analysis(part.doc)
    return found.reading.source_span(start, end) if found.tokenized else (start, end)


def _source_text(part: Span | Token) -> str:
    start, end = _source_span(part)
    return analysis(part.doc).source[start:end]


# Functions of their own, since spaCy sends them to the processes of nlp.pipe by their names.


def _doc_source(doc: Doc) -> str:
    return analysis(doc).source


def _quantities(doc: Doc) -> Mentions:
    return analysis(doc).quantities


def _companies(doc: Doc) -> Mentions:
    return analysis(doc).companies


def _metrics(doc: Doc) -> Mentions:
    return analysis(doc).metrics


def _doc_facts(doc: Doc) -> Mentions:
    return analysis(doc).facts


_DOC_GETTERS: dict[str, Callable[[Any], Any]] = {
    "cnbiznews": analysis,
    "source_text": _doc_source,
    "quantities": _quantities,
    "companies": _companies,
    "metrics": _metrics,
    "facts": _doc_facts,
}
_PART_GETTERS: dict[str, Callable[[Any], Any]] = {"source": _source_span, "source_text": _source_text}


def register_extensions() -> None:
    """Register ``doc._.quantities``, ``span._.source`` and the others, once.

    Raises:
        PipelineError: other code has registered one of these names before.
    """
    from spacy.tokens import Doc, Span, Token

    owners: list[tuple[Any, dict[str, Callable[[Any], Any]]]] = [
        (Doc, _DOC_GETTERS),
        (Span, _PART_GETTERS),
        (Token, _PART_GETTERS),
    ]
    for owner, getters in owners:
        for name, getter in getters.items():
            if not owner.has_extension(name):
                owner.set_extension(name, getter=getter)
            elif owner.get_extension(name)[2] is not getter:
                kind = owner.__name__
                raise PipelineError(
                    f"[CB003] the extension attribute {name!r} of {kind} is taken by other code. Register that one "
                    f"under another name, or take it away first: {kind}.remove_extension({name!r})"
                )
