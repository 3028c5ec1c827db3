"""How the indexes behave as a library grows: python bench/scale.py PASSAGES [--sizes 10000 …].

PASSAGES is a text with a passage a line, or JSONL with `text` and perhaps `title`, such as
the corpus.jsonl of a BEIR data set. The first 2,000 of its passages, or --embedded, go through
the packaged encoder. For the sizes asked for they are repeated: each copy of a vector is moved by
noise of 0.6 of its length in a direction of its own (copies of one passage have a cosine of
about 0.73), and in each copy of a text a tenth of the words is drawn from all passages. So the
numbers tell of size and of speed, and of recall among near neighbours, but nothing of relevance.

Each size is built and then searched in processes of their own, with the classes that a library
uses. A query asks for the 60 best, as the retriever does; recall@10 compares the first ten with
brute force. Finished files stay below --work, so that a run that was ended goes on with the
files that are missing: postings are counted in shards, vectors are trained in one step.
"""

import argparse
import json
import multiprocessing
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import FloatMatrix
from index.encoding.onnx_encoder import OnnxEncoder
from index.vectors.by_parts import VectorsByPart
from index.vectors.faiss_part import FaissPart
from index.words.lexical import LexicalIndex
from index.words.postings import Postings, count_terms, join_postings

NOISE = 0.6
REPLACED = 0.1
SHARD = 50_000
DEPTH = 60
QUERIES = 200
MEGABYTE = 2**20


