"""Index formulae against published tables, against plain loops, and by their axioms."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from phantich.measures import elementary, formulae
from phantich.measures.means import generalised_mean
from phantich.measures.panel import Panel

#: Six products over five periods: PPI manual (IMF and others, 2004), tables 19.1 and 19.2, as
#: adapted in Balk (2008), tables 3.1 and 3.2.
PRICES = np.array(
    [
        [1.0, 1.2, 1.0, 0.8, 1.0],
        [1.0, 3.0, 1.0, 0.5, 1.0],
        [1.0, 1.3, 1.5, 1.6, 1.6],
        [1.0, 0.7, 0.5, 0.3, 0.1],
        [1.0, 1.4, 1.7, 1.9, 2.0],
        [1.0, 0.8, 0.6, 0.4, 0.2],
    ]
).T
QUANTITIES = np.array(
    [
        [1.0, 0.8, 1.0, 1.2, 0.9],
        [1.0, 0.9, 1.1, 1.2, 1.2],
        [2.0, 1.9, 1.8, 1.9, 2.0],
        [1.0, 1.3, 3.0, 6.0, 12.0],
        [4.5, 4.7, 5.0, 5.6, 6.5],
        [0.5, 0.6, 0.8, 1.3, 2.5],
    ]
).T
#: Balk (2008), tables 3.4, 3.6 and 3.12, as reproduced by the R package gpindex.
PUBLISHED = {
    "laspeyres": [1.0000, 1.4200, 1.3450, 1.3550, 1.4400],
    "paasche": [1.0000, 1.3824, 1.2031, 1.0209, 0.7968],
    "fisher": [1.0000, 1.4011, 1.2721, 1.1762, 1.0712],
    "tornqvist": [1.0000, 1.4052, 1.2890, 1.2268, 1.2477],
    "geometric_laspeyres": [1.0000, 1.3300, 1.2523, 1.1331, 1.0999],
    "geometric_paasche": [1.0000, 1.4846, 1.3268, 1.3282, 1.4153],
    "harmonic_laspeyres": [1.0000, 1.2542, 1.1346, 0.8732, 0.5556],
    "palgrave": [1.0000, 1.6096, 1.4161, 1.5317, 1.6720],
}


def test_bilateral_indices_of_the_ppi_manual() -> None:
    p0, q0 = PRICES[0], QUANTITIES[0]
    p1, q1 = PRICES, QUANTITIES
    found = {
        "laspeyres": formulae.laspeyres(p1, p0, q0),
        "paasche": formulae.paasche(p1, p0, q1),
        "fisher": formulae.fisher(p1, p0, q1, q0),
        "tornqvist": formulae.tornqvist(p1, p0, q1, q0),
        "geometric_laspeyres": formulae.geometric_laspeyres(p1, p0, q0),
        "geometric_paasche": formulae.geometric_young(p1 / p0, p1 * q1),
        "harmonic_laspeyres": 100 * generalised_mean(p1 / p0, p0 * q0, order=-1),
        "palgrave": formulae.young(p1 / p0, p1 * q1),
    }
    for name, values in PUBLISHED.items():
        np.testing.assert_allclose(found[name] / 100, values, atol=5e-5, err_msg=name)


def test_indices_between_later_periods_as_gpindex_prints_them() -> None:
    """Examples of the R package gpindex for the second and third period."""
    p0, p1, q0 = PRICES[1], PRICES[2], QUANTITIES[1]
    assert float(formulae.laspeyres(p1, p0, q0)) == pytest.approx(96.09929, abs=5e-6)
    assert float(formulae.geometric_young(p1 / p0, p0 * q0)) == pytest.approx(87.05581, abs=5e-6)
    assert float(formulae.geometric_lowe(p1, p0, q0)) == pytest.approx(87.05581, abs=5e-6)
    squared = generalised_mean(p1 / p0, p0 * q0, order=2)
    assert float(squared) == pytest.approx(1.020762, abs=5e-7)
    absent = p0.copy()
    absent[5] = np.nan
    assert float(formulae.laspeyres(p1, absent, q0)) == pytest.approx(96.84288, abs=5e-6)


#: CPI manual (ILO and others, 2004), table 9.1: four products, January to July; and its indices.
ITEMS = np.array(
    [
        [6.00, 6.00, 7.00, 6.00, 6.00, 6.00, 6.60],
        [7.00, 7.00, 6.00, 7.00, 7.00, 7.20, 7.70],
        [2.00, 3.00, 4.00, 5.00, 2.00, 3.00, 2.20],
        [5.00, 5.00, 5.00, 4.00, 5.00, 5.00, 5.50],
    ]
)
DIRECT = {
    "dutot": [100.00, 105.00, 110.00, 110.00, 100.00, 106.00, 110.00],
    "carli": [100.00, 112.50, 125.60, 132.50, 100.00, 113.21, 110.00],
    "jevons": [100.00, 110.67, 118.92, 118.92, 100.00, 111.45, 110.00],
}


def items() -> Panel:
    return Panel(pd.Index(list("ABCD")), ITEMS, 34 * 12)


@pytest.mark.parametrize("formula", list(DIRECT))
def test_elementary_indices_of_the_cpi_manual(formula: str) -> None:
    direct = elementary.direct(items(), ["x"] * 4, formula)  # type: ignore[arg-type]
    assert direct.panel.values[0].round(2).tolist() == DIRECT[formula]
    assert direct.panel.start == 34 * 12
    chained = elementary.chained(items(), ["x"] * 4, formula)  # type: ignore[arg-type]
    assert chained.panel.start == 34 * 12
    if formula != "carli":
        np.testing.assert_allclose(chained.panel.values, direct.panel.values)
    else:
        # In May all prices are back at January's, in July 10 % above; chained Carli drifts away.
        drifting = [100.00, 112.50, 122.54, 124.81, 113.89, 128.93, 129.02]
        assert chained.panel.values[0].round(2).tolist() == drifting


PAIRS = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        *[arrays(float, n, elements=st.one_of(st.floats(0.1, 50), st.just(np.nan)))] * 2,
        *[arrays(float, n, elements=st.floats(0.1, 9))] * 2,
    )
)


def power_mean(x: list[float], w: list[float], order: float) -> float:
    if not x:
        return math.nan
    if order == 0:
        return math.exp(sum(b * math.log(a) for a, b in zip(x, w, strict=True)) / sum(w))
    return (sum(b * a**order for a, b in zip(x, w, strict=True)) / sum(w)) ** (1 / order)


@given(PAIRS)
def test_formulae_agree_with_loops(data: tuple[np.ndarray, ...]) -> None:
    p1, p0, q1, q0 = data
    kept = [i for i in range(len(p1)) if p1[i] > 0 and p0[i] > 0]
    r = [p1[i] / p0[i] for i in kept]
    v0, v1 = [p0[i] * q0[i] for i in kept], [p1[i] * q1[i] for i in kept]
    ones = [1.0] * len(kept)
    shares = [a / sum(v0) / 2 + b / sum(v1) / 2 for a, b in zip(v0, v1, strict=True)]
    laspeyres, paasche = power_mean(r, v0, 1), power_mean(r, v1, -1)
    dutot = sum(p1[i] for i in kept) / sum(p0[i] for i in kept) if kept else math.nan
    wanted = [
        (formulae.jevons(p1, p0), power_mean(r, ones, 0)),
        (formulae.carli(p1, p0), power_mean(r, ones, 1)),
        (formulae.harmonic(p1, p0), power_mean(r, ones, -1)),
        (formulae.dutot(p1, p0), dutot),
        (formulae.laspeyres(p1, p0, q0), laspeyres),
        (formulae.paasche(p1, p0, q1), paasche),
        (formulae.fisher(p1, p0, q1, q0), math.sqrt(laspeyres * paasche)),
        (formulae.tornqvist(p1, p0, q1, q0), power_mean(r, shares, 0)),
        (formulae.lowe(p1, p0, q1), power_mean(r, [p0[i] * q1[i] for i in kept], 1)),
    ]
    for found, value in wanted:
        np.testing.assert_allclose(found, 100 * value, rtol=1e-9)


@given(PAIRS)
def test_axioms(data: tuple[np.ndarray, ...]) -> None:
    p1, p0, q1, q0 = data
    order = np.random.default_rng(len(p1)).permutation(len(p1))
    unweighted = (formulae.jevons, formulae.carli, formulae.dutot, formulae.harmonic)
    for formula in unweighted:
        value = formula(p1, p0)
        np.testing.assert_allclose(formula(p1[order], p0[order]), value, rtol=1e-9)
        np.testing.assert_allclose(formula(3 * p1, p0), 3 * value, rtol=1e-9)
    for symmetric in (formulae.jevons, formulae.dutot):
        there, back = symmetric(p1, p0), symmetric(p0, p1)
        assert np.isnan(there * back) or there * back == pytest.approx(1e4)
    there, back = formulae.fisher(p1, p0, q1, q0), formulae.fisher(p0, p1, q0, q1)
    assert np.isnan(there * back) or there * back == pytest.approx(1e4)
    mean = formulae.harmonic(p1, p0), formulae.jevons(p1, p0), formulae.carli(p1, p0)
    if not np.isnan(mean[0]):
        assert mean[0] <= mean[1] * (1 + 1e-12)
        assert mean[1] <= mean[2] * (1 + 1e-12)


def test_means_leave_out_what_is_missing_not_positive_or_without_weight() -> None:
    x = np.array([[1.0, 4.0, np.nan, -3.0, 0.0], [9.0, 9.0, 9.0, 9.0, 9.0]])
    assert generalised_mean(x).tolist() == pytest.approx([2.0, 9.0])
    w = np.array([1.0, np.nan, 1.0, 1.0, 1.0])
    assert generalised_mean(x, w).tolist() == pytest.approx([1.0, 9.0])
    w = np.array([3.0, 1.0, 5.0, 5.0, 5.0])
    assert generalised_mean(x, w, order=1)[0] == pytest.approx(1.75)
    assert np.isnan(generalised_mean(x, np.zeros(5))).all()
    assert np.isnan(generalised_mean(np.array([np.nan]), order=1))
    np.testing.assert_allclose(generalised_mean(np.array([[1.0, 4.0], [4.0, 4.0]]), axis=0), [2, 4])


def test_many_aggregates_at_once() -> None:
    """Rows are aggregates: each gives what it gives alone, gaps and all."""
    rng = np.random.default_rng(2)
    p1, p0, q1, q0 = rng.uniform(1, 3, (4, 5, 6))
    p1[0, 2] = p0[1, 3] = np.nan
    p1[2], p0[3, 1], p1[3, 0] = np.nan, 0.0, -1.0
    for function, arguments in (
        (formulae.jevons, (p1, p0)),
        (formulae.carli, (p1, p0)),
        (formulae.harmonic, (p1, p0)),
        (formulae.dutot, (p1, p0)),
        (formulae.laspeyres, (p1, p0, q0)),
        (formulae.paasche, (p1, p0, q1)),
        (formulae.geometric_laspeyres, (p1, p0, q0)),
        (formulae.fisher, (p1, p0, q1, q0)),
        (formulae.tornqvist, (p1, p0, q1, q0)),
        (formulae.geometric_young, (p1 / np.where(p0 > 0, p0, np.nan), q0)),
    ):
        together = function(*arguments)  # type: ignore[operator]
        alone = [function(*(a[i] for a in arguments)) for i in range(5)]  # type: ignore[operator]
        np.testing.assert_allclose(together, alone)
        assert np.isnan(together).tolist() == [False, False, True, False, False]


def test_prices_that_lack_are_left_out_of_both_sides() -> None:
    """A 4 → 6, B 4 → none, C none → 9: the index is A's."""
    prices = Panel(
        pd.Index(list("ABC")), np.array([[4.0, 6.0], [4.0, np.nan], [0.0, 9.0]]), 54 * 4, "Q"
    )
    for formula in ("jevons", "dutot", "carli", "harmonic"):
        direct = elementary.direct(prices, ["x"] * 3, formula).panel  # type: ignore[arg-type]
        links = elementary.period_on_period(prices, ["x"] * 3, formula).panel  # type: ignore[arg-type]
        assert direct.values.tolist() == [[100.0, 150.0]]
        assert links.values.tolist() == [[150.0]]
        assert direct.frequency == links.frequency == "Q"
        assert elementary.chained(prices, ["x"] * 3, formula).panel.frequency == "Q"  # type: ignore[arg-type]


