"""The package opencc-python-reimplemented as another engine: its own, older result behind the same functions."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from cnbiznews.errors import CnBizNewsError, ConfigError
from cnbiznews.script.windows import Block, changes

__all__ = ["convert"]


@cache
def _converter(config: str) -> Any:
    try:
        # OpenCC's own binding has a module of the same name.
        distribution("opencc-python-reimplemented")
        from opencc import OpenCC
    except (ImportError, PackageNotFoundError):
        problem = "the engine opencc-python-reimplemented is not installed: pip install 'cnbiznews[opencc-python]'"
        raise CnBizNewsError(problem) from None
    try:
        return OpenCC(config)
    except (OSError, ValueError, KeyError):
        valid = ["hk2s", "s2hk", "s2t", "s2tw", "s2twp", "t2hk", "t2s", "t2tw", "tw2s", "tw2sp"]
        raise ConfigError("config of opencc-python-reimplemented", config, valid) from None


def convert(text: str, config: str) -> tuple[str, list[Block], int]:
    """Convert ``text``. Where a line changes its length, all of it between its unchanged ends is one block."""
    sources = text.split("\n")
    results: list[str] = [_converter(config).convert(line) for line in sources]
    blocks: list[Block] = []
    at = there = count = 0
    for source, result in zip(sources, results, strict=True):
        if len(source) != len(result):
            shorter = min(len(source), len(result))
            same = 0
            while same < shorter and source[same] == result[same]:
                same += 1
            tail = 0
            while tail < shorter - same and source[-1 - tail] == result[-1 - tail]:
                tail += 1
            blocks.append((at + same, at + len(source) - tail, there + same, there + len(result) - tail))
            count += 1
        elif source != result:
            count += changes(source, result, [])
        at += len(source) + 1
        there += len(result) + 1
    return "\n".join(results), blocks, count
