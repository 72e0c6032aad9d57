"""Measures of kinds that do not go by calendar periods: gauges, projects, dossiers.

Results are long tables as in `phantich.measures.kinds`; ``ds`` is the moment that a figure is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.measures.gauges import report
from phantich.measures.kinds import COLUMNS, long_result, to_panels
from phantich.measures.panel import Panel, PanelFrequency
from phantich.measures.projects import Light, LightRule, ProjectState, assess
from phantich.measures.ratings import dossier

#: The lights as numbers of a table, worst last.
LIGHTS: dict[Light, float] = {"unknown": 0.0, "green": 1.0, "amber": 2.0, "red": 3.0}

Row = tuple[str, pd.Timestamp, str, float, str]


def measure_gauges(table: pd.DataFrame, levels: Sequence[float], gap: pd.Timedelta) -> pd.DataFrame:
    """Last and highest reading, hours above each level, first crossing, hours read and not read.

    Parameters
    ----------
    table
        ``unique_id, ds, y`` with the time of each reading, in any order.
    levels, gap
        As in `phantich.measures.gauges.report`.

    Returns
    -------
    ``first_crossing`` stands at the moment of the crossing with the level as its value; ``gap`` at
    the beginning of a pause with its hours.

    Raises
    ------
    UsageError
        When a gauge has no reading, or two at one time.
    """
    rows: list[Row] = []
    for name, readings in table.assign(ds=pd.to_datetime(table["ds"])).groupby(
        "unique_id", sort=False
    ):
        ordered = readings.sort_values("ds")
        times = pd.DatetimeIndex(ordered["ds"])
        values = ordered["y"].to_numpy(dtype=float)
        with _named(str(name)):
            found = report(times, values, np.asarray(levels, dtype=float), gap)
        end = found.last_at
        rows += [
            (str(name), end, "last", found.last, ""),
            (str(name), found.highest_at, "highest", found.highest, ""),
            (str(name), end, "covered_hours", found.covered_hours, ""),
            (str(name), end, "missing_hours", found.missing_hours, ""),
        ]
        for level, hours, crossing in zip(levels, found.hours_above, found.crossings, strict=True):
            rows.append((str(name), end, f"hours_above:{level:g}", float(hours), ""))
            if not pd.isna(crossing):
                rows.append((str(name), crossing, "first_crossing", float(level), ""))
        hour = pd.Timedelta(hours=1)
        rows += [(str(name), begin, "gap", (stop - begin) / hour, "") for begin, stop in found.gaps]
    return _table(rows)


def measure_projects(
    table: pd.DataFrame, frequency: PanelFrequency = "M", rule: LightRule | None = None
) -> pd.DataFrame:
    """State of each project at its newest report, and its planned and actual S-curves.

    Parameters
    ----------
    table
        ``unique_id, ds, planned, earned`` cumulated, perhaps ``cost`` and ``land``; the plan runs
        from the project's first period to its planned finish, ``earned`` ends with the last report.
    frequency, rule
        Of the periods; of the traffic light.

    Returns
    -------
    Measures ``planned_share`` and ``earned_share`` (per cent of the whole) at every period; at the
    newest report ``schedule_index``, ``cost_index``, ``slip`` (periods) and ``light`` (0 unknown, 1
    green, 2 amber, 3 red; the reason in the note); ``finish`` at the expected last period, with its
    number from the project's first as the value.

    Raises
    ------
    DataError, UsageError
        When a column lacks, or a plan falls or holds a gap.
    """
    panels = to_panels(table, "progress", frequency)
    planned, earned = panels["planned"], panels["earned"]
    whole = np.full((len(planned.ids), 1), np.nan)
    rows: list[Row] = []
    for i, name in enumerate(planned.ids):
        known = np.flatnonzero(~np.isnan(planned.values[i]))
        begin = int(known[0]) if len(known) else 0
        plan = planned.values[i, begin : int(known[-1]) + 1 if len(known) else 0]
        done = earned.values[i, begin:]
        whole[i] = plan[-1] if len(plan) and plan[-1] > 0 else np.nan
        cost = panels["cost"].values[i, begin:] if "cost" in panels else None
        land = _newest(panels["land"].values[i]) if "land" in panels else np.nan
        with _named(str(name)):
            state = assess(plan, done, cost, land_share=land, rule=rule)
        reports = np.flatnonzero(~np.isnan(done))
        newest = begin + (int(reports[-1]) if len(reports) else 0)
        rows += _project_rows(str(name), state, planned, begin, newest)
    curves = {"planned_share": planned.values, "earned_share": earned.values}
    shares = {name: 100 * values / whole for name, values in curves.items()}
    return pd.concat([_table(rows), long_result(planned, shares)], ignore_index=True)


def _project_rows(
    name: str, state: ProjectState, planned: Panel, begin: int, newest: int
) -> list[Row]:
    """What is known of a project at its newest report, and when it may be finished."""
    now = _day(planned, newest)
    figures = {
        "schedule_index": state.schedule_index,
        "cost_index": state.cost_index,
        "slip": state.slip,
    }
    rows = [(name, now, key, value, "") for key, value in figures.items() if not np.isnan(value)]
    rows.append((name, now, "light", LIGHTS[state.light], f"{state.light}: {state.reason}"))
    if np.isfinite(state.finish):
        day = _day(planned, begin + int(np.ceil(state.finish - 1e-9)))
        rows.append((name, day, "finish", state.finish + 1, ""))
    return rows


def measure_dossiers(
    table: pd.DataFrame, expected: int, today: pd.Timestamp, longest_days: float
) -> pd.DataFrame:
    """Coverage, age of the newest item in days, and whether a collection is stale (1) or not (0).

    Parameters
    ----------
    table
        ``unique_id, ds``: the date of each item.
    expected, today, longest_days
        As in `phantich.measures.ratings.dossier`.
    """
    dated = table.assign(ds=pd.to_datetime(table["ds"]))
    rows: list[Row] = []
    for name, items in dated.groupby("unique_id", sort=False):
        state = dossier(pd.DatetimeIndex(items["ds"]), expected, today, longest_days)
        figures = {"coverage": state.coverage, "age_days": state.age_days}
        figures["stale"] = float(state.stale)
        rows += [(str(name), today, k, v, "") for k, v in figures.items() if not np.isnan(v)]
    return _table(rows)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the name of the series before what is wrong with it."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from error


def _table(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _newest(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known[-1]) if len(known) else np.nan


def _day(panel: Panel, place: int) -> pd.Timestamp:
    """First day of a period, which may lie after the panel's last."""
    months = (panel.start + place) * (12 // panel.seasons)
    return pd.Timestamp(np.datetime64(months, "M"))
