"""Footnote uses nothing that a later Python no longer has."""

import ast

import pytest

from tests.serving import PROJECT

GONE_MODULES = frozenset(
    # With Python 3.12, 3.13 and 3.14; see "Removed" in What's New of each.
    "asynchat asyncore distutils imp smtpd "
    "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev "
    "pipes sndhdr spwd sunau telnetlib uu xdrlib".split()
)
GONE_NAMES = frozenset(
    """
    ast.Bytes ast.Ellipsis ast.NameConstant ast.Num ast.Str
    asyncio.AbstractChildWatcher asyncio.FastChildWatcher asyncio.MultiLoopChildWatcher
    asyncio.PidfdChildWatcher asyncio.SafeChildWatcher asyncio.ThreadedChildWatcher
    asyncio.get_child_watcher asyncio.set_child_watcher collections.abc.ByteString
    configparser.LegacyInterpolation importlib.abc.ResourceReader importlib.abc.Traversable
    importlib.abc.TraversableResources importlib.resources.is_resource locale.resetlocale
    pkgutil.ImpImporter pkgutil.find_loader pkgutil.get_loader pty.master_open pty.slave_open
    sqlite3.version sqlite3.version_info ssl.match_hostname ssl.wrap_socket typing.ByteString
    typing.io typing.re unittest.findTestCases unittest.makeSuite urllib.parse.Quoter
    """.split()
)
OURS = [
    file
    for package in ("bench", "corpus", "index", "qa", "tests", "training", "ui")
    for file in sorted((PROJECT / package).rglob("*.py"))
]


def gone(source: str) -> set[str]:
    """Return what a module takes from Python that is gone or going."""
    modules: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=imported):
                modules |= {name.name for name in imported}
            case ast.ImportFrom(module=str(module), names=imported):
                modules.add(module)
                names |= {f"{module}.{name.name}" for name in imported}
            case ast.Attribute():
                names.add(ast.unparse(node))
    return names & GONE_NAMES | {name for name in modules if name.split(".")[0] in GONE_MODULES}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import ast\nast.Num(1)", {"ast.Num"}),
        ("from importlib.abc import Traversable", {"importlib.abc.Traversable"}),
        ("def f():\n    import distutils.util", {"distutils.util"}),
        ("import ast, importlib.resources.abc\nast.Constant(1)", set()),
    ],
)
def test_what_is_gone_is_seen(source: str, found: set[str]) -> None:
    """Wherever it is imported, and by its module's name."""
    assert gone(source) == found


def test_no_module_uses_what_python_is_about_to_remove() -> None:
    """Up to Python 3.14."""
    found = {str(file): gone(file.read_text(encoding="utf-8")) for file in OURS}
    assert {file: names for file, names in found.items() if names} == {}
