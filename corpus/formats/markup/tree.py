"""Markup parsed into a tree: nothing is fetched, nothing expanded, nothing nests too deep."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from corpus.errors import UnsupportedContent

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives the type

MOST_DEPTH = 150
"""Elements inside one another; papers have about twenty. What reads them calls itself per level."""

_PAGE_INSTRUCTIONS = {"page", "pagebreak", "page-break", "pb"}
_PAGE_NUMBER = re.compile(r"""(?:\b(?:value|n|num|number)\s*=\s*["']?)?([\w.-]{1,12})["']?\s*""")
_DECLARATION = re.compile(r"\s*+<\?xml[^>]*+(?<=\?)>")


def parse_xml(data: bytes, path: Path) -> Element:
    """Parse XML and take namespaces off its names. Raises `UnsupportedContent`."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise UnsupportedContent(
            f"{path} is not XML that can be read: {_reason(error)}. Download it again, or have "
            f"`xmllint {path.name}` show what is wrong."
        ) from error
    for entity in root.iter(etree.Entity):
        if _entity_text(entity) is None:
            raise UnsupportedContent(
                f"{path} uses the entity {entity.text}, which the file or its DTD defines; "
                "definitions are not followed: they can name files of this machine, and grow "
                "without bound. Only if you trust whoever made the file, expand it with `xmllint "
                f"--nonet --noent {path.name}`, and look at the outcome before you add it."
            )
    _check_depth(root, path)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def parse_html(text: str, path: Path) -> Element:
    """Parse HTML, however broken, as browsers would. Raises `UnsupportedContent`.

    lxml serves although html5lib and selectolax keep closer to the standard: it is here
    for XML already, it is as fast, and all formats share one kind of tree.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root: Element | None = etree.fromstring(_without_declaration(text), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnsupportedContent(
            f"{path} is not HTML that can be read: {_reason(error)}. Save the page again."
        ) from error
    if root is None:
        raise UnsupportedContent(f"{path} has no element of HTML. Save the page again.")
    _check_depth(root, path)
    return root


def is_element(node: Element) -> bool:
    """Whether a node of the tree is an element, and neither entity nor instruction."""
    return isinstance(_kind(node), str)


def is_instruction(node: Element) -> bool:
    """Whether a node of the tree is a processing instruction."""
    return _kind(node) is etree.PI


def contents(element: Element) -> Iterator[str | Element]:
    """Return the text and the elements inside an element in order, with page milestones."""
    if element.text:
        yield element.text
    for child in element:
        if _kind(child) is etree.Entity:
            yield _entity_text(child) or ""
        elif is_element(child) or is_instruction(child):
            yield child
        if child.tail:
            yield child.tail


def text_of(element: Element, *, without: frozenset[str] = frozenset()) -> str:
    """Return all text inside an element, but for elements of some names, with single spaces."""
    return " ".join("".join(_texts(element, without)).split())


def _texts(element: Element, without: frozenset[str]) -> Iterator[str]:
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif content.tag not in without and is_element(content):
            yield from _texts(content, without)


def attribute(element: Element, name: str) -> str:
    """Return an attribute in whatever namespace, "" if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child_named(element: Element, *names: str) -> Element | None:
    """Return the first child that has one of the names."""
    return next((child for child in element if child.tag in names), None)


def page_number(instruction: Element) -> str | None:
    """Return the number in an instruction such as ``<?page value="12"?>``."""
    if getattr(instruction, "target", "") not in _PAGE_INSTRUCTIONS:
        return None
    match = _PAGE_NUMBER.fullmatch((instruction.text or "").strip())
    return match[1] if match else None


def _kind(node: Element) -> object:
    """Return an element's name; other nodes have the function that makes them."""
    return node.tag


def _check_depth(root: Element, path: Path) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise UnsupportedContent(
                f"{path} has more than {MOST_DEPTH} elements inside one another; no paper needs "
                "that. Save it again from its source."
            )


def _entity_text(entity: Element) -> str | None:
    """Return what an entity stands for by the names that HTML and JATS share; None if unknown."""
    written = entity.text or ""
    text = html.unescape(written)
    return None if text == written else text


def _without_declaration(text: str) -> str:
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def _reason(error: Exception) -> str:
    return str(error).partition(" (<string>")[0].rstrip(".") or type(error).__name__
