"""Where figures go: a section of a page between two marks, and a JSON file."""

import json
import os
import platform
import re
import shlex
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.processes import ROOT

BUSY = 0.5
"""Processors in use, on average over a minute, from which on figures are not to be trusted."""


def describe_run() -> dict[str, str]:
    """Return the date, the machine, its load and the command."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "load": f"{os.getloadavg()[0]:.2f}",
        "command": shlex.join(["python", "-m", *_module(), *map(without_folders, sys.argv[1:])]),
    }


def warn_if_busy(run: Mapping[str, str]) -> None:
    """Say on standard error that something else is running."""
    if float(run["load"]) > BUSY:
        print(f"The machine is busy (load {run['load']}): times will be too long.", file=sys.stderr)


def run_line(run: Mapping[str, str]) -> str:
    """Tell in a paragraph what the figures under it were measured on."""
    return (
        f"Measured on {run['date']} with `{run['command']}`: {run['machine']}; {run['system']}; "
        f"load before the run {run['load']}."
    )


def write_section(page: Path, name: str, content: str) -> None:
    """Replace what stands between the marks of a section; stops where they are missing."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = page.read_text(encoding="utf-8")
    section = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not section.search(text):
        raise SystemExit(f"{page} has no lines {begin} and {end}. Put them where the table goes.")
    page.write_text(section.sub(lambda _: content.strip() + "\n", text), encoding="utf-8")


def write_json(
    file: Path, run: Mapping[str, str], rows: Mapping[str, Mapping[str, Figure]]
) -> None:
    """Write the figures as they were measured, in seconds, bytes and shares."""
    figures = {
        name: {key: asdict(figure) for key, figure in row.items()} for name, row in rows.items()
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"run": dict(run), "figures": figures}, indent=2) + "\n", "utf-8")


def without_folders(argument: str) -> str:
    """Return a path outside the checkout by its name: where it lies is nobody's business."""
    path = Path(argument).absolute()
    outside = path.exists() and not path.resolve().is_relative_to(ROOT.resolve())
    return path.name if outside else argument


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        named = re.search(r"^model name\s*:\s*(.+)$", information.read_text("utf-8"), re.MULTILINE)
        if named:
            return named[1]
    return platform.processor() or platform.machine()


def _module() -> list[str]:
    main = sys.modules["__main__"].__spec__
    return [main.name] if main else sys.argv[:1]
