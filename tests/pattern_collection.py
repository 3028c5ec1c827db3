"""Every regular expression of the packages, with the methods that it is used by."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

PACKAGES = ("corpus", "index", "qa", "ui")
_FLAGS_PLACE = {"compile": 1, "sub": 4, "subn": 4, "split": 3}
_SINGLE = frozenset(
    (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY, _constants.CATEGORY)
)
_METHODS = frozenset("match fullmatch search split sub subn findall finditer".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, the module that it stands in, and the methods that it may be used by."""

    pattern: "re.Pattern[Any]"
    module: str
    methods: frozenset[str] = _METHODS


@dataclass(frozen=True, slots=True)
class Built:
    """A pattern that is put together where it is used: its module, and how."""

    module: str
    expression: str


@cache
def all_patterns() -> tuple[tuple[Found, ...], tuple[Built, ...]]:
    """Return the patterns that are known before anything runs, and those that are built later."""
    found: dict[Found, None] = {}
    built: dict[Built, None] = {}
    for module in _modules():
        for one in patterns_of(module):
            (found if isinstance(one, Found) else built)[one] = None  # type: ignore[index]
    return tuple(found), tuple(built)


def repeats_group_possessively(pattern: "re.Pattern[Any]") -> bool:
    """Whether more than a single character is repeated by “*+”, “++”, “?+” or “{m,n}+”."""
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    return _has_possessive_group(_parser.parse(pattern.pattern, flags))


def _has_possessive_group(part: object) -> bool:
    """Whether one is anywhere in what Python's own parser made: sequences within sequences."""
    if not isinstance(part, tuple | list | _parser.SubPattern):
        return False
    if isinstance(part, tuple) and part and part[0] is _constants.POSSESSIVE_REPEAT:
        body = part[1][2]
        if len(body) != 1 or body[0][0] not in _SINGLE:
            return True
    return any(_has_possessive_group(each) for each in part)


def _modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{name}."):
            yield importlib.import_module(info.name)


def patterns_of(module: ModuleType) -> Iterator[Found | Built]:
    """Return what a module compiles, or gives to a function of `re`."""
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    by_name, of_others = _used_methods(tree, module)
    named = {
        value: by_name.get(name, of_others)
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    for call in ast.walk(tree):
        if (function := _function_of_re(call)) is None:
            continue
        assert isinstance(call, ast.Call)
        pattern = _evaluate(call, function, module)
        if pattern is None:
            yield Built(module.__name__, ast.unparse(call.args[0]))
        elif function != "compile":
            yield Found(pattern, module.__name__, frozenset({function}))
        else:
            methods = named.get(pattern, of_others)
            yield Found(pattern, module.__name__, methods or _METHODS)


def _function_of_re(node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
            return name if name in _METHODS or name == "compile" else None
        case ast.Call(func=ast.Name(id=name)) if name in {"finditer", "findall", "fullmatch"}:
            return name  # imported from `re` by name
    return None


def _used_methods(
    tree: ast.AST, module: ModuleType
) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the methods by the pattern's name, and those called on what has no name here."""
    by_name: dict[str, frozenset[str]] = defaultdict(frozenset)
    of_others: frozenset[str] = frozenset()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="re")):
                pass
            case ast.Attribute(value=ast.Name(id=name), attr=method) if method in _METHODS:
                if isinstance(vars(module).get(name), re.Pattern):
                    by_name[name] |= {method}
                else:
                    of_others |= {method}
            case ast.Attribute(attr=method) if method in _METHODS:
                of_others |= {method}
    # What has no name here is split as a string is.
    return by_name, of_others - {"split"}


def _evaluate(call: ast.Call, function: str, module: ModuleType) -> "re.Pattern[Any] | None":
    """Return the pattern of a call; None if it depends on what is known only at run time."""
    place = _FLAGS_PLACE.get(function, 2)
    flags = next((word.value for word in call.keywords if word.arg == "flags"), None)
    if flags is None and len(call.args) > place:
        flags = call.args[place]
    names = dict(vars(module))
    try:
        source = eval(ast.unparse(call.args[0]), names)  # noqa: S307 - of our own modules
        return re.compile(source, eval(ast.unparse(flags), names) if flags else 0)  # noqa: S307
    except NameError:
        return None
