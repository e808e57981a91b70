"""Speed of script conversion, next to other converters: python -m benchmarks.script [TEXT]

All figures are CPU time of one process, ours with alignment. TEXT is a file of running simplified text, at least 5 MB,
for the measurement without repetition. OpenCC's C++ binding has the same module name as opencc-python-reimplemented, so
it runs in a Python of its own, named by the environment variable OPENCC_PYTHON, in turn with the others.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.harness import measure, seed_texts
from cnbiznews.script import convert, convert_many
from cnbiznews.script.kernel import kernel

CONFIGS = ("t2s", "s2t", "s2hk", "s2twp", "tw2sp")
# zhconv's name for the target of a configuration.
TARGETS = {"t2s": "zh-hans", "s2t": "zh-hant", "s2hk": "zh-hk", "s2twp": "zh-tw", "tw2sp": "zh-cn"}
NATIVE = """
import json, sys, time, opencc
job = json.load(open(sys.argv[1], encoding="utf-8"))
converter = opencc.OpenCC(job["config"])
converter.convert("初始化")
best = float("inf")
for _ in range(job["repeat"]):
    start = time.process_time()
    for text in job["texts"]:
        converter.convert(text)
    best = min(best, time.process_time() - start)
print(best)
"""


def native(texts: list[str], config: str, repeat: int) -> float | None:
    """Return the CPU seconds OpenCC's C++ binding takes, if there is a Python that has it."""
    python = os.environ.get("OPENCC_PYTHON")
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder, "job.json")
        job.write_text(json.dumps({"config": config, "texts": texts, "repeat": repeat}), encoding="utf-8")
        done = subprocess.run([python, "-c", NATIVE, str(job)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def peers(config: str) -> dict[str, Callable[[str], object]]:
    """Return the converters that can be imported."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        import zhconv_rs_opencc

        found["zhconv-rs-opencc"] = partial(_zhconv, zhconv_rs_opencc.zhconv, TARGETS[config])
    except ImportError:
        print("zhconv-rs-opencc is not installed: skipped")
    try:
        import opencc_pyo3

        found["opencc-pyo3"] = opencc_pyo3.OpenCC(config).convert
    except ImportError:
        print("opencc-pyo3 is not installed: skipped")
    return found


def _zhconv(function: Callable[[str, str], object], target: str, text: str) -> object:
    return function(text, target)


def _each(function: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        function(text)


def compare(title: str, texts: list[str], config: str, ours: Callable[[], object], rounds: int = 3) -> None:
    """Measure ours and the peers in turn, several rounds, the peers on each text for itself; print the best of each."""
    work: dict[str, Callable[[], object]] = {"cnbiznews": ours}
    work |= {name: partial(_each, peer, texts) for name, peer in peers(config).items()}
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, function in work.items():
            best[name] = min(best[name], measure(function))
        if (seconds := native(texts, config, 3)) is not None:
            best["OpenCC C++"] = min(best.get("OpenCC C++", seconds), seconds)
    size = sum(len(text.encode()) for text in texts) / 1e6
    own = best["cnbiznews"]
    parts = [f"{name} {size / seconds:.1f} MB/s (× {seconds / own:.2f})" for name, seconds in best.items()]
    print(f"{title}: " + " | ".join(parts), flush=True)


def cold(text: str) -> None:
    """Convert a text once, in a process that has converted nothing yet."""
    for config in ("t2s", "s2t", "s2twp"):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds = pool.apply(_once, (text, config))
        theirs = native([text], config, 1)
        size = len(text.encode()) / 1e6
        line = f"{size:.1f} MB without repetition, cold, {config}: cnbiznews {size / seconds:.1f} MB/s"
        if theirs:
            line += f" | OpenCC C++ {size / theirs:.1f} MB/s (× {theirs / seconds:.2f})"
        print(line, flush=True)


def _once(text: str, config: str) -> float:
    convert("初始化", config)
    start = time.process_time()
    convert(text, config)
    return time.process_time() - start


def first_use() -> None:
    """Time of a fresh process up to its first conversion, and the memory that takes (Linux)."""
    code = (
        "import json, time, numpy\n"
        "size = lambda: int(open('/proc/self/statm').read().split()[1]) / 256\n"
        "before = size()\n"
        "from cnbiznews.script import convert; convert('公司里面的余款', '{config}')\n"
        "print(time.process_time(), size() - before)"
    )
    for config in ("t2s", "s2t", "s2twp"):
        command = [sys.executable, "-c", code.format(config=config)]
        runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(4)]
        seconds, megabytes = (min(float(run[column]) for run in runs[1:]) for column in (0, 1))
        print(f"first use, {config}: {seconds:.3f} s from the start of Python, {megabytes:.0f} MB over NumPy")


def main() -> None:
    simplified = "\n".join(text.text for text in convert_many(seed_texts(), "t2s"))
    traditional = convert(simplified, "s2t").text
    for config in CONFIGS:
        text = (simplified if config.startswith("s") else traditional) * 40
        compare(f"seeds × 40, {config}", [text], config, partial(convert, text, config))
    long = simplified * 40
    documents = [long[at : at + 1500] for at in range(0, len(long), 1500)]
    lines = [long[at : at + 80] for at in range(0, len(long), 80)]
    for config in ("t2s", "s2t", "s2twp"):
        one_by_one = partial(_each, partial(convert, config=config), documents)
        compare(f"documents of 1,500, {config}", documents, config, one_by_one)
        many = partial(lambda config: list(convert_many(lines, config)), config)
        compare(f"lines of 80, convert_many, {config}", lines, config, many)
    for config in ("s2t", "s2twp"):
        best = {"plain": float("inf"), "aligned": float("inf")}
        for _ in range(5):
            best["plain"] = min(best["plain"], measure(partial(kernel(config).convert, long)))
            best["aligned"] = min(best["aligned"], measure(partial(convert, long, config)))
        print(f"alignment costs, {config}: {best['aligned'] / best['plain'] - 1:+.1%}")
    for path in sys.argv[1:]:
        cold(Path(path).read_text(encoding="utf-8"))
    first_use()


if __name__ == "__main__":
    main()
