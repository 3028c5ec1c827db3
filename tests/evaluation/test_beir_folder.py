import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from corpus.errors import QAFileError
from qa.evaluation import load_questions

CORPUS: list[dict[str, object]] = [
    {"_id": "1", "title": "Bees", "text": "Bees dance.\nThey rest.\n\nHoney keeps."},
    {"_id": "12", "title": "Ants", "sentences": ["Ants lay trails.", "Others follow."]},
    {"_id": "x/y:z", "title": "Only a title", "text": ""},
]
QUERIES = [{"_id": "q1", "text": "What do bees do?"}, {"_id": "q2", "text": "What do ants lay?"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\t1\t2\nq1\t12\t0\nq2\t12\t1\n"


def lines(rows: Sequence[Mapping[str, object]]) -> str:
    """Write JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in BEIR's format."""
    (tmp_path / "corpus.jsonl").write_text(lines(CORPUS))
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES))
    (tmp_path / "qrels.tsv").write_text(QRELS)
    return tmp_path


def test_a_document_becomes_a_paper(folder: Path) -> None:
    """From its text or its sentences, or from the title where there is nothing else."""
    papers = [source.read() for source in load_questions(folder).sources]
    assert [(paper.title, paper.source, paper.text) for paper in papers] == [
        ("Bees", "1", "Bees dance. They rest.\n\nHoney keeps."),
        ("Ants", "12", "Ants lay trails. Others follow."),
        ("Only a title", "x/y:z", "Only a title"),
    ]
    assert len({len(paper.id) for paper in papers}) == 1


def test_a_query_is_judged_by_the_papers_of_its_documents(folder: Path) -> None:
    """With the grades of the file, zeros too."""
    questions = load_questions(folder)
    bees, ants, _ = (source.id for source in questions.sources)
    assert [(pair.id, pair.question, pair.judgements) for pair in questions.pairs] == [
        ("q1", "What do bees do?", {bees: 2, ants: 0}),
        ("q2", "What do ants lay?", {ants: 1}),
    ]
    assert {pair.papers for pair in questions.pairs} == {()}


def test_documents_of_the_same_text_stay_two_papers(folder: Path) -> None:
    """Their ids tell them apart, as the judgements do."""
    (folder / "corpus.jsonl").write_text(lines([*CORPUS, CORPUS[0] | {"_id": "copy"}]))
    assert len({source.id for source in load_questions(folder).sources}) == 4


def test_judgements_may_lie_in_a_folder_of_their_own(folder: Path) -> None:
    """Of several files, the one to use is named; queries that it does not judge are passed over."""
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert len(load_questions(folder).pairs) == 2
    (folder / "qrels" / "dev.tsv").write_text("q2\t12\t1\n")
    with pytest.raises(QAFileError, match=r"several files of judgements.*dev\.tsv, .*test\.tsv"):
        load_questions(folder)
    assert [pair.id for pair in load_questions(folder / "qrels" / "dev.tsv").pairs] == ["q2"]


def test_queries_of_several_files_are_taken_together(folder: Path) -> None:
    """As the parts of a benchmark come."""
    (folder / "queries.jsonl").write_text(lines(QUERIES[:1]))
    (folder / "queries-dev.jsonl").write_text(lines(QUERIES[1:]))
    assert {pair.id for pair in load_questions(folder).pairs} == {"q1", "q2"}


def test_all_faults_are_listed_with_file_and_line(folder: Path) -> None:
    """And what is sound can be used without them."""
    with (folder / "corpus.jsonl").open("a") as file:
        file.write('{"_id": "1", "text": "Again"}\n{"_id": 5, "text": "x"}\n{"_id": "e"}\nno\n')
        file.write('{"_id": "l", "sentences": ["x", 1]}\n')
    with (folder / "queries.jsonl").open("a") as file:
        file.write('{"_id": "q3", "text": ""}\n{"text": "Who?"}\n')
    with (folder / "qrels.tsv").open("a") as file:
        file.write("q9\t1\t1\nq1\t99\t1\nq1\t1\thigh\nq1 1 1\n")
    or_sentences = 'or a list of texts under "sentences"'
    with pytest.raises(QAFileError) as caught:
        load_questions(folder)
    assert str(caught.value).splitlines()[1:-1] == [
        '  corpus.jsonl line 4: the id "1" is not unique',
        '  corpus.jsonl line 5: no text under "_id"',
        '  corpus.jsonl line 6: the document "e" has neither title nor text',
        "  corpus.jsonl line 7: not JSON at column 1 (Expecting value): mend the object",
        f'  corpus.jsonl line 8: it needs text under "title" and "text", {or_sentences}',
        '  queries.jsonl line 3: the question is missing: give it as text under "question"',
        '  queries.jsonl line 4: no "_id"',
        '  qrels.tsv line 5: there is no query "q9"',
        '  qrels.tsv line 6: there is no document "99" in corpus.jsonl',
        '  qrels.tsv line 7: the grade "high" is no whole number',
        "  qrels.tsv line 8: 1 columns, and not query, document and grade parted by tabs",
    ]
    assert len(load_questions(folder, skip_bad=True).pairs) == 2


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_folder_without_one_of_its_files_is_refused(folder: Path, name: str) -> None:
    """The message says which is missing."""
    (folder / name).unlink()
    with pytest.raises(QAFileError, match=f"not in BEIR's format: it has no {name}"):
        load_questions(folder)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_only_ends_of_lines_part_judgements(folder: Path, sign: str, end: str) -> None:
    """Not what parts lines of text elsewhere, which ids, texts and queries may hold."""
    named = f"d{sign}1"
    rows = {
        "corpus": {"_id": named, "title": "Bees", "text": f"Bees{sign}dance."},
        "queries": {"_id": "q", "text": f"What{sign}else?"},
    }
    for name, row in rows.items():
        written = json.dumps(row, ensure_ascii=False) + "\n"
        (folder / f"{name}.jsonl").write_text(written, encoding="utf-8", newline="")
    judged = f"query-id\tcorpus-id\tscore{end}q\t{named}\t1{end}"
    (folder / "qrels.tsv").write_text(judged, encoding="utf-8", newline="")
    (pair,) = load_questions(folder).pairs
    assert list(pair.judgements.values()) == [1]


def test_halves_of_surrogate_pairs_are_replaced(folder: Path) -> None:
    """In ids, titles and texts; two documents of such ids stay two."""
    rows = [{"_id": name, "title": f"T{name}", "text": f"Bees {name}."} for name in "\ud800\ud801"]
    (folder / "corpus.jsonl").write_text(lines([*CORPUS, *rows]))
    papers = [source.read() for source in load_questions(folder).sources][len(CORPUS) :]
    assert [(paper.title, paper.text) for paper in papers] == [("T\ufffd", "Bees \ufffd.")] * 2
    assert len({paper.id for paper in papers}) == 2
    assert all(paper.source.encode() for paper in papers)
