"""What an answer is measured by beyond answers and evidence: its gold in finer grain."""

from dataclasses import dataclass
from enum import StrEnum

from qa.answer import Verdict
from qa.shapes import Document, int_in, text_in, text_or_none_in, texts_in

BOTH = "both"
"""The side of a nugget that tells of both sides, and therefore stands for none."""


class Scope(StrEnum):
    """What there is to answer a question from.

    The `TEXT` of the papers; `NONE` of it; the `METADATA` that a library has of a paper, such as
    its title or length; or nothing, as `SMALLTALK` wants a reply and no paper.
    """

    TEXT = "text"
    NONE = "none"
    METADATA = "metadata"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact that a complete answer draws on.

    `text` says it in the words of the paper, and so do the places in `also`. `side` is the label
    by which sides, parts or dates are told apart.
    """

    text: str
    also: tuple[str, ...] = ()
    side: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The pieces of the paper of which any one tells it."""
        return (self.text, *self.also)

    def to_json(self) -> dict[str, object]:
        """Return the nugget as JSON holds it."""
        return {"text": self.text, "also": list(self.also), "side": self.side}

    @classmethod
    def from_json(cls, values: Document) -> "Nugget":
        """Read what `to_json` gave. Raises `KeyError`, `TypeError` or `ValueError`."""
        return cls(
            text_in(values["text"]), texts_in(values["also"]), text_or_none_in(values["side"])
        )


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a question's answer should draw on, say and show.

    `need` is how many of the `nuggets` make a fair short answer, or of their sides where sides are
    asked for. A summary quotes from the section called `within`. `verdicts` are those that are
    right, the best one first. Each text in `shown` stands in the answer or is the page of a
    citation. `denial` has pieces of the paper that set the premise of an unanswerable question
    right: to quote one is as good as to decline.
    """

    scope: Scope | None = None
    nuggets: tuple[Nugget, ...] = ()
    need: int | None = None
    within: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    shown: tuple[str, ...] = ()
    denial: tuple[str, ...] = ()

    @property
    def has_gold(self) -> bool:
        """Whether it says of an answer what that should be."""
        return bool(self.nuggets or self.within or self.verdicts or self.shown)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The pieces of the paper that tell a nugget."""
        return tuple(text for nugget in self.nuggets for text in nugget.texts)

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """What it asks for beside nuggets, under names for people; nothing that is empty."""
        asked = {
            "Verdict": self.verdicts,
            "Shown": self.shown,
            "From the section": (self.within,) if self.within else (),
            "Denial": self.denial,
        }
        return {name: texts for name, texts in asked.items() if texts}

    def to_json(self) -> dict[str, object]:
        """Return the rubric as a line of ``results.jsonl`` holds it."""
        return {
            "scope": self.scope,
            "nuggets": [nugget.to_json() for nugget in self.nuggets],
            "need": self.need,
            "within": self.within,
            "verdicts": list(self.verdicts),
            "shown": list(self.shown),
            "denial": list(self.denial),
        }

    @classmethod
    def from_json(cls, values: Document) -> "Rubric":
        """Read what `to_json` gave. Raises `KeyError`, `TypeError` or `ValueError`."""
        scope, need = values["scope"], values["need"]
        return cls(
            scope=None if scope is None else Scope(text_in(scope)),
            nuggets=tuple(map(Nugget.from_json, values["nuggets"])),
            need=None if need is None else int_in(need),
            within=text_or_none_in(values["within"]),
            verdicts=tuple(map(Verdict, texts_in(values["verdicts"]))),
            shown=texts_in(values["shown"]),
            denial=texts_in(values["denial"]),
        )
