"""Reads DOCX. Its pages are made by the program that shows them: none are known."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.blocks import Block
from corpus.errors import UnsupportedContent
from corpus.formats.docx.body import DocxBody, Notes
from corpus.formats.docx.package import Package
from corpus.formats.docx.styles import Styles
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.tree import Element, attribute, child_named, text_of
from corpus.formats.names import split_names
from corpus.paper import Paper

_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read_docx(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a document into a Paper: headings by style or outline level, notes at their marks.

    Insertions that were tracked are text, deletions are not. Raises `UnsupportedContent`.
    """
    package = Package(data, path)
    document = package.part(package.main)
    content = child_named(document, "body") if document is not None else None
    if content is None:
        raise UnsupportedContent(
            f"{path} has no body in {package.main}. Save it again from a word processor."
        )
    flow = Flow()
    body = DocxBody(
        flow,
        Styles(package.beside("styles.xml")),
        {kind: _read_notes(package, content, kind) for kind in ("footnote", "endnote")},
    )
    body.write(content)
    blocks = flow.blocks()
    fallback_title = _lone_heading(blocks) or PurePath(origin.source).stem
    return assemble(blocks, origin, _front_matter(package, body, fallback_title))


def _read_notes(package: Package, content: Element, kind: str) -> Notes:
    """Read the notes of a kind. Endnotes are counted i, ii, iii unless the file says otherwise."""
    part = package.beside(f"{kind}s.xml")
    notes = {
        attribute(note, "id"): note
        for note in (part.iterchildren(kind) if part is not None else ())
        if attribute(note, "type") not in _SEPARATORS
    }
    formats = [
        attribute(number_format, "val")
        for place in (package.beside("settings.xml"), content)
        for properties in (place.iter(f"{kind}Pr") if place is not None else ())
        for number_format in properties.iterchildren("numFmt")
    ]
    usual = "lowerRoman" if kind == "endnote" else "decimal"
    return Notes(notes, is_roman=(formats or [usual])[-1] == "lowerRoman")


def _lone_heading(blocks: Sequence[Block]) -> str:
    """Return the title of the only heading of the first level."""
    top = [block for block in blocks if block.level == 1]
    return "".join(line.text + (line.glue or "") for line in top[0].lines) if len(top) == 1 else ""


def _front_matter(package: Package, body: DocxBody, fallback_title: str) -> FrontMatter:
    """Return what the text says, else what the properties of the file say."""
    properties = package.part("docProps/core.xml")
    said = {
        str(child.tag): text_of(child) for child in (properties if properties is not None else ())
    }
    named = [name for written in body.authors for name in split_names(written)]
    authors = named or filter(_is_of_person, split_names(said.get("creator", "")))
    year = re.match(r"(?:1[4-9]|20)\d\d(?=-|$)", said.get("created", ""))
    return FrontMatter(
        " ".join(body.titles) or said.get("title") or fallback_title,
        tuple(dict.fromkeys(authors)),
        int(year[0]) if year else None,
    )


def _is_of_person(name: str) -> bool:
    """Whether who made the file is more than the account of a computer."""
    is_account = name.isascii() and " " not in name
    return not is_account and not name.lower().endswith(" user")
