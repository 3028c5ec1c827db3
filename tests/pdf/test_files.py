import random

import pytest

from corpus.errors import FootnoteError, UnsupportedContent
from corpus.formats.pdf.print.document import MOST_PAGES
from tests.corpus_reading import check
from tests.pdf.small import read, small_pdf
from tests.pdf_pages import Pdf


def hand_made(*objects: str) -> bytes:
    """Write a PDF from the bodies of its objects; the first one is its catalog."""
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def test_a_scan_without_text() -> None:
    """The message says that there are images only, and names a program that helps."""
    pdf = Pdf()
    pdf.picture()
    pdf.new_page()
    pdf.picture()
    with pytest.raises(UnsupportedContent, match=r"only images \(2\) on its 2 pages.*--ocr auto"):
        read(pdf.finish())


def test_a_pdf_with_empty_pages() -> None:
    """There is neither text nor an image."""
    with pytest.raises(UnsupportedContent, match=r"no text on its 1 page"):
        read(Pdf().finish())


def test_a_pdf_under_a_password() -> None:
    """The message says so."""
    with pytest.raises(UnsupportedContent, match=r"protected by a password.*qpdf --decrypt"):
        read(small_pdf(encrypt="secret"))


@pytest.mark.parametrize("data", [b"", b"Some text.", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
def test_what_is_no_pdf(data: bytes) -> None:
    """The first bytes tell."""
    with pytest.raises(UnsupportedContent, match="is not a PDF"):
        read(data)


def test_a_pdf_cut_short() -> None:
    """What is left of it is read, or it is said to be damaged."""
    data = small_pdf()
    with pytest.raises(UnsupportedContent, match="is damaged or cut short"):
        read(data[:300])


def test_a_page_tree_that_comes_back_to_itself() -> None:
    """It comes to an end."""
    data = hand_made(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    )
    with pytest.raises(UnsupportedContent):
        read(data)


def test_a_page_count_that_is_not_true() -> None:
    """It is refused before any page is read."""
    data = hand_made(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    with pytest.raises(UnsupportedContent):
        read(data)


def test_more_pages_than_a_paper_has() -> None:
    """The number and the limit are in the message."""
    assert MOST_PAGES == 3000
    kids = " ".join(["3 0 R"] * 3001)
    data = hand_made(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 3001 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    with pytest.raises(UnsupportedContent, match="has 3001 pages; a PDF may have 3000"):
        read(data)


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_pdf_is_read_or_refused(seed: int) -> None:
    """Bytes that are changed, lost or cut off end in a paper or in an error of Footnote's."""
    chance = random.Random(seed)  # noqa: S311 - the same mutants each time
    data = bytearray(small_pdf())
    match seed % 3:
        case 0:
            for _ in range(chance.randint(1, 40)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 1:
            start = chance.randrange(len(data))
            del data[start : start + chance.randint(1, 400)]
        case _:
            del data[chance.randrange(len(data)) :]
    try:
        paper = read(bytes(data))
    except FootnoteError:
        return
    check(paper)
