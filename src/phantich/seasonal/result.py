"""What an adjustment hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import pandas as pd

from phantich.language import Language

Method = Literal["x13", "seats", "stl", "none"]
Transform = Literal["log", "none"]
#: ``grey``: nothing was adjusted, there is nothing to judge.
Light = Literal["green", "amber", "red", "grey"]


class Note(NamedTuple):
    """A sentence in both languages."""

    vi: str
    en: str

    def text(self, language: Language = "vi") -> str:
        """The sentence in one of them."""
        return self.vi if language == "vi" else self.en


class Coefficient(NamedTuple):
    """An estimated coefficient; per unit of the regressor, on logs when the transform is log."""

    value: float
    error: float

    @property
    def t(self) -> float:
        """Estimate over its standard error; NaN where that is 0."""
        return self.value / self.error if self.error else float("nan")


@dataclass(frozen=True, slots=True)
class TetEffect:
    """Tết in the model.

    Parameters
    ----------
    coefficients
        Regressor (``tet_pre``, ``tet_post``) → coefficient. Of a dropped effect it is what the
        first pass estimated; empty where Tết was not tried (quarters, years without lunar dates).
    kept
        Whether the regressors stay in the model and their effect was taken out of the series.
    aicc_gain
        AICC without the regressors minus AICC with them; NaN where it was not computed.
    """

    coefficients: Mapping[str, Coefficient] = field(default_factory=dict)
    kept: bool = False
    aicc_gain: float = float("nan")


class Outlier(NamedTuple):
    """An outlier in the model: ``ao`` one period, ``ls`` a lasting step, ``tc`` a fading one."""

    kind: str
    period: str
    coefficient: Coefficient
    #: ``search``, ``crisis`` (search in the declared window) or ``break`` (declared).
    origin: str


@dataclass(frozen=True, slots=True)
class Model:
    """The regARIMA model; empty for STL.

    Parameters
    ----------
    order
        As X-13 writes it, ``(0 1 1)(0 1 1)``.
    coefficients
        Operator (``MA$Nonseasonal$01$01``) → coefficient, in Box and Jenkins' sign: 1 − θB.
    trading_day
        Coefficient of the weekday regressor where it was kept.
    aicc
        Corrected Akaike criterion of the final model.
    """

    order: str = ""
    coefficients: Mapping[str, Coefficient] = field(default_factory=dict)
    trading_day: Coefficient | None = None
    aicc: float = float("nan")


@dataclass(frozen=True, slots=True)
class Quality:
    """A traffic light with its reasons, and the statistics behind it (NaN where there is none).

    Parameters
    ----------
    m7
        Moving relative to stable seasonality; below 1 the seasonality can be identified.
    q, q_m2
        Weighted mean of M1…M11, with and without M2; below 1 acceptable.
    qs, qs_p
        Test for seasonality left in the adjusted series, and its p value.
    identifiable
        X-11's combined test: ``yes``, ``probably`` or ``no``; empty where it was not made.
    peaks
        Spectra with a visually significant seasonal peak: ``sa``, ``irr``.
    """

    light: Light
    reasons: tuple[Note, ...]
    m7: float = float("nan")
    q: float = float("nan")
    q_m2: float = float("nan")
    qs: float = float("nan")
    qs_p: float = float("nan")
    identifiable: str = ""
    peaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Adjustment:
    """A series with its components, all on the series' periods.

    With the log transform they multiply, else they add up:

        original = adjusted × seasonal × calendar,    adjusted = trend × irregular

    Where the original has a gap, `adjusted` and `irregular` have one, too; the other components
    are estimates. Components that were not taken out are 1 (or 0).

    Parameters
    ----------
    adjusted
        Seasonally and calendar adjusted; outliers and level shifts stay in it.
    calendar
        What the date of Tết, and weekdays where they were kept, did.
    forecast
        Columns ``forecast, lower, upper`` (95 %) for the periods after the series; None where the
        method makes none.
    notes
        What was done and what was not, for the reader.
    """

    original: pd.Series[float]
    adjusted: pd.Series[float]
    seasonal: pd.Series[float]
    trend: pd.Series[float]
    irregular: pd.Series[float]
    calendar: pd.Series[float]
    method: Method
    transform: Transform
    model: Model
    outliers: tuple[Outlier, ...]
    tet: TetEffect
    quality: Quality
    notes: tuple[Note, ...] = ()
    forecast: pd.DataFrame | None = None

    def frame(self) -> pd.DataFrame:
        """Columns original, adjusted, trend, seasonal, calendar, irregular."""
        names = ("original", "adjusted", "trend", "seasonal", "calendar", "irregular")
        return pd.DataFrame({name: getattr(self, name) for name in names})

    def with_notes(self, *notes: Note) -> Adjustment:
        """The same with more notes in front."""
        return replace(self, notes=(*notes, *self.notes))

    def with_more_notes(self, *notes: Note) -> Adjustment:
        """The same with more notes behind."""
        return replace(self, notes=(*self.notes, *notes))
