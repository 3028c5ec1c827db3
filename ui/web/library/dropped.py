"""Files that are dropped on the page: sent off as a job, which is watched, and can be ended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.markup import notice_line
from ui.web.page.updates import QUIET, UNSEEN, unchanged, visible
from ui.web.work.jobs import Job, Jobs, Result, Step

if TYPE_CHECKING:
    import gradio
    from gradio.blocks import Block

WAITING = Step(None, "Waiting for the work of others to end …").html
"""What is shown until a job begins; for a moment only, where nobody is before it."""


@dataclass(frozen=True, slots=True)
class DropZone:
    """Where files are dropped, how far the work with them is, and the button that ends it."""

    files: "gradio.File"
    progress: "gradio.HTML"
    stop: "gradio.Button"


def lay_out_drop_zone(label: str, *, kinds: Sequence[str], hint: str, name: str) -> DropZone:
    """Place a zone for files that end in one of `kinds` where Gradio is just building."""
    import gradio

    files = gradio.File(
        label=label,
        file_count="multiple",
        file_types=list(kinds),
        height=150,
        elem_id=f"{name}-files",
    )
    gradio.HTML(f'<p class="hint">{hint}</p>', apply_default_css=False)
    progress = gradio.HTML(elem_id=f"{name}-progress", apply_default_css=False)
    stop = gradio.Button("Stop", size="sm", scale=0, min_width=0, visible=False)
    return DropZone(files, progress, stop)


def wire_drop_zone(
    zone: DropZone,
    work: Callable[[Sequence[Path], Job[Result]], Result],
    show: Callable[..., tuple[Any, ...]],
    *,
    seconds: float,
    inputs: "Sequence[Block]" = (),
    outputs: "Sequence[Block]",
    refused: str,
    name: str,
) -> None:
    """Have a job do `work` with what is dropped, for so many `seconds` at most.

    `show` is given its result and the values of `inputs`; it gives the HTML for the place of
    the progress, then a value for each of `outputs`. Jobs of one `name` go one at a time;
    `refused` is said of files that are not taken.
    """
    import gradio

    jobs = Jobs()

    def run(
        dropped: Sequence[str] | None,
        request: gradio.Request,
        *values: Any,  # noqa: ANN401  # Gradio's own values.
    ) -> Iterator[tuple[Any, ...]]:
        files = [Path(file) for file in dropped or ()]
        job = Job(lambda job: work(files, job), seconds=seconds)
        for step in jobs.watch(str(request.session_hash), job):
            yield step.html, visible(shown=True), unchanged(), *([unchanged()] * len(outputs))
        told, *shown = show(job.result(), *values)
        yield told, visible(shown=False), None, *shown

    def end(request: gradio.Request) -> None:
        jobs.stop(str(request.session_hash))

    given = zone.files.upload(lambda: WAITING, outputs=zone.progress, **QUIET)
    done = given.then(
        run,
        inputs=[zone.files, *inputs],
        outputs=[zone.progress, zone.stop, zone.files, *outputs],
        concurrency_id=name,
        concurrency_limit=1,
        **UNSEEN,
    )
    done.failure(
        lambda: (notice_line(refused), visible(shown=False)),
        outputs=[zone.progress, zone.stop],
        **UNSEEN,
    )
    zone.stop.click(end, **QUIET)
