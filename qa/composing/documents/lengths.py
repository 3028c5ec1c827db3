"""How many sentences an answer of a kind has."""

from qa.composing.request import Request
from qa.understanding.lengths import asked_length

MOST = 20
"""Sentences at most, whatever is asked for."""


def length_for(request: Request, usual: int) -> int:
    """Return how many sentences to tell: as many as are asked for, or else as usual.

    Never more than the limit of the request.
    """
    asked = asked_length(request.question.standalone)
    return min(asked.sentences if asked else usual, request.limit or MOST)


def length_of_section(sentences: int) -> int:
    """Return how many sentences sum up a section of so many: three to six."""
    few, some, many = 6, 12, 24
    return 3 + (sentences > few) + (sentences > some) + (sentences > many)