def test_jevons_is_the_default() -> None:
    for build in (elementary.direct, elementary.chained, elementary.period_on_period):
        given = build(items(), ["x"] * 4, "jevons").panel.values  # type: ignore[operator]
        np.testing.assert_array_equal(build(items(), ["x"] * 4).panel.values, given)  # type: ignore[operator]


QUOTES = arrays(
    float,
    st.tuples(st.integers(1, 5), st.integers(2, 8)),
    elements=st.one_of(st.floats(0.5, 20), st.just(np.nan), st.just(0.0)),
)


@given(QUOTES, st.data())
def test_elementary_series_agree_with_the_bilateral_formulae(
    prices: np.ndarray, data: st.DataObject
) -> None:
    groups = data.draw(st.lists(st.sampled_from("xyz"), min_size=len(prices), max_size=len(prices)))
    name = data.draw(st.sampled_from(["jevons", "dutot", "carli", "harmonic"]))
    formula = getattr(formulae, name)
    panel = Panel(pd.RangeIndex(len(prices)).astype(str), prices, 100)
    links = elementary.period_on_period(panel, groups, name).panel
    direct = elementary.direct(panel, groups, name).panel
    assert links.start == 101
    assert list(links.ids) == list(dict.fromkeys(groups)) == list(direct.ids)
    for group in set(groups):
        rows = prices[[g == group for g in groups]]
        for t in range(prices.shape[1]):
            wanted = formula(rows[:, t], rows[:, 0])
            np.testing.assert_allclose(direct.row(group)[t], wanted, rtol=1e-9)
            if t:
                wanted = formula(rows[:, t], rows[:, t - 1])
                np.testing.assert_allclose(links.row(group)[t - 1], wanted, rtol=1e-9)
    chained = elementary.chained(panel, groups, name).panel
    np.testing.assert_allclose(chained.values[:, 1:], np.cumprod(links.values / 100, axis=1) * 100)
