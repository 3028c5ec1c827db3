"""Summaries of one section, from that section alone."""

import re

from corpus.paper import Paper, Section
from qa.composing.composition import Composition, Words
from qa.composing.documents.lengths import length_for, length_of_section
from qa.composing.documents.material import Material
from qa.composing.documents.roles import FINDING
from qa.composing.documents.sections import (
    find_section,
    find_section_on,
    speaks_of_section,
    topic_of,
)
from qa.composing.documents.summary import summarise
from qa.composing.request import Request
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question

SURE = 0.9
"""The confidence in a section that a question names; it is there."""
_LEAD = 1.5
"""What the first sentence of a section counts."""
_OPENING = 1.2
"""What the first sentence of a paragraph counts."""
_TITLE_WEIGHT = 0.5
"""What it counts to say what the title does (Edmundson 1969), beside 1."""
_SUMMING_UP = 0.4
"""What it counts to state a finding, for each unit of strength, beside 1."""
_CLOSING = 1.1
"""What the last sentence of a section counts."""
_QUOTED = re.compile(r"[“\"](?P<heading>[^“”\"]+)[”\"]")


def compose_section_summary(request: Request) -> Composition | None:
    """Sum up the section that is asked for; None where no such section can be told."""
    paper = _paper_meant(request)
    if paper is None or not paper.sections:
        return None
    asked = request.question.standalone
    section = find_section(asked, paper)
    if section is None and _means_section(request.question):
        section = find_section_on(topic_of(asked), paper, request)
    if section is None:
        return None
    material = Material.of_section(paper, request.snapshot, section)
    length = length_for(request, length_of_section(len(material)))
    places = summarise(material.vectors, length=length, priors=_priors(request, material, section))
    if not places:
        return None
    label = Words(f"{section.title.rstrip('.:')}:")
    whole = dict.fromkeys(piece.passage for piece in material.pieces(range(len(material))))
    return Composition((label, *material.pieces(places)), SURE, drawn_on=tuple(whole))


def _paper_meant(request: Request) -> Paper | None:
    """Return the paper of those found that has the heading in quotation marks, or the best one."""
    quoted = _QUOTED.search(request.question.standalone)
    if quoted is None or len(request.paper_ids) == 1:
        return request.paper
    heading = quoted["heading"].casefold()
    found = dict.fromkeys(candidate.hit.passage.paper_id for candidate in request.candidates)
    papers = map(request.snapshot.paper, found)
    return next((paper for paper in papers if _has_heading(paper, heading)), request.paper)


def _has_heading(paper: Paper, heading: str) -> bool:
    """Whether a paper has a section of a title in small letters, be it behind a number."""
    titles = (" ".join(section.title.split()).casefold() for section in paper.sections)
    return any(title.endswith(heading) for title in titles)


def _means_section(question: Question) -> bool:
    """Whether a question asks for some section, even if it gives none of its names."""
    return question.kind is Kind.SECTION_SUMMARY or speaks_of_section(question.standalone)


def _priors(request: Request, material: Material, section: Section) -> list[float]:
    last = len(material) - 1
    (title,) = request.retriever.vectors_of([section.title])
    likeness = material.likeness_to(title).tolist()
    # A section of back matter is asked for, and so is worth something here.
    worths = material.worths if any(material.worths) else (1.0,) * len(material)
    return [
        worth
        * (_LEAD if place == 0 else _OPENING if material.opens_paragraph[place] else 1.0)
        * (_CLOSING if place == last else 1.0)
        * (1 + _TITLE_WEIGHT * likeness[place])
        * (1 + _SUMMING_UP * FINDING.strength(material.texts[place]))
        for place, worth in enumerate(worths)
    ]
