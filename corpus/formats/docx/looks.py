"""Headings of a document whose writer made them bold and gave them no style of headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.docx.styles import Styles, is_on, style_of
from corpus.formats.markup.tree import Element, child_named
from corpus.layout.headings import ends_sentence, is_common_title, number_of
from corpus.layout.levels import FoundHeading, infer_levels

_MOST_CHARACTERS = 120
_MOST_SHARE = 1 / 3
"""Of the paragraphs; if more are bold, bold is no sign of a heading."""
_CAPTION = re.compile(r"\W*[^\W\d_]{3,12}\.?\s*[\dIVX]+(?:\.\d+)*\s*[.:–—-]")


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph with text, and whether it looks like a heading."""

    paragraph: Element
    text: str
    is_heading: bool


def find_headings_by_look(
    paragraphs: Sequence[Element], styles: Styles
) -> tuple[Element | None, Mapping[Element, int]]:
    """Return the paragraph that is the title, if one opens the text, and the levels of headings.

    `paragraphs` are those of the running text, none of which has the style of a heading.
    """
    looks = list(_looks(paragraphs, styles))
    while looks and looks[-1].is_heading:
        looks.pop()
    found = [place for place, look in enumerate(looks) if look.is_heading]
    if not found or len(found) > _MOST_SHARE * len(looks):
        return None, {}
    opening = _opening(looks)
    headings = found[opening:]
    title = looks[0].paragraph if opening and headings else None
    levels = infer_levels(
        [FoundHeading(looks[place].text, leads=looks[place + 1].is_heading) for place in headings]
    )
    levelled = zip(headings, levels, strict=True)
    return title, {looks[place].paragraph: level for place, level in levelled}


def _opening(looks: Sequence[_Look]) -> int:
    """Count the bold paragraphs that open the text: its title, and mostly who wrote it."""
    for place, look in enumerate(looks):
        is_section = is_common_title(look.text) or number_of(look.text)
        if not look.is_heading or is_section:
            return place
    return len(looks)


def _looks(paragraphs: Sequence[Element], styles: Styles) -> Iterator[_Look]:
    for paragraph in paragraphs:
        runs = [(run, text) for run in paragraph.iter("r") if (text := _text(run)).strip()]
        text = " ".join("".join(text for _, text in runs).split())
        if text:
            style = style_of(paragraph)
            is_bold = all(_is_bold(run, style, styles) for run, _ in runs)
            yield _Look(paragraph, text, is_bold and _could_head(text))


def _text(run: Element) -> str:
    return "".join(part.text or "" for part in run.iterchildren("t"))


def _is_bold(run: Element, paragraph_style: str, styles: Styles) -> bool:
    properties = child_named(run, "rPr")
    if properties is not None:
        if child_named(properties, "b") is not None:
            return is_on(properties, "b")
        if (own := styles.is_bold(style_of(run))) is not None:
            return own
    return bool(styles.is_bold(paragraph_style))


def _could_head(text: str) -> bool:
    if len(text) > _MOST_CHARACTERS or not re.search(r"[^\W\d_]{2}", text):
        return False
    is_sentence = ends_sentence(text) and not text.endswith("?")
    return not is_sentence and not text.endswith((",", ";", ":")) and not _CAPTION.match(text)
