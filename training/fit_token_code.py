"""Fits what tokens are predicted by, and the codes of what is left: index/data/token-code.arrays.

    python training/fit_token_code.py DATA_FOLDER [--work FOLDER] [--out FILE] [--bytes N]

Token vectors of the default encoder are predicted linearly from the vector of their sentence and
a row for their word piece. A row is the linear prediction from the word piece encoded by itself,
corrected by the mean of what that leaves in the texts, which counts the more the more there are.
Word pieces, sentences and what is left of tokens are coded by product quantisers (Jégou et al.
2011), the last in a rotation that gives each the same share of the variance (Ge et al. 2013).

The texts are of Wikipedia (SQuADShifts, SQuAD 2.0, NQ-open), Reddit and Amazon (SQuADShifts), PLOS
and QASPER: of none of the papers that figures are made with.
"""

import argparse
import gzip
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.assembly import Origin
from corpus.errors import EncoderError
from corpus.formats import read_paper
from corpus.formats.text import read_text
from corpus.paper import Paper
from index.encoding.coded_texts import CodedTexts
from index.encoding.encoder import EncodedText, FloatMatrix, unit
from index.encoding.models import DEFAULT_MODEL
from index.encoding.onnx_encoder import OnnxEncoder
from index.encoding.predicted_code import PARAMETERS, PredictedCode
from index.encoding.product_code import ProductCode
from index.encoding.shipped_model import ShippedModel

VOCABULARY = 30_522
CLS, SEP, FIRST_PIECE = 101, 102, 104
"""Ids below are those of special tokens, or stand for none."""
SHIFTS = {"new_wiki": 500, "reddit": 120, "amazon_reviews": 80}
"""Paragraphs of each part of SQuADShifts."""
NQ_TEXTS, SQUAD_TEXTS, SCIENCE_SENTENCES = 500, 300, 9_000
ROWS_FITTED = 100_000
"""Tokens that the linear maps are fitted on."""
RIDGE = 10.0
SHRINKAGE = 5.0
"""Occurrences at which the mean of a word piece counts as much as its prediction."""
TEXT_BYTES, PIECE_BYTES, TOKEN_BYTES = (96, 48), 96, 12
QUESTIONS, COMPARED = 200, 1_000
"""Sentences that the gain is fitted with."""
SAMPLE = 16_384
"""Rows that a quantiser is trained on."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Tokens with their word pieces, and the number and the vector of the sentence of each."""

    tokens: FloatMatrix
    ids: NDArray[np.int64]
    sentence: NDArray[np.int64]
    vectors: FloatMatrix


def read_sentences(data: Path) -> list[str]:
    """Return the sentences to fit on, in an order that is drawn, always the same."""
    draw = random.Random(0)
    texts: list[str] = []

    def take(found: list[str], count: int) -> None:
        draw.shuffle(found)
        texts.extend(found[:count])

    for part, count in SHIFTS.items():
        take(_contexts(data / "train" / f"squadshifts-{part}.json"), count)
    with gzip.open(data / "train" / "nq-open-oracle.jsonl.gz") as lines:
        records = [json.loads(line) for line in lines]
    take([record["ctxs"][0]["text"] for record in records if record.get("ctxs")], NQ_TEXTS)
    take(_contexts(data / "train2" / "squad" / "squad2-19-articles.json"), SQUAD_TEXTS)
    sentences = [
        sentence
        for number, text in enumerate(texts)
        for sentence in _sentences(read_text(text, Origin(f"x{number}", "x.txt")))
    ]
    files = [*sorted((data / "jats").glob("*.xml")), *(data / "qasper" / "papers").iterdir()]
    science = [sentence for file in files for sentence in _sentences(read_paper(file))]
    draw.shuffle(science)
    sentences += science[:SCIENCE_SENTENCES]
    draw.shuffle(sentences)
    return sentences


def _contexts(path: Path) -> list[str]:
    articles = json.loads(path.read_text("utf-8"))["data"]
    return [paragraph["context"] for article in articles for paragraph in article["paragraphs"]]


def _sentences(paper: Paper) -> list[str]:
    return [paper.text[sentence.start : sentence.end] for sentence in paper.sentences]


def encode_sample(data: Path, work: Path) -> Sample:
    """Encode the sentences, or read what was encoded before from `work`."""
    cache = work / "sentences.npz"
    if not cache.exists():
        encoded = OnnxEncoder().encode(read_sentences(data))
        np.savez(
            cache,
            tokens=np.concatenate([text.tokens for text in encoded]).astype(np.float16),
            ids=np.concatenate([text.token_ids for text in encoded]),
            counts=[len(text.token_ids) for text in encoded],
            vectors=np.stack([text.vector for text in encoded]),
        )
    kept = np.load(cache)
    return Sample(
        kept["tokens"].astype(np.float32),
        kept["ids"].astype(np.int64),
        np.repeat(np.arange(len(kept["counts"])), kept["counts"]),
        kept["vectors"],
    )


def encode_pieces(work: Path) -> FloatMatrix:
    """Return the vector of each word piece encoded by itself, shape (vocabulary, dimension)."""
    cache = work / "pieces.npy"
    if not cache.exists():
        folder = PARAMETERS.parent / DEFAULT_MODEL
        session, _ = ShippedModel(folder, longest=3, error=EncoderError).open(threads=1)
        texts = [np.array([CLS, piece, SEP]) for piece in range(FIRST_PIECE, VOCABULARY)]
        rows = [session.run(None, {"token_ids": ids})[0][1] for ids in texts]
        np.save(cache, unit(np.stack([*np.zeros((FIRST_PIECE, len(rows[0]))), *rows])))
    return unit(np.load(cache).astype(np.float32))


