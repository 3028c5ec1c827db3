"""Overviews: what a whole paper says, from the places where it sums itself up."""

import re
from collections.abc import Sequence

import numpy as np

from corpus.paper import Paper
from index.words.terms import terms
from qa.composing.composition import Composition, Piece, Words
from qa.composing.documents.lengths import length_for
from qa.composing.documents.material import Material
from qa.composing.documents.roles import AIM, FINDING, RECOMMENDATION, Role
from qa.composing.documents.summary import summarise
from qa.composing.plain import compose_plain
from qa.composing.request import Request

SURE = 0.9
"""The confidence: every paper says what it is about."""
USUAL_LENGTH = 4
LENGTH_OF_EACH = 2
"""Sentences of each paper where several are summed up."""
MOST_PAPERS = 5
_TITLES = (
    (
        re.compile(
            r"^(?:[\d.]+ )?(?:abstract|(?:\w+ )?summary|overview|key points|highlights)\b",
            re.IGNORECASE,
        ),
        2.0,
    ),
    (re.compile(r"\bconclu|\bconcluding|\bin closing", re.IGNORECASE), 2.0),
    (re.compile(r"\bintroduction|\bbackground|\bdiscussion", re.IGNORECASE), 0.8),
)
"""Titles of sections that sum up, and how much a sentence in one counts."""
_CONCLUDES = re.compile(r"\bconclu|\bclosing\b", re.IGNORECASE)
"""In a question, and in the titles of the sections that it then asks for."""
_AIMS = re.compile(r"\b(?:aims?|goals?|objectives?|purposes?)\b", re.IGNORECASE)
"""In a question that no conclusion answers: what was aimed at stands in front."""
_OPENING, _OPENING_SHARE = 1.6, 0.15
_CLOSING, _CLOSING_SHARE = 1.4, 0.1
"""What a sentence at the start or the end of a paper without such sections counts, and how far
these reach.
"""
_RUN_IN = re.compile(r"(?:abstract|summary)\s?[:.–—-]", re.IGNORECASE)
_ROLE_WEIGHT = 1.5
_TITLE_WEIGHT = 2.0
"""What it counts to say what the title does (Edmundson 1969), beside 1."""
_FOCUSES = (
    (
        re.compile(
            r"\b(?:find|found|conclu\w*|results?|tak(?:e|ing|en)[ -]?aways?|take away|point|points"
            r"|message|learn\w*|lessons?|outcomes?|discover\w*|show\w*)\b",
            re.IGNORECASE,
        ),
        (FINDING, RECOMMENDATION),
    ),
    (
        re.compile(
            r"\b(?:about|aims?|purpose|topics?|goals?|objectives?|subject|question|deals?|"
            r"cover\w*)\b",
            re.IGNORECASE,
        ),
        (AIM,),
    ),
)
_EVERYTHING = (AIM, FINDING, RECOMMENDATION)
"""What of a paper a question asks for, by its words, and the roles of the sentences "
"that say it."""


_SAYS_NOTHING = frozenset(
    terms(
        "paper article study research work report review essay editorial document text pdf book "
        "thesis manuscript abstract author authors writer researchers they guys "
        "about aim aims purpose topic goal goals objective objectives subject theme thing things "
        "argue argues argument claim claims conclude concludes concluded conclusion conclusions "
        "discover discovered discuss discusses deal deals describe describes detail details cover "
        "covers explain explains explore explores find finds finding findings found focus give "
        "gives gist go goes idea ideas include includes indicate indicates investigate "
        "investigates key know learn lesson lessons look looks main message messages outcome "
        "outcomes overall overview paint picture point points present presents presented principal "
        "propose proposes prove proves question questions reveal reveals report reports result "
        "results say says show shows state states story suggest suggests sum summarise summarize "
        "summary synopsis takeaway takeaways take away taken tell tells thesis tldr tl dr try "
        "trying whole essence essential core bottom line lines brief briefly short quick quickly "
        "simple simply plain english language words word sentence sentences paragraph bullet "
        "bullets nutshell rundown home boss student version break down few help understand read "
        "reading answer answers address addresses important general big basic basically high "
        "level please pls thanks whats hows one two three four five 1 2 3 "
        "4 5 10 like new real actual "
        "analysed analyzed analysis made make makes does do done come came want need get us"
    )
)
"""Words that ask for an overview, and so name nothing that the paper tells of."""


