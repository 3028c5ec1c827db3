"""An article in the format of SQuAD: its contexts, and the paper that they become."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.assembly import Origin
from corpus.encoding import encodable
from corpus.formats.text import read_text
from corpus.identity import paper_id
from corpus.paper import Paper, Span
from qa.evaluation.questions.aligned_text import AlignedText
from qa.evaluation.questions.text_matching import collapse_space, normalise

_BETWEEN_CONTEXTS = "\n\n"


class SquadArticle:
    """The contexts joined to one text, and read as any plain text is.

    `source` names the article; without a title, the paper has the one that the text shows.
    """

    def __init__(self, contexts: Sequence[str], *, title: str, source: str) -> None:
        contexts = [encodable(context) for context in contexts]
        text = _BETWEEN_CONTEXTS.join(contexts)
        self._contexts: list[Span] = []
        for context in contexts:
            start = self._contexts[-1].end + len(_BETWEEN_CONTEXTS) if self._contexts else 0
            self._contexts.append(Span(start, start + len(context)))
        paper = read_text(text, Origin(paper_id(text.encode()), title or source))
        self.paper: Paper = replace(paper, title=title) if title else paper
        self._text = AlignedText(text)
        self._in_paper = AlignedText(self.paper.text)

    def find_answer(self, answer: str, *, start: int, context: int) -> Span | None:
        """Return where in the text an answer stands, nearest to the offset `start` of a context.

        Offsets are not exact everywhere: COVID-QA's are off by white space. None if that
        context, counted from 0, does not have the answer at all.
        """
        within = self._contexts[context]
        return self._text.find(answer, within.start + start, within=within)

    def gold_answers(self, answers: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
        """Return the answers, each once, and as the paper has them where that is not the same."""
        golds: dict[str, str] = {}
        for answer, in_contexts in answers:
            span = self._text.find_in(self._in_paper, in_contexts)
            read = [] if span is None else [self.paper.text[span.start : span.end]]
            for gold in map(collapse_space, (answer, *read)):
                golds.setdefault(_essence(gold), gold)
        return tuple(golds.values())

    def evidence(self, answers: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
        """Return the sentences of the paper that the answers reach into.

        An answer itself stands in where reading the paper has left its sentence out.
        """
        pieces: list[str] = []
        for answer, in_contexts in answers:
            span = self._text.find_in(self._in_paper, in_contexts)
            reached = [] if span is None else self._sentences_at(span)
            pieces += reached or [collapse_space(answer)]
        return tuple(dict.fromkeys(pieces))

    def _sentences_at(self, span: Span) -> list[str]:
        return [
            self.paper.text[sentence.start : sentence.end]
            for sentence in self.paper.sentences
            if sentence.start < span.end and span.start < sentence.end
        ]


def _essence(text: str) -> str:
    """Make alike what only the punctuation at its ends tells apart."""
    return normalise(text).strip(" .,;:()[]'\"")
