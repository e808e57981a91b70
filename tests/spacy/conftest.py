"""Pipelines the tests share. All of them skip where spaCy is not installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

spacy = pytest.importorskip("spacy")

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = (
    Path(__file__).parent.parent.parent / "models/cnbiznews-segmentation-gsd/src/cnbiznews_segmentation_gsd/model.zip"
)
COMPONENTS = ("cnbiznews_quantities", "cnbiznews_companies", "cnbiznews_metrics", "cnbiznews_facts")


def pipeline(tokenizer: dict[str, Any] | None, *components: str, **config: Any) -> Language:
    """A blank Chinese pipeline; ``tokenizer`` is the config of ours, ``None`` stands for spaCy's."""
    settings = {}
    if tokenizer is not None:
        settings = {"nlp": {"tokenizer": {"@tokenizers": "cnbiznews.ChineseTokenizer.v1", **tokenizer}}}
    nlp: Language = spacy.blank("zh", config=settings)
    for component in components:
        nlp.add_pipe(component, config=config)
    return nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    """All components behind our tokenizer."""
    return pipeline({}, *COMPONENTS)


@pytest.fixture(scope="session")
def plain_nlp() -> Language:
    """All components behind spaCy's own tokenizer."""
    return pipeline(None, *COMPONENTS)


@pytest.fixture(scope="session")
def model() -> str:
    """The path of the repository's segmentation model."""
    pytest.importorskip("spacy_pkuseg")
    return str(MODEL)
