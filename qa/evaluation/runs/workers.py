"""Asks questions, in this process or in several, and hands each result on when it is there."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context, parent_process

from corpus.errors import RunError
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.runs.results import QuestionResult
from qa.evaluation.runs.run import evaluate_question
from qa.evaluation.runs.system import System, one_thread_each

QUESTIONS_PER_WORKER = 500
"""Fewer do not pay for another process, which takes seconds to load the model."""
MOST_WORKERS = 2

OpenSystem = Callable[[], System]
"""Opens the system to evaluate; can be sent to another process."""


def worker_count(questions: int) -> int:
    """Return the number of processes that get through so many questions soonest."""
    cores = os.cpu_count() or 1
    return max(1, min(questions // QUESTIONS_PER_WORKER, cores, MOST_WORKERS))


def ask_all(
    pairs: Sequence[QAPair], open_system: OpenSystem, *, workers: int = 1
) -> Iterator[QuestionResult]:
    """Ask questions and give their results, in any order.

    What a question gives does not depend on `workers`. Raises `RunError` when a worker
    dies, after the results of all questions that were answered.
    """
    if workers == 1 or not pairs:
        return _ask_here(pairs, open_system)
    return _ask_in_processes(pairs, open_system, workers)


def _ask_here(pairs: Sequence[QAPair], open_system: OpenSystem) -> Iterator[QuestionResult]:
    if not pairs:
        return
    system = open_system()
    with one_thread_each(system):
        for pair in pairs:
            yield evaluate_question(pair, system)


def _ask_in_processes(
    pairs: Sequence[QAPair], open_system: OpenSystem, workers: int
) -> Iterator[QuestionResult]:
    pool = ProcessPoolExecutor(
        min(workers, len(pairs)),
        # A fork would take over the threads of the numeric libraries, which hang then.
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(open_system,),
    )
    died: BrokenProcessPool | None = None
    try:
        with _interrupts_held():
            futures = [pool.submit(_ask, pair) for pair in pairs]
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool as error:
                died = error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    if died is not None:
        raise RunError(
            "A worker process died, perhaps for want of memory. Run the same command again, with "
            "--workers 1 if that is likely; with --out, it goes on where it stopped."
        ) from died


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Control-C wait while the block runs, where the system can.

    Workers that are started in it never hear one, not even before they can ignore it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What a worker process keeps between questions."""

    def __init__(self, open_system: OpenSystem) -> None:
        self._open_system = open_system
        self._system: System | None = None
        self._whole_life = ExitStack()

    def ask(self, pair: QAPair) -> QuestionResult:
        if self._system is None:
            self._system = self._open_system()
            self._whole_life.enter_context(one_thread_each(self._system))
        return evaluate_question(pair, self._system)


_workers: list[_Worker] = []
"""In a worker process, its one worker: a pool gives its tasks no other place to keep things."""


def _start_worker(open_system: OpenSystem) -> None:
    """Prepare this process; the system is opened with the first question, where errors are told."""
    _workers.append(_Worker(open_system))
    # Control-C reaches all processes of a terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _ask(pair: QAPair) -> QuestionResult:
    return _workers[0].ask(pair)
