"""Who has a language model chooses on the page whether it writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import json, sys
from pathlib import Path
from index.library import Library
from qa.answer import Mode
from qa.llm.settings import LLMSettings
from tests.toy_encoder import ToyEncoder
from ui.web.app import build_app
from qa.workspace import Workspace

folder, mode = sys.argv[1:]
llm = LLMSettings("http://127.0.0.1:9/v1", mode=Mode(mode)) if mode != "none" else None
library = Library(Path(folder), make_encoder=lambda _name: ToyEncoder())
components = build_app(Workspace(library, llm=llm)).config["components"]
(part,) = (c["props"] for c in components if c["props"].get("elem_id") == "mode")
print(json.dumps({name: part[name] for name in ("visible", "value", "choices")}))
"""
"""Gradio leaves event loops open, so its pages are built in a process of their own."""


def mode_part(folder: Path, mode: str) -> dict[str, Any]:
    """Return what the page is told of the part that modes are chosen with."""
    command = [sys.executable, "-c", PROGRAM, str(folder), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    part: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return part


def test_the_modes_are_offered_the_usual_one_first(tmp_path: Path) -> None:
    """All three, beginning with the one that the server was started with."""
    part = mode_part(tmp_path, "llm-quoted")
    values = [value for _, value in part["choices"]]
    assert part["visible"] is True
    assert part["value"] == values[0] == "llm-quoted"
    assert sorted(values) == ["extractive", "llm", "llm-quoted"]


def test_without_a_language_model_nothing_is_offered(tmp_path: Path) -> None:
    """There is one way to answer, and no word about others."""
    assert mode_part(tmp_path, "none")["visible"] is False
