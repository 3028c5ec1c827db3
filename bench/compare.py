"""Measures Footnote and its rivals side by side, one after another.

    python -m bench.compare [--data BEIR_FOLDER [--full]] [--write docs/benchmarks.md]

The rivals' environments are made by bench.rivals.environments. bench/README.md says what
each figure is.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.figures import MEBIBYTE, Figure, Measure, figure_table, percentile, ratio_table
from bench.processes import ROOT, ProgramFailed, run_measured
from bench.report import describe_run, run_line, warn_if_busy, write_json, write_section
from bench.rivals.contenders import CONTENDERS, USUAL, Contender
from bench.rivals.environments import CACHE
from bench.rivals.preparation import Bench, prepare
from bench.rivals.quality import evidence_recall, ndcg_at_10

SECTION = "rivals"
MEASURES = (
    Measure("cold", "cold first answer, s"),
    Measure("cold_peak", "its peak memory, MiB", scale=MEBIBYTE, digits=0),
    Measure("warm_p50", "warm p50, ms", scale=1000, digits=1),
    Measure("warm_p95", "warm p95, ms", scale=1000, digits=1),
    Measure("passages_per_second", "passages indexed per s", digits=0, higher_is_better=True),
    Measure("index_peak", "its peak memory, MiB", scale=MEBIBYTE, digits=0),
    Measure("evidence_recall@5", "evidence recall@5", digits=3, higher_is_better=True),
    Measure("ndcg@10", "nDCG@10", digits=3, higher_is_better=True),
)


def main() -> None:
    """Measure every system, and show the figures."""
    options = build_parser().parse_args()
    contenders = [contender for contender in CONTENDERS if contender.key in options.systems]
    for contender in contenders:
        contender.check(options.cache)
    run = describe_run()
    warn_if_busy(run)
    bench = prepare(options)
    rows: dict[str, dict[str, Figure]] = {}
    for contender in contenders:
        try:
            rows[contender.label] = measure(contender, bench)
        except ProgramFailed as failure:
            say(f"{contender.label} is left out. {failure}")
    _score_rankings(contenders, rows, bench)
    report = _report(run, rows)
    print(report)
    write_json(options.json, run, rows)
    if options.write:
        write_section(options.write, SECTION, report)


def _score_rankings(
    contenders: Sequence[Contender], rows: Mapping[str, dict[str, Figure]], bench: Bench
) -> None:
    """Add nDCG, at the end: the memory of a program counts what its starter had imported."""
    for contender in contenders:
        if bench.judgements and contender.label in rows:
            ndcg = ndcg_at_10(bench.run_of(contender), bench.judgements)
            rows[contender.label]["ndcg@10"] = Figure.of([ndcg])


def _report(run: Mapping[str, str], rows: Mapping[str, Mapping[str, Figure]]) -> str:
    if not rows:
        raise SystemExit("No system could be measured.")
    parts = [run_line(run), figure_table(MEASURES, rows)]
    ours = {contender.label for contender in CONTENDERS if contender.environment is None}
    rivals = {label: row for label, row in rows.items() if label not in ours}
    for label in [label for label in rows if label in ours and rivals]:
        parts += [f"How many times better {label} is:", ratio_table(MEASURES, rows[label], rivals)]
    return "\n\n".join(parts)


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--paper", type=Path, default=ROOT / "corpus/data/pakistan-russia-us.txt", metavar="FILE"
    )
    parser.add_argument(
        "--questions", type=Path, default=ROOT / "examples/questions.jsonl", metavar="FILE"
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="a corpus in BEIR's format")
    parser.add_argument("--passages", type=int, default=1000, metavar="N", help="of the corpus")
    parser.add_argument("--full", action="store_true", help="the whole corpus, and nDCG@10")
    parser.add_argument("--systems", nargs="+", default=USUAL, choices=[c.key for c in CONTENDERS])
    parser.add_argument("--cold-runs", type=int, default=5, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="over the questions")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="FOLDER")
    parser.add_argument("--json", type=Path, default=CACHE / "bench/rivals.json", metavar="FILE")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="a page with marks for this")
    return parser


def measure(contender: Contender, bench: Bench) -> dict[str, Figure]:
    """Measure one system: on the paper, and then on the corpus if there is one."""
    say(f"{contender.label}: the paper")
    figures = _measure_paper(contender, bench)
    if bench.options.data:
        say(f"{contender.label}: the corpus")
        figures |= _measure_corpus(contender, bench)
    return figures


def say(message: str) -> None:
    """Print how far it is, where it does not get into the figures."""
    print(message, file=sys.stderr, flush=True)


def _measure_paper(contender: Contender, bench: Bench) -> dict[str, Figure]:
    options, index = bench.options, bench.work / f"{contender.key}-paper"
    call = contender.command
    run_measured([*call(options.cache, "index", index=index), "--paper", options.paper.absolute()])
    ask = contender.ask(options.cache, bench.question, index=index)
    cold = [run_measured(ask) for _ in range(options.cold_runs)]
    questions = ("--questions", bench.work / "questions.jsonl", "--rounds", str(options.rounds))
    warm = json.loads(run_measured([*call(options.cache, "warm", index=index), *questions]).output)
    return {
        "cold": Figure.of([outcome.seconds for outcome in cold]),
        "cold_peak": Figure.of([max(outcome.peak_bytes for outcome in cold)]),
        "warm_p50": Figure.of([percentile(warm["seconds"], 0.50)]),
        "warm_p95": Figure.of([percentile(warm["seconds"], 0.95)]),
        "evidence_recall@5": Figure.of([evidence_recall(warm["found"], bench.evidence)]),
    }


def _measure_corpus(contender: Contender, bench: Bench) -> dict[str, Figure]:
    options, index = bench.options, bench.work / f"{contender.key}-corpus"
    passages = bench.work / "passages.jsonl"
    call = contender.command
    outcome = run_measured([*call(options.cache, "index", index=index), "--passages", passages])
    indexed = json.loads(outcome.output)
    if bench.judgements:
        files = ("--queries", bench.work / "queries.jsonl", "--out", bench.run_of(contender))
        run_measured([*call(options.cache, "rank", index=index), *files])
    return {
        "passages_per_second": Figure.of([indexed["passages"] / indexed["seconds"]]),
        "index_peak": Figure.of([outcome.peak_bytes]),
    }


if __name__ == "__main__":
    main()
