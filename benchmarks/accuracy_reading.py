"""How often bytes of unknown encoding are decoded exactly, beside four detectors, and how fast.

    python -m benchmarks.accuracy_reading [FILE.jsonl ...]

Without arguments the sentences of the seed articles are encoded in every encoding (traditional text for Big5), whole
and with the last character cut. A FILE holds JSON lines with "class" (names that begin with ``bytes_`` are used),
"damaged_b64" and "expected". A row is right when the text is exactly the expected one.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.harness import compare, seed_texts
from cnbiznews.reading import decode
from cnbiznews.script import to_traditional

Row = tuple[str, bytes, str]
Decoder = Callable[[bytes], str | None]

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "hz")


def peers() -> dict[str, Decoder]:
    """Return the detectors that are installed, each as a function from bytes to text."""
    found: dict[str, Decoder] = {}
    try:
        import charset_normalizer

        found["charset-normalizer"] = lambda data: str(charset_normalizer.from_bytes(data).best())
    except ImportError:
        pass
    for name in ("chardet", "cchardet"):
        try:
            module = __import__(name)
        except ImportError:
            continue
        found[name] = lambda data, detect=module.detect: data.decode(detect(data)["encoding"])  # type: ignore[misc]
    try:
        from bs4 import UnicodeDammit

        found["UnicodeDammit"] = lambda data: UnicodeDammit(data).unicode_markup
    except ImportError:
        pass
    return found


def rows_of_seeds() -> Iterator[Row]:
    """Yield the sentences of the seeds in every encoding that holds them."""
    for text in seed_texts():
        for sentence in filter(None, re.split(r"(?<=[。！？])|\n", text)):
            for encoding in ENCODINGS:
                wanted = to_traditional(sentence) if encoding.startswith("big5") else sentence
                try:
                    data = wanted.encode(encoding)
                    last = wanted[-1].encode(encoding.removesuffix("-sig"))
                except UnicodeEncodeError:
                    continue
                yield encoding, data, wanted
                if encoding in ("utf-8", "gbk", "big5") and len(last) > 1:
                    yield f"{encoding}, cut", data[:-1], wanted[:-1]


def rows_of_file(path: Path) -> Iterator[Row]:
    """Yield the rows of a file whose class is one of bytes."""
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):  # splitlines() would cut texts in two
        row = json.loads(line)
        if row["class"].startswith("bytes_"):
            yield row["class"], base64.b64decode(row["damaged_b64"]), row["expected"]


def attempt(decoder: Decoder, data: bytes) -> str | None:
    """Decode; a peer that fails has not decoded."""
    try:
        return decoder(data)
    except (LookupError, TypeError, ValueError):
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    options = parser.parse_args()
    rows = [row for path in options.files for row in rows_of_file(path)] or list(rows_of_seeds())
    decoders: dict[str, Decoder] = {"cnbiznews": lambda data: decode(data).text, **peers()}
    total = Counter(kind for kind, _, _ in rows)
    right: dict[str, Counter[str]] = {
        name: Counter(kind for kind, data, wanted in rows if attempt(decoder, data) == wanted)
        for name, decoder in decoders.items()
    }
    print(f"{'exactly decoded, %':24s}{'rows':>6s}" + "".join(f"{name:>20s}" for name in decoders))
    for kind in total:
        shares = "".join(f"{100 * right[name][kind] / total[kind]:>20.1f}" for name in decoders)
        print(f"{kind:24s}{total[kind]:>6d}{shares}")
    print()

    def run(decoder: Decoder) -> Callable[[], object]:
        return lambda: [attempt(decoder, data) for _, data, _ in rows]

    characters = sum(len(wanted) for _, _, wanted in rows)
    others = {name: run(decoder) for name, decoder in decoders.items() if name != "cnbiznews"}
    compare("short texts", characters, run(decoders["cnbiznews"]), others, repeat=1)
    whole = "\n".join(seed_texts() * 20).encode("gb18030", "ignore")
    characters = len(whole.decode("gb18030"))
    others = {name: lambda d=decoder: attempt(d, whole) for name, decoder in decoders.items() if name != "cnbiznews"}  # type: ignore[misc]
    compare("one large text", characters, lambda: decode(whole), others, repeat=1)


if __name__ == "__main__":
    main()
