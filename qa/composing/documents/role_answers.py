"""What a paper contributes, recommends, lacks, did and thinks: sentences by their role in it."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.retriever import Candidate, standardised
from index.words.terms import terms, words
from qa.composing.composition import Composition, Piece, Words
from qa.composing.documents.finding import SURE, share_told
from qa.composing.documents.lengths import length_for
from qa.composing.documents.material import Material
from qa.composing.documents.roles import ROLES, STATED, Role
from qa.composing.documents.summary import choose_unlike
from qa.composing.enumerations import led_to
from qa.composing.missing_names import names_only_strangers
from qa.composing.plain import compose_plain
from qa.composing.request import Request
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question

_USUAL: Mapping[Kind, int] = {
    Kind.CONTRIBUTION: 3,
    Kind.LIMITATION: 5,
    Kind.RECOMMENDATION: 5,
    Kind.METHOD: 3,
    Kind.STANCE: 3,
}
"""How many sentences are told."""
_PLAINLY_WITH_SUBJECT = frozenset({Kind.METHOD, Kind.CONTRIBUTION})
"""Kinds that ask for a fact where they name a subject: “how were the samples tested?”"""
_CLOSE = 0.6
"""The share of the best score that a further sentence must have."""
_RELEVANCE_WEIGHT: Mapping[Kind, float] = {
    Kind.CONTRIBUTION: 0.5,
    Kind.LIMITATION: 0.5,
    Kind.METHOD: 0.8,
    Kind.RECOMMENDATION: 1.0,
    Kind.STANCE: 1.6,
}
"""How much it counts that a sentence fits the subject of the question, beside its role."""
_LATER: Mapping[Kind, float] = {Kind.LIMITATION: 0.8, Kind.RECOMMENDATION: 0.4}
"""What it counts to stand at the end of a paper, where limits and advice mostly do."""
_AMONG_OTHERS = 1.5
"""What it counts to stand among others of the same role."""
_PASSAGE_WEIGHT = 0.6
_CENTRALITY_WEIGHT = 0.5
_LED_TO = 1.2
"""For a sentence behind one that leads to it: “has several limitations.”"""
_NO_SUBJECT = frozenset(
    terms(
        "study studies paper article author authors writer writers research researchers work text "
        "limitation limitations limits weakness weaknesses shortcoming shortcomings drawback "
        "drawbacks caveat caveats problem problems issue issues flaw flaws wrong recommend "
        "recommends recommendation recommendations recommended suggest suggests suggestion "
        "suggestions advise advises advice propose proposes proposal should do does did "
        "done think "
        "thinks believe believes opinion opinions view views stance position attitude feel feels "
        "take say says said state method methods methodology approach approaches used use uses "
        "using main new contribution contributions contribute contributes novel novelty original "
        "literature field add adds kinda kind sort type acc according tell give list pls please "
        "any mention mentions mentioned acknowledge acknowledged admit admits discuss proceed "
        "actually conduct conducted carried perform performed design data collect collected "
        "gather gathered analyse analyze analysed analyzed bring brings far make makes made whats "
        "what's reckon reckons optimistic pessimistic positive negative happy agree "
        "agrees disagree "
        "support supports favour favours favor favors like likes love hate keen fan convinced "
        "sceptical skeptical critical worried hopeful confident expect expects attitudes opinions "
        "author's writer's guys people folks need needs needed doing want wants next "
        "supposed weak "
        "weaker strong point innovation innovative important thing "
        "things key point points conclude get"
    )
)
"""Words that speak of papers and roles, and so of no subject."""
_BEFORE_SUBJECT = frozenset("about on regarding concerning for towards toward against of".split())
_OF_METHODS = frozenset(
    terms(
        "sample samples size survey surveys interview interviews questionnaire software statistics "
        "statistical test tests regression model models experiment experiments trial cohort "
        "participants respondents subjects patients instrument device equipment dataset "
        "simulation algorithm"
    )
)
"""What methods are made of: a paper without the word has none of it."""


def compose_by_role(request: Request) -> Composition | None:
    """Tell the sentences of a paper that do what is asked for; None where none does outright.

    Of a method or a contribution with a subject, what answers plainly goes before.
    None as well where all that the question names occurs in no passage found for it.
    """
    kind, paper = request.question.kind, request.paper
    if paper is None or _is_of_strangers(request):
        return None
    material = Material.of_paper(paper, request.snapshot)
    subject = subject_without_role(request.question, material)
    if subject and kind in _PLAINLY_WITH_SUBJECT:
        plain = compose_plain(request)
        if not plain.abstains:
            return plain
    return _compose_from(request, material, subject)


def _compose_from(request: Request, material: Material, subject: str) -> Composition | None:
    """Tell the sentences of a paper that are of the role asked for, on a subject if any."""
    kind = request.question.kind
    candidates = request.find(_about(subject)) if subject else []
    places = _choose(request, kind, material, candidates)
    if not places:
        return None
    confidence = _confidence(request, subject, material, candidates, places) if subject else SURE
    if confidence < request.threshold:
        return None
    return Composition(tuple(_told(request, material, places)), confidence)


def subject_without_role(question: Question, material: Material) -> str:
    """Return the words of a question that tell what it is about, "" where none does.

    Words that the paper does not have are how people speak of papers, unless they are names or
    what methods are made of, or a preposition says that they are the subject.
    """
    known = {term for text in material.texts for term in terms(text)}
    named = {term for name in question.named for term in terms(name)} | _OF_METHODS
    kept, is_subject = [], False
    for word in words(question.subject):
        told = {*terms(word)} - _NO_SUBJECT
        if told and (told <= known or told & named or is_subject):
            kept.append(word)
        is_subject = is_subject or word in _BEFORE_SUBJECT
    return " ".join(kept)


def _about(subject: str) -> Question:
    return Question(subject, subject)


def _confidence(
    request: Request,
    subject: str,
    material: Material,
    candidates: Sequence[Candidate],
    places: Sequence[int],
) -> float:
    """Return how sure it is that sentences are on a subject: all of it is in their passages."""
    around = " ".join(piece.passage.text for piece in material.pieces(places))
    told = share_told({*terms(subject)}, material.texts, f"{around} {material.paper.title}")
    return max(request.confidence_in(_about(subject), candidates), SURE * told)


def _is_of_strangers(request: Request) -> bool:
    if not request.question.named:
        return False
    passages = [candidate.hit.passage for candidate in request.find(request.question, read=False)]
    return names_only_strangers(request.question, passages)


def _choose(
    request: Request, kind: Kind, material: Material, candidates: Sequence[Candidate]
) -> list[int]:
    """Return the places of the best sentences that are of a role, in reading order."""
    role = ROLES[kind]
    strengths = _strengths(material, role)
    scores = strengths * np.array(material.worths) + _CENTRALITY_WEIGHT * _centrality(material)
    scores = scores + _AMONG_OTHERS * _among_others(strengths)
    scores = scores + _LATER.get(kind, 0.0) * np.linspace(0, 1, len(material))
    led = _led_to(material, strengths)
    of_role = (strengths >= STATED) | led
    if candidates:
        scores = scores + _RELEVANCE_WEIGHT[kind] * _relevance(material, candidates)
        if kind is Kind.STANCE:
            # What a paper says of the subject is its view of it, whether a cue says so or not.
            of_role = np.array([not role.denies(text) for text in material.texts])
    length = length_for(request, _USUAL[kind])
    return _best_unlike(material, scores + _LED_TO * led, of_role, length)


def _told(request: Request, material: Material, places: Sequence[int]) -> list[Piece]:
    pieces: list[Piece] = list(material.pieces(places))
    if len(request.paper_ids) > 1:
        return [Words(f"{material.paper.title}:"), *pieces]
    return pieces


def _strengths(material: Material, role: Role) -> NDArray[np.float64]:
    return np.array(
        [
            role.strength(text, section)
            for text, section in zip(material.texts, material.sections, strict=True)
        ]
    )


def _centrality(material: Material) -> NDArray[np.float64]:
    vectors = np.asarray(material.vectors, dtype=np.float32)
    return standardised(vectors @ vectors.mean(axis=0))


def _among_others(strengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of the four sentences around each one that are of the role as well.

    What does the same in a paper stands together, as its zones (Teufel and Moens 2002).
    """
    stated = np.pad((strengths >= STATED).astype(np.float64), 2)
    around = stated[:-4] + stated[1:-3] + stated[3:-1] + stated[4:]
    return np.asarray(around / 4)


