"""What does not fit together among files that are as they were written."""

import json
from collections.abc import Iterator, Sequence

import numpy as np

from index.care.soundness import (
    entry_fault,
    fact_faults,
    part_faults,
    same_frequencies,
    text_faults,
    vector_faults,
)
from index.care.stored_papers import StoredPapers
from index.encoding.encoded_paper import file_names, read_encoded_paper, read_stored_paper
from index.part import StoredPart, stored_parts
from index.snapshot import PaperEntry
from index.storage.generation import Generation
from index.words.token_counts import add_frequencies

CATALOGUE = "catalogue.json"
FREQUENCIES = "token_frequencies.npy"

NamedFault = tuple[str, str]
"""The name of a file, and in what it does not fit."""


def inner_faults(generation: Generation, damaged: frozenset[str]) -> Iterator[NamedFault]:
    """Yield what does not fit together, passing over files that are `damaged` themselves."""
    if CATALOGUE in damaged:
        return
    lines = json.loads((generation.folder / CATALOGUE).read_bytes())
    entries = [PaperEntry.of(line) for line in lines]
    parts = stored_parts(generation)
    for fact in fact_faults(generation.facts, entries, [part.entry for part in parts]):
        yield CATALOGUE, fact
    sound = set()
    for entry in entries:
        faults = list(_paper_faults(generation, entry, damaged))
        yield from faults
        if not faults and damaged.isdisjoint(file_names(entry.id)):
            sound.add(entry.id)
    yield from _parts_faults(generation, entries, parts, sound, damaged)


def _paper_faults(
    generation: Generation, entry: PaperEntry, damaged: frozenset[str]
) -> Iterator[NamedFault]:
    text_name, vectors_name = file_names(entry.id)
    if text_name in damaged:
        return
    for name in (text_name, vectors_name):
        if name not in generation.files:
            yield CATALOGUE, f"its paper {entry.id} has no file {name}"
            return
    paths = generation.folder / text_name, generation.folder / vectors_name
    faults = list(text_faults(*read_stored_paper(paths[0])))
    yield from ((text_name, fact) for fact in faults)
    if faults or vectors_name in damaged:
        return
    encoded = read_encoded_paper(*paths)
    yield from ((vectors_name, fact) for fact in vector_faults(encoded))
    fact = entry_fault(entry, encoded)
    if fact is not None:
        yield CATALOGUE, fact


def _parts_faults(
    generation: Generation,
    entries: Sequence[PaperEntry],
    parts: Sequence[StoredPart],
    sound: set[str],
    damaged: frozenset[str],
) -> Iterator[NamedFault]:
    total = np.empty(0, dtype=np.int32)
    first, whole = 0, True
    for stored in parts:
        ids = [entry.id for entry in entries[first : first + stored.entry.papers]]
        first += stored.entry.papers
        if not damaged.isdisjoint(stored.names()):
            whole = False
            continue
        part = stored.whole()
        total = add_frequencies(total, part.tokens.frequencies())
        if sound.issuperset(ids):
            papers = StoredPapers(generation.folder, ids)
            for fact in part_faults(part, stored.entry, papers):
                yield stored.vectors_name, fact
    if whole and FREQUENCIES not in damaged:
        frequencies = np.load(generation.folder / FREQUENCIES)
        if not same_frequencies(frequencies, total):
            yield FREQUENCIES, "its counts are not those of the parts"
