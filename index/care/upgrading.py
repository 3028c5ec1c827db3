"""What older libraries lack: whole ids, small vectors, the pages of PDFs.

Their ids are the first 48 bits of those of today. An id is a hash of a file's bytes, so it can be
told again only where these are: in the kept original, or in the paper that comes with Footnote.
Other papers keep their short ids, until their files are added again.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from corpus.errors import LibraryDamaged
from corpus.formats import BUNDLED_PAPER, BUNDLED_PATH
from corpus.identity import is_id_of, is_short, paper_id
from index.encoding.codes import code_for
from index.encoding.encoded_paper import EncodedPaper, file_names, in_code
from index.encoding.encoder import Encoder
from index.folder_snapshot import FolderSnapshot
from index.snapshot import PaperEntry, Snapshot
from index.storage.originals import OriginalStore


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What became of a library: its format, before and now, and the ids of its papers.

    `renamed` has the whole ids by the short ones that they replaced, `short` the papers whose
    ids are short still. `unpaged` are those of PDFs that were read before the pages of a PDF
    were told. `recoded` counts the papers whose vectors are in another code now.
    """

    before: int
    now: int
    renamed: dict[str, str]
    short: tuple[PaperEntry, ...]
    unpaged: tuple[PaperEntry, ...] = ()
    recoded: int = 0


def find_whole_ids(snapshot: FolderSnapshot, originals: OriginalStore) -> dict[str, str]:
    """Return the whole ids of papers that have short ones, by these, as far as they are known.

    Those of damaged papers are left out, as writing them anew would hide the damage.
    """
    taken = {entry.id for entry in snapshot.entries}
    whole = {}
    for entry in snapshot.entries:
        data = _bytes_of(entry, originals) if is_short(entry.id) else None
        if data is not None and paper_id(data) not in taken and _is_sound(snapshot, entry):
            whole[entry.id] = paper_id(data)
    return whole


def find_outdated(snapshot: Snapshot) -> list[str]:
    """Return the ids of sound papers whose vectors are not in the code of today."""
    name = code_for(snapshot.fingerprint).name
    return [entry.id for entry in snapshot.entries if _code_of(snapshot, entry) not in (name, None)]


def recode(snapshot: Snapshot, papers: Sequence[str], encoder: Encoder) -> Iterator[EncodedPaper]:
    """Yield some papers with their vectors in the code of today, one at a time."""
    for paper in papers:
        yield in_code(snapshot.encoded(paper), encoder)


def _code_of(snapshot: Snapshot, entry: PaperEntry) -> str | None:
    with suppress(LibraryDamaged):
        return snapshot.encoded(entry.id).code.name
    return None


def find_unpaged(snapshot: Snapshot) -> tuple[PaperEntry, ...]:
    """Return the papers of PDFs that do not tell the pages of these."""
    return tuple(entry for entry in snapshot.entries if _is_unpaged(snapshot, entry))


def _is_unpaged(snapshot: Snapshot, entry: PaperEntry) -> bool:
    if not entry.source.lower().endswith(".pdf"):
        return False
    with suppress(LibraryDamaged):
        return not snapshot.paper(entry.id).pdf_pages
    return False


def _bytes_of(entry: PaperEntry, originals: OriginalStore) -> bytes | None:
    with suppress(LibraryDamaged):
        data = originals.read(entry.id)
        if data is not None:
            return data
    bundled = BUNDLED_PATH.read_bytes() if entry.source == BUNDLED_PAPER else b""
    return bundled if is_id_of(entry.id, bundled) else None


def _is_sound(snapshot: FolderSnapshot, entry: PaperEntry) -> bool:
    with suppress(LibraryDamaged):
        snapshot.generation.verify(file_names(entry.id)[0])
        return True
    return False
