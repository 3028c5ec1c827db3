"""Files that papers come from."""

from pathlib import Path

FILES = {
    ".md": ("notes.MARKDOWN", b"# Notes\n\nBees dance to share directions.\n"),
    ".txt": ("notes.rst", b"Ants carry leaves of tea."),
    ".html": ("page.htm", b"<html><body><p>Moths fly at night.</p></body></html>"),
    ".xml": (
        "paper.nxml",
        b"<?xml version='1.0'?><article><body><p>Wax melts.</p></body></article>",
    ),
}
"""By the ending that it is kept under: what a file is called, and what is in it."""


def written(folder: Path) -> list[Path]:
    """Write those files."""
    paths = []
    for name, content in FILES.values():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths
