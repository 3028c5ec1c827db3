"""Makes what mends questions to a paper of a test's own."""

from index.library import Library
from qa.understanding.spelling.speller import Speller
from qa.understanding.spelling.vocabulary import Vocabulary
from tests.corpus_reading import markdown


def make_speller(library: Library, text: str) -> Speller:
    """Add a paper to an empty library, and return what mends questions to it."""
    library.add([library.encode(markdown(text))])
    snapshot = library.snapshot()
    assert snapshot is not None
    return Speller(Vocabulary(snapshot))
