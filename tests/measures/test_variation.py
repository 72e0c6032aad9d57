"""The robust score against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.measures.variation import robust_score


def test_by_hand() -> None:
    """Median 3, deviations 2 1 0 1 2, their median 1: (10 − 3) / 1.4826."""
    history = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert robust_score(10.0, history, least=5) == pytest.approx(7 / 1.4826)


def test_one_wild_value_moves_it_little() -> None:
    calm = np.arange(20.0)
    wild = np.append(np.arange(19.0), 1e9)
    assert robust_score(30.0, wild) == pytest.approx(robust_score(30.0, calm), rel=0.1)


def test_missing_when_the_history_is_short_or_flat() -> None:
    assert np.isnan(robust_score(1.0, np.arange(5.0)))
    assert np.isnan(robust_score(1.0, np.full(20, 3.0)))
    assert np.isnan(robust_score(np.nan, np.arange(20.0)))


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=40),
    st.floats(-1e6, 1e6),
    st.floats(0.5, 100),
)
def test_it_has_no_unit(history: list[float], value: float, scale: float) -> None:
    values = np.array(history)
    one, other = robust_score(value, values), robust_score(scale * value, scale * values)
    if not np.isnan(one) and abs(one) < 1e9:
        assert other == pytest.approx(one, rel=1e-6, abs=1e-6)
