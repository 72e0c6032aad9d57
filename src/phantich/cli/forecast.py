"""``phantich forecast``: forecasts of any long table."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from phantich.cli._output import Format, print_table

if TYPE_CHECKING:
    import pandas as pd

    from phantich.forecast import Forecaster
    from phantich.measures.panel import PanelFrequency
    from phantich.sources.longfile import LongFile

Name = Literal[
    "combined", "airline", "theta", "ets", "ces", "ces-full", "ar", "growth", "naive",
    "sarimax", "sarimax-tet", "sm-ets", "sm-theta", "ucm", "prophet", "prophet-tet", "x13",
    "x13-auto",
]  # fmt: skip


def forecast(
    table: Annotated[
        Path, typer.Option("--input", help="Long table unique_id, ds, y (CSV, Parquet, Excel).")
    ],
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    horizon: Annotated[int, typer.Option(help="Periods after the table's last one.", min=1)] = 12,
    levels: Annotated[
        list[str] | None,
        typer.Option("--level", "--levels", help="Coverage of bands: 80 95, or 80,95."),
    ] = None,
    frequency: Annotated[
        Literal["M", "Q", "S", "A", "W", "D", "H"] | None,
        typer.Option("--frequency", "--freq", help="Told from the dates unless given."),
    ] = None,
    model: Annotated[
        Name,
        typer.Option(help="The combination of models unless one is insisted on."),
    ] = "combined",
    origin: Annotated[
        Literal["own", "table"],
        typer.Option(
            help="Forecast each series from its own last figure, or all from the table's last."
        ),
    ] = "own",
    calendar: Annotated[
        Literal["vn", "none"], typer.Option(help="vn: Tết may enter; none: it may not.")
    ] = "vn",
    breaks: Annotated[
        list[str] | None,
        typer.Option("--break", help="Month of a lasting change of level; several times."),
    ] = None,
    lower: Annotated[
        float | None, typer.Option(help="Lower bound of ratios; needs --upper.")
    ] = None,
    upper: Annotated[
        float | None, typer.Option(help="Upper bound of ratios, such as 100; the lower one is 0.")
    ] = None,
    cluster: Annotated[
        str, typer.Option(help="Where it is done: tcp://host:port of a dask scheduler, or local:N.")
    ] = "",
    lang: Annotated[Literal["vi", "en"], typer.Option(help="Language of notes.")] = "vi",
    out: Annotated[
        Path | None, typer.Option(help="Write a CSV or Parquet file instead of printing.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Forecast every series of a long table.

    A series that cannot be forecast keeps its rows, without numbers and with the reason.

    Example: phantich forecast --input revenue.csv --horizon 12 --level 80 95 --format csv
    """
    from phantich.cli._panel import placed
    from phantich.forecast import LEVELS, band_probabilities
    from phantich.forecast.choice import model as chosen_model
    from phantich.forecast.clocks import Wishes, clock_table, clocks, in_order
    from phantich.forecast.dating import counts

    bands = _levels([*(levels or ()), *(more or ())]) or list(LEVELS)
    band_probabilities(bands)
    file, series = _read(table)
    tet = calendar == "vn" and not counts(series["ds"])
    chosen = chosen_model(
        model, tet=tet, breaks=tuple(breaks or ()), origin="own" if origin == "own" else "panel"
    )
    if lower is not None or upper is not None:
        chosen = _bounded(chosen, lower, upper)
    if cluster:
        from phantich.runs.mass import Spread

        chosen = Spread(chosen, cluster)
    fine = frequency if frequency == "W" or frequency == "D" or frequency == "H" else None
    coarse = None if frequency == "W" or frequency == "D" or frequency == "H" else frequency
    parts = []
    with placed(file):
        told = clocks(series, fine) if fine or frequency is None else {}
        apart = series["unique_id"].isin(list(told))
        if not told or not apart.all():
            kept = series[~apart] if told else series
            parts.append(_months(kept, coarse, chosen, horizon, bands, lang))
    if told:
        low, high = (-math.inf if lower is None else lower), (math.inf if upper is None else upper)
        wishes = Wishes(horizon, tuple(bands), origin, low, high, model, bool(breaks))
        parts.append(clock_table(series, told, wishes, lang))
    rows = in_order(parts, series["unique_id"].unique()) if told else parts[0]
    _deliver(rows, out, file.table["unique_id"], output)


