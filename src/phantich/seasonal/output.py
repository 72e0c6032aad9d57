"""Reading what X-13ARIMA-SEATS wrote: the diagnostics (``.udg``) and the saved tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from phantich.measures.panel import Floats
from phantich.seasonal.diagnosis import floats
from phantich.seasonal.result import Coefficient

_OUTLIER: Final = re.compile(r"(AO|LS|TC)(\d{4})\.(\w+)")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")  # fmt: skip


class Diagnostics:
    """The lines ``key: value`` of the diagnostics file; the first of a key counts."""

    def __init__(self, text: str) -> None:
        self._values: dict[str, str] = {}
        for line in text.splitlines():
            key, colon, value = line.partition(": ")
            if colon:
                self._values.setdefault(key.strip(), value.strip())

    def text(self, key: str) -> str:
        """The value, empty where there is none."""
        return self._values.get(key, "")

    def number(self, key: str, place: int = 0) -> float:
        """The number at that place of the value; NaN where there is none."""
        words = self.text(key).split()
        try:
            return float(words[place])
        except (IndexError, ValueError):
            return float("nan")

    def coefficients(self, prefix: str) -> dict[str, Coefficient]:
        """What follows the prefix in a key → coefficient and standard error."""
        found = {}
        for key in self._values:
            if key.startswith(prefix):
                value, error = self.number(key), self.number(key, 1)
                if value == value and error == error:
                    found[key.removeprefix(prefix)] = Coefficient(value, error)
        return found

    def outliers(self, group: str) -> dict[str, Coefficient]:
        """Outliers of a group of regressors, by the program's name (``LS2020.Apr``)."""
        return self.coefficients(f"{group}$")


def table(text: str) -> pd.Series[float]:
    """A saved table: date as the program writes it (``202503``) → value."""
    rows = [line.split("\t")[:2] for line in text.splitlines()[2:] if line.strip()]
    return pd.Series({row[0]: float(row[1]) for row in rows}, dtype=float)


def component(outputs: Mapping[str, str], ending: str, periods: int) -> Floats | None:
    """A table's values of the series' periods; None where the program saved no such table."""
    text = outputs.get(ending)
    return None if text is None else floats(table(text))[:periods]


def forecasts(text: str, index: pd.PeriodIndex) -> pd.DataFrame:
    """Forecasts with limits: columns ``forecast, lower, upper``."""
    rows = [line.split("\t") for line in text.splitlines()[2:] if line.strip()]
    values = [[float(cell) for cell in row[1:4]] for row in rows[: len(index)]]
    return pd.DataFrame(values, index=index, columns=["forecast", "lower", "upper"])


def outlier_place(name: str, season: int) -> tuple[str, pd.Period]:
    """Kind and period of an outlier's name.

    Raises
    ------
    ValueError
        When the name is none.

    Examples
    --------
    >>> outlier_place("LS2020.Apr", 12)
    ('ls', Period('2020-04', 'M'))
    >>> outlier_place("AO2020.2", 4)
    ('ao', Period('2020Q2', 'Q-DEC'))
    """
    found = _OUTLIER.fullmatch(name.upper())
    if found is None:
        raise ValueError(f"{name!r} names no outlier")
    kind, year, part = found.groups()
    number = _MONTHS.index(part) + 1 if part in _MONTHS else int(part)
    text = f"{year}-{number:02d}" if season == 12 else f"{year}Q{number}"
    return kind.lower(), pd.Period(text, freq="M" if season == 12 else "Q")
