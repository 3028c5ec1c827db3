"""The codes of vectors: each is held to what it is made of, and to what it may lose."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.assembly import Origin
from corpus.errors import LibraryMismatch
from corpus.formats.text import read_text
from index.encoding.coded_texts import CodedTexts, TokenCode, join_coded
from index.encoding.codes import code_for, code_named
from index.encoding.eight_bits import EightBits, as_bytes, from_bytes
from index.encoding.encoded_paper import (
    EncodedPaper,
    encode_paper,
    file_names,
    in_code,
    read_encoded_paper,
    to_files,
)
from index.encoding.encoder import EncodedText, Encoder, unit
from index.encoding.onnx_encoder import OnnxEncoder
from index.encoding.predicted_code import PredictedCode, shipped_code
from index.encoding.product_code import ProductCode
from tests.old_library import older_vectors
from tests.toy_encoder import ToyEncoder

TEXTS = (
    "Tea came to London in 1660.",
    "",
    "Coffee had come first, and both were dear.",
    "The harbour froze over in the winter of that year.",
)
PAPER = read_text("On Tea\n\n" + " ".join(TEXTS), Origin("tea", "tea.txt"))


@pytest.fixture(params=[EightBits, shipped_code], ids=["eight bits", "predicted"])
def code(request: pytest.FixtureRequest) -> TokenCode:
    """Return each code in turn."""
    made: TokenCode = request.param()
    return made


@pytest.fixture(scope="module")
def encoded() -> list[EncodedText]:
    """Return texts as the default encoder has them; one is empty."""
    return OnnxEncoder().encode(TEXTS)


def test_texts_keep_their_tokens_apart(code: TokenCode, encoded: list[EncodedText]) -> None:
    """Each has as many as it had, with their ids; some texts and all of them agree."""
    coded = code.encode(encoded)
    assert coded.token_counts.tolist() == [len(text.token_ids) for text in encoded]
    assert coded.token_ids.tolist() == [int(one) for text in encoded for one in text.token_ids]
    for number, text in enumerate(encoded):
        alone = coded.between(number, number + 1)
        assert alone.token_ids.tolist() == text.token_ids.tolist()
    again = join_coded([coded.between(0, 1), coded.between(1, 4)])
    for name in CodedTexts.__slots__:
        assert np.array_equal(getattr(again, name), getattr(coded, name))


def test_products_are_those_of_the_vectors_that_the_code_stands_for(
    code: TokenCode, encoded: list[EncodedText]
) -> None:
    """With the identity they are the vectors; those are near to what was coded."""
    coded = code.encode(encoded)
    tokens = code.similarities(coded, np.eye(384, dtype=np.float32))
    question = encoded[0].tokens
    np.testing.assert_allclose(code.similarities(coded, question), tokens @ question.T, atol=2e-3)
    given = np.concatenate([text.tokens for text in encoded])
    assert np.sum(unit(tokens) * given, axis=1).mean() > 0.8
    vectors = code.vectors(coded)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.sum(vectors * np.stack([text.vector for text in encoded]), axis=1).min() > 0.92


def test_a_question_finds_its_own_tokens(code: TokenCode, encoded: list[EncodedText]) -> None:
    """The sentence that is asked for in its own words is the one with the best matches."""
    coded = code.encode(encoded)
    for number in (0, 2, 3):
        products = code.similarities(coded, encoded[number].tokens)
        of_text = np.repeat(np.arange(len(coded)), coded.token_counts)
        best = [products[of_text == other].max(axis=0).mean() for other in (0, 2, 3)]
        assert (0, 2, 3)[int(np.argmax(best))] == number


def test_eight_bits_lose_next_to_nothing(encoded: list[EncodedText]) -> None:
    """Rows come back within a half step of each component."""
    rows = np.stack([text.vector for text in encoded])
    np.testing.assert_allclose(from_bytes(as_bytes(rows)), rows, atol=0.002)


def test_the_predicted_code_takes_a_thirtieth_of_the_bytes(encoded: list[EncodedText]) -> None:
    """Of the vectors of tokens."""
    small, large = shipped_code().encode(encoded), EightBits().encode(encoded)
    assert small.tokens.nbytes * 30 < large.tokens.nbytes


def test_product_codes_are_the_nearest_centroids() -> None:
    """By brute force; the products looked up are those of the centroids."""
    draw = np.random.default_rng(0)
    code = ProductCode(draw.standard_normal((3, 256, 2)).astype(np.float32))
    rows = draw.standard_normal((50, 6)).astype(np.float32)
    codes = code.encode(rows)
    for row, numbers in zip(rows, codes, strict=True):
        for part, number in enumerate(numbers):
            own = row[2 * part : 2 * part + 2]
            assert number == np.sum((code.centroids[part] - own) ** 2, axis=1).argmin()
    products = np.ones((50, 4), dtype=np.float32)
    code.similarities(codes, rows[:4], products)
    np.testing.assert_allclose(products, 1 + code.decode(codes) @ rows[:4].T, atol=2e-3)


def test_parameters_come_back_under_the_same_name(tmp_path: Path) -> None:
    """Others have another."""
    path = tmp_path / "code.arrays"
    shipped = shipped_code()
    path.write_bytes(shipped.to_bytes())
    assert PredictedCode.load(path).name == shipped.name
    part = ProductCode(np.zeros((1, 256, 2), np.float32))
    square, codes = np.eye(2, dtype=np.float32), np.zeros((9, 1), np.uint8)
    other = PredictedCode(part, part, square, square, part, codes, part, "x").named()
    assert other.name != shipped.name


def test_the_shipped_code_is_that_of_the_shipped_encoder() -> None:
    """Any other has eight bits; a code that is not known is told with those that are."""
    assert code_for(OnnxEncoder().fingerprint) is shipped_code()
    assert code_for(ToyEncoder().fingerprint).name == EightBits.name
    assert code_named(shipped_code().name) is shipped_code()
    with pytest.raises(LibraryMismatch, match="“three bits”, and this version of Footnote has: ei"):
        code_named("three bits")


@pytest.mark.parametrize("encoder", [OnnxEncoder(), ToyEncoder()], ids=["default", "toy"])
def test_older_vectors_are_read_and_written_in_the_code_of_today(
    tmp_path: Path, encoder: Encoder
) -> None:
    """They are those of a paper that is encoded today, up to the rounding of before."""
    today = encode_paper(PAPER, encoder)
    paths = []
    for name, content in to_files(today).items():
        paths.append(tmp_path / Path(name).name)
        paths[-1].write_bytes(content)
    assert [path.name for path in paths] == [Path(name).name for name in file_names("tea")]
    paths[1].write_bytes(older_vectors(today, encoder))
    older = read_encoded_paper(*paths)
    assert older.code.name == EightBits.name
    assert older.sentences.token_ids.tolist() == today.sentences.token_ids.tolist()
    check_alike(in_code(older, encoder), today)
    check_alike(in_code(replace(today, code=today.code), encoder), today, least=0.85)


def check_alike(found: EncodedPaper, expected: EncodedPaper, least: float = 0.97) -> None:
    """Compare the vectors that two codes of a paper stand for."""
    assert found.code.name == expected.code.name
    assert found.headings.tolist() == expected.headings.tolist()
    identity = np.eye(expected.passage_codes.shape[1], dtype=np.float32)
    first, second = (unit(one.code.similarities(one.texts, identity)) for one in (found, expected))
    assert np.sum(first * second, axis=1).mean() > least
    np.testing.assert_allclose(found.passage_vectors, expected.passage_vectors, atol=0.005)
