"""Whether what a library holds fits together: spans recover their text, vectors their passages."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Paper, Passage
from corpus.passages import passage_of
from index.encoding.encoded_paper import EncodedPaper
from index.part import Part, PartEntry
from index.snapshot import PaperEntry, entry_of
from index.storage.manifest import JSONValue
from index.words.token_counts import count_tokens

_TOLERANCE = 0.01
"""Of a component: a paper has its passages' vectors in eight bits."""


def text_faults(paper: Paper, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield what does not fit the paper's text: every span lies in it, in reading order."""
    length = len(paper.text)
    spans = {
        "paragraphs": [(span.start, span.end) for span in paper.paragraphs],
        "sentences": [(span.start, span.end) for span in paper.sentences],
        "sections": [(section.start, section.end) for section in paper.sections],
        "reference links": [(link.span.start, link.span.end) for link in paper.reference_links],
        "pages": [(page.start, length if page.end is None else page.end) for page in paper.pages],
        "pages in the file": [(page.start, length) for page in paper.pdf_pages],
        "notes": [(note.anchor, note.anchor) for note in paper.notes],
    }
    for kind, pairs in spans.items():
        if not all(0 <= start <= end <= length for start, end in pairs):
            yield f"some of its {kind} lie outside its text"
        if any(later[0] < earlier[0] for earlier, later in pairwise(pairs)):
            yield f"its {kind} are not in reading order"
    if any(later.start < earlier.end for earlier, later in pairwise(paper.sentences)):
        yield "some of its sentences overlap"
    if not all(section.start <= section.body <= section.end for section in paper.sections):
        yield "some of its headings lie outside their sections"
    targets = [target for link in paper.reference_links for target in link.targets]
    if not all(0 <= target < len(paper.references) for target in targets):
        yield "some of its reference links lead to no reference"
    yield from _passage_faults(paper, passages)


def _passage_faults(paper: Paper, passages: Sequence[Passage]) -> Iterator[str]:
    sentences = tuple(sentence for passage in passages for sentence in passage.sentences)
    if sentences != paper.sentences or not all(passage.sentences for passage in passages):
        yield "its passages do not consist of all its sentences, each once"
    elif any(passage != passage_of(paper, passage.sentences) for passage in passages):
        yield "its passages are not the text at their sentences"
    elif any(_crosses_heading(paper, each) for each in passages):
        yield "some of its passages cross a heading"


def _crosses_heading(paper: Paper, passage: Passage) -> bool:
    return paper.section_path_at(passage.sentences[-1].start) != passage.section


def vector_faults(encoded: EncodedPaper) -> Iterator[str]:
    """Yield in what the vectors of a paper do not fit its passages, sentences and tokens."""
    sentences, passages = len(encoded.paper.sentences), len(encoded.passages)
    texts, starts = encoded.texts, encoded.texts.starts
    counts = {
        "passage vectors": (len(encoded.passage_codes), passages),
        "headings over passages": (len(encoded.headings), passages),
        "token places": (len(starts), len(texts) + 1),
        "tokens": (len(texts.token_ids), len(texts.tokens)),
    }
    for kind, (found, expected) in counts.items():
        if found != expected:
            yield f"it has {found} {kind}, and not {expected}"
    if len(texts) < sentences:
        yield f"it has {len(texts)} sentence vectors, and not {sentences}"
    elif not ((encoded.headings >= sentences) & (encoded.headings < len(texts))).all():
        yield "some of its passages have no heading"
    if (
        not len(starts)
        or starts[0]
        or starts[-1] != len(texts.tokens)
        or (np.diff(starts) < 0).any()
    ):
        yield f"the places of its tokens are not those of {len(texts.tokens)} rows"


def entry_fault(entry: PaperEntry, encoded: EncodedPaper) -> str | None:
    """Return in what a line of the catalogue differs from its paper, None if in nothing."""
    told = entry_of(encoded)
    differing = [
        name for name in PaperEntry.__slots__ if getattr(entry, name) != getattr(told, name)
    ]
    if not differing:
        return None
    return f"it says otherwise than the paper {entry.id} of: {', '.join(differing)}"


def part_faults(part: Part, entry: PartEntry, papers: Sequence[EncodedPaper]) -> Iterator[str]:
    """Yield in what a part does not fit the papers that it is an index of."""
    passages = sum(len(encoded.passages) for encoded in papers)
    counts = {
        "papers in its token counts": (len(part.tokens), len(papers)),
        **{kind: (found, passages) for kind, found in part.vectors.held().items()},
        **{kind: (found, passages) for kind, found in part.words.held().items()},
        "passages in the manifest": (entry.passages, passages),
        "papers in the manifest": (entry.papers, len(papers)),
    }
    wrong = [
        f"it has {found} {kind}, and not {expected}"
        for kind, (found, expected) in counts.items()
        if found != expected
    ]
    yield from wrong
    if wrong:
        return
    first, rows = 0, part.vectors.rows()
    for number, encoded in enumerate(papers):
        last = first + len(encoded.passages)
        if not np.allclose(rows[first:last], encoded.passage_vectors, rtol=0, atol=_TOLERANCE):
            yield f"its vectors are not those of the paper {encoded.paper.id}"
        own, counted = part.tokens.of(number), count_tokens([encoded])
        if not (
            np.array_equal(own.tokens, counted.tokens)
            and np.array_equal(own.counts, counted.counts)
        ):
            yield f"its tokens are not those of the paper {encoded.paper.id}"
        first = last


def same_frequencies(first: NDArray[np.int32], second: NDArray[np.int32]) -> bool:
    """Whether two counts of tokens are alike; zeros at the end count for nothing."""
    size = max(len(first), len(second))
    one, other = (np.pad(counts, (0, size - len(counts))) for counts in (first, second))
    return np.array_equal(one, other)


def fact_faults(
    facts: Mapping[str, JSONValue], entries: Sequence[PaperEntry], parts: Sequence[PartEntry]
) -> Iterator[str]:
    """Yield in what the manifest's facts, the catalogue and the parts disagree."""
    ids = {entry.id for entry in entries}
    if len(ids) != len(entries):
        yield "its catalogue has a paper twice"
    counts = (
        ("papers", facts.get("papers"), len(entries), sum(part.papers for part in parts)),
        (
            "passages",
            facts.get("passages"),
            sum(entry.passages for entry in entries),
            sum(part.passages for part in parts),
        ),
    )
    for kind, told, listed, indexed in counts:
        if not told == listed == indexed:
            yield f"of {kind}, it tells {told}, the catalogue {listed}, the parts {indexed}"
