"""The tools over standard input and output, as an assistant starts and calls them."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.serving import PROJECT, environment_of

LAKES = "# On Lakes\n\nLakes are deep. The deepest lake is Baikal.\n"


def with_tools(home: Path, use: Callable[[Any, Any], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """Start the command and let `use` work with the greeting and the session of a real client."""
    pytest.importorskip("mcp")
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "tests.toy_footnote", "mcp"],
        env=environment_of(home),
        cwd=PROJECT,
    )

    async def converse() -> Any:  # noqa: ANN401
        async with stdio_client(server) as streams, ClientSession(*streams) as session:
            return await use(await session.initialize(), session)

    return asyncio.run(converse())


def printed(home: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    """Return what a command prints with `--json` over the same library."""
    command = [sys.executable, "-m", "tests.toy_footnote", *arguments, "--json", "--quiet"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment_of(home), capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_an_assistant_is_greeted_and_answered(home: Path) -> None:
    """By our name and version; each tool gives what the command of its name prints."""

    async def use(greeting: Any, session: Any) -> None:  # noqa: ANN401
        server = greeting.serverInfo
        assert (server.name, server.version) == ("Footnote", version("footnote-qa"))
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert sorted(tools) == ["add", "ask", "cite", "outline", "papers", "search"]
        assert tools["ask"].inputSchema["required"] == ["question"]
        assert "reads" not in tools["papers"].description
        given = await session.call_tool("search", {"query": "Gwadar port", "k": 2})
        assert given.structuredContent == printed(home, "search", "Gwadar port", "-k", "2")
        assert json.loads(given.content[0].text) == given.structuredContent
        for name, arguments, command in (
            ("papers", {}, ["papers"]),
            ("outline", {"text": True}, ["outline", "--text"]),
        ):
            given = await session.call_tool(name, arguments)
            assert given.structuredContent == printed(home, *command)
        answer = await session.call_tool("ask", {"question": "Which port is in Gwadar?"})
        assert answer.structuredContent["question"] == "Which port is in Gwadar?"
        wrong = await session.call_tool("ask", {"question": "Why?", "papers": ["nowhere"]})
        assert wrong.isError
        assert "nowhere" in wrong.content[0].text

    with_tools(home, use)


def test_a_file_is_added_and_asked_in_one_conversation(home: Path, tmp_path: Path) -> None:
    """A PDF is read by a process of its own, and what fails is told without harm to the rest."""
    lakes = tmp_path / "lakes.md"
    lakes.write_text(LAKES)

    async def use(_: Any, session: Any) -> None:  # noqa: ANN401
        files = [str(lakes), str(tmp_path / "missing.pdf")]
        report = (await session.call_tool("add", {"files": files})).structuredContent
        assert [one["title"] for one in report["added"]] == ["On Lakes"]
        assert "missing.pdf" in report["failed"][0]["error"]
        paper = report["added"][0]["id"]
        found = await session.call_tool("search", {"query": "deepest lake", "papers": [paper]})
        assert "Baikal" in found.structuredContent["hits"][0]["text"]
        again = (await session.call_tool("add", {"files": [str(lakes)]})).structuredContent
        assert [one["id"] for one in again["skipped"]] == [paper]

    with_tools(home, use)


def test_it_ends_with_its_input_and_prints_nothing_else(home: Path) -> None:
    """A line that is no message breaks nothing either."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.toy_footnote", "mcp"],
        cwd=PROJECT,
        env=environment_of(home),
        input="no message\n",
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert "Footnote offers its tools over" in done.stderr
    assert "Traceback" not in done.stderr
    for line in done.stdout.splitlines():
        assert json.loads(line)["jsonrpc"] == "2.0"


def test_what_is_printed_meanwhile_goes_elsewhere(home: Path) -> None:
    """To standard error, whoever prints it; and who reads standard input finds it at its end."""
    program = """
import subprocess, sys
import qa.workspace
from tests.toy_footnote import main
opened = qa.workspace.open_workspace

def noisy(*arguments, **named):
    print("a library says this", flush=True)
    subprocess.run([sys.executable, "-c", "print('child', repr(input()))"], check=False)
    return opened(*arguments, **named)

qa.workspace.open_workspace = noisy
sys.exit(main(["mcp"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=environment_of(home),
        input='{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n',
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]
    assert "a library says this" in done.stderr
    assert "EOFError" in done.stderr


def test_without_the_package_the_command_that_installs_it_is_told(home: Path) -> None:
    """In a paragraph, with the status of an error."""
    program = "import sys; sys.modules['mcp'] = None; from ui.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "mcp"],
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(home)},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "package mcp" in done.stderr
    assert "[mcp]" in done.stderr
    assert "-m pip install" in done.stderr
