from pathlib import Path

import pytest

from corpus.errors import QAFileError
from corpus.formats import read_bundled_paper, read_paper
from corpus.paper import Paper
from qa.evaluation import QAPair
from qa.evaluation.checks.checking import check_question_file, check_questions
from qa.evaluation.checks.closest_text import closest_text
from qa.evaluation.checks.findings import Finding, NumberedPair
from qa.evaluation.questions.rubric import Nugget, Rubric

TEXT = """# On Bees

## Dances

Bees dance to share the way to flowers. A long dance means that the food is far away.
The dance was decoded by Karl von Frisch in 1927, and 20% of the bees follow it.

## Honey

Honey keeps for years in a closed jar, because it holds hardly any water.
"""


@pytest.fixture
def bees(tmp_path: Path) -> Paper:
    """Return a paper of five sentences in two sections."""
    path = tmp_path / "bees.md"
    path.write_text(TEXT)
    return read_paper(path)


@pytest.fixture(scope="module")
def bundled() -> Paper:
    """Return the paper that comes with Footnote."""
    return read_bundled_paper()


def check(*pairs: QAPair, papers: tuple[Paper, ...]) -> list[Finding]:
    """Check questions, numbered by their place."""
    numbered = [NumberedPair(line, pair) for line, pair in enumerate(pairs, start=1)]
    return list(check_questions(numbered, papers))


def test_nuggets_denials_and_sections_must_be_there(bees: Paper) -> None:
    """In the text word for word, each piece; the title of a section as it is printed."""
    sound = Rubric(nuggets=(Nugget("Bees dance", ("Honey keeps",)),), within="dances")
    assert check(QAPair("a", "What is danced?", rubric=sound), papers=(bees,)) == []
    wrong = Rubric(nuggets=(Nugget("Bees dance", ("Bees danced to share",)),), within="Wax")
    nugget, section = check(QAPair("a", "What is danced?", rubric=wrong), papers=(bees,))
    assert nugget.must_mend
    assert nugget.message == "this nugget does not occur in the paper: “Bees danced to share”"
    assert nugget.closest is not None
    assert nugget.closest.text.startswith("Bees dance to share")
    assert section.must_mend
    assert section.message == "no section is called “Wax”: `footnote outline` lists them"
    denial = QAPair("a", "Do wasps dance?", rubric=Rubric(denial=("Wasps dance to share",)))
    assert [found.must_mend for found in check(denial, papers=(bees,))] == [True]


def test_a_sound_question_gives_no_finding(bees: Paper) -> None:
    """Its evidence may be broken over lines, and its answer be written in capitals."""
    pair = QAPair(
        "a",
        "Who understood how bees tell each other where food is?",
        answers=("KARL VON FRISCH",),
        evidence=("The dance was decoded by\nKarl von Frisch",),
    )
    assert check(pair, papers=(bees,)) == []


def test_evidence_that_does_not_occur_comes_with_the_closest_text(bees: Paper) -> None:
    """Verbatim, in whole words, so that it can be copied."""
    pair = QAPair("a", "What is it for?", evidence=("bees dances for sharing the way to flower",))
    (finding,) = check(pair, papers=(bees,))
    assert (finding.line, finding.id, finding.must_mend) == (1, "a", True)
    assert "evidence does not occur" in finding.message
    assert finding.closest is not None
    assert finding.closest.text == "Bees dance to share the way to flowers"
    assert finding.closest.section == ("On Bees", "Dances")
    assert 0.8 < finding.closest.similarity < 0.95


def test_the_closest_text_has_its_page(bundled: Paper, bees: Paper) -> None:
    """Of several papers it is the likest; a straight apostrophe and a slip are no obstacle."""
    found = closest_text(
        "After Pakistan's May 1998 nuclear test, President Clinton", (bees, bundled)
    )
    assert found is not None
    assert found.text == "After Pakistan’s May 1998 nuclear tests, President Bill Clinton"
    assert found.page == "93"
    assert found.section[-1] == "Pak-US Relations in the Post-Cold War Era"
    assert found.paper_id == bundled.id


def test_nothing_is_suggested_for_what_is_like_nothing(bees: Paper) -> None:
    """A half-hearted suggestion would only mislead."""
    assert closest_text("Quantum chromodynamics on a lattice", (bees,)) is None
    assert closest_text("", (bees,)) is None
    assert closest_text("x", ()) is None


def test_an_answer_that_does_not_occur_must_be_mended(bees: Paper) -> None:
    """An answer in the paper's own words would count as wrong for ever."""
    pair = QAPair("a", "Who decoded it?", answers=("Carl von Frisch",))
    (finding,) = check(pair, papers=(bees,))
    assert finding.must_mend
    assert "this answer does not occur in the paper: “Carl von Frisch”" in finding.message
    assert finding.closest is not None
    assert finding.closest.text == "Karl von Frisch"


