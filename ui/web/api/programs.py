"""What programs ask: functions that Gradio's API offers, and servers of tools.

Each gives the document that the command of the same name prints with ``--json``. Their
signatures and docstrings are what a program, or the model that drives it, is told of them.
"""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from corpus.errors import FootnoteError, QuestionError, UnknownPaper
from ui.web.page.unforeseen import describe_unforeseen

if TYPE_CHECKING:
    from corpus.paper import Paper
    from qa.workspace import Workspace

Document = dict[str, Any]
Program = Callable[..., Document]
Arguments = ParamSpec("Arguments")

_MOST_SENTENCES = 20
_MOST_PASSAGES = 100
_UNFORESEEN = describe_unforeseen()
_log = logging.getLogger(__name__)


def add_programs(workspace: "Workspace") -> None:
    """Offer the functions through Gradio's API, where Gradio is just building."""
    from gradio.events import api

    for name, program in make_programs(workspace).items():
        # Together they get no more of the machine than the page does.
        api(_for_gradio(program), api_name=name, concurrency_id="programs")


def make_programs(workspace: "Workspace") -> Mapping[str, Program]:
    """Return the functions by their names. Each raises `FootnoteError`, and nothing else."""
    from ui.json_shapes import answer_shape, outline_shape, papers_shape, search_shape

    def ask(question: str, papers: list[str] | None = None, limit: int = 0) -> Document:
        """Answer a question from the papers of the library, in their own words.

        Every sentence of `answer` ends with the numbers of its citations, like [1] or [1][3]. A
        citation has the verbatim quote, its section and page, and the paper's own notes to it.
        Where the papers do not answer, `abstained` is true and `nearest` has the passages that
        came closest; `decision` tells whether one of their sentences is quoted all the same.

        Args:
            question: The question, in English, of at most 400 words.
            papers: Ids of the papers to ask, as the function papers lists them; all without any.
            limit: How many sentences the answer may have, from 1 to 20; with 0, as many as the
                question calls for.
        """
        most = _between("limit", limit, _MOST_SENTENCES, least=0) or None
        answer = workspace.answer(question, papers=papers or (), limit=most)
        return answer_shape(answer, workspace.titles())

    def search(query: str, papers: list[str] | None = None, k: int = 10) -> Document:
        """List the passages of the papers that fit a query, best first.

        They fit, whether or not they answer anything. Each has its text, section, page and scores;
        scores compare the passages of one query.

        Args:
            query: A question or some words to look for.
            papers: Ids of the papers to search, as the function papers lists them; all without any.
            k: How many passages to give at most, from 1 to 100.
        """
        from qa.understanding.question import check_question

        checked = check_question(query)
        hits = workspace.search(checked, k=_between("k", k, _MOST_PASSAGES), papers=papers or ())
        notice = workspace.left_out_notice(papers or ())
        return search_shape(checked, hits, workspace.titles(), notice=notice)

    def outline(paper: str = "", text: bool = False) -> Document:  # noqa: FBT001, FBT002 - JSON
        """Return the sections, pages, notes and references of a paper.

        They come with the offsets in the paper's text at which they stand, as citations do.

        Args:
            paper: The paper's id or how it begins; without one, the paper that comes with Footnote.
            text: Whether to give the paper's text as well.
        """
        found, passages = _find_paper(workspace, paper)
        return outline_shape(found, passages, with_text=text)

    def papers() -> Document:
        """List the papers of the library with their ids, titles and sizes."""
        return papers_shape(workspace.entries())

    def cite(paper: str, start: int, end: int, style: str = "harvard") -> Document:
        """Return a quote ready to be pasted: “…” (Lee 1999, p. 93), and the work it is from.

        `text` is the quote with its source, `in_text` the source alone, `reference` the entry of
        the work in a bibliography. They say what the paper says of authors, year and journal.

        Args:
            paper: The paper's id, as a citation has it.
            start: Where the quote begins in the paper's text, as a citation has it.
            end: Where it ends, likewise.
            style: How to cite: harvard, apa, chicago or mla.
        """
        from corpus.paper import Span
        from ui.exports.quotes import citation_shape
        from ui.exports.styles import Style
        from ui.exports.works import work_in

        known = workspace.paper(paper)
        work = work_in(known, title=workspace.entry(known.id).title)
        return citation_shape(known, work, Span(start, end), Style.parse(style))

    programs = (ask, search, outline, papers, cite)
    return {program.__name__: guarded(program) for program in programs}


def _find_paper(workspace: "Workspace", paper_id: str) -> "tuple[Paper, int]":
    """Return a paper and its passage count; by default the bundled one, else the first."""
    from qa.workspace import find_bundled_paper

    if not paper_id:
        bundled = find_bundled_paper(workspace.library.where)
        if bundled is not None:
            return bundled
        entries = workspace.entries()
        if not entries:
            raise UnknownPaper("The library holds no paper. Add one: `footnote add FILE`.")
        paper_id = entries[0].id
    paper = workspace.paper(paper_id)
    return paper, workspace.entry(paper.id).passages


def _between(name: str, value: int, most: int, *, least: int = 1) -> int:
    if not least <= value <= most:
        raise QuestionError(
            f"`{name}` is {value}; it must be a whole number from {least} to {most}."
        )
    return value


def guarded(
    program: Callable[Arguments, Document],
) -> Callable[Arguments, Document]:
    """Return a function that raises `FootnoteError` alone; what is unforeseen goes to the log."""

    @wraps(program)
    def call(*arguments: Arguments.args, **named: Arguments.kwargs) -> Document:
        try:
            return program(*arguments, **named)
        except FootnoteError:
            raise
        except Exception as error:
            _log.exception("A program got no answer")
            raise FootnoteError(_UNFORESEEN) from error

    return call


def _for_gradio(
    program: Callable[Arguments, Document],
) -> Callable[Arguments, Document]:
    """Raise what Gradio passes on to the client as a message, without a traceback."""

    @wraps(program)
    def call(*arguments: Arguments.args, **named: Arguments.kwargs) -> Document:
        import gradio

        try:
            return program(*arguments, **named)
        except FootnoteError as error:
            raise gradio.Error(str(error), print_exception=False) from error

    return call
