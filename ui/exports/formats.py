"""The exports by the names that people choose them by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from qa.answer import Turn
from ui.exports.bibtex import to_bibtex
from ui.exports.csl_json import to_csl_json
from ui.exports.markdown import to_markdown
from ui.exports.plain_text import to_plain_text
from ui.exports.web_page import to_web_page
from ui.exports.works import Work


class Format(Enum):
    """An export, by what a person calls it."""

    MARKDOWN = "Markdown"
    WEB_PAGE = "HTML"
    PLAIN_TEXT = "Plain text"
    BIBTEX = "BibTeX"
    CSL_JSON = "CSL-JSON"

    @property
    def ending(self) -> str:
        """How the name of a file in this format ends."""
        return _ENDINGS[self]


_ENDINGS = {
    Format.MARKDOWN: ".md",
    Format.WEB_PAGE: ".html",
    Format.PLAIN_TEXT: ".txt",
    Format.BIBTEX: ".bib",
    Format.CSL_JSON: ".json",
}


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Turns to export, with the titles and the works of their papers by id."""

    name: str
    turns: Sequence[Turn]
    titles: Mapping[str, str]
    works: Mapping[str, Work]


def export(sheaf: Sheaf, form: Format) -> str:
    """Return the file's content."""
    match form:
        case Format.MARKDOWN:
            return to_markdown(sheaf.turns, titles=sheaf.titles)
        case Format.WEB_PAGE:
            return to_web_page(sheaf.turns, name=sheaf.name, titles=sheaf.titles)
        case Format.PLAIN_TEXT:
            return to_plain_text(sheaf.turns, titles=sheaf.titles)
        case Format.BIBTEX:
            return to_bibtex(sheaf.turns, works=sheaf.works)
        case Format.CSL_JSON:
            return to_csl_json(sheaf.turns, works=sheaf.works)
