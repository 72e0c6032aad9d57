"""Planted errors of reporting in a seasonal series; digits by hand."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from phantich.warning import quality, tails
from phantich.warning.digits import decimals, printed, step_of, transpositions
from phantich.warning.intake import read_grid
from phantich.warning.ongoing import LOOK_BACK
from phantich.warning.quality import CAUSES, due_ends, missing
from phantich.warning.residual import Residuals
from phantich.warning.screen import Screened, screen
from phantich.warning.slips import digits_weight

MONTHS = pd.date_range("2014-01-01", "2024-06-01", freq="MS")
RANDOM = np.random.default_rng(11)
WAVE = np.exp(0.2 * np.sin(np.arange(len(MONTHS)) / 6 * np.pi))
CLEAN = np.round(5000 * WAVE * np.exp(0.04 * RANDOM.normal(size=len(MONTHS))), 1)
GROWTH = np.round(8 + RANDOM.normal(size=len(MONTHS)), 2)


def judged(values: np.ndarray, days: pd.DatetimeIndex = MONTHS) -> Screened:
    table = pd.DataFrame({"unique_id": "a", "ds": days, "y": values})
    return screen(read_grid(table, "M"))


def cause(values: np.ndarray) -> str:
    return CAUSES[judged(values).cause[0, -1]]


def changed(value: float, base: np.ndarray = CLEAN) -> np.ndarray:
    found = base.copy()
    found[-1] = value
    return found


def test_nothing_is_found_in_clean_figures() -> None:
    assert cause(CLEAN) == ""
    assert cause(GROWTH) == ""


@pytest.mark.parametrize("power", [-3, -1, 1, 2, 3, 6])
def test_slips_of_the_unit(power: int) -> None:
    screened = judged(changed(CLEAN[-1] * 10.0**power))
    assert CAUSES[screened.cause[0, -1]] == "unit"
    assert screened.power[0, -1] == power
    assert screened.flagged[0, -1]


def test_other_errors() -> None:
    june = np.flatnonzero(MONTHS.year == 2024)
    assert cause(changed(CLEAN[june].sum())) == "cumulative"
    assert cause(changed(CLEAN[-2])) == "repeated"
    assert cause(changed(-CLEAN[-1])) == "sign"
    assert cause(changed(np.nan)) == "missing"
    assert cause(changed(-8.0, GROWTH)) == "sign"


FOUR = np.round(0.3 + 0.25 * RANDOM.normal(size=len(MONTHS)), 4)


def test_a_tenfold_rate_is_told_by_its_lost_decimal() -> None:
    """Rates of four decimals, spread .25: 1.35 is some 4 σ off, 1.3512 as well."""
    slipped = judged(changed(1.351, FOUR))
    assert CAUSES[slipped.cause[0, -1]] == "unit"
    assert slipped.power[0, -1] == 1
    plain = judged(changed(1.3512, FOUR))
    assert plain.cause[0, -1] == 0
    assert slipped.p_value[0, -1] < plain.p_value[0, -1]
    assert slipped.residuals.p_value[0, -1] == pytest.approx(
        plain.residuals.p_value[0, -1], rel=0.05
    )


def test_digits_that_speak_against_a_slip_of_the_point() -> None:
    """Rates far from zero: 50.0 is ten times 5.00 with a decimal less, 50.0312 has all four."""
    base = np.round(5 + RANDOM.normal(size=len(MONTHS)), 4)
    assert cause(changed(50.031, base)) == "unit"
    assert digits_weight(np.append(base[:-1], 50.031), 1) < 0.2
    assert digits_weight(np.append(base[:-1], 50.0312), 1) > 10
    assert digits_weight(np.append(base[:-1], 0.50312), -1) < 0.05


def test_another_unit_may_be_given_more_finely() -> None:
    """Thousands of a series with one decimal, typed to the unit and more finely than ever."""
    screened = judged(changed(np.round(CLEAN[-1] * 1000 + 0.123, 3)))
    assert CAUSES[screened.cause[0, -1]] == "unit"
    assert screened.power[0, -1] == 3


def test_an_error_of_reporting_has_a_chance_of_its_own() -> None:
    """The chance that a figure lies as near −meant as this one, and no more than the residual's."""
    base = np.round(9 + 4 * np.random.default_rng(3).normal(size=len(MONTHS)), 2)
    wrong = judged(changed(-9.5, base))
    assert CAUSES[wrong.cause[0, -1]] == "sign"
    made = wrong.residuals
    off = abs(made.score_of(-wrong.grid.values)[0, -1]) * made.spread[0, -1]
    low, high = (
        tails.p_values(
            np.array(
                [(-made.centre[0, -1] + side * off - made.centre[0, -1]) / made.spread[0, -1]]
            ),
            made.share[0, -1:],
            made.size[0, -1:],
        )[0]
        / 2
        for side in (-1, 1)
    )
    assert wrong.p_value[0, -1] == pytest.approx(min(2 * (high - low), made.p_value[0, -1]))


def test_figures_without_logarithm_are_judged_on_their_own_scale() -> None:
    """−x lies 1 + x / expected over the deviation of the logarithm below what was expected."""
    made = judged(changed(-CLEAN[-1])).residuals
    ratio = -CLEAN[-1] / np.exp(made.centre[0, -1])
    assert made.score[0, -1] == pytest.approx((ratio - 1) / made.spread[0, -1])
    assert made.score[0, -1] < -20


