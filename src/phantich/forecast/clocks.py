"""Weekly, daily and hourly series of a long table: told from the dates, forecast, written back.

Which model each gets is said in `phantich.forecast.clockmodels`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.forecast.clockmodels import Made, Task, Wishes, Worked, made, places
from phantich.forecast.dating import counts
from phantich.forecast.moments import HOURS, Clock, Grid, read_moments, tell, to_grid, write_moments
from phantich.forecast.protocol import band_probabilities
from phantich.measures.long import read_dates
from phantich.measures.panel import Floats

#: Longest horizons: five years of weeks and days, a year of hours.
MOST: Final[dict[str, int]] = {"W": 260, "D": 1826, "H": 8784}


def clocks(table: pd.DataFrame, asked: Clock | None = None) -> dict[str, Clock | None]:
    """Clock of each series that is not monthly or rarer; None where it is told by nothing.

    A series is finer than monthly when it has, by and large, more than two moments a month.

    Raises
    ------
    DataError
        When there is such a series and a cell is no date.
    """
    table = table.reset_index(drop=True)
    names = table["unique_id"].to_numpy()
    if asked is not None:
        return {str(name): asked for name in pd.unique(names)}
    if counts(table["ds"]):
        return {}
    months = read_dates(table["ds"]).to_numpy().astype("datetime64[M]").astype(np.int64)
    days = pd.DataFrame({"name": names, "month": months})
    found = days.groupby("name", sort=False)["month"].agg(["size", "nunique"])
    many = found[found["size"] > 2.5 * found["nunique"]]
    # Rows that stand twice make a month no week: only different moments count.
    rows = table[table["unique_id"].isin(many.index)]
    distinct = rows.groupby("unique_id", sort=False)["ds"].nunique().reindex(many.index)
    dense = many.index[distinct > 2.5 * many["nunique"]]
    if not len(dense):
        return {}
    moments = read_moments(table["ds"])
    rows_of = rows.groupby("unique_id", sort=False).groups
    return {str(name): tell(moments.loc[rows_of[name]]) for name in dense}


def clock_table(
    table: pd.DataFrame,
    told: Mapping[str, Clock | None],
    wishes: Wishes,
    language: Literal["vi", "en"] = "vi",
    worked: Worked | None = None,
) -> pd.DataFrame:
    """Rows of `phantich.forecast.table.long_table` for the series named in `told`.

    Parameters
    ----------
    worked
        Works the series off elsewhere, such as on a cluster; one after the other here when None.

    Raises
    ------
    UsageError
        For a horizon that makes no sense.
    """
    most = min((MOST[clock] for clock in told.values() if clock), default=wishes.horizon)
    if wishes.horizon > most:
        raise UsageError(f"a horizon of {wishes.horizon} periods; 1 to {most} can be asked for")
    moments = {clock: read_moments(table["ds"], clock) for clock in set(told.values())}
    rows = table.groupby("unique_id", sort=False).indices
    grids = grids_of(table, told, moments)
    ends = {c: max(g.last for n, g in grids.items() if told[n] == c) for c in set(told.values())}
    tasks = [
        Task(grids[name], clock, wishes, _steps(ends[clock] - grids[name].last, clock or "D"))
        for name, clock in told.items()
    ]
    results = [made(task) for task in tasks] if worked is None else worked(made, tasks)
    parts = []
    for name, task, result in zip(told, tasks, results, strict=True):
        known = moments[task.clock].iloc[rows[name]]
        parts.append(_rows(name, _written(task, known, table["ds"]), result, wishes, language))
    return pd.concat(parts, ignore_index=True)


def grids_of(
    table: pd.DataFrame,
    told: Mapping[str, Clock | None],
    moments: Mapping[Clock | None, pd.Series] | None = None,
) -> dict[str, Grid]:
    """Each series of `told` on its even grid; `moments` are those of the table by clock."""
    read = moments or {clock: read_moments(table["ds"], clock) for clock in set(told.values())}
    rows = table.groupby("unique_id", sort=False).indices
    return {
        name: to_grid(read[clock].iloc[rows[name]], table["y"].iloc[rows[name]], clock or "D")
        for name, clock in told.items()
    }


def _written(task: Task, known: pd.Series, days: pd.Series) -> pd.Series:
    """Moments forecast, as the column `days` writes them; `known` are those of the series."""
    grid, clock = task.grid, task.clock or "D"
    last = grid.last if grid.values.size or grid.doubled else pd.Timestamp(known.max())
    ahead = places(grid, task.clock, task.wishes, task.lag if grid.values.size else 0)
    steps = pd.to_timedelta(HOURS[clock] * ahead, unit="h")
    return write_moments(pd.DatetimeIndex(last + steps), days, clock)


def _steps(span: pd.Timedelta, clock: Clock) -> int:
    return int(span / pd.Timedelta(hours=HOURS[clock]) + 0.5)


def _rows(
    name: str, days: pd.Series, made: Made, wishes: Wishes, language: Literal["vi", "en"]
) -> pd.DataFrame:
    chosen = band_probabilities(wishes.levels)
    columns: dict[str, object] = {"unique_id": name, "ds": days, "mean": made.mean}
    columns["median"] = _at(made.quantiles, chosen, 0.5)
    for level in wishes.levels:
        for side, edge in ((-1, "lo"), (1, "hi")):
            columns[f"{edge}-{level:g}"] = _at(made.quantiles, chosen, 0.5 + side * level / 200)
    columns["model"] = made.model
    columns["note"] = "; ".join(note.text(language) for note in made.remarks)
    return pd.DataFrame(columns)


def _at(limits: Floats, chosen: Floats, probability: float) -> Floats:
    found: Floats = limits[:, int(np.abs(chosen - probability).argmin())]
    return found


def in_order(parts: Sequence[pd.DataFrame], names: NDArray[np.object_]) -> pd.DataFrame:
    """Rows of several tables in the order in which the series first appear."""
    whole = pd.concat([p.astype({"unique_id": str}) for p in parts if len(p)], ignore_index=True)
    place = whole["unique_id"].map({str(name): at for at, name in enumerate(names)})
    return whole.iloc[np.argsort(place.to_numpy(), kind="stable")].reset_index(drop=True)
