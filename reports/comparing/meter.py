"""How far work of several parts has come."""

from collections.abc import Callable, Sequence

Heard = Callable[[float], None]


class Meter:
    """Turns the shares of parts into the share of the whole, 0…1, told to one listener.

    `weights` say how much work each part is against the others; parts are done in their order.
    What the listener raises ends the work: so it is cancelled.
    """

    def __init__(self, heard: Heard | None, weights: Sequence[float]) -> None:
        self._heard, self._weights = heard, weights
        self._whole = sum(weights) or 1.0
        self._part = 0
        self._before = 0.0

    def say(self, share: float) -> None:
        """The share of the part under way that is done."""
        if self._heard:
            done = self._before + min(1.0, share) * self._weights[self._part]
            self._heard(min(1.0, done / self._whole))

    def next(self) -> None:
        """The part under way is done."""
        self.say(1.0)
        self._before += self._weights[self._part]
        self._part = min(self._part + 1, len(self._weights) - 1)
