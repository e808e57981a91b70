"""Repair the two damaged seed articles and show what was done to them.

python examples/repair_seeds.py
"""

from __future__ import annotations

from pathlib import Path

from cnbiznews import diagnose

SEEDS = Path(__file__).parent.parent / "seeds"


def main() -> None:
    """Diagnose every seed; show the damage that is more than a gloss."""
    for path in sorted(SEEDS.glob("*.txt")):
        diagnosis = diagnose(path.read_text(encoding="utf-8"))
        kinds = ", ".join(f"{count} × {kind}" for kind, count in diagnosis.kinds.items()) or "clean"
        print(f"{path.name[:3]}: {kinds}")
        for finding in diagnosis.findings:
            if finding.kind != "pinyin gloss":
                print(f"     {finding.text}  →  {finding.replacement}   ({finding.confidence:.2f})")


if __name__ == "__main__":
    main()
