"""The notebook in `examples/` runs, cell by cell, in a real kernel."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PROJECT = Path(__file__).parents[2]
NOTEBOOK = PROJECT / "examples" / "notebook.ipynb"


def read_notebook() -> nbformat.NotebookNode:
    """Read the notebook; its library has no types."""
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.mark.slow
def test_the_notebook_runs_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cell gives is shown as HTML. Jupyter keeps its files in the test's folder."""
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.delenv("FOOTNOTE_READER")
    notebook = read_notebook()
    folder = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, resources=folder).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    data = [output.get("data", {}) for output in outputs]
    shown = [one["text/html"] for one in data if "text/html" in one]
    assert [page[:9] for page in shown] == ["<article ", "<ol><li><", "<table><t"]
    assert "Pressler Amendment" in shown[0]


def test_the_notebook_is_kept_without_outputs() -> None:
    """What a cell shows is made when it is run, and is not stored."""
    notebook = read_notebook()
    assert [cell for cell in notebook.cells if cell.get("outputs")] == []
