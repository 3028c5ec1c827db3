"""Scores of an answer's words against the gold answers, for one answerable question."""

from corpus.errors import UnknownPaper
from qa.answer import Answer, Citation
from qa.evaluation.metrics.metric import Outcome, PaperText, ScoreMetric
from qa.evaluation.metrics.squad import exact_match, token_f1
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.text_matching import holds_answer


def answer_scores(pair: QAPair, answer: Answer, *, paper_text: PaperText) -> dict[str, float]:
    """Return ``answer_recall``, ``exact_match`` and ``f1``; an abstention scores 0 in each.

    Gives nothing for a question without gold answers. Sources: see `answer_recall`
    and `qa.evaluation.metrics.squad`.
    """
    if not pair.answers:
        return {}
    if answer.abstained:
        return {"answer_recall": 0.0, "exact_match": 0.0, "f1": 0.0}
    span = short_answer(answer, paper_text=paper_text)
    return {
        "answer_recall": answer_recall(pair, answer),
        "exact_match": exact_match(span, pair.answers),
        "f1": token_f1(span, pair.answers),
    }


def answer_recall(pair: QAPair, answer: Answer) -> float:
    """Return how much of the gold the answer holds, whatever else it says.

    For kind ``list`` the share of the gold strings that it holds (STR-EM of Stelmakh,
    Luan, Dhingra, Chang, "ASQA: Factoid Questions Meet Long-Form Answers", EMNLP 2022);
    for other kinds 1 if it holds any of them, otherwise 0. A question of kind ``note``
    asks for the paper's notes, so the notes shown under its citations count as answer.
    """
    text = plain_text(answer)
    if pair.kind == "note":
        notes = (note.text for citation in answer.citations for note in citation.notes)
        text = " ".join([text, *(note for note in notes if note)])
    held = [holds_answer(text, gold) for gold in pair.answers]
    return sum(held) / len(held) if pair.kind == "list" else float(any(held))


def plain_text(answer: Answer) -> str:
    """Return the answer's sentences without citation markers, whose digits are no answer."""
    return " ".join(sentence.text for sentence in answer.sentences)


def short_answer(answer: Answer, *, paper_text: PaperText) -> str:
    """Return the words first marked as answer in a citation, or else the whole answer."""
    for citation in answer.citations:
        words = citation.answer_span
        if words is not None:
            return cited_text(citation, paper_text)[words.start : words.end]
    return plain_text(answer)


def cited_text(citation: Citation, paper_text: PaperText) -> str:
    """Return the text of the cited paper, which is empty if there is no such paper."""
    try:
        return paper_text(citation.paper_id)
    except UnknownPaper:
        return ""


def _scores(outcome: Outcome) -> dict[str, float]:
    if outcome.answer is None:
        return {}
    return answer_scores(outcome.pair, outcome.answer, paper_text=outcome.paper_text)


METRICS = (
    ScoreMetric(
        name="answer_recall",
        meaning="the answer holds the gold answer (of a list: the share it holds)",
        over="answerable",
        scores=_scores,
        hit_or_miss=True,
        by_group=True,
    ),
    ScoreMetric(
        name="exact_match",
        meaning="the marked words are a gold answer",
        over="answerable",
        scores=_scores,
        hit_or_miss=True,
    ),
    ScoreMetric(
        name="f1",
        meaning="the marked words overlap with a gold answer",
        over="answerable",
        scores=_scores,
        by_group=True,
    ),
)
