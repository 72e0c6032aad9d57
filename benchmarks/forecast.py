"""Forecasts of real monthly series by rolling origins, horizons 1–12, and their cost.

    python benchmarks/forecast.py [../shared/bench/forecast_vn_dev.parquet] [--peers] [--kinds]

The table has the columns ``unique_id, ds, y``, perhaps ``kind``. Origins lie 12, 16 and 20 months
before the end. --peers adds the log airline of statsmodels, which takes a minute or more. The last
lines print the cost on simulated series of 120 months.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from phantich.forecast import (
    Airline,
    Forecast,
    Forecaster,
    Known,
    SeasonalNaive,
    backtest,
    band_probabilities,
)
from phantich.measures.panel import Floats, Panel
from phantich.seasonal import tet_regressors

ORIGINS = (12, 16, 20)
MODELS: dict[str, Forecaster] = {
    "airline (default)": Airline(),
    "airline, no Tết": Airline(tet=False),
    "airline, outliers cleaned": Airline(outliers="clean"),
    "airline, outliers kept": Airline(outliers="keep"),
    "airline, plain": Airline(tet=False, outliers="keep", crisis=None),
    "seasonal naive": SeasonalNaive(),
}


@dataclass(frozen=True)
class Sarimax:
    """The log airline of statsmodels, series by series; series without a logarithm in levels."""

    tet: bool = False
    name: str = "sarimax"

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.Forecaster`."""
        chosen = band_probabilities() if probabilities is None else probabilities
        made = SeasonalNaive().forecast(panel, horizon, chosen)
        whole = Panel(panel.ids[:1], np.zeros((1, panel.values.shape[1] + horizon)), panel.start)
        tet = tet_regressors(whole.starts.to_period("M")).to_numpy()
        for row, values in enumerate(panel.values):
            quantiles = _sarimax(values, tet if self.tet else None, horizon, chosen)
            made.quantiles[row] = quantiles
            made.mean[row] = quantiles[:, len(chosen) // 2]
        return made


def _sarimax(values: Floats, tet: Floats | None, horizon: int, probabilities: Floats) -> Floats:
    from scipy.special import ndtri
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    log = bool((values[np.isfinite(values)] > 0).all())
    past, future = (None, None) if tet is None else (tet[: len(values)], tet[len(values) :])
    model = SARIMAX(np.log(values) if log else values, exog=past, order=(0, 1, 1),
                    seasonal_order=(0, 1, 1, 12))  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = model.fit(disp=False, maxiter=100).get_forecast(horizon, exog=future)
    spread = np.sqrt(found.var_pred_mean)[:, None] * ndtri(probabilities)
    quantiles = found.predicted_mean[:, None] + spread
    return np.asarray(np.exp(quantiles) if log else quantiles)


def compare(panel: Panel, models: dict[str, Forecaster], kinds: pd.Series | None) -> None:
    """A row a model: means over series and origins; perhaps MASE by kind as well."""
    found = backtest(models, panel, horizon=12, origins=ORIGINS)
    columns = ["mase", "rmsse", "smape", "bias", "wis", "coverage_80", "coverage_95", "cpu_ms"]
    mean = found.groupby("model", sort=False)[columns].mean()
    print(f"{len(panel.ids)} series, origins {', '.join(f'T-{back}' for back in ORIGINS)}\n")
    print(mean.round(3).to_string())
    if kinds is not None:
        print("\nMASE by kind")
        grouped = found.assign(kind=found["unique_id"].map(kinds)).groupby(["kind", "model"])
        print(grouped["mase"].mean().unstack()[list(models)].round(3).to_string())


def cost(counts: tuple[int, ...] = (1, 100, 2000)) -> None:
    """Processor time a series for simulated series of 120 months with two outliers each."""
    print("\nsimulated, 120 months, horizon 12: series, CPU ms a series")
    for count in counts:
        random = np.random.default_rng(count)
        steps = random.normal(0.005, 0.03, (count, 120)).cumsum(axis=1)
        season = np.tile(random.normal(0, 0.1, (count, 12)), 10)
        logs = 5 + steps + season
        logs[:, 50] += 0.4
        logs[:, 80:] -= 0.4
        panel = Panel(pd.RangeIndex(count).astype(str), np.exp(logs), 44 * 12)
        Airline().forecast(panel, 12)
        began = time.process_time()
        Airline().forecast(panel, 12)
        print(f"{count:6d}  {1000 * (time.process_time() - began) / count:.2f}")


def main() -> None:
    """Parse and run."""
    shared = Path(os.environ.get("PHANTICH_SHARED", Path(__file__).parents[2] / "shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    default = shared / "bench" / "forecast_vn_dev.parquet"
    parser.add_argument("table", type=Path, nargs="?", default=default)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--kinds", action="store_true")
    asked = parser.parse_args()
    if not asked.table.is_file():
        print(f"{asked.table.name} is not there: name a table, or set PHANTICH_SHARED")
        return
    table = pd.read_parquet(asked.table)
    models = dict(MODELS)
    if asked.peers:
        models |= {"statsmodels": Sarimax(), "statsmodels, Tết": Sarimax(tet=True)}
    kinds = None
    if asked.kinds and "kind" in table:
        kinds = table.drop_duplicates("unique_id").set_index("unique_id")["kind"]
    compare(Panel.from_long(table[["unique_id", "ds", "y"]]), models, kinds)
    cost()


if __name__ == "__main__":
    main()
