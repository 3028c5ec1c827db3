"""Scans: pages that are pictures, recognised by the real Tesseract."""

import io
import random
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from corpus.errors import ScannedPages, UnsupportedContent
from corpus.formats import read_paper
from corpus.formats.pdf.scans.recognition import Recognition, recognise_scan
from corpus.paper import Paper, Span
from corpus.quotes.page_images import draw_quote
from tests.corpus_reading import check
from tests.pdf.drawn import foot, heading, paragraph
from tests.pdf_pages import LEFT, Pdf

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed"
)
WORDS = (
    "river mill bridge town court estate governor consent bank owner village suit century crown "
    "property reform water road wood stone income leave party letter envoy acts volume chapter"
).split()
JOINTS = ["of the", "and the", "in the", "was", "were", "had", "by a"]
NOTES_A_PAGE, PAGES = 3, 3


def sentence(chance: random.Random, length: int) -> str:
    """Return words in a row with a capital and a full stop."""
    words = [chance.choice(WORDS + JOINTS) for _ in range(length)]
    return " ".join([chance.choice(WORDS).capitalize(), *words]) + "."


def printed() -> bytes:
    """Return pages with running heads, a heading, and notes below a rule."""
    chance, pdf = random.Random(3), Pdf()  # noqa: S311
    for page in range(PAGES):
        first = NOTES_A_PAGE * page + 1
        pdf.put(LEFT, 560, "JOURNAL OF MILLS", size=8)
        pdf.put(350, 560, str(211 + page), size=8)
        pdf.y = 535
        if page == 1:
            heading(pdf, "2. The law of the rivers")
        for place in range(NOTES_A_PAGE):
            before, noted, behind = (sentence(chance, chance.randint(8, 16)) for _ in range(3))
            paragraph(pdf, f"{before} {noted}^{first + place}^ {behind}")
        foot(pdf, *(f"^{first + n}^ {sentence(chance, 12)}" for n in range(NOTES_A_PAGE)), y=120)
        if page + 1 < PAGES:
            pdf.new_page()
    return pdf.finish()


def scanned(data: bytes) -> bytes:
    """Return the pages of a PDF as pictures in a PDF."""
    pages = [
        page.render(scale=300 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(data)
    ]
    file = io.BytesIO()
    pages[0].save(file, "PDF", resolution=300, save_all=True, append_images=pages[1:])
    return file.getvalue()


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scan of printed pages."""
    path = tmp_path_factory.mktemp("scan") / "mills.pdf"
    path.write_bytes(scanned(printed()))
    return path


@pytest.fixture(scope="module")
def folder(scan: Path) -> Path:
    """What was recognised of it."""
    folder = scan.with_name("recognised")
    recognise_scan(scan.read_bytes(), scan, folder, range(PAGES))
    return folder


@pytest.fixture(scope="module")
def paper(scan: Path, folder: Path) -> Paper:
    """The paper that comes of it."""
    pages = recognise_scan(scan.read_bytes(), scan, folder, range(PAGES))
    return read_paper(scan, recognised=pages)


def test_pages_without_text_are_named(scan: Path) -> None:
    """Whoever can recognise them is told which; others are told what to do."""
    with pytest.raises(ScannedPages) as found:
        read_paper(scan, recognised={})
    assert found.value.numbers == (0, 1, 2)
    assert not found.value.others_have_text
    with pytest.raises(UnsupportedContent, match=r"only images \(3\).*footnote add --ocr auto"):
        read_paper(scan)


def test_without_tesseract_it_is_said_how_to_install_it(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the program and the command."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedContent, match="apt install tesseract-ocr"):
        recognise_scan(scan.read_bytes(), scan, tmp_path / "none", [0])


@needs_tesseract
def test_a_scan_reads_as_the_pages_do(paper: Paper, tmp_path: Path) -> None:
    """Nine of ten words, the pages and the headings, and how sure each page is."""
    check(paper)
    path = tmp_path / "printed.pdf"
    path.write_bytes(printed())
    right = read_paper(path)
    words = re.findall(r"\w+", right.text)
    read = re.findall(r"\w+", paper.text)
    assert sum(min(words.count(word), read.count(word)) for word in {*words}) > 0.9 * len(words)
    assert [page.number for page in paper.pages] == ["211", "212", "213"]
    assert "JOURNAL OF MILLS" not in paper.text
    assert all(page.confidence and page.confidence > 0.8 for page in paper.pdf_pages)
    assert all(page.confidence is None for page in right.pdf_pages)


@needs_tesseract
def test_notes_of_a_scan_stand_at_their_marks(paper: Paper) -> None:
    """Raised figures are read again: at the first reading they pass for quotation marks."""
    noted = [note for note in paper.notes if note.text]
    assert len(noted) >= 0.75 * NOTES_A_PAGE * PAGES
    assert all(paper.text[note.anchor - 1] == "." for note in noted)


@needs_tesseract
def test_what_is_recognised_is_not_recognised_again(scan: Path, folder: Path) -> None:
    """An interrupted run goes on where it was."""
    (folder / "00001.hocr.gz").unlink()
    told: list[Recognition] = []
    pages = recognise_scan(scan.read_bytes(), scan, folder, range(PAGES), on_progress=told.append)
    assert told[0] == Recognition(2, 3)
    assert told[-1] == Recognition(3, 3)
    assert set(pages) == {0, 1, 2}


@needs_tesseract
def test_a_quote_is_boxed_on_the_scan(scan: Path, folder: Path, paper: Paper) -> None:
    """The letters that were recognised tell where its lines are."""
    pages = recognise_scan(scan.read_bytes(), scan, folder, range(PAGES))
    quote = paper.sentences[4]
    around = Span(max(quote.start - 100, 0), quote.end + 100)
    (image,) = draw_quote(
        scan.read_bytes(),
        scan,
        text=paper.text[around.start : around.end],
        quote=Span(quote.start - around.start, quote.end - around.start),
        how_far=0.1,
        recognised=pages,
    )
    assert image.number == 0
    assert image.boxes
    assert all(0.1 < box.left < 0.9 and 0 < box.top < 0.6 for box in image.boxes)
