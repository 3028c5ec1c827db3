"""Makes what the verdict is trained on: statements and questions of yes or no, each with a text."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.paper import Span
from corpus.sentences import split_into_sentences
from index.words.lexical import LexicalIndex
from index.words.terms import FUNCTION_WORDS, terms, words
from reader.as_typed import as_typed
from reader.contexts import in_held_out_share
from reader.lists import Pair, QuestionList, Verdict

BOOLQ_PASSES = 2
NOISY = 0.5
"""The share of questions that are put as people type them."""
CAPTIONS, CLAIMS = 4000, 3500
_FEWEST_WORDS, _MOST_WORDS = 40, 80
_OTHERS = 6
"""Texts most like a question, among which one that is not its own is chosen."""
_LABELS = {"0": Verdict.YES, "1": Verdict.NEITHER, "2": Verdict.NO}
_CLAIMS = {"SUPPORTS": Verdict.YES, "REFUTES": Verdict.NO}
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|did|does|can|could|has|have|had|will|would|should|may|might)\b"
)


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """A question of yes or no with the text that tells, under its title."""

    text: str
    title: str
    passage: str
    yes: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with the sentences that bear it out or refute it."""

    text: str
    evidence: tuple[str, ...]
    verdict: Verdict


def read_boolq(path: Path, *, held_out: bool) -> list[YesNoQuestion]:
    """Read BoolQ: the share held out by title, or else the rest."""
    found = []
    for record in map(json.loads, path.read_text("utf-8").splitlines()):
        title, _, passage = record["passage"].partition(" -- ")
        if in_held_out_share(title) == held_out:
            question = f"{record['question'].strip().capitalize()}?"
            found.append(YesNoQuestion(question, title, passage.strip(), record["label"]))
    return found


def read_fever(path: Path, *, held_out: bool) -> list[Claim]:
    """Read FEVER: the share held out by its evidence, or else the rest."""
    found = []
    for record in map(json.loads, path.read_text("utf-8").splitlines()):
        evidence = tuple(dict.fromkeys(_as_printed(text) for text in record["evidence"]))
        if evidence and in_held_out_share(evidence[0]) == held_out:
            claim = _as_printed(record["claim"])
            found.append(Claim(claim, evidence, _CLAIMS[record["label"]]))
    return found


