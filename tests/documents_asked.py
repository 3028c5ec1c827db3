"""Questions of a known kind, put to a small library of papers made of Markdown."""

from collections.abc import Sequence

from corpus.paper import Paper
from index.library import Library
from index.retriever import HybridRetriever
from qa.answer import Answer, AnswerSentence, Voice
from qa.composing.extractive import ExtractiveAnswerer
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question
from qa.understanding.understanding import Understanding


def ask(
    library: Library,
    kind: Kind,
    question: str,
    *,
    limit: int | None = None,
    threshold: float = 0.0,
    papers: Sequence[str] = (),
) -> Answer:
    """Ask a question of a kind without a reader; what has less confidence is declined."""
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = ReadingRetriever(HybridRetriever(snapshot, library.encoder()), None)
    model = LogisticModel({}, bias=-9.0, threshold=threshold)
    understanding = Understanding(snapshot)
    answerer = ExtractiveAnswerer(retriever, understanding=understanding, abstention=model)
    asked = Question(question, question, kind=kind)
    return answerer.answer_understood(asked, papers=papers, limit=limit).answer


def fill(library: Library, *papers: Paper) -> Library:
    """Add papers to a library."""
    library.add([library.encode(paper) for paper in papers])
    return library


def ours(answer: Answer) -> str:
    """Return what Footnote says itself in an answer, sentences only."""
    return " ".join(one.text for one in answer.sentences if one.voice is Voice.OURS)


def labels(answer: Answer) -> list[str]:
    """Return the labels of an answer."""
    return [part.label for part in answer.parts if part.label is not None]


def quoted(answer: Answer) -> list[str]:
    """Return the quotes of an answer, in order of first use."""
    return [citation.quote for citation in answer.citations]


def cited(answer: Answer) -> list[AnswerSentence]:
    """Return the sentences of an answer that have a citation."""
    return [one for one in answer.sentences if one.citations]
