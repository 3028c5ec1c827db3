"""Word files that the tests write."""

import zipfile
from pathlib import Path

from corpus.formats import read_paper
from corpus.paper import Paper
from tests.corpus_reading import check

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


STYLES = """<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Level2"><w:name w:val="Zwei"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Own"><w:name w:val="Mine"/><w:basedOn w:val="Level2"/></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"""


def run(text: str, properties: str = "") -> str:
    """Make a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    """Make a paragraph of runs, or of text."""
    inner = content if content.startswith("<") else run(content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def read(folder: Path, body: str, **parts: str) -> Paper:
    """Read a document from a file, and check what holds of every paper."""
    paper = read_paper(write(folder / "file.docx", body, **parts))
    check(paper)
    return paper


def write(path: Path, body: str, **parts: str) -> Path:
    """Write a DOCX file of a body and of the contents of other parts in `word/`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        content = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", content)
        for name, part in {"styles": STYLES, **parts}.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_NAMES}>{part}</w:{name}>")
    return path
