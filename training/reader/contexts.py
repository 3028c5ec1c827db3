"""Reads the data: texts with questions about them, each answered by a span or by nothing."""

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.assembly import Origin
from corpus.formats.text import read_text
from corpus.paper import Span
from corpus.passages import split_into_passages
from corpus.sentences import split_into_sentences
from index.encoding.encoded_paper import heading_of

HELD_OUT_SQUAD2 = ("1973_oil_crisis", "Harvard_University", "Normans")
"""Articles that the reader never sees: what it makes of them is reported."""
HELD_OUT_SECOND = ("Oxygen", "Pharmacy", "Prime_number", "Rhine")
"""Articles of SQuAD 2.0's other part that it never sees either."""
TRIED_ON = ("Construction", "Private_school")
"""Articles that it does not see, by which its training is chosen; no figure is of these."""
_HELD_OUT_EVERY = 3


def in_held_out_share(key: int | str) -> bool:
    """Whether a paper of COVID-QA (its number) or an article of CLAPNQ (its title) is kept.

    The reader does not see every third of them, for what it makes of them to be reported.
    """
    number = key if isinstance(key, int) else sum(map(ord, key))
    return number % _HELD_OUT_EVERY == 0


@dataclass(frozen=True, slots=True)
class Context:
    """A text of a pool. `heading` is what the product puts in front of its passages."""

    pool: str
    heading: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to a context; `answer` is a span of its text, None where there is none."""

    text: str
    context: int
    answer: Span | None
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class DataSet:
    """Contexts, and questions that name them by their place."""

    contexts: tuple[Context, ...]
    questions: tuple[Question, ...]

    def pool_of(self, question: Question) -> str:
        """Return the pool of a question's context, without the name of an article."""
        return self.contexts[question.context].pool.split("/")[0]


class _Collector:
    def __init__(self) -> None:
        self.contexts: list[Context] = []
        self.questions: list[Question] = []

    def add_context(self, pool: str, heading: str, text: str) -> int:
        sentences = tuple(split_into_sentences(text, Span(0, len(text))))
        if text.islower():
            sentences = _sentences_in_lower_case(text)
        self.contexts.append(Context(pool, heading, text, sentences))
        return len(self.contexts) - 1


_END = re.compile(r"[.!?][\"'”)]* (?=\S)")


def _sentences_in_lower_case(text: str) -> tuple[Span, ...]:
    """Split at every mark that may end a sentence: no capital tells which do."""
    ends = [match.end() for match in _END.finditer(text)]
    bounds = [0, *ends, len(text)]
    return tuple(
        Span(start, start + len(text[start:end].rstrip()))
        for start, end in pairwise(bounds)
        if text[start:end].strip()
    )


def read_data(folder: Path) -> DataSet:
    """Read all that is trained on from a folder laid out as the model card describes."""
    collector = _Collector()
    train = folder / "train"
    _read_squad(collector, train / "squadshifts-new_wiki.json", "new_wiki")
    for name in ("reddit", "amazon_reviews"):
        _read_squad(collector, train / f"squadshifts-{name}.json", name, one_pool=True)
    _read_all_but_shifts(collector, folder)
    return DataSet(tuple(collector.contexts), tuple(collector.questions))


def read_more_data(folder: Path) -> DataSet:
    """Read what the second edition learns: SQuADShifts left out, more of SQuAD, and pairs."""
    collector = _Collector()
    _read_all_but_shifts(collector, folder)
    squad = folder / "train2" / "squad"
    kept = (*HELD_OUT_SECOND, *TRIED_ON)
    _read_squad(collector, squad / "squad2-19-articles.json", "squad2", held_out=kept)
    _read_squad(collector, squad / "squad1-13-articles.json", "squad1")
    _read_question_pairs(collector, squad / "pairs-with-paragraphs.json")
    return DataSet(tuple(collector.contexts), tuple(collector.questions))


def _read_all_but_shifts(collector: _Collector, folder: Path) -> None:
    _read_squad(collector, folder / "squad2" / "dev.json", "squad2", held_out=HELD_OUT_SQUAD2)
    _read_natural_questions(collector, folder / "train" / "nq-open-oracle.jsonl.gz")
    _read_covid_qa(collector, folder / "covidqa" / "dev.json")
    for name in ("answerable", "unanswerable"):
        _read_clapnq(collector, folder / "clapnq" / f"dev_{name}.jsonl")


def _read_squad(
    collector: _Collector,
    path: Path,
    name: str,
    *,
    one_pool: bool = False,
    held_out: Sequence[str] = (),
) -> None:
    """Read SQuAD's format. An article is a pool, unless its texts have nothing in common."""
    for article in json.loads(path.read_text("utf-8"))["data"]:
        title = article["title"]
        heading = "" if one_pool else f"{title.replace('_', ' ')}. "
        pool = name if one_pool else f"{name}/{title}"
        for paragraph in article["paragraphs"]:
            context = collector.add_context(pool, heading, paragraph["context"].rstrip())
            for question in paragraph["qas"]:
                answer = _shortest(question["answers"])
                if answer is not None or question.get("is_impossible"):
                    collector.questions.append(
                        Question(question["question"].strip(), context, answer, title in held_out)
                    )


