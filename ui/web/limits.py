"""What a visitor of the page may take: bytes, minutes, and places in the queue."""

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import gradio
    from gradio.queueing import Event, Queue
    from starlette.requests import Request

Waiting = TypeVar("Waiting")

MEGABYTE = 2**20
UPLOAD_MEGABYTES = 100
"""What may be uploaded at once, unless `footnote chat --max-upload` says otherwise."""
UPLOAD_SECONDS = 300
"""After which an upload that is still coming in is given up."""
FILES_AT_ONCE = 50
ARCHIVE_FILES = 1000
UNPACKED_MEGABYTES = 200
"""What an archive may hold."""
ADDING_SECONDS = 1800.0
EVALUATION_SECONDS = 7200.0
ANSWERED_AT_ONCE = 2
"""Questions; each already uses what cores there are."""
MOST_WAITING = 500
MOST_WAITING_OF_ONE = 20
"""Events of one visitor that wait at the same time; the page itself sends one or two."""


def queue_fairly(app: "gradio.Blocks") -> None:
    """Give the page its queue: visitors take turns, however much one of them asks.

    A visitor is a session of the page or of Gradio's client, else an address.
    """
    app.queue(default_concurrency_limit=ANSWERED_AT_ONCE, max_size=MOST_WAITING)
    app._queue = _fair_queue()(  # noqa: SLF001 - Gradio has no other way to choose a queue
        live_updates=True,
        concurrency_count=app.max_threads,
        update_intervals=1,
        max_size=MOST_WAITING,
        blocks=app,
        default_concurrency_limit=ANSWERED_AT_ONCE,
    )


def _fair_queue() -> "type[Queue]":
    from gradio.queueing import Queue

    class FairQueue(Queue):
        """Lets everybody's first event go before anybody's second one."""

        async def push(self, body: Any, request: Any, username: str | None) -> Any:  # noqa: ANN401 - Gradio's own
            visitor = body.session_hash or _address(request)
            lines = [line.queue for line in self.event_queue_per_concurrency_id.values()]
            waiting = sum(_visitor(event) == visitor for line in lines for event in line)
            if waiting >= MOST_WAITING_OF_ONE:
                reason = f"{waiting} of your requests are waiting. Let them be answered first."
                return False, reason, "queue_full"
            outcome = await super().push(body, request, username)
            for queue in self.event_queue_per_concurrency_id.values():
                queue.queue[:] = in_turns(queue.queue, visitor_of=_visitor)
            return outcome

    return FairQueue


def in_turns(
    line: "Sequence[Waiting]", *, visitor_of: "Callable[[Waiting], str]"
) -> "list[Waiting]":
    """Sort a line so that nobody's second one comes before anybody's first, and so on."""
    counts: Counter[str] = Counter()
    turns = []
    for one in line:
        visitor = visitor_of(one)
        counts[visitor] += 1
        turns.append(counts[visitor])
    order = sorted(range(len(line)), key=turns.__getitem__)
    return [line[place] for place in order]


def _visitor(event: "Event") -> str:
    # Without a session, an event has its own id for one.
    own = event.session_hash == event._id  # noqa: SLF001 - it has no other name
    return _address(event.request) if own else event.session_hash


def _address(request: "Request") -> str:
    return request.client.host if request.client else ""
