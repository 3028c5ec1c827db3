"""A small SQuAD file over the toy encoder, and what of two runs of it must be the same."""

import json
from pathlib import Path

from index.library import Library
from qa.evaluation import Batch, fill_library, load_questions
from tests.toy_encoder import ToyEncoder

ANIMALS = ("bees", "ants", "wasps", "moths")
SENTENCES = (
    "The {0} gather in spring near the old river.",
    "Their queen lays about {1} thousand eggs each summer.",
    "In winter the {0} sleep below the northern hills.",
    "A researcher counted {1} nests in the valley of {0}.",
)
QUESTIONS = (
    ("Where do the {0} gather in spring?", "near the old river"),
    ("How many eggs does the queen of the {0} lay?", "{1} thousand eggs"),
    ("Where do the {0} sleep in winter?", "below the northern hills"),
    ("Who paints the {0} blue?", None),
    ("What did a researcher count in the valley of {0}?", "{1} nests"),
)


def squad_file(folder: Path, *, animals: tuple[str, ...] = ANIMALS) -> Path:
    """Write a file with an article and five questions for each animal."""
    path = folder / "animals.json"
    path.write_text(json.dumps({"data": [_article(*item) for item in enumerate(animals, start=3)]}))
    return path


def _article(number: int, animal: str) -> dict[str, object]:
    context = " ".join(SENTENCES).format(animal, number)
    asked = []
    for place, (question, answer) in enumerate(QUESTIONS):
        gold = (answer or "").format(animal, number)
        answers = [{"text": gold, "answer_start": context.index(gold)}] if gold else []
        asked.append(
            {
                "id": f"{animal}-{place}",
                "question": question.format(animal),
                "is_impossible": not gold,
                "answers": answers,
            }
        )
    return {"title": animal.title(), "paragraphs": [{"context": context, "qas": asked}]}


def batch(path: Path, folder: Path) -> Batch:
    """Put the questions of a file to a library of its papers in `folder`."""
    questions = load_questions(path)
    library = Library(folder, make_encoder=ToyEncoder, model="toy")
    fill_library(library, questions.sources)
    return Batch(questions.pairs, library, make_encoder=ToyEncoder)


def without_times(value: object) -> object:
    """Take times out of a document: they alone may differ between two runs."""
    if isinstance(value, dict):
        return {
            name: without_times(inner)
            for name, inner in value.items()
            if name != "seconds" and not name.startswith("latency")
        }
    return [without_times(inner) for inner in value] if isinstance(value, list) else value


def figures(run: Path) -> tuple[object, object]:
    """Return what a run folder says, times apart: its summary and its results in order."""
    lines = (run / "results.jsonl").read_text(encoding="utf-8").splitlines()
    summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    return without_times(summary), [without_times(json.loads(line)) for line in lines]
