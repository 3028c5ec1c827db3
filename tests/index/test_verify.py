"""`footnote verify` and `footnote repair` as commands, and what lies beside a library."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray

from corpus.formats import read_bundled_paper
from corpus.paper import Note, Page, Paper, Passage, ReferenceLink, Span
from index.care.repair import repair_library
from index.care.soundness import text_faults, vector_faults
from index.care.verification import verify_library
from index.encoding.encoded_paper import EncodedPaper, file_names
from index.library import Library
from tests.conftest import Footnote
from tests.conversation_samples import ABSTAINED, ANSWERED
from tests.damages import DAMAGES, TEXTS, flip, make_library, overwrite
from tests.toy_encoder import ToyEncoder
from ui.conversations.store import Conversations
from ui.feedback import Feedback
from ui.verifying import faults_beside


@pytest.fixture
def ids(home: Path) -> dict[str, str]:
    """Return the ids of the papers of the user's library."""
    home.mkdir()
    return make_library(home / "library")


def test_a_sound_library_is_told_to_be_sound(ids: dict[str, str], footnote: Footnote) -> None:
    """With what was checked, and nothing is changed."""
    told = footnote("verify")
    assert (told.status, told.errors) == (0, "")
    assert f"generation 4 (before it 3), {len(ids)} papers, 13 files." in told.output
    assert "Everything is sound." in told.output
    document = json.loads(footnote("verify", "--json").output)
    assert document["sound"] is True
    assert (document["generation"], document["previous"], document["faults"]) == (4, 3, [])
    assert "nothing is damaged, and nothing was changed" in footnote("repair").output


def test_damage_is_listed_and_repaired(ids: dict[str, str], home: Path, footnote: Footnote) -> None:
    """With file, paper, meaning and remedy; after the repair, nothing of it is left."""
    name = file_names(ids["tea"])[0]
    flip(home / "library" / "generations" / "000004" / name)
    told = footnote("verify")
    assert told.status == 1
    for said in (
        f"generations/000004/{name} (current)",
        "has changed since it was written",
        f"Paper: “A History of Tea” ({ids['tea'][:12]}), tea.md.",
        "It means: the paper is left out of answers",
        "`footnote repair`: it is read from its kept original and encoded again.",
        "Damaged: 2 (listed above).",
    ):
        assert said in told.output
    (current, previous) = json.loads(footnote("verify", "--json").output)["faults"]
    assert (current["where"], current["paper"]["id"]) == ("current", ids["tea"])
    assert previous["where"] == "previous"
    repaired = footnote("repair")
    assert repaired.status == 0
    assert "Encoded again: “A History of Tea”" in repaired.output
    assert "damaged-000005" in repaired.output
    assert footnote("verify").status == 0


def test_a_lost_paper_is_named_and_can_be_added_again(
    ids: dict[str, str], home: Path, footnote: Footnote
) -> None:
    """The exit status tells of it once."""
    flip(home / "library" / "generations" / "000004" / file_names(ids["tea"])[0])
    (home / "library" / "originals" / f"{ids['tea']}.md").unlink()
    document = json.loads(footnote("verify", "--json").output)
    assert document["faults"][0]["remedy"] == "it cannot be had again: add its file again"
    told = footnote("repair", "--json")
    assert told.status == 1
    assert json.loads(told.output)["lost"] == [
        {"id": ids["tea"], "title": "A History of Tea", "source": "tea.md"}
    ]
    assert footnote("repair").status == 0
    assert footnote("add", home / "tea.md").status == 0
    assert "Tea came to London in 1660." in footnote("ask", "When did tea come to London?").output


def test_without_a_library_there_is_nothing_to_check(home: Path, footnote: Footnote) -> None:
    """Neither command makes one."""
    assert "There is no library" in footnote("verify").output
    assert footnote("repair").status == 0
    assert not home.exists()


def test_damage_beside_the_library_is_told(ids: dict[str, str], home: Path) -> None:
    """Of conversations, feedback and runs; each where it is damaged, and none where it is not."""
    assert ids
    Conversations(home / "conversations.sqlite").keep("one", (ANSWERED, ABSTAINED))
    Feedback(home / "feedback.jsonl").keep((ANSWERED,), helpful=True)
    assert faults_beside(home / "library") == []
    run = home / "runs" / "2026-01-01 questions"
    run.mkdir(parents=True)
    (run / "summary.json").write_text("{")
    overwrite(home / "feedback.jsonl")
    overwrite(home / "conversations.sqlite")
    named = [fault.file for fault in faults_beside(home / "library")]
    assert named == ["conversations.sqlite", "feedback.jsonl", "runs/2026-01-01 questions"]


def test_a_damaged_turn_is_found(ids: dict[str, str], home: Path) -> None:
    """SQLite finds the file in order; what is in it is not."""
    assert ids
    import sqlite3

    Conversations(home / "conversations.sqlite").keep("one", (ANSWERED,))
    with sqlite3.connect(home / "conversations.sqlite") as connection:
        connection.execute("UPDATE turn SET document = x'00'")
    connection.close()
    (fault,) = faults_beside(home / "library")
    assert "A turn of this conversation is damaged" in fault.fact


