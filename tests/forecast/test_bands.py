"""Widths of bands: quantiles of scores, own and siblings' experience, errors a year ahead."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from phantich.forecast.conformal import Experience, half_widths
from phantich.forecast.fitting import Fitted
from phantich.forecast.likeness import likeness
from phantich.forecast.persistence import straying


def test_bands_come_from_errors_when_there_are_many() -> None:
    random = np.random.default_rng(2)
    scores = 3 * random.normal(size=(2, 20000, 1))
    found = half_widths(scores, np.array([0.025, 0.5, 0.9]))
    # Quantiles of a normal with a standard deviation of 3; a hundredth of the weight is prior.
    assert found == pytest.approx([-3 * 1.96, 0, 3 * 1.2816], rel=0.03)


def test_the_factor_of_own_and_of_like_series_by_hand() -> None:
    """Mean scores 1, 8 and 1; the first two alike with weight 0.8: 8^(0.5 · 0.8 / (0.8 + 0.2))."""
    scores = np.stack([np.full(3, 1.0), np.full(3, 8.0), np.full(3, 1.0)])[None]
    weights = np.zeros((3, 3))
    alone = Experience.of(scores, np.zeros(3), weights).factor()
    assert alone == pytest.approx([1, 8**0.2, 1])
    weights[0, 1] = weights[1, 0] = 0.8
    together = Experience.of(scores, np.zeros(3), weights).factor()
    assert together == pytest.approx([8**0.4, 8**0.2, 1])


def test_a_series_that_strays_has_wider_bands_without_any_earlier_origin() -> None:
    nothing = np.full((3, 3, 12), np.nan)
    found = Experience.of(nothing, np.log([1.0, 2.0, 0.5]), np.zeros((3, 3))).factor()
    assert found == pytest.approx([1, 2**0.75, 0.5**0.75])


def test_parts_together_are_the_whole() -> None:
    random = np.random.default_rng(7)
    scores, strayed = random.normal(size=(3, 8, 12)), random.normal(0, 0.2, 8)
    scores[:, 2] = np.nan
    whole = np.zeros((8, 8))
    whole[:4, :4] = whole[4:, 4:] = 0.5
    parts = [
        Experience.of(scores[:, some], strayed[some], whole[some, some])
        for some in (slice(0, 4), slice(4, 8))
    ]
    expected = Experience.of(scores, strayed, whole).factor()
    assert Experience.joined(parts).factor() == pytest.approx(expected)


def fitted(innovations: np.ndarray, theta: float) -> Fitted:
    """As much of a fit as `straying` looks at, without a season's innovations to start with."""
    count = innovations.shape[1]
    lengths = np.full(count, len(innovations))
    made = SimpleNamespace(
        innovations=innovations,
        problem=SimpleNamespace(lengths=lengths),
        design=SimpleNamespace(season=12),
        point=np.tile([theta, 0.5], (count, 1)),
    )
    return cast("Fitted", made)


def test_innovations_that_follow_each_other_stray_further() -> None:
    """AR(1) innovations with φ = 0.5: the variance of a sum of twelve is 1 + 2 Σ (1 − k/12) φᵏ =
    2.6671 times that of independent ones (θ = 0: every step counts in full)."""
    random = np.random.default_rng(11)
    shocks = random.normal(size=(20000, 2))
    tied = shocks.copy()
    for place in range(1, len(tied)):
        tied[place, 1] = 0.5 * tied[place - 1, 1] + shocks[place, 1]
    found = straying(fitted(tied, 0.0))
    assert found == pytest.approx([0, 0.5 * np.log(2.6671)], abs=0.04)


def test_nothing_strays_where_nothing_moves() -> None:
    assert straying(fitted(np.zeros((40, 1)), 0.3)).tolist() == [0.0]


def test_series_moved_by_one_shock_are_alike_whatever_their_size_season_and_gaps() -> None:
    random = np.random.default_rng(4)
    common = random.normal(size=150).cumsum()
    season = np.tile(random.normal(size=12), 13)[:150]
    values = np.stack([
        common + random.normal(0, 0.3, 150),
        50 * (common + season + random.normal(0, 0.3, 150)),
        random.normal(size=150).cumsum(),
        -common,
        common,
    ])  # fmt: skip
    values[0, 40:60] = np.nan
    values[4, 45:] = np.nan
    found = likeness(values, 12)
    assert found == pytest.approx(found.T)
    # Innovations 1, noise 0.3 differenced: correlation near 1 / (1 + 2 · 0.09) = 0.85, squared.
    assert found[0, 1] == pytest.approx(0.72, abs=0.15)
    assert found[0, 2:].tolist() == [0, 0, 0]


def test_series_that_never_move_are_like_none() -> None:
    assert not likeness(np.ones((3, 60)), 12).any()
