"""From any long table ``unique_id, ds, y`` to series on one time axis, of whatever frequency.

The frequency is told from the dates: hours, days, weeks, months, quarters, half-years or years. A
period that no row tells of is a gap (NaN); so is an empty ``y``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.errors import DataError, Fault, UsageError
from phantich.measures.long import read_dates, refuse_doubles

if TYPE_CHECKING:
    from phantich.measures.panel import Floats

Frequency = Literal["H", "D", "W", "M", "Q", "S", "A"]
#: Periods after which the season repeats: hours of a day, days of a week, weeks or months of a
#: year.
SEASONS: Final[dict[Frequency, int]] = {"H": 24, "D": 7, "W": 52, "M": 12, "Q": 4, "S": 2, "A": 1}
_PANDAS: Final[dict[Frequency, str]] = {
    "H": "h", "D": "D", "M": "M", "Q": "Q-DEC", "S": "6M", "A": "Y-DEC",
}  # fmt: skip
#: Half-years are periods of six months, which pandas counts by their months.
_COUNTED: Final = {"6M": 6}
_WEEKDAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
#: Longest time axis; a date far off the others is more likely a slip than a series.
_MOST_PERIODS: Final = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Series side by side.

    Parameters
    ----------
    ids
        Name of each series, unique, in the order of the table.
    values
        Array ``(series, periods)``; NaN where there is no figure.
    periods
        The common time axis without holes.
    frequency
        See `SEASONS`.
    ends
        Place of the last row of each series, with a figure or without, ``(series,)``.
    stamps
        Date of each period as the table writes it; its first day where no row tells.
    newest
        Whether the end of the axis was declared.
    """

    ids: pd.Index
    values: Floats
    periods: pd.PeriodIndex
    frequency: Frequency
    ends: NDArray[np.int64]
    stamps: pd.DatetimeIndex
    newest: bool = False

    @property
    def season(self) -> int:
        """Periods after which the season repeats."""
        return SEASONS[self.frequency]

    @property
    def seasons(self) -> NDArray[np.int64]:
        """Place of each period in its season, from 0."""
        if self.frequency == "M":
            return np.asarray(self.periods.month, dtype=np.int64) - 1
        return _ordinals(self.periods) % self.season

    @property
    def labels(self) -> list[str]:
        """ISO text of each period: ``2026-10``, ``2026-Q4``, ``2026-W43``, ``2026-10-22T05``."""
        return [_label(period, self.frequency) for period in self.periods]

    def label(self, at: int) -> str:
        """ISO text of one period."""
        return _label(self.periods[at], self.frequency)


def _label(period: pd.Period, frequency: Frequency) -> str:
    if frequency == "Q":
        return f"{period.year}-Q{period.quarter}"
    if frequency == "S":
        return f"{period.year}-S{1 + (period.month > 6)}"
    if frequency == "W":
        year, week, _ = period.start_time.isocalendar()
        return f"{year}-W{week:02d}"
    pattern = {"H": "%Y-%m-%dT%H", "D": "%Y-%m-%d", "M": "%Y-%m", "A": "%Y"}[frequency]
    return str(period.strftime(pattern))


def infer_frequency(days: pd.Series) -> Frequency:
    """Frequency of a column of dates, by the usual distance between neighbours.

    Examples
    --------
    >>> infer_frequency(pd.Series(pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-15"])))
    'W'
    """
    stamps = np.unique(days.dropna().to_numpy().astype("datetime64[s]").astype(np.int64))
    if len(stamps) < 2:
        return "M"
    step = float(np.median(np.diff(stamps))) / 86_400
    limits: tuple[tuple[float, Frequency], ...] = (
        (0.5, "H"), (3.5, "D"), (20.0, "W"), (75.0, "M"), (135.0, "Q"),
        (270.0, "S"),
    )  # fmt: skip
    return next((name for limit, name in limits if step < limit), "A")


