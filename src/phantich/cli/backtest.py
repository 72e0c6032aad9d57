"""``phantich backtest``: how good forecasts of a table would have been."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from phantich.cli._options import AnyFrequency, LongTable, Output, TableOut, TetCalendar, listed
from phantich.cli._output import Format, print_frame

if TYPE_CHECKING:
    import pandas as pd

    from phantich.errors import UsageError
    from phantich.forecast import Forecaster
    from phantich.forecast.moments import Clock
    from phantich.measures.panel import PanelFrequency


def backtest(
    table: LongTable,
    horizon: Annotated[
        int | None,
        typer.Option(
            help="Periods that each origin forecasts: 12, or 13 weeks, 28 days, 48 hours.", min=1
        ),
    ] = None,
    origins: Annotated[int, typer.Option(help="How many origins.", min=1)] = 3,
    step: Annotated[
        int | None, typer.Option(help="Periods between origins; a third of the horizon.", min=1)
    ] = None,
    models: Annotated[
        str, typer.Option("--model", help="With commas: combined, airline, naive.")
    ] = "combined,airline,naive",
    frequency: AnyFrequency = None,
    calendar: TetCalendar = "vn",
    detail: Annotated[
        bool, typer.Option("--detail", help="A row a model, origin and series.")
    ] = False,
    jobs: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps scores between calls.")
    ] = None,
    out: TableOut = None,
    output: Output = Format.TABLE,
) -> None:
    """Forecast the end of every series from earlier origins, and score it by what came.

    Example: phantich backtest --input revenue.csv --horizon 12 --origins 3 --format csv
    """
    from phantich.cli._long import parted, placed, read_long, write_long
    from phantich.forecast.dating import counts

    file, series = read_long(table)
    tet = calendar == "vn"
    chosen = _models(models, tet=tet)
    trials = _Trials(chosen, horizon, origins, step, jobs, cache, tet and not counts(series["ds"]))
    with placed(file):
        parts = parted(series, frequency)
        scores = [trials.monthly(parts.months, parts.frequency)] if parts.has_months else []
        if parts.clocks:
            scores.append(trials.finer(parts.finer, parts.clocks))
    scores = [part for part in scores if len(part)]
    if not scores:
        raise _too_short(table.name)
    rows = _detail(scores) if detail else _summary(scores, chosen)
    if out is not None:
        write_long(rows, out)
        return
    _print(rows, output)


@dataclass(frozen=True, slots=True)
class _Trials:
    """What is asked of every series."""

    models: dict[str, Forecaster]
    horizon: int | None
    origins: int
    step: int | None
    jobs: int
    cache: Path | None
    tet: bool

    def monthly(self, series: pd.DataFrame, frequency: PanelFrequency | None) -> pd.DataFrame:
        """Scores of series by months or rarer; no rows where the past is too short."""
        import pandas as pd

        from phantich.forecast import read_table
        from phantich.forecast.tournament import spread_origins, tournament

        horizon = 12 if self.horizon is None else self.horizon
        panel, _ = read_table(series, frequency)
        backs = spread_origins(panel, horizon, self.origins, self.step)
        if not backs:
            return pd.DataFrame()
        found = tournament(
            self.models, panel, horizon=horizon, origins=backs, jobs=self.jobs, cache=self.cache
        )
        return found.assign(frequency=panel.frequency)

    def finer(self, series: pd.DataFrame, told: dict[str, Clock | None]) -> pd.DataFrame:
        """Scores of weeks, days and hours."""
        from phantich.forecast.clocktrials import clock_trials

        return clock_trials(
            series, told, list(self.models),
            horizon=self.horizon, origins=self.origins, step=self.step, tet=self.tet,
        )  # fmt: skip


def _too_short(name: str) -> UsageError:
    from phantich.errors import UsageError

    return UsageError(
        f"{name} is too short: two years of months and the horizon, three horizons of weeks, days "
        "or hours are needed; write a smaller --horizon"
    )


def _detail(scores: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    rows = pd.concat(scores, ignore_index=True)
    rows.insert(1, "frequency", rows.pop("frequency"))
    return rows


def _summary(scores: list[pd.DataFrame], chosen: dict[str, Forecaster]) -> pd.DataFrame:
    """Rows of each frequency by itself: scores of days and of months have no common mean."""
    import pandas as pd

    from phantich.forecast.tournament import summary

    against = [name for name in ("naive", "airline") if name in chosen]
    tables = []
    for part in scores:
        for letter, own in part.groupby("frequency", sort=False):
            rows = summary(own, against)
            rows.insert(1, "frequency", letter)
            tables.append(rows)
    return pd.concat(tables, ignore_index=True)


def _models(names: str, tet: bool) -> dict[str, Forecaster]:
    from phantich.errors import UsageError
    from phantich.forecast import Airline, Combined, SeasonalNaive

    known: dict[str, Forecaster] = {
        "combined": Combined(tet=tet),
        "airline": Airline(tet=tet),
        "naive": SeasonalNaive(),
    }
    wanted = listed(names)
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise UsageError(f"no model {', '.join(unknown)}; there are {', '.join(known)}")
    return {name: known[name] for name in wanted}


def _print(rows: pd.DataFrame, output: Format) -> None:
    if "origin" in rows:
        rows = rows.assign(origin=rows["origin"].dt.strftime(_form(rows["origin"])))
    if output is Format.TABLE:
        rows = rows.round(3)
    print_frame(rows, output)


def _form(origins: pd.Series) -> str:
    """Dates, with hours where there are any."""
    return "%Y-%m-%d" if (origins == origins.dt.normalize()).all() else "%Y-%m-%d %H:%M"
