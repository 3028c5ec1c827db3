"""What the parts of the page take as their values: anything else is refused, and said to be.

Gradio would treat any object that names a path as a file, in whatever part it comes.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from corpus.errors import RequestError

if TYPE_CHECKING:
    from gradio.block_function import BlockFunction
    from gradio.blocks import Block

Owned = Callable[[str], bool]
"""Whether the visitor uploaded the file at a path."""
_ARGUMENT = "api"
"""The kind of part that stands for an argument of one of `ui.web.api.programs`."""
_FILE_TYPE = {"_type": "gradio.FileData"}
_KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "nothing",
}


def taken(
    event: "BlockFunction",
    values: Sequence[Any],
    *,
    block_of: "Callable[[Block], Block]",
    owned: Owned,
) -> list[Any]:
    """Return the values for the parts that an event reads, each as its part takes it.

    `block_of` gives a part as this visitor's page has it. Raises `RequestError` on a value that
    its part does not take, and on more or fewer of them than there are parts.
    """
    if event.fn is None:
        raise RequestError("The server does nothing with this event.")
    if len(values) != len(event.inputs):
        raise RequestError(f"This event takes {len(event.inputs)} values; {len(values)} came.")
    if any(_kind(block) == _ARGUMENT for block in event.inputs):
        return _take_arguments(event.fn, values)
    given = zip(event.inputs, values, strict=True)
    return [
        # Nothing can be chosen only where nothing was chosen at first.
        _take(block_of(block), value, owned, required=getattr(block, "value", None) is not None)
        for block, value in given
    ]


def has_file(value: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether an object that Gradio may treat as a file is anywhere in a value."""
    return any("path" in one for one in _objects(value))


def files_in(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    """Return the paths of the files that are anywhere in a value."""
    return [one["path"] for one in _objects(value) if one.get("meta") == _FILE_TYPE]


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - JSON
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, Mapping):
            yield one
            left.extend(one.values())
        elif isinstance(one, list | tuple):
            left.extend(one)


def _take(block: "Block", value: Any, owned: Owned, *, required: bool) -> Any:  # noqa: ANN401
    takers: dict[str, Callable[..., Any]] = {
        "state": _take_nothing,
        "textbox": _take_text,
        "dropdown": partial(_take_choice, required=required),
        "radio": partial(_take_choice, required=required),
        "file": partial(_take_files, owned=owned),
    }
    take = takers.get(_kind(block))
    if take is None:
        raise RequestError(f"{_name(block)} takes no value from a visitor.")
    return take(block, value)


def _take_nothing(_: "Block", __: Any) -> None:  # noqa: ANN401 - JSON
    """Take nothing: what a session holds is the server's own, whatever comes for it."""


def _take_text(block: "Block", value: Any) -> str:  # noqa: ANN401 - JSON
    if not isinstance(value, str):
        raise RequestError(f"{_name(block)} takes a text; {_KINDS[type(value)]} came.")
    return value


def _take_choice(block: Any, value: Any, *, required: bool) -> Any:  # noqa: ANN401 - JSON
    known = [choice for _, choice in block.choices]
    # In Python, true is equal to 1.
    if (value is None and not required) or any(
        type(value) is type(one) and value == one for one in known
    ):
        return value
    raise RequestError(
        f"{_name(block)} takes one of its {len(known)} choices, and what came is none of them. "
        "Load the page anew to see them."
    )


def _take_files(block: "Block", value: Any, *, owned: Owned) -> list[dict[str, Any]] | None:  # noqa: ANN401
    if value is None:
        return None
    given = value if isinstance(value, list) else [value]
    for one in given:
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(path, str) or one.get("meta") != _FILE_TYPE or not owned(path):
            raise RequestError(
                f"{_name(block)} takes files that you uploaded to this page, and no others. "
                "Upload the file again."
            )
    # Nothing else that came with a file counts, such as an address to fetch it from.
    return [{"path": one["path"], "meta": _FILE_TYPE} for one in given]


def _take_arguments(program: Callable[..., Any], values: Sequence[Any]) -> list[Any]:
    from pydantic import TypeAdapter, ValidationError

    parameters = inspect.signature(program, eval_str=True).parameters.values()
    for parameter, value in zip(parameters, values, strict=True):
        try:
            TypeAdapter(parameter.annotation).validate_python(value, strict=True)
        except ValidationError:
            wanted = inspect.formatannotation(parameter.annotation)
            raise RequestError(
                f"`{parameter.name}` must be of the type {wanted}; {_KINDS[type(value)]} came."
            ) from None
    return list(values)


def _kind(block: "Block") -> str:
    return type(block).__name__.lower()


def _name(block: Any) -> str:  # noqa: ANN401 - a part, with a label or without
    return f"The part “{getattr(block, 'label', None) or _kind(block)}”"
