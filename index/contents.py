"""What a library's generation consists of, written in one step.

catalogue.json              a line for each paper
papers/ID.json, ID.vectors  what the paper says, and its vectors
parts/                      the indexes, each over consecutive papers
token_frequencies.npy       how many sentences hold each token
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

from index.corrections import Correction
from index.encoding.encoded_paper import (
    EncodedPaper,
    file_names,
    to_files,
    vectors_to_bytes,
    with_facts,
)
from index.folder_snapshot import FolderSnapshot
from index.made_with import MadeWith
from index.part import Part, PartEntry, StoredPart, count_to_join, join_parts, stored_parts
from index.snapshot import PaperEntry, entry_of
from index.storage.arrays import smallest
from index.storage.draft import Draft
from index.words.token_counts import add_frequencies


def commit_with(
    draft: Draft,
    previous: FolderSnapshot | None,
    papers: Sequence[EncodedPaper],
    *,
    made: MadeWith,
    whole_ids: Mapping[str, str],
) -> None:
    """Write the generation that has some papers, at least one, behind those of the previous one.

    Files that stay are taken over unread, but for those of papers that get `whole_ids` in the
    place of their own. Raises `LibraryDamaged` if what is read has changed since it was written.
    """
    new = Part.of(papers, made.indexing)
    frequencies = new.tokens.frequencies()
    entries: tuple[PaperEntry, ...] = ()
    parts: list[StoredPart] = []
    if previous is not None:
        frequencies = add_frequencies(previous.token_frequencies, frequencies)
        entries, parts = previous.entries, stored_parts(previous.generation)
    joined = count_to_join([part.entry.passages for part in parts], len(new.vectors))
    stay, last = parts[: len(parts) - joined], parts[len(parts) - joined :]
    entries = _keep(draft, entries, stay, whole_ids)
    for encoded in papers:
        write_files(draft, to_files(encoded))
    part = join_parts([*(stored.whole() for stored in last), new])
    described = part.entry(stay[-1].entry.number + 1 if stay else 1)
    write_files(draft, part.files(described))
    commit_contents(
        draft,
        [*entries, *map(entry_of, papers)],
        [*(stored.entry for stored in stay), described],
        frequencies,
        made,
    )


def commit_empty(draft: Draft, made: MadeWith) -> None:
    """Write the first generation of a library, without papers."""
    commit_contents(draft, [], [], np.zeros(0, np.int32), made)


def commit_without(
    draft: Draft, previous: FolderSnapshot, removed: PaperEntry, *, whole_ids: Mapping[str, str]
) -> None:
    """Write the generation that lacks one paper of the previous one, whose files may be damaged.

    Raises `LibraryDamaged` as `commit_with` does.
    """
    parts = stored_parts(previous.generation)
    owner, number, passages = _find(previous.entries, parts, removed)
    whole = owner.whole()
    gone = whole.tokens.of(number).frequencies()
    left = [entry for entry in previous.entries if entry is not removed]
    entries = _keep(draft, left, [part for part in parts if part is not owner], whole_ids)
    described = [part.entry for part in parts]
    owner_number = parts.index(owner)
    if owner.entry.papers > 1:
        rest = whole.without(number, passages)
        described[owner_number] = rest.entry(owner.entry.number)
        write_files(draft, rest.files(described[owner_number]))
    else:
        del described[owner_number]
    commit_contents(
        draft,
        entries,
        described,
        add_frequencies(previous.token_frequencies, gone, sign=-1),
        _made_with(previous),
    )


def commit_upgraded(
    draft: Draft,
    previous: FolderSnapshot,
    *,
    whole_ids: Mapping[str, str],
    recoded: Iterable[EncodedPaper] = (),
) -> None:
    """Write the generation that has the papers of the previous one, some with `whole_ids`.

    `recoded` are those of them that have their vectors in another code, by the ids of before.
    """
    parts = stored_parts(previous.generation)
    entries = _keep(draft, previous.entries, parts, whole_ids)
    for encoded in recoded:
        _, vectors = file_names(whole_ids.get(encoded.paper.id, encoded.paper.id))
        draft.write(vectors, vectors_to_bytes(encoded))
    commit_contents(
        draft,
        entries,
        [part.entry for part in parts],
        previous.token_frequencies,
        _made_with(previous),
    )


def commit_corrected(
    draft: Draft, previous: FolderSnapshot, entry: PaperEntry, correction: Correction
) -> None:
    """Write the generation in which one paper is called as a person says. Its vectors stay."""
    parts = stored_parts(previous.generation)
    entries = _keep(draft, previous.entries, parts, {})
    name = file_names(entry.id)[0]
    previous.generation.verify(name)
    content = previous.generation.path(name).read_bytes()
    draft.write(name, with_facts(content, correction.facts))
    title = correction.title or entry.title
    commit_contents(
        draft,
        [replace(one, title=title) if one.id == entry.id else one for one in entries],
        [part.entry for part in parts],
        previous.token_frequencies,
        _made_with(previous),
    )


def _made_with(snapshot: FolderSnapshot) -> MadeWith:
    return MadeWith(snapshot.model, snapshot.fingerprint, snapshot.indexing)


def _find(
    entries: Sequence[PaperEntry], parts: Sequence[StoredPart], wanted: PaperEntry
) -> tuple[StoredPart, int, range]:
    """Return the part that has a paper, the paper's number in it, and its passages there."""
    number = entries.index(wanted)
    first = 0
    for part in parts:
        if number < first + part.entry.papers:
            start = sum(entry.passages for entry in entries[first:number])
            return part, number - first, range(start, start + wanted.passages)
        first += part.entry.papers
    raise ValueError(f"the parts have {first} papers, the catalogue {len(entries)}")


