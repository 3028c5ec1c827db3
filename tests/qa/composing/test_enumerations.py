"""Lists in a text: what leads in, and which sentences or paragraphs are its items."""

import pytest

from qa.composing.enumerations import find_enumerations, leads_in, led_to
from tests.corpus_reading import markdown


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("The survey has several limitations.", "leads in"),
        ("There are still three drawbacks in the existing protocols.", "leads in"),
        ("The techniques were:", "leads in"),
        ("These three drawbacks remain in the protocols.", ""),
        ("The five boats went out.", ""),
        ("It rained.", ""),
    ],
)
def test_lead_ins_announce_what_was_not_told(text: str, leads: str) -> None:
    """“These three” were told before, and “three drawbacks” were not."""
    assert leads_in(text) is bool(leads)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "It has three limits. First, it is old. Second, it is small. Birds sing.",
            ["First, it is old.", "Second, it is small."],
        ),
        (
            (
                "There are two dangers in the bay.\n\nRocks are hidden. A buoy marks them.\n\n"
                "Fog is dense. It stays.\n\nBirds sing."
            ),
            ["Rocks are hidden.", "Fog is dense."],
        ),
        (
            (
                "The challenges are:\n\nSpelling: Nobody agrees.\n\nGrammar: There is none.\n\n"
                "We went home."
            ),
            ["Spelling: Nobody agrees.", "Grammar: There is none."],
        ),
        ("It has several limits. It is old. Birds sing.", ["It is old."]),
        ("These three limits are known. Birds sing. Fish swim.", []),
    ],
)
def test_a_lead_in_leads_to_its_items(text: str, items: list[str]) -> None:
    """Sentences that begin as items do, as many paragraphs as are announced, or the next one."""
    paper = markdown(f"# Boats\n\n{text}\n")
    spans = [paper.sentences[place] for place in led_to(paper, 0)]
    assert [paper.text[span.start : span.end] for span in spans] == items


def test_lists_end_with_their_section() -> None:
    """What stands under the next heading is no item."""
    paper = markdown("# A\n\n## B\n\nThe dangers are:\n\n## C\n\nOne: two.\n\nThree: four.\n")
    assert find_enumerations(paper) == []
