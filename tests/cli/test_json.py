"""The JSON of every command: these keys, these types, and offsets that recover the text."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Footnote, Outcome

AMENDMENT = "Which amendment led the US to withhold F-16 jets from Pakistan?"
SOURCE = "Which source does the paper cite for Russia's Indo-centric South Asia policy?"
BOILING = "What is the boiling point of water?"
BUNDLED = "b7f84ff497eb9f5a7333d3dde2977a46"

OUTLINE = {"paper", "text_length", "sections", "notes", "pages", "passages"}
PAPER = {"id", "title", "source"}
SECTION = {"title", "level", "path", "start", "end", "page"}
NOTE = {"marker", "text", "anchor", "page"}
SEARCH = {"query", "hits"}
HIT = {
    *("rank", "score", "scores", "passage_id", "paper_id", "title"),
    *("section", "page", "start", "end", "text"),
}
ASK = {
    *("question", "standalone_question", "answer", "abstained", "confidence"),
    *("citations", "seconds"),
}
CITATION = {
    *("number", "paper_id", "title", "section", "page", "start", "end"),
    *("quote", "answer_span", "notes"),
}
PAPERS_LINE = {"id", "title", "source", "sections", "passages", "notes", "pages"}
EVALUATE = {"questions", "metrics", "per_question", "seconds", "settings"}


def document(outcome: Outcome, *, status: int = 0) -> Any:  # noqa: ANN401 - it is JSON
    """Read standard output, which must be one JSON document and nothing else."""
    assert outcome.status == status, outcome.errors
    return json.loads(outcome.output)


def text_of(footnote: Footnote) -> str:
    """Return the bundled paper's text, as `outline` has it."""
    text = document(footnote("outline", "--text", "--json"))["text"]
    assert isinstance(text, str)
    return text


def check_place(place: dict[str, Any]) -> None:
    """Check what citations, hits and sections say of where they stand."""
    assert isinstance(place["title"], str)
    assert place["page"] is None or isinstance(place["page"], int | str)
    assert place["pdf_page"] is None or isinstance(place["pdf_page"], int)
    assert 0 <= place["start"] < place["end"]


def test_outline_has_the_shape_of_the_contract(footnote: Footnote) -> None:
    """Of the bundled paper, without a library; the text comes when it is asked for."""
    outline = document(footnote("outline", "--json"))
    assert set(outline) >= OUTLINE
    assert "text" not in outline
    assert set(outline["paper"]) >= PAPER
    assert outline["paper"]["id"] == BUNDLED
    assert outline["paper"]["source"] == "pakistan-russia-us.txt"
    assert len(outline["sections"]) == 13
    assert isinstance(outline["passages"], int)
    for section in outline["sections"]:
        assert set(section) >= SECTION
        check_place(section)
        assert section["path"][-1] == section["title"]
        assert len(section["path"]) == section["level"]
    for note in outline["notes"]:
        assert set(note) >= NOTE
        assert isinstance(note["marker"], str)
        assert note["text"] is None or isinstance(note["text"], str)
        assert isinstance(note["page"], int)
    assert [note["marker"] for note in outline["notes"]] == [str(n) for n in range(1, 25)]
    assert [page["number"] for page in outline["pages"]] == list(range(87, 104))
    assert outline["text_length"] > 30_000


def test_offsets_of_the_outline_recover_headings_notes_and_pages(footnote: Footnote) -> None:
    """Every section begins with its title; anchors and pages lie inside the text."""
    outline = document(footnote("outline", "--json", "--text"))
    text = outline["text"]
    assert outline["text_length"] == len(text)
    for section in outline["sections"]:
        assert text[section["start"] :].startswith(section["title"])
        assert section["end"] <= len(text)
    anchors = {note["marker"]: note["anchor"] for note in outline["notes"]}
    assert text[: anchors["6"]].endswith("“Strategic Alliance.”")
    assert text[: anchors["23"]].endswith("President Putin")
    starts = [page["start"] for page in outline["pages"]]
    assert starts == sorted(starts)
    assert all(0 <= start < len(text) for start in starts)


def test_outline_says_the_same_with_and_without_a_library(footnote: Footnote, home: Path) -> None:
    """By default, by id, and by the first letters of the id."""
    from_file = document(footnote("outline", "--text", "--json"))
    assert not home.exists()
    document(footnote("papers", "--json"))
    for arguments in ((), (BUNDLED,), (BUNDLED[:4],)):
        assert document(footnote("outline", *arguments, "--text", "--json")) == from_file


