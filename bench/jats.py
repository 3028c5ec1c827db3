"""Reads a folder of JATS articles, and tells whether everything in them was found.

    python bench/jats.py FOLDER

Prints for each article and for all of them: sections, notes, references, links to
references, and how many of the file's cross-references to its bibliography became links.
Exit status 1 if any did not, or if an article has no title, section or reference though
its file has. The PLOS articles in JATS are published by PLOS as `allofplos`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from corpus.formats import read_paper
from corpus.paper import Paper


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in an article, and of its cross-references how many became links."""

    name: str
    paper: Paper
    marks: int
    resolved: int
    lacks: tuple[str, ...]

    def line(self) -> str:
        """Write the reading as a line of the table."""
        paper = self.paper
        counts = (
            f"{len(paper.sections):8} {len(paper.notes):5} {len(paper.references):10}"
            f" {len(paper.reference_links):5} {self.resolved:5}/{self.marks:<5}"
        )
        return f"{self.name[:28]:28} {counts} {', '.join(self.lacks) or self.paper.title[:50]}"


def main(folder: Path) -> int:
    """Read all files, print what was found, and give the exit status."""
    readings = [read(path) for path in sorted(folder.glob("*.*ml"))]
    print(f"{'file':28} sections notes references links resolved    title, or what is lacking")
    for reading in readings:
        print(reading.line())
    marks, resolved = (sum(getattr(r, name) for r in readings) for name in ("marks", "resolved"))
    share = resolved / marks if marks else 1.0
    print(
        f"{len(readings)} articles, {resolved} of {marks} cross-references resolved ({share:.4f})"
    )
    return int(not readings or resolved < marks or any(r.lacks for r in readings))


def read(path: Path) -> Reading:
    """Read an article, and its XML once more to compare the two."""
    root, paper = etree.parse(path).getroot(), read_paper(path)
    marked = Counter(cited_labels(root))
    linked = Counter(
        paper.references[target].label for link in paper.reference_links for target in link.targets
    )
    resolved = sum(min(count, linked[label]) for label, count in marked.items())
    wanted = {
        "title": root.find(".//{*}article-title") is not None and not paper.title,
        "sections": root.find(".//{*}body//{*}sec/{*}title") is not None and not paper.sections,
        "references": len(root.findall(".//{*}ref")) > len(paper.references),
        "notes": anchored_notes(root) > len(paper.notes),
        "note texts": any(not note.text for note in paper.notes),
    }
    lacks = tuple(f"lacks {name}" for name, is_lacking in wanted.items() if is_lacking)
    return Reading(path.stem, paper, marked.total(), resolved, lacks)


def cited_labels(root: etree._Element) -> Iterator[str | None]:
    """Return the label of each entry that a cross-reference of type bibr names."""
    labels = {ref.get("id"): ref.findtext("{*}label") for ref in root.iterfind(".//{*}ref")}
    for mark in root.iterfind(".//{*}xref[@ref-type='bibr']"):
        yield from (labels.get(name, name) for name in mark.get("rid", "").split())


def anchored_notes(root: etree._Element) -> int:
    """Count the marks of footnotes that stand in the text, and not beside an author."""
    names = {note.get("id") for note in root.iterfind(".//{*}fn")}
    return sum(
        1
        for part in ("abstract", "body", "back")
        for mark in root.iterfind(f".//{{*}}{part}//{{*}}xref")
        if mark.get("rid") in names
    )


if __name__ == "__main__":
    if not sys.argv[1:] or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
