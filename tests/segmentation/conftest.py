"""The model of the repository, whether or not its distribution is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnbiznews.segmentation import Segmenter, load

ROOT = Path(__file__).parent.parent.parent
MODEL = ROOT / "models/cnbiznews-segmentation-gsd/src/cnbiznews_segmentation_gsd/model.zip"


@pytest.fixture(scope="session")
def model_path() -> Path:
    return MODEL


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    pytest.importorskip("spacy_pkuseg")
    return load(MODEL)
