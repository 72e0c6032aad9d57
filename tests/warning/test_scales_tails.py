"""Scale, tail and lasting change by hand arithmetic; q against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, genpareto

from phantich.warning import tails
from phantich.warning.fdr import q_values
from phantich.warning.scales import before, rolling_scale
from phantich.warning.sustained import sustained

NONE = np.zeros(40, dtype=bool)


def test_the_scale_is_the_root_mean_square_of_the_past() -> None:
    # Two years of four quarters are left out; then surprises of 3 with a prior of 12 ones:
    # after two of them (12 + 18) / (12 + 2) = 15 / 7.
    surprises = np.full((1, 40), 3.0)
    scale = rolling_scale(surprises, NONE, NONE, 4)
    assert scale[0, 8] == 1.0
    assert scale[0, 10] == pytest.approx(np.sqrt(15 / 7))


def test_periods_of_the_feast_have_their_own_scale_and_are_never_calmer() -> None:
    feast = np.arange(40) % 4 == 0
    calm = np.where(feast, 0.1, 2.0)[None]
    wild = np.where(feast, 5.0, 1.0)[None]
    assert rolling_scale(calm, feast, NONE, 4)[0, 36] == pytest.approx(
        rolling_scale(calm, feast, NONE, 4)[0, 37], rel=0.1
    )
    assert rolling_scale(wild, feast, NONE, 4)[0, 36] > 2
    assert rolling_scale(wild, feast, NONE, 4)[0, 37] == pytest.approx(1.0)


def test_a_crisis_does_not_count() -> None:
    crisis = np.zeros(40, dtype=bool)
    crisis[20:30] = True
    surprises = np.where(crisis, 6.0, 1.0)[None]
    assert rolling_scale(surprises, NONE, crisis, 4)[0, 39] == pytest.approx(1.0)
    assert rolling_scale(surprises, NONE, NONE, 4)[0, 39] > 2


def test_sums_before_use_the_past_alone() -> None:
    values = np.arange(10.0)[None]
    assert before(values, 3)[0].tolist() == [0, 0, 1, 3, 6, 9, 12, 15, 18, 21]


def test_the_tail_is_scipys_generalised_pareto() -> None:
    x = np.array([2.5, 4.0, 8.0])
    share, size = np.full(3, 0.06), np.full(3, 0.6)
    expected = 0.06 * genpareto.sf(x - tails.THRESHOLD, tails.SHAPE, scale=0.6)
    np.testing.assert_allclose(tails.p_values(x, share, size), expected)
    np.testing.assert_allclose(tails.p_values(-x, share, size), expected)


def test_body_and_tail_meet() -> None:
    p = tails.p_values(np.array([1.999999, 2.000001]), np.full(2, 0.06), np.full(2, 0.6))
    assert p[0] == pytest.approx(p[1], rel=1e-4)
    assert np.isnan(tails.p_values(np.array([np.nan]), np.full(1, 0.06), np.full(1, 0.6)))[0]


@given(st.floats(0.0001, 0.9), st.floats(0.02, 0.12), st.floats(0.3, 2.0))
def test_limits_undo_the_p(probability: float, share: float, size: float) -> None:
    one = np.ones(1)
    limit = tails.limits(probability, share * one, size * one)
    back = tails.p_values(limit, share * one, size * one)
    assert back[0] == pytest.approx(probability, rel=1e-3)


def test_own_past_moves_the_tail_a_little() -> None:
    calm, wild = np.full((1, 200), 0.5), np.full((1, 200), 0.5)
    wild[0, 30::6] = 5.0
    nothing = np.zeros(200, dtype=bool)
    before_calm = tails.tail_parameters(calm, nothing, 12)
    before_wild = tails.tail_parameters(wild, nothing, 12)
    assert before_calm[0][0, -1] < tails.SHARE < before_wild[0][0, -1]
    assert before_calm[1][0, -1] == tails.SIZE < before_wild[1][0, -1]


@given(st.lists(st.floats(1e-9, 1.0), min_size=1, max_size=60))
def test_q_is_scipys(p: list[float]) -> None:
    np.testing.assert_allclose(
        q_values(np.array(p), least=1), false_discovery_control(p), rtol=1e-12
    )


def test_q_of_gaps_and_small_batches() -> None:
    q = q_values(np.array([np.nan, 0.001]))
    assert np.isnan(q[0])
    assert q[1] == pytest.approx(0.1)
    assert np.isnan(q_values(np.array([np.nan]))).all()


def test_a_step_adds_up_surprises() -> None:
    # No gain: a step of two periods leaves z1 + z2 over √2, of three z1 + z2 + z3 over √3.
    scores = np.zeros((1, 20))
    scores[0, -3:] = 3.0
    found = sustained(scores, np.zeros((1, 20)), np.zeros(20, dtype=bool))
    assert found.score[0, -1] == pytest.approx(9 / np.sqrt(3))
    assert found.score[0, -2] == pytest.approx(6 / np.sqrt(2))
    assert found.periods[0, -1] == 2


def test_a_level_that_follows_expects_less() -> None:
    # Gain one half: a step of 4 is seen as 4, 2, 1 and the statistic is 4 √(1 + 1/4 + 1/16).
    scores = np.zeros((1, 20))
    scores[0, -3:] = 4.0, 2.0, 1.0
    found = sustained(scores, np.full((1, 20), 0.5), np.zeros(20, dtype=bool))
    assert found.score[0, -1] == pytest.approx(4 * np.sqrt(1.3125))


def test_a_crisis_is_no_evidence_of_what_comes_after() -> None:
    scores = np.zeros((1, 20))
    scores[0, -3:-1] = 6.0
    crisis = np.zeros(20, dtype=bool)
    crisis[:-1] = True
    assert sustained(scores, np.zeros((1, 20)), crisis).score[0, -1] == 0


def test_a_single_surprise_counts_little_as_a_lasting_change_however_large() -> None:
    # It counts as 5 at most; of which a shock that fades to .7 explains 5 / √(1 + .7²).
    scores = np.zeros((1, 20))
    scores[0, -2] = 50.0
    found = sustained(scores, np.zeros((1, 20)), np.zeros(20, dtype=bool))
    assert found.score[0, -1] == pytest.approx(5 / np.sqrt(1.49))
