"""What is wrong with a QA file, as far as the papers can tell."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from corpus.errors import QAFileError
from corpus.identity import may_name
from corpus.paper import Paper
from corpus.passages import split_into_passages
from qa.evaluation.checks.closest_text import ClosestText, closest_text
from qa.evaluation.checks.findings import Finding, NumberedPair
from qa.evaluation.checks.suspicions import SentenceWords, near_duplicates
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.qa_file import check_rows, read_rows
from qa.evaluation.questions.rows import ROW_READERS, Row
from qa.evaluation.questions.template import is_placeholder
from qa.evaluation.questions.text_matching import (
    find_evidence,
    holds_answer,
    holds_evidence,
    normalise,
)


def check_question_file(path: Path, papers: Sequence[Paper]) -> tuple[int, tuple[Finding, ...]]:
    """Return how many questions a file of rows has, and what was found, by line.

    Raises `QAFileError` if the file as a whole cannot be read.
    """
    if path.suffix.lower() not in ROW_READERS:
        raise QAFileError(
            f"The questions of {path} are not checked: its format brings the papers along. A file "
            f"of questions about the papers of a library ends in {' or '.join(ROW_READERS)}."
        )
    rows = list(read_rows(path))
    pairs, faults = check_rows(rows)
    broken = {fault.line for fault in faults}
    lines = [row.line for row in rows if isinstance(row, Row) and row.line not in broken]
    numbered = [NumberedPair(line, pair) for line, pair in zip(lines, pairs, strict=True)]
    findings = [
        Finding(fault.line, None, must_mend=True, message=fault.message) for fault in faults
    ]
    findings += check_questions(numbered, papers)
    return len(rows), tuple(sorted(findings, key=lambda finding: finding.line))


def check_questions(
    questions: Sequence[NumberedPair], papers: Sequence[Paper]
) -> tuple[Finding, ...]:
    """Check what questions say of the `papers`, all that they are asked of, and their wording."""
    words = SentenceWords(papers)
    findings: list[Finding] = []
    for question in questions:
        findings.extend(_check(question, papers, words))
    written = [question for question in questions if not is_placeholder(question.pair)]
    findings.extend(near_duplicates(written))
    return tuple(findings)


def _check(
    question: NumberedPair, papers: Sequence[Paper], words: SentenceWords
) -> Iterator[Finding]:
    def finding(message: str, *, must_mend: bool, closest: ClosestText | None = None) -> Finding:
        return Finding(question.line, pair.id, must_mend, message, closest)

    pair = question.pair
    asked = [paper for paper in papers if pair.paper is None or may_name(pair.paper, paper.id)]
    if is_placeholder(pair):
        yield finding("it is still the question of the template: write your own", must_mend=True)
        return
    if not asked:
        known = f'no paper of the library has the id "{pair.paper}"' if pair.paper else "no papers"
        yield finding(f"{known}: `footnote papers` lists them", must_mend=True)
        return
    for name, piece in _pieces(pair):
        if not _in_text(piece, asked):
            message = f"this {name} does not occur in the paper: “{piece}”"
            yield finding(message, must_mend=True, closest=closest_text(piece, asked))
    section = pair.rubric.within
    if section is not None and not any(map(partial(_has_section, section), asked)):
        message = f"no section is called “{section}”: `footnote outline` lists them"
        yield finding(message, must_mend=True)
    missing = any(not _in_text(piece, asked) for piece in pair.evidence)
    if pair.evidence and not missing and not _in_one_passage(pair.evidence, asked):
        yield finding(
            "none of its evidence lies in one passage, so that no passage can be right: shorten it "
            "to what one or two sentences say",
            must_mend=True,
        )
    for gold in _answers_not_in(pair, asked):
        message = f"this answer does not occur in the paper: “{gold}”"
        yield finding(message, must_mend=True, closest=closest_text(gold, asked))
    if not pair.answerable and (sentence := words.sentence_with_all_of(pair, asked)):
        yield finding(
            "it counts as unanswerable, and all its words occur in one sentence",
            must_mend=False,
            closest=sentence,
        )


def _pieces(pair: QAPair) -> Iterator[tuple[str, str]]:
    """Return what must stand in the paper word for word, each piece behind what it is."""
    pieces = {"evidence": pair.evidence, "nugget": pair.rubric.pieces, "denial": pair.rubric.denial}
    return ((name, piece) for name, texts in pieces.items() for piece in texts)


def _has_section(title: str, paper: Paper) -> bool:
    return normalise(title) in (normalise(section.title) for section in paper.sections)


def _in_text(piece: str, papers: Sequence[Paper]) -> bool:
    return any(find_evidence(paper.text, piece) for paper in papers)


def _in_one_passage(evidence: Sequence[str], papers: Sequence[Paper]) -> bool:
    return any(
        holds_evidence(passage.text, evidence)
        for paper in papers
        if holds_evidence(paper.text, evidence)
        for passage in split_into_passages(paper)
    )


def _answers_not_in(pair: QAPair, papers: Sequence[Paper]) -> tuple[str, ...]:
    """Return the gold answers that an answer in the papers' own words can never hold.

    Of the answers of a list each must occur, of others one. What the notes say counts.
    """
    texts = [paper.text for paper in papers]
    texts += [note.text for paper in papers for note in paper.notes if note.text]
    missing = tuple(
        gold for gold in pair.answers if not any(holds_answer(text, gold) for text in texts)
    )
    return missing if pair.kind == "list" or len(missing) == len(pair.answers) else ()
