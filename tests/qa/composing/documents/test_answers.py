"""Answers that sum up, and that tell what a paper recommends, lacks and brings."""

from dataclasses import replace

import pytest

from index.library import Library
from qa.understanding.kinds.classifier import Kind
from tests.corpus_reading import markdown
from tests.documents_asked import ask, fill, labels, ours, quoted

BEES = """---
title: Bees and Roads
---

## Abstract

Roads cut through many meadows where bees live. This study examines how bees cross roads in
spring. We show that bees avoid roads with heavy traffic in spring.

## Introduction

Bees have been kept near roads for centuries. Farmers complain that hives near roads give less
honey. The traffic on roads has doubled since the war.

## Methods

Hives were placed at four distances from a road. Bees were counted at dawn by two observers.
Honey was weighed each week with a spring balance.

### Counting at dawn

Two observers counted bees that left the hive before sunrise. Their counts agreed on most days.

### Post-dawn visits

Visits were noted until noon. Most visits of bees were short.

## Results

Fewer bees crossed the road on days of heavy traffic. Honey was scarce in hives beside the road.

## Limitations

The study has two limitations. First, only one road was observed. Second, the winter was mild.

## Conclusion

Bees avoid roads with heavy traffic. Planners should leave meadows between roads and hives.
Beekeepers must move their hives in spring.

## References

1. Roe E. Roads and hives. 1999.
"""
TIDES = """---
title: Tides of the Sound
---

## Abstract

This paper describes the tides of the sound. Tides run faster in the narrows than in the bay.

## Conclusion

In conclusion, tides in the narrows are fast. Pilots should wait for slack water.
"""


@pytest.fixture
def bees(library: Library) -> Library:
    """Return a library with one paper."""
    return fill(library, markdown(BEES))


SNOW = """---
title: Snow on the Pass
---

Abstract: Snow closes the pass in winter. Therefore, the pass needs a tunnel. Lorries wait in the
valley for days.

Lorries must have chains. It is important to clear the road. The plough must go out at four, and it
should be mended. Sheep cross the pass in June.
"""


def test_no_summary_opens_with_a_conclusion_from_what_is_not_told(library: Library) -> None:
    """“Therefore, …” would follow from nothing; an abstract headed in its line sums up alone."""
    fill(library, markdown(SNOW))
    told = quoted(ask(library, Kind.OVERVIEW, "Summarise the paper.", limit=2))
    assert not told[0].startswith("Therefore")
    assert all(one in SNOW.split("Lorries must", maxsplit=1)[0].replace("\n", " ") for one in told)


def test_an_overview_is_drawn_from_where_a_paper_sums_itself_up(bees: Library) -> None:
    """“What is it about” is answered by abstract and conclusion, the aim among them."""
    answer = ask(bees, Kind.OVERVIEW, "What is this paper about?")
    assert not answer.abstained
    assert answer.confidence >= 0.9
    assert {citation.section[0] for citation in answer.citations} <= {
        "Abstract",
        "Introduction",
        "Conclusion",
    }
    assert "This study examines how bees cross roads in spring." in quoted(answer)


def test_what_is_found_is_told_where_findings_are_asked_for(bees: Library) -> None:
    """The aim of a study is not what it found."""
    answer = ask(bees, Kind.OVERVIEW, "What did they find?", limit=2)
    assert len(answer.citations) <= 2
    assert "We show that bees avoid roads with heavy traffic in spring." in quoted(answer)


def test_a_paper_without_such_sections_is_summed_up_from_the_whole(library: Library) -> None:
    """An essay has no abstract, and is about something all the same."""
    fill(library, markdown("# Ships\n\nGrain ships cross the sea. Grain ships are slow ships."))
    answer = ask(library, Kind.OVERVIEW, "tldr")
    assert answer.citations


def test_an_overview_of_what_one_passage_has_is_told_from_there(bees: Library) -> None:
    """“The main result on honey” is no question about the whole paper."""
    answer = ask(bees, Kind.OVERVIEW, "whats the main result on honey beside the road")
    assert "Honey was scarce in hives beside the road." in quoted(answer)
    assert answer.citations[0].section == ("Results",)
    whole = quoted(ask(bees, Kind.OVERVIEW, "whats the main result of the study on bees"))
    assert "We show that bees avoid roads with heavy traffic in spring." in whole


