"""Cited papers as CSL-JSON, the input of citation processors (schema ``csl-data.json``, 1.0)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qa.answer import Citation, Turn
from ui.exports.works import Work, citations_in, parse_name, work_of


def to_csl_json(turns: Sequence[Turn], *, works: Mapping[str, Work]) -> str:
    """Return a list with an item per cited paper, first cited first.

    Its ``custom.citations`` hold what was cited of it, in the order of the page: the numbers of
    turn and footnote, the section, the quote, and the ``locator`` that a processor takes: the
    printed page, as ``label`` says, or else that of the file, such as ``PDF p. 7``.
    """
    cited: dict[str, list[tuple[int, Citation]]] = {}
    for turn, citation in citations_in(turns):
        cited.setdefault(citation.paper_id, []).append((turn, citation))
    items = [_item(work_of(places[0][1], works), places) for places in cited.values()]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(work: Work, places: Sequence[tuple[int, Citation]]) -> dict[str, Any]:
    place = work.publication
    item = {
        "id": places[0][1].paper_id,
        "type": "article-journal" if place.journal else "article",
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "issued": {"date-parts": [[work.year]]} if work.year is not None else None,
        "container-title": place.journal,
        "volume": place.volume,
        "page": place.pages,
        "DOI": place.doi,
        "custom": {"citations": [_citation(turn, citation) for turn, citation in places]},
    }
    return _known(item)


def _citation(turn: int, citation: Citation) -> dict[str, Any]:
    located = citation.page is not None
    return _known(
        {
            "turn": turn,
            "number": citation.number,
            "locator": citation.page if located else citation.page_name,
            "label": "page" if located else None,
            "section": " › ".join(citation.section),
            "quote": citation.quote,
        }
    )


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value}


def _name(text: str) -> dict[str, str]:
    name = parse_name(text)
    if not name.given:
        return {"literal": text}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return _known(parts)
