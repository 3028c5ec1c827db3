"""A library as an older version wrote it: format 3, ids of 48 bits, no pages of PDFs."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.identity import short_id
from corpus.paper import Paper
from index.library import Library
from tests.toy_encoder import ToyEncoder


def write_old_library(folder: Path, papers: Sequence[Paper]) -> Library:
    """Make a library of papers in the format that had 12 digits for an id."""
    library = Library(folder, make_encoder=ToyEncoder, model="toy")
    old = [replace(paper, id=short_id(paper.id), pdf_pages=()) for paper in papers]
    library.add([library.encode(paper) for paper in old])
    manifest = folder / "generations" / "000001" / "manifest.json"
    content = json.loads(manifest.read_bytes())
    data = json.dumps({**content, "format_version": 3}).encode("ascii")
    manifest.write_bytes(data)
    (folder / "CURRENT").write_text(f"000001 {hashlib.sha256(data).hexdigest()}\n")
    return library
