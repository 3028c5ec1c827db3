"""What the page shows of a conversation, as values for its parts."""

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.encoding import encodable
from qa.answer import Mode, Turn
from ui.web.page.titles import titles_of
from ui.web.page.updates import unchanged, visible
from ui.web.talk.parts import Evidence, Talk
from ui.web.talk.render import render_conversation, render_growing, render_notice, render_pending
from ui.web.talk.safe_calls import answer_safely, suggest_safely
from ui.web.talk.sources import render_sources

if TYPE_CHECKING:
    import gradio
    from gradio.blocks import Block

    from qa.workspace import Workspace


class TalkView:
    """Returns what the parts of the page show, in the order of `outputs`."""

    def __init__(
        self, workspace: "Workspace", talk: Talk, evidence: Evidence, offered: "gradio.State"
    ) -> None:
        self._workspace = workspace
        self._examples = talk.examples
        self._parts: dict[str, Block] = {
            "question": talk.question,
            "conversation": talk.conversation,
            "revision": talk.revision,
            "revising": talk.revising,
            "stop": talk.stop,
            "sources": evidence.sources,
        }
        self.outputs: list[Any] = [
            *self._parts.values(), talk.suggestions, offered, *talk.examples,
        ]  # fmt: skip

    def ask(
        self,
        question: str,
        said: Sequence[Turn],
        papers: Sequence[str],
        *,
        revising: str,
        mode: Mode,
    ) -> Generator[tuple[Any, ...]]:
        """Show the question, then its answer as it grows, and what to do next.

        The turns that there are then come behind the `outputs`.
        With the number of a turn in `revising`, it is asked in the place of that one.
        """
        question = encodable(question)
        earlier = said[: int(revising) - 1] if revising.isdecimal() else said
        page = render_conversation(earlier, last=render_pending(question))
        yield *self._asked(page), unchanged()
        turn = None
        for outcome in answer_safely(self._workspace, question, earlier, papers=papers, mode=mode):
            if isinstance(outcome, str):
                yield *self._refused(said, question, outcome), unchanged()
                return
            turn = outcome
            if mode is not Mode.EXTRACTIVE:
                yield *self._growing(earlier, turn), unchanged()
        now = (*earlier, turn) if turn is not None else tuple(earlier)
        yield *self.redraw(now, {}, papers=papers, question=unchanged()), now

    def redraw(
        self,
        now: Sequence[Turn],
        titles: Mapping[str, str],
        *,
        papers: Sequence[str] = (),
        question: "str | Mapping[str, Any]" = "",
    ) -> tuple[Any, ...]:
        """Show a conversation as it stands; `titles` name papers that the library lost."""
        sources = render_sources(now, titles={**titles_of(self._workspace), **titles})
        return self._values(
            question=question,
            conversation=render_conversation(now),
            revision=visible(shown=False),
            revising="",
            stop=visible(shown=False),
            sources=sources,
        ) + self.suggest(now, papers)

    def suggest(self, now: Sequence[Turn], papers: Sequence[str]) -> tuple[Any, ...]:
        """Return questions to go on with, each on a button of its own."""
        import gradio

        questions = suggest_safely(self._workspace, now, papers)
        spare = len(self._examples) - len(questions)
        buttons = [gradio.update(value=text, visible=True) for text in questions]
        return (
            visible(shown=bool(questions)),
            questions,
            *buttons,
            *([visible(shown=False)] * spare),
        )

    def _asked(self, page: str) -> tuple[Any, ...]:
        changed = self._values(
            question="", conversation=page, revision=visible(shown=False), revising="",
            stop=visible(shown=True),
        )  # fmt: skip
        return (*changed, *self._same_suggestions())

    def _growing(self, earlier: Sequence[Turn], turn: Turn) -> tuple[Any, ...]:
        last = render_growing(turn.question, turn.answer, number=len(earlier) + 1)
        page = render_conversation(earlier, last=last)
        return (*self._values(conversation=page), *self._same_suggestions())

    def _refused(self, said: Sequence[Turn], question: str, reason: str) -> tuple[Any, ...]:
        page = render_conversation(said, last=render_notice(question, reason))
        changed = self._values(question=question, conversation=page, stop=visible(shown=False))
        return (*changed, *self._same_suggestions())

    def _values(self, **changed: Any) -> tuple[Any, ...]:  # noqa: ANN401  # Gradio's own values.
        return tuple(changed.get(name, unchanged()) for name in self._parts)

    def _same_suggestions(self) -> tuple[Any, ...]:
        return (unchanged(),) * (2 + len(self._examples))