def test_several_papers_are_summed_up_each_under_its_title(bees: Library) -> None:
    """Who has two papers wants to know which says what."""
    fill(bees, replace(markdown(TIDES), id="b" * 32))
    answer = ask(bees, Kind.OVERVIEW, "What are these about?")
    assert labels(answer) == ["Bees and Roads:", "Tides of the Sound:"]
    assert len({citation.paper_id for citation in answer.citations}) == 2


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Summarise the methods section.", "Methods"),
        ("what does the conclusion say", "Conclusion"),
        ("sum up section 4", "Limitations"),
        ("sum up section 2.1", "Counting at dawn"),
        ("Summarise the third section", "Results"),
        ("summarise the last section", "Conclusion"),
        ("sum up the bit about counting at dawn", "Counting at dawn"),
        ("give me a summary of the intro", "Introduction"),
        ("sum up the part on the time after dawn", "Post-dawn visits"),
    ],
)
def test_a_section_is_found_by_its_number_its_name_or_its_topic(
    bees: Library, question: str, title: str
) -> None:
    """A section is asked for as people speak of it, and summed up from itself alone."""
    answer = ask(bees, Kind.SECTION_SUMMARY, question)
    assert labels(answer) == [f"{title}:"]
    assert all(title in citation.section for citation in answer.citations)
    assert answer.citations


def test_a_heading_in_quotation_marks_tells_the_paper(bees: Library) -> None:
    """Whichever paper speaks of counting at dawn the most."""
    gulls = (
        "# Gulls\n\n## Gulls of the bay\n\nCounting at dawn is hard. Counting gulls at dawn takes "
        "two people. At dawn, counting ends.\n"
    )
    fill(bees, replace(markdown(gulls), id="gulls"))
    answer = ask(bees, Kind.SECTION_SUMMARY, "Sum up “Counting at dawn”")
    assert labels(answer) == ["Counting at dawn:"]
    assert {citation.title for citation in answer.citations} == {"Bees and Roads"}


def test_a_section_that_is_not_there_is_not_summed_up(bees: Library) -> None:
    """Nothing is told under the name of a section that the paper has not."""
    answer = ask(bees, Kind.SECTION_SUMMARY, "Summarise section 12 please", threshold=0.5)
    assert answer.abstained
    answer = ask(bees, Kind.SECTION_SUMMARY, "Sum up the part on zebras", threshold=0.5)
    assert answer.abstained


def test_limitations_are_told_with_the_sentence_that_leads_to_them(bees: Library) -> None:
    """“Has two limitations.” alone tells none."""
    told = quoted(ask(bees, Kind.LIMITATION, "What are the limitations of the study?"))
    assert "First, only one road was observed." in told
    assert "Second, the winter was mild." in told
    assert all("honey" not in quote.lower() for quote in told)


def test_recommendations_are_told_and_findings_are_not(bees: Library) -> None:
    """Whoever asks what to do wants what should be done."""
    told = quoted(ask(bees, Kind.RECOMMENDATION, "What do the authors recommend?"))
    assert set(told) == {
        "Planners should leave meadows between roads and hives.",
        "Beekeepers must move their hives in spring.",
    }


def test_a_subject_that_the_paper_does_not_know_is_declined(bees: Library) -> None:
    """A paper recommends nothing on what it does not speak of."""
    question = "What do the authors recommend on volcanic ash in Iceland?"
    assert ask(bees, Kind.RECOMMENDATION, question, threshold=0.5).abstained


def test_a_method_that_the_paper_does_not_have_is_declined(bees: Library) -> None:
    """Who asks for the questionnaire of a study without one must not be told of its hives."""
    question = "What questionnaire and what software did they use?"
    assert ask(bees, Kind.METHOD, question, threshold=0.5).abstained


@pytest.mark.parametrize("question", ["so wheres it shaky", "any holes in it?"])
def test_words_of_the_chat_are_no_subject(bees: Library, question: str) -> None:
    """People speak of papers in words that no paper has."""
    answer = ask(bees, Kind.LIMITATION, question, threshold=0.5)
    assert "First, only one road was observed." in quoted(answer)


