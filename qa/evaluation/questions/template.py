"""A QA file to begin with: one row for each kind of question, with examples to replace."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import FootnoteError
from corpus.paper import Paper
from index.storage.whole_files import replacing, write_new
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.template_gold import (
    Gold,
    example_sentences,
    gold_of,
    gold_of_section,
    gold_of_sides,
    gold_with_note,
)

PLACEHOLDER = "TODO:"

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
    "compare": (
        "a question that sets two things of the paper side by side",
        (
            "'nuggets' are what a complete answer draws on, each copied from the paper; 'also' "
            "has other places that say the same. 'side' tells the sides apart, and 'need' is how "
            "many of them, or of nuggets in other kinds, the answer must quote."
        ),
    ),
    "yes_no": (
        "a question that yes or no answers",
        "'verdict' is yes, no or mixed; 'verdict_also' lists others that would do.",
    ),
    "section_summary": (
        "a question for what one section says",
        "A good answer quotes from the section that 'within' names.",
    ),
    "metadata": (
        "a question that what is known of the paper answers, such as its title",
        "Of scope 'metadata', it needs no evidence. 'shown' is what the answer must show.",
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
    for number, (kind, (wanted, comment)) in enumerate(_KINDS.items()):
        row: dict[str, object] = {
            "id": f"q{number + 1}",
            "kind": kind,
            "question": f"{PLACEHOLDER} {wanted}",
            "comment": comment,
        }
        if kind == "followup":
            row["history"] = [f"{PLACEHOLDER} the question before"]
        gold = _gold(paper, kind, share=number / len(_KINDS))
        if gold is not None:
            yield row | gold


def _gold(paper: Paper, kind: str, *, share: float) -> Gold | None:
    """Return the gold of a row from what stands after a `share` of the paper, if there is any."""
    sentences = example_sentences(paper)
    sentence = sentences[int(share * len(sentences))]
    match kind:
        case "unanswerable":
            gold: Gold | None = {"answers": [], "evidence": []}
        case "metadata":
            gold = {"scope": "metadata", "shown": [paper.title] if paper.title else []}
        case "compare":
            gold = gold_of_sides(paper, sentences[0], sentences[-1])
        case "section_summary":
            gold = gold_of_section(paper, sentence)
        case "yes_no":
            gold = gold_of(paper, sentence) | {"verdict": "yes", "verdict_also": []}
        case "note":
            gold = gold_with_note(paper)
        case _:
            gold = gold_of(paper, sentence)
    return gold
