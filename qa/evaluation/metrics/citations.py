"""Scores of an answer's citations, for one question.

Citation recall and precision follow Gao, Yen, Yu, Chen, "Enabling Large Language
Models to Generate Text with Citations" (ALCE), EMNLP 2023. Where ALCE lets an
entailment model judge whether a quote supports a sentence, the gold evidence judges
here. Gold evidence need not be all that a paper says on the matter, so both are
lower bounds.
"""

from collections.abc import Sequence

from corpus.paper import Span
from qa.answer import Answer, Citation, Voice
from qa.evaluation.metrics.answers import cited_text
from qa.evaluation.metrics.metric import Outcome, PaperText, ScoreMetric
from qa.evaluation.questions.text_matching import find_evidence


def citation_scores(
    evidence: Sequence[str], answer: Answer, *, paper_text: PaperText
) -> dict[str, float]:
    """Return ``citation_recall`` and ``citation_precision`` of an answerable question.

    Recall is the share of the answer's sentences, ours left out, of which at least one cited quote
    holds gold evidence, precision the share of its citations whose quote does. An
    abstention, and an answer without citations, scores 0. Gives nothing for a question
    without gold evidence.
    """
    if not evidence:
        return {}
    if answer.abstained or not answer.citations:
        return {"citation_recall": 0.0, "citation_precision": 0.0}
    sound = {
        citation.number: quote_holds(citation, evidence, text=cited_text(citation, paper_text))
        for citation in answer.citations
    }
    sentences = [
        any(sound.get(number, False) for number in sentence.citations)
        for sentence in answer.sentences
        if sentence.voice is Voice.ANSWER
    ]
    return {
        "citation_recall": sum(sentences) / len(sentences) if sentences else 0.0,
        "citation_precision": sum(sound.values()) / len(sound),
    }


def quote_scores(answer: Answer, *, paper_text: PaperText) -> dict[str, float]:
    """Return ``quote_exists``: the share of the citations that the paper really has.

    It measures what Menick et al., "Teaching language models to support answers with
    verified quotes", 2022, demand of a quote: that it is verbatim. Gives nothing for an
    answer without citations.
    """
    if not answer.citations:
        return {}
    true = [
        quote_exists(citation, text=cited_text(citation, paper_text))
        for citation in answer.citations
    ]
    return {"quote_exists": sum(true) / len(true)}


def quote_exists(citation: Citation, *, text: str) -> bool:
    """Whether the quote is, character for character, what `text` has at its span."""
    return bool(citation.quote) and (
        text[citation.span.start : citation.span.end] == citation.quote
    )


def quote_holds(citation: Citation, evidence: Sequence[str], *, text: str) -> bool:
    """Whether the quote exists and holds one of the pieces of evidence.

    Evidence may run over several sentences and a quote is often one of them: a quote
    holds evidence if it covers at least half of its characters or lies wholly in it.
    """
    if not quote_exists(citation, text=text):
        return False
    return any(
        held.holds(citation.span) or 2 * _overlap(held, citation.span) >= held.end - held.start
        for piece in evidence
        for held in find_evidence(text, piece)
    )


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _scores(outcome: Outcome) -> dict[str, float]:
    if outcome.answer is None:
        return {}
    return {
        **citation_scores(outcome.pair.evidence, outcome.answer, paper_text=outcome.paper_text),
        **quote_scores(outcome.answer, paper_text=outcome.paper_text),
    }


METRICS = (
    ScoreMetric(
        name="citation_recall",
        meaning="answer sentences whose cited quotes hold gold evidence",
        over="answerable",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="citation_precision",
        meaning="citations whose quote holds gold evidence",
        over="answerable",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="quote_exists",
        meaning="quotes that are in the paper, character for character",
        over="answers with citations",
        scores=_scores,
    ),
)
