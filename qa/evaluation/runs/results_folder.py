"""Writes an evaluation to a folder, so that a reader never sees half a file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import RunError
from index.storage.whole_files import replacing
from qa.evaluation.runs.results import Evaluation

SUMMARY = "summary.json"
RESULTS = "results.jsonl"


def write_results(evaluation: Evaluation, folder: Path) -> None:
    """Write ``results.jsonl``, a question per line, and then ``summary.json`` to `folder`.

    The folder is made if it is missing, and files of these names in it are replaced; a
    failure leaves them as they were. Raises `RunError` if they cannot be written.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / RESULTS) as stream:
            for result in evaluation.per_question:
                stream.write(as_json(result.to_json()) + "\n")
        with replacing(folder / SUMMARY) as stream:
            stream.write(as_json(evaluation.summary(), indent=2) + "\n")


def as_json(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON, with the letters as they are where UTF-8 has them."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    # Half of a surrogate pair is written as JSON writes it: the name of a file may have some.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system says against writing to `folder` into a `RunError`."""
    try:
        yield
    except OSError as error:
        raise RunError(
            f"The results cannot be written to {folder}: {error.strerror}. "
            "Name a folder that you may write to, on a disk with room."
        ) from error
