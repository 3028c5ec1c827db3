"""Attributes of what the door gives, read from the value behind it."""

from operator import attrgetter
from typing import Any, Generic, NoReturn, Self, TypeVar, overload

Passed = TypeVar("Passed")


class PassedOn(Generic[Passed]):
    """An attribute that is read from `value`, of which it has the name, or else the `path`.

    It cannot be set. `said` is its docstring.
    """

    def __init__(self, said: str, *, path: str | None = None) -> None:
        self.__doc__ = said
        self._path = path

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._read = attrgetter(f"value.{self._path or name}")

    @overload
    def __get__(self, holder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: object, owner: type) -> Passed: ...
    def __get__(self, holder: object | None, owner: type) -> Any:
        return self if holder is None else self._read(holder)

    def __set__(self, holder: object, value: object) -> NoReturn:
        raise AttributeError(f"{type(holder).__name__}.{self._name} cannot be set.")
