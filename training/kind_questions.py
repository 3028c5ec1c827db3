"""The questions that tell kinds apart: written ones, filled templates, and public plain ones."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.understanding.kinds.classifier import Kind
from qa.understanding.kinds.features import question_tokens

FOLDER = Path(__file__).parent / "kinds"
FILLS = 6
"""Questions made of a template."""
WEIGHTS = {"written": 1.0, "varied": 0.4, "filled": 0.35, "filled and varied": 0.3}
FORM_WORD_ROWS = 5
"""In how many written rows and templates a word must stand to count as one of form."""
_FORM_SLOTS = frozenset(
    "doc section part thanks greet bye praise file bot app ability num year".split()
)
"""Slots of templates whose fillers belong to the form of a question, not to its subject."""
_BEFORE = (
    "so ",
    "hey ",
    "ok ",
    "pls ",
    "can you tell me ",
    "could you tell me ",
    "please tell me ",
    "i'd like to know ",
    "quick question: ",
    "and ",
    "also ",
    "but ",
    "um ",
    "i want to know ",
    "according to the paper, ",
    "in this study, ",
    "hi! ",
    "ok thanks, ",
    "wait, ",
    "i dont get it, ",
    "i am writing an essay. ",
    "i read the abstract, but ",
    "my teacher asks: ",
    "i am new to this. ",
)
_BEHIND = (
    " pls",
    " please",
    " tho",
    " thx",
    " in this paper",
    " according to the paper",
    " according to the author",
    " in the article",
    " here",
    " then",
    " again",
    " exactly",
    " briefly",
    " in short",
)
_CHAT = (
    ("what is", "whats"),
    ("who is", "whos"),
    ("do not", "dont"),
    ("you", "u"),
    ("are", "r"),
    ("and", "n"),
    ("please", "pls"),
    ("about", "abt"),
    ("people", "ppl"),
    ("with", "w"),
    ("give me", "gimme"),
    ("the", ""),
)
_BARELY, _BEFORE_RATHER, _CHAT_TOO, _EACH_CHAT_FORM = 0.3, 0.6, 0.6, 0.4
"""How often a variant has nothing around it, has it before, is in chat spelling, and how far."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A question of known kind. Those of one group were made from one row, or of one subject."""

    text: str
    kind: Kind
    group: str
    weight: float

    @property
    def written(self) -> bool:
        """Whether it stands as a person wrote it."""
        return self.weight == WEIGHTS["written"]


def _read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def _fillers() -> dict[str, list[str]]:
    content: dict[str, list[str]] = json.loads((FOLDER / "fillers.json").read_text("utf-8"))
    return content


def make_examples(seed: int = 1) -> list[Example]:
    """Return all questions, with variants, in an order that is always the same."""
    chance = random.Random(seed)
    return [*_written(chance), *_filled(chance)]


def _written(chance: random.Random) -> Iterator[Example]:
    for number, row in enumerate(_read("written.jsonl")):
        kind, subject = Kind(row["kind"]), row["subject"]
        group = f"row {number}" if subject == "any" else subject
        for text in filter(None, (row["plain"], row["chat"])):
            yield Example(text, kind, group, WEIGHTS["written"])
            yield Example(vary(text, kind, chance), kind, group, WEIGHTS["varied"])


def _filled(chance: random.Random) -> Iterator[Example]:
    fillers = _fillers()
    for row in _read("templates.jsonl"):
        kind, template = Kind(row["kind"]), row["template"]
        for number in range(FILLS if "{" in template else 1):
            text = fill(template, fillers, chance)
            yield Example(text, kind, template, WEIGHTS["filled"])
            if number % 2:
                yield Example(
                    vary(text, kind, chance), kind, template, WEIGHTS["filled and varied"]
                )


def fill(template: str, fillers: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    """Return a template with a filler in each slot, none twice; {topic2} is another {topic}."""
    used: set[str] = set()

    def choose(slot: re.Match[str]) -> str:
        pool = fillers[slot[1] if slot[1] in fillers else slot[1].rstrip("2")]
        chosen = chance.choice([one for one in pool if one not in used])
        used.add(chosen)
        return chosen

    return _SLOT.sub(choose, template)


def vary(text: str, kind: Kind, chance: random.Random) -> str:
    """Return a question as others type it: in chat spelling, or with words around it."""
    if kind in {Kind.SMALL_TALK, Kind.ABOUT_TOOL} or chance.random() < _BARELY:
        return _in_chat_spelling(text, chance)
    body = text.rstrip("?.!")
    end = text[len(body) :][:1]
    if chance.random() < _BEFORE_RATHER:
        varied = chance.choice(_BEFORE) + body[0].lower() + body[1:] + end
    else:
        varied = body + chance.choice(_BEHIND) + end
    return _in_chat_spelling(varied, chance) if chance.random() < _CHAT_TOO else varied


def _in_chat_spelling(text: str, chance: random.Random) -> str:
    text = text.lower().rstrip("?.!")
    for full, short in _CHAT:
        if chance.random() < _EACH_CHAT_FORM:
            text = re.sub(rf"\b{full}\b", short, text)
    return " ".join(text.split())


def form_words() -> frozenset[str]:
    """Return the words that stand in several rows: those of form, not of subject."""
    texts = [f"{row['plain']} . {row['chat']}" for row in _read("written.jsonl")]
    texts += [_SLOT.sub(" ", row["template"]) for row in _read("templates.jsonl")]
    rows_of: dict[str, int] = {}
    for text in texts:
        for word in set(question_tokens(text)):
            rows_of[word] = rows_of.get(word, 0) + 1
    often = {word for word, count in rows_of.items() if count >= FORM_WORD_ROWS}
    fillers = (one for slot in _FORM_SLOTS for one in _fillers()[slot])
    return frozenset(often.union(*(question_tokens(filler) for filler in fillers)))


def read_plain(data: Path, counts: tuple[int, int]) -> list[str]:
    """Return questions that people put to Wikipedia: of SQuADShifts and of NQ, so many of each."""
    path = data / "train" / "squadshifts-new_wiki.json"
    shifts = list(questions_of(path))
    with gzip.open(data / "train" / "nq-open-oracle.jsonl.gz", "rt", encoding="utf-8") as lines:
        natural = [json.loads(line)["question"] for line in lines]
    return [*some(shifts, counts[0]), *some(natural, counts[1])]


def some(questions: Sequence[str], count: int) -> list[str]:
    """Return so many of the questions, by chance but always the same; all if there are fewer."""
    return random.Random(2).sample(list(questions), min(count, len(questions)))


def questions_of(path: Path) -> Iterator[str]:
    """Yield the questions of a file in SQuAD's format."""
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            yield from (qa["question"] for qa in paragraph["qas"])
