"""Answers gathered from several places: lists, comparisons, timelines, sums and parts."""

import pytest

from index.library import Library
from index.retriever import HybridRetriever
from qa.answer import Answer, Decision, Verdict, Voice
from qa.composing.extractive import ExtractiveAnswerer
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question
from qa.understanding.understanding import Understanding
from qa.workspace import Workspace
from tests.corpus_reading import markdown

HARBOUR = """# The harbour of Otter Bay

## Works

In 1851, the town gave $300 for the pier of Otter Bay. The weather was fine that year.
In 1862, the county gave $500 for the lighthouse of Otter Bay. In the same year, the town built the
school of Otter Bay. The Hale Act governs the pilots of the bay. The Otter Act governs the fishers
of the bay. Birds are many there.

## Flood

On 28 February 1871, the flood rose to the mill. On 3 March, the flood reached the school.

## Dangers

The channel of Otter Bay has three dangers for boats.

Rocks lie under the water near the island. A buoy marks them.

Fog comes in without a warning. It stays for days.

Currents change with the moon. Pilots know them.

Boats are small there. The length of the pier is 90 m, compared to 40 m for the mole.

## Limits

The survey of the bay has several limitations. First, it was done in winter. Second, it left out the
islands. The pier was not built by Thomas Hale.

## Trade

Boats of Iowa, Ohio and Maine carry cargoes of the bay. Cargoes of the bay are hides, salt and wool.
The tax on salt does not pay for the bay. Only the states of Texas and Utah tax the salt of the bay.

We of the bay have tea, coffee and beer.
"""


@pytest.fixture
def answerer(library: Library) -> ExtractiveAnswerer:
    """Return what answers from the harbour’s paper, never declining."""
    library.add([library.encode(markdown(HARBOUR))])
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = ReadingRetriever(HybridRetriever(snapshot, library.encoder()), None)
    always = LogisticModel({}, bias=0.0, threshold=0.0)
    return ExtractiveAnswerer(retriever, understanding=Understanding(snapshot), abstention=always)


def ask(answerer: ExtractiveAnswerer, text: str, kind: Kind, *, limit: int | None = None) -> Answer:
    """Return the answer to a question of a kind."""
    return answerer.answer_understood(Question(text, text, kind=kind), limit=limit).answer


def told(answer: Answer) -> list[tuple[str | None, list[str]]]:
    """Return the parts: the label of each, and its sentences."""
    return [(part.label, [one.text for one in part.sentences]) for part in answer.parts]


def test_a_list_holds_what_bears_the_noun_in_the_papers_order(answerer: ExtractiveAnswerer) -> None:
    """“Which acts” is answered by every act, each once, numbered."""
    answer = ask(answerer, "Which acts govern the bay?", Kind.LIST)
    assert told(answer) == [
        ("1.", ["The Hale Act governs the pilots of the bay."]),
        ("2.", ["The Otter Act governs the fishers of the bay."]),
    ]


def test_a_lead_in_brings_what_it_leads_to(answerer: ExtractiveAnswerer) -> None:
    """“It has several limitations.” alone names none of them."""
    answer = ask(answerer, "What limitations does the survey have?", Kind.LIST)
    text = answer.text
    assert "it was done in winter" in text
    assert "it left out the islands" in text
    assert text.index("several limitations") < text.index("winter") < text.index("islands")


def test_paragraphs_behind_a_lead_in_are_items(answerer: ExtractiveAnswerer) -> None:
    """Three paragraphs behind “three dangers” are told whole, and nothing besides."""
    answer = ask(answerer, "Which dangers does the channel have?", Kind.LIST)
    assert told(answer) == [
        (None, ["The channel of Otter Bay has three dangers for boats."]),
        ("1.", ["Rocks lie under the water near the island."]),
        ("2.", ["Fog comes in without a warning."]),
        ("3.", ["Currents change with the moon."]),
    ]


