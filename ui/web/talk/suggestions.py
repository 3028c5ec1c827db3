"""Questions to go on with, from the headings of the papers and from what was just answered."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from corpus.identity import may_name
from corpus.paper import Paper, Section
from qa.answer import Turn
from qa.composing.documents.material import tells_enough

_PLAIN = frozenset(
    "abstract introduction background method methods materials results findings discussion "
    "conclusion conclusions summary references bibliography appendix acknowledgements "
    "acknowledgments notes keywords funding contents".split()
)
_LONGEST = 100
_ABOUT = "What is the paper about?"
_NUMBER = re.compile(
    r"^(?:\d+[.)]|\d{1,2}(?=\s+[A-Z])|\d+(?:\.\d+)+[.)]?|[IVXLC]+[.)]|[A-Z][.)])\s+"
)


def suggest(
    papers: Sequence[Paper], turns: Sequence[Turn], *, several: bool = False, limit: int = 3
) -> tuple[str, ...]:
    """Return at most `limit` questions that were not yet asked, the nearest to the talk first.

    They ask for sections to be summed up, which is answered from these sections whatever their
    headings are. After an answer they follow the sections from where it was found onwards; before,
    they take turns among the papers, behind the question what a single one is about. Headings
    that name a subject come before those that every paper has, and are the only ones where
    `several` papers are asked: “Introduction” is in each.
    """
    asked = {turn.question.strip() for turn in turns}
    titles = list(_following(papers, turns[-1]) if turns else _alternating(papers))
    first = [_ABOUT] if len(papers) == 1 and not turns else []
    short = [title for title in titles if _is_short(title) and (_tells(title) or not several)]
    in_order = sorted(short, key=lambda title: not _tells(title))
    questions = dict.fromkeys([*first, *map(question_about, in_order)])
    return tuple(question for question in questions if question not in asked)[:limit]


def question_about(title: str) -> str:
    """Ask for what stands under a heading."""
    return f"Sum up “{_NUMBER.sub('', ' '.join(title.split()))}”"


def _following(papers: Sequence[Paper], last: Turn) -> Iterable[str]:
    """Return the headings of the paper the answer cites first, from the place cited onwards."""
    answer = last.answer
    places = [(citation.paper_id, citation.span.start) for citation in answer.citations[:1]]
    places += [(hit.passage.paper_id, hit.passage.start) for hit in answer.hits[:1]]
    for paper in papers:
        if places and may_name(places[0][0], paper.id):
            cited = places[0][1]
            sections = _worth_summing_up(paper)
            around = [one for one in sections if one.start <= cited < one.end]
            after = [one for one in sections if one.start > cited]
            before = [one for one in sections if one.end <= cited]
            return [section.title for section in (*reversed(around), *after, *before)]
    return _alternating(papers)


def _alternating(papers: Sequence[Paper]) -> Iterable[str]:
    columns = [[section.title for section in _worth_summing_up(paper)] for paper in papers]
    return (title for title in chain.from_iterable(zip_longest(*columns)) if title is not None)


def _worth_summing_up(paper: Paper) -> list[Section]:
    """Return the sections that have some text of their subject, each the only one of its title."""
    titles = Counter(section.title for section in paper.sections)
    return [
        section
        for section in paper.sections
        if titles[section.title] == 1 and section.title != paper.title
        if tells_enough(paper, section)
    ]


def _is_short(title: str) -> bool:
    return len(title) <= _LONGEST


def _tells(title: str) -> bool:
    """Whether a heading names a subject, as “Results” does not."""
    words = [word.strip(".,:;").lower() for word in title.split()]
    telling = [word for word in words if word.isalpha() and word not in _PLAIN]
    return len(telling) > 1
