import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from scipy.stats import binomtest  # type: ignore[import-untyped]

from corpus.errors import RunError
from qa.evaluation import evaluate, write_results
from qa.evaluation.comparison.compare import compare_runs
from qa.evaluation.reports import comparison_page, write_report, write_reports
from qa.evaluation.reports.curves import operating_point, recall_at_each_k, wilson_interval
from qa.evaluation.reports.failures import failures_of
from qa.evaluation.reports.plots import figures
from qa.evaluation.reports.report_page import report_page
from tests.evaluation_world import PAIRS, ScriptedRetriever, paper_text, perfect_answerer
from tests.stored_runs import (
    CITATION,
    PASSAGE,
    abstained,
    answered,
    questions,
    stored,
    wrong,
)

VOID = {"meta", "input", "wbr", "br"}


class TagReader(HTMLParser):
    """Checks that every element is closed where it was opened, and notes what is there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids.extend(value or "" for name, value in attrs if name == "id")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


HOSTILE = (
    '</style></title><script>alert(1)</script><img src=x onerror="alert(2)">\u202e\ud800\x00&amp;'
)


def rubric(**changes: object) -> dict[str, object]:
    """Return a rubric as a line of results has it, empty but for the changes."""
    lists: dict[str, object] = {"nuggets": [], "verdicts": [], "shown": [], "denial": []}
    return {"scope": None, "need": None, "within": None} | lists | changes


def hostile_line() -> dict[str, object]:
    """Return a failing question in which every text is an attack on the page."""
    citation = CITATION | {"quote": HOSTILE, "title": HOSTILE, "section": [HOSTILE]}
    citation |= {"answer_span": None, "notes": [{"marker": HOSTILE, "text": HOSTILE}]}
    passage = PASSAGE | {"text": HOSTILE, "section": [HOSTILE], "title": HOSTILE, "page": HOSTILE}
    return wrong(
        HOSTILE,
        kind=HOSTILE,
        paper=HOSTILE,
        question=HOSTILE,
        history=[HOSTILE],
        standalone_question=HOSTILE + "?",
        gold_answers=[HOSTILE],
        gold_evidence=[HOSTILE],
        answer=HOSTILE,
        citations=[citation],
        retrieved=[passage],
        style=HOSTILE,
        rubric=rubric(
            nuggets=[{"text": HOSTILE, "also": [HOSTILE], "side": HOSTILE}],
            within=HOSTILE,
            shown=[HOSTILE],
            denial=[HOSTILE],
        ),
    )


def test_the_page_stands_alone() -> None:
    """One file without scripts, in which nothing is fetched from elsewhere."""
    page = report_page(stored(answered("q1"), wrong("q2"), abstained("q3", abstained=False)))
    reader = TagReader(page)
    assert {"h1", "table", "svg", "article", "style"} <= reader.tags
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not reader.attributes & {"src", "srcset", "action", "onload", "onclick", "background"}
    assert not re.search(r"url\(|@import|https?:", page)
    assert len(set(reader.ids)) == len(reader.ids)


def test_whatever_is_in_a_text_is_shown_and_does_nothing() -> None:
    """Mark-up is text, and what must not be in a page is replaced; a comparison is no different."""
    run = stored(hostile_line())
    other = stored(hostile_line() | {"scores": answered("x")["scores"]}, name=HOSTILE)
    for page in (report_page(run), comparison_page(compare_runs(run, other, resamples=10))):
        reader = TagReader(page)
        assert not reader.tags & {"script", "img"}
        assert "onerror" not in reader.attributes
        assert "<script>alert(1)</script>" in reader.text
        assert "\ufffd\ufffd\ufffd&amp;" in reader.text
        assert not set("\u202e\ud800\x00") & set(page)
        page.encode()


def test_gold_cited_and_retrieved_text_stand_side_by_side() -> None:
    """Of a question that failed, with the evidence marked and the answer in bold."""
    passage = PASSAGE | {"rank": 6, "text": "Some say: Honey keeps\nfor years, always."}
    line = answered(
        "q1",
        scores={"evidence_recall@5": 0.0, "mrr": 1 / 6},
        rank=6,
        retrieved=[PASSAGE | {"text": "Wax burns."}, passage],
        history=["What do bees make?"],
        standalone_question="How long does the honey of bees keep?",
    )
    page = report_page(stored(line, answered("q2")))
    card = page[page.index("<article") : page.index("</article>")]
    assert page.count("<article") == 1
    assert "What do bees make?" in card
    assert "Understood as: How long does the honey of bees keep?" in card
    assert "<li>years</li>" in card
    assert "<mark>Honey keeps for </mark><mark><strong>years</strong></mark>, they say." in card
    assert "Food › Honey, p. 7" in card
    assert "Note 3: its text is not in the file" in card
    assert "<blockquote>Wax burns.</blockquote>" in card
    assert "Some say: <mark>Honey keeps\nfor years</mark>, always." in card
    assert "Evidence is at rank 6" in card


def test_a_quote_that_is_part_of_the_evidence_is_marked() -> None:
    """A piece of evidence may run over more than the sentence that was quoted."""
    gold = "Honey keeps for years, they say. Wax does not."
    page = report_page(stored(wrong("q1", gold_evidence=[gold], citations=[CITATION])))
    assert (
        "<mark>Honey keeps for </mark><mark><strong>years</strong></mark><mark>, they say.</mark>"
        in page
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (answered("q"), []),
        (abstained("q"), []),
        (abstained("q", abstained=False), ["answered"]),
        (answered("q", abstained=True, scores={"answer_recall": 0.0}), ["abstained"]),
        (answered("q", kind="list", scores={"answer_recall": 0.5}), ["wrong"]),
        (answered("q", scores={"citation_recall": 0.5}), ["citation"]),
        (answered("q", scores={"quote_exists": 0.0}), ["citation"]),
        (answered("q", scores={"citation_precision": 0.5}), []),
        (answered("q", scores={"evidence_recall@5": 0.0, "mrr": 0.1}, rank=10), ["miss"]),
        (wrong("q"), ["wrong", "citation", "miss"]),
        (answered("q", scores={"verdict_accuracy": 0.0}, verdict="yes"), ["wrong"]),
        (answered("q", scores={"verdict_accuracy": 0.0}), []),
        (answered("q", scores={"shown_recall": 0.5}), ["wrong"]),
        (answered("q", scores={"enough_nuggets": 0.0}), ["wrong"]),
        (answered("q", scores={"enough_nuggets": 1.0, "answer_recall": 0.0}), []),
        (abstained("q", abstained=False, scores={"denial_quoted": 1.0}), []),
    ],
)
def test_what_went_wrong_is_named(line: dict[str, object], expected: list[str]) -> None:
    """What matters most to whoever asked comes first."""
    (question,) = questions(line)
    assert [failure.key for failure in failures_of(question)] == expected


def test_failing_questions_can_be_filtered_without_a_script() -> None:
    """A choice for each failure that there is, with how many there are."""
    page = report_page(stored(wrong("q1"), abstained("q2", abstained=False), answered("q3")))
    assert page.count('<input type="radio" name="show"') == 5
    assert '<label for="show-all">All 2</label>' in page
    assert '<label for="show-wrong" class="wrong">Wrong answer 1</label>' in page
    assert 'id="show-abstained"' not in page
    assert "#show-wrong:checked ~ .cards > .card:not(.wrong) { display: none; }" in page
    assert 'class="card wrong citation miss"' in page


def test_a_run_without_failures_says_so() -> None:
    """There is nothing to filter."""
    page = report_page(stored(answered("q1"), abstained("q2")))
    TagReader(page)
    assert "None: every question was answered, cited and found" in page
    assert "<article" not in page


def test_the_finer_gold_stands_beside_the_answer() -> None:
    """Nuggets with their sides, what was to be said and shown, and what was decided."""
    gold = rubric(
        nuggets=[{"text": "Honey keeps for years", "also": [], "side": "honey"}],
        need=1,
        verdicts=["no", "mixed"],
        shown=["page 7"],
    )
    scores = {"verdict_accuracy": 0.0, "enough_nuggets": 1.0}
    told = {"verdict": "yes", "decision": "answered", "style": "chat", "gold_evidence": []}
    page = report_page(stored(answered("q1", rubric=gold, scores=scores, **told)))
    card = page[page.index("<article") : page.index("</article>")]
    assert "Nuggets, of which 1 suffice" in card
    assert '<mark>Honey keeps for years</mark> <span class="place">honey</span>' in card
    assert "<mark>Honey keeps for </mark><mark><strong>years</strong></mark>, they say." in card
    assert "Verdict: no, mixed" in card
    assert "Shown: page 7" in card
    assert "<dt>decision</dt><dd>answered</dd>" in card
    assert "<dt>verdict</dt><dd>yes</dd>" in card
    assert '<span class="kind">fact · chat</span>' in card
    assert "Wrong answer" in card


def test_a_scope_stands_for_gold_where_there_is_none() -> None:
    """Nothing is said of papers that were judged."""
    nothing: dict[str, object] = {
        "gold_answers": [],
        "gold_evidence": [],
        "citations": [],
        "scores": {},
    }
    line = answered("q1", abstained=True, rubric=rubric(scope="smalltalk")) | nothing
    page = report_page(stored(line))
    assert "To be answered, as a question of scope smalltalk." in page
    assert "judged as relevant" not in page


def test_figures_are_given_by_style() -> None:
    """Where questions name one."""
    lines = [answered("q1", style="chat"), answered("q2", style="plain"), abstained("q3")]
    text = TagReader(report_page(stored(*lines))).text
    assert "By style" in text
    assert "By style" not in TagReader(report_page(stored(answered("q1")))).text


def test_figures_are_given_by_kind_and_by_paper() -> None:
    """Papers by their titles, where a passage or a citation tells it."""
    lines = [answered("q1", paper="bees"), answered("q2", paper="wasps"), abstained("q3")]
    text = TagReader(report_page(stored(*lines))).text
    assert "By kind" in text
    assert "By paper" in text
    table = text[text.index("By paper", text.index("n: the questions")) :]
    assert "On Bees" in table
    assert "wasps" in table


def test_a_ranking_without_answers_has_a_page() -> None:
    """Whole papers were judged, and nothing was answered or could be abstained from."""
    scores = {"mrr": 0.1, "evidence_recall@5": 0.0, "ndcg@10": 0.2}
    nothing = {"answer": "", "citations": [], "gold_answers": [], "gold_evidence": []}
    line = answered("q1", confidence=0.0, rank=10) | nothing | {"scores": scores}
    run = stored(line)
    text = TagReader(report_page(run)).text
    assert "A relevant paper is at rank 10" in text
    assert "the question was put to the retriever alone" in text
    titles = [figure.title for figure in figures(run.questions)]
    assert titles == ["Evidence among the first passages", "Outcome by kind of question"]


def test_plots_show_what_they_are_told() -> None:
    """One point for each k, bin and kind; no plot leaves its frame."""
    passages = [PASSAGE | {"rank": rank} for rank in range(1, 4)]
    asked = questions(
        answered("q1", retrieved=passages),
        answered("q2", retrieved=passages, rank=3, confidence=0.4),
        wrong("q3", retrieved=passages, confidence=0.95),
        abstained("q4"),
    )
    recall, risk, calibration, outcomes = figures(asked)
    assert recall.svg.count("<circle") == 3
    assert "33% of 3 questions, one of the first 3 for 67%" in recall.caption
    assert "75% answered, 33% of them wrong" in risk.caption
    assert calibration.svg.count("<circle") == 3
    assert "fact: wrong answer, 1 of 3" in outcomes.svg
    for figure in (recall, risk, calibration, outcomes):
        height = float(re.findall(r'viewBox="0 0 340 (\d+)"', figure.svg)[0])
        for name, end in (("cx", 340), ("cy", height), ("y", height), ("x", 340)):
            places = [float(place) for place in re.findall(rf' {name}="([^"]+)"', figure.svg)]
            assert all(0 <= place <= end for place in places)


def test_recall_rises_to_the_rank_of_the_evidence() -> None:
    """Over the questions that have evidence to be found."""
    passages = [PASSAGE] * 4
    asked = questions(
        answered("q1", retrieved=passages),
        answered("q2", retrieved=passages, rank=3),
        wrong("q3", retrieved=passages),
        abstained("q4"),
    )
    found = recall_at_each_k(asked)
    assert [point.value for point in found] == pytest.approx([1 / 3, 1 / 3, 2 / 3, 2 / 3])
    assert recall_at_each_k(asked[3:]) == []


def test_a_system_that_never_answers_has_no_operating_point() -> None:
    """There are no answers of which some could be wrong."""
    assert operating_point(questions(abstained("q1"), wrong("q2", abstained=True))) is None
    assert operating_point(questions(answered("q1"), wrong("q2"))) == (1.0, 0.5)


@pytest.mark.parametrize(("hits", "trials"), [(0, 1), (1, 1), (3, 10), (49, 50), (500, 1000)])
def test_intervals_of_shares_agree_with_scipy(hits: int, trials: int) -> None:
    """Wilson's interval, without a correction for continuity."""
    expected = binomtest(hits, trials).proportion_ci(method="wilson")
    assert wilson_interval(hits / trials, trials) == pytest.approx(tuple(expected), abs=1e-7)


def test_an_evaluation_and_its_folder_give_the_same_reports(tmp_path: Path) -> None:
    """Three files, of a run that has just been made or was read again."""
    evaluation = evaluate(
        PAIRS,
        answerer=perfect_answerer(),
        retriever=ScriptedRetriever(),
        paper_text=paper_text,
        resamples=10,
        settings={"qa_file": "bees.jsonl"},
    )
    write_results(evaluation, tmp_path / "run")
    write_reports(evaluation, tmp_path / "made")
    write_reports(tmp_path / "run", tmp_path / "read")
    made, read = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("made", "read")
    )
    assert made == read
    assert set(made) == {"report.html", "report.md", "results.csv"}
    page = made["report.html"].decode()
    TagReader(page)
    assert page.count("<article") == 3
    assert "A long dance\nmeans that food is far." in page


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """A file stands where a folder is needed."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(RunError, match=r"cannot be written to .*taken"):
        write_report(tmp_path / "taken" / "page.html", "page")
