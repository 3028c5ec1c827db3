"""What is told beside the sentences that answer, and in which order."""

import pytest

from index.library import Library
from qa.composing.composition import sentence_at
from qa.composing.context import with_contexts
from tests.corpus_reading import markdown

PAPER = (
    "# Boats\n\nOld boats leak. They gain from paint in two ways. Firstly, they rot less. "
    "Secondly, they look better. Gulls sing. Paint is dear.\n"
)
LEAD, FIRST, SECOND, SONG, PRICE = range(1, 6)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ((LEAD,), [LEAD, FIRST, SECOND]),
        ((SECOND, LEAD), [LEAD, FIRST, SECOND]),
        ((LEAD, SONG, FIRST), [LEAD, FIRST, SECOND]),
        ((PRICE, SONG), [SONG, PRICE]),
        ((PRICE, LEAD), [PRICE, LEAD, FIRST, SECOND]),
        ((PRICE, FIRST), [PRICE, FIRST]),
    ],
)
def test_neighbours_stand_together_and_a_list_by_itself(
    library: Library, chosen: tuple[int, ...], told: list[int]
) -> None:
    """As the paper has them; behind the best sentence, what is no item only fills up to three."""
    library.add([library.encode(markdown(PAPER))])
    snapshot = library.snapshot()
    assert snapshot is not None
    (entry,) = snapshot.entries
    spans = snapshot.paper(entry.id).sentences
    sentences = [sentence_at(entry.id, spans[place], snapshot) for place in chosen]
    found = with_contexts(sentences, snapshot, plain=3, most=5)
    assert [spans.index(one.span) for one in found] == told
