"""How a table writes its dates, so that forecasts are dated the same way.

Months may stand as their first day, their last, another day or ``2024-05``; quarters as ``2024-Q2``
or their last month; years as a whole number. A table may also count its periods 1, 2, 3, …: such
periods have no place in the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.measures.long import read_dates
from phantich.measures.panel import SEASONS, PanelFrequency

Form = Literal["date", "month", "period", "year", "count"]

#: Whole numbers below this are counts, not years.
_FIRST_YEAR: Final = 1000
_FORMS: Final[tuple[tuple[str, Form], ...]] = (
    (r"\d{4}-\d{2}", "month"),
    (r"\d{4}-?[QS]\d", "period"),
    (r"\d{4}", "year"),
)


@dataclass(frozen=True, slots=True)
class Dating:
    """The way of one table.

    Parameters
    ----------
    form
        ``date`` is a full date, ``month`` 2024-05, ``period`` 2024-Q2, ``year`` 2024, ``count`` a
        number of a period.
    text
        Whether the table has texts rather than dates or numbers.
    day
        Day of the month; 31 stands for the last.
    month
        Which month of its period is named, from 0.
    """

    form: Form = "date"
    text: bool = False
    day: int = 1
    month: int = 0

    @classmethod
    def of(cls, days: pd.Series, frequency: PanelFrequency) -> Dating:
        """Told from a column of dates; what most rows have counts."""
        if counts(days):
            return cls("count", not pd.api.types.is_numeric_dtype(days))
        text = bool(days.map(lambda cell: isinstance(cell, str)).any())
        sample = days.dropna().head(5000)
        form = _form(sample)
        if form != "date":
            return cls(form, text)
        dates = read_dates(sample).dropna()
        if not len(dates):
            return cls()
        ends = bool((dates + pd.Timedelta(days=1)).dt.day.eq(1).all())
        day = 31 if ends else int(dates.dt.day.mode().iloc[0])
        step = 12 // SEASONS[frequency]
        return cls("date", text, day, int(((dates.dt.month - 1) % step).mode().iloc[0]))

    def write(self, ordinals: NDArray[np.int64], frequency: PanelFrequency) -> pd.Series:
        """Dates of periods, numbered as in `phantich.measures.panel.Panel`.

        Examples
        --------
        >>> Dating("date", day=31).write(np.array([648, 649]), "M").dt.day.tolist()
        [31, 29]
        """
        if self.form == "count":
            numbers = pd.Series(ordinals)
            return numbers.astype(str) if self.text else numbers
        step = 12 // SEASONS[frequency]
        months = (ordinals * step + self.month).astype("datetime64[M]")
        first = pd.Series(months.astype("datetime64[ns]"))
        if self.form != "date":
            return self._named(first, frequency)
        last = first.dt.days_in_month
        dates = first + pd.to_timedelta(np.minimum(last, self.day) - 1, unit="D")
        return pd.Series(dates.dt.strftime("%Y-%m-%d") if self.text else dates)

    def _named(self, first: pd.Series, frequency: PanelFrequency) -> pd.Series:
        year = first.dt.year
        if self.form == "year":
            return pd.Series(year.astype(str) if self.text else year.astype("int64"))
        if self.form == "month":
            return pd.Series(first.dt.strftime("%Y-%m"))
        place = (first.dt.month - 1) // (12 // SEASONS[frequency]) + 1
        return pd.Series(year.astype(str) + f"-{frequency}" + place.astype(str))


def counts(days: pd.Series) -> bool:
    """Whether a column numbers its periods instead of dating them."""
    if days.dtype.kind in "bM" or isinstance(days.dtype, pd.PeriodDtype):
        return False
    numbers = pd.to_numeric(days, errors="coerce")
    known = numbers.notna()
    if not known.any() or not known[days.notna()].all():
        return False
    whole = numbers[known]
    return bool((whole % 1 == 0).all() and (whole.abs() < _FIRST_YEAR).any())


def _form(days: pd.Series) -> Form:
    texts = days.astype("string").str.strip()
    for pattern, form in _FORMS:
        if len(texts) and texts.str.fullmatch(pattern).mean() > 0.5:
            return form
    return "date"