def read_snli(path: Path) -> list[Pair]:
    """Read SNLI: captions, each with a statement that it entails, contradicts or leaves open."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    return [
        Pair(statement, "", caption, None, _LABELS[label])
        for caption, statement, label in rows
        if label in _LABELS
    ]


def make_yes_no_lists(folder: Path, *, seed: int) -> list[QuestionList]:
    """Make lists of questions of yes or no, and of some claims and captions."""
    chance = random.Random(seed)
    asked = read_boolq(folder / "yesno" / "boolq.jsonl", held_out=False)
    claims = read_fever(folder / "entailment" / "fever.jsonl", held_out=False)
    captions = [
        pair
        for name in ("validation", "test")
        for pair in read_snli(folder / "entailment" / f"snli-{name}.tsv.gz")
    ]
    pairs = [pair for _ in range(BOOLQ_PASSES) for pair in yes_no_pairs(asked, chance)]
    pairs += chance.sample(list(claim_pairs(claims, chance)), CLAIMS)
    pairs += chance.sample(captions, CAPTIONS)
    return [QuestionList((_varied(pair, chance),), ranked=False) for pair in pairs]


def yes_no_pairs(asked: Sequence[YesNoQuestion], chance: random.Random) -> Iterator[Pair]:
    """Pair each question with its text, and half of them with another that looks like it."""
    titles = [question.title for question in asked]
    lexical = LexicalIndex.build([f"{one.title}. {one.passage}" for one in asked])
    for question in asked:
        verdict = Verdict.YES if question.yes else Verdict.NO
        yield _with_text(question.text, question.title, question.passage, verdict, chance)
        if chance.random() < 0.5:  # noqa: PLR2004
            scores = lexical.scores(question.text)
            order = [int(place) for place in (-scores).argsort()[: 4 * _OTHERS]]
            others = [place for place in order if titles[place] != question.title][:_OTHERS]
            other = asked[chance.choice(others)]
            yield _with_text(question.text, other.title, other.passage, Verdict.NEITHER, chance)


def claim_pairs(claims: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """Pair each claim with its evidence, and half of them with that of another on the like."""
    lexical = LexicalIndex.build([" ".join(claim.evidence) for claim in claims])
    for claim in claims:
        yield Pair(claim.text, "", _some_of(claim.evidence, claim.text), None, claim.verdict)
        if chance.random() < 0.5:  # noqa: PLR2004
            order = (-lexical.scores(claim.text)).argsort()[: 10 * _OTHERS]
            own = set(claim.evidence)
            others = [claims[int(p)] for p in order if own.isdisjoint(claims[int(p)].evidence)]
            if others:
                text = _some_of(chance.choice(others[:_OTHERS]).evidence, claim.text)
                yield Pair(claim.text, "", text, None, Verdict.NEITHER)


def as_question(statement: str) -> str:
    """Turn a statement into a question of yes or no: its auxiliary comes first, if it has one."""
    text = statement.rstrip(". ")
    match = _AUXILIARY.search(text)
    if match is None or match.start() == 0:
        return f"Is it true that {text}?"
    subject, rest = text[: match.start()].strip(), text[match.end() :].strip()
    if subject.split()[0].lower() in FUNCTION_WORDS:
        subject = f"{subject[0].lower()}{subject[1:]}"
    return f"{match[0].capitalize()} {subject} {rest}?"


def _varied(pair: Pair, chance: random.Random) -> Pair:
    """Put a statement as a question in two cases of three, and half of all as people type them."""
    text = pair.question
    if not text.endswith("?") and chance.random() < 2 / 3:
        text = as_question(text)
    if chance.random() < NOISY:
        text = as_typed(text, chance)
    return Pair(text, pair.heading, pair.text, None, pair.verdict)


def _with_text(
    question: str, title: str, passage: str, verdict: Verdict, chance: random.Random
) -> Pair:
    text = sentences_like(question, passage, chance.randint(_FEWEST_WORDS, _MOST_WORDS))
    return Pair(question, f"{title}. ", text, None, verdict)


def sentences_like(question: str, passage: str, most_words: int) -> str:
    """Return whole sentences around the one most like a question, as passages are read."""
    spans = split_into_sentences(passage, Span(0, len(passage)))
    sentences = [passage[span.start : span.end] for span in spans]
    asked = set(terms(question))
    shared = [len(asked & set(terms(sentence))) for sentence in sentences]
    first = last = max(range(len(sentences)), key=shared.__getitem__)
    size = len(sentences[first].split())
    while True:
        beside = [place for place in (first - 1, last + 1) if 0 <= place < len(sentences)]
        fitting = [p for p in beside if size + len(sentences[p].split()) <= most_words]
        if not fitting:
            return passage[spans[first].start : spans[last].end]
        place = max(fitting, key=shared.__getitem__)
        first, last = min(first, place), max(last, place)
        size += len(sentences[place].split())


def _some_of(sentences: Sequence[str], claim: str) -> str:
    """Return the sentences most like a claim, in their order, as many as are read."""
    asked = set(words(claim)) - FUNCTION_WORDS
    order = sorted(
        range(len(sentences)), key=lambda place: -len(asked & set(words(sentences[place])))
    )
    chosen: list[int] = []
    size = 0
    for place in order:
        size += len(sentences[place].split())
        if chosen and size > _MOST_WORDS:
            break
        chosen.append(place)
    return " ".join(sentences[place] for place in sorted(chosen))


def _as_printed(text: str) -> str:
    return " ".join(_BRACKETS.get(token, token) for token in text.split())
