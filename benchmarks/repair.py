"""Speed of repair beside ftfy, on clean and on damaged text, all in one run.

    python -m benchmarks.repair

ftfy does not undo what Chinese encodings do; it is measured on what both do: deciding that nothing is wrong, and
UTF-8 read as a code page.
"""

from __future__ import annotations

from functools import partial

import ftfy

from benchmarks.harness import compare, measure, seed_texts
from cnbiznews.repair import repair
from cnbiznews.repair.channels import CHANNELS

OTHERS = ("gb18030 read as cp1252", "decimal entities", "unicode escapes", "percent-encoded utf-8", "radicals")
HUGE = {
    "1 MB of ?": "?" * 1_000_000,
    "1 MB of (": "(" * 1_000_000,
    "1 MB of 锟斤拷": "锟斤拷" * 333_333,
    "1 MB of rare hanzi": "".join(chr(0x4E00 + i * 7919 % 20902) for i in range(1_000_000)),
}


def main() -> None:
    """Print characters per second, and the ratios to ftfy."""
    texts = seed_texts()
    clean = "\n".join([texts[0], texts[2], texts[3]] * 5)
    compare("clean text", len(clean), lambda: repair(clean), {"ftfy.fix_text": lambda: ftfy.fix_text(clean)})
    for channel in ("utf-8 read as cp1252", "utf-8 read as latin-1"):
        damaged = CHANNELS[channel](clean)
        compare(
            channel, len(damaged), partial(repair, damaged), {"ftfy.fix_encoding": partial(ftfy.fix_encoding, damaged)}
        )
    for channel in OTHERS:
        damaged = CHANNELS[channel](clean)
        print(f"{channel}: {len(damaged) / measure(partial(repair, damaged)):,.0f} characters/s")
    for number in (1, 4):
        print(f"seed {number:03d}: {len(texts[number]) / measure(partial(repair, texts[number])):,.0f} characters/s")
    for name, text in HUGE.items():
        print(f"{name}: {measure(partial(repair, text), 1):.2f} s")


if __name__ == "__main__":
    main()
