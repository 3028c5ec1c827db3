"""Gold for the rows of a template: sentences of the paper, to be replaced."""

from corpus.paper import Paper, Span

_SHORTEST, _LONGEST = 60, 220
_ANSWER_WORDS = 3

Gold = dict[str, object]


def example_sentences(paper: Paper) -> list[Span]:
    """Return sentences of handy length, or whatever the paper has."""
    handy = [span for span in paper.sentences if _SHORTEST <= span.end - span.start <= _LONGEST]
    return handy or list(paper.sentences)


def gold_of(paper: Paper, sentence: Span) -> Gold:
    """Return the sentence as evidence, and its last words as the answer."""
    text = _text_of(paper, sentence)
    answer = " ".join(text.rstrip(".!?").split()[-_ANSWER_WORDS:])
    path = paper.section_path_at(sentence.start)
    return {"answers": [answer], "evidence": [text], "section": path[-1] if path else ""}


def gold_of_sides(paper: Paper, one: Span, other: Span) -> Gold:
    """Return two sentences as nuggets of two sides, both of which are needed."""
    texts = [_text_of(paper, sentence) for sentence in (one, other)]
    nuggets = [
        {"text": text, "also": [], "side": side}
        for text, side in zip(texts, ("one", "other"), strict=True)
    ]
    return {"answers": [], "evidence": texts, "nuggets": nuggets, "need": 2}


def gold_of_section(paper: Paper, sentence: Span) -> Gold:
    """Return the sentence as a nugget of a summary of its section."""
    path = paper.section_path_at(sentence.start)
    nuggets = [{"text": _text_of(paper, sentence), "also": []}]
    within = {"within": path[-1]} if path else {}
    return {"answers": [], "nuggets": nuggets, "need": 1, **within}


def gold_with_note(paper: Paper) -> Gold | None:
    """Return the first sentence with a note that has text, which is the answer."""
    for sentence in paper.sentences:
        for note in paper.notes_in(sentence):
            if note.text:
                return gold_of(paper, sentence) | {"answers": [note.text]}
    return None


def _text_of(paper: Paper, sentence: Span) -> str:
    return " ".join(paper.text[sentence.start : sentence.end].split())
