"""cnbiznews in spaCy: four components and a tokenizer, added to a pipeline by name.

spaCy imports this module for every ``nlp`` of every user (that is how it learns the names), so there is nothing here
but names and defaults; everything else is loaded when a factory runs.
"""

# No "from __future__ import annotations": spaCy checks configs against the types, and older versions read no strings.

from collections.abc import Callable, Iterable, Sequence
from typing import Any

try:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.util import registry
except ImportError as error:
    raise ImportError("cnbiznews.spacy needs spaCy; install it with: pip install 'cnbiznews[spacy]'") from error

import srsly  # type: ignore[import-untyped]

from cnbiznews.spacy.records import decode, encode

__all__ = ["create_tokenizer", "make_companies", "make_facts", "make_metrics", "make_quantities"]

# What the components leave on a Doc survives Doc.to_bytes, DocBin and the processes of nlp.pipe.
srsly.msgpack_encoders("cnbiznews", func=encode)
srsly.msgpack_decoders("cnbiznews", func=decode)

_SPANS = {"alignment_mode": "expand"}
_ENTITIES = {"annotate_ents": False, "overwrite_ents": False, **_SPANS}


@Language.factory(
    "cnbiznews_quantities",
    assigns=["doc._.quantities", "doc.spans", "doc.ents"],
    default_config={"spans_key": "quantities", **_ENTITIES},
)
def make_quantities(
    nlp: Language,  # noqa: ARG001 - spaCy's signature of a factory, here and below
    name: str,
    spans_key: str,
    annotate_ents: bool,
    overwrite_ents: bool,
    alignment_mode: str,
) -> Callable[[Doc], Doc]:
    """Make the component that finds quantities (``doc._.quantities``, ``doc.spans["quantities"]``).

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        spans_key: the key of its spans in ``doc.spans``; their labels are the types (``MONEY``, ``PERCENT`` …).
        annotate_ents: whether they become entities (``doc.ents``) as well.
        overwrite_ents: whether they replace entities they overlap with, or give way to them.
        alignment_mode: ``"expand"`` (to all tokens a mention touches) or ``"contract"`` (to those it covers).
    """
    from cnbiznews.spacy.components import Entities, Finder

    return Finder("quantities", name, spans_key, alignment_mode, Entities(annotate_ents, overwrite_ents))


@Language.factory(
    "cnbiznews_companies",
    assigns=["doc._.companies", "doc.spans", "doc.ents"],
    default_config={"spans_key": "companies", "gazetteer": None, **_ENTITIES},
)
def make_companies(
    nlp: Language,  # noqa: ARG001
    name: str,
    spans_key: str,
    annotate_ents: bool,
    overwrite_ents: bool,
    alignment_mode: str,
    gazetteer: Any,
) -> Callable[[Doc], Doc]:
    """Make the component that finds companies and brands (``doc._.companies``, ``doc.spans["companies"]``).

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        spans_key: the key of its spans in ``doc.spans``; their labels are the kinds (``COMPANY``, ``BRAND`` …), their
            ``kb_id_`` the canonical names.
        annotate_ents: whether they become entities (``doc.ents``) as well.
        overwrite_ents: whether they replace entities they overlap with, or give way to them.
        alignment_mode: ``"expand"`` (to all tokens a mention touches) or ``"contract"`` (to those it covers).
        gazetteer: the path of a TSV file whose names are added to the packaged ones, or a function registered with
            spaCy that returns a :class:`cnbiznews.companies.Gazetteer` to use instead of them.
    """
    from cnbiznews.spacy.components import Entities, Finder

    entities = Entities(annotate_ents, overwrite_ents)
    return Finder("companies", name, spans_key, alignment_mode, entities, gazetteer)


@Language.factory(
    "cnbiznews_metrics",
    assigns=["doc._.metrics", "doc.spans", "doc.ents"],
    default_config={"spans_key": "metrics", "lexicon": None, **_ENTITIES},
)
def make_metrics(
    nlp: Language,  # noqa: ARG001
    name: str,
    spans_key: str,
    annotate_ents: bool,
    overwrite_ents: bool,
    alignment_mode: str,
    lexicon: Any,
) -> Callable[[Doc], Doc]:
    """Make the component that finds names of measured things (``doc._.metrics``, ``doc.spans["metrics"]``).

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        spans_key: the key of its spans in ``doc.spans``; their label is ``METRIC``, their ``kb_id_`` the canonical
            name.
        annotate_ents: whether they become entities (``doc.ents``) as well.
        overwrite_ents: whether they replace entities they overlap with, or give way to them.
        alignment_mode: ``"expand"`` (to all tokens a mention touches) or ``"contract"`` (to those it covers).
        lexicon: the path of a TSV file whose metrics are added to the packaged ones, or a function registered with
            spaCy that returns a :class:`cnbiznews.metrics.Lexicon` to use instead of them.
    """
    from cnbiznews.spacy.components import Entities, Finder

    return Finder("metrics", name, spans_key, alignment_mode, Entities(annotate_ents, overwrite_ents), lexicon)


@Language.factory(
    "cnbiznews_facts",
    assigns=["doc._.facts", "doc.spans"],
    default_config={"spans_key": "facts", "frames": None, **_SPANS},
)
def make_facts(
    nlp: Language,  # noqa: ARG001
    name: str,
    spans_key: str,
    alignment_mode: str,
    frames: Any,
) -> Callable[[Doc], Doc]:
    """Make the component that links mentions to fact rows (``doc._.facts``, ``doc.spans["facts"]``).

    It uses what the other components found, and looks itself for what they did not.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        spans_key: the key of the evidence in ``doc.spans``; the labels are the roles (``LEVEL``, ``CHANGE`` …).
        alignment_mode: ``"expand"`` (to all tokens the evidence touches) or ``"contract"`` (to those it covers).
        frames: the path of a TOML file whose patterns are tried before the packaged ones, or a function registered
            with spaCy that returns :class:`cnbiznews.facts.Frames` to use instead of them.
    """
    from cnbiznews.spacy.components import Entities, Finder

    return Finder("facts", name, spans_key, alignment_mode, Entities(False, False), frames)


@registry.tokenizers("cnbiznews.ChineseTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer(
    segmenter: str | Callable[[str], Iterable[str]] = "char",
    model: str | None = None,
    keep: Sequence[str] | None = None,
    repair: bool = True,
) -> Callable[[Language], Callable[[str], Doc]]:
    """Return what makes a tokenizer that repairs and normalises its text first and keeps the way back to it.

    Args:
        segmenter: ``"char"`` (every character a token), ``"pkuseg"`` (words), or a function from text to words, which a
            config names by a block of its own.
        model: the segmentation model for ``"pkuseg"``: a path or an installed package; the default one if not given.
        keep: what comes out as one token each: any of ``"quantities"``, ``"companies"``, ``"metrics"``; nothing by
            default. Where two overlap, the kind that is named first wins, then the longer one.
        repair: whether damage is repaired.
    """

    def make(nlp: Language) -> Callable[[str], Doc]:
        from cnbiznews.spacy.tokenizer import ChineseTokenizer

        return ChineseTokenizer(nlp.vocab, segmenter, model=model, keep=() if keep is None else keep, repair=repair)

    return make
