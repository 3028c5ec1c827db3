"""The front matter of Markdown: YAML between two lines of dashes, or Pandoc's title block."""

import json
import re
from collections.abc import Mapping

from corpus.assembly import FrontMatter
from corpus.formats.names import split_names
from corpus.formats.years import find_year

_MOST_CHARACTERS = 20_000
_SIMPLE_LINE = re.compile(
    r"^(title|authors?|year|date)[ \t]*:[ \t]+(\S.*)$", re.MULTILINE | re.IGNORECASE
)

_BLOCK_LINE = r"%([^\n]*(?:\n[ \t]+\S[^\n]*)*)(?:\n|\Z)"
_TITLE_BLOCK = re.compile(rf"{_BLOCK_LINE}(?:{_BLOCK_LINE})?(?:{_BLOCK_LINE})?(?=\s*\n|\Z)")


def read_front_matter(source: str, *, fallback_title: str) -> FrontMatter:
    """Take title, authors and year from the front matter of a file, "" if it has none.

    YAML that is broken, mostly by a colon in the title, is read line by line.
    """
    declared = _parse(source[:_MOST_CHARACTERS])
    return FrontMatter(
        title=_text(declared.get("title")) or fallback_title,
        authors=tuple(_names(declared.get("authors") or declared.get("author"))),
        year=find_year(_text(declared.get("year")) or _text(declared.get("date"))),
    )


def take_title_block(text: str) -> tuple[str, str]:
    """Part lines of title, authors and date, each behind a “%”, from the text: as YAML."""
    match = _TITLE_BLOCK.match(text)
    if match is None:
        return "", text
    title, authors, date = ((group or "").split("\n") for group in match.groups())
    said = {"title": " ".join(title), "author": ";".join(authors), "date": " ".join(date)}
    return json.dumps(said, ensure_ascii=False), text[match.end() :]


def _parse(source: str) -> Mapping[str, object]:
    declared = _load(source)
    if not isinstance(declared, dict):
        return {key.lower(): _value(text) for key, text in _SIMPLE_LINE.findall(source)}
    return {str(key).lower(): value for key, value in declared.items()}


def _value(text: str) -> object:
    """Return a string or a list; a colon in it made a mapping of what is none."""
    value = _load(text)
    return value if isinstance(value, str | list) else text


def _load(source: str) -> object:
    """Load YAML in which everything stays a string, whatever it looks like; None if broken."""
    import yaml

    try:
        return yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes no objects
    except (yaml.YAMLError, RecursionError):
        return None


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    """Return the names in a string, a list of strings, or a list of mappings with a name."""
    if isinstance(value, str):
        return split_names(value)
    entries = value if isinstance(value, list) else [value]
    names = [_text(entry.get("name") if isinstance(entry, dict) else entry) for entry in entries]
    return [name for name in names if name]
