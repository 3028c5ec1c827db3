"""A small folder in BEIR's format, and archives of it."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

DOCUMENTS = [
    {"_id": "bees", "title": "Bees", "text": "Bees dance to share directions."},
    {"_id": "ants", "title": "Ants", "text": "Ants lay trails of scent."},
]
QUERIES = [
    {"_id": "q1", "text": "Why do bees dance?"},
    {"_id": "q2", "text": "What do ants lay?"},
]
HEAD = "query-id\tcorpus-id\tscore\n"


def beir_folder(folder: Path) -> Path:
    """Make a folder with judgements for testing and for training; give its path."""
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", DOCUMENTS), ("queries", QUERIES)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines)
    (folder / "qrels" / "test.tsv").write_text(f"{HEAD}q1\tbees\t1\nq2\tants\t1\n")
    (folder / "qrels" / "train.tsv").write_text(f"{HEAD}q1\tants\t1\n")
    return folder


def zipped(archive: Path, folder: Path) -> Path:
    """Pack a folder, under its own name, as a person would; give the archive's path."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, path.relative_to(folder.parent))
    return archive
