import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import LibraryError, QAFileError, RunError
from corpus.formats import read_bundled_paper
from index.encoding.encoder import EncodedText, TextsDone
from index.library import Library
from qa.evaluation import (
    Batch,
    QuestionResult,
    fill_library,
    library_name,
    load_questions,
    match_papers,
    open_snapshot,
)
from qa.evaluation.runs.workers import worker_count
from qa.settings import Settings
from tests.evaluation_run_world import batch, squad_file, without_times
from tests.toy_encoder import ToyEncoder


class FatalEncoder(ToyEncoder):
    """Kills its process when it is given a question about moths."""

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode, or die."""
        if any("paints the moths" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts, on_progress=on_progress)


class InterruptedEncoder(ToyEncoder):
    """Is interrupted, as by Control-C, at the third of its papers."""

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode, or stop."""
        if any("wasps gather" in text for text in texts):
            raise KeyboardInterrupt
        return super().encode(texts, on_progress=on_progress)


def test_two_processes_give_the_results_of_one(tmp_path: Path) -> None:
    """To the digit, and in the order of the questions, whoever is done first."""
    path = squad_file(tmp_path)
    alone = batch(path, tmp_path / "library").run(workers=1)
    told: list[tuple[int, int]] = []
    together = batch(path, tmp_path / "library").run(
        workers=2, on_progress=lambda done, total: told.append((done, total))
    )
    assert without_times(together.as_dict()) == without_times(alone.as_dict())
    assert [result.id for result in together.per_question][:2] == ["bees-0", "bees-1"]
    assert told == [(done, 20) for done in range(1, 21)]


def test_what_was_done_is_not_asked_again(tmp_path: Path) -> None:
    """The figures are over all, and only what was missing is handed on."""
    work = batch(squad_file(tmp_path), tmp_path / "library")
    whole = work.run()
    done = {result.id: result for result in whole.per_question if result.id != "ants-3"}
    fresh: list[QuestionResult] = []
    again = work.run(done=done, on_result=fresh.append)
    assert [result.id for result in fresh] == ["ants-3"]
    assert without_times(again.as_dict()) == without_times(whole.as_dict())


def test_a_worker_that_dies_costs_no_result_of_the_others(tmp_path: Path) -> None:
    """The results that were there are handed on first; the message says what to do."""
    questions = load_questions(squad_file(tmp_path))
    library = Library(tmp_path / "library", make_encoder=ToyEncoder, model="toy")
    fill_library(library, questions.sources)
    work = Batch(questions.pairs, library, make_encoder=FatalEncoder)
    kept: list[QuestionResult] = []
    with pytest.raises(RunError, match=r"worker process died.*same command again"):
        work.run(workers=2, on_result=kept.append)
    assert len(kept) >= 10
    assert "moths-3" not in {result.id for result in kept}


def test_an_error_of_a_worker_is_told_as_it_is(tmp_path: Path) -> None:
    """Here another process has changed the library under the run."""
    path = squad_file(tmp_path)
    work = batch(path, tmp_path / "library")
    Library(tmp_path / "library", make_encoder=ToyEncoder).remove(
        load_questions(path).sources[0].id
    )
    with pytest.raises(LibraryError, match="was changed when its evaluation had just begun"):
        work.run(workers=2)


def test_more_workers_only_where_they_pay() -> None:
    """Each loads the model first."""
    assert worker_count(0) == worker_count(36) == 1
    assert worker_count(100_000) == min(2, os.cpu_count() or 1)


def test_the_settings_tell_what_decides_the_figures(tmp_path: Path) -> None:
    """Other questions, other papers and other weights change them, and nothing else does."""
    path = squad_file(tmp_path)
    first = batch(path, tmp_path / "library").settings
    assert batch(path, tmp_path / "library").settings == first
    assert (first["model"], first["papers"], first["questions"]) == ("toy", 4, 20)
    questions = load_questions(path)
    library = Library(tmp_path / "library", make_encoder=ToyEncoder)
    changed = Batch(
        questions.across_papers().pairs,
        library,
        make_encoder=ToyEncoder,
        settings=Settings(threshold=0.25),
    ).settings
    assert {name for name in first if first[name] != changed[name]} == {
        "questions_sha256",
        "threshold",
    }
    library.remove(questions.sources[0].id)
    fewer = Batch(questions.pairs, library, make_encoder=ToyEncoder).settings
    assert {name for name in first if first[name] != fewer[name]} == {
        "papers",
        "papers_sha256",
        "index_sha256",
    }


