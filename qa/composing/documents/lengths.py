"""How many sentences an answer of a kind has."""

from qa.composing.request import Request

MOST = 12
"""Sentences at most, whatever is asked for."""


def length_for(request: Request, usual: int) -> int:
    """Return how many sentences to tell: as many as usual, within the limit of the request."""
    return min(usual, request.limit or MOST)


def length_of_section(sentences: int) -> int:
    """Return how many sentences sum up a section of so many: three to six."""
    few, some, many = 6, 12, 24
    return 3 + (sentences > few) + (sentences > some) + (sentences > many)
