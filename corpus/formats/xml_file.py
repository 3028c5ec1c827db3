"""Reads XML: finds out which kind of article it holds."""

from pathlib import Path

from corpus.assembly import Origin
from corpus.errors import UnsupportedContent
from corpus.formats.jats.article import find_articles, read_jats
from corpus.formats.markup.tree import parse_xml
from corpus.paper import Paper


def read_xml(data: bytes, path: Path, origin: Origin) -> Paper:
    """Read JATS or TEI, alone or inside the answer of an archive. Raises `UnsupportedContent`."""
    root = parse_xml(data, path)
    if next(root.iter("TEI", "TEI.2"), None) is not None:
        from corpus.formats.tei.text import read_tei

        return read_tei(root, path, origin)
    if find_articles(root):
        return read_jats(root, path, origin)
    if root.tag == "html":
        from corpus.formats.html.page import read_html

        return read_html(data, path, origin)
    raise UnsupportedContent(
        f"{path} is XML whose root is <{root.tag}>; JATS articles (<article>) and TEI (<TEI>) are "
        "read. Give the paper as one of these, or as PDF, HTML, DOCX, Markdown or plain text."
    )
