"""What visitors give to be evaluated: a file, the files of a folder, or an archive of it."""

import stat
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from corpus.errors import QAFileError
from qa.evaluation import load_questions
from tests.beir_samples import beir_folder, zipped
from ui.web.evaluation.question_files import gather
from ui.web.page.limits import ARCHIVE_FILES, MEGABYTE, UNPACKED_MEGABYTES

PARTS = ["corpus.jsonl", "qrels/test.tsv", "queries.jsonl"]


def packed(archive: Path, *entries: tuple[ZipInfo | str, bytes]) -> Path:
    """Write an archive of what is given."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        for entry, content in entries:
            target.writestr(entry, content)
    return archive


def files_in(folder: Path) -> list[str]:
    """List the files of a folder."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_a_qa_file_is_taken_as_it_is(tmp_path: Path) -> None:
    """Nothing is unpacked or moved."""
    file = tmp_path / "questions.csv"
    assert gather([file], tmp_path / "room") == file
    assert not (tmp_path / "room").exists()


@pytest.mark.parametrize("deep", [False, True])
def test_a_folder_is_unpacked_with_the_judgements_for_testing(tmp_path: Path, deep: bool) -> None:  # noqa: FBT001
    """Whether the archive holds the folder or what is in it; what else there is stays packed."""
    folder = beir_folder(tmp_path / "animals")
    (folder / "README.md").write_text("Animals.")
    entries = [
        (f"{'data/animals/' if deep else './'}{name}", (folder / name).read_bytes())
        for name in files_in(folder)
    ]
    archive = packed(tmp_path / "zoo.zip", *entries, ("__MACOSX/._corpus.jsonl", b"\0"))
    found = gather([archive], tmp_path / "room")
    assert found == tmp_path / "room" / "zoo"
    assert files_in(found) == PARTS
    assert len(load_questions(found).pairs) == 2


def test_the_files_of_a_folder_are_put_together(tmp_path: Path) -> None:
    """Wherever each of them lies."""
    folder = beir_folder(tmp_path / "animals")
    found = gather([folder / name for name in files_in(folder)], tmp_path / "room")
    assert files_in(found) == PARTS
    assert len(load_questions(found).pairs) == 2


def test_files_that_make_up_no_folder_are_refused(tmp_path: Path) -> None:
    """By their names, with what a folder needs; so are judgements that nobody chose."""
    folder = beir_folder(tmp_path / "animals")
    (tmp_path / "other.csv").write_text("question\n")
    given = [folder / "corpus.jsonl", tmp_path / "other.csv"]
    with pytest.raises(QAFileError, match=r"corpus\.jsonl, other\.csv make up no folder"):
        gather(given, tmp_path / "room")
    with pytest.raises(QAFileError, match=r"animals\.zip .* it has no corpus\.jsonl"):
        gather([packed(tmp_path / "animals.zip", ("a.txt", b""))], tmp_path / "room")
    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "dev.tsv")
    with pytest.raises(QAFileError, match=r"several files of judgements: .*dev\.tsv"):
        gather([zipped(tmp_path / "animals.zip", folder)], tmp_path / "room")


def _link() -> ZipInfo:
    link = ZipInfo("animals/corpus.jsonl")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return link


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("../corpus.jsonl", "leads out of its folder"),
        ("/etc/corpus.jsonl", "leads out of its folder"),
        ("animals\\..\\..\\corpus.jsonl", "leads out of its folder"),
        ("C:corpus.jsonl", "leads out of its folder"),
        (_link(), "such as a link"),
    ],
    ids=["above", "absolute", "backslashes", "drive", "link"],
)
def test_an_archive_that_leads_elsewhere_is_refused(
    tmp_path: Path, entry: ZipInfo | str, reason: str
) -> None:
    """Before anything is written."""
    archive = packed(tmp_path / "animals.zip", ("queries.jsonl", b"{}"), (entry, b"/etc/passwd"))
    with pytest.raises(QAFileError, match=rf"^animals\.zip .*{reason}"):
        gather([archive], tmp_path / "room")
    assert files_in(tmp_path) == ["animals.zip"]


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    """By the bytes it says it has; it gets no more than these out of what is packed."""
    archive = tmp_path / "bomb.zip"
    with (
        ZipFile(archive, "w", ZIP_DEFLATED) as target,
        target.open("corpus.jsonl", "w") as entry,
    ):
        for _ in range(UNPACKED_MEGABYTES + 1):
            entry.write(bytes(MEGABYTE))
    assert archive.stat().st_size < MEGABYTE
    with pytest.raises(QAFileError, match=r"bomb\.zip unpacks to 201 MB; 200 MB are taken"):
        gather([archive], tmp_path / "room")
    honest, lying = (201 * MEGABYTE).to_bytes(4, "little"), (100).to_bytes(4, "little")
    archive.write_bytes(archive.read_bytes().replace(honest, lying))
    with pytest.raises(QAFileError, match=r"bomb\.zip"):
        gather([archive], tmp_path / "room")
    written = [path.stat().st_size for path in (tmp_path / "room").rglob("*") if path.is_file()]
    assert max(written, default=0) <= 100


def test_an_archive_at_its_limits_is_taken(tmp_path: Path) -> None:
    """So many files, and so many bytes, to the last; a byte more is refused."""
    folder = beir_folder(tmp_path / "animals")
    parts = [(name, (folder / name).read_bytes()) for name in PARTS]
    others = [(str(one), b"") for one in range(ARCHIVE_FILES - len(parts))]
    assert gather([packed(tmp_path / "many.zip", *parts, *others)], tmp_path / "many").is_dir()
    left = UNPACKED_MEGABYTES * MEGABYTE - sum(len(content) for _, content in parts)
    large = packed(tmp_path / "large.zip", *parts, ("other", bytes(left)))
    assert gather([large], tmp_path / "large").is_dir()
    with pytest.raises(QAFileError, match=r"larger\.zip unpacks to 200 MB; 200 MB are taken"):
        gather([packed(tmp_path / "larger.zip", *parts, ("other", bytes(left + 1)))], tmp_path)


def test_an_archive_of_many_files_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    """One that is locked cannot be read, and uncommon packing has no bound."""
    many = packed(tmp_path / "many.zip", *((str(one), b"") for one in range(ARCHIVE_FILES + 1)))
    with pytest.raises(QAFileError, match=r"many\.zip holds 1001 files; 1000 are taken"):
        gather([many], tmp_path / "room")
    odd = ZipInfo("corpus.jsonl")
    odd.compress_type = ZIP_BZIP2
    with pytest.raises(QAFileError, match="packed in an uncommon way"):
        gather([packed(tmp_path / "odd.zip", (odd, b"{}"))], tmp_path / "room")
    locked = packed(tmp_path / "locked.zip", ("corpus.jsonl", b"{}"))
    content = bytearray(locked.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    locked.write_bytes(content)
    with pytest.raises(QAFileError, match="locked with a password"):
        gather([locked], tmp_path / "room")
    broken = zipped(tmp_path / "broken.zip", beir_folder(tmp_path / "animals"))
    content = bytearray(broken.read_bytes())
    content[content.index(b"corpus.jsonl") + 14] ^= 0xFF
    broken.write_bytes(content)
    with pytest.raises(QAFileError, match=r"broken\.zip is a damaged ZIP archive"):
        gather([broken], tmp_path / "room")
