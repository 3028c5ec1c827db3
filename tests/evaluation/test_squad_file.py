import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QAFileError
from corpus.paper import Span
from qa.evaluation import QAPair, QuestionSet, load_questions
from qa.evaluation.questions.aligned_text import AlignedText
from qa.evaluation.questions.squad_file import read_squad
from tests.conftest import Footnote

BEES = (
    "Bees dance to share directions. A long dance means that food is far. The dance was\n"
    "decoded in 1923 by Karl von Frisch, who won a prize.\n\nBees rest at night, and in 1923 "
    "nobody knew why."
)
ANTS = "Ants lay trails of scent. Other ants follow a trail to the food."
TRAILS = "Trails fade within an hour."
GOOD = {
    "id": "good",
    "question": "What do ants lay?",
    "answers": [{"text": "trails of scent", "answer_start": 9}],
}


def question(
    name: object, text: str, *answers: tuple[str, int], **more: object
) -> dict[str, object]:
    """Write a question with its answers, as (text, offset)."""
    golds = [{"text": answer, "answer_start": start} for answer, start in answers]
    return {"id": name, "question": text, "answers": golds, **more}


def article(
    *paragraphs: tuple[str, Sequence[object]], title: str | None = None
) -> dict[str, object]:
    """Write an article of contexts with their questions."""
    content = [{"context": context, "qas": qas} for context, qas in paragraphs]
    return {"paragraphs": content} | ({"title": title} if title else {})


def load(folder: Path, *articles: object, skip_bad: bool = False) -> QuestionSet:
    """Load a SQuAD file with these articles."""
    path = folder / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": articles}), encoding="utf-8")
    return load_questions(path, skip_bad=skip_bad)


def by_id(questions: QuestionSet) -> Mapping[str, QAPair]:
    """Return the questions by their ids."""
    return {pair.id: pair for pair in questions.pairs}


def test_an_article_becomes_a_paper_and_its_questions_belong_to_it(tmp_path: Path) -> None:
    """All contexts of an article are one paper, with the title of the article."""
    questions = load(
        tmp_path,
        article((BEES, [question(7, "Why dance?", ("share directions", 14))]), title="Honey_bees"),
        article(
            (ANTS, [question("a", "What do ants lay?", ("trails of scent", 9))]),
            (TRAILS, [question("b", "How soon do trails fade?", ("within an hour", 12))]),
        ),
    )
    bees, ants = (source.read() for source in questions.sources)
    assert (bees.title, ants.text) == ("Honey bees", f"{ANTS}\n\n{TRAILS}")
    assert [source.id for source in questions.sources] == [bees.id, ants.id]
    pairs = by_id(questions)
    assert pairs["7"] == QAPair(
        id="7",
        question="Why dance?",
        kind="answerable",
        answers=("share directions",),
        evidence=("Bees dance to share directions.",),
        paper=bees.id,
    )
    assert (pairs["b"].paper, pairs["b"].evidence) == (ants.id, (TRAILS,))
    assert pairs["b"].papers == (ants.id,)
    assert {pair.papers for pair in questions.across_papers().pairs} == {()}


def test_the_same_article_twice_is_one_paper(tmp_path: Path) -> None:
    """Its id is that of its text."""
    questions = load(
        tmp_path,
        article((ANTS, [question("a", "What?", ("scent", 19))])),
        article((ANTS, [question("b", "Who follows?", ("Other ants", 26))])),
    )
    assert len(questions.sources) == 1
    assert {pair.paper for pair in questions.pairs} == {questions.sources[0].id}


def test_impossible_questions_have_neither_answers_nor_evidence(tmp_path: Path) -> None:
    """Plausible answers are none."""
    plausible = [{"text": "scent", "answer_start": 19}]
    impossible = question(
        "a", "What do wasps lay?", is_impossible=True, plausible_answers=plausible
    )
    (pair,) = load(tmp_path, article((ANTS, [impossible]))).pairs
    assert (pair.kind, pair.answerable, pair.evidence) == ("unanswerable", False, ())


