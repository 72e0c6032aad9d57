"""``phantich forecast``: forecasts of any long table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from phantich.cli._options import (
    AnyFrequency,
    Breaks,
    Cluster,
    Frequency,
    LongTable,
    Output,
    TableOut,
    TetCalendar,
)
from phantich.cli._output import Format, print_frame
from phantich.language import Language

if TYPE_CHECKING:
    import pandas as pd

    from phantich.forecast import Forecaster
    from phantich.forecast.clockmodels import Wishes, Worked
    from phantich.measures.panel import PanelFrequency
    from phantich.sources.longfile import LongFile

Name = Literal[
    "combined", "airline", "theta", "ets", "ces", "ces-full", "ar", "growth", "naive",
    "sarimax", "sarimax-tet", "sm-ets", "sm-theta", "ucm", "prophet", "prophet-tet", "x13",
    "x13-auto",
]  # fmt: skip

_Levels: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--level", "--levels", help="Coverage of bands: 80 95, or 80,95."),
]
_Model: TypeAlias = Annotated[
    Name,
    typer.Option(help="The combination of models unless one is insisted on."),
]
_Origin: TypeAlias = Annotated[
    Literal["own", "table"],
    typer.Option(
        help="Forecast each series from its own last figure, or all from the table's last."
    ),
]
_Lower: TypeAlias = Annotated[
    float | None, typer.Option(help="Lower bound of ratios; needs --upper.")
]
_Upper: TypeAlias = Annotated[
    float | None, typer.Option(help="Upper bound of ratios, such as 100; the lower one is 0.")
]


def forecast(
    table: LongTable,
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    horizon: Annotated[int, typer.Option(help="Periods after the table's last one.", min=1)] = 12,
    levels: _Levels = None,
    frequency: AnyFrequency = None,
    model: _Model = "combined",
    origin: _Origin = "own",
    calendar: TetCalendar = "vn",
    breaks: Breaks = None,
    lower: _Lower = None,
    upper: _Upper = None,
    cluster: Cluster = "",
    lang: Annotated[Language, typer.Option(help="Language of notes.")] = "vi",
    out: TableOut = None,
    output: Output = Format.TABLE,
) -> None:
    """Forecast every series of a long table.

    A series that cannot be forecast keeps its rows, without numbers and with the reason.

    Example: phantich forecast --input revenue.csv --horizon 12 --level 80 95 --format csv
    """
    from phantich.cli._long import read_long
    from phantich.forecast import LEVELS, band_probabilities
    from phantich.forecast.clockmodels import Wishes
    from phantich.forecast.dating import counts

    bands = _levels([*(levels or ()), *(more or ())]) or list(LEVELS)
    band_probabilities(bands)  # Raises for a level that is none, before any file is read.
    file, series = read_long(table)
    tet = calendar == "vn" and not counts(series["ds"])
    low, high = (-math.inf if lower is None else lower), (math.inf if upper is None else upper)
    wishes = Wishes(horizon, tuple(bands), origin, low, high, model, bool(breaks), tet)
    chosen = _chosen(wishes, tet, tuple(breaks or ()), cluster)
    worked = _worked(cluster)
    rows = _forecast(file, series, frequency, chosen, wishes, lang, worked)
    _deliver(rows, out, file.table["unique_id"], output)


def _chosen(wishes: Wishes, tet: bool, breaks: tuple[str, ...], cluster: str) -> Forecaster:
    """The model of series by months or rarer, within its bounds, here or on a cluster."""
    from phantich.errors import UsageError
    from phantich.forecast.bounded import Bounded
    from phantich.forecast.choice import model

    origin: Literal["own", "panel"] = "own" if wishes.origin == "own" else "panel"
    chosen = model(wishes.model, tet=tet, breaks=breaks, origin=origin)
    if not (math.isinf(wishes.lower) and math.isinf(wishes.upper)):
        if math.isinf(wishes.upper):
            raise UsageError("--lower needs --upper: figures that are not negative need no bound")
        lower = 0.0 if math.isinf(wishes.lower) else wishes.lower
        chosen = Bounded(chosen, lower, wishes.upper)
    if cluster:
        from phantich.runs.mass import Spread

        chosen = Spread(chosen, cluster)
    return chosen


def _worked(cluster: str) -> Worked | None:
    """Where finer series are forecast: on a cluster, or here when None."""
    if not cluster:
        return None
    from phantich.runs.massclocks import on_cluster

    return on_cluster(cluster)


def _forecast(
    file: LongFile,
    series: pd.DataFrame,
    frequency: Frequency | None,
    model: Forecaster,
    wishes: Wishes,
    lang: Language,
    worked: Worked | None,
) -> pd.DataFrame:
    """Rows of all series in the table's order: the fine ones by their clocks, others by `model`."""
    from phantich.cli._long import parted, placed
    from phantich.forecast.clocks import clock_table, in_order

    with placed(file):
        parts = parted(series, frequency)
        made = []
        if parts.has_months:
            made.append(_months(parts.months, parts.frequency, model, wishes, lang))
    if not parts.clocks:
        return made[0]
    made.append(clock_table(series, parts.clocks, wishes, lang, worked))
    return in_order(made, series["unique_id"].unique())


def _months(
    series: pd.DataFrame,
    frequency: PanelFrequency | None,
    model: Forecaster,
    wishes: Wishes,
    lang: Language,
) -> pd.DataFrame:
    """Rows of series by months or rarer."""
    from phantich.forecast import band_probabilities, long_table, read_table, with_reasons
    from phantich.forecast.dating import Dating

    panel, reasons = read_table(series, frequency)
    bands = list(wishes.levels)
    made = with_reasons(model.forecast(panel, wishes.horizon, band_probabilities(bands)), reasons)
    return long_table(made, bands, lang, Dating.of(series["ds"], panel.frequency))


def _deliver(rows: pd.DataFrame, out: Path | None, names: pd.Series, output: Format) -> None:
    """Write the rows, or print them."""
    from phantich.cli._long import date_pattern, write_long

    dated = rows["ds"].dtype.kind == "M"
    pattern = date_pattern(rows["ds"], "%Y-%m-%d %H:%M:%S") if dated else None
    if out is not None:
        write_long(rows, out, "forecasts", pattern, names)
        return
    if pattern:
        rows["ds"] = rows["ds"].dt.strftime(pattern)
    print_frame(rows, output)


def _levels(words: list[str]) -> list[float]:
    from phantich.errors import UsageError

    found = []
    for word in ",".join(words).split(","):
        try:
            found += [float(word)] if word.strip() else []
        except ValueError:
            raise UsageError(f"{word!r} is no level; write --level 80 95") from None
    return list(dict.fromkeys(found))