def _keep(
    draft: Draft,
    entries: Sequence[PaperEntry],
    parts: Sequence[StoredPart],
    whole_ids: Mapping[str, str],
) -> tuple[PaperEntry, ...]:
    """Take papers and parts over; return the papers' lines, with the ids that they have now."""
    for part in parts:
        for name in part.names():
            draft.keep(name)
    for entry in entries:
        if entry.id in whole_ids:
            _keep_under(draft, entry.id, whole_ids[entry.id])
        else:
            for name in file_names(entry.id):
                draft.keep(name)
    return tuple(replace(entry, id=whole_ids.get(entry.id, entry.id)) for entry in entries)


def _keep_under(draft: Draft, paper_id: str, whole: str) -> None:
    """Take a paper over under another id, which stands in its file as well."""
    if draft.previous is not None:
        paper, vectors = file_names(paper_id)
        draft.previous.verify(paper)
        named, named_vectors = file_names(whole)
        draft.write(named, with_facts(draft.previous.path(paper).read_bytes(), {"id": whole}))
        draft.keep(vectors, under=named_vectors)


def write_files(draft: Draft, files: Mapping[str, bytes | memoryview]) -> None:
    """Write whole files, given by their names."""
    for name, content in files.items():
        draft.write(name, content)


def commit_contents(
    draft: Draft,
    entries: Sequence[PaperEntry],
    parts: Sequence[PartEntry],
    frequencies: NDArray[np.int32],
    made: MadeWith,
) -> None:
    """Commit a draft that has the files of some papers and parts; write what tells of them."""
    lines = [{name: getattr(entry, name) for name in PaperEntry.__slots__} for entry in entries]
    draft.write("catalogue.json", json.dumps(lines).encode())
    np.save(draft.path("token_frequencies.npy"), smallest(frequencies))
    draft.commit(
        {
            **made.facts(),
            "papers": len(entries),
            "passages": sum(part.passages for part in parts),
            "parts": [asdict(part) for part in parts],
        }
    )
