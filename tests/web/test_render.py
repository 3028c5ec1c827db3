"""What the web chat shows of a conversation, its sources and a paper, as HTML."""

import re
from dataclasses import replace

from corpus.paper import (
    Note,
    Page,
    Paper,
    Passage,
    Reference,
    ReferenceLink,
    Section,
    Span,
)
from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, Turn, Voice
from tests.conversation_samples import TEA, TEXT
from ui.markup import confidence_label, linked, shown
from ui.web.paper.outline import render_byline, render_contents
from ui.web.paper.reading import render_reading
from ui.web.talk.render import render_conversation, render_notice, render_pending
from ui.web.talk.sources import render_sources
from ui.web.talk.suggestions import suggest

CITATION = replace(TEA, references=())
ANSWER = Answer(
    question="When did tea come?",
    standalone_question="When did tea come?",
    sentences=(AnswerSentence("Tea came in 1660.", (1,)),),
    citations=(CITATION,),
    abstained=False,
    confidence=0.87,
)
HIT = Hit(1, 0.2, {"fused": 0.2}, Passage("tea", (Span(0, 14),), (), None, "Tea came late."))
ABSTENTION = Answer(
    question="Who sells it?",
    standalone_question="Who sells tea?",
    sentences=(AnswerSentence("The paper does not answer this.", ()),),
    citations=(),
    abstained=True,
    confidence=0.1,
    hits=(HIT,),
)
HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' **bold** [a](http://b.example)"


def turn(answer: Answer) -> Turn:
    """Return the turn in which `answer` was given."""
    return Turn(answer.question, answer)


def words_of(markup: str) -> str:
    """Return what a reader sees of some HTML, without the tags."""
    return re.sub(r"<[^>]+>", "", markup)


def test_only_a_short_label_stands_beside_what_it_heads() -> None:
    """A number of a list or a year does; the name of a side stands above."""
    told = tuple(
        AnswerSentence(label, (), voice=Voice.LABEL) if label else ANSWER.sentences[0]
        for label in ("1.", "", "1990:", "", "On both:", "")
    )
    page = render_conversation([turn(replace(ANSWER, sentences=told))])
    assert '<span class="ours beside" dir="auto">1.</span>' in page
    assert '<span class="ours beside" dir="auto">1990:</span>' in page
    assert '<span class="ours" dir="auto">On both:</span>' in page


def test_text_is_shown_as_it_was_typed() -> None:
    """Tags, quotation marks and Markdown become text, and nothing is left that is a tag."""
    assert shown(HOSTILE) == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#x27;too&#x27; "
        "**bold** [a](http://b.example)"
    )


def test_a_reordering_character_is_kept_in_a_box_of_its_own() -> None:
    """An override cannot turn the text around it; letters that merely run leftwards may stay."""
    assert shown("a\u202eb") == 'a<bdi class="control">\u202e</bdi>b'
    assert shown("\u05d0\u200f") == "\u05d0\u200f"


def test_web_addresses_become_links_that_say_nothing_of_the_page() -> None:
    """The full stop behind an address is not part of it, and an ampersand in it is escaped."""
    assert linked("See http://tea.example/a?b=1&c=2.") == (
        'See <a href="http://tea.example/a?b=1&amp;c=2" target="_blank" '
        'rel="noopener noreferrer">http://tea.example/a?b=1&amp;c=2</a>.'
    )
    assert linked('javascript:alert(1) http://x" onclick="y') == (
        'javascript:alert(1) <a href="http://x" target="_blank" rel="noopener noreferrer">'
        "http://x</a>&quot; onclick=&quot;y"
    )


def test_a_confidence_has_a_word_and_a_number() -> None:
    """The word changes at 0.8 and at 0.5."""
    labels = [confidence_label(value) for value in (1.0, 0.8, 0.79, 0.5, 0.49, 0.0)]
    assert labels == [
        "high (1.00)", "high (0.80)", "fair (0.79)", "fair (0.50)", "low (0.49)", "low (0.00)",
    ]  # fmt: skip


