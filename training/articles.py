"""Articles in SQuAD's format as papers with questions, each in a library of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.contexts import HELD_OUT_SECOND, HELD_OUT_SQUAD2, in_held_out_share

from corpus.assembly import Origin
from corpus.formats.text import read_text
from corpus.paper import Paper
from index.encoder import Encoder
from index.library import Library
from index.retriever import HybridRetriever
from qa.reading.ranking import CLOSE, ReadingRetriever
from qa.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Article:
    """A paper with the questions that it answers, and those it was made not to answer.

    `answers` holds the words that answer each answerable question.
    """

    group: str
    paper: Paper
    answerable: tuple[str, ...]
    answers: tuple[str, ...]
    impossible: tuple[str, ...]


def read_held_out(data: Path) -> list[Article]:
    """Read the articles of COVID-QA, SQuAD 2.0 and CLAPNQ that the reader was not trained on."""
    covid = _read_squad(data / "covidqa" / "dev.json", "covidqa")
    squad = [
        *_read_squad(data / "squad2" / "dev.json", "squad2"),
        *_read_squad(data / "train2" / "squad" / "squad2-19-articles.json", "squad2", part="more-"),
    ]
    kept = (*HELD_OUT_SQUAD2, *HELD_OUT_SECOND)
    names = [f"{title.replace('_', ' ')}.txt" for title in kept]
    return [
        *(article for number, article in enumerate(covid) if in_held_out_share(number)),
        *(article for article in squad if article.paper.source in names),
        *_read_clapnq(data / "clapnq"),
    ]


def _read_squad(path: Path, group: str, *, part: str = "") -> list[Article]:
    articles = []
    for number, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        paragraphs = article["paragraphs"]
        text = "\n\n".join(paragraph["context"] for paragraph in paragraphs)
        name = f"{article.get('title', f'{group} {number}')}.txt".replace("_", " ")
        questions = [qa for paragraph in paragraphs for qa in paragraph["qas"]]
        answerable = [question for question in questions if not question.get("is_impossible")]
        articles.append(
            Article(
                group=group,
                paper=read_text(text, Origin(f"{group}{part}{number}", name)),
                answerable=tuple(question["question"] for question in answerable),
                answers=tuple(question["answers"][0]["text"] for question in answerable),
                impossible=tuple(q["question"] for q in questions if q.get("is_impossible")),
            )
        )
    return articles


def _read_clapnq(folder: Path) -> list[Article]:
    """Read CLAPNQ: each question has a paper of one paragraph."""
    articles = []
    for name in ("answerable", "unanswerable"):
        lines = (folder / f"dev_{name}.jsonl").read_bytes().splitlines()
        for number, record in enumerate(map(json.loads, lines)):
            passage = record["passages"][0]
            if not in_held_out_share(passage["title"]):
                continue
            origin = Origin(f"clapnq-{name}{number}", f"{passage['title']}.txt")
            asked = (record["input"],)
            articles.append(
                Article(
                    group="clapnq",
                    paper=read_text(passage["text"], origin),
                    answerable=asked if name == "answerable" else (),
                    answers=("",) if name == "answerable" else (),
                    impossible=asked if name == "unanswerable" else (),
                )
            )
    return articles


def open_retriever(
    article: Article, work: Path, encoder: Encoder, reader: Reader | None, *, close: float = CLOSE
) -> ReadingRetriever:
    """Open the article's own library under `work`; make it where there is none yet."""
    library = Library(work / article.paper.id, make_encoder=lambda _name: encoder)
    if library.snapshot() is None:
        library.add([library.encode(article.paper)])
    snapshot = library.snapshot()
    assert snapshot is not None
    return ReadingRetriever(HybridRetriever(snapshot, encoder), reader, close=close)


def groups_of(articles: Sequence[Article]) -> tuple[str, ...]:
    """Return the names of the groups, in order of appearance."""
    return tuple(dict.fromkeys(article.group for article in articles))
