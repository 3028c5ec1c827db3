"""Questions to go on with, from the headings of the papers and from what was just answered."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from corpus.identity import may_name
from corpus.paper import Paper
from qa.answer import Turn

_PLAIN = frozenset(
    "abstract introduction background method methods materials results findings discussion "
    "conclusion conclusions summary references bibliography appendix acknowledgements "
    "acknowledgments notes keywords funding contents".split()
)
_LONGEST = 100
_NUMBER = re.compile(
    r"^(?:\d+[.)]|\d{1,2}(?=\s+[A-Z])|\d+(?:\.\d+)+[.)]?|[IVXLC]+[.)]|[A-Z][.)])\s+"
)


def suggest(papers: Sequence[Paper], turns: Sequence[Turn], *, limit: int = 3) -> tuple[str, ...]:
    """Return at most `limit` questions that were not yet asked, the nearest to the talk first.

    After an answer they follow the headings from where it was found onwards; before, they
    take turns among the papers.
    """
    asked = {turn.question.strip() for turn in turns}
    titles = _following(papers, turns[-1]) if turns else _alternating(papers)
    questions = dict.fromkeys(question_about(title) for title in titles if _tells(title))
    return tuple(question for question in questions if question not in asked)[:limit]


def question_about(title: str) -> str:
    """Ask for what stands under a heading; a heading that is a question asks for itself."""
    title = _NUMBER.sub("", " ".join(title.split()))
    return title if title.endswith("?") else f"What does the paper say about {title}?"


def _following(papers: Sequence[Paper], last: Turn) -> Iterable[str]:
    """Return the headings of the paper the answer cites first, from the place cited onwards."""
    answer = last.answer
    places = [(citation.paper_id, citation.span.start) for citation in answer.citations[:1]]
    places += [(hit.passage.paper_id, hit.passage.start) for hit in answer.hits[:1]]
    for paper in papers:
        if places and may_name(places[0][0], paper.id):
            place = places[0][1]
            around = [one for one in paper.sections if one.start <= place < one.end]
            after = [one for one in paper.sections if one.start > place]
            before = [one for one in paper.sections if one.end <= place]
            nearest = (*reversed(around), *after, *before)
            return [section.title for section in nearest if section.title != paper.title]
    return _alternating(papers)


def _alternating(papers: Sequence[Paper]) -> Iterable[str]:
    columns = [
        [section.title for section in paper.sections if section.title != paper.title]
        for paper in papers
    ]
    return (title for title in chain.from_iterable(zip_longest(*columns)) if title is not None)


def _tells(title: str) -> bool:
    words = [word.strip(".,:;").lower() for word in title.split()]
    telling = [word for word in words if word.isalpha() and word not in _PLAIN]
    return len(title) <= _LONGEST and len(telling) > 1
