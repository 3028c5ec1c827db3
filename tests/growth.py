"""How the time of a computation grows with the size of what it is given."""

import gc
from collections.abc import Callable, Sequence
from math import inf, log2
from time import process_time

Sized = Callable[[int], Callable[[], object]]
"""Makes a computation of a size; making it is not measured."""

WORSE_THAN_LINEAR = 1.5
"""A power between that of linear growth and that of quadratic growth."""
_SURELY_LINEAR = 1.25
"""However busy the machine is: what is less is not measured again."""


def power_of_growth(
    make: Sized, sizes: Sequence[int], *, floor: float, enough: float, runs: int = 2
) -> float:
    """Return the power of the size that the time of the processor grows with.

    It is taken over the two largest sizes that were tried: growth that shows at small sizes
    only is no harm. What takes `enough` seconds is not tried larger. It is 0 for what takes
    less than `floor` seconds at the largest: the clock is too coarse to tell. It is infinite
    for what takes `enough` at the smallest already.
    """
    times: list[float] = []
    for size in sizes:
        times.append(fastest(make(size), runs=1))
        if times[-1] > enough:
            break
    tried = sizes[: len(times)]
    if times[-1] < floor:
        return 0.0
    if len(times) == 1:
        return inf
    doublings = log2(tried[-1] / tried[-2])
    power = _power(*times[-2:]) / doublings
    if power < _SURELY_LINEAR:
        return power
    return _power(*(fastest(make(size), runs=runs) for size in tried[-2:])) / doublings


def _power(smaller: float, larger: float) -> float:
    return log2(larger / max(smaller, 1e-7))


def is_worse_than_linear(
    make: Sized, sizes: Sequence[int], *, floor: float, enough: float, attempts: int = 2
) -> bool:
    """Whether growth is worse than linear each time that it is measured."""
    return all(
        power_of_growth(make, sizes, floor=floor, enough=enough) > WORSE_THAN_LINEAR
        for _ in range(attempts)
    )


def fastest(run: Callable[[], object], *, runs: int) -> float:
    """Return the seconds of the processor that the fastest of some runs took."""
    times = []
    gc.disable()  # it would come at some size, and be taken for growth
    try:
        for _ in range(runs):
            start = process_time()
            run()
            times.append(process_time() - start)
    finally:
        gc.enable()
    return min(times)
