"""What the vectors and the indexes of a library are made with."""

from dataclasses import dataclass

from index.indexing import Indexing


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What the vectors and the indexes of a library are made with, the same for all its papers."""

    model: str
    fingerprint: str
    indexing: Indexing

    def facts(self) -> dict[str, str]:
        """Return what the manifest tells of it."""
        made = {"model": self.model, "fingerprint": self.fingerprint}
        return {**made, **self.indexing.facts()}
