"""Time that passes only by waiting for it."""

from __future__ import annotations

START = 500.0


class FakePace:
    """A clock that a test moves.

    Args of the constructor: ``late`` is how much each sleep oversleeps; after ``stop_after``
    seconds somebody presses Ctrl-C; ``gap`` is a moment and the seconds for which the machine
    sleeps then.
    """

    def __init__(
        self,
        *,
        late: float = 0.0,
        stop_after: float | None = None,
        gap: tuple[float, float] | None = None,
    ) -> None:
        self.now = START
        self.late = late
        self.stop_after = stop_after
        self.gap = gap
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep_until(self, moment: float) -> None:
        at = moment - START
        self.waits.append(at)
        if self.stop_after is not None and at > self.stop_after:
            raise KeyboardInterrupt
        self.now = max(self.now, moment) + self.late
        if self.gap is not None and at >= self.gap[0]:
            self.now += self.gap[1]
            self.gap = None
