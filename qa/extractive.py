"""The extractive answerer: the paper's own sentences, each with its footnote."""

from collections.abc import Sequence
from time import perf_counter

from corpus.paper import Note, Span
from index.retriever import Candidate, HybridRetriever
from qa.abstention import AbstentionModel, abstention_features, default_model
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.followups import resolve_follow_up
from qa.evidence import ScoredSentence, choose_sentences
from qa.question import Expects, check_question, expected_answer
from qa.spans import find_answer_span

_NEAREST = 3


class ExtractiveAnswerer:
    """Answers with verbatim sentences, or abstains; the same question gives the same answer."""

    def __init__(
        self, retriever: HybridRetriever, *, abstention: AbstentionModel | None = None
    ) -> None:
        self._retriever = retriever
        self._snapshot = retriever.snapshot
        self._abstention = abstention or default_model()

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int = 3,
    ) -> Answer:
        """Answer in at most `limit` sentences. Raises `QuestionError`, `UnknownPaper`."""
        started = perf_counter()
        asked = check_question(question)
        standalone = resolve_follow_up(asked, history)
        candidates = self._retriever.candidates(standalone, papers=papers)
        retrieved = perf_counter()
        features = abstention_features(standalone, candidates, self._snapshot, papers=papers)
        confidence = self._abstention.probability(features)
        if not candidates or confidence < self._abstention.threshold:
            sentences, citations = (_abstention_sentence(len(papers) or len(self._snapshot.entries)),), ()
        else:
            sentences, citations = self._compose(standalone, candidates, limit)
        finished = perf_counter()
        return Answer(
            question=asked,
            standalone_question=standalone,
            sentences=sentences,
            citations=citations,
            abstained=not citations,
            confidence=confidence,
            nearest=tuple(candidate.hit for candidate in candidates[:_NEAREST]),
            seconds={
                "retrieve": retrieved - started,
                "compose": finished - retrieved,
                "total": finished - started,
            },
        )

    def _compose(
        self, question: str, candidates: Sequence[Candidate], limit: int
    ) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
        chosen = choose_sentences(question, candidates, self._snapshot, limit=limit)
        sentences: list[AnswerSentence] = []
        citations: list[Citation] = []
        for number, sentence in enumerate(chosen, start=1):
            citation = self._cite(number, sentence, question)
            citations.append(citation)
            sentences.append(AnswerSentence(citation.quote, (number,)))
            if expected_answer(question) is Expects.SOURCE:
                sentences += [
                    AnswerSentence(_note_sentence(note), (number,)) for note in citation.notes
                ]
        return tuple(sentences), tuple(citations)

    def _cite(self, number: int, sentence: ScoredSentence, question: str) -> Citation:
        paper, span = self._snapshot.paper(sentence.passage.paper_id), sentence.span
        quote = paper.text[span.start : span.end]
        marked = find_answer_span(question, quote)
        passage = sentence.passage
        return Citation(
            number=number,
            paper_id=paper.id,
            title=paper.title,
            section=paper.section_path_at(span.start),
            page=paper.page_at(span.start),
            span=span,
            quote=quote,
            passage_span=Span(passage.start, passage.end),
            passage_text=passage.text,
            answer_span=marked and Span(span.start + marked.start, span.start + marked.end),
            notes=paper.notes_in(span),
        )


def _note_sentence(note: Note) -> str:
    if note.text is None:
        return f"Note {note.marker} stands here; its text is not in this file."
    return f"Note {note.marker}: {note.text}"


def _abstention_sentence(papers: int) -> AnswerSentence:
    whose = "The paper does" if papers == 1 else "The papers do"
    return AnswerSentence(f"{whose} not seem to answer this question.", ())
