"""Weekly, daily and hourly forecasts of very many series, in parts, on the workers of a cluster.

Each series stands alone, so that parts and workers change no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from phantich.forecast.clockmodels import Made, Task, Worked
from phantich.runs.mass import spread

#: Series of a part: some seconds of work.
PART: Final = 50


def on_cluster(address: str, size: int = PART) -> Worked:
    """What `phantich.forecast.clocks.clock_table` needs to have its series forecast on a cluster.

    Parameters
    ----------
    address
        As `phantich.runs.cluster.connected` takes it.
    size
        Series that go to a worker at a time.
    """

    def worked(function: Callable[[Task], Made], tasks: Sequence[Task]) -> list[Made]:
        parts = [tasks[at : at + size] for at in range(0, len(tasks), size)]
        return [one for part in spread(_Each(function), parts, address) for one in part]

    return worked


@dataclass(frozen=True, slots=True)
class _Each:
    function: Callable[[Task], Made]

    def __call__(self, part: Sequence[Task]) -> list[Made]:
        return [self.function(task) for task in part]
