"""The queue of the page: how much waits in it, and whose turn it is."""

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from ui.web.guards.networks import network_of
from ui.web.page.limits import (
    ANSWERED_AT_ONCE,
    MOST_WAITING,
    MOST_WAITING_OF_ADDRESS,
    MOST_WAITING_OF_ONE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import gradio
    from gradio.queueing import Event, Queue
    from starlette.requests import Request

Waiting = TypeVar("Waiting")


def queue_fairly(app: "gradio.Blocks") -> None:
    """Set the queue of the page up: visitors take turns, however much one of them asks.

    Addresses take turns, and within one the sessions of the page and of Gradio's client: a
    program may name a new session with each request.
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
            address = _address(request)
            visitor = body.session_hash or address
            lines = self.event_queue_per_concurrency_id
            waiting = [event for line in lines.values() for event in line.queue]
            for count, most in (
                (sum(_visitor(event) == visitor for event in waiting), MOST_WAITING_OF_ONE),
                (sum(_address_of(event) == address for event in waiting), MOST_WAITING_OF_ADDRESS),
            ):
                if count >= most:
                    reason = f"{count} of your requests are waiting. Let them be answered first."
                    return False, reason, "queue_full"
            outcome = await super().push(body, request, username)
            for line in lines.values():
                in_sessions = in_turns(line.queue, visitor_of=_visitor)
                line.queue[:] = in_turns(in_sessions, visitor_of=_address_of)
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
    return _address_of(event) if own else event.session_hash


def _address_of(event: "Event") -> str:
    return _address(event.request)


def _address(request: "Request") -> str:
    return network_of(request.client.host if request.client else "")
