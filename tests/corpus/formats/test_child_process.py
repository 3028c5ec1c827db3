"""Files read in a process of their own: what crashes or swells there is told as an error."""

import os
import signal
import time
import zipfile
import zlib
from functools import partial
from pathlib import Path

import pytest

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.errors import UnreadableFile, UnsupportedContent
from corpus.formats import child_process, read_paper
from corpus.formats.child_process import read_in_child
from corpus.paper import Paper
from tests.cli.listed import sources
from tests.conftest import Footnote
from tests.corpus_reading import ORIGIN, check
from tests.pdf.small import small_pdf

PATH = Path("file.pdf")


def read_nothing(data: bytes, path: Path, origin: Origin) -> Paper:
    """Return a paper without text, titled by what was to be read; print, as a library might."""
    print("noise")  # noqa: T201
    return assemble([], origin, FrontMatter(title=f"{data.decode()} of {path}"))


def measure(data: bytes, path: Path, origin: Origin) -> Paper:
    """Return a paper titled by the length of what was to be read."""
    return read_nothing(str(len(data)).encode(), path, origin)


def refuse(data: bytes, path: Path, origin: Origin) -> Paper:  # noqa: ARG001 - a reader has them
    """Refuse as a reader does."""
    raise UnsupportedContent(f"{path} is refused.")


def crash(data: bytes, path: Path, origin: Origin) -> Paper:  # noqa: ARG001 - a reader has them
    """Die as a library in C may."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def swell(data: bytes, path: Path, origin: Origin) -> Paper:  # noqa: ARG001 - a reader has them
    """Ask for more memory than there may be."""
    return read_nothing(bytes(2 * child_process.MOST_MEMORY), path, origin)


def sleep(data: bytes, path: Path, origin: Origin) -> Paper:
    """Say who does it, where it can be said, and do not come to an end."""
    if path.suffix != ".pdf":
        path.write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)
    return read_nothing(data, path, origin)


def doze(data: bytes, path: Path, origin: Origin) -> Paper:
    """Take five seconds by the clock, and next to none of the processor."""
    time.sleep(5)
    return read_nothing(data, path, origin)


def spin(data: bytes, path: Path, origin: Origin) -> Paper:
    """Do not come to an end, with all of a processor."""
    while data != b"never":
        pass
    return read_nothing(data, path, origin)


def packed(content: bytes, *, megabytes: int) -> bytes:
    """Make a PDF of a page whose content is repeated to a size, and packed twice."""
    packer = zlib.compressobj(1)
    times = 2**20 // len(content)
    inner = b"".join(packer.compress(content * times) for _ in range(megabytes)) + packer.flush()
    outer = zlib.compress(inner, 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
        % (len(outer), outer),
    )
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, content)
        for number, content in enumerate(objects, start=1)
    )
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"


def test_a_paper_comes_back() -> None:
    """It is the reader's own, whatever else was printed."""
    paper = read_in_child(partial(read_nothing, origin=ORIGIN), b"Some bytes", PATH)
    assert paper.title == "Some bytes of file.pdf"


@pytest.mark.parametrize("size", [200_000, 10_000_000])
def test_a_long_file_comes_through(size: int) -> None:
    """More than the system keeps for a process that has only just begun to read."""
    paper = read_in_child(partial(measure, origin=ORIGIN), b"x" * size, PATH, seconds=10)
    assert paper.title == f"{size} of file.pdf"


def test_an_error_comes_back() -> None:
    """A refusal is the same as if it had been read here."""
    with pytest.raises(UnsupportedContent, match=r"^file\.pdf is refused\.$"):
        read_in_child(partial(refuse, origin=ORIGIN), b"", PATH)


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="signals end processes on POSIX only")
def test_a_crash_is_a_damaged_file() -> None:
    """The message names the signal."""
    with pytest.raises(UnsupportedContent, match=r"file\.pdf is damaged.*\(SIGSEGV\)"):
        read_in_child(partial(crash, origin=ORIGIN), b"", PATH)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux alone bounds addresses")
