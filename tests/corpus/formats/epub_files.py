"""Makes small e-books."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>Gulls of the Quay</dc:title><dc:creator id='w'>Wren, Ada</dc:creator>"
    "<dc:creator id='d'>Bo Lindt</dc:creator>"
    "<meta refines='#d' property='role'>ill</meta><dc:date>2017-03-01</dc:date>"
)


def chapter(body: str) -> str:
    """Return a file of text with a body."""
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>'
    )


def write_epub(path: Path, files: Mapping[str, str], *, metadata: str = METADATA) -> Path:
    """Write an e-book of files in reading order; `nav.xhtml` and `toc.ncx` are its lists."""
    kinds = {"ncx": "application/x-dtbncx+xml", "xhtml": "application/xhtml+xml"}
    items = "".join(
        f'<item id="i{place}" href="{name}" media-type="{kinds[name.rpartition(".")[2]]}"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav.xhtml' else ''}/>"
        for place, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="i{place}"/>' for place in range(len(files)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", package)
        for name, content in files.items():
            archive.writestr(f"OPS/{name}", content)
    return path
