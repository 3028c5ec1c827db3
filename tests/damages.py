"""Ways in which a file can be damaged, by name, and small libraries to damage."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree

from corpus.formats import read_paper
from index.library import Library
from index.storage.originals import OriginalStore
from tests.toy_encoder import ToyEncoder

TEXTS = {
    "tea": "# A History of Tea\n\n## Arrival\n\nTea came to London in 1660.[^1] Both tea and "
    "coffee were dear.\n\n## Decline\n\nNobody drank chocolate after 1700.\n\n"
    "[^1]: Pepys, Diary, p. 4.\n",
    "bees": "# On Bees\n\nBees dance to share directions. They rest at night.\n",
    "wax": "# On Wax\n\nWax is made by bees. It melts in the sun.\n",
    "ants": "# On Ants\n\nAnts carry leaves to their nest in the year 1999. They rest too.\n",
}
QUESTIONS = (
    "When did tea come to London?",
    "What do bees share?",
    "What is wax made by?",
    "What do ants carry to their nest?",
    "Who rests at night?",
)


def flip(path: Path) -> None:
    """Change a byte in the midst, in the file itself."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    """Cut the second half off, in the file itself."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    """Put other bytes of the same length there, in a file of its own."""
    size = path.stat().st_size
    path.unlink()
    path.write_bytes(b"\xff" * size)


def replace_by_folder(path: Path) -> None:
    """Put a folder, with something in it, in the file's place."""
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("something")


def flip_alone(path: Path) -> None:
    """Change a byte at the start, but not in other generations, which share the file."""
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


DAMAGES: Mapping[str, Callable[[Path], None]] = {
    "a flipped bit": flip,
    "a flipped bit in one generation": flip_alone,
    "cut off": truncate,
    "other bytes": overwrite,
    "a folder": replace_by_folder,
    "gone": Path.unlink,
}


def undo(path: Path, content: bytes) -> None:
    """Put a file back as it was."""
    if path.is_dir():
        rmtree(path)
    path.write_bytes(content)


def make_library(folder: Path, *, keep_originals: bool = True) -> dict[str, str]:
    """Make a library of the texts, one generation after another; give the ids by their names."""
    library = Library(folder, make_encoder=ToyEncoder)
    ids = {}
    for name, text in TEXTS.items():
        path = folder.parent / f"{name}.md"
        path.write_text(text)
        paper = read_paper(path)
        ids[name] = paper.id
        library.add([library.encode(paper)])
        if keep_originals:
            OriginalStore(folder).keep(paper.id, path)
    return ids