def test_too_much_memory() -> None:
    """The message names the limit."""
    with pytest.raises(UnsupportedContent, match=r"needs more than 1024 MB of memory.*MemoryError"):
        read_in_child(partial(swell, origin=ORIGIN), b"", PATH)


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="POSIX alone bounds the processor")
def test_too_much_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is ended, and the message says after how much."""
    monkeypatch.setattr(child_process, "_WAITING", 200)
    with pytest.raises(UnsupportedContent, match=r"takes more than 2 seconds of the processor"):
        read_in_child(partial(spin, origin=ORIGIN), b"", PATH, seconds=2)


def test_too_long_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no fault of the file, and the message says so."""
    monkeypatch.setattr(child_process, "_WAITING", 1)
    with pytest.raises(
        UnreadableFile, match=r"not read within 4 seconds by the clock.*the machine is busy"
    ):
        read_in_child(partial(sleep, origin=ORIGIN), b"", PATH, seconds=4)


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="POSIX alone bounds the processor")
def test_a_process_may_be_kept_waiting() -> None:
    """More seconds by the clock than there are of the processor, as on a busy machine."""
    assert (
        read_in_child(partial(doze, origin=ORIGIN), b"x", PATH, seconds=4).title == "x of file.pdf"
    )


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="tells processes by their folders")
def test_whoever_waits_can_end_it(tmp_path: Path) -> None:
    """What is raised while waiting ends the process at once, and comes back."""
    written = tmp_path / "pid"

    def end_once_it_runs() -> None:
        if written.exists() and written.read_text():
            raise FileNotFoundError(str(written))

    with pytest.raises(FileNotFoundError):
        read_in_child(partial(sleep, origin=ORIGIN), b"", written, on_wait=end_once_it_runs)
    assert not Path("/proc", written.read_text()).exists()


@pytest.mark.parametrize("name", ["file.txt", "file.md", "file.html"])
def test_small_files_of_strangers_are_read_apart(tmp_path: Path, name: str) -> None:
    """Whoever is to be asked while a file is read is asked for each of any size."""
    path = tmp_path / name
    path.write_text("Ants carry leaves.", encoding="utf-8")
    asked: list[None] = []
    paper = read_paper(path, on_wait=lambda: asked.append(None))
    assert paper == read_paper(path)
    assert asked


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux alone bounds addresses")
def test_a_small_pdf_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    """It is refused; the next file is read."""
    bomb, sound = tmp_path / "bomb.pdf", tmp_path / "sound.pdf"
    bomb.write_bytes(packed(b"q Q ", megabytes=1200))
    sound.write_bytes(small_pdf())
    assert bomb.stat().st_size < 50_000
    with pytest.raises(UnsupportedContent, match=r"bomb\.pdf is damaged, or needs more than 1024"):
        read_paper(bomb)
    check(read_paper(sound))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux alone bounds addresses")
def test_adding_goes_on_behind_a_pdf_that_breaks_its_bounds(
    footnote: Footnote, tmp_path: Path
) -> None:
    """It is told, the library has the others, and a library with nothing else stays as it was."""
    bomb, text = tmp_path / "a.pdf", tmp_path / "b.txt"
    bomb.write_bytes(packed(b"q Q ", megabytes=1200))
    assert footnote("add", bomb).status == 1
    assert sources(footnote) == []
    text.write_text("Ants carry leaves.")
    outcome = footnote("add", bomb, text)
    assert outcome.status == 1
    assert "a.pdf is damaged, or needs more than 1024 MB" in outcome.errors
    assert "Traceback" not in outcome.errors
    assert sources(footnote) == ["b.txt"]


def test_a_document_that_unpacks_to_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive with a long text is read apart, within the bounds."""
    monkeypatch.setattr(child_process, "_SECONDS", 1)
    with zipfile.ZipFile(tmp_path / "file.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<d><body>{'<p/>' * 2**20}</body></d>")
    assert (tmp_path / "file.docx").stat().st_size < 50_000
    with pytest.raises(UnsupportedContent, match="takes more than 1 seconds"):
        read_paper(tmp_path / "file.docx")
