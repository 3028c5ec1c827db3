"""What the script of the page asks for: small JSON in a part that nobody sees."""

from typing import Any, TypeVar

from corpus.errors import RequestError

Order = TypeVar("Order")

HIDDEN: dict[str, Any] = {"visible": "hidden"}
"""How a part is laid out into which the script writes."""
TELL = "(told) => { document.dispatchEvent(new CustomEvent('footnote', {detail: told})); }"
"""Lets the script know what came of it."""


def read_order(text: str, kind: type[Order]) -> Order:
    """Return the value of a dataclass that JSON tells. Raises `RequestError`."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_json(text, strict=True)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "the whole"
        raise RequestError(
            f"The page asked for something unknown ({where}: {fault['msg']}). Load it anew."
        ) from None
