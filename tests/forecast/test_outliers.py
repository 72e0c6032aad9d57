"""The outlier search against dense algebra and planted outliers."""

from __future__ import annotations

import numpy as np
import pytest

from phantich.forecast.design import Design, difference
from phantich.forecast.fitting import clean, fit
from phantich.forecast.outliers import KINDS, Found, _norms, _statistics, search
from tests.forecast.test_likelihood import covariance, design
from tests.seasonal.series import simulated


def test_statistics_of_every_candidate_by_definition() -> None:
    random = np.random.default_rng(1)
    levels = random.normal(size=(63, 2, 2)).cumsum(axis=0)
    lengths = np.array([60, 51])
    whole = Design(levels, lengths, np.ones((2, 1), dtype=bool), 0, 12, 3)
    point = np.array([[0.4, 0.6], [0.3, 0.7]])
    norms = _norms(whole, whole.problem(), point)
    found = _statistics(whole, point, norms)
    for row, n in enumerate(lengths):
        gamma = covariance(n - 13, *point[row], 12)
        x, w = (difference(levels[:n, row, column], 12) for column in (0, 1))
        whitener = np.linalg.inv(np.linalg.cholesky(gamma))
        solved = np.linalg.solve(gamma, x)
        left = w - (solved @ w) / (solved @ x) * x
        innovations = np.linalg.lstsq(whitener @ x[:, None], whitener @ w, rcond=None)
        assert innovations[1][0] == pytest.approx(left @ np.linalg.solve(gamma, left))
        ratio = []
        for kind in range(3):
            for place in range(60):
                if place >= n or not np.isfinite(norms[place, kind, row]):
                    continue
                one = Found(np.array([[kind]]), np.array([[place]])).columns(n, 12)[:, 0, 0]
                d = difference(one, 12)
                weight = d @ np.linalg.solve(gamma, d)
                assert norms[place, kind, row] ** 2 == pytest.approx(weight, rel=1e-8)
                t = d @ np.linalg.solve(gamma, left) / np.sqrt(weight)
                ratio.append(found[place, kind, row] / t)
        # All share the one robust scale.
        assert np.ptp(ratio) < 1e-6 * abs(ratio[0])
        assert np.isinf(norms[n:, :, row]).all()
        assert np.isinf(norms[n - 1, 1:, row]).all()


@pytest.mark.parametrize(("kind", "place"), [("AO", 70), ("LS", 60), ("TC", 85), ("AO", 5)])
def test_a_planted_outlier_is_found(kind: str, place: int) -> None:
    values = np.log(simulated(2, months=132).to_numpy())
    number = KINDS.index(kind)
    shape = Found(np.array([[number]]), np.array([[place]])).columns(132, 12)[:, 0, 0]
    plain = fit(design(values))
    critical = np.full((132, 1), 4.0)
    assert clean(plain, critical).outliers.kinds.size == 0
    size = 8 * float(np.sqrt(plain.variance[0]))
    spoilt = fit(design(values + size * shape))
    found = clean(spoilt, critical)
    assert found.outliers.kinds.tolist() == [[number]]
    assert found.outliers.places.tolist() == [[place]]
    assert found.coefficients[0, -1] == pytest.approx(size, rel=0.35)
    assert found.point == pytest.approx(plain.point, abs=0.15)


def test_the_number_of_outliers_is_bounded() -> None:
    random = np.random.default_rng(0)
    values = random.standard_t(1.2, size=120).cumsum()
    start = fit(design(values))
    found = search(start.design, start.point, np.full((120, 1), 2.0), 5)
    assert (found.kinds >= 0).sum() == 5
