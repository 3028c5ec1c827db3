"""Measures what a language model writes before it is checked, and what is told of it.

    python -m bench.llm QA_FILE [--llm local] [--llm-model NAME] [--sample N]

The questions are asked of the bundled paper. A sentence is supported as cited if the best
sentences of the passages that the model named bear it out, by Footnote's own check; it is told
if any passage that the model was shown does.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from corpus.formats import read_bundled_paper
from index.encoding.models import DEFAULT_MODEL
from index.library import Library
from index.snapshot import Snapshot
from qa.answer import Answer
from qa.assembly import Assembly
from qa.evaluation import QAPair, load_qa_file
from qa.evaluation.runs.run import ask, earlier_turns
from qa.llm.answerer import LLMAnswerer
from qa.llm.budget import NumberedPassage
from qa.llm.checking import CheckedSentence, SentenceChecker
from qa.llm.opening import open_llm
from qa.llm.quotes import QuoteFinder
from qa.llm.reply import WrittenSentence
from qa.llm.settings import LLMSettings, parse_address
from qa.reading.readers import make_reader
from qa.settings import Settings
from qa.support.check import make_support_check


class RecordingChecker(SentenceChecker):
    """Keeps what the model wrote, with what became of it."""

    written: list[tuple[WrittenSentence, CheckedSentence]]

    def check(
        self, sentence: WrittenSentence, passages: Sequence[NumberedPassage]
    ) -> CheckedSentence:
        """Check as always."""
        checked = super().check(sentence, passages)
        self.written.append((sentence, checked))
        return checked


@dataclass(frozen=True, slots=True)
class Bench:
    """The answerer over the bundled paper, and what it goes by."""

    snapshot: Snapshot
    answerer: LLMAnswerer
    checker: RecordingChecker

    def holds(self, answer: Answer) -> tuple[int, int]:
        """Count the citations of an answer, and those whose quote is the paper's text there."""
        texts = [(c, self.snapshot.paper(c.paper_id).text) for c in answer.citations]
        exact = sum(c.quote == text[c.span.start : c.span.end] for c, text in texts)
        return len(texts), exact


def main() -> None:
    """Ask the questions and show the figures."""
    options = _options()
    llm = LLMSettings(parse_address(options.llm), options.llm_model, timeout=options.llm_timeout)
    pairs = load_qa_file(options.qa_file)
    step = max(1, len(pairs) // (options.sample or len(pairs)))
    with TemporaryDirectory() as folder:
        bench = _open(Path(folder), llm)
        _show(bench, [_ask(bench, pair) for pair in pairs[::step][: options.sample]])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a language model writes, and what is told.")
    parser.add_argument("qa_file", type=Path)
    parser.add_argument("--llm", default="local")
    parser.add_argument("--llm-model")
    parser.add_argument("--llm-timeout", type=float, default=300.0)
    parser.add_argument("--sample", type=int, help="ask only so many, evenly spaced")
    return parser.parse_args()


def _open(folder: Path, llm: LLMSettings) -> Bench:
    library = Library(folder / "library", model=DEFAULT_MODEL)
    library.add([library.encode(read_bundled_paper())])
    snapshot = library.snapshot()
    assert snapshot is not None
    settings, encoder = Settings(), library.encoder(snapshot)
    reader = make_reader(settings.reader)
    extractive = Assembly(settings, snapshot, encoder, reader).extractive
    checker = RecordingChecker(QuoteFinder(snapshot, encoder), make_support_check(encoder))
    checker.written = []
    answerer = LLMAnswerer(extractive, snapshot, open_llm(llm), checker, settings=llm)
    return Bench(snapshot, answerer, checker)


def _ask(bench: Bench, pair: QAPair) -> Answer:
    answer = ask(pair, pair.question, bench.answerer, earlier_turns(pair, bench.answerer))
    print(f"{pair.id}\t{answer.mode}\t{answer.seconds['total']:.1f} s\t{answer.text[:100]}")
    return answer


def _show(bench: Bench, answers: Sequence[Answer]) -> None:
    written = bench.checker.written
    named = [sentence for sentence, _ in written if sentence.numbers]
    standing = [checked for _, checked in written if checked.unsupported is None]
    as_cited = [checked for checked in standing if checked.named]
    asked = [answer for answer in answers if "llm" in answer.seconds]
    citations, exact = map(sum, zip(*map(bench.holds, answers), strict=True))
    print(f"{len(answers)} questions, {sum(answer.abstained for answer in answers)} declined")
    print(
        f"{sum(answer.mode != 'extractive' for answer in asked)} of {len(asked)} told by the model"
    )
    print(f"{len(written)} sentences written, {len(named)} name a passage")
    print(f"{_share(as_cited, written)} supported as cited, before the check")
    print(f"{_share(standing, written)} supported by any passage, and told")
    print(f"{citations} citations, quote_exists {exact / max(1, citations):.3f}")
    if asked:
        writing = median(answer.seconds["llm"] for answer in asked)
        checking = median(answer.seconds["check"] for answer in asked)
        print(f"median {writing:.1f} s to write, {1000 * checking:.0f} ms to quote and check")


def _share(some: Sequence[object], of: Sequence[object]) -> str:
    return f"{len(some) / max(1, len(of)):.3f} ({len(some)} of {len(of)})"


if __name__ == "__main__":
    main()