def _months(
    series: pd.DataFrame,
    frequency: PanelFrequency | None,
    model: Forecaster,
    horizon: int,
    bands: list[float],
    lang: Literal["vi", "en"],
) -> pd.DataFrame:
    """Rows of series by months or rarer."""
    from phantich.forecast import band_probabilities, long_table, read_table, with_reasons
    from phantich.forecast.dating import Dating

    panel, reasons = read_table(series, frequency)
    made = with_reasons(model.forecast(panel, horizon, band_probabilities(bands)), reasons)
    return long_table(made, bands, lang, Dating.of(series["ds"], panel.frequency))


def _deliver(rows: pd.DataFrame, out: Path | None, names: pd.Series, output: Format) -> None:
    if out is not None:
        _write(rows, out, names)
        return
    if rows["ds"].dtype.kind == "M":
        rows["ds"] = rows["ds"].dt.strftime(_form(rows["ds"]))
    cells = rows.astype(object).where(rows.notna(), None)
    print_table(list(rows.columns), cells.itertuples(index=False, name=None), output)


def _form(days: pd.Series) -> str:
    """Dates, with the hours where there are any."""
    known = days.dropna()
    return "%Y-%m-%d" if (known == known.dt.normalize()).all() else "%Y-%m-%d %H:%M:%S"


def _bounded(model: Forecaster, lower: float | None, upper: float | None) -> Forecaster:
    from phantich.errors import UsageError
    from phantich.forecast.bounded import Bounded

    if upper is None:
        raise UsageError("--lower needs --upper: figures that are not negative need no bound")
    return Bounded(model, 0.0 if lower is None else lower, upper)


def _read(path: Path) -> tuple[LongFile, pd.DataFrame]:
    import pandas as pd

    from phantich.sources.longfile import SHORT, open_long

    file = open_long(path, SHORT)
    columns = {
        "unique_id": file.table["unique_id"].astype(str),
        "ds": file.table["ds"],
        "y": _numbers(file),
    }
    return file, pd.DataFrame(columns)


def _numbers(file: LongFile) -> list[float] | pd.Series:
    """The figures; a column of numbers without infinite ones need not be read cell by cell."""
    import numpy as np

    column = file.table["y"]
    if column.dtype.kind in "iuf" and not np.isinf(column.to_numpy()).any():
        return column.astype(float)
    return file.numbers("y")


def _levels(words: list[str]) -> list[float]:
    from phantich.errors import UsageError

    found = []
    for word in ",".join(words).split(","):
        try:
            found += [float(word)] if word.strip() else []
        except ValueError:
            raise UsageError(f"{word!r} is no level; write --level 80 95") from None
    return list(dict.fromkeys(found))


def _write(rows: pd.DataFrame, path: Path, names: pd.Series) -> None:
    """Write the table; names that were whole numbers become whole numbers again."""
    from phantich.errors import UsageError
    from phantich.files import replacing

    if path.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name}: forecasts are written as .csv or .parquet")
    with replacing(path) as temporary:
        if path.suffix == ".parquet":
            kind = names.dtype if names.dtype.kind in "iu" else str
            named = rows.assign(unique_id=rows["unique_id"].astype(str).astype(kind))
            named.to_parquet(temporary, index=False)
        else:
            form = _form(rows["ds"]) if rows["ds"].dtype.kind == "M" else None
            rows.to_csv(temporary, index=False, date_format=form)