@pytest.mark.parametrize("offset", [-3, -1, 0, 1, 3])
def test_the_occurrence_nearest_to_the_offset_is_meant(tmp_path: Path, offset: int) -> None:
    """The year stands in two sentences; offsets that are a little off still tell which."""
    first, second = BEES.index("1923"), BEES.rindex("1923")
    questions = load(
        tmp_path,
        article(
            (
                BEES,
                [
                    question("first", "When was it decoded?", ("1923", first + offset)),
                    question("second", "When did nobody know?", (" 1923 ", second + offset)),
                ],
            )
        ),
    )
    pairs = by_id(questions)
    assert pairs["first"].evidence == (
        "The dance was decoded in 1923 by Karl von Frisch, who won a prize.",
    )
    assert pairs["second"].evidence == ("Bees rest at night, and in 1923 nobody knew why.",)
    assert pairs["second"].answers == ("1923",)


def test_evidence_is_every_sentence_that_an_answer_reaches_into(tmp_path: Path) -> None:
    """Of all its annotators; the same answer is kept once."""
    answers = [
        ("food is far. The dance was\ndecoded in 1923", BEES.index("food")),
        ("food is far", BEES.index("food")),
        ("food is far.", BEES.index("food")),
    ]
    (pair,) = load(tmp_path, article((BEES, [question("a", "What?", *answers)]))).pairs
    assert pair.answers == ("food is far. The dance was decoded in 1923", "food is far")
    assert pair.evidence == (
        "A long dance means that food is far.",
        "The dance was decoded in 1923 by Karl von Frisch, who won a prize.",
    )


def test_what_reading_mends_is_found_and_is_a_gold_answer_as_well(tmp_path: Path) -> None:
    """A word that was broken at the end of a line is whole in the paper."""
    context = (
        "The descendants of the virus persist. Many lineages of it are known, and the lin-\n"
        "eages of today descend from the pandemic of that year."
    )
    answer = "the lin-\neages of today"
    asked = question("a", "What descends?", (answer, context.index("the lin-")))
    questions = load(tmp_path, article((context, [asked])))
    paper = questions.sources[0].read()
    (pair,) = questions.pairs
    assert "lineages of today" in paper.text
    assert pair.answers == ("the lin- eages of today", "the lineages of today")
    assert len(pair.evidence) == 1
    assert pair.evidence[0] in paper.text


def test_all_faults_are_listed_with_their_places(tmp_path: Path) -> None:
    """Articles and paragraphs are counted from 1; without what is at fault, the rest is read."""
    good = question("a", "What?", ("scent", 19))
    articles = [
        article(
            (
                ANTS,
                [
                    good,
                    question("b", "Where?", ("honey", 3)),
                    question("c", ""),
                    question("a", "Again?", ("scent", 19)),
                    {"id": "d", "question": "Which?", "answers": [{"text": "scent"}]},
                    "e",
                ],
            )
        ),
        {"paragraphs": [{"context": "...", "qas": []}, {"context": ANTS}]},
        ["paragraphs"],
    ]
    with pytest.raises(QAFileError) as caught:
        load(tmp_path, *articles)
    assert str(caught.value).splitlines()[1:-1] == [
        '  article 1, question "b": its context does not have the answer “honey”',
        '  article 1, question "c": the question is missing: give it as text under "question"',
        '  article 1, question "c": no "answers", and "is_impossible" is not true: give either',
        '  article 1, question "a": another question has the same id: make it unique',
        '  article 1, question "d": an answer must be {"text": …, "answer_start": …}',
        '  article 1, question "1.1.6": it is no object with a question',
        '  article 2: paragraph 1 has no text under "context" or no list under "qas"',
        '  article 2: paragraph 2 has no text under "context" or no list under "qas"',
        '  article 3: no list under "paragraphs": write {"paragraphs": [{"context": …, "qas": …}]}',
    ]
    questions = load(tmp_path, *articles, skip_bad=True)
    assert [pair.id for pair in questions.pairs] == ["a"]
    assert len(questions.faults) == 9


@pytest.mark.parametrize("content", ["", "[]", '{"data": 5}', "[" * 100_000, '{"data": ['])
def test_a_file_that_is_no_squad_file_is_refused(tmp_path: Path, content: str) -> None:
    """The message says what is expected."""
    path = tmp_path / "squad.json"
    path.write_text(content)
    with pytest.raises(QAFileError, match=r"squad is (?:not JSON|no SQuAD file)"):
        load_questions(path)


