"""The papers' titles, as the page names them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError

if TYPE_CHECKING:
    from qa.workspace import Workspace


def titles_of(workspace: "Workspace") -> Mapping[str, str]:
    """Return the titles of the papers by their ids; without any, sources go by the ids."""
    try:
        return workspace.titles()
    except FootnoteError:
        return {}
