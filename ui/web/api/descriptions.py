"""What programs and models are told of a function, read from its signature and its docstring."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import RequestError

_ARGUMENT = re.compile(r" {4}(\w+): (.*)")


@dataclass(frozen=True, slots=True)
class Description:
    """A function for who is to call it; `schema` is the JSON Schema of its arguments."""

    name: str
    text: str
    schema: Mapping[str, Any]

    @property
    def arguments(self) -> Mapping[str, Mapping[str, Any]]:
        """The schema of each argument by its name, in the order of the signature."""
        described: Mapping[str, Mapping[str, Any]] = self.schema["properties"]
        return described

    def line_up(self, given: Mapping[str, Any] | Sequence[Any]) -> list[Any]:
        """Return a value for each argument, in order: those `given`, then the defaults.

        They are given by name, or from the first on. Raises `RequestError` for what is missing
        or unknown; whether a value has the right type is not looked at.
        """
        if not isinstance(given, Mapping):
            if len(given) > len(self.arguments):
                raise RequestError(
                    f"{len(given)} values came; `{self.name}` takes {self._in_words()}."
                )
            given = dict(zip(self.arguments, given, strict=False))
        unknown = [name for name in given if name not in self.arguments]
        if unknown:
            raise RequestError(
                f"`{self.name}` has no argument `{unknown[0]}`; it takes {self._in_words()}."
            )
        missing = [name for name in self.schema["required"] if name not in given]
        if missing:
            raise RequestError(
                f"`{missing[0]}` is missing; `{self.name}` takes {self._in_words()}."
            )
        return [
            given[name] if name in given else argument["default"]
            for name, argument in self.arguments.items()
        ]

    def _in_words(self) -> str:
        required = self.schema["required"]
        names = [
            f"`{name}`" if name in required else f"`{name}` (or nothing)" for name in self.arguments
        ]
        return ", ".join(names) or "none"


def describe(program: Callable[..., Any]) -> Description:
    """Return the description of a function, whose docstring tells its arguments as Google's do."""
    from pydantic import TypeAdapter

    text, _, listed = (inspect.getdoc(program) or "").partition("\n\nArgs:\n")
    told = _arguments_in(listed)
    properties: dict[str, Any] = {}
    parameters = inspect.signature(program, eval_str=True).parameters.values()
    for parameter in parameters:
        schema = TypeAdapter(parameter.annotation).json_schema()
        if parameter.default is not parameter.empty:
            schema["default"] = parameter.default
        properties[parameter.name] = {**schema, "description": told[parameter.name]}
    return Description(
        program.__name__,
        text,
        {
            "type": "object",
            "properties": properties,
            "required": [one.name for one in parameters if one.default is one.empty],
            "additionalProperties": False,
        },
    )


def _arguments_in(listed: str) -> dict[str, str]:
    """Return what a docstring says of each argument; what is indented more goes on with it."""
    told: dict[str, str] = {}
    name = ""
    for line in listed.splitlines():
        match = _ARGUMENT.fullmatch(line)
        if match:
            name = match[1]
            told[name] = match[2]
        elif line.strip():
            told[name] += f" {line.strip()}"
    return told
