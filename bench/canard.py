"""Resolves the follow-up questions of CANARD, and finds answers by what it made of them.

    python -m bench.canard CANARD_JSON [--every N --from I]

CANARD (Elgohary et al. 2019, sites.google.com/view/qanta/projects/canard) has dialogues
about sections of Wikipedia, with every question rewritten by a person so that it stands
alone. Passages are all answers given in the file, each under its article's and its
section's title, as a paper's passages are under theirs. The turns before a question are
given with the questions as they were asked and with those answers. Each question whose
answer is known is looked up three ways: as asked (raw), resolved, and as rewritten by a
person (human); BM25 and the default encoder are fused by reciprocal rank. Of recall, the
share of the way from raw to human that resolved makes is printed besides. ROUGE-L (Lin
2004) compares with the person's words, and so does the share of these that is there (ROUGE-1
recall). `--every N --from I` takes each N-th dialogue. What is shipped was fitted on `dev.json`:
figures of other dialogues count, and training/fit_follow_ups.py prints held-out ones of these.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Span
from index.encoding.encoder import Encoder
from index.encoding.onnx_encoder import OnnxEncoder
from index.fusion import reciprocal_rank_fusion
from index.words.lexical import LexicalIndex
from index.words.terms import words
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.evaluation.metrics.bootstrap import estimate, mean
from qa.understanding.follow_ups import resolve_follow_up

NO_ANSWER = frozenset({"CANNOTANSWER", "I don't know."})
CANDIDATES = 200
WAYS = ("raw", "resolved", "human")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a dialogue: as asked, resolved and rewritten by a person.

    `answer` is None where the file does not tell it, as for a dialogue's last question.
    """

    dialogue: str
    place: int
    raw: str
    resolved: str
    human: str
    title: str
    section: str
    answer: str | None

    @property
    def passage(self) -> str:
        """The answer under its titles."""
        return f"{self.title}. {self.section}. {self.answer}"


def read_questions(path: Path) -> list[Asked]:
    """Read all questions, in order, and resolve each against the turns before it."""
    dialogues: dict[str, list[dict[str, Any]]] = {}
    for row in json.loads(path.read_text("utf-8")):
        dialogues.setdefault(row["QuAC_dialog_id"], []).append(row)
    return [asked for rows in dialogues.values() for asked in _read_dialogue(rows)]


def _read_dialogue(rows: Sequence[Mapping[str, Any]]) -> Iterator[Asked]:
    title, section, *said = rows[-1]["History"]
    pairs = list(zip(said[::2], said[1::2], strict=True))
    history: list[Turn] = []
    for question, answer in pairs:
        resolved = resolve_follow_up(question, history)
        history.append(_turn(question, resolved, answer, title, section))
    for row in rows:
        place, dialogue = row["Question_no"], row["QuAC_dialog_id"]
        resolved = resolve_follow_up(row["Question"], history[: place - 1])
        answer = pairs[place - 1][1] if place <= len(pairs) else None
        known = None if answer in NO_ANSWER else answer
        asked = row["Question"], resolved, row["Rewrite"]
        yield Asked(dialogue, place, *asked, title, section, known)


def _turn(question: str, standalone: str, answer: str, title: str, section: str) -> Turn:
    abstained = answer in NO_ANSWER
    span = Span(0, len(answer))
    citation = Citation(
        number=1,
        paper_id=title,
        title=title,
        section=(section,),
        page=None,
        span=span,
        quote=answer,
        passage_span=span,
        passage_text=answer,
        answer_span=None,
    )
    given = Answer(
        question=question,
        standalone_question=standalone,
        sentences=(AnswerSentence(answer, () if abstained else (1,)),),
        citations=() if abstained else (citation,),
        abstained=abstained,
        confidence=0.0 if abstained else 1.0,
    )
    return Turn(question, given)


