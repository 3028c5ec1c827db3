"""The cited papers as works: what a bibliography says of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import LibraryError
from corpus.paper import NOWHERE, Paper, Publication
from qa.answer import Citation, Turn


@dataclass(frozen=True, slots=True)
class Work:
    """A cited paper; `authors` are full names, as the paper prints them, and so is where it was."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    publication: Publication = NOWHERE


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts; of one that cannot be told apart, everything is `family`."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def whole_family(self) -> str:
        """The family name behind its particle."""
        return " ".join(filter(None, [self.particle, self.family]))


_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())


def citations_in(turns: Sequence[Turn]) -> Iterator[tuple[int, Citation]]:
    """Return each citation with the number of its turn, from 1, as the page counts them."""
    for number, turn in enumerate(turns, 1):
        for citation in turn.answer.citations:
            yield number, citation


def find_works(turns: Sequence[Turn], paper_of: Callable[[str], Paper]) -> dict[str, Work]:
    """Return the cited papers by id, first cited first.

    Of one that `paper_of` does not know any more, what its citations tell is given.
    """
    works: dict[str, Work] = {}
    for _, citation in citations_in(turns):
        if citation.paper_id not in works:
            works[citation.paper_id] = _work(citation, paper_of)
    return works


def _work(citation: Citation, paper_of: Callable[[str], Paper]) -> Work:
    try:
        paper = paper_of(citation.paper_id)
    except LibraryError:
        return Work(citation.title)
    return work_in(paper, title=citation.title)


def work_in(paper: Paper, *, title: str) -> Work:
    """Return a paper as a work."""
    return Work(title, paper.authors, paper.year, paper.publication)


def work_of(citation: Citation, works: Mapping[str, Work]) -> Work:
    """Return the work that is cited; its title alone where `works` lacks it."""
    return works.get(citation.paper_id) or Work(citation.title)


def parse_name(text: str) -> Name:
    """Take a name apart: “Ludwig van Beethoven”, “Lee, Ann B.”, “Martin L. King Jr.”.

    Lower-case words before the family name are its particle.
    """
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma and after.lower() not in _SUFFIXES:
        *particle, family = _split_particle(before.split())
        return Name(family, given=after, particle=" ".join(particle))
    words = before.split()
    suffix = after
    if len(words) > 2 and words[-1].lower() in _SUFFIXES:  # noqa: PLR2004 - a name and a suffix
        suffix = words.pop()
    first_particle = next(
        (place for place, word in enumerate(words) if place and word.islower()), len(words) - 1
    )
    *particle, family = _split_particle(words[first_particle:])
    return Name(family, " ".join(words[:first_particle]), " ".join(particle), suffix)


def _split_particle(words: Sequence[str]) -> list[str]:
    """Return the lower-case words in front one by one, and the rest as one."""
    start = next((place for place, word in enumerate(words) if not word.islower()), 0)
    return [*words[:start], " ".join(words[start:])]
