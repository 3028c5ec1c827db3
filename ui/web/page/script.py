"""The script of the page: its files, which share what they define, as one function."""

from pathlib import Path

_ASSETS = Path(__file__).parents[1] / "assets"
_FILES = ("shared.js", "talk.js", "print.js", "rail.js", "papers.js", "places.js")


def page_script() -> str:
    """Return what Gradio runs once, when the page is there."""
    parts = [(_ASSETS / name).read_text(encoding="utf-8") for name in _FILES]
    return "(() => {\n" + "\n".join(['"use strict";', *parts]) + "})();\n"
