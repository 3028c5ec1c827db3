"""The papers that are asked, as parts of the page: the state, what tells of it, what sets it."""

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from corpus.errors import RequestError
from corpus.identity import may_name
from ui.web.page.titles import titles_of
from ui.web.page.updates import UNSEEN
from ui.web.scope.text import chip, chooser

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from qa.workspace import Workspace

_TELL_TICKED = """
element.addEventListener("change", (event) => {
  if (event.target.type === "checkbox") trigger("input", {
    papers: [...element.querySelectorAll("input:checked")].map((box) => box.value),
  });
});
watch("value", () => element.querySelectorAll("input").forEach((box) => {
  box.checked = box.defaultChecked;
}));
"""


class Scope:
    """Which papers a visitor asks. `chosen` holds their ids as a tuple; empty means all."""

    def __init__(self, workspace: "Workspace") -> None:
        """Place the state where Gradio is just building."""
        import gradio

        self._workspace = workspace
        self._editions = count()
        self.chosen = gradio.State(())
        self._chip: gradio.HTML
        self._list: gradio.HTML

    def lay_out(self) -> None:
        """Place what tells of it where Gradio is just building."""
        import gradio

        self._chip = gradio.HTML(elem_id="scope", apply_default_css=False)
        self._list = gradio.HTML(
            elem_id="scope-list", apply_default_css=False, js_on_load=_TELL_TICKED
        )

    @property
    def outputs(self) -> "list[Any]":
        """The parts that `show` returns values for."""
        return [self._chip, self._list, self.chosen]

    def show(self, chosen: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        """Return what the parts get once these papers are asked, as far as the library has them."""
        titles = titles_of(self._workspace)
        # The ids of papers grow where a library of an older version is written anew.
        kept = tuple(paper for paper in titles if any(may_name(one, paper) for one in chosen))
        return chip(titles, kept), chooser(titles, kept, edition=next(self._editions)), kept

    def wire_choice(self) -> "Dependency":
        """Let `chosen` be what is ticked in the list; return the event of that."""
        import gradio

        def choose(event: gradio.EventData) -> tuple[str, tuple[str, ...]]:
            # The list on the page is ticked already, and keeps its focus if it is left alone.
            told, _, kept = self.show(_ticked(event))
            return told, kept

        # Gradio tells the rest of the page of another choice only where the event was in its queue.
        dependency: Dependency = self._list.input(
            choose,
            outputs=[self._chip, self.chosen],
            concurrency_id="choosing",
            concurrency_limit=1,
            **UNSEEN,
        )
        return dependency


def _ticked(event: "gradio.EventData") -> list[str]:
    """Return the ids that the page says are ticked; raise `RequestError` if it names none."""
    told = event._data  # noqa: SLF001 - its attributes are what the visitor sent, or missing
    papers = told.get("papers") if isinstance(told, dict) else None
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        raise RequestError("The list of papers takes the ids of those that are ticked.")
    return papers
