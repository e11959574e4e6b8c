"""How the time of a piece of work grows with its input (promise R19)."""

import gc
import time
from collections.abc import Callable

PER_DOUBLING = 2.3
TRIES = 40
PAUSE = 0.25


def is_linear(seconds: Callable[[int], float], size: int) -> bool:
    """Whether `seconds(size)` grows at most 2.3-fold a doubling, over two doublings.

    The best of some tries counts: other work on the machine only ever makes a time longer, and
    may go on for seconds, which the pauses outlast. Quadratic work would grow 16-fold.
    """
    small = large = float("inf")
    gc.disable()  # as timeit does: a collection of other tests' objects is not ours to count
    try:
        for _ in range(TRIES):
            small, large = min(small, seconds(size)), min(large, seconds(4 * size))
            if large <= PER_DOUBLING**2 * small:
                return True
            time.sleep(PAUSE)
    finally:
        gc.enable()
    return False
