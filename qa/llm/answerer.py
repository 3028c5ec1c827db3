"""The answerer that has a language model write, and tells what its quotes bear."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from corpus.errors import LLMError
from corpus.paper import Span
from index.snapshot import Snapshot
from index.stopwatch import Stopwatch
from qa.answer import Answer, AnswerSentence, Citation, Mode, Turn
from qa.composing.citing import cite
from qa.composing.extractive import Answered, ExtractiveAnswerer
from qa.composing.missing_names import missing_names_notice
from qa.composing.notices import joined, left_out_notice
from qa.composing.plain import MOST_SENTENCES
from qa.composing.spans import find_answer_span
from qa.deciding.decision import is_of_another_time
from qa.llm.budget import (
    MOST_PASSAGES,
    TOKENS_OF_SENTENCE,
    NumberedPassage,
    fit_passages,
    token_count,
)
from qa.llm.checking import CheckedSentence, SentenceChecker
from qa.llm.model import LLM
from qa.llm.prompt import answer_form, answering_messages
from qa.llm.quotes import Quote
from qa.llm.reply import WrittenSentence, read_reply
from qa.llm.rewriting import reword, rewrite_follow_up
from qa.llm.settings import LLMSettings
from qa.reading.ranking import Readable
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question

_ENDS = frozenset(".!?]}\n")
"""What a sentence of a reply can end with."""
_INSTEAD = "The answer is given in the paper’s own sentences instead."
_NOTHING_STANDS = f"Nothing that the language model wrote is borne out by the passages. {_INSTEAD}"
_OF_ANOTHER_TIME = "The quote is of another time than the question"
_NO_SENTENCE = f"The language model wrote no sentence that answers. {_INSTEAD}"


SAID_BY_FOOTNOTE = frozenset({Kind.SMALL_TALK, Kind.ABOUT_TOOL, Kind.METADATA, Kind.PAGE})
"""Kinds of questions that no passage needs to be read for."""
MOST_WRITTEN = 8
"""How many sentences a model writes at most where the answer draws on many."""


class LLMAnswerer:
    """Answers in sentences of a language model, each with the quotes that bear it.

    The model reads what the extractive answer draws on and what was found besides, and is asked
    before anything is declined: first for other words, which are searched for, then for an answer.
    What Footnote says itself, of the file or of itself, is said without it. Where the model fails,
    or none of its sentences stands, the answer is the extractive one, with a notice unless that
    one abstains.
    """

    def __init__(
        self,
        extractive: ExtractiveAnswerer,
        snapshot: Snapshot,
        llm: LLM,
        checker: SentenceChecker,
        *,
        settings: LLMSettings,
    ) -> None:
        self._extractive = extractive
        self._snapshot = snapshot
        self._llm = llm
        self._checker = checker
        self._settings = settings

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
    ) -> Answer:
        """Answer in at most `limit` sentences. Raises `QuestionError`, `UnknownPaper`."""
        *_, answer = self.stream(question, history=history, papers=papers, limit=limit)
        return answer

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
    ) -> Iterator[Answer]:
        """Return the answer as it grows, by checked sentences; the last one counts.

        It may be another one altogether, if the model fails in the end.
        """
        clock = Stopwatch()
        resolved, failure = self._resolve(question, history, papers)
        answered = self._extractive.answer_understood(resolved, papers=papers, limit=limit)
        if answered.answer.abstained and failure is None:
            answered, failure = self._search_again(answered, papers, limit)
        resolved, extractive = answered.request.question, answered.answer
        of_file = resolved.kind in SAID_BY_FOOTNOTE and not extractive.abstained
        readable = () if of_file else answered.readable()
        if not readable:
            yield replace(extractive, mode=self._settings.mode)
            return
        most = limit or max(MOST_SENTENCES, min(len(extractive.citations), MOST_WRITTEN))
        try:
            if failure is not None:
                raise failure
            written: list[CheckedSentence] = []
            left_out = left_out_notice(self._snapshot, papers)
            for written in self._write(resolved, readable, answered.drawn_on, most, clock):
                if any(sentence.unsupported is None for sentence in written):
                    yield self._compose(resolved, extractive, written, left_out, clock)
            yield self._finish(resolved, extractive, written, left_out, clock)
        except LLMError as error:
            yield self._instead(extractive, f"{error} {_INSTEAD}", clock)

    def _resolve(
        self, asked: str, history: Sequence[Turn], papers: Sequence[str]
    ) -> tuple[Question, LLMError | None]:
        """Resolve a question; by rules where the model fails, which is then not asked again."""
        understand = self._extractive.understanding.understand
        try:
            return understand(asked, history, papers=papers, rewrite=self._rewrite), None
        except LLMError as error:
            return understand(asked, history, papers=papers), error

    def _rewrite(self, asked: str, history: Sequence[Turn]) -> str:
        return rewrite_follow_up(asked, history, self._llm)

    def _search_again(
        self, answered: Answered, papers: Sequence[str], limit: int | None
    ) -> tuple[Answered, LLMError | None]:
        """Search for a question in the model's words, where its own found no answer.

        What was found for its own words stays unless more comes of it, and so it does where the
        model fails.
        """
        asked = answered.request.question
        stems = self._snapshot.lexical.vocabulary
        try:
            reworded = reword(asked.standalone, self._llm, stems=stems)
        except LLMError as error:
            return answered, error
        if reworded is None:
            return answered, None
        kind = self._extractive.understanding.kind_of(reworded)
        question = replace(asked, standalone=reworded, kind=kind)
        other = self._extractive.answer_understood(question, papers=papers, limit=limit)
        better = (not other.answer.abstained, other.answer.confidence)
        return (other if better > (False, answered.answer.confidence) else answered), None

    def _write(
        self,
        question: Question,
        readable: Sequence[Readable],
        drawn_on: int,
        limit: int,
        clock: Stopwatch,
    ) -> Iterator[list[CheckedSentence]]:
        """Return the sentences written so far, checked, each time that there is another one.

        The answer so far is drawn from the first `drawn_on` passages, which all are to be read.
        """
        passages = self._fit(question, readable, max(MOST_PASSAGES, drawn_on), limit)
        form = answer_form(len(passages), limit=limit, kind=question.kind)
        checked: dict[WrittenSentence, CheckedSentence] = {}

        def read(reply: str, *, finished: bool) -> list[CheckedSentence]:
            written = read_reply(reply, passages=len(passages), finished=finished)[:limit]
            with clock.stage("check"):
                for sentence in written:
                    if sentence not in checked:
                        found = self._checker.check(sentence, passages)
                        checked[sentence] = _held_to_time(found, question)
            return [checked[sentence] for sentence in written]

        reply, told = "", 0
        messages = answering_messages(
            question.standalone, passages, limit=limit, kind=question.kind
        )
        most_tokens = TOKENS_OF_SENTENCE * limit
        with closing(self._llm.write(messages, most_tokens=most_tokens, form=form)) as pieces:
            for piece in pieces:
                reply += piece
                if _ENDS.isdisjoint(piece):
                    continue
                sentences = read(reply, finished=False)
                if len(sentences) > told:
                    told = len(sentences)
                    yield sentences
                if told == limit:
                    break
        yield read(reply, finished=told < limit)

    def _fit(
        self, question: Question, readable: Sequence[Readable], most: int, limit: int
    ) -> tuple[NumberedPassage, ...]:
        frame = answering_messages(question.standalone, (), limit=limit, kind=question.kind)
        used = sum(token_count(message["content"]) for message in frame)
        context = self._llm.facts().context
        room = context - used - TOKENS_OF_SENTENCE * limit
        passages = fit_passages(readable, most_tokens=room, most=most)
        if not passages:
            raise LLMError(
                f"The language model reads {context} tokens, which leaves no room for a passage. "
                "Give another model, or a larger --llm-context if it reads more."
            )
        return passages

    def _finish(
        self,
        resolved: Question,
        extractive: Answer,
        written: Sequence[CheckedSentence],
        left_out: str | None,
        clock: Stopwatch,
    ) -> Answer:
        """Make the answer of all that was written; the other one, if none of it stands."""
        if any(sentence.unsupported is None for sentence in written):
            return self._compose(resolved, extractive, written, left_out, clock)
        if extractive.abstained:
            return replace(
                extractive, mode=self._settings.mode, seconds=_seconds(extractive, clock)
            )
        return self._instead(extractive, _NOTHING_STANDS if written else _NO_SENTENCE, clock)

    def _compose(
        self,
        resolved: Question,
        extractive: Answer,
        written: Sequence[CheckedSentence],
        left_out: str | None,
        clock: Stopwatch,
    ) -> Answer:
        """Make an answer of what stands, and of the rest where it is kept.

        `left_out` is the notice of damaged papers.
        """
        keep = self._settings.keep_unsupported
        kept = [sentence for sentence in written if keep or sentence.unsupported is None]
        sentences, citations = self._cited(resolved, kept)
        missing = missing_names_notice(resolved, citations, self._snapshot)
        return replace(
            extractive,
            sentences=sentences,
            citations=citations,
            abstained=False,
            verdict=None,
            mode=self._settings.mode,
            notice=joined(left_out, _left_out(len(written) - len(kept)), missing),
            seconds=_seconds(extractive, clock),
        )

    def _cited(
        self, question: Question, checked: Sequence[CheckedSentence]
    ) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
        """Number the quotes in the order in which they are first used."""
        numbers: dict[tuple[str, Span], int] = {}
        citations: list[Citation] = []
        sentences = []
        for sentence in checked:
            for quote in sentence.quotes:
                key = quote.passage.paper_id, quote.span
                if key not in numbers:
                    numbers[key] = len(numbers) + 1
                    citations.append(self._cite(numbers[key], quote, question))
            used = tuple(numbers[quote.passage.paper_id, quote.span] for quote in sentence.quotes)
            text = _quoted(sentence) if self._settings.mode is Mode.LLM_QUOTED else sentence.text
            sentences.append(AnswerSentence(text, used, sentence.unsupported))
        return tuple(sentences), tuple(citations)

    def _cite(self, number: int, quote: Quote, question: Question) -> Citation:
        paper = self._snapshot.paper(quote.passage.paper_id)
        found, start = find_answer_span(question, quote.text), quote.span.start
        marked = Span(start + found.start, start + found.end) if found is not None else None
        return cite(number, paper, quote.passage, quote.span, answer_span=marked)

    def _instead(self, extractive: Answer, notice: str, clock: Stopwatch) -> Answer:
        told = joined(notice, extractive.notice)
        return replace(extractive, notice=told, seconds=_seconds(extractive, clock))


def _held_to_time(checked: CheckedSentence, question: Question) -> CheckedSentence:
    """Return a sentence as unsupported where a time is asked about that its quotes are not of."""
    elsewhere = is_of_another_time(question, [quote.text for quote in checked.quotes])
    stands = checked.unsupported is None
    return replace(checked, unsupported=_OF_ANOTHER_TIME) if stands and elsewhere else checked


def _seconds(extractive: Answer, clock: Stopwatch) -> dict[str, float]:
    total, check = clock.total, clock.seconds.get("check", 0.0)
    writing = total - check - extractive.seconds["total"]
    return {**extractive.seconds, "llm": writing, "check": check, "total": total}


def _left_out(count: int) -> str | None:
    if count == 0:
        return None
    if count == 1:
        return "A sentence of the language model was left out: the passages do not bear it out."
    return f"{count} sentences of the language model were left out: no passage bears them out."


def _quoted(sentence: CheckedSentence) -> str:
    """Return a sentence with its quotes behind it; one that is a quote is only put in marks."""
    quotes = " ".join(f"“{quote.text}”" for quote in sentence.quotes)
    if [quote.text for quote in sentence.quotes] == [sentence.text]:
        return quotes
    return f"{sentence.text} {quotes}"