def fit(sample: Sample, pieces: FloatMatrix, token_bytes: int) -> PredictedCode:
    """Fit the parts one after another, each on what those before it leave."""
    texts = _quantiser(sample.vectors, TEXT_BYTES[0])
    known_vectors = texts.decode(texts.encode(sample.vectors))
    text_rest = _quantiser(sample.vectors - known_vectors, TEXT_BYTES[1])
    sentences = known_vectors[sample.sentence]
    drawn = np.random.default_rng(0).choice(
        len(sample.ids), min(ROWS_FITTED, len(sample.ids)), replace=False
    )
    known = np.hstack([sentences[drawn], pieces[sample.ids[drawn]], np.ones((len(drawn), 1))])
    weights = _least_squares(known.astype(np.float32), sample.tokens[drawn])
    dimension = sample.vectors.shape[1]
    context = weights[:dimension]
    rows = pieces @ weights[dimension:-1] + weights[-1]
    left = sample.tokens - sentences @ context
    rows += _shrunk_means(left - rows[sample.ids], sample.ids, len(pieces))
    rotation = _balanced_rotation((left - rows[sample.ids])[drawn], token_bytes)
    of_pieces = _quantiser(rows @ rotation, PIECE_BYTES)
    codes = of_pieces.encode(rows @ rotation)
    rest = left[drawn] @ rotation - of_pieces.decode(codes)[sample.ids[drawn]]
    code = PredictedCode(
        texts,
        text_rest,
        rotation,
        context @ rotation,
        of_pieces,
        codes,
        _quantiser(rest, token_bytes),
        encoder=OnnxEncoder().fingerprint,
    )
    return replace(code, gain=_gain(sample, code)).named()


def _gain(sample: Sample, code: PredictedCode) -> float:
    """Return by how much the best match of a sentence among others is larger by whole vectors.

    Sentences stand in for questions: the first `QUESTIONS` are compared with the `COMPARED` behind
    them, by the mean over their tokens of each one's best match in a sentence.
    """
    ends = np.cumsum(np.bincount(sample.sentence))[: QUESTIONS + COMPARED]
    starts = np.concatenate([[0], ends])
    texts = [
        EncodedText(vector, sample.tokens[start:end], sample.ids[start:end].astype(np.int32))
        for vector, start, end in zip(sample.vectors, starts, starts[1:], strict=False)
        if end > start
    ]
    coded = code.encode(texts[QUESTIONS:])
    tokens = np.concatenate([text.tokens for text in texts[QUESTIONS:]])
    whole = kept = 0.0
    for question in texts[:QUESTIONS]:
        whole += _best(tokens @ question.tokens.T, coded)
        kept += _best(code.similarities(coded, question.tokens), coded)
    return whole / kept


def _best(products: FloatMatrix, texts: CodedTexts) -> float:
    return float(np.maximum.reduceat(products, texts.starts[:-1]).mean(axis=1).max())


def _least_squares(known: FloatMatrix, wanted: FloatMatrix) -> FloatMatrix:
    penalty = RIDGE * np.eye(known.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(known.T @ known + penalty, known.T @ wanted), np.float32)


def _shrunk_means(rows: FloatMatrix, ids: NDArray[np.int64], count: int) -> FloatMatrix:
    """Return the mean row of each id, drawn to zero where it has few."""
    order = np.argsort(ids, kind="stable")
    starts = np.flatnonzero(np.diff(ids[order], prepend=-1))
    means = np.zeros((count, rows.shape[1]), dtype=np.float32)
    means[ids[order][starts]] = np.add.reduceat(rows[order], starts)
    return np.asarray(means / (np.bincount(ids, minlength=count) + SHRINKAGE)[:, None], np.float32)


def _balanced_rotation(rows: FloatMatrix, groups: int) -> FloatMatrix:
    """Return the principal axes of rows, dealt out so that groups share the variance evenly."""
    variances, axes = np.linalg.eigh(np.cov(rows.T))
    size = len(variances) // groups
    dealt: list[list[int]] = [[] for _ in range(groups)]
    logarithms = np.log(np.maximum(variances, 1e-9))
    logarithms -= logarithms.min()
    for axis in reversed(range(len(variances))):
        free = [group for group in dealt if len(group) < size]
        min(free, key=lambda group: float(logarithms[group].sum())).append(axis)
    return np.asarray(axes[:, [axis for group in dealt for axis in group]], dtype=np.float32)


def _quantiser(rows: FloatMatrix, size: int) -> ProductCode:
    """Train a product quantiser of `size` bytes a row."""
    import faiss

    quantiser = faiss.ProductQuantizer(rows.shape[1], size, 8)
    quantiser.cp.niter = 10
    quantiser.cp.min_points_per_centroid = 1
    quantiser.cp.max_points_per_centroid = SAMPLE // 256
    drawn = np.random.default_rng(1).permutation(len(rows))[:SAMPLE]
    quantiser.train(np.ascontiguousarray(rows[drawn], dtype=np.float32))
    centroids: NDArray[np.float32] = faiss.vector_to_array(quantiser.centroids)
    return ProductCode(centroids.reshape(size, 256, -1))


def main() -> None:
    """Fit, and write the parameters."""
    parser = argparse.ArgumentParser(description="Fits the codes of token vectors.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/token-code"))
    parser.add_argument("--out", type=Path, default=PARAMETERS)
    parser.add_argument("--bytes", type=int, default=TOKEN_BYTES, help="of a token")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    code = fit(
        encode_sample(options.data, options.work), encode_pieces(options.work), options.bytes
    )
    options.out.write_bytes(code.to_bytes())
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
