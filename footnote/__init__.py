"""Footnote for Python: a library of papers, and answers whose every sentence is footnoted.

    import footnote

    library = footnote.open("~/papers")
    library.add("thesis.pdf", "notes/")
    answer = library.ask("Why did Moscow oppose CENTO?")
    print(answer.text, answer.citations[0].page, answer.citations[0].quote)

Importing this does nothing; each name below is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from footnote.hidden import refuse_hidden_packages

if TYPE_CHECKING:
    from corpus.errors import FootnoteError
    from footnote.answers import Answer, Citation, Hit, Hits
    from footnote.evaluations import Comparison, Evaluation, compare, evaluate
    from footnote.library import Added, Library, open  # noqa: A004 - said as `footnote.open`
    from footnote.papers import Outline, Paper

__all__ = [
    "Added",
    "Answer",
    "Citation",
    "Comparison",
    "Evaluation",
    "FootnoteError",
    "Hit",
    "Hits",
    "Library",
    "Outline",
    "Paper",
    "compare",
    "evaluate",
    "open",
]

_HOMES = {
    "Added": "footnote.library",
    "Answer": "footnote.answers",
    "Citation": "footnote.answers",
    "Comparison": "footnote.evaluations",
    "Evaluation": "footnote.evaluations",
    "FootnoteError": "corpus.errors",
    "Hit": "footnote.answers",
    "Hits": "footnote.answers",
    "Library": "footnote.library",
    "Outline": "footnote.papers",
    "Paper": "footnote.papers",
    "compare": "footnote.evaluations",
    "evaluate": "footnote.evaluations",
    "open": "footnote.library",
}


def __getattr__(name: str) -> object:
    """Load the module that has a public name, when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'footnote' has no attribute {name!r}")
    from importlib import import_module

    refuse_hidden_packages()
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
