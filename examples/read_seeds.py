"""What the seed articles are made of: encoding, markup, title, day, and how many blocks of which kind.

Each is also read from its bytes in another encoding, which must give the very same text.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cnbiznews as cb

SEEDS = Path(__file__).parent.parent / "seeds"


def main() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        article = cb.read(path)
        kinds = Counter(block.kind for block in article.blocks)
        print(f"{path.name[:3]}  {article.encoding}, {article.format}: {article.title or 'no title'} ({article.date})")
        print("     " + ", ".join(f"{count} × {kind}" for kind, count in kinds.most_common()))
        again = cb.read(article.source.encode("utf-16"))
        assert again.text == article.text
        if article.text != article.source:
            start = article.text.index("185项")
            left, right = article.content.source_span(start, start + 4)
            print(f"     185项 stands at {start} in the text, at {left}..{right} in the file")


if __name__ == "__main__":
    main()
