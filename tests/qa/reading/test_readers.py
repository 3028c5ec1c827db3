"""Readers: one contract over all of them, and what each kind does besides."""

import json
import math
import warnings
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from corpus.errors import ReaderError
from corpus.paper import Span
from qa.reading.onnx_reader import DEFAULT_READER, OnnxReader
from qa.reading.reader import Reader, Text
from qa.reading.readers import NO_READER, make_reader
from qa.reading.span_decoding import best_leads, best_span
from tests.tiny_readers import save_cross_encoder, save_question_answering

QUESTION = "When did the bees dance?"
TEXTS = (
    Text("On Bees. Summer. ", "The bees of the second hive danced in 1976. Nobody saw it."),
    Text("On Bees. Winter. ", "Honey is kept in the cellar."),
    Text("", "Snow fell."),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path) -> dict[str, str]:
    """Return the name of a reader of each kind."""
    folder = tmp_path_factory.mktemp("readers")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the libraries say of themselves as they load
        return {
            "onnx": DEFAULT_READER,
            "cross-encoder": str(save_cross_encoder(folder / "cross", tiny_model)),
            "question answering": str(save_question_answering(folder / "qa", tiny_model)),
        }


@pytest.fixture(params=["onnx", "cross-encoder", "question answering"])
def reader(request: pytest.FixtureRequest, models: dict[str, str]) -> Reader:
    """Return a reader of each kind in turn."""
    reader = make_reader(models[request.param])
    assert reader is not None
    return reader


def test_each_passage_gets_its_reading_in_order(reader: Reader) -> None:
    """A passage reads the same alone as among others, and in another order."""
    together = reader.read(QUESTION, TEXTS)
    assert len(together) == len(TEXTS)
    backwards = reader.read(QUESTION, TEXTS[::-1])[::-1]
    for text, one, other in zip(TEXTS, together, backwards, strict=True):
        (alone,) = reader.read(QUESTION, [text])
        for reading in (alone, other):
            assert reading.relevance == pytest.approx(one.relevance, abs=1e-4)
            assert reading.answers == pytest.approx(one.answers, abs=1e-4)
            assert reading.span == one.span


def test_marked_words_are_inside_the_passage_and_never_in_its_heading(reader: Reader) -> None:
    """Offsets count from the passage's first character."""
    for text, reading in zip(TEXTS, reader.read(QUESTION, TEXTS), strict=True):
        assert (reading.span is None) == (reading.span_score is None)
        if reading.span is not None:
            assert 0 <= reading.span.start < reading.span.end <= len(text.words)


def test_each_piece_has_its_own_lead(reader: Reader) -> None:
    """The best of them is that of the words marked; a reader that marks none leads nowhere."""
    halves = (Span(0, 43), Span(44, 58))
    text = Text(TEXTS[0].heading, TEXTS[0].words, halves)
    assert [text.words[one.start : one.end][-5:] for one in halves] == ["1976.", "w it."]
    (reading,) = reader.read(QUESTION, [text])
    if reading.span is None:
        assert reading.leads == ()
    else:
        assert len(reading.leads) == len(halves)
        within = [one.start <= reading.span.start < reading.span.end <= one.end for one in halves]
        for lead, holds in zip(reading.leads, within, strict=True):
            assert lead <= (reading.span_score or 0.0) + 1e-6
            assert not holds or lead == pytest.approx(reading.span_score)


def test_a_piece_that_was_not_read_leads_nowhere() -> None:
    """One beyond the last token, and one whose tokens are of the question."""
    logits = np.zeros((4, 2))
    offsets = [(0, 0), (0, 3), (0, 3), (4, 7)]
    pieces = (Span(0, 3), Span(4, 7), Span(8, 11))
    leads = best_leads(logits, offsets, [False, False, False, True], heading=0, pieces=pieces)
    assert leads == (-math.inf, 0.0, -math.inf)


def test_nothing_to_read_gives_nothing(reader: Reader) -> None:
    """An empty list is no error."""
    assert reader.read(QUESTION, []) == []


def test_overlong_and_odd_texts_are_read(reader: Reader) -> None:
    """What does not fit is cut; half a surrogate pair, and nothing at all, are text as well."""
    odd = (Text("", "word " * 3000), Text("", "\ud800 half a pair"), Text("", ""), Text("a. ", "…"))
    readings = reader.read("Why? " * 50, odd)
    assert all(np.isfinite([reading.relevance, reading.answers]).all() for reading in readings)