PAPER = read_bundled_paper()
WRONG_TEXTS: dict[str, Callable[[Paper], Paper]] = {
    "outside": lambda paper: replace(paper, text=paper.text[:-40]),
    "order": lambda paper: replace(paper, sentences=paper.sentences[::-1]),
    "overlap": lambda paper: replace(
        paper,
        sentences=(Span(paper.sentences[0].start, paper.sentences[1].end), *paper.sentences[1:]),
    ),
    "note": lambda paper: replace(paper, notes=(Note("1", len(paper.text) + 1, None),)),
    "page": lambda paper: replace(paper, pages=(Page("1", 9), Page("2", 4))),
    "section": lambda paper: replace(
        paper, sections=tuple(replace(section, body=-1) for section in paper.sections)
    ),
    "link": lambda paper: replace(paper, reference_links=(ReferenceLink(Span(0, 1), (99,)),)),
}


@pytest.mark.parametrize("wrong", WRONG_TEXTS)
def test_spans_that_do_not_fit_the_text_are_found(wrong: str) -> None:
    """Whatever the checksum says."""
    encoded = Library(Path("unused"), make_encoder=ToyEncoder).encode(PAPER)
    assert list(text_faults(PAPER, encoded.passages)) == []
    assert list(text_faults(WRONG_TEXTS[wrong](PAPER), encoded.passages))


WRONG_PASSAGES: dict[str, Callable[[Sequence[Passage]], Sequence[Passage]]] = {
    "one lacks": lambda passages: passages[1:],
    "one twice": lambda passages: (passages[0], *passages),
    "other text": lambda passages: (replace(passages[0], text="Other."), *passages[1:]),
    "other page": lambda passages: (replace(passages[0], page="1000"), *passages[1:]),
}


@pytest.mark.parametrize("wrong", WRONG_PASSAGES)
def test_passages_that_are_not_whole_sentences_are_found(wrong: str) -> None:
    """Each sentence is in one of them, and they are the text that stands there."""
    encoded = Library(Path("unused"), make_encoder=ToyEncoder).encode(PAPER)
    assert list(text_faults(PAPER, WRONG_PASSAGES[wrong](encoded.passages)))


def _with_texts(paper: EncodedPaper, **changes: NDArray[Any]) -> EncodedPaper:
    return replace(paper, texts=replace(paper.texts, **changes))


WRONG_VECTORS: dict[str, Callable[[EncodedPaper], EncodedPaper]] = {
    "passages": lambda paper: replace(paper, passage_codes=paper.passage_codes[1:]),
    "headings": lambda paper: replace(paper, headings=paper.headings[1:]),
    "other headings": lambda paper: replace(paper, headings=0 * paper.headings),
    "texts": lambda paper: _with_texts(paper, texts=paper.texts.texts[1:]),
    "tokens": lambda paper: _with_texts(paper, tokens=paper.texts.tokens[1:]),
    "ids": lambda paper: _with_texts(paper, token_ids=paper.texts.token_ids[1:]),
    "places": lambda paper: _with_texts(paper, starts=paper.texts.starts[::-1]),
}


@pytest.mark.parametrize("wrong", WRONG_VECTORS)
def test_vectors_that_do_not_fit_are_found(wrong: str) -> None:
    """Their counts and their places."""
    encoded = Library(Path("unused"), make_encoder=ToyEncoder).encode(PAPER)
    assert list(vector_faults(encoded)) == []
    assert list(vector_faults(WRONG_VECTORS[wrong](encoded)))


def test_an_index_of_other_vectors_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file by itself is as it was written, but the part is not that of its papers."""

    def swapped(papers: Sequence[EncodedPaper]) -> list[EncodedPaper]:
        return [replace(paper, passage_codes=paper.passage_codes[::-1]) for paper in papers]

    from index.part import Part

    of = Part.of
    monkeypatch.setattr(Part, "of", lambda papers, indexing: of(swapped(papers), indexing))
    make_library(tmp_path / "library")
    (fault,) = verify_library(tmp_path / "library").faults
    assert fault.file == "generations/000004/parts/000001.vectors"
    assert "its vectors are not those of the paper" in fault.fact


def test_damages_are_damages(tmp_path: Path) -> None:
    """Each changes a file that is read."""
    for damage in DAMAGES.values():
        path = tmp_path / "file"
        path.write_text(TEXTS["tea"])
        damage(path)
        assert not path.is_file() or path.read_bytes() != TEXTS["tea"].encode()
        if path.is_dir():
            (path / "inside").unlink()
            path.rmdir()


def test_a_text_that_was_written_wrongly_is_told_and_never_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its checksum is right, so there is nothing to mend it with; a repair changes nothing."""
    folder = tmp_path / "library"
    ids = make_library(folder, keep_originals=False)
    monkeypatch.setattr("index.care.inner_faults.text_faults", lambda *_: ["its notes are odd"])
    faults = verify_library(folder).faults
    assert {fault.fact for fault in faults} == {"its notes are odd"}
    assert len(faults) == len(ids)
    repair = repair_library(folder, make_encoder=ToyEncoder, default_model="toy")
    assert (repair.generation, repair.lost, repair.aside) == (4, (), None)
