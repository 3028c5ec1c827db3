"""No pattern takes longer than in proportion to a text, whatever the text is.

Each pattern of the packages is run on strings that are drawn from itself to hurt it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from qa.composing import missing_names
from qa.understanding import question
from tests.growth import fastest, is_worse_than_linear
from tests.hostile_strings import Recipe, recipes
from tests.pattern_collection import PACKAGES, Found, all_patterns, repeats_group_possessively
from ui.web.guards import routes

_SMALL, _MEDIUM, _LARGE = (16, 24, 32, 64, 128), 512, 2048
_MEASURED = (8, 12, 16, 20, 24, 28, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384)
_MUCH_FOR_SMALL, _MUCH_FOR_MEDIUM = 1e-3, 1e-2
"""Seconds: a hundred times and more what anything linear takes."""
_MUCH_LONGER = 6
"""For a text of four times the length."""
_FLOOR, _ENOUGH = 3e-4, 1e-2

_OF_OUR_OWN = {
    "ui.web.guards.page_guard": "reads the page that Gradio makes, in which no stranger's text is"
}

_BUILT = {
    "corpus.formats.html.links": [re.compile(r"^(?:[\[(]?12[\])]?[.:]?\s+|[\])]?[.:]?\s+)")],
    "qa.evaluation.checks.closest_text": [re.compile(r"\S+"), re.compile(r"\w(?:\S*\w)?")],
    "qa.composing.evidence": [re.compile(r"\b(?:the|this|that|said) pact\b", re.IGNORECASE)],
    "qa.llm.checking": [re.compile(r"\b(?:the|this|that|these|those|said) pact\b")],
    "qa.understanding.question": [
        re.compile(pattern, re.IGNORECASE) for _, pattern in question._PATTERNS
    ],
    "ui.web.guards.routes": [pattern for _, pattern in routes._SERVED],
    "qa.composing.missing_names": [
        re.compile(r"\b" + missing_names._BETWEEN_INITIALS.join("AAAAAAAAAAAA"))
    ],
}
_COUNT_BUILT = 7
"""What modules put together at run time, as it comes out."""


def _run_of(
    pattern: "re.Pattern[Any]", method: str, recipe: Recipe, size: int
) -> Callable[[], object]:
    text: Any = recipe.of_length(size)
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8", "replace")
    if method in {"match", "fullmatch", "search"}:
        function = getattr(pattern, method)
        return lambda: function(text)
    return lambda: sum(1 for _ in pattern.finditer(text))


def _looks_slow(pattern: "re.Pattern[Any]", method: str, recipe: Recipe) -> bool:
    """Whether a string takes so long, or so much longer than a shorter one, that it is measured."""

    def time(size: int) -> float:
        return fastest(_run_of(pattern, method, recipe, size), runs=1)

    if any(time(size) > _MUCH_FOR_SMALL for size in _SMALL):
        return True
    small, medium = time(_SMALL[-1]), time(_MEDIUM)
    if medium > _MUCH_FOR_MEDIUM:
        return True
    if medium > _FLOOR / 8 and medium < _MUCH_LONGER * small:
        return False
    large = time(_LARGE)
    return large > _FLOOR and large > _MUCH_LONGER * medium


def harm(found: Found) -> str:
    """Return what makes a pattern slow, with the method; "" if nothing was found that does."""
    methods = {name if name in {"match", "fullmatch"} else "finditer" for name in found.methods}
    for recipe in recipes(found.pattern):
        for method in sorted(methods):
            if _looks_slow(found.pattern, method, recipe) and is_worse_than_linear(
                lambda size, method=method, recipe=recipe: _run_of(  # type: ignore[misc]
                    found.pattern, method, recipe, size
                ),
                _MEASURED,
                floor=_FLOOR,
                enough=_ENOUGH,
            ):
                return f"{method} of {found.pattern.pattern!r} on {recipe}"
    return ""


def test_every_pattern_is_known() -> None:
    """Those of module level, of functions and of calls; what is built later has samples here."""
    found, built = all_patterns()
    assert len(found) > 200
    assert {one.module.partition(".")[0] for one in found} == set(PACKAGES)
    assert {one.module for one in built} == set(_BUILT)
    assert len(built) == _COUNT_BUILT, "Give the new one a sample."


@pytest.mark.parametrize("package", PACKAGES)
def test_patterns_are_linear(package: str) -> None:
    """No string that is made to hurt a pattern takes worse than linear time."""
    found, _ = all_patterns()
    harmful = {
        f"{one.module}: {what}"
        for one in (*found, *_samples())
        if one.module.partition(".")[0] == package and one.module not in _OF_OUR_OWN
        if (what := harm(one))
    }
    assert not harmful, "\n".join(sorted(harmful))


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 reads such repeats wrongly (python/cpython#106052), atomic groups not.

    “(?:ab|c)*+” is to be written “(?>(?:ab|c)*)”; single characters may be repeated so.
    """
    found, _ = all_patterns()
    repeated = [
        f"{one.module}: {one.pattern.pattern!r}"
        for one in (*found, *_samples())
        if repeats_group_possessively(one.pattern)
    ]
    assert not repeated, "\n".join(repeated)


@pytest.mark.parametrize(
    ("pattern", "does"),
    [
        (r"(?:a|bc)*+d", "does"),
        (r"x(?=(?:a|bc)?+)", "does"),
        (r"(?>(?:a|b)*)(?:c(?:de){2,}+)?", "does"),
        (r"(?>(?:a|bc)*)[a-z]++\d*+\.?+", ""),
    ],
)
def test_possessive_groups_are_found(pattern: str, does: str) -> None:
    """Wherever in the pattern they stand."""
    assert repeats_group_possessively(re.compile(pattern)) is bool(does)


def _samples() -> Iterable[Found]:
    return (Found(one, module) for module, several in _BUILT.items() for one in several)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^ {0,3}:{3,}[ \t]*(?:\{[^}\n]*\}|[\w.-]+)?[ \t]*:*[ \t]*$",
        r"(?:a+)+b",
        r"\s+$",
        r"\w+@",
        r"<[^>]*>",
        r"(.*?)\W*\b([0-9]{1,4})$",
        r"[a-z]+\d*[a-z]+!",
        r"(?:\s|<!--.*?-->)*x",
        r"\bno \d.*\d{4}",
    ],
)
def test_harmful_patterns_are_found(pattern: str) -> None:
    """Cubic, exponential and quadratic ones, by one match or by the searches from each offset."""
    assert harm(Found(re.compile(pattern, re.MULTILINE), "here"))


@pytest.mark.parametrize(
    "pattern",
    [
        r"^ {0,3}:{3,}+[ \t]*+(?:\{[^{}\n]*+\}|[\w.-]++)?+[ \t]*+:*+[ \t]*+$",
        r"(?<!\s)\s++$",
        r"[^\W\d_]+(?:-[^\W\d_]+)*",
        r"[^0-9]{3,300}[(\s](?:1[5-9]|20)[0-9]{2}",
        r"\((\d{1,4}(?:[-, ]{1,3}\d{1,4}){0,20})\)",
    ],
)
def test_linear_patterns_are_let_pass(pattern: str) -> None:
    """Also those whose time is long, though in proportion."""
    assert harm(Found(re.compile(pattern, re.MULTILINE), "here")) == ""
