"""Models against each other on one table: rolling origins in parallel, and what they add up to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from phantich import files
from phantich.forecast.backtest import backtest
from phantich.forecast.dieboldmariano import over_series
from phantich.forecast.protocol import Forecaster
from phantich.measures.panel import Floats, Panel

#: Columns that `summary` averages, where they are there.
_MEANS: Final = ("mase", "rmsse", "smape", "wis", "bias")
#: Changes when results of the same call may differ.
_VERSION: Final = "1"


def tournament(
    models: Mapping[str, Forecaster],
    panel: Panel,
    *,
    horizon: int,
    origins: Sequence[int],
    probabilities: Floats | None = None,
    jobs: int = 1,
    cache: Path | None = None,
) -> pd.DataFrame:
    """Scores of each model, origin and series, as `phantich.forecast.backtest.backtest` has them.

    Parameters
    ----------
    jobs
        Processes; each does a model at an origin.
    cache
        Folder in which scores are kept by a hash of the figures, the model and the origin; what is
        there is not computed again.
    """
    tasks = [(name, model, back) for name, model in models.items() for back in origins]
    given = [(name, model, panel, horizon, back, probabilities) for name, model, back in tasks]
    keys = [_key(*task) for task in given] if cache is not None else [""] * len(given)
    found: list[pd.DataFrame | None] = [_kept(cache, key) for key in keys]
    todo = [place for place, frame in enumerate(found) if frame is None]
    for place, frame in zip(todo, _run([given[place] for place in todo], jobs), strict=True):
        found[place] = frame
        if cache is not None:
            with files.replacing(cache / f"{keys[place]}.parquet") as path:
                frame.assign(unique_id=frame["unique_id"].astype(str)).to_parquet(path)
    return pd.concat([frame for frame in found if frame is not None], ignore_index=True)


Task = tuple[str, Forecaster, Panel, int, int, Floats | None]


def _run(tasks: list[Task], jobs: int) -> list[pd.DataFrame]:
    if jobs == 1 or len(tasks) < 2:
        return [_one(task) for task in tasks]
    with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
        return list(pool.map(_one, tasks))


def _one(task: Task) -> pd.DataFrame:
    name, model, panel, horizon, back, probabilities = task
    return backtest(
        {name: model}, panel, horizon=horizon, origins=[back], probabilities=probabilities
    )


def _key(
    name: str,
    model: Forecaster,
    panel: Panel,
    horizon: int,
    back: int,
    probabilities: Floats | None,
) -> str:
    from importlib.metadata import version

    digest = hashlib.sha256()
    asked = [] if probabilities is None else probabilities.tolist()
    texts = (_VERSION, version("phantich"), name, repr(model), panel.frequency, str(panel.start))
    for text in (*texts, str(horizon), str(back), str(asked), *map(str, panel.ids)):
        digest.update(text.encode() + b"\0")
    digest.update(np.ascontiguousarray(panel.values).tobytes())
    return digest.hexdigest()[:32]


def _kept(cache: Path | None, key: str) -> pd.DataFrame | None:
    path = None if cache is None else cache / f"{key}.parquet"
    if path is None or not path.is_file():
        return None
    frame = pd.read_parquet(path)
    return frame.assign(origin=frame["origin"].dt.as_unit("s"))


def summary(scores: pd.DataFrame, against: Sequence[str] = ()) -> pd.DataFrame:
    """A row a model: means over series and origins, and whether it beats others.

    Columns are ``model, series, origins, mase, rmsse, smape, pinball, wis, bias, coverage_…,
    cpu_ms`` and for each model of `against` ``dm_…`` (t of Diebold and Mariano on MASE, negative
    where the row's model is better) and ``p_…``. ``pinball`` is the mean over the quantiles, in
    units of the MASE scale: half of ``wis``. Means leave out series without a score.
    """
    columns = [c for c in scores.columns if c in _MEANS or c.startswith("coverage_")]
    grouped = scores.groupby("model", sort=False)
    table = grouped[columns].mean()
    table.insert(0, "series", grouped["unique_id"].nunique())
    table.insert(1, "origins", grouped["origin"].nunique())
    table.insert(list(table.columns).index("wis"), "pinball", table["wis"] / 2)
    table["cpu_ms"] = grouped["cpu_ms"].mean()
    by_series = scores.groupby(["model", "unique_id"], sort=False, observed=True)["mase"].mean()
    losses = by_series.unstack("model")
    for other in against:
        if other in losses:
            tests = {
                model: over_series(losses[model].to_numpy(), losses[other].to_numpy())
                for model in table.index
            }
            table[f"dm_{other}"] = [tests[model].statistic for model in table.index]
            table[f"p_{other}"] = [tests[model].p_value for model in table.index]
    return table.reset_index()


def spread_origins(panel: Panel, horizon: int, count: int, step: int | None = None) -> list[int]:
    """How many periods before the end each origin lies: the last `horizon`, then further back.

    Origins that would leave fewer than two years to learn from are left out.

    Examples
    --------
    >>> spread_origins(Panel(pd.Index(["a"]), np.ones((1, 60)), 0), 12, 3)
    [12, 16, 20]
    """
    stride = max(1, horizon // 3) if step is None else step
    found = [horizon + stride * place for place in range(count)]
    most = panel.values.shape[1] - 2 * panel.seasons
    return [back for back in found if back <= most]
