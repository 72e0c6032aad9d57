"""Choices of an adjustment, and the dated facts behind their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from phantich.errors import UsageError
from phantich.observations import check_month

AIRLINE: Final = "(0 1 1)(0 1 1)"
#: From the declaration of the epidemic (Decision 173/QĐ-TTg of 1 February 2020) to the end of the
#: year in which life with it was regulated (Resolution 128/NQ-CP of 11 October 2021).
CRISIS: Final = ("2020-02", "2021-12")
#: Provinces were merged on 1 July 2025 (Resolution 202/2025/QH15).
TERRITORIAL_BREAK: Final = "2025-07"
#: Area → months from which its figures hold another territory.
AREA_BREAKS: Final = {"Hải Phòng": (TERRITORIAL_BREAK,), "Cần Thơ": (TERRITORIAL_BREAK,)}

Asked = Literal["auto", "x13", "seats", "stl"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to adjust.

    Parameters
    ----------
    method
        ``auto`` is X-13 with the X-11 filters, and STL where that cannot be done; ``x13`` and
        ``seats`` (model-based filters) insist; ``stl`` asks for the fallback.
    model
        The ARIMA model as X-13 writes it; ``auto`` lets X-13 search. The airline model is the
        default because a searched model revises more (see ``docs/seasonal.md``).
    trading_day
        Whether a weekday regressor may enter, if it passes its test; only sensible for what
        happens day by day, not for prices and stocks.
    outliers
        Whether outliers are searched for.
    crisis
        First and last month of a declared crisis. Outliers inside are searched for first and on
        their own, with the critical value of so short a stretch, and the transform is chosen
        without these months. None declares none.
    breaks
        Months in which the level may have changed for good (`TERRITORIAL_BREAK`); each gets a level
        shift regressor, which the trend keeps.
    horizon
        Periods to forecast; a year unless given. The filters use at least a year of forecasts.
    timeout
        Seconds that one run of the program may take.
    """

    method: Asked = "auto"
    model: str = AIRLINE
    trading_day: bool = True
    outliers: bool = True
    crisis: tuple[str, str] | None = CRISIS
    breaks: tuple[str, ...] = ()
    horizon: int | None = None
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if self.method not in ("auto", "x13", "seats", "stl"):
            raise UsageError(f"no method {self.method!r}: auto, x13, seats, stl")
        if self.horizon is not None and not 0 < self.horizon <= 60:
            raise UsageError(f"a horizon of {self.horizon} periods; 1 to 60 can be asked for")
        for month in (*self.breaks, *(self.crisis or ())):
            check_month(month)


class Arguments(TypedDict, total=False):
    """`Options` as keyword arguments."""

    method: Asked
    model: str
    trading_day: bool
    outliers: bool
    crisis: tuple[str, str] | None
    breaks: tuple[str, ...]
    horizon: int | None
    timeout: float
