"""Forecasts and screening of very many series, in parts, on the workers of a cluster.

A part is a panel of its own: what series share, the strength of Tết and the width of bands, is
pooled within it. The parts depend on the table alone, not on the workers, so that one worker or a
hundred give the same figures; memory is that of the parts at work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from phantich.forecast.protocol import Forecast, Forecaster, Known
from phantich.runs.cluster import connected

if TYPE_CHECKING:
    import pandas as pd

    from phantich.measures.panel import Floats, Panel
    from phantich.warning.intake import Grid

_Part = TypeVar("_Part")
_Made = TypeVar("_Made")
#: Series of a part.
PART: Final = 1000


def spread(function: Callable[[_Part], _Made], parts: Sequence[_Part], address: str) -> list[_Made]:
    """What `function` makes of each part, in their order, on the cluster at `address`."""
    with connected(address) as client:
        futures = [client.submit(function, part, pure=False) for part in parts]
        made: list[_Made] = client.gather(futures)  # type: ignore[no-untyped-call]
    return made


@dataclass(frozen=True, slots=True)
class Spread:
    """A forecaster whose work is spread over a cluster."""

    model: Forecaster
    address: str
    size: int = PART

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.model.name

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.protocol.Forecaster`."""
        parts = [
            replace(panel, ids=panel.ids[rows], values=panel.values[rows])
            for rows in _rows(len(panel.ids), self.size)
        ]
        task = _Forecasting(self.model, horizon, probabilities, known)
        return joined(spread(task, parts, self.address))


@dataclass(frozen=True, slots=True)
class _Forecasting:
    model: Forecaster
    horizon: int
    probabilities: Floats | None
    known: Known | None

    def __call__(self, part: Panel) -> Forecast:
        return self.model.forecast(part, self.horizon, self.probabilities, self.known)


def joined(parts: Sequence[Forecast]) -> Forecast:
    """The forecasts of parts of one panel as one."""
    first = parts[0]
    leads = [
        np.zeros(len(part.ids), dtype=np.int64) if part.lead is None else part.lead
        for part in parts
    ]
    return replace(
        first,
        ids=first.ids.append([part.ids for part in parts[1:]]),
        mean=np.concatenate([part.mean for part in parts]),
        quantiles=np.concatenate([part.quantiles for part in parts]),
        models=tuple(model for part in parts for model in part.models),
        notes=tuple(note for part in parts for note in part.notes),
        lead=None if all(part.lead is None for part in parts) else np.concatenate(leads),
    )


def screened(
    grid: Grid,
    last: int | None,
    address: str,
    implied: Mapping[str, Floats] | None = None,
    breaks: tuple[str, ...] = (),
    size: int = PART,
) -> pd.DataFrame:
    """The findings of `phantich.warning.screen` for a grid, judged in parts on a cluster.

    False discoveries are held down within a part.
    """
    import pandas as pd

    parts = [
        (
            replace(grid, ids=grid.ids[rows], values=grid.values[rows], ends=grid.ends[rows]),
            {name: values[rows] for name, values in (implied or {}).items()},
        )
        for rows in _rows(len(grid.ids), size)
    ]
    made = spread(_Screening(last, breaks), parts, address)
    return pd.concat(made, ignore_index=True)


@dataclass(frozen=True, slots=True)
class _Screening:
    last: int | None
    breaks: tuple[str, ...]

    def __call__(self, part: tuple[Grid, dict[str, Floats]]) -> pd.DataFrame:
        from phantich.warning.screen import rows, screen

        grid, implied = part
        return rows(screen(grid, self.last, implied=implied, breaks=self.breaks))


def _rows(count: int, size: int) -> Iterable[slice]:
    return (slice(at, at + size) for at in range(0, max(count, 1), size))
