"""The commands that messages give to install what is missing."""

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.installing import extra_command, pip_command


def installed_from(folder: Path, record: Mapping[str, object] | None) -> None:
    """Make what pip leaves of an installation of Footnote, in a folder of packages."""
    info = folder / "footnote_qa-9.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: footnote-qa\nVersion: 9\n")
    if record is not None:
        (info / "direct_url.json").write_text(json.dumps(record))


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which packages are looked for first."""
    folder = tmp_path / "site-packages"
    monkeypatch.syspath_prepend(folder)
    return folder


def test_from_a_checkout_the_checkout_is_named(packages: Path, tmp_path: Path) -> None:
    """With the releases that it pins, and quoted for a shell."""
    checkout = tmp_path / "my checkout"
    checkout.mkdir()
    (checkout / "constraints.txt").touch()
    record = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    installed_from(packages, record)
    assert shlex.split(extra_command("llm")) == [
        *(sys.executable, "-m", "pip", "install"),
        *("-c", str(checkout / "constraints.txt"), "-e", f"{checkout}[llm]"),
    ]


def test_from_a_plain_folder_nothing_is_editable(packages: Path, tmp_path: Path) -> None:
    """And what it does not pin is not pinned."""
    installed_from(packages, {"url": tmp_path.as_uri(), "dir_info": {}})
    assert shlex.split(extra_command("llm"))[3:] == ["install", f"{tmp_path}[llm]"]


@pytest.mark.parametrize(
    "record",
    [
        None,
        {"url": "file:///nowhere/at/all", "dir_info": {"editable": True}},
        {"url": "https://example.org/footnote.git", "vcs_info": {"vcs": "git"}},
        {"url": "file:///tmp/footnote.whl", "archive_info": {}},
    ],
)
def test_otherwise_the_package_is_named(
    packages: Path, record: Mapping[str, object] | None
) -> None:
    """As an index has it."""
    installed_from(packages, record)
    assert shlex.split(extra_command("mcp"))[3:] == ["install", "footnote-qa[mcp]"]


def test_the_command_runs_pip_of_this_python() -> None:
    """It is one that a shell takes as it is."""
    done = subprocess.run(
        ["bash", "-c", f"{pip_command('--help')}"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "pip install" in done.stdout
