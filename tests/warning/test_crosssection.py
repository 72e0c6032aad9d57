"""Communes side by side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures.panel import Floats
from phantich.warning.crosssection import compare_units, unit_flags
from phantich.warning.flag import Flag
from phantich.warning.severity import Floor


def months(
    rng: np.random.Generator, past: int, bad: int = 3, units: int = 114
) -> tuple[Floats, Floats, np.ndarray]:
    """Tasks done and due of unequal communes; in the last month some have odds 2 to 4 times less.

    Communes differ lastingly and from month to month, the whole city moves, too.
    """
    size = np.clip(rng.lognormal(np.log(120), 0.7, units), 10, None)
    trials = np.clip(rng.poisson(size[:, None], (units, past + 1)), 5, None)
    odds = 1.7 + rng.normal(0, 0.15, past + 1) + rng.normal(0, 0.25, units)[:, None]
    odds = odds + rng.normal(0, 0.15, (units, past + 1))
    worse = rng.choice(units, bad, replace=False)
    odds[worse, -1] -= np.log(rng.uniform(2, 4, bad))
    done = rng.binomial(trials, 1 / (1 + np.exp(-odds)))
    truth = np.zeros(units, dtype=bool)
    truth[worse] = True
    return done.astype(float), trials.astype(float), truth


def test_bad_communes_are_found_and_few_others() -> None:
    rng = np.random.default_rng(2026)
    hits = false = bad = good = 0
    for _ in range(60):
        done, due, truth = months(rng, past=12)
        found = compare_units(done, due)
        flagged = found.flagged & (found.z < 0)
        hits, false = hits + (flagged & truth).sum(), false + (flagged & ~truth).sum()
        bad, good = bad + truth.sum(), good + (~truth).sum()
    assert hits / bad >= 0.60
    assert hits / (hits + false) >= 0.80
    assert false / good <= 0.005


def test_without_overdispersion_the_peers_are_a_binomial_funnel() -> None:
    # 60 of 100 where all others do 90 of 100: z on the arcsine scale is
    # (asin √(60.375/100.75) − asin √(90.375/100.75)) · √(4·100 + 2) = −7.06
    done = np.full((40, 1), 90.0)
    done[0] = 60.0
    due = np.full((40, 1), 100.0)
    found = compare_units(done, due)
    by_hand = np.arcsin(np.sqrt(60.375 / 100.75)) - np.arcsin(np.sqrt(90.375 / 100.75))
    assert found.peer_z[0] == pytest.approx(by_hand * np.sqrt(402), rel=0.01)
    assert found.peer_z[1] == pytest.approx(0.0)
    assert found.flagged.tolist() == [True] + [False] * 39


def test_a_lastingly_low_commune_is_unlike_its_peers_and_not_unlike_itself() -> None:
    rng = np.random.default_rng(5)
    done = rng.binomial(400, 0.9, (60, 13)).astype(float)
    done[0] = rng.binomial(400, 0.6, 13)
    found = compare_units(done, np.full((60, 13), 400.0))
    assert found.peer_p[0] < 0.001
    assert found.p[0] > 0.01
    assert found.own[0] == pytest.approx(60, abs=3)


def test_a_commune_that_falls_within_the_range_of_others_is_unlike_itself() -> None:
    rng = np.random.default_rng(6)
    share = np.clip(rng.normal(0.8, 0.08, 60), 0.5, 0.98)
    share[0] = 0.95
    done = rng.binomial(400, share[:, None], (60, 13)).astype(float)
    done[0, -1] = 300
    found = compare_units(done, np.full((60, 13), 400.0))
    assert found.p[0] < 0.001
    assert found.peer_p[0] > 0.05


def test_units_without_a_figure_are_left_out() -> None:
    done, due, _ = months(np.random.default_rng(1), past=8)
    done[4, -1] = np.nan
    due[7, -1] = 0
    done[7, -1] = 0
    found = compare_units(done, due)
    assert np.isnan(found.p[[4, 7]]).all()
    assert not found.flagged[[4, 7]].any()
    assert np.isfinite(np.delete(found.p, [4, 7])).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_the_communes_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    done, due, _ = months(rng, past=7, units=30)
    order = rng.permutation(30)
    one, other = compare_units(done, due), compare_units(done[order], due[order])
    np.testing.assert_allclose(one.p[order], other.p, atol=1e-9)


def test_flags_are_of_the_bad_side() -> None:
    done, due = np.full((40, 1), 90.0), np.full((40, 1), 100.0)
    done[0], done[1] = 60.0, 100.0
    due[1] = 100.0
    found = compare_units(done, due)
    bases = [
        Flag(series=f"xã {i}", period="2026-10", frequency="M", rule="crosssection", version="1.0",
             severity="info", name_vi=f"Xã {i}", unit="%")
        for i in range(40)
    ]  # fmt: skip
    low = unit_flags(bases, found, high_is_good=True)
    assert [flag.series for flag in low] == ["xã 0"]
    assert low[0].direction == "down"
    assert (low[0].severity, low[0].template) == ("watch", "crosssection_peers")
    # All 40 together: 38 of 90, one of 60, one of 100 of 100.
    assert low[0].expected == pytest.approx((38 * 90 + 60 + 100) / 40)
    assert low[0].evidence["peers"] == 40
    assert "xã 1" in {flag.series for flag in unit_flags(bases, found, high_is_good=False)}


def test_without_any_trial_nothing_is_said() -> None:
    found = compare_units(np.zeros((30, 3)), np.zeros((30, 3)))
    assert np.isnan(found.centre)
    assert not found.flagged.any()


def test_impossible_ratios_are_refused() -> None:
    with pytest.raises(UsageError, match="at most as many as trials"):
        compare_units(np.array([[2.0]]), np.array([[1.0]]))


def test_what_moved_by_less_than_matters_is_watched() -> None:
    rng = np.random.default_rng(8)
    due = np.full((40, 13), 40_000.0)
    done = rng.binomial(40_000, 0.98, (40, 13)).astype(float)
    done[3, -1] = 40_000 * 0.97
    done[4, -1] = 40_000 * 0.90
    bases = [
        Flag(series=f"xã {i}", period="2026-S1", frequency="S", rule="crosssection", version="1.0",
             severity="info", name_vi=f"Xã {i}", unit="%")
        for i in range(40)
    ]  # fmt: skip
    flags = unit_flags(bases, compare_units(done, due), True, Floor(absolute=2.0))
    assert [(f.series, f.severity) for f in flags] == [("xã 3", "watch"), ("xã 4", "serious")]
    assert "thấp hơn mức thường thấy của chính địa phương 98" in flags[0].text_vi
