"""The commands that install what is missing, into the environment that is running."""

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

PACKAGE = "footnote-qa"


def pip_command(*arguments: str) -> str:
    """Return the command that installs something with the pip of this very Python."""
    return shlex.join([sys.executable or "python3", "-m", "pip", "install", *arguments])


def extra_command(extra: str) -> str:
    """Return the command that adds an optional part, from where Footnote was installed.

    That is a checkout, with the releases it pins, or a package index.
    """
    record = _record()
    folder = _folder_of(record)
    if folder is None:
        return pip_command(f"{PACKAGE}[{extra}]")
    pins = folder / "constraints.txt"
    editable = record.get("dir_info", {}).get("editable", False)
    return pip_command(
        *(("-c", str(pins)) if pins.exists() else ()),
        *(("-e",) if editable else ()),
        f"{folder}[{extra}]",
    )


def _record() -> dict[str, Any]:
    """Return what pip wrote down of the place that Footnote came from (PEP 610)."""
    try:
        written = distribution(PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        written = None
    return dict(json.loads(written)) if written else {}


def _folder_of(record: dict[str, Any]) -> Path | None:
    address = urlsplit(str(record.get("url", "")))
    if address.scheme != "file" or "dir_info" not in record:
        return None
    folder = Path(url2pathname(address.path))
    return folder if folder.is_dir() else None
