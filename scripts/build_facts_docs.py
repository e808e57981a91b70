"""Write the list of frames in docs/facts.md from the frames themselves.

    python scripts/build_facts_docs.py [--check]

``--check`` writes nothing and fails where the page is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cnbiznews.facts import default_frames

PAGE = Path(__file__).parent.parent / "docs" / "facts.md"
BEGIN, END = "<!-- frames: begin, written by scripts/build_facts_docs.py -->\n", "<!-- frames: end -->\n"


def table() -> str:
    """Return the frames as a Markdown list: id, pattern, example and its rows."""
    parts = []
    for frame in default_frames().frames:
        before, after = frame.pattern
        pattern = " ".join(filter(None, (before, "**" + " ".join(sorted(frame.figure)) + "**", after)))
        if len(frame.figure) > 8:
            pattern = " ".join(filter(None, (before, "**any figure**", after)))
        rows = "".join(f"  - `{row}`\n" for row in frame.rows)
        parts.append(f"- **{frame.id}** → {frame.role} · {pattern.replace('|', ' or ')}<br>{frame.example}\n{rows}")
    return "".join(parts)


def page(text: str) -> str:
    """Return the page with its list of frames written anew."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + table() + END + rest.split(END)[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    text = PAGE.read_text(encoding="utf-8")
    fresh = page(text)
    if parser.parse_args().check:
        return int(fresh != text)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