def test_search_has_the_shape_of_the_contract(real_footnote: Footnote) -> None:
    """Ten hits unless another number is asked for; the text is a slice of the paper's."""
    found = document(real_footnote("search", AMENDMENT, "--json"))
    assert set(found) >= SEARCH
    assert found["query"] == AMENDMENT
    assert [hit["rank"] for hit in found["hits"]] == list(range(1, 11))
    text = text_of(real_footnote)
    for hit in found["hits"]:
        assert set(hit) >= HIT
        check_place(hit)
        assert isinstance(hit["score"], float)
        assert {"dense", "lexical"} <= set(hit["scores"])
        assert all(isinstance(score, float) for score in hit["scores"].values())
        assert hit["passage_id"] == f"{BUNDLED}:{hit['start']}-{hit['end']}"
        assert hit["paper_id"] == BUNDLED
        assert all(isinstance(title, str) for title in hit["section"])
        assert text[hit["start"] : hit["end"]] == hit["text"]
    assert "F-16" in found["hits"][0]["text"]
    assert len(document(real_footnote("search", AMENDMENT, "--json", "-k", "3"))["hits"]) == 3


def check_answer(answer: dict[str, Any], text: str) -> None:
    """Check the shape of an answer, and its quotes against the paper's text."""
    assert set(answer) >= ASK
    assert isinstance(answer["abstained"], bool)
    assert 0 <= answer["confidence"] <= 1
    assert answer["seconds"]["total"] >= 0
    assert [cited["number"] for cited in answer["citations"]] == list(
        range(1, len(answer["citations"]) + 1)
    )
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        check_place(citation)
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["answer"]
        if citation["answer_span"] is not None:
            start, end = citation["answer_span"]
            assert citation["start"] <= start < end <= citation["end"]
        for note in citation["notes"]:
            assert set(note) >= {"marker", "text"}


def test_ask_names_the_amendment_with_its_section_page_and_quote(real_footnote: Footnote) -> None:
    """The answer is the paper's own sentence, cited to the page it stands on."""
    answer = document(real_footnote("ask", AMENDMENT, "--json"))
    check_answer(answer, text_of(real_footnote))
    assert answer["question"] == answer["standalone_question"] == AMENDMENT
    assert not answer["abstained"]
    assert "Pressler Amendment" in answer["answer"]
    cited = [
        citation
        for citation in answer["citations"]
        if citation["section"][-1] == "Pak-US Relations in the Post-Cold War Era"
    ]
    assert {citation["page"] for citation in cited} == {93}
    assert any("Pressler Amendment" in citation["quote"] for citation in cited)


def test_ask_shows_the_source_that_the_paper_cites(real_footnote: Footnote) -> None:
    """The paper's note comes with the sentence it belongs to, and its text in the answer."""
    answer = document(real_footnote("ask", SOURCE, "--json"))
    check_answer(answer, text_of(real_footnote))
    assert "Almas Haider Naqvi" in answer["answer"]
    notes = [note for citation in answer["citations"] for note in citation["notes"]]
    assert "Almas Haider Naqvi" in {note["marker"]: note["text"] for note in notes}["2"]


def test_ask_abstains_where_the_paper_has_no_answer(real_footnote: Footnote) -> None:
    """That is an answer, with exit status 0, and with the nearest passages."""
    answer = document(real_footnote("ask", BOILING, "--json"))
    check_answer(answer, text_of(real_footnote))
    assert answer["abstained"]
    assert answer["citations"] == []
    assert answer["confidence"] < 0.5
    assert answer["answer"]
    assert {"passage_id", "text"} <= set(answer["nearest"][0])


def test_ask_gives_as_many_sentences_as_are_asked_for(real_footnote: Footnote) -> None:
    """One with -k 1, and never more than there are."""
    question = "Why did Pakistan's relations with Russia improve?"
    assert len(document(real_footnote("ask", question, "--json", "-k", "1"))["citations"]) == 1
    assert len(document(real_footnote("ask", question, "--json"))["citations"]) <= 3


def test_papers_has_the_shape_of_the_contract(real_footnote: Footnote) -> None:
    """Counts are numbers."""
    (line,) = document(real_footnote("papers", "--json"))["papers"]
    assert set(line) >= PAPERS_LINE
    assert (line["id"], line["source"]) == (BUNDLED, "pakistan-russia-us.txt")
    assert (line["sections"], line["notes"], line["pages"]) == (13, 24, 17)
    assert isinstance(line["passages"], int)


