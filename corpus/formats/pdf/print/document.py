"""Opens a PDF and reads its pages, or says why it cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from corpus.errors import UnsupportedContent
from corpus.formats.pdf.print.glyphs import read_page
from corpus.formats.pdf.values import PrintedPage
from corpus.formats.sniffing import is_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 3_000
"""No paper has more pages, and reading them would take minutes."""
_LOCK = Lock()
"""PDFium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True)
class Print:
    """The pages of a PDF, and what it says of itself, such as ``Title``."""

    pages: tuple[PrintedPage, ...]
    metadata: Mapping[str, str]


def read_print(data: bytes, path: Path) -> Print:
    """Read all pages of a PDF. Raises `UnsupportedContent`; `path` names the file in it."""
    if not is_pdf(data):
        raise UnsupportedContent(
            f"{path} is not a PDF: it does not begin with %PDF-. Give it the ending of what it is."
        )
    with _LOCK:
        document = open_document(data, path)
        try:
            pages = _read_pages(document, path)
            return Print(pages, document.get_metadata_dict())
        finally:
            document.close()


def open_document(data: bytes, path: Path) -> "PdfDocument":
    """Open a PDF. Raises `UnsupportedContent`; `path` names the file in it."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnsupportedContent(
                f"{path} is protected by a password. Take the password off first, for instance "
                f"with `qpdf --decrypt --password=PASSWORD {path.name} open.pdf`."
            ) from error
        raise _damaged(path) from error


def _read_pages(document: "PdfDocument", path: Path) -> tuple[PrintedPage, ...]:
    import pypdfium2

    count = len(document)
    if count > MOST_PAGES:
        raise UnsupportedContent(
            f"{path} has {count} pages; a PDF may have {MOST_PAGES}. Split it."
        )
    pages: list[PrintedPage] = []
    for index in range(count):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        pages.append(read_page(page, index))
        page.close()
    if not pages:
        raise _damaged(path)
    return tuple(pages)


def _damaged(path: Path) -> UnsupportedContent:
    return UnsupportedContent(
        f"{path} is damaged or cut short: no page of it can be read. Get it anew, or repair it, "
        f"for instance with `qpdf {path.name} repaired.pdf`."
    )
