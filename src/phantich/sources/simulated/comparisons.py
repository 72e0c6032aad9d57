"""Published comparisons of simulated levels, each from the levels as they were known that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.sources.simulated.clock import Clock


class Comparisons:
    """Comparisons of `current` figures with a `history` of final ones.

    Both have a row for each member and a column for each period. `history` may equal `current`;
    it differs for first estimates, which are compared with what was final at the time. Figures
    before the merger are brought to the enlarged city by `scale` (1 after it, the share of the
    old city before it) wherever two sides of it meet, as offices do.
    """

    def __init__(
        self,
        clock: Clock,
        current: NDArray[np.float64],
        history: NDArray[np.float64],
        scale: NDArray[np.float64],
    ) -> None:
        self.clock = clock
        self.scale = scale
        self.current = current / scale
        self.history = history / scale

    def level(self) -> NDArray[np.float64]:
        """The figures themselves."""
        return self.current * self.scale

    def on_previous(self) -> NDArray[np.float64]:
        """Previous period = 100."""
        return 100 * self.current / _back(self.history, 1)

    def on_last_year(self) -> NDArray[np.float64]:
        """Same period of last year = 100."""
        return 100 * self.current / _back(self.history, self.clock.a_year)

    def on_year_end(self) -> NDArray[np.float64]:
        """Last period of last year = 100."""
        ends = np.full_like(self.history, np.nan)
        for t in range(self.history.shape[-1]):
            place = t - (self._place_in_year(t) + 1)
            if place >= 0:
                ends[:, t] = self.history[:, place]
        return 100 * self.current / ends

    def year_to_date(self) -> NDArray[np.float64]:
        """Sum since January: final figures of the periods before, and the current one."""
        return self._cumulated() * self.scale

    def year_to_date_on_last_year(self) -> NDArray[np.float64]:
        """Sum since January, the same months of last year = 100."""
        final = self._running(self.history)
        return 100 * self._cumulated() / _back(final, self.clock.a_year)

    def share(self) -> NDArray[np.float64]:
        """Per cent of the first row."""
        return 100 * self.current / self.current[:1]

    def _cumulated(self) -> NDArray[np.float64]:
        return self._running(self.history) - self.history + self.current

    def _running(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.full_like(values, np.nan)
        for t in range(values.shape[-1]):
            first = self._place_in_year(t) == 0
            total[:, t] = values[:, t] + (0 if first else total[:, t - 1] if t else np.nan)
        return total

    def _place_in_year(self, t: int) -> int:
        month = int(self.clock.last_months[t][5:7])
        return month // self.clock.span - 1


def _back(values: NDArray[np.float64], periods: int) -> NDArray[np.float64]:
    shifted = np.full_like(values, np.nan)
    if periods < values.shape[-1]:
        shifted[:, periods:] = values[:, :-periods]
    return shifted
