"""Makes an environment for each rival, with the releases that were tested.

    python -m bench.rivals.environments [--cache FOLDER] [--only NAME ...]

One that is there already, with the same requirements, is left alone.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

RIVALS = ("langchain", "llamaindex", "haystack", "txtai")
REQUIREMENTS = Path(__file__).parent / "requirements"
CACHE = Path(__file__).parents[2] / "build"
TORCH = "torch==2.13.0"


def python_of(cache: Path, name: str) -> Path:
    """Return the interpreter of a rival's environment, absolute."""
    return cache.absolute() / "rivals" / name / "bin" / "python"


def is_made(cache: Path, name: str) -> bool:
    """Whether a rival's environment has what its requirements say now."""
    stamp = _stamp(cache, name)
    return stamp.exists() and stamp.read_text("utf-8") == _wanted(name)


def make_environment(cache: Path, name: str) -> None:
    """Make an environment anew, in minutes. Raises `CalledProcessError` where pip fails."""
    python = python_of(cache, name)
    folder = python.parents[1]
    shutil.rmtree(folder, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(folder))
    # By itself, so that the build for the CPU can come from an index of its own.
    _run(str(python), "-m", "pip", "install", "--quiet", TORCH)
    requirements = str(REQUIREMENTS / f"{name}.txt")
    _run(str(python), "-m", "pip", "install", "--quiet", "-r", requirements)
    _stamp(cache, name).write_text(_wanted(name), "utf-8")


def _stamp(cache: Path, name: str) -> Path:
    return python_of(cache, name).parents[1] / "made-of.txt"


def _wanted(name: str) -> str:
    return f"{TORCH}\n" + (REQUIREMENTS / f"{name}.txt").read_text("utf-8")


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - this interpreter, and those it makes


def main() -> None:
    """Make the environments that are missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=RIVALS, metavar="NAME")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="FOLDER")
    options = parser.parse_args()
    for name in options.only or RIVALS:
        if not is_made(options.cache, name):
            print(f"Making the environment of {name}", flush=True)
            make_environment(options.cache, name)


if __name__ == "__main__":
    main()