def test_an_enumeration_of_something_else_is_no_list(answerer: ExtractiveAnswerer) -> None:
    """“Cargoes” are what are called so, and not the states that stand before them."""
    answer = ask(answerer, "cargoes of the bay", Kind.FACT)
    assert "hides, salt and wool" in answer.text


def test_names_behind_the_noun_are_all_that_is_asked_for(answerer: ExtractiveAnswerer) -> None:
    """“States that tax salt” are named in one sentence, and nothing else is told."""
    answer = ask(answerer, "states that tax the salt of the bay", Kind.FACT)
    assert told(answer) == [(None, ["Only the states of Texas and Utah tax the salt of the bay."])]


def test_a_plural_asks_for_a_list_of_whatever_kind(answerer: ExtractiveAnswerer) -> None:
    """“Which dangers” asks for all of them, if the model took it for a plain fact or not."""
    answer = ask(answerer, "Which dangers does the channel have?", Kind.FACT)
    assert [label for label, _ in told(answer)] == [None, "1.", "2.", "3."]


def test_a_contrast_is_enough_by_itself(answerer: ExtractiveAnswerer) -> None:
    """A sentence that sets both sides against each other needs none on each."""
    answer = ask(answerer, "Compare the length of the pier and of the mole.", Kind.FACT)
    assert told(answer) == [
        ("On both:", ["The length of the pier is 90 m, compared to 40 m for the mole."])
    ]


def test_each_side_of_a_comparison_has_its_label(answerer: ExtractiveAnswerer) -> None:
    """Whoever compares two acts reads first what one says, then the other."""
    answer = ask(answerer, "Compare the Hale Act with the Otter Act.", Kind.COMPARE)
    parts = dict(told(answer))
    assert "The Hale Act governs the pilots of the bay." in parts["On the Hale Act:"]
    assert "The Otter Act governs the fishers of the bay." in parts["On the Otter Act:"]


def test_a_side_of_which_nothing_is_found_is_told(answerer: ExtractiveAnswerer) -> None:
    """Half a comparison must not pass for a whole one."""
    answer = ask(answerer, "Compare the Hale Act with the Zebra Act.", Kind.COMPARE)
    label, sentences = told(answer)[-1]
    assert label == "On the Zebra Act:"
    assert sentences == ["The papers say nothing of it that was found."]
    assert answer.sentences[-1].voice is Voice.OURS


def test_a_timeline_is_in_order_and_takes_the_year_from_before(
    answerer: ExtractiveAnswerer,
) -> None:
    """“In the same year” is the year of the sentence before it."""
    answer = ask(
        answerer, "How did the works of Otter Bay develop from 1850 to 1870?", Kind.TIMELINE
    )
    labels = [label for label, _ in told(answer)]
    assert labels == ["1851:", "1862:"]
    only = ask(answerer, "What works did Otter Bay see from 1860 to 1870?", Kind.TIMELINE)
    assert "1851" not in only.text


def test_a_day_without_a_year_is_of_the_nearest_one(answerer: ExtractiveAnswerer) -> None:
    """“3 March” behind what happened in 1871 comes after it, and not before the years of all."""
    answer = ask(answerer, "Give a timeline of the flood.", Kind.TIMELINE)
    assert [label for label, _ in told(answer)] == ["28 February 1871:", "3 March:"]


def test_sums_are_told_in_parts_and_not_added_up(answerer: ExtractiveAnswerer) -> None:
    """A sum that no paper states is never made up."""
    answer = ask(answerer, "How much money was given for Otter Bay in total?", Kind.TOTAL)
    (label, sentences), *rest = told(answer)
    assert label == "The paper gives these figures; it does not add them up:"
    assert [("$300" in one, "$500" in one) for one in sentences] == [(True, False), (False, True)]
    assert rest == []
    assert "800" not in answer.text


