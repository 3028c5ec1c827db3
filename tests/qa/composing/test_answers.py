"""Answers over the bundled paper, with the real model: verbatim, cited, and declined."""

from collections.abc import Sequence

import pytest

from corpus.paper import Span
from index.library import Library
from index.retriever import HybridRetriever
from qa.answer import Answer, Decision, Turn
from qa.composing.extractive import ExtractiveAnswerer
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.reading.reader import Reading, Text
from qa.understanding.understanding import Understanding
from qa.workspace import Workspace
from tests.corpus_reading import markdown

QUESTIONS = (
    "Which amendment led the US to withhold F-16 jets from Pakistan?",
    "From which airbase did the spy plane operate?",
    "Why did the US turn to Pakistan rather than to Nehru?",
    "Which groups in Afghanistan and Pakistan worried Russia?",
    "How does Trump view Pakistan?",
    "What do the authors recommend?",
    "What does note 7 say?",
    "Which source is cited for Russia’s ties with other countries in the region?",
)


def told(answer: Answer) -> str:
    """Return the answer's sentences without markers."""
    return " ".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_verbatim_and_every_number_is_used_in_order(
    real_workspace: Workspace, question: str
) -> None:
    """A quote is the paper’s text at its span, inside its passage; numbers run 1, 2, 3."""
    answer = real_workspace.answer(question)
    assert not answer.abstained
    used = [number for sentence in answer.sentences for number in sentence.citations]
    assert list(dict.fromkeys(used)) == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        paper = real_workspace.paper(citation.paper_id)
        assert citation.quote == paper.text[citation.span.start : citation.span.end]
        assert citation.passage_span.holds(citation.span)
        assert citation.section == paper.section_path_at(citation.span.start)
        assert citation.page == paper.page_at(citation.span.start)
        assert citation.notes == paper.notes_in(citation.span)
        if citation.answer_span is not None:
            assert citation.span.holds(citation.answer_span)


def test_a_slip_of_the_finger_costs_no_answer(real_workspace: Workspace) -> None:
    """Nor do small letters and a question mark that is left out; what was typed is kept."""
    typed = "which amendmnet led teh us to withold f16 jets from pakistn"
    meant = real_workspace.answer(QUESTIONS[0])
    answer = real_workspace.answer(typed)
    assert answer.question == typed
    assert [one.quote for one in answer.citations] == [one.quote for one in meant.citations]
    assert not answer.abstained


def test_a_year_that_the_quoted_passages_lack_is_told(real_workspace: Workspace) -> None:
    """The paper tells of an amendment, and not of one of that year."""
    asked = QUESTIONS[0]
    assert real_workspace.answer(asked).notice is None
    near_miss = real_workspace.answer(asked.replace("?", " in 2004?"))
    assert near_miss.decision is Decision.CLOSEST
    assert near_miss.notice is not None
    assert near_miss.notice.startswith("“2004” does not occur in the passage")


def test_nothing_is_said_to_be_missing_where_nothing_is_quoted(real_workspace: Workspace) -> None:
    """A question that is declined has no passages that could lack a name."""
    answer = real_workspace.answer("Who won the football world cup in Zurich in 1998?")
    assert answer.abstained
    assert answer.notice is None


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_no_more_sentences_are_told_than_asked_for(real_workspace: Workspace, limit: int) -> None:
    """The limit counts quotes; sentences are told once."""
    answer = real_workspace.answer("What is the main conclusion of the paper?", limit=limit)
    assert 1 <= len(answer.citations) <= limit
    assert len({citation.span for citation in answer.citations}) == len(answer.citations)


def test_the_sentence_that_names_what_the_best_one_points_back_to_goes_first(
    real_workspace: Workspace,
) -> None:
    """“In light of the amendment” is answered by the sentence that names the amendment."""
    answer = real_workspace.answer(QUESTIONS[0])
    first, second = answer.citations
    assert first.quote.endswith("in 1990, came the Pressler Amendment.")
    assert first.answer_span is not None
    paper = real_workspace.paper(first.paper_id)
    assert paper.text[first.answer_span.start : first.answer_span.end] == "Pressler Amendment"
    assert second.quote.startswith("In light of the amendment")