def read_grid(
    table: pd.DataFrame, frequency: Frequency | None = None, newest: str | None = None
) -> Grid:
    """Series of a table ``unique_id, ds, y``.

    Rows that say the same twice count once.

    Parameters
    ----------
    frequency
        Told from the dates unless given.
    newest
        A date in the newest period that is due; the axis ends there. Without it the axis ends with
        the last row of any series, figures or not.

    Raises
    ------
    DataError
        When a cell cannot be read, or a series has two different values in one period.
    UsageError
        When `newest` is no date.

    Examples
    --------
    >>> read_grid(pd.DataFrame({
    ...     "unique_id": ["a", "a"], "ds": ["2024-01-01", "2024-03-01"], "y": [1.0, 2.0],
    ... }), "M").values
    array([[ 1., nan,  2.]])
    """
    dates, y = _checked(table)
    asked = infer_frequency(dates) if frequency is None else frequency
    code = _code(dates, asked)
    last = _newest(newest, code)
    ordinals = _ordinals(pd.PeriodIndex(dates, freq=code))
    names, ids = pd.factorize(table["unique_id"].astype(str))
    keys = pd.DataFrame({"name": names, "period": ordinals, "y": y})
    keep = ~keys.duplicated().to_numpy()
    _report_clashes(table, keys, keep)
    begin = int(ordinals.min()) if len(ordinals) else 0
    end = int(ordinals.max()) if len(ordinals) else 0
    end = end if last is None else last.ordinal // _COUNTED.get(code, 1)
    if end - begin >= _MOST_PERIODS:
        raise DataError("table", [_span_fault(dates)])
    keep &= ordinals <= end
    places = ordinals[keep] - begin
    values = np.full((len(ids), max(end - begin + 1, 0)), np.nan)
    values[names[keep], places] = y[keep]
    ends = np.full(len(ids), -1, dtype=np.int64)
    np.maximum.at(ends, names[keep], places)
    start = pd.Period(ordinal=begin * _COUNTED.get(code, 1), freq=code)
    periods = pd.period_range(start, periods=end - begin + 1)
    stamps = periods.to_timestamp(how="start").to_numpy().copy()
    stamps[places] = dates[keep].to_numpy().astype(stamps.dtype)
    index = pd.Index(ids, name="unique_id")
    declared = last is not None
    return Grid(index, values, periods, asked, ends, pd.DatetimeIndex(stamps), declared)


def _checked(table: pd.DataFrame) -> tuple[pd.Series, Floats]:
    lacking = [name for name in ("unique_id", "ds", "y") if name not in table.columns]
    if lacking:
        found = f"no column {', '.join(lacking)}"
        raise DataError("table", [Fault("table", found, "the columns unique_id, ds, y")])
    dates = _dates(table["ds"])
    y = pd.to_numeric(table["y"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    faults = [
        Fault(
            f"table, row {row + 1}, column ds",
            repr(table["ds"].iloc[row]),
            "a date such as 2026-10-01",
        )
        for row in np.flatnonzero(dates.isna().to_numpy())
    ]
    wrong = ~np.isfinite(y) & table["y"].notna().to_numpy()
    faults += [
        Fault(f"table, row {row + 1}, column y", repr(table["y"].iloc[row]), "a finite number")
        for row in np.flatnonzero(wrong)
    ]
    if faults:
        raise DataError("table", faults)
    return dates, y


def _dates(days: pd.Series) -> pd.Series:
    """Dates with their hours where the texts have them."""
    texts = days.astype("string")
    if not pd.api.types.is_datetime64_any_dtype(days) and texts.str.contains(r"[T ]\d\d").any():
        stamps = pd.to_datetime(texts, format="ISO8601", errors="coerce")
        local: pd.Series = stamps.dt.tz_localize(None)
        return local
    return read_dates(days)


def _ordinals(periods: pd.PeriodIndex) -> NDArray[np.int64]:
    """Number of each period, counted without holes."""
    found: NDArray[np.int64] = np.asarray(periods.asi8, dtype=np.int64)
    return found // _COUNTED.get(periods.freqstr, 1)


def _code(dates: pd.Series, frequency: Frequency) -> str:
    """Name of the frequency for pandas; weeks end on the day before the usual weekday."""
    if frequency != "W":
        return _PANDAS[frequency]
    weekday = int(dates.dt.day_of_week.mode().iloc[0]) if len(dates) else 0
    return f"W-{_WEEKDAYS[(weekday - 1) % 7]}"


def _newest(text: str | None, code: str) -> pd.Period | None:
    if text is None:
        return None
    stamp = read_dates(pd.Series([text])).iloc[0]
    if pd.isna(stamp):
        raise UsageError(f"{text!r} is no period; write a date such as 2026-10-01")
    return pd.Period(stamp, freq=code)


def _report_clashes(table: pd.DataFrame, keys: pd.DataFrame, keep: NDArray[np.bool_]) -> None:
    clash = keys[keep].duplicated(["name", "period"])
    refuse_doubles(table, clash.index[clash])


def _span_fault(dates: pd.Series) -> Fault:
    return Fault(
        "table, column ds",
        f"dates from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}",
        f"at most {_MOST_PERIODS} periods",
        "correct the date that lies apart, or name the frequency",
    )


def period_labels(days: pd.Series, every: pd.Series) -> tuple[list[str], Frequency]:
    """Labels of some dates (see `Grid.labels`), at the frequency of all of them."""
    frequency = infer_frequency(every)
    periods = pd.PeriodIndex(days, freq=_code(every, frequency))
    return [_label(period, frequency) for period in periods], frequency
