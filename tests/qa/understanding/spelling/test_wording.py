"""What is typed in a chat, in full words, and capitals that say nothing."""

import pytest

from qa.understanding.spelling.wording import has_idle_capitals, reword


def reworded(text: str, *of_papers: str) -> str:
    """Return a text in full words, where papers have some of them."""
    return "".join(reword(text, lambda word: word in of_papers).pieces)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("What’s it, and who's he?", "What is it, and who is he?"),
        ("they didn't, couldn’t and won't", "they did not, could not and will not"),
        ("w/ him, w/o her, b/c of it", "with him, without her, because of it"),
        ("we've read, acc to u", "we have read, according to you"),
        ("the diff of n and w", "the difference of n and w"),
        ("r u there, who r they", "are you there, who are they"),
        ("y did they", "why did they"),
        ("R is a language, U a vitamin", "R is a language, U a vitamin"),
        ("soft\u00adware", "software"),
    ],
)
def test_short_forms_are_spelt_out(typed: str, full: str) -> None:
    """Letters stand for words only where nothing else can be meant."""
    assert reworded(typed) == full


def test_what_papers_write_stands_for_itself() -> None:
    """“Diff” is a program, where a paper is about it."""
    assert reworded("what does diff do", "diff") == "what does diff do"


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("WHAT IS SEATO?", True),
        ("What Did The Treaty Say About Ports?", True),
        ("wHat dID it say", True),
        ("Which President of the United States met Ayub Khan?", False),
        ("SEATO", False),
        ("Who paid the WHO, NATO and SEATO?", False),
        ("Did mRNA and IgM rise?", False),
    ],
)
def test_capitals_that_say_nothing(text: str, idle: bool) -> None:  # noqa: FBT001 - a case's value
    """Names are told by their capitals, unless everything has some."""
    assert has_idle_capitals(text) is idle
