"""Measures Footnote alone, on the bundled paper; nothing else needs to be installed.

    python -m bench.own [--runs N] [--write docs/benchmarks.md]

bench/README.md says what each figure is.
"""

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

from bench.chat_server import measure_chat_server
from bench.figures import MEBIBYTE, Figure, Measure, figure_list, percentile
from bench.processes import FOOTNOTE, ROOT, Outcome, run_measured
from bench.report import describe_run, run_line, warn_if_busy, write_json, write_section
from bench.rivals.contenders import SHIPPED_MODEL

SECTION = "footnote"
HEAVY = ("torch", "transformers", "sklearn", "pandas", "gradio")
"""Libraries that no question may wait for."""
BUILD = ROOT / "build"
PAPER = ROOT / "corpus/data/pakistan-russia-us.txt"
MEASURES = (
    Measure("ask_cold", "cold `footnote ask`, s"),
    Measure("ask_peak", "its peak memory, MiB", scale=MEBIBYTE, digits=0),
    Measure("search_cold", "cold `footnote search`, s"),
    Measure("search_peak", "its peak memory, MiB", scale=MEBIBYTE, digits=0),
    Measure("imports", "imports of a cold `footnote ask`, s"),
    Measure("passages_per_second", "passages indexed per s", digits=0, higher_is_better=True),
    Measure("chat_ready", "`footnote chat` until its first page, s"),
    Measure("chat_memory", "its memory at rest, MiB", scale=MEBIBYTE, digits=0),
)


def main() -> None:
    """Measure everything, and show the figures."""
    options = build_parser().parse_args()
    run = describe_run()
    warn_if_busy(run)
    work = BUILD / "bench-own"
    shutil.rmtree(work, ignore_errors=True)
    library = work / "library-0"
    figures = _measure_indexing(work, options.runs)
    figures |= _measure_cold("ask", library, options)
    figures |= _measure_cold("search", library, options)
    imported = imported_modules(_ask_with_import_times(library, options))
    figures["imports"] = Figure.of([sum(imported.values())])
    stages, stage_figures = _measure_stages(library, options)
    figures |= stage_figures | measure_chat_server(library)
    report = "\n\n".join(
        (run_line(run), figure_list([*MEASURES, *stages], figures), heavy_line(imported))
    )
    print(report)
    write_json(options.json, run, {"Footnote": figures})
    if options.write:
        write_section(options.write, SECTION, report)


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of what is repeated")
    parser.add_argument("--question", default="Which amendment led the US to withhold F-16 jets?")
    parser.add_argument(
        "--questions", type=Path, default=ROOT / "examples/questions.jsonl", metavar="FILE"
    )
    parser.add_argument("--json", type=Path, default=BUILD / "bench/own.json", metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="a page with marks for this")
    return parser


def _measure_indexing(work: Path, runs: int) -> dict[str, Figure]:
    """Index the bundled paper into new libraries."""
    program = [sys.executable, "-m", "bench.rivals.footnote_hybrid", "index"]
    rates = []
    for number in range(runs):
        files = ("--index", work / f"library-{number}", "--paper", PAPER)
        outcome = run_measured([*program, "--model", SHIPPED_MODEL, *files])
        indexed = json.loads(outcome.output)
        rates.append(indexed["passages"] / indexed["seconds"])
    return {"passages_per_second": Figure.of(rates)}


def _measure_cold(command: str, library: Path, options: argparse.Namespace) -> dict[str, Figure]:
    """Start the command line anew for each question; the files are in the system's cache."""
    call = [FOOTNOTE, "--quiet", "--library", library, command, options.question]
    outcomes = [run_measured(call) for _ in range(options.runs)]
    return {
        f"{command}_cold": Figure.of([outcome.seconds for outcome in outcomes]),
        f"{command}_peak": Figure.of([outcome.peak_bytes for outcome in outcomes]),
    }


def _ask_with_import_times(library: Path, options: argparse.Namespace) -> Outcome:
    python = [sys.executable, "-X", "importtime", "-m", "ui.cli"]
    return run_measured([*python, "--quiet", "--library", library, "ask", options.question])


def imported_modules(outcome: Outcome) -> dict[str, float]:
    """Return the seconds that each module took, without those it imported, by its name."""
    rows = re.findall(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)$", outcome.messages, re.MULTILINE)
    return {name: int(microseconds) / 1e6 for microseconds, name in rows}


def heavy_line(imported: dict[str, float]) -> str:
    """Return which of the heavy libraries a cold question imports."""
    verdicts = (f"{name} {'IMPORTED' if name in imported else 'absent'}" for name in HEAVY)
    return f"Imported by a cold `footnote ask`: {', '.join(verdicts)}."


def _measure_stages(
    library: Path, options: argparse.Namespace
) -> tuple[list[Measure], dict[str, Figure]]:
    """Answer warm questions; the stages are whatever the answers name."""
    files = ("--library", library, "--questions", options.questions.absolute())
    outcome = run_measured([sys.executable, "-m", "bench.stages", *files])
    stages: dict[str, list[float]] = json.loads(outcome.output)
    measures, figures = [], {}
    for stage, seconds in stages.items():
        for name, share in (("p50", 0.50), ("p95", 0.95)):
            key = f"{stage}_{name}"
            title = f"warm question, {stage}, {name}, ms"
            measures.append(Measure(key, title, scale=1000, digits=1))
            figures[key] = Figure.of([percentile(seconds, share)])
    return measures, figures


if __name__ == "__main__":
    main()
