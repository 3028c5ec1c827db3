"""One damaged paper: the others are asked as before, and a notice says what was left out."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from corpus.errors import LibraryDamaged, PaperDamaged
from corpus.formats import read_paper
from corpus.identity import short_id
from index.library import Library
from qa.evaluation import QAPair
from qa.evaluation.runs.batch import Batch
from qa.understanding.question import check_question
from qa.workspace import Workspace, open_workspace
from tests.conftest import Footnote
from tests.damages import DAMAGES, TEXTS, flip, make_library, undo
from tests.toy_encoder import ToyEncoder
from ui.web.library.list import PaperList

QUESTION = "When did tea come to London?"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a library of four papers in two generations, and the ids by the papers' names."""
    folder = tmp_path_factory.mktemp("damaged") / "library"
    return folder, make_library(folder)


Stored = tuple[Path, dict[str, str]]


@pytest.fixture
def stored(original: Stored, home: Path, monkeypatch: pytest.MonkeyPatch) -> Stored:
    """Return a copy of it as the library of the user, to be damaged."""
    monkeypatch.setattr("index.encoding.encoders.make_encoder", ToyEncoder)
    copytree(original[0], home / "library")
    return home / "library", original[1]


def file_of(folder: Path, name: str) -> Path:
    """Return a file of the current generation."""
    return folder / "generations" / "000004" / name


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", ["json", "vectors"])
def test_a_damaged_paper_is_left_out_with_a_notice(
    stored: Stored, damage: str, ending: str
) -> None:
    """What is cited is as without that paper; the notice names the paper and the remedy."""
    folder, ids = stored
    workspace = open_workspace()
    others = [ids["bees"], ids["wax"], ids["ants"]]
    expected = workspace.answer("What do bees share?", papers=others)
    DAMAGES[damage](file_of(folder, f"papers/{ids['tea']}.{ending}"))
    opened = Workspace(Library(folder, make_encoder=ToyEncoder))
    answer = opened.answer("What do bees share?")
    assert [c.quote for c in answer.citations] == [c.quote for c in expected.citations]
    asked = opened.answer(QUESTION)
    for each in (answer, asked):
        assert ids["tea"] not in {hit.passage.paper_id for hit in each.hits}
        assert ids["tea"] not in {citation.paper_id for citation in each.citations}
        assert each.notice is not None
        assert f"“A History of Tea” ({short_id(ids['tea'])})" in each.notice
        assert "footnote repair" in each.notice
    hits = opened.search(check_question("tea in London"))
    assert {hit.passage.paper_id for hit in hits} == set(others)


def test_questions_to_other_papers_have_no_notice(stored: Stored) -> None:
    """Nothing was left out of what they asked for."""
    folder, ids = stored
    flip(file_of(folder, f"papers/{ids['tea']}.json"))
    workspace = open_workspace()
    assert workspace.answer(QUESTION).notice is not None
    answer = workspace.answer("What do bees share?", papers=[ids["bees"]])
    assert answer.notice is None
    assert answer.citations


def test_a_question_to_damaged_papers_alone_is_an_error(stored: Stored) -> None:
    """To say that they do not answer would be wrong."""
    folder, ids = stored
    flip(file_of(folder, f"papers/{ids['tea']}.json"))
    workspace = open_workspace()
    for _ in range(2):
        with pytest.raises(PaperDamaged, match=r"A History of Tea.*footnote repair"):
            workspace.answer(QUESTION, papers=[ids["tea"]])
    for paper_id in ids.values():
        file_of(folder, f"papers/{paper_id}.vectors").unlink(missing_ok=True)
    again = Workspace(Library(folder, make_encoder=ToyEncoder))
    with pytest.raises(PaperDamaged):
        again.answer(QUESTION)
    with pytest.raises(PaperDamaged):
        again.search(check_question("tea"))


