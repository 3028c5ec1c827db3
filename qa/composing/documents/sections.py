"""The section that a question means: by its number, by a usual name, or by what it is about."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from corpus.layout.headings import number_of
from corpus.paper import Paper, Section
from index.encoding.encoder import FloatMatrix, unit
from index.retriever import Candidate
from index.words.terms import terms
from qa.composing.documents.facts import numbers_of_sections
from qa.composing.documents.material import is_back_matter
from qa.composing.request import Request
from qa.understanding.question import Question

CLEAR = 0.6
"""The least share of a title and of what a question says that must agree."""
_ALL = 1.0
_LIKE = 0.55
"""The least likeness of a topic with a section: the cosines with its title and its sentences."""
_VOTE_WEIGHT = 0.15
_VOTING = 6
"""Passages that count for the sections that they stand in."""
_FRAME = re.compile(
    r"^.*?\b(?:sub)?(?:sections?|parts?|bits?|chapters?|portions?|paragraphs?|pieces?)\b"
    r"(?:\s+(?:on|about|of|dealing with|that (?:deals with|is about|talks about|covers)|where|"
    r"called|titled|entitled|named|regarding|concerning|for|with|under))*\s*+",
    re.IGNORECASE,
)
_ASKING = frozenset(
    terms(
        "summary summarise summarize summaries sum section sections subsection part "
        "parts bit bits "
        "chapter paper article study author authors say says said tell talk talks "
        "discuss discusses "
        "cover covers give gist brief briefly short please pls overview tldr explain "
        "describe line "
        "lines sentence sentences words bullet bullets point points key main happen "
        "happens content "
        "contents about deal deals dealing quick quickly lmk gimme wanna need want recap outline "
        "called titled named entitled happend whats thing things stuff just one two three"
    )
)
_ORDINALS: Mapping[str, int] = {
    word: place
    for place, words in enumerate(
        (
            "first 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
        )
    )
    for word in words.split()
} | {"last": -1, "final": -1}
_BY_ORDINAL = re.compile(
    rf"\b({'|'.join(_ORDINALS)}) (?:main )?(?:section|part|chapter)\b", re.IGNORECASE
)
_BY_NUMBER = re.compile(
    r"(?:\b(?:section|chapter|sec\.?|part)|§) ?#?((?:\d{1,2}|"
    r"[IVX]{1,5}\b)(?:\.\d{1,2}){0,3})(?![\d/])",
    re.IGNORECASE,
)
_USUAL = (
    (
        re.compile(r"\babstracts?\b", re.IGNORECASE),
        re.compile(r"\babstract|^summary\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bintro(?:duction)?\b", re.IGNORECASE),
        re.compile(r"\bintroduction|^background\b", re.IGNORECASE),
    ),
    (re.compile(r"\bbackground\b", re.IGNORECASE), re.compile(r"\bbackground", re.IGNORECASE)),
    (
        re.compile(r"\bconclusions?\b|\bconcluding\b", re.IGNORECASE),
        re.compile(r"\bconclu", re.IGNORECASE),
    ),
    (
        re.compile(r"\bmethod(?:s|ology)?\b|\bmethods? section\b", re.IGNORECASE),
        re.compile(r"\bmethod|\bmaterials", re.IGNORECASE),
    ),
    (
        re.compile(r"\bresults?\b|\bfindings\b", re.IGNORECASE),
        re.compile(r"\bresults?\b|\bfindings\b", re.IGNORECASE),
    ),
    (re.compile(r"\bdiscussion\b", re.IGNORECASE), re.compile(r"\bdiscussion", re.IGNORECASE)),
    (
        re.compile(r"\brelated work\b|\bliterature review\b", re.IGNORECASE),
        re.compile(r"\brelated work|\bliterature|\bprevious work", re.IGNORECASE),
    ),
    (
        re.compile(r"\blimitations?\b", re.IGNORECASE),
        re.compile(r"\blimitations?\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\backnowledge?ments?\b", re.IGNORECASE),
        re.compile(r"\backnowledge?ment", re.IGNORECASE),
    ),
    (re.compile(r"\bappendi(?:x|ces)\b", re.IGNORECASE), re.compile(r"\bappendi", re.IGNORECASE)),
    (
        re.compile(r"\bevaluation\b|\bexperiments?\b", re.IGNORECASE),
        re.compile(r"\bevaluation|\bexperiment", re.IGNORECASE),
    ),
    (
        re.compile(r"\brecommendations?\b", re.IGNORECASE),
        re.compile(r"\brecommendation", re.IGNORECASE),
    ),
)
"""Usual names as people ask for them, and the titles of such sections."""


_AFTER, _POST = re.compile(r"\bafter\b", re.IGNORECASE), "post"
"""“After the war” is what a title calls “post-war”."""


def topic_of(question: str) -> str:
    """Return what a question says of the section that it means: “X” of “sum up the part on X”."""
    rest = _FRAME.sub("", question)
    return rest if _telling(rest) else question


def speaks_of_section(question: str) -> bool:
    """Whether a question has the word “section”, “part” or another one for such."""
    return _FRAME.match(question) is not None


def find_section(question: str, paper: Paper) -> Section | None:
    """Return the section that a question names; None where it names none.

    By its number, its place, its title or a usual name.
    """
    return (
        _by_number(question, paper)
        or _by_title(question, paper, least=_ALL)
        or _by_usual_name(question, paper)
        or _by_title(question, paper, least=CLEAR)
    )


def find_section_on(topic: str, paper: Paper, request: Request) -> Section | None:
    """Return the section whose title and sentences are most like a topic, if they are enough.

    Besides, by where the passages stand that are found for it.
    """
    if not paper.sections:
        return None
    vectors = request.retriever.vectors_of([topic, *(one.title for one in paper.sections)])
    asked, titles = vectors[0], vectors[1:]
    sentences = request.snapshot.sentence_vectors(paper.id)
    places = [span.start for span in paper.sentences]
    likeness = []
    for section in paper.sections:
        inside = slice(bisect_left(places, section.body), bisect_left(places, section.end))
        likeness.append(_likeness(asked, sentences[inside]))
    votes = _votes(paper, request.find(Question.of(topic)))
    like = titles @ asked + np.array(likeness)
    fits = like + _VOTE_WEIGHT * np.array([votes[section.path] for section in paper.sections])
    best = int(np.argmax(fits))
    return paper.sections[best] if like[best] >= _LIKE else None


def _likeness(asked: NDArray[np.float32], sentences: FloatMatrix) -> float:
    """Return the cosine of a topic with the mean of some sentences."""
    return float(unit(sentences.mean(axis=0)) @ asked) if len(sentences) else 0.0


def _votes(paper: Paper, candidates: Sequence[Candidate]) -> Counter[tuple[str, ...]]:
    """Return how high the passages of each section rank, by reciprocal ranks."""
    votes: Counter[tuple[str, ...]] = Counter()
    for rank, candidate in enumerate(candidates[:_VOTING], start=1):
        passage = candidate.hit.passage
        if passage.paper_id == paper.id:
            votes[passage.section] += 1 / rank  # type: ignore[assignment]
    return votes


def _by_number(question: str, paper: Paper) -> Section | None:
    """Return the section of a number: the one in its title, or else as it is counted."""
    by_ordinal, by_number = _BY_ORDINAL.search(question), _BY_NUMBER.search(question)
    counted = numbers_of_sections(paper)
    if by_ordinal:
        main = [
            section
            for section, number in zip(paper.sections, counted, strict=True)
            if len(number) == 1 and not is_back_matter(section.path)
        ]
        return _at(main, _ORDINALS[by_ordinal[1].lower()])
    if by_number is None:
        return None
    printed = [number_of(section.title) for section in paper.sections]
    asked = number_of(f"{by_number[1].upper()}. x")
    numbers = printed if any(printed) else counted
    return paper.sections[numbers.index(asked)] if asked in numbers else None


def _at(sections: Sequence[Section], place: int) -> Section | None:
    return sections[place] if -len(sections) <= place < len(sections) else None


def _by_usual_name(question: str, paper: Paper) -> Section | None:
    for asked, titled in _USUAL:
        if asked.search(question):
            fitting = [one for one in paper.sections if titled.search(one.title)]
            if fitting:
                return min(fitting, key=lambda one: (one.level, len(one.title)))
    return None


def _by_title(question: str, paper: Paper, *, least: float) -> Section | None:
    """Return the section whose title says most of what the question does, if at least so much.

    With all of it, the question has each telling word of a title of two and more.
    """
    asked = _telling(topic_of(question))
    titles = [set(terms(section.title)) for section in paper.sections]
    if _AFTER.search(question) and any(_POST in title for title in titles):
        asked |= {_POST}
    weights = _weights(titles, asked)
    best: Section | None = None
    best_score = 0.0
    for section, title in zip(paper.sections, titles, strict=True):
        shared = sum(weights[term] for term in asked & title)
        if not shared or (least == _ALL and (len(title) <= 1 or not title <= asked)):
            continue
        of_title = shared / sum(weights[term] for term in title)
        score = 0.6 * shared / sum(weights[term] for term in asked) + 0.4 * of_title
        if score > max(best_score, least if least < _ALL else 0.0):
            best, best_score = section, score
    return best


def _telling(text: str) -> set[str]:
    return set(terms(text)) - _ASKING


def _weights(titles: Sequence[set[str]], asked: set[str]) -> Mapping[str, float]:
    """Return how much each term tells one section from the others; one in no title tells much."""
    counts = Counter(term for title in titles for term in title)
    known = {*asked, *counts}
    return {term: log(1 + (1 + len(titles)) / (1 + counts[term])) for term in known}