def test_add_has_the_shape_of_the_contract(footnote: Footnote, tmp_path: Path) -> None:
    """What was added, what was there already, what failed and why."""
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("# Bees\n\nBees dance.\n")
    bad.write_bytes(b"\xff\xfd")
    report = document(footnote("add", "--json", good, bad, good), status=1)
    assert set(report) >= {"added", "skipped", "failed"}
    (added,), (skipped,), (failed,) = report["added"], report["skipped"], report["failed"]
    assert set(added) >= {"id", "title", "source"}
    assert set(skipped) >= {"id", "source"}
    assert set(failed) >= {"source", "error"}
    assert (added["title"], added["source"]) == ("Bees", str(good))
    assert skipped == {"id": added["id"], "source": str(good)}
    assert failed["source"] == str(bad)
    assert "UTF-8" in failed["error"]


def test_citations_name_the_right_one_of_two_papers(
    real_footnote: Footnote, tmp_path: Path
) -> None:
    """And a question can be kept to one of them, as often as it is named."""
    bees = tmp_path / "bees.md"
    bees.write_text("# On Bees\n\n## Dances\n\nHoney bees dance to share the way to flowers.\n")
    (added,) = document(real_footnote("add", "--json", bees))["added"]
    answer = document(real_footnote("ask", "Why do honey bees dance?", "--json"))
    (citation,) = answer["citations"]
    assert (citation["paper_id"], citation["title"]) == (added["id"], "On Bees")
    assert (citation["section"], citation["page"]) == (["On Bees", "Dances"], None)
    other = document(real_footnote("ask", AMENDMENT, "--json"))
    assert {citation["paper_id"] for citation in other["citations"]} == {BUNDLED}
    kept = real_footnote("ask", AMENDMENT, "--json", "--paper", added["id"][:6])
    nearest = document(kept)["nearest"]
    assert {hit["paper_id"] for hit in nearest} <= {added["id"]}
    both = real_footnote("search", "bees", "--json", "--paper", BUNDLED, "--paper", added["id"])
    assert {hit["paper_id"] for hit in document(both)["hits"]} == {BUNDLED, added["id"]}


def test_evaluate_has_the_shape_of_the_contract(real_footnote: Footnote, tmp_path: Path) -> None:
    """Each figure has its interval and the number of questions it is over."""
    rows = [
        {
            "id": "amendment",
            "question": AMENDMENT,
            "answers": ["Pressler Amendment"],
            "evidence": ["came the Pressler Amendment"],
        },
        {"id": "boiling", "question": BOILING, "answers": [], "evidence": []},
    ]
    qa_file = tmp_path / "questions.jsonl"
    qa_file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    evaluation = document(
        real_footnote("evaluate", qa_file, "--json", "--out", tmp_path / "out", "--quiet")
    )
    assert set(evaluation) >= EVALUATE
    assert evaluation["questions"] == 2
    assert evaluation["metrics"]["evidence_recall@5"]["value"] == 1.0
    assert evaluation["metrics"]["quote_exists"]["value"] == 1.0
    for figure in evaluation["metrics"].values():
        assert set(figure) >= {"value", "low", "high", "n"}
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert figure["n"] in {1, 2}
    assert [result["id"] for result in evaluation["per_question"]] == ["amendment", "boiling"]
    assert evaluation["seconds"] > 0
    assert isinstance(evaluation["settings"], dict)
    for citation in evaluation["per_question"][0]["citations"]:
        assert set(citation) >= CITATION
        assert citation["page"] == 93
    assert (tmp_path / "out").is_dir()


@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_empty_library_answers_with_nothing(footnote: Footnote, command: str) -> None:
    """All papers may be removed; the documents keep their shape."""
    assert footnote("remove", BUNDLED).status == 0
    assert document(footnote("papers", "--json")) == {"papers": []}
    found = document(footnote(command, "What is the Pressler Amendment?", "--json"))
    if command == "search":
        query = "What is the Pressler Amendment?"
        assert found == {"query": query, "notice": None, "hits": []}
    else:
        check_answer(found, "")
        assert (found["abstained"], found["citations"]) == (True, [])
        assert "no papers" in found["answer"]
        assert "footnote add" in found["answer"]
    assert document(footnote("outline", "--json"))["paper"]["id"] == BUNDLED