def test_methods_are_told_from_the_sentences_that_say_what_was_done(bees: Library) -> None:
    """How a study was made is in what was placed, counted and weighed."""
    told = quoted(ask(bees, Kind.METHOD, "How did they do it?"))
    assert told
    assert set(told) <= {
        "Hives were placed at four distances from a road.",
        "Bees were counted at dawn by two observers.",
        "Honey was weighed each week with a spring balance.",
        "Two observers counted bees that left the hive before sunrise.",
        "Their counts agreed on most days.",
        "This study examines how bees cross roads in spring.",
    }


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("hi", "Hello."),
        ("thanks a lot!", "You are welcome."),
        ("bye", "Goodbye."),
        ("who are you?", "This is Footnote."),
        ("ok cool", "Good."),
        ("сколько", "This is Footnote."),
    ],
)
def test_small_talk_is_replied_to_and_not_looked_up(
    bees: Library, question: str, told: str
) -> None:
    """A greeting is no question to the papers, and is not declined."""
    answer = ask(bees, Kind.SMALL_TALK, question)
    assert ours(answer).startswith(told)
    assert not answer.abstained
    assert answer.citations == ()
    assert answer.hits == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what can you do?", "This is Footnote."),
        ("how do i add a paper", "footnote add"),
        ("can it read pdfs", "PDF"),
        ("do you use chatgpt?", "No language model is needed"),
        ("is my data sent anywhere", "runs on this machine"),
        ("how do you work?", "compared with the passages"),
        ("can i save this", "Markdown"),
        ("how do I delete a paper", "footnote remove"),
    ],
)
def test_what_the_tool_can_do_is_told(bees: Library, question: str, told: str) -> None:
    """Somebody new learns from the chat itself how to go on."""
    answer = ask(bees, Kind.ABOUT_TOOL, question)
    assert told.lower() in ours(answer).lower()
    assert not answer.abstained
    assert answer.citations == ()


OF_DOCUMENT = (
    Kind.OVERVIEW,
    Kind.SECTION_SUMMARY,
    Kind.STANCE,
    Kind.RECOMMENDATION,
    Kind.LIMITATION,
    Kind.METHOD,
    Kind.CONTRIBUTION,
    Kind.METADATA,
    Kind.PAGE,
    Kind.QUOTE,
    Kind.NOTE,
    Kind.SMALL_TALK,
    Kind.ABOUT_TOOL,
)


@pytest.mark.parametrize("kind", OF_DOCUMENT)
@pytest.mark.parametrize(
    "text",
    [
        "One sentence.",
        "# Nur ein Titel\n\n## Einleitung\n\nDie Bienen fliegen über die Straße.",
        "# T\n\n## 1 A\n\n## 2 B\n\nAll of it is here. | a | b |",
    ],
)
@pytest.mark.parametrize(
    "question", ["?! was", "what about section 9 on page 9 in note 9", "Was sagt die Einleitung?"]
)
def test_no_paper_is_too_small_and_no_question_too_odd(
    library: Library, kind: Kind, text: str, question: str
) -> None:
    """A chat answers whatever comes, in words of the paper or of its own."""
    answer = ask(fill(library, markdown(text)), kind, question)
    assert answer.text
    assert 0.0 <= answer.confidence <= 1.0
    paper = markdown(text)
    for citation in answer.citations:
        assert citation.quote == paper.text[citation.span.start : citation.span.end]


@pytest.mark.parametrize("kind", OF_DOCUMENT)
def test_an_empty_library_is_told_to_be_empty(library: Library, kind: Kind) -> None:
    """There is nothing to speak of yet; a greeting is still returned."""
    library.begin()
    answer = ask(library, kind, "hello, what is this paper about?")
    assert answer.citations == ()
    assert kind in {Kind.SMALL_TALK, Kind.ABOUT_TOOL} or answer.abstained


@pytest.mark.parametrize("limit", [1, 2])
@pytest.mark.parametrize("kind", OF_DOCUMENT)
def test_the_limit_holds_for_sentences_of_papers(bees: Library, kind: Kind, limit: int) -> None:
    """Whoever asks for one sentence gets one, whatever is asked."""
    answer = ask(bees, kind, "what about the bees in the conclusion", limit=limit)
    assert len(answer.citations) <= limit


def test_how_one_thing_was_done_is_answered_by_what_says_so(bees: Library) -> None:
    """A subject makes a fact of it; without one, the methods of the whole paper are told."""
    counted = ask(bees, Kind.METHOD, "How was the honey weighed?")
    assert quoted(counted)[0] == "Honey was weighed each week with a spring balance."
    whole = ask(bees, Kind.METHOD, "What methods did they use?")
    assert "Bees were counted at dawn by two observers." in quoted(whole)
    assert len(quoted(whole)) > 1
