"""How the time of a computation grows with the size of what it is given."""

from collections.abc import Callable
from math import log2
from time import process_time

Sized = Callable[[int], Callable[[], object]]
"""Makes a computation of a size; only the computation is measured."""


def exponent(make: Sized, *, sizes: tuple[int, ...], floor: float, runs: int = 3) -> float:
    """Return the power of the size that the time grows with, over the last doublings.

    It is 0 for what takes less than `floor` seconds of the processor at every size: the clock
    is too coarse to tell, and nothing is to be feared. Sizes grow; what is slow at one is not
    tried at the next.
    """
    times: list[float] = []
    tried: list[int] = []
    for size in sizes:
        tried.append(size)
        times.append(fastest(make(size), runs=1))
        if times[-1] > 40 * floor:
            break
    if times[-1] < floor:
        return 0.0
    times[-2:] = [min(fastest(make(size), runs=runs), time) for size, time in zip(tried[-2:], times[-2:])]
    if len(times) < 2 or times[-1] < floor:
        return 0.0
    return log2(max(times[-1], 1e-7) / max(times[-2], 1e-7)) / log2(tried[-1] / tried[-2])


def fastest(run: Callable[[], object], *, runs: int) -> float:
    """Return the seconds of the processor that the fastest of some runs took."""
    times = []
    for _ in range(runs):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)
