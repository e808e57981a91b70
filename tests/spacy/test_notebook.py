"""The notebook runs from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")
pytest.importorskip("spacy_pkuseg")

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook's own machinery
def test_the_notebook_runs() -> None:
    notebook = nbformat.read(EXAMPLES / "spacy_pipeline.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs = []
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    shown = "".join(
        output.get("text", "") + "".join(output.get("data", {}).values())
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    for expected in (
        "MONEY | 3567亿元 | (26, 32) | ３５６７億元",
        "<mark",
        "<tbody",
        "3567亿元 / ，",
        "('大促', 'EVENT')",
    ):
        assert expected in shown
