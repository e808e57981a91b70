"""The table of cues in the documentation is the table the program uses."""

from __future__ import annotations

from pathlib import Path

from cnbiznews import resources

PAGE = Path(__file__).parents[2] / "docs" / "quantities.md"


def cue_table() -> str:
    rows = ["| meaning | before the number | after it |", "|---|---|---|"]
    table = resources.table("quantities/cues.tsv")
    for bound in (">", ">=", "<", "<=", "~"):
        cells = [
            " ".join(r["cue"] for r in table if r["bound"] == bound and r["place"] == p) for p in ("before", "after")
        ]
        rows.append(f"| {bound} | {cells[0]} | {cells[1]} |")
    return "\n".join(rows)


def test_the_cues_are_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.split("<!-- cues -->\n")[1].split("\n<!-- /cues -->")[0] == cue_table()
