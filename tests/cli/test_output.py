"""What goes to standard output and standard error, wherever they lead."""

import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.formats import read_bundled_paper
from index.library import Library
from tests.conftest import Footnote
from tests.toy_encoder import ToyEncoder
from ui import console
from ui.printed import Table

PROJECT = Path(__file__).parents[2]
AMENDMENT = "Which amendment led the US to withhold F-16 jets from Pakistan?"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose library has the bundled paper; not to change."""
    home = tmp_path_factory.mktemp("begun")
    library = Library(home / "library", make_encoder=ToyEncoder)
    library.add([library.encode(read_bundled_paper())])
    return home


def footnote_process(
    *arguments: str | Path, home: Path, **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line over the toy encoder in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tests.toy_footnote", *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(home), **environment},
        capture_output=True,
        check=False,
    )


def test_a_first_question_is_announced_on_standard_error(footnote: Footnote) -> None:
    """The answer, or the document, stands alone on standard output."""
    outcome = footnote("search", "amendment", "--json")
    assert outcome.errors == "A new library: indexing the bundled paper …\n"
    assert json.loads(outcome.output)["query"] == "amendment"
    assert footnote("search", "amendment", "--json").errors == ""


@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_quiet_says_nothing_on_standard_error(
    footnote: Footnote, tmp_path: Path, json_too: tuple[str, ...]
) -> None:
    """Whatever is done, as long as it is done."""
    (tmp_path / "bees.txt").write_text("Bees dance to share directions.")
    for command in (
        ("search", "bees"),
        ("ask", "Why do bees dance?"),
        ("add", str(tmp_path / "bees.txt")),
        ("add", str(tmp_path / "bees.txt")),
        ("papers",),
        ("outline",),
    ):
        outcome = footnote(*command, "--quiet", *json_too)
        assert (outcome.status, outcome.errors) == (0, "")
    assert footnote("--quiet", "remove", "b7f84ff497eb").errors == ""


def test_quiet_still_tells_errors(footnote: Footnote, tmp_path: Path) -> None:
    """Each file that failed is named, in the document or in words."""
    outcome = footnote("add", "--quiet", tmp_path / "none.txt")
    assert (outcome.status, outcome.output) == (1, "")
    assert "There is no file" in outcome.errors
    outcome = footnote("add", "--quiet", "--json", tmp_path / "none.txt")
    assert (outcome.status, outcome.errors) == (1, "")
    assert "There is no file" in outcome.output


def test_an_answer_is_shown_with_its_footnotes(real_footnote: Footnote) -> None:
    """Sentence and marker; then title, place, the short answer and the paper's notes."""
    outcome = real_footnote("ask", AMENDMENT)
    assert (outcome.status, outcome.errors) == (0, "")
    answer, footnotes = outcome.output.split("\n\n", 1)
    assert "Pressler Amendment. [1]" in answer
    lines = footnotes.splitlines()
    assert lines[0] == "[1] Pakistan’s Growing Relations with Russia"
    assert lines[1] == (
        "    Pakistan’s Relations with Russia and the US: An Historical Overview › "
        "Pak-US Relations in the Post-Cold War Era, p. 93"
    )
    assert "    In short: Pressler Amendment" in lines
    assert lines[-1].startswith("Confidence that the paper answers this: ")
    source = real_footnote(
        "ask", "Which source does the paper cite for Russia's Indo-centric South Asia policy?"
    ).output
    assert "    Note 2: Almas Haider Naqvi" in source


def test_an_abstention_is_shown_with_the_nearest_passages(real_footnote: Footnote) -> None:
    """Exit status 0: that there is no answer is the answer."""
    outcome = real_footnote("ask", "What is the boiling point of water?")
    assert outcome.status == 0
    assert "not" in outcome.output.splitlines()[0]
    assert "The nearest passages:" in outcome.output


def test_lines_are_not_wrapped_where_no_terminal_reads_them(footnote: Footnote) -> None:
    """A program that reads them gets a heading, a note or a passage in one line."""
    lines = footnote("outline").output.splitlines()
    assert max(map(len, lines)) > 120
    assert "  Pak-US Relations in the Post-Cold War Era  (p. 93)" in lines
    assert "\x1b" not in footnote("search", "amendment").output


