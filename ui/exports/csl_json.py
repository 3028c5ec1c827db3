"""Citations as CSL-JSON, the input of citation processors (schema ``csl-data.json``, 1.0)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qa.answer import Citation, Turn
from ui.exports.works import Work, citations_in, parse_name, work_of


def to_csl_json(turns: Sequence[Turn], *, works: Mapping[str, Work]) -> str:
    """Return a list with an item per citation, in the order of the page.

    ``locator`` is the printed page, as ``custom.label`` says, or else that of the file, such as
    ``PDF p. 7``; ``section`` and ``annote`` hold the section and the quote, ``custom`` the numbers
    of the turn and the footnote.
    """
    items = [
        _item(turn, citation, work_of(citation, works)) for turn, citation in citations_in(turns)
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(turn: int, citation: Citation, work: Work) -> dict[str, Any]:
    located = citation.page is not None
    item = {
        "id": f"{citation.paper_id}-{turn}-{citation.number}",
        "type": "article",
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "issued": {"date-parts": [[work.year]]} if work.year is not None else None,
        "locator": citation.page if located else citation.page_name,
        "section": " › ".join(citation.section),
        "annote": citation.quote,
        "custom": {
            "turn": turn,
            "number": citation.number,
            "paper_id": citation.paper_id,
            **({"label": "page"} if located else {}),
        },
    }
    return {field: value for field, value in item.items() if value}


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
    return {part: value for part, value in parts.items() if value}