def test_a_question_longer_than_the_model_is_read(reader: Reader) -> None:
    """The question gives way to the passage, or the passage to the question; neither fails."""
    assert len(reader.read("Where is honey kept " * 100, TEXTS)) == len(TEXTS)


def test_the_default_reader_tells_the_passage_that_answers() -> None:
    """It ranks first, answers more likely than the others, and its words are marked."""
    answering, *others = OnnxReader().read(QUESTION, TEXTS)
    assert all(answering.relevance > other.relevance for other in others)
    assert all(answering.answers > other.answers for other in others)
    assert answering.span is not None
    assert "1976" in TEXTS[0].words[answering.span.start : answering.span.end]
    assert answering.span_score is not None
    assert answering.span_score > max(other.span_score or 0.0 for other in others)


def test_the_shipped_reader_is_small() -> None:
    """Its files fit in 25 MB together with the tokenizer, and are those of the hashes."""
    import qa

    folder = Path(qa.__path__[0]) / "data" / DEFAULT_READER
    assert sum(path.stat().st_size for path in folder.iterdir()) < 25 * 2**20
    assert (
        OnnxReader().fingerprint == json.loads((folder / "sha256.json").read_text())["model.onnx"]
    )


def test_changed_files_of_the_default_reader_are_refused(tmp_path: Path) -> None:
    """A model that is not the one shipped is told, with the remedy."""
    import qa

    folder = Path(copytree(Path(qa.__path__[0]) / "data" / DEFAULT_READER, tmp_path / "reader"))
    (folder / "model.onnx").write_bytes(b"another")
    with pytest.raises(ReaderError, match=r"model\.onnx is not the one .* Install footnote-qa"):
        OnnxReader(folder).read(QUESTION, TEXTS)


def test_none_means_no_reader() -> None:
    """As `--reader none` says."""
    assert make_reader(NO_READER) is None


def test_a_folder_that_is_not_there_is_told() -> None:
    """With what `--reader` takes."""
    with pytest.raises(ReaderError, match=r"no folder /no/reader .* --reader takes a folder"):
        make_reader("/no/reader")


def test_a_name_that_no_hub_can_be_asked_for_is_told() -> None:
    """Without a network, the message says so and names the alternative."""
    with pytest.raises(ReaderError, match=r"cross-encoder/some-model .*--reader none"):
        make_reader("some-model")


def test_models_of_other_kinds_are_refused(
    tmp_path: Path, tiny_model: Path, models: dict[str, str]
) -> None:
    """A classifier of several labels, an encoder, and a folder that is no model."""
    classifier = save_cross_encoder(tmp_path / "classifier", tiny_model, labels=3)
    with pytest.raises(ReaderError, match=r"with 3 labels, not a cross-encoder"):
        make_reader(str(classifier))
    with pytest.raises(ReaderError, match=r"BertModel, not a cross-encoder"):
        make_reader(str(tiny_model))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReaderError, match=r"cannot be loaded"):
        make_reader(str(tmp_path / "empty"))
    broken = Path(copytree(models["cross-encoder"], tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"no weights")
    reader = make_reader(str(broken))
    assert reader is not None
    with pytest.raises(ReaderError, match=r"cannot be loaded"):
        reader.read(QUESTION, TEXTS)


def test_the_best_span_is_what_brute_force_finds() -> None:
    """Over all pairs of tokens of the passage, first before last, forty apart at most."""
    chance = np.random.default_rng(3)
    for _ in range(20):
        size = int(chance.integers(3, 60))
        logits = chance.normal(size=(size, 2))
        offsets = [(0, 0), *((4 * place, 4 * place + 3) for place in range(size - 1))]
        inside = [False, *(chance.random(size - 1) < 0.8)]
        heading = int(chance.integers(0, 12))
        usable = [p for p in range(size) if inside[p] and offsets[p][0] >= heading]
        pairs = [(a, b) for a in usable for b in usable if a <= b < a + 40]
        span, score = best_span(logits, offsets, inside, heading=heading)
        if not pairs:
            assert span is None
            assert score is None
            continue
        first, last = max(pairs, key=lambda pair: logits[pair[0], 0] + logits[pair[1], 1])
        assert span is not None
        assert (span.start, span.end) == (offsets[first][0] - heading, offsets[last][1] - heading)
        assert score == pytest.approx(logits[first, 0] + logits[last, 1] - logits[0].sum())