def main() -> None:
    """Measure each size and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("passages", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--embedded", type=int, default=2_000)
    parser.add_argument("--work", type=Path, default=Path("build/scale"))
    options = parser.parse_args()
    texts = read_passages(options.passages, most=options.embedded)
    options.work.mkdir(parents=True, exist_ok=True)
    base = embedded(texts, options.work / f"{options.passages.stem}-{len(texts)}.npy")
    for size in options.sizes:
        folder = options.work / str(size)
        folder.mkdir(exist_ok=True)
        built = in_child(build, folder, size, base, texts)
        found = in_child(search, folder, size, base, texts)
        print(json.dumps({"passages": size, **built, **found}, indent=1), flush=True)


def read_passages(path: Path, *, most: int) -> list[str]:
    """Return the first passages of a file, `most` at most."""
    with path.open(encoding="utf-8") as lines:
        texts = [text for line in lines if (text := _passage(line, jsonl=path.suffix == ".jsonl"))]
    assert texts, f"{path} has no passages"
    return texts[:most]


def _passage(line: str, *, jsonl: bool) -> str:
    if not jsonl:
        return line.strip()
    content = json.loads(line)
    return f"{content.get('title', '')} {content['text']}".strip()


def embedded(texts: Sequence[str], path: Path) -> FloatMatrix:
    """Return a unit-norm row for each text, from `path` where it is there already."""
    if not path.exists():
        note(f"embedding {len(texts)} passages")
        rows = np.stack([text.vector for text in OnnxEncoder().encode(texts)])
        written(path, lambda part: np.save(part, rows))
    rows = np.load(path)
    return np.asarray(rows, dtype=np.float32)


def noisy(base: FloatMatrix, size: int, *, seed: int, noise: float = NOISE) -> FloatMatrix:
    """Return `size` unit-norm rows: those of `base` in turn, each with noise of its own."""
    rows = np.empty((size, base.shape[1]), dtype=np.float32)
    for first in range(0, size, SHARD):
        last = min(first + SHARD, size)
        moves = np.random.default_rng([seed, first]).standard_normal(
            (last - first, base.shape[1]), dtype=np.float32
        )
        moves *= noise / np.linalg.norm(moves, axis=1, keepdims=True)
        moves += base[np.arange(first, last) % len(base)]
        rows[first:last] = moves / np.linalg.norm(moves, axis=1, keepdims=True)
    return rows


def varied(texts: Sequence[str], places: range) -> list[str]:
    """Return the texts at some places of the repetition, a tenth of their words replaced."""
    random = np.random.default_rng([2, places.start])
    split = [text.split() for text in texts]
    words = np.array([word for text in split for word in text])
    copies = []
    for place in places:
        copy = list(split[place % len(split)])
        changed = np.flatnonzero(random.random(len(copy)) < REPLACED)
        for at, word in zip(changed, random.choice(words, len(changed)), strict=True):
            copy[at] = str(word)
        copies.append(" ".join(copy))
    return copies


def build(folder: Path, size: int, base: FloatMatrix, texts: Sequence[str]) -> dict[str, Any]:
    """Write the files of one size that are missing; give seconds, bytes and memory."""
    seconds_file = folder / "seconds.json"
    seconds = json.loads(seconds_file.read_bytes()) if seconds_file.exists() else {}

    def timed(name: str, make: Callable[..., None], *arguments: object) -> None:
        note(f"{size}: {name}")
        start = perf_counter()
        make(*arguments)
        seconds[name] = perf_counter() - start
        written(seconds_file, lambda part: part.write_text(json.dumps(seconds)))

    shards = [range(first, min(first + SHARD, size)) for first in range(0, size, SHARD)]
    for number, places in enumerate(shards):
        shard = folder / f"shard-{number}.postings"
        if not shard.exists():
            copies = varied(texts, places)
            timed(f"postings {number + 1} of {len(shards)}", count, copies, shard)
    if not (folder / "all.postings").exists():
        timed("postings joined", join, folder, len(shards))
    if not (folder / "vectors.done").exists():
        rows = noisy(base, size, seed=1)
        timed("vectors", index_vectors, rows, folder)
    return {
        "build_seconds": {
            "vectors": round(seconds["vectors"], 1),
            "postings": round(sum(seconds.values()) - seconds["vectors"], 1),
        },
        "megabytes": {
            name: round((folder / name).stat().st_size / MEGABYTE)
            for name in ("all.vectors", "all.lists", "all.postings")
            if (folder / name).exists()
        },
        "build_peak_megabytes": peak_megabytes(),
    }


def count(copies: Sequence[str], shard: Path) -> None:
    """Count the terms of a shard."""
    written(shard, lambda part: part.write_bytes(count_terms(copies).to_bytes()))


def join(folder: Path, shards: int) -> None:
    """Join the postings of all shards."""
    parts = [Postings.load(folder / f"shard-{number}.postings") for number in range(shards)]
    joined = join_postings(parts).to_bytes()
    written(folder / "all.postings", lambda part: part.write_bytes(joined))


def index_vectors(rows: FloatMatrix, folder: Path) -> None:
    """Build the dense index and write its files."""
    for ending, content in FaissPart.build(rows).files().items():
        (folder / f"all{ending}").write_bytes(content)
    (folder / "vectors.done").touch()


def search(folder: Path, size: int, base: FloatMatrix, texts: Sequence[str]) -> dict[str, Any]:
    """Load the indexes of one size and ask them; give milliseconds, recall and memory."""
    start = perf_counter()
    part = FaissPart.load({file.suffix: file for file in folder.glob("all.*")})
    dense = VectorsByPart([part])
    vectors_loaded = perf_counter()
    lexical = LexicalIndex([Postings.load(folder / "all.postings")])
    loaded = perf_counter()
    asked = np.random.default_rng(3).choice(len(base), min(QUERIES, len(base)), replace=False)
    queries = noisy(base[asked], len(asked), seed=4, noise=0.3)
    found, dense_times = each(queries, lambda query: dense.search(query, k=DEPTH).places[:10])
    sentences = [" ".join(texts[place].split()[:12]) for place in asked]
    _, lexical_times = each(sentences, lambda sentence: lexical.search(sentence, k=DEPTH))
    peak = peak_megabytes()
    assert len(dense) == len(lexical) == size
    return {
        "dense_index": part.kind,
        "load_ms": {
            "vectors": milliseconds(vectors_loaded - start),
            "postings": milliseconds(loaded - vectors_loaded),
        },
        "recall@10": recall(found, brute_force(part.rows(), queries)),
        "dense_ms": percentiles(dense_times),
        "lexical_ms": percentiles(lexical_times),
        "search_peak_megabytes": peak,
    }


def brute_force(rows: FloatMatrix, queries: FloatMatrix) -> list[NDArray[np.int64]]:
    """Return the true best ten of each query."""
    best = np.full((len(queries), 10), -1, dtype=np.int64)
    scores = np.full((len(queries), 10), -np.inf, dtype=np.float32)
    for first in range(0, len(rows), SHARD):
        products = np.hstack([scores, queries @ rows[first : first + SHARD].T])
        places = np.broadcast_to(
            np.arange(first, first + products.shape[1] - 10), (len(queries), products.shape[1] - 10)
        )
        top = np.argpartition(-products, 9, axis=1)[:, :10]
        best = np.take_along_axis(np.hstack([best, places]), top, axis=1)
        scores = np.take_along_axis(products, top, axis=1)
    return list(best)


def recall(found: Sequence[NDArray[np.int64]], best: Sequence[NDArray[np.int64]]) -> float:
    """Return the share of the true best ten that was found."""
    shares = [len(set(a.tolist()) & set(b.tolist())) / 10 for a, b in zip(found, best, strict=True)]
    return round(float(np.mean(shares)), 4)


def each(
    queries: Sequence[Any] | FloatMatrix, ask: Callable[[Any], Any]
) -> tuple[list[Any], list[float]]:
    """Ask each query, the first one once before; give the results and the seconds of each."""
    ask(queries[0])
    results, times = [], []
    for query in queries:
        start = perf_counter()
        results.append(ask(query))
        times.append(perf_counter() - start)
    return results, times


def in_child(work: Callable[..., dict[str, Any]], *arguments: object) -> dict[str, Any]:
    """Run `work` in a process of its own, whose memory is then its alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def written(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` make a file under another name, so that `path` is whole or not there."""
    part = path.with_name(f"unfinished-{path.name}")
    write(part)
    part.replace(path)


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile of seconds, in milliseconds."""
    return {f"p{at}": milliseconds(float(np.percentile(times, at))) for at in (50, 95)}


def milliseconds(seconds: float) -> float:
    """Return seconds as milliseconds with two digits."""
    return round(seconds * 1000, 2)


def peak_megabytes() -> int:
    """Return the most memory this process had (RSS), of which mapped files may be given back."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage gives on Linux is at least that of the parent
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // MEGABYTE


def note(message: str) -> None:
    """Say on standard error what is being done."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
