"""Generations that the tests store and look into."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.storage.generation import Generation
from index.storage.manifest import JSONValue
from index.storage.store import GenerationStore


def commit(store: GenerationStore, files: dict[str, bytes], **facts: JSONValue) -> Generation:
    """Make `files` the next generation."""
    with store.change() as draft:
        for name, data in files.items():
            draft.write(name, data)
        return draft.commit(facts)


def contents(generation: Generation | None) -> dict[str, bytes] | None:
    """Return every file's content after verifying all checksums."""
    if generation is None:
        return None
    generation.verify()
    return {name: generation.path(name).read_bytes() for name in generation.files}


def generation_folders(library: Path) -> list[str]:
    """Return the names of the generations that lie on the disk."""
    return sorted(path.name for path in (library / "generations").iterdir())


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as nobody, when run by root, whom no permission stops."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