@given(st.text("ab1 .\n-", max_size=40), st.integers(0, 39), st.integers(1, 10))
def test_a_piece_is_found_where_it_was_cut_out(text: str, start: int, length: int) -> None:
    """Whatever stands around it, and in a copy without white space and punctuation."""
    piece = text[start : start + length]
    if any(map(str.isalnum, piece)):
        aligned = AlignedText(text)
        found = aligned.find(piece, start, within=Span(0, len(text)))
        assert found is not None
        assert [letter for letter in text[found.start : found.end] if letter.isalnum()] == [
            letter for letter in piece if letter.isalnum()
        ]
        bare = "".join(filter(str.isalnum, text))
        there = aligned.find_in(AlignedText(bare), found)
        assert there is not None
        assert bare[: there.start] == "".join(filter(str.isalnum, text[: found.start]))


END = "Cats sleep all day. Dogs bark."


@pytest.mark.parametrize(
    ("answer", "start", "evidence"),
    [
        (".", END.rindex("."), "Dogs bark."),
        (".", END.index("."), "Cats sleep all day."),
        (" .", END.rindex(".") - 1, "Dogs bark."),
        (" .", END.rindex("."), "Dogs bark."),
        (".", END.rindex(".") - 1, None),
        (" D", END.index(" D"), "Dogs bark."),
        ("bark.", END.index("bark"), "Dogs bark."),
        ("Cats", 0, "Cats sleep all day."),
        ("Cats", -5, "Cats sleep all day."),
        ("bark", 10**9, "Dogs bark."),
        (".", -1, None),
        (".", len(END), None),
        ("!", END.rindex("."), None),
    ],
)
def test_answers_at_the_ends_and_beyond(
    tmp_path: Path, answer: str, start: int, evidence: str | None
) -> None:
    """What is there has the sentence it stands in; without letters it must stand exactly there."""
    asked = question("a", "What do they do?", (answer, start))
    pairs = load(tmp_path, article((ANTS, [GOOD]), (END, [asked])), skip_bad=True).pairs
    found = {pair.id: pair.evidence for pair in pairs}
    assert found.pop("good") == ("Ants lay trails of scent.",)
    assert found == ({"a": (evidence,)} if evidence else {})


@pytest.mark.parametrize("answer", ["", " ", "\n\t", None, 5])
def test_an_answer_of_nothing_is_a_fault(tmp_path: Path, answer: object) -> None:
    """At whatever offset."""
    asked = {
        "id": "a",
        "question": "What do they do?",
        "answers": [{"text": answer, "answer_start": 3}],
    }
    with pytest.raises(QAFileError, match="an answer must be"):
        load(tmp_path, article((END, [asked])))


LETTERS = "ab1 .,\n-\u0301\u00e9\u2028\x85\ud800\u200b\ufb01"


@given(
    st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=3),
    st.text(LETTERS, max_size=8),
    st.integers(-40, 80),
    st.booleans(),
)
def test_any_answer_is_found_or_a_fault(
    contexts: list[str],
    answer: str,
    start: int,
    cut: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever the contexts and answers hold; evidence is of the paper, or the answer itself."""
    if cut:
        answer = contexts[0][max(0, start) : max(0, start) + 5]
    paragraphs = [
        {"context": context, "qas": [question(number, "What?", (answer, start))]}
        for number, context in enumerate(contexts)
    ]
    questions = read_squad(json.dumps({"data": [{"paragraphs": paragraphs}]}), name="any")
    texts = {source.id: source.read().text for source in questions.sources}
    for pair in questions.pairs:
        assert pair.paper is not None
        assert pair.answers
        for piece in pair.evidence:
            assert piece in texts[pair.paper] or piece == " ".join(answer.split())


def test_a_sign_at_the_very_end_is_evaluated(real_footnote: Footnote, tmp_path: Path) -> None:
    """To the end, with its result kept; halves of surrogate pairs in the file do no harm."""
    asked = question("1", "What do dogs do?", (".", 29))
    half = question("2", "What do cats do?", ("sleep", 5), ("\ud800", 31))
    path = tmp_path / "squad.json"
    data = [article((f"{END} \ud800", [asked, half]), title="T\udfff")]
    path.write_text(json.dumps({"data": data}))
    outcome = real_footnote("evaluate", path, "--out", tmp_path / "run", "--json")
    assert outcome.status == 0, outcome.errors
    assert json.loads(outcome.output)["questions"] == 2
    assert len((tmp_path / "run" / "results.jsonl").read_bytes().splitlines()) == 2
