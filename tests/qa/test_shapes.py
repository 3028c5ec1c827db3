"""What is read out of JSON is of the type that was written, or refused."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.shapes import CitedQuote, FoundPassage, flag_in, float_in, int_in
from tests.stored_runs import CITATION, PASSAGE

NO_WHOLE_NUMBERS = [True, False, "3", 3.0, 3.9, None, [3], {}]
NO_NUMBERS = [True, "0.5", None, [0.5], {}, 10**400]
NO_SCORES: list[object] = [[], None, "dense", *({"dense": score} for score in NO_NUMBERS)]
NO_SPANS = [[1], [1, 2, 3], ["1", "2"], [1.0, 2.0], [True, 2], "12", 0, False, [], {"1": 2}]
WRONG: list[tuple[Callable[[Mapping[str, Any]], object], Mapping[str, object], str, object]] = [
    *(
        (CitedQuote.from_json, CITATION, name, value)
        for name in ("number", "start", "end")
        for value in NO_WHOLE_NUMBERS
    ),
    *((CitedQuote.from_json, CITATION, "answer_span", value) for value in NO_SPANS),
    *(
        (FoundPassage.from_json, PASSAGE, name, value)
        for name in ("rank", "start", "end")
        for value in NO_WHOLE_NUMBERS
    ),
    *((FoundPassage.from_json, PASSAGE, "score", value) for value in NO_NUMBERS),
    *((FoundPassage.from_json, PASSAGE, "scores", value) for value in NO_SCORES),
    *(
        (read, document, "page", value)
        for read, document in ((CitedQuote.from_json, CITATION), (FoundPassage.from_json, PASSAGE))
        for value in (True, False, 3.0, [3])
    ),
]


@pytest.mark.parametrize(("read", "document", "name", "value"), WRONG)
def test_a_value_of_another_type_is_refused(
    read: Callable[[Mapping[str, Any]], object],
    document: Mapping[str, object],
    name: str,
    value: object,
) -> None:
    """It is not bent into what is wanted."""
    read(document)
    with pytest.raises((TypeError, ValueError)):
        read({**document, name: value})


@given(st.integers() | st.floats() | st.booleans() | st.text() | st.none())
def test_a_value_is_read_as_what_it_is(value: object) -> None:
    """Whole numbers and true are apart, though Python counts true among the numbers."""
    readers: list[tuple[Callable[[object], object], tuple[type, ...]]] = [
        (int_in, (int,)),
        (float_in, (int, float)),
        (flag_in, (bool,)),
    ]
    for read, types in readers:
        if type(value) in types:
            assert read(value) == pytest.approx(value, nan_ok=True)
        else:
            with pytest.raises(TypeError, match="is wanted"):
                read(value)


def test_what_is_written_is_read_again() -> None:
    """With pages as numbers, roman ones, and none."""
    for page in (7, "xii", None):
        for kind, document in ((CitedQuote, CITATION), (FoundPassage, PASSAGE)):
            read = kind.from_json({**document, "page": page})
            assert kind.from_json(json.loads(json.dumps(read.to_json()))) == read
            assert read.page == (None if page is None else str(page))
