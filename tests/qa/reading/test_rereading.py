"""Passages are read again in their own words where none is sure to answer."""

from collections.abc import Sequence

from qa.reading.reader import Reading, Text
from qa.reading.rereading import HOPELESS, MOST_READ_AGAIN, SURE, read_in_their_words


class NamingReader:
    """A reader that knows an answer where question and passage share a name."""

    name = "naming"

    def __init__(self, known: float = 3.0) -> None:
        self._known = known
        self.questions: list[str] = []

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Return `known` where the passage has a long word of the question, else -2."""
        self.questions += [question] * len(passages)
        scores = [self._known if self._shares(question, text) else -2.0 for text in passages]
        return [Reading(score, score) for score in scores]

    def _shares(self, question: str, text: Text) -> bool:
        return any(word.istitle() and word in text.words for word in question.split())


RUSSIA, IRAN = Text("", "A pact with Russia held."), Text("", "A pact with Iran held.")
QUESTION = "did the Kremlin sign"


def test_the_better_of_two_readings_counts() -> None:
    """A passage that says the same in other words is read in these, and others are not."""
    reader = NamingReader()
    readings = read_in_their_words(reader, QUESTION, [IRAN, RUSSIA])
    assert [reading.answers for reading in readings] == [-2.0, 3.0]
    assert reader.questions == [QUESTION, QUESTION, "did the Russia sign"]


def test_nothing_is_read_again_where_one_passage_is_sure() -> None:
    """What is answered in its own words costs no more than before."""
    reader = NamingReader(known=SURE)
    read_in_their_words(reader, QUESTION, [Text("", "The Kremlin signed."), RUSSIA])
    assert len(reader.questions) == len([QUESTION, QUESTION])


def test_a_reading_in_other_words_never_counts_less() -> None:
    """The first reading stays where the second answers less likely."""
    reader = NamingReader(known=-5.0)
    readings = read_in_their_words(reader, QUESTION, [RUSSIA])
    assert [reading.answers for reading in readings] == [-2.0]


def test_what_is_far_from_answering_is_not_read_again() -> None:
    """A question about something else costs no more than before."""

    class Hopeless(NamingReader):
        def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
            """Return that no passage answers."""
            self.questions += [question] * len(passages)
            return [Reading(HOPELESS, HOPELESS) for _ in passages]

    reader = Hopeless()
    read_in_their_words(reader, QUESTION, [RUSSIA, IRAN])
    assert reader.questions == [QUESTION, QUESTION]


def test_only_some_are_read_again() -> None:
    """How long a question takes has a limit."""
    reader = NamingReader()
    passages = [RUSSIA] * (MOST_READ_AGAIN + 2)
    read_in_their_words(reader, QUESTION, passages)
    assert len(reader.questions) == len(passages) + MOST_READ_AGAIN
