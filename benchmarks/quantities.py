"""Speed of finding quantities, next to other libraries in the same run: python benchmarks/quantities.py

Peers find less: JioNLP's extract_money amounts of money only, cn2an.transform rewrites Chinese numerals. A peer that
needs seconds for an article gets a shorter text; characters per second are compared.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.harness import measure, seeds_times
from cnbiznews.quantities import scan

LONG_RUNS = ("一", "万", "亿", "点", "%", "1,", "(")


def all_models(module: Any) -> Callable[[str], object]:
    """Everything of Recognizers-Text that finds what the scan finds, in Chinese."""
    names = ["number", "ordinal", "percentage", "currency", "dimension", "temperature", "age", "datetime"]
    recognizers = [getattr(module, f"recognize_{name}") for name in names]
    return lambda text: [recognize(text, "zh-cn") for recognize in recognizers]


def peers() -> dict[str, tuple[Callable[[str], object], int]]:
    """Return what can be imported, each with the number of copies of the seeds it gets; the rest is named."""
    makers: dict[str, tuple[str, Callable[[Any], Callable[[str], object]], int]] = {
        "jionlp extract_money": ("jionlp", lambda module: module.ner.extract_money, 40),
        "cn2an.transform": ("cn2an", lambda module: module.transform, 40),
        "Recognizers-Text, all models": ("recognizers_suite", all_models, 1),
        "quantulum3": ("quantulum3.parser", lambda module: module.parse, 1),
    }
    found = {}
    for name, (module, make, copies) in makers.items():
        try:
            found[name] = (make(import_module(module)), copies)
        except Exception as error:  # some fail while they are imported
            print(f"{name} can't be used ({type(error).__name__}): skipped")
    return found


def rate(function: Callable[[str], object], text: str, repeat: int = 3) -> float:
    """Characters per CPU second."""
    return len(text) / measure(lambda: function(text), repeat)


def main() -> None:
    text = seeds_times(40)
    ours = rate(scan, text)
    print(f"cnbiznews.quantities.scan    {ours:>12,.0f} characters/s   ({len(text):,} characters)")
    for name, (function, copies) in peers().items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = rate(function, seeds_times(copies), 1)
        ours = rate(scan, text, 2)
        print(f"{name:28s} {theirs:>12,.0f} characters/s   cnbiznews is {ours / theirs:.1f} × as fast")
    print("time per character by length:")
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        long = text * (size // len(text) + 1)
        pieces = [long[i : i + size] for i in range(0, max(size, 200_000), size)]  # short ones from all over the text
        start = time.process_time()
        for piece in pieces:
            scan(piece)
        print(f"  {size:>11,} characters   {(time.process_time() - start) / size / len(pieces) * 1e9:8.0f} ns")
    print("1 MB of one thing:")
    for piece in LONG_RUNS:
        sample = piece * (1_000_000 // len(piece.encode()))
        start = time.process_time()
        scan(sample)
        print(f"  {piece:4s} {time.process_time() - start:6.2f} s")


if __name__ == "__main__":
    main()
