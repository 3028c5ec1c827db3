"""Every regular expression of the packages, with how it is used."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

PACKAGES = ("corpus", "index", "qa", "ui")
_METHODS = frozenset(("match", "fullmatch", "search", "split", "sub", "subn", "findall", "finditer"))


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, the module and line that it stands in, and the methods that it is used by."""

    pattern: "re.Pattern[Any]"
    module: str
    line: int
    methods: frozenset[str]


def modules() -> Iterator[ModuleType]:
    """Import every module of the packages."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            yield importlib.import_module(info.name)
