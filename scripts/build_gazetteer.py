"""Build data/companies/companies.tsv from a table of listed and well-known companies.

    python scripts/build_gazetteer.py TABLE [--out src/cnbiznews/data/companies/companies.tsv]

TABLE is tab-separated with the columns name_short, name_full, exchange, code, aliases, source; `exchange`, `code` and
`aliases` hold several values joined by "|". The result keeps facts only: names, codes and where they were read.
known.tsv and ambiguous.tsv beside it are kept by hand.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/cnbiznews/data/companies"

HEADER = """\
# Companies that are listed in Shanghai, Shenzhen, Beijing, Hong Kong or New York, and well-known others. As of 2026-03.
# Built by scripts/build_gazetteer.py. Names and codes are facts; no licence is claimed on them.
# source: a = public list of A shares, 2025-08 (adata, Apache-2.0); s = list of the Shenzhen exchange, 2023-10;
#   k = public knowledge graph of listed companies, 2021-10; h = quote list of Hong Kong shares, 2026-03;
#   n = screener of the Nasdaq exchange, 2026-03; m = by hand, 2025.
"""

SOURCES = {"adata": "a", "szse": "s", "chainkg": "k", "sina": "h", "nasdaq": "n", "hand": "m"}

# Marks an exchange puts on a short name for a while (ST, ex-dividend, first days) or for good (share class).
MARK = re.compile(
    r"^(?:退市|\*?ST|S\*?ST|XD|XR|DR|[NCU](?=[\u4e00-\u9fff]))|(?:-(?:SW|WR|W|S|B|P|BR|B2|U|UW)|[ABU]|退)$"
)
# Trusts, warrants and the like are no companies.
NO_COMPANY = re.compile(r"ETF|认购|认沽|牛证|熊证|债券$")
ENGLISH_FORM = re.compile(
    r"[\s,.]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|n\.?v|s\.?a|ag|se|group|holdings?|the|l\.?p)\.?$",
    re.I,
)


# Characters that a conversion to simplified script changes though they stand in simplified names; found both ways.
CONVERTED = str.maketrans("昇陞乾崑湊", "升升干昆凑")


def names_of(row: dict[str, str]) -> list[str]:
    """Return the short name without marks, then the other surfaces, each once."""
    found = [row["name_short"]]
    found += [*row["aliases"].split("|"), row["name_full"]]
    clean: list[str] = []
    for name in found:
        name = name.strip().replace("（", "(").replace("）", ")")
        plain = MARK.sub("", name) if re.search("[\u4e00-\u9fff]", name) else name
        if re.search("[\u4e00-\u9fff]", plain) or " " in plain:
            shorter = ENGLISH_FORM.sub("", plain)
            while shorter != plain:
                plain, shorter = shorter, ENGLISH_FORM.sub("", shorter)
        for candidate in (plain, name, plain.translate(CONVERTED)):
            if len(candidate) > 1 and candidate not in clean and not candidate.isdigit():
                clean.append(candidate)
    return clean


def tickers_of(row: dict[str, str]) -> str:
    pairs = zip(row["exchange"].split("|"), row["code"].split("|"), strict=False)
    return "|".join(dict.fromkeys(f"{exchange}:{code}" for exchange, code in pairs if exchange and code))


def read(path: Path) -> list[dict[str, str]]:
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, row.split("\t") + [""] * len(columns), strict=False)) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / "companies.tsv")
    args = parser.parse_args()
    lines: dict[tuple[str, ...], str] = {}
    for row in read(args.table):
        if NO_COMPANY.search(row["name_short"]):
            continue
        name, *others = names_of(row)
        source = "".join(dict.fromkeys(SOURCES[part.split("-")[0]] for part in row["source"].split("|")))
        full = row["name_full"] if row["name_full"] != name else ""
        aliases = [alias for alias in others if alias != full]
        lines.setdefault((name, tickers_of(row)), "\t".join([name, full, tickers_of(row), "|".join(aliases), source]))
    body = "\n".join(lines[key] for key in sorted(lines))
    args.out.write_text(f"{HEADER}name\tfull\ttickers\taliases\tsource\n{body}\n", encoding="utf-8")
    print(f"{len(lines)} companies written to {args.out}")


if __name__ == "__main__":
    main()