def test_on_a_terminal_lines_are_wrapped_and_indented(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To its width; lines that go on stand under the one they go on from."""
    ours, theirs = pty.openpty()
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        console.show("One two three four five six seven eight.", indent=4)
        console.show("[bold]this[/bold] is no :smile: markup 1", style="bold")
    shown = b""
    with suppress(OSError):  # how the end of what was written shows here
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)
    lines = shown.decode().splitlines()
    assert [line.rstrip() for line in lines[:2]] == [
        "    One two three four five",
        "    six seven eight.",
    ]
    assert "\x1b[1m[bold]this[/bold]" in lines[2]
    assert ":smile:" in lines[3]


def test_a_terminal_takes_the_names_of_any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are not UTF-8 are escaped, and controls in a table are shown as none."""
    ours, theirs = pty.openpty()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        console.show("caf\udce9.txt")
        table = Table(("Paper", "File"), (("A\x1b]0;t\x07B", "caf\udce9.txt"),))
        console.show_table(table)
    shown = b""
    with suppress(OSError):  # how the end of what was written shows here
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)
    assert shown.count(rb"caf\udce9.txt") == 2
    assert b"\x1b]0" not in shown
    assert "A\ufffd]0;t\ufffdB" in shown.decode()


def test_a_paper_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Sequences for the terminal are shown as what they are: characters that are none."""
    console.show("A\x1b]0;title\x07B\x9bC\rD\tE\nF")
    console.say("G\x1b[31mH")
    output, errors = capsys.readouterr()
    assert output == "A\ufffd]0;title\ufffdB\ufffdC\ufffdD\tE\nF\n"
    assert errors == "G\ufffd[31mH\n"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252", "utf-8:strict"])
def test_json_is_json_in_every_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """Letters that the encoding lacks are escaped as JSON escapes them, surrogates too."""
    document = {"title": "Pakistan’s “Büchlein” 茶 😀", "source": "caf\udce9.txt"}
    name, _, errors = encoding.partition(":")
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=name, errors=errors or "strict")
    monkeypatch.setattr(sys, "stdout", stream)
    console.print_json(document)
    console.show("Pakistan’s 茶")
    stream.flush()
    text = written.getvalue().decode(name)
    found, end = json.JSONDecoder().raw_decode(text)
    assert found == document
    assert "Pakistan" in text[end:]


def test_whoever_closes_the_pipe_early_sees_no_error(begun: Path) -> None:
    """As with `footnote outline --text | head -1`."""
    command = f"{sys.executable} -m tests.toy_footnote outline --text | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[@]}}"],  # noqa: S607
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(begun)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Pakistan’s Growing Relations with Russia\n0 0\n"
    assert done.stderr == ""


def test_a_full_disk_behind_the_output_is_told(begun: Path) -> None:
    """Exit status 1, and no traceback when Python closes."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tests.toy_footnote", "outline", "--text", "--json"],
            cwd=PROJECT,
            env={**os.environ, "FOOTNOTE_HOME": str(begun)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("footnote: [Errno 28] No space left on device")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_the_output_survives_every_locale(begun: Path, environment: dict[str, str]) -> None:
    """In words and as JSON, of a paper with typographic quotation marks."""
    for extra in ((), ("--json",)):
        done = footnote_process("outline", *extra, home=begun, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"Growing Relations with Russia" in done.stdout


@pytest.mark.parametrize("arguments", [("--help",), ("papers",), ("outline",), ("outline", "b7")])
def test_what_needs_no_model_loads_nothing_heavy(begun: Path, arguments: tuple[str, ...]) -> None:
    """Once the library is there, these are for looking something up quickly."""
    program = (
        "import sys, json, ui.cli\n"
        f"status = ui.cli.main({list(arguments)!r})\n"
        "print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(begun)},
        capture_output=True,
        text=True,
        check=True,
    )
    status, loaded = json.loads(done.stderr)
    heavy = {"torch", "transformers", "sentence_transformers", "nltk", "gradio", "faiss", "scipy"}
    assert status == 0
    assert heavy & set(loaded) == set()
