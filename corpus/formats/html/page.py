"""Reads pages of HTML: the article in them, without what stands around it."""

import codecs
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.formats.html.body import HtmlBody
from corpus.formats.html.links import title_of
from corpus.formats.html.marks import HEADINGS, find_marks
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.scripts import write_scripts
from corpus.formats.markup.tree import Element, attribute, parse_html, text_of
from corpus.formats.names import split_names
from corpus.formats.years import find_year
from corpus.paper import Paper

_HEAD_BYTES = 2048
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*+=\s*+["']?\s*+([\w.:-]+)""", re.IGNORECASE)
# Python knows codecs of other kinds too, some of which take long, such as punycode.
_ENCODINGS = re.compile(r"utf-?(?:8|16|32)|iso|cp\d|koi8|gb|big5|shift|euc|mac|tis|hz|ascii")
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author")
_TITLE_STYLES = {"title", "msotitle", "titlehead"}
_DATES = (
    *("citation_publication_date", "citation_date", "citation_online_date", "dc.date"),
    *("dcterms.date", "article:published_time", "date"),
)


def read_html(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a page into a Paper. Raises `UnsupportedContent`."""
    root = parse_html(decode_html(data, path).replace("\0", ""), path)
    write_scripts(root, "span")
    marks = find_marks(root)
    flow = Flow({name: place for place, name in enumerate(marks.references)})
    main = _main_part(root)
    HtmlBody(flow, marks).write(main)
    flow.close()
    return assemble(
        flow.blocks(),
        origin,
        _front_matter(root, main, PurePath(origin.source).stem),
        references=marks.references or None,
    )


def decode_html(data: bytes, path: Path) -> str:
    """Return the characters: by byte order mark, by declaration, as UTF-8, else as Windows-1252."""
    if not data.strip():
        raise UnsupportedContent(f"{path} is empty. Give a file that has text in it.")
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(f"{name}-sig" if name == "utf-8" else name, "replace")
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            if _ENCODINGS.match(name):
                name = "cp1252" if name in {"iso8859-1", "ascii"} else name
                return data.decode(name, "replace")
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _main_part(root: Element) -> Element:
    """Return the article: the only one that says so, else the main part, else the body."""
    articles = [
        article
        for article in root.iter("article")
        if not any(outer.tag == "article" for outer in article.iterancestors())
    ]
    mains = [e for e in root.iter("main", "div", "section") if _is_main(e)]
    for candidates in (articles, mains):
        if len(candidates) == 1 and text_of(candidates[0]):
            return candidates[0]
    body = next(root.iter("body"), None)
    return root if body is None else body


def _is_main(element: Element) -> bool:
    return element.tag == "main" or attribute(element, "role") == "main"


def _front_matter(root: Element, main: Element, fallback_title: str) -> FrontMatter:
    """Return what the page says in its meta elements, else its only first heading."""
    metas = _metas(root)
    title = _first(metas, _TITLES) or _titled(main, "p")
    title = title or _lone_heading(main) or _lone_heading(root)
    if not title:
        title = text_of(next(root.iter("title"), root)) if root.find(".//title") is not None else ""
    title = title or _titled(main, *HEADINGS)
    written = next((metas[name] for name in _AUTHORS if metas.get(name)), ())
    authors = [author for names in written for author in split_names(names)]
    return FrontMatter(title or fallback_title, tuple(authors), find_year(_first(metas, _DATES)))


def _metas(root: Element) -> Mapping[str, Sequence[str]]:
    metas: dict[str, list[str]] = defaultdict(list)
    for meta in root.iter("meta"):
        name = attribute(meta, "name") or attribute(meta, "property")
        if content := " ".join(attribute(meta, "content").split()):
            metas[name.lower()].append(content)
    return metas


def _first(metas: Mapping[str, Sequence[str]], names: Sequence[str]) -> str:
    return next((metas[name][0] for name in names if metas.get(name)), "")


def _lone_heading(element: Element) -> str:
    headings = [heading for heading in element.iter("h1") if text_of(heading)]
    return title_of(headings[0]) if len(headings) == 1 else ""


def _titled(element: Element, *names: str) -> str:
    """Return the first line of these names that has the style of a title, and no heading above."""
    for line in element.iter("p", *HEADINGS):
        if not _TITLE_STYLES.isdisjoint(attribute(line, "class").lower().split()):
            return title_of(line) if line.tag in names else ""
        if line.tag in HEADINGS:
            break
    return ""
