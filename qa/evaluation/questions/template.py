"""A QA file to begin with: one row for each kind of question, with examples to replace."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import FootnoteError
from corpus.paper import Paper, Span
from index.storage.whole_files import replacing, write_new
from qa.evaluation.questions.pairs import QAPair

PLACEHOLDER = "TODO:"

_SHORTEST, _LONGEST = 60, 220
_ANSWER_WORDS = 3

# What is asked for, and what there is to know about the row.
_KINDS: Mapping[str, tuple[str, str]] = {
    "fact": (
        "a question that one name, number or short phrase answers",
        (
            "A right answer contains any of 'answers', a right citation any piece of 'evidence'. "
            "Copy evidence from the paper, word for word."
        ),
    ),
    "why": (
        "a question for a reason",
        "Keep answers short: what every right answer must say, in the words of the paper.",
    ),
    "list": (
        "a question that several things answer together",
        "Of kind 'list', a right answer contains all the answers, not any.",
    ),
    "paraphrase": (
        "a question that shares no word with the sentence that answers it",
        "Shows whether the system finds what is said in other words.",
    ),
    "summary": (
        "a question about what the paper finds or argues",
        "Give all sentences that would do as evidence, each as a piece of its own.",
    ),
    "followup": (
        "a question that makes sense only after the one in 'history'",
        "'history' holds the earlier questions of the conversation, oldest first.",
    ),
    "note": (
        "a question about a source that the paper gives in a note",
        "Of kind 'note', what the notes of the paper say counts as part of the answer.",
    ),
    "unanswerable": (
        "a question that the paper does not answer, though it sounds as if it might",
        "Without answers and evidence, to abstain is right.",
    ),
}


def question_template(paper: Paper, *, name_paper: bool = False) -> str:
    """Return the rows as JSON Lines, with sentences of `paper` for evidence.

    With `name_paper`, each row asks this paper alone. A paper without notes that have
    text gets no row of kind ``note``.
    """
    rows = (row | ({"paper": paper.id} if name_paper else {}) for row in _rows(paper))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_question_file(path: Path, rows: str, *, replace: bool = False) -> None:
    """Write the rows of a QA file to a new file, or in the place of one.

    Raises `FootnoteError` if there is one and it is not to be replaced.
    """
    try:
        if replace:
            with replacing(path) as stream:
                stream.write(rows)
        else:
            write_new(path, rows)
    except FileExistsError as error:
        raise FootnoteError(
            f"There is a file {path}, and nothing was written. Name another, or replace it with "
            "--force."
        ) from error
    except OSError as error:
        raise FootnoteError(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder that is there "
            "and that you may write to."
        ) from error


def is_placeholder(pair: QAPair) -> bool:
    """Whether a question still waits to be written."""
    return pair.question.startswith(PLACEHOLDER)


def _rows(paper: Paper) -> Iterator[dict[str, object]]:
    sentences = _examples(paper)
    for number, (kind, (wanted, comment)) in enumerate(_KINDS.items(), start=1):
        row: dict[str, object] = {
            "id": f"q{number}",
            "kind": kind,
            "question": f"{PLACEHOLDER} {wanted}",
            "comment": comment,
        }
        if kind == "followup":
            row["history"] = [f"{PLACEHOLDER} the question before"]
        if kind == "unanswerable":
            yield row | {"answers": [], "evidence": []}
        elif kind != "note":
            yield row | _gold(paper, sentences[(number - 1) * len(sentences) // len(_KINDS)])
        elif noted := _with_note(paper):
            yield row | noted


def _examples(paper: Paper) -> list[Span]:
    """Return sentences of handy length, or whatever the paper has."""
    handy = [span for span in paper.sentences if _SHORTEST <= span.end - span.start <= _LONGEST]
    return handy or list(paper.sentences)


def _gold(paper: Paper, sentence: Span) -> dict[str, object]:
    text = " ".join(paper.text[sentence.start : sentence.end].split())
    answer = " ".join(text.rstrip(".!?").split()[-_ANSWER_WORDS:])
    path = paper.section_path_at(sentence.start)
    return {"answers": [answer], "evidence": [text], "section": path[-1] if path else ""}


def _with_note(paper: Paper) -> dict[str, object] | None:
    for sentence in paper.sentences:
        for note in paper.notes_in(sentence):
            if note.text:
                return _gold(paper, sentence) | {"answers": [note.text]}
    return None
