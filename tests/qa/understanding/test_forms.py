"""What a question may be composed as: by its form first, then by its kind."""

import pytest

from qa.understanding.forms import kinds_to_try
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question


@pytest.mark.parametrize(
    ("text", "kind", "kinds"),
    [
        ("Compare tea and coffee.", Kind.FACT, (Kind.COMPARE, Kind.FACT)),
        ("Give a timeline of the war.", Kind.FACT, (Kind.TIMELINE, Kind.FACT)),
        ("Which boats sank?", Kind.FACT, (Kind.LIST, Kind.FACT)),
        ("Which boat sank?", Kind.FACT, (Kind.FACT,)),
        ("What three dangers of the bay are told?", Kind.FACT, (Kind.LIST, Kind.FACT)),
        ("which us laws and boats got lost at sea", Kind.FACT, (Kind.LIST, Kind.FACT)),
        ("List the wars in chronological order.", Kind.LIST, (Kind.TIMELINE, Kind.LIST)),
        ("What methods were used?", Kind.METHOD, (Kind.METHOD,)),
        ("tldr of the results", Kind.OVERVIEW, (Kind.SECTION_SUMMARY, Kind.OVERVIEW)),
        ("Compare tea and coffee.", Kind.COMPARE, (Kind.COMPARE,)),
        ("Compare the limits.", Kind.STANCE, (Kind.STANCE,)),
        ("boats that sank in the bay", Kind.FACT, (Kind.LIST, Kind.FACT)),
        ("the boats lost at sea", Kind.WHY_HOW, (Kind.LIST, Kind.WHY_HOW)),
        ("boat that sank in the bay", Kind.FACT, (Kind.FACT,)),
        ("relations with the harbour", Kind.FACT, (Kind.FACT,)),
        ("main points pls", Kind.FACT, (Kind.FACT,)),
        ("differences between tea and coffee", Kind.FACT, (Kind.COMPARE, Kind.FACT)),
        ("are buoys enough?", Kind.RECOMMENDATION, (Kind.YES_NO, Kind.RECOMMENDATION)),
        ("are there any limits?", Kind.LIMITATION, (Kind.LIMITATION,)),
        ("do they suggest buoys?", Kind.RECOMMENDATION, (Kind.RECOMMENDATION,)),
        ("What is the aim of the paper?", Kind.FACT, (Kind.OVERVIEW, Kind.FACT)),
    ],
)
def test_the_form_is_tried_before_the_kind(text: str, kind: Kind, kinds: tuple[Kind, ...]) -> None:
    """The model may err where the words leave no doubt; it stays where they tell nothing."""
    assert kinds_to_try(Question(text, text, kind=kind)) == kinds