def test_a_footnote_number_links_to_its_source_and_back() -> None:
    """The link leads to the card of the same turn and number, which leads back to the link."""
    conversation = render_conversation([turn(ANSWER)])
    sources = render_sources([turn(ANSWER)], titles={})
    assert '<a class="footnote" id="mark-1-1" href="#source-1-1"' in conversation
    assert 'aria-label="Footnote 1: Drinks › Hot drinks, p. 7">[1]</a>' in conversation
    assert 'id="source-1-1"' in sources
    assert '<a class="back" href="#mark-1-1">' in sources


def test_an_answer_reads_with_its_numbers_behind_each_sentence() -> None:
    """Copied, a sentence of the page is what the other faces of Footnote print."""
    conversation = render_conversation([turn(ANSWER)])
    assert "Tea came in 1660.&nbsp;[1]" in words_of(conversation)
    assert "Tea came in <strong>1660</strong>." in conversation
    assert "Confidence: high (0.87)" in conversation


def test_a_number_used_twice_is_named_once() -> None:
    """Two sentences on one citation make two links, but an id may occur only once."""
    sentences = (*ANSWER.sentences, AnswerSentence("Late, that is.", (1,)))
    conversation = render_conversation([turn(replace(ANSWER, sentences=sentences))])
    assert conversation.count('href="#source-1-1"') == 2
    assert conversation.count('id="mark-1-1"') == 1


