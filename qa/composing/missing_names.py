"""Names and years of a question that the quoted passages lack: what a near miss is told by."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from corpus.paper import Passage
from index.snapshot import Snapshot
from index.words.terms import FUNCTION_WORDS, words
from qa.answer import Citation
from qa.understanding.lexicon.countries import same_country
from qa.understanding.names import same_word
from qa.understanding.question import Question

_SHORTEST = 3
"""Letters of a word that stands for a longer one, as Pak for Pakistan."""
_LONGEST_ACRONYM = 12
_BETWEEN_INITIALS = r"\w*+[.\s-]++(?>(?:(?:of|the|and|for)\s++)*)"


def find_missing_names(question: Question, told: Iterable[str]) -> list[str]:
    """Return the names and years of a question that occur in none of some texts, in its order.

    A name occurs if any word of it does, in another form too, or its initials, or what they
    stand for.
    """
    text = "\n".join(told)
    lacks = partial(_lacks, text=text, known=set(words(text)))
    return [name for name in question.named if lacks(name)]


def names_only_strangers(question: Question, passages: Sequence[Passage]) -> bool:
    """Whether a question names something, and passages have none of its names."""
    told = (text for passage in passages for text in (passage.text, *passage.section))
    return bool(question.named) and len(find_missing_names(question, told)) == len(question.named)


def missing_names_notice(
    question: Question, citations: Sequence[Citation], snapshot: Snapshot
) -> str | None:
    """Return which names and years of a question do not occur in the passages quoted from.

    Counted as theirs are their titles, authors and headings, the notes in the quotes and the
    works that these cite. None where all occur, or nothing is cited.
    """
    told = [text for citation in citations for text in _told(citation, snapshot)]
    missing = [f"“{name}”" for name in find_missing_names(question, told)]
    if not citations or not missing:
        return None
    *others, last = missing
    listed = f"{', '.join(others)} and {last}" if others else last
    passages = {(citation.paper_id, citation.passage_span) for citation in citations}
    return (
        f"{listed} {'do' if others else 'does'} not occur in the "
        f"{'passages' if len(passages) > 1 else 'passage'} quoted here."
    )


def _told(citation: Citation, snapshot: Snapshot) -> Iterator[str]:
    yield from (citation.passage_text, citation.title, *citation.section)
    yield from snapshot.paper(citation.paper_id).authors
    yield from (note.text for note in citation.notes if note.text)
    yield from (work.text for work in citation.references)


def _lacks(name: str, *, text: str, known: set[str]) -> bool:
    """Whether a text has no word of a name, nor its initials, nor what they stand for."""
    own = [word for word in words(name) if len(word) > 1 and word not in FUNCTION_WORDS]
    if not own or any(_known(word, known) for word in own):
        return False
    if name.isupper() and _initials_occur(name, text):
        return False
    return len(own) == 1 or "".join(word[0] for word in own) not in known


def _known(word: str, known: set[str]) -> bool:
    if word in known or any(same_country(word, other) for other in known):
        return True
    if any(letter.isdigit() for letter in word):
        return word.removesuffix("s") in known
    return any(same_word(word, other) or _shortens(word, other) for other in known)


def _shortens(word: str, other: str) -> bool:
    """Whether one of two words is the beginning of the other."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter)


def _initials_occur(acronym: str, text: str) -> bool:
    """Whether words with the letters of an acronym as initials follow one another."""
    letters = [letter for letter in acronym if letter.isalpha()]
    if len(letters) > _LONGEST_ACRONYM:
        return False
    pattern = _BETWEEN_INITIALS.join(map(re.escape, letters))
    return re.search(rf"\b{pattern}", text) is not None
