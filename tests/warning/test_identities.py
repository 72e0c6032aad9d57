"""Identities of related figures, by hand arithmetic."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from phantich.warning.identities import change_of_cumulative, failing, implied_figures
from phantich.warning.intake import read_grid

MONTHS = pd.date_range("2020-01-01", "2023-12-01", freq="MS")
RANDOM = np.random.default_rng(4)
VALUES = np.round(1000 + 30 * RANDOM.normal(size=len(MONTHS)), 2)


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"unique_id": "a", "ds": MONTHS, "y": VALUES}).assign(**columns)


def test_the_change_of_a_cumulative_begins_anew_in_january() -> None:
    cumulative = pd.Series(VALUES).groupby(MONTHS.year).cumsum().to_numpy()
    grid = read_grid(frame())
    np.testing.assert_allclose(change_of_cumulative(cumulative[None], grid)[0], VALUES)


def test_growth_times_base_is_the_figure() -> None:
    growth = np.full(len(MONTHS), np.nan)
    growth[12:] = 100 * (VALUES[12:] / VALUES[:-12] - 1)
    table = frame(growth=growth)
    implied = implied_figures(read_grid(table), table)["growth"][0]
    np.testing.assert_allclose(implied[12:], VALUES[12:])
    assert np.isnan(implied[:12]).all()


def test_parts_add_up_to_the_total_that_they_name() -> None:
    parts = [frame(y=VALUES / 4, unique_id=f"p{n}", total="a") for n in range(4)]
    table = pd.concat([frame(total=None), *parts])
    implied = implied_figures(read_grid(table), table)["total"]
    np.testing.assert_allclose(implied[0], VALUES)
    assert np.isnan(implied[1:]).all()


def test_an_identity_is_held_to_the_past_of_the_series() -> None:
    # Months by difference are 8 % off as a rule; 20 % is unusual at 5 × 1.4826 × 8 % = 59 % only
    # where that is exceeded, and never below the tolerance of 50 %.
    implied = np.tile(VALUES, (1, 1)) * 1.08
    implied[0, -1] = VALUES[-1] / 1.2
    assert not failing(VALUES[None], {"cumulative": implied})[0].any()
    implied[0, -1] = VALUES[-1] / 1.7
    assert failing(VALUES[None], {"cumulative": implied})[0][0].nonzero()[0].tolist() == [47]


def test_a_large_revision_is_no_misfit() -> None:
    first = VALUES * 1.01
    first[-1] = VALUES[-1] * 1.3
    wrong, revised = failing(VALUES[None], {"first": first[None]})
    assert not wrong.any()
    assert revised[0].nonzero()[0].tolist() == [47]


@pytest.mark.parametrize(
    ("column", "cause"),
    [("growth", "not agree"), ("cumulative", "not agree"), ("first", "revision")],
)
def test_the_command_asks_the_reporter(tmp_path: Path, column: str, cause: str) -> None:
    cumulative = pd.Series(VALUES).groupby(MONTHS.year).cumsum().to_numpy()
    growth = np.append(np.zeros(12), 100 * (VALUES[12:] / VALUES[:-12] - 1))
    good = {"growth": growth, "cumulative": cumulative, "first": VALUES.copy()}[column]
    wrong = good.copy()
    wrong[-1] = {"growth": 90.0, "cumulative": cumulative[-1] * 2, "first": 500.0}[column]
    for values, flagged in ((good, False), (wrong, True)):
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        frame(**{column: values}).to_csv(source, index=False)
        assert main(["warn", "--input", str(source), "--out", str(target)]) == 0
        found = pd.read_csv(target).iloc[0]
        assert found["flag"] == flagged
        if flagged:
            assert found["rule"] == "quality"
            assert cause in found["text_en"]