def test_settings_reach_the_answerer(tmp_path: Path) -> None:
    """A threshold above every confidence makes it abstain from all but the questions of notes."""
    questions = load_questions(squad_file(tmp_path))
    library = Library(tmp_path / "library", make_encoder=ToyEncoder, model="toy")
    fill_library(library, questions.sources)
    never = Batch(
        questions.pairs, library, make_encoder=ToyEncoder, settings=Settings(threshold=1.1)
    )
    assert all(result.abstained for result in never.run().per_question)
    always = Batch(
        questions.pairs, library, make_encoder=ToyEncoder, settings=Settings(threshold=0.0)
    )
    assert not any(result.abstained for result in always.run().per_question)


def test_questions_are_asked_of_their_own_paper_or_of_all(tmp_path: Path) -> None:
    """The same words stand in all four papers."""
    questions = load_questions(squad_file(tmp_path))
    library = Library(tmp_path / "library", make_encoder=ToyEncoder, model="toy")
    fill_library(library, questions.sources)
    for across, papers in ((False, 1), (True, 4)):
        asked = questions.across_papers() if across else questions
        evaluation = Batch(asked.pairs, library, make_encoder=ToyEncoder).run()
        (result, *_) = evaluation.per_question
        assert len({hit.paper_id for hit in result.retrieved}) == papers
        assert len(evaluation.by_paper) == 4


def test_papers_are_stored_once_and_kept_when_indexing_is_interrupted(tmp_path: Path) -> None:
    """What was encoded before the interruption is not encoded again."""
    sources = load_questions(squad_file(tmp_path)).sources
    told: list[tuple[int, int]] = []
    broken = Library(tmp_path / "library", make_encoder=InterruptedEncoder, model="toy")
    with pytest.raises(KeyboardInterrupt):
        fill_library(broken, sources, on_progress=lambda *counts: told.append(counts))
    assert told == [(1, 4), (2, 4)]
    encoder = ToyEncoder()
    library = Library(tmp_path / "library", make_encoder=lambda _: encoder)
    fill_library(library, sources, on_progress=lambda *counts: told.append(counts))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [entry.id for entry in open_snapshot(library).entries] == [one.id for one in sources]
    encoded = encoder.encoded
    fill_library(library, sources)
    assert encoder.encoded == encoded


def test_a_library_of_other_papers_is_left_alone(tmp_path: Path) -> None:
    """The papers of a QA file do not go among a person's own."""
    library = Library(tmp_path / "library", make_encoder=ToyEncoder)
    library.add([library.encode(read_bundled_paper())])
    with pytest.raises(LibraryError, match="holds 1 papers that are not of the QA file"):
        fill_library(library, load_questions(squad_file(tmp_path)).sources)
    assert len(open_snapshot(library).entries) == 1


def test_another_file_and_another_model_get_another_library(tmp_path: Path) -> None:
    """The same ones get the same."""
    path = squad_file(tmp_path)
    sources = load_questions(path).sources
    name = library_name(path, sources, ToyEncoder())
    assert name == library_name(path, load_questions(path).sources, ToyEncoder())
    names = {
        name,
        library_name(path, sources[:3], ToyEncoder()),
        library_name(path, sources, ToyEncoder("other")),
        library_name(path, sources, ToyEncoder(seed=1)),
    }
    assert len(names) == 4


def test_a_question_about_an_unknown_paper_is_a_fault(tmp_path: Path) -> None:
    """A beginning of the id is enough to know it."""
    path = squad_file(tmp_path)
    work = Library(tmp_path / "library", make_encoder=ToyEncoder, model="toy")
    questions = load_questions(path)
    fill_library(work, questions.sources)
    known, unknown = questions.pairs[0], questions.pairs[1]
    assert known.paper is not None
    mixed = replace(
        questions,
        pairs=(replace(known, paper=known.paper[:8]), replace(unknown, paper="nowhere")),
    )
    matched = match_papers(mixed, open_snapshot(work))
    assert matched.pairs == (known,)
    with pytest.raises(QAFileError, match=r'question "bees-1": The paper id .nowhere. is not in'):
        matched.check(path, skip_bad=False)
    assert matched.check(path, skip_bad=True).pairs == (known,)


def test_an_empty_library_is_nothing_to_ask(tmp_path: Path) -> None:
    """Before any question is asked."""
    library = Library(tmp_path / "library", make_encoder=ToyEncoder)
    with pytest.raises(LibraryError, match="has no papers to ask"):
        open_snapshot(library)