class Passages:
    """The answers of all dialogues, found by terms and by meaning."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self._lexical = LexicalIndex.build(texts)
        self._encoder = encoder
        self._vectors = np.stack([text.vector for text in encoder.encode(texts)])

    def ranks(self, questions: Sequence[str], wanted: Sequence[int]) -> NDArray[np.float64]:
        """Return the rank of the wanted passage of each question, infinite if not found."""
        vectors = np.stack([text.vector for text in self._encoder.encode(questions)])
        return np.array(
            [
                self._rank(question, vector, place)
                for question, vector, place in zip(questions, vectors, wanted, strict=True)
            ]
        )

    def _rank(self, question: str, vector: NDArray[np.float32], wanted: int) -> float:
        dense = np.argsort(-(self._vectors @ vector), kind="stable")[:CANDIDATES]
        lexical, _ = self._lexical.search(question, k=CANDIDATES)
        fused = reciprocal_rank_fusion([dense, lexical])
        better = [score for score in fused.values() if score > fused.get(wanted, 2.0)]
        return 1.0 + len(better) if wanted in fused else np.inf


def rouge_l(written: str, reference: str) -> float:
    """Return the F1 of the longest common subsequence of words. ROUGE-L, Lin 2004."""
    one, other = words(written), words(reference)
    lengths = [0] * (len(other) + 1)
    for word in one:
        before = lengths
        lengths = [0]
        for place, against in enumerate(other):
            longer = before[place] + 1 if word == against else max(before[place + 1], lengths[-1])
            lengths.append(longer)
    return 2 * lengths[-1] / max(len(one) + len(other), 1)


def rouge_1_recall(written: str, reference: str) -> float:
    """Return the share of the reference's words that are written. ROUGE-1, Lin 2004."""
    there, wanted = Counter(words(written)), Counter(words(reference))
    return (there & wanted).total() / max(wanted.total(), 1)


def print_rewrites(asked: Sequence[Asked]) -> None:
    """Print how the questions compare with a person's, and which first ones are changed."""
    follow_ups = [question for question in asked if question.place > 1]
    for way in WAYS[:2]:
        score = np.mean([rouge_l(getattr(q, way), q.human) for q in follow_ups])
        recall = np.mean([rouge_1_recall(getattr(q, way), q.human) for q in follow_ups])
        print(f"{way:9} ROUGE-L {score:.3f}, ROUGE-1 recall {recall:.3f}")
    print(f"{len(follow_ups)} questions with turns before")
    standing = [q for q in follow_ups if words(q.raw) == words(q.human)]
    changed = sum(question.resolved != question.raw for question in standing)
    print(f"changed {changed} of {len(standing)} follow-ups that the person left as they are")


def print_standing(asked: Sequence[Asked]) -> None:
    """Print how many questions that stand alone a conversation about something else changes."""
    firsts = [question for question in asked if question.place == 1]
    alone = [q for q in firsts if words(q.raw) == words(q.human)]
    texts = {
        "first questions that the person left, asked later": [q.raw for q in alone],
        "questions as the person wrote them, asked later": [q.human for q in asked],
    }
    question = "Who built the bridge at Arles?"
    turn = _turn(question, question, "The Romans built it in 314.", "Arles", "Bridge")
    for name, questions in texts.items():
        changed = sum(resolve_follow_up(question, [turn]) != question for question in questions)
        print(f"changed {changed} of {len(questions)} {name}")


def print_retrieval(asked: Sequence[Asked], passages: Passages, places: Mapping[str, int]) -> None:
    """Print recall and mean reciprocal rank of the questions' own answers."""
    known = [question for question in asked if question.place > 1 and question.answer is not None]
    wanted = [places[question.passage] for question in known]
    ranks = {way: passages.ranks([getattr(q, way) for q in known], wanted) for way in WAYS}
    print(f"{len(known)} questions with turns before, {len(places)} passages")
    measured = {
        f"recall@{k}": {way: (ranks[way] <= k).astype(np.float64) for way in WAYS} for k in (1, 5)
    }
    measured["MRR"] = {way: 1.0 / rank for way, rank in ranks.items()}
    for name, values in measured.items():
        figures = estimate({way: mean(values[way]) for way in WAYS}, questions=len(known))
        raw, resolved, human = (figures[way].value for way in WAYS)
        told = "  ".join(
            f"{w} {f.value:.3f} ({f.low:.3f}, {f.high:.3f})" for w, f in figures.items()
        )
        print(f"{name:9} {told}  of the gap {(resolved - raw) / (human - raw):.3f}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="Measures follow-up questions on CANARD.")
    parser.add_argument("canard", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    options = parser.parse_args()
    everything = read_questions(options.canard)
    texts = list(dict.fromkeys(q.passage for q in everything if q.answer is not None))
    dialogues = list(dict.fromkeys(question.dialogue for question in everything))
    chosen = set(dialogues[options.first :: options.every])
    asked = [question for question in everything if question.dialogue in chosen]
    print_rewrites(asked)
    print_standing(asked)
    places = {text: place for place, text in enumerate(texts)}
    print_retrieval(asked, Passages(texts, OnnxEncoder()), places)


if __name__ == "__main__":
    main()
