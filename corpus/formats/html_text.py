"""The words of the HTML that stands in Markdown."""

import html
import re

_NOT_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|head)\b.*?(?:</\1\s*>|\Z)"
    r"|</?[a-z][^<>]*>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_HEADING = re.compile(r"\s*<h([1-6])\b.*</h\1\s*>\s*", re.DOTALL | re.IGNORECASE)


def text_of_html(source: str) -> str:
    """Return the text between the tags, with single spaces, and entities as what they stand for."""
    return " ".join(html.unescape(_NOT_TEXT.sub(" ", source)).split())


def heading_level(source: str) -> int | None:
    """Return the level of a block of HTML that is one heading."""
    match = _HEADING.fullmatch(source)
    return int(match[1]) if match and source.lower().count("<h") == 1 else None