def test_the_quote_is_marked_within_its_passage() -> None:
    """The passage is whole and verbatim; the quote and the words that answer stand out."""
    sources = render_sources([turn(ANSWER)], titles={})
    (passage,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", sources)
    (quote,) = re.findall(r"<mark[^>]*>(.*?)</mark>", passage)
    assert words_of(passage) == TEXT
    assert words_of(quote) == "Tea came in 1660."
    assert "<strong>1660</strong>" in quote


def test_quotes_of_one_passage_share_a_card() -> None:
    """With the marks of all, each quote marked once, and footnotes that lead to it."""
    second = replace(CITATION, number=2, span=Span(100, 114), quote="Tea came late.",
                     answer_span=None, notes=())  # fmt: skip
    other = replace(CITATION, number=3, paper_id="cups", title="Cups")
    sentences = (AnswerSentence("Tea came in 1660.", (1, 2)), AnswerSentence("Cups.", (3,)))
    answer = replace(ANSWER, citations=(CITATION, second, other), sentences=sentences)
    sources = render_sources([turn(answer)], titles={})
    assert re.findall(r'class="source" id="([^"]+)"', sources) == ["source-1-1", "source-1-3"]
    assert '<span class="number">[1][2]</span>' in sources
    quotes = re.findall(r'<mark class="quote" data-number="(\d)"[^>]*>(.*?)</mark>', sources)
    assert [(number, words_of(text)) for number, text in quotes] == [
        ("2", "Tea came late."),
        ("1", "Tea came in 1660."),
        ("3", "Tea came in 1660."),
    ]
    conversation = render_conversation([turn(answer)])
    assert 'id="mark-1-2" href="#source-1-1" data-number="2"' in conversation
    assert "A History of Tea [1][2]Cups [3]" in words_of(conversation)


def test_quotes_that_overlap_are_marked_without_crossing() -> None:
    """The later one from where the earlier ends; one that lies in another is part of it."""
    inner = replace(CITATION, number=2, span=Span(115, 122), answer_span=None, notes=())
    across = replace(CITATION, number=3, span=Span(127, 150), answer_span=None, notes=())
    sources = render_sources([turn(replace(ANSWER, citations=(CITATION, inner, across)))],
                             titles={})  # fmt: skip
    (passage,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", sources)
    assert words_of(passage) == TEXT
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", passage)
    assert [words_of(one) for one in marks] == ["Tea cam", "e in 1660.", " Coffee was first."]


def test_the_notes_of_the_paper_stand_where_their_markers_stood() -> None:
    """A marker follows the character before its anchor, also at the end of the quote."""
    sources = render_sources([turn(ANSWER)], titles={})
    assert 'Tea<a class="note-marker" href="#note-1-1-3" data-marker="3"' in sources
    assert re.search(r'1660</strong>\.<a class="note-marker" href="#note-1-1-4"[^>]*></a></mark>',
                     sources)  # fmt: skip
    assert "<em>text not in this file</em>" in sources
    assert 'id="note-1-1-4"' in sources
    assert 'href="http://tea.example/a?b=1&amp;c=2"' in sources


def test_a_source_names_its_paper_section_and_page() -> None:
    """What is known of the place is there in full; an unknown page is called unknown."""
    sources = words_of(render_sources([turn(ANSWER)], titles={}))
    assert "A History of Tea" in sources
    assert "Drinks › Hot drinks" in sources
    assert "p. 7" in sources
    unknown = replace(ANSWER, citations=(replace(CITATION, page=None, section=()),))
    sources = words_of(render_sources([turn(unknown)], titles={}))
    assert "page unknown" in sources
    assert "Before the first heading" in sources


def test_an_abstention_offers_the_nearest_passages() -> None:
    """It is told apart from an answer, and each passage is a source that can be opened."""
    conversation = render_conversation([turn(ABSTENTION)])
    sources = render_sources([turn(ABSTENTION)], titles={"tea": "A History of Tea"})
    assert 'data-kind="declined"' in conversation
    assert 'href="#near-1-1"' in conversation
    assert "Confidence that the paper answers: low (0.10)" in conversation
    assert 'id="near-1-1"' in sources
    assert "Nearest passages for" in sources
    assert "A History of Tea" in sources
    assert "Tea came late." in sources


def test_a_question_that_was_resolved_is_shown_as_it_was_understood() -> None:
    """Only where that differs from what was typed."""
    assert "Understood as: Who sells tea?" in words_of(render_conversation([turn(ABSTENTION)]))
    assert "Understood as" not in render_conversation([turn(ANSWER)])


def test_earlier_turns_keep_their_sources() -> None:
    """The latest group is open and on top; the ids of the earlier ones stay the same."""
    sources = render_sources([turn(ANSWER), turn(ANSWER)], titles={})
    assert re.findall(r'<details class="group" id="([^"]+)"( open)?>', sources) == [
        ("sources-2", " open"),
        ("sources-1", ""),
    ]
    assert 'id="source-1-1"' in sources
    assert 'id="source-2-1"' in sources


def test_an_empty_conversation_says_what_to_do() -> None:
    """Both sides of the page have something to say before the first question."""
    assert "Ask the paper" in render_conversation([])
    assert "shown here" in render_sources([], titles={})


def test_a_question_under_way_and_a_refused_one_are_shown() -> None:
    """Either follows the turns before it; the message is escaped like everything else."""
    pending = render_conversation([turn(ANSWER)], last=render_pending("Why?"))
    assert pending.index("Why?") > pending.index("1660")
    assert "Reading" in pending
    notice = render_notice(" ", "Type a <question>.")
    assert "(nothing typed)" in notice
    assert "Type a &lt;question&gt;." in notice


def test_nothing_in_a_paper_or_a_question_becomes_a_tag() -> None:
    """Every field that can hold text from outside is hostile here."""
    evil = Citation(
        number=1,
        paper_id=HOSTILE,
        title=HOSTILE,
        section=(HOSTILE,),
        page=HOSTILE,
        span=Span(0, len(HOSTILE)),
        quote=HOSTILE,
        passage_span=Span(0, len(HOSTILE)),
        passage_text=HOSTILE,
        notes=(Note(HOSTILE, 3, HOSTILE),),
    )
    hit = Hit(1, 0.0, {}, Passage(HOSTILE, (Span(0, 9),), (HOSTILE,), HOSTILE, HOSTILE))
    sentences = (AnswerSentence(HOSTILE, (1,)),)
    answered = Answer(HOSTILE, HOSTILE + "?", sentences, (evil,), abstained=False, confidence=1.0)
    abstained = replace(answered, sentences=(), citations=(), abstained=True, hits=(hit,))
    turns = [turn(answered), turn(abstained)]
    page = render_conversation(turns, last=render_notice(HOSTILE, HOSTILE))
    page += render_sources(turns, titles={HOSTILE: HOSTILE})
    hostile = replace(
        paper(),
        id=HOSTILE,
        title=HOSTILE,
        source=HOSTILE,
        authors=(HOSTILE,),
        text=HOSTILE,
        notes=(Note(HOSTILE, 3, HOSTILE),),
        pages=(Page(HOSTILE, 0),),
        references=(Reference(HOSTILE, HOSTILE),),
        reference_links=(ReferenceLink(Span(4, 4), (0,)),),
    )
    page += render_reading(hostile)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 12
    for tag in re.findall(r"<[^>]*>", page):
        assert re.fullmatch(r"</?[a-z0-9]+(?: [a-z-]+(?:=\"[^\"<>]*\")?)*>", tag), tag


def paper() -> Paper:
    """Make a paper whose third heading skips a level."""
    text = "One\n\nUnder\n\nDeep\n\nTwo\n\nEnd."
    titles = (("One", 1, 0, 18), ("Under", 2, 5, 18), ("Deep", 4, 12, 18), ("Two", 1, 18, 27))
    sections = tuple(
        Section(title, level, (title,), start, start + len(title), end)
        for title, level, start, end in titles
    )
    return Paper(
        id="p",
        title="Counting",
        source="counting.txt",
        text=text,
        sections=sections,
        paragraphs=(Span(23, 27),),
        sentences=(Span(23, 27),),
        notes=(Note("1", 3, "A text."), Note("2", 27, None)),
        pages=(Page("5", 0), Page("6", 18)),
    )


def test_an_outline_nests_headings_as_the_paper_does() -> None:
    """Each heading stands under the one that holds it, with the page it begins on."""
    skeleton = re.sub(r"</?(?:bdi|span|nav|a)(?: [^>]*)?>", "", render_contents(paper()))
    assert skeleton.startswith(
        "<ol><li>Onep. 5<ol><li>Underp. 5<ol><li>Deepp. 5</li></ol></li></ol></li>"
        "<li>Twop. 6</li></ol>"
    )
    assert "pages 5 to 6 · counting.txt" in render_byline(paper())


def test_an_outline_says_what_a_file_does_not_have() -> None:
    """Without headings there is a sentence, and no empty list."""
    outline = render_contents(replace(paper(), sections=()))
    assert "No headings were found in this file." in outline
    assert "<ol" not in outline


def test_a_paper_reads_in_full_with_its_sentences_to_be_found() -> None:
    """Sentences and headings have ids by their offsets; a page begins before its first word."""
    reading = render_reading(paper())
    assert '<h3 id="at-0" data-end="3"' in reading
    assert '<span class="place-of" id="at-23" data-end="27" tabindex="-1">End.' in reading
    page, heading = reading.index('data-page="p. 6"'), reading.index(">Two</h3>")
    assert reading.index('id="at-18"') < page < heading
    body = reading[reading.index('<h3 id="at-0"') :]
    body = re.sub(r'<span class="opened".*?</bdi></span>', "", body)
    assert words_of(body) == "OneUnderDeepTwoEnd."


def test_text_outside_every_paragraph_is_read_too() -> None:
    """Nothing of the canonical text is missing from the reading view."""
    reading = render_reading(replace(paper(), paragraphs=(), sentences=(), notes=()))
    assert '<p dir="auto">\n\nEnd.</p>' in reading


def test_a_source_tells_why_it_was_chosen() -> None:
    """Each score has its place among all that were compared; what came next is linked."""
    passage = Passage("tea", (Span(100, 150),), ("Hot drinks",), "7", TEXT)
    cited = Hit(1, 2.0, {"dense": 0.5, "reader": 2.0}, passage)
    other = Hit(2, 1.0, {"dense": 0.7, "reader": 1.0}, replace(passage, sentences=(Span(0, 14),)))
    last = Hit(3, 0.0, {"dense": 0.3, "reader": 0.0}, replace(passage, sentences=(Span(20, 40),)))
    sources = render_sources([turn(replace(ANSWER, hits=(cited, other, last)))], titles={})
    why = sources[sources.index("Why this passage?") :]
    assert "Place 1 of the 3 passages compared" in why
    assert '--share: 50%"></span></td><td class="value">0.5</td><td class="value">2 of 3' in why
    assert '<li value="2"><a class="in-paper" href="p/tea#0-14" data-paper="tea"' in why
    assert "Why this passage?" not in render_sources([turn(ANSWER)], titles={})


def test_an_unsupported_sentence_is_struck_through_with_the_reason() -> None:
    """A reader must not take it for an answer."""
    sentence = AnswerSentence("Tea came in 1700.", (1,), unsupported="the quote says 1660")
    conversation = render_conversation([turn(replace(ANSWER, sentences=(sentence,)))])
    assert "<s>Tea came in 1700.</s>" in conversation
    assert "not supported: the quote says 1660" in conversation


TOLD = "It was sold by the pound."


def with_sections(*titles: str) -> Paper:
    """Make a paper of sections of three sentences each."""
    texts = [f"{title} {' '.join([TOLD] * 3)} " for title in titles]
    starts = [sum(map(len, texts[:place])) for place in range(len(texts))]
    bodies = [start + len(title) + 1 for title, start in zip(titles, starts, strict=True)]
    return replace(
        paper(),
        id="tea",
        title="Tea and coffee",
        text="".join(texts),
        sections=tuple(
            Section(title, 1, (title,), start, body, start + len(text))
            for title, start, body, text in zip(titles, starts, bodies, texts, strict=True)
        ),
        sentences=tuple(
            Span(body + place, body + place + len(TOLD))
            for body in bodies
            for place in range(0, 3 * (len(TOLD) + 1), len(TOLD) + 1)
        ),
    )


def test_suggestions_ask_for_sections_that_were_not_asked_for() -> None:
    """Those that name a subject come first, and after an answer those behind the place cited."""
    tea = with_sections("Introduction", "Tea in China", "Who drank coffee?", "The price of tea")
    china, coffee = "Sum up “Tea in China”", "Sum up “Who drank coffee?”"
    price, introduction = "Sum up “The price of tea”", "Sum up “Introduction”"
    assert suggest([tea], []) == ("What is the paper about?", china, coffee)
    assert suggest([tea], [turn(ANSWER)], limit=4) == (china, coffee, price, introduction)
    asked = replace(ANSWER, question=china)
    assert suggest([tea], [turn(asked)]) == (coffee, price, introduction)


def test_suggestions_leave_out_the_title_and_the_numbers_of_headings() -> None:
    """Nobody asks to sum up “2.1 Harvest”, nor all of the paper by its title."""
    tea = with_sections(
        *("Tea and coffee", "2.1 The harvest of tea", "IV. A tax on tea", "1773 in Boston"),
        "6 Ships of tea",
    )
    _, *asked = suggest([tea], [], limit=5)
    assert [question.removeprefix("Sum up ") for question in asked] == [
        *("“The harvest of tea”", "“A tax on tea”", "“1773 in Boston”", "“Ships of tea”")
    ]


def test_suggestions_leave_out_what_is_too_short_or_has_its_title_twice() -> None:
    """Nothing of a heading alone can be summed up, nor told which of two is meant."""
    tea = with_sections("Tea in China", "The price of tea", "The price of tea", "Ships of tea")
    bare = replace(tea, sentences=tea.sentences[3:])
    assert suggest([bare], [], limit=5) == ("What is the paper about?", "Sum up “Ships of tea”")


def test_suggestions_leave_out_what_is_not_of_the_subject() -> None:
    """Nobody asks what the funding comes to, nor where the authors work."""
    tea = with_sections("Funding", "Author affiliations", "Ships of tea")
    assert suggest([tea], [], limit=5) == ("What is the paper about?", "Sum up “Ships of tea”")


def test_suggestions_among_several_papers_name_a_subject() -> None:
    """Each of the papers has an introduction."""
    tea = with_sections("Introduction", "Ships of tea")
    assert suggest([tea], [turn(ANSWER)], several=True) == ("Sum up “Ships of tea”",)
    assert "Sum up “Introduction”" in suggest([tea], [turn(ANSWER)])
