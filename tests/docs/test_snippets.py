"""The Python sessions shown in the README and in the docs give what they show."""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?:python|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions(page: Path) -> list[tuple[int, str]]:
    """Line number and text of every fenced session of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, found.start(1)), found.group(1))
        for found in FENCE.finditer(text)
        if ">>>" in found.group(1)
    ]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if sessions(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_sessions_of_a_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert os.path.isdir("seeds")  # noqa: PTH112 - the sessions read the seeds
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    report: list[str] = []
    for line, session in sessions(page):
        test = doctest.DocTestParser().get_doctest(session, names, page.name, str(page), line)
        runner.run(test, out=report.append, clear_globs=False)
        names.update(test.globs)  # one session builds on the one before it
    assert runner.summarize(verbose=False).failed == 0, "".join(report)
