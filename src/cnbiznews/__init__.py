"""cnbiznews: damaged, mixed-script Chinese business news into clean text and fact tables.

Every name below is loaded when it is first used; importing the package itself loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnbiznews.alignment import AlignedText, Edit
    from cnbiznews.companies import Abbreviation, Company, Gazetteer
    from cnbiznews.errors import CnBizNewsError
    from cnbiznews.extraction import Extraction, Extractor, Failure, extract, extract_many
    from cnbiznews.facts import Fact
    from cnbiznews.finders import find_abbreviations, find_companies, find_metrics, find_quantities
    from cnbiznews.metrics import Lexicon, Metric
    from cnbiznews.quantities import Quantity, format_number, parse_number, parse_quantity
    from cnbiznews.reading import Article, Block, read
    from cnbiznews.repair import Diagnosis, diagnose, repair, repair_bytes
    from cnbiznews.script import (
        Converter,
        convert,
        convert_many,
        detect_script,
        normalize,
        to_simplified,
        to_traditional,
    )

__version__ = "0.1.0"

# Public name -> the module that defines it.
_HOME = {
    "Abbreviation": "companies",
    "AlignedText": "alignment",
    "Article": "reading",
    "Block": "reading",
    "CnBizNewsError": "errors",
    "Company": "companies",
    "Converter": "script",
    "Diagnosis": "repair",
    "Edit": "alignment",
    "Extraction": "extraction",
    "Extractor": "extraction",
    "Fact": "facts",
    "Failure": "extraction",
    "Gazetteer": "companies",
    "Lexicon": "metrics",
    "Metric": "metrics",
    "Quantity": "quantities",
    "convert": "script",
    "convert_many": "script",
    "detect_script": "script",
    "diagnose": "repair",
    "extract": "extraction",
    "extract_many": "extraction",
    "find_abbreviations": "finders",
    "find_companies": "finders",
    "find_metrics": "finders",
    "find_quantities": "finders",
    "format_number": "quantities",
    "normalize": "script",
    "parse_number": "quantities",
    "parse_quantity": "quantities",
    "read": "reading",
    "repair": "repair",
    "repair_bytes": "repair",
    "to_simplified": "script",
    "to_traditional": "script",
}

__all__ = [
    "Abbreviation",
    "AlignedText",
    "Article",
    "Block",
    "CnBizNewsError",
    "Company",
    "Converter",
    "Diagnosis",
    "Edit",
    "Extraction",
    "Extractor",
    "Fact",
    "Failure",
    "Gazetteer",
    "Lexicon",
    "Metric",
    "Quantity",
    "__version__",
    "convert",
    "convert_many",
    "detect_script",
    "diagnose",
    "extract",
    "extract_many",
    "find_abbreviations",
    "find_companies",
    "find_metrics",
    "find_quantities",
    "format_number",
    "normalize",
    "parse_number",
    "parse_quantity",
    "read",
    "repair",
    "repair_bytes",
    "to_simplified",
    "to_traditional",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{home}")
    # The package `repair` is its function, too: replacing it by the function would hide its modules.
    value = module if home == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
