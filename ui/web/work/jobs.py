"""Long work for a visitor: in a thread of its own, watched from the page, and ended on a wish."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Generic, TypeVar

from ui.markup import shown

Result = TypeVar("Result")

_EVERY = 0.25
"""Seconds between two looks at how far the work is."""


class Stopped(Exception):
    """The work was ended before it was done; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: a share from 0 to 1, or None if that is not known, and with what."""

    share: float | None
    what: str

    @property
    def html(self) -> str:
        """The step as a bar with a line of text, which a screen reader is told of."""
        value = "" if self.share is None else f' value="{self.share:.3f}"'
        return (
            f'<div class="step" role="status"><progress aria-label="Progress" max="1"{value}>'
            f"</progress><bdi>{shown(self.what)}</bdi></div>"
        )


class Job(Generic[Result]):
    """Runs `work` at once. It is given the job, to `tell` how far it is.

    The next `tell` or `check` ends the work with `Stopped` once `stop` was called, or it took
    more than so many `seconds`.
    """

    def __init__(self, work: "Callable[[Job[Result]], Result]", *, seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._until = monotonic() + seconds
        self._step = Step(None, "Starting …")
        self._wish = Event()
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def tell(self, what: str, share: float | None = None) -> None:
        """Say how far the work is; raise `Stopped` if it shall end."""
        self._step = Step(share, what)
        self.check()

    def check(self) -> None:
        """Raise `Stopped` if the work shall end."""
        if self._wish.is_set():
            raise Stopped("Stopped, as you asked.")
        if monotonic() > self._until:
            raise Stopped(
                f"Stopped: it took more than the {self._seconds / 60:.0f} minutes there are."
            )

    def stop(self) -> None:
        """Let the work end at its next step."""
        self._wish.set()

    def steps(self) -> Iterator[Step]:
        """Return each new step that is seen until the work has ended.

        A watcher that goes away, as one who closes the page does, ends the work too.
        """
        told = None
        try:
            while self._thread.is_alive():
                if self._step is not told:
                    told = self._step
                    yield told
                self._thread.join(_EVERY)
        finally:
            self.stop()

    def result(self) -> Result:
        """Return what came of the work, once it has ended; raise what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work(self))
        except BaseException as error:  # noqa: BLE001  # `result` raises it where it is awaited.
            self._error = error


class Jobs:
    """The jobs that are running, by the visitors who sent them."""

    def __init__(self) -> None:
        self._running: dict[str, Job[object]] = {}

    def watch(self, visitor: str, job: "Job[Result]") -> Iterator[Step]:
        """Return the steps of a job; meanwhile its visitor can `stop` it."""
        self._running[visitor] = job  # type: ignore[assignment]  # Only stopped from here.
        try:
            yield from job.steps()
        finally:
            self._running.pop(visitor, None)

    def stop(self, visitor: str) -> None:
        """End the job of a visitor, if there is one."""
        job = self._running.get(visitor)
        if job is not None:
            job.stop()
