"""The log-linear model behind the outbreak rule: many series at once, past outbreaks weighed down.

``log μ_t = a + b·t + Σ_k (c_k cos 2πkτ_t + s_k sin 2πkτ_t) + calendar``, ``var = φ μ`` (τ the part
of the year gone by), fitted by iteratively reweighted least squares. Every coefficient but the
intercept has a normal prior of mean 0, which keeps short and rare series sane (`Design.prior`).

References
----------
Farrington, Andrews, Beale, Catchpole (1996), J. R. Statist. Soc. A 159, 547–563: weights by
Anscombe residuals. Noufaily et al. (2013), Statist. Med. 32, 1206–1222: the limit 2.58 for them,
and the negative-binomial tail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.measures.panel import Floats

#: Past figures whose Anscombe residual lies above this count less.
SUSPECT: Final = 2.58
_ROUNDS: Final = 4
_STEPS: Final = 25
_MOST: Final = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Columns of the regression ``(periods, columns)``, the intercept first.

    `prior` is the standard deviation of each coefficient's prior, on the log scale; infinite for
    the intercept.
    """

    columns: Floats
    prior: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients ``(series, columns)``, φ ``(series,)`` ≥ 1 and the covariance over φ."""

    beta: Floats
    phi: Floats
    covariance: Floats


def fit(counts: Floats, design: Design) -> Fit:
    """Fit the model to each row of `counts`; NaN is a gap and has no weight.

    Parameters
    ----------
    counts
        ``(series, periods)``; not negative.
    """
    known = ~np.isnan(counts)
    y = np.where(known, counts, 0.0)
    weights = known.astype(float)
    beta = np.zeros((len(y), design.columns.shape[1]))
    mean = y.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    beta[:, 0] = np.log(np.maximum(mean, 1e-4))
    phi = np.ones(len(y))
    for turn in range(_ROUNDS):
        beta, covariance = _solve(y, design, weights, beta, phi)
        mu = _mean(design.columns, beta)
        phi = _dispersion(y, mu, weights, design)
        if turn == 0:
            # One great outbreak would widen φ so much that none looked like one.
            phi = np.minimum(phi, _robust_dispersion(counts, mu))
        weights = known * _weights(y, mu, phi, design, covariance)
    return Fit(beta, phi, covariance)


def predict(fit: Fit, rows: Floats) -> tuple[Floats, Floats]:
    """Mean and dispersion of the sum of new counts at the design's `rows`, ``(series,)`` each.

    The dispersion holds the uncertainty of the fit: ``φ (1 + d'Cd / Σμ)`` with ``d = Σ μ x``.

    Parameters
    ----------
    rows
        ``(periods, columns)``; one row is one count.
    """
    mu = _mean(rows, fit.beta)
    total = mu.sum(axis=1)
    slope = mu @ rows
    spread = np.einsum("si,sij,sj->s", slope, fit.covariance, slope)
    return total, fit.phi * (1 + spread / total)


def _mean(columns: Floats, beta: Floats) -> Floats:
    mu: Floats = np.exp(np.clip(beta @ columns.T, -_MOST, _MOST))
    return mu


def _solve(
    y: Floats, design: Design, weights: Floats, beta: Floats, phi: Floats
) -> tuple[Floats, Floats]:
    """Penalised scoring steps until the coefficients stand still."""
    x = design.columns
    width = x.shape[1]
    penalty = np.where(np.isinf(design.prior), 1e-8, 1 / design.prior**2)
    pairs = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    for _ in range(_STEPS):
        mu = _mean(x, beta)
        information = ((weights * mu) @ pairs).reshape(-1, width, width)
        information += phi[:, None, None] * np.diag(penalty)
        slope = (weights * (y - mu)) @ x - phi[:, None] * penalty * beta
        step = np.linalg.solve(information, slope[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 2.0 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    covariance: Floats = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return beta, covariance


def _dispersion(y: Floats, mu: Floats, weights: Floats, design: Design) -> Floats:
    """Pearson's φ, at least 1."""
    pearson = (weights * (y - mu) ** 2 / mu).sum(axis=1)
    freedom = np.maximum(weights.sum(axis=1) - design.columns.shape[1], 1.0)
    phi: Floats = np.maximum(pearson / freedom, 1.0)
    return phi


def _robust_dispersion(counts: Floats, mu: Floats) -> Floats:
    """φ by the median absolute Anscombe residual, at least 1; a gap has none."""
    residual = np.abs(_anscombe(counts, mu))
    phi: Floats = np.maximum((np.nanmedian(residual, axis=1) / 0.6745) ** 2, 1.0)
    return phi


def _anscombe(y: Floats, mu: Floats) -> Floats:
    found: Floats = 1.5 * (y ** (2 / 3) - mu ** (2 / 3)) / mu ** (1 / 6)
    return found


def _weights(y: Floats, mu: Floats, phi: Floats, design: Design, covariance: Floats) -> Floats:
    """1, or residual⁻² (in units of the limit) for figures that look like outbreaks."""
    leverage = np.einsum("ti,sij,tj->st", design.columns, covariance, design.columns) * mu
    scale = np.sqrt(phi[:, None] * np.maximum(1 - leverage, 0.05))
    residual = _anscombe(y, mu) / scale
    weights: Floats = np.where(residual > SUSPECT, (SUSPECT / np.maximum(residual, 1e-9)) ** 2, 1.0)
    return weights