def _relevance(material: Material, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return how well each sentence fits a subject, standardised over what was found for it."""
    scores = np.full(len(material), -2.0)
    places = {span: at for at, span in enumerate(material.paper.sentences)}
    ours = [one for one in candidates if one.hit.passage.paper_id == material.paper.id]
    if not ours:
        return np.zeros(len(material))
    late = standardised(np.concatenate([one.sentence_late for one in ours]))
    spans = [(span, one) for one in ours for span in one.hit.passage.sentences]
    for (span, candidate), score in zip(spans, late.tolist(), strict=True):
        scores[places[span]] = score + _PASSAGE_WEIGHT * candidate.hit.score
    return scores


def _led_to(material: Material, strengths: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which sentences stand behind one of the role that leads to them."""
    led = np.zeros(len(material), dtype=np.bool_)
    for place in np.flatnonzero(strengths >= STATED).tolist():
        led[list(led_to(material.paper, place))] = True
    return led


def _best_unlike(
    material: Material,
    scores: NDArray[np.float64],
    of_role: NDArray[np.bool_],
    length: int,
) -> list[int]:
    """Return the places of the best of some sentences, none like another, in reading order."""
    fitting = np.flatnonzero(of_role & (np.array(material.worths) > 0))
    if not len(fitting):
        return []
    best = float(scores[fitting].max())
    fitting = fitting[scores[fitting] >= best - (1 - _CLOSE) * abs(best)]
    least = min(0.0, float(scores[fitting].min()))
    vectors = material.vectors[fitting]
    similarity = np.asarray(vectors @ vectors.T, dtype=np.float64)
    chosen = choose_unlike(scores[fitting] - least, similarity, count=length)
    return sorted(int(fitting[place]) for place in chosen)
