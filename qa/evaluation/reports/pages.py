"""The templates of the pages, set up so that every value in them is escaped."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from qa.evaluation.reports.markup import holds_a_mark, marked, printable
from qa.shapes import CitedQuote, FoundPassage

if TYPE_CHECKING:
    from jinja2 import Environment

_SMALLEST_P = 0.001


def render(template: str, **values: object) -> str:
    """Fill in one of the templates beside this module."""
    return _environment().get_template(template).render(values)


def describe_place(source: CitedQuote | FoundPassage) -> str:
    """Return where a passage or a quote stands, in words."""
    where = " › ".join(source.section) or "before the first heading"
    return where if source.page_name is None else f"{where}, {source.page_name}"


def signed(value: float) -> str:
    """Return a difference with its sign, and none for nothing."""
    text = f"{value:+.3f}".replace("-", "\u2212")
    return "0.000" if text[1:] == "0.000" else text


def chance(p: float) -> str:
    """Return a p of which no more is said than that it is small when it is."""
    return f"{p:.3f}" if p >= _SMALLEST_P else f"< {_SMALLEST_P}"


def breakable(name: str) -> Markup:
    """Return a metric's name, which may be broken behind its underscores."""
    return Markup("_<wbr>").join(escape(printable(part)) for part in name.split("_"))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("qa.evaluation.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.globals |= {"marked": marked, "holds_a_mark": holds_a_mark}
    environment.filters |= {
        "place": describe_place,
        "signed": signed,
        "chance": chance,
        "breakable": breakable,
    }
    return environment


def _printable(value: object) -> object:
    # Markup is a str as well, and went through this when it was made.
    return printable(value) if type(value) is str else value
