"""Speed of script conversion, next to other converters: python benchmarks/script.py [TEXT]

All figures are CPU time of one process, ours with alignment. TEXT is a file of running simplified text, at least 5 MB,
for the measurement without repetition. OpenCC's C++ binding has the same module name as opencc-python-reimplemented, so it
runs in a Python of its own, named by the environment variable OPENCC_PYTHON, while the others wait.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
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

        found["zhconv-rs-opencc"] = lambda text: zhconv_rs_opencc.zhconv(text, TARGETS[config])
    except ImportError:
        print("zhconv-rs-opencc is not installed: skipped")
    try:
        import opencc_pyo3

        found["opencc-pyo3"] = opencc_pyo3.OpenCC(config).convert
    except ImportError:
        print("opencc-pyo3 is not installed: skipped")
    return found


def report(title: str, texts: list[str], ours: Callable[[], object], theirs: dict[str, float | None], repeat: int = 5) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    own = measure(ours, repeat)
    parts = [f"cnbiznews {size / own:6.1f} MB/s"]
    for name, seconds in theirs.items():
        if seconds is not None:
            parts.append(f"{name} {size / seconds:6.1f} MB/s (ours × {seconds / own:.2f})")
    print(f"{title:38s} " + " | ".join(parts), flush=True)


def compare(title: str, texts: list[str], config: str, ours: Callable[[], object], repeat: int = 5) -> None:
    """Measure ours and the peers in turn, the peers on each text for itself."""
    theirs: dict[str, float | None] = {}
    for name, peer in peers(config).items():
        theirs[name] = measure(lambda peer=peer: [peer(text) for text in texts], repeat)  # type: ignore[misc]
    theirs["OpenCC C++"] = native(texts, config, repeat)
    report(title, texts, ours, theirs, repeat)


def main() -> None:
    simplified = "\n".join(text.text for text in convert_many(seed_texts(), "t2s"))
    traditional = convert(simplified, "s2t").text
    for config in CONFIGS:
        text = (simplified if config.startswith("s") else traditional) * 40
        compare(f"seeds × 40, {config}", [text], config, lambda text=text, config=config: convert(text, config))  # type: ignore[misc]
    long = simplified * 40
    documents = [long[at : at + 1500] for at in range(0, len(long), 1500)]
    lines = [long[at : at + 80] for at in range(0, len(long), 80)]
    for config in ("s2t", "s2twp"):
        compare(f"documents of 1,500, {config}", documents, config, lambda config=config: [convert(text, config) for text in documents])  # type: ignore[misc]
        compare(f"lines of 80, convert_many, {config}", lines, config, lambda config=config: list(convert_many(lines, config)))  # type: ignore[misc]
    for config in ("s2t", "s2twp"):
        plain = measure(lambda config=config: kernel(config).convert(long), 9)  # type: ignore[misc]
        aligned = measure(lambda config=config: convert(long, config), 9)  # type: ignore[misc]
        print(f"alignment costs, {config}: {aligned / plain - 1:+.1%}")
    for path in sys.argv[1:]:
        cold(Path(path).read_text(encoding="utf-8"))
    first_use()


def cold(text: str) -> None:
    """Each measurement in a process that has converted nothing yet."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    for config in ("t2s", "s2t", "s2twp"):
        with context.Pool(1) as pool:
            seconds = pool.apply(_once, (text, config))
        theirs = native([text], config, 1)
        size = len(text.encode()) / 1e6
        line = f"{size:.1f} MB without repetition, cold, {config}: cnbiznews {size / seconds:.1f} MB/s"
        print(line + (f" | OpenCC C++ {size / theirs:.1f} MB/s (ours × {theirs / seconds:.2f})" if theirs else ""), flush=True)


def _once(text: str, config: str) -> float:
    import time

    convert("初始化", config)
    start = time.process_time()
    convert(text, config)
    return time.process_time() - start


def first_use() -> None:
    """Time and memory of the first conversion of a fresh process."""
    code = (
        "import time, resource; a = time.process_time(); m = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "from cnbiznews.script import convert; convert('公司里面的余款', '{config}')\n"
        "print(time.process_time() - a, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - m)"
    )
    for config in ("t2s", "s2t", "s2twp"):
        done = [
            subprocess.run([sys.executable, "-c", code.format(config=config)], capture_output=True, text=True, check=True)
            for _ in range(4)
        ]
        figures = [tuple(map(float, run.stdout.split())) for run in done[1:]]
        print(f"first use, {config}: {min(f[0] for f in figures):.3f} s, {min(f[1] for f in figures) / 1024:.0f} MB")


if __name__ == "__main__":
    main()