def compose_overview(request: Request) -> Composition | None:
    """Sum up the paper that is asked, or a few papers in turn, each under its title.

    What names things that stand in one passage (“the main result of the survey of pilots”) is
    answered from there, if that answers it.
    """
    papers = request.paper_ids
    if not papers:
        return None
    roles = _roles_asked(request.question.standalone)
    if len(papers) == 1:
        paper = request.snapshot.paper(papers[0])
        if _names_what_one_passage_has(request, paper):
            plain = compose_plain(request)
            if not plain.abstains:
                return plain
        pieces = sum_up(request, paper, roles, length=length_for(request, USUAL_LENGTH))
        return Composition(pieces, SURE) if pieces else None
    return _compose_several(request, roles)


def _names_what_one_passage_has(request: Request, paper: Paper) -> bool:
    """Whether a question names things that stand in one passage, besides what the title has."""
    named = set(request.question.subject_terms) - _SAYS_NOTHING - set(terms(paper.title))
    passages = (candidate.hit.passage for candidate in request.unread) if named else ()
    return any(named <= set(terms(" ".join((one.text, *one.section)))) for one in passages)


def _compose_several(request: Request, roles: Sequence[Role]) -> Composition | None:
    pieces: list[Piece] = []
    length = min(LENGTH_OF_EACH, request.limit or LENGTH_OF_EACH)
    shown = request.paper_ids[: min(MOST_PAPERS, request.limit or MOST_PAPERS)]
    for paper_id in shown:
        paper = request.snapshot.paper(paper_id)
        told = sum_up(request, paper, roles, length=length)
        pieces += [Words(f"{paper.title}:"), *told] if told else []
    left = len(request.paper_ids) - len(shown)
    if pieces and left:
        pieces.append(Words(f"There {'is 1 more paper' if left == 1 else f'are {left} more'}."))
    return Composition(tuple(pieces), SURE) if pieces else None


def sum_up(
    request: Request, paper: Paper, roles: Sequence[Role], *, length: int
) -> tuple[Piece, ...]:
    """Return sentences that sum up a paper, those of some roles first, in reading order."""
    material = Material.of_paper(paper, request.snapshot)
    weights = [_weight_of_place(section) for section in material.sections]
    concluding = [float(_titled(section, _CONCLUDES)) for section in material.sections]
    if _CONCLUDES.search(request.question.standalone) and any(concluding):
        weights = concluding
    elif _AIMS.search(request.question.standalone):
        weights = [weight * (1 - ends) for weight, ends in zip(weights, concluding, strict=True)]
    if not any(weights):
        weights = _weights_by_order(material, length)
    does = [max(role.strength(text) for role in roles) for text in material.texts]
    (title,) = request.retriever.vectors_of([paper.title])
    priors = (
        np.array(material.worths)
        * weights
        * (1 + _ROLE_WEIGHT * np.array(does))
        * (1 + _TITLE_WEIGHT * material.likeness_to(title))
    )
    places = summarise(material.vectors, length=length, priors=priors.tolist())
    if places and not any(map(material.may_open, places)):
        priors *= [material.may_open(place) for place in range(len(material))]
        first = summarise(material.vectors, length=1, priors=priors.tolist())
        places = [*first, *places][:length]
    return tuple(material.pieces(_opened(material, places)))


def _opened(material: Material, places: Sequence[int]) -> list[int]:
    """Return places with the first one in front that may open: no summary begins “Therefore”."""
    first = next((place for place in places if material.may_open(place)), None)
    return list(places) if first is None else [first, *(one for one in places if one != first)]


def _weight_of_place(section: tuple[str, ...]) -> float:
    """Return what a sentence counts for its section: 0 where that sums nothing up."""
    return max((weight for titles, weight in _TITLES if _titled(section, titles)), default=0.0)


def _weights_by_order(material: Material, length: int) -> list[float]:
    """Return what sentences count where no section sums up: the first and the last the most.

    An abstract that is headed in its own line sums up alone, if it is long enough.
    """
    abstract = _run_in_abstract(material)
    if sum(abstract) >= length:
        return [float(one) for one in abstract]
    count = len(material)
    opening, closing = count * _OPENING_SHARE, count * (1 - _CLOSING_SHARE)
    return [
        _OPENING if place <= opening else _CLOSING if place >= closing else 1.0
        for place in range(count)
    ]


def _run_in_abstract(material: Material) -> list[bool]:
    """Return which sentences worth telling are of a paragraph that begins “Abstract:”."""
    inside, found = False, []
    for place, text in enumerate(material.texts):
        if material.opens_paragraph[place]:
            inside = _RUN_IN.match(text) is not None
        found.append(inside and material.worths[place] > 0)
    return found


def _titled(section: tuple[str, ...], titles: re.Pattern[str]) -> bool:
    return any(titles.search(title) for title in section)


def _roles_asked(question: str) -> Sequence[Role]:
    return next((roles for asked, roles in _FOCUSES if asked.search(question)), _EVERYTHING)