def test_the_hint_of_changed_digits_needs_a_large_surprise() -> None:
    """54 for 45 at ± 2 is a hint of digits changed round; at ± 3.5 the surprise is moderate."""
    for spread, hinted in ((1.5, True), (3.5, False)):
        made = judged(changed(45.0, np.round(45 + 0.1 * GROWTH, 2))).residuals
        wide = np.full(made.spread.shape, spread)
        at = len(MONTHS) - 1
        given = dataclasses.replace(made, logs=~made.logs, spread=wide, centre=wide * 0 + 45)
        meant = quality.transposed(54.0, 0, at, given)
        assert meant == 45.0 if hinted else np.isnan(meant)


def test_estimates_in_fifties_may_repeat() -> None:
    """Steps of 50, spread 4 % of 2,000: one figure in four or five is the one before."""
    rounded = np.round(CLEAN / 2.5 / 50) * 50
    kept = rounded[:-1][np.append(True, np.diff(rounded[:-1]) != 0)]
    days = MONTHS[: len(kept) + 1]
    assert CAUSES[judged(np.append(kept, kept[-1]), days).cause[0, -1]] == ""


def test_ten_months_together_are_no_slip_of_the_point() -> None:
    """January to October is some ten times October: the nearer of the two is told."""
    october = np.flatnonzero((MONTHS.year == 2022) & (MONTHS.month == 10))[0]
    values = CLEAN[: october + 1].copy()
    values[-1] = CLEAN[october - 9 : october + 1].sum()
    assert CAUSES[judged(values, MONTHS[: october + 1]).cause[0, -1]] == "cumulative"
    values[-1] = CLEAN[october] * 10
    assert CAUSES[judged(values, MONTHS[: october + 1]).cause[0, -1]] == "unit"


def test_the_figure_of_a_year_before() -> None:
    assert cause(changed(CLEAN[-13])) == "copied"
    kept = CLEAN.copy()
    kept[12:] = np.resize(CLEAN[:12], len(CLEAN) - 12)
    assert cause(kept) == ""


def test_a_zero_where_none_ever_was() -> None:
    assert cause(changed(0.0)) == "zero"
    before = CLEAN.copy()
    before[60] = 0.0
    known = judged(changed(0.0, before))
    assert known.cause[0, -1] == 0
    assert known.flagged[0, -1]


def test_a_first_negative_growth_is_no_error_of_the_sign() -> None:
    """Growth of 4 ± 2 that was positive so far may turn negative."""
    growth = np.maximum(np.round(4 + 2 * (GROWTH - 8), 2), 0.4)
    screened = judged(changed(-0.5, growth))
    assert screened.cause[0, -1] == 0
    assert 0.001 < screened.p_value[0, -1] < 0.2


def test_round_figures_may_repeat() -> None:
    rounded = np.round(CLEAN / 500) * 500
    assert cause(changed(rounded[-2], rounded)) == ""


def frame(*series: tuple[str, int, int]) -> pd.DataFrame:
    """Name, first and last place of the months of `CLEAN`."""
    parts = [
        pd.DataFrame({"unique_id": name, "ds": MONTHS[a:b], "y": CLEAN[a:b]})
        for name, a, b in series
    ]
    return pd.concat(parts)


def test_a_series_that_ends_before_most_others_is_late() -> None:
    end = len(MONTHS)
    grid = read_grid(frame(*((name, 0, end) for name in "abc"), ("d", 0, end - 1)))
    assert list(due_ends(grid)) == [end - 1] * 4
    assert list(missing(grid)[:, -1]) == [False, False, False, True]
    late = screen(grid)
    assert list(late.judged.sum(axis=1)) == [1, 1, 1, 2]


def test_records_that_end_here_and_there_are_not_late() -> None:
    end = len(MONTHS)
    grid = read_grid(frame(("a", 0, end), ("b", 0, end - 2), ("c", 0, end - 7)))
    assert list(due_ends(grid)) == [end - 1, end - 3, end - 8]
    declared = read_grid(frame(("a", 0, end - 1)), newest="2024-06-01")
    assert list(due_ends(declared)) == [end - 1]


def test_a_month_that_never_has_a_figure_is_not_missing() -> None:
    values = CLEAN.copy()
    values[MONTHS.month == 6] = np.nan
    assert judged(values).cause[0, -1] == 0
    once = CLEAN.copy()
    once[-13] = np.nan
    once[-1] = np.nan
    assert CAUSES[judged(once).cause[0, -1]] == "missing"


def test_digits() -> None:
    assert str(printed(0.30000000000000004)) == "0.3"
    assert (decimals(12.5), decimals(0.1 + 0.2), decimals(1200.0)) == (1, 1, -2)
    assert np.isnan([decimals(2 / 3), decimals(0.0)]).all()
    assert step_of([12.5, 0.25, 3.0, 0.0]) == 0.25 / 5
    assert step_of([1850.0, 1949.9999999999995, 1400.0, 1700.0]) == 50
    assert step_of([0.0]) == 1
    assert transpositions(40.5) == [4.5, 45.0]
    assert transpositions(77.0) == []


def test_only_the_newest_figures_are_asked_for_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    chance = quality._coincidence

    def counted(values: np.ndarray, found: Residuals, row: int, at: int, lag: int) -> float:
        asked.append(at)
        return chance(values, found, row, at, lag)

    monkeypatch.setattr(quality, "_coincidence", counted)
    values = np.repeat(CLEAN[::2], 2)
    assert cause(values) == ""
    assert min(asked) >= len(values) - 1 - LOOK_BACK
    assert len(asked) < len(values) / 4
