"""What `import footnote` gives."""

import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import copyfile, copytree

import pytest

import footnote
from footnote.hidden import refuse_hidden_packages
from tests.conftest import Footnote
from tests.toy_encoder import ToyEncoder

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "examples" / "questions.jsonl"
FENCE = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<output>.*?)```", re.DOTALL)
F16 = "Which amendment led the US to withhold F-16 jets from Pakistan?"
TERNS = "# Terns\n\n## Nests\n\nThe warden counted 318 nests in June.\n"


@pytest.fixture
def papers(real_footnote: Footnote) -> footnote.Library:  # noqa: ARG001 - it makes the library
    """Return the user's own library with the bundled paper, the default model and the reader."""
    return footnote.open()


@pytest.fixture
def toy_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> footnote.Library:
    """Return a library without papers, of the toy encoder."""
    monkeypatch.setattr("index.encoding.encoders.make_encoder", ToyEncoder)
    return footnote.open(tmp_path / "toys", bundled=False)


def run(code: str, *, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that finds the project, started in `folder`."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PROJECT)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_these_are_the_public_names() -> None:
    """Whoever adds or takes away a name does so on purpose; each can be had."""
    assert footnote.__all__ == [
        "Added",
        "Answer",
        "Citation",
        "Comparison",
        "Evaluation",
        "FootnoteError",
        "Hit",
        "Hits",
        "Library",
        "Outline",
        "Paper",
        "compare",
        "evaluate",
        "open",
    ]
    assert [name for name in footnote.__all__ if not hasattr(footnote, name)] == []
    assert set(footnote.__all__) <= set(dir(footnote))


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        footnote.opne  # noqa: B018


def test_importing_loads_nothing_heavy(tmp_path: Path) -> None:
    """Neither NumPy nor any of the packages behind the door."""
    code = "import footnote, sys; print(*sys.modules)"
    loaded = set(run(code, folder=tmp_path).stdout.split())
    assert "footnote" in loaded
    assert {"numpy", "corpus", "index", "qa", "ui", "faiss", "gradio"} & loaded == set()


def test_the_document_about_python_is_what_comes_out(
    papers: footnote.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pieces are run one after another, as a reader would."""
    monkeypatch.chdir(tmp_path)
    copyfile(EXAMPLES, tmp_path / "questions.jsonl")
    copytree(papers.folder, tmp_path / "papers-of-mine")
    pieces = FENCE.findall((PROJECT / "docs" / "python.md").read_text(encoding="utf-8"))
    assert len(pieces) == 4
    names: dict[str, object] = {}
    for code, expected in pieces:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(code, names)  # noqa: S102 - the project's own document
        assert printed.getvalue() == expected


def test_an_answer_is_what_the_command_prints(
    papers: footnote.Library, real_footnote: Footnote
) -> None:
    """As text and as a document."""
    answer = papers.ask(F16)
    assert f"{answer}\n" == real_footnote("ask", F16).output
    document = json.loads(real_footnote("ask", F16, "--json").output)
    assert answer.to_dict() | {"seconds": 0} == document | {"seconds": 0}
    assert answer.citations[0].to_dict() == document["citations"][0]
    assert repr(answer).startswith("<Answer (0.")
    assert repr(answer.citations[0]) == (
        "<Citation [1] Pakistan’s Growing Relations with Russia, p. 93>"
    )


def test_a_quote_is_that_span_of_the_papers_text(papers: footnote.Library) -> None:
    """Offsets count in the text that the paper gives."""
    citation = papers.ask(F16).citations[0]
    paper = papers.paper(citation.paper_id[:6])
    assert paper.text[citation.start : citation.end] == citation.quote
    assert (citation.page, citation.section[-1]) == (
        93,
        "Pak-US Relations in the Post-Cold War Era",
    )


@pytest.mark.parametrize("command", ["papers", "outline"])
def test_lists_are_what_the_commands_print(
    papers: footnote.Library, real_footnote: Footnote, command: str
) -> None:
    """The catalogue and the outline of a paper."""
    paper = papers.paper(papers.papers[0].id)
    shown = papers.papers if command == "papers" else paper.outline
    assert f"{shown}\n" == real_footnote(command).output
    assert shown.to_dict() == json.loads(real_footnote(command, "--json").output)


def test_hits_are_what_the_command_prints(
    papers: footnote.Library, real_footnote: Footnote
) -> None:
    """A sequence of passages, best first."""
    hits = papers.search("nuclear sanctions", k=3)
    outcome = real_footnote("search", "nuclear sanctions", "-k", "3")
    assert f"{hits}\n" == outcome.output
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.rank for hit in hits[1:]] == [2, 3]
    assert hits.to_dict()["hits"][2] == hits[2].to_dict()
    assert repr(hits) == "<3 hits for 'nuclear sanctions'>"


def test_a_follow_up_is_understood_by_the_history(papers: footnote.Library) -> None:
    """Earlier answers will do, and earlier questions, which are asked first."""
    question = "What did the Ford administration oppose?"
    by_answer = papers.ask("And in 1979?", history=[papers.ask(question)])
    by_question = papers.ask("And in 1979?", history=[question])
    assert by_answer.standalone_question != "And in 1979?"
    assert by_question.text == by_answer.text


def test_a_library_can_be_without_the_bundled_paper(toy_library: footnote.Library) -> None:
    """Whoever brings own papers does not want ours, now or when it is opened again."""
    assert len(toy_library.papers) == 0
    assert toy_library.ask("What is this?").abstained
    again = footnote.open(toy_library.folder)
    assert str(again) == "The library is empty. `footnote add FILE` adds a paper."


def test_adding_tells_what_became_of_each_file(
    toy_library: footnote.Library, tmp_path: Path
) -> None:
    """Files and folders; what cannot be read holds up nothing."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "terns.md").write_text(TERNS, encoding="utf-8")
    first = toy_library.add(folder, tmp_path / "absent.pdf")
    assert [one["title"] for one in first.added] == ["Terns"]
    assert first.failed[0]["error"].startswith("There is no file")
    second = toy_library.add(str(folder / "terns.md"))
    assert [one["id"] for one in second.skipped] == [first.added[0]["id"]]
    assert set(second.to_dict()) == {"added", "skipped", "failed", "left_out"}
    assert str(second).startswith(f"Skipped ({folder / 'terns.md'}), which the library has as ")
    assert str(first).split("\n")[1].startswith("Failed: There is no file")
    toy_library.remove(first.added[0]["id"][:8])
    assert len(toy_library.papers) == 0


def test_what_goes_wrong_is_a_footnote_error(toy_library: footnote.Library) -> None:
    """With the command's message."""
    with pytest.raises(footnote.FootnoteError, match="is not in the library"):
        toy_library.paper("ffff")
    with pytest.raises(footnote.FootnoteError):
        toy_library.ask("")
    with pytest.raises(footnote.FootnoteError, match=r"There are: extractive, llm, llm-quoted\."):
        toy_library.ask("Who counted?", mode="quoted")
    with pytest.raises(footnote.FootnoteError, match="needs `llm`"):
        footnote.open(toy_library.folder, llm_model="small")


def test_jupyter_is_shown_escaped_html(toy_library: footnote.Library, tmp_path: Path) -> None:
    """Nothing of a paper or a question becomes markup, and nothing is loaded from elsewhere."""
    hostile = "The script <script>alert(1)</script> and <img src=x onerror=alert(2)> nests."
    file = tmp_path / "hostile.md"
    file.write_text(f"# Nests <b>bold</b>\n\n`{hostile}`\n", encoding="utf-8")
    toy_library.add(file)
    answer = toy_library.ask("Which <script> nests?")
    hits = toy_library.search("script nests")
    for html in (answer._repr_html_(), hits._repr_html_()):
        assert not re.search(r"<(?:script|img|link|iframe|b)\b|<[^>]*\ssrc=", html)
        assert "&lt;script&gt;" in html
    assert "<script>" not in answer._repr_markdown_().replace("\\<", "")


def test_footnotes_of_two_answers_lead_to_their_own(papers: footnote.Library) -> None:
    """A notebook shows them on one page."""
    first, second = (papers.ask(question)._repr_html_() for question in (F16, f"{F16} Why?"))
    ids = [set(re.findall(r'id="(.*?)"', html)) for html in (first, second)]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


def test_an_evaluation_is_what_the_command_prints(
    papers: footnote.Library, real_footnote: Footnote, tmp_path: Path
) -> None:
    """But for the times, which differ; a kept run is compared as one that was just made."""
    made = footnote.evaluate(EXAMPLES, library=papers, out=tmp_path / "run")
    document = json.loads(real_footnote("evaluate", EXAMPLES, "--json").output)
    names = [name for name in document["metrics"] if not name.startswith("latency")]
    assert {name: made.to_dict()["metrics"][name] for name in names} == {
        name: document["metrics"][name] for name in names
    }
    assert str(made).split("\n")[0].split() == ["metric", "value", "95%", "interval", "questions"]
    assert "<td>answer_recall</td>" in made._repr_html_()
    comparison = footnote.compare(tmp_path / "run", made)
    assert (comparison.won, comparison.lost) == ((), ())
    assert comparison.metrics["answer_recall"].difference == 0.0
    assert "Lost by b: none" in str(comparison)


def test_python_dash_m_is_the_command(tmp_path: Path) -> None:
    """`python -m footnote` does what `footnote` does."""
    outcome = subprocess.run(
        [sys.executable, "-m", "footnote", "outline"],
        cwd=PROJECT,
        env=os.environ | {"FOOTNOTE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0
    assert outcome.stdout.startswith("Pakistan’s Growing Relations with Russia\n")


@pytest.mark.parametrize("name", ["corpus", "index", "qa", "ui"])
@pytest.mark.parametrize("shape", ["package", "module"])
def test_a_folder_that_hides_a_package_is_named(tmp_path: Path, name: str, shape: str) -> None:
    """A user's own `corpus` is no riddle but a message, in Python and on the command line."""
    if shape == "package":
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        hiding = tmp_path / name
    else:
        hiding = tmp_path / f"{name}.py"
        hiding.touch()
    outcome = run("import footnote; footnote.open", folder=tmp_path)
    assert f"ImportError: {hiding} hides the package '{name}'" in outcome.stderr
    program = "import sys; from footnote.__main__ import main; sys.exit(main())"
    outcome = run(program, folder=tmp_path)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"footnote: {hiding} hides the package '{name}'")


def test_a_folder_of_data_hides_nothing(tmp_path: Path) -> None:
    """A folder named `corpus` with texts in it is no package, and Python passes it over."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "text.txt").write_text("A text.", encoding="utf-8")
    outcome = run("import footnote; print(footnote.open)", folder=tmp_path)
    assert outcome.returncode == 0, outcome.stderr


def test_the_project_hides_nothing() -> None:
    """The tests themselves run on Footnote's own packages."""
    refuse_hidden_packages()


def test_what_is_passed_on_is_documented_and_cannot_be_set(toy_library: footnote.Library) -> None:
    """For `help`, and so that a slip is an error and not an attribute that nothing reads."""
    answer = toy_library.ask("What do bees do?")
    assert footnote.Answer.text.__doc__ == (
        "The answer; each sentence ends with its markers, like [1] or [1][3]."
    )
    assert answer.text == answer.value.text
    # A frozen class with slots raises the one or the other, by the release of Python.
    with pytest.raises((AttributeError, TypeError)):
        answer.text = "other"
