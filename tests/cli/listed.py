"""What the command line lists."""

import json

from tests.conftest import Footnote


def sources(footnote: Footnote) -> list[str]:
    """Return the sources of the papers in the library, in order, without the bundled one."""
    papers = json.loads(footnote("papers", "--json").output)["papers"]
    return [paper["source"] for paper in papers[1:]]
