"""Files of visitors, named without the server's own folders."""

from collections.abc import Sequence
from pathlib import Path


def without_folders(text: str, files: Sequence[Path]) -> str:
    """Name files in a text without the folder they were put into, the server's own affair."""
    for file in files:
        text = text.replace(str(file), file.name)
    return text
