"""What all systems are measured with: one paper and its questions, one corpus and its queries."""

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import run_measured
from bench.rivals.contenders import Contender
from bench.rivals.quality import (
    Judgements,
    evidence_of,
    read_judgements,
    write_queries,
    write_questions,
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What all systems are measured with. `work` is a folder for their indexes and runs."""

    options: argparse.Namespace
    work: Path
    evidence: Mapping[str, tuple[str, Sequence[str]]]
    judgements: Judgements

    @property
    def question(self) -> str:
        """The question that is asked cold: the first one."""
        return next(iter(self.evidence.values()))[0]

    def run_of(self, contender: Contender) -> Path:
        """Return the file with a system's ranking of documents."""
        return self.work / f"{contender.key}.trec"


def prepare(options: argparse.Namespace) -> Bench:
    """Write the files that all programs read. Stops where the data lack something."""
    work = options.cache.absolute() / "bench-rivals"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    evidence = evidence_of(options.questions)
    if not evidence:
        raise SystemExit(f"{options.questions} has no question with evidence to look for.")
    write_questions(work / "questions.jsonl", evidence)
    judgements: Judgements = {}
    if options.data:
        most = [] if options.full else ["--most", str(options.passages)]
        cut = (sys.executable, "-m", "bench.rivals.passages", options.data.absolute(), *most)
        run_measured([*cut, "--out", work / "passages.jsonl"])
    if options.data and options.full:
        judgements = read_judgements(_the_only(options.data, "qrels*.tsv"))
        queries = _the_only(options.data, "queries*.jsonl")
        write_queries(work / "queries.jsonl", queries, judgements)
    return Bench(options, work, evidence, judgements)


def _the_only(folder: Path, pattern: str) -> Path:
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{folder} has {len(found)} files {pattern}; one is needed.")
    return found[0]