def _read_question_pairs(collector: _Collector, path: Path) -> None:
    """Read paragraphs in lower case, each with questions it answers and the same made impossible.

    An impossible question follows the one that it was made of. Their common context is what
    tells that they are a pair.
    """
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = with_spaces_mended(paragraph["context"])
            context = collector.add_context("pairs", "", text)
            for question in paragraph["qas"]:
                answers = [with_spaces_mended(answer["text"]) for answer in question["answers"]]
                answer = _first_occurrence(answers, text)
                if answer is not None or question["is_impossible"]:
                    asked = with_spaces_mended(question["question"])
                    collector.questions.append(Question(asked, context, answer))


_SPLIT_NUMBER = re.compile(r"(?<=\d)([.,]) (?=\d)")
_SPLIT_HYPHEN = re.compile(r"(?<=\w) ([-/]) (?=\w)")
_SPLIT_QUOTE = re.compile(r'(^|[ (])(["\']) ([^"\']{1,200}?) \2')
_SPACE_BEFORE = re.compile(r" (?=[,.;:?!%)\]])")


def with_spaces_mended(text: str) -> str:
    """Put tokenised English together again: "2. 2" is a number, "self - made" a word."""
    text = _SPLIT_HYPHEN.sub(r"\1", _SPLIT_NUMBER.sub(r"\1", text.strip()))
    return _SPACE_BEFORE.sub("", _SPLIT_QUOTE.sub(r"\1\2\3\2", text))


def _shortest(answers: Sequence[dict[str, Any]]) -> Span | None:
    spans = [Span(a["answer_start"], a["answer_start"] + len(a["text"])) for a in answers]
    return min(spans, key=lambda span: span.end - span.start, default=None)


def _read_natural_questions(collector: _Collector, path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            gold = next(context for context in record["ctxs"] if context["isgold"])
            span = _first_occurrence(record["answers"], gold["text"])
            if span is not None:
                heading = f"{gold['title']}. "
                context = collector.add_context("nq", heading, gold["text"].rstrip())
                collector.questions.append(Question(record["question"], context, span))


def _first_occurrence(answers: Iterable[str], text: str) -> Span | None:
    lower = text.lower()
    for answer in answers:
        place = lower.find(answer.lower())
        if answer and place >= 0:
            return Span(place, place + len(answer))
    return None


def _read_covid_qa(collector: _Collector, path: Path) -> None:
    """Read COVID-QA: each paper is cut into sections and passages as the product does it."""
    for number, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            paper = read_text(paragraph["context"], Origin(f"covidqa{number}", "covidqa.txt"))
            pool = f"covidqa/{number}"
            places = [
                (passage, collector.add_context(pool, heading_of(paper, passage), passage.text))
                for passage in split_into_passages(paper)
            ]
            for question in paragraph["qas"]:
                (answer,) = question["answers"][:1]
                text = " ".join(answer["text"].split())
                about = answer["answer_start"] * len(paper.text) / len(paragraph["context"])
                start = _nearest_occurrence(text, paper.text, about)
                for passage, context in places:
                    end = start + len(text)
                    if start >= 0 and passage.start <= start and end <= passage.end:
                        span = Span(start - passage.start, end - passage.start)
                        held_out = in_held_out_share(number)
                        collector.questions.append(
                            Question(question["question"].strip(), context, span, held_out)
                        )


def _nearest_occurrence(wanted: str, text: str, about: float) -> int:
    best = -1
    place = text.find(wanted)
    while place >= 0:
        if best < 0 or abs(place - about) < abs(best - about):
            best = place
        place = text.find(wanted, place + 1)
    return best


def _read_clapnq(collector: _Collector, path: Path) -> None:
    """Read CLAPNQ, whose answers draw on chosen sentences: their extent is the span."""
    for record in map(json.loads, path.read_bytes().splitlines()):
        passage = record["passages"][0]
        text = passage["text"].rstrip()
        context = collector.add_context("clapnq", f"{passage['title']}. ", text)
        span = None
        output = (record.get("output") or [{}])[0]
        chosen = output.get("selected_sentences") or []
        if chosen:
            found = [(text.find(s.strip()), len(s.strip())) for s in chosen if isinstance(s, str)]
            starts = [(start, start + size) for start, size in found if start >= 0]
            if starts:
                span = Span(*starts[0])
        held_out = in_held_out_share(passage["title"])
        if span is not None or "unanswerable" in path.name:
            collector.questions.append(Question(record["input"], context, span, held_out))
