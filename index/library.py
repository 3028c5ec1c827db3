"""The library: papers are added and removed, and opened for questions."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import LibraryMismatch
from corpus.paper import Paper
from index.address import EngineAddress
from index.care.upgrading import Upgrade
from index.corrections import Correction, Corrections
from index.encoding import encoders
from index.encoding.encoded_paper import EncodedPaper, Progress, encode_paper
from index.encoding.encoder import Encoder
from index.encoding.models import DEFAULT_MODEL, full_name
from index.indexing import Indexing
from index.library_store import store_at
from index.made_with import MadeWith
from index.snapshot import PaperEntry, Snapshot


class Library:
    """The papers in one place, indexed by one encoder.

    `where` is a folder or the address of an engine; what lies beside the papers, such as the
    files that they came from, is in `folder` in any case. `model` is the name asked for; without
    it, the model that the library was built with, or the default one for a new library.
    `make_encoder` stands in for that of `index.encoding.encoders`. `indexing` names the back ends
    of a new library in a folder; one that is there keeps its own.
    """

    def __init__(
        self,
        where: Path | EngineAddress,
        *,
        make_encoder: Callable[[str], Encoder] | None = None,
        model: str | None = None,
        indexing: Indexing | None = None,
    ) -> None:
        self.where = where
        self._store = store_at(where)
        self.folder = self._store.folder
        self._make_encoder = make_encoder or encoders.make_encoder
        self._model = None if model is None else full_name(model)
        self._indexing = indexing or Indexing()
        self._encoder: Encoder | None = None

    @property
    def name(self) -> str:
        """What messages call it: its folder or address."""
        return self._store.name

    @property
    def shared(self) -> bool:
        """Whether several processes may have it open at a time."""
        return self._store.shared

    def snapshot(self, known: Snapshot | None = None) -> Snapshot | None:
        """Open the library as it is now; None if no paper was ever added.

        `known` comes back while nothing has changed since it was opened. Raises
        `LibraryMismatch` if another model built the library than the one asked for.
        """
        snapshot = self._store.snapshot(known)
        if snapshot is not None and snapshot is not known:
            self._check_model(snapshot.model)
        return snapshot

    def encoder(self, snapshot: Snapshot | None = None) -> Encoder:
        """Return the encoder that fits `snapshot`, or else the library as it is now.

        Raises `LibraryMismatch`, `EncoderError`.
        """
        if snapshot is not None:
            return self._fitting_encoder(snapshot.model, snapshot.fingerprint)
        made = self._store.made_with()
        if made is None:
            return self._fitting_encoder(self._model or DEFAULT_MODEL, None)
        return self._fitting_encoder(made.model, made.fingerprint)

    def encode(self, paper: Paper, *, on_progress: Progress | None = None) -> EncodedPaper:
        """Split a paper into passages and encode them; nothing is stored yet.

        What a person corrected of the paper counts, not what the file says.
        """
        corrected = Corrections(self.folder).apply(paper)
        return encode_paper(corrected, self.encoder(), on_progress=on_progress)

    def begin(self) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`."""
        encoder = self.encoder()
        (encoded,) = encoder.encode(["Any text."])
        self._store.begin(self._made_with(encoder), len(encoded.vector))

    def add(self, papers: Sequence[EncodedPaper]) -> tuple[str, ...]:
        """Store encoded papers in one step; give the ids of those that were not there yet.

        Waits a little if another process is changing the library, then raises
        `LibraryBusy`. Whatever happens, the library has all of the new papers or none.
        """
        encoder = self._encoder or self.encoder()
        # Another process may begin a library in the meantime.
        return self._store.add(
            papers, self._made_with(encoder), lambda made: self._check_encoder(encoder, made)
        )

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        return self._store.remove(paper_id)

    def correct(self, paper_id: str, correction: Correction) -> PaperEntry:
        """Call a paper as a person says, from now on and when it is added anew.

        Raises `UnknownPaper`.
        """
        corrections = Corrections(self.folder)
        return self._store.correct(
            paper_id, correction, lambda whole: corrections.record(whole, correction)
        )

    def upgrade(self) -> Upgrade:
        """Write the library in the format of today, if it is not in it and has papers.

        Adding and removing papers does so as well, but leaves the vectors as they are.
        """
        return self._store.upgrade(self.encoder)

    def _made_with(self, encoder: Encoder) -> MadeWith:
        return MadeWith(encoder.name, encoder.fingerprint, self._indexing)

    def _fitting_encoder(self, model: str, fingerprint: str | None) -> Encoder:
        """Return the encoder of that name, whose weights have that hash if one is given."""
        if fingerprint is not None:
            self._check_model(model)
        if self._encoder is None or self._encoder.name != model:
            self._encoder = self._make_encoder(model)
        if fingerprint is not None:
            self._check_encoder(self._encoder, MadeWith(model, fingerprint, self._indexing))
        return self._encoder

    def _check_model(self, built_with: str, asked: str | None = None) -> None:
        asked = asked or self._model
        if asked is not None and asked != built_with:
            raise LibraryMismatch(
                f"The library {self.name} was built with the model {built_with}, not with "
                f"{asked}. Drop --model, or name another library with --library to build one "
                "with that model."
            )

    def _check_encoder(self, encoder: Encoder, made: MadeWith) -> None:
        self._check_model(made.model, encoder.name)
        if encoder.fingerprint != made.fingerprint:
            raise LibraryMismatch(
                f"The library {self.name} was built with other weights of the model "
                f"{encoder.name} (hash {made.fingerprint[:12]}…, now "
                f"{encoder.fingerprint[:12]}…). Put the former weights back, or remove the "
                "library and add the papers again."
            )
