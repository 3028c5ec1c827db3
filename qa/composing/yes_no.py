"""Questions that yes or no answers: the verdict where it is sure, then what the paper says."""

import re

from qa.answer import Verdict
from qa.composing.composition import Composition, ScoredSentence, Words
from qa.composing.plain import compose_plain
from qa.composing.request import Request
from qa.deciding.verdicts import Evidence, say_verdict
from qa.reading.ranking import ReadCandidate, window_of

_LABELS = {Verdict.YES: "Yes:", Verdict.NO: "No:", Verdict.MIXED: "Partly:"}
_UNSURE_IN_ONE = "The paper says:"
_UNSURE_IN_MANY = "The papers say:"
_ALTERNATIVE = re.compile(r"\bor\b(?! not\b)", re.IGNORECASE)
"""What makes a question ask which, and not whether."""


def compose_yes_no(request: Request) -> Composition | None:
    """Answer plainly, headed by the verdict where it is sure; None where that is declined.

    Where one of the sentences told says yes and another no, the verdict is mixed.
    """
    plain = compose_plain(request)
    if not plain.sentences or plain.closest:
        return None
    told = tuple(one for one in plain.pieces if isinstance(one, ScoredSentence))
    verdict, ground = _verdict(request, told)
    if ground is not None:
        told = (ground, *(one for one in told if one is not ground))
    unsure = _UNSURE_IN_ONE if len(request.paper_ids) == 1 else _UNSURE_IN_MANY
    label = Words(_LABELS[verdict] if verdict is not None else unsure)
    return Composition((label, *told), plain.confidence, verdict)


def _verdict(
    request: Request, sentences: tuple[ScoredSentence, ...]
) -> tuple[Verdict | None, ScoredSentence | None]:
    """Return the verdict of the best sentence that has one, and that sentence where it goes first.

    It is mixed where another sentence says the opposite.
    """
    question = request.question.subject
    if _ALTERNATIVE.search(question):
        return None, None
    verdicts = {
        one: say_verdict(question, evidence_of(one, request)) for one in sentences if not one.beside
    }
    sure = {one: verdict for one, verdict in verdicts.items() if verdict is not None}
    if not sure:
        return None, None
    ground = next(iter(sure))
    verdict = sure[ground] if len(set(sure.values())) == 1 else Verdict.MIXED
    stands_alone = not any(one.beside for one in sentences)
    return verdict, ground if stands_alone else None


def evidence_of(sentence: ScoredSentence, request: Request) -> Evidence:
    """Return a sentence with what was read around it, if it was."""
    passage = sentence.passage
    start, end = sentence.span.start - passage.start, sentence.span.end - passage.start
    for candidate in request.candidates:
        if candidate.hit.passage == passage and isinstance(candidate, ReadCandidate):
            window = window_of(candidate)
            if window.start <= start and end <= window.end:
                around = passage.text[window.start : window.end]
                return Evidence(sentence.text, around, candidate.reading)
    return Evidence(sentence.text, sentence.text)
