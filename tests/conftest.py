"""Shared fixtures: the seed articles, and the budgets of the property tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def seed_paths() -> list[Path]:
    """The five seed articles, in order of their numbers."""
    return sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def seeds(seed_paths: list[Path]) -> dict[str, str]:
    """Number of the article -> its text exactly as it stands in the file."""
    return {path.name[:3]: path.read_bytes().decode("utf-8") for path in seed_paths}