def test_several_questions_are_answered_under_their_own_words(
    answerer: ExtractiveAnswerer,
) -> None:
    """Nothing that was asked is passed over."""
    answer = ask(
        answerer, "Which act governs the pilots, and who did not build the pier?", Kind.SEVERAL
    )
    labels = [label for label, _ in told(answer)]
    assert labels == ["Which act governs the pilots?", "Who did not build the pier?"]
    assert "The Hale Act governs the pilots of the bay." in told(answer)[0][1]


def test_what_the_same_sentence_answers_is_told_once(answerer: ExtractiveAnswerer) -> None:
    """“Who gave it and when?” is mostly one sentence, which need not stand there twice."""
    answer = ask(answerer, "Who gave $500 for the lighthouse and when?", Kind.SEVERAL)
    sentence = "In 1862, the county gave $500 for the lighthouse of Otter Bay."
    assert told(answer)[0] == ("Who gave $500 for the lighthouse? When?", [sentence])


def test_what_says_otherwise_goes_first(answerer: ExtractiveAnswerer) -> None:
    """Whoever takes for granted what the paper denies is told so before anything else."""
    answer = ask(answerer, "why does the tax on salt pay for the bay", Kind.WHY_HOW)
    label, sentences = told(answer)[0]
    assert label == "The paper says otherwise:"
    assert sentences[0] == "The tax on salt does not pay for the bay."
    assert all(one.answering_words is None for one in answer.citations[:1])


def test_a_denial_is_a_no_and_its_name_no_short_answer(answerer: ExtractiveAnswerer) -> None:
    """“Was it built by Hale?” is answered by No; “Hale” does not answer who built it."""
    answer = ask(answerer, "Was the pier built by Thomas Hale?", Kind.YES_NO)
    assert answer.verdict is Verdict.NO
    assert told(answer)[0][0] == "No:"
    plain = ask(answerer, "Who built the pier?", Kind.PERSON)
    assert all(one.answering_words != "Thomas Hale" for one in plain.citations)


def test_an_unsure_verdict_is_not_said(answerer: ExtractiveAnswerer) -> None:
    """What the paper says stands there without a yes or no of ours."""
    answer = ask(answerer, "Do the birds of the bay like winter?", Kind.YES_NO)
    assert answer.verdict is None
    assert told(answer)[0][0] == "The paper says:"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which acts govern the bay?", Kind.LIST),
        ("Compare the Hale Act with the Otter Act.", Kind.COMPARE),
        ("How did the works of Otter Bay develop from 1850 to 1870?", Kind.TIMELINE),
        ("How much money was given for Otter Bay in total?", Kind.TOTAL),
        ("Which act governs the pilots, and what is the survey’s limit?", Kind.SEVERAL),
        ("Was the pier built by Thomas Hale?", Kind.YES_NO),
    ],
)
def test_no_more_sentences_are_told_than_the_limit(
    answerer: ExtractiveAnswerer, text: str, kind: Kind
) -> None:
    """A limit holds for every kind, and every sentence is the paper’s own."""
    answer = ask(answerer, text, kind, limit=2)
    assert 1 <= len(answer.citations) <= 2
    quotes = {citation.quote for citation in answer.citations}
    assert quotes == {one.text for one in answer.sentences if one.voice is Voice.ANSWER}


def test_presidents_of_one_country_are_listed(real_workspace: Workspace) -> None:
    """Over the bundled paper: people by their titles, whatever country’s the others are."""
    snapshot = real_workspace.library.snapshot()
    assert snapshot is not None
    encoder = real_workspace.library.encoder(snapshot)
    retriever = ReadingRetriever(HybridRetriever(snapshot, encoder), None)
    always = LogisticModel({}, bias=0.0, threshold=0.0)
    answerer = ExtractiveAnswerer(
        retriever, understanding=Understanding(snapshot), abstention=always
    )
    answer = ask(answerer, "Which US presidents does the paper mention?", Kind.LIST)
    assert answer.decision is Decision.ANSWERED
    text = answer.text
    assert all(name in text for name in ("Trump", "Clinton", "Bush"))
    assert "President of Pakistan, Ayub Khan" not in text