def test_one_answer_of_several_is_enough_but_not_of_a_list(bees: Paper) -> None:
    """Of kind list, a right answer holds them all."""
    answers = ("Karl von Frisch", "von Frisch, Karl")
    assert check(QAPair("a", "Who decoded it?", answers=answers), papers=(bees,)) == []
    (finding,) = check(QAPair("a", "Who?", kind="list", answers=answers), papers=(bees,))
    assert "von Frisch, Karl" in finding.message


def test_notes_count_as_text_for_answers(bundled: Paper) -> None:
    """A question of kind note is answered by what a note says."""
    note = next(note for note in bundled.notes if note.text)
    assert note.text is not None
    pair = QAPair("a", "Which source is cited?", kind="note", answers=(note.text[:40],))
    assert check(pair, papers=(bundled,)) == []


def test_evidence_that_no_passage_holds_must_be_mended(bees: Paper) -> None:
    """It runs over a heading, so that retrieval could never be right."""
    start = bees.text.index("and 20%")
    piece = bees.text[start : bees.text.index("keeps for years") + 15]
    (finding,) = check(QAPair("a", "What?", evidence=(piece,)), papers=(bees,))
    assert finding.must_mend
    assert "lies in one passage" in finding.message
    both = QAPair("a", "What?", evidence=(piece, "Honey keeps for years"))
    assert check(both, papers=(bees,)) == []


def test_a_question_is_checked_against_its_own_paper(bees: Paper, bundled: Paper) -> None:
    """What another paper says is no evidence; a paper that is not there is told."""
    pair = QAPair("a", "How long?", evidence=("Honey keeps for years",))
    papers = (bundled, bees)
    assert check(pair, papers=papers) == []
    other = QAPair("a", "How long?", evidence=pair.evidence, paper=bundled.id)
    assert "does not occur" in check(other, papers=papers)[0].message
    (missing,) = check(QAPair("a", "How long?", paper="0123"), papers=papers)
    assert missing.must_mend
    assert 'no paper of the library has the id "0123"' in missing.message


def test_near_duplicates_are_told_of(bees: Paper) -> None:
    """The same words in another order or form, about the same paper, after the same questions."""
    first = QAPair("a", "Which bees danced the long dance?")
    same = QAPair("b", "The long dance: which bee dances it?")
    other = QAPair("c", "Which wasps danced the long dance?")
    after = QAPair(
        "d", "Which bees danced the long dance?", history=("Where do wasps nest at night?",)
    )
    elsewhere = QAPair("e", "Which bees danced the long dance?", paper=bees.id)
    findings = [
        finding
        for finding in check(first, same, other, after, elsewhere, papers=(bees,))
        if "nearly the same" in finding.message
    ]
    assert [(finding.line, finding.must_mend) for finding in findings] == [(2, False)]
    assert "line 1 (a): “Which bees danced the long dance?”" in findings[0].message


def test_an_unanswerable_question_whose_words_stand_together_is_suspicious(bees: Paper) -> None:
    """The sentence is shown; two words stand together anywhere."""
    suspicious = QAPair("a", "How many percent of bees follow the decoded dance of Frisch?")
    words = QAPair("b", "Do the bees follow the decoded dance of Frisch?")
    few = QAPair("c", "Do bees dance?")
    findings = check(suspicious, words, few, papers=(bees,))
    assert [(finding.id, finding.must_mend) for finding in findings] == [("b", False)]
    assert findings[0].closest is not None
    assert findings[0].closest.text.startswith("The dance was decoded by Karl von Frisch")


def test_lines_are_those_of_the_file(bees: Paper, tmp_path: Path) -> None:
    """Rows that cannot be read among them, which do not shift the others."""
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "a", "question": "Why?", "evidence": ["nowhere at all"]}\n\n{\n'
        '{"id": "a", "question": "How?"}\n{"question": "Who?", "answers": ["Nobody Atall"]}\n'
    )
    count, findings = check_question_file(path, (bees,))
    assert count == 4
    assert [(finding.line, finding.id) for finding in findings] == [
        (1, "a"),
        (3, None),
        (4, None),
        (5, "q4"),
    ]
    assert all(finding.must_mend for finding in findings)


def test_rows_of_csv_are_checked(bees: Paper, tmp_path: Path) -> None:
    """A cell may run over several lines; the row is where it starts."""
    path = tmp_path / "questions.csv"
    path.write_text('question,evidence\n"Why do\nbees?",Bees dance\nWho?,nowhere at all\n')
    count, findings = check_question_file(path, (bees,))
    assert (count, [finding.line for finding in findings]) == (2, [4])


def test_a_format_that_brings_its_papers_is_not_checked(tmp_path: Path, bees: Paper) -> None:
    """Nor is a file that is not there."""
    with pytest.raises(QAFileError, match="its format brings the papers along"):
        check_question_file(tmp_path / "squad.json", (bees,))
    with pytest.raises(QAFileError, match="There is no QA file"):
        check_question_file(tmp_path / "none.jsonl", (bees,))