def test_a_damaged_paper_itself_cannot_be_read(stored: Stored) -> None:
    """Its outline is an error with the remedy; the others' are there."""
    folder, ids = stored
    flip(file_of(folder, f"papers/{ids['tea']}.json"))
    workspace = open_workspace()
    with pytest.raises(
        PaperDamaged, match=rf"A History of Tea.*{short_id(ids['tea'])}.*footnote verify"
    ):
        workspace.paper(ids["tea"])
    assert workspace.paper(ids["bees"]).title == "On Bees"


def test_the_commands_tell_of_the_damage(stored: Stored, footnote: Footnote) -> None:
    """In the notice of `ask` and of `search`, for people and for programs."""
    folder, ids = stored
    intact = json.loads(footnote("search", "tea in London", "--json").output)
    assert intact["notice"] is None
    flip(file_of(folder, f"papers/{ids['tea']}.vectors"))
    for command in (["search", "tea in London"], ["ask", QUESTION]):
        told = footnote(*command)
        assert (told.status, told.errors) == (0, "")
        assert f"“A History of Tea” ({short_id(ids['tea'])})" in told.output
        document = json.loads(footnote(*command, "--json").output)
        assert "footnote repair" in document["notice"]
    outline = footnote("outline", ids["tea"])
    assert outline.status == 1
    assert "footnote repair" in outline.errors
    assert footnote("papers").output.count(short_id(ids["tea"])) == 1


def test_the_page_lists_a_damaged_paper_as_damaged(stored: Stored) -> None:
    """The list comes, with the others as ever."""
    folder, ids = stored
    flip(file_of(folder, f"papers/{ids['tea']}.json"))
    listed = PaperList(open_workspace()).show()
    assert "A History of Tea" in listed
    assert "left out until `footnote repair` has mended it" in listed
    assert "2 passages" not in listed
    assert "bees.md" in listed


def test_an_evaluation_over_a_damaged_paper_is_an_error(stored: Stored) -> None:
    """Its figures would be those of other papers."""
    folder, ids = stored
    flip(file_of(folder, f"papers/{ids['tea']}.json"))
    library = Library(folder, make_encoder=ToyEncoder)
    pair = QAPair(id="1", question=QUESTION, answers=("1660",), evidence=(), kind="fact")
    with pytest.raises(LibraryDamaged, match="footnote repair"):
        Batch([pair], library, make_encoder=ToyEncoder).run(workers=1)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_what_papers_share_is_an_error_with_the_remedy(
    stored: Stored, footnote: Footnote, damage: str
) -> None:
    """There is no right answer without it."""
    folder, ids = stored
    shared = [
        path
        for path in (folder / "CURRENT", *sorted(file_of(folder, ".").rglob("*")))
        if path.is_file() and path.stem not in ids.values() and path.suffix != ".tokens"
    ]
    assert len(shared) == 6
    for path in shared:
        content = path.read_bytes()
        DAMAGES[damage](path)
        told = footnote("ask", QUESTION)
        assert (told.status, told.output) == (1, "")
        assert "footnote verify" in told.errors
        assert "footnote repair" in told.errors
        assert "Traceback" not in told.errors
        undo(path, content)
    assert footnote("ask", QUESTION).status == 0


def test_a_library_of_one_generation_outlives_the_loss_of_its_pointer(
    home: Path, footnote: Footnote
) -> None:
    """It is opened and changed as before, and not taken for what a first change left over."""
    path = home.parent / "tea.md"
    path.write_text(TEXTS["tea"])
    library = Library(home / "library", make_encoder=ToyEncoder)
    paper = read_paper(path)
    library.add([library.encode(paper)])
    (home / "library" / "CURRENT").unlink()
    assert json.loads(footnote("papers", "--json").output)["papers"][0]["id"] == paper.id
    path.with_name("bees.md").write_text(TEXTS["bees"])
    assert footnote("add", path.with_name("bees.md")).status == 0
    assert len(json.loads(footnote("papers", "--json").output)["papers"]) == 2
