"""Forecasts that add up: parts to their whole, and price groups to the index by the official rule.

Whole and parts are forecast one by one and then moved to the nearest numbers that obey

    y = S b,   ỹ = S (S′W⁻¹S)⁻¹S′W⁻¹ ŷ

with b the parts at the bottom, S the summing matrix and W the covariance of the forecast errors
(minimum trace, [1]_), estimated from backtests and shrunk to its diagonal [2]_. For a sum the rows
of S hold ones. A price index is the weighted geometric mean of its groups' changes: in logarithms
of the index over its last value that is a sum with the weights, and the same formula serves.

Bands move with their middle, and their width changes as the reconciled covariance says:
√(S(S′W⁻¹S)⁻¹S′) over √W on the diagonal.

References
----------
.. [1] Wickramasuriya, S. L., Athanasopoulos, G., & Hyndman, R. J. (2019). Optimal forecast
   reconciliation for hierarchical and grouped time series through trace minimization. Journal of
   the American Statistical Association, 114(526), 804–819.
.. [2] Schäfer, J., & Strimmer, K. (2005). A shrinkage approach to large-scale covariance matrix
   estimation. Statistical Applications in Genetics and Molecular Biology, 4(1), article 32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.forecast.backtest import truncated
from phantich.forecast.protocol import Forecast, Forecaster
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """Which series are made of which.

    Parameters
    ----------
    names
        All series, wholes before parts.
    summing
        Array ``(series, parts at the bottom)``; the last rows are the identity.
    geometric
        Whether wholes are geometric means, so that logarithms add up.
    """

    names: tuple[str, ...]
    summing: Floats
    geometric: bool = False

    @property
    def bottom(self) -> tuple[str, ...]:
        """Parts that are made of nothing else."""
        return self.names[len(self.names) - self.summing.shape[1] :]

    @classmethod
    def sums(cls, parts: Mapping[str, Sequence[str]]) -> Self:
        """A hierarchy of sums: each whole with its parts, which may be wholes themselves.

        Raises
        ------
        UsageError
            When a whole is part of itself.

        Examples
        --------
        >>> tree = Hierarchy.sums({"revenue": ["domestic", "trade"], "domestic": ["tax", "land"]})
        >>> tree.names
        ('revenue', 'domestic', 'trade', 'tax', 'land')
        >>> tree.summing[0].tolist(), tree.summing[1].tolist()
        ([1.0, 1.0, 1.0], [0.0, 1.0, 1.0])
        """
        members = dict.fromkeys(part for own in parts.values() for part in own)
        bottom = [name for name in members if name not in parts]
        rows = [_row(name, parts, bottom, ()) for name in parts]
        names = (*parts, *bottom)
        return cls(names, np.array([*rows, *np.eye(len(bottom))]))

    @classmethod
    def index(cls, whole: str, weights: Mapping[str, float]) -> Self:
        """An index and its groups with their weights, in any unit.

        Raises
        ------
        UsageError
            When a weight is not positive.
        """
        shares = np.array(list(weights.values()), dtype=float)
        if not len(shares) or not (shares > 0).all():
            raise UsageError(f"weights of {whole} must be positive numbers")
        summing = np.vstack([shares / shares.sum(), np.eye(len(shares))])
        return cls((whole, *weights), summing, geometric=True)


def _row(
    name: str, parts: Mapping[str, Sequence[str]], bottom: list[str], above: tuple[str, ...]
) -> Floats:
    if name in above:
        raise UsageError(f"{name} is a part of itself")
    if name not in parts:
        return np.array([float(name == part) for part in bottom])
    rows = [_row(part, parts, bottom, (*above, name)) for part in parts[name]]
    total: Floats = np.sum(rows, axis=0)
    return total


def reconcile(
    forecast: Forecast, hierarchy: Hierarchy, covariance: Floats, last: Floats | None = None
) -> Forecast:
    """The forecast with the hierarchy's series made coherent; others stay as they are.

    Parameters
    ----------
    forecast
        Holds every series of the hierarchy.
    covariance
        Of forecast errors, ``(series, series)`` in the order of the hierarchy's names, on the
        scale on which it adds up (logarithms for an index); see `error_covariance`.
    last
        For an index: the last known value of each series, in that order.

    Raises
    ------
    UsageError
        When a series lacks or is not forecast, or an index comes without its last values.

    Notes
    -----
    Where a sum would make a part negative that was forecast positive, the part is zero and its
    wholes are the sums of what is left.
    """
    rows = forecast.ids.get_indexer(pd.Index(hierarchy.names))
    lacking = [n for n, row in zip(hierarchy.names, rows, strict=True) if row < 0]
    if lacking:
        raise UsageError(f"no forecast of {', '.join(lacking)}, which the hierarchy needs")
    if hierarchy.geometric and last is None:
        raise UsageError("an index is made coherent from its last known values; give them")
    base = np.ones(len(rows)) if last is None else np.asarray(last, dtype=float)
    mean, quantiles = forecast.mean[rows], forecast.quantiles[rows]
    if not np.isfinite(mean).all():
        unknown = [
            n for n, m in zip(hierarchy.names, mean, strict=True) if not np.isfinite(m).all()
        ]
        raise UsageError(f"no forecast of {', '.join(unknown)}, which the hierarchy needs")
    if hierarchy.geometric:
        mean, quantiles = np.log(mean / base[:, None]), np.log(quantiles / base[:, None, None])
    point, width = _projected(mean, hierarchy, covariance)
    bands = point[:, :, None] + (quantiles - mean[:, :, None]) * width[:, None, None]
    if hierarchy.geometric:
        point, bands = np.exp(point) * base[:, None], np.exp(bands) * base[:, None, None]
    else:
        bands = np.where((quantiles >= 0).all(), np.maximum(bands, 0), bands)
    made = replace(forecast, mean=forecast.mean.copy(), quantiles=forecast.quantiles.copy())
    made.mean[rows], made.quantiles[rows] = point, bands
    return made


def _projected(mean: Floats, hierarchy: Hierarchy, covariance: Floats) -> tuple[Floats, Floats]:
    """Coherent points ``(series, horizon)`` and by how much bands are narrower or wider."""
    summing = hierarchy.summing
    weighted = np.linalg.solve(covariance, summing)
    inner = np.linalg.inv(summing.T @ weighted)
    bottom = inner @ weighted.T @ mean
    if not hierarchy.geometric and (mean >= 0).all():
        bottom = np.maximum(bottom, 0)
    spread = np.sqrt(np.diag(summing @ inner @ summing.T) / np.diag(covariance))
    return summing @ bottom, spread


def error_covariance(
    model: Forecaster,
    panel: Panel,
    hierarchy: Hierarchy,
    *,
    origins: Sequence[int] = tuple(range(1, 13)),
    horizon: int = 1,
) -> Floats:
    """Covariance of the errors of backtests, shrunk to its diagonal.

    Parameters
    ----------
    origins
        How many periods before the end each origin lies.
    horizon
        The last period ahead whose errors count; all up to it do.

    Raises
    ------
    UsageError
        When the panel lacks a series, or fewer than three errors are known.
    """
    rows = panel.ids.get_indexer(pd.Index(hierarchy.names))
    if (rows < 0).any():
        raise UsageError("the panel lacks series of the hierarchy")
    own = Panel(pd.Index(hierarchy.names), panel.values[rows], panel.start, panel.frequency)
    errors = []
    for back in origins:
        past = truncated(own, back)
        made = model.forecast(past, min(horizon, back)).mean
        first = own.values.shape[1] - back
        came = own.values[:, first : first + made.shape[1]]
        if hierarchy.geometric:
            made, came = np.log(made), np.log(came)
        errors.append((made - came).T)
    return shrunk_covariance(np.concatenate(errors))


def shrunk_covariance(errors: Floats) -> Floats:
    """Covariance around zero of ``(observations, series)``, correlations shrunk towards none.

    The share is λ = Σ Var(r) / Σ r² over the correlations r of different series [2]_. Rows with a
    gap are left out.

    Raises
    ------
    UsageError
        When fewer than three rows are complete, or a series has no error at all.

    Examples
    --------
    >>> import numpy as np
    >>> found = shrunk_covariance(np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]]))
    >>> found.round(2).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    known = errors[np.isfinite(errors).all(axis=1)]
    count = len(known)
    if count < 3:
        raise UsageError(f"{count} forecast errors of all series; at least three are needed")
    variance = (known**2).mean(axis=0)
    if not (variance > 0).all():
        raise UsageError("a series of the hierarchy was forecast without any error")
    scaled = known / np.sqrt(variance)
    products = scaled[:, :, None] * scaled[:, None, :]
    correlation = products.mean(axis=0)
    noise = products.var(axis=0) * count / (count - 1) / count
    apart = ~np.eye(len(variance), dtype=bool)
    total = (correlation[apart] ** 2).sum()
    share = min(1.0, float(noise[apart].sum() / total)) if total > 0 else 1.0
    correlation[apart] *= 1 - share
    deviations = np.sqrt(variance)
    covariance: Floats = correlation * deviations[:, None] * deviations
    return covariance
