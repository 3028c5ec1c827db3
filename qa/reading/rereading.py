"""Passages read once more where a question says the same in other words than theirs."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from qa.reading.reader import Reader, Reading, Text

SURE = 1.0
"""The logit for answering from which a passage answers: then no other wording is tried."""
HOPELESS = -3.0
"""The logit from which on down no other wording makes a passage answer."""
MOST_READ_AGAIN = 4
"""How many passages are read again at most: those that answer likeliest."""


def read_in_their_words(
    reader: Reader,
    question: str,
    passages: Sequence[Text],
    acronyms: Callable[[], Sequence[Mapping[str, str]]] | None = None,
) -> list[Reading]:
    """Read passages, best first, and where none is sure to answer, some in their own words too.

    A reader hardly knows that Washington is the US, or what the abbreviations mean that a paper
    defines; `acronyms` returns those of each passage's. Of two readings of a passage the one
    counts that answers likelier. Raises `ReaderError`.
    """
    readings = reader.read(question, passages)
    if max(reading.answers for reading in readings) >= SURE:
        return readings
    known = acronyms() if acronyms is not None else [{}] * len(passages)
    for wording, places in _wordings(question, passages, readings, known).items():
        again = reader.read(wording, [passages[place] for place in places])
        for place, reading in zip(places, again, strict=True):
            readings[place] = max(readings[place], reading, key=lambda one: one.answers)
    return readings


def _wordings(
    question: str,
    passages: Sequence[Text],
    readings: Sequence[Reading],
    acronyms: Sequence[Mapping[str, str]],
) -> dict[str, list[int]]:
    """Return the wordings of a question that likely passages have, with the places of these."""
    from qa.understanding.lexicon.acronyms import as_abbreviated_in
    from qa.understanding.lexicon.rewording import in_words_of

    found: dict[str, list[int]] = defaultdict(list)
    likeliest = sorted(
        (place for place, reading in enumerate(readings) if reading.answers > HOPELESS),
        key=lambda place: -readings[place].answers,
    )
    changed = 0
    for place in likeliest:
        words = passages[place].words
        wording = in_words_of(words, as_abbreviated_in(words, question, acronyms[place]))
        if wording != question and changed < MOST_READ_AGAIN:
            found[wording].append(place)
            changed += 1
    return found
