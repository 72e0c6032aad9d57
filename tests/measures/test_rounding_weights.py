"""Rounding that keeps totals, price-updated weights, estimated weights."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from phantich.errors import UsageError
from phantich.measures.formulae import laspeyres
from phantich.measures.rounding import round_to_total, round_tree
from phantich.measures.tree import Tree
from phantich.measures.weights import (
    price_update,
    weights_from_contributions,
    weights_from_total,
)

COLUMN = arrays(float, st.integers(1, 7), elements=st.floats(-50, 50))


@given(COLUMN, st.integers(0, 3))
def test_rounded_parts_sum_to_the_rounded_total(parts: np.ndarray, decimals: int) -> None:
    rounded = round_to_total(parts, decimals)
    unit = 10.0**-decimals
    total = np.sign(parts.sum()) * np.floor(abs(parts.sum()) / unit + 0.5 + 1e-9) * unit
    assert rounded.sum() == pytest.approx(total, abs=1e-9)
    assert (np.abs(rounded - parts) < unit + 1e-6 * unit).all()
    np.testing.assert_allclose(rounded / unit, np.round(rounded / unit), atol=1e-6)


@given(arrays(float, st.integers(1, 5), elements=st.floats(-9, 9)))
def test_no_other_rounding_to_neighbours_is_nearer(parts: np.ndarray) -> None:
    rounded = round_to_total(parts, 0)
    floors = np.floor(parts + 1e-9)
    best = min(
        np.abs(floors + up - parts).sum()
        for up in map(np.array, itertools.product([0, 1], repeat=len(parts)))
        if up.sum() == rounded.sum() - floors.sum()
    )
    assert np.abs(rounded - parts).sum() <= best + 1e-6


@pytest.mark.parametrize(
    ("parts", "decimals", "total", "expected"),
    [
        ([0.125], 2, None, [0.13]),
        ([-0.125], 2, None, [-0.13]),
        ([0.1 + 0.2], 1, None, [0.3]),
        ([2.5, 2.5], 0, None, [3, 2]),
        ([1.4, 1.4, np.nan, 1.4], 0, None, [2, 1, np.nan, 1]),
        ([1.4, 1.4], 0, 2.0, [1, 1]),
        ([1.4, 1.4], 0, 4.0, [2, 2]),
        ([], 2, None, []),
        ([0.29, 0.58], 2, None, [0.29, 0.58]),
    ],
)
def test_halves_ties_gaps_and_given_totals(
    parts: list[float], decimals: int, total: float | None, expected: list[float]
) -> None:
    found = round_to_total(np.array(parts, dtype=float), decimals, total)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_two_decimals_are_the_default_and_ties_keep_their_order() -> None:
    assert round_to_total(np.array([0.126, 0.126])).tolist() == [0.13, 0.12]
    many = np.full(40, 0.5)
    assert round_to_total(many, 0).tolist() == [1.0] * 20 + [0.0] * 20
    assert round_to_total(np.array([1, 2]), 1, 3.0).tolist() == [1.0, 2.0]
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    assert round_tree(tree, np.array([0.252, 0.126, 0.126])).tolist() == [0.25, 0.13, 0.12]
    assert round_tree(tree, np.array([3, 1, 2]), 1).tolist() == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("total", [1.0, 5.0])
def test_a_total_out_of_reach_is_refused(total: float) -> None:
    with pytest.raises(ValueError, match=f"cannot be rounded to {total}"):
        round_to_total(np.array([1.4, 1.4]), 0, total)


@given(st.integers(0, 10**6), st.integers(0, 2))
def test_a_rounded_tree_adds_up_at_every_node(seed: int, decimals: int) -> None:
    tree = Tree.from_parents(
        {"T": None, "A": "T", "B": "T", "a": "A", "b": "A", "C": "B", "c": "C", "d": "C", "e": "B"}
    )
    values = tree.cover(np.random.default_rng(seed).normal(0, 2, len(tree.leaves)))
    rounded = round_tree(tree, values, decimals)
    for node in range(len(tree.nodes)):
        assert rounded[tree.children(node)].sum() == pytest.approx(rounded[node], abs=1e-9)
    assert (np.abs(rounded - values) < 10.0**-decimals * (1 + 1e-6)).all()
    assert abs(rounded[0] - values[0]) <= 0.5 * 10.0**-decimals + 1e-9


@given(st.integers(1, 6), st.integers(0, 10**6))
def test_price_updated_weights_continue_a_laspeyres_index(items: int, seed: int) -> None:
    """Σ p2·q0 / Σ p0·q0 = (index to 1) · (mean of relatives from 1, weights updated to 1)."""
    rng = np.random.default_rng(seed)
    p0, p1, p2, q0 = rng.uniform(0.5, 3, (4, items))
    updated = price_update(p0 * q0, p1 / p0)
    assert updated.sum() == pytest.approx((p0 * q0).sum())
    later = (updated * p2 / p1).sum() / updated.sum()
    chained = laspeyres(p1, p0, q0) * later
    assert float(chained) == pytest.approx(float(laspeyres(p2, p0, q0)))
    many = price_update(p0 * q0, np.stack([p1 / p0, p2 / p0]))
    np.testing.assert_allclose(many[0], updated)
    assert np.isnan(price_update(np.ones(2), np.array([np.nan, 1.0]))).all()


def test_weights_from_printed_contributions_contain_the_truth() -> None:
    rng = np.random.default_rng(7)
    true = np.array([33.56, 18.82, 9.67, 37.95])
    change = rng.normal(0, 2, (4, 30))
    links = np.round(100 + change, 2)
    printed = np.round(true[:, None] * change / 100, 2)
    printed[2, :5] = np.nan
    found = weights_from_contributions(printed, links)
    assert (found.low <= true).all()
    assert (true <= found.high).all()
    assert ((found.high - found.low) < 0.5).all()
    np.testing.assert_allclose(found.weights, (found.low + found.high) / 2)
    assert found.left_out == 0
    whole = weights_from_contributions(printed, links, total=100.0)
    assert whole.weights.sum() == pytest.approx(100.0)
    assert (whole.low <= true + 1e-9).all()
    assert (true <= whole.high + 1e-9).all()
    assert (whole.low >= found.low).all()
    assert (whole.high <= found.high).all()
    assert ((whole.low <= whole.weights) & (whole.weights <= whole.high)).all()


def test_limits_by_hand() -> None:
    """0.10 ± 0.005 over 1.00 ± 0.005: 9.45 to 10.55 per cent; a falling price gives the same."""
    for sign in (1, -1):
        found = weights_from_contributions(
            np.array([[sign * 0.10]]), np.array([[100 + sign * 1.0]])
        )
        assert found.low[0] == pytest.approx(100 * 0.095 / 1.005)
        assert found.high[0] == pytest.approx(100 * 0.105 / 0.995)
    coarse = weights_from_contributions(np.array([[0.1]]), np.array([[101.0]]), 1, None)
    assert (coarse.low[0], coarse.high[0]) == pytest.approx((5.0, 15.0))
    still = weights_from_contributions(np.array([[0.0]]), np.array([[100.005]]))
    assert (still.low[0], still.high[0]) == (0.0, 100.0)
    nothing = weights_from_contributions(np.array([[0.0]]), np.array([[101.0]]), 2, None)
    assert nothing.low[0] == 0.0
    assert nothing.high[0] == pytest.approx(0.5)


def test_a_sum_narrows_the_limits() -> None:
    contributions, links = np.array([[0.60], [0.0]]), np.array([[101.0], [100.0]])
    found = weights_from_contributions(contributions, links, 2, None, total=100.0)
    np.testing.assert_allclose(found.low, [59.5, 39.5])
    np.testing.assert_allclose(found.high, [60.5, 40.5])
    np.testing.assert_allclose(found.weights, [60, 40])
    exact = weights_from_contributions(np.array([[0.5]]), np.array([[101.0]]), 9, None, total=50.0)
    np.testing.assert_allclose(exact.weights, [50])


def test_months_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(UsageError, match="explains all months of row 1;"):
        weights_from_contributions(
            np.array([[0.1, 0.1], [0.1, 0.9]]), np.array([[101.0, 101.0], [101.0, 101.0]])
        )
    with pytest.raises(UsageError, match="row 0, 1"):
        weights_from_contributions(
            np.array([[0.1], [0.1]]), np.array([[101.0], [101.0]]), total=100.0
        )


def series(months: int = 40, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    true = np.array([50.0, 30.0, 20.0])
    links = 100 * np.exp(rng.normal(0, 0.01, (3, months)))
    total = 100 * np.exp(true @ np.log(links / 100) / 100 + noise * rng.normal(0, 1, months))
    return true, links, total


def test_weights_from_the_total_alone() -> None:
    true, links, total = series()
    found = weights_from_total(total, links)
    np.testing.assert_allclose(found.weights, true, atol=1e-6)
    np.testing.assert_allclose(found.high - found.low, 0, atol=1e-6)
    assert found.left_out == 0
    absent = links.copy()
    absent[0, 3] = np.nan
    gone = np.where(np.arange(40) == 7, np.nan, total)
    np.testing.assert_allclose(weights_from_total(gone, absent).weights, true, atol=1e-6)


def test_limits_of_a_noisy_total_hold_the_truth_and_repeat() -> None:
    true, links, total = series(60, noise=2e-5)
    found = weights_from_total(total, links)
    assert (found.low < found.weights).all()
    assert (found.weights < found.high).all()
    assert (np.abs(found.weights - true) < 0.2).all()
    assert ((found.high - found.low) < 0.5).all()
    again = weights_from_total(total, links)
    np.testing.assert_array_equal(found.low, again.low)
    other = weights_from_total(total, links, repeats=50, seed=1)
    assert (other.low != found.low).any()
    np.testing.assert_array_equal(other.weights, found.weights)


def test_misprinted_months_are_left_out_and_counted() -> None:
    true, links, total = series(40, noise=1e-6)
    total[[4, 9]] *= 1.01
    found = weights_from_total(total, links)
    assert found.left_out == 2
    np.testing.assert_allclose(found.weights, true, atol=0.05)
    every = weights_from_total(total, links, outlying=np.inf)
    assert every.left_out == 0
    assert np.abs(every.weights - true).max() > 0.05


def test_weights_are_never_negative_and_need_enough_months() -> None:
    rng = np.random.default_rng(0)
    links = 100 * np.exp(rng.normal(0, 0.01, (3, 5)))
    total = 100 * np.exp(np.log(links[0] / 100) * 1.2 - np.log(links[1] / 100) * 0.2)
    found = weights_from_total(total, links)
    assert (found.weights >= 0).all()
    assert found.weights.sum() == pytest.approx(100)
    with pytest.raises(UsageError, match="3 weights need as many complete months, found 2"):
        weights_from_total(total[:2], links[:, :2])
    assert weights_from_total(total[:3], links[:, :3]).weights.sum() == pytest.approx(100)
