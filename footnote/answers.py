"""What comes of a question: an answer with its citations, or passages that were found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, overload

from corpus.paper import Note, Reference
from footnote.passing import PassedOn
from qa.shapes import citation_shape, hit_shape, page_value
from ui.json_shapes import answer_shape, search_shape
from ui.printed import answer_lines, as_text, citation_lines, hit_lines, search_lines

if TYPE_CHECKING:
    from index import hits
    from qa import answer

_SHORT = 60
"""Characters of a text that a `repr` shows."""


@dataclass(frozen=True, slots=True, repr=False)
class Citation:
    """A footnote of an answer: a verbatim quote and the place where it stands.

    `start` and `end` are offsets of the paper's text: `quote` is ``paper.text[start:end]``.
    """

    value: "answer.Citation"

    number = PassedOn[int]("The footnote's number in its answer, from 1.")
    paper_id = PassedOn[str]("The id of the paper quoted.")
    title = PassedOn[str]("The title of the paper quoted.")
    section = PassedOn[tuple[str, ...]]("The headings over the quote, outermost first.")

    @property
    def page(self) -> int | str | None:
        """The printed page: a number, a string where it is roman, None where it is unknown."""
        return page_value(self.value.page)

    pdf_page = PassedOn[int | None]("The page in the file, from 1; None where that is no PDF.")
    start = PassedOn[int]("Where the quote begins in the paper's text.", path="span.start")
    end = PassedOn[int]("Where the quote ends in the paper's text.", path="span.end")
    quote = PassedOn[str]("The words of the paper.")
    short_answer = PassedOn[str | None](
        "The words of the quote that answer by themselves; None where that cannot be told.",
        path="answering_words",
    )
    notes = PassedOn[tuple[Note, ...]]("The paper's own notes in the quote.")
    references = PassedOn[tuple[Reference, ...]]("The works that the quote cites.")

    def to_dict(self) -> dict[str, Any]:
        """Return the citation as ``footnote ask --json`` has it."""
        return citation_shape(self.value)

    def __repr__(self) -> str:
        name = self.value.page_name
        page = "" if name is None else f", {name}"
        return f"<Citation [{self.number}] {_shortened(self.title)}{page}>"

    def __str__(self) -> str:
        return as_text(citation_lines(self.value))


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """A passage that was found, with its place in the ranking; ranks start at 1."""

    value: "hits.Hit"
    titles: Mapping[str, str]

    rank = PassedOn[int]("The place in the ranking, from 1.")
    score = PassedOn[float]("What orders the hits of one search; higher is better.")
    paper_id = PassedOn[str]("The id of the paper that the passage is of.", path="passage.paper_id")

    @property
    def title(self) -> str:
        """The title of that paper."""
        return self.titles.get(self.paper_id, self.paper_id)

    section = PassedOn[tuple[str, ...]](
        "The headings over the passage, outermost first.", path="passage.section"
    )

    @property
    def page(self) -> int | str | None:
        """The printed page: a number, a string where it is roman, None where it is unknown."""
        return page_value(self.value.passage.page)

    pdf_page = PassedOn[int | None](
        "The page in the file, from 1; None where that is no PDF.", path="passage.pdf_page"
    )
    text = PassedOn[str]("The words of the passage.", path="passage.text")

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as ``footnote search --json`` has it."""
        return hit_shape(self.value, self.titles)

    def __repr__(self) -> str:
        return f"<Hit {self.rank}: {_shortened(self.text)}>"

    def __str__(self) -> str:
        return as_text(hit_lines(self.value, self.titles))


@dataclass(frozen=True, slots=True, repr=False)
class Hits(Sequence[Hit]):
    """The passages that fit a query, best first; `notice` names papers that were left out."""

    query: str
    values: "tuple[hits.Hit, ...]"
    titles: Mapping[str, str]
    notice: str | None = None

    @overload
    def __getitem__(self, number: int) -> Hit: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, number: int | slice) -> Hit | tuple[Hit, ...]:
        """Return one hit, or some of them, counted from 0."""
        if isinstance(number, slice):
            return tuple(Hit(value, self.titles) for value in self.values[number])
        return Hit(self.values[number], self.titles)

    def __len__(self) -> int:
        return len(self.values)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote search --json``."""
        return search_shape(self.query, self.values, dict(self.titles), notice=self.notice)

    def __repr__(self) -> str:
        return f"<{len(self)} hits for {_shortened(self.query)!r}>"

    def __str__(self) -> str:
        return as_text(search_lines(self.values, self.titles, notice=self.notice))

    def _repr_html_(self) -> str:
        from ui.exports.web_page import render_hits

        return render_hits(self.values, self.titles)


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What the papers say to a question, each sentence with the numbers of its citations."""

    value: "answer.Answer"
    titles: Mapping[str, str]

    question = PassedOn[str]("The question as it was asked.")
    standalone_question = PassedOn[str]("The question as it was understood in the conversation.")
    text = PassedOn[str]("The answer; each sentence ends with its markers, like [1] or [1][3].")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The footnotes, in the order of their numbers."""
        return tuple(map(Citation, self.value.citations))

    abstained = PassedOn[bool]("Whether the papers do not seem to answer.")
    decision = PassedOn[str](
        "Whether the papers answer: ``answered``, ``closest`` or ``declined``."
    )
    verdict = PassedOn[str | None](
        "What is said where yes or no answers: ``yes``, ``no``, ``mixed``, or None."
    )
    confidence = PassedOn[float]("The estimated probability, 0 to 1, that the papers answer.")
    notice = PassedOn[str | None](
        "What there is to say about the answer, such as names that the quotes lack."
    )

    @property
    def nearest(self) -> Hits:
        """The passages that came closest, where the papers do not seem to answer."""
        near = self.value.nearest if self.abstained else ()
        return Hits(self.value.standalone_question, near, self.titles)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote ask --json``."""
        return answer_shape(self.value, dict(self.titles))

    def __repr__(self) -> str:
        said = "abstained" if self.abstained else _shortened(self.text)
        return f"<Answer ({self.confidence:.2f}): {said}>"

    def __str__(self) -> str:
        return as_text(answer_lines(self.value))

    def _repr_html_(self) -> str:
        from ui.exports.web_page import render_turn

        # A notebook shows many answers, and a footnote's link must lead to its own.
        name = sha256(repr(self.to_dict()).encode("utf-8", "replace")).hexdigest()[:8]
        return render_turn(name, self.turn, self.titles)

    def _repr_markdown_(self) -> str:
        from ui.exports.markdown import to_markdown

        return to_markdown([self.turn], titles=self.titles)

    @property
    def turn(self) -> "answer.Turn":
        """The answer with its question, as a conversation holds them."""
        from qa.answer import Turn

        return Turn(self.question, self.value)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
