"""The library of the papers that a QA file brings with it, made once and used again."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import LibraryError
from corpus.passages import split_into_passages
from index.adding import AddingGroup
from index.encoding.encoded_paper import encode_paper
from index.encoding.encoder import Encoder
from index.library import Library
from index.storage.manifest import FORMAT_VERSION
from qa.evaluation.questions.question_set import PaperSource

_PROBES = 3


def library_name(path: Path, sources: Sequence[PaperSource], encoder: Encoder) -> str:
    """Name the folder for the papers of a QA file: for other papers, another folder.

    The same holds for another model, other weights, another format of the library, and
    another way to read papers and to cut them into passages.
    """
    made = f"{encoder.name} {encoder.fingerprint} {FORMAT_VERSION}"
    state = hashlib.sha256(made.encode())
    for source in sources:
        state.update(source.id.encode())
    for source in sources[:_PROBES]:
        state.update(repr(split_into_passages(source.read())).encode())
    stem = re.sub(r"[^\w-]+", "-", f"{path.absolute().parent.name}-{path.stem}").strip("-")
    return f"{stem[:60]}-{state.hexdigest()[:12]}"


def fill_library(
    library: Library,
    sources: Sequence[PaperSource],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Add the papers that the library lacks, in groups: what is stored stays.

    `on_progress` is told how many of how many papers are there. Raises `LibraryError`,
    also if the library has papers that are not of `sources`.
    """
    known = _known_papers(library, sources)
    missing = [source for source in sources if source.id not in known]
    if not missing:
        return
    encoder = library.encoder()
    group = AddingGroup(library)
    try:
        for done, source in enumerate(missing, start=len(known) + 1):
            group.add(encode_paper(source.read(), encoder))
            if on_progress is not None:
                on_progress(done, len(sources))
    finally:
        # An interruption, too, may keep what is encoded.
        group.store()


def _known_papers(library: Library, sources: Sequence[PaperSource]) -> set[str]:
    snapshot = library.snapshot()
    known = {entry.id for entry in snapshot.entries} if snapshot else set()
    strangers = known.difference(source.id for source in sources)
    if strangers:
        raise LibraryError(
            f"The library {library.name} holds {len(strangers)} papers that are not of the QA "
            "file, whose questions are asked of its own papers only. Name an empty folder with "
            "--library, or drop --library."
        )
    return known
