"""Word files that the tests write."""

from pathlib import Path

from corpus.formats import read_paper
from corpus.paper import Paper
from tests.corpus.formats.test_docx_reading import write
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
