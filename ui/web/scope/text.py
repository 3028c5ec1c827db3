"""What is said of the papers that are asked, and the list to choose them from, as HTML."""

from collections.abc import Mapping, Sequence

from ui.markup import attribute, shown

_MOST_LISTED = 500
"""Papers in the list, the newest; more would make a page too long to be of use."""


def chip(titles: Mapping[str, str], chosen: Sequence[str]) -> str:
    """Return the button that tells which papers are asked, and opens the list.

    `titles` names all papers by their ids; without any `chosen`, all are asked.
    """
    asked = chosen or list(titles)
    alone = f" <bdi>{shown(titles[asked[0]])}</bdi>" if len(asked) == 1 else ""
    return (
        '<button type="button" id="scope-chip" aria-expanded="false" aria-controls="scope-list"'
        f' data-chosen="{attribute(" ".join(chosen))}"><span>Asking</span>'
        f" <b>{how_many(len(titles), len(chosen))}</b>{alone}</button>"
    )


def how_many(papers: int, chosen: int) -> str:
    """Say how many of the papers are asked; none chosen means all."""
    if not papers:
        return "no paper yet"
    if (chosen or papers) == 1:
        return "this paper"
    return f"{chosen} of {papers} papers" if chosen else f"all {papers} papers"


def chooser(titles: Mapping[str, str], chosen: Sequence[str], *, edition: int) -> str:
    """Return the list to choose from, the newest paper first, the `chosen` ones ticked.

    Gradio passes over what equals what it drew last, whatever was ticked meanwhile:
    another `edition` is drawn.
    """
    newest = list(titles.items())[-_MOST_LISTED:][::-1]
    items = "".join(
        f'<li><label><input type="checkbox" value="{attribute(paper)}"'
        f"{' checked' if paper in chosen else ''}><bdi>{shown(title)}</bdi></label></li>"
        for paper, title in newest
    )
    return (
        f'<div class="choose" role="group" aria-label="Papers to ask" data-edition="{edition}">'
        '<p><button type="button" data-do="ask-all">Ask all papers</button>'
        '<button type="button" data-do="close-scope">Done</button></p>'
        '<input type="search" class="filter" aria-label="Filter papers" placeholder="Filter">'
        f"<ul>{items}</ul></div>"
    )