@pytest.mark.parametrize(
    "question",
    [
        "What is the boiling point of water?",
        "What is the capital of France?",
        "Who won the Olympic hockey final in 1960?",
    ],
)
def test_what_the_paper_does_not_answer_is_declined(
    real_workspace: Workspace, question: str
) -> None:
    """An abstention says so, cites nothing, and offers the nearest passages."""
    answer = real_workspace.answer(question)
    assert answer.abstained
    assert answer.confidence < 0.5
    assert answer.text == "The paper does not seem to answer this question."
    assert answer.citations == ()
    assert len(answer.nearest) == 3


def test_the_reference_of_a_source_is_told_behind_the_sentence_it_stands_for(
    real_workspace: Workspace,
) -> None:
    """A question for a source gets the note's text; the markers lead to the sentence."""
    answer = real_workspace.answer(QUESTIONS[7])
    assert "Note 3: Harsh V. Pant, “Difficult Times Ahead for Russia-India Ties,”" in told(answer)
    assert answer.citations[0].notes[0].marker == "3"


def test_a_note_without_text_is_said_to_have_none(real_workspace: Workspace) -> None:
    """The bundled file has the texts of four notes only."""
    answer = real_workspace.answer("What does note 7 say?")
    assert told(answer).endswith("Note 7 stands here; its text is not in this file.")


def test_a_follow_up_is_answered_from_the_conversation(real_workspace: Workspace) -> None:
    """“He” is the person of the turn before, and the resolved question is told."""
    question = "Which prime minister gave further impetus to relations with the USSR?"
    history = [Turn(question, real_workspace.answer(question))]
    answer = real_workspace.answer("And how often did he go there?", history=history)
    assert answer.question == "And how often did he go there?"
    assert answer.standalone_question == "How often did Prime Minister Bhutto go there (USSR)?"
    assert "twice in five years (1972-77)" in told(answer)


def test_the_same_question_has_the_same_answer(real_workspace: Workspace) -> None:
    """Nothing about an answer is left to chance but its times."""
    first, second = (real_workspace.answer(QUESTIONS[4]) for _ in range(2))
    assert first.text == second.text
    assert first.citations == second.citations
    assert first.confidence == second.confidence


def test_an_answer_ends_each_sentence_with_its_markers(real_workspace: Workspace) -> None:
    """The text is what the command line and the exports show."""
    answer = real_workspace.answer(QUESTIONS[1])
    assert answer.text == (
        "The Soviets got further alienated from Pakistan after the Soviet’s downed a US U2 spy "
        "plane, which was operating from an airbase in Badaber in Pakistan. [1]"
    )


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("What does the paper conclude?", {"Conclusion"}),
        ("What are the main findings?", {"Abstract", "Conclusion"}),
        ("What is the aim of the study?", {"Abstract", "Introduction"}),
    ],
)
def test_the_gist_is_told_from_the_sections_that_sum_up(
    real_workspace: Workspace, question: str, sections: set[str]
) -> None:
    """Whoever asks for the conclusion wants the section of that name."""
    answer = real_workspace.answer(question)
    assert {citation.section[0] for citation in answer.citations} <= sections
    assert answer.citations


class MarkingReader:
    """A reader that takes some words for the answer wherever they stand."""

    name = "marking"

    def __init__(self, marked: str) -> None:
        self._marked = marked

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:  # noqa: ARG002
        """Mark the words where a passage has them first."""
        return [Reading(1.0, 1.0, self._span(text.words), 9.0) for text in passages]

    def _span(self, words: str) -> Span | None:
        start = words.find(self._marked)
        return Span(start, start + len(self._marked)) if start >= 0 else None


@pytest.mark.parametrize(
    ("marked", "is_told"),
    [("not", False), ("has been", False), ("WHO", True), ("the plague", True)],
)
def test_words_that_say_nothing_by_themselves_are_not_marked(
    library: Library, *, marked: str, is_told: bool
) -> None:
    """A reader may take them for the answer; an organisation's letters are no such words."""
    library.add(
        [
            library.encode(
                markdown("# Plagues\n\nThe WHO says that the plague has been not forgotten.")
            )
        ]
    )
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = ReadingRetriever(
        HybridRetriever(snapshot, library.encoder()), MarkingReader(marked)
    )
    always = LogisticModel({}, bias=0.0, threshold=0.0)
    answerer = ExtractiveAnswerer(
        retriever, understanding=Understanding(snapshot), abstention=always
    )
    answer = answerer.answer("What of the beaten plague?")
    assert bool(answer.citations[0].answer_span) is is_told
