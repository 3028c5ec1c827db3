"""What decides the figures of a run: versions, model, papers, questions."""

import hashlib
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from index.snapshot import Snapshot
from qa.evaluation.questions.pairs import QAPair
from qa.settings import Settings

PACKAGES = (
    "faiss-cpu", "ir-measures", "nltk", "numpy", "onnxruntime", "PyStemmer",
    "pytrec-eval-terrier", "sentence-transformers", "tokenizers", "torch", "transformers",
)  # fmt: skip
_CODE = ("corpus", "index", "qa")


def describe(
    pairs: Sequence[QAPair], snapshot: Snapshot, *, settings: Settings
) -> dict[str, object]:
    """Return the settings of a run as JSON holds them.

    Hashes are SHA-256. `questions_sha256` is that of the questions as they are asked,
    `papers_sha256` that of the papers' texts with their sections, sentences and
    passages, `index_sha256` that of everything that the library has of them.
    """
    checksums = snapshot.checksums()
    return {
        "questions": len(pairs),
        "questions_sha256": _sha256(repr(pair) for pair in pairs),
        "papers": len(snapshot.entries),
        "papers_sha256": _sha256(
            f"{name} {checksum}"
            for name, checksum in sorted(checksums.items())
            if name.startswith("papers/") and name.endswith(".json")
        ),
        "index_sha256": _sha256(
            f"{name} {checksum}" for name, checksum in sorted(checksums.items())
        ),
        "model": snapshot.model,
        "model_sha256": snapshot.fingerprint,
        "relevance_weights": dict(settings.relevance_weights),
        "threshold": settings.threshold,
        "reader": settings.reader,
        "abstention_sha256": hashlib.sha256(
            files("qa").joinpath("data", "abstention.json").read_bytes()
        ).hexdigest(),
        **describe_software(),
    }


def describe_software() -> dict[str, object]:
    """Return the versions of Footnote, with a hash of its code, and of what it stands on."""
    return {
        "footnote": _version("footnote-qa"),
        "footnote_sha256": _sha256(
            f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}"
            for package in _CODE
            for name, file in sorted(_sources(files(package), package))
        ),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _sources(folder: Traversable, path: str) -> Iterable[tuple[str, Traversable]]:
    for item in folder.iterdir():
        name = f"{path}/{item.name}"
        if item.is_dir():
            yield from _sources(item, name)
        elif name.endswith(".py"):
            yield name, item


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _sha256(parts: Iterable[str]) -> str:
    state = hashlib.sha256()
    for part in parts:
        state.update(part.encode(errors="surrogatepass") + b"\n")
    return state.hexdigest()
